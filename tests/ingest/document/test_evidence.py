"""A document is known by all that it prints, not by its title alone."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from corpus.document import Document, Source
from corpus.kinds import kind_of
from corpus.vocabulary.frameworks import load_frameworks
from ingest.document.classify import identify
from ingest.find.asks.by_kind import find_asks

Build = Callable[..., Document]
Line = tuple[Any, ...]
AREAS = {framework.id: framework.areas for framework in load_frameworks()}
MAYOR = "the Lord Mayor, Aldermen and Citizens of the City and County Palatine of"
FACTS = ("Inspection dates: 6 to 17 February 2023", "Lead inspector: A Person, HMI")


def lines_of(*lines: str) -> list[Line]:
    """Paragraphs."""
    return [("paragraph", line) for line in lines]


def graded(framework: str) -> Iterable[Line]:
    """A table of grades, and the areas as headings further on."""
    yield from lines_of(*(f"{area} Good" for area in AREAS[framework]))
    yield from (("heading", area, {"level": 1}) for area in AREAS[framework])


def a_report(build_document: Build, framework: str, *title: str) -> Document:
    """A report of a framework under a title, of which no more than its form is left."""
    return identify(build_document(*lines_of(*title, *FACTS), *graded(framework)))


@pytest.mark.parametrize("framework", ["ilacs_2018", "ilacs_2023", "sif", "looked_after_2013"])
@pytest.mark.parametrize(
    "title",
    [
        (),
        ("How well children are looked after: a report",),
        ("Medway: our findings", "January 2023"),
        ("Progress against the action plan", "Report on Medway"),
    ],
)
def test_a_report_without_its_title_is_known_by_its_form(
    build_document: Build, framework: str, title: tuple[str, ...]
) -> None:
    """Labels, grades and headings tell kind and framework, and for certain."""
    document = a_report(build_document, framework, *title)
    assert (document.kind, document.framework) == ("inspection_report", framework)
    assert document.kind_doubt == ""


@pytest.mark.parametrize(
    ("title", "council"),
    [
        (
            "Inspection of City of Bradford Metropolitan Borough Council local authority children’s"
            " services",
            "Bradford",
        ),
        (f"Inspection of {MAYOR} Bradford local authority children’s services", "Bradford"),
        ("Inspection of Bradford Children and Families Trust", "Bradford"),
        ("Inspection of Birmingham Children’s Trust", "Birmingham"),
        ("Inspection of Harrowmere Children’s Trust", "Harrowmere"),
        ("Inspection of St. Helens local authority children’s services", "St Helens"),
        (
            "Inspection of Bournemouth, Christchurch and Poole children’s services",
            "Bournemouth, Christchurch and Poole",
        ),
        (
            "Inspection of Harrowmere, Wexmere and Poldale local authority children’s services",
            "Harrowmere, Wexmere and Poldale",
        ),
        ("Inspection of Harrowmere Borough Council children’s services", "Harrowmere"),
    ],
)
def test_names_of_any_length_and_of_trusts_are_read(
    build_document: Build, title: str, council: str
) -> None:
    """The title alone is enough; its council is in no register where it is invented."""
    document = identify(build_document(*lines_of(title, FACTS[0], "Kent and Medway were near.")))
    assert (document.kind, document.framework) == ("inspection_report", "ilacs_2023")
    assert document.authority == council


def test_a_joint_inspections_title_ends_with_its_place(build_document: Build) -> None:
    """Of a council in the register or in none."""
    for place in ("Harrowmere", "Medway", "North Yorkshire"):
        title = f"Joint targeted area inspection of the response to neglect in {place}"
        document = identify(build_document(*lines_of(title, "Kent and Essex were near.")))
        assert (document.kind, document.authority) == ("jtai_letter", place)


def test_a_review_of_a_board_by_itself_is_a_kind(build_document: Build) -> None:
    """It is part of a single inspection's title, which stays a single inspection."""
    review = "Review of the effectiveness of the Local Safeguarding Children Board"
    alone = identify(
        build_document(*lines_of("Medway Local Safeguarding Children Board", review, FACTS[0]))
    )
    assert (alone.kind, alone.authority) == ("board_review", "Medway")
    assert kind_of(alone.kind).evaluates
    both = a_report(build_document, "sif", "Medway", review)
    assert (both.kind, both.framework) == ("inspection_report", "sif")


def test_letters_are_known_without_their_titles(build_document: Build) -> None:
    """By what they say of themselves, and by their headings."""
    sender = ("Ofsted, Store Street, Manchester", "14 March 2023", "Dear Director")
    focused = lines_of(
        *sender,
        "This letter summarises the findings of the focused visit to Medway on 1 March 2023.",
        "Headline findings",
        "What needs to improve in this area of social work practice?",
    )
    monitoring = lines_of(
        *sender,
        "This was the third monitoring visit since the local authority was judged inadequate.",
        "Areas covered by the visit",
        "Children in Medway wait.",
    )
    documents = [identify(build_document(*lines)) for lines in (focused, monitoring)]
    assert [document.framework for document in documents] == ["ilacs_focused", "ilacs_monitoring"]
    assert {document.authority for document in documents} == {"Medway"}
    assert {document.kind_doubt for document in documents} == {""}


