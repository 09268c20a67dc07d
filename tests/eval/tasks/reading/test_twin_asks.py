"""Facts of `eval.tasks.reading.twin_asks`."""

from dataclasses import replace
from pathlib import Path

from eval.material.gold import load_extraction
from eval.tasks.reading.twin_asks import shortest_reports
from ingest.read.pdf.pdfium import PdfFile


def count_pages(path: Path) -> int:
    """How long a report is."""
    with PdfFile(path) as file:
        return len(file)


def test_the_shortest_reports_have_the_fewest_pages(shared: Path) -> None:
    """Shortest first; of equal ones that given first."""
    reports = load_extraction(shared / "gold")
    shortest = shortest_reports(reports, 2)
    counts = sorted(count_pages(report.path) for report in reports)
    assert [count_pages(report.path) for report in shortest] == counts[:2]
    again = replace(reports[0], council="again")
    assert shortest_reports([reports[0], again], 1) == (reports[0],)


def test_fewer_reports_than_asked_for_are_all_of_them(shared: Path) -> None:
    """None makes none."""
    reports = load_extraction(shared / "gold")[:1]
    assert shortest_reports(reports, 2) == reports
    assert shortest_reports([], 2) == ()
