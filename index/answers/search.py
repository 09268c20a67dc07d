"""The answer to a search: passages, each with where it stands, why, and what it states."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.citation import Citation
from corpus.store.citations import Stated, cite_passages, find_stated
from corpus.store.connection import snapshot
from corpus.store.filters import Filters
from index.library import Library
from index.search.search import Found, search

# Nearness from which a hit is called close in meaning. Of 200 hits that readers judged to
# answer (the Medway queries) nine in ten are nearer than 0.40; of 60 hits to six questions on
# other matters nine in ten are not as near as 0.25.
CLOSE_IN_MEANING = 0.4


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers: where it stands, why it was found, the records that stand in it."""

    passage: Found
    citation: Citation
    stated: tuple[Stated, ...]

    @property
    def reason(self) -> str:
        """Why it was found, in a line."""
        why = self.passage.why
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
    """Hits, best first; whether none is likely to answer; the words added to those typed."""

    words: str
    hits: tuple[Hit, ...]
    nothing_close: bool
    added: tuple[str, ...]


def answer_search(
    library: Library, words: str, filters: Filters, limit: int, expand: bool = True
) -> SearchAnswer:
    """The passages that answer, best first, at most `limit`; `expand` adds other words.

    QueryError where there are no words or their syntax is broken.
    """
    with snapshot(library.db):  # passages and what is told of them of one moment
        result = search(library, words, filters=filters, limit=limit, expand=expand)
        numbers = [passage.number for passage in result.hits]
        citations = cite_passages(library.db, numbers)
        stated = find_stated(library.db, numbers)
    hits = tuple(
        Hit(passage, citations[passage.number], stated.get(passage.number, ()))
        for passage in result.hits
    )
    return SearchAnswer(words, hits, result.nothing_close, result.added)
