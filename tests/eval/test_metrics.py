"""Facts of `eval.metrics`."""

import numpy as np

from eval.metrics import Counts, add_counts, bootstrap, compare_items, match_items, split_words


def test_ratios_come_last() -> None:
    """A report of one item right and one of nine wrong make one in ten, not a half."""
    total = add_counts([Counts(1, 1, 1), Counts(0, 9, 9)])
    assert total == Counts(1, 10, 10)
    assert total.precision == total.recall == total.f1 == 0.1


def test_nothing_asked_and_nothing_found_is_right() -> None:
    """A report without recommendations, read as such, costs nothing."""
    assert Counts().f1 == Counts().precision == Counts().recall == 1.0
    assert Counts(0, 1, 0).f1 == 0.0


def test_only_words_count() -> None:
    """Case, glyphs, white space and punctuation do not make two texts differ."""
    printed = "• Improve  plans,\nso they’re clear"
    assert compare_items(printed, "improve plans so they re clear") == 1
    assert split_words("") == ()


def test_an_item_cut_short_is_not_the_item() -> None:
    """A sub-point left out of a long item drops it below 0.9."""
    whole = "improve supervision so that it is regular recorded reflective and checked by managers"
    assert match_items([whole.rsplit(" ", 3)[0]], [whole]) == {}
    assert match_items([whole.rsplit(" ", 1)[0]], [whole]) == {0: 0}


def test_the_most_similar_are_matched_first() -> None:
    """A near copy does not take the place of the item itself."""
    gold = [f"improve the {it} of all the plans for each child" for it in ("quality", "number")]
    assert match_items(gold[::-1], gold) == {0: 1, 1: 0}
    near = gold[0].replace("improve", "raise")
    assert match_items([near, gold[0]], [gold[0]]) == {0: 1}


def test_each_found_item_is_used_once() -> None:
    """Two equal gold items need two found ones."""
    assert match_items(["improve plans"], ["improve plans", "improve plans"]) == {0: 0}


def test_an_interval_holds_the_figure_and_stays_the_same() -> None:
    """Two runs give one interval, around the figure; one council gives none."""
    counts = {str(place): Counts(place, 10, 10) for place in range(1, 11)}

    def f1(drawn: list[Counts]) -> float:
        return add_counts(drawn).f1

    first = bootstrap(counts, f1)
    assert first is not None
    assert first == bootstrap(counts, f1)
    assert first.low < f1(list(counts.values())) < first.high
    assert bootstrap({"one": Counts(1, 1, 1)}, f1) is None


def test_draws_without_a_figure_are_left_out() -> None:
    """Councils where nothing recurs may be drawn alone; the interval survives."""
    found = bootstrap({"a": 1.0, "b": float("nan")}, lambda drawn: float(np.sum(drawn)))
    assert found is not None
    assert found.low == found.high == 2.0
