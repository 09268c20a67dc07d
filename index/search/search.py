"""Passages that answer a question, best first, each with why it was found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from corpus.citation import Citation
from corpus.probability import to_printed
from corpus.records import Why
from corpus.store.citations import CitedPassage, cite_passages
from corpus.store.connection import Connection, snapshot
from corpus.store.documents import newest_publication
from corpus.store.filters import EVERYTHING, Filters
from corpus.store.keywords import Condition, Numbers, find_matching
from corpus.store.passages import find_passages, load_ids
from index.library import Library
from index.search.expansion import find_other_words
from index.search.fusion import fuse_scores
from index.search.keywords import KeywordIndex, Scores, correct_spelling
from index.search.query import Query, parse_query
from index.search.query_cues import Cues, leave_out_years, read_cues, weigh_cues

# Taken from each ranking before the two are joined, and from the joined one before the
# cues are weighed: no labelled paragraph of a judged query that ranks among the first ten
# by the whole library ranks worse than these by either.
_CANDIDATES = 300
_SHORTLIST = 100
# Added words that go into the text to be encoded; more of them drown the question.
_ENCODED_WITH = 4
# Least score of the best passage (cues apart) for an answer: of the 30 judged queries and 50
# on other matters of a council, 78 fall on the right side when each is left out in turn (all
# 30 and 48 of 50 at this value on the Medway files, 44 of 50 on 228 reports). A question on
# a subject that is held, whose answer is not, is not told apart: its words do stand there.
_CLOSE = 0.55


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
    """Hits, best first; whether none is likely to answer; the words added to the query."""

    hits: tuple[RankedPassage, ...]
    nothing_close: bool
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage that may answer: its number and id in the store, and how well by itself."""

    number: int
    id: str
    score: float
    meaning: float


def search(
    library: Library,
    typed: str,
    filters: Filters = EVERYTHING,
    limit: int = 10,
    expand: bool = True,
) -> SearchResult:
    """The passages of a library that answer what was typed, best first, at most `limit`.

    `expand` adds other words for the terms typed and corrects misspelt ones. Raises
    QueryError where the query has no words or its syntax is broken. Ties by id.
    """
    with snapshot(library.db):  # words, vectors and texts of one moment, beside an ingest
        return _search(library, typed, filters, limit, expand)


def _search(
    library: Library, typed: str, filters: Filters, limit: int, expand: bool
) -> SearchResult:
    query = leave_out_years(parse_query(typed))
    db, keywords = library.db, library.keywords
    corrections = _find_corrections(db, keywords, query.words) if expand else {}
    query = _correct(query, corrections)
    added = find_other_words(query.text) if expand else ()
    candidates = _find_candidates(library, query, added, filters)
    hits = _read_hits(db, candidates[: max(limit, _SHORTLIST)], read_cues(typed))[:limit]
    words = [
        {term: keywords.postings(db, term).numbers for term in terms}
        for terms in (query.words, added)
    ]
    explained = tuple(_explain(hit, *words) for hit in hits)
    return SearchResult(
        explained, _is_far(candidates, explained, query.words), (*corrections.values(), *added)
    )


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


# --- candidates ------------------------------------------------------------


def _find_candidates(
    library: Library, query: Query, added: Sequence[str], filters: Filters
) -> list[_Candidate]:
    """The passages best by words and those best by meaning, weighed by both, best first."""
    allowed = _find_allowed(library.db, query.condition, filters)
    coverage = library.keywords.coverage(library.db, query.words, added)
    vector = library.encoder.encode([_to_encode(query, added)])[0]
    by_words = _best_numbers(coverage, allowed)
    by_meaning = library.vectors.rank(
        vector, _CANDIDATES, None if allowed is None else list(allowed.values())
    )
    passages = load_ids(library.db, by_words, by_meaning)
    numbers, ids = list(passages), list(passages.values())
    nearness = library.vectors.nearness(vector, ids)
    scores = fuse_scores(coverage[numbers], nearness)
    printed = (map(to_printed, values.tolist()) for values in (scores, nearness))
    candidates = map(_Candidate, numbers, ids, *printed)
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.id))


def _find_allowed(
    db: Connection, condition: Condition | None, filters: Filters
) -> dict[int, str] | None:
    """The numbers and ids of the passages that may be shown; None where all may."""
    if condition is None and not filters:
        return None
    passing = find_passages(db, filters)
    if condition is None:
        return passing
    matching = find_matching(db, condition)
    return {number: id_ for number, id_ in passing.items() if number in matching}


def _best_numbers(coverage: Scores, allowed: Mapping[int, str] | None) -> list[int]:
    """The numbers of the passages that cover most of the words, best first."""
    if allowed is not None:
        mask = np.zeros(len(coverage), bool)
        mask[list(allowed)] = True
        coverage = np.where(mask, coverage, 0)
    best = np.argsort(-coverage, kind="stable")[:_CANDIDATES]
    return [int(number) for number in best if coverage[number] > 0]


def _to_encode(query: Query, added: Sequence[str]) -> str:
    extra = ", ".join(added[:_ENCODED_WITH])
    return f"{query.text} ({extra})" if extra else query.text


# --- hits ------------------------------------------------------------------


def _read_hits(db: Connection, candidates: Sequence[_Candidate], cues: Cues) -> list[RankedPassage]:
    """Candidates as hits, their scores with what their cues add, best first."""
    newest = newest_publication(db)
    by_number = {candidate.number: candidate for candidate in candidates}
    passages = cite_passages(db, by_number)
    hits = [_to_hit(by_number[passage.number], passage, cues, newest) for passage in passages]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))


def _to_hit(
    candidate: _Candidate, passage: CitedPassage, cues: Cues, newest: date | None
) -> RankedPassage:
    citation = passage.citation
    gain = weigh_cues(cues, citation.quote, citation.published, passage.kind, newest)
    return RankedPassage(
        passage, to_printed(candidate.score + gain), Why(meaning=candidate.meaning)
    )


def _explain(
    hit: RankedPassage, words: Mapping[str, Numbers], added: Mapping[str, Numbers]
) -> RankedPassage:
    """A hit with the words of the query, and those added, that stand in it."""

    def standing(places: Mapping[str, Numbers]) -> tuple[str, ...]:
        return tuple(term for term, numbers in places.items() if hit.passage.number in numbers)

    return replace(hit, why=replace(hit.why, words=standing(words), added=standing(added)))


def _is_far(
    candidates: Sequence[_Candidate], hits: Sequence[RankedPassage], words: Sequence[str]
) -> bool:
    """True where no passage is likely to answer, and no hit has every word; cues aside."""
    if not candidates:
        return True
    whole = any(len(hit.why.words) == len(words) for hit in hits)
    return candidates[0].score < _CLOSE and not whole
