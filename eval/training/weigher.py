"""Train the weigher on judged pairs and print how well it does on councils left out.

    python -m eval.training.weigher --gold ../shared/gold --extracts DIR [--texts DIR]

Reads `recurrence-train` and, where DIR holds what `throughline extract` prints for the
files that `judged_more.json` names, those pairs too, and the pairs of two councils that
`judged_across.json` names. Learns the words of the field from the texts of a folder, or
takes those of the committed weigher. Prints figures for councils left out (councils are
split, never pairs), fits on all of it and writes `models/artefacts/weigher.npz` and `.json`.
`--measure` also prints the figures on `recurrence`, six councils that are kept for
measuring: look at them rarely. Seeds are fixed; the same input gives the same
artefact.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from eval.training.word_vectors import learn_field, read_texts
from models.links.ask_text import AskText, Pair, Rarity, count_rarity, read_ask
from models.links.ensemble import Floats, Forest, Line
from models.links.features import Known, Weighted, compare, feature_names
from models.links.lexicon import plain
from models.links.object_prior import Bonds
from models.links.weigher import (
    ARTEFACT,
    Encode,
    Judge,
    Settled,
    WeigherModel,
    load_field,
    make_ready,
    save_model,
)
from models.links.word_vectors import Field
from models.text.encoder import open_encoder

_MORE = Path(__file__).parent / "labels" / "judged_more.json"
_ACROSS = Path(__file__).parent / "labels" / "judged_across.json"
_FOLDS = 10
_BAGS = 5  # forests averaged: one alone moves by 0.01 with its seed
_BAGS_LEFT_OUT = 2  # for figures on councils left out: five move them by less than 0.001
_RESAMPLES = 1000

Mask = NDArray[np.bool_]
Grades = NDArray[np.int64]


@dataclass(frozen=True)
class JudgedPair:
    """A pair of asks, its grade (2 same, 1 related, 0 neither) and its council.

    `other` is the council of the later ask, where that is another one.
    """

    pair: Pair
    grade: int
    council: str
    other: str = ""


# --- reading the judged pairs ----------------------------------------------


def read_judged(folder: Path) -> list[JudgedPair]:
    """Every pair of every council's file of a folder: earlier report to each later one."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"{folder}: no judged councils (*.json) here; give --gold DIR")
    return [pair for path in paths for pair in _read_council(path)]


def _read_council(path: Path) -> Iterator[JudgedPair]:
    try:
        facts = json.loads(path.read_text("utf-8"))
        grades = {(link["earlier"], link["later"]): link["grade"] for link in facts["links"]}
        reports = [_read_report(report) for report in facts["reports"]]
    except (OSError, ValueError, KeyError) as error:
        raise GoldError(f"{path}: not a file of judged pairs ({error})") from error
    yield from _pair_up(path.stem, reports, grades)


def _pair_up(
    council: str, reports: Sequence[Sequence[AskText]], grades: Mapping[tuple[str, str], int]
) -> Iterator[JudgedPair]:
    """Each ask with each of every later report; a pair without a grade is neither."""
    for place, earlier in enumerate(reports):
        later = [ask for report in reports[place + 1 :] for ask in report]
        for one in earlier:
            for other in later:
                yield JudgedPair(Pair(one, other), grades.get((one.id, other.id), 0), council)


def _read_report(report: dict[str, Any]) -> list[AskText]:
    return [
        AskText(
            item["id"],
            item["text"],
            item.get("addressee", ""),
            published=date.fromisoformat(report["published"]),
            document=report["file"],
        )
        for item in report["recommendations"]
    ]


def read_more(extracts: Path, listed: Path = _MORE) -> list[JudgedPair]:
    """The pairs of `judged_more.json`, whose asks stand in DIR/council/file.json.

    Raises GoldError where a file is missing or lists another number of asks than were judged.
    """
    found: list[JudgedPair] = []
    for council, facts in json.loads(listed.read_text("utf-8"))["councils"].items():
        reports = [
            _read_extract(extracts / council, report, place)
            for place, report in enumerate(facts["reports"], start=1)
        ]
        grades = {(earlier, later): grade for earlier, later, grade in facts["links"]}
        found += _pair_up(council, reports, grades)
    return found


