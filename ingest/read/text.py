"""Plain text and Markdown: headings, numbered paragraphs, bullets and tables as far as they show.

Most such files were made from a PDF: a paragraph may be parted by an empty line where a
page ended, tables have tabs between their cells, and pages show only where the file has
form feeds or says "page 3".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import RawBlock, RawDocument, RawLine, RawPage
from corpus.errors import Damaged, NotADocument

_SAMPLE = 1 << 16  # bytes looked at to tell text from other bytes
_MOST_CONTROL = 0.01  # of the characters of a text; a picture or a program has ten times that
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")

_PAGE_LINE = re.compile(
    r"\s*(?:<!--\s*|\[|[-=–—]{2,}\s*)page\s+(\d{1,4})\s*(?:-->|\]|[-=–—]{2,})\s*", re.IGNORECASE
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE_SIGNS = frozenset("|:=_-* \t")  # of a line that only rules off
_ITEM = re.compile(
    r"(\s*)(?:[-*+•▪◦◼‣](?:\s+|(?=[A-Z]))|(?=(?:\d{1,3}[.)]|\(?[a-z][.)]|\d+\.\d[\d.]*)\s))"
)
_MARK_ALONE = re.compile(r"\s*(?:\d{1,3}[.)]|\d+(?:\.\d+)+\.?|\(?[a-z][.)]|[-•*])\s*")
_TAGS = re.compile(
    r"</?(?:u|b|i|em|strong|mark|sup|sub|span|br|p|center)\b[^>]{0,500}>", re.IGNORECASE
)
_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,500}\)")
_LINK = re.compile(r"\[([^\]]{1,500})\]\((?:https?:|mailto:|#|\.?/)[^)]{0,500}\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*\*|\*\*|__|\*|_)(?=\S)(.{1,500}?)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")

_ENDED = re.compile(r"[.?!:;][”’\"')]*$")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_HEADING = 12  # words of a bare line that heads what follows
_NO_HEADING = re.compile(r"[.,;:!]$|[@\t]|^[^:]{2,40}: |\d{5}|^\W*$")


def read_text(path: Path) -> RawDocument:
    """The blocks of a text file, without boxes; pages where the text tells them, else one.

    Raises Damaged where the file cannot be read, NotADocument where it is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Damaged(
            f"{path.name}: {error.strerror or error}; mend that, then try again"
        ) from error
    text = decode_text(data)
    if text is None:
        raise NotADocument(f"{path.name}: not text; save it as PDF or as UTF-8 text")
    return RawDocument(text_to_pages(text), reader="text")


def decode_text(data: bytes) -> str | None:
    """The characters of a text: by its byte order mark, as UTF-8, else as Windows writes English.

    None where the bytes are no text.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return text if _is_text(text) else None
    text = data.decode("cp1252", "replace")
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) <= _MOST_CONTROL * len(sample)


def text_to_pages(text: str) -> tuple[RawPage, ...]:
    """The blocks of a text by page, counted from 1; a page has no size."""
    tables = _Tables()
    pages = [_blocks(lines, tables) for lines in _page_lines(text)]
    pages = _with_even_numbers(pages)
    marked = any(block.kind == "heading" for page in pages for block in page)
    return tuple(
        RawPage(number, 0.0, 0.0, tuple(page if marked else _with_headings(page)))
        for number, page in enumerate(pages, start=1)
    )


def _page_lines(text: str) -> Iterator[list[str]]:
    """The lines of each page: a form feed ends one, a line "--- page 3 ---" opens one."""
    for part in text.split("\f"):
        lines: list[str] = []
        for line in part.splitlines():
            if _PAGE_LINE.fullmatch(line):
                if any(each.strip() for each in lines):
                    yield lines
                lines = []
            else:
                lines.append(line)
        yield lines


# --- blocks -------------------------------------------------------------------


@dataclass(slots=True)
class _Tables:
    """Counts the tables of a file; remembers the head of the last for when it is repeated, and
    the last row below it (`body`), which a page's end may part from its rest."""

    last: int = -1
    row: int = -1
    head: tuple[str, ...] = ()
    body: int = -1


