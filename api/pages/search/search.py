"""Search: one box, hits with what was typed marked, ways to narrow, and a CSV of the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.export.links import address_of
from api.export.tables import Row, to_csv
from api.http.inputs import LONGEST_WORDS, Typed
from api.pages.search.asked import Asked, read_asked
from api.pages.search.facets import Dimension, Facet, count_choices
from api.pages.search.hits import HitView, search_as, view_hits
from api.pages.shared import words
from api.pages.shared.days import Between
from api.pages.shared.frame import Held, render
from api.pages.shared.paging import Pages, to_pages
from corpus.citation import say_place
from corpus.store.citations import CitedPassage
from index.answers.search import Hit, SearchAnswer, find_passage
from index.library import Library
from index.recurrence.wording import say_day
from index.search.engines.scope import MOST_COUNTED

router = APIRouter()

HITS_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class SearchView:
    """All that the search page shows; `like` is the passage that others are to be like."""

    asked: Asked
    was_cut: bool
    answer: SearchAnswer | None = None
    hits: tuple[HitView, ...] = ()
    facets: tuple[Facet, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()  # what narrows, and the address without it
    pages: Pages | None = None
    like: CitedPassage | None = None

    @property
    def least(self) -> str:
        """What stands before a total that was not counted to its end."""
        return "at least " if self.answer and self.answer.total >= MOST_COUNTED else ""


Wanted = Annotated[Asked, Depends(read_asked)]


@router.get("/search")
def show_search(request: Request, library: Held, asked: Wanted, q: Typed = "") -> Response:
    """The search page; without words, the box alone, and so where a day typed is none."""
    was_cut = len(q) > LONGEST_WORDS
    if asked.days.is_faulty:
        return render(request, "search.html", SearchView(asked, was_cut), 422)
    if asked.is_empty and not q:
        return render(request, "search.html", SearchView(asked, was_cut))
    return render(request, "search.html", find_hits(library, asked, was_cut))


@router.get("/search.csv")
def send_hits(library: Held, asked: Wanted, request: Request) -> Response:
    """The hits of a search as a table."""
    base = str(request.base_url).rstrip("/")
    return to_csv("search", [_to_cells(hit, base) for hit in search_as(library, asked).hits])


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
    first = (asked.page - 1) * HITS_A_PAGE
    shown = slice(first, first + HITS_A_PAGE)
    answer = search_as(library, asked, shown)
    hits = answer.hits
    return SearchView(
        asked,
        was_cut,
        answer,
        view_hits(library, asked, hits[shown]),
        _count_facets(library, asked, hits),
        _list_chosen(asked),
        to_pages(len(hits), HITS_A_PAGE, asked.page, lambda page: asked.to(page=page)),
        find_passage(library, asked.like) if asked.like else None,
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


def _count_facets(library: Library, asked: Asked, hits: Sequence[Hit]) -> tuple[Facet, ...]:
    """The ways to narrow that leave a choice; one that is used counts what it would add, too."""
    facets = (_count_facet(library, asked, dimension, hits) for dimension in _DIMENSIONS)
    return tuple(facet for facet in facets if len(facet.choices) > 1)


def _count_facet(
    library: Library, asked: Asked, dimension: Dimension, hits: Sequence[Hit]
) -> Facet:
    chosen: tuple[str, ...] = getattr(asked, dimension.name)
    if chosen:
        without: dict[str, Any] = {dimension.name: ()}
        hits = search_as(library, replace(asked, **without)).hits
    return count_choices(dimension, hits, chosen)


def _list_chosen(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Each value chosen, and the address without it."""
    chosen = [(each, getattr(asked, each.name)) for each in _DIMENSIONS]
    values = tuple(
        (dimension.say(value), _address_without(asked, dimension.name, value))
        for dimension, values in chosen
        for value in values
    )
    return (*values, *_list_days(asked))


def _list_days(asked: Asked) -> Iterator[tuple[str, str]]:
    days = asked.days
    if days.since.value:
        yield (
            f"from {say_day(days.since.value)}",
            replace(asked, days=Between(until=days.until)).to(),
        )
    if days.until.value:
        yield f"to {say_day(days.until.value)}", replace(asked, days=Between(days.since)).to()


def _address_without(asked: Asked, name: str, value: str) -> str:
    """The address of what is asked for without one value of a filter."""
    rest: dict[str, Any] = {name: tuple(each for each in getattr(asked, name) if each != value)}
    return asked.to(**rest)
