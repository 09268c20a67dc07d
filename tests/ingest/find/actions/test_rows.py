"""Plans, their crosswalk and risk tables: rows whole, columns by their heads, damage told."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Box, Document, RawBlock, RawDocument, RawLine, RawPage, Source
from corpus.records import Report
from ingest.document.assemble import assemble
from ingest.find.actions.deadlines import read_due
from ingest.find.actions.find import find_actions
from ingest.find.crosswalk import find_crosswalk
from ingest.find.risks import find_risks
from ingest.pipeline import read_report
from ingest.read.text import text_to_pages
from ingest.sources import digest_file, find_source

SAMPLE = Path(__file__).parents[4] / "corpus" / "sample"
ANSWERS = json.loads((SAMPLE / "answers.json").read_text("utf-8"))
FILES = {one["id"]: one["file"] for one in ANSWERS["documents"]}


def read(document: str) -> tuple[Report, ...]:
    """The reports of a sample file."""
    path = SAMPLE / FILES[document]
    return read_report(find_source(path, digest_file(path), "Wexmere"), path)


@pytest.fixture(scope="module")
def plan() -> Report:
    """The sample's improvement plan."""
    return next(one for one in read("cabinet-2020") if one.document.kind == "action_plan")


@pytest.mark.parametrize("planted", ANSWERS["actions"], ids=lambda one: one["ref"])
def test_a_planted_row_is_read_whole(planted: dict, plan: Report) -> None:
    """Number, what it serves, who, by when, target and colour."""
    found = {action.ref: action for action in plan.actions}[planted["ref"]]
    assert plan.document.quote(found.span).replace("\n", " ") == planted["action"]
    for name in ("lead", "due", "success_measure", "target", "current"):
        assert getattr(found, name) == planted[name], name
    assert list(found.serves) == planted["serves"]
    assert found.rag == planted["rag"]
    assert plan.document.page_of(found.span) == planted["page"]


@pytest.mark.parametrize("planted", ANSWERS["crosswalk"], ids=lambda one: one["area"])
def test_the_crosswalk_is_checked_against_the_rows(planted: dict, plan: Report) -> None:
    """What it prints, what the rows say, and whether the two agree."""
    found = {line.area: line for line in plan.crosswalk}[planted["area"]]
    assert list(found.actions) == planted["actions_printed"]
    assert found.count_printed == planted["count_printed"]
    assert list(found.rows) == planted["actions_in_rows"]
    assert found.agrees is planted["agrees"]


@pytest.mark.parametrize("document", ["committee-2017", "committee-2024", "cabinet-2020"])
def test_risks_are_read_as_printed(document: str) -> None:
    """Each with its description and the council's own code."""
    planted = [one for one in ANSWERS["risks"] if one["document"] == document]
    found = [risk for report in read(document) for risk in report.risks]
    assert [(one.risk, one.description, one.rating) for one in found] == [
        (one["risk"], one["description"], one["rating"]) for one in planted
    ]


HEAD = "No\tLink to recommendation\tAction\tOwner\tDeadline\tOutcome\tBaseline\tTarget\tStatus\n"


def document_of(text: str) -> Document:
    """A plan of a text."""
    raw = RawDocument(text_to_pages(text), reader="text")
    return replace(assemble(Source("a" * 64), raw), kind="action_plan")


def test_other_councils_columns_are_known_by_their_heads() -> None:
    """Whatever their order and names."""
    row = "A1\t2\tVisit weekly\tHead of Service\tMay 2021\tSafer\t40%\t90%\tGreen\n"
    (action,) = find_actions(document_of(HEAD + row))
    assert (action.ref, action.serves, action.lead) == ("A1", ("2",), "Head of Service")
    assert (action.due_by, action.current, action.target) == (date(2021, 5, 31), "40%", "90%")
    assert (action.rag, action.damaged) == ("Green", False)


def test_a_row_that_a_page_broke_is_joined_and_marked() -> None:
    """Behind the repeated heading, or in a row without a number."""
    first = "1.1\t2\tVisit children every\tHead\tMay 2021\tSafer\t\t\t\n"
    again = HEAD.replace("Action", "Action week at home").replace("No\t", "No\t", 1)
    rest = "\t\t\t\t\tchildren\t\t\t\n"
    (action,) = find_actions(document_of(HEAD + first + again + rest))
    assert action.damaged
    assert action.success_measure == "Safer children"


def test_a_number_past_reading_is_the_next_one() -> None:
    """Told as damaged; a stray row without a due date is no action."""
    rows = "4.8\t1\tReview data\tHead\tMay 2021\t\t\t\t\n$ 5\t1\tMeet\tHead\tJune 2021\t\t\t\t\n"
    first, second = find_actions(document_of(HEAD + rows))
    assert (first.ref, first.damaged) == ("4.8", False)
    assert (second.ref, second.damaged) == ("4.9", True)


