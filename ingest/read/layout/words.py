"""What is printed on a page before anybody knows what it means: words, rules and lines.

Both readers without a structure tree end here: one fills a `Sheet` from a PDF's
fonts, the other from OCR. All lengths are points from the top left corner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from ingest.read.layout.rotation import Turn

# Two boxes stand on one line where they share this much of the lower one's height:
# a raised digit shares about 0.6 with its line, lines set solid share nothing.
_SHARED_HEIGHT = 0.5
# Beside letters this much larger (a page number as high as two lines, a drop capital)
# words make lines of their own; small bullets and raised marks do not.
_OWN_LINE = 1.7
_LONGEST_MARK = 2
# A gap is a space from this share of the font size: a word space is 0.25 to 0.33 of it,
# squeezed in justified text to 0.15; kerning and a change of font leave less than 0.05.
_SPACE = 0.12
# A mark is raised where it is this much smaller than its line and ends this share of the
# line's size above the line's foot: Word's superscripts are 0.65 and 0.3.
_RAISED_SIZE = 0.8
_RAISED_BY = 0.15
_NOTE_MARKS = frozenset("0123456789*†‡§,")


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap in one font. `size` is the font's, or the line's height in a scan."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    confidence: float | None = None

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line that is level or upright: no thickness, `x0` = `x1` or `top` = `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """True of a horizontal rule."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page, turned so that its text is level: number from 1, words in no order, rules."""

    number: int
    turn: Turn
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def width(self) -> float:
        """The width of the turned page."""
        return self.turn.size[0]

    @property
    def height(self) -> float:
        """The height of the turned page."""
        return self.turn.size[1]


@dataclass(frozen=True)
class TextLine:
    """Words that stand side by side, from left to right; never empty."""

    words: tuple[Word, ...]

    @cached_property
    def size(self) -> float:
        """The size that most of the letters have."""
        return most_common_size(self.words)

    @cached_property
    def text(self) -> str:
        """The words joined, with a space where the print leaves one, without raised marks."""
        return join_words([word for word in self.words if not self.raises(word)])

    @cached_property
    def bold(self) -> bool:
        """True where every word of letters or digits is bold."""
        spoken = [w for w in self.words if any(map(str.isalnum, w.text)) and not self.raises(w)]
        return bool(spoken) and all(word.bold for word in spoken)

    @cached_property
    def x0(self) -> float:
        """The left end."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """The right end."""
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """The top of the words of the line's own size."""
        return min(word.top for word in self._full_size)

    @cached_property
    def bottom(self) -> float:
        """The foot of the words of the line's own size."""
        return max(word.bottom for word in self._full_size)

    @cached_property
    def _full_size(self) -> Sequence[Word]:
        return [w for w in self.words if w.size >= self.size * _RAISED_SIZE] or self.words

    @cached_property
    def foot(self) -> float:
        """Where the line stands: the usual bottom of its full-sized words."""
        return median(word.bottom for word in self._full_size)

    def raises(self, word: Word) -> bool:
        """True where a word is a small mark set high: the number of a footnote."""
        return (
            word.size < self.size * _RAISED_SIZE
            and word.bottom < self.foot - self.size * _RAISED_BY
            and set(word.text) <= _NOTE_MARKS
        )


def most_common_size(words: Iterable[Word]) -> float:
    """The font size of most letters, to half a point; 0 where there are none."""
    letters: Counter[float] = Counter()
    for word in words:
        letters[round(word.size * 2) / 2] += len(word.text)
    return max(letters, key=lambda size: (letters[size], size), default=0.0)


def join_words(words: Sequence[Word]) -> str:
    """The texts in order, parted by a space where there is a gap.

    >>> a, b = Word("impro", 0, 0, 30, 10, 10), Word("ve", 30, 0, 42, 10, 10, bold=True)
    >>> join_words([a, b, Word("it", 45, 0, 52, 10, 10)])
    'improve it'
    """
    parts: list[str] = []
    for before, word in pairwise(words):
        parts += [before.text, " " if has_gap(before, word) else ""]
    return "".join([*parts, *(word.text for word in words[-1:])])


def has_gap(left: Word, right: Word) -> bool:
    """True where a space stands between two words of a line.

    Words of one look were parted by a space, however narrow ("10." may fill its tab);
    where the look changes only a gap tells.
    """
    if (left.size, left.bold) == (right.size, right.bold):
        return True
    return right.x0 - left.x1 > _SPACE * min(left.size, right.size)


def words_to_lines(words: Iterable[Word]) -> list[TextLine]:
    """The lines that words of one column make, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        row = _row_of(rows, word)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    lines = [TextLine(tuple(sorted(row, key=lambda word: word.x0))) for row in rows]
    return sorted(lines, key=lambda line: (line.foot, line.x0))


def _row_of(rows: Sequence[list[Word]], word: Word) -> list[Word] | None:
    """The one of the last rows that a word stands on."""
    best = max(rows[-3:], key=lambda row: _shared(row, word), default=None)
    return best if best is not None and _shared(best, word) >= _SHARED_HEIGHT else None


def _shared(row: Sequence[Word], word: Word) -> float:
    """The share of the lower one's height that a word has in common with a row."""
    tallest = max(row, key=lambda member: member.size)
    low, high = sorted((tallest, word), key=lambda member: member.size)
    if high.size > _OWN_LINE * low.size and len(low.text) > _LONGEST_MARK:
        return 0.0
    shared = min(tallest.bottom, word.bottom) - max(tallest.top, word.top)
    lower = min(tallest.bottom - tallest.top, word.bottom - word.top)
    return shared / lower if lower > 0 else 0.0
