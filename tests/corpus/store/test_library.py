"""Facts about a library: weights of pairs come back as they were kept, of one version alone."""

from sqlite3 import Connection

import pytest

from corpus.store import library
from corpus.store.library import load_weights, save_weights

HELD = {b"one": (0.1, 0.30000000000000004), b"two": (1.0, 1.0)}


def test_weights_come_back_to_the_last_digit(empty: Connection) -> None:
    """Those asked for and kept, however many are asked for; a pair keeps its first weight."""
    save_weights(empty, "v1", HELD)
    save_weights(empty, "v1", {b"one": (0.5, 0.5), b"three": (0.0, 0.2)})
    asked = [b"one", b"none", b"three", *(b"%d" % number for number in range(1200))]
    assert load_weights(empty, "v1", asked) == {b"one": HELD[b"one"], b"three": (0.0, 0.2)}
    assert load_weights(empty, "v1", []) == {}


def test_those_of_another_version_are_none(empty: Connection) -> None:
    """They are not read, and go when the first of the other is kept."""
    assert load_weights(empty, "v1", [b"one"]) == {}
    save_weights(empty, "v1", HELD)
    assert load_weights(empty, "v2", [b"one"]) == {}
    save_weights(empty, "v2", {b"two": (0.0, 0.1)})
    assert load_weights(empty, "v2", [b"one", b"two"]) == {b"two": (0.0, 0.1)}
    assert load_weights(empty, "v1", [b"one"]) == {}


def test_no_more_are_kept_than_so_many(empty: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed addresses cannot fill the disk."""
    monkeypatch.setattr(library, "MOST_KEPT", 3)
    for first in (0, 2, 4):
        save_weights(empty, "v1", {b"%d" % (first + more): (0.0, 0.0) for more in range(2)})
    assert empty.execute("select count(*) from pair_weight").fetchone() == (3,)
