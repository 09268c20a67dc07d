"""The issue grid: what each document of an outside body says of each issue, taken together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np

from corpus.kinds import kind_of
from corpus.probability import to_printed
from corpus.store.statements import Stance, Statement
from index.issues.retold import finds_nothing_itself
from index.recurrence.wording import name_outside_body
from models.links.ensemble import Floats
from models.statements.cells import FOUND, CellModel, Found, Said

# From here a cell is told: of such cells of two councils that nothing was learned from, 87 in
# 100 are as a careful reader's, and they are 85 in 100 of those that a reader fills.
SURE = 0.55
_ASKED = 0.5  # probability of having been asked from which it is told
DECISIVE = 3  # statements that are named with a cell
_ABOUT = 0.3  # probability that a statement is of an issue, to be named or to break silence
_FOUND_OF: Mapping[Stance, Found] = {
    "found weak": "weak",
    "mixed": "mixed",
    "improving": "improving",
    "good": "good",
}
_SHORT = ("weak", "mixed")  # that find fault


@dataclass(frozen=True, slots=True)
class IssueCell:
    """What one document of an outside body says of an issue, taken together.

    `found` is empty where it judges nothing; `probability` how likely a careful reader says
    the same; `decisive` at most three statements that it rests on, asks first. `chances` are
    the probabilities of `FOUND`, `chance_asked` that of having asked.
    """

    published: date
    document: str
    body: str
    found: Found
    asked: bool
    probability: float
    decisive: tuple[Statement, ...]
    is_service: bool  # an inspection of children's services as a whole
    chances: tuple[float, ...]
    chance_asked: float

    @property
    def says_something(self) -> bool:
        """True where the document asks about the issue, or judges it."""
        return self.asked or self.found != ""

    @property
    def is_sure(self) -> bool:
        """True where what it says is sure enough to be told."""
        return self.says_something and self.probability >= SURE

    @property
    def is_silent(self) -> bool:
        """True where nothing in the document comes near the issue."""
        return not self.says_something and not self.decisive


def read_cells(
    model: CellModel, statements: Sequence[Statement], chances: Floats
) -> list[tuple[IssueCell, ...]]:
    """For each column of `chances` a cell for each document of an outside body, oldest first.

    `chances` is (statements, issues): how likely each is of each issue. Plans, restated asks
    and what the council reported count for nothing. What a commissioner only tells of what others
    found is no finding, and breaks silence.
    """
    rows = [row for row, statement in enumerate(statements) if _counts(statement)]
    rows.sort(key=lambda row: (statements[row].published, statements[row].document))
    by_document = [
        _read_document(model, [statements[row] for row in held], chances[held])
        for held in (
            list(group) for _, group in groupby(rows, key=lambda row: statements[row].document)
        )
    ]
    return [tuple(cells[issue] for cells in by_document) for issue in range(chances.shape[1])]


def _counts(statement: Statement) -> bool:
    return statement.is_outside and (statement.stance == "asked" or statement.stance in _FOUND_OF)


def _read_document(
    model: CellModel, statements: Sequence[Statement], chances: Floats
) -> list[IssueCell]:
    """The cells of one document, an issue each."""
    own = [row for row, each in enumerate(statements) if not finds_nothing_itself(each)]
    said = find_said([statements[row] for row in own] or statements, chances[own or slice(None)])
    found, of_asked = model.read(said)
    body = name_outside_body(statements[0].document_kind)
    return [
        _to_cell(statements, chances[:, issue], found[issue], float(of_asked[issue]), body)
        for issue in range(chances.shape[1])
    ]


def find_said(statements: Sequence[Statement], chances: Floats) -> Said:
    """What the asks and judging sentences of one document say, as the model takes it."""
    asked = np.array([statement.stance == "asked" for statement in statements], dtype=np.bool_)
    sentences = [statement for statement in statements if statement.stance != "asked"]
    return Said(
        chances[asked],
        chances[~asked],
        np.array([_share_out(each) for each in sentences]).reshape(-1, len(FOUND)),
        kind_of(statements[0].document_kind).inspects == "send",
    )


def _share_out(sentence: Statement) -> list[float]:
    """How likely a sentence says each of `FOUND`: what its stance leaves goes to weak, so far as
    it is likely to find fault, and the rest to good; what would be the stance's own, to that near
    it. Of eight councils, each left out, the log loss of cells is 0.425 so, 0.438 by the stances
    alone."""
    said, sure = _FOUND_OF[sentence.stance], sentence.confidence
    of_fault = min(1 - sure, max(0.0, sentence.critical - (sure if said in _SHORT else 0.0)))
    shares = dict.fromkeys(FOUND, 0.0) | {said: sure}
    shares["mixed" if said == "weak" else "weak"] += of_fault
    shares["improving" if said == "good" else "good"] += 1 - sure - of_fault
    return [shares[found] for found in FOUND]


def _to_cell(
    statements: Sequence[Statement], chances: Floats, found: Floats, of_asked: float, body: str
) -> IssueCell:
    first = statements[0]
    best, asked = int(found.argmax()), of_asked >= _ASKED
    return IssueCell(
        published=first.published,
        document=first.document,
        body=body,
        found=FOUND[best],
        asked=asked,
        probability=to_printed(float(found[best]) * max(of_asked, 1 - of_asked)),
        decisive=_find_decisive(statements, chances, FOUND[best]),
        is_service=kind_of(first.document_kind).inspects == "service",
        chances=tuple(found.tolist()),
        chance_asked=of_asked,
    )


def _find_decisive(
    statements: Sequence[Statement], chances: Floats, found: Found
) -> tuple[Statement, ...]:
    """The statements that a cell rests on: asks, then what says the same, the likeliest first."""

    def order(row: int) -> tuple[bool, bool, float]:
        statement = statements[row]
        agrees = _FOUND_OF.get(statement.stance) == found
        return statement.stance != "asked", not agrees, -chances[row] * statement.confidence

    near = [row for row in range(len(statements)) if chances[row] >= _ABOUT]
    return tuple(statements[row] for row in sorted(near, key=order)[:DECISIVE])
