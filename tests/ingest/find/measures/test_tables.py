"""Values in tables: rows and cells that name one measure, each with its time and owner."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Box, RawBlock, RawDocument, RawLine, RawPage, Source
from corpus.records import Observation
from ingest.document.assemble import assemble
from ingest.find.measures.values import find_measures
from ingest.pipeline import read_report
from ingest.read.text import text_to_pages
from ingest.sources import digest_file, find_source

SAMPLE = Path(__file__).parents[4] / "corpus" / "sample"
ANSWERS = json.loads((SAMPLE / "answers.json").read_text("utf-8"))
FILES = {document["id"]: document["file"] for document in ANSWERS["documents"]}
TABLES = [row for row in ANSWERS["measures"] if row["document"].startswith("committee")]


@pytest.fixture(scope="module")
def observed() -> dict[str, list[Observation]]:
    """The values in the sample's two committee papers."""
    values = {}
    for document in {row["document"] for row in TABLES}:
        path = SAMPLE / FILES[document]
        reports = read_report(find_source(path, digest_file(path), "Wexmere"), path)
        values[document] = [value for report in reports for value in report.measures]
    return values


@pytest.mark.parametrize("planted", TABLES, ids=lambda row: f"{row['document']}-{row['measure']}")
def test_a_planted_row_gives_its_values(planted: dict, observed: dict) -> None:
    """Every value as printed, the target and the comparators told apart."""
    row = [value for value in observed[planted["document"]] if value.measure == planted["measure"]]
    assert {(value.value, value.role) for value in row} >= {
        (value["value"], value["role"]) for value in planted["values"]
    }
    rated = [value for value in row if value.rag]
    assert [value.rag for value in rated] == ([planted["rag"]] if planted["rag"] else [])
    assert all(value.rag_agrees in (planted["rag_agrees"], None) for value in rated)


def find(text: str, kind: str = "committee_report") -> list[tuple[str, str, str, str]]:
    """Value, measure, period and role of each value in a paper's text."""
    document = assemble(Source("a" * 64), RawDocument(text_to_pages(text), "text"))
    values = find_measures(replace(document, kind=kind, authority="Wexmere"))
    return [(value.value, value.measure, value.period, value.role) for value in values]


HEAD = "No\tAction\tOwner\tDeadline\tMeasure\tCurrent performance\tTarget\n"


def test_values_behind_a_repeated_heading_belong_to_the_plans_last_row() -> None:
    """A page break pushed them there; what stands in brackets by a target is what is now."""
    row = "1\tVisit weekly\tHead\tMay 2021\tVisits on time\t\t95% (current performance 85%)\n"
    again = HEAD.replace("performance", "performance 64%").replace("Target", "Target 20%")
    name = "Visits on time"
    assert find(HEAD + row + again, "action_plan") == [
        ("95%", name, "", "target"),
        ("85%", name, "", "value"),
        ("64%", name, "", "value"),
        ("20%", name, "", "target"),
    ]


def test_brackets_in_a_plan_explain_and_give_no_value() -> None:
    """ "38 weeks (of those that ended in the last six months)" is 38."""
    row = "1\tTrack\tHead\tMay 2021\tNumber of weeks in PLO\t38 weeks (last six months)\t16 weeks\n"
    name = "Number of weeks in PLO"
    assert find(HEAD + row, "action_plan") == [
        ("38", name, "", "value"),
        ("16", name, "", "target"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "1\tReview the impact of recruitment\tHead\tMay 2021\t\t34%\t20%\n",
        "1\tVisit\tHead\tMay 2021\tContacts to referrals Referrals assessed\t51% 93%\t58% 92%\n",
    ],
)
def test_an_action_names_no_measure_and_one_cell_has_one(row: str) -> None:
    """Nor can the measures of a cell that holds several be told apart."""
    assert find(HEAD + row, "action_plan") == []


def test_the_number_of_a_paragraph_is_no_name() -> None:
    """The words beside it are."""
    text = (
        "5.3\tCare leavers in work on their 19th, 20th or 21st birthday\tNational 19/20 45.0%\t"
        "Wexmere 19/20 44.0%\tWexmere YTD 46.0%\n"
    )
    name = "Care leavers in work on their 19th, 20th or 21st birthday"
    assert [(value, measure) for value, measure, *_ in find(text)] == [
        ("45.0%", name),
        ("44.0%", name),
        ("46.0%", name),
    ]


def test_a_label_under_no_heading_stands_behind_the_tables_title() -> None:
    """Rows that are parts say which."""
    text = "Ages of looked after children\n\n\tApr 2020\tMay 2020\n0 to 2 years\t69\t63\n"
    assert find(text) == [
        ("69", "Ages of looked after children: 0 to 2 years", "Apr 2020", "value"),
        ("63", "Ages of looked after children: 0 to 2 years", "May 2020", "value"),
    ]


def test_a_table_of_no_time_takes_that_of_the_sentence_before() -> None:
    """Where that speaks of the table; else its values have none, and are not shown."""
    table = "\tEstab FTE\tPerm FTE\tAgency FTE\nSocial worker\t125.9\t102.4\t50.2\n"
    told = "The table below shows the position in September 2019.\n\n" + table
    assert [(value, measure, period) for value, measure, period, _ in find(told)] == [
        ("125.9", "Social worker: Estab FTE", "September 2019"),
        ("102.4", "Social worker: Perm FTE", "September 2019"),
        ("50.2", "Social worker: Agency FTE", "September 2019"),
    ]
    assert find("Staff are many and this has been so for long.\n\n" + table) == []


