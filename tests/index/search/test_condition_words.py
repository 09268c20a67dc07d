"""Which conditions a query's words name."""

import json
from importlib.resources import files

import pytest

from corpus.kinds import load_kinds
from index.search.condition_words import read_conditions


def labels(text: str, field: str) -> list[str]:
    """What the conditions of a field ask for."""
    return [condition.label for condition in read_conditions(text) if condition.field == field]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("caseloads 2019", ["2019"]),
        ("caseloads in 2019", ["2019"]),
        ("what improved between 2019 and 2023", ["2019 to 2023"]),
        ("neglect 2019-2021", ["2019 to 2021"]),
        ("adoption 2019/20", ["2019 to 2020"]),
        ("since 2019", ["2019 or later"]),
        ("after 2019", ["2020 or later"]),
        ("before 2019", ["2018 or earlier"]),
        ("up to 2019", ["2019 or earlier"]),
        ("findings of the 2019 inspection", ["2019"]),
        ("how bad things were before the 2019 inspection", []),
        ("duties of the Children Act 2004", []),
        ("form 1998", []),
    ],
)
def test_years(text: str, years: list[str]) -> None:
    """Both ends belong to it; a law's year and one that only dates an event are none."""
    assert labels(text, "year") == years


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("SEND reports preparation for adulthood", ["Area SEND report"]),
        ("area SEND inspection waiting times", ["Area SEND report"]),
        ("does it send reports to parents", []),
        ("findings of the Ofsted monitoring visits", ["Monitoring visit letter"]),
        ("commissioner's report on leadership", ["Commissioner’s report"]),
        ("the Commissioner said", ["Commissioner’s report"]),
        ("Why did the government send in a commissioner?", []),
        ("inspection reports neglect", ["Reports of inspections"]),
        ("minutes on caseloads", ["Minutes"]),
        ("how many minutes does it take", []),
        ("15 minutes late", []),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    """Kinds of document as people name them."""
    assert labels(text, "kind") == kinds


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Ofsted 2019 Somerset caseloads", ["Ofsted"]),
        ("caseloads Ofsted", ["Ofsted"]),
        ("what did Ofsted say about caseloads", ["Ofsted"]),
        ("Ofsted's recommendations on private fostering", ["Ofsted"]),
        ("CQC speech therapy", ["Care Quality Commission"]),
        ("homes registered with Ofsted", []),
        ("Ofsted inspection action plan", []),
        ("Ofsted monitoring visits", []),
        ("progress since Ofsted came", []),
    ],
)
def test_bodies(text: str, bodies: list[str]) -> None:
    """A body is a condition where it is meant as the author."""
    assert labels(text, "body") == bodies


def test_words_taken_are_told() -> None:
    """As they were typed."""
    told = {
        (condition.label, condition.words)
        for condition in read_conditions("supervision in Devon, 2015")
    }
    assert told == {("Devon", "in Devon"), ("2015", "2015")}


def test_every_name_is_that_of_a_kind() -> None:
    """The vocabulary of names calls no kind that there is not."""
    text = files("corpus.vocabulary").joinpath("kind_names.json").read_text("utf-8")
    named = {row["kind"] for row in json.loads(text)["names"]}
    assert named <= {kind.id for kind in load_kinds()}
