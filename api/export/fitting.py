"""A pack as it fits on two sheets of A4: in smaller type, then without what can best be missed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import ceil

from api.export.blocks import Block, Row
from api.export.pack_text import Opened, to_blocks
from index.briefing.contents import Pack, Quotation

# Of the size of the text: headings, and what stands in tables.
HEADINGS: Mapping[str, float] = {"Title": 1.3, "Heading 1": 1.1, "Heading 2": 1.0}
IN_TABLE = 0.9
# Points, the largest that fits: quotations are left out before what is smaller than the first
# of the smaller ones; below the last nobody should have to read.
_SIZES = (12.0, 11.5, 11.0, 10.5)
_SMALL = (10.0, 9.5)
_WIDTH, _HEIGHT = 516.0, 765.0  # points within the margins of A4
_PAGES = 2
_FEWEST_LINES = 3
# Of them, by this count: of 156 renderings of 22 packs as LibreOffice makes them, at three sizes,
# none at 10.5 points or less took more than 0.96 of what is counted here (0.906 on average).
_FILLED = 1.03
# Of the size: how wide a letter of Arial is, by the mean of English text, and a line high.
_LETTER, _LINE = 0.5, 1.15
_CELL_EDGES = 12.0  # points


def fit_blocks(pack: Pack, opened: Opened | None = None) -> tuple[Block, ...]:
    """The pack's blocks for two pages: whole where they fit at the least good size, else without
    quotations; smaller only where the fewest do not fit."""
    packs = list(_shorten(pack))
    for size in (_SIZES[-1], *_SMALL):
        for number, shorter in enumerate(packs):
            blocks = tuple(to_blocks(shorter, opened, number))
            if _fits(blocks, size):
                return blocks
    return blocks


def fit_points(blocks: Sequence[Block]) -> float:
    """The largest size at which the blocks are likely to fit on two pages; else the least."""
    sizes = (*_SIZES, *_SMALL)
    return next((size for size in sizes if _fits(blocks, size)), sizes[-1])


def _fits(blocks: Iterable[Block], size: float) -> bool:
    return _height(blocks, size) <= _FILLED * _PAGES * _HEIGHT


# --- shorter ---------------------------------------------------------------


def _shorten(pack: Pack) -> Iterator[Pack]:
    """The pack, then each time with one quotation less, what can best be missed first: what stands
    in it twice; the third of a line of enquiry; the second on a point of comparison; the last of
    the two lists and of what members asked, of each of which one stays; the second of a line. Then
    with one line of enquiry less, of more than three."""
    steps: tuple[Callable[[Pack], Pack], ...] = (
        _without_told_elsewhere,
        partial(_without_last_evidence, most=2),
        _without_last_said,
        _without_last_listed,
        _without_last_told,
        partial(_without_last_evidence, most=1),
        _without_last_line,
    )
    yield pack
    for step in steps:
        while (shorter := step(pack)) != pack:
            pack = shorter
            yield _with_own_sources(pack)


def _with_own_sources(pack: Pack) -> Pack:
    """The pack with the documents and short words of what it quotes only."""
    citations = [quotation.citation for quotation in pack.quotations]
    cited = {each.document for each in (*citations, *(figure.citation for figure in pack.figures))}
    quoted = " ".join(citation.quote for citation in citations)
    return replace(
        pack,
        sources=tuple(source for source in pack.sources if source.document in cited),
        words=tuple(word for word in pack.words if word.short in quoted),
    )


def _without_told_elsewhere(pack: Pack) -> Pack:
    """Without the first of the two lists that stands elsewhere too."""
    shorter = (_without(pack, said) for said in _told_elsewhere(pack))
    return next((each for each in shorter if each != pack), pack)


def _without_last_listed(pack: Pack) -> Pack:
    """Without the last of the longer of the two lists."""
    lists = sorted((pack.asked, pack.council_said), key=len)
    return _without(pack, lists[-1][-1]) if lists[-1] else pack


def _without_last_told(pack: Pack) -> Pack:
    return replace(pack, told=pack.told[:-1]) if len(pack.told) > 1 else pack


def _without_last_line(pack: Pack) -> Pack:
    few = len(pack.enquiries) <= _FEWEST_LINES
    return pack if few else replace(pack, enquiries=pack.enquiries[:-1])


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


def _without_last_evidence(pack: Pack, most: int) -> Pack:
    """Without the last quotation of the line that has most and more than so many, the last of
    those alike."""
    at = _with_most([len(line.evidence) for line in pack.enquiries], most)
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


def _with_most(counts: Sequence[int], least: int = 1) -> int:
    """The place of the last of the highest counts; -1 where none is above the least."""
    most = max(counts, default=0)
    return max(at for at, count in enumerate(counts) if count == most) if most > least else -1


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
