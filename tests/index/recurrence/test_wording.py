"""The words of a verdict."""

from dataclasses import dataclass
from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.records import Ask, AskKind
from corpus.store.asks import HeldAsk
from index.recurrence.wording import say_for_words
from models.links.shared import Shared

DAY = date(2020, 5, 1)
WORDED = Shared((), (), (), (), ("oversight",))


@dataclass(frozen=True)
class Occurrence:
    """An ask that came up."""

    ask: HeldAsk
    relation: str = "same"
    shared: Shared = WORDED
    probability: float = 1.0
    sense: str = ""


def held(id_: str, kind: AskKind, document_kind: str) -> HeldAsk:
    """An ask of a kind in a document of its own."""
    place = Citation(document_kind, "", "", DAY, 1, "", "", "", "", Span(0, 1))
    return HeldAsk(Ask(id_, Span(0, 1), kind), place, document_kind, "", "")


LISTED = held("a", "recommendation", "inspection_report")
DEMAND = held("b", "demand", "commissioner_report")


@pytest.mark.parametrize(
    ("asks", "verdict", "read"),
    [
        ([LISTED], "recommendations by Ofsted on 1 May 2020", "1 recommendation in 1 document"),
        (
            [LISTED, DEMAND],
            "recommendations by Ofsted on 1 May 2020, and in demands by the Commissioner on"
            " 1 May 2020",
            "1 recommendation and 1 demand in 2 documents",
        ),
    ],
)
def test_a_demand_is_counted_as_no_recommendation(
    asks: list[HeldAsk], verdict: str, read: str
) -> None:
    """It is named and counted apart."""
    said, reasons = say_for_words([Occurrence(ask) for ask in asks], asks, DAY)
    assert said == f"Similar wording appears in {verdict}."
    assert reasons[0] == f"{read} were compared."


def test_what_has_none_of_the_words_is_no_similar_wording() -> None:
    """It is named apart: the same matter, perhaps."""
    apart = Occurrence(DEMAND, shared=Shared((), (), (), (), ()))
    said, _ = say_for_words([Occurrence(LISTED), apart], [LISTED, DEMAND], DAY)
    assert said == (
        "Similar wording appears in recommendations by Ofsted on 1 May 2020. The same matter may"
        " stand, in other words, in demands by the Commissioner on 1 May 2020."
    )
    said, _ = say_for_words([apart], [DEMAND], DAY)
    assert said.startswith("The same matter may stand, in other words, in demands")


def test_what_is_only_possible_is_named_apart() -> None:
    """It is not counted as asked for; a document is named once."""
    possible = Occurrence(DEMAND, "related")
    said, _ = say_for_words([Occurrence(LISTED), possible], [LISTED, DEMAND], DAY)
    assert said == (
        "Similar wording appears in recommendations by Ofsted on 1 May 2020. It may be meant in"
        " demands by the Commissioner on 1 May 2020."
    )
    said, _ = say_for_words([Occurrence(LISTED), Occurrence(LISTED, "related")], [LISTED], DAY)
    assert said == "Similar wording appears in recommendations by Ofsted on 1 May 2020."


def test_what_is_less_than_surely_about_the_words_is_no_similar_wording() -> None:
    """Though it shares a word: the same matter, perhaps."""
    likely = Occurrence(LISTED, probability=0.78)
    said, _ = say_for_words([likely], [LISTED], DAY)
    assert said.startswith("The same matter may stand, in other words, in recommendations")


def test_what_has_the_words_in_another_sense_is_said_to() -> None:
    """It may not be meant, and is not called similar."""
    other = Occurrence(DEMAND, "related", sense="the Chief Executive")
    said, _ = say_for_words([Occurrence(LISTED), other], [LISTED, DEMAND], DAY)
    assert said == (
        "Similar wording appears in recommendations by Ofsted on 1 May 2020. The words stand in"
        " another sense in demands by the Commissioner on 1 May 2020."
    )


def test_where_nothing_is_told_the_nearest_is_quoted() -> None:
    """With who asked it and where, as what may be of something else; nothing where one is told."""
    said, reasons = say_for_words([], [LISTED, DEMAND], DAY, LISTED)
    assert said.startswith("No recommendation found")
    assert len(reasons) == 2
    assert LISTED.citation.line in reasons[1]
    assert "may be of something else (Ofsted, " in reasons[1]
    assert len(say_for_words([], [LISTED], DAY)[1]) == 1
    assert len(say_for_words([Occurrence(LISTED)], [LISTED], DAY, LISTED)[1]) == 1
