"""What a council's paper asks its committee to decide, and what it says is required."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Document, Span
from corpus.kinds import kind_of
from corpus.records import Ask, AskKind
from ingest.find.asks.introduced_lists import AskMaker, number_of
from ingest.find.asks.recommended.lists import TO_EXECUTIVE, find_meeting, find_recommended
from ingest.find.asks.recommended.wording import ASKED, MEETING, ends_in_colon
from models.text.sentences import find_sentences

_PURPOSE = re.compile(rf"purpose of this report is to ask (?:the )?({MEETING})", re.IGNORECASE)
# What somebody recommends or asks in a letter or report of his own; of the past it is another's.
_WRITERS = (
    r"(?:the|our) (?:[\w’'-]+ ){0,3}?(?:panel|committee|commission|group|board|team|reviewers?)"
)
_ASKS_OF = (
    r"(?:asks?|calls? on|invites?|requests?)"
    r" (?:that\b|(?:you|the|cabinet|your|all|officers)\b[^.;]{0,80}? to\b)"
)
_ADVISES = re.compile(
    r"(?:[^.;:]{0,60}, )?(?:(?:therefore|accordingly|finally|also),? )?"
    rf"(?:(?:we|I|{_WRITERS}) (?:(?:would|also|therefore|strongly|now|further) )*"
    r"(?:recommends?|urges?)\b"
    # "We ask the child what she thinks" is what a service does.
    rf"|(?:we|I) (?:(?:would|therefore|now) )+{_ASKS_OF}"
    rf"|{_WRITERS} (?:(?:also|therefore|now|further) )*{_ASKS_OF})"
    r"|it is (?:therefore |also |further )?recommended that\b",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"\b(?:council|local authority|action plan)\b.{0,20}"
    r"\b(?:(?:is|was|are) required to|will be directed to|must be (?:published|sent|submitted))\b",
    re.IGNORECASE,
)


def find_decisions_asked(document: Document) -> tuple[Ask, ...]:
    """What a report asks its committee or cabinet to do, in order, and what it says is required.

    One ask for each entry of a list of recommendations, or for a sentence that asks; a duty for
    each sentence that says what the law, a minister or inspectors require of the council.
    """
    maker = AskMaker(document)
    asks = [*find_recommended(document)]
    for index in range(len(document.blocks)):
        found = [*_asked_at(document, maker, index)]
        asks += [ask for ask in found if not any(a.span.touches(ask.span) for a in asks)]
    return tuple(asks)


def _asked_at(document: Document, maker: AskMaker, index: int) -> Iterator[Ask]:
    block = document.blocks[index]
    words = document.quote(block.span)
    bold = block.kind == "heading" and words.endswith(".")
    if block.kind not in ("paragraph", "item") and not bold:
        return
    for part in find_sentences(words):
        span = Span(block.span.start + part.start, block.span.start + part.end)
        sentence = part.of(words)
        asked = None if ends_in_colon(sentence) else _asked_in(sentence)
        if asked and asked.end() < len(sentence.rstrip()):  # else it leads to what is below
            yield _decision_asked(document, maker, span, block.marker, asked)
        elif _REQUIRED.search(sentence):
            council = f"{document.authority} Council" if document.authority else "council"
            yield maker.make(span, "duty", addressee=council)


def _asked_in(words: str) -> re.Match[str] | None:
    return _PURPOSE.search(words) or ASKED.search(words) or _ADVISES.match(words)


def _decision_asked(
    document: Document, maker: AskMaker, span: Span, marker: str, asked: re.Match[str]
) -> Ask:
    meeting = asked[1] if asked.re.groups else ""
    tabled = kind_of(document.kind).meeting == "report"
    kind: AskKind = "decision_asked" if meeting or tabled else "recommendation"
    if TO_EXECUTIVE.search(document.quote(span)):
        kind = "recommendation_to_executive"
    return maker.make(
        span,
        kind,
        printed_number=number_of(marker),
        addressee=find_meeting(document, kind, meeting),
    )
