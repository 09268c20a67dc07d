"""Train how the reader weighs its network and its words: `throughline train blend`.

    throughline train reader --gold DIR --leave-out COUNCIL ... --into DIR   (and another)
    throughline train blend --gold DIR --reader DIR/reader.onnx OTHER/reader.onnx

Logistic regressions over the log odds of both, of asks and of sentences apart, on councils that
neither has seen: each reader reads those that it left out. Each issue has its own weights, held
near those of all. What the network and the committed stance model say of a sentence is weighed
likewise: fit again after either was trained again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from corpus.errors import GoldError
from eval.material.read_lines import Statement, list_statements, load_grid, read_reports
from eval.training.record import digest_files, make_record
from eval.training.statements.left_out import councils_left_out
from eval.training.statements.words import mark_issues
from models.links.ensemble import Floats
from models.statements.blend import (
    SAID,
    UNFITTED,
    Blend,
    StanceWeights,
    Weights,
    guess_first,
    save_blend,
    see_others,
)
from models.statements.issues import list_issues
from models.statements.reader import (
    BLEND,
    Readings,
    encode_around,
    open_statement_reader,
    to_log_chances,
    to_log_odds,
)
from models.statements.reader import STANCES as READ
from models.statements.stance import Sentence, Vectors, open_stance_model
from models.text.encoder import Encoder, open_encoder

# How far an issue's own constant and weights may be from those of all: a column of this size
# beside one of size 1. Of asks of eight councils, each left out, the log loss is 1.166 with
# these, 1.178 with twice as much, 1.192 where all issues are alike.
_OWN_START, _OWN_WEIGHT = 0.3, 0.15
# Of stances (C): fitted on four councils and tried on four others and the reverse, log loss goes
# from 0.230 and 0.277, the network alone, to 0.215 and 0.252; with 0.03 to 0.223 and 0.263.
_PENALTY = 0.3


@dataclass(frozen=True)
class Read:
    """How a reader reads statements, and what is right: each (statements, issues)."""

    by_network: Floats
    by_words: Floats
    wanted: NDArray[np.bool_]
    asked: NDArray[np.bool_]  # (statements,)

    def of_kind(self, asked: bool) -> Read:
        """The asks alone, or the sentences."""
        rows = self.asked == asked
        return Read(self.by_network[rows], self.by_words[rows], self.wanted[rows], self.asked[rows])


@dataclass(frozen=True)
class Stances:
    """How a reader and their words judge sentences that somebody gave a stance: log chances,
    (sentences, stances), scores, (sentences, `stance.STANCES`), and the columns that are right."""

    by_network: Floats
    by_words: Floats
    wanted: NDArray[np.int64]


def train_blend(gold: Path, readers: Sequence[Path], into: Path, command: str) -> None:
    """Fit on the councils of the grid that each reader left out. Raises GoldError."""
    encoder = open_encoder()
    read, stances = zip(*(_read(gold, reader, encoder) for reader in readers), strict=True)
    every = Read(
        np.vstack([each.by_network for each in read]),
        np.vstack([each.by_words for each in read]),
        np.vstack([each.wanted for each in read]),
        np.concatenate([each.asked for each in read]),
    )
    judged = Stances(
        np.vstack([each.by_network for each in stances]),
        np.vstack([each.by_words for each in stances]),
        np.concatenate([each.wanted for each in stances]),
    )
    blend = Blend(
        fit_weights(every.of_kind(True)), fit_weights(every.of_kind(False)), fit_stances(judged)
    )
    data = digest_files(*sorted((gold / "grid").glob("*.json")), *readers)
    save_blend(blend, make_record(command, data, encoder.name), into / BLEND)
    print(
        f"{len(every.asked)} statements, {int(every.asked.sum())} of them asks;"
        f" {len(judged.wanted)} sentences with a stance"
    )


def _read(gold: Path, reader: Path, encoder: Encoder) -> tuple[Read, Stances]:
    """What a reader says of the lines of the councils that it left out."""
    models, councils = open_statement_reader(reader), councils_left_out(reader)
    reports = [report for report in load_grid(gold) if report.council in councils]
    if not reports:
        raise GoldError(f"{gold}: the grid has none of {', '.join(sorted(councils))}")
    statements: list[Statement] = [
        statement
        for report, found in zip(reports, read_reports(gold, reports), strict=True)
        for statement in list_statements(report, found)
        if statement.line
    ]
    placed = [statement.placed for statement in statements]
    vectors, tokens = encoder.encode_tokens([each.text for each in placed])
    by_network = models.network.read(placed, tokens, encode_around(placed, encoder))
    issues = Read(
        to_log_odds(by_network.issues),
        models.words.score(placed),
        mark_issues(statements),
        np.array([each.asked for each in placed]),
    )
    return issues, _judge(statements, by_network, vectors)


def _judge(statements: Sequence[Statement], by_network: Readings, vectors: Vectors) -> Stances:
    """How the sentences are judged that have a stance, the words by the committed model."""
    right = [
        line.stance if (line := each.line) and not each.placed.asked else "" for each in statements
    ]
    rows = [row for row, stance in enumerate(right) if stance in READ[: len(SAID)]]
    sentences = [Sentence(statements[row].placed.text) for row in rows]
    judged = open_stance_model().judge(sentences, vectors[rows])
    return Stances(
        to_log_chances(by_network.stances[rows]),
        np.array([each.scores for each in judged]),
        np.array([READ.index(right[row]) for row in rows]),
    )


def fit_stances(read: Stances) -> StanceWeights:
    """The weights of what a sentence says; the network's alone where a stance has no example."""
    if len(set(read.wanted.tolist())) < len(SAID):
        return UNFITTED.stances
    rows = np.hstack([read.by_network, read.by_words])
    model = LogisticRegression(C=_PENALTY, max_iter=3000).fit(rows, read.wanted)
    weights = np.round(model.coef_.T, 4)
    own = len(SAID)
    return StanceWeights(weights[:own], weights[own:], np.round(model.intercept_, 4))