def test_a_paper_about_an_inspection_stays_the_councils(build_document: Build) -> None:
    """However much of the report it repeats."""
    head = lines_of(
        "Wexmere Council",
        "Children and Families Scrutiny Committee",
        "12 March 2024",
        "Report of the Director of Children’s Services",
        "Inspection of Wexmere local authority children’s services",
        "The Committee is asked to note the grades.",
    )
    paper = identify(build_document(*head, *graded("ilacs_2023")))
    assert (paper.kind, paper.authority) == ("committee_report", "Wexmere")


def test_a_head_in_one_block_is_read_line_by_line(build_document: Build) -> None:
    """The council of the head wins over one that the text names more often."""
    lines = ["Harrowmere Council", "Report of the Director of Children’s Services", "Kent. Kent."]
    document = identify(build_document(*lines_of(*lines)))
    assert document.authority == "Harrowmere"


def test_what_nothing_tells_is_said_to_be_uncertain(build_document: Build) -> None:
    """A word deep in the opening tells nothing: papers of all kinds speak of action plans."""
    nothing = identify(build_document(*lines_of("A recipe for soup")))
    assert (nothing.kind, bool(nothing.kind_doubt)) == ("other", True)
    deep = identify(build_document(*lines_of("Peas. " * 200, "The action plan was agreed.")))
    assert (deep.kind, bool(deep.kind_doubt)) == ("other", True)


def test_an_uncertain_kind_is_read_for_all_that_does_no_harm(build_document: Build) -> None:
    """A list of recommendations is read of what may be minutes, or nothing at all."""
    asking = [("heading", "Recommendations", {"level": 1})]
    asking += [("item", f"The council should do {what}.", {"marker": "•"}) for what in "abc"]
    for first in ("A recipe for soup", "Peas. " * 200 + "Minutes of the meeting"):
        document = identify(build_document(("paragraph", first), *asking))
        assert document.kind_doubt
        assert len(find_asks(document)) == 3


def test_the_source_and_the_files_name_speak_as_well(build_document: Build) -> None:
    """A kind that was given is certain where nothing speaks against it; its framework follows."""
    given = Source("0" * 64, name="x.pdf", kind="inspection_report")
    document = identify(build_document(*lines_of(*FACTS), source=given))
    assert (document.kind, document.kind_doubt) == ("inspection_report", "")
    nothing = Source("0" * 64, name="x.pdf", kind="minutes")
    assert identify(build_document(*lines_of("Peas"), source=nothing)).kind_doubt == ""
    named = Source("0" * 64, name="2023-ilacs_report.pdf")
    assert identify(build_document(*lines_of(*FACTS), source=named)).kind == "inspection_report"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Our response to the Ofsted inspection of March 2025", "action_plan"),
        ("Joint targeted area inspection: written statement of proposed action", "action_plan"),
        ("SEND and Inclusion Delivery Plan 2024 to 2026", "action_plan"),
        ("Response to the Peer Challenge: Delivery Plan", "action_plan"),
        ("Tracker of the Board's promises", "action_plan"),
        ("Focused visit to Harrowmere children's services", "focused_visit"),
    ],
)
def test_what_answers_an_inspection_is_none(build_document: Build, title: str, kind: str) -> None:
    """Its title names one, and its writers are those who were inspected."""
    assert identify(build_document(("heading", title, {"level": 1}))).kind == kind


def test_a_letter_about_an_inspection_is_no_plan(build_document: Build) -> None:
    """Of a council to inspectors, or of a minister's officials."""
    lines = lines_of("1 May 2025", "Dear colleagues", "Publish your priority action plan by June.")
    told = lines_of("Send it to my officials.")
    assert identify(build_document(*lines)).kind == "other"
    assert identify(build_document(*lines, *told)).kind == "direction"


def test_who_was_there_is_told_of_meetings_alone(build_document: Build) -> None:
    """A report to a committee that visited somebody is a report, for all that they said."""
    head = lines_of("Children's Scrutiny Committee", "Notes of the visit to the hub")
    said = lines_of("They said this. He asked that. She replied. We agreed and thanked them.")
    report = lines_of("Report of the Director of Children's Services")
    there = lines_of("Who was there: Councillors Oak and Elm")
    assert identify(build_document(*head, *report, *said)).kind == "committee_report"
    record = lines_of("Children's Scrutiny Committee", "Record of the session on homes")
    assert identify(build_document(*record, *there, *said)).kind == "minutes"
