"""Search: one box, hits with what was typed marked, ways to narrow, and a CSV of the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.export.links import address_of
from api.export.tables import Row, to_csv
from api.http.inputs import LONGEST_WORDS, Typed
from api.pages.search.asked import Asked, read_asked
from api.pages.search.facets import Dimension, Facet, count_choices
from api.pages.shared import words
from api.pages.shared.frame import Held, render
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
from api.pages.shared.paging import Pages, to_pages
from corpus.citation import say_place
from index.answers.search import Hit, SearchAnswer, answer_search
from index.library import Library
from index.search.conditions import FIELDS
from index.search.matching.proximity import find_spans, has_near
from index.search.query import parse_query
from index.search.vectors import Vectors

router = APIRouter()

HITS_A_PAGE = 10
# Hits that are counted, filtered and paged through: what `search` weighs with care.
_WEIGHED = 100


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as shown: its words in pieces, or of many words a part, cut before or after."""

    hit: Hit
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class SearchView:
    """All that the search page shows."""

    asked: Asked
    was_cut: bool
    answer: SearchAnswer | None = None
    hits: tuple[HitView, ...] = ()
    facets: tuple[Facet, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()  # what narrows, and the address without it
    pages: Pages | None = None


Wanted = Annotated[Asked, Depends(read_asked)]


@router.get("/search")
def show_search(request: Request, library: Held, asked: Wanted, q: Typed = "") -> Response:
    """The search page; without words, the box alone."""
    was_cut = len(q) > LONGEST_WORDS
    if not asked.q and not q:
        return render(request, "search.html", SearchView(asked, was_cut))
    return render(request, "search.html", find_hits(library, asked, was_cut))


@router.get("/search.csv")
def send_hits(library: Held, asked: Wanted, request: Request) -> Response:
    """The hits of a search as a table."""
    base = str(request.base_url).rstrip("/")
    return to_csv("search", [_to_cells(hit, base) for hit in _search(library, asked).hits])


def _to_cells(hit: Hit, base: str) -> Row:
    citation = hit.citation
    return {
        "council": hit.passage.authority,
        "published": citation.published,
        "title": citation.title,
        "page": citation.page,
        "paragraph": citation.paragraph,
        "words": citation.shown,
        "score": round(hit.ranked.score, 3),
        "address": base + address_of(citation),
        "body": citation.body,
        "place": say_place(citation),
        "section": citation.section,
        "why": hit.reason,
    }


def find_hits(library: Library, asked: Asked, was_cut: bool = False) -> SearchView:
    """The page of hits that an address asks for, with the ways to narrow it."""
    answer = _search(library, asked)
    hits = answer.hits
    first = (asked.page - 1) * HITS_A_PAGE
    question = library.encoder.encode([asked.q])[0]
    return SearchView(
        asked,
        was_cut,
        answer,
        tuple(_to_view(library, asked, hit, question) for hit in hits[first : first + HITS_A_PAGE]),
        _count_facets(asked, hits),
        _list_chosen(asked),
        to_pages(len(hits), HITS_A_PAGE, asked.page, lambda page: asked.to(page=page)),
    )


def _search(library: Library, asked: Asked) -> SearchAnswer:
    return answer_search(
        library,
        asked.q,
        asked.filters,
        _WEIGHED,
        expand=not asked.exact,
        narrow_by=() if asked.everywhere else FIELDS,
    )


# --- narrowing -------------------------------------------------------------


def _year_of(hit: Hit) -> list[str]:
    return [str(hit.citation.published.year)] if hit.citation.published else []


_DIMENSIONS = (
    Dimension("council", "Council", lambda hit: [hit.passage.authority], str),
    Dimension("year", "Year", _year_of, str, in_order=True),
    Dimension("kind", "Kind of document", lambda hit: [hit.passage.kind], words.say_kind),
    # Not offered, since hits do not tell it: an address may narrow by it.
    Dimension("framework", "Framework", lambda hit: (), words.say_framework),
    Dimension(
        "statement",
        "Kind of statement",
        lambda hit: [stated.table for stated in hit.stated],
        words.say_what,
    ),
    Dimension(
        "stance",
        "What was found",
        lambda hit: [stated.stance for stated in hit.stated],
        words.say_stance,
    ),
    Dimension(
        "theme",
        "Theme",
        lambda hit: [theme for stated in hit.stated for theme in stated.themes],
        words.say_theme,
    ),
)


def _count_facets(asked: Asked, hits: Sequence[Hit]) -> tuple[Facet, ...]:
    """The ways to narrow that leave a choice; what is chosen already is not offered again."""
    facets = (
        count_choices(dimension, hits, asked.to)
        for dimension in _DIMENSIONS
        if not getattr(asked, dimension.name)
    )
    return tuple(facet for facet in facets if len(facet.choices) > 1)


def _list_chosen(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Each value chosen, and the address without it."""
    chosen = [(each, getattr(asked, each.name)) for each in _DIMENSIONS]
    return tuple(
        (dimension.say(value), _address_without(asked, dimension.name, value))
        for dimension, values in chosen
        for value in values
    )


def _address_without(asked: Asked, name: str, value: str) -> str:
    """The address of what is asked for without one value of a filter."""
    rest: dict[str, Any] = {name: tuple(each for each in getattr(asked, name) if each != value)}
    return asked.to(**rest)


# --- hits ------------------------------------------------------------------


def _to_view(library: Library, asked: Asked, hit: Hit, question: Vectors) -> HitView:
    """A hit as shown. Contact details are hidden first, so marks are found in what is left."""
    text, why = hit.citation.shown, hit.ranked.why
    typed = [*_mark_near(text, asked)] or [
        *find_words(text, why.words, "typed"),
        *find_prefixes(text, asked.q),
    ]
    marks = [*typed, *find_words(text, why.added, "added")]
    shown = shorten(text, marks)
    nearest = find_nearest(library, hit.passage, question)
    close = leave_gaps(find_text(text, nearest), marks, "near")
    return HitView(
        hit=hit,
        pieces=cut(shown.of(text), [*marks, *close], shown.start),
        cut_before=shown.start > 0,
        cut_after=shown.end < len(text),
    )


def _mark_near(text: str, asked: Asked) -> Iterator[Marked]:
    """The words of a query with operators of nearness, where they stand as near as they must."""
    condition = parse_query(asked.q).condition
    if condition is not None and has_near(condition):
        yield from (Marked(span, "typed") for span in find_spans(text, condition))
