"""Hits as pages show them: marked, cut, under their headings, and each among the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.pages.search.asked import Asked
from api.pages.shared.marking import (
    Marked,
    Piece,
    cut,
    find_prefixes,
    find_text,
    find_words,
    leave_gaps,
    shorten,
)
from api.pages.shared.near import find_nearest
from corpus.document import Span
from index.answers.search import NONE, Hit, SearchAnswer, answer_like, answer_search
from index.library import Library
from index.search.conditions import FIELDS
from index.search.matching.proximity import find_spans, has_near
from index.search.query import parse_query
from index.search.vectors import Vectors

# Hits that are counted, filtered and paged through: what `search` weighs with care.
_WEIGHED = 100
_LIKE = 20  # passages like one: who wants more asks in words


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a row as shown: its heading, and its words in pieces."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as shown: its words in pieces, or of many words a part, cut before or after.

    Of a row of a table its cells; `address` is where it stands, among the other hits.
    """

    hit: Hit
    address: str
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    cells: tuple[CellView, ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a hit stands among those of its search: its number from 1, and its neighbours'
    addresses, empty where there is none; `document` is the next hit of another document."""

    number: int
    total: int
    results: str
    earlier: str
    later: str
    earlier_document: str
    later_document: str


def search_as(library: Library, asked: Asked, shown: slice = NONE) -> SearchAnswer:
    """The answer that an address asks for; `shown` are the hits that are shown with their rows."""
    if asked.like:
        return answer_like(library, asked.like, asked.filters, _LIKE, shown)
    return answer_search(
        library,
        asked.q,
        asked.filters,
        _WEIGHED,
        expand=not asked.exact,
        narrow_by=() if asked.everywhere else FIELDS,
        shown=shown,
    )


def address_of_hit(asked: Asked, hit: Hit) -> str:
    """Where a hit stands in its document's text, with the search that it was found by."""
    span = hit.citation.span
    return (
        asked.to(f"/documents/{hit.citation.document}", start=span.start, end=span.end) + "#words"
    )


# --- one among the others ------------------------------------------------------


def find_steps(library: Library, asked: Asked, document: str, target: Span) -> Steps | None:
    """Where words stand among the hits of a search; None where they are not among them."""
    hits = search_as(library, asked).hits
    places = [(hit.citation.document, hit.citation.span.start) for hit in hits]
    if (document, target.start) not in places:
        return None
    index = places.index((document, target.start))
    documents = [*dict.fromkeys(place[0] for place in places)]
    firsts = [next(i for i, place in enumerate(places) if place[0] == each) for each in documents]
    at = documents.index(document)
    return Steps(
        index + 1,
        len(hits),
        asked.to(page=1 + index // 10),
        _address_at(asked, hits, index - 1),
        _address_at(asked, hits, index + 1),
        _address_at(asked, hits, firsts[at - 1] if at else -1),
        _address_at(asked, hits, firsts[at + 1] if at + 1 < len(firsts) else -1),
    )


def _address_at(asked: Asked, hits: Sequence[Hit], index: int) -> str:
    return address_of_hit(asked, hits[index]) if 0 <= index < len(hits) else ""


# --- marks -------------------------------------------------------------------


def view_hits(library: Library, asked: Asked, hits: Sequence[Hit]) -> tuple[HitView, ...]:
    """Hits as shown, what was typed marked in them."""
    question = None if asked.like else library.encode_once([asked.q])[asked.q]
    return tuple(_to_view(library, asked, hit, question) for hit in hits)


def _to_view(library: Library, asked: Asked, hit: Hit, question: Vectors | None) -> HitView:
    """A hit as shown. Contact details are hidden first, so marks are found in what is left."""
    text = hit.citation.shown
    marks = [*_find_marks(text, asked, hit)]
    shown = shorten(text, marks)
    nearest = "" if question is None else find_nearest(library, hit.passage, question)
    close = leave_gaps(find_text(text, nearest), marks, "near")
    return HitView(
        hit=hit,
        address=address_of_hit(asked, hit),
        pieces=cut(shown.of(text), [*marks, *close], shown.start),
        cut_before=shown.start > 0,
        cut_after=shown.end < len(text),
        cells=tuple(
            CellView(cell.name, cut(cell.text, _find_marks(cell.text, asked, hit)))
            for cell in hit.cells
        ),
    )


def _find_marks(text: str, asked: Asked, hit: Hit) -> Iterator[Marked]:
    """Where what was typed stands in a text, and what was added."""
    why = hit.ranked.why
    near = [*_mark_near(text, asked)]
    yield from near or (*find_words(text, why.words, "typed"), *find_prefixes(text, asked.q))
    yield from find_words(text, why.added, "added")


def _mark_near(text: str, asked: Asked) -> Iterator[Marked]:
    """The words of a query with operators of nearness, where they stand as near as they must."""
    condition = parse_query(asked.q).condition if asked.q else None
    if condition is not None and has_near(condition):
        yield from (Marked(span, "typed") for span in find_spans(text, condition))
