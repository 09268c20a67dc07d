"""Where words stand, in words."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.citation import Citation, has_pages, say_place
from corpus.document import Span

CITATION = Citation(
    document="d",
    title="Inspection",
    body="Ofsted",
    published=date(2019, 10, 25),
    page=3,
    printed_page="2",
    paragraph="12",
    section="Findings > Summary",
    quote="Call 01234 567890.",
    span=Span(10, 28),
)


@pytest.mark.parametrize(
    ("page", "paragraph", "section", "said"),
    [
        (3, "12", "Findings > Summary", "page 3, paragraph 12"),
        (3, "", "Findings > Summary", "page 3"),
        (None, "12", "Findings > Summary", "paragraph 12"),
        (None, "", "Findings > Summary", "section Summary"),
        (None, "", "", ""),
    ],
)
def test_a_place_is_page_and_paragraph_else_the_section(
    page: int | None, paragraph: str, section: str, said: str
) -> None:
    """What the source does not have is not said."""
    citation = replace(CITATION, page=page, paragraph=paragraph, section=section)
    assert say_place(citation) == said


@pytest.mark.parametrize("reader", ["tagged_pdf", "layout_pdf", "ocr"])
def test_a_printed_file_has_pages(reader: str) -> None:
    """A letter of one page has its page 1."""
    assert has_pages(reader, 1)


@pytest.mark.parametrize("reader", ["text", "html", "docx"])
def test_other_files_have_pages_where_they_break_them(reader: str) -> None:
    """A form feed or a page break of Word; one page alone is none."""
    assert not has_pages(reader, 1)
    assert has_pages(reader, 2)


def test_contacts_are_hidden_where_a_quotation_is_shown() -> None:
    """The quotation itself stays character for character."""
    assert "01234 567890" not in CITATION.shown
    assert "01234 567890" in CITATION.quote
