"""How well recommendation lists are read where the file gives less help.

Each gold report is made into a twin with the same words, and the twin is read in its
place: `untagged` has no structure tree, `scanned` is images of the pages at 200 dpi,
`word` is a Word file, `web` a web page with a menu.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.material.gold import GoldReport, load_extraction
from eval.material.twins import remove_structure, scan_twin, web_twin, word_twin
from eval.outcome import Outcome
from eval.tasks.reading.asks import list_figures, list_outcome, read_lists

MakeTwin = Callable[[Path, Path], None]


def evaluate_untagged(gold: Path) -> Outcome:
    """Items of the reports in `extraction`, read by layout alone."""
    return _evaluate("untagged", gold, remove_structure)


def evaluate_scanned(gold: Path) -> Outcome:
    """Items of the reports in `extraction`, read by OCR."""
    return _evaluate("scanned", gold, scan_twin)


def evaluate_word(gold: Path) -> Outcome:
    """Items of the reports in `extraction`, read as Word files."""
    return _evaluate("word", gold, word_twin, ".docx")


def evaluate_web(gold: Path) -> Outcome:
    """Items of the reports in `extraction`, read as web pages, which have one page."""
    found = _evaluate("web", gold, web_twin, ".html")
    return replace(found, figures=tuple(one for one in found.figures if one.name != "page right"))


def _evaluate(name: str, gold: Path, make_twin: MakeTwin, suffix: str = ".pdf") -> Outcome:
    reports = load_extraction(gold)
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
