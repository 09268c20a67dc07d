"""How a line could end, by what it stands on and by who meets; and what gets a line."""

import re
from dataclasses import replace
from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from index.briefing.contents import Quotation
from index.briefing.lines.endings import (
    Sitting,
    _fit_decision,
    _fit_scrutiny,
    end_of_decision,
    say_ending,
)
from index.briefing.matters.causes import choose
from index.briefing.matters.matter import Matter
from index.briefing.paper import Sentence
from index.briefing.printed import PrintedFigure

DAY = date(2024, 3, 7)
KEYS = ("fostering", "adoption", "health", "missing", "visits", "court")
COMMITTEE, CABINET = Sitting(DAY, False, False), Sitting(DAY, True, False)


def matter(words: str, key: str = "fostering") -> Matter:
    """A matter that stands on a sentence of its own."""
    span = Span(0, len(words))
    cited = Citation("d", "Update", "Wexmere Council", DAY, 1, "", "", "", words, span)
    return Matter(key, key, "part", (Sentence(Quotation(cited), "part", {key: 0.9}),))


ANSWERED = replace(matter("A panel meets."), lacks_figure=True)
RISK = replace(matter("Homes are lost."), sentences=(replace(ANSWERED.sentences[0], is_risk=True),))
SHORT = PrintedFigure(Span(0, 2), "Homes", "76", target="95", is_sure=True)
MISSED = replace(
    matter("Homes 76"), sentences=(replace(ANSWERED.sentences[0], figure=SHORT, is_prose=False),)
)


@pytest.mark.parametrize(
    ("asked_about", "sitting", "ending"),
    [
        (matter("It is 14% now."), COMMITTEE, "Information: these figures, in writing by 4 April"),
        (
            ANSWERED,
            COMMITTEE,
            "A recommendation: that the committee be given figures on this by 6 June 2024.",
        ),
        (matter("It is 14% now."), CABINET, "Information: these figures, in writing by 4 April"),
        (ANSWERED, CABINET, "A referral to scrutiny, to test by 6 June 2024 what was done."),
        (
            RISK,
            COMMITTEE,
            "A report back to the committee by 6 June 2024: whether this risk is lower",
        ),
        (RISK, CABINET, "Add to the decision: the day by which this risk"),
        (MISSED, COMMITTEE, "A recommendation: a plan with dates to reach the target of 95."),
        (MISSED, CABINET, "Add to the decision: the day by which the target of 95"),
    ],
)
def test_an_ending_fits_the_words_and_who_meets(
    asked_about: Matter, sitting: Sitting, ending: str
) -> None:
    """Those who decide recommend nothing to themselves."""
    assert say_ending(asked_about, (), sitting, []).startswith(ending)


@pytest.mark.parametrize("is_decided", [True, False])
def test_every_ending_has_a_day_or_says_what_is_to_be_returned(is_decided: bool) -> None:
    """Nothing is to be had before a decision that the same meeting takes."""
    fit = _fit_decision if is_decided else _fit_scrutiny
    told = [
        ending
        for each in (ANSWERED, RISK, MISSED, matter("It is 14%."))
        for ending in fit(each, (), DAY)
    ]
    assert all(re.search(r" 2024\b|target of 95|which this risk|budget", each) for each in told)
    assert not any(re.search(r"before the decision|from outside|put right", each) for each in told)


def test_a_decision_to_close_a_plan_could_be_put_off() -> None:
    """A report after it is closed would help nobody to decide."""
    sitting = Sitting(DAY, False, False)
    assert end_of_decision(sitting, "plan").startswith(
        "A recommendation: that the plan stay open until a report, by 6 June 2024, shows"
    )
    assert "what the decision has changed" in end_of_decision(sitting)


def test_an_ending_that_another_line_has_comes_last() -> None:
    """While another fits as well."""
    first = say_ending(ANSWERED, (), COMMITTEE, [])
    assert say_ending(ANSWERED, (), COMMITTEE, [first]) != first


def test_what_a_list_asks_first_gets_a_line_before_a_figure() -> None:
    """Of the rest, what says most is first."""
    figures = [
        replace(matter(f"Number {row}", f"figure {row}"), causes=frozenset({"figure"}))
        for row in range(6)
    ]
    asked = replace(matter("A panel meets.", "exploitation"), causes=frozenset({"asked first"}))
    named = [replace(each, key=key) for each, key in zip(figures, KEYS, strict=True)]
    assert choose([*named, asked], 1, fewest=1) == [asked]


def test_one_line_tells_of_an_appendix_that_may_answer_all() -> None:
    """What else it may tell of gives way to what the paper admits."""
    causes = frozenset({"passed over"})
    unread = [
        replace(matter(f"Ask {key}", key), causes=causes, appendices=("Appendix 1",))
        for key in KEYS[:2]
    ]
    risk = replace(matter("Money may end.", KEYS[2]), causes=frozenset({"risk"}))
    assert choose([*unread, risk], 2, fewest=1) == [unread[0], risk]
