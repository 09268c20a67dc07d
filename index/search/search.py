"""Passages that answer a question, best first, each with why it was found."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from corpus.citation import Citation
from corpus.probability import to_printed
from corpus.records import Why
from corpus.store.citations import CitedPassage, cite_passages
from corpus.store.connection import Connection, snapshot
from corpus.store.documents import list_authorities, list_scopes, newest_publication
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.keywords import Numbers
from corpus.store.passages import load_strengths
from index.library import Library
from index.search.candidates import Candidate, Scope, find_candidates
from index.search.conditions import FIELDS, Narrowing, QueryCondition, narrow, read_conditions
from index.search.expansion import find_other_words
from index.search.fusion import feed_back
from index.search.keywords import KeywordIndex, correct_spelling
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
_LONGEST_NAMING = 30  # words; in a longer text a name or year is a part of what it tells
# The fields of conditions that a filter of the reader's own stands in place of.
_FILTERED: Mapping[str, tuple[str, ...]] = {
    "authority": ("council",),
    "since": ("year",),
    "until": ("year",),
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
    conditions that its words put on documents."""

    hits: tuple[RankedPassage, ...]
    nothing_close: bool
    added: tuple[str, ...]
    conditions: tuple[QueryCondition, ...] = ()


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
    query = leave_out_years(parse_query(narrowing.text))
    corrections = _find_corrections(db, keywords, query.words) if expand else {}
    query = _correct(query, corrections)
    added = find_other_words(query.text) if expand else ()
    candidates = find_candidates(ranking.library, query, added, ranking.scope, ranking.weights)
    hits = _read_hits(ranking, candidates[: max(limit, _SHORTLIST)], read_cues(typed))[:limit]
    words = [
        {term: keywords.postings(db, term).numbers for term in terms}
        for terms in (query.words, added)
    ]
    explained = tuple(_explain(hit, *words) for hit in hits)
    return SearchResult(
        explained,
        _is_far(candidates, explained, query.words),
        (*corrections.values(), *added),
        narrowing.conditions,
    )


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


def _find_corrections(
    db: Connection, keywords: KeywordIndex, words: Sequence[str]
) -> dict[str, str]:
    """The words that the library does not know, each with the likeliest one that it does."""
    unknown = [word for word in words if not len(keywords.postings(db, word).numbers)]
    return {word: near for word in unknown if (near := correct_spelling(db, word))}


def _correct(query: Query, corrections: Mapping[str, str]) -> Query:
    """A query with words replaced. Its condition stays as typed."""
    text = query.text
    for word, near in corrections.items():
        text = re.sub(rf"\b{re.escape(word)}\b", near, text)
    return replace(
        query, words=tuple(corrections.get(word, word) for word in query.words), text=text
    )


# --- hits ------------------------------------------------------------------


def _read_hits(
    ranking: _Ranking, candidates: Sequence[Candidate], cues: Cues
) -> list[RankedPassage]:
    """Candidates as hits, with what their cues and the best of them add, best first."""
    db = ranking.library.db
    newest = newest_publication(db)
    by_number = {candidate.number: candidate for candidate in candidates}
    strengths = load_strengths(db, by_number) if cues.praise else {}
    hits = []
    for passage in cite_passages(db, by_number):
        praised = ranking.weights.praise * strengths.get(passage.number, 0.0)
        gain = _weigh(passage, cues, newest, praised)
        candidate = by_number[passage.number]
        why = Why(meaning=candidate.meaning)
        hits.append(RankedPassage(passage, candidate.score + gain, why))
    return _feed_back(ranking, _best_first(hits))


def _weigh(passage: CitedPassage, cues: Cues, newest: date | None, praised: float) -> float:
    """What a passage gains by its cues."""
    cited = passage.citation
    return weigh_cues(cues, cited.quote, cited.published, passage.kind, newest, praised)


def _feed_back(ranking: _Ranking, hits: Sequence[RankedPassage]) -> list[RankedPassage]:
    """Hits drawn to what the best of them say, best first."""
    scores = np.array([hit.score for hit in hits], np.float32)
    ids = [hit.passage.id for hit in hits]
    drawn = feed_back(scores, ranking.library.vectors, ids, ranking.weights).tolist()
    return _best_first(
        [replace(hit, score=to_printed(score)) for hit, score in zip(hits, drawn, strict=True)]
    )


def _best_first(hits: Sequence[RankedPassage]) -> list[RankedPassage]:
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))


def _explain(
    hit: RankedPassage, words: Mapping[str, Numbers], added: Mapping[str, Numbers]
) -> RankedPassage:
    """A hit with the words of the query, and those added, that stand in it."""

    def standing(places: Mapping[str, Numbers]) -> tuple[str, ...]:
        return tuple(term for term, numbers in places.items() if hit.passage.number in numbers)

    return replace(hit, why=replace(hit.why, words=standing(words), added=standing(added)))


def _is_far(
    candidates: Sequence[Candidate], hits: Sequence[RankedPassage], words: Sequence[str]
) -> bool:
    """True where no passage is likely to answer, and no hit has every word; cues aside."""
    if not candidates:
        return True
    whole = any(len(hit.why.words) == len(words) for hit in hits)
    return candidates[0].score < _CLOSE and not whole
