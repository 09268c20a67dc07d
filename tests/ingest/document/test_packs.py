"""Packs: every document begins where its own words say so, and keeps its own facts."""

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.records import Report
from ingest.pipeline import read_report
from ingest.sources import digest_file, find_source

SAMPLE = Path(__file__).parents[3] / "corpus" / "sample" / "pdf"

REPORT = """CABINET

3 JUNE 2021

{title}

Report from:	Director of Children's Services
Author:	Head of Service

Summary

This report tells what was done.

1. Background

1.1 The plan was agreed in May.
{more}
"""
MINUTES = """
2. Children and Young People Overview and Scrutiny Committee – 27 May 2021 Draft Minute

2.1 Members asked how many visits were late.

2.2 The Committee noted the report.

3. Financial implications

3.1 There are none.
"""
DIRECTION = """
This page is intentionally left blank

Appendix 1

STATUTORY DIRECTION TO WEXMERE COUNCIL

WHEREAS:

1. The Secretary of State has noted the council's report.

NOW THEREFORE:

2. The Secretary of State directs the Council:

a. To co-operate with the Adviser.

Dated 12 May 2021

ANNEX A

Terms of Reference

1. The Adviser reports each quarter.
"""
AGENDA = """Cabinet – Agenda

Date: 3 June 2021

Items

4. Children's services	(Pages 3 - 6)

Date: 26 May 2021

"""


@pytest.fixture
def read(tmp_path: Path):
    """Reads a text as the documents in it."""

    def read_text(text: str) -> list[Document]:
        path = tmp_path / "pack.txt"
        path.write_text(text)
        reports = read_report(find_source(path, digest_file(path)), path)
        return [report.document for report in reports]

    return read_text


def a_report(title: str = "CHILDREN'S SERVICES UPDATE", more: str = "") -> str:
    """A council report of one numbered section, and more."""
    return REPORT.format(title=title, more=more)


def test_a_single_report_stays_whole(read) -> None:
    """Its appendix of notes as well."""
    (document,) = read(a_report(more="\nAppendix 1\n\nNotes on the figures above.\n"))
    assert document.part == 0
    assert document.kind == "cabinet_report"


def test_a_pack_gives_its_front_sheet_and_its_reports(read) -> None:
    """Each with its own title; the day of publication is the agenda's."""
    found = read(AGENDA + a_report() + a_report("HOMES FOR CARE LEAVERS"))
    assert [one.kind for one in found] == ["agenda_pack", "cabinet_report", "cabinet_report"]
    assert found[2].title.startswith("Homes for care leavers")
    assert {str(one.published) for one in found} == {"2021-05-26"}
    assert found[1].published_from == "front sheet"


def test_a_front_sheet_that_lies_about_pages_changes_nothing(read) -> None:
    """The documents begin where they begin."""
    lying = AGENDA.replace("3 - 6", "90 - 91")
    assert len(read(lying + a_report())) == 2


def test_minutes_within_a_report_are_a_document(read) -> None:
    """The report goes on around them; the minutes are of their own meeting, and a draft."""
    report, minutes = read(a_report(more=MINUTES))
    assert "Financial implications" in report.text
    assert "visits were late" not in report.text
    assert (minutes.kind, minutes.status) == ("minutes", "draft")
    assert minutes.event
    assert str(minutes.event.start) == "2021-05-27"


def test_a_report_of_nothing_but_minutes_is_minutes(read) -> None:
    """Such are the addenda that tell a cabinet what a committee said."""
    text = a_report().split("1. Background")[0] + MINUTES.split("3. Fin")[0].replace("2.", "1.")
    (document,) = read(text)
    assert document.kind == "minutes"


def test_an_appendix_of_another_kind_is_a_document_with_its_annexes(read) -> None:
    """A direction behind "Appendix 1" stands apart, by its own author."""
    report, direction = read(a_report(more=DIRECTION))
    assert report.kind == "cabinet_report"
    assert (direction.kind, direction.author) == ("direction", "the Secretary of State")
    assert "ANNEX A" in direction.text
    assert direction.event
    assert str(direction.event.start) == "2021-05-12"


@pytest.fixture(scope="module")
def pack() -> tuple[Report, ...]:
    """The sample's pack."""
    path = SAMPLE / "2020-03-10-cabinet-pack.pdf"
    return read_report(find_source(path, digest_file(path), "Wexmere"), path)


def test_the_parts_of_the_sample_pack_are_those_planted(pack: tuple[Report, ...]) -> None:
    """Kind, and first and last page."""
    parts = [report.document for report in pack]
    assert [(one.kind, one.pages[0].number, one.pages[-1].number) for one in parts] == [
        ("agenda_pack", 1, 2),
        ("cabinet_report", 3, 4),
        ("cabinet_report", 5, 7),
        ("minutes", 8, 9),
        ("action_plan", 10, 14),
    ]
    assert len({one.id for one in parts}) == len(parts)


def test_a_part_keeps_its_places(pack: tuple[Report, ...]) -> None:
    """Pages cover its text end to end; blocks and lines quote their own words."""
    for report in pack:
        document = report.document
        assert document.pages[0].span.start == 0
        assert document.pages[-1].span.end == len(document.text)
        for block in document.blocks:
            assert document.quote(block.span).strip()
            assert block.page == document.page_of(block.span)
        for line in document.lines:
            assert line.span.end <= len(document.text)
            assert line.box.page == document.page_of(line.span)
