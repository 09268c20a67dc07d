"""The answer to a search: passages, each with where it stands, why, and what it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, partial

from corpus.citation import Cell, Citation
from corpus.errors import NotFound
from corpus.probability import to_printed
from corpus.records import Why
from corpus.store.citations import CitedPassage, Stated, add_leads, cite_passages, find_stated
from corpus.store.connection import snapshot
from corpus.store.filters import Filters
from corpus.store.passages import count_documents, load_ids
from index.answers.unsearched import find_unsearched, say_unsearched
from index.library import Library
from index.search.candidates import CLOSE_IN_MEANING
from index.search.conditions import FIELDS, QueryCondition
from index.search.engines.scope import Scope
from index.search.matching.officers import WithoutNames, leave_out_officers
from index.search.query import parse_query
from index.search.search import RankedPassage, SearchResult, search
from index.tables.labelled import DocumentRows, label_cells, rows_of
from index.tables.lines import names_an_officer, says_nothing

# Hits looked at beyond those wanted, in place of lines that answer nothing.
_SPARE = 20
_IN_DOCUMENT = 200  # passages of one document that are found in it
ALL, NONE = slice(None), slice(0)  # of the hits


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, as it was ranked, and the records that stand in it.

    `is_match` where it has all words typed or is close in meaning.
    """

    ranked: RankedPassage
    stated: tuple[Stated, ...]
    is_match: bool = True

    @property
    def passage(self) -> CitedPassage:
        """The passage."""
        return self.ranked.passage

    @property
    def citation(self) -> Citation:
        """Its words and where they stand."""
        return self.ranked.citation

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of the row that it is, each with its heading."""
        return self.citation.cells

    @property
    def reason(self) -> str:
        """Why it was found, in a line."""
        why = self.ranked.why
        reasons = []
        if why.words:
            reasons.append(f"has your words: {', '.join(why.words)}")
        if why.added:
            reasons.append(f"has words we added: {', '.join(why.added)}")
        if why.meaning >= CLOSE_IN_MEANING:
            reasons.append("close in meaning")
        return "; ".join(reasons) or "the nearest in meaning that we hold"


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Hits, best first; whether none is likely to answer; the words added to those typed.

    `conditions` are those that words typed were taken for, also the ones left out because
    they would have left nothing. `remarks` say what of the words was not looked for.
    `unsearched` is where the words stand in no passage, where nothing is close to them.
    """

    words: str
    hits: tuple[Hit, ...]
    nothing_close: bool
    added: tuple[str, ...]
    conditions: tuple[QueryCondition, ...] = ()
    remarks: tuple[str, ...] = ()
    total: int = 0
    documents: int = 0
    names: tuple[str, ...] = ()
    unsearched: Citation | None = None

    @property
    def first_other(self) -> int:
        """The number, from 1, of the first hit that has some of the words only; 0 for none."""
        numbered = enumerate(self.hits, start=1)
        return next((number for number, hit in numbered if not hit.is_match), 0)


def answer_search(
    library: Library,
    words: str,
    filters: Filters,
    limit: int,
    expand: bool = True,
    narrow_by: Collection[str] = FIELDS,
    shown: slice = ALL,
) -> SearchAnswer:
    """The passages that answer, best first, at most `limit`; `expand` adds other words.

    Councils, years, kinds and bodies named in the words are conditions, those of the fields
    in `narrow_by` alone. Only the hits that are `shown` get the cells of their rows and what
    they hang on. QueryError where there are no words or their syntax is broken.
    """
    with snapshot(library.db):  # passages and what is told of them of one moment
        asked = leave_out_officers(library.db, library.keywords, words)
        if asked.names and not _can_search(words, asked.text):
            return SearchAnswer(words, (), False, (), remarks=(asked.remark,), names=asked.names)
        result = search(
            library,
            asked.text,
            filters=filters,
            limit=limit + _SPARE,
            expand=expand,
            narrow_by=narrow_by,
        )
        if any(
            leave_out_officers(library.db, library.keywords, word).names for word in result.added
        ):
            return answer_search(library, words, filters, limit, False, narrow_by, shown)
        answer = _to_answer(library, words, asked, result, limit, shown)
        return _with_unsearched(library, answer, filters) if answer.nothing_close else answer


def _with_unsearched(library: Library, answer: SearchAnswer, filters: Filters) -> SearchAnswer:
    """An answer that found nothing close, with where its words stand on a page all the same."""
    place = None if answer.names else find_unsearched(library, answer.words, filters)
    if place is None:
        return answer
    remarks = (*answer.remarks, say_unsearched(answer.words, place))
    return replace(answer, remarks=remarks, unsearched=place)


