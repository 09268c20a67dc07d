"""Threads share a store through a few connections, whatever they do at once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.store.connection import open_store, snapshot, transaction
from corpus.store.file.pool import READERS, WRITERS, SharedStore
from corpus.store.library import load_meta, save_meta

THREADS = 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a new store."""
    open_store(tmp_path / "library.db", create=True).close()
    return tmp_path / "library.db"


@pytest.fixture
def store(path: Path) -> Iterator[SharedStore]:
    """It, shared."""
    shared = SharedStore(path)
    yield shared
    shared.close()


def count_descriptors(path: Path) -> int:
    """How many files of a store this process holds open."""
    held = Path("/proc/self/fd").iterdir()
    return sum(str(path) in str(link.readlink()) for link in held if link.is_symlink())


def run_at_once(work: Callable[[], None], threads: int = THREADS) -> list[Exception]:
    """What went wrong in so many threads that did some work at the same time."""
    errors: list[Exception] = []
    together = threading.Barrier(threads)

    def run() -> None:
        together.wait()
        try:
            work()
        except Exception as error:
            errors.append(error)

    started = [threading.Thread(target=run) for _ in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    return errors


def test_bursts_of_threads_leave_no_connections_behind(store: SharedStore, path: Path) -> None:
    """However many threads there ever were."""
    for _ in range(6):
        assert run_at_once(lambda: load_meta(store, "generation")) == []
    assert store.count <= READERS
    assert count_descriptors(path) <= 2 * READERS + 1  # the file and its log; one shared index
    store.close()
    assert store.count == count_descriptors(path) == 0


def test_readers_and_writers_at_once_all_have_their_turn(store: SharedStore) -> None:
    """Writers take turns, and hold up no reader."""

    def add_one() -> None:
        with transaction(store):
            save_meta(store, "count", str(int(load_meta(store, "count") or 0) + 1))
        with snapshot(store):
            assert int(load_meta(store, "count")) <= int(load_meta(store, "count"))

    assert run_at_once(add_one) == []
    assert load_meta(store, "count") == str(THREADS)
    assert store.count <= READERS + WRITERS


def test_a_snapshot_is_of_one_moment_while_others_write(store: SharedStore) -> None:
    """It has one connection from its beginning to its end."""
    with snapshot(store):
        before = load_meta(store, "count")
        run_at_once(lambda: _save(store, "another"), threads=1)
        assert load_meta(store, "count") == before
    assert load_meta(store, "count") == "another"


def _save(store: SharedStore, value: str) -> None:
    with transaction(store):
        save_meta(store, "count", value)


def test_who_waits_too_long_is_told(path: Path) -> None:
    """In plain words; once there is a connection again, it is given."""
    store = SharedStore(path, readers=1, wait_s=0.05)
    with snapshot(store):
        load_meta(store, "generation")
        (error,) = run_at_once(lambda: load_meta(store, "generation"), threads=1)
    assert isinstance(error, LibraryError)
    assert "connections to it are busy" in str(error)
    assert "Try again" in str(error)
    assert load_meta(store, "generation") == "0"
    store.close()


def test_what_fails_gives_its_connection_back(store: SharedStore) -> None:
    """As an error of ours, with where."""
    for _ in range(3 * READERS):
        with pytest.raises(LibraryError, match="no such table"):
            store.execute("select * from no_table")
    assert store.count == 1


def test_a_transaction_that_fails_leaves_nothing(store: SharedStore) -> None:
    """And the thread is in none afterwards."""
    with suppress(RuntimeError), transaction(store):
        save_meta(store, "count", "1")
        raise RuntimeError
    assert not store.in_transaction
    assert load_meta(store, "count") == ""


def test_what_is_in_use_when_it_is_closed_is_closed_afterwards(store: SharedStore) -> None:
    """Nobody's answer is cut off."""
    with snapshot(store):
        load_meta(store, "generation")
        store.close()
        assert store.count == 1
        assert load_meta(store, "generation") == "0"
    assert store.count == 0
