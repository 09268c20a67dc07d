"""What council plans list against what was asked for: told as what the plan says, not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.citation import Cell, Citation, say_place
from corpus.document import Span
from corpus.privacy import hide_contacts
from index.answers.cache import Key, cached
from index.library import Library
from index.recurrence.wording import name_outside_body, say_count, say_day
from index.tables.labelled import BREAKS_OFF, with_all_cells
from index.tables.plans import PlanLine, find_plan_lines

LISTED = (
    "What the council's plan lists against what was asked for (as the plan says; whether it meets"
    " it is not judged here)"
)
LISTED_BY = "The plan lists it against"
_TIED = "The council's plan lists actions on this against"
_OF_ACTION = ("Action", "Action, continued")  # cells with what will be done
_MOST_LISTED = 5  # actions of a line that are shown before all are asked for
_LINES: Key[_Lines] = Key("plan lines")


@dataclass(frozen=True, slots=True)
class ListedActions:
    """The actions that a plan lists against an ask, those nearest the subject first."""

    line: PlanLine
    actions: tuple[ListedAction, ...]

    @property
    def says(self) -> str:
        """What the plan does, in words."""
        actions = say_count(len(self.actions), "action")
        differ = "" if self.line.agrees else " (its rows and its list of them differ)"
        return f"lists {actions} against {_say_number(self.line)}{differ}"

    @property
    def shown(self) -> tuple[ListedAction, ...]:
        """The first few."""
        return self.actions[:_MOST_LISTED]

    @property
    def further(self) -> tuple[ListedAction, ...]:
        """The others."""
        return self.actions[_MOST_LISTED:]


@dataclass(frozen=True, slots=True)
class ListedAction:
    """An action as a plan's list names it: its reference, its words, and by when."""

    ref: str
    text: str
    due: str
    citation: Citation


def find_listed(
    library: Library, authority: str, asks: Collection[str], nearness: Mapping[str, float]
) -> tuple[ListedActions, ...]:
    """What the plans of a council list against the asks of these ids; `nearness` is that of
    actions to the subject, by id."""
    lines = _lines_of(library, authority).all
    return tuple(_to_listed(library, line, nearness) for line in lines if line.ask.id in asks)


def _to_listed(library: Library, line: PlanLine, nearness: Mapping[str, float]) -> ListedActions:
    ordered = sorted(line.actions, key=lambda each: -nearness.get(each.record.id, 0.0))
    actions = []
    cited_rows = with_all_cells(library, (each.citation for each in ordered))
    for each, cited in zip(ordered, cited_rows, strict=True):
        text = " ".join(cell.text for cell in cited.cells if cell.name in _OF_ACTION)
        words = text or " ".join(each.text.split())
        words += " …" if any(cell.text == BREAKS_OFF for cell in cited.cells) else ""
        due = each.record.due
        actions.append(ListedAction(each.record.ref, hide_contacts(words), due, each.citation))
    return ListedActions(line, tuple(actions))


def with_asks(
    library: Library, authority: str, citations: Iterable[Citation]
) -> Iterator[Citation]:
    """The citations, those of actions with the asks that their plan lists them against among
    their cells."""
    by_action = _lines_of(library, authority).by_action
    for citation in citations:
        lines = by_action.get((citation.document, citation.span), ())
        cells = tuple(Cell(LISTED_BY, _say_ask(line)) for line in lines)
        yield replace(citation, cells=(*citation.cells, *cells)) if cells else citation


def say_tied(
    library: Library, authority: str, actions: Sequence[Citation], told: Collection[str]
) -> list[str]:
    """What the plan ties these actions to, of asks whose ids are not `told`: those against which
    it lists at least half of them. A plan that meets an ask by what was typed says what it means.
    """
    by_action = _lines_of(library, authority).by_action
    lines = [line for each in actions for line in by_action.get((each.document, each.span), ())]
    counts = Counter(line.ask.id for line in lines if line.ask.id not in told)
    tied = {line.ask.id: line for line in lines if 2 * counts[line.ask.id] >= len(actions)}
    return [f"{_TIED} {_say_ask(line)}" for line in tied.values()]


def _say_ask(line: PlanLine) -> str:
    """ "number 2 of what Ofsted asked for on 27 August 2019, page 3: “Staffing capacity.”"."""
    place = say_place(line.ask.citation)
    where = ", ".join(filter(None, (_say_number(line), place)))
    return f"{where}: “{line.ask.citation.line}”"


def _say_number(line: PlanLine) -> str:
    body, day = name_outside_body(line.ask.kind), say_day(line.ask.published)
    return f"number {line.number} of what {body} asked for on {day}"


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a council's plans, and those that list an action, by where that stands."""

    all: list[PlanLine]
    by_action: dict[tuple[str, Span], list[PlanLine]]


def _lines_of(library: Library, authority: str) -> _Lines:
    return cached(library, _LINES.of(authority), lambda: _load_lines(library, authority))


def _load_lines(library: Library, authority: str) -> _Lines:
    lines = find_plan_lines(library.db, authority)
    by_action: dict[tuple[str, Span], list[PlanLine]] = {}
    for line in lines:
        for action in line.actions:
            by_action.setdefault((action.document, action.citation.span), []).append(line)
    return _Lines(lines, by_action)
