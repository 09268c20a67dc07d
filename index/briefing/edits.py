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
    """A line of enquiry's own words; what is empty stays as it was."""

    question: str = ""
    follow_up: str = ""
    full_answer: str = ""


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
    lines = _arrange(pack.enquiries, lambda one: key_of("line", one.issue), edits)
    return replace(
        pack,
        asked=_arrange(pack.asked, lambda one: key_of("asked", one.text), edits),
        council_said=_arrange(pack.council_said, lambda one: key_of("said", one.text), edits),
        figures=_arrange(pack.figures, lambda one: key_of("figure", one.measure), edits),
        told=_arrange(pack.told, lambda one: key_of("told", one.question.text), edits),
        enquiries=tuple(_edit_line(one, edits) for one in lines),
    )


def _edit_line(line: Enquiry, edits: Edits) -> Enquiry:
    key = key_of("line", line.issue)
    said = edits.wording.get(key, Wording())
    worded = replace(
        line,
        question=said.question or line.question,
        follow_ups=(said.follow_up,) if said.follow_up else line.follow_ups,
        full_answer=said.full_answer or line.full_answer,
        evidence=_arrange(line.evidence, lambda one: evidence_key(line, one), edits),
    )
    edited = _words(worded) != _words(line)
    return replace(worded, edited=line.edited or edited)


def _words(line: Enquiry) -> tuple[str, str, str]:
    """What of a line a reader may reword."""
    return line.question, " ".join(line.follow_ups), line.full_answer


def evidence_key(line: Enquiry, quotation: Quotation) -> str:
    """The key of a quotation that a line of enquiry stands on."""
    return key_of(key_of("evidence", line.issue), quotation.text)


def _arrange(items: Sequence[Item], key: Callable[[Item], str], edits: Edits) -> tuple[Item, ...]:
    """The items kept, by their places."""
    kept = [one for one in items if key(one) in edits.kept]
    return tuple(sorted(kept, key=lambda one: edits.places.get(key(one), len(items) + 1)))
