"""Which issues statements are about, as a table of probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.records import IssueProbability
from corpus.store.statements import Statement
from models.links.ensemble import Floats
from models.statements.issues import issue_columns, list_issues


def tabulate_issues(statements: Sequence[Statement]) -> Floats:
    """How likely a reader would put each statement under each issue: (statements, issues).

    A row need not add up to 1: a statement may be about two issues, or none.
    """
    table = np.zeros((len(statements), len(list_issues())))
    for row, statement in enumerate(statements):
        fill_row(table[row], statement.issues)
    return table


def fill_row(row: Floats, issues: Sequence[IssueProbability]) -> None:
    """Write the probabilities of issues into their columns of a row."""
    columns = issue_columns()
    for issue in issues:
        if issue.id in columns:
            row[columns[issue.id]] = issue.probability
