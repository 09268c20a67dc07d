"""A pack as it fits on two sheets of A4: in smaller type, then without what can best be missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from api.export.blocks import Block, Row
from api.export.pack_text import Opened, to_blocks
from index.briefing.contents import Pack, Quotation

# Of the size of the text: headings, and what stands in tables.
HEADINGS: Mapping[str, float] = {"Title": 1.3, "Heading 1": 1.1, "Heading 2": 1.0}
IN_TABLE = 0.9
# Points, the largest that fits; below the least nobody should have to read.
_SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5)
_WIDTH, _HEIGHT = 516.0, 765.0  # points within the margins of A4
_PAGES = 2
_FEWEST_LINES = 3
_FILLED = 0.94  # of them: letters are counted by their mean width
# Of the size: how wide a letter of Arial is, by the mean of English text, and a line high.
_LETTER, _LINE = 0.5, 1.15
_CELL_EDGES = 12.0  # points


def fit_blocks(pack: Pack, opened: Opened | None = None) -> tuple[Block, ...]:
    """The pack's blocks for two pages: whole where they fit at the least size, else without
    quotations, those first that stand in it twice, then the last of each part."""
    for number, shorter in enumerate(_shorten(pack)):
        blocks = tuple(to_blocks(shorter, opened, number))
        if _fits(blocks, _SIZES[-1]):
            return blocks
    return blocks


def fit_points(blocks: Sequence[Block]) -> float:
    """The largest size at which the blocks are likely to fit on two pages; else the least."""
    return next((size for size in _SIZES if _fits(blocks, size)), _SIZES[-1])


def _fits(blocks: Iterable[Block], size: float) -> bool:
    return _height(blocks, size) <= _FILLED * _PAGES * _HEIGHT


# --- shorter ---------------------------------------------------------------


def _shorten(pack: Pack) -> Iterator[Pack]:
    """The pack, then each time with one quotation less; each part, line of enquiry and
    point of comparison keeps one. Then with one line of enquiry less, of more than three."""
    yield pack
    for said in (*_told_elsewhere(pack), *reversed(pack.council_said), *reversed(pack.asked)):
        shorter = _without(pack, said)
        if shorter != pack:
            pack = shorter
            yield pack
    while (shorter := _without_last_evidence(pack)) != pack:
        pack = shorter
        yield pack
    while (shorter := _without_last_said(pack)) != pack:
        pack = shorter
        yield pack
    while len(pack.enquiries) > _FEWEST_LINES:
        pack = replace(pack, enquiries=pack.enquiries[:-1])
        yield pack


def _told_elsewhere(pack: Pack) -> list[Quotation]:
    """What the two lists quote and the comparison or a line of enquiry does as well."""
    compared = {said for row in pack.compared for said in (row.asked, row.listed, *row.said)}
    evidence = {said for line in pack.enquiries for said in line.evidence}
    words = {said.citation.quote for said in compared | evidence if said}
    return [said for said in (*pack.council_said, *pack.asked) if said.citation.quote in words]


def _without(pack: Pack, said: Quotation) -> Pack:
    """The pack without a quotation of its two lists, of each of which one stays."""
    return replace(
        pack,
        council_said=_drop(pack.council_said, said),
        asked=_drop(pack.asked, said),
    )


def _drop(quotations: tuple[Quotation, ...], said: Quotation) -> tuple[Quotation, ...]:
    return tuple(each for each in quotations if each != said) or quotations


def _without_last_evidence(pack: Pack) -> Pack:
    """Without the last quotation of the line that has most, the last of those alike."""
    at = _with_most([len(line.evidence) for line in pack.enquiries])
    lines = tuple(
        replace(line, evidence=line.evidence[:-1]) if number == at else line
        for number, line in enumerate(pack.enquiries)
    )
    return replace(pack, enquiries=lines)


def _without_last_said(pack: Pack) -> Pack:
    """Without the last that the paper reports on the point on which it has most quoted."""
    at = _with_most([len(row.said) for row in pack.compared])
    rows = tuple(
        replace(row, said=row.said[:-1]) if number == at else row
        for number, row in enumerate(pack.compared)
    )
    return replace(pack, compared=rows)


def _with_most(counts: Sequence[int]) -> int:
    """The place of the last of the highest counts; -1 where none is above one."""
    most = max(counts, default=0)
    return max(at for at, count in enumerate(counts) if count == most) if most > 1 else -1


# --- heights ---------------------------------------------------------------


def _height(blocks: Iterable[Block], size: float) -> float:
    return sum(
        _table_height(block.rows, size * IN_TABLE) if block.rows else _text_height(block, size)
        for block in blocks
    )


def _text_height(block: Block, size: float) -> float:
    """Of a paragraph or heading, with the space round it."""
    own = size * HEADINGS.get(block.style, 1.0)
    above = own / 2 if block.style in HEADINGS else 0.0
    indent = _CELL_EDGES if block.style in ("Quote", "List Bullet") else 0.0
    return _lines(f"{block.text} {block.cited}", _WIDTH - indent, own) * own * _LINE + above + 1


def _table_height(rows: Sequence[Row], size: float) -> float:
    width = _WIDTH / len(rows[0]) - _CELL_EDGES
    return sum(
        max(
            sum(
                _lines(f"{piece.text} {piece.cited}", width, size) * size * _LINE + 1
                for piece in cell
            )
            for cell in row
        )
        for row in rows
    )


def _lines(text: str, width: float, size: float) -> int:
    """A line is some letters short of full, for words are not cut: more so in a narrow cell."""
    letters = width / (_LETTER * size) - 3
    return max(1, ceil(len(text) / letters))
