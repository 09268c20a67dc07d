"""The day and the hour in the head of a paper."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Document, RawDocument, Source
from ingest.document.assemble import assemble
from ingest.document.classify import identify
from ingest.document.heads.day import find_head_day, find_head_hour, find_signed_day
from ingest.read.text import text_to_pages


def read(text: str) -> Document:
    """A text as a document."""
    return assemble(Source("a" * 64), RawDocument(text_to_pages(text), reader="text"))


@pytest.mark.parametrize(
    "head",
    [
        "Policy for carers\n\n4 September 2019\n\nFor review by 1 June 2031",
        "Policy\n\nNext review: 1 June 2031\n\nDate: 4 September 2019",
        "Policy\n\nYouth Panel, 4 September 2019",
        "Plan, version 2\n\nApproved on 4 September 2019. The next refresh is due on 1 June 2031.",
        "Figures for the year 2018/19 (October to March)\n\nIssued 4 September 2019",
        "Figures are as at 31 August 2019. They were published on 4 September 2019.",
        "Homes\n\nConsultation draft, version 0.4, 4 September 2019",
        "Peer review\n\nOn site: 1 to 3 June 2019\n\nReport: 4 September 2019",
        "Date of meeting\t4 September 2019\nReview date\t1 June 2031",
    ],
)
def test_the_day_of_the_head_is_no_review_date(head: str) -> None:
    """A line that is a day, a label, or a meeting's line."""
    assert find_head_day(read(f"{head}\n\n1. Text\n\nOn 9 May 2020 it began.\n")) == date(
        2019, 9, 4
    )


def test_no_day_is_made_of_a_month() -> None:
    """ "April 2023" tells no day."""
    assert find_head_day(read("Plan\n\nHarrowmere Council, April 2023\n\n1. Text\n")) is None


@pytest.mark.parametrize(
    ("printed", "hour"),
    [("at 10.00 am", "10:00"), ("at 6.00 pm", "18:00"), ("6pm", "18:00"), ("14:30", "14:30")],
)
def test_the_hour_of_a_meeting_is_read(printed: str, hour: str) -> None:
    """Two meetings of a day have papers of one name."""
    assert find_head_hour(read(f"Youth Panel\n\nTuesday 9 April 2024, {printed}\n")) == hour


def test_a_foot_dates_a_paper_whose_head_does_not() -> None:
    """The running head of inspectors has the days of their visit, and is not asked."""
    (page,) = text_to_pages("Our plan\n\n1. Text\n")
    page = replace(page, margins=("Draft for the Board, 4 September 2019",))
    document = assemble(Source("a" * 64), RawDocument((page,), "text"))
    assert find_head_day(document) == date(2019, 9, 4)
    assert find_head_day(replace(document, framework="ilacs_2023")) is None


@pytest.mark.parametrize("printed", ["9 9 August 2023 Signed: A Person", "9 Dated 9 August 2023"])
def test_the_number_of_a_forms_box_is_no_part_of_its_day(printed: str) -> None:
    """The last box of a form has the day and who signs."""
    assert find_signed_day(read(f"Report\n\n1. Text on 1 May 2022.\n\n{printed}\n")) == date(
        2023, 8, 9
    )


def test_a_signature_dates_what_has_no_other_day() -> None:
    """A coroner's report ends in its day."""
    text = "# REGULATION 28 REPORT\n\n1. Text on 1 May 2022.\n\n9 August 2023\n\nArea Coroner\n"
    assert identify(read(text)).published == date(2023, 8, 9)


@pytest.mark.parametrize(
    ("line", "foot", "status"),
    [
        ("Draft of 23 September 2024", "", "draft"),
        ("Consultation draft, version 0.4", "", "draft"),
        ("Our homes", "DRAFT FOR COMMENT", "draft"),
        ("Draft homes strategy 2024 to 2027", "", ""),
        ("Our homes", "The draft plan of 2023", ""),
    ],
)
def test_a_line_of_its_own_says_that_a_paper_is_a_draft(line: str, foot: str, status: str) -> None:
    """A report about a draft strategy is none."""
    (page,) = text_to_pages(f"Harrowmere Council\n\nDelivery plan\n\n{line}\n\n1. Text\n")
    raw = RawDocument((replace(page, margins=(foot,)),), "text")
    assert identify(assemble(Source("a" * 64), raw)).status == status


def test_approved_minutes_are_no_draft_for_those_they_approve() -> None:
    """And draft ones say so in their title, which stands in every list and hit."""
    head = "Harrowmere Council\n\n{} of the meeting of the Panel held on 9 April 2024\n\n"
    body = "1. Minutes\n\nThe draft minutes of the last meeting were approved.\n"
    approved, draft = (
        identify(read(head.format(words) + body)) for words in ("Minutes", "Unconfirmed minutes")
    )
    assert (approved.status, draft.status) == ("", "draft")
    assert draft.title.startswith("Draft: ")
