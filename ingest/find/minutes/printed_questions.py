"""Questions that a council prints by themselves: under a heading that says so, or behind a Q.

Written answers, annexes of questions and replies, notes of a question time, a list of what
to ask. Nobody tells in such a paper that somebody asked: its heading does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Block, Document, Span

_QUESTIONS = re.compile(
    r"\b(?:questions?|quer(?:y|ies)|(?:what|which) .{0,40}\basked)\b|^\W*[A-Z]{0,2}Q ?\d{1,3}\b",
    re.I,
)
# Questions that a form or a leaflet puts to its reader, and those of a method.
_OF_FORMS = re.compile(
    r"\b(?:questionnaires?|consult\w*|survey\w*|equality|screening|impact|frequently|FAQs?"
    r"|research|interview|monitoring form|no questions)\b",
    re.I,
)
_NUMBERED = re.compile(
    r"(?:[A-Z]{0,2}Q|question )\s?(?:no\.? ?)?(?P<number>\d{1,3})\b(?:\s*[:.)–—-])?\s+(?=\S{2})",
    re.I,
)
_SPEAKER = re.compile(r"(?:cllrs?|councillors?|mrs?|ms|miss|dr|chair)\b[^:?]{0,60}:\s+(?=\S)", re.I)
_BEHIND = re.compile(r"(?<=\?)[\"'”’*]*\s*\([^()]{2,60}\)\s*$")  # who asked: "(Ty, 15)"
_REPLY_LABEL = re.compile(
    r"(?:answers?|responses?|repl(?:y|ies)|A)(?: ?\d{1,3})?\s*[:.–—-]\s*(?=\S)", re.I
)
_LEAST_NUMBERED = 2  # one "Q4" alone is a quarter


@dataclass(frozen=True, slots=True)
class Printed:
    """A question, the words of the heading that it stands under, and the block that replies."""

    block: Block
    span: Span
    topic: str
    answer: Span | None


def find_printed(document: Document) -> Iterator[Printed]:
    """Every question of a document that is printed by itself, in order."""
    numbered = frozenset(_numbered(document))
    for index, block in enumerate(document.blocks):
        if block.kind not in ("cell", "contents") and (
            block.span in numbered or _is_asked(document, block)
        ):
            topic = document.section_of(block.span)
            yield Printed(
                block,
                _own_words(document, block),
                topic.path[-1] if topic and block.kind != "heading" else "",
                _reply_behind(document, document.blocks[index + 1 : index + 2], numbered),
            )


def _numbered(document: Document) -> Iterator[Span]:
    """The blocks of questions that count up behind a Q, whatever their heading says."""
    found = [
        (int(label["number"]), block.span)
        for block in document.blocks
        if block.kind != "cell" and (label := _NUMBERED.match(document.quote(block.span)))
        if _says_it(document.quote(block.span)[label.end() :])
    ]
    rising = [number for number, _ in found]
    if len(found) >= _LEAST_NUMBERED and rising == sorted(set(rising)):
        if any(map(_OF_FORMS.search, _over(document, found[0][1]))):
            return
        yield from (span for _, span in found)


def _says_it(words: str) -> bool:
    """True of a question, and false of a label alone ("Question 2 from Mr Swale")."""
    return "?" in words or (
        words.rstrip().endswith(".") and bool(re.match(r"please\b", words, re.I))
    )


def _is_asked(document: Document, block: Block) -> bool:
    """True of what ends in a question mark, under a heading or title of questions."""
    if block.kind not in ("item", "paragraph") or not _asks(document.quote(block.span)):
        return False
    over = _over(document, block.span)
    return any(map(_QUESTIONS.search, over)) and not any(map(_OF_FORMS.search, over))


def _over(document: Document, span: Span) -> Sequence[str]:
    """The document's title and the headings that a place stands under."""
    section = document.section_of(span)
    return (document.title, *(section.path if section else ()))


def _own_words(document: Document, block: Block) -> Span:
    """The question without its number, who puts it, and who is named behind it."""
    words = document.quote(block.span)
    start = label.end() if (label := _NUMBERED.match(words)) else 0
    if speaker := _SPEAKER.match(words, start):
        start = speaker.end()
    end = behind.start() if (behind := _BEHIND.search(words)) else len(words)
    return Span(block.span.start + start, block.span.start + end)


def _reply_behind(
    document: Document, below: Sequence[Block], numbered: frozenset[Span]
) -> Span | None:
    """The block right below, where it is neither a heading nor the next question."""
    for block in below:
        words = document.quote(block.span)
        asks = block.span in numbered or _asks(words)
        if block.kind in ("item", "paragraph") and not asks:
            label = _REPLY_LABEL.match(words)
            return Span(block.span.start + (label.end() if label else 0), block.span.end)
    return None


def ends_asking(words: str) -> bool:
    """True of words that end in a question mark, quotation marks aside."""
    return words.rstrip("\"'”’» ").endswith("?")


def _asks(words: str) -> bool:
    """True of a question, with or without who is named behind it."""
    return ends_asking(_BEHIND.sub("", words))
