"""Passages that answer a question, best first, each with why it was found."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from corpus.citation import Citation
from corpus.probability import to_printed
from corpus.records import Why
from corpus.store.citations import CitedPassage, cite_passages
from corpus.store.connection import Connection, snapshot
from corpus.store.documents import (
    find_overtaken,
    list_authorities,
    list_scopes,
    newest_publication,
)
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.keywords import Numbers
from corpus.store.passages import load_strengths
from index.library import Library
from index.search.candidates import Candidate, find_candidates, find_matches
from index.search.conditions import FIELDS, Narrowing, QueryCondition, narrow, read_conditions
from index.search.council_names import find_other_names
from index.search.engines.scope import Scope
from index.search.expansion import find_other_words
from index.search.fusion import feed_back
from index.search.keywords import KeywordIndex
from index.search.matching.compounds import unify_compounds
from index.search.query import Query, parse_query
from index.search.query_cues import Cues, leave_out_years, read_cues, weigh_cues
from index.search.weights import Weights, load_weights

# Candidates whose cues are weighed: what is ranked lower rises to no reader's first page.
_SHORTLIST = 60
# Least score of the best passage (cues apart) for an answer: at this value all of the 115
# judged queries, 39 of 50 on other matters of a council put to 236 reports of all councils,
# and 45 of the 50 put to one council's papers, fall on the right side. A question on a
# subject that is held, whose answer is not, is not told apart: its words do stand there.
_CLOSE = 0.55
# What the whole of a query gains where it stands word for word, its small words too: with less
# "not in education" finds education that is had (`tests/index/search/cases/s1-neet.pdf`).
_WORD_FOR_WORD = 0.25
# And a passage that has "multiagency" goes before one that has "agency" alone.
_AS_ONE_WORD = 0.15
# A draft's hit goes below the approved paper's, where that is hardly worse; what the approved
# paper has no more is not hidden.
_HARDLY, _JUST = 0.1, 0.0001
Standing = Mapping[str, Numbers]  # where each form of a term stands
_LONGEST_NAMING = 30  # words; in a longer text a name or year is a part of what it tells
# The fields of conditions that a filter of the reader's own stands in place of.
_FILTERED: Mapping[str, tuple[str, ...]] = {
    "authority": ("council",),
    "since": ("year",),
    "until": ("year",),
    "years": ("year",),
    "kind": ("kind", "body"),
    "framework": ("kind", "body"),
}


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage that answers, cited, with how well it does and why it was found."""

    passage: CitedPassage
    score: float
    why: Why

    @property
    def citation(self) -> Citation:
        """Its words and where they stand."""
        return self.passage.citation


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first; whether none is likely to answer; the words added to the query; the
    conditions that its words put on documents; what of it was not looked for, and why."""

    hits: tuple[RankedPassage, ...]
    nothing_close: bool
    added: tuple[str, ...]
    conditions: tuple[QueryCondition, ...] = ()
    remarks: tuple[str, ...] = ()
    matches: Set[int] = frozenset()  # passages with all words, or close in meaning


@dataclass(frozen=True, slots=True)
class _Ranking:
    """What is ranked, of which passages, and how."""

    library: Library
    scope: Scope
    weights: Weights


def search(
    library: Library,
    typed: str,
    filters: Filters = EVERYTHING,
    limit: int = 10,
    expand: bool = True,
    narrow_by: Collection[str] = FIELDS,
    weights: Weights | None = None,
) -> SearchResult:
    """The passages of a library that answer what was typed, best first, at most `limit`.

    `expand` adds other words for the terms typed and corrects misspelt ones. Councils,
    years, kinds and bodies named are conditions, those of the fields in `narrow_by` that no
    filter stands for. Without `weights` those fitted hold. Raises QueryError where the query
    has no words or its syntax is broken. Ties by id.
    """
    with snapshot(library.db):  # words, vectors and texts of one moment, beside an ingest
        narrowing = _narrow(library.db, typed, filters, narrow_by)
        scope = Scope(filters, narrowing.documents, narrowing.barred)
        ranking = _Ranking(library, scope, weights or load_weights())
        return _search(ranking, typed, narrowing, limit, expand)


def _search(
    ranking: _Ranking, typed: str, narrowing: Narrowing, limit: int, expand: bool
) -> SearchResult:
    db, keywords = ranking.library.db, ranking.library.keywords
    asked = parse_query(typed)
    query = leave_out_years(parse_query(narrowing.text))
    query = replace(query, wording=_find_wording(ranking.library, asked))
    query = _with_forms(db, keywords, query) if expand else query
    corrections = _find_corrections(db, keywords, query) if expand else {}
    query = _correct(query, corrections)
    added = find_other_words(query.text) if expand else ()
    candidates = find_candidates(ranking.library, query, added, ranking.scope, ranking.weights)
    cues = _Wanted(read_cues(typed), _find_worded(ranking.library, query, typed))
    hits = _read_hits(ranking, candidates[: max(limit, _SHORTLIST)], cues)[:limit]
    typed_words = _find_standing(ranking.library, [*map(query.forms, query.words)])
    added_words = _find_standing(ranking.library, [(term,) for term in added])
    explained = tuple(_explain(hit, typed_words, added_words) for hit in hits)
    covering = _covering(ranking.library, query)
    anywhere = [keywords.postings(db, *standing).numbers for standing in covering]
    matches = find_matches(ranking.library, query, anywhere, ranking.scope)
    return SearchResult(
        explained,
        _is_far(candidates, explained, covering),
        (*corrections.values(), *_say_forms(query, typed), *added),
        narrowing.conditions,
        (*asked.remarks, *_say_unknown(query, typed_words), *_say_engine(ranking.library)),
        matches,
    )


def _with_forms(db: Connection, keywords: KeywordIndex, query: Query) -> Query:
    """A query with the other spellings of its compounds, and other names of its councils."""
    unified = unify_compounds(db, keywords, query)
    names = {word: other for word in unified.words if (other := find_other_names(word))}
    return replace(unified, names=names)


def _say_forms(query: Query, typed: str) -> tuple[str, ...]:
    """The other spellings and names that are looked for."""
    low = typed.casefold()
    spellings = [form for one in query.compounds for form in (one.text, one.joined)]
    forms = [*spellings, *(name for names in query.names.values() for name in names)]
    return tuple(dict.fromkeys(form for form in forms if form and form.casefold() not in low))


def _say_unknown(query: Query, standing: Sequence[Standing]) -> tuple[str, ...]:
    """Remarks on the words of a query that no passage of the library has."""
    unknown = [
        word
        for word, forms in zip(query.words, standing, strict=True)
        if not any(map(len, forms.values()))
    ]
    return tuple(f"“{word}” stands in no passage held" for word in unknown)


def _say_engine(library: Library) -> tuple[str, ...]:
    """A remark where the library itself answered in place of its engine."""
    says = "Everything held was searched, but more slowly: the search server does not serve it now"
    return (says,) if library.engine.trouble else ()


def _narrow(db: Connection, typed: str, filters: Filters, narrow_by: Collection[str]) -> Narrowing:
    """What the words typed narrow. In a Boolean query, and in a text pasted, every word is to
    be looked for."""
    unfiltered = Narrowing((), None, frozenset(), typed)
    if parse_query(typed).condition is not None or len(typed.split()) > _LONGEST_NAMING:
        return unfiltered
    filtered = {
        field for name, fields in _FILTERED.items() if getattr(filters, name) for field in fields
    }
    read = [
        condition
        for condition in read_conditions(typed, list_authorities(db))
        if condition.field in narrow_by and condition.field not in filtered
    ]
    return narrow(typed, read, list_scopes(db, filters)) if read else unfiltered


def _find_corrections(db: Connection, keywords: KeywordIndex, query: Query) -> dict[str, str]:
    """The words that the library does not know, each with the likeliest one that it does."""
    unknown = [
        word for word in query.words if not len(keywords.postings(db, *query.forms(word)).numbers)
    ]
    return {word: near for word in unknown if (near := keywords.correct_spelling(db, word))}


def _correct(query: Query, corrections: Mapping[str, str]) -> Query:
    """A query with words replaced. Its condition stays as typed."""
    text = query.text
    for word, near in corrections.items():
        text = re.sub(rf"\b{re.escape(word)}\b", near, text)
    return replace(
        query, words=tuple(corrections.get(word, word) for word in query.words), text=text
    )


# --- hits ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a question asks for beside its words, and the passages that have it word for word,
    and what they gain by it."""

    cues: Cues
    worded: Sequence[tuple[Numbers, float]]

    def gain_by_wording(self, number: int) -> float:
        """What a passage gains by what it has word for word."""
        return sum(gain for numbers, gain in self.worded if _stands(number, numbers))


