"""What trained models say of a report: findings with stance and themes, themes of what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from corpus.document import Document
from corpus.records import Ask, Question, Report
from ingest.find.findings import find_findings
from models.statements.stance import Sentence, StanceModel, open_stance_model
from models.statements.themes import ThemeModel, open_theme_model
from models.text.caching import CachedEncoder
from models.text.encoder import Encoder

Asked = TypeVar("Asked", Ask, Question)


@dataclass(frozen=True)
class Judges:
    """The models that judge sentences, opened once and used for every report."""

    encoder: Encoder  # caches, so that the library need not encode the sentences again
    stance: StanceModel
    themes: ThemeModel


def open_judges(encoder: Encoder) -> Judges:
    """The judges over an open encoder."""
    return Judges(CachedEncoder(encoder), open_stance_model(), open_theme_model())


def judge_reports(reports: Iterable[Report], judges: Judges) -> tuple[Report, ...]:
    """The reports with their findings, and with the themes of their asks and questions."""
    return tuple(_judge(report, judges) for report in reports)


def _judge(report: Report, judges: Judges) -> Report:
    document = report.document
    return replace(
        report,
        findings=find_findings(
            document,
            report.passages,
            report.asks,
            judges.encoder,
            judges.stance,
            judges.themes,
        ),
        asks=_themed(document, report.asks, judges),
        questions=_themed(document, report.questions, judges),
    )


def _themed(document: Document, asked: Sequence[Asked], judges: Judges) -> tuple[Asked, ...]:
    """The asks or questions with their themes, by their words and headings."""
    sentences = [Sentence(document.quote(item.span), "", _heading(item)) for item in asked]
    found = judges.themes.find(
        sentences, judges.encoder.encode([sentence.text for sentence in sentences])
    )
    return tuple(replace(item, themes=themes) for item, themes in zip(asked, found, strict=True))


def _heading(ask: Ask | Question) -> str:
    return ask.section if isinstance(ask, Ask) else ask.topic
