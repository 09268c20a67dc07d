"""What became of typed words, inspection by inspection: what was found before and since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from corpus.citation import Citation
from corpus.store.asks import HeldAsk
from corpus.store.statements import Statement
from index.answers.records.mentions import Touch
from index.answers.records.said import (
    FOUND_GOOD,
    FOUND_SHORT,
    SURELY_ABOUT,
    VERDICTS,
    SaidOfSubject,
)
from index.recurrence.follow_up import (
    LaterStatement,
    say_became,
    say_before,
    say_found,
    say_stance,
    say_surely,
)
from index.recurrence.wording import CLAIMED

_NO_DAY = date.min


def say_history(
    asks: Sequence[HeldAsk],
    said: Sequence[SaidOfSubject],
    statements: Sequence[Statement],
    touches: Sequence[Touch],
    unsure: Collection[str],
) -> tuple[str, ...]:
    """What can be said of the words, a sentence a verdict: what outside bodies had found when they
    were first asked for, and since; where nothing was asked for, all that was found.

    Of a document of which nothing is certain, what it likely says is told as that. What the
    council said is told however it reads, and whenever; a document that also finds weak, or good
    in part, even if that is less surely read or about the words, finds good in part.
    """
    short_in = {each.statement.document for each in said if each.says in FOUND_SHORT}
    sure = [_in_part(each, short_in) for each in map(_as_claimed, said) if each]
    sure_asks = sorted((ask for ask in asks if ask.id not in unsure), key=_day_of)
    again = [ask for ask in sure_asks if ask.published != sure_asks[0].published]
    told = _to_later([*map(_as_said, again), *sure])
    claimed = {each.statement.document for each in told}
    likely = [_in_part(each, short_in) for each in said if _is_likely(each)]
    less_sure = _to_later(each for each in likely if each.statement.document not in claimed)
    if not asks:
        return tuple(say_found(told, less_sure))
    first = min(asks, key=_day_of)
    day = _day_of(first)
    earlier = [each for each in told if _is_by(each, day)]
    later = [each for each in told if not _is_by(each, day)]
    near = [touch.citation for touch in touches if touch.is_outside]
    is_near = any(_day(citation) > day for citation in (*near, *(ask.citation for ask in asks)))
    became = say_became(first, later, statements, is_near, less_sure)
    return tuple(filter(None, (say_before(earlier), *became)))


def _is_by(told: LaterStatement, day: date) -> bool:
    """True of what an outside body said by a day."""
    return told.statement.is_outside and told.statement.published <= day


def _in_part(said: SaidOfSubject, short_in: Collection[str]) -> SaidOfSubject:
    """Good in part where its document finds it good and falls short too."""
    falls_short = said.says in FOUND_GOOD and said.statement.document in short_in
    return replace(said, says="found good in part") if falls_short else said


def _as_claimed(said: SaidOfSubject) -> SaidOfSubject | None:
    """With what it says as a claim may rest on it, where it is surely about the words."""
    if not said.statement.is_outside:
        return said
    says = say_surely(said.statement) if said.probability >= CLAIMED else ""
    return replace(said, says=says) if says else None


def _is_likely(said: SaidOfSubject) -> bool:
    """True of an outside body's verdict that likely is about the words."""
    is_verdict = said.statement.is_outside and said.says in VERDICTS
    return is_verdict and said.probability >= SURELY_ABOUT


def _to_later(said: Iterable[SaidOfSubject]) -> list[LaterStatement]:
    """As statements with a day, oldest first."""
    later = [
        LaterStatement(each.statement, each.says, each.probability, each.probability)
        for each in said
    ]
    return sorted(later, key=lambda each: each.statement.published)


def _as_said(ask: HeldAsk) -> SaidOfSubject:
    """A later ask about the words, as a statement."""
    statement = Statement(ask.id, "ask", "asked", ask.citation, ask.kind)
    return SaidOfSubject(statement, say_stance(statement), 1.0)


def _day_of(ask: HeldAsk) -> date:
    return ask.published or _NO_DAY


def _day(citation: Citation) -> date:
    return citation.published or _NO_DAY
