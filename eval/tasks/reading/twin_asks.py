"""How well recommendation lists are read where the file gives less help.

Each gold report is made into a twin with the same words, and the twin is read in its
place: `untagged` has no structure tree, `scanned` is images of the pages at 200 dpi,
`word` is a Word file, `web` a web page with a menu. `scanned-light` is `scanned` on the
shortest reports alone, so that every run of `all` reads some pages by OCR.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.material.gold import GoldReport, load_extraction
from eval.material.twins import remove_structure, scan_twin, web_twin, word_twin
from eval.outcome import Outcome
from eval.tasks.reading.asks import list_figures, list_outcome, read_lists
from ingest.read.pdf.pdfium import PdfFile

MakeTwin = Callable[[Path, Path], None]
_LIGHT = 2  # reports of `scanned-light`: 15 pages, which take OCR half a minute on two cores


def evaluate_untagged(gold: Path) -> Outcome:
    """Items of the reports in `extraction`, read by layout alone."""
    return _evaluate("untagged", gold, remove_structure)


def evaluate_scanned(gold: Path) -> Outcome:
    """Items of the reports in `extraction`, read by OCR."""
    return _evaluate("scanned", gold, scan_twin)


def evaluate_scanned_light(gold: Path) -> Outcome:
    """Items of the two reports in `extraction` that have the fewest pages, read by OCR."""
    reports = shortest_reports(load_extraction(gold), _LIGHT)
    return _evaluate_reports("scanned-light", reports, scan_twin)


def evaluate_word(gold: Path) -> Outcome:
    """Items of the reports in `extraction`, read as Word files."""
    return _evaluate("word", gold, word_twin, ".docx")


def evaluate_web(gold: Path) -> Outcome:
    """Items of the reports in `extraction`, read as web pages, which have one page."""
    outcome = _evaluate("web", gold, web_twin, ".html")
    figures = tuple(figure for figure in outcome.figures if figure.name != "page right")
    return replace(outcome, figures=figures)


def shortest_reports(reports: Sequence[GoldReport], count: int) -> tuple[GoldReport, ...]:
    """The reports with the fewest pages, shortest first; of equal ones that given first."""
    return tuple(sorted(reports, key=_page_count)[:count])


def _page_count(report: GoldReport) -> int:
    with PdfFile(report.path) as file:
        return len(file)


def _evaluate(name: str, gold: Path, make_twin: MakeTwin, suffix: str = ".pdf") -> Outcome:
    return _evaluate_reports(name, load_extraction(gold), make_twin, suffix)


def _evaluate_reports(
    name: str, reports: Sequence[GoldReport], make_twin: MakeTwin, suffix: str = ".pdf"
) -> Outcome:
    with TemporaryDirectory() as folder:
        twins = [_twin(report, Path(folder), make_twin, suffix) for report in reports]
        readings = read_lists(twins)
    return list_outcome(name, readings, list_figures(readings))


def _twin(report: GoldReport, folder: Path, make_twin: MakeTwin, suffix: str) -> GoldReport:
    """The report with its twin's file, of the same name in a folder of its council."""
    path = folder / report.council / report.path.with_suffix(suffix).name
    path.parent.mkdir(exist_ok=True)
    make_twin(report.path, path)
    return replace(report, path=path)