def _find_wording(library: Library, asked: Query) -> str:
    """The longest run of what was typed, small words and all, that stands somewhere; or none."""
    postings = library.keywords.postings
    return next((run for run in asked.wordings if len(postings(library.db, run).numbers)), "")


def _find_worded(library: Library, query: Query, typed: str) -> list[tuple[Numbers, float]]:
    """The passages in which a query, or what it denies, stands word for word, or a compound of it
    in any of its spellings; what each gains."""
    postings = library.keywords.postings
    compounds = [each for each in query.compounds if each.is_joined]
    found = [
        (postings(library.db, each.apart, each.joined).numbers, _AS_ONE_WORD) for each in compounds
    ]
    if query.wording:
        gain = _WORD_FOR_WORD * len(query.wording.split()) / len(typed.split())
        found.append((postings(library.db, query.wording).numbers, gain))
    return found


def _read_hits(
    ranking: _Ranking, candidates: Sequence[Candidate], wanted: _Wanted
) -> list[RankedPassage]:
    """Candidates as hits, with what their cues and the best of them add, best first."""
    cues = wanted.cues
    db = ranking.library.db
    newest = newest_publication(db)
    by_number = {candidate.number: candidate for candidate in candidates}
    strengths = load_strengths(db, by_number) if cues.praise else {}
    hits = []
    for passage in cite_passages(db, by_number):
        praised = ranking.weights.praise * strengths.get(passage.number, 0.0)
        gain = _weigh(passage, cues, newest, praised) + wanted.gain_by_wording(passage.number)
        candidate = by_number[passage.number]
        why = Why(meaning=candidate.meaning)
        hits.append(RankedPassage(passage, candidate.score + gain, why))
    return _approved_first(db, _feed_back(ranking, _best_first(hits)))


