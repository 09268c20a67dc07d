"""What an answer is narrowed to, as SQL over the `document` and `passage` tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
_CAME = "{}.source in (select source from arrival where number > cast(? as integer))"
Values = str | tuple[str, ...]  # one, or several of which any will do
_SEVERAL = ("authority", "kind", "framework", "statement", "stance", "theme")


@dataclass(frozen=True, slots=True)
class Holding:
    """The rows `s` of a table for which a condition holds, and its values."""

    table: str
    condition: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Whose documents, of which days, kind and framework; empty fields do not narrow.

    Of several values of a field any will do. `since` and `until` are days of publication, both
    included, `years` such years; a document without a date passes none of them. `statement`,
    `stance` and `theme` narrow passages to those that hold such a statement: a key of
    `STATEMENTS`, the stance of a finding, the id of a theme. `came_after` is the number of an
    arrival (`newest_arrival`): only what came into the library later passes. QueryError where
    `statement` is no such key.
    """

    authority: Values = ""
    since: date | None = None
    until: date | None = None
    kind: Values = ""
    framework: Values = ""
    statement: Values = ""
    stance: Values = ""
    theme: Values = ""
    years: tuple[int, ...] = ()
    document: str = ""  # the id of the only one
    came_after: int = 0

    def __post_init__(self) -> None:
        for name in _SEVERAL:
            object.__setattr__(self, name, _simplify(getattr(self, name)))
        for statement in _each(self.statement):
            if statement not in STATEMENTS:
                known = ", ".join(STATEMENTS)
                raise QueryError(f"{statement}: no kind of statement. Give one of: {known}")

    def __bool__(self) -> bool:
        return self != Filters()

    def where(self, document: str = "d") -> tuple[str, list[str]]:
        """A condition on the document table under that name, and its values."""
        years = tuple(map(str, self.years))
        tests = (
            _among(f"{document}.authority", _each(self.authority)),
            (f"{document}.published >= ?", [self.since.isoformat()] if self.since else []),
            (f"{document}.published <= ?", [self.until.isoformat()] if self.until else []),
            _among(f"substr({document}.published, 1, 4)", years),
            _among(f"{document}.kind", _each(self.kind)),
            _among(f"{document}.framework", _each(self.framework)),
            _among(f"{document}.id", _each(self.document)),
            (_CAME.format(document), [str(self.came_after)] if self.came_after else []),
        )
        return _all_of([(test, values) for test, values in tests if values])

    def holdings(self) -> list[list[Holding]]:
        """What a passage must hold: of each list one, or a part of it."""
        stance, stances = _among("s.stance", _each(self.stance))
        themes = [f'"{theme}"' for theme in _each(self.theme)]
        themed = " or ".join("instr(s.themes, ?)" for _ in themes)
        wanted = [
            [Holding(*STATEMENTS[name]) for name in _each(self.statement)],
            [Holding("finding", stance, tuple(stances))] if stances else [],
            [Holding(table, f"({themed})", tuple(themes)) for table in _THEMED] if themes else [],
        ]
        return [holdings for holdings in wanted if holdings]


def _each(values: Values) -> tuple[str, ...]:
    """The values, none of them empty."""
    return tuple(filter(None, (values,) if isinstance(values, str) else values))


def _simplify(values: Values) -> Values:
    """Values once each, a single one by itself, so that what asks for the same is the same."""
    once = tuple(dict.fromkeys(_each(values)))
    return once if len(once) > 1 else "".join(once)


def _among(column: str, values: Sequence[str]) -> tuple[str, list[str]]:
    """The condition that a column has one of some values, and these."""
    marks = ", ".join("?" * len(values))
    return f"{column} in ({marks})", list(values)


def _all_of(tests: Sequence[tuple[str, list[str]]]) -> tuple[str, list[str]]:
    joined = " and ".join(test for test, _ in tests)
    return joined or "true", [value for _, values in tests for value in values]


EVERYTHING = Filters()
