"""Train the weigher on judged pairs and print how well it does on councils left out.

    python -m models.train_weigher --gold ../shared/gold

Reads `recurrence-train`, prints cross-validated figures (councils are split, never
pairs), fits on all of it and writes `models/weigher.npz` and `.json`. `--measure` also
prints the figures on `recurrence`, six councils that are kept for measuring: look at
them rarely. Seeds are fixed; the same input gives the same artefact.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_curve
from sklearn.preprocessing import StandardScaler

from corpus.errors import GoldError
from models.encoder import open_encoder
from models.features import AskText, Pair, Rarity, compare, count_rarity, feature_names, read_ask
from models.forest import Floats, Forest, Line, probability
from models.weigher import ARTEFACT, Encode, Judge, WeigherModel, make_ready, save_model

_FOLDS = 10
_BAGS = 5  # forests averaged: one alone moves by 0.01 with its seed
_RESAMPLES = 1000

Mask = NDArray[np.bool_]
Grades = NDArray[np.int64]


@dataclass(frozen=True)
class JudgedPair:
    """A pair of asks, its grade (2 same, 1 related, 0 neither) and its council."""

    pair: Pair
    grade: int
    council: str


@dataclass(frozen=True)
class Judged:
    """Judged pairs as arrays: a row of features, a grade and a council each."""

    rows: Floats
    grades: Grades
    councils: NDArray[np.str_]

    def only(self, mask: Mask) -> Judged:
        """The pairs a mask keeps."""
        return Judged(self.rows[mask], self.grades[mask], self.councils[mask])


# --- reading the judged pairs ----------------------------------------------


def read_judged(folder: Path) -> list[JudgedPair]:
    """Every pair of every council's file of a folder: earlier report to each later one."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"{folder}: no judged councils (*.json) here; give --gold DIR")
    return [pair for path in paths for pair in _read_council(path)]


def _read_council(path: Path) -> Iterable[JudgedPair]:
    try:
        facts = json.loads(path.read_text("utf-8"))
        grades = {(link["earlier"], link["later"]): link["grade"] for link in facts["links"]}
        reports = [_read_report(report) for report in facts["reports"]]
    except (OSError, ValueError, KeyError) as error:
        raise GoldError(f"{path}: not a file of judged pairs ({error})") from error
    for place, earlier in enumerate(reports):
        for one, other in (
            (one, other) for one in earlier for later in reports[place + 1 :] for other in later
        ):
            yield JudgedPair(Pair(one, other), grades.get((one.id, other.id), 0), path.stem)


def _read_report(report: dict[str, Any]) -> list[AskText]:
    published = date.fromisoformat(report["published"])
    return [
        AskText(
            item["id"],
            item["text"],
            item.get("addressee", ""),
            published=published,
            document=report["file"],
        )
        for item in report["recommendations"]
    ]


def rarity_of(pairs: Sequence[JudgedPair]) -> Rarity:
    """How rare words and objects are over the asks of given pairs, each ask once."""
    asks = dict.fromkeys(
        ask for judged in pairs for ask in (judged.pair.earlier, judged.pair.later)
    )
    return count_rarity([read_ask(ask) for ask in asks])


def judge_rows(pairs: Sequence[JudgedPair], rarity: Rarity, encoder: Encode) -> Judged:
    """The features of each judged pair."""
    asks = list(dict.fromkeys(ask for one in pairs for ask in (one.pair.earlier, one.pair.later)))
    ready = dict(zip(asks, make_ready(asks, rarity, encoder), strict=True))
    rows = [compare(ready[one.pair.earlier], ready[one.pair.later], rarity) for one in pairs]
    return Judged(
        np.array([list(row.values()) for row in rows], dtype=np.float64),
        np.array([one.grade for one in pairs]),
        np.array([one.council for one in pairs]),
    )


# --- fitting ---------------------------------------------------------------


def fit_judge(rows: Floats, truth: Mask, seed: int = 0) -> Judge:
    """Trees and a line fitted to a yes-or-no question, not yet calibrated."""
    trees = [_fit_trees(rows, truth, seed + bag) for bag in range(_BAGS)]
    return Judge(_to_forest(trees), _fit_line(rows, truth), 1.0, 0.0)


def _fit_trees(rows: Floats, truth: Mask, seed: int) -> HistGradientBoostingClassifier:
    # Small, slow, well-shrunk trees: 290 pairs of grade 2 carry no more.
    return HistGradientBoostingClassifier(
        max_iter=200,
        learning_rate=0.04,
        max_leaf_nodes=10,
        min_samples_leaf=15,
        l2_regularization=5.0,
        max_features=0.3,
        early_stopping=False,
        random_state=seed,
    ).fit(rows, truth)


def _fit_line(rows: Floats, truth: Mask) -> Line:
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.05, max_iter=3000).fit(scaler.transform(rows), truth)
    return Line(scaler.mean_, scaler.scale_, model.coef_[0], np.array(model.intercept_[0]))


def _to_forest(models: Sequence[HistGradientBoostingClassifier]) -> Forest:
    """Several fitted boosters as one forest whose log odds are their average."""
    trees = [tree[0].nodes for model in models for tree in model._predictors]
    width = max(len(nodes) for nodes in trees)
    start = float(np.mean([model._baseline_prediction.item() for model in models]))
    return Forest(
        _stack(trees, width, lambda nodes: nodes["feature_idx"]).astype(np.int32),
        _stack(trees, width, lambda nodes: nodes["num_threshold"]),
        _stack(trees, width, _lefts).astype(np.int32),
        _stack(trees, width, _rights).astype(np.int32),
        _stack(trees, width, lambda nodes: nodes["value"] / len(models)),
        np.array(start),
        np.array(max(int(nodes["depth"].max()) for nodes in trees), dtype=np.int32),
    )


