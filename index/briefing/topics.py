"""The issues behind an item, as they stood on the day of its meeting.

A topic is a thread until a day, beside what the item's own paper says of the issue: every
sentence of the paper counts, not only those that judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from corpus.citation import cite_spans
from corpus.document import Document, Span
from corpus.kinds import kind_of
from corpus.records import Report, Risk
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, documents_of
from corpus.store.reports import load_report
from index.briefing.contents import Quotation
from index.issues.threads import Member, Thread
from index.library import Library
from models.links.ensemble import Floats
from models.statements.issues import list_issues
from models.statements.reader import Placed
from models.text.quantities import find_quantities
from models.text.sentences import find_sentences

RAISED = frozenset({"asked", "found weak"})
PRAISED = frozenset({"good", "improving"})
_TOUCHED = 0.1  # chance of an issue from which a sentence may be about it
CLEAR = 0.3  # chance of an issue from which a sentence or a question is about it
OFTEN = 3  # documents of outside bodies that make an issue one that runs through the years
_PRAISE = 0.5  # that a statement praises an issue, for a question to stand on it
_SURE = 0.4  # that a statement is of its issue, for a briefing to quote it
_SHORTEST = 5  # words of a sentence that says something
# What orders the issues of an item: see `Topic.weight`.
_ASKED_LAST, _PASSED_OVER, _FIGURE, _SPOKEN = 3.0, 2.0, 3.0, 1.0
_DOCUMENT, _MOST_DOCUMENTS = 0.75, 4


@dataclass(frozen=True)
class Topic:
    """An issue until a day.

    `outside` is what outside bodies said, `council` what the council planned and reported
    elsewhere, both oldest first; `paper` what the item's paper says, figures first, then the
    likeliest on the issue. `has_figure` where it gives a number, `asked_last` where the
    latest inspection asks for it, `listed` where the paper repeats that ask, `touched` where
    anything in the paper may be about it: without that, it is silent (where there is no
    paper, nothing is). `found_good` and `found_weak` are the documents of outside bodies
    that found it so, taken together.
    """

    issue: str
    label: str
    thread: str
    outside: tuple[Member, ...]
    council: tuple[Member, ...]
    paper: tuple[Quotation, ...]
    has_figure: bool
    asked_last: bool
    listed: bool
    touched: bool
    found_good: frozenset[str]
    found_weak: frozenset[str]

    @cached_property
    def raised(self) -> tuple[Member, ...]:
        """Where an outside body asked for it, or found it weak on the whole or in part."""
        return tuple(
            member
            for member in self.outside
            if member.stance == "asked"
            or (member.stance in RAISED and member.document in self.found_weak)
        )

    @cached_property
    def raised_in(self) -> int:
        """In how many documents an outside body raised it."""
        return len({member.document for member in self.raised})

    @cached_property
    def slip(self) -> tuple[Member, Member] | None:
        """What the first document that found it good says best, and what raised it last, later;
        None where it was never found good first, or not in words clear enough to quote."""
        weak = clearest(self.raised, last=True)
        good = [member for member in self.outside if member.document in self.found_good]
        praise = [
            member for member in good if member.stance in PRAISED and member.probability >= _PRAISE
        ]
        first = min((member.published for member in praise), default=weak.published)
        if first >= weak.published:
            return None
        earliest = (member for member in praise if member.published == first)
        return max(earliest, key=lambda member: member.probability), weak

    @cached_property
    def weight(self) -> float:
        """What puts one issue before another: asked for last, and passed over by the paper;
        numbers in the paper, the paper's own words, and how many documents raised it."""
        often = min(self.raised_in, _MOST_DOCUMENTS) * _DOCUMENT
        spoken = _SPOKEN * bool(self.paper) + _FIGURE * self.has_figure
        passed_over = _PASSED_OVER * (self.listed and not self.touched)
        return _ASKED_LAST * self.asked_last + passed_over + spoken + often


