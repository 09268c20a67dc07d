"""Train how typed words are weighed against what was said: `throughline train topic --gold DIR`.

Reads the subjects of `labels/typed.json` (200, of ten councils), the asks of those councils in
the gold's `grid`, and the findings of `labels/typed_findings.json`. Each subject and each ask of
its council make a pair, and each subject and each finding that was judged; one that only
touches the words counts half as one that is about something else. Figures come from councils
left out.

The statement reader's issues are features, so a council must be read by a reader that was
not trained on it: `--readers` names a folder with `COUNCIL.onnx`, and the words and the
blend that belong to it; councils without one are not learned from. Without it the committed
reader reads all, and what it knows of its own training is weighed too high.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.material.labels import key_of
from eval.material.read_lines import Statement, list_statements, load_grid, read_reports
from eval.material.subjects import (
    ABOUT,
    FINDINGS,
    IN_PASSING,
    LABELS,
    GoldSubject,
    SubjectCouncil,
    load_subjects,
)
from eval.rankings import average_precision, best_f1
from eval.training.links.boosting import Growth, fit_forest
from eval.training.record import digest_files, make_record
from index.recurrence.subject import find_names
from models.links.ask_text import Rarity
from models.links.ensemble import Floats, Forest
from models.links.topic import (
    ARTEFACT,
    FEATURES,
    TopicTable,
    TopicWeigher,
    join_around,
    read_topic,
    save_topic_forest,
    tabulate_topic,
    topic_rows,
)
from models.links.weigher import ARTEFACT as WEIGHER
from models.provenance import load_facts, save_facts
from models.statements.placed import Placed
from models.statements.reader import StatementReader, open_statement_reader
from models.text.encoder import Encoder, open_encoder

_LIKELY = 0.5
_HALF = 0.5  # what a pair in passing counts as one about something else
# A subject is weighed in 150 ms, so the trees are few. 100 and 200 with smaller steps, and
# several bags, give the same within 0.002 of average precision.
_GROWTH = Growth(trees=60, step=0.12, leaves=8)


@dataclass(frozen=True)
class SubjectPairs:
    """Rows of features, the grade of each pair, and its council."""

    rows: Floats
    grades: NDArray[np.int64]
    councils: NDArray[np.str_]

    @property
    def asked(self) -> NDArray[np.bool_]:
        """Which pairs are of an ask."""
        asked: NDArray[np.bool_] = self.rows[:, FEATURES.index("asked")] > 0
        return asked

    def fit(self, learned: NDArray[np.bool_] | None = None) -> Forest:
        """The trees fitted on these pairs, or on some of them."""
        chosen = np.ones(len(self.grades), dtype=bool) if learned is None else learned
        grades = self.grades[chosen]
        weights = np.where(grades == IN_PASSING, _HALF, 1.0)
        return fit_forest(self.rows[chosen], grades == ABOUT, 1, _GROWTH, weights)

    def left_out(self, rarity: Rarity) -> Floats:
        """The chance of each pair by a model that never saw its council, as it is shown."""
        chances = np.zeros(len(self.grades))
        for council in np.unique(self.councils):
            own = self.councils == council
            weigher = TopicWeigher(self.fit(~own), rarity)
            chances[own] = weigher.weigh_rows(self.rows[own])
        return chances


def train_topic(gold: Path, readers: Path | None, into: Path, command: str) -> None:
    """Fit, print the figures by councils left out, write the artefact. Raises GoldError."""
    encoder = open_encoder()
    councils = [
        council
        for council in load_subjects(gold)
        if not readers or (readers / f"{council.name}.onnx").is_file()
    ]
    pairs = read_pairs(gold, councils, readers, encoder)
    figures = _measure(pairs, pairs.left_out(open_rarity()))
    print(json.dumps(figures, indent=1))
    save_topic_forest(pairs.fit(), into / ARTEFACT.name)
    data = digest_files(LABELS, FINDINGS, *sorted((gold / "grid").glob("*.json")))
    facts = {"features": FEATURES, "figures": figures}
    save_facts(into / ARTEFACT.name, facts, make_record(command, data, encoder.name))


def open_rarity() -> Rarity:
    """How rare words are among asks, as the weigher of pairs counted them."""
    return Rarity(**load_facts(WEIGHER)["rarity"])


# --- pairs -------------------------------------------------------------------


def read_pairs(
    gold: Path, councils: Sequence[SubjectCouncil], readers: Path | None, encoder: Encoder
) -> SubjectPairs:
    """Every subject against every ask of its council, in order; then against its findings."""
    open_readers = {council.name: _open_reader(readers, council.name) for council in councils}
    found = read_findings(gold, councils)
    groups = [
        *(_ask_pairs(council, open_readers[council.name], encoder) for council in councils),
        *(
            _finding_pairs(council, found[council.name], open_readers[council.name], encoder)
            for council in councils
        ),
    ]
    rows, grades, names = zip(*groups, strict=True)
    return SubjectPairs(np.vstack(rows), np.concatenate(grades), np.concatenate(names))


Pairs = tuple[Floats, NDArray[np.int64], NDArray[np.str_]]


def _ask_pairs(council: SubjectCouncil, reader: StatementReader, encoder: Encoder) -> Pairs:
    """Asks are read from their words alone: their lists are those of the gold, not of a file."""
    issues = reader.read([Placed(ask, asked=True) for ask in council.asks], encoder).issues
    vectors = encoder.encode(council.asks)
    table = tabulate_topic(council.asks, issues.astype(np.float64), vectors, asked=True)
    judged = [
        (
            _rows_of(subject, table, reader, encoder),
            [subject.grades.get(ask, 0) for ask in range(len(council.asks))],
        )
        for subject in council.subjects
    ]
    return _join(judged, council)


def _finding_pairs(
    council: SubjectCouncil,
    statements: Sequence[Statement],
    reader: StatementReader,
    encoder: Encoder,
) -> Pairs:
    """Only those that were judged; but they are held against all, as in a library."""
    placed = [statement.placed for statement in statements]
    texts = [statement.text for statement in placed]
    table = tabulate_topic(
        texts,
        reader.read(placed, encoder).issues.astype(np.float64),
        encoder.encode(texts),
        asked=False,
        around=[join_around(each.headings, "".join(each.before[-1:])) for each in placed],
    )
    places = {_key(statement): row for row, statement in enumerate(statements)}
    judged = []
    for subject in council.subjects:
        held = [(places[key], grade) for key, grade in subject.findings.items() if key in places]
        chosen = [place for place, _ in held]
        rows = _rows_of(subject, table, reader, encoder)[chosen]
        judged.append((rows, [grade for _, grade in held]))
    return _join(judged, council)


def _join(judged: Sequence[tuple[Floats, list[int]]], council: SubjectCouncil) -> Pairs:
    rows = np.vstack([rows for rows, _ in judged])
    grades = np.array([grade for _, grades in judged for grade in grades], dtype=np.int64)
    return rows, grades, np.full(len(grades), council.name)


def _rows_of(
    subject: GoldSubject, table: TopicTable, reader: StatementReader, encoder: Encoder
) -> Floats:
    """The features of a subject against every statement of a table."""
    topic = read_topic(subject.words, *find_names(subject.words), reader, encoder)
    return topic_rows(topic, table, open_rarity())


def read_findings(gold: Path, councils: Sequence[SubjectCouncil]) -> dict[str, list[Statement]]:
    """The sentences of each council's reports that judge, as a reader said, where they stand."""
    names = {council.name for council in councils}
    read = [report for report in load_grid(gold) if report.council in names]
    found: dict[str, list[Statement]] = {name: [] for name in names}
    for report, reports in zip(read, read_reports(gold, read), strict=True):
        found[report.council] += _judging(list_statements(report, reports))
    return found