def fit_weights(read: Read) -> Weights:
    """The weights of one kind of statement."""
    odds = np.stack([read.by_network.ravel(), read.by_words.ravel()], axis=1)
    wanted = read.wanted.ravel()
    guess = LogisticRegression(C=1e6).fit(odds, wanted)
    network, words = (float(weight) for weight in guess.coef_[0])
    first = (network, words, float(guess.intercept_[0]))
    chances = guess_first(first, read.by_network, read.by_words)
    others = [part.ravel() for part in see_others(chances)]
    rows = np.column_stack([odds, *others])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    standard = (rows - mean) / scale
    issues = np.tile(np.arange(len(list_issues())), len(read.wanted))
    own = [_of_issue(sizes, issues) for sizes in _own_columns(standard)]
    model = LogisticRegression(max_iter=1000).fit(hstack([standard, *own]).tocsr(), wanted)
    return _to_weights(first, model, mean, scale)


def _own_columns(standard: Floats) -> tuple[Floats, Floats, Floats]:
    """What stands in an issue's own columns: a constant, and its log odds."""
    return (
        np.full(len(standard), _OWN_START),
        _OWN_WEIGHT * standard[:, 0],
        _OWN_WEIGHT * standard[:, 1],
    )


def _of_issue(values: Floats, issues: NDArray[np.int64]) -> csr_matrix:
    """A column an issue, with the values of its rows."""
    return csr_matrix((values, (np.arange(len(values)), issues)), (len(values), len(list_issues())))


def _to_weights(
    first: tuple[float, float, float], model: LogisticRegression, mean: Floats, scale: Floats
) -> Weights:
    """The weights of what was fitted, for rows that are not standardised."""
    shared = model.coef_[0][:4]
    start, network, words = model.coef_[0][4:].reshape(3, -1)
    network = (shared[0] + _OWN_WEIGHT * network) / scale[0]
    words = (shared[1] + _OWN_WEIGHT * words) / scale[1]
    likeliest, others = shared[2:] / scale[2:]
    start = _OWN_START * start + model.intercept_[0] - network * mean[0] - words * mean[1]
    start = start - likeliest * mean[2] - others * mean[3]
    return Weights(
        (round(first[0], 4), round(first[1], 4), round(first[2], 4)),
        np.round(network, 4),
        np.round(words, 4),
        np.round(start, 4),
        round(float(likeliest), 4),
        round(float(others), 4),
    )
