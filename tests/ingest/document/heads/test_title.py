"""Titles as papers of any council print them."""

import pytest

from corpus.document import RawDocument, Source
from ingest.document.assemble import assemble
from ingest.document.classify import identify
from ingest.read.text import text_to_pages

BODY = (
    "\n\n1. Background\n\n1.1 The council has two homes for children, and opened one this year.\n"
)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Harrowmere City Council\n\nYouth Panel\n\n4 May 2024\n\nHomes for children", "Homes"),
        ("REPORT TO: YOUTH PANEL\n\nSUBJECT: Homes for children", "Homes for children"),
        (
            "Agenda item 7\n\nReport of the Director of Children's Services\n\nOur homes",
            "Our homes",
        ),
        ("Executive: 27 February 2024\n\nDrafted by A. Clerk\n\nOur homes", "Our homes"),
        ("On: 7 May 2024\n\nReport prepared by: Head of Care\n\nOur homes", "Our homes"),
        ("Cabinet, 7 November 2024\n\nData are shown for the city\n\nOur homes", "Our homes"),
        ("Harrowmere Council\n\nAction log, 10 December 2024", "Action log, 10 December 2024"),
        (
            "Harrowmere Council\n\nYouth Panel\n\nAction log as at 10 May 2024",
            "Youth Panel: action log",
        ),
        ("London Borough of Harrowmere\n\nOur homes", "Our homes"),
        (
            "Keeping children in school\n\nFinal report of the task group",
            "Keeping children in school: F",
        ),
        (
            "Harrowmere Council\n\nBriefing note 4\n\nSubject: Our homes\n\nDate: 4 May 2024",
            "Briefing note 4: Our homes",
        ),
        (
            "Improvement notice\n\nTo: Harrowmere\nDate: 4 May 2024\nSubject: Plans",
            "Improvement notice: Pl",
        ),
        (
            "Harrowmere Council\n\nMeeting of the Council\n\nAnnex C. Answers to members",
            "Answers to members",
        ),
        ("Harrowmere Council (lead authority)\n\nwith Poldale Council\n\nOur homes", "Our homes"),
        ("Trust Board (public session)\n\nOur homes", "Our homes"),
        ("Joint Board\n\nMeeting in public, 4 May 2024\n\nOur homes", "Our homes"),
        ("harrowmere.gov.uk | City of Harrowmere\n\nOur homes", "Our homes"),
        ("Harrowmere Safeguarding Partnership\n\nOur homes", "Our homes"),
        ("Petitions Committee\n\nPetition: our homes", "Petition: our homes"),
        ("Youth Panel\n\nSummary of the talks with carers", "Summary of the talks"),
        ("Homes in figures\n\nDecember 2025", "Homes in figures, December 2025"),
        (
            "REVIEW OF THE JOINT HOMES\n\nBETWEEN THE TWO COUNCILS",
            "Review of the joint homes between the two councils",
        ),
        (
            "Harrowmere Council\n\nPaper for\tYouth Panel\nTo be taken on\t4 May 2024\n"
            "What it is\tHomes near home: a plan",
            "Homes near home: a plan",
        ),
        ("Meeting\tYouth Panel\nTitle of report\tAdoption: six months", "Adoption: six months"),
    ],
)
def test_a_title_is_none_of_what_stands_about_it(head: str, title: str) -> None:
    """No body, meeting, day or author."""
    raw = RawDocument(text_to_pages(head + BODY), reader="text")
    assert identify(assemble(Source("a" * 64), raw)).title.startswith(title)


def test_minutes_that_name_only_their_meeting_are_called_by_it() -> None:
    """ "At a meeting of the Youth Panel held ..."; what was resolved says that they are minutes."""
    text = (
        "At a meeting of the Youth Panel held on Monday 4 March 2024 at 9.30 a.m.\n\n"
        "Present: Councillors Oak and Elm\n\n1. Homes\n\nResolved:\n\nThat it be noted.\n"
    )
    document = identify(assemble(Source("a" * 64), RawDocument(text_to_pages(text), "text")))
    assert (document.kind, document.title) == ("minutes", "Minutes of the Youth Panel, 2024, 09:30")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Youth Panel\n\nRecord of the session on homes", "Youth Panel: record of the session on"),
        ("Notes of the Youth Panel\n\nheld on 4 May 2024", "Notes of the Youth Panel"),
        ("Summary of the meeting of the Schools Forum", "Summary of the meeting of the Schools F"),
        ("Youth Board\n\nYouth Board action notes, 4 May 2024", "Youth Board action notes"),
    ],
)
def test_records_of_meetings_are_minutes_under_any_name(head: str, title: str) -> None:
    """Who was there, and a line that says what is recorded, weigh more than a committee's name."""
    text = (
        f"{head}\n\nIn the room: Cllr Oak (chair) and the Director\n\nShe said that it was done.\n"
    )
    document = identify(assemble(Source("a" * 64), RawDocument(text_to_pages(text), "text")))
    assert document.kind == "minutes"
    assert document.title.startswith(title)
