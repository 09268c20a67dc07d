"""The latest word on a subject: the newest of what outside bodies said of it, in words."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.citation import Citation
from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk
from corpus.store.documents import HeldDocument, documents_of
from index.answers.records.mentions import Touch, is_told, nearest_of
from index.answers.records.said import (
    ASKED,
    FOUND_SHORT,
    SURELY_ABOUT,
    VERDICTS,
    SaidOfSubject,
    salience_of,
    say_tally,
)
from index.library import Library
from index.recurrence.follow_up import REPEATED
from index.recurrence.wording import CLAIMED, name_outside_body, say_day, say_join

_SHOWN_OF_LATEST = 2
_NOT_SHORT = VERDICTS - {*FOUND_SHORT}
# Of reports of ten councils, read by readers that had learned from none of them, in which no
# sentence is certainly about the words, and yet less likely than this that none is, a careful
# reader finds the matter judged or asked for in 180 of 204; where one is, in 1,902 of 1,920.
_NONE = 0.01
_UNSURE = 0.5  # of an ask that only may be about the words
_NO_DAY = date.min


@dataclass(frozen=True, slots=True)
class _OutsideWord:
    """What an outside body said of the words in one place, and how likely it is about them."""

    citation: Citation
    says: str
    kind: str  # of the document
    probability: float = 1.0

    @property
    def is_sure(self) -> bool:
        return self.probability >= SURELY_ABOUT

    @property
    def day(self) -> date:
        return self.citation.published or _NO_DAY

    @property
    def is_of_send(self) -> bool:
        return kind_of(self.kind).inspects == "send"


def find_latest(
    library: Library,
    authority: str,
    asks: Sequence[HeldAsk],
    found: Sequence[SaidOfSubject],
    touches: Sequence[Touch] = (),
    unsure: Collection[str] = (),
    says: Mapping[str, str] | None = None,
) -> tuple[tuple[Citation, ...], str]:
    """The newest of what outside bodies said of the words, and what it comes to in words.

    What came on the last day on which anything is certainly about them, or where nothing is surely;
    what came later and may be about them is told behind it. So is what an area SEND inspection
    said since: it looks at other children. `says` has what a document comes to, by its id, where
    that is known; else its sentences are counted. Of the later documents those are silent in which
    nothing
    of `touches` stands; of `asks` those whose ids are `unsure` only may be about the words.
    What is told again of an earlier report is no word of its day.
    """
    comes_to = says or {}
    found = [each for each in found if each.says != REPEATED]
    words = _outside_words(asks, found, unsure)
    own = [word for word in words if not word.is_of_send] or words
    if not own:
        return (), ""
    newest = max(word.day for word in _most_certain(own))
    last = [word for word in own if word.day == newest]
    possible = _of_newest([word for word in own if word.day > newest])
    of_send = [word for word in words if word.is_of_send and word.is_sure and word.day > newest]
    since = [] if own is words else _of_newest(of_send)
    told = (
        _say_newest("", last, comes_to),
        _say_newest("Possibly about it: ", possible, comes_to),
        _say_newest("Of children with special educational needs: ", since, comes_to),
    )
    later = _list_later(library, authority, newest, found)
    touched = _touched(later, touches)
    quoted = (*_quote_newest(last), *_quote_newest(possible), *_quote_newest(since))
    words_since = " ".join(filter(None, (*told, *_say_later(later, touched))))
    return (*quoted, *(touch.citation for touch in touched.values())), words_since


def _outside_words(
    asks: Sequence[HeldAsk], found: Sequence[SaidOfSubject], unsure: Collection[str]
) -> list[_OutsideWord]:
    """What was asked, then what was judged, what tells most first."""
    judged = sorted(found, key=salience_of, reverse=True)
    return [
        *(
            _OutsideWord(ask.citation, ASKED, ask.kind, _UNSURE if ask.id in unsure else 1.0)
            for ask in asks
        ),
        *(
            _OutsideWord(each.citation, each.says, each.statement.document_kind, each.probability)
            for each in judged
        ),
    ]


def _of_newest(words: Sequence[_OutsideWord]) -> list[_OutsideWord]:
    newest = max((word.day for word in words), default=_NO_DAY)
    return [word for word in words if word.day == newest]


def _most_certain(words: Sequence[_OutsideWord]) -> Sequence[_OutsideWord]:
    """The words of days on which something certainly is about the subject, else those that surely
    are, else all."""
    chances: dict[date, list[float]] = {}
    for word in words:
        chances.setdefault(word.day, []).append(word.probability)
    certain = {day for day, held in chances.items() if _is_certain(held)}
    return (
        [word for word in words if word.day in certain]
        or [word for word in words if word.is_sure]
        or words
    )


def _is_certain(chances: Sequence[float]) -> bool:
    """True where one of them is certain, or it is hardly possible that none is about the words."""
    return max(chances) >= CLAIMED or math.prod(1 - chance for chance in chances) <= _NONE


def _say_newest(lead: str, words: Sequence[_OutsideWord], says: Mapping[str, str]) -> str:
    if not words:
        return ""
    first = words[0]
    told = says.get(first.citation.document) or say_tally(word.says for word in words)
    return f"{lead}{first.citation.body}, {say_day(first.day)}: {told}."


def _quote_newest(words: Sequence[_OutsideWord]) -> list[Citation]:
    """What was asked, then of what finds something what tells most, and the first that finds
    otherwise: praise alone, or fault alone, would not be what the document says."""
    asked = [word.citation for word in words if word.says == ASKED]
    judged = [word for word in words if word.says != ASKED]
    sides = ([each for each in judged if each.says in side] for side in (FOUND_SHORT, _NOT_SHORT))
    first = [side[0] for side in sides if side]
    ordered = [*sorted(first, key=judged.index), *judged]
    return asked + _apart(word.citation for word in ordered)[:_SHOWN_OF_LATEST]


def _apart(citations: Iterable[Citation]) -> list[Citation]:
    """Those that share no words with one before them; one that has all words of one before takes
    its place."""
    apart: list[Citation] = []
    for each in citations:
        within = [one for one in apart if one.document == each.document and one.span in each.span]
        rest = [one for one in apart if one not in within]
        if each not in apart and not is_told(each, rest):
            at = apart.index(within[0]) if within else len(apart)
            apart = [*apart[:at], each, *(one for one in apart[at:] if one in rest)]
    return apart


# --- what came later -----------------------------------------------------------


def _list_later(
    library: Library, authority: str, newest: date, found: Sequence[SaidOfSubject]
) -> list[HeldDocument]:
    """The outside bodies' later documents, of which no sentence is likely about it.

    An area SEND inspection looks at other children: its silence says nothing.
    """
    speaking = {each.statement.document for each in found}
    return [
        document
        for document in documents_of(library.db, authority)
        if kind_of(document.kind).outside
        and kind_of(document.kind).inspects != "send"
        and (document.published or _NO_DAY) > newest
        and document.id not in speaking
    ]


def _touched(later: Sequence[HeldDocument], touches: Sequence[Touch]) -> dict[str, Touch]:
    """Of the documents that have the words, or come near them, the nearest such place."""
    places: dict[str, list[Touch]] = {}
    for touch in touches:
        places.setdefault(touch.citation.document, []).append(touch)
    return {each.id: nearest_of(places[each.id]) for each in later if each.id in places}


def _say_later(later: Sequence[HeldDocument], touched: Mapping[str, Touch]) -> Iterator[str]:
    """Who mentions it since, who comes near it, and in whose documents nothing was found."""
    mentioned = [each for each in later if each.id in touched and touched[each.id].has_words]
    near = [each for each in later if each.id in touched and not touched[each.id].has_words]
    silent = [each for each in later if each.id not in touched]
    if mentioned:
        yield f"Mentioned since, not clear if good or weak, by {_name(mentioned)}."
    if near:
        yield f"We found nothing that is surely on it from {_name(near)}."
    if silent:
        yield f"We found no later words on it, nor anything near it, from {_name(silent)}."


def _name(documents: Sequence[HeldDocument]) -> str:
    return say_join(
        [f"{name_outside_body(each.kind)} on {say_day(each.published)}" for each in documents]
    )
