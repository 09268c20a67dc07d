"""Search: one box, hits with what was typed marked, ways to narrow, and a CSV of the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from api.export.tables import to_csv
from api.pages.search.asked import Asked, read_asked
from api.pages.search.facets import Dimension, Facet, count_choices
from api.pages.search.stated import Said, find_places, find_said
from api.pages.shared import words
from api.pages.shared.frame import LONGEST_WORDS, Held, address, render
from api.pages.shared.holdings import address_of_words
from api.pages.shared.marking import (
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
from corpus.privacy import hide_contacts
from index.library import Library
from index.search.search import Found, SearchResult, search
from index.search.vectors import Vectors

router = APIRouter()

HITS_A_PAGE = 10
# Hits that are counted, filtered and paged through: what `search` weighs with care.
_WEIGHED = 100
# Nearness from which a hit is called close in meaning. Of 200 hits that readers judged to
# answer (the Medway queries) nine in ten are nearer than 0.40; of 60 hits to six questions on
# other matters nine in ten are not as near as 0.25.
CLOSE_IN_MEANING = 0.4


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as shown: where it stands, its words in pieces, why it was found."""

    address: str
    title: str
    body: str
    authority: str
    published: date | None
    kind: str
    page: int
    paragraph: str
    section: str
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    why: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """All that the search page shows."""

    asked: Asked
    was_cut: bool
    found: SearchResult | None = None
    total: int = 0
    hits: tuple[HitView, ...] = ()
    facets: tuple[Facet, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()  # what narrows, and the address without it
    pages: Pages | None = None
    exact_address: str = ""
    csv_address: str = ""
    recurred_address: str = ""


Wanted = Annotated[Asked, Depends(read_asked)]


@router.get("/search")
def show_search(request: Request, library: Held, asked: Wanted, q: str = "") -> Response:
    """The search page; without words, the box alone."""
    was_cut = len(q) > LONGEST_WORDS
    if not asked.q and not q:
        return render(request, "search.html", SearchView(asked, was_cut))
    return render(request, "search.html", find_hits(library, asked, was_cut))


@router.get("/search.csv")
def send_hits(library: Held, asked: Wanted, request: Request) -> Response:
    """The hits of a search as a table."""
    hits = _search(library, asked).hits
    places = find_places(library.db, [hit.number for hit in hits])
    base = str(request.base_url).rstrip("/")
    rows = [
        {
            "council": hit.authority,
            "published": hit.published,
            "title": hit.title,
            "page": hit.page,
            "paragraph": hit.paragraph,
            "words": hide_contacts(hit.text),
            "score": round(hit.score, 3),
            "address": base + address_of_words(hit.document, *places[hit.number]),
        }
        for hit in hits
    ]
    return to_csv("search", rows)


def find_hits(library: Library, asked: Asked, was_cut: bool = False) -> SearchView:
    """The page of hits that an address asks for, with the ways to narrow it."""
    found = _search(library, asked)
    hits = found.hits
    said = find_said(library.db, [hit.number for hit in hits])
    first = (asked.page - 1) * HITS_A_PAGE
    shown = hits[first : first + HITS_A_PAGE]
    places = find_places(library.db, [hit.number for hit in shown])
    question = library.encoder.encode([asked.q])[0]
    return SearchView(
        asked,
        was_cut,
        found,
        len(hits),
        tuple(
            _to_view(library, asked, hit, said.get(hit.number, ()), places[hit.number], question)
            for hit in shown
        ),
        _count_facets(library, asked, hits, said),
        _list_chosen(asked),
        to_pages(len(hits), HITS_A_PAGE, asked.page, lambda page: asked.to({"page": page})),
        asked.to({"exact": True}),
        asked.to({}, "/search.csv"),
        address("/recurred", q=asked.q, council=asked.council),
    )


def _search(library: Library, asked: Asked) -> SearchResult:
    return search(library, asked.q, asked.filters, _WEIGHED, expand=not asked.exact)


# --- narrowing -------------------------------------------------------------


def _dimensions(said: Mapping[int, Sequence[Said]]) -> tuple[Dimension, ...]:
    def stated(hit: Found) -> Sequence[Said]:
        return said.get(hit.number, ())

    return (
        Dimension("council", "Council", lambda hit: [hit.authority], str),
        Dimension("year", "Year", _year_of, str, in_order=True),
        Dimension("kind", "Kind of document", lambda hit: [hit.kind], words.say_kind),
        Dimension(
            "statement",
            "Kind of statement",
            lambda hit: [one.what for one in stated(hit)],
            words.say_what,
        ),
        Dimension(
            "stance",
            "What was found",
            lambda hit: [one.stance for one in stated(hit)],
            words.say_stance,
        ),
        Dimension(
            "theme",
            "Theme",
            lambda hit: [theme for one in stated(hit) for theme in one.themes],
            words.say_theme,
        ),
    )


def _year_of(hit: Found) -> list[str]:
    return [str(hit.published.year)] if hit.published else []


def _count_facets(
    library: Library, asked: Asked, hits: Sequence[Found], said: Mapping[int, Sequence[Said]]
) -> tuple[Facet, ...]:
    """The ways to narrow that leave a choice; what is chosen already is not offered again."""
    facets = (
        count_choices(dimension, hits, asked.to)
        for dimension in _dimensions(said)
        if not getattr(asked, dimension.name)
    )
    return tuple(facet for facet in facets if len(facet.choices) > 1)


def _list_chosen(asked: Asked) -> tuple[tuple[str, str], ...]:
    say: Mapping[str, Callable[[str], str]] = {
        "council": str,
        "year": str,
        "kind": words.say_kind,
        "framework": words.say_framework,
        "statement": words.say_what,
        "stance": words.say_stance,
        "theme": words.say_theme,
    }
    return tuple(
        (in_words(getattr(asked, name)), asked.to({name: ""}))
        for name, in_words in say.items()
        if getattr(asked, name)
    )


# --- hits ------------------------------------------------------------------


def _to_view(
    library: Library,
    asked: Asked,
    hit: Found,
    said: Sequence[Said],
    place: tuple[int, int],
    question: Vectors,
) -> HitView:
    """A hit as shown. Contact details are hidden first, so marks are found in what is left."""
    text = hide_contacts(hit.text)
    typed = [*find_words(text, hit.why.words, "typed"), *find_prefixes(text, asked.q)]
    marks = [*typed, *find_words(text, hit.why.added, "added")]
    shown = shorten(text, marks)
    nearest = find_nearest(library, hit, question)
    close = leave_gaps(find_text(text, nearest), marks, "near")
    return HitView(
        address=address_of_words(hit.document, *place),
        title=hit.title,
        body=words.say_body(hit.kind, hit.authority),
        authority=hit.authority,
        published=hit.published,
        kind=hit.kind,
        page=hit.page,
        paragraph=hit.paragraph,
        section=hit.section,
        pieces=cut(shown.of(text), [*marks, *close], shown.start),
        cut_before=shown.start > 0,
        cut_after=shown.end < len(text),
        why=_say_why(hit),
        said=tuple(said),
    )


def _say_why(hit: Found) -> str:
    """Why a hit was found, in a line."""
    said = []
    if hit.why.words:
        said.append(f"has your words: {', '.join(hit.why.words)}")
    if hit.why.added:
        said.append(f"has words we added: {', '.join(hit.why.added)}")
    if hit.why.meaning >= CLOSE_IN_MEANING:
        said.append("close in meaning")
    return "; ".join(said) or "the nearest in meaning that we hold"
