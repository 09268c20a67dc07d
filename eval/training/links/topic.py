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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
    SubjectCouncil,
    load_subjects,
)
from eval.rankings import average_precision, best_f1
from eval.training.links.boosting import Growth, fit_forest
from eval.training.record import digest_files, make_record
from index.search.matching.names import find_names
from models.links.ask_text import Rarity
from models.links.ensemble import Floats, Forest
from models.links.topic import (
    ARTEFACT,
    FEATURES,
    NARROWNESS,
    TopicTable,
    TopicWeigher,
    join_around,
    read_topic,
    said_rows,
    save_topic_forests,
    tabulate_topic,
)
from models.links.weigher import ARTEFACT as WEIGHER
from models.provenance import load_facts, save_facts
from models.statements.placed import Placed
from models.statements.reader import ARTEFACT as READER
from models.statements.reader import StatementReader, open_statement_reader
from models.text.encoder import Encoder, open_encoder

_LIKELY = 0.5
_HALF = 0.5  # what a pair in passing counts as one about something else
# A subject is weighed in 150 ms, so the trees are few. 100 and 200 with smaller steps, and
# several bags, give the same within 0.002 of average precision.
_GROWTH = Growth(trees=60, step=0.12, leaves=8)


@dataclass(frozen=True)
class SubjectPairs:
    """Rows of features (`NARROWNESS` last), the grade of each pair, and its council."""

    rows: Floats
    grades: NDArray[np.int64]
    councils: NDArray[np.str_]

    @property
    def asked(self) -> NDArray[np.bool_]:
        """Which pairs are of an ask."""
        asked: NDArray[np.bool_] = self.rows[:, FEATURES.index("asked")] > 0
        return asked

    @property
    def all(self) -> NDArray[np.bool_]:
        """Every pair."""
        return np.ones(len(self.grades), dtype=bool)

    def fit(self, learned: NDArray[np.bool_], rarity: Rarity) -> TopicWeigher:
        """The weigher fitted on some of the pairs: of asks on all of these, of sentences on those
        of sentences, which know how narrow the words are."""
        asks = self._fit(learned, self.rows[:, : len(FEATURES)])
        return TopicWeigher(asks, self._fit(learned & ~self.asked, self.rows), rarity)

    def _fit(self, learned: NDArray[np.bool_], rows: Floats) -> Forest:
        grades = self.grades[learned]
        weights = np.where(grades == IN_PASSING, _HALF, 1.0)
        return fit_forest(rows[learned], grades == ABOUT, 1, _GROWTH, weights)

    def left_out(self, rarity: Rarity) -> Floats:
        """The chance of each pair by a model that never saw its council, as it is shown."""
        chances = np.zeros(len(self.grades))
        for council in np.unique(self.councils):
            own, weigher = self.councils == council, self.fit(self.councils != council, rarity)
            asks, said = own & self.asked, own & ~self.asked
            chances[asks] = weigher.weigh_rows(self.rows[asks][:, : len(FEATURES)])
            chances[said] = weigher.weigh_said_rows(self.rows[said])
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
    weigher = pairs.fit(pairs.all, open_rarity())
    save_topic_forests(weigher.forest, weigher.said, into / ARTEFACT.name)
    data = digest_files(LABELS, FINDINGS, *sorted((gold / "grid").glob("*.json")))
    facts = {"features": (*FEATURES, *NARROWNESS), "figures": figures}
    save_facts(into / ARTEFACT.name, facts, make_record(command, data, encoder.name))


def open_rarity() -> Rarity:
    """How rare words are among asks, as the weigher of pairs counted them."""
    return Rarity(**load_facts(WEIGHER)["rarity"])


# --- pairs -------------------------------------------------------------------


def read_pairs(
    gold: Path, councils: Sequence[SubjectCouncil], readers: Path | None, encoder: Encoder
) -> SubjectPairs:
    """Every subject against every ask of its council, in order; then against its findings."""
    found = read_findings(gold, councils)
    artefacts = (readers / f"{council.name}.onnx" if readers else READER for council in councils)
    pairs = [
        _pairs_of(council, found[council.name], _open_reader(artefact), encoder)
        for council, artefact in zip(councils, artefacts, strict=True)
    ]
    asks, findings = zip(*pairs, strict=True)
    rows, grades, names = zip(*asks, *findings, strict=True)
    return SubjectPairs(np.vstack(rows), np.concatenate(grades), np.concatenate(names))


Pairs = tuple[Floats, NDArray[np.int64], NDArray[np.str_]]


def _pairs_of(
    council: SubjectCouncil,
    statements: Sequence[Statement],
    reader: StatementReader,
    encoder: Encoder,
) -> tuple[Pairs, Pairs]:
    """A council's pairs of subjects and asks, and those of subjects and findings."""
    rarity = open_rarity()
    words = (subject.words for subject in council.subjects)
    topics = [read_topic(each, *find_names(each), reader, encoder) for each in words]
    asks = _tabulate_asks(council.asks, reader, encoder)
    said = _tabulate_findings(statements, reader, encoder)
    places = {_key(statement): row for row, statement in enumerate(statements)}
    return (
        _ask_pairs(council, [said_rows(topic, asks, rarity) for topic in topics]),
        _finding_pairs(council, [said_rows(topic, said, rarity) for topic in topics], places),
    )


def _tabulate_asks(asks: Sequence[str], reader: StatementReader, encoder: Encoder) -> TopicTable:
    """Asks are read from their words alone: their lists are those of the gold, not of a file."""
    issues = reader.read([Placed(ask, asked=True) for ask in asks], encoder).issues
    return tabulate_topic(asks, issues.astype(np.float64), encoder.encode(asks), asked=True)


def _tabulate_findings(
    statements: Sequence[Statement], reader: StatementReader, encoder: Encoder
) -> TopicTable:
    """All that a council's reports judge, as in a library."""
    placed = [statement.placed for statement in statements]
    texts = [statement.text for statement in placed]
    return tabulate_topic(
        texts,
        reader.read(placed, encoder).issues.astype(np.float64),
        encoder.encode(texts),
        asked=False,
        around=[join_around(each.headings, "".join(each.before[-1:])) for each in placed],
    )


def _ask_pairs(council: SubjectCouncil, rows: Sequence[Floats]) -> Pairs:
    """Every ask with each subject; those that no reader gave it are about something else."""
    places = range(len(council.asks))
    grades = [[subject.grades.get(at, 0) for at in places] for subject in council.subjects]
    return _join(list(zip(rows, grades, strict=True)), council)


def _finding_pairs(
    council: SubjectCouncil, rows: Sequence[Floats], places: Mapping[str, int]
) -> Pairs:
    """The findings that were judged for each subject."""
    judged = []
    for subject, of_subject in zip(council.subjects, rows, strict=True):
        held = [(places[key], grade) for key, grade in subject.findings.items() if key in places]
        chosen = [place for place, _ in held]
        judged.append((of_subject[chosen], [grade for _, grade in held]))
    return _join(judged, council)


def _join(judged: Sequence[tuple[Floats, list[int]]], council: SubjectCouncil) -> Pairs:
    rows = np.vstack([rows for rows, _ in judged])
    grades = np.array([grade for _, grades in judged for grade in grades], dtype=np.int64)
    return rows, grades, np.full(len(grades), council.name)


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


@cache
def _open_reader(artefact: Path) -> StatementReader:
    """A reader, opened once for all the councils that it reads."""
    return open_statement_reader(artefact)


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
