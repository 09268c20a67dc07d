"""Values of measures: the number, what it counts, for when, and whose."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Document, Event, RawDocument, Source
from corpus.records import Observation
from ingest.document.assemble import assemble
from ingest.find.measures.periods import find_periods
from ingest.find.measures.quantities import find_quantities
from ingest.find.measures.values import find_measures
from ingest.pipeline import read_report
from ingest.read.text import text_to_pages
from ingest.sources import digest_file, find_source

SAMPLE = Path(__file__).parents[4] / "corpus" / "sample"
ANSWERS = json.loads((SAMPLE / "answers.json").read_text("utf-8"))
FILES = {one["id"]: one["file"] for one in ANSWERS["documents"]}
TABLES = [one for one in ANSWERS["measures"] if one["document"].startswith("committee")]
DAY = date(2021, 6, 30)


@pytest.fixture(scope="module")
def observed() -> dict[str, list[Observation]]:
    """The values in the sample's two committee papers."""
    found = {}
    for document in {one["document"] for one in TABLES}:
        path = SAMPLE / FILES[document]
        reports = read_report(find_source(path, digest_file(path), "Wexmere"), path)
        found[document] = [one for report in reports for one in report.measures]
    return found


@pytest.mark.parametrize("planted", TABLES, ids=lambda one: f"{one['document']}-{one['measure']}")
def test_a_planted_row_gives_its_values(planted: dict, observed: dict) -> None:
    """Every value as printed, the target and the comparators told apart."""
    row = [one for one in observed[planted["document"]] if one.measure == planted["measure"]]
    assert {(one.value, one.role) for one in row} >= {
        (one["value"], one["role"]) for one in planted["values"]
    }
    rated = [one for one in row if one.rag]
    assert [one.rag for one in rated] == ([planted["rag"]] if planted["rag"] else [])
    assert all(one.rag_agrees in (planted["rag_agrees"], None) for one in rated)


def observe(text: str) -> list[tuple[str, str, str, str]]:
    """Value, unit, period and owner of each observation in an inspection report's text."""
    return [(one.value, one.unit, one.period, one.who) for one in find(text)]


def find(text: str) -> tuple[Observation, ...]:
    """The observations in an inspection report's text."""
    document: Document = assemble(Source("a" * 64), RawDocument(text_to_pages(text), "text"))
    document = replace(
        document, kind="inspection_report", authority="Wexmere", event=Event("x", DAY, DAY)
    )
    found = find_measures(document)
    assert all(document.quote(one.span).strip() == one.value for one in found)
    return found


def test_a_sentence_tells_whose_each_number_is() -> None:
    """The authority's, its neighbours', England's."""
    text = "Re-referrals fell to 21% in 2014-15, compared with 24% nationally and 22% for"
    assert observe(text + " statistical neighbours in the same year.") == [
        ("21%", "%", "2014-15", "Wexmere"),
        ("24%", "%", "2014-15", "England"),
        ("22%", "%", "2014-15", "statistical neighbours"),
    ]


