"""What is printed on page after page: running heads, feet and page numbers.

Found by repetition: the same words, digits apart, at the same height of several
pages. Inside a table that reaches into the page nothing is furniture: a heading row
that comes again on every page belongs to its table.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ingest.read.layout.ruled_tables import Grid, find_grids
from ingest.read.layout.words import Sheet, TextLine, Word, words_to_lines

# Share of the page's height, at its top and at its foot, where furniture stands. The
# deepest seen are running heads with a logo (0.12) and four-line feet (0.13).
_MARGIN = 0.15
_SAME_HEIGHT = 8.0  # points that the same line may wander from page to page
# A line of a margin that comes on a fifth of the pages is furniture: heads of odd and
# even pages each have half of them, and a pack's parts have their own.
_SHARE = 0.2
_FEWEST = 2
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")
_NAMED_NUMBER = re.compile(r"page\s+(\w+)(?:\s+of\s+\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A page without its furniture, and the number printed on it, or nothing.

    `margins` are the lines of the furniture with words.
    """

    sheet: Sheet
    label: str
    margins: tuple[str, ...] = ()


class _Margin(NamedTuple):
    """A line in a margin of a page. `key` is its words with digits made alike."""

    page: int
    line: TextLine
    key: str
    height: float  # from the top; from the foot below zero


def clear_furniture(sheets: Sequence[Sheet]) -> list[Cleared]:
    """Every page without heads, feet and page numbers, in the order given.

    Where nothing else stands on any page, heads and feet are the text.
    """
    margins = [margin for sheet in sheets for margin in _margin_lines(sheet)]
    furniture = _repeated(margins, len(sheets))
    labels = _labels(furniture)
    cleared = _clear(sheets, furniture)
    if not any(sheet.words for sheet in cleared):
        furniture = [each for each in furniture if _is_page_number(each)]
        cleared = _clear(sheets, furniture)
    said: dict[int, list[str]] = defaultdict(list)
    for margin in furniture:
        if not _is_page_number(margin):
            said[margin.page].append(margin.line.text)
    return [
        Cleared(sheet, labels.get(sheet.number, ""), tuple(said[sheet.number])) for sheet in cleared
    ]


def _clear(sheets: Sequence[Sheet], furniture: Iterable[_Margin]) -> list[Sheet]:
    gone: dict[int, set[Word]] = defaultdict(set)
    for margin in furniture:
        gone[margin.page].update(margin.line.words)
    return [_without(sheet, gone[sheet.number]) for sheet in sheets]


def _is_page_number(margin: _Margin) -> bool:
    return margin.key == "#" or _is_named(margin)


def _is_named(margin: _Margin) -> bool:
    return bool(_NAMED_NUMBER.fullmatch(margin.line.text.strip()))


def _without(sheet: Sheet, gone: set[Word]) -> Sheet:
    return replace(sheet, words=tuple(word for word in sheet.words if word not in gone))


def _margin_lines(sheet: Sheet) -> Iterator[_Margin]:
    top, foot = sheet.height * _MARGIN, sheet.height * (1 - _MARGIN)
    inner = [grid for grid in find_grids(sheet.rules) if _reaches_in(grid, top, foot)]
    free = [word for word in sheet.words if not any(g.box.holds(word) for g in inner)]
    for line in words_to_lines(word for word in free if word.middle < top):
        yield _Margin(sheet.number, line, _key(line), line.foot)
    for line in words_to_lines(word for word in free if word.middle > foot):
        yield _Margin(sheet.number, line, _key(line), line.foot - sheet.height)


def _reaches_in(grid: Grid, top: float, foot: float) -> bool:
    """True of a table that leaves the margins; one cell is a frame round the page."""
    return len(grid.cells) > 1 and grid.box.bottom > top and grid.box.top < foot


def _key(line: TextLine) -> str:
    if _as_number(line.text) is not None:
        return "#"
    return re.sub(r"\d+", "#", re.sub(r"[\W_]+", " ", line.text.lower())).strip()


def _repeated(margins: Iterable[_Margin], pages: int) -> list[_Margin]:
    """The lines that stand at one height on enough pages, or name their page."""
    alike: dict[str, list[_Margin]] = defaultdict(list)
    for margin in margins:
        alike[margin.key].append(margin)
    enough = max(_FEWEST, pages * _SHARE)
    repeated = []
    for group in alike.values():
        pages_at = {height: _pages_at(height, group) for height in {m.height for m in group}}
        for margin in group:
            if pages_at[margin.height] >= enough or _is_named(margin):
                repeated.append(margin)
    return repeated


def _pages_at(height: float, group: Iterable[_Margin]) -> int:
    """On how many pages a line of the group stands at about this height."""
    return len({margin.page for margin in group if abs(margin.height - height) <= _SAME_HEIGHT})


# --- page numbers ------------------------------------------------------------


class _Claim(NamedTuple):
    """A number in a margin that may be the page's, and how far it is from the PDF's count."""

    page: int
    printed: str
    offset: int


def _labels(furniture: Iterable[_Margin]) -> dict[int, str]:
    """The printed number of each page that has one.

    A number counts where it goes up with the pages: its distance from the PDF's own
    count is the same on a page beside it. Of two such (a pack's number and a paper's
    own) the one that holds on more pages is taken. A lone "Page 3" counts as well.
    """
    claims = [claim for margin in furniture for claim in _claims(margin)]
    known = {(claim.page, claim.offset) for claim in claims}
    support = Counter(claim.offset for claim in set(claims))
    labels: dict[int, str] = {}
    for claim in sorted(claims, key=lambda claim: support[claim.offset]):
        if {(claim.page - 1, claim.offset), (claim.page + 1, claim.offset)} & known:
            labels[claim.page] = claim.printed
    for margin in furniture:
        if named := _NAMED_NUMBER.fullmatch(margin.line.text.strip()):
            labels.setdefault(margin.page, named[1])
    return labels


def _claims(margin: _Margin) -> Iterator[_Claim]:
    for word in margin.line.words:
        printed = word.text.strip("-–—|.()[] ")
        number = _as_number(printed)
        if number is not None:
            yield _Claim(margin.page, printed, number - margin.page)


def _as_number(text: str) -> int | None:
    """The number that a text is, in figures or small Roman numerals."""
    bare = text.strip("-–—|.()[] ")
    if _NUMBER.fullmatch(bare):
        return int(bare)
    if bare and _ROMAN.fullmatch(bare):
        return _roman(bare.lower())
    return None


def _roman(numeral: str) -> int:
    """The value of a Roman numeral up to xxxix.

    >>> [_roman(numeral) for numeral in ("i", "iv", "xix")]
    [1, 4, 19]
    """
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
