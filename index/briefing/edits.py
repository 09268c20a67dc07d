"""A briefing as a reader wants it: evidence dropped or in another order, questions reworded.

Quotations cannot be reworded. What was is marked, so that nobody takes it for the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from corpus.document import digest
from index.briefing.contents import Enquiry, Pack, Quotation

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Wording:
    """A line of enquiry's own words; what is empty stays as it was.

    Of the follow-ups an empty one is left out, where any has words.
    """

    question: str = ""
    follow_ups: tuple[str, ...] = ()
    full_answer: str = ""
    answered_by: str = ""
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """What a reader wants other: the keys kept, their places, and wording by key.

    Keys are those of `key_of`; what has no place comes after what has one, in its order.
    """

    kept: frozenset[str]
    places: Mapping[str, int] = field(default_factory=dict)
    wording: Mapping[str, Wording] = field(default_factory=dict)


def key_of(part: str, words: str) -> str:
    """What a part of a briefing is known by while it is edited.

    >>> key_of("asked", "Ensure that plans are clear.")
    'asked-bf27340e'
    """
    return f"{part}-{digest(words)[:8]}"


def edit_pack(pack: Pack, edits: Edits) -> Pack:
    """The pack with the edits made; its sources stay those of the whole."""
    lines = _arrange(pack.enquiries, lambda line: key_of("line", line.issue), edits)
    return replace(
        pack,
        asked=_arrange(
            pack.asked, lambda quotation: key_of("asked", quotation.citation.quote), edits
        ),
        council_said=_arrange(
            pack.council_said, lambda quotation: key_of("said", quotation.citation.quote), edits
        ),
        figures=_arrange(pack.figures, lambda figure: key_of("figure", figure.measure), edits),
        recommended=_arrange(
            pack.recommended, lambda quotation: key_of("told", quotation.citation.quote), edits
        ),
        told=_arrange(pack.told, lambda each: key_of("told", each.question.citation.quote), edits),
        enquiries=tuple(_edit_line(line, edits) for line in lines),
    )


def _edit_line(line: Enquiry, edits: Edits) -> Enquiry:
    key = key_of("line", line.issue)
    wording = edits.wording.get(key, Wording())
    worded = replace(
        line,
        question=wording.question or line.question,
        follow_ups=tuple(filter(None, wording.follow_ups)) or line.follow_ups,
        full_answer=wording.full_answer or line.full_answer,
        answered_by=wording.answered_by or line.answered_by,
        ending=wording.ending or line.ending,
        evidence=_arrange(line.evidence, lambda quotation: evidence_key(line, quotation), edits),
    )
    edited = _words(worded) != _words(line)
    return replace(worded, edited=line.edited or edited)


def _words(line: Enquiry) -> tuple[str, ...]:
    """What of a line a reader may reword."""
    return line.question, *line.follow_ups, line.full_answer, line.answered_by, line.ending


def evidence_key(line: Enquiry, quotation: Quotation) -> str:
    """The key of a quotation that a line of enquiry stands on."""
    return key_of(key_of("evidence", line.issue), quotation.citation.quote)


def _arrange(items: Sequence[Item], key: Callable[[Item], str], edits: Edits) -> tuple[Item, ...]:
    """The items kept, by their places."""
    kept = [item for item in items if key(item) in edits.kept]
    return tuple(sorted(kept, key=lambda item: edits.places.get(key(item), len(items) + 1)))
