"""What `throughline eval` does: run, compare with the baseline, print."""

from __future__ import annotations

import json
from pathlib import Path

from eval.compare import BASELINES, judge
from eval.run import ALL, evaluate, names_of
from eval.table import as_record, as_text


def evaluate_all(
    name: str, gold: Path, update: bool, as_json: bool, baselines: Path = BASELINES
) -> int:
    """Run an evaluation, or `all`, and print each; 1 where a figure fell below its baseline.

    With `update` the run becomes the baseline, and nothing counts as fallen. As JSON it
    is one object, of `all` a list of them.
    """
    records, code = [], 0
    for one in names_of(name):
        verdict = judge(evaluate(one, gold), update=update, folder=baselines)
        code = max(code, verdict.code)
        if as_json:
            records.append(as_record(verdict))
        else:
            print(as_text(verdict), end="\n\n", flush=True)
    if as_json:
        print(json.dumps(records if name == ALL else records[0], indent=1, ensure_ascii=False))
    return code
