"""Asked elsewhere: other councils that were asked the same, and what was later found there."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.inputs import Id
from api.pages.shared import words
from api.pages.shared.frame import Held, render
from api.pages.shared.holdings import Statement, find_statement
from corpus.store.statements import Statement as Sentence
from index.answers.cache import Key, cached
from index.library import Library
from index.recurrence.elsewhere import Elsewhere, SameElsewhere, find_elsewhere
from index.recurrence.wording import say_chance

router = APIRouter()

_COUNCILS_SHOWN = 25  # the likeliest; more would not be read
_ELSEWHERE: Key[SameElsewhere] = Key("elsewhere")


@dataclass(frozen=True, slots=True)
class LaterView:
    """What an outside body later found there, and what that is in words."""

    sentence: Sentence
    stance: str


@dataclass(frozen=True, slots=True)
class CouncilView:
    """A council that was asked the same, how likely that is, and what was found there later."""

    council: Elsewhere
    chance: str
    later: tuple[LaterView, ...]


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """What the page shows: of reports held how many ask the same, and the councils."""

    statement: Statement
    same: SameElsewhere
    councils: tuple[CouncilView, ...]


@router.get("/statements/{statement_id}/elsewhere")
def show_elsewhere(request: Request, library: Held, statement_id: Id) -> Response:
    """The page for an ask."""
    return render(request, "elsewhere.html", view_elsewhere(library, statement_id))


def view_elsewhere(library: Library, statement_id: str) -> ElsewhereView:
    """Who else was asked the same as an ask. NotFound where no other council's are held."""
    statement = find_statement(library.db, statement_id)
    key = _ELSEWHERE.of(statement_id)
    same = cached(library, key, lambda: find_elsewhere(library, statement_id))
    shown = tuple(map(_view_council, same.councils[:_COUNCILS_SHOWN]))
    return ElsewhereView(statement, same, shown)


def _view_council(council: Elsewhere) -> CouncilView:
    chance = say_chance("same", council.probability)
    return CouncilView(council, chance, tuple(map(_view_later, council.good)))


def _view_later(sentence: Sentence) -> LaterView:
    stance = {"good": "strength"}.get(sentence.stance, sentence.stance)
    return LaterView(sentence, words.say_stance(stance))
