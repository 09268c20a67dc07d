"""A run against the committed baseline: cases won and lost, figures that dropped.

A baseline keeps figures and the ids of the cases that were right, no text of any
document. It says which gold it was made from, so a run on other gold is not compared.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.records import digest
from eval.outcome import Case, Figure, Outcome

BASELINES = Path(__file__).with_name("baseline")
# int8 kernels of onnxruntime round differently from processor to processor
TOLERANCE = 0.002


@dataclass(frozen=True)
class Baseline:
    """An earlier run: its figures by name, the cases it had right, the gold it ran on."""

    figures: Mapping[str, float]
    right: frozenset[str]
    gold: str


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


def judge(outcome: Outcome, *, update: bool = False, folder: Path = BASELINES) -> Verdict:
    """A run compared with its baseline; with `update` it becomes the baseline afterwards."""
    baseline = load_baseline(outcome.name, folder)
    if baseline is not None and baseline.gold != gold_digest(outcome):
        changes = None
    else:
        changes = compare(outcome, baseline)
    if update:
        save_baseline(outcome, folder)
    return Verdict(outcome, baseline, changes, accepted=update)


def compare(outcome: Outcome, baseline: Baseline | None) -> Comparison:
    """Cases won and lost, and guarded figures that got worse by more than the tolerance."""
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
    return Baseline(record["figures"], frozenset(record["right"]), record["gold"])


def save_baseline(outcome: Outcome, folder: Path = BASELINES) -> None:
    """Make this run the baseline."""
    record = {
        "gold": gold_digest(outcome),
        "figures": {figure.name: round(figure.value, 4) for figure in outcome.figures},
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
    return worse_by > TOLERANCE
