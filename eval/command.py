"""What `throughline eval` does: run, compare with the baseline, print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from eval.compare import BASELINES, judge
from eval.outcome import Outcome
from eval.perturb import moved_encoder
from eval.run import ALL, WITHOUT_VECTORS, evaluate, names_of
from eval.table import as_record, as_text

_SEEDS = (1, 2)  # of moved encoders; each costs one more run of `--update`


def evaluate_all(
    name: str, gold: Path, update: bool, as_json: bool, baselines: Path = BASELINES
) -> int:
    """Run an evaluation, or `all`, and print each; 1 where a figure fell below its baseline.

    With `update` the run becomes the baseline, and nothing counts as fallen; it is run again
    over moved vectors, to know how far a figure moves without a reason. As JSON it is one
    object, of `all` a list of them.
    """
    records, code = [], 0
    for evaluation in names_of(name):
        moved = list(_evaluate_moved(evaluation, gold)) if update else []
        verdict = judge(evaluate(evaluation, gold), update=update, moved=moved, folder=baselines)
        code = max(code, verdict.code)
        if as_json:
            records.append(as_record(verdict))
        else:
            print(as_text(verdict), end="\n\n", flush=True)
    if as_json:
        print(json.dumps(records if name == ALL else records[0], indent=1, ensure_ascii=False))
    return code


def _evaluate_moved(name: str, gold: Path) -> Iterator[Outcome]:
    """The same evaluation over moved vectors, where vectors take part in it."""
    for seed in _SEEDS if name not in WITHOUT_VECTORS else ():
        with moved_encoder(seed=seed):
            yield evaluate(name, gold)
