"""The small Markdown of a measuring paper, as pieces that every format is written from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Kind = Literal["heading", "paragraph", "bullet", "number", "table", "box", "page"]
PAGE = "---page---"
_HEADING = re.compile(r"(#{1,3}) (.*)")
_BULLET = re.compile(r"( *)- (.*)")
_NUMBER = re.compile(r"#\. (.*)")
_RULE = re.compile(r"\|(?:-+\|)+")
_BROKEN = re.compile(r"^(#{1,3} .*\\)\n(?=\S)", re.MULTILINE)  # a heading of several lines
_RUN = re.compile(r"\*\*(?P<bold>.+?)\*\*|(?<!\w)_(?P<italic>[^_]+)_(?!\w)")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face."""

    words: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph, item, table, box or the end of a page; `lines` are printed apart."""

    kind: Kind
    lines: tuple[str, ...] = ()
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    headed: bool = False
    inside: tuple[Piece, ...] = ()


def read_pieces(body: str) -> tuple[Piece, ...]:
    """The pieces of a body, in order."""
    return tuple(_pieces(_join_headings(body).strip().splitlines()))


def _join_headings(body: str) -> str:
    """The body with each heading on one written line, its printed lines parted by "\\"."""
    joined = _BROKEN.sub(r"\1 ", body)
    return joined if joined == body else _join_headings(joined)


def read_runs(line: str) -> tuple[Run, ...]:
    """A line as runs: bold, italic and plain."""
    runs, start = [], 0
    for match in _RUN.finditer(line):
        runs.append(Run(line[start : match.start()]))
        runs.append(Run(match["bold"] or match["italic"], bool(match["bold"]), not match["bold"]))
        start = match.end()
    runs.append(Run(line[start:]))
    return tuple(run for run in runs if run.words)


def _pieces(lines: list[str]) -> Iterator[Piece]:
    for kind, group in groupby(lines, key=_kind):
        held = list(group)
        if kind == "table":
            yield _table(held)
        elif kind == "box":
            inner = [line.removeprefix(">").removeprefix(" ") for line in held]
            yield Piece("box", inside=tuple(_pieces(inner)))
        elif kind == "paragraph":
            yield Piece("paragraph", tuple(_joined(held)))
        elif kind != "blank":
            yield from map(_single, held)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if line.startswith("|"):
        return "table"
    if line.startswith(">"):
        return "box"
    marked = line == PAGE or any(p.match(line) for p in (_HEADING, _BULLET, _NUMBER))
    return "single" if marked else "paragraph"


def _single(line: str) -> Piece:
    if heading := _HEADING.match(line):
        return Piece("heading", tuple(_joined([heading[2]])), level=len(heading[1]))
    if bullet := _BULLET.match(line):
        return Piece("bullet", (bullet[2],), level=1 + len(bullet[1]) // 2)
    if number := _NUMBER.match(line):
        return Piece("number", (number[1],), level=1)
    return Piece("page")


def _joined(lines: list[str]) -> Iterator[str]:
    """The printed lines of a paragraph: written lines joined, parted where one ends in "\\"."""
    text = " ".join(line.strip() for line in lines)
    yield from (part.strip() for part in re.split(r"\\(?:\s|$)", text) if part.strip())


def _table(lines: list[str]) -> Piece:
    headed = len(lines) > 1 and _RULE.fullmatch(lines[1].replace(" ", "")) is not None
    rows = [line for line in lines if not _RULE.fullmatch(line.replace(" ", ""))]
    cells = (tuple(cell.strip() for cell in row.strip().strip("|").split("|")) for row in rows)
    return Piece("table", rows=tuple(cells), headed=headed)
