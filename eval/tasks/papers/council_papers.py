"""How well the papers of any council are read, on invented ones with planted answers.

Each paper is made into the files of its formats, and each file is read as a user's. An
answer is found where a record of its kind holds its locating words, each once; whatever else
is found of that kind is wrong. Of what is asked, demands of running text, promises and
repeated asks may be found or not: the papers do not plant them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rapidfuzz import fuzz

from corpus.document import Document, Span
from corpus.kinds import AGENDA_PACK
from corpus.records import Ask, Observation, Report
from eval.material.council_papers.build import build_papers
from eval.material.council_papers.paper import DEVELOPMENT, RECORDS, Paper, Planted, load_papers
from eval.material.reading import read_files
from eval.metrics import Counts, split_words
from eval.outcome import (
    Case,
    Figure,
    Outcome,
    add_by_council,
    case_id,
    count_figure,
    locating_words,
    share_figure,
)

_LIKE = 90.0  # of 100: OCR misreads a letter in some words
_NAMED = 80.0
_DECIDED = frozenset({"decision"})
_LEFT_OPEN = frozenset({"decision", "demand", "commitment", "restated", "planned_action"})
_SMALL = frozenset({"a", "and", "for", "from", "in", "of", "on", "the", "to"})
FACTS = ("kind", "council", "published", "title", "status")


@dataclass(frozen=True, slots=True)
class _Held:
    """A record that was found: its words, of a measure its value and what it is a value of."""

    words: str
    value: str = ""
    beside: str = ""  # of a measure: its time and whose it is
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Sought:
    """A planted answer, one for each value of a measure."""

    planted: Planted
    value: str = ""
    beside: str = ""


def evaluate_council_papers(gold: Path) -> Outcome:
    """The papers of a folder, where it holds such files, else those of the development half."""
    papers = load_papers(gold if any(gold.glob("[0-9]*.md")) else DEVELOPMENT)
    with TemporaryDirectory() as folder:
        files = build_papers(papers, Path(folder))
        read = dict(zip(files, read_files(list(files.values())), strict=True))
    by_name = {paper.name: paper for paper in papers}
    judged = [
        (by_name[name], form, record, *_judge(by_name[name], form, record, reports))
        for (name, form), reports in read.items()
        for record in RECORDS
    ]
    facts = [
        (by_name[name], form, fact, _has_fact(by_name[name], fact, reports))
        for (name, form), reports in read.items()
        for fact in FACTS
    ]
    figures = [*(_figure(record, judged) for record in RECORDS)]
    figures += [_fact_figure(fact, facts) for fact in FACTS]
    cases = [case for *_, found in judged for case in found]
    cases += [_fact_case(*each) for each in facts]
    about = f"{len(papers)} papers in {len(files)} files"
    return Outcome("council-papers", about, tuple(figures), tuple(cases))


Judged = tuple[Paper, str, str, Counts, list[Case]]
Fact = tuple[Paper, str, str, bool]


def _figure(record: str, judged: Iterable[Judged]) -> Figure:
    counted = [(paper.council, counts) for paper, _, kind, counts, _ in judged if kind == record]
    return count_figure(f"{record}s, F1", add_by_council(counted), lambda counts: counts.f1)


def _fact_figure(name: str, facts: Iterable[Fact]) -> Figure:
    counted = [
        (paper.council, Counts(int(right), 1, 1)) for paper, _, fact, right in facts if fact == name
    ]
    return share_figure(f"{name} right", add_by_council(counted))


def _fact_case(paper: Paper, form: str, fact: str, right: bool) -> Case:
    place = f"{paper.name} {form} {fact}"
    return Case(case_id(place, ""), place, right, "" if right else "wrong")


# --- records -------------------------------------------------------------------


def _judge(
    paper: Paper, form: str, record: str, reports: Sequence[Report]
) -> tuple[Counts, list[Case]]:
    """The counts of one kind of record in one file, with a case for each answer and error."""
    held = [each for report in reports for each in _held(report, record)]
    sought = [each for planted in paper.planted(record) for each in _sought(planted)]
    matched = _match(sought, held)
    place = f"{paper.name} {form} {record}"
    cases = [_case(place, each, index in matched) for index, each in enumerate(sought)]
    wrong = [
        each
        for index, each in enumerate(held)
        if index not in matched.values() and not each.optional
    ]
    cases += [_error(place, each) for each in wrong]
    return Counts(len(matched), len(matched) + len(wrong), len(sought)), cases


def _case(place: str, sought: _Sought, right: bool) -> Case:
    words = " ".join(part for part in (sought.planted.words, sought.beside, sought.value) if part)
    label = f"{place}: {locating_words(sought.planted.words)} {sought.beside} {sought.value}"
    return Case(case_id(place, words), label.strip(), right, "" if right else "not found")


def _error(place: str, held: _Held) -> Case:
    label = f"{place}: {locating_words(held.words)} {held.value}".strip()
    return Case(case_id(place, held.words), label, False, "none", in_gold=False)


def _match(sought: Sequence[_Sought], held: Sequence[_Held]) -> dict[int, int]:
    """Which answer is which record, each once: those that must be right come first."""
    order = sorted(range(len(held)), key=lambda index: held[index].optional)
    matched: dict[int, int] = {}
    for index, each in enumerate(sought):
        free = (at for at in order if at not in matched.values() and _is(each, held[at]))
        if (at := next(free, None)) is not None:
            matched[index] = at
    return matched


def _is(sought: _Sought, held: _Held) -> bool:
    if sought.planted.record != "measure":
        return all(_holds(held.words, end) for end in sought.planted.ends)
    name = _plain(sought.planted.words)
    named = fuzz.token_set_ratio(name, held.words) >= _NAMED or _holds(held.beside, name)
    return named and _value(sought.value) == _value(held.value)


def _holds(words: str, part: str) -> bool:
    sought = _plain(part)
    return len(words) >= len(sought) * 0.9 and fuzz.partial_ratio(sought, words) >= _LIKE


def _plain(words: str) -> str:
    return " ".join(split_words(words))


def _telling(title: str) -> list[str]:
    """The words that a right title must hold, in whatever order; not "of" and its like."""
    return [word for word in split_words(title) if word not in _SMALL]


def _value(printed: str) -> str:
    """A value without its unit's spelling: "24 per cent" is "24%".

    >>> _value("24.0 per cent"), _value("£1,200")
    ('24.0', '1200')
    """
    digits = re.search(r"-?\d[\d.]*", printed.replace(",", ""))
    return digits[0].rstrip(".") if digits else printed.lower().strip()


def _sought(planted: Planted) -> Iterator[_Sought]:
    if planted.record != "measure":
        yield _Sought(planted)
    for beside, value in planted.fields if planted.record == "measure" else ():
        yield _Sought(planted, value, beside)


def _held(report: Report, record: str) -> Iterator[_Held]:
    document = report.document
    if record in ("ask", "decision"):
        yield from _held_asks(document, report.asks, record)
    elif record == "measure":
        yield from (_held_measure(document, value) for value in report.measures)
    else:
        spans = report.actions if record == "action" else report.questions
        yield from (_Held(_words(document, each.span)) for each in spans)


def _held_asks(document: Document, asks: Iterable[Ask], record: str) -> Iterator[_Held]:
    for ask in asks:
        decided = ask.kind in _DECIDED or _is_minuted(document, ask)
        if decided == (record == "decision"):
            optional = ask.kind in _LEFT_OPEN and record == "ask"
            yield _Held(_words(document, ask.span), optional=optional)


def _is_minuted(document: Document, ask: Ask) -> bool:
    """True of a recommendation to the executive in minutes: the meeting resolved to make it."""
    return document.kind == "minutes" and ask.kind == "recommendation_to_executive"


def _held_measure(document: Document, value: Observation) -> _Held:
    block = next(iter(document.blocks_in(value.span)), None)
    around = _words(document, block.span) if block and block.kind != "cell" else ""
    return _Held(_plain(value.measure), value.value, around)


def _words(document: Document, span: Span) -> str:
    return _plain(document.quote(span))


# --- facts ---------------------------------------------------------------------


def _length(report: Report) -> int:
    return len(report.document.text)


def _has_fact(paper: Paper, fact: str, reports: Sequence[Report]) -> bool:
    """True where the file's largest document has the fact as the paper prints it; of a pack, whose
    papers are documents of their own, the first."""
    if not reports:
        return False
    packed = AGENDA_PACK in paper.kinds
    document = (reports[0] if packed else max(reports, key=_length)).document
    found: Mapping[str, bool] = {
        "kind": document.kind in paper.kinds,
        "council": document.authority == paper.council,
        "published": document.published == paper.published,
        "title": all(word in _plain(document.title) for word in _telling(paper.title)),
        "status": document.status == paper.status,
    }
    return found[fact]
