"""One text from the pages a reader found: repaired once, with every block and line a span of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.records import (
    Block,
    BlockKind,
    Box,
    Document,
    Line,
    Page,
    RawBlock,
    RawDocument,
    RawPage,
    Source,
    Span,
    digest,
)
from ingest.repair import BULLET, Hyphens, repair_line
from ingest.sections import find_sections, is_prose, promote_headings

_GLYPHS = "•▪■□◼◻●○◦‣⁃∙·➢➤✓✔❖★▶►–—*o-"
_BULLET_MARK = re.compile(rf"[{re.escape(_GLYPHS)}](?:\s+|$)|[•▪■□◼◻●◦‣∙➢➤❖▶►](?=\S)")
_NUMBER_MARK = re.compile(
    r"""(?: \d{1,3}(?:\.\d{1,3})+\.?   # 3.2
          | \d{1,3}[.)]                # 20. or 20)
          | \(\d{1,3}\)                # (20)
          | \(?[a-zA-Z][.)]            # a) or (a)
          | \(?[ivx]{1,5}[.)]          # iv)
        )(?:\s+|$)""",
    re.VERBOSE,
)
_NOTE_MARK = re.compile(r"\d{1,3}(?:\s+|(?=[A-Z]))")
_ENDS = (".", "?", "!", ":", ";", ".’", ".”", ".'", '."', ".)")


def assemble(source: Source, raw: RawDocument) -> Document:
    """The document: text, pages, blocks, lines and sections; facts are left empty.

    Blocks are parted by a line end, the lines of a block by a space. A bullet is taken
    out of the text and kept as its block's marker; a printed number stays in the text
    in front of the block's span, and is its marker as well. A paragraph that a page
    breaks is one block; the notes that stood between come before it.
    """
    drafts = _joined(raw.pages)
    _set_levels(drafts)
    text, blocks, lines, starts = _written(drafts)
    blocks = promote_headings(text, blocks)
    return Document(
        id=digest(source.id, 0),
        source=source,
        text=text,
        pages=_pages(raw.pages, starts, len(text)),
        blocks=blocks,
        lines=lines,
        sections=find_sections(text, blocks),
        reader=raw.reader,
        notes=raw.notes,
    )


# --- drafts: blocks whose lines are repaired, not yet placed ------------------


@dataclass(slots=True)
class _Draft:
    """A block to be written. `lead` goes before its span: a number and a space, or nothing."""

    raw: RawBlock
    kind: BlockKind
    level: int
    page: int
    marker: str
    lead: str
    lines: list[tuple[str, int, Box | None]] = field(default_factory=list)  # text, page, box

    @property
    def ending(self) -> str:
        return self.lines[-1][0]


def _joined(pages: Sequence[RawPage]) -> list[_Draft]:
    """The blocks in order, those that a page broke made whole again."""
    drafts: list[_Draft] = []
    for page in pages:
        fresh = [draft for draft in (_draft(block, page) for block in page.blocks) if draft]
        edge = _right_edge(drafts)
        if fresh and _goes_on(drafts, fresh[0], edge):
            broken = _last_of_body(drafts)
            assert broken is not None
            drafts.remove(broken)
            broken.lines += fresh.pop(0).lines
            fresh.insert(0, broken)
        drafts += fresh
    return drafts


def _draft(block: RawBlock, page: RawPage) -> _Draft | None:
    """A block with its lines repaired and its marker parted; None where it holds no words."""
    lines = [(repair_line(line.text), page.number, line.box) for line in block.lines]
    lines = [line for line in lines if line[0]]
    if not lines:
        return None
    marker = repair_line(block.marker)
    if not marker and block.kind != "cell":
        marker, rest = part_marker(block.kind, lines[0][0])
        if rest or len(lines) > 1:  # a marker alone stays text
            lines = [(rest, *lines[0][1:])][: bool(rest)] + lines[1:]
        else:
            marker = ""
    lead = f"{marker} " if _is_number(marker) else ""
    kind = _kind(block, marker, " ".join(line[0] for line in lines))
    level = block.level if kind == block.kind else int(kind == "item")
    return _Draft(block, kind, level, page.number, marker, lead, lines)


def _is_number(marker: str) -> bool:
    return marker != "o" and any(character.isalnum() for character in marker)


def _kind(block: RawBlock, marker: str, words: str) -> BlockKind:
    """What a block is, where its marker and words tell better than the file does."""
    if block.kind == "heading" and is_prose(words, block.bold):
        return "item" if marker else "paragraph"
    return "item" if block.kind == "paragraph" and marker == BULLET else block.kind


def part_marker(kind: str, text: str) -> tuple[str, str]:
    """The bullet or printed number that a block starts with, and the rest; bullets made alike.

    >>> part_marker("item", "20. Ensure that")
    ('20.', 'Ensure that')
    >>> part_marker("paragraph", "20 children were seen")
    ('', '20 children were seen')
    """
    found = _NUMBER_MARK.match(text) or (_NOTE_MARK.match(text) if kind == "note" else None)
    if found:
        return found[0].strip(), text[found.end() :]
    found = _BULLET_MARK.match(text)
    if found and (kind == "item" or found[0].strip() not in "–—*o-"):
        return BULLET, text[found.end() :]
    return "", text


def _set_levels(drafts: Sequence[_Draft]) -> None:
    """Give the items of each list their depth as printed: files seldom nest their lists."""
    indents: list[float] = []
    for draft in drafts:
        box = draft.lines[0][2]
        if draft.kind == "note":
            continue
        if draft.kind != "item" or box is None:
            indents = []
            continue
        while indents and indents[-1] > box.x0 + _INDENT:
            indents.pop()
        if not indents or indents[-1] < box.x0 - _INDENT:
            indents.append(box.x0)
        draft.level = len(indents)


# In points: "9." and "10." set flush right differ by 7, a list within a list by 14 or more
_INDENT = 9.0


def _last_of_body(drafts: Sequence[_Draft]) -> _Draft | None:
    return next((draft for draft in reversed(drafts) if draft.kind != "note"), None)


def _goes_on(drafts: Sequence[_Draft], after: _Draft, edge: float) -> bool:
    """True where the first block of a page is the rest of the last one before it."""
    before = _last_of_body(drafts)
    if before is None or after.marker or after.kind not in ("paragraph", "item", "cell"):
        return False
    if after.raw.continued:
        return True
    if before.kind not in ("paragraph", "item") or after.kind == "cell":
        return False
    if before.raw.bold != after.raw.bold or not _same_size(before.raw, after.raw):
        return False
    if before.ending.endswith(_ENDS) or not _is_full(before, after, edge):
        return False
    return _starts_low(after) or before.kind == after.kind


def _same_size(one: RawBlock, other: RawBlock) -> bool:
    return not one.size or not other.size or abs(one.size - other.size) < 0.6


def _starts_low(draft: _Draft) -> bool:
    return not draft.lines[0][0][:1].isupper()


def _right_edge(drafts: Sequence[_Draft]) -> float:
    """How far right the lines of running text reach on the last page."""
    last = drafts[-1].lines[-1][1] if drafts else 0
    return max(
        (
            box.x1
            for draft in drafts[-60:]
            for _, page, box in draft.lines
            if box is not None and page == last and draft.kind in ("paragraph", "item")
        ),
        default=0.0,
    )


def _is_full(before: _Draft, after: _Draft, edge: float) -> bool:
    """True where the next word would not have fitted on the last line; true without boxes."""
    text, _, box = before.lines[-1]
    if box is None:
        return True
    letter = (box.x1 - box.x0) / max(1, len(text))
    word = after.lines[0][0].split(" ")[0]
    return edge - box.x1 < letter * (len(word) + 1) * _SLACK


# A word's width is reckoned from the line's mean letter; wide words need half as much again
_SLACK = 1.5


# --- writing ------------------------------------------------------------------


def _written(
    drafts: Sequence[_Draft],
) -> tuple[str, tuple[Block, ...], tuple[Line, ...], dict[int, int]]:
    """The text, its blocks and lines, and where in it each page with words starts."""
    hyphens = Hyphens(text for draft in drafts for text, _, _ in draft.lines)
    pieces: list[str] = []
    blocks: list[Block] = []
    lines: list[Line] = []
    starts: dict[int, int] = {}
    at = 0
    for draft in drafts:
        lead = ("\n" if pieces else "") + draft.lead
        pieces.append(lead)
        starts.setdefault(draft.page, at + len(lead) - len(draft.lead))
        at += len(lead)
        begin = at
        for words, gap, page, box in _line_ends(draft, hyphens):
            starts.setdefault(page, at)
            if box is not None:
                lines.append(Line(Span(at, at + len(words)), box))
            pieces.append(words + gap)
            at += len(words) + len(gap)
        blocks.append(_block(draft, Span(begin, at)))
    return "".join(pieces), tuple(blocks), tuple(lines), starts


def _line_ends(
    draft: _Draft, hyphens: Hyphens
) -> Iterator[tuple[str, str, int, Box | None]]:
    """Each line as it stands in the text, and what parts it from the next."""
    for index, (text, page, box) in enumerate(draft.lines):
        if index + 1 == len(draft.lines):
            yield hyphens.join(text, "")[0], "", page, box
        else:
            yield *hyphens.join(text, draft.lines[index + 1][0]), page, box


def _block(draft: _Draft, span: Span) -> Block:
    raw = draft.raw
    return Block(
        kind=draft.kind,
        span=span,
        level=draft.level,
        marker=draft.marker,
        table=raw.table,
        row=raw.row,
        column=raw.column,
        header=raw.header,
        size=raw.size,
        bold=raw.bold,
        page=draft.page,
        italic=raw.italic,
    )


def _pages(
    pages: Iterable[RawPage], starts: dict[int, int], length: int
) -> tuple[Page, ...]:
    """The pages, covering the text end to end; a page without words has an empty span."""
    found: list[Page] = []
    end = length
    for index, page in reversed(list(enumerate(pages))):
        start = 0 if index == 0 else starts.get(page.number, end)
        found.append(Page(page.number, Span(start, end), page.label, page.width, page.height))
        end = start
    return tuple(reversed(found))
