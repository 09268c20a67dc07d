"""Statements gathered into threads: belonging, silence, joining and parting."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.issues.grouping import Gathered, gather

# Two issues; the first three statements are of one document, the last of another.
CHANCES = np.array([[0.9, 0.1], [0.6, 0.7], [0.1, 0.05], [0.35, 0.1]])
DOCUMENTS = ["d1", "d1", "d1", "d2"]


def gathered(asked: int = -1) -> Gathered:
    """The four statements; one of them may be something asked."""
    return gather(CHANCES, DOCUMENTS, [place == asked for place in range(4)])


def members(found: Gathered) -> list[list[int]]:
    """The places in each thread."""
    return [np.flatnonzero(column).tolist() for column in found.held.T]


def test_a_statement_stands_where_it_likely_belongs_once_twice_or_nowhere() -> None:
    """The second is about both issues, the third about neither."""
    assert members(gathered())[1] == [1]
    assert 1 in members(gathered())[0]
    assert not gathered().held[2].any()


def test_rather_than_silence_the_likeliest_of_a_document_are_taken() -> None:
    """The fourth is the only one of its document; without a document it is left out."""
    assert members(gathered())[0] == [0, 1, 3]
    assert members(gather(CHANCES, ["d1"] * 3 + [""], [False] * 4))[0] == [0, 1]


def test_what_was_asked_belongs_somewhere() -> None:
    """Under its likeliest issue, or, about none of them, in a thread of its own."""
    low = np.array([[0.3, 0.25]])
    assert members(gather(low, [""], [True])) == [[0], []]
    assert members(gather(low, [""], [False])) == [[], []]
    assert members(gathered(asked=2)) == [[0, 1, 3], [1], [2]]


def test_joined_share_the_thread_that_both_likeliest_belong_to() -> None:
    """Those that share one already are left as they are."""
    found = gathered(asked=2)
    assert members(found.join([(0, 2)])) == [[0, 1, 2, 3], [1], [2]]
    assert members(found.join([(0, 1)])) == members(found)


def test_parted_share_no_thread_and_the_likelier_stays() -> None:
    """What is left without a thread stands by itself; nothing is lost."""
    assert members(gathered().part([(0, 1)])) == [[0, 3], [1]]
    assert members(gathered().part([(0, 3)])) == [[0, 1], [1], [3]]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=6),
    st.data(),
)
def test_a_verdict_always_wins(chances: list[tuple[float, float]], data: st.DataObject) -> None:
    """Whatever the chances, two joined are together and two parted are not."""
    count = len(chances)
    found = gather(np.array(chances), ["d"] * count, [True] * count)
    one, other = data.draw(st.permutations(range(count)))[:2]
    joined = found.join([(one, other)])
    assert (joined.held[one] & joined.held[other]).any()
    parted = joined.part([(one, other)])
    assert not (parted.held[one] & parted.held[other]).any()
    assert parted.held[[one, other]].any(axis=1).all()


def test_no_statements() -> None:
    """Nothing to gather, nothing gathered."""
    assert members(gather(np.zeros((0, 2)), [], [])) == [[], []]
