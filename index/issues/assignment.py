"""Which issues the statements of an authority are about, each judged in its context."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.store.embeddings import Vectors
from corpus.store.statements import Statement
from models.links.ensemble import Floats
from models.statements.issues import measure_patterns, open_issue_classifier
from models.statements.membership import Evidence, Membership, open_membership

# What the other statements of its paragraph count for beside a statement's own words, and
# the chance left to an issue that none of them is about.
_PARAGRAPH, _UNHEARD = 0.25, 0.01


def read_issues(statements: Sequence[Statement], vectors: Vectors) -> Floats:
    """The chance of each issue for each statement, its paragraph and its section heard.

    Rows add up to 1.
    """
    return gather_evidence(statements, vectors, open_membership()).in_context


def read_memberships(statements: Sequence[Statement], vectors: Vectors) -> Floats:
    """How likely a reader would put each statement under each issue: (statements, issues).

    A statement may belong to several issues, or to none.
    """
    model = open_membership()
    return model.weigh(gather_evidence(statements, vectors, model))


def gather_evidence(
    statements: Sequence[Statement], vectors: Vectors, model: Membership
) -> Evidence:
    """What `model` judges by: patterns, chances, and the chances heard where each stands."""
    shown = measure_patterns(_texts(statements))
    alone = open_issue_classifier().classify_patterns(shown, vectors)
    asked = np.array([statement.kind != "finding" for statement in statements], dtype=np.bool_)
    # What is asked stands in a list, and a list is about many things.
    headings = [
        statement.heading if statement.kind == "finding" else "" for statement in statements
    ]
    heard = model.weight_by_section(hear_paragraphs(statements, alone), headings)
    return Evidence(heard, alone, shown, asked)


def hear_paragraphs(statements: Sequence[Statement], alone: Floats) -> Floats:
    """The chances of statements, the others of the same paragraph heard."""
    passages: dict[str, list[int]] = {}
    for row, statement in enumerate(statements):
        passages.setdefault(statement.passage, []).append(row)
    heard = np.ones_like(alone)
    for passage, rows in passages.items():
        if passage and len(rows) > 1:
            others = (alone[rows].sum(axis=0) - alone[rows]) / (len(rows) - 1)
            heard[rows] = (others + _UNHEARD) ** _PARAGRAPH
    chances: Floats = alone * heard
    chances /= chances.sum(axis=1, keepdims=True)
    return chances


def _texts(statements: Sequence[Statement]) -> list[str]:
    return [statement.text for statement in statements]
