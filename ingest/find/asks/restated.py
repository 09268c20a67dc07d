"""Asks that a paper repeats from an earlier document, with where it says they are from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Block, Document, Span
from corpus.kinds import kind_of
from corpus.records import Ask
from ingest.find.asks.introduced_lists import AskMaker, number_of, read_entries

_BODY = (
    r"ofsted|inspect(?:ors?|ion)|commissioner|secretary of state|minister|peer review|LGA"
    r"|diagnostic|SEND|CQC|adviser|advisor"
)
# A heading or a sentence that says whose asks follow, and that they are asks.
_HEADED = re.compile(
    rf"(?=.*\b(?:{_BODY})).*\b(?:recommendations?|areas? (?:for|of|identified)|asked for)\b",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = r"(?:areas?|recommendations?|priorities|weaknesses|requirements)"
_RAISED = r"(?:identified|recommended|made|makes|highlighted|requir\w+|focuss?ed|raised)"
_LED = re.compile(
    rf"\b{_ASKS}\b.{{0,120}}\b{_RAISED}\b.{{0,80}}:\s*$|\b{_RAISED}\b.{{0,60}}\b{_ASKS}\b\s*:\s*$"
    r"|\b(?:statement of action|required)\b.{0,160}\bweaknesses,? including:\s*$"
    r"|\brecommend(?:ed|ing)\b.{0,160}:\s*$|\brequir(?:ed|ing)\b.{0,60}\b(?:to|me):\s*$"
    r"|\bareas of concern\b.{0,200}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_OWN = re.compile(
    r"\b(?:I|we) (?:recommend|have)\b|\b(?:is|are) (?:asked|recommended|invited) to\b"
)
_ME = re.compile(r"\bme:\s*$")
_FROM = re.compile(rf"\b(?:{_BODY})\b", re.IGNORECASE)
_NEAR = 6  # blocks before a list in which its source is named

# Who else says so in a sentence of running text, and that it asks for something.
_SPEAKER = (
    rf"(?:he|she|they|the (?:\w+ )?(?:review|report|letter|group|team|interviewer)(?:ers?|s)?"
    rf"|task group|consultants?|{_BODY})"
)
_SAYS = (
    r"(?:recommend\w*|conclud\w+|noted|said|stated|advis\w+|found|felt|suggest\w+|emphasi[sz]ed"
    r"|identified|called|highlighted|proposed)"
)
_REPEATED = re.compile(
    rf"\b{_SPEAKER}\b[^.;]{{0,160}}?\b{_SAYS}\b.{{0,200}}?\b(?:must|should|needs? (?:to|for))\b"
    r"|\b(?:also|he|she|they|has|have|was|were)\s+recommended that\b"
    r"|\brecommendations?\b,? (?:including|covering|aimed at)\b"
    r"|\b(?:findings?|conclusions?) of the (?:review|visit|inspection) (?:was|were) (?:to|that)\b"
    r"|\btheir view that there is a need to\b",
    re.IGNORECASE | re.DOTALL,
)
# What goes on in the next sentence: "They recommended two things. The team should ...".
_ADVISED = re.compile(
    rf"\b{_SPEAKER}\b[^.;]{{0,80}}?\b(?:recommended|felt|advised|suggested|proposed)\b"
    r"|\b(?:findings?|conclusions?) of the (?:review|visit|inspection) (?:was|were) (?:to|that)\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"\b(?:peer|ofsted|CQC|LGA|HMI\w*|joint)\b.*\b(?:review|challenge|diagnostic|inspection"
    r"|visit)\b",
    re.IGNORECASE,
)


def find_restated(document: Document) -> tuple[Ask, ...]:
    """The asks that a council's paper repeats, in order; `origin` is where it says they are from.

    A number that the paper gives them is kept as `assigned_number`: where it prints the
    inspectors' own, the two are the same.
    """
    return tuple(find_restated_lists(document, AskMaker(document)))


def find_restated_lists(document: Document, maker: AskMaker) -> Iterator[Ask]:
    """The entries of every list under words that say that another body asked for them."""
    done = 0
    for index in range(len(document.blocks) - 1):
        if index < done or not _leads(document, index):
            continue
        start = _list_after(document, index)
        if not start:
            continue
        for entry in read_entries(document, start):
            number = number_of(entry.first.marker)
            yield maker.make(
                entry.span,
                "restated",
                assigned_number=number,
                origin=_origin(document, index),
                addressee=_addressee(document, index),
            )
            done = document.blocks.index(entry.blocks[-1]) + 1


def _addressee(document: Document, index: int) -> str:
    """Whom a list asks: the writer where its lead says "requiring me:", else the council."""
    if _ME.search(document.quote(document.blocks[index].span)):
        return kind_of(document.kind).body.removeprefix("the ")
    return f"{document.authority} Council" if document.authority else ""


def repeats_ask(words: str) -> bool:
    """True of a sentence that says what somebody else asked for."""
    return _REPEATED.search(words) is not None


def tells_advice(words: str) -> bool:
    """True of a sentence after which a "should" is still somebody else's."""
    return _ADVISED.search(words) is not None


