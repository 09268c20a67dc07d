"""Lists of subjects as people have them: pasted, or in a text, CSV, Excel or Word file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from corpus.characters import printable
from corpus.document import RawBlock
from corpus.errors import IngestError, QueryError
from index.answers.records.many import MOST_SUBJECTS
from ingest.read.docx.reader import read_docx
from ingest.read.office.workbook import read_rows

Rows = Sequence[Sequence[str]]

_HEADINGS = frozenset(
    ("subject", "topic", "issue", "theme", "question", "recommendation", "action", "text", "words")
)
# What stands before a line of a list: a bullet, "1.", "2)", "(a)".
_MARK = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+")
_MOST_SNIFFED = 4096  # characters
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class GivenList:
    """The subjects of a list in its order, and what was left out of it, in words."""

    subjects: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def read_text(text: str) -> GivenList:
    """The lines of a text, without bullets and numbers. QueryError where it has no words or is
    too long.
    """
    return _to_list([[_MARK.sub("", line)] for line in text.splitlines()])


def read_file(name: str, data: bytes) -> GivenList:
    """The list in a file: lines of a text, the first column of a table, a Word file's list.

    QueryError where the file cannot be read, has no words, or too many rows.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".txt":
        return read_text(_decode(data))
    reader = _READERS.get(suffix)
    if reader is None:
        raise QueryError(
            f"{name[:200]}: not a list that can be read. Give a text (.txt), CSV (.csv), Excel"
            " (.xlsx) or Word (.docx) file, or paste the lines."
        )
    return _to_list(_without_heading(reader(name, data)))


def read_path(path: Path) -> GivenList:
    """The list in a file of this machine. QueryError as `read_file`, and where there is none."""
    try:
        return read_file(path.name, path.read_bytes())
    except OSError as error:
        raise QueryError(f"{path}: {error.strerror}.") from error


def _to_list(rows: Rows) -> GivenList:
    cells = _choose_column(rows)
    subjects = [printable(cell).strip() for cell in cells]
    empty = sum(not any(map(str.strip, row)) for row in rows)
    kept = [
        subject for subject, row in zip(subjects, rows, strict=True) if any(map(str.strip, row))
    ]
    if not any(kept):
        raise QueryError("The list holds no words. Write a subject or a recommendation a line.")
    if len(kept) > MOST_SUBJECTS:
        raise QueryError(
            f"The list has {len(kept):,} rows; the most at once is {MOST_SUBJECTS}. Make two"
            " lists of it, and ask about each."
        )
    remark = f"{empty} empty {'row was' if empty == 1 else 'rows were'} left out."
    return GivenList(tuple(kept), (remark,) if empty else ())


def _choose_column(rows: Rows) -> list[str]:
    """The first column, of numbers alone the next that has words: a list may count its rows."""
    width = max(map(len, rows), default=0)
    columns = [[row[place] if place < len(row) else "" for row in rows] for place in range(width)]
    worded = (column for column in columns if any(map(_has_letters, column)))
    return next(worded, columns[0] if columns else [])


def _has_letters(cell: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", cell))


def _without_heading(rows: Rows) -> Rows:
    """The rows without one that says what stands in the columns."""
    first = {cell.strip().lower().rstrip("s") for cell in rows[0]} if rows else set()
    return rows[1:] if first & _HEADINGS else rows


# --- formats -------------------------------------------------------------------


def _decode(data: bytes) -> str:
    """A text, as Windows and others write it."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _read_csv(name: str, data: bytes) -> Rows:
    text = _decode(data)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_find_delimiter(text)))
    except csv.Error as error:
        raise QueryError(f"{name[:200]}: not a CSV file that can be read ({error}).") from error


def _find_delimiter(text: str) -> str:
    """What stands between the cells of the first line; a list of one column has nothing."""
    first = text[:_MOST_SNIFFED].splitlines()[0] if text.strip() else ""
    return max(",;\t", key=first.count)


def _read_xlsx(name: str, data: bytes) -> Rows:
    return _read_at(name, data, lambda path: read_rows(path, name[:200]))


def _read_docx(name: str, data: bytes) -> Rows:
    return _read_at(name, data, lambda path: _to_rows(_blocks_of(path)))


def _blocks_of(path: Path) -> list[RawBlock]:
    return [block for page in read_docx(path).pages for block in page.blocks]


def _to_rows(blocks: Iterable[RawBlock]) -> Rows:
    """A Word file's table, else the entries of its lists, else its paragraphs."""
    by_kind: dict[str, list[RawBlock]] = {}
    for block in blocks:
        by_kind.setdefault(block.kind, []).append(block)
    if "cell" in by_kind:
        return _to_table(by_kind["cell"])
    chosen = by_kind.get("item") or by_kind.get("paragraph", [])
    return [[_MARK.sub("", _text(block))] for block in chosen]


def _to_table(cells: Iterable[RawBlock]) -> Rows:
    rows: dict[tuple[int | None, int | None], list[str]] = {}
    for cell in cells:
        rows.setdefault((cell.table, cell.row), []).append(_text(cell))
    return list(rows.values())


def _text(block: RawBlock) -> str:
    return " ".join(line.text for line in block.lines)


def _read_at(name: str, data: bytes, read: Callable[[Path], Rows]) -> Rows:
    """What is read of the bytes as a file, which is gone afterwards."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"list{PurePath(name).suffix.lower()}"
        path.write_bytes(data)
        try:
            return read(path)
        except IngestError as error:
            raise QueryError(str(error).replace(path.name, name[:200])) from error


_READERS: Mapping[str, Callable[[str, bytes], Rows]] = {
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
    ".docx": _read_docx,
}