def _blocks(lines: Sequence[str], tables: _Tables) -> list[RawBlock]:
    found: list[RawBlock] = []
    for group in _groups(lines):
        if _is_row(group[0]):
            _add_table(found, group, tables)
        else:
            for block in _prose(group):
                _add_prose(found, block)
    return found


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines that stand together: parted by empty ones, and where rows of a table begin or end."""
    group: list[str] = []
    for line in lines:
        if group and (not line.strip() or _is_row(line) != _is_row(group[-1])):
            yield group
            group = []
        if line.strip():
            group.append(line)
    if group:
        yield group


def _is_row(line: str) -> bool:
    cells = _cells(line)
    return len(cells) > 1 and not (len(cells) == 2 and _MARK_ALONE.fullmatch(cells[0]))


def _cells(line: str) -> list[str]:
    """The cells of a row, parted by tabs or, in Markdown, by upright strokes."""
    if line.lstrip().startswith("|") and line.rstrip().endswith("|"):
        return [_plain(cell) for cell in line.strip().strip("|").split("|")]
    return [_plain(cell) for cell in line.rstrip("\n").split("\t")]


def _prose(lines: Iterable[str]) -> Iterator[RawBlock]:
    """Headings, items and paragraphs of lines without a table among them."""
    block: RawBlock | None = None
    for line in lines:
        if _is_rule(line):
            if block is not None and line.strip()[0] in "=-" and block.kind == "paragraph":
                block = replace(block, kind="heading", level=1 + (line.strip()[0] == "-"))
            continue
        opened = _opened(line)
        if opened is None and block is not None and block.kind != "heading":
            block = replace(block, lines=(*block.lines, RawLine(_plain(line))))
            continue
        if block is not None:
            yield block
        block = opened or _paragraph(line)
    if block is not None:
        yield block


def _is_rule(line: str) -> bool:
    """True of a line that only draws one, under a title or under the head of a table."""
    return any(sign * 3 in line for sign in "-=_*") and set(line) <= _RULE_SIGNS


def _opened(line: str) -> RawBlock | None:
    """The heading or item that a line opens, if it does."""
    if heading := _HEADING.match(line):
        words = RawLine(_plain(heading[2]))
        return RawBlock("heading", (words,), level=len(heading[1])) if words.text else None
    if item := _ITEM.match(line):
        words = RawLine(_plain(line[item.end() :]))
        marked = line[item.start() : item.end()].strip()
        level = 1 + (len(item[1]) + 1) // 2  # converters set a sub-point in by one space or two
        return RawBlock("item", (words,), level=level, marker=_marker(marked, words))
    return None


def _marker(printed: str, words: RawLine) -> str:
    """The bullet of an item, unless its number follows: converters write "- 3.2 The council"."""
    return "" if _ITEM.match(words.text) else printed


def _paragraph(line: str) -> RawBlock:
    bold = bool(re.fullmatch(r"\s*(\*\*|__)[^*_]+\1\s*", line))
    return RawBlock("paragraph", (RawLine(_plain(line)),), bold=bold)


def _plain(line: str) -> str:
    """A line without the signs of Markdown and HTML that only say how it looks."""
    line = _IMAGE.sub("", _TAGS.sub("", line.replace("\t", " ")))
    line = _LINK.sub(r"\1", line)
    line = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", line))
    return html.unescape(_ESCAPE.sub(r"\1", line)).strip()


def _add_prose(found: list[RawBlock], block: RawBlock) -> None:
    """Add a block, or add its lines to the one before where only a page's end parts them."""
    if not any(line.text for line in block.lines):
        return
    if found and _goes_on(found[-1], block):
        found[-1] = replace(found[-1], lines=found[-1].lines + block.lines)
    else:
        found.append(block)


def _goes_on(before: RawBlock, after: RawBlock) -> bool:
    if before.kind not in ("paragraph", "item") or after.kind != "paragraph":
        return False
    return after.lines[0].text[:1].islower() and not _ENDED.search(before.lines[-1].text)


# --- tables -------------------------------------------------------------------


def _add_table(found: list[RawBlock], rows: Sequence[str], tables: _Tables) -> None:
    """Add the cells of a table; one that repeats the head of the last goes on with that."""
    ruled = len(rows) > 1 and _is_rule(rows[1])
    cells = [_cells(row) for row in rows if not _is_rule(row)]
    if not cells:
        return
    head = tuple(cells[0])
    goes_on = found and found[-1].kind == "cell" and _repeats(head, tables.head)
    is_repeated = bool(goes_on) and head[0] == tables.head[0]
    if is_repeated:
        cells = cells[1:]
    if not goes_on:
        tables.last, tables.row, tables.head = tables.last + 1, -1, head
    for index, row in enumerate(cells):
        if (index or goes_on) and _is_rest(row) and tables.row >= 0:
            _add_rest(found, row, tables)
        else:
            tables.row += 1
            # Of a head that a page repeats with another first cell nothing is the rest.
            if index or not goes_on or is_repeated:
                tables.body = tables.row
            header = not goes_on and index == 0 and (ruled or len(row) > 2)
            found.extend(_row(row, tables, header))


