"""Where words stand, in words."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.citation import (
    Cell,
    Citation,
    cite_spans,
    find_leads,
    find_own_date,
    has_pages,
    say_lead,
    say_place,
    say_source,
)
from corpus.document import Document, Page, Section, Source, Span
from corpus.records import Passage, Report

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


def test_a_source_is_the_title_and_the_place() -> None:
    """The title alone where the source has no place."""
    assert say_source(CITATION) == "Inspection, page 3, paragraph 12"
    assert say_source(replace(CITATION, page=None, paragraph="", section="")) == "Inspection"


LISTS = """The board met. The visitors asked leaders to look at three things,
among them:
• steady teams
• challenge at every level
of management
What needs to improve
1. Records of visits
Within three months:
(a) write to each parent
Caseloads fell.
Ask each child."""


def test_an_item_of_a_list_hangs_on_what_the_list_begins_with() -> None:
    """Each item of it, where it ends with a colon or asks; a time alone and prose lead to none."""
    items = ("steady teams", "challenge at every level\nof management", "Records", "write", "Ask")
    spans = [Span(LISTS.index(item), LISTS.index(item) + len(item)) for item in items]
    leads = dict(find_leads(LISTS, spans[::-1]))
    assert [leads.get(span.start, "") for span in spans] == [
        *["The visitors asked leaders to look at three things, among them:"] * 2,
        "What needs to improve",
        "",
        "",
    ]
    assert say_lead(replace(CITATION, lead="Call 01234 567890:")).startswith("In a list that")
    assert "01234" not in say_lead(replace(CITATION, lead="Call 01234 567890:"))


def test_a_row_has_the_words_in_the_cell_that_holds_them() -> None:
    """Cut to them; beside the cells where none holds them; nothing where there is no row."""
    cells = (Cell("Ref", "1.2"), Cell("Action", "Train all. Visit each child. Ask."))
    citation = replace(CITATION, quote="Visit each\nchild.", cells=cells)
    assert [cell.text for cell in citation.row] == ["1.2", "Visit each child."]
    assert replace(citation, quote="Elsewhere.").row[1:] == cells
    assert replace(citation, cells=()).row == ()


TEXT = "Progress\n4.1 Visits rose.\nPlans are late."


def make_report(reader: str) -> Report:
    """A council's paper of two pages, in whose section stand a numbered passage and another."""
    numbered, bare = Span(9, 25), Span(26, 41)
    document = Document(
        id="d",
        source=Source("s"),
        text=TEXT,
        pages=(Page(1, Span(0, 26), label="i"), Page(2, Span(26, 41), label="ii")),
        blocks=(),
        sections=(Section(Span(0, 8), Span(0, 41), 1, ("Progress",)),),
        title="Update",
        authority="Wexmere",
        published=date(2024, 3, 7),
        reader=reader,
    )
    return Report(document, passages=(Passage("p1", numbered, "4.1"), Passage("p2", bare)))


def test_a_span_is_cited_with_the_paragraph_that_it_stands_in() -> None:
    """Quoted exactly, on the page on which it begins, under its heading."""
    rose, late = Span(13, 25), Span(26, 41)
    numbered, bare = cite_spans(make_report("tagged_pdf"), [rose, late])
    assert (numbered.quote, numbered.span, numbered.page) == ("Visits rose.", rose, 1)
    assert (numbered.paragraph, numbered.section) == ("4.1", "Progress")
    assert (numbered.body, numbered.printed_page) == ("Wexmere Council", "i")
    assert (bare.quote, bare.page, bare.paragraph) == ("Plans are late.", 2, "")


def test_a_span_outside_every_passage_has_no_paragraph() -> None:
    """A heading before the first, or nothing read at all."""
    report = make_report("tagged_pdf")
    for each in (report, replace(report, passages=())):
        (heading,) = cite_spans(each, [Span(0, 8)])
        assert (heading.quote, heading.paragraph) == ("Progress", "")


def test_a_span_of_a_text_has_no_page() -> None:
    """Where the file has one page only because it has none."""
    report = make_report("text")
    page = Page(1, Span(0, 41))
    (citation,) = cite_spans(
        replace(report, document=replace(report.document, pages=(page,))), [Span(13, 25)]
    )
    assert (citation.page, citation.printed_page) == (None, "")
    assert say_place(citation) == "paragraph 4.1"


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


@pytest.mark.parametrize(
    ("opening", "kind", "own"),
    [
        ("Report on services\nMay 2021\nContents", "commissioner_report", date(2021, 5, 1)),
        ("# **Plan**\n**May 2021**", "action_plan", date(2021, 5, 1)),
        ("Plan\nV1.0\n03/02/2021\nHead\nV1.1\n28/05/2021\nHead", "action_plan", date(2021, 5, 28)),
        ("Plan\nThe plan of May 2021 was late.", "action_plan", None),
        ("Plan\nJuly 2021\nContents", "action_plan", None),
        ("Plan\nAugust 2021\nContents", "action_plan", None),
        ("Plan\nMay 2019\nContents", "action_plan", None),
        ("Plan\nV1.0\n31/02/2021", "action_plan", None),
        ("Inspection\nMay 2021\nContents", "inspection_report", None),
        ("Committee\nMay 2021", "committee_report", None),
    ],
)
def test_a_document_is_known_by_the_date_that_it_gives_itself(
    opening: str, kind: str, own: date | None
) -> None:
    """A month on a line of its own, the newest version; not what came later or years before it was
    published, and not what is known by the day of publication or of a meeting."""
    assert find_own_date(opening, kind, date(2021, 7, 9)) == own
    assert replace(CITATION, dated=own).own_day == (own or CITATION.published)