def _to_answer(
    library: Library,
    words: str,
    asked: WithoutNames,
    result: SearchResult,
    limit: int,
    shown: slice,
) -> SearchAnswer:
    tables = cache(partial(rows_of, library))
    ranked = [hit for hit in result.hits if not names_an_officer(hit.passage)]
    ordered = sorted(ranked, key=lambda hit: _order(hit, tables, result.matches))[:limit]
    ordered[shown] = _complete(library, ordered[shown], tables)
    stated = find_stated(library.db, [hit.passage.number for hit in ordered])
    return SearchAnswer(
        words,
        tuple(
            Hit(
                hit,
                _once(stated.get(hit.passage.number, ())),
                hit.passage.number in result.matches,
            )
            for hit in ordered
        ),
        result.nothing_close,
        result.added,
        result.conditions,
        (*filter(None, (asked.remark,)), *result.remarks),
        len(result.matches),
        count_documents(library.db, result.matches),
        asked.names,
    )


def _complete(
    library: Library, ranked: Sequence[RankedPassage], tables: Callable[[str], DocumentRows]
) -> list[RankedPassage]:
    """The hits with the cells of their rows, and with what an item of a list hangs on."""
    cited = add_leads(library.db, (hit.citation for hit in ranked))
    return [
        replace(hit, passage=replace(hit.passage, citation=_with_cells(citation, tables)))
        for hit, citation in zip(ranked, cited, strict=True)
    ]


def _with_cells(citation: Citation, tables: Callable[[str], DocumentRows]) -> Citation:
    """A passage's citation with its cells: a row is one passage, a line a cell."""
    if "\n" not in citation.quote:
        return citation
    return replace(citation, cells=label_cells(tables(citation.document), citation.span))


def _order(
    hit: RankedPassage, tables: Callable[[str], DocumentRows], matches: Set[int]
) -> tuple[bool, bool]:
    """Lines that say nothing last, before them what has some of the words; else as ranked."""
    is_nothing = says_nothing(hit.passage, tables)
    return is_nothing, hit.passage.number not in matches


def _can_search(typed: str, rest: str) -> bool:
    """True where words are left to look for; of a query with signs of its own none are."""
    return bool(re.search(r"\w", rest)) and parse_query(typed).condition is None


def _once(stated: Iterable[Stated]) -> tuple[Stated, ...]:
    """Of records that are told in the same words the first."""
    return tuple({(each.table, each.stance): each for each in reversed([*stated])}.values())[::-1]


def search_document(library: Library, document_id: str, words: str) -> SearchAnswer:
    """The passages of a document that have words typed, or are close in meaning, in its order."""
    filters = Filters(document=document_id)
    answer = answer_search(library, words, filters, _IN_DOCUMENT, narrow_by=())
    hits = (hit for hit in answer.hits if hit.is_match or hit.ranked.why.words)
    return replace(answer, hits=tuple(sorted(hits, key=lambda hit: hit.citation.span)))


def find_passage(library: Library, passage_id: str) -> CitedPassage:
    """A passage by its id; NotFound where it is not held."""
    numbers = load_ids(library.db, (), (passage_id,))
    if not numbers:
        raise NotFound(f"No passage at this address is held ({passage_id}).")
    return cite_passages(library.db, numbers)[0]


def answer_like(
    library: Library, passage_id: str, filters: Filters, limit: int, shown: slice = ALL
) -> SearchAnswer:
    """The passages nearest in meaning to one that is held, nearest first; no words are looked for.

    Neither itself nor the same words elsewhere; `shown` as in `answer_search`. NotFound where
    it is not held.
    """
    with snapshot(library.db):
        passage = find_passage(library, passage_id)
        engine = library.engine
        vector = engine.rows([passage_id]).direction([passage_id])
        ids = engine.find_nearest(vector, limit + _SPARE, Scope(filters))
        nearness = dict(zip(ids, engine.rows(ids).nearness(vector, ids).tolist(), strict=True))
        ranked = [
            RankedPassage(
                near, to_printed(nearness[near.id]), Why(meaning=to_printed(nearness[near.id]))
            )
            for near in cite_passages(library.db, load_ids(library.db, (), ids))
            if near.citation.quote != passage.citation.quote
        ]
        ranked.sort(key=lambda hit: (-hit.score, hit.passage.id))
        everything = frozenset(hit.passage.number for hit in ranked)
        result = SearchResult(tuple(ranked), False, (), matches=everything)
        answer = _to_answer(library, "", WithoutNames(""), result, limit, shown)
    documents = {hit.citation.document for hit in answer.hits}
    return replace(answer, total=len(answer.hits), documents=len(documents))
