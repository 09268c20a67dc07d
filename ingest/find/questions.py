"""What members asked and were told, from minutes; and a committee's own standing questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.document import Block, Document, Span, digest
from corpus.kinds import MINUTES
from corpus.records import Question
from ingest.find.asks.introduced_lists import read_entries
from models.text.sentences import find_sentences

_RAISED = re.compile(
    r"\b(?:members?|councillors?|the committee)\b.{0,80}\b(?:raised|asked|made|questions?)\b"
    r".{0,120}:\s*$|\b(?:questions|comments) (?:and comments )?(?:were|included)\b.{0,60}:\s*$",
    re.IGNORECASE,
)
# Where an entry's topic ends and what was said of it begins.
_SAID = re.compile(
    r"(?:[–—-] )?\b(?=(?:an? |the |one |some )?(?:co-opted |other )?"
    r"(?:[Mm]ember|[Cc]ouncillor|concern|comment|question"
    r"|reference|clarification|quer(?:y|ies)"
    r"|it was|in (?:response|reply|answer)"
    r"|following|further|officers?|members|there was|discussion|assurance)\b"
    r"|the [A-Z][\w’']+[^.]{0,80}\b(?:said|assured|confirmed|explained|advised|responded)\b)",
)
_TOPIC_WORDS = 12
_TITLE_WORDS = 8
_TITLES = 5  # a list of key questions has some sub-headings
_ANSWER = re.compile(
    r"^(?:in (?:response|reply|answer)[^,]{0,160}, )?(?:the )?"
    r"(?:[\w’',()&–-]+ ){0,14}?(?:Director|Officers?|Commissioner|Chief Executive|Head of|Manager"
    r"|Assistant|Portfolio Holder|Chair|Leader|officers|They|He|She|It was confirmed)\b"
    r"[^.?]{0,160}\b(?:said|replied|confirmed|explained|advised|agreed|responded|stated|assured"
    r"|informed|acknowledged|undertook|reported|expressed)\b"
    r"|^it was (?:confirmed|explained|noted)\b"
    r"|^officers (?:confirmed|responded|explained|advised|said)\b",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^in (?:response|reply|answer) to [^,]{0,200},\s+", re.IGNORECASE)
_KEY = re.compile(r"\bkey (?:lines of )?(?:questions|enquiry)\b|\bquestions (?:to ask|for)\b", re.I)


def find_questions(document: Document) -> tuple[Question, ...]:
    """Members' questions with the officers' answers, and key questions, in order.

    Of an entry that tells both, the question runs up to the first sentence in which an
    officer speaks; where only the answer is minuted, the question is the entry's topic.
    Themes are left empty.
    """
    seen: Counter[str] = Counter()
    minuted = _minuted(document, seen) if document.kind == MINUTES else ()
    return (*minuted, *_key_questions(document, seen))


def _minuted(document: Document, seen: Counter[str]) -> Iterator[Question]:
    for index, block in enumerate(document.blocks[:-1]):
        if _RAISED.search(document.quote(block.span)):
            for entry in read_entries(document, index + 1):
                yield _to_question(document, entry.first, entry.span, seen)


def _to_question(document: Document, first: Block, span: Span, seen: Counter[str]) -> Question:
    words = document.quote(span)
    start = _topic_end(words)
    cut = _answer_start(words, start)
    asked = Span(span.start + (start if cut > start else 0), span.start + (cut or len(words)))
    answer = Span(span.start + cut, span.end) if cut < len(words) else None
    topic = words[:start].strip(" –—-:")
    return _question(
        document, _trimmed(document, asked), seen, topic, answer, first.marker, "asked"
    )


def _topic_end(words: str) -> int:
    """How far the entry's topic goes; 0 where it prints none."""
    found = _SAID.search(words)
    if not found or not 0 < len(words[: found.start()].split()) <= _TOPIC_WORDS:
        return 0
    return found.end()


def _answer_start(words: str, start: int) -> int:
    """Where an officer begins to answer; the end of the words where none does."""
    reply = _REPLY.match(words[start:])
    if reply:
        return start + reply.end()
    for part in find_sentences(words[start:]):
        if _ANSWER.match(part.of(words[start:])):
            return start + part.start
    return len(words)


def _trimmed(document: Document, span: Span) -> Span:
    words = document.quote(span)
    return Span(span.start, span.start + len(words.rstrip()))


def _key_questions(document: Document, seen: Counter[str]) -> Iterator[Question]:
    """The questions under a heading that calls them so, each with the heading right above it."""
    for block in document.blocks:
        words = document.quote(block.span)
        if "?" not in words or block.kind not in ("item", "paragraph") or not block.marker:
            continue
        titles = _titles_before(document, block)
        if any(_KEY.search(title) for title in titles):
            topic = "" if _KEY.search(titles[-1]) else titles[-1]
            yield _question(document, block.span, seen, topic, None, block.marker, "key_question")


def _titles_before(document: Document, block: Block) -> list[str]:
    """The headings, and lines as short as one, that come before a block; the last ones."""
    before = [
        document.quote(earlier.span)
        for earlier in document.blocks
        if earlier.span < block.span
        and not earlier.marker
        and earlier.kind in ("heading", "paragraph")
    ]
    return [words for words in before if len(words.split()) <= _TITLE_WORDS][-_TITLES:]


def _question(
    document: Document,
    span: Span,
    seen: Counter[str],
    topic: str,
    answer: Span | None,
    marker: str,
    kind: str,
) -> Question:
    words = document.quote(span)
    seen[words] += 1
    return Question(
        id=digest(document.id, "question", words, seen[words]),
        span=span,
        topic=topic,
        answer=answer,
        paragraph=marker.strip("."),
        kind=kind,
    )