def _repeats(head: Sequence[str], last: Sequence[str]) -> bool:
    """True of the head of the last table again; its first cell may name another priority."""
    return len(head) > 2 and any(head[1:]) and tuple(head[1:]) == tuple(last[1:])


def _is_rest(row: Sequence[str]) -> bool:
    """True of a row that is the rest of the one above: mostly empty, and its words go on.

    Its first cell, where the number of a row stands, is empty, or holds a page's number
    beside an empty one.
    """
    words = [cell for cell in row if _LETTER.search(cell)]
    unnumbered = not row[0] or (row[0].isdigit() and not row[1])
    return bool(words) and unnumbered and 2 * len(words) < len(row) and words[0][:1].islower()


def _add_rest(found: list[RawBlock], row: Sequence[str], tables: _Tables) -> None:
    """Add what is left of a row to its cells, also where a page repeats the head between them."""
    above = {
        block.column: at
        for at, block in enumerate(found)
        if (block.table, block.row) == (tables.last, tables.body)
    }
    cells = {column: cell for column, cell in enumerate(row) if cell}
    words = {column: cell for column, cell in cells.items() if _LETTER.search(cell)}
    if len(words) > 1 and all(
        column in above and _is_printed(cell, found[above[column]])
        for column, cell in words.items()
    ):
        return
    end = max(above.values(), default=len(found) - 1) + 1
    for column, cell in cells.items():
        if column in above:
            at = above[column]
            found[at] = replace(found[at], lines=(*found[at].lines, RawLine(cell)))
        else:
            found.insert(end, _cell(cell, tables.last, tables.body, column))
            end += 1


def _is_printed(words: str, block: RawBlock) -> bool:
    """True where a cell has these words already: a converter takes the last line of a page that
    its edge cuts for two, and prints the second again without its row."""
    held = " ".join(word for line in block.lines for word in line.text.split())
    return f" {' '.join(words.split())} " in f" {held} "


def _row(row: Sequence[str], tables: _Tables, header: bool) -> Iterator[RawBlock]:
    for column, cell in enumerate(row):
        if cell:
            yield _cell(cell, tables.last, tables.row, column, header)


def _cell(words: str, table: int, row: int, column: int, header: bool = False) -> RawBlock:
    lines = (RawLine(words),)
    return RawBlock("cell", lines, table=table, row=row, column=column, header=header)


# --- headings -----------------------------------------------------------------

_NUMBERED = re.compile(r"\d{1,2}[.)]? ")


def _with_even_numbers(pages: Sequence[list[RawBlock]]) -> list[list[RawBlock]]:
    """The pages with all headings "1. ", "2. " of one level: converters guess it each time."""
    levels = [block.level for page in pages for block in page if _is_numbered(block)]
    return [
        [replace(block, level=min(levels)) if _is_numbered(block) else block for block in page]
        for page in pages
    ]


def _is_numbered(block: RawBlock) -> bool:
    return block.kind == "heading" and _NUMBERED.match(block.lines[0].text) is not None


# --- headings of plain text ---------------------------------------------------


def _with_headings(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks of a text without marked headings, short bare lines made headings.

    One in capitals is of level 1, a numbered one of 2, any other of 3.
    """
    return [
        _as_heading(block) if _is_heading(block, after) else block
        for block, after in zip(blocks, [*blocks[1:], None], strict=False)
    ]


def _is_heading(block: RawBlock, after: RawBlock | None) -> bool:
    if block.kind not in ("paragraph", "item") or len(block.lines) > 1 or after is None:
        return False
    words = block.lines[0].text
    if block.marker or len(words.split()) > _LONGEST_HEADING or _NO_HEADING.search(words):
        return False
    numbered = re.match(r"\d{1,2}\s?[.)]?\s*[A-Z]", words)
    capitals = words.isupper() and " " in words
    return bool(numbered) or capitals or (words[0].isupper() and _heads(block, after))


def _heads(block: RawBlock, after: RawBlock) -> bool:
    """True where what follows reads like text under a heading."""
    if block.kind == "item":
        return False
    return after.kind in ("item", "cell") or _ENDED.search(after.lines[-1].text) is not None


def _as_heading(block: RawBlock) -> RawBlock:
    words = block.lines[0].text
    level = 1 if words.isupper() else 2 if words[0].isdigit() else 3
    return replace(block, kind="heading", level=level)