def _approved_first(db: Connection, hits: Sequence[RankedPassage]) -> list[RankedPassage]:
    """A draft's hits after the best of the approved paper, where that is held and hardly worse."""
    overtaken = find_overtaken(db)
    if not overtaken:
        return list(hits)
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(hit.citation.document, hit.score)
    return _best_first([_behind(hit, best, overtaken) for hit in hits])


def _behind(
    hit: RankedPassage, best: Mapping[str, float], overtaken: Mapping[str, str]
) -> RankedPassage:
    limit = best.get(overtaken.get(hit.citation.document, ""), hit.score + 1)
    is_hardly_better = limit <= hit.score < limit + _HARDLY
    return replace(hit, score=to_printed(limit - _JUST)) if is_hardly_better else hit


def _weigh(passage: CitedPassage, cues: Cues, newest: date | None, praised: float) -> float:
    """What a passage gains by its cues."""
    cited = passage.citation
    return weigh_cues(cues, cited.quote, cited.published, passage.kind, newest, praised)


def _feed_back(ranking: _Ranking, hits: Sequence[RankedPassage]) -> list[RankedPassage]:
    """Hits drawn to what the best of them say, best first."""
    scores = np.array([hit.score for hit in hits], np.float32)
    ids = [hit.passage.id for hit in hits]
    drawn = feed_back(scores, ranking.library.engine.rows(ids), ids, ranking.weights).tolist()
    return _best_first(
        [replace(hit, score=to_printed(score)) for hit, score in zip(hits, drawn, strict=True)]
    )


def _best_first(hits: Sequence[RankedPassage]) -> list[RankedPassage]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))


def _find_standing(library: Library, terms: Sequence[Sequence[str]]) -> list[Standing]:
    """Where the forms of each term stand."""
    db, keywords = library.db, library.keywords
    return [{form: keywords.postings(db, form).numbers for form in forms} for forms in terms]


def _covering(library: Library, query: Query) -> list[Standing]:
    """Where each word of a query, or what its letters stand for, stands."""
    meant = [find_other_words(word) if word.isupper() else () for word in query.words]
    forms = map(query.forms, query.words)
    return _find_standing(
        library, [(*own, *other) for own, other in zip(forms, meant, strict=True)]
    )


def _explain(
    hit: RankedPassage, words: Sequence[Standing], added: Sequence[Standing]
) -> RankedPassage:
    """A hit with the words of the query, and those added, that stand in it, as they do."""
    why = replace(hit.why, words=_in_hit(hit, words), added=_in_hit(hit, added))
    return replace(hit, why=why)


def _in_hit(hit: RankedPassage, terms: Sequence[Standing]) -> tuple[str, ...]:
    forms = (
        form
        for standing in terms
        for form in standing
        if _stands(hit.passage.number, standing[form])
    )
    return tuple(dict.fromkeys(forms))


def _stands(number: int, numbers: Numbers) -> bool:
    index = int(numbers.searchsorted(number))
    return index < len(numbers) and bool(numbers[index] == number)


def _is_far(
    candidates: Sequence[Candidate], hits: Sequence[RankedPassage], words: Sequence[Standing]
) -> bool:
    """True where no passage is likely to answer, and no hit has every word; cues aside."""
    if not candidates:
        return True
    whole = any(
        all(
            any(_stands(hit.passage.number, numbers) for numbers in forms.values())
            for forms in words
        )
        for hit in hits
    )
    return candidates[0].score < _CLOSE and not whole
