"""Fit what a document's statements come to for each issue: `throughline train cells`.

    throughline train reader --gold DIR --leave-out COUNCIL ... --into DIR   (and another)
    throughline train cells --gold DIR --reader DIR/reader.onnx OTHER/reader.onnx

The cells of `gold/grid` are learned from statements as a reader reads them that has not
learned from those councils: one that has is surer than it will be of others. So each reader
reads the councils that it left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpus.errors import GoldError
from eval.material.cells import GoldColumn, load_columns, to_statements
from eval.material.gold import beside
from eval.material.reading import read_files
from eval.training.record import digest_files, make_record
from eval.training.statements.left_out import councils_left_out
from index.issues.assignment import tabulate_issues
from index.issues.cells import find_said
from ingest.judge import judge_reports, open_judges
from models.statements.cells import ARTEFACT, FOUND, CellModel, Said, save_cell_model
from models.statements.issues import list_issues
from models.statements.reader import open_statement_reader
from models.text.encoder import Encoder, open_encoder

_PENALTY = 0.3  # of the regressions (C): 0.3 and 1 differ by less than 0.01


def train_cells(gold: Path, readers: Sequence[Path], into: Path, command: str) -> None:
    """Fit on the cells of the councils that readers left out, write the artefact.

    Raises GoldError.
    """
    encoder = open_encoder()
    said = [each for reader in readers for each in _read(gold, reader, encoder)]
    documents, columns = zip(*said, strict=True)
    found, asked = zip(*map(_wanted, columns), strict=True)
    model = fit_cell_model(documents, np.array(found), np.array(asked))
    data = digest_files(*sorted((gold / "grid").glob("*.json")), *readers)
    save_cell_model(model, make_record(command, data, encoder.name), into / ARTEFACT.name)
    print(f"{len(documents)} reports, {len(documents) * len(list_issues())} cells")


def _read(gold: Path, reader: Path, encoder: Encoder) -> Iterator[tuple[Said, GoldColumn]]:
    """What the reports of the councils that a reader left out say, each with its column."""
    judges = replace(open_judges(encoder), reader=open_statement_reader(reader))
    councils = councils_left_out(reader)
    columns = [column for column in load_columns(gold) if column.council in councils]
    if not columns:
        raise GoldError(f"{gold}: the grid has none of {', '.join(sorted(councils))}")
    read = read_files([beside(gold, f"corpus/{column.file}") for column in columns])
    for column, found in zip(columns, read, strict=True):
        reports = judge_reports(found, judges)
        if statements := [each for report in reports for each in to_statements(report)]:
            yield find_said(statements, tabulate_issues(statements)), column


def _wanted(column: GoldColumn) -> tuple[list[int], list[bool]]:
    """What was found of each issue, as a column of `FOUND`, -1 where not read; what was asked."""
    cells = [column.cells.get(issue.id) for issue in list_issues()]
    return (
        [FOUND.index(cell.found) if cell else -1 for cell in cells],
        [bool(cell and cell.asked) for cell in cells],
    )


def fit_cell_model(
    documents: Sequence[Said], found: NDArray[np.int64], asked: NDArray[np.bool_]
) -> CellModel:
    """A model fitted on documents and their cells.

    `found` (columns of `FOUND`) and `asked` are (documents, issues); -1 in `found` where
    nobody judged the cell.
    """
    rows = np.vstack([document.describe() for document in documents])
    judged = found.ravel() >= 0
    rows, wanted = rows[judged], found.ravel()[judged]
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale < 1e-9] = 1.0
    standard = (rows - mean) / scale
    of_found = LogisticRegression(C=_PENALTY, max_iter=2000).fit(standard, wanted)
    of_asked = LogisticRegression(C=_PENALTY, max_iter=2000)
    of_asked.fit(standard, asked.ravel()[judged])
    return CellModel(
        mean,
        scale,
        of_found.coef_.T,
        of_found.intercept_,
        of_asked.coef_[0],
        float(of_asked.intercept_[0]),
    )
