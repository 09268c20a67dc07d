"""Train how the reader weighs its network and its words: `throughline train blend`.

    throughline train reader --gold DIR --leave-out COUNCIL ... --into DIR
    throughline train blend --gold DIR --reader DIR/reader.onnx --councils COUNCIL ...

A logistic regression over the log odds of both, of asks and of sentences apart, on councils that
neither has seen: so the probabilities that come out are as sure as they are right.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus.errors import GoldError
from eval.material.read_lines import (
    Statement,
    check_fitted_on,
    list_statements,
    load_grid,
    read_reports,
)
from eval.training.record import digest_files, make_record
from eval.training.statements.words import mark_issues
from models.statements.reader import (
    Blend,
    EncodesTokens,
    StatementReader,
    encode_around,
    open_statement_reader,
    save_blend,
    to_log_odds,
)
from models.text.encoder import open_encoder


def train_blend(
    gold: Path, reader: Path, councils: Collection[str], into: Path, command: str
) -> None:
    """Fit on councils of the grid that a reader left out. Raises GoldError."""
    check_fitted_on(councils)
    read = [report for report in load_grid(gold) if report.council in councils]
    if not read:
        raise GoldError(f"{gold}: the grid has none of {', '.join(councils)}")
    statements = [
        statement
        for report, found in zip(read, read_reports(gold, read), strict=True)
        for statement in list_statements(report, found)
        if statement.line
    ]
    encoder = open_encoder()
    blend = fit_blend(statements, open_statement_reader(reader), encoder)
    data = digest_files(*sorted((gold / "grid").glob("*.json")), reader)
    save_blend(blend, make_record(command, data, encoder.name), into)
    print(f"{len(statements)} statements: {blend}")


def fit_blend(
    statements: Sequence[Statement], reader: StatementReader, encoder: EncodesTokens
) -> Blend:
    """The weights fitted on statements with their lines."""
    asks = [statement for statement in statements if statement.placed.asked]
    sentences = [statement for statement in statements if not statement.placed.asked]
    return Blend(_fit(asks, reader, encoder), _fit(sentences, reader, encoder))


def _fit(
    statements: Sequence[Statement], reader: StatementReader, encoder: EncodesTokens
) -> tuple[float, float, float]:
    placed = [statement.placed for statement in statements]
    _, tokens = encoder.encode_tokens([each.text for each in placed])
    read = reader.network.read(placed, tokens, encode_around(placed, encoder))
    by_network = to_log_odds(read.issues)
    odds = np.stack([by_network.ravel(), reader.words.score(placed).ravel()], axis=1)
    model = LogisticRegression(C=1e6).fit(odds, mark_issues(statements).ravel())
    network, words = (round(float(weight), 4) for weight in model.coef_[0])
    return network, words, round(float(model.intercept_[0]), 4)
