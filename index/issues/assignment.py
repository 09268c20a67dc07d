"""Which issues statements are about, as a table of probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.store.statements import Statement
from models.links.ensemble import Floats
from models.statements.issues import issue_columns, list_issues


def tabulate_issues(statements: Sequence[Statement]) -> Floats:
    """How likely a reader would put each statement under each issue: (statements, issues).

    A row need not add up to 1: a statement may be about two issues, or none.
    """
    table = np.zeros((len(statements), len(list_issues())))
    columns = issue_columns()
    for row, statement in zip(table, statements, strict=True):
        for issue in statement.issues:
            if issue.id in columns:
                row[columns[issue.id]] = issue.probability
    return table
