"""A verdict on a run in plain English, or as one JSON object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from eval.compare import Comparison, Verdict
from eval.outcome import Case, Figure, Outcome

SHOWN = 40  # wrong cases printed; the JSON has them all


def as_record(verdict: Verdict) -> dict[str, Any]:
    """Figures, cases and what changed, ready for JSON."""
    outcome, changes = verdict.outcome, verdict.changes or Comparison()
    return {
        "name": outcome.name,
        "about": outcome.about,
        "figures": [asdict(figure) for figure in outcome.figures],
        "cases": [asdict(case) for case in outcome.cases],
        "compared": verdict.baseline is not None and verdict.changes is not None,
        "won": [case.id for case in changes.won],
        "lost": [case.id for case in changes.lost],
        "dropped": [figure.name for figure in changes.dropped],
    }


def as_text(verdict: Verdict) -> str:
    """The figures as a table, then what is wrong, then what changed."""
    return "\n".join(_lines(verdict))


def _lines(verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.outcome.name}: {verdict.outcome.about}"
    yield ""
    yield from _table(verdict)
    yield ""
    yield from _wrong(verdict.outcome)
    yield from _changes(verdict)


def _table(verdict: Verdict) -> Iterator[str]:
    figures = verdict.outcome.figures
    compared = verdict.baseline if verdict.changes else None
    width = max((len(figure.name) for figure in figures), default=0)
    yield f"{'':{width}}  figure  95 % by council   cases  baseline  tolerance"
    for figure in figures:
        earlier = compared.figures.get(figure.name) if compared else None
        known = (
            f"{earlier:8.3f}  {compared.tolerance(figure.name):9.4f}"
            if compared and earlier is not None
            else f"{'-':>8}  {'-':>9}"
        )
        yield (
            f"{figure.name:{width}}  {figure.value:6.3f}  {_interval(figure):15}"
            f"  {figure.of:6}  {known}"
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


def _changes(verdict: Verdict) -> Iterator[str]:
    baseline, changes = verdict.baseline, verdict.changes
    if baseline is None:
        yield "No baseline yet: --update makes this run the baseline."
    elif changes is None:
        yield "The baseline was made on other gold: not compared."
    else:
        yield f"Since the baseline: {len(changes.won)} won, {len(changes.lost)} lost."
        yield from (_case("won", case) for case in changes.won)
        yield from (_case("lost", case) for case in changes.lost)
        for figure in changes.dropped:
            then = baseline.figures[figure.name]
            allowed = f"{baseline.tolerance(figure.name):.4f} may come from the processor"
            yield f"  WORSE {figure.name}: {then:.3f} then, {figure.value:.3f} now ({allowed})"


def _case(mark: str, case: Case) -> str:
    return f"  {mark:5} {case.id}  {case.label}" + (f"  ({case.note})" if case.note else "")
