"""Dated events, documents named, and acronyms as a document expands them."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Document, Event, RawDocument, Source
from ingest.document.assemble import assemble
from ingest.find.events import find_events, find_mentions
from ingest.find.terms import find_terms
from ingest.read.text import text_to_pages


def document_of(text: str, kind: str = "committee_report") -> Document:
    """A paper of a text, for a meeting in March 2020."""
    document = assemble(Source("a" * 64), RawDocument(text_to_pages(text), "text"))
    day = date(2020, 3, 3)
    return replace(document, kind=kind, event=Event("meeting", day, day))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ofsted's inspection took place from 15 to 26 July 2019.", ("2019-07-15", "2019-07-26")),
        ("A focused visit in February 2019 looked at the front door.", ("2019-02", "")),
        ("An improvement notice was issued in July 2013.", ("2013-07", "")),
        ("The statutory direction of 27 August 2019 is in force.", ("2019-08-27", "")),
        ("A permanent director was appointed in May 2016.", ("2016-05", "")),
    ],
)
def test_an_event_has_its_days_as_exact_as_the_words(text: str, expected: tuple) -> None:
    """A month stays a month."""
    (event,) = find_events(document_of(text))
    assert (event.begin, event.end) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The next inspection is expected by March 2021.",
        "There have been several inspections since 2015.",
        "The plan was agreed in May 2019.",
    ],
)
def test_what_has_not_happened_or_names_no_one_event_is_none(text: str) -> None:
    """Nor is any other dated sentence."""
    assert find_events(document_of(text)) == ()


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (
            "Inspectors made focused visits in May 2021, June 2022 and on 4 and 5 July 2023.",
            ["2021-05", "2022-06", "2023-07-04"],
        ),
        ("A focused visit was made in May 2021 and June 2022 was quiet.", ["2021-05"]),
        ("Four focused visits were made between May 2021 and June 2022.", ["2021-05"]),
        ("Focused visits were made in May 2021. Homes were opened in June 2022.", ["2021-05"]),
    ],
)
def test_several_visits_have_each_its_date(text: str, begins: list[str]) -> None:
    """Where an "and" joins the dates behind a plural."""
    assert [event.begin for event in find_events(document_of(text))] == begins


def test_two_documents_that_differ_are_both_told() -> None:
    """Each as it says; nothing is smoothed over."""
    one, other = (
        find_events(document_of(f"The inspection began on {day} July 2019."))[0].begin
        for day in (8, 15)
    )
    assert (one, other) == ("2019-07-08", "2019-07-15")


def test_a_named_document_has_its_kind_and_relation() -> None:
    """A direction that another revokes; a report does not name itself."""
    text = "This revokes the first direction dated 27 August 2019."
    (mention,) = find_mentions(document_of(text, "direction"))
    assert (mention.kind, mention.when, mention.relation) == ("direction", "2019-08-27", "revokes")
    own = document_of("The inspection of March 2020 found this.", "inspection_report")
    assert find_mentions(own) == ()


def test_acronyms_are_read_from_brackets_and_tables() -> None:
    """One that is used for two things has two entries; a year in brackets is none."""
    text = """The Agency Decision Maker (ADM) and an alternative delivery model (ADM) in 2019 (QA).

Abbreviation	What it stands for
HoS	Heads of Service
"""
    found = {(term.short, term.long) for term in find_terms(document_of(text))}
    assert found == {
        ("ADM", "Agency Decision Maker"),
        ("ADM", "alternative delivery model"),
        ("HoS", "Heads of Service"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "In May 2018 Ofsted launched a new framework, and the first inspection followed.",
        "An adviser was appointed in June 2019, following the inspection of the council.",
        "Numbers stood at 210 on 31 March 2014 and had grown to 240 by the time of the inspection.",
        "After its inspection in December 2012 the home was judged to be making progress.",
        "It was called adequate at its latest Ofsted full inspection on 3 September 2014.",
        "The peer review led members to an urgent meeting in January 2017.",
        "The new inspection board, set up in March 2016, has met twice.",
        "Hampshire peer challenge (May 2018)",
        "The peer review of Kent in May 2018 was read by managers.",
        "Board members learned from a mock inspection in November 2014.",
        "Leaders held a mock Ofsted inspection in November 2014.",
        "The Education and Inspections Act 2006 (Inspection of Local Authorities) applies.",
    ],
)
def test_a_date_or_a_document_of_something_else_names_none(text: str) -> None:
    """Another event's date, one home's inspection, another council's review, no inspection."""
    document = replace(document_of(text), authority="Wexmere")
    assert find_mentions(document) == ()


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("In June 2017 Ofsted carried out an inspection of services.", "2017-06"),
        ("The June 2017 inspection found drift.", "2017-06"),
        ("Members had invited a peer review, which reported in December 2016.", "2016-12"),
        ("The Kent and Wexmere peer review took place in May 2018.", "2018-05"),
    ],
)
def test_a_document_named_with_its_own_date_is_told(text: str, when: str) -> None:
    """On either side of the date, and where a neighbour shares it."""
    (mention,) = find_mentions(replace(document_of(text), authority="Wexmere"))
    assert mention.when == when


def test_the_previous_inspection_of_an_area_is_one_as_well() -> None:
    """What an area SEND report calls the last inspection is no inspection of social care."""
    text = "Dates of previous inspection: 3 to 7 May 2017"
    (mention,) = find_mentions(document_of(text, "area_send_report"))
    assert mention.kind == "area_send_report"
