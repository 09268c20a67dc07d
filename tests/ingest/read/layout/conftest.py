"""Words and lines of print, made by hand."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from ingest.read.layout.words import Rule, TextLine, Word

ADVANCE = 0.5  # of the size: the width of every letter and space
SetWords = Callable[..., list[Word]]
SetLine = Callable[..., TextLine]
DrawTable = Callable[..., list[Rule]]


def print_words(
    text: str, x: float = 50.0, foot: float = 100.0, size: float = 10.0, bold: bool = False
) -> list[Word]:
    """The words of a text as they are printed from `x` on, standing on `foot`."""
    return list(_set(text, x, foot, size, bold))


def _set(text: str, x: float, foot: float, size: float, bold: bool) -> Iterator[Word]:
    for word in text.split(" "):
        end = x + len(word) * ADVANCE * size
        if word:
            yield Word(word, x, foot - size, end, foot, size, bold)
        x = end + ADVANCE * size


@pytest.fixture(scope="session")
def words() -> SetWords:
    """Prints words: `words("A line", x=50, foot=100, size=10, bold=False)`."""
    return print_words


@pytest.fixture(scope="session")
def line() -> SetLine:
    """The same as one line of text."""
    return lambda text, **place: TextLine(tuple(print_words(text, **place)))


@pytest.fixture(scope="session")
def draw_table() -> DrawTable:
    """Draws every rule of a table: `draw_table([x, ...], [height, ...])`."""

    def draw(places: list[float], heights: list[float]) -> list[Rule]:
        level = [Rule(a, y, b, y) for y in heights for a, b in pairwise(places)]
        return level + [Rule(x, a, x, b) for x in places for a, b in pairwise(heights)]

    return draw