def test_rows_of_years_under_an_empty_corner_are_of_their_year() -> None:
    """The heads beside it are the measures."""
    text = (
        "\tFostering households\tChildren placed there\tHouseholds that left\n"
        "2021/22\t142\t201\t14\n2022/23\t137\t196\t19\n"
    )
    found = find(text)
    assert ("142", "Fostering households", "2021/22", "value") in found
    assert ("19", "Households that left", "2022/23", "value") in found


def test_a_region_of_england_is_a_comparator() -> None:
    """Two of them are the council's own localities."""
    row = "Referrals per 10,000 children\t540\t556\t545\n"
    found = find(f"Indicator\t2023/24\tLondon 2022/23\tEngland\n{row}")
    assert [role for *_, role in found] == ["value", "comparator", "comparator"]
    own = find("Indicator\tNorth East\tSouth West\tTarget\nVisits made on time\t91%\t84%\t95%\n")
    assert [role for *_, role in own] == ["value", "value", "target"]


def test_a_row_with_an_empty_cell_keeps_its_columns() -> None:
    """Where the corner is empty too, and the file counts neither."""
    lines = [
        (0, [(200, "Q1 23/24"), (300, "Q2 23/24"), (400, "Target")]),
        (1, [(50, "Visits made in time"), (200, "88%"), (300, "91%")]),
        (2, [(50, "Plans made in time"), (200, "70%"), (300, "72%"), (400, "90%")]),
    ]
    cells = tuple(
        RawBlock(
            "cell",
            (RawLine(words, Box(1, x, 20.0 * row, x + 60, 20.0 * row + 10)),),
            table=0,
            row=row,
            column=column,
        )
        for row, line in lines
        for column, (x, words) in enumerate(line)
    )
    document = assemble(Source("a" * 64), RawDocument((RawPage(1, 595, 842, cells),), "text"))
    values = find_measures(replace(document, kind="committee_report", authority="Wexmere"))
    told = {value.value: value.period for value in values if value.role == "value"}
    assert told == {"88%": "Q1 23/24", "91%": "Q2 23/24", "70%": "Q1 23/24", "72%": "Q2 23/24"}


def test_a_row_is_named_by_its_cell_under_indicator() -> None:
    """And by no other: where that cell is empty, nothing is shown under a wrong name."""
    head = "Ref\tIndicator\tGood is\tQ1 2024/25\tQ2 2024/25\n"
    named = "SC1\tVisits on time\tHigh\t80%\t90%\n"
    nameless = "SC2\t\tLow\t455\t431\n"
    found = find(head + named + nameless)
    assert {(value, measure) for value, measure, *_ in found} == {
        ("80%", "Visits on time"),
        ("90%", "Visits on time"),
    }


def test_a_plan_without_a_column_of_measures_counts_among_its_success_measures() -> None:
    """What it counts in the unit of its values is the measure; a cell that counts nothing, or two
    things, or in another unit, names none."""
    head = "No\tAction\tOwner\tDeadline\tSuccess measures\tCurrent performance\tTarget\n"
    rows = (
        "1\tVisit weekly\tHead\tMay 2021\tFewer moves; % of visits held on time\t64%\t20%\n"
        "2\tAssess\tHead\tMay 2021\t% of health checks within 28 days\t\t80% (59% year to date)\n"
        "3\tTrain\tHead\tMay 2021\tBetter practice\t30%\t50%\n"
        "4\tRecruit\tHead\tMay 2021\tNumber of carers approved\t30%\t50%\n"
        "5\tAudit\tHead\tMay 2021\t% of audits graded good; % of audits done\t30%\t50%\n"
    )
    assert find(head + rows, "action_plan") == [
        ("64%", "% of visits held on time", "", "value"),
        ("20%", "% of visits held on time", "", "target"),
        ("80%", "% of health checks within 28 days", "", "target"),
        ("59%", "% of health checks within 28 days", "year to date", "value"),
    ]


def test_a_measure_counted_over_a_page_break_is_joined() -> None:
    """The rest of the cell stands behind the repeated heading, with the values."""
    head = "No\tAction\tOwner\tDeadline\tSuccess measures\tCurrent performance\tTarget\n"
    row = "1\tVisit weekly\tHead\tMay 2021\tFewer moves in\t\t\n"
    again = (
        "No\tAction\tOwner\tDeadline\tSuccess measures all teams; % of visits held on time (by\t"
        "Current performance 64%\tTarget 20%\n"
    )
    assert find(head + row + again, "action_plan") == [
        ("64%", "% of visits held on time", "", "value"),
        ("20%", "% of visits held on time", "", "target"),
    ]


def test_a_word_that_a_narrow_column_broke_before_a_small_one_is_joined() -> None:
    """ "Accommodati on" is one word where the paper has it whole and its half nowhere else."""
    told = "Care leavers need accommodation. Their accommodation is good.\n\n"
    row = "1\tHouse\tHead\tMay 2021\tIn suitable accommodati on on birthdays\t90%\t92%\n"
    names = {measure for _, measure, _, _ in find(told + HEAD + row, "action_plan")}
    assert names == {"In suitable accommodation on birthdays"}
