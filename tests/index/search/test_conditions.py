"""Which conditions a query's words name, and what they leave of a library."""

import json
from importlib.resources import files

import pytest

from corpus.kinds import load_kinds
from corpus.store.documents import DocumentScope
from index.search.conditions import Narrowing, narrow, read_conditions

DEVON = DocumentScope("d1", "Devon", "inspection_report", frozenset({2015}))
DEVON_PAPER = DocumentScope("d2", "Devon", "minutes", frozenset({2016}))
BCP = DocumentScope(
    "b1", "Bournemouth, Christchurch and Poole", "area_send_report", frozenset({2019, 2020})
)
HELD = [DEVON, DEVON_PAPER, BCP]


def narrowed(text: str, documents: list[DocumentScope]) -> Narrowing:
    """A text narrowed by all that it names."""
    return narrow(text, read_conditions(text), documents)


def left_out(narrowing: Narrowing) -> dict[str, str]:
    """Why conditions were left out, by what they ask for."""
    return {found.label: found.left_out for found in narrowing.conditions if found.left_out}


def test_conditions_narrow_and_their_words_are_not_looked_for() -> None:
    """Each of another field must hold."""
    narrowing = narrowed("caseloads in Devon 2015", HELD)
    assert narrowing.documents == {"d1"}
    assert narrowing.barred == {"d2", "b1"}
    assert narrowing.text == "caseloads"
    assert [found.label for found in narrowing.conditions] == ["Devon", "2015"]


def test_of_two_councils_either_will_do() -> None:
    """And a part of a council's name is that council."""
    assert narrowed("Devon and Poole fostering", HELD).documents == {"d1", "d2", "b1"}
    assert narrowed("Poole fostering", HELD).documents == {"b1"}


def test_an_event_of_the_year_is_of_the_year() -> None:
    """An inspection of December is published in January."""
    assert narrowed("fostering 2019", HELD).documents == {"b1"}


def test_what_is_not_held_is_said_and_looked_for() -> None:
    """Its words stay in the query."""
    narrowing = narrowed("Croydon caseloads", HELD)
    assert narrowing.documents is None
    assert narrowing.text == "Croydon caseloads"
    assert left_out(narrowing) == {"Croydon": "nothing held is so"}


def test_as_few_as_it_takes_are_left_out() -> None:
    """Of Devon, Ofsted and 2016 nothing is held: the year goes first."""
    narrowing = narrowed("Ofsted 2016 Devon caseloads", HELD)
    assert narrowing.documents == {"d1"}
    assert narrowing.text == "2016 caseloads"
    assert left_out(narrowing) == {"2016": "nothing held is so beside the rest"}


def test_a_condition_that_all_meet_is_none() -> None:
    """In a library of one council its name changes nothing."""
    assert narrowed("Devon caseloads", [DEVON, DEVON_PAPER]) == Narrowing(
        (), None, frozenset(), "Devon caseloads"
    )


def test_a_query_of_conditions_alone_keeps_its_words() -> None:
    """Something has to be looked for."""
    narrowing = narrowed("Devon 2015", HELD)
    assert (narrowing.documents, narrowing.text) == ({"d1"}, "Devon 2015")


# --- the words that name them


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
