"""What a council's paper asks its committee to decide, and what minutes say was decided."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Block, Document, Span
from corpus.records import Ask, AskKind
from ingest.find.asks.introduced_lists import AskMaker, number_of, read_entries
from models.text.sentences import find_sentences

_MEETING = (
    r"(?:cabinet|executive|council|(?:[\w’'&]+ ){0,9}?(?:committee|board|panel|commission)|members)"
)
_ASKED = re.compile(
    rf"\b((?:the )?{_MEETING})(?: members)? (?:is|are) (?:therefore |also )?"
    r"(?:asked|recommended|invited|requested)\b(?: to\b)?",
    re.IGNORECASE,
)
_PURPOSE = re.compile(rf"purpose of this report is to ask (?:the )?({_MEETING})", re.IGNORECASE)
_REQUIRED = re.compile(
    r"\b(?:council|local authority|action plan)\b.{0,20}"
    r"\b(?:(?:is|was|are) required to|will be directed to|must be (?:published|sent|submitted))\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    rf"(?:decision:? ?|resolved:? ?)?(?:that )?(?:the )?({_MEETING})\b(?: thanked .{{3,160}}? and)?"
    r":? ?(?:unanimously |also |then )?"
    r"(noted|agreed|approved|recommended|resolved|requested|asked|endorsed|supported|decided)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:that |to )?(note|agree|approve|recommend|resolve|request|ask|endorse|support|decide)", re.I
)
_DECISION = re.compile(r"(?:decisions?|resolved)\b.{0,60}:\s*$", re.IGNORECASE)
_TO_EXECUTIVE = re.compile(
    r"\brecommend\w* (?:to|that) (?:the )?(?:cabinet|executive|council)\b", re.I
)
_MEMBERS = frozenset({"members", "the members"})


def find_decisions_asked(document: Document) -> tuple[Ask, ...]:
    """What a report asks its committee or cabinet to do, in order, and what it says is required.

    One ask for each entry where a list follows; a duty for each sentence that says what the
    law, a minister or inspectors require of the council.
    """
    maker = AskMaker(document)
    return tuple(
        ask for index in range(len(document.blocks)) for ask in _asked_at(document, maker, index)
    )


def _asked_at(document: Document, maker: AskMaker, index: int) -> Iterator[Ask]:
    block = document.blocks[index]
    if block.kind not in ("paragraph", "item"):
        return
    words = document.quote(block.span)
    asked = _asked_in(words)
    if asked and words.rstrip().endswith(":"):
        for entry in read_entries(document, index + 1):
            yield _decision_asked(document, maker, entry.span, entry.first.marker, asked[1])
        return
    for part in find_sentences(words):
        span = Span(block.span.start + part.start, block.span.start + part.end)
        sentence = part.of(words)
        asked = _asked_in(sentence)
        if asked:
            yield _decision_asked(document, maker, span, block.marker, asked[1])
        elif _REQUIRED.search(sentence):
            council = f"{document.authority} Council" if document.authority else "council"
            yield maker.make(span, "duty", addressee=council)


def _asked_in(words: str) -> re.Match[str] | None:
    return _PURPOSE.search(words) or _ASKED.search(words)


def _decision_asked(
    document: Document, maker: AskMaker, span: Span, marker: str, meeting: str
) -> Ask:
    kind: AskKind = "decision_asked"
    if _TO_EXECUTIVE.search(document.quote(span)):
        kind = "recommendation_to_executive"
    return maker.make(
        span, kind, printed_number=number_of(marker), addressee=_addressee(document, kind, meeting)
    )


def find_decisions(document: Document) -> tuple[Ask, ...]:
    """What minutes say was decided, in order: `decision`, or a recommendation to the executive."""
    maker = AskMaker(document)
    decisions: list[Ask] = []
    for index, block in enumerate(document.blocks):
        if not any(ask.span.touches(block.span) for ask in decisions):
            decisions += _decided_at(document, maker, index)
    return tuple(decisions)


def _decided_at(document: Document, maker: AskMaker, index: int) -> Iterator[Ask]:
    block = document.blocks[index]
    words = document.quote(block.span)
    if block.kind == "cell":
        return
    if _DECISION.match(words) and index + 1 < len(document.blocks):
        for entry in read_entries(document, index + 1):
            if _VERB.match(document.quote(entry.span)):
                yield _decision(document, maker, entry.first, entry.span)
        return
    match = _DECIDED.match(words)
    if match and match[1].lower() not in _MEMBERS:
        yield _decision(document, maker, block, block.span)


def _decision(document: Document, maker: AskMaker, block: Block, span: Span) -> Ask:
    kind: AskKind = "decision"
    if _TO_EXECUTIVE.search(document.quote(span)):
        kind = "recommendation_to_executive"
    number = number_of(block.marker)
    return maker.make(span, kind, printed_number=number, addressee=_addressee(document, kind, ""))


def _addressee(document: Document, kind: str, meeting: str) -> str:
    """Whom it is for: the cabinet, or the meeting that is asked, by the name in the paper."""
    if kind == "recommendation_to_executive":
        return "Cabinet"
    name = re.sub(r"^the ", "", " ".join(meeting.split()), flags=re.IGNORECASE)
    if name.lower() in ("", "committee", "members", "board", "panel"):
        return _printed_meeting(document) or name
    return name


def _printed_meeting(document: Document) -> str:
    """The committee's name at the head of the paper; empty where it prints none."""
    for block in document.blocks[:4]:
        words = " ".join(document.quote(block.span).split())
        if re.fullmatch(_MEETING, words, re.IGNORECASE):
            return words if not words.isupper() else words.title().replace(" And ", " and ")
    return ""
