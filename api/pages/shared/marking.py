"""A text cut into pieces that a template prints in different ways: what was typed, what is near.

Pieces joined give the text again, so a quotation stays a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from corpus.document import Span

# Characters of a hit that are shown; a row of a long table has thousands.
_SHOWN = 700
_LED_BY = 160  # of these before the first marked word, where the text is cut


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text and how to show it: typed | added | near | words | first | "" for plain.

    `words` are those that an address asks for, `first` where they begin.
    """

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a text to be shown in a style."""

    span: Span
    style: str


def cut(text: str, marks: Iterable[Marked], start: int = 0) -> tuple[Piece, ...]:
    """The text in pieces; `start` is where the text begins in what the marks count.

    A mark that begins inside an earlier one is shown from where that one ends.

    >>> [p.style for p in cut("a bold move", [Marked(Span(2, 6), "typed")])]
    ['', 'typed', '']
    """
    pieces, done = [], 0
    for mark in sorted(marks, key=lambda mark: mark.span):
        begin = max(done, mark.span.start - start)
        end = min(len(text), mark.span.end - start)
        if begin < end:
            pieces += [Piece(text[done:begin]), Piece(text[begin:end], mark.style)]
            done = end
    return tuple(piece for piece in (*pieces, Piece(text[done:])) if piece.text)


def find_words(text: str, terms: Iterable[str], style: str) -> Iterator[Marked]:
    """Where the words or phrases of a query stand in a text, in any of their forms."""
    tokens = [(match.span(), _stem(match[0])) for match in re.finditer(r"\w+", text)]
    stems = [stem for _, stem in tokens]
    for term in terms:
        wanted = [_stem(word) for word in re.findall(r"\w+", term)]
        for first in range(len(stems) - len(wanted) + 1 if wanted else 0):
            if stems[first : first + len(wanted)] == wanted:
                end = tokens[first + len(wanted) - 1][0][1]
                yield Marked(Span(tokens[first][0][0], end), style)


def find_prefixes(text: str, typed: str) -> Iterator[Marked]:
    """Where words stand that begin as those typed with a star do."""
    for prefix in re.findall(r"(\w{2,})\*", typed):
        for match in re.finditer(rf"\b{re.escape(prefix)}\w*", text, re.IGNORECASE):
            yield Marked(Span(*match.span()), "typed")


def find_text(text: str, part: str) -> Span | None:
    """Where a part of a text stands in it; None for nothing, or a part that is not there."""
    start = text.find(part) if part else -1
    return Span(start, start + len(part)) if start >= 0 else None


def leave_gaps(span: Span | None, marks: Iterable[Marked], style: str) -> Iterator[Marked]:
    """A stretch in a style, but for what is marked already."""
    if span is None:
        return
    done = span.start
    for mark in sorted(
        (mark for mark in marks if mark.span.touches(span)), key=lambda mark: mark.span
    ):
        if done < mark.span.start:
            yield Marked(Span(done, mark.span.start), style)
        done = max(done, mark.span.end)
    if done < span.end:
        yield Marked(Span(done, span.end), style)


def shorten(text: str, marks: Iterable[Marked]) -> Span:
    """The part of a text to show: all of a short one, of a long one what is round the first mark.

    Cut between words.
    """
    if len(text) <= _SHOWN:
        return Span(0, len(text))
    first = min((mark.span.start for mark in marks), default=0)
    start = max(0, min(first - _LED_BY, len(text) - _SHOWN))
    start = start and text.find(" ", start) + 1
    end = min(len(text), start + _SHOWN)
    return Span(start, end if end == len(text) else text.rfind(" ", start, end))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """A word's stem, as the keyword index stems. A stemmer of its own: they are not shared."""
    return str(snowballstemmer.stemmer("porter").stemWord(word.lower()))
