"""What a document prints beside a statement: the cells of a plan's row, an answer, a topic."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from api.pages.shared import words
from corpus.privacy import hide_contacts
from corpus.store.citations import load_row
from corpus.store.connection import Connection

# Columns of each table that are shown, with their names; those that are empty are left out.
_LABELS: Mapping[str, Mapping[str, str]] = {
    "ask": {
        "printed_number": "Number as printed",
        "assigned_number": "Number given later",
        "addressee": "Addressed to",
        "timescale": "By when",
        "references": "Points to paragraphs",
        "themes": "Themes",
    },
    "finding": {"paragraph": "Paragraph", "themes": "Themes"},
    "action": {
        "rest": "Action, continued",
        "ref": "Reference",
        "priority": "Priority",
        "serves": "Serves recommendation",
        "lead": "Lead",
        "partners": "Partners",
        "due": "Due",
        "success_measure": "What success looks like",
        "measure": "Measure",
        "current": "Current",
        "target": "Target",
        "comparators": "Compared with",
        "resource": "Resource",
        "rag": "Colour as printed",
    },
    "question": {
        "topic": "Topic",
        "answer": "Answer",
        "paragraph": "Paragraph",
        "themes": "Themes",
    },
    "observation": {
        "measure": "Measure",
        "period": "Period",
        "who": "Whose",
        "rag": "Colour as printed",
    },
    "risk": {
        "risk": "Risk",
        "description": "Description",
        "mitigation": "What is done about it",
        "rating": "The council’s own rating",
    },
    "timeline_event": {"what": "What", "begin": "From", "end": "To", "body": "Body"},
    "mention": {"what": "Document", "when": "Of", "relation": "How it is named"},
}


def list_details(db: Connection, table: str, statement_id: str) -> tuple[tuple[str, str], ...]:
    """Each detail's name and words, as printed, in the order of the columns."""
    return tuple(_say_details(table, load_row(db, table, statement_id)))


def _say_details(table: str, row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for column, label in _LABELS[table].items():
        shown = _say(column, row[column], str(row["text"]))
        if shown:
            yield label, hide_contacts(shown)


def _say(column: str, held: object, text: str) -> str:
    """A column's value in words: a list with commas, a span as the words it covers."""
    if held is None or held == "":
        return ""
    if column == "answer":
        start, end = json.loads(str(held))
        return text[start:end]
    if column == "rest":
        return " ".join(text[start:end] for start, end in json.loads(str(held)))
    if column == "themes":
        return ", ".join(words.say_theme(theme) for theme in json.loads(str(held)))
    if column in ("references", "serves", "comparators"):
        return ", ".join(json.loads(str(held)))
    return str(held)