@dataclass(frozen=True, slots=True)
class Paper:
    """What an item's paper says of each issue: sentences before rows of tables, figures
    first, then the likeliest.

    `figures` are the issues on which it gives a number, `listed` those of which it repeats
    an ask, `touched` those that any sentence may be about, `numbers` its sentences with a
    number that are clearly of no issue.
    """

    id: str = ""
    sentences: Mapping[str, tuple[Quotation, ...]] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    numbers: tuple[Quotation, ...] = ()


NO_PAPER = Paper()


def find_topics(
    library: Library, threads: Iterable[Thread], authority: str, day: date, paper: Paper = NO_PAPER
) -> list[Topic]:
    """The threads that an outside body had raised by a day, the weightiest first."""
    inspection = latest_inspection(library.db, authority, day)
    latest = inspection.id if inspection else ""
    topics = (_to_topic(_weigh(thread), day, latest, paper) for thread in threads)
    raised = (topic for topic in topics if topic.raised)
    return sorted(raised, key=lambda topic: (-topic.weight, not topic.asked_last, topic.thread))


def clearest(raised: Sequence[Member], last: bool) -> Member:
    """Of the newest or the earliest document that raised it: an ask first, then the likeliest."""
    day = raised[-1 if last else 0].published
    of_day = (member for member in raised if member.published == day)
    return max(of_day, key=lambda member: (member.stance == "asked", member.probability))


def latest_inspection(db: Connection, authority: str, day: date) -> HeldDocument | None:
    """The newest inspection report by a day; None where none is held."""
    newest_first = reversed(documents_of(db, authority, day))
    inspections = (
        document for document in newest_first if kind_of(document.kind).inspects == "service"
    )
    return next(inspections, None)


def _weigh(thread: Thread) -> Thread:
    """A thread without what may well be of another issue, or say something else: the chance
    of a member is that it is of the issue and says what it is held to say."""
    weighed = (
        replace(member, probability=member.probability * member.confidence)
        for member in thread.members
    )
    likely = tuple(member for member in weighed if member.probability >= _SURE)
    return replace(thread, members=likely)


def _to_topic(thread: Thread, day: date, latest: str, paper: Paper) -> Topic:
    held = [
        member
        for member in thread.members
        if member.published <= day and member.document != paper.id
    ]
    outside = tuple(member for member in held if member.is_outside)
    issue = thread.issue or thread.id
    return Topic(
        issue=issue,
        label=thread.label,
        thread=thread.id,
        outside=outside,
        council=tuple(member for member in held if not member.is_outside),
        paper=paper.sentences.get(issue, ()),
        has_figure=issue in paper.figures,
        asked_last=any(
            member.document == latest and member.stance == "asked" for member in outside
        ),
        listed=issue in paper.listed,
        touched=not paper.id or issue in paper.touched,
        found_good=frozenset(cell.document for cell in thread.looks if cell.found == "good"),
        found_weak=frozenset(
            cell.document for cell in thread.looks if cell.found in ("weak", "mixed")
        ),
    )


def quote(member: Member) -> Quotation:
    """A thread's member as a quotation, said by the outside body that wrote the document."""
    return Quotation(member.citation, kind_of(member.document_kind).body, member.id)


# --- the paper -------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class _Sentence:
    """A sentence of a paper with its likeliest issue's chance, in the order of quoting."""

    is_prose: bool
    has_figure: bool
    chance: float
    span: Span


