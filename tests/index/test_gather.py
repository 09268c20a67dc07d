"""Groups hold together by their mean link; what a person says of two places wins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.gather import gather, settle

# Two tight pairs, weakly linked to each other.
PAIRS = np.array(
    [[1, 0.9, 0.2, 0.1], [0.9, 1, 0.1, 0.2], [0.2, 0.1, 1, 0.8], [0.1, 0.2, 0.8, 1]], np.float32
)


@pytest.mark.parametrize(
    ("least", "groups"),
    [(0.1, [[0, 1, 2, 3]]), (0.5, [[0, 1], [2, 3]]), (0.95, [[0], [1], [2], [3]])],
)
def test_the_graph_is_cut_where_it_holds_weakly(least: float, groups: list[list[int]]) -> None:
    """The higher the threshold, the smaller the groups."""
    assert gather(PAIRS, least) == groups


def test_what_is_joined_ends_together_and_what_is_parted_apart() -> None:
    """Against any strength and at any threshold; with the rest of their groups where it can be."""
    assert gather(settle(PAIRS, joined=[(0, 3)], parted=[]), 0.95) == [[0, 3], [1], [2]]
    for least in (0.0, 0.5):
        groups = gather(settle(PAIRS, joined=[], parted=[(0, 1)]), least)
        assert not any({0, 1} <= set(group) for group in groups)


def test_parting_wins_over_joining_through_a_third() -> None:
    """Where people contradict each other, nothing that was parted is joined."""
    groups = gather(settle(PAIRS, joined=[(0, 1), (1, 2)], parted=[(0, 2)]), 0.1)
    assert not any({0, 2} <= set(group) for group in groups)


def test_nothing_and_one_are_gathered_too() -> None:
    """No places, no groups; one place, a group of its own."""
    assert gather(np.zeros((0, 0), np.float32), 0.5) == []
    assert gather(np.ones((1, 1), np.float32), 0.5) == [[0]]


def test_settling_leaves_what_was_given_alone() -> None:
    """The strengths weighed are kept; settled ones are new."""
    before = PAIRS.copy()
    settle(PAIRS, joined=[(0, 3)], parted=[(1, 2)])
    assert np.array_equal(PAIRS, before)


@given(st.integers(1, 12), st.floats(0, 1), st.integers(0, 999))
def test_every_place_is_in_one_group(size: int, least: float, seed: int) -> None:
    """Whatever the strengths."""
    rng = np.random.default_rng(seed)
    strengths = rng.random((size, size), dtype=np.float32)
    groups = gather(np.maximum(strengths, strengths.T), least)
    assert sorted(place for group in groups for place in group) == list(range(size))
