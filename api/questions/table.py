"""The table of many subjects as rows for CSV and Excel, each statement with a link that lasts."""

from __future__ import annotations

from api.export.links import link_statement
from api.export.tables import Cell, Row
from corpus.citation import say_place
from index.answers.records.many import QuestionRow, QuestionTable, Told
from index.recurrence.follow_up import label_of
from index.recurrence.wording import say_join


def to_cells(table: QuestionTable, base: str) -> list[Row]:
    """A row for each subject; `base` is the address of the server."""
    return [_to_cells(row, table, base) for row in table.rows]


def _to_cells(row: QuestionRow, table: QuestionTable, base: str) -> Row:
    cells: dict[str, Cell] = {
        "number": row.number,
        "subject": row.subject,
        "council": table.council,
        "record": row.problem or row.verdict,
        "times_asked": row.times,
        "years_asked": ", ".join(map(str, row.years)),
        "asked_by": say_join(row.bodies) if row.bodies else "",
    }
    for name, told in (("asked", row.asked), ("found", row.found), ("council_said", row.said)):
        cells |= _to_told(f"latest_{name}", told, base)
    return cells | {
        "latest_asked_in_a_list": row.asked.citation.lead if row.asked else "",
        "latest_word": row.latest_word,
        "remarks": " ".join(row.remarks),
        "not_held": "; ".join(document.title for document in table.not_held),
    }


def _to_told(name: str, told: Told | None, base: str) -> dict[str, Cell]:
    """A statement in columns of its own; empty ones where there is none."""
    parts = ("date", "by", "says", "words", "document", "place", "link")
    if told is None:
        return {f"{name}_{part}": None for part in parts}
    of = told.citation
    link = link_statement(base, told.statement)
    values = (of.published, of.body, label_of(told.says), of.shown, of.title, say_place(of), link)
    return {f"{name}_{part}": value for part, value in zip(parts, values, strict=True)}
