"""Facts about a library: what models worked out comes back as it was kept, of one version alone."""

from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection

import pytest

from corpus.errors import LibraryError
from corpus.records import Report
from corpus.store import connection, library
from corpus.store.connection import open_store
from corpus.store.library import load_worked_out, save_meta, save_worked_out
from corpus.store.reports import remove_source

HELD = {
    b"one": ([0.1, 0.30000000000000004], None),
    b"two": ({"plo": 0.5, "adoption": 0.4}, None),
    b"three": (b"\0\1", None),
}


def test_values_come_back_as_they_were(empty: Connection) -> None:
    """Those asked for and kept, however many are asked for; the first of a digest stays."""
    save_worked_out(empty, "issues", "v1", HELD)
    save_worked_out(empty, "issues", "v1", {b"one": ([1], None), b"four": ([], None)})
    asked = [b"one", b"two", b"three", b"none", *(b"%d" % number for number in range(1200))]
    held = load_worked_out(empty, "issues", "v1", asked)
    assert held == {digest: value for digest, (value, _) in HELD.items()}
    assert list(held[b"two"]) == ["plo", "adoption"]
    assert load_worked_out(empty, "issues", "v1", []) == {}
    assert load_worked_out(empty, "vectors", "v1", asked) == {}


def test_those_of_another_version_are_none(empty: Connection) -> None:
    """They are not read, and go when the first of the other is kept; other kinds stay."""
    assert load_worked_out(empty, "issues", "v1", [b"one"]) == {}
    save_worked_out(empty, "weights", "v1", HELD)
    save_worked_out(empty, "issues", "v1", HELD)
    assert load_worked_out(empty, "issues", "v2", [b"one"]) == {}
    save_worked_out(empty, "issues", "v2", {b"two": ([2], None)})
    assert load_worked_out(empty, "issues", "v2", [b"one", b"two"]) == {b"two": [2]}
    assert load_worked_out(empty, "issues", "v1", [b"one"]) == {}
    assert load_worked_out(empty, "weights", "v1", [b"one"]) == {b"one": HELD[b"one"][0]}


def test_no_more_are_kept_than_so_many(empty: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed addresses cannot fill the disk."""
    monkeypatch.setattr(library, "MOST_KEPT", 3)
    for first in (0, 2, 4):
        fresh = {b"%d" % (first + more): ([], None) for more in range(2)}
        save_worked_out(empty, "weights", "v1", fresh)
    assert empty.execute("select count(*) from worked_out").fetchone() == (3,)


def test_what_was_read_in_a_document_goes_with_it(
    empty: Connection, keep: Callable[..., Report]
) -> None:
    """And is not kept where the document went before it could be; the rest of it is."""
    document = keep("inspection").document
    save_worked_out(empty, "issues", "v1", {b"one": ([1], document.id), b"two": ([2], None)})
    remove_source(empty, document.source.id)
    assert load_worked_out(empty, "issues", "v1", [b"one", b"two"]) == {b"two": [2]}
    save_worked_out(empty, "issues", "v1", {b"one": ([1], document.id), b"three": ([3], None)})
    assert load_worked_out(empty, "issues", "v1", [b"one", b"three"]) == {b"three": [3]}


def test_what_is_damaged_is_said_to_be(empty: Connection) -> None:
    """A value that is no value is never taken for one."""
    save_worked_out(empty, "issues", "v1", HELD)
    empty.execute("update worked_out set value = '{\"pl' where digest = ?", [b"two"])
    with pytest.raises(LibraryError, match="damaged"):
        load_worked_out(empty, "issues", "v1", [b"two"])


def test_weights_of_an_earlier_library_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They had a table of their own; to the last digit they stay."""
    steps = sorted(connection._MIGRATIONS.glob("*.sql"))
    for step in steps[:11]:
        (tmp_path / step.name).write_text(step.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(connection, "_MIGRATIONS", tmp_path)
    earlier = open_store(tmp_path / "library.db", create=True)
    same, related = 0.1, 0.30000000000000004
    earlier.execute("insert into pair_weight values (?, ?, ?)", (b"one", same, related))
    save_meta(earlier, "weights", "v1")
    earlier.close()
    monkeypatch.undo()
    opened = open_store(tmp_path / "library.db")
    assert load_worked_out(opened, "weights", "v1", [b"one"]) == {b"one": [same, related]}
    opened.close()
