"""Texts run together are of like length, none left out, and cost no more than in fixed batches."""

import random

import pytest

from models.text.batches import list_batches

_RUN = 9  # tokens that a run costs


def cost_of(batches: list[list[int]], lengths: list[int]) -> int:
    """What batches cost: their padded tokens and their runs."""
    return sum(_RUN + len(batch) * max(lengths[place] for place in batch) for batch in batches)


def test_every_text_is_run_once_the_longest_first() -> None:
    """Also one longer than a batch may be, and none where there are none."""
    lengths = [5, 2000, 900, 5, 30, 1]
    places = [place for batch in list_batches(lengths) for place in batch]
    assert sorted(places) == list(range(6))
    assert [lengths[place] for place in places] == sorted(lengths, reverse=True)
    assert list_batches([]) == []


@pytest.mark.parametrize("seed", range(3))
def test_padding_and_runs_cost_less_than_in_batches_of_sixteen(seed: int) -> None:
    """Of sentences as long as a report has them; no batch takes more memory than one did."""
    draw = random.Random(seed)
    lengths = [max(3, int(draw.gauss(26, 12))) for _ in range(350)]
    batches = list_batches(lengths)
    in_order = sorted(range(350), key=lambda place: -lengths[place])
    fixed = [in_order[start : start + 16] for start in range(0, 350, 16)]
    assert cost_of(batches, lengths) < cost_of(fixed, lengths)
    assert cost_of(batches, lengths) < 1.1 * sum(lengths)
    assert all(len(batch) * lengths[batch[0]] <= 1024 for batch in batches)
