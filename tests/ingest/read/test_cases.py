"""Small files of one trait each, from `shared/cases`, with the right value of each."""

from pathlib import Path

import pytest

from corpus.document import Source
from corpus.records import Report
from ingest.document.assemble import assemble
from ingest.document.packs import split_parts
from ingest.pipeline import find_all
from ingest.read.detect import read_file
from ingest.read.ocr.tesseract import tesseract_available

needs_ocr = pytest.mark.skipif(not tesseract_available(), reason="needs tesseract")


@pytest.fixture(scope="module")
def cases(shared: Path) -> Path:
    """The folder of cases."""
    return shared / "cases"


def read_case(path: Path) -> Report:
    """The one report of a file, with what rules find."""
    [part] = split_parts(assemble(Source("0" * 64, path.name), read_file(path)))
    return find_all(part)


def asks_of(report: Report) -> list[str]:
    """The words of its asks."""
    return [report.document.quote(ask.span) for ask in report.asks]


@needs_ocr
def test_scans_behind_a_typed_cover_are_read(cases: Path) -> None:
    """Pages 2 and 3 by OCR, which their notes say, and the ask on page 2."""
    report = read_case(cases / "01-cover-then-scans.pdf")
    assert [(note.kind, note.page) for note in report.document.notes] == [
        ("by_ocr", 2),
        ("by_ocr", 3),
    ]
    [ask] = report.asks
    assert "kept electronically" in report.document.quote(ask.span)
    assert report.document.page_of(ask.span) == 2


@pytest.mark.parametrize("name", ["03-wrapped-heading", "03b-wrapped-heading-nohyphen"])
def test_a_heading_broken_over_lines_opens_its_list(cases: Path, name: str) -> None:
    """Within a word or between two; the bullets, which have no value, are bullets."""
    report = read_case(cases / f"{name}.pdf")
    assert [ask[:14] for ask in asks_of(report)] == [
        "The timeliness",
        "How often mana",
        "The quality of",
    ]
    assert "cid:" not in report.document.text
    assert "What needs to improve" in report.document.text
    assert report.measures == ()


@pytest.mark.parametrize(
    ("name", "refs"),
    [
        ("04-plan-over-pages.pdf", [f"1.{number}" for number in range(1, 9)]),
        ("12b-plan-auto-numbers.docx", ["1", "2", "3"]),
        ("12c-plan-typed-numbers.docx", ["1", "2", "3"]),
        ("25-plan-owners.pdf", ["1.1", "1.2", "1.3", "1.4"]),
    ],
)
def test_the_rows_of_a_plan_are_actions_and_no_measures(
    cases: Path, name: str, refs: list[str]
) -> None:
    """Over pages, numbered by Word or by hand, with leads and days as printed."""
    report = read_case(cases / name)
    assert [action.ref for action in report.actions] == refs
    assert report.measures == ()


def test_a_lead_and_a_day_are_shown_as_printed(cases: Path) -> None:
    """No date is made up where none is."""
    actions = read_case(cases / "25-plan-owners.pdf").actions
    assert [(action.lead, action.due, action.due_by is None) for action in actions] == [
        ("CCG", "", True),
        ("Head of Kinship", "Ongoing", True),
        ("Head of Fostering", "May 2023", False),
        ("CCG / NHS Trust", "TBC", True),
    ]


def test_a_table_on_its_side_and_the_head_over_it_are_both_read(cases: Path) -> None:
    """The upright words first."""
    report = read_case(cases / "05-sideways-table.pdf")
    text = report.document.text
    assert text.index("14 May 2024") < text.index("Shortage of foster carers")
    assert report.document.authority == "Harrowmere"
    assert not report.document.notes


def test_the_number_of_a_note_is_no_part_of_a_value(cases: Path) -> None:
    """30 with a raised 1 is 30."""
    report = read_case(cases / "07-superscript-note.pdf")
    assert [measure.value for measure in report.measures] == ["230", "30", "26"]


@needs_ocr
def test_letters_without_a_value_are_told_by_ocr(cases: Path) -> None:
    """A font that gives its joined letters neither values nor names."""
    document = read_case(cases / "09-ligature-nul.pdf").document
    assert "The review identified seventeen carers" in document.text
    assert [(note.kind, note.page) for note in document.notes] == [("mended", 1)]


def test_without_ocr_such_letters_are_shown_as_missing(
    cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never as if the words were shorter, and a note names the page."""
    monkeypatch.setattr("ingest.read.pdf.ocr_pages.tesseract_available", lambda: False)
    document = read_case(cases / "09-ligature-nul.pdf").document
    assert "identi\ufffded" in document.text
    assert "identied" not in document.text
    assert [(note.kind, note.page) for note in document.notes] == [("characters", 1)]
