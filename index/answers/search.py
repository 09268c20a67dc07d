"""The answer to a search: passages, each with where it stands, why, and what it states."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from corpus.citation import Citation
from corpus.store.citations import CitedPassage, Stated, find_stated
from corpus.store.connection import snapshot
from corpus.store.filters import Filters
from index.library import Library
from index.search.conditions import FIELDS, QueryCondition
from index.search.search import RankedPassage, search

# Nearness from which a hit is called close in meaning. Of 200 hits that readers judged to
# answer (the Medway queries) nine in ten are nearer than 0.40; of 60 hits to six questions on
# other matters nine in ten are not as near as 0.25.
CLOSE_IN_MEANING = 0.4


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, as it was ranked, and the records that stand in it."""

    ranked: RankedPassage
    stated: tuple[Stated, ...]

    @property
    def passage(self) -> CitedPassage:
        """The passage."""
        return self.ranked.passage

    @property
    def citation(self) -> Citation:
        """Its words and where they stand."""
        return self.ranked.citation

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
    """

    words: str
    hits: tuple[Hit, ...]
    nothing_close: bool
    added: tuple[str, ...]
    conditions: tuple[QueryCondition, ...] = ()
    remarks: tuple[str, ...] = ()


def answer_search(
    library: Library,
    words: str,
    filters: Filters,
    limit: int,
    expand: bool = True,
    narrow_by: Collection[str] = FIELDS,
) -> SearchAnswer:
    """The passages that answer, best first, at most `limit`; `expand` adds other words.

    Councils, years, kinds and bodies named in the words are conditions, those of the fields
    in `narrow_by` alone. QueryError where there are no words or their syntax is broken.
    """
    with snapshot(library.db):  # passages and what is told of them of one moment
        result = search(
            library, words, filters=filters, limit=limit, expand=expand, narrow_by=narrow_by
        )
        stated = find_stated(library.db, [ranked.passage.number for ranked in result.hits])
    hits = tuple(Hit(ranked, stated.get(ranked.passage.number, ())) for ranked in result.hits)
    return SearchAnswer(
        words, hits, result.nothing_close, result.added, result.conditions, result.remarks
    )
