"""Facts of `ingest.read.layout.rotation`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.layout.rotation import Turn

ANGLES = (0, 90, 180, 270)
WIDTH, HEIGHT = 600, 800
across = st.integers(0, WIDTH)
down = st.integers(0, HEIGHT)


@given(st.sampled_from(ANGLES), across, across, down, down)
def test_there_and_back_is_the_same_box(angle: int, a: int, b: int, c: int, d: int) -> None:
    """Whichever way the text runs."""
    turn = Turn(angle, WIDTH, HEIGHT)
    box = (min(a, b), min(c, d), max(a, b), max(c, d))
    assert turn.back(turn.level(box)) == box


@given(st.sampled_from(ANGLES), across, across, down, down)
def test_a_turned_box_lies_on_the_turned_page(angle: int, a: int, b: int, c: int, d: int) -> None:
    """Its left end stays left of its right end, its top above its foot."""
    turn = Turn(angle, WIDTH, HEIGHT)
    x0, top, x1, bottom = turn.level((min(a, b), min(c, d), max(a, b), max(c, d)))
    assert 0 <= x0 <= x1 <= turn.size[0]
    assert 0 <= top <= bottom <= turn.size[1]


@pytest.mark.parametrize(
    ("angle", "size"), [(0, (600, 800)), (90, (800, 600)), (180, (600, 800)), (270, (800, 600))]
)
def test_a_page_on_its_side_is_as_wide_as_it_was_high(
    angle: int, size: tuple[float, float]
) -> None:
    """Upside down changes nothing of it."""
    assert Turn(angle, WIDTH, HEIGHT).size == size


def test_text_that_runs_upwards_starts_at_the_foot() -> None:
    """What stands lowest on the page as shown is the first to be read."""
    turn = Turn(90, WIDTH, HEIGHT)
    first, last = (100, 700, 112, 780), (100, 20, 112, 100)
    assert turn.level(first)[0] < turn.level(last)[0]