def test_tables_of_other_kinds_are_no_plans() -> None:
    """A key to colours, and a table that shares two heads with a plan."""
    assert find_actions(document_of("RAG\tKey\nG\tOn track\n\nAction\tLead\nVisit\tHead\n")) == ()
    assert find_crosswalk(document_of("Area\tNumber\n1\t2\n"), ()) == ()
    assert find_risks(document_of("Risk\tNumber\n1\t2\n")) == ()


def test_a_table_of_risks_may_have_two_columns() -> None:
    """Where both are headed in full; of other pairs none is one."""
    (risk,) = find_risks(
        document_of("Risk\tWhat we are doing about it\nPosts stay empty\tA campaign begins\n")
    )
    assert (risk.risk, risk.mitigation, risk.rating) == (
        "Posts stay empty",
        "A campaign begins",
        "",
    )
    assert find_risks(document_of("Risk factors\tResponse times\nDrink\t9 days\n")) == ()


def test_a_table_of_risks_goes_on_in_a_table_without_a_head() -> None:
    """Where nothing stands between; a letter of another alphabet that a scan gives is read."""
    head = "Risk\tDescription\tAction to mitigate risk\tRisk rating\n"
    first = "Staff\tStaff may leave\tA forum meets\tB2\n"
    more = "cont'd\t\tManagers listen\t\nMoney\tMoney may end\tSpend less\t\u0421\u0417\n"
    staff, money = find_risks(document_of(f"{head}{first}\n{more}"))
    assert (staff.mitigation, staff.rating) == ("A forum meets Managers listen", "B2")
    assert (money.risk, money.rating) == ("Money", "C3")
    apart = f"{head}{first}\nThe team spoke to many families in May.\n\nWho\tWhat\tHow\tWhy\n"
    assert len(find_risks(document_of(apart))) == 1


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("February 2020", date(2020, 2, 29)),
        ("By the end of January 2020", date(2020, 1, 31)),
        ("October to December 2019", date(2019, 12, 31)),
        ("31 July 2020", date(2020, 7, 31)),
        ("Ongoing from October 2019", None),
        ("In progress", None),
        ("From November 2019; carers trained by March 2020", date(2020, 3, 31)),
    ],
)
def test_a_deadline_is_the_last_day_it_can_mean(words: str, day: date | None) -> None:
    """None where it sets no end."""
    assert read_due(words) == day


def plan_of(*tables: list[list[str]]) -> Document:
    """A document of tables, each of rows of cells, which stand in columns of a page."""
    cells = tuple(
        RawBlock(
            "cell",
            (RawLine(words, Box(1, 50.0 + 100 * column, 20.0 * row, 140, 20.0 * row + 10)),),
            table=number,
            row=row,
            column=column,
        )
        for number, rows in enumerate(tables)
        for row, line in enumerate(rows)
        for column, words in enumerate(line)
        if words
    )
    return assemble(Source("0" * 64), RawDocument((RawPage(1, 595, 842, cells),), "text"))


PLAN_HEAD = ["Ref", "Action", "Lead", "By when"]


def test_a_plan_goes_on_in_a_table_without_a_heading() -> None:
    """Where its columns are the same; another table is none of it."""
    rows = [["1.1", "Write the plan", "Head", "May 2024"]]
    more = [["1.2", "Share the plan", "Head", "June 2024"]]
    other = [["Harrowmere", "12", "14", "15"]]
    actions = find_actions(plan_of([PLAN_HEAD, *rows], more, other))
    assert [action.ref for action in actions] == ["1.1", "1.2"]


def test_an_action_goes_on_behind_the_end_of_a_page() -> None:
    """In a row without a number, in small letters; in another it may be an action of its own."""
    rows = [["1.1", "Visit every child who lives", "Head", "May 2024"]]
    document = plan_of([PLAN_HEAD, *rows, ["", "far from home", "of visits", ""]])
    (action,) = find_actions(document)
    assert [document.quote(span) for span in action.spans] == [
        "Visit every child who lives",
        "far from home",
    ]
    assert (action.lead, action.damaged) == ("Head of visits", True)
    (action,) = find_actions(plan_of([PLAN_HEAD, *rows, ["", "Write to schools", "", ""]]))
    assert action.rest == ()


def test_a_head_that_a_page_repeats_ends_with_a_word() -> None:
    """Of "Measure same ..." it is "Measure", and the rest is whole."""
    head = ["Ref", "Action", "Measure", "By when"]
    again = ["Ref", "Action than a year", "Measure same home for two years", "By when"]
    rows = [["1.1", "Move no child in less", "Children in the", "May 2024"]]
    document = plan_of([head, *rows, again])
    (action,) = find_actions(document)
    assert action.measure == "Children in the same home for two years"
    assert [document.quote(span).strip() for span in action.rest] == ["than a year"]


