"""Findings that are told again: what an earlier inspection or review found, in a later document.

A later report says what was found before it ("the previous inspection identified ..."). That
is no finding of the later day, nor of the body that tells it. Only where the sentence itself
says whose finding it is; one that also says how things are now is the later body's own.
"""

from __future__ import annotations

import re

from corpus.kinds import kind_of
from corpus.store.statements import Statement

# Written on the reports held of Medway and Bolton (some 80 sentences that name an inspection
# or a review), looked at on two other councils. A commissioner's report is held of Medway alone.
_VERB = (
    r"(?:found|identified|noted|concluded|judged|highlighted|raised|emphasi[sz]ed|brought"
    r"|reported|recommended|described|considered)"
)
_LOOK = r"(?:inspections?|reviews?|visits?|diagnostics?|reports?|peer challenges?)"
_WHEN = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|20\d\d(?:/\d\d)?|in|of|on|and|the|carried|out|report|team|services?|safeguarding|looked"
    r"|after|children|arrangements|care|reviews|also|all|both)"
)
_EARLIER = (
    rf"(?:(?:previous|last|earlier|prior)\s+(?:[\w’'-]+\s+){{0,4}}?{_LOOK}"
    rf"|that\s+{_LOOK}|{_LOOK}\b[^.,;:]{{0,80}}?\b20\d\d)"
)
_OTHERS = (
    rf"(?:Ofsted|CQC|the Care Quality Commission|inspectors|reviewers|peers|they|the\s+{_LOOK})"
)
_OPENING = r"^\W*(?:[\w’'/-]+,?\s+){0,4}?"  # "In summary", "However, in 2018"

_FOUND_EARLIER = re.compile(
    rf"{_OPENING}{_EARLIER}(?:\s+{_WHEN}){{0,6}}\s+(?:also\s+)?{_VERB}\b"
    rf"|\b(?:was|were)\b[^.;]*\b(?:in|at|by|during)\s+the\s+{_EARLIER}",
    re.I,
)
_FOUND_BY_OTHERS = re.compile(
    rf"{_OPENING}{_OTHERS}(?:\s+{_WHEN}){{0,6}}\s+{_VERB}\b"
    rf"|{_OPENING}(?:key|main)\s+findings\s+were\b"
    rf"|\b(?:was|were|been)\s+(?:[\w’'-]+\s+){{0,2}}{_VERB}[^.;]*\b(?:in|at|by|during)"
    rf"\s+(?:{_OTHERS}|(?:an?|the)\s+{_EARLIER})",
    re.I,
)
# What is so today: a sentence with it judges for itself.
_NOW = re.compile(
    r"\b(?:now|still|remains?|continues?|despite|today|current(?:ly)?|this inspection"
    r"|(?:has|have)\s+(?!been\s+(?:highlighted|identified|raised))\w+)\b",
    re.I,
)

# The heading of a part that tells of somebody else's look, and words of who writes it.
_LOOK_OF_OTHERS = re.compile(
    r"\b(?:Ofsted|inspection|(?:focus+ed|formal) visit|diagnostic|peer (?:review|challenge)"
    r"|review of (?!progress))\b.*\b20\d\d\b",
    re.I,
)
_OF_WRITER = re.compile(r"\b(?:I|my|me)\b")

# That somebody was asked to look says nothing of what was seen: four such sentences stand in the
# one commissioner's report held, each read as a judgement.
_ASKED_TO_LOOK = re.compile(
    r"\b(?:asked|commissioned|invited|requested)\b[^.;]{0,80}"
    r"\b(?:proposal|to (?:review|undertake|look|carry out))\b",
    re.I,
)


# What the writer did to see is no judgement either. Rests on the same report.
_OWN_WORK = re.compile(
    r"\bI\s+(?:(?:have|had|also|was|am)\s+)*(?:met|reviewed|visited|worked|sought|spoken|spoke|looked"
    r"|attended|observed|read|used|talked|interviewed|undertaken|undertook|carried|appointed|seen)\b",
    re.I,
)
_BUT_SEES = re.compile(r"\b(?:found|conclude|saw|seen|clear)\b|\bthat\b", re.I)


def tells_who_looked(statement: Statement) -> bool:
    """True of a sentence, of a body that does not inspect, that somebody was asked to look, or
    of what its writer did to see."""
    is_its_own = statement.is_outside and not kind_of(statement.document_kind).by_inspectors
    text = " ".join(statement.text.split())
    looked = _ASKED_TO_LOOK.search(text) or (_OWN_WORK.search(text) and not _BUT_SEES.search(text))
    return statement.kind == "finding" and is_its_own and bool(looked)


# What staff or partners said to the writer. Rests on the same report, which quotes some twenty.
_VOICE = re.compile(r"^\W*[“‘\"']")
_VIEWS = re.compile(r"^(?:\W*\d+[.)]?\s+)?views? of\b", re.I)


def is_voice(statement: Statement) -> bool:
    """True of what others said to a body that does not inspect, not what that found."""
    is_its_own = statement.is_outside and not kind_of(statement.document_kind).by_inspectors
    is_said = _VOICE.search(statement.text) or _VIEWS.search(statement.citation.heading)
    return statement.kind == "finding" and is_its_own and bool(is_said)


def is_retold(statement: Statement) -> bool:
    """True of a sentence of an outside body that says what an earlier look found, and no more.

    So is, of one that does not inspect, what stands under the heading of somebody's earlier look.
    """
    if statement.kind != "finding" or not statement.is_outside:
        return False
    kind = kind_of(statement.document_kind)
    told = _FOUND_EARLIER if kind.by_inspectors else _FOUND_BY_OTHERS
    text = " ".join(statement.text.split())
    is_under = not kind.by_inspectors and bool(_LOOK_OF_OTHERS.search(statement.citation.heading))
    is_told = is_under and not _OF_WRITER.search(text)
    is_told = is_told or bool(told.search(text) or _FOUND_EARLIER.search(text))
    return is_told and not _NOW.search(text)


def finds_nothing_itself(statement: Statement) -> bool:
    """True of a sentence, of a body that does not inspect, that tells what others found or said, or
    how it was looked at: it is no finding of that body on that day."""
    if kind_of(statement.document_kind).by_inspectors:
        return False
    return is_retold(statement) or is_voice(statement) or tells_who_looked(statement)