def names_review(words: str) -> bool:
    """True of a title that names another body's review: "LGA peer challenge October 2019"."""
    return _REVIEW.search(words) is not None


def find_title(document: Document, span: Span) -> Block | None:
    """The last heading or lettered line ("b) LGA peer challenge") that begins before `span` ends.

    None where there is none.
    """
    before = (block for block in document.blocks if block.span.start < span.end)
    return next((block for block in reversed(list(before)) if _is_title(block)), None)


def _is_title(block: Block) -> bool:
    return block.kind == "heading" or (block.kind == "item" and number_of(block.marker).isalpha())


def _leads(document: Document, index: int) -> bool:
    """True of a heading that names another body's asks, or a sentence that leads into them."""
    block = document.blocks[index]
    words = document.quote(block.span)
    if block.kind == "heading" or _is_titled(block, words):
        return bool(_HEADED.match(words))
    if block.kind not in ("paragraph", "item") or _OWN.search(words) or not _LED.search(words):
        return False
    return bool(_FROM.search(words) or _named_before(document, index))


def _is_titled(block: Block, words: str) -> bool:
    """True of a numbered line of a few words: a heading by another name."""
    return block.kind == "item" and number_of(block.marker).isdigit() and len(words.split()) <= 8


def _named_before(document: Document, index: int) -> bool:
    """True where the section, or the paragraphs just before, speak of another body."""
    section = document.section_of(document.blocks[index].span)
    names = " ".join(section.path) if section else ""
    before = document.blocks[max(0, index - _NEAR) : index]
    return bool(_FROM.search(names + " ".join(document.quote(block.span) for block in before)))


def _list_after(document: Document, index: int) -> int:
    """Where a list begins under a heading or behind a colon; 0 where there is none."""
    lead = document.quote(document.blocks[index].span).rstrip()
    within = 2 if lead.endswith(":") else 4
    for position in range(index + 1, min(index + within, len(document.blocks))):
        block = document.blocks[position]
        if block.kind in ("heading", "cell"):
            return 0
        words = document.quote(block.span)
        if block.marker and not _is_paragraph_number(block, words):
            return position
    return 0


def _is_paragraph_number(block: Block, words: str) -> bool:
    """True of a numbered paragraph that itself leads on: "3.1 The findings are below:"."""
    return "." in number_of(block.marker) and (words.rstrip().endswith((":", ".")))


def _origin(document: Document, index: int) -> str:
    """Whose asks they are: the words of the heading or sentence that says so, cut short."""
    words = " ".join(document.quote(document.blocks[index].span).split()).rstrip(":")
    if _FROM.search(words):
        return words[:120]
    span = document.blocks[index].span
    section, title = document.section_of(span), find_title(document, span)
    names = [*(section.path if section else ()), document.quote(title.span) if title else ""]
    named = [" ".join(name.split()) for name in names if _FROM.search(name)]
    return named[-1][:120] if named else words[:120]
