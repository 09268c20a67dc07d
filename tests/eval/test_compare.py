"""Facts of `eval.compare` and `eval.table`."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.compare import compare, judge, load_baseline, save_baseline
from eval.metrics import Interval
from eval.outcome import Case, Figure, Outcome, case_id, locating_words
from eval.table import as_record, as_text

RUN = Outcome(
    name="extraction",
    about="3 items of 1 list",
    figures=(
        Figure("items, F1", 0.8, Interval(0.7, 0.9), of=3),
        Figure("error", 0.1, lower_is_better=True),
        Figure("a plain way", 0.5, guarded=False),
    ),
    cases=(
        Case("a#1", "p. 1: one", True),
        Case("a#2", "p. 1: two", False, "not found"),
        Case("a#3", "p. 2: three", True),
        Case("a#found#9", "p. 2: nine", False, "found, not in the gold", in_gold=False),
    ),
)


def with_figure(name: str, value: float) -> Outcome:
    """The run with one figure changed."""
    figures = [replace(f, value=value) if f.name == name else f for f in RUN.figures]
    return replace(RUN, figures=tuple(figures))


def test_the_first_run_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    """It is printed, says so and exits 0."""
    verdict = judge(RUN, folder=tmp_path)
    text = as_text(verdict)
    assert verdict.code == 0
    assert "No baseline yet" in text
    assert "0.800  0.700 to 0.900" in text
    assert "2 of 3 cases right" in text
    assert "a#found#9" in text


def test_cases_won_and_lost_are_listed(tmp_path: Path) -> None:
    """By id, in whichever direction they went."""
    save_baseline(RUN, tmp_path)
    cases = tuple(replace(c, right=not c.right) if c.in_gold else c for c in RUN.cases)
    changes = compare(replace(RUN, cases=cases), load_baseline("extraction", tmp_path))
    assert [case.id for case in changes.won] == ["a#2"]
    assert [case.id for case in changes.lost] == ["a#1", "a#3"]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("items, F1", 0.8, 0),
        ("items, F1", 0.79995, 0),  # figures are kept to four decimals
        ("items, F1", 0.79, 1),
        ("items, F1", 0.9, 0),
        ("error", 0.11, 1),
        ("error", 0.05, 0),
        ("a plain way", 0.1, 0),
    ],
)
def test_a_figure_that_gets_worse_fails_the_run(
    tmp_path: Path, name: str, value: float, code: int
) -> None:
    """Up is worse for errors; what others' methods do does not matter."""
    save_baseline(RUN, tmp_path)
    verdict = judge(with_figure(name, value), folder=tmp_path)
    assert verdict.code == code
    assert ("WORSE" in as_text(verdict)) == bool(code)


def test_update_makes_the_run_the_baseline(tmp_path: Path) -> None:
    """A worse run, taken as the baseline, passes from then on."""
    save_baseline(RUN, tmp_path)
    worse = with_figure("items, F1", 0.5)
    assert judge(worse, folder=tmp_path).code == 1
    assert judge(worse, update=True, folder=tmp_path).code == 0
    assert judge(worse, folder=tmp_path).code == 0


def test_cases_of_one_id_are_told_apart(tmp_path: Path) -> None:
    """Of two values in one sentence one may be right and one wrong, in every run alike."""
    twice = (Case("a#1", "p. 1: ten", True), Case("a#1", "p. 1: twelve", False))
    judge(replace(RUN, cases=twice), update=True, folder=tmp_path)
    again = judge(replace(RUN, cases=twice), folder=tmp_path)
    assert again.changes
    assert (again.changes.won, again.changes.lost) == ((), ())


def test_other_gold_is_not_compared(tmp_path: Path) -> None:
    """A low figure on other councils is no loss against ours."""
    save_baseline(RUN, tmp_path)
    other = replace(with_figure("items, F1", 0.1), cases=(Case("b#1", "p. 1: one", False),))
    verdict = judge(other, folder=tmp_path)
    assert verdict.code == 0
    assert "other gold" in as_text(verdict)


def test_json_is_one_value_with_everything(tmp_path: Path) -> None:
    """Figures, cases and what changed."""
    save_baseline(RUN, tmp_path)
    record = as_record(judge(with_figure("items, F1", 0.1), folder=tmp_path))
    assert json.loads(json.dumps(record)) == record
    assert record["dropped"] == ["items, F1"]
    assert record["lost"] == []
    assert len(record["cases"]) == 4


def test_a_baseline_holds_no_text_of_a_document(tmp_path: Path) -> None:
    """Ids of the cases that were right, and figures."""
    save_baseline(RUN, tmp_path)
    record = json.loads((tmp_path / "extraction.json").read_text(encoding="utf-8"))
    assert record["right"] == ["a#1", "a#3"]
    assert set(record) == {"gold", "figures", "moves", "right"}


def test_a_figure_may_move_as_far_as_it_does_with_its_vectors(tmp_path: Path) -> None:
    """What moved vectors changed is kept with the baseline, printed, and no loss."""
    moved = [with_figure("items, F1", 0.79), with_figure("items, F1", 0.802)]
    judge(RUN, update=True, moved=moved, folder=tmp_path)
    lower = judge(with_figure("items, F1", 0.79), folder=tmp_path)
    assert lower.code == 0
    assert "0.0101" in as_text(lower)
    assert judge(with_figure("items, F1", 0.788), folder=tmp_path).code == 1


def test_an_id_survives_another_reading() -> None:
    """Line ends, case and bullets are not part of it; words are."""
    assert case_id("a", "• Improve\nplans") == case_id("a", "improve plans")
    assert case_id("a", "improve plans") != case_id("a", "improve the plans")
    assert len(locating_words("one two three four five six seven").split()) == 5
