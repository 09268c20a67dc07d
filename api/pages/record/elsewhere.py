"""Asked elsewhere: other councils that were asked the same, and what was later found there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.shared import words
from api.pages.shared.frame import Held, render
from api.pages.shared.holdings import Statement, address_of, find_statement
from corpus.citation import say_place
from corpus.privacy import hide_contacts
from index.answers.asks import CitedAsk, cite_asks
from index.answers.cache import Key, cached
from index.library import Library
from index.recurrence.elsewhere import Elsewhere, SameElsewhere, Share, find_elsewhere

router = APIRouter()

_COUNCILS_SHOWN = 25  # the likeliest; more would not be read
_ELSEWHERE: Key[SameElsewhere] = Key("elsewhere")


@dataclass(frozen=True, slots=True)
class Later:
    """What an outside body later found there."""

    said: str
    text: str
    published: date
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Council:
    """A council that was asked the same."""

    name: str
    text: str
    published: date | None
    body: str
    title: str
    place: str
    address: str
    record: str
    chance: str
    found_good: bool
    later: tuple[Later, ...]


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """What the page shows: of reports held how many ask the same, and the councils."""

    said: Statement
    shares: tuple[Share, ...]
    councils: tuple[Council, ...]
    total: int


@router.get("/statements/{statement_id}/elsewhere")
def show_elsewhere(request: Request, library: Held, statement_id: str) -> Response:
    """The page for an ask."""
    return render(request, "elsewhere.html", view_elsewhere(library, statement_id))


def view_elsewhere(library: Library, statement_id: str) -> ElsewhereView:
    """Who else was asked the same as an ask. NotFound where no other council's are held."""
    said = find_statement(library.db, statement_id)
    key = _ELSEWHERE.of(statement_id)
    found = cached(library, key, lambda: find_elsewhere(library, statement_id))
    likeliest = found.councils[:_COUNCILS_SHOWN]
    cited = cite_asks(council.ask for council in likeliest)
    shown = tuple(_to_council(council, cited[council.ask.ask.id]) for council in likeliest)
    return ElsewhereView(said, found.shares, shown, len(found.councils))


def _to_council(council: Elsewhere, ask: CitedAsk) -> Council:
    citation = ask.citation
    return Council(
        council.authority,
        citation.shown,
        citation.published,
        citation.body,
        citation.title,
        say_place(citation),
        address_of(citation),
        f"/statements/{ask.id}",
        words.say_chance("same", council.probability),
        council.found_good,
        tuple(
            Later(
                words.say_stance({"good": "strength"}.get(later.stance, later.stance)),
                hide_contacts(later.text),
                later.published,
                later.citation.title,
                address_of(later.citation),
            )
            for later in council.good
        ),
    )
