"""What trained models say of a report: findings with stance and themes, and what all is about.

Findings, asks and planned actions are given the issues that they are about. With all found, the
reading is accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from corpus.document import Document
from corpus.records import Action, Ask, Question, Report
from ingest.account import account_for
from ingest.find.findings import Judges, find_findings
from models.statements.contexts import place_asks
from models.statements.placed import Placed
from models.statements.reader import open_statement_reader
from models.statements.stance import Sentence, open_stance_model
from models.statements.themes import open_theme_model
from models.text.caching import CachedEncoder
from models.text.encoder import Encoder

Asked = TypeVar("Asked", Ask, Question)
StatementT = TypeVar("StatementT", Ask, Action)


def open_judges(encoder: Encoder) -> Judges:
    """The judges over an open encoder."""
    return Judges(
        CachedEncoder(encoder), open_stance_model(), open_theme_model(), open_statement_reader()
    )


def judge_reports(reports: Iterable[Report], judges: Judges) -> tuple[Report, ...]:
    """The reports with their findings, the themes of their asks and questions, their account."""
    judged = (_judge(report, judges) for report in reports)
    return tuple(replace(report, account=account_for(report)) for report in judged)


def _judge(report: Report, judges: Judges) -> Report:
    document = report.document
    asks = _themed(document, report.asks, judges)
    asked = place_asks(document, [ask.span for ask in asks])
    actions = [Placed(_say(document, action), asked=True) for action in report.actions]
    return replace(
        report,
        findings=find_findings(document, report.passages, report.asks, judges),
        asks=_read(asks, asked, judges),
        actions=_read(report.actions, actions, judges),
        questions=_themed(document, report.questions, judges),
    )


def _say(document: Document, action: Action) -> str:
    """What is to be done, with the words that the end of a page parts from it."""
    return " ".join(map(document.quote, action.spans))


def _read(
    asked: Sequence[StatementT], placed: Sequence[Placed], judges: Judges
) -> tuple[StatementT, ...]:
    """The asks or actions with the issues that they are about."""
    readings = judges.reader.read(placed, judges.encoder)
    return tuple(replace(item, issues=readings.issues_of(row)) for row, item in enumerate(asked))


def _themed(document: Document, asked: Sequence[Asked], judges: Judges) -> tuple[Asked, ...]:
    """The asks or questions with their themes, by their words and headings."""
    sentences = [Sentence(document.quote(item.span), "", _heading(item)) for item in asked]
    found = judges.themes.find(
        sentences, judges.encoder.encode([sentence.text for sentence in sentences])
    )
    return tuple(replace(item, themes=themes) for item, themes in zip(asked, found, strict=True))


def _heading(ask: Ask | Question) -> str:
    return ask.section if isinstance(ask, Ask) else ask.topic