def _read_extract(folder: Path, report: dict[str, Any], place: int) -> list[AskText]:
    """The asks of one report, by its place among its council's and theirs in it: "2.7"."""
    path = folder / report["file"].replace(".pdf", ".json")
    try:
        documents = json.loads(path.read_text("utf-8"))["documents"]
    except (OSError, ValueError, KeyError) as error:
        raise GoldError(f"{path}: not what throughline extract prints ({error})") from error
    asks = [ask for document in documents for ask in document["asks"]]
    if len(asks) != report["asks"]:
        raise GoldError(f"{path}: {len(asks)} asks, but {report['asks']} were judged")
    published = date.fromisoformat(report["published"])
    return [
        AskText(
            f"{place}.{number}",
            ask["text"],
            ask["addressee"],
            published=published,
            document=report["file"],
        )
        for number, ask in enumerate(asks, start=1)
    ]


def read_across(pairs: Sequence[JudgedPair], listed: Path = _ACROSS) -> list[JudgedPair]:
    """The pairs of two councils of `judged_across.json` whose asks stand in given pairs."""
    asks = {
        (one.council, ask.id): ask for one in pairs for ask in (one.pair.earlier, one.pair.later)
    }
    return [
        JudgedPair(Pair(asks[council, earlier], asks[other, later]), grade, council, other)
        for council, earlier, other, later, grade in json.loads(listed.read_text("utf-8"))["pairs"]
        if (council, earlier) in asks and (other, later) in asks
    ]


def read_verdicts(path: Path) -> list[JudgedPair]:
    """The pairs that people judged, as `corpus.store.verdicts.export_pairs` gives them, in JSON.

    Raises GoldError where the file is not that.
    """
    try:
        rows = json.loads(path.read_text("utf-8"))
        return [
            JudgedPair(
                Pair(_to_ask(row["earlier"]), _to_ask(row["later"])),
                row["grade"],
                _to_stem(row["council"]),
            )
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path}: not an export of people's verdicts ({error})") from error


def _to_stem(council: str) -> str:
    """A council as the gold's files name it, so that one council is never in two folds.

    >>> _to_stem("Stoke-on-Trent"), _to_stem("Isle of Wight")
    ('stoke-on-trent', 'isle-of-wight')
    """
    return "-".join(council.lower().split())


def _to_ask(facts: dict[str, Any]) -> AskText:
    day = facts["published"]
    return AskText(**{**facts, "published": date.fromisoformat(day) if day else None})


# --- from pairs to rows ----------------------------------------------------


