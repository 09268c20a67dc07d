"""Fit what a document's statements come to for each issue: `throughline train cells`.

    throughline train reader --gold DIR --leave-out COUNCIL ... --into DIR
    throughline train cells --gold DIR --reader DIR/reader.onnx --councils COUNCIL ...

The cells of `gold/grid` are learned from statements as a reader reads them that has not
learned from those councils: one that has is surer than it will be of others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.statements.cells import CellModel, Said

_PENALTY = 0.3  # of the regressions (C): 0.3 and 1 differ by less than 0.01


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
