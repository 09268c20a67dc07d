"""How a line could end, by what it stands on and by who meets; and what gets a line."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from index.briefing.contents import Quotation
from index.briefing.lines.endings import Sitting, say_ending
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
            "A recommendation: that the next update give these figures.",
        ),
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
