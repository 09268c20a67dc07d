"""Accuracy of the issue grid: cells and states, against what readers of whole reports say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.records import Report
from eval.material.cells import GoldCell, GoldColumn, load_columns, to_statements
from eval.material.read_lines import LEFT_OUT
from eval.outcome import Figure
from index.issues.assignment import tabulate_issues
from index.issues.cells import IssueCell, read_cells
from index.issues.status import SURE, find_state
from models.statements.cells import FOUND, open_cell_model
from models.statements.issues import list_issues

# Four reports of another council, read apart by two readers; states from their cells.
_READERS_CELLS, _READERS_STATES = 0.93, 0.88


@dataclass(frozen=True, slots=True)
class Pair:
    """A cell of ours beside the reader's."""

    council: str
    issue: str
    ours: IssueCell
    gold: GoldCell

    @property
    def is_right(self) -> bool:
        """True where both say the same was found, and both or neither that it was asked."""
        return (self.ours.asked, self.ours.found) == (self.gold.asked, self.gold.found)


def cell_figures(gold: Path, judged: Mapping[str, Sequence[Report]]) -> list[Figure]:
    """Cells and states of the councils left out; `judged` are their reports by file."""
    columns = [column for column in load_columns(gold) if column.council in LEFT_OUT]
    pairs = [pair for column in columns for pair in _pair(column, judged[column.file])]
    return [*measure_cells(pairs), *measure_states(pairs)]


def _pair(column: GoldColumn, reports: Sequence[Report]) -> list[Pair]:
    statements = [statement for report in reports for statement in to_statements(report)]
    by_issue = read_cells(open_cell_model(), statements, tabulate_issues(statements))
    return [
        Pair(column.council, issue.id, cells[0], column.cells[issue.id])
        for issue, cells in zip(list_issues(), by_issue, strict=True)
        if issue.id in column.cells and cells
    ]


def measure_cells(pairs: Sequence[Pair]) -> list[Figure]:
    """How many of the cells told are right, and how many of those that a reader fills are told."""
    read = [pair for pair in pairs if pair.gold.says_something]
    told = [pair for pair in pairs if pair.ours.is_sure]
    both = sum(pair.ours.asked and pair.gold.asked for pair in pairs)
    either = sum(pair.ours.asked + pair.gold.asked for pair in pairs)
    silent = [pair for pair in read if pair.ours.is_silent]
    return [
        Figure("cells told that are right", _share(told), of=len(told)),
        Figure("cells that a reader fills, told", len(told) / len(read), of=len(read)),
        Figure("cells, told or not, that are right", _share(pairs), of=len(pairs)),
        Figure("asked, F1", 2 * both / either, of=sum(pair.gold.asked for pair in pairs)),
        Figure(
            "cells that a reader fills, silent here",
            len(silent) / len(read),
            of=len(read),
            lower_is_better=True,
        ),
        Figure("two readers: cells", _READERS_CELLS, guarded=False),
    ]


def _share(pairs: Sequence[Pair]) -> float:
    return sum(pair.is_right for pair in pairs) / max(1, len(pairs))


def measure_states(pairs: Sequence[Pair]) -> list[Figure]:
    """The states that our cells come to, against those that the reader's come to."""
    ordered = sorted(pairs, key=lambda pair: (pair.council, pair.issue))
    answers = []
    for _, group in groupby(ordered, key=lambda pair: (pair.council, pair.issue)):
        cells = sorted(group, key=lambda pair: pair.ours.published)
        wanted, known = find_state([_as_known(pair) for pair in cells])
        if known:
            answers.append((wanted, *find_state([pair.ours for pair in cells])))
    right = [wanted == state for wanted, state, _ in answers]
    told = [wanted == state for wanted, state, chance in answers if chance >= SURE]
    return [
        Figure("states told that are right", sum(told) / max(1, len(told)), of=len(told)),
        Figure("states told", len(told) / len(answers), of=len(answers)),
        Figure("states, told or not, that are right", sum(right) / len(right), of=len(right)),
        Figure("two readers: states", _READERS_STATES, guarded=False),
    ]


def _as_known(pair: Pair) -> IssueCell:
    """The reader's cell in place of ours, without a doubt."""
    chances = tuple(float(found == pair.gold.found) for found in FOUND)
    return IssueCell(
        published=pair.ours.published,
        document=pair.ours.document,
        body=pair.ours.body,
        found=pair.gold.found,
        asked=pair.gold.asked,
        probability=1.0,
        decisive=(),
        is_service=pair.ours.is_service,
        chances=chances,
        chance_asked=float(pair.gold.asked),
    )
