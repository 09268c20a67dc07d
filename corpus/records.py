"""The types everything is written in. A report is one string; the rest are spans of it.

All are frozen and compare by value. Lengths are PDF points from the top left
corner of an upright page; pages count from 1; dates are `datetime.date`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "cell", "note"]
AskKind = Literal[
    "recommendation",
    "area_for_improvement",
    "priority_action",
    "duty",
    "recommendation_to_executive",
    "decision_asked",
    "planned_action",
    "decision",
    "restated",
]
TRACED_KINDS: frozenset[str] = frozenset(
    {
        "recommendation",
        "area_for_improvement",
        "priority_action",
        "duty",
        "recommendation_to_executive",
    }
)
Stance = Literal["strength", "weakness", "improving", "declining", "mixed", "neutral"]
Grade = Literal["outstanding", "good", "adequate", "requires_improvement", "inadequate"]


def digest(*parts: object) -> str:
    """A stable id of 16 hexadecimal digits for the given parts.

    >>> digest("a", 1) == digest("a", "1") != digest("a1")
    True
    """
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (not included) of one document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """True where the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left; `bottom` > `top`."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


# --- what a reader returns -------------------------------------------------


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line of a block as printed, and where it stands; no box in a plain text file."""

    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class RawBlock:
    """One heading, paragraph, item, table cell or note on one page, in reading order.

    `level` is the depth of a heading (1 is the highest) or of an item in a list
    (1 is the outermost); 0 elsewhere. `marker` is the printed number or bullet of
    an item ("20.", "a)", "•") where the file keeps it apart from the text.
    `table`, `row` and `column` place a cell: tables count through the file, rows
    and columns from 0; `header` marks a heading cell. `size` is the font size in
    points (0 unknown) and `bold` whether most of it is bold.
    """

    kind: BlockKind
    lines: tuple[RawLine, ...]
    level: int = 0
    marker: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: bool = False
    size: float = 0.0
    bold: bool = False
    confidence: float | None = None  # of OCR, 0 to 1
    continued: bool = False  # the file itself says that it began on an earlier page
    italic: bool = False


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page: its size in points, its printed number if seen, its blocks in order."""

    number: int
    width: float
    height: float
    blocks: tuple[RawBlock, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader found in one file; `reader` names it, `notes` says what was not read."""

    pages: tuple[RawPage, ...]
    reader: str
    notes: tuple[str, ...] = ()
    title: str = ""  # as the file's own metadata gives it


# --- what we hold ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """One file and what is known of it. `id` is the SHA-256 of its bytes, in hexadecimal."""

    id: str
    name: str = ""  # the file's name, for messages
    title: str = ""
    publisher: str = ""
    kind: str = ""
    authority: str = ""
    url: str = ""
    licence: str = ""
    published: date | None = None
    publish_not_before: date | None = None
    fetched_on: date | None = None
    path: str = ""  # where the file was read from, on this machine


@dataclass(frozen=True, slots=True)
class Line:
    """A run of a document's text and the box it was printed in."""

    span: Span
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page: PDF number, printed label, size in points, and its part of the text."""

    number: int
    span: Span
    label: str = ""
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a document. Fields as in `RawBlock`; `paragraph` is its printed number, if any."""

    kind: BlockKind
    span: Span
    level: int = 0
    marker: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: bool = False
    size: float = 0.0
    bold: bool = False
    page: int = 1
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its level or higher."""

    heading: Span
    span: Span  # heading included
    level: int
    path: tuple[str, ...]  # headings from the outermost to this one


@dataclass(frozen=True, slots=True)
class Event:
    """What a document reports on: an inspection, visit or meeting, with its days."""

    kind: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Document:
    """One logical document; a pack holds several `part`s of one source.

    `text` is the whole document once, repaired; every span anywhere points into it.
    Blocks, lines and pages are in the order of the text.
    """

    id: str
    source: Source
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    part: int = 0
    title: str = ""
    kind: str = ""
    framework: str = ""
    authority: str = ""
    event: Event | None = None
    published: date | None = None
    published_from: str = ""  # text | manifest | file name
    reader: str = ""
    notes: tuple[str, ...] = ()
    author: str = ""  # the body that wrote it, where that is not the source's publisher
    status: str = ""  # draft | final, where the document says so

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.span.start for page in self.pages]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.span.start for line in self.lines]

    def quote(self, span: Span) -> str:
        """The words of a span, character for character."""
        return span.of(self.text)

    def page_of(self, span: Span) -> int:
        """The PDF page on which a span starts."""
        return self.pages[max(0, bisect_right(self._page_starts, span.start) - 1)].number

    def boxes_of(self, span: Span) -> tuple[Box, ...]:
        """The boxes of the lines that a span touches, in order; none in plain text."""
        first = max(0, bisect_right(self._line_starts, span.start) - 1)
        last = bisect_left(self._line_starts, span.end)
        return tuple(line.box for line in self.lines[first:last] if line.span.touches(span))

    def section_of(self, span: Span) -> Section | None:
        """The innermost section that holds a span."""
        found = None
        for section in self.sections:
            if span in section.span:
                found = section
        return found

    def blocks_in(self, span: Span) -> Iterator[Block]:
        """The blocks that a span touches, in order."""
        return (block for block in self.blocks if block.span.touches(span))


# --- what is found ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask:
    """Something a body asks of another; the span has its sub-points, not its number or bullet."""

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


@dataclass(frozen=True, slots=True)
class Finding:
    """An evaluative sentence. Themes are ids of `corpus/vocabulary/themes.json`."""

    id: str
    span: Span
    stance: Stance
    themes: tuple[str, ...] = ()
    paragraph: str = ""
    confidence: float = 1.0


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


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that gave no report, and why."""

    path: str
    reason: str


# --- answers ---------------------------------------------------------------


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
