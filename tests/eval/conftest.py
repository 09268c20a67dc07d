"""Tiny reports, made of the words they hold, and gold folders of judged pairs."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.document import Document, Page, Source, Span, digest
from corpus.records import Ask, Report
from eval.material.read_lines import ReadReport, list_statements
from eval.material.reading import read_files

MakeReport = Callable[..., Report]
WriteGold = Callable[..., Path]
SAMPLE = Path(__file__).parents[2] / "corpus" / "sample" / "pdf"
GRID = {
    "ambleford": "2019-10-25-ilacs-inspection",
    "buckinghamshire": "2023-07-24-ilacs-inspection",
    "newham": "2021-06-11-monitoring-visit",
}
INVENTED = ("good", "weak", "mixed", "improving", "none")
ACROSS = [["eastmere", "2014-1", "westmere", "2018-2", 1], ["eastmere", "none", "x", "y", 2]]


@pytest.fixture
def make_report() -> MakeReport:
    """A report whose text is the given asks, a page each."""

    def make(*texts: str, **more: str) -> Report:
        text = "\n".join(texts)
        starts = [0]
        for part in texts:
            starts.append(starts[-1] + len(part) + 1)
        spans = [Span(start, end - 1) for start, end in pairwise(starts)]
        pages = tuple(
            Page(number, Span(span.start, min(span.end + 1, len(text))))
            for number, span in enumerate(spans, start=1)
        )
        document = Document(digest(text), Source(digest(text)), text, pages, blocks=())
        asks = [Ask(digest(text, span), span, "recommendation") for span in spans]
        return Report(document, tuple(replace(ask, **more) for ask in asks))

    return make


@pytest.fixture
def nowhere() -> Path:
    """The path of a file that is never opened."""
    return Path("england") / "ambleford" / "2015.pdf"


@pytest.fixture
def judged_ask() -> dict[str, str]:
    """An ask as people's verdicts are exported with it."""
    return {
        "id": "a",
        "text": "Improve plans.",
        "addressee": "local authority",
        "kind": "recommendation",
        "section": "Recommendations",
        "framework": "sif",
        "published": "2015-11-20",
        "document": "d1",
    }


@pytest.fixture
def write_gold() -> WriteGold:
    """Writes a gold folder beside its corpus: three reports of two asks for each council."""

    def write(root: Path, names: str, linked: bool = False) -> Path:
        folder = root / "gold" / "recurrence-train"
        folder.mkdir(parents=True)
        link = {"earlier": "2014-1", "later": "2022-2", "grade": 2}
        for name in names.split():
            facts = {"reports": _write_reports(root, name), "links": [link] if linked else []}
            (folder / f"{name}.json").write_text(json.dumps(facts), "utf-8")
        return root / "gold"

    return write


def _write_reports(root: Path, council: str) -> list[dict[str, object]]:
    folder = root / "corpus" / council
    folder.mkdir(parents=True)
    reports = []
    for year in (2014, 2018, 2022):
        (folder / f"{year}.pdf").touch()
        asks = [
            {"id": f"{year}-{number}", "text": f"Audits of {what}", "addressee": "LA", "page": 1}
            for number, what in enumerate(("plans", "visits"), start=1)
        ]
        file = f"corpus/{council}/{year}.pdf"
        reports.append({"file": file, "published": f"{year}-05-01", "recommendations": asks})
    return reports


@pytest.fixture
def across(tmp_path: Path) -> Path:
    """Labels of pairs of two councils: one that can be read, one of an ask that is not there."""
    listed = tmp_path / "across.json"
    listed.write_text(json.dumps({"pairs": ACROSS}), "utf-8")
    return listed


@pytest.fixture
def write_grid(tmp_path: Path) -> Path:
    """A gold folder whose grid has one report of three councils, two of them those left out.

    What is said of the lines is invented: every second is about oversight, by turns good,
    weak, mixed, improving and left out.
    """
    for council, name in GRID.items():
        file = f"england/{council}/{name}.pdf"
        path = tmp_path / "corpus" / file
        path.parent.mkdir(parents=True)
        shutil.copy(SAMPLE / f"{name}.pdf", path)
        statements = list(_invent_lines(file, path))
        report = {"file": file, "published": name[:10], "statements": statements}
        folder = tmp_path / "gold" / "grid"
        folder.mkdir(parents=True, exist_ok=True)
        cells = {"oversight": ["Am"], "visits": ["n"]}
        facts = {"council": council, "cells": cells, "reports": [report]}
        (folder / f"{council}.json").write_text(json.dumps(facts), "utf-8")
    return tmp_path / "gold"


def _invent_lines(file: str, path: Path) -> Iterator[dict[str, object]]:
    statements = list_statements(ReadReport(file, ()), read_files([path])[0])
    for number, statement in enumerate(statements[::2]):
        asked = statement.placed.asked
        stance = "asked" if asked else INVENTED[number % len(INVENTED)]
        yield {
            "text": statement.placed.text,
            "page": statement.page,
            "kind": "ask" if asked else "sentence",
            "issues": [] if stance == "none" else ["oversight"],
            "stance": stance,
        }
