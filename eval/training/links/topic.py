"""Train how typed words are weighed against asks: `throughline train topic --gold DIR`.

Reads `medway/threads.json` (68 issues, each a label and its members) and
`medway/recommendations.json`. A label and each external ask make a pair; the members
are the positives. Figures come from ten folds by thread.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from eval.material.gold import load_medway
from eval.rankings import average_precision, best_f1
from eval.training.record import digest_files, make_record
from models.links.ask_text import AskText
from models.links.ensemble import Floats
from models.links.topic import ARTEFACT, FEATURES, topic_rows
from models.links.weigher import open_weigher
from models.provenance import save_facts
from models.text.encoder import Encoder, open_encoder

_KINDS = {"recommendation", "area_for_improvement", "priority_action", "direction_requirement"}
_FOLDS = 10
_LIKELY = 0.5


def train_topic(gold: Path, into: Path, command: str) -> None:
    """Fit, print the cross-validated figures, write the artefact. Raises GoldError."""
    encoder = open_encoder()
    rows, labels, groups = _read_pairs(gold, encoder)
    # Four features and 117 positives: hardly any need to shrink.
    model = LogisticRegression(C=100.0, max_iter=2000)
    folds = GroupKFold(_FOLDS)
    left_out = cross_val_predict(
        model, rows, labels, groups=groups, cv=folds, method="predict_proba"
    )[:, 1]
    figures = _measure(labels, left_out)
    print(json.dumps(figures, indent=1))
    model.fit(rows, labels)
    weights = dict(zip(FEATURES, (round(weight, 4) for weight in model.coef_[0]), strict=True))
    facts = {"weights": weights, "offset": round(float(model.intercept_[0]), 4), "figures": figures}
    data = digest_files(
        *(gold / "medway" / f"{name}.json" for name in ("threads", "recommendations"))
    )
    save_facts(into / ARTEFACT.name, facts, make_record(command, data, encoder.name))


def _read_pairs(
    gold: Path, encoder: Encoder
) -> tuple[Floats, NDArray[np.bool_], NDArray[np.int64]]:
    """Rows of features, whether the ask belongs to the thread, and the thread's number."""
    recommendations, threads = load_medway(gold, "recommendations"), load_medway(gold, "threads")
    asks = [AskText(row["id"], row["text"]) for row in recommendations if row["kind"] in _KINDS]
    weigher = open_weigher(encoder)
    members = [{member["rec"] for member in thread["members"]} for thread in threads]
    return (
        np.vstack([topic_rows(thread["label"], asks, weigher) for thread in threads]),
        np.array([ask.id in ids for ids in members for ask in asks]),
        np.repeat(np.arange(len(threads)), len(asks)),
    )


def _measure(labels: NDArray[np.bool_], left_out: Floats) -> dict[str, float]:
    likely = left_out >= _LIKELY
    return {
        "pairs": int(labels.size),
        "positives": int(labels.sum()),
        "average_precision": round(average_precision(left_out, labels), 3),
        "best_f1": round(best_f1(left_out, labels), 3),
        "precision_where_likely": round(float(labels[likely].mean()), 3),
        "recall_where_likely": round(float(likely[labels].mean()), 3),
    }