def test_a_word_that_a_narrow_column_broke_before_a_stroke_is_joined() -> None:
    """As before a comma."""
    rows = [["1.1", "Start the safeguarding panel", "Safeguard ing/ Homes", "May 2024"]]
    (action,) = find_actions(plan_of([PLAN_HEAD, *rows]))
    assert action.lead == "Safeguarding/ Homes"


def test_a_bracket_is_closed_by_the_row_that_opened_it() -> None:
    """Where its end is printed in the row below."""
    head = ["Ref", "Action", "Lead", "By when", "Outcome"]
    rows = [
        ["1.1", "Visit homes", "Head", "May 2024", "More visits (from the"],
        ["1.2", "Hold panels", "Head", "June 2024", "audit) Fewer moves"],
        ["1.3", "Write plans", "Head", "July 2024", "a) Fewer moves"],
    ]
    first, second, third = find_actions(plan_of([head, *rows]))
    assert first.success_measure == "More visits (from the audit)"
    assert (second.success_measure, third.success_measure) == ("Fewer moves", "a) Fewer moves")


def test_a_plan_that_numbers_no_row_has_actions_all_the_same() -> None:
    """Its column of numbers is empty: numbers were lost, or never given."""
    rows = [["", "Write the plan", "Head", "May 2024"], ["", "Share the plan", "Head", "June 2024"]]
    actions = find_actions(plan_of([PLAN_HEAD, *rows]))
    assert [(action.ref, action.due) for action in actions] == [
        ("", "May 2024"),
        ("", "June 2024"),
    ]


def test_a_plan_without_a_heading_is_known_by_its_cells() -> None:
    """What, who and by when; a table whose own first row is none is none."""
    rows = [
        ["1", "Publish the map of places", "School Places Manager", "30 June 2025"],
        ["2", "Invite the diocese to meet", "Scrutiny Officer", "July 2025"],
    ]
    first, second = find_actions(plan_of(rows))
    assert (first.lead, second.due) == ("School Places Manager", "July 2025")
    assert find_actions(plan_of([["No", "Wish of scrutiny", "Who", "When"], *rows[:1]])) == ()


def test_actions_under_another_head_are_known_by_their_verbs() -> None:
    """Beside who and by when; not the recommendations that they serve."""
    heads = ["Weakness", "Improvement", "Owner", "By when"]
    rows = [
        ["Timeliness", "Recruit six officers", "Lorna Vickers", "May 2024"],
        ["Advice", "Agree one form for advice", "Sam Lee", "June 2024"],
    ]
    assert len(find_actions(plan_of([heads, *rows]))) == 2
    served = [["Ref", "Scrutiny recommendation", "Owner", "By when"], *rows]
    assert find_actions(plan_of(served)) == ()


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Decision", "Lead officer", "Date due"],
            ["Approve the plan for homes", "Head", "May 2024"],
        ],
        [
            ["Risk", "Mitigation", "Owner", "Due"],
            ["Cost", "Read every request", "Head", "May 2024"],
        ],
        [["Review of the homes", "Head of Homes", "May 2024"]],
        [["Date", "Item", "Lead officer"], ["May 2024", "Consider the plan for homes", "Head"]],
    ],
)
def test_programmes_decisions_and_risks_are_no_plans(rows: list[list[str]]) -> None:
    """Whoever leads them, and whenever they come."""
    assert find_actions(plan_of([*rows, rows[-1]])) == ()


def test_a_target_that_is_a_time_is_a_deadline() -> None:
    """Plans of reviews head it so."""
    heads = ["Agency actions", "Agency", "Target", "BRAG"]
    rows = [
        ["Reissue the protocol", "Trust", "May 2024", "G"],
        ["Test the calls", "Trust", "June 2024", "A"],
    ]
    action, _ = find_actions(plan_of([heads, *rows]))
    assert (action.lead, action.due, action.target) == ("Trust", "May 2024", "")


def test_a_row_without_a_number_is_an_action_where_it_is_whole() -> None:
    """It says what, who and when; the number above it was for both."""
    rows = [["1", "Write the plan", "Head", "May 2024"], ["", "Share it", "Head", "June 2024"]]
    first, second = find_actions(plan_of([PLAN_HEAD, *rows]))
    assert (first.ref, second.ref, second.damaged) == ("1", "", False)


def test_what_stands_below_decides_between_heads() -> None:
    """An "Action owner" does not say what is done, where a "Milestone" does."""
    text = (
        "# Tracker\n\nDeadline\tAction owner\tMilestone / task\tBRAG\n"
        "31 May 2025\tHead of SEND\tAppoint eight officers\tB\n"
        "\tClinical Lead\tOpen a clinic on Saturdays\tA\n"
    )
    document = document_of(text)
    found = find_actions(document)
    assert [(document.quote(one.span), one.lead, one.due) for one in found] == [
        ("Appoint eight officers", "Head of SEND", "31 May 2025"),
        ("Open a clinic on Saturdays", "Clinical Lead", ""),
    ]
