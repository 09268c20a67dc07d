"""Train how typed words are weighed against asks: `throughline train topic --gold DIR`.

Reads the subjects of `labels/typed.json` (200, of ten councils) and the asks of those
councils in the gold's `grid`. Each subject and each ask of its council make a pair; an ask
only touched in passing is neither about it nor not. Figures come from councils left out.

The statement reader's issues are features, so a council must be read by a reader that was
not trained on it: `--readers` names a folder with `COUNCIL.onnx`, and the words and the
blend that belong to it; councils without one are not learned from. Without it the committed
reader reads all, and what it knows of its own training is weighed too high.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from eval.material.subjects import LABELS, GoldSubject, SubjectCouncil, load_subjects
from eval.rankings import average_precision, best_f1
from eval.training.record import digest_files, make_record
from index.recurrence.subject import find_names
from models.links.ask_text import Rarity
from models.links.ensemble import Floats
from models.links.topic import (
    ARTEFACT,
    FEATURES,
    TopicTable,
    lift_those_with_words,
    read_topic,
    share_objects,
    tabulate_topic,
    topic_rows,
)
from models.links.weigher import ARTEFACT as WEIGHER
from models.provenance import load_facts, save_facts
from models.statements.placed import Placed
from models.statements.reader import StatementReader, open_statement_reader
from models.text.encoder import Encoder, open_encoder

_LIKELY = 0.5
_ABOUT, _IN_PASSING = 2, 1
_SHRINK = 1.0


@dataclass(frozen=True)
class SubjectPairs:
    """Rows of features, the grade of each pair, and its council."""

    rows: Floats
    grades: NDArray[np.int64]
    councils: NDArray[np.str_]

    def left_out(self) -> Floats:
        """The chance of each pair by a model that never saw its council, as it is shown."""
        chances = np.zeros(len(self.grades))
        clear = self.grades != _IN_PASSING
        for council in np.unique(self.councils):
            own = self.councils == council
            learned = clear & ~own
            model = _model().fit(self.rows[learned], self.grades[learned] == _ABOUT)
            chances[own] = model.predict_proba(self.rows[own])[:, 1]
        return lift_those_with_words(self.rows, chances)


def train_topic(gold: Path, readers: Path | None, into: Path, command: str) -> None:
    """Fit, print the figures by councils left out, write the artefact. Raises GoldError."""
    encoder = open_encoder()
    councils = [
        council
        for council in load_subjects(gold)
        if not readers or (readers / f"{council.name}.onnx").is_file()
    ]
    pairs = read_pairs(councils, readers, encoder)
    clear = pairs.grades != _IN_PASSING
    rows, about = pairs.rows[clear], pairs.grades[clear] == _ABOUT
    figures = _measure(about, pairs.left_out()[clear])
    print(json.dumps(figures, indent=1))
    facts = {**_to_facts(_model().fit(rows, about)), "figures": figures}
    data = digest_files(LABELS, *sorted((gold / "grid").glob("*.json")))
    save_facts(into / ARTEFACT.name, facts, make_record(command, data, encoder.name))


def tabulate_asks(asks: Sequence[str], reader: StatementReader, encoder: Encoder) -> TopicTable:
    """Asks as words are weighed against them, read from their words alone."""
    issues = reader.read([Placed(ask, asked=True) for ask in asks], encoder).issues
    return tabulate_topic(asks, issues.astype(np.float64), encoder.encode(asks))


def read_pairs(
    councils: Sequence[SubjectCouncil], readers: Path | None, encoder: Encoder
) -> SubjectPairs:
    """Every subject against every ask of its council, in order."""
    rarity = Rarity(**load_facts(WEIGHER)["rarity"])
    rows, grades, names = list[Floats](), list[int](), list[str]()
    for council in councils:
        reader = _open_reader(readers, council.name)
        table = tabulate_asks(council.asks, reader, encoder)
        for subject in council.subjects:
            rows.append(_rows_of(subject, table, reader, encoder, rarity))
            grades += [subject.grades.get(ask, 0) for ask in range(len(council.asks))]
            names += [council.name] * len(council.asks)
    return SubjectPairs(np.vstack(rows), np.array(grades), np.array(names))


def _rows_of(
    subject: GoldSubject,
    table: TopicTable,
    reader: StatementReader,
    encoder: Encoder,
    rarity: Rarity,
) -> Floats:
    """The features of a subject against every ask of its council."""
    topic = read_topic(subject.words, *find_names(subject.words), reader, encoder)
    rows = topic_rows(topic, table, rarity)
    everything = list(range(len(table.texts)))
    rows[:, FEATURES.index("objects_shared")] = share_objects(topic, table, everything)
    return rows


def _open_reader(readers: Path | None, council: str) -> StatementReader:
    return (
        open_statement_reader(readers / f"{council}.onnx") if readers else open_statement_reader()
    )


def _model() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=_SHRINK, max_iter=2000))


def _to_facts(model: Pipeline) -> dict[str, object]:
    """The weights and the offset on the features as they are, not scaled."""
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    offset = float(regression.intercept_[0] - weights @ scaler.mean_)
    named = zip(FEATURES, (round(float(weight), 4) for weight in weights), strict=True)
    return {"weights": dict(named), "offset": round(offset, 4)}


def _measure(about: NDArray[np.bool_], left_out: Floats) -> dict[str, float]:
    likely = left_out >= _LIKELY
    return {
        "pairs": int(about.size),
        "positives": int(about.sum()),
        "average_precision": round(average_precision(left_out, about), 3),
        "best_f1": round(best_f1(left_out, about), 3),
        "precision_where_likely": round(float(about[likely].mean()), 3),
        "recall_where_likely": round(float(likely[about].mean()), 3),
    }
