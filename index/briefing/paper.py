"""What an item's own paper says of each issue, and which issues a text is about.

A sentence of prose is read where it stands, a row of a table by itself: what stands round a
cell is another row. A sentence may be about two issues, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from corpus.citation import cite_spans
from corpus.document import Document, Span
from corpus.kinds import kind_of
from corpus.records import Report, Risk
from corpus.store.connection import Connection
from corpus.store.documents import documents_of
from corpus.store.reports import load_document, load_report
from index.briefing.contents import Quotation
from index.issues.grouping import BELONGS, RATHER_THAN_SILENCE
from index.library import Library
from models.statements.contexts import Contexts
from models.statements.placed import Placed
from models.text.quantities import find_quantities
from models.text.sentences import find_sentences

_SHORTEST = 5  # words of a sentence that says something
# A paper that speaks of itself: "This report provides an update", "arising from this paper".
_OF_ITSELF = re.compile(r"\bth(?:is|e present) (?:\w+ )?(?:report|paper|update)\b", re.IGNORECASE)
# Of 100, how much of a sentence stands in an outside body's words. Of 650 sentences and rows
# of nine papers of one council, the 17 from 79 on repeat those words (headings and labels of
# plans apart), the next one, at 74, does not.
_REPEATED = 77
# What stands before a number that has no unit behind it: "the number of children fell from 662".
_COUNTS = re.compile(r"(?<!\ba )\bnumbers? (?:of|at)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paper:
    """What an item's paper says of each issue: sentences before rows of tables, figures
    first, then the likeliest.

    `figures` are the issues on which it gives a number, `listed` those of which it repeats
    an ask, `touched` those that any sentence may be about, `numbers` its sentences with a
    number that are clearly of no issue. `clearness` is the chance of an issue in what is
    likeliest about it.
    """

    id: str = ""
    sentences: Mapping[str, tuple[Quotation, ...]] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    clearness: Mapping[str, float] = field(default_factory=dict)
    numbers: tuple[Quotation, ...] = ()


NO_PAPER = Paper()


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence or row of a paper, and the chance of each issue that it may be about.

    `is_own` is false of what only speaks of the paper itself, and of outside bodies' words.
    """

    span: Span
    is_prose: bool
    has_figure: bool
    is_own: bool
    chances: Mapping[str, float]

    @property
    def issues(self) -> list[str]:
        """Those that it is clearly about."""
        return [issue for issue, chance in self.chances.items() if chance >= BELONGS]


def read_paper(library: Library, item: str) -> Paper:
    """What the paper of that id says. NotFound where it is not held."""
    report = load_report(library.db, item)
    sentences = _read_sentences(library, report)
    own = [sentence for sentence in sentences if sentence.is_own]
    by_issue = _by_issue(own)
    return Paper(
        id=item,
        sentences={issue: _quote_sentences(report, of) for issue, of in by_issue.items()},
        figures=frozenset(
            issue for issue, of in by_issue.items() if any(each.has_figure for each in of)
        ),
        listed=_listed(report, library),
        touched=frozenset(issue for sentence in sentences for issue in sentence.chances),
        clearness={
            issue: max(each.chances[issue] for each in of) for issue, of in by_issue.items()
        },
        numbers=_quote_sentences(report, filter(_is_unclear_number, own)),
    )


def read_issues(library: Library, statements: Sequence[Placed]) -> list[dict[str, float]]:
    """The issues that each statement may be about, the likeliest first, with their chances.

    From `BELONGS` on it is likelier than not about one.
    """
    readings = library.reader.read(statements, library.encoder)
    return [
        {
            issue.id: issue.probability
            for issue in readings.issues_of(row)
            if issue.probability >= RATHER_THAN_SILENCE
        }
        for row in range(len(statements))
    ]


def find_issues(library: Library, texts: Sequence[str], asked: bool = False) -> list[list[str]]:
    """The issues that each text, read by itself, is about, the likeliest first."""
    chances = read_issues(library, [Placed(text, asked) for text in texts])
    return [[issue for issue, chance in of.items() if chance >= BELONGS] for of in chances]


# --- sentences -------------------------------------------------------------


def _read_sentences(library: Library, report: Report) -> list[_Sentence]:
    document = report.document
    contexts = Contexts(document, report.passages, (ask.span for ask in report.asks))
    spans = _spans(report)
    rows = [_is_row(report, span) for span in spans]
    placed = [
        Placed(document.quote(span)) if is_row else contexts.place(span)
        for span, is_row in zip(spans, rows, strict=True)
    ]
    chances = read_issues(library, placed)
    outside = list(_outside_words(library.db, document))
    return [
        _to_sentence(document, span, not is_row, of_issues, outside)
        for span, is_row, of_issues in zip(spans, rows, chances, strict=True)
    ]


def _to_sentence(
    document: Document,
    span: Span,
    is_prose: bool,
    chances: Mapping[str, float],
    outside: Iterable[str],
) -> _Sentence:
    text = document.quote(span)
    has_figure = _has_figure(text)
    of_itself = bool(_OF_ITSELF.search(text)) and not has_figure
    is_own = not of_itself and not _is_repeated(_plain_words(text), outside)
    return _Sentence(span, is_prose, has_figure, is_own, chances)


def _is_repeated(words: str, outside: Iterable[str]) -> bool:
    """True where the words stand in an outside body's document, but for one or two."""
    return any(fuzz.partial_ratio(words, theirs, score_cutoff=_REPEATED) for theirs in outside)


def _by_issue(sentences: Iterable[_Sentence]) -> dict[str, list[_Sentence]]:
    """The sentences that are clearly about each issue, in the order of quoting."""
    by_issue: dict[str, list[_Sentence]] = {}
    for sentence in sentences:
        for issue in sentence.issues:
            by_issue.setdefault(issue, []).append(sentence)
    for issue, of_issue in by_issue.items():
        of_issue.sort(
            key=lambda each: (not each.is_prose, not each.has_figure, -each.chances[issue])
        )
    return by_issue


def _is_unclear_number(sentence: _Sentence) -> bool:
    return sentence.is_prose and sentence.has_figure and not sentence.issues


def _is_row(report: Report, span: Span) -> bool:
    return any(block.table is not None for block in report.document.blocks_in(span))


def _has_figure(text: str) -> bool:
    """True where a measured number stands in a sentence; days and ages are none."""
    return any(
        number.unit or _COUNTS.search(text, 0, number.span.start)
        for number in find_quantities(text)
    )


def _outside_words(db: Connection, paper: Document) -> Iterator[str]:
    """The words of each document of an outside body that was published before a paper."""
    for held in documents_of(db, paper.authority, paper.published):
        if kind_of(held.kind).outside and held.id != paper.id:
            yield _plain_words(load_document(db, held.id).text)


def _plain_words(text: str) -> str:
    """Words and numbers alone, for one text to be looked up in another."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


# --- where they stand ------------------------------------------------------


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
    return frozenset(issue for of in find_issues(library, texts, asked=True) for issue in of)


def _quote_sentences(report: Report, sentences: Iterable[_Sentence]) -> tuple[Quotation, ...]:
    ids = {finding.span.start: finding.id for finding in report.findings}
    return tuple(
        Quotation(citation, id=ids.get(citation.span.start, ""))
        for citation in cite_spans(report, (sentence.span for sentence in sentences))
    )
