"""What conditions leave of a library, and which are left out."""

from corpus.store.documents import DocumentScope
from index.search.condition_words import read_conditions
from index.search.conditions import Narrowing, narrow

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
