"""The vectors: what is nearest, and what makes no index."""

import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search import vectors
from index.search.vectors import VectorIndex, Vectors


def unit(*rows: tuple[float, ...]) -> Vectors:
    """Rows of length 1."""
    made = np.array(rows, np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


EAST, NORTH, BETWEEN = (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)


@pytest.fixture
def index() -> VectorIndex:
    """Three passages: one of two sentences, one of one, one between them."""
    return VectorIndex(["a", "a", "b", "c"], unit(EAST, NORTH, NORTH, BETWEEN))


def test_a_passage_ranks_by_its_nearest_sentence(index: VectorIndex) -> None:
    """Each id once, best first."""
    assert len(index) == 3
    assert index.rank(unit((1.0, 0.1))[0], 3) == ["a", "c", "b"]
    assert index.rank(unit(EAST)[0], 1) == ["a"]


def test_only_allowed_passages_are_ranked(index: VectorIndex) -> None:
    """Others are passed over; unknown ids are no error; none allowed, none found."""
    assert index.rank(unit(EAST)[0], 3, ["b", "c", "not held"]) == ["c", "b"]
    assert index.rank(unit(EAST)[0], 3, []) == []


def test_nearness_is_of_the_best_sentence_and_of_the_whole(index: VectorIndex) -> None:
    """A passage wholly about the question is nearer than one with one such sentence."""
    nearness = index.nearness(unit(NORTH)[0], ["b", "a", "c"])
    assert nearness == pytest.approx([1, (1 + 0.5**0.5) / 2, 0.5**0.5], abs=1e-3)


def test_the_rows_of_a_passage_have_a_nearness_each(index: VectorIndex) -> None:
    """In their order; a passage that is not held has none."""
    assert index.nearness_of_rows(unit(NORTH)[0], "a") == pytest.approx([0, 1], abs=1e-3)
    assert index.nearness_of_rows(unit(NORTH)[0], "not held").tolist() == []


def test_an_empty_index_ranks_nothing() -> None:
    """No passages, no results."""
    index = VectorIndex([], np.zeros((0, 2), np.float32))
    assert index.rank(unit(EAST)[0], 3) == []
    assert index.nearness(unit(EAST)[0], []).tolist() == []


def test_a_direction_is_the_mean_of_passages() -> None:
    """A unit vector between them; the rows of one passage count as one."""
    index = VectorIndex(["a", "a", "b"], unit(EAST, EAST, NORTH))
    assert index.direction(["a", "b"]) == pytest.approx(unit((1.0, 1.0))[0])
    assert index.direction(["b"]) == pytest.approx(unit(NORTH)[0])


@pytest.mark.parametrize(
    ("ids", "rows"),
    [
        (["a"], unit(EAST, NORTH)),
        (["a"], np.ones(2, np.float32)),
        (["a", "b"], np.array([EAST, (3.0, 4.0)], np.float32)),
        (["a", "b", "a"], unit(EAST, NORTH, EAST)),
    ],
)
def test_broken_invariants_are_refused_at_birth(ids: list[str], rows: Vectors) -> None:
    """An id for each row, one width, unit length, the rows of an id together."""
    with pytest.raises(ValueError, match=r"ids for|unit length|two places"):
        VectorIndex(ids, rows)


@given(st.lists(st.integers(1, 3), min_size=1, max_size=8), st.integers(0, 2**31))
def test_every_allowed_passage_comes_once(counts: list[int], seed: int) -> None:
    """With room for all, the ranking is a permutation of what is allowed."""
    ids = [f"p{place}" for place, count in enumerate(counts) for _ in range(count)]
    rows = np.random.default_rng(seed).normal(size=(len(ids), 4)).astype(np.float32)
    index = VectorIndex(ids, rows / np.linalg.norm(rows, axis=1, keepdims=True))
    query = np.array([1, 0, 0, 0], np.float32)
    assert sorted(index.rank(query, 100)) == sorted(set(ids))
    allowed = sorted(set(ids))[::2]
    assert sorted(index.rank(query, 100, allowed)) == allowed
    by_number = np.array([id_ in allowed for id_ in index.ids])
    assert index.rank(query, 100, by_number) == index.rank(query, 100, allowed)


def test_rows_are_looked_at_once_for_a_list_and_a_longer_one(
    index: VectorIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same passages; the next question, or other passages, have their own look."""
    looked = []
    look = index._flat.look
    monkeypatch.setattr(index._flat, "look", lambda *asked: looked.append(1) or look(*asked))
    query = unit((1.0, 0.1))[0]
    assert index.rank(query, 1, ahead=3) == ["a"]
    assert index.rank(query, 3) == ["a", "c", "b"]
    assert len(looked) == 1
    assert index.rank(query, 3, ["b", "c"]) == ["c", "b"]
    assert index.rank(unit(NORTH)[0], 3)[0] in ("a", "b")
    assert len(looked) == 3


def test_of_very_many_rows_codes_are_made_once_they_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    """From then on they find what looking at all does; questions of some passages look at those."""
    monkeypatch.setattr(vectors, "_CODED_FROM", 20_000)
    monkeypatch.setattr(vectors, "CODED_AFTER", 10)
    rows, queries = _clustered(20_000)
    index = VectorIndex([f"p{place // 3}" for place in range(len(rows))], rows)
    looked_at_all = [index.rank(query, 100) for query in queries]
    assert index._coding is not None
    _wait_until(lambda: index._coding._made)
    made = index._coding._made
    look, looked = made.look, []
    monkeypatch.setattr(made, "look", lambda *asked: looked.append(1) or look(*asked))
    shares = [
        len({*index.rank(query, 100)} & {*best}) / 100
        for query, best in zip(queries, looked_at_all, strict=True)
    ]
    assert len(looked) == len(queries)
    assert np.mean(shares) > 0.99
    some = index.ids[::2]
    assert {*index.rank(queries[0], 30, some)} <= {*some}
    assert len(looked) == len(queries)


def _clustered(number: int) -> tuple[Vectors, Vectors]:
    """Rows round some directions, as sentences are round subjects, and ten questions."""
    random = np.random.default_rng(5)
    subjects = random.normal(size=(200, 384))
    rows = subjects[random.integers(0, 200, number)] + random.normal(size=(number, 384))
    queries = subjects[:10] + random.normal(size=(10, 384))
    both = np.concatenate([queries, rows]).astype(np.float32)
    both /= np.linalg.norm(both, axis=1, keepdims=True)
    return both[10:], both[:10]


def _wait_until(is_so: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
