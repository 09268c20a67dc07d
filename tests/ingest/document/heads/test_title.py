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
