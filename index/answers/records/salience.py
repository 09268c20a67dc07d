"""How much each sentence of a record tells: which are read first of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from corpus.store.statements import Statement
from index.answers.records.said import (
    FOUND_GOOD,
    FOUND_WEAK,
    LEANS,
    SEEN_IMPROVING,
    SaidOfSubject,
    group_by_document,
)
from index.recurrence.follow_up import IN_PART
from index.recurrence.subject import CouncilTables
from models.documents.salience import OnSubject, SubjectList, open_salience_model
from models.links.topic import Topic
from models.statements.issues import list_issues

_SENSES = {
    **dict.fromkeys(FOUND_WEAK, "weak"),
    **dict.fromkeys(FOUND_GOOD, "good"),
    IN_PART: "mixed",
    SEEN_IMPROVING: "improving",
}
_open_model = cache(open_salience_model)


def weigh_salience(
    topic: Topic, tables: CouncilTables, said: Sequence[SaidOfSubject]
) -> list[SaidOfSubject]:
    """The same in order, each with how much it tells among those of its document."""
    salience: dict[str, float] = {}
    for of_document in group_by_document(said).values():
        chances = _open_model().weigh(list_on_subject(topic, tables, of_document))
        salience |= {
            each.statement.id: chance for each, chance in zip(of_document, chances, strict=True)
        }
    return [replace(each, salience=salience[each.statement.id]) for each in said]


def list_on_subject(
    topic: Topic, tables: CouncilTables, said: Sequence[SaidOfSubject]
) -> SubjectList:
    """What one document says of the words, in its order, as the model takes it."""
    issue = list_issues()[int(topic.issues[0].argmax())].id
    rows = [tables.row_of(each.statement.id) for each in said]
    return SubjectList(
        topic.words,
        topic.vector,
        [_describe(each, issue) for each in said],
        tables.said.vectors[rows],
    )


def _describe(said: SaidOfSubject, issue: str) -> OnSubject:
    statement = said.statement
    return OnSubject(
        text=statement.text,
        chance=said.probability,
        of_issue=_greatest(statement, issue, of_it=True),
        of_other=_greatest(statement, issue, of_it=False),
        confidence=statement.confidence,
        critical=statement.critical,
        sense=_SENSES.get(said.says, ""),
        leans=LEANS.match(statement.text) is not None,
        with_before=said.before is not None,
        with_after=said.after is not None,
        heading=statement.heading,
    )


def _greatest(statement: Statement, issue: str, *, of_it: bool) -> float:
    """The chance of the issue, or the greatest of the others."""
    held = (each.probability for each in statement.issues if (each.id == issue) is of_it)
    return max(held, default=0.0)