def _stack(trees: Sequence[Any], width: int, take: Callable[[Any], Any]) -> Floats:
    table = np.zeros((len(trees), width))
    for row, nodes in zip(table, trees, strict=True):
        row[: len(nodes)] = take(nodes)
    return table


def _lefts(nodes: Any) -> Any:
    return np.where(nodes["is_leaf"] == 1, np.arange(len(nodes)), nodes["left"])


def _rights(nodes: Any) -> Any:
    return np.where(nodes["is_leaf"] == 1, np.arange(len(nodes)), nodes["right"])


def left_out(judged: Judged, least_grade: int) -> Floats:
    """The log odds of every pair, from a fit that never saw its council: (pairs,)."""
    found = np.zeros(len(judged.grades))
    for fold in split_councils(judged.councils):
        rest = judged.only(~fold)
        judge = fit_judge(rest.rows, rest.grades >= least_grade)
        found[fold] = judge.log_odds(judged.rows[fold])
    return found


def split_councils(councils: NDArray[np.str_], seed: int = 0) -> list[Mask]:
    """Masks of the pairs of each fold; a council is in one fold alone."""
    names = np.random.default_rng(seed).permutation(np.unique(councils))
    return [np.isin(councils, names[place::_FOLDS]) for place in range(_FOLDS)]


def calibrate(judge: Judge, log_odds: Floats, truth: Mask) -> Judge:
    """The judge with the slope and offset that fit left-out log odds to the truth."""
    model = LogisticRegression(C=1e6).fit(log_odds[:, None], truth)
    return Judge(judge.forest, judge.line, float(model.coef_[0, 0]), float(model.intercept_[0]))


# --- measuring -------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """How well probabilities tell the grades: `same` with grade 1 left out, `related` with all."""

    same_precision: float  # average precision, grade 2
    same_f1: float  # at the best threshold
    related_precision: float  # average precision, grade 1 or 2
    calibration_error: float  # of `same`, ten bins of equal width


def measure(grades: Grades, same: Floats, related: Floats) -> Figures:
    """The figures over all given pairs together."""
    clear = grades != 1
    truth, shown = grades[clear] == 2, same[clear]
    precision, recall, _ = precision_recall_curve(truth, shown)
    return Figures(
        float(average_precision_score(truth, shown)),
        float((2 * precision * recall / np.maximum(precision + recall, 1e-9)).max()),
        float(average_precision_score(grades > 0, related)),
        calibration_error(truth, shown),
    )


def calibration_error(truth: Mask, shown: Floats, bins: int = 10) -> float:
    """The mean gap between shown and true share over bins of equal width, weighted by size."""
    place = np.minimum((shown * bins).astype(int), bins - 1)
    gaps = [
        abs(truth[place == one].mean() - shown[place == one].mean()) * (place == one).mean()
        for one in np.unique(place)
    ]
    return float(sum(gaps))


def interval(
    councils: NDArray[np.str_], grades: Grades, same: Floats, related: Floats
) -> tuple[Figures, Figures]:
    """The 2.5 % and 97.5 % ends of each figure when councils are drawn again and again."""
    places = [np.flatnonzero(councils == name) for name in np.unique(councils)]
    draw = np.random.default_rng(0)
    drawn = []
    for _ in range(_RESAMPLES):
        chosen = np.concatenate([places[i] for i in draw.integers(len(places), size=len(places))])
        if (grades[chosen] == 2).any():
            found = measure(grades[chosen], same[chosen], related[chosen])
            drawn.append(list(vars(found).values()))
    low, high = np.percentile(np.array(drawn), [2.5, 97.5], axis=0)
    return Figures(*map(float, low)), Figures(*map(float, high))


def print_figures(title: str, judged: Judged, same: Floats, related: Floats) -> None:
    """One line a figure, with its interval by council."""
    found = measure(judged.grades, same, related)
    low, high = interval(judged.councils, judged.grades, same, related)
    print(f"{title}: {len(np.unique(judged.councils))} councils, {len(judged.grades)} pairs")
    for name, value in vars(found).items():
        print(f"  {name:20s}{value:.3f}  ({getattr(low, name):.3f} to {getattr(high, name):.3f})")


# --- the whole -------------------------------------------------------------


def train(judged: Judged, rarity: Rarity, encoder: str) -> WeigherModel:
    """The weigher fitted on all judged pairs, calibrated on left-out log odds; prints those."""
    judges = []
    shown = []
    for least_grade in (2, 1):
        truth = judged.grades >= least_grade
        odds = left_out(judged, least_grade)
        judge = calibrate(fit_judge(judged.rows, truth), odds, truth)
        judges.append(judge)
        shown.append(probability(judge.offset + judge.slope * odds))
    print_figures("cross-validated", judged, *shown)
    return WeigherModel(judges[0], judges[1], rarity, encoder, feature_names())


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, print and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of hand-checked answers")
    parser.add_argument("--out", type=Path, default=ARTEFACT)
    parser.add_argument("--measure", action="store_true", help="also on the six kept councils")
    options = parser.parse_args(arguments)
    encoder = open_encoder()
    pairs = read_judged(options.gold / "recurrence-train")
    rarity = rarity_of(pairs)
    model = train(judge_rows(pairs, rarity, encoder), rarity, encoder.name)
    save_model(model, options.out)
    if options.measure:
        kept = judge_rows(read_judged(options.gold / "recurrence"), rarity, encoder)
        same, related = (judge.probabilities(kept.rows) for judge in (model.same, model.related))
        print_figures("kept for measuring", kept, same, related)


if __name__ == "__main__":
    main()