def _judging(statements: Sequence[Statement]) -> Iterator[Statement]:
    for statement in statements:
        if statement.line and statement.line.judges and not statement.placed.asked:
            yield statement


def _key(statement: Statement) -> str:
    return f"{statement.file}#{key_of(statement.placed.text)}"


def _open_reader(readers: Path | None, council: str) -> StatementReader:
    return (
        open_statement_reader(readers / f"{council}.onnx") if readers else open_statement_reader()
    )


# --- figures -----------------------------------------------------------------


def _measure(pairs: SubjectPairs, left_out: Floats) -> dict[str, dict[str, float]]:
    return {
        "asks": _measure_kind(pairs.grades[pairs.asked], left_out[pairs.asked]),
        "findings": _measure_kind(pairs.grades[~pairs.asked], left_out[~pairs.asked]),
    }


def _measure_kind(grades: NDArray[np.int64], left_out: Floats) -> dict[str, float]:
    clear = grades != IN_PASSING
    about, left_out = grades[clear] == ABOUT, left_out[clear]
    likely = left_out >= _LIKELY
    return {
        "pairs": int(about.size),
        "positives": int(about.sum()),
        "average_precision": round(average_precision(left_out, about), 3),
        "best_f1": round(best_f1(left_out, about), 3),
        "precision_where_likely": round(float(about[likely].mean()), 3),
        "recall_where_likely": round(float(likely[about].mean()), 3),
    }
