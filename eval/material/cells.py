"""The cells that careful readers gave to whole reports, and the statements of ours behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.citation import Citation, cite_spans
from corpus.errors import GoldError
from corpus.records import TRACED_KINDS, Ask, Finding, Report
from corpus.store.statements import Statement, stance_of
from eval.material.gold import load_councils
from eval.material.read_lines import FOLDER
from models.statements.cells import Found

_FOUND: Mapping[str, Found] = {"n": "", "w": "weak", "m": "mixed", "i": "improving", "g": "good"}
_ASKED = "A"


@dataclass(frozen=True, slots=True)
class GoldCell:
    """What a reader says that a report says of an issue; `found` is empty for no judgement."""

    asked: bool
    found: Found

    @property
    def says_something(self) -> bool:
        """True where the report asks about the issue, or judges it."""
        return self.asked or self.found != ""


@dataclass(frozen=True, slots=True)
class GoldColumn:
    """The cells of one report, by issue."""

    council: str
    file: str
    published: date
    cells: Mapping[str, GoldCell]


def load_columns(gold: Path) -> list[GoldColumn]:
    """The reports of the grid with their cells, council by council, oldest first. GoldError."""
    try:
        return [
            GoldColumn(
                council["council"],
                report["file"],
                date.fromisoformat(report["published"]),
                _column(council["cells"], number),
            )
            for council in load_councils(gold, FOLDER)
            for number, report in enumerate(council["reports"])
        ]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise GoldError(f"{gold / FOLDER}: not as the grid should be: {error}") from error


def _column(cells: Mapping[str, Sequence[str]], number: int) -> dict[str, GoldCell]:
    return {issue: _to_cell(row[number]) for issue, row in cells.items()}


def _to_cell(printed: Any) -> GoldCell:
    """A cell as the gold writes it: "A" for asked, what was found, "c" where the reader is sure."""
    asked = printed.startswith(_ASKED)
    return GoldCell(asked, _FOUND[printed[int(asked)]])


def to_statements(report: Report) -> list[Statement]:
    """The asks and findings of a report as the library would hold them."""
    asks = [ask for ask in report.asks if ask.kind in TRACED_KINDS]
    records: list[Ask | Finding] = [*asks, *report.findings]
    cited = zip(records, cite_spans(report, (each.span for each in records)), strict=True)
    return [
        statement
        for record, citation in cited
        if (statement := _to_statement(record, report.document.kind, citation))
    ]


def _to_statement(
    record: Ask | Finding, document_kind: str, citation: Citation
) -> Statement | None:
    table, detail, sureness, critical = "ask", "", 1.0, 0.5
    if isinstance(record, Finding):
        table, detail, sureness = "finding", record.stance, record.confidence
        critical = record.critical
    else:
        detail = record.kind
    stance = stance_of(table, detail, document_kind)
    if stance is None:
        return None
    return Statement(
        record.id, table, stance, citation, document_kind, "", sureness, record.issues, critical
    )
