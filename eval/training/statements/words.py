"""Train what the words of statements say of their issues; `throughline train reader` calls it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from eval.material.read_lines import CONTEXT, Statement
from models.statements.issues import issue_columns, list_issues
from models.statements.words import Floats, WordModel, tabulate_words
from models.text.ngrams import learn_ngrams

_PENALTY = 10.0  # of the regressions (C)
_LEAST_COUNCILS = 4  # in whose texts an n-gram must stand
_ASKS_COUNT = 3.0  # times a sentence: there are a tenth as many
_LEAST_KEPT = 0.1  # size of a weight that is kept


def fit_word_model(statements: Sequence[Statement]) -> WordModel:
    """A model fitted on the statements of which it is known what they are about."""
    known = [each for each in statements if each.line and each.line.stance != CONTEXT]
    placed = [statement.placed for statement in known]
    councils = [statement.council for statement in known]
    least = min(_LEAST_COUNCILS, len(set(councils)))
    ngrams = learn_ngrams([each.text for each in placed], councils, least)
    rows = tabulate_words(ngrams, placed)
    sizes = np.array([_ASKS_COUNT if each.asked else 1.0 for each in placed])
    fits = [_fit(rows, of_issue, sizes) for of_issue in mark_issues(known).T]
    weights = np.stack([weights for weights, _ in fits], axis=1)
    weights[np.abs(weights) < _LEAST_KEPT] = 0.0
    return WordModel(ngrams, csr_matrix(weights), np.array([start for _, start in fits]))


def mark_issues(statements: Sequence[Statement]) -> NDArray[np.bool_]:
    """True where a statement's reader says that it is about an issue: (statements, issues)."""
    marked = np.zeros((len(statements), len(list_issues())), dtype=np.bool_)
    for row, statement in enumerate(statements):
        issues = statement.line.issues if statement.line else ()
        marked[row, [issue_columns()[issue] for issue in issues]] = True
    return marked


def _fit(rows: csr_matrix, wanted: NDArray[np.bool_], sizes: Floats) -> tuple[Floats, float]:
    """The weights of an issue and its start. One that no statement is about is never found."""
    if not wanted.any():
        return np.zeros(rows.shape[1]), -20.0
    model = LogisticRegression(C=_PENALTY, solver="liblinear").fit(rows, wanted, sizes)
    return model.coef_[0], float(model.intercept_[0])
