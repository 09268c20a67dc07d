"""What a paper prints beside its figures, and the follow-up that it gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from corpus.citation import Citation
from corpus.document import Document, Span
from corpus.records import Observation
from index.briefing.contents import Quotation
from index.briefing.lines.enquiries import _say_before
from index.briefing.lines.evidence import EarlierFigure
from index.briefing.lines.follow_ups import _ask_beside, _ask_change, _ask_recount, _ask_year_ago
from index.briefing.printed import (
    PrintedFigure,
    figure_in,
    find_appendices,
    find_figures,
    find_rating_key,
    order_rating,
    say_rating,
    say_review,
)
from index.library import Library


def value(at: int, printed: str, year: int = 0, role: str = "value", who: str = "") -> Observation:
    """A value of one measure, as a row prints it."""
    amount = float(printed.rstrip("%"))
    end = date(year, 3, 31) if year else None
    period = f"March {year}" if year else ""
    span = Span(at, at + len(printed))
    return Observation(
        str(at), span, "Visits on time", printed, amount, "%", period, end, who, role, "high"
    )


SPAN = Span(0, 3)
SAID = Quotation(
    Citation("d", "Letter", "The Board", date(2019, 6, 1), 1, "", "", "", "29%", SPAN), "the Board"
)
ROW = (
    value(10, "81%", 2023),
    value(20, "70%", 2024),
    value(30, "95%", role="target"),
    value(40, "79%", role="comparator", who="England"),
)


def test_the_newest_value_is_told_with_what_stands_beside_it() -> None:
    """The year before, a target and England of which it is short."""
    figure = figure_in(find_figures(ROW), Span(0, 50), is_row=True)
    assert figure is not None
    assert (figure.value, figure.before, figure.target, figure.england) == (
        "70%",
        "81%",
        "95%",
        "79%",
    )
    assert figure.is_short
    assert not figure.is_better


def test_a_figure_that_meets_its_target_is_not_short() -> None:
    """And of a sentence that compares, the first value is the council's."""
    met = (value(10, "70%", 2023), value(20, "96%", 2024), value(30, "95%", role="target"))
    figure = figure_in(find_figures(met), Span(0, 50), is_row=True)
    assert figure is not None
    assert not figure.is_short
    assert figure.is_better
    compared = (value(10, "41%"), value(20, "37%"))
    first = figure_in(find_figures(compared), Span(0, 50))
    assert first is not None
    assert first.value == "41%"


def test_what_the_paper_prints_is_not_asked_for() -> None:
    """A follow-up goes on from the target, England, the change; a year ago only of one value."""
    beside = PrintedFigure(SPAN, "Visits", "70%", "81%", "March 2023", "95%", "79%", is_sure=True)
    assert list(_ask_beside(beside)) == [
        "What would it take to get from 70% to the target of 95%?",
        "What explains 70% here, beside 79% in England?",
        "What has the change from 81% (March 2023) to 70% meant for children?",
    ]
    assert list(
        _ask_change("Visits rose to 87% from 62%, and costs from 2022 to 2023.", "children")
    ) == ["What has the change from 62% to 87% meant for children?"]
    assert list(_ask_year_ago("It is 22%.")) == [
        "How does the 22% compare with a year ago, counted in the same way?"
    ]
    assert list(_ask_year_ago("There are 22.")) == []


def test_a_figure_is_counted_differently_only_where_both_say_of_whom_they_are() -> None:
    """And is asked for as it was counted then."""

    def pair(base: str) -> EarlierFigure:
        return EarlierFigure("30%", "", SPAN, base, "29%", "June 2019", SAID, "all posts")

    assert pair("posts that carry cases").differs
    assert not pair("").differs
    asked = _ask_recount(pair("posts that carry cases"))
    assert asked == "What is the figure today for all posts, counted as it was in June 2019?"
    named = replace(pair("posts that carry cases"), measure="vacancies")
    assert _ask_recount(named).startswith("What is the figure for vacancies today, among all posts")
    assert _say_before(named).startswith("Vacancies: this paper gives 30% for posts that carry")