def test_each_number_has_the_time_beside_it() -> None:
    """From the first to the second, each with its own."""
    text = "The number of children in care rose from 380 at 31 March 2014 to 435 in June 2021."
    assert observe(text) == [
        ("380", "", "31 March 2014", "Wexmere"),
        ("435", "", "June 2021", "Wexmere"),
    ]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Re-referrals are 16%, which is below the national average.", ["Wexmere"]),
        ("Stability is 74%, higher than statistical neighbours and England.", ["Wexmere"]),
        ("Of the children 14% are in care, compared with 9% in the country as a whole.", None),
        ("Wexmere has more young children than England (19% and 9% respectively).", None),
        (
            "Stability is above England and its statistical neighbours, at 9% and 8% respectively.",
            2,
        ),
        ("The care rate is above the national average (12% compared to England at 9%).", None),
        ("National figures show that 50 children in Wexmere left care.", ["Wexmere"]),
        (
            "This did not meet the national threshold of 547 days, in line with England.",
            ["England"],
        ),
        ("Agency use is 12%, which is comparable to the national figure.", ["Wexmere"]),
        ("Stability is high, above comparator authorities (22%).", ["statistical neighbours"]),
        ("The average is 83 days quicker than the England average.", ["Wexmere"]),
    ],
)
def test_a_number_that_is_compared_with_somebodys_is_not_theirs(
    text: str, owners: list[str] | int | None
) -> None:
    """The words of its own clause tell whose it is; of two, each has its own in order."""
    expected = ["Wexmere", "England"] if owners is None else owners
    if owners == 2:
        expected = ["England", "statistical neighbours"]
    assert [who for *_, who in observe(text)] == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "Care proceedings fell from 44 weeks in 2014 to an average of 32 weeks.",
            ["2014-12-31", ""],
        ),
        ("Care proceedings took 26 weeks, an improvement on 2019.", [""]),
        (
            "In June 2019 26% were in care, up on the previous quarter at 30%.",
            ["2019-06-30", "2019-03-31"],
        ),
        (
            "Over the last quarter 87% were audited, up from 62% a year ago.",
            ["2021-03-31", "2020-03-31"],
        ),
        (
            "At the time of this inspection 17 were in care, with seven to join in May 2022.",
            ["", "2022-05-31"],
        ),
        ("Since March 2019 54 children were adopted.", [""]),
        ("The number in care has grown since March 2019 from 190 to 263.", ["2019-03-31", ""]),
        (
            "It was 69% in July 2019, an improvement on the 2014-5 figure of 55%.",
            ["2019-07-31", "2015-03-31"],
        ),
        (
            "Between 2017/18 and 2018/19 the number in care fell from 60 to 36.",
            ["2018-03-31", "2019-03-31"],
        ),
        ("In 2019 69% were in care. Some 21% were not.", ["2019-12-31", "2019-12-31"]),
        ("In 2019 69% were in care. Audits reach 21%.", ["2019-12-31", ""]),
        (
            "In 2019 10 children were adopted, an increase on the previous year, with 33% older.",
            None,
        ),
    ],
)
def test_each_number_has_its_last_day(text: str, ends: list[str] | None) -> None:
    """What is told from another time is counted; where there is none it is the document's day."""
    expected = (
        ["2019-12-31", "2019-12-31"] if ends is None else [end or DAY.isoformat() for end in ends]
    )
    assert [str(one.period_end) for one in find(text)] == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "At 31 March 2020 nine children were privately fostered. This is a fall from 10.",
            ["nine", "10"],
        ),
        ("Some cases are not allocated. The number now stands at around 15.", ["15"]),
        ("We took 61 placements. With 14 of these leading to posts.", ["61", "14"]),
        ("A total of 75 permanent staff joined.", ["75"]),
        ("Twenty-nine care leavers are at university.", ["Twenty-nine"]),
        ("Support lasts until the age of 25 at key stages 1 and 2.", []),
    ],
)
def test_bare_numbers_count_where_a_change_or_a_whole_is_told(text: str, values: list[str]) -> None:
    """Ages and stages do not."""
    assert [one.value for one in find(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Children aged 16 to 17 live at home (paragraph 45).",
        "Under section 47, social workers visited on 12 May 2021.",
        "Over the last 12 months leaders met often.",
        "In 2019 the service was new.",
        "Children in care: telephone the duty team on (01632) 960123 or 020 7946 0123.",
    ],
)
def test_ages_dates_and_references_are_no_measures(text: str) -> None:
    """Nor laws, nor spells of time."""
    assert observe(text) == []


def test_what_stands_before_a_number_names_its_measure() -> None:
    """Not the name of the next number."""
    found = find("Turnover is 27% and vacancies for social workers stand at 30%.")
    assert [(one.measure, one.value) for one in found] == [
        ("Turnover of social workers", "27%"),
        ("Social worker vacancies", "30%"),
    ]


def test_a_share_of_audits_is_good_or_better_only_where_that_is_said() -> None:
    """What requires improvement is not good."""
    found = find("Of the audits 87% were graded good or require improvement.")
    found += find("Of the audits, the share graded good or better was 45%.")
    assert [one.measure == "Audits graded good or better" for one in found] == [False, True]


def test_quantities_keep_sign_unit_and_money() -> None:
    """As printed, with the number's worth."""
    found = list(find_quantities("a net loss of -2 households, £3.4 million and 71 per 10,000"))
    assert [(one.amount, one.unit) for one in found] == [
        (-2.0, "households"),
        (3.4, "£ million"),
        (71.0, "per 10,000"),
    ]


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("31 March 2014", date(2014, 3, 31)),
        ("2014-15", date(2015, 3, 31)),
        ("2014-5", date(2015, 3, 31)),
        ("13/14", date(2014, 3, 31)),
        ("July 2015", date(2015, 7, 31)),
        ("2019", date(2019, 12, 31)),
    ],
)
def test_a_period_has_its_last_day(words: str, end: date) -> None:
    """A financial year ends in March."""
    (found,) = find_periods(words)
    assert (found.printed, found.end) == (words, end)


def test_two_numbers_with_a_stroke_are_no_year() -> None:
    """A score, a share."""
    assert list(find_periods("2/6 and 10-12")) == []


def test_values_behind_a_repeated_heading_belong_to_the_plans_last_row() -> None:
    """A page break pushed them there; what stands in brackets by a target is what is now."""
    head = "No\tAction\tOwner\tDeadline\tCurrent performance\tTarget\n"
    again = head.replace("performance", "performance 64%").replace("Target", "Target 20%")
    plan = f"{head}1\tVisit weekly\tHead\tMay 2021\t\t95% (current performance 85%)\n{again}"
    document = assemble(Source("a" * 64), RawDocument(text_to_pages(plan), "text"))
    found = find_measures(replace(document, kind="action_plan", authority="Wexmere"))
    assert [(one.value, one.role) for one in found] == [
        ("95%", "target"),
        ("85%", "value"),
        ("64%", "value"),
        ("20%", "target"),
    ]
    assert {one.measure for one in found} == {"Visit weekly"}
