"""A run against the committed baseline: cases won and lost, figures that dropped.

A baseline keeps figures and the ids of the cases that were right, no text of any
document. It says which gold it was made from, so a run on other gold is not compared, and
how far each figure moves when every vector is moved a little (`eval.perturb`): a figure
that fell by no more than that may have met another processor.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import digest
from eval.outcome import Case, Figure, Outcome, number_repeats

BASELINES = Path(__file__).with_name("baseline")
NO_MOVES: Mapping[str, float] = {}
_ROUNDED = 0.0001  # figures are kept to four decimals


@dataclass(frozen=True)
class Baseline:
    """An earlier run: its figures by name, the cases it had right, the gold it ran on."""

    figures: Mapping[str, float]
    right: frozenset[str]
    gold: str
    moves: Mapping[str, float]  # by how much a figure moves with its vectors; 0 where not named

    def tolerance(self, figure: str) -> float:
        """By how much a figure may be worse without having fallen."""
        return self.moves.get(figure, 0.0) + _ROUNDED


@dataclass(frozen=True)
class Comparison:
    """What changed since the baseline."""

    won: tuple[Case, ...] = ()
    lost: tuple[Case, ...] = ()
    dropped: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """A run with what changed; `changes` is None where the baseline is of other gold.

    `accepted` runs are the new baseline, whatever fell.
    """

    outcome: Outcome
    baseline: Baseline | None
    changes: Comparison | None
    accepted: bool = False

    @property
    def code(self) -> int:
        """1 where a figure fell below the baseline, else 0."""
        return int(bool(self.changes and self.changes.dropped) and not self.accepted)


def judge(
    outcome: Outcome,
    *,
    update: bool = False,
    moved: Sequence[Outcome] = (),
    folder: Path = BASELINES,
) -> Verdict:
    """A run compared with its baseline; with `update` it becomes the baseline afterwards.

    `moved` are the same evaluation's runs over moved vectors, kept with the new baseline.
    """
    outcome = number_repeats(outcome)
    baseline = load_baseline(outcome.name, folder)
    if baseline is not None and baseline.gold != gold_digest(outcome):
        changes = None
    else:
        changes = compare(outcome, baseline)
    if update:
        save_baseline(outcome, folder, measure_moves(outcome, moved))
    return Verdict(outcome, baseline, changes, accepted=update)


def compare(outcome: Outcome, baseline: Baseline | None) -> Comparison:
    """Cases won and lost, and guarded figures that got worse by more than their tolerance."""
    if baseline is None:
        return Comparison()
    cases = outcome.gold_cases
    return Comparison(
        won=tuple(case for case in cases if case.right and case.id not in baseline.right),
        lost=tuple(case for case in cases if not case.right and case.id in baseline.right),
        dropped=tuple(figure for figure in outcome.figures if _dropped(figure, baseline)),
    )


def load_baseline(name: str, folder: Path = BASELINES) -> Baseline | None:
    """The committed baseline of an evaluation; None where there is none yet."""
    path = folder / f"{name}.json"
    if not path.is_file():
        return None
    record = json.loads(path.read_text(encoding="utf-8"))
    return Baseline(record["figures"], frozenset(record["right"]), record["gold"], record["moves"])


def measure_moves(outcome: Outcome, moved: Sequence[Outcome]) -> dict[str, float]:
    """The most by which each figure differs between a run and those over moved vectors."""
    runs = [{figure.name: figure.value for figure in run.figures} for run in moved]
    differences = {
        figure.name: max((abs(run[figure.name] - figure.value) for run in runs), default=0.0)
        for figure in outcome.figures
    }
    return {name: round(most, 4) for name, most in differences.items() if round(most, 4)}


def save_baseline(
    outcome: Outcome, folder: Path = BASELINES, moves: Mapping[str, float] = NO_MOVES
) -> None:
    """Make this run the baseline."""
    record = {
        "gold": gold_digest(outcome),
        "figures": {figure.name: round(figure.value, 4) for figure in outcome.figures},
        "moves": dict(moves),
        "right": sorted(case.id for case in outcome.gold_cases if case.right),
    }
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    (folder / f"{outcome.name}.json").write_text(text, encoding="utf-8")


def gold_digest(outcome: Outcome) -> str:
    """Which cases the gold asked about: equal for two runs on the same gold."""
    return digest(*sorted(case.id for case in outcome.gold_cases))


def _dropped(figure: Figure, baseline: Baseline) -> bool:
    before = baseline.figures.get(figure.name)
    if before is None or not figure.guarded:
        return False
    worse_by = figure.value - before if figure.lower_is_better else before - figure.value
    return worse_by > baseline.tolerance(figure.name)
