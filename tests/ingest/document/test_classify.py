"""What a document is, told from its own words first."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Document, Event, Source
from corpus.vocabulary.frameworks import load_frameworks
from ingest.document.classify import identify

CUED = "services for children in need of help and protection, children looked after"
AREAS = {framework.id: framework.areas for framework in load_frameworks()}


def test_a_report_is_known_by_its_title_page(build_document: Callable[..., Document]) -> None:
    """Kind, framework, council, days and a title in words."""
    document = identify(
        build_document(
            ("heading", "Royal Borough of Greenwich", {"level": 1}),
            ("heading", f"Inspection of {CUED}", {"level": 1}),
            ("paragraph", "Inspection date: 23 May 2016 to 16 June 2016"),
            ("paragraph", "Report published: 5 August 2016"),
        )
    )  # fmt: skip
    assert (document.kind, document.framework) == ("inspection_report", "sif")
    assert document.authority == "Greenwich"
    assert document.event == Event("inspection", date(2016, 5, 23), date(2016, 6, 16))
    assert (document.published, document.published_from) == (date(2016, 8, 5), "text")
    assert document.title == "Single inspection of children's services, Greenwich, 2016"


@pytest.mark.parametrize(
    ("areas", "days", "framework"),
    [
        (AREAS["ilacs_2018"], "5 to 16 December 2022", "ilacs_2018"),
        (AREAS["ilacs_2018"], "6 to 17 February 2023", "ilacs_2018"),
        (AREAS["ilacs_2026"][1:], "6 to 10 July 2026", "ilacs_2026"),
        ((), "6 to 17 February 2023", "ilacs_2023"),
        ((), "6 to 17 February 2019", "ilacs_2018"),
    ],
)
def test_the_areas_printed_tell_versions_apart(
    build_document: Callable[..., Document],
    areas: tuple[str, ...],
    days: str,
    framework: str,
) -> None:
    """The versions of one framework share a title: the areas decide, for want of them the days."""
    title = ("heading", "Inspection of Harrow local authority children’s services", {"level": 1})
    table = (("paragraph", f"{area} Good") for area in areas)
    document = identify(build_document(title, ("paragraph", f"Inspection dates: {days}"), *table))
    assert (document.framework, document.authority) == (framework, "Harrow")


@pytest.mark.parametrize(
    ("lines", "kind", "framework"),
    [
        ("Area SEND inspection of Bolton Local Area", "area_send_report", "area_send_2023"),
        ("Joint local area SEND inspection in Bolton", "area_send_report", "area_send_2016"),
        ("Dear Director|Focused visit to Bolton", "focused_visit", "ilacs_focused"),
        ("Dear Director|Monitoring visit of Bolton", "monitoring_visit", "ilacs_monitoring"),
        ("Joint targeted area inspection of Bolton", "jtai_letter", "jtai"),
        (
            "Inspection of arrangements for the protection of children",
            "inspection_report",
            "protection_2012",
        ),
        ("CABINET|14 JANUARY 2020|REVIEW|Report from: Director", "cabinet_report", ""),
        ("Cabinet – Supplementary agenda No.2|Date: 14 January 2020", "agenda_pack", ""),
        ("Scrutiny|Report from: Director|Focused visit to Bolton", "committee_report", ""),
        ("Wexmere children’s services|Peer review feedback|Dear Director", "peer_review", ""),
        ("Scrutiny|Report from: Director|LGA peer review: feedback letter", "committee_report", ""),
        ("A recipe for soup", "other", ""),
    ],
)
def test_each_kind_is_known_by_what_stands_first(
    build_document: Callable[..., Document], lines: str, kind: str, framework: str
) -> None:
    """A paper about an inspection is not the inspection's report: its own heading comes first."""
    document = identify(build_document(*(("paragraph", line) for line in lines.split("|"))))
    assert (document.kind, document.framework) == (kind, framework)


def test_a_letter_is_not_about_its_senders_town(build_document: Callable[..., Document]) -> None:
    """The address above the greeting names Manchester; the letter is about Medway."""
    letter = build_document(
        ("paragraph", "Store Street, Manchester"),
        ("paragraph", "Dear Director"),
        ("heading", "Monitoring visit to Medway children’s services", {"level": 1}),
    )
    assert identify(letter).authority == "Medway"


