"""Facts of `eval.tasks.reading.quotes`."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.citation import Citation
from corpus.document import Span
from eval.tasks.reading.quotes import (
    Quotation,
    is_on_its_page,
    prove,
    quote_reports,
    with_files_read,
)


def quote(document: str, page: int, text: str) -> Quotation:
    """A text said to stand on a page."""
    place = Citation(document, "", "", None, page, "", "", "", text, Span(0, len(text)))
    return Quotation("asks", place)


def test_what_is_found_is_quoted_from_its_page(make_report) -> None:
    """Every span of a report stands where the document says."""
    report = make_report("improve plans", "hire staff")
    quotations = list(quote_reports([report]))
    assert [(one.output, one.citation.page, one.text) for one in quotations] == [
        ("asks", 1, "improve plans"),
        ("asks", 2, "hire staff"),
    ]
    outcome = prove(quotations, {report.document.id: report.document})
    assert {figure.value for figure in outcome.figures} == {1.0}
    assert all(case.right for case in outcome.cases)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("improve plan s", 1),  # one character more
        ("Improve plans", 1),  # another case
        ("improve plans", 2),  # another page
        ("improve plans", 9),  # no such page
        ("hire staff", 1),  # stands later, does not start there
        (" ", 1),
        ("", 1),
    ],
)
def test_anything_else_is_no_proof(make_report, text: str, page: int) -> None:
    """Not nearly: character for character, on the page given."""
    document = make_report("improve plans", "hire staff").document
    quotation = quote(document.id, page, text)
    assert not is_on_its_page(quotation, document)
    outcome = prove([quotation], {document.id: document})
    assert outcome.figures[0].value == 0.0
    assert [case.right for case in outcome.cases] == [False]


def test_a_quotation_may_run_on_to_the_next_page(make_report) -> None:
    """It is on the page where it starts."""
    document = make_report("improve plans", "hire staff").document
    assert is_on_its_page(quote(document.id, 1, "plans\nhire"), document)


def test_a_changed_store_is_noticed(make_report) -> None:
    """Quotations are checked against what is kept, not against what was read."""
    report = make_report("improve plans")
    kept = replace(report.document, text="improve p1ans")
    outcome = prove(quote_reports([report]), {kept.id: kept})
    assert outcome.figures[0].value == 0.0


def test_an_unread_file_is_no_success(nowhere: Path) -> None:
    """Where nothing is quoted nothing is wrong; so it is told how many files were read."""
    outcome = with_files_read(prove([], {}), {nowhere: ()})
    assert outcome.figures[-1].name == "files read"
    assert outcome.figures[-1].value == 0.0
    assert [case.right for case in outcome.cases] == [False]