class Table:
    """Judged pairs with their asks read and encoded once; gives rows for any split of councils."""

    def __init__(
        self, pairs: Sequence[JudgedPair], rarity: Rarity, encoder: Encode, field: Field
    ) -> None:
        self._pairs = list(pairs)
        self._rarity = rarity
        asks = list(
            dict.fromkeys(ask for one in pairs for ask in (one.pair.earlier, one.pair.later))
        )
        self._ready = dict(zip(asks, make_ready(asks, rarity, encoder, field), strict=True))
        self.grades: Grades = np.array([one.grade for one in pairs], dtype=np.int64)
        self.councils: NDArray[np.str_] = np.array([one.council for one in pairs], dtype=np.str_)
        self.others: NDArray[np.str_] = np.array([one.other for one in pairs], dtype=np.str_)

    def bonds(self, mask: Mask) -> Bonds:
        """What the pairs that a mask keeps teach of objects."""
        return Bonds.counted(
            (self._of(one.pair.earlier).reading, self._of(one.pair.later).reading, one.grade)
            for one in self._kept(mask)
        )

    def rows(self, mask: Mask, bonds: Bonds) -> Floats:
        """The features of the pairs that a mask keeps, with bonds learned elsewhere."""
        known = Known(self._rarity, bonds)
        found = [
            compare(self._of(one.pair.earlier), self._of(one.pair.later), known)
            for one in self._kept(mask)
        ]
        return np.array([list(row.values()) for row in found], dtype=np.float64)

    def training_rows(self, mask: Mask) -> Floats:
        """The same, each council's with bonds learned from the others a mask keeps.

        A council's own grades would otherwise stand in its own features.
        """
        everything = self.bonds(mask)
        rows = np.zeros((len(self.grades), len(feature_names())))
        for council in np.unique(self.councils[mask]):
            own = mask & (self.councils == council)
            rows[own] = self.rows(own, everything.without(self.bonds(own)))
        return rows[mask]

    def across_rows(self, mask: Mask, home: Table, learned: Mask) -> Floats:
        """The features of pairs of two councils, with bonds that `home`'s other councils teach.

        `learned` keeps the pairs of `home` that bonds may be learned from.
        """
        everything = home.bonds(learned)
        own = {
            council: home.bonds(learned & (home.councils == council))
            for council in np.unique(home.councils[learned])
        }
        rows = [
            self.rows(
                _only(int(place), len(mask)),
                everything.without(own[self.councils[place]]).without(own[self.others[place]]),
            )
            for place in np.flatnonzero(mask)
        ]
        return np.vstack([np.zeros((0, len(feature_names()))), *rows])

    def _of(self, ask: AskText) -> Weighted:
        return self._ready[ask]

    def _kept(self, mask: Mask) -> Iterable[JudgedPair]:
        return (one for one, kept in zip(self._pairs, mask, strict=True) if kept)


def _only(place: int, size: int) -> Mask:
    mask: Mask = np.arange(size) == place
    return mask


def rarity_of(pairs: Sequence[JudgedPair]) -> Rarity:
    """How rare words and objects are over the asks of given pairs, each ask once."""
    asks = dict.fromkeys(
        ask for judged in pairs for ask in (judged.pair.earlier, judged.pair.later)
    )
    return count_rarity([read_ask(ask) for ask in asks])


# --- fitting ---------------------------------------------------------------


def to_learn_from(table: Table, across: Table, kept: Mask) -> tuple[Floats, Grades]:
    """Rows and grades of the pairs a mask keeps, and of pairs across two of their councils."""
    councils = np.unique(table.councils[kept])
    both = np.isin(across.councils, councils) & np.isin(across.others, councils)
    rows = [table.training_rows(kept), across.across_rows(both, table, kept)]
    return np.vstack(rows), np.concatenate([table.grades[kept], across.grades[both]])


def fit_judge(rows: Floats, truth: Mask, bags: int = _BAGS) -> Judge:
    """Trees and a line fitted to a yes-or-no question."""
    trees = [_fit_trees(rows, truth, seed) for seed in range(bags)]
    return Judge(_to_forest(trees), _fit_line(rows, truth))


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


def left_out(table: Table, across: Table) -> Floats:
    """Log odds of "same" and "related" from fits that never saw the council: (pairs, 2)."""
    found = np.zeros((len(table.grades), 2))
    for fold in split_councils(table.councils):
        rows, grades = to_learn_from(table, across, ~fold)
        shown = table.rows(fold, table.bonds(~fold))
        for column, least_grade in enumerate((2, 1)):
            judge = fit_judge(rows, grades >= least_grade, _BAGS_LEFT_OUT)
            found[fold, column] = judge.log_odds(shown)
    return found


def split_councils(councils: NDArray[np.str_], seed: int = 0) -> list[Mask]:
    """Masks of the pairs of each fold; a council is in one fold alone."""
    names = np.random.default_rng(seed).permutation(np.unique(councils))
    return [np.isin(councils, names[place::_FOLDS]) for place in range(_FOLDS)]


def settle(odds: Floats, truth: Mask) -> Settled:
    """What sets left-out log odds of both questions straight for one of them."""
    model = LogisticRegression(C=1e6).fit(odds, truth)
    same, related = map(float, model.coef_[0])
    return Settled(same, related, float(model.intercept_[0]))


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


