"""A pack as it fits on two sheets of A4: in smaller type, then without what can best be missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from api.export.blocks import Block, Piece, Row
from api.export.lettering import count_lines
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
_LINE = 1.15  # of the size: how high a line of Arial is
_CELL_EDGES = 11.0  # points
INDENTS: Mapping[str, float] = {"Quote": 11.3, "List Bullet": 18.0}  # points
_TOGETHER = 3  # lines of a paragraph that no page ends in


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


def _fits(blocks: Sequence[Block], size: float) -> bool:
    """By a count that LibreOffice stays below by up to a twentieth, the ends of pages apart: in
    48 renderings of eight packs at two sizes it took 0.95 to 0.99 of it."""
    pages, at = 1, 0.0
    for height in _parts(blocks, size):
        if at + height > _HEIGHT:
            pages, at = pages + 1, 0.0
        at += height
    return pages <= _PAGES


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


def keeps_with_next(blocks: Sequence[Block]) -> list[bool]:
    """Of each block, whether the next one stands on its page: of a heading, a question, and the
    quotations that a question stands on."""
    kept: list[bool] = []
    is_question = False  # what comes after the quotations, seen from the end
    for block in reversed(blocks):
        is_question = block.style == "Question" or (block.style == "Quote" and is_question)
        kept.append(block.style in HEADINGS or is_question)
    return kept[::-1]


def _parts(blocks: Sequence[Block], size: float) -> Iterator[float]:
    """The heights of what no page ends in."""
    held = 0.0
    for block, keeps in zip(blocks, keeps_with_next(blocks), strict=True):
        first, *others = _heights(block, size)
        if keeps:
            held += first + sum(others)
            continue
        yield held + first
        yield from others
        held = 0.0


def _heights(block: Block, size: float) -> list[float]:
    """Of the rows of a table, the first two together; of a paragraph the whole, else its lines."""
    if block.rows:
        heads, first, *rows = _row_heights(block.rows, size * IN_TABLE)
        return [heads + first, *rows]
    own = size * HEADINGS.get(block.style, 1.0)
    above = own / 2 if block.style in HEADINGS else 0.0
    width = _WIDTH - INDENTS.get(block.style, 0.0)
    is_bold = block.style in ("Heading 1", "Heading 2", "Question")
    lines = count_lines(f"{block.text} {block.cited}", width, own, is_bold)
    line = own * _LINE
    if lines <= _TOGETHER:
        return [lines * line + above + 1]
    return [2 * line + above, *[line] * (lines - _TOGETHER - 1), 2 * line + 1]


def _row_heights(rows: Sequence[Row], size: float) -> list[float]:
    width = _WIDTH / len(rows[0]) - _CELL_EDGES
    return [
        max(sum(_cell_line(piece, width, size, not number) for piece in cell) for cell in row)
        for number, row in enumerate(rows)
    ]


def _cell_line(piece: Piece, width: float, size: float, is_bold: bool) -> float:
    return count_lines(f"{piece.text} {piece.cited}", width, size, is_bold) * size * _LINE + 1
