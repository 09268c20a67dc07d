"""Accuracy of what statements are about and say: issues and stance, on councils left out.

Every ask and finding of the gold's grid is read where it stands in the file today, by the
committed reader. How well two careful readers agree stands beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import fmean

import numpy as np

from corpus.document import Span
from corpus.records import Report
from eval.material.read_lines import (
    ASKED,
    LEFT_OUT,
    ReadLine,
    Statement,
    check_found,
    list_statements,
    load_grid,
    pair_readings,
    read_reports,
)
from eval.metrics import Counts, add_counts, bootstrap
from eval.outcome import Case, Figure, Outcome, add_by_council, count_figure, locating_words
from eval.tasks.issues.grid_cells import cell_figures
from ingest.find.findings import Judges, read_sentences
from ingest.judge import judge_reports, open_judges
from models.statements.issues import list_issues
from models.statements.placed import Placed
from models.statements.reader import STANCES, EncodesTokens, Readings, StatementReader
from models.statements.stance import Sentence, StanceModel
from models.text.encoder import open_encoder

# The probability from which a statement counts as about an issue. Where probabilities are true,
# F1 is best from half of that F1 on (0.87 of asks, 0.81 of sentences on councils left out).
LIKELY = 0.4
_MEASURED = ("good", "weak", "mixed", "improving")  # declining: 42 of 13,668
# As the gold's guidelines give them: four reports of another council, read apart.
_TWO_READERS = {"issues of an ask": 0.97, "issues of a sentence": 0.93, "stance": 0.97}


@dataclass(frozen=True)
class Answer:
    """What the system says of a statement, and the line that a reader wrote of it."""

    statement: Statement
    line: ReadLine
    issues: frozenset[str]
    stance: str

    @property
    def asked(self) -> bool:
        """True of an ask, by the file as it is read today."""
        return self.statement.placed.asked


@dataclass(frozen=True)
class AnsweredReport:
    """A file of the gold: what is found and judged in it, and the answers to its lines."""

    judged: tuple[Report, ...]
    answers: tuple[Answer, ...]

    @property
    def file(self) -> str:
        """The file, under `corpus`."""
        return self.answers[0].statement.file

    @property
    def findings(self) -> frozenset[tuple[int, int]]:
        """Where the findings kept stand."""
        return frozenset(
            (finding.span.start, finding.span.end)
            for report in self.judged
            for finding in report.findings
        )


def evaluate_grid(gold: Path) -> Outcome:
    """Issues, stance and findings of the reports of the councils that nothing is fitted on."""
    reports = answer_left_out(gold)
    answers = [answer for report in reports for answer in report.answers]
    figures = (
        *issue_figures(answers),
        *stance_figures(answers),
        *finding_figures(reports),
        *cell_figures(gold, {report.file: report.judged for report in reports}),
        *readers_figures(),
    )
    about = f"{len(answers)} statements of {len(reports)} reports of {len(LEFT_OUT)} councils"
    return Outcome("grid", f"{about}, left out", figures, tuple(map(_case, answers)))


# --- answers -----------------------------------------------------------------


def answer_left_out(gold: Path) -> list[AnsweredReport]:
    """The reports of the councils left out, with what the system says. Raises GoldError."""
    read = [report for report in load_grid(gold) if report.council in LEFT_OUT]
    judges = open_judges(open_encoder())
    listed = [
        (found, list_statements(report, found))
        for report, found in zip(read, read_reports(gold, read), strict=True)
    ]
    check_found(read, [statement for _, statements in listed for statement in statements])
    return [_answer_report(found, statements, judges) for found, statements in listed]


def _answer_report(
    found: Sequence[Report], statements: Sequence[Statement], judges: Judges
) -> AnsweredReport:
    judged = judge_reports(found, judges)
    answers = answer_statements(statements, judges.reader, judges.stance, judges.encoder)
    beside = _read_beside(found, judges)
    return AnsweredReport(
        judged,
        tuple(
            replace(answer, issues=beside.get(answer.statement.span, answer.issues))
            for answer in answers
        ),
    )


def _read_beside(found: Sequence[Report], judges: Judges) -> dict[Span, frozenset[str]]:
    """The issues of each sentence that may evaluate, with what stands beside it."""
    read = [
        read_sentences(report.document, report.passages, report.asks, judges) for report in found
    ]
    return {
        candidate.span: _likely(each.readings, row)
        for each in read
        for row, candidate in enumerate(each.candidates)
    }


def answer_statements(
    statements: Sequence[Statement],
    reader: StatementReader,
    stance: StanceModel,
    encoder: EncodesTokens,
) -> list[Answer]:
    """What a reader of statements says of those that somebody wrote a line of, in order."""
    named = [(statement, line) for statement in statements if (line := statement.line)]
    placed = [statement.placed for statement, _ in named]
    readings = _weigh_sentences(placed, reader.read(placed, encoder), reader, stance, encoder)
    return [
        Answer(
            statement,
            line,
            _likely(readings, row),
            STANCES[int(readings.stances[row].argmax())],
        )
        for row, (statement, line) in enumerate(named)
    ]


def _weigh_sentences(
    placed: Sequence[Placed],
    readings: Readings,
    reader: StatementReader,
    stance: StanceModel,
    encoder: EncodesTokens,
) -> Readings:
    """The readings with the stance of sentences weighed as in a finding; those of asks as read."""
    sentences = [Sentence(each.text) for each in placed]
    judged = stance.judge(sentences, encoder.encode([each.text for each in placed]))
    if not judged:
        return readings
    weighed = reader.weigh_words(readings, np.array([each.scores for each in judged]))
    asked = np.array([[each.asked] for each in placed])
    return replace(readings, stances=np.where(asked, readings.stances, weighed.stances))


def _likely(readings: Readings, row: int) -> frozenset[str]:
    (columns,) = (readings.issues[row] >= LIKELY).nonzero()
    return frozenset(list_issues()[column].id for column in columns)


# --- figures -----------------------------------------------------------------


_RATIOS: Mapping[str, Callable[[Counts], float]] = {
    "F1": lambda counts: counts.f1,
    "precision": lambda counts: counts.precision,
    "recall": lambda counts: counts.recall,
}


def issue_figures(answers: Sequence[Answer]) -> list[Figure]:
    """F1, precision and recall of the issues of asks and of sentences.

    What a reader left out of the grid is about nothing.
    """
    of = {
        "an ask": [answer for answer in answers if answer.asked],
        "a sentence": [answer for answer in answers if not answer.asked],
    }
    return [
        count_figure(f"issues of {kind}, {name}", _count(chosen, count_issues), ratio)
        for kind, chosen in of.items()
        for name, ratio in _RATIOS.items()
    ]


def count_issues(answer: Answer) -> Counts:
    """The issues of one statement: those that both name, that we name, that the reader names."""
    told = frozenset(answer.line.issues)
    return Counts(len(told & answer.issues), len(answer.issues), len(told))


def stance_figures(answers: Sequence[Answer]) -> list[Figure]:
    """Of judging sentences: the share whose stance is right, macro-F1 and each stance's F1."""
    judging = [answer for answer in answers if answer.line.judges and answer.line.stance != ASKED]
    by_stance = {stance: _count(judging, partial(_count_stance, stance)) for stance in _MEASURED}
    return [
        count_figure("stance, accuracy", _count(judging, _count_right), _RATIOS["recall"]),
        _macro_f1(by_stance),
        *(count_figure(f"{stance}, F1", by_stance[stance], _RATIOS["F1"]) for stance in _MEASURED),
    ]