def print_figures(title: str, table: Table, same: Floats, related: Floats, kept: Mask) -> None:
    """One line a figure over the pairs that a mask keeps, with its interval by council."""
    grades, councils = table.grades[kept], table.councils[kept]
    found = measure(grades, same[kept], related[kept])
    low, high = interval(councils, grades, same[kept], related[kept])
    print(f"{title}: {len(np.unique(councils))} councils, {len(grades)} pairs")
    for name, value in vars(found).items():
        print(f"  {name:20s}{value:.3f}  ({getattr(low, name):.3f} to {getattr(high, name):.3f})")


# --- the whole -------------------------------------------------------------


@dataclass(frozen=True)
class Materials:
    """What a weigher is fitted on."""

    table: Table
    across: Table
    rarity: Rarity
    field: Field
    encoder: str
    gold: Mask  # the pairs of the table whose figures are printed by themselves


def train(given: Materials) -> WeigherModel:
    """The weigher fitted on all judged pairs; prints how its like does on councils left out."""
    table = given.table
    odds = left_out(table, given.across)
    settled = settle(odds, table.grades == 2), settle(odds, table.grades >= 1)
    same, related = (one.probabilities(odds[:, 0], odds[:, 1]) for one in settled)
    print_figures("left out, gold/recurrence-train", table, same, related, given.gold)
    if not given.gold.all():
        print_figures("left out, all others", table, same, related, ~given.gold)
    everything = np.ones(len(table.grades), dtype=bool)
    rows, grades = to_learn_from(table, given.across, everything)
    same_judge, related_judge = (fit_judge(rows, grades >= least_grade) for least_grade in (2, 1))
    known = Known(given.rarity, table.bonds(everything))
    return WeigherModel(
        same_judge, related_judge, *settled, known, given.field, given.encoder, feature_names()
    )


def gather(
    gold: Path, extracts: Path | None, verdicts: Path | None, field: Field, encoder: Encode
) -> Materials:
    """Everything there is to learn from; a person's verdict stands before the gold's grade."""
    pairs = read_judged(gold / "recurrence-train")
    more = read_more(extracts) if extracts else []
    said = read_verdicts(verdicts) if verdicts else []
    kept, added = _overrule(pairs, said), [*_overrule(more, said), *said]
    rarity = rarity_of([*pairs, *more, *said])
    return Materials(
        Table([*kept, *added], rarity, encoder, field),
        Table(read_across([*pairs, *more]), rarity, encoder, field),
        rarity,
        field,
        encoder.name,
        np.arange(len(kept) + len(added)) < len(kept),
    )


def _overrule(pairs: Sequence[JudgedPair], said: Sequence[JudgedPair]) -> list[JudgedPair]:
    """The pairs on which people have said nothing; ids differ, so by council, days and words."""
    known = {_identity(one) for one in said}
    return [one for one in pairs if _identity(one) not in known]


def _identity(one: JudgedPair) -> tuple[object, ...]:
    ends = ((ask.published, plain(ask.text)) for ask in (one.pair.earlier, one.pair.later))
    return one.council, *ends


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, print and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of hand-checked answers")
    parser.add_argument("--extracts", type=Path, help="what extract prints for judged_more.json")
    parser.add_argument("--texts", type=Path, help="texts of reports (*.txt) to learn words from")
    parser.add_argument("--verdicts", type=Path, help="people's verdicts, exported as pairs")
    parser.add_argument("--out", type=Path, default=ARTEFACT)
    parser.add_argument("--measure", action="store_true", help="also on the six kept councils")
    options = parser.parse_args(arguments)
    encoder = open_encoder()
    field = learn_field(read_texts(options.texts)) if options.texts else load_field()
    given = gather(options.gold, options.extracts, options.verdicts, field, encoder)
    model = train(given)
    save_model(model, options.out)
    if options.measure:
        kept = Table(read_judged(options.gold / "recurrence"), given.rarity, encoder, field)
        everything = np.ones(len(kept.grades), dtype=bool)
        same, related = model.weigh(kept.rows(everything, model.known.bonds))
        print_figures("kept for measuring", kept, same, related, everything)


if __name__ == "__main__":
    main()
