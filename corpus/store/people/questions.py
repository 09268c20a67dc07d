"""Lists of subjects asked about at once: each kept for good at an id of its own."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.errors import NotFound
from corpus.store.connection import Connection, transaction

_BYTES = 9  # of an id: whoever has it may read what was asked


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
    id_, now = secrets.token_urlsafe(_BYTES), datetime.now(UTC).isoformat(timespec="seconds")
    lists = (json.dumps(list(texts), ensure_ascii=False) for texts in (subjects, remarks))
    with transaction(db):
        db.execute(
            "insert into question_list values (?, ?, ?, ?, ?, ?)", (id_, who, now, council, *lists)
        )
    return id_


def load_questions(db: Connection, id_: str) -> QuestionList:
    """A list by its id. NotFound where none was kept at it."""
    row = db.execute(
        "select id, who, made_at, council, subjects, remarks from question_list where id = ?",
        (id_,),
    ).fetchone()
    if row is None:
        raise NotFound(f"No list of questions is kept at this address ({id_}).")
    list_id, who, made_at, council, *lists = row
    subjects, remarks = (tuple(json.loads(texts)) for texts in lists)
    return QuestionList(list_id, who, made_at, council, subjects, remarks)