def test_a_target_of_which_no_side_is_known_is_only_set_beside() -> None:
    """More than the target may be what was wanted."""
    beside = PrintedFigure(SPAN, "Families seen", "3,906", target="3,500")
    assert list(_ask_beside(beside)) == ["What lies behind 3,906, beside the target of 3,500?"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Peer review of the front door, March 2018", "a peer review of March 2018"),
        ("Ofsted reported in October 2019 that plans drift.", "an inspection of October 2019"),
        ("The review begins in May 2020.", ""),
        ("Vacancies rose in 2018.", ""),
        ("A review found that plans drift.", ""),
    ],
)
def test_an_earlier_review_is_told_with_its_time(words: str, told: str) -> None:
    """Neither one to come, nor a year alone, nor one without a time."""
    assert say_review(words, date(2020, 1, 9)) == told


@pytest.mark.parametrize(
    "printed",
    [
        "Likelihood: A very likely, B likely, C rare. Impact: 1 severe, 2 major, 3 minor.",
        "Likelihood Impact:\nA Very likely 1 Severe\nB Likely 2 Major\nC Rare 3 Minor\n7. Cost",
        "Impact\nLikelihood\n1\nSevere\nA\nVery likely\n2\nMajor\nB\nLikely\n3\nMinor\nC\nRare",
        "Impact: 1 - dire; 2 - major; 3 - minor. Likelihood: A - very likely; B - likely; C - rare",
    ],
)
def test_a_rating_is_told_with_what_the_key_says(printed: str) -> None:
    """A list or a table, of either side first."""
    key = find_rating_key(f"The ratings are these.\n{printed}")
    assert key is not None
    assert key.explain("B2") == "likely, major impact"
    assert key.explain("D2") == ""
    assert [order_rating(rating, key) for rating in ("A1", "B2", "C2", "")] == [0, 2, 3, None]


def test_a_key_may_begin_at_the_slight_end() -> None:
    """The gravest rating is the last then."""
    key = find_rating_key(
        "Likelihood: A rare, B likely, C certain. Impact: 1 minor, 2 major, 3 dire."
    )
    assert order_rating("C3", key) == 0
    assert order_rating("A1", key) == 4


def test_without_a_key_only_ratings_in_words_have_an_order() -> None:
    """Words that merely name both sides are no key."""
    assert (
        find_rating_key("The likelihood and the impact of a risk are weighed by A and B.") is None
    )
    assert order_rating("B2", None) is None
    assert order_rating("High", None) == 1


def test_a_row_named_by_whom_it_is_of_is_no_figure_of_the_council() -> None:
    """Another body's, or a group of councils'."""
    others = [
        replace(value(10, "31%", 2024), measure=name) for name in ("Eastern group", "England")
    ]
    assert find_figures(others) == []
    assert len(find_figures([value(10, "31%", 2024)])) == 1


def test_a_colour_needs_no_key_and_a_score_is_graver_the_higher_it_is() -> None:
    """Red before amber, 16 before 10."""
    assert say_rating("Red", None) == "Red"
    assert [order_rating(rating, None) for rating in ("Red", "Amber", "16", "10")] == [0, 1, 9, 15]


def test_appendices_before_a_printed_one_are_printed_too(sample_library: Library) -> None:
    """Whatever heads them there; one that is to follow is not."""
    listed = "Appendix 1 - A map (to follow)\nAppendix 2 - Figures\nAppendix 3 - Guide\n"
    text = f"{listed}\nWaits 12\n\nAppendix 3\n{'Ask what children say. ' * 40}"
    held = SimpleNamespace(id="p", text=text, authority="Nowhere", published=date(2024, 3, 7))
    paper = cast("Document", held)
    assert find_appendices(sample_library.db, paper) == ("Appendix 1 (A map)",)
    other = (
        f"See Appendix 3 for costs, and Appendix 1.\n\nAppendix 1\n{'Ask what children say. ' * 40}"
    )
    held.text = other
    assert find_appendices(sample_library.db, paper) == ("Appendix 3",)