def read_paper(library: Library, item: str) -> Paper:
    """What the paper of that id says. NotFound where it is not held."""
    report = load_report(library.db, item)
    spans = _spans(report)
    chances = read_chances(library, [report.document.quote(span) for span in spans])
    by_issue: dict[str, list[_Sentence]] = {}
    for span, (issue, chance) in zip(spans, _likeliest(chances), strict=True):
        is_prose, has_figure = not _is_row(report, span), _has_figure(report, span)
        sentence = _Sentence(is_prose, has_figure, chance, span)
        by_issue.setdefault(issue if chance >= CLEAR else "", []).append(sentence)
    unclear = [each for each in by_issue.pop("", []) if each.is_prose and each.has_figure]
    return Paper(
        id=item,
        sentences={
            issue: _quote_sentences(report, sorted(sentences, reverse=True))
            for issue, sentences in by_issue.items()
        },
        figures=frozenset(
            issue
            for issue, sentences in by_issue.items()
            if any(sentence.has_figure for sentence in sentences)
        ),
        listed=_listed(report, library),
        touched=_find_touched(chances),
        numbers=_quote_sentences(report, unclear),
    )


def _find_touched(chances: Floats) -> frozenset[str]:
    """The issues that any sentence may be about."""
    highest = chances.max(axis=0, initial=0.0).tolist()
    issues = zip(list_issues(), highest, strict=True)
    return frozenset(issue.id for issue, chance in issues if chance >= _TOUCHED)


def _is_row(report: Report, span: Span) -> bool:
    return any(block.table is not None for block in report.document.blocks_in(span))


def _has_figure(report: Report, span: Span) -> bool:
    """True where a measured number stands in a sentence; days and ages are none."""
    return any(number.unit for number in find_quantities(report.document.quote(span)))


def read_issue(library: Library, texts: Sequence[str]) -> list[tuple[str, float]]:
    """The likeliest issue of each text, and its chance."""
    return _likeliest(read_chances(library, texts))


def read_chances(library: Library, texts: Sequence[str]) -> Floats:
    """The chance of each issue (a column) for each text (a row), read by itself."""
    read = library.reader.read([Placed(text) for text in texts], library.encoder)
    chances: Floats = read.issues.astype(np.float64)
    return chances


def _likeliest(chances: Floats) -> list[tuple[str, float]]:
    issues = list_issues()
    return [(issues[int(row.argmax())].id, float(row.max())) for row in chances]


def _spans(report: Report) -> list[Span]:
    """The sentences of a paper's own account, and its risks; what it repeats of others'
    asks, what it asks of the committee, and what only leads to a list are left out."""
    others = [*(ask.span for ask in report.asks), *(risk.span for risk in report.risks)]
    sentences = {
        Span(passage.span.start + span.start, passage.span.start + span.end)
        for passage in report.passages
        for span in find_sentences(report.document.quote(passage.span))
    }
    clear = {span for span in sentences if not any(span.touches(other) for other in others)}
    clear |= {_described(report.document, risk) for risk in report.risks}
    return sorted(
        (span for span in clear if _says_something(report.document.quote(span))),
        key=lambda span: (span.start, span.end),
    )


def _says_something(text: str) -> bool:
    """False of headings and of what leads to a list."""
    words = text.split()
    large = sum(word[0].isupper() for word in words)
    is_heading = large > len(words) / 2 and not text.rstrip().endswith(".")
    return len(words) >= _SHORTEST and not is_heading and not re.search(r":\s*(\n|$)", text)


def _described(document: Document, risk: Risk) -> Span:
    """Where a risk's description stands, else the whole row."""
    start = document.text.find(risk.description, risk.span.start, risk.span.end)
    return Span(start, start + len(risk.description)) if start >= 0 else risk.span


def _listed(report: Report, library: Library) -> frozenset[str]:
    """The issues of the asks that a paper repeats."""
    restated = [ask.span for ask in report.asks if ask.kind == "restated"]
    texts = [report.document.quote(span) for span in restated]
    return frozenset(issue for issue, _ in read_issue(library, texts))


def _quote_sentences(report: Report, sentences: Iterable[_Sentence]) -> tuple[Quotation, ...]:
    ids = {finding.span.start: finding.id for finding in report.findings}
    return tuple(
        Quotation(citation, id=ids.get(citation.span.start, ""))
        for citation in cite_spans(report, (sentence.span for sentence in sentences))
    )
