"""What can still be read of a damaged store, table by table, into a new one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import LibraryError
from corpus.store.connection import Connection, marks_of, open_store, transaction, way_back
from corpus.store.file.checks import MAGIC
from corpus.store.file.raw import open_raw

_PROBES = 20_000  # of a table's damaged part: each reads one path of its tree
_HEADER_BYTES = 100
_CHANGES = slice(24, 28)  # how often a file was changed
_PEOPLE = ("verdict", "briefing", "follow", "question_list")
_NOT_READ_FROM_FILES = (*_PEOPLE, "meta", "refused", "worked_out", "arrival", "unsent")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many rows of each table were read, and the tables of which some may be lost."""

    rows: dict[str, int]
    damaged: tuple[str, ...]
    orphans: int  # rows left out, since what they belong to could not be read

    @property
    def lost_people(self) -> tuple[str, ...]:
        """Which tables of what people did lost something."""
        return tuple(table for table in self.damaged if table in _PEOPLE)

    @property
    def lost_records(self) -> bool:
        """True where something may be lost that reading the files again brings back."""
        return bool(self.orphans or set(self.damaged) - set(_NOT_READ_FROM_FILES) - {"embedding"})


def salvage_store(path: Path, into: Path) -> Salvaged:
    """Copy every row that can be read of a damaged store to a new store at `into`.

    Keywords are left out: they are made again from the texts. Where records may be lost,
    every source is to be read again. LibraryError where nothing can be read.
    """
    with closing(open_store(into, create=True)) as new:
        new.execute("pragma foreign_keys = off")
        try:
            with closing(_open_damaged(path, into)) as old:
                salvaged = _copy_tables(old, new)
        except sqlite3.DatabaseError as error:
            raise _hopeless(path) from error
        if not any(salvaged.rows.values()):
            raise _hopeless(path)
        if salvaged.lost_records:
            new.execute("update source set reading = ''")
    return salvaged


def _hopeless(path: Path) -> LibraryError:
    return LibraryError(
        f"{path}: nothing can be read of it, so it cannot be repaired; it was left as it is."
        f" {way_back(path)}"
    )


def _open_damaged(path: Path, into: Path) -> sqlite3.Connection:
    """A connection that reads what it can; the caller closes it.

    Where a file has lost the bytes by which SQLite knows it, a copy is given a new store's.
    """
    with path.open("rb") as file:
        is_known = file.read(len(MAGIC)) == MAGIC
    db = open_raw(path if is_known else _copy_with_header(path, into))
    db.execute("pragma writable_schema = on")  # else a file that was cut short is not opened
    return db


def _copy_with_header(path: Path, like: Path) -> Path:
    """A copy beside a new store, with the new store's header; it counts its pages itself."""
    copy = like.with_name("headless.db")
    for suffix in ("", "-wal"):
        with suppress(FileNotFoundError):
            shutil.copy(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
    header = bytearray(like.read_bytes()[:_HEADER_BYTES])
    header[_CHANGES] = b"\xff\xff\xff\xff"  # not those that the number of pages is said for
    with copy.open("rb+") as file:
        file.write(header)
    return copy


def _copy_tables(old: sqlite3.Connection, new: Connection) -> Salvaged:
    rows: dict[str, int] = {}
    damaged = []
    for table in _tables(new):
        with transaction(new):
            rows[table], is_whole = _copy_table(old, new, table)
        damaged += [] if is_whole else [table]
    return Salvaged(rows, tuple(damaged), _drop_orphans(new))


def _tables(db: Connection) -> list[str]:
    """The tables of a new store: each has a rowid, and none is an index of words."""
    rows = db.execute("select name from sqlite_master where type = 'table' order by rowid")
    return [name for (name,) in rows if not name.startswith("sqlite_")]


def _copy_table(old: sqlite3.Connection, new: Connection, table: str) -> tuple[int, bool]:
    """How many rows of a table were copied, and whether all could be read."""
    held = {name for _, name, *_ in old.execute(f'pragma table_info("{table}")')}
    names = [name for _, name, *_ in new.execute(f'pragma table_info("{table}")') if name in held]
    if not names:
        return 0, False
    columns = ", ".join(f'"{name}"' for name in names)
    rows = _Rows(old, table, columns)
    insert = f'insert or replace into "{table}" ({columns}) values ({marks_of(names)})'
    count = refused = 0
    for _, *values in rows:
        try:
            new.execute(insert, values)
            count += 1
        except sqlite3.IntegrityError:  # a row of which damage left nothing
            refused += 1
    return count, rows.is_whole and not refused


class _Rows:
    """The rows of a table that can be read, each behind its rowid; whether they are all."""

    def __init__(self, db: sqlite3.Connection, table: str, columns: str) -> None:
        self.is_whole = True
        self._db = db
        self._select = f'select rowid, {columns} from "{table}" where rowid between ? and ?'
        self._probes = _PROBES

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """From the beginning, from the end, then what lies between, part by part."""
        first, last = -(2**63), 2**63 - 1
        for row in self._read(first, last, "asc"):
            first = row[0] + 1
            yield row
        if self.is_whole:
            return
        for row in self._read(first, last, "desc"):
            last = row[0] - 1
            yield row
        if first > -(2**63) and last < 2**63 - 1:
            yield from self._probe(first, last)

    def _read(self, first: int, last: int, order: str) -> Iterator[tuple[int, ...]]:
        """Rows until there are no more, or one cannot be read."""
        try:
            yield from self._db.execute(f"{self._select} order by rowid {order}", (first, last))
        except sqlite3.DatabaseError:
            self.is_whole = False

    def _probe(self, first: int, last: int) -> Iterator[tuple[int, ...]]:
        """The rows of a range, halved where it cannot be read as one."""
        if first > last or not self._probes:
            return
        self._probes -= 1
        try:
            yield from self._db.execute(self._select, (first, last)).fetchall()
        except sqlite3.DatabaseError:
            if first < last:
                middle = (first + last) // 2
                yield from self._probe(first, middle)
                yield from self._probe(middle + 1, last)


def _drop_orphans(db: Connection) -> int:
    """How many rows were left out since what they belong to is not there."""
    dropped = 0
    with transaction(db):
        while orphans := db.execute("pragma foreign_key_check").fetchall():
            for table, rowid, *_ in orphans:
                dropped += db.execute(f'delete from "{table}" where rowid = ?', (rowid,)).rowcount
    return dropped
