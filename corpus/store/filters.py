"""What an answer is narrowed to, as SQL over the `document` and `passage` tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from corpus.errors import QueryError

# The kinds of statement that passages can be narrowed to, each with its table and what
# its rows must be.
STATEMENTS: Mapping[str, tuple[str, str]] = {
    "ask": ("ask", "true"),
    "recommendation": ("ask", "s.kind in ('recommendation', 'area_for_improvement')"),
    "priority_action": ("ask", "s.kind = 'priority_action'"),
    "duty": ("ask", "s.kind = 'duty'"),
    "demand": ("ask", "s.kind = 'demand'"),
    "commitment": ("ask", "s.kind = 'commitment'"),
    "decision": (
        "ask",
        "s.kind in ('decision', 'decision_asked', 'recommendation_to_executive')",
    ),
    "restated": ("ask", "s.kind = 'restated'"),
    "finding": ("finding", "true"),
    "judgement": ("judgement", "true"),
    "action": ("action", "true"),
    "measure": ("observation", "true"),
    "question": ("question", "true"),
    "event": ("timeline_event", "true"),
    "risk": ("risk", "true"),
}
_THEMED = ("ask", "finding", "question")


@dataclass(frozen=True, slots=True)
class Filters:
    """Whose documents, of which days, kind and framework; empty fields do not narrow.

    `since` and `until` are days of publication, both included; a document without a
    date passes neither. `statement`, `stance` and `theme` narrow passages to those that
    hold such a statement: a key of `STATEMENTS`, the stance of a finding, the id of a theme.
    QueryError where `statement` is no such key.
    """

    authority: str = ""
    since: date | None = None
    until: date | None = None
    kind: str = ""
    framework: str = ""
    statement: str = ""
    stance: str = ""
    theme: str = ""

    def __post_init__(self) -> None:
        if self.statement and self.statement not in STATEMENTS:
            known = ", ".join(STATEMENTS)
            raise QueryError(f"{self.statement}: no kind of statement. Give one of: {known}")

    def __bool__(self) -> bool:
        return self != Filters()

    def where(self, document: str = "d") -> tuple[str, list[str]]:
        """A condition on the document table under that name, and its values."""
        tests = {
            f"{document}.authority = ?": self.authority,
            f"{document}.published >= ?": self.since.isoformat() if self.since else "",
            f"{document}.published <= ?": self.until.isoformat() if self.until else "",
            f"{document}.kind = ?": self.kind,
            f"{document}.framework = ?": self.framework,
        }
        asked = {test: value for test, value in tests.items() if value}
        return " and ".join(asked) or "true", list(asked.values())

    def where_passage(self, passage: str = "p") -> tuple[str, list[str]]:
        """A condition on the passage table under that name, and its values."""
        tests: list[str] = []
        values: list[str] = []
        if self.statement:
            tests.append(_holds(passage, *STATEMENTS[self.statement]))
        if self.stance:
            tests.append(_holds(passage, "finding", "s.stance = ?"))
            values.append(self.stance)
        if self.theme:
            themed = (_holds(passage, table, "instr(s.themes, ?)") for table in _THEMED)
            tests.append(f"({' or '.join(themed)})")
            values += [f'"{self.theme}"'] * len(_THEMED)
        return " and ".join(tests) or "true", values


EVERYTHING = Filters()


def _holds(passage: str, table: str, condition: str) -> str:
    """The condition that a passage holds a row of a table, or a part of it."""
    return (
        f"exists (select 1 from {table} s where s.document = {passage}.document"
        f" and s.start < {passage}.stop and s.stop > {passage}.start and {condition})"
    )
