"""What somebody has promised, in the running text of a report: "has agreed to appoint"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Document
from corpus.records import Ask
from ingest.find.asks.addressees import find_body
from ingest.find.asks.introduced_lists import AskMaker
from ingest.find.asks.prose import find_prose

# A promise still to be kept: "has agreed to the closure" is a decision, "had agreed" is past.
_PROMISES = re.compile(
    r"\b(?:has|have) (?:\w+ly |also |now |since )?"
    r"(?:(?:agreed|undertaken|promised|pledged|resolved) to (?!(?:the|this|that|an?)\b)[a-z]+"
    r"|(?:committed|agreed|promised|pledged) (?:itself |themselves )?(?:to \w+ing|that)\b"
    r"|given an? (?:commitment|undertaking|assurance) (?:to|that)\b)"
    r"|\bintends? to (?!be\b)[a-z]+",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(r"\b(?:if|whether|who|not|no)\b[^.;]*$", re.IGNORECASE)


def find_commitments(document: Document) -> tuple[Ask, ...]:
    """What the document says that somebody has promised to do, in order; kind `commitment`."""
    return tuple(read_commitments(document, AskMaker(document)))


def read_commitments(document: Document, maker: AskMaker) -> Iterator[Ask]:
    """An ask for each sentence that tells a promise; its addressee is who made it."""
    for _, sentences in find_prose(document):
        for sentence in sentences:
            promise = find_promise(sentence.words)
            if promise and not sentence.is_quoted(promise.start()):
                whom = find_body(document, sentence.span, promise)
                yield maker.make(sentence.span, "commitment", addressee=whom)


def find_promise(words: str) -> re.Match[str] | None:
    """The words of a sentence that promise; None where it promises nothing."""
    match = _PROMISES.search(words)
    return match if match and not _NO_PROMISE.search(words[: match.start()]) else None
