"""Train what is read first of a document: `throughline train salience`.

    throughline train salience --gold DIR --reader DIR/reader.onnx OTHER/reader.onnx

A logistic regression over what readers of lists would show first (`labels/salience.json`): all
that a report says on an issue, as a record of its name has it. Each reader reads the councils
that it left out, so the chances are as unsure as they will be of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression

from corpus.errors import GoldError, QueryError
from corpus.manifest import council_name
from eval.material.gold import beside
from eval.material.labels import FIRST_LABELS, FirstShown, council_of, key_of, load_first_shown
from eval.material.reading import take_in
from eval.training.record import digest_files, make_record
from eval.training.statements.left_out import councils_left_out
from index.answers.records.record import list_said
from index.library import Library, create_library
from ingest.judge import open_judges
from models.documents.salience import ARTEFACT, SalienceModel, SubjectList, save_salience_model
from models.links.ensemble import Floats
from models.statements.issues import list_issues
from models.statements.reader import open_statement_reader
from models.text.encoder import open_encoder

# Eight councils, each left out: with 100 directions of meaning no better, without any worse.
_DIRECTIONS, _SPREAD, _PENALTY = 60, 0.3, 0.3
_LEAST_SPREAD = 0.01  # of a feature; one that hardly differs counts for nothing


@dataclass(frozen=True)
class LabelledList:
    """What a report says on an issue, and 1 for each sentence that a reader shows, else 0."""

    listed: SubjectList
    shown: Floats


def train_salience(gold: Path, readers: Sequence[Path], into: Path, command: str) -> None:
    """Fit on the lists of the councils that each reader left out. Raises GoldError."""
    labels = load_first_shown() + load_first_shown("again")
    lists = [each for reader in readers for each in _read(gold, reader, labels)]
    if not lists:
        raise GoldError(f"{FIRST_LABELS}: no list of the councils that the readers left out")
    made = make_record(command, digest_files(FIRST_LABELS, *readers), open_encoder().name)
    save_salience_model(fit_salience(lists), made, into / ARTEFACT.name)
    print(f"{len(lists)} lists, {sum(len(each.shown) for each in lists)} sentences")


def _read(gold: Path, reader: Path, labels: Sequence[FirstShown]) -> Iterator[LabelledList]:
    """The lists of the councils that a reader left out, as it reads them."""
    encoder = open_encoder()
    judges = replace(open_judges(encoder), reader=open_statement_reader(reader))
    for council in sorted(councils_left_out(reader)):
        own = [label for label in labels if council_of(label.file) == council]
        files = sorted({label.file for label in own})
        with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
            found = take_in(library, [beside(gold, f"corpus/{file}") for file in files], judges)
            ids = {
                report.document.id: file
                for file, reports in zip(files, found, strict=True)
                for report in reports
            }
            yield from _match(library, council, own, ids)


def _match(
    library: Library, council: str, labels: Sequence[FirstShown], files: dict[str, str]
) -> Iterator[LabelledList]:
    """The labels of one council beside what its records list."""
    for issue in list_issues():
        own = [label for label in labels if label.issue == issue.id]
        try:
            lists = list_said(library, issue.label, council_name(council)) if own else {}
        except QueryError:  # "training" stands in everything
            continue
        for document, listed in lists.items():
            for label in own:
                if files.get(document) == label.file:
                    shown = [float(key_of(each.text) in label.shown) for each in listed.sentences]
                    yield LabelledList(listed, np.array(shown))


def fit_salience(lists: Sequence[LabelledList]) -> SalienceModel:
    """The model of labelled lists."""
    rows = np.vstack([each.listed.describe() for each in lists])
    vectors = np.vstack([each.listed.vectors for each in lists]).astype(np.float64)
    shown = np.concatenate([each.shown for each in lists])
    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), _LEAST_SPREAD)
    meaning = PCA(min(_DIRECTIONS, *vectors.shape), random_state=0).fit(vectors)
    directions = meaning.transform(vectors)
    spread = (directions.std(axis=0) + 1e-9) / _SPREAD
    model = LogisticRegression(C=_PENALTY, max_iter=1000)
    model.fit(np.hstack([(rows - mean) / scale, directions / spread]), shown)
    own, of_meaning = np.split(model.coef_[0], [rows.shape[1]])
    by_meaning = (of_meaning / spread) @ meaning.components_
    start = float(model.intercept_[0] - meaning.mean_ @ by_meaning)
    return SalienceModel(mean, scale, own, by_meaning, start)
