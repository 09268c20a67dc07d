"""The types everything is written in. A report is one string; the rest are spans of it.

All are frozen and compare by value. Lengths are PDF points from the top left
corner of an upright page; pages count from 1; dates are `datetime.date`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from corpus.account import Account
from corpus.document import Document, Span

# A demand is what running text says must happen; a commitment, what somebody has promised.
AskKind = Literal[
    "recommendation",
    "area_for_improvement",
    "priority_action",
    "duty",
    "recommendation_to_executive",
    "decision_asked",
    "planned_action",
    "decision",
    "demand",
    "commitment",
    "restated",
]
TRACED_KINDS: frozenset[str] = frozenset(
    {
        "recommendation",
        "area_for_improvement",
        "priority_action",
        "duty",
        "demand",
        "recommendation_to_executive",
    }
)
Stance = Literal["strength", "weakness", "improving", "declining", "mixed", "neutral"]
Grade = Literal["outstanding", "good", "adequate", "requires_improvement", "inadequate"]


@dataclass(frozen=True, slots=True)
class IssueProbability:
    """How likely a reader would put a statement under an issue of `vocabulary/issues.json`."""

    id: str
    probability: float


@dataclass(frozen=True, slots=True)
class AskPart:
    """A sub-point or clause of a compound ask, and the page of the file that it begins on."""

    span: Span
    page: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Something a body asks of another; the span has its sub-points, not its number or bullet.

    `parts` are the sub-points or clauses of a compound ask, each to be cited by itself.
    The addressee of a commitment is the one who made it.
    """

    id: str
    span: Span
    kind: AskKind
    printed_number: str = ""
    assigned_number: str = ""
    timescale: str = ""
    addressee: str = ""
    section: str = ""  # headings joined by " > "
    references: tuple[str, ...] = ()  # paragraph numbers the item points at
    origin: str = ""  # of a restated ask: the id or words it restates
    themes: tuple[str, ...] = ()  # ids of `corpus/vocabulary/themes.json`
    issues: tuple[IssueProbability, ...] = ()  # likeliest first; they need not add up to 1
    parts: tuple[AskPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """An evaluative sentence. Themes are ids of `corpus/vocabulary/themes.json`.

    `confidence` is the probability of its stance; `critical` that it finds fault at all: of
    weakness, declining and mixed together.
    """

    id: str
    span: Span
    stance: Stance
    themes: tuple[str, ...] = ()
    paragraph: str = ""
    confidence: float = 1.0
    issues: tuple[IssueProbability, ...] = ()
    critical: float = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """A grade given. `span` covers the words that give it; `area` is the normalised name."""

    span: Span
    area: str
    grade: Grade | str
    grade_as_printed: str
    framework: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A row of an action plan, its cells as printed; the span covers what will be done.

    Where a page's end parts those words, the span covers the first of them, `rest` the others.
    `serves` has the numbers of the asks it serves, as the plan numbers them; `due_by` is
    the last day that `due` can mean, where it names one; `comparators` read "England: 87%".
    """

    id: str
    span: Span
    ref: str = ""
    priority: str = ""
    serves: tuple[str, ...] = ()
    lead: str = ""
    partners: str = ""
    due: str = ""
    due_by: date | None = None
    success_measure: str = ""
    measure: str = ""
    current: str = ""
    target: str = ""
    comparators: tuple[str, ...] = ()
    resource: str = ""
    rag: str = ""
    damaged: bool = False  # words or rows were split in the source, and were joined
    issues: tuple[IssueProbability, ...] = ()
    rest: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where its words stand, in their order."""
        return (self.span, *self.rest)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A line of a plan's table from asks to actions, beside what the plan's rows say.

    `actions` and `count_printed` are the line's own; `rows` the refs of the rows that say
    they serve `area`. The span covers the words of the ask it restates.
    """

    id: str
    span: Span
    area: str
    actions: tuple[str, ...] = ()
    count_printed: int | None = None
    rows: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """True where the line, its count and the rows say the same."""
        count = len(self.actions) if self.count_printed is None else self.count_printed
        return set(self.actions) == set(self.rows) and count == len(set(self.rows))


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a measure, as printed; the span covers the value.

    `amount` is the value as a number where it is one; `who` the authority's name,
    "England", "statistical neighbours", a region or other body; `role` value | target |
    comparator; `good_is` high | low | "" where the document or common sense does not tell;
    `rag_agrees` whether the printed colour agrees with the printed numbers, None where
    it cannot be told.
    """

    id: str
    span: Span
    measure: str
    value: str
    amount: float | None = None
    unit: str = ""
    period: str = ""  # as printed: "2014-15", "July 2015"
    period_end: date | None = None
    who: str = ""
    role: str = "value"
    good_is: str = ""
    rag: str = ""
    rag_agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What members asked, from minutes, or a committee's own standing question.

    `kind` asked | key_question; the answer is the officer's, where one is minuted.
    """

    id: str
    span: Span
    topic: str = ""
    answer: Span | None = None
    paragraph: str = ""
    kind: str = "asked"
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something dated that a document tells of; the span covers the sentence.

    `kind` inspection | visit | notice | direction | appointment | review | meeting |
    publication; `begin` and `end` are ISO days, months ("2013-07") or years, as exact as
    the words; "" where none.
    """

    id: str
    span: Span
    kind: str
    what: str
    begin: str = ""
    end: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Another document that this one names; the span covers the naming words.

    `kind` is that of a `Document`; `when` an ISO day, month or year, "" where none is
    given; `relation` mentions | revokes | supersedes | draft_of | attached.
    """

    id: str
    span: Span
    what: str
    kind: str = ""
    when: str = ""
    relation: str = "mentions"


@dataclass(frozen=True, slots=True)
class Risk:
    """A row of a risk table, as printed. `rating` is the council's own code, not a grade."""

    id: str
    span: Span
    risk: str
    description: str = ""
    mitigation: str = ""
    rating: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """An acronym as a document expands it; the span covers both."""

    id: str
    span: Span
    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that search returns: a paragraph, an item, a table row."""

    id: str
    span: Span
    paragraph: str = ""


@dataclass(frozen=True)
class Report:
    """A document and everything found in it."""

    document: Document
    asks: tuple[Ask, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    findings: tuple[Finding, ...] = ()
    passages: tuple[Passage, ...] = ()
    actions: tuple[Action, ...] = ()
    crosswalk: tuple[Crosswalk, ...] = ()
    measures: tuple[Observation, ...] = ()
    questions: tuple[Question, ...] = ()
    events: tuple[TimelineEvent, ...] = ()
    mentions: tuple[Mention, ...] = ()
    risks: tuple[Risk, ...] = ()
    terms: tuple[Term, ...] = ()
    account: Account = field(default_factory=Account)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that gave no report, and why.

    `source` is the digest of its bytes where it would give none the next time either.
    """

    path: str
    reason: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a hit was found: query words in it, words added, nearness in meaning (-1 to 1)."""

    words: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    meaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers, best first by `score`."""

    id: str
    score: float
    why: Why = field(default_factory=Why)
