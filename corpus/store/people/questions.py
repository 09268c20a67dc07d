"""Lists of subjects asked about at once: each kept for good at an id of its own."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.errors import NotFound
from corpus.store.connection import Connection, transaction

_BYTES = 9  # of an id: whoever has it may read what was asked
_COLUMNS = "id, who, made_at, council, subjects, remarks"


@dataclass(frozen=True, slots=True)
class QuestionList:
    """Subjects of one council, in the order given; `remarks` say what of a list was left out."""

    id: str
    who: str  # a name or role; empty where nobody was logged in
    made_at: str  # ISO time, UTC
    council: str
    subjects: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def save_questions(
    db: Connection, council: str, subjects: Sequence[str], remarks: Sequence[str], who: str
) -> str:
    """Keep a list; its id."""
    id_, now = secrets.token_hex(_BYTES), datetime.now(UTC).isoformat(timespec="seconds")
    with transaction(db):
        insert_questions(db, QuestionList(id_, who, now, council, (*subjects,), (*remarks,)))
    return id_


def insert_questions(db: Connection, asked: QuestionList) -> None:
    """Keep a list as it is, at an id that is not held."""
    lists = (json.dumps(texts, ensure_ascii=False) for texts in (asked.subjects, asked.remarks))
    row = (asked.id, asked.who, asked.made_at, asked.council, *lists)
    db.execute("insert into question_list values (?, ?, ?, ?, ?, ?)", row)


def remove_questions(db: Connection, asked: QuestionList) -> None:
    """Delete a list for good: its address shows nothing more."""
    with transaction(db):
        db.execute("delete from question_list where id = ?", (asked.id,))


def iter_questions(db: Connection, who: str | None = None) -> Iterator[QuestionList]:
    """The lists that somebody made, the oldest first; without a name everybody's."""
    rows = db.execute(
        f"select {_COLUMNS} from question_list where ? is null or who = ? collate nocase"
        " order by made_at, rowid",
        (who, who),
    )
    return map(_to_list, rows)


def load_questions(db: Connection, id_: str) -> QuestionList:
    """A list by its id. NotFound where none was kept at it."""
    row = db.execute(f"select {_COLUMNS} from question_list where id = ?", (id_,)).fetchone()
    if row is None:
        raise NotFound(f"No list of questions is kept at this address ({id_}).")
    return _to_list(row)


def _to_list(row: Sequence[str]) -> QuestionList:
    list_id, who, made_at, council, *lists = row
    subjects, remarks = (tuple(json.loads(texts)) for texts in lists)
    return QuestionList(list_id, who, made_at, council, subjects, remarks)
