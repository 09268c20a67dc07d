"""Fit the topic weigher and say how well it does on threads it was not fitted on.

    python -m eval.training.topic --gold ../shared/gold

Reads `medway/threads.json` (68 issues, each a label and its members) and
`medway/recommendations.json`. A label and each external ask make a pair; the members
are the positives. Figures come from ten folds by thread.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_curve
from sklearn.model_selection import GroupKFold, cross_val_predict

from models.links.features import AskText
from models.links.topic import ARTEFACT, FEATURES, topic_rows
from models.links.weigher import open_weigher
from models.text.encoder import open_encoder

_KINDS = {"recommendation", "area_for_improvement", "priority_action", "direction_requirement"}
_FOLDS = 10


def main() -> None:
    """Fit, print the cross-validated figures, write the artefact."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    rows, labels, groups = _read_pairs(parser.parse_args().gold / "medway")
    # Four features and 117 positives: hardly any need to shrink.
    line = LogisticRegression(C=100.0, max_iter=2000)
    folded = cross_val_predict(
        line, rows, labels, groups=groups, cv=GroupKFold(_FOLDS), method="predict_proba"
    )[:, 1]
    figures = _measure(labels, folded)
    print(json.dumps(figures, indent=1))
    line.fit(rows, labels)
    weights = dict(zip(FEATURES, (round(float(one), 4) for one in line.coef_[0]), strict=True))
    facts = {"weights": weights, "offset": round(float(line.intercept_[0]), 4), "figures": figures}
    ARTEFACT.write_text(json.dumps(facts, indent=1) + "\n", "utf-8")


def _read_pairs(folder: Path) -> tuple[Any, Any, Any]:
    """Rows of features, whether the ask belongs to the thread, and the thread's number."""
    found = json.loads((folder / "recommendations.json").read_text("utf-8"))
    asks = [AskText(row["id"], row["text"]) for row in found if row["kind"] in _KINDS]
    threads = json.loads((folder / "threads.json").read_text("utf-8"))
    weigher = open_weigher(open_encoder())
    members = [{member["rec"] for member in thread["members"]} for thread in threads]
    return (
        np.vstack([topic_rows(thread["label"], asks, weigher) for thread in threads]),
        np.array([ask.id in ids for ids in members for ask in asks]),
        np.repeat(np.arange(len(threads)), len(asks)),
    )


def _measure(labels: Any, folded: Any) -> dict[str, float]:
    precision, recall, _ = precision_recall_curve(labels, folded)
    best = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    likely = folded >= 0.5
    return {
        "pairs": int(labels.size),
        "positives": int(labels.sum()),
        "average_precision": round(float(average_precision_score(labels, folded)), 3),
        "best_f1": round(float(best.max()), 3),
        "precision_where_likely": round(float(labels[likely].mean()), 3),
        "recall_where_likely": round(float(likely[labels].mean()), 3),
    }


if __name__ == "__main__":
    main()
