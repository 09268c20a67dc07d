"""A run against the committed baseline: cases won and lost, figures that dropped.

A baseline keeps figures and the ids of the cases that were right, no text of any
document. It says which gold it was made from, so a run on other gold is not compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.records import digest
from eval.outcome import Case, Figure, Outcome

BASELINES = Path(__file__).with_name("baseline")
# int8 kernels of onnxruntime round differently from processor to processor
TOLERANCE = 0.002
SHOWN = 40  # wrong cases printed in a table; `--json` has them all


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


def report(
    outcome: Outcome, *, update: bool = False, as_json: bool = False, folder: Path = BASELINES
) -> tuple[str, int]:
    """The text to print and the exit code: 1 where a figure fell below the baseline.

    With `update` this run becomes the baseline, after it was compared with the old one.
    """
    baseline = load_baseline(outcome.name, folder)
    changes = compare(outcome, baseline) if _is_same_gold(outcome, baseline) else None
    if update:
        save_baseline(outcome, folder)
    text = _as_json(outcome, changes) if as_json else "\n".join(_lines(outcome, baseline, changes))
    worse = changes is not None and bool(changes.dropped) and not update
    return text, int(worse)


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


def _is_same_gold(outcome: Outcome, baseline: Baseline | None) -> bool:
    return baseline is not None and baseline.gold == gold_digest(outcome)


def _dropped(figure: Figure, baseline: Baseline) -> bool:
    before = baseline.figures.get(figure.name)
    if before is None or not figure.guarded:
        return False
    worse_by = figure.value - before if figure.lower_is_better else before - figure.value
    return worse_by > TOLERANCE


# --- printing --------------------------------------------------------------


def _as_json(outcome: Outcome, changes: Comparison | None) -> str:
    record: dict[str, Any] = {
        "name": outcome.name,
        "about": outcome.about,
        "figures": [asdict(figure) for figure in outcome.figures],
        "cases": [asdict(case) for case in outcome.cases],
        "compared": changes is not None,
    }
    if changes is not None:
        record["won"] = [case.id for case in changes.won]
        record["lost"] = [case.id for case in changes.lost]
        record["dropped"] = [figure.name for figure in changes.dropped]
    return json.dumps(record, indent=1, ensure_ascii=False)


def _lines(
    outcome: Outcome, baseline: Baseline | None, changes: Comparison | None
) -> Iterator[str]:
    yield f"{outcome.name}: {outcome.about}"
    yield ""
    yield from _table(outcome.figures, baseline if changes is not None else None)
    yield ""
    yield from _wrong(outcome)
    yield from _changes(baseline, changes)


def _table(figures: Iterable[Figure], baseline: Baseline | None) -> Iterator[str]:
    figures = list(figures)
    width = max((len(figure.name) for figure in figures), default=0)
    before = baseline.figures if baseline else {}
    yield f"{'':{width}}  figure  95 % by council   cases  baseline"
    for figure in figures:
        earlier = f"{before[figure.name]:8.3f}" if figure.name in before else f"{'-':>8}"
        yield (
            f"{figure.name:{width}}  {figure.value:6.3f}  {_interval(figure):15}"
            f"  {figure.of:6}  {earlier}"
        )


def _interval(figure: Figure) -> str:
    if figure.interval is None:
        return "-"
    return f"{figure.interval.low:.3f} to {figure.interval.high:.3f}"


def _wrong(outcome: Outcome) -> Iterator[str]:
    wrong = [case for case in outcome.cases if not case.right]
    right = sum(case.right for case in outcome.gold_cases)
    yield f"{right} of {len(outcome.gold_cases)} cases right."
    yield from (_case("wrong", case) for case in wrong[:SHOWN])
    if len(wrong) > SHOWN:
        yield f"  ... and {len(wrong) - SHOWN} more; --json lists all"


def _changes(baseline: Baseline | None, changes: Comparison | None) -> Iterator[str]:
    if changes is None:
        yield (
            "No baseline yet: --update makes this run the baseline."
            if baseline is None
            else "The baseline was made on other gold: not compared."
        )
        return
    yield f"Since the baseline: {len(changes.won)} won, {len(changes.lost)} lost."
    yield from (_case("won", case) for case in changes.won)
    yield from (_case("lost", case) for case in changes.lost)
    for figure in changes.dropped:
        before = baseline.figures[figure.name] if baseline else 0.0
        yield f"  WORSE {figure.name}: {before:.3f} then, {figure.value:.3f} now"


def _case(mark: str, case: Case) -> str:
    return f"  {mark:5} {case.id}  {case.label}" + (f"  ({case.note})" if case.note else "")
