"""Train how neighbours count in what a sentence is about: `throughline train neighbours`.

    throughline train reader --gold DIR --leave-out COUNCIL ... --into DIR   (and another)
    throughline train neighbours --gold DIR --reader DIR/reader.onnx OTHER/reader.onnx

A small network over the chances that a reader gives of a sentence and of what stands beside it,
on councils that it has not seen: each reader reads those that it left out. Three networks that
begin otherwise are one in the end, their log odds averaged.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from corpus.errors import GoldError
from corpus.records import Report
from eval.material.read_lines import ReadReport, list_statements, load_grid, read_reports
from eval.training.record import digest_files, make_record
from eval.training.statements.left_out import councils_left_out
from eval.training.statements.words import mark_issues
from ingest.find.findings import Judges, read_sentences, stand
from ingest.judge import open_judges
from models.links.ensemble import Floats
from models.statements.neighbours import (
    ARTEFACT,
    NeighbourModel,
    Neighbours,
    save_neighbour_model,
)
from models.statements.reader import open_statement_reader
from models.text.encoder import open_encoder

# Half of the eight councils each learned from the other half, by F1 and log loss: with 128 units,
# or nothing held small, no better.
_UNITS, _PENALTY, _TIMES, _RATE, _BATCH = 64, 0.3, 15, 0.002, 1024
_NETWORKS = 3


@dataclass(frozen=True)
class Pairs:
    """Sentences with issues that are weighed: (pairs, features), and whether each is right."""

    features: Floats
    right: NDArray[np.bool_]


def train_neighbours(gold: Path, readers: Sequence[Path], into: Path, command: str) -> None:
    """Fit on the councils of the grid that each reader left out. Raises GoldError."""
    judges = open_judges(open_encoder())
    pairs = [each for reader in readers for each in _read(gold, reader, judges)]
    every = Pairs(
        np.vstack([each.features for each in pairs]), np.concatenate([each.right for each in pairs])
    )
    data = digest_files(*sorted((gold / "grid").glob("*.json")), *readers)
    made = make_record(command, data, judges.encoder.name)
    save_neighbour_model(fit_neighbours(every), made, into / ARTEFACT.name)
    print(f"{len(pairs)} reports, {len(every.right)} sentences with an issue")


def _read(gold: Path, reader: Path, judges: Judges) -> Iterator[Pairs]:
    """What a reader says of the reports of the councils that it left out."""
    councils = councils_left_out(reader)
    reports = [report for report in load_grid(gold) if report.council in councils]
    if not reports:
        raise GoldError(f"{gold}: the grid has none of {', '.join(sorted(councils))}")
    alone = replace(open_statement_reader(reader), neighbours=None)
    judges = replace(judges, reader=alone)
    for report, found in zip(reports, read_reports(gold, reports), strict=True):
        yield from (_pair(report, each, judges) for each in found)


def _pair(read: ReadReport, report: Report, judges: Judges) -> Pairs:
    """The sentences that somebody wrote a line of, each with the issues that are weighed."""
    sentences = read_sentences(report.document, report.passages, report.asks, judges)
    features, weighed = Neighbours(
        stand(sentences.candidates),
        sentences.readings.issues,
        sentences.readings.judges,
        sentences.vectors,
    ).describe()
    lines = {each.span: each for each in list_statements(read, (report,)) if not each.placed.asked}
    given = [lines.get(candidate.span) for candidate in sentences.candidates]
    rows = [row for row, each in enumerate(given) if each and each.line]
    right = mark_issues([each for row in rows if (each := given[row])])
    return Pairs(features[rows][weighed[rows]].astype(np.float64), right[weighed[rows]])


def fit_neighbours(pairs: Pairs) -> NeighbourModel:
    """The model of given pairs."""
    mean, scale = pairs.features.mean(axis=0), pairs.features.std(axis=0) + 1e-6
    rows = (pairs.features - mean) / scale
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped early on purpose
        networks = [_fit(rows, pairs.right, seed) for seed in range(_NETWORKS)]
    return NeighbourModel(
        mean,
        scale,
        np.hstack([each.coefs_[0] for each in networks]),
        np.concatenate([each.intercepts_[0] for each in networks]),
        np.concatenate([each.coefs_[1][:, 0] for each in networks]) / _NETWORKS,
        float(np.mean([each.intercepts_[1][0] for each in networks])),
    )


def _fit(rows: Floats, right: NDArray[np.bool_], seed: int) -> MLPClassifier:
    return MLPClassifier(
        (_UNITS,),
        activation="tanh",
        alpha=_PENALTY,
        max_iter=_TIMES,
        learning_rate_init=_RATE,
        batch_size=min(_BATCH, len(rows)),
        random_state=seed,
    ).fit(rows, right)