def _macro_f1(by_stance: Mapping[str, Mapping[str, Counts]]) -> Figure:
    """The mean of the F1 of stances, given the counts of each by council."""
    councils = next(iter(by_stance.values()))
    of = {name: [counts[name] for counts in by_stance.values()] for name in councils}

    def mean(drawn: Sequence[Sequence[Counts]]) -> float:
        return fmean(add_counts(counts).f1 for counts in zip(*drawn, strict=True))

    size = sum(counts.gold for each in of.values() for counts in each)
    return Figure("stance, macro-F1", mean(list(of.values())), bootstrap(of, mean), size)


def _count_stance(stance: str, answer: Answer) -> Counts:
    is_it, said = answer.line.stance == stance, answer.stance == stance
    return Counts(int(is_it and said), int(said), int(is_it))


def _count_right(answer: Answer) -> Counts:
    return Counts(int(answer.line.stance == answer.stance), 1, 1)


def finding_figures(reports: Sequence[AnsweredReport]) -> list[Figure]:
    """How many of the judging sentences are findings, and how many of the findings judge.

    Of findings that the grid does not list nothing is known; they are not counted.
    """
    counted = [
        (answer.statement.council, _count_kept(answer, report.findings))
        for report in reports
        for answer in report.answers
        if not answer.asked
    ]
    counts = add_by_council(counted)
    return [
        count_figure("findings, recall", counts, _RATIOS["recall"]),
        count_figure("findings, precision", counts, _RATIOS["precision"]),
    ]


def _count_kept(answer: Answer, findings: frozenset[tuple[int, int]]) -> Counts:
    span, judges = answer.statement.span, answer.line.judges
    kept = (span.start, span.end) in findings
    return Counts(int(kept and judges), int(kept), int(judges))


def readers_figures() -> list[Figure]:
    """How well two careful readers agree, on the gold and on this project's own labels."""
    pairs = pair_readings()
    both = [(first, second) for first, second in pairs if first and second]
    issues = add_counts(_count_shared(first, second) for first, second in pairs)
    same = sum(first.stance == second.stance for first, second in both)
    return [
        *(_readers_figure(f"{name}, two readers", value) for name, value in _TWO_READERS.items()),
        _readers_figure("issues, two readers of own labels", issues.f1, issues.gold),
        _readers_figure("stance, two readers of own labels", same / len(both), len(both)),
    ]


def _readers_figure(name: str, value: float, of: int = 0) -> Figure:
    return Figure(name, value, of=of, guarded=False)


def _count_shared(first: ReadLine | None, second: ReadLine | None) -> Counts:
    one, other = (
        frozenset(line.issues if line and line.judges else ()) for line in (first, second)
    )
    return Counts(len(one & other), len(other), len(one))


def _count(answers: Iterable[Answer], count: Callable[[Answer], Counts]) -> dict[str, Counts]:
    return add_by_council([(answer.statement.council, count(answer)) for answer in answers])


def _case(answer: Answer) -> Case:
    statement, line = answer.statement, answer.line
    words = locating_words(statement.placed.text)
    return Case(
        f"{statement.council}/{Path(statement.file).stem}#{line.key}",
        f"{statement.council}, page {statement.page}: {words}",
        frozenset(line.issues) == answer.issues,
        f"{', '.join(line.issues) or 'none'}; found {', '.join(sorted(answer.issues)) or 'none'}",
    )
