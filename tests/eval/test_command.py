"""Facts of `eval.run` and `eval.command`."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from corpus.errors import GoldError, QueryError
from eval import command
from eval.command import evaluate_all
from eval.outcome import Case, Figure, Outcome
from eval.run import EVALUATIONS, SLOW, evaluate, names_of


def run(name: str, value: float) -> Outcome:
    """An outcome of one figure and one case."""
    return Outcome(name, "one case", (Figure("F1", value),), (Case("a#1", "p. 1", value > 0.5),))


@pytest.fixture
def scores(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """What each evaluation gives, in place of running it."""
    given = dict.fromkeys(EVALUATIONS, 0.9)
    monkeypatch.setattr(command, "evaluate", lambda name, gold: run(name, given[name]))
    monkeypatch.setattr(command, "moved_encoder", lambda seed: nullcontext())
    return given


ON_OWN_PAPERS = {"council-papers"}  # written for this project; no gold is needed


def test_all_is_all_but_the_slow_ones() -> None:
    """OCR and the reports of all councils are asked for by name."""
    assert set(names_of("all")) == set(EVALUATIONS) - SLOW
    assert {"scanned", "search-across"} <= SLOW
    assert names_of("scanned") == ("scanned",)


def test_an_unknown_name_is_wrong_use(tmp_path: Path) -> None:
    """The message lists what there is."""
    with pytest.raises(QueryError, match="recurrence"):
        evaluate("recurence", tmp_path)


@pytest.mark.parametrize("name", [name for name in EVALUATIONS if name not in ON_OWN_PAPERS])
def test_a_folder_without_gold_is_no_result(tmp_path: Path, name: str) -> None:
    """Every evaluation says so, instead of a figure over nothing."""
    with pytest.raises(GoldError, match=str(tmp_path)):
        evaluate(name, tmp_path)


def test_one_figure_that_fell_fails_the_whole(
    scores: dict[str, float], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are printed all the same."""
    assert evaluate_all("all", tmp_path, True, False, tmp_path) == 0
    scores["dates"] = 0.4
    assert evaluate_all("all", tmp_path, False, False, tmp_path) == 1
    printed = capsys.readouterr().out
    assert "WORSE F1: 0.900 then, 0.400 now" in printed
    assert "lost  a#1" in printed
    assert evaluate_all("search", tmp_path, False, False, tmp_path) == 0


def test_json_is_one_value(
    scores: dict[str, float], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An object for one evaluation, a list for all."""
    evaluate_all("dates", tmp_path, False, True, tmp_path)
    assert json.loads(capsys.readouterr().out)["name"] == "dates"
    evaluate_all("all", tmp_path, False, True, tmp_path)
    assert len(json.loads(capsys.readouterr().out)) == len(names_of("all"))
