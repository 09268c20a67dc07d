"""Where words stand near each other: in a sentence, a paragraph, or within so many words.

The keyword index finds the passages that hold them all; their texts say how near. A passage is
a paragraph, an item of a list or a row of a table.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce

from corpus.document import Span
from corpus.store.connection import Connection
from corpus.store.keywords import Condition, Joined, Near, Term, find_matching, load_words
from models.text.sentences import find_sentences

Numbers = set[int]
_TOKEN = re.compile(r"[^\W_]+")
_COMBINE: Mapping[str, Callable[[Numbers, Numbers], Numbers]] = {
    "AND": Numbers.__and__,
    "OR": Numbers.__or__,
    "NOT": Numbers.__sub__,
}


def has_near(condition: Condition | None) -> bool:
    """True where somewhere in a condition words are to stand near each other."""
    if isinstance(condition, Joined):
        return any(map(has_near, condition.parts))
    return isinstance(condition, Near)


def find_holding(db: Connection, condition: Condition) -> Numbers:
    """The numbers of the passages in whose text a condition holds, nearness included."""
    if not has_near(condition):
        return find_matching(db, condition)
    if isinstance(condition, Joined):
        parts = (find_holding(db, part) for part in condition.parts)
        return reduce(_COMBINE[condition.operator], parts)
    texts = load_words(db, find_matching(db, condition))
    return {number for number, text in texts.items() if any(find_spans(text, condition))}


def find_spans(text: str, condition: Condition) -> Iterator[Span]:
    """Where in a text the words of a condition stand; of those near each other, only there.

    What follows NOT is not looked for.
    """
    yield from (span for spans in _find(_Words.of(text), condition) for span in spans)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, where each stands, and in which sentence."""

    spans: tuple[Span, ...]
    words: tuple[str, ...]  # in small letters, without accents
    sentences: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Words:
        """The words of a text."""
        spans = tuple(Span(*match.span()) for match in _TOKEN.finditer(text))
        starts = [sentence.start for sentence in find_sentences(text)]
        return cls(
            spans,
            tuple(_fold(span.of(text)) for span in spans),
            tuple(bisect_right(starts, span.start) for span in spans),
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A word or phrase in a text, from its first word to its last."""

    first: int
    last: int


def _find(words: _Words, condition: Condition) -> Iterator[tuple[Span, ...]]:
    if isinstance(condition, Near):
        for places in _near(words, condition):
            yield tuple(span for place in places for span in _spans(words, place))
    elif isinstance(condition, Joined):
        parts = condition.parts[:1] if condition.operator == "NOT" else condition.parts
        for part in parts:
            yield from _find(words, part)
    else:
        yield from (_spans(words, place) for place in _places(words, condition))


def _spans(words: _Words, place: _Place) -> tuple[Span, ...]:
    return (Span(words.spans[place.first].start, words.spans[place.last].end),)


def _near(words: _Words, near: Near) -> Iterator[tuple[_Place, ...]]:
    """Each place of the first part, with places of the others that are near enough."""
    rows: list[tuple[_Place, ...]] = [(place,) for place in _places(words, near.parts[0])]
    for part in near.parts[1:]:
        places = [*_places(words, part)]
        rows = [
            (*row, place)
            for row in rows
            for place in places
            if place not in row and _is_near(words, near, row[-1], place)
        ]
    yield from rows


def _is_near(words: _Words, near: Near, one: _Place, other: _Place) -> bool:
    if near.unit == "words":
        ahead, behind = other.first - one.last, one.first - other.last
        return 0 < ahead <= near.distance or (not near.ordered and 0 < behind <= near.distance)
    return near.unit == "paragraph" or words.sentences[one.first] == words.sentences[other.first]


def _places(words: _Words, condition: Condition) -> Iterator[_Place]:
    """Where a word, a phrase, or one of several, stands."""
    if not isinstance(condition, Term):
        for part in condition.parts:
            yield from _places(words, part)
        return
    wanted = [_fold(word) for word in _TOKEN.findall(condition.text)]
    for first in range(len(words.words) - len(wanted) + 1 if wanted else 0):
        run = words.words[first : first + len(wanted)]
        if all(map(_matcher(condition.prefix), run, wanted)):
            yield _Place(first, first + len(wanted) - 1)


def _matcher(prefix: bool) -> Callable[[str, str], bool]:
    return str.startswith if prefix else _is_same


def _is_same(word: str, wanted: str) -> bool:
    return word == wanted or _stem(word) == _stem(wanted)


def _fold(word: str) -> str:
    """A word in small letters, without accents, as the keyword index has it."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """A word's stem, as the keyword index stems. A stemmer of its own: they are not shared."""
    import snowballstemmer  # of sixty languages; only /s, /p and w/5 need it

    return str(snowballstemmer.stemmer("porter").stemWord(word))