def test_the_longest_name_is_the_councils(build_document: Callable[..., Document]) -> None:
    """North Northamptonshire is not Northamptonshire, nor is a title's line end in the way."""
    title = ("heading", "Area SEND inspection of North Northamptonshire", {"level": 1})
    assert identify(build_document(title)).authority == "North Northamptonshire"
    parted = ("heading", "Area SEND inspection of Stoke-on- Trent Local Area Partnership")
    assert identify(build_document(parted)).authority == "Stoke-on-Trent"


def test_a_paper_is_about_the_council_it_names_most(
    build_document: Callable[..., Document],
) -> None:
    """Partners and neighbours come earlier or only once."""
    paper = build_document(
        ("paragraph", "Children Overview and Scrutiny Committee"),
        ("paragraph", "The Kent, Bexley and Medway Regional Adoption Agency serves us."),
        ("paragraph", "Medway has a plan. In Medway, plans work."),
    )
    assert identify(paper).authority == "Medway"


def test_a_council_in_no_register_goes_by_its_printed_name(
    build_document: Callable[..., Document],
) -> None:
    """Its letterhead tells, without the post of whom a letter is addressed to."""
    paper = build_document(
        ("paragraph", "Director of Children’s Services Wexmere Borough Council"),
        ("paragraph", "Children Overview and Scrutiny Committee"),
        ("paragraph", "Wexmere has a plan; Eastholm Council has none."),
    )
    assert identify(paper).authority == "Wexmere"


def test_the_source_says_what_the_text_does_not(build_document: Callable[..., Document]) -> None:
    """Council, kind and day as the manifest or the user gave them."""
    source = Source(
        "0" * 64,
        name="x.pdf",
        kind="action_plan",
        authority="London Borough of Harrow",
        published=date(2020, 1, 2),
    )
    document = identify(build_document(("paragraph", "What we shall do"), source=source))
    assert (document.kind, document.authority) == ("action_plan", "Harrow")
    assert (document.published, document.published_from) == (date(2020, 1, 2), "manifest")


def test_a_papers_title_is_its_own(build_document: Callable[..., Document]) -> None:
    """Neither the committee's name nor the date, and not in capitals."""
    paper = build_document(
        ("paragraph", "Wexmere Council"),
        ("paragraph", "CHILDREN OVERVIEW AND SCRUTINY COMMITTEE"),
        ("paragraph", "22 SEPTEMBER 2015"),
        ("paragraph", "WEXMERE’S ANNUAL UPDATE"),
    )
    document = identify(paper)
    assert document.title == "Wexmere’s annual update, 2015"
    assert document.event == Event("meeting", date(2015, 9, 22), date(2015, 9, 22))


# --- the real corpus ------------------------------------------------------------


def test_the_hand_checked_reports_are_identified(
    shared: Path, read_known: Callable[[Path], Document]
) -> None:
    """Days as printed in sixteen reports of 2013 to 2026, the council by the folder it lies in."""
    for path in sorted((shared / "gold/extraction").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        document = read_known(shared / gold["file"])
        assert document.event is not None
        days = (str(document.event.start), str(document.event.end))
        assert days == (gold["inspection_start"], gold["inspection_end"]), path
        assert gold["published"] in (None, str(document.published)), path
        folder = Path(gold["file"]).parent.name.replace("-", " ")
        assert document.authority.lower().replace("-", " ").replace(".", "") == folder


def test_a_paper_to_a_sub_committee_is_no_cabinet_report(
    build_document: Callable[..., Document],
) -> None:
    """Though a line of its head names a member of the cabinet."""
    document = identify(
        build_document(
            ("heading", "REPORT TO THE CHILDREN'S SCRUTINY SUB-COMMITTEE", {"level": 1}),
            ("paragraph", "Cabinet Member: Cabinet Member for Children"),
            ("heading", "HOMES FOR YOUNG PEOPLE", {"level": 2}),
            ("paragraph", "The homes are open. More are to come."),
        )
    )
    assert document.kind == "committee_report"
