"""What is asked next, by the words that a line stands on."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.vocabulary.issue_questions import IssueQuestion
from index.briefing.contents import Quotation
from index.briefing.lines.evidence import Promise
from index.briefing.lines.follow_ups import follow_up
from index.briefing.matters.matter import Matter
from index.briefing.paper import Sentence
from index.briefing.printed import PrintedFigure

ASKED = IssueQuestion("What?", "What else?", "How is it known?", "all of it", "")


def sentence(words: str) -> Sentence:
    """A sentence of prose that is about money."""
    span = Span(0, len(words))
    cited = Citation("d", "Update", "Wexmere Council", date(2024, 3, 7), 1, "", "", "", words, span)
    return Sentence(Quotation(cited), "part", {"money": 0.9}, has_figure=True)


def matter(*sentences: Sentence) -> Matter:
    """A matter that stands on them."""
    return Matter("money", "Money", "part", sentences, sentences[:1])


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (
            "Spending on children at £688 a child remains below the average of £792.",
            "What explains £688, beside £792?",
        ),
        (
            "Spending on children is 14.9%, against 12.1% for the region.",
            "What explains 14.9%, beside 12.1%?",
        ),
        (
            "Only 54% were within time in September 2025, against a target of 90%.",
            "What explains 54%, beside the target of 90%?",
        ),
        (
            "At the end of March 31 children waited, compared with 24 at the same time in 2024.",
            "What has the change from 24 to 31 meant for children?",
        ),
        (
            "The share is higher (12.6% in 2014-5 compared to an average of 5.4%).",
            "What explains 12.6%, beside 5.4%?",
        ),
    ],
)
def test_a_figure_set_against_another_is_asked_about_by_both(words: str, first: str) -> None:
    """A chair can say the question aloud; a year is no figure."""
    assert follow_up(matter(sentence(words)), ASKED, set())[0] == first


@pytest.mark.parametrize(
    ("is_better", "first"),
    [
        (False, "What has the change from 92% (2015-16) to 88% meant for children?"),
        (True, "What figures stand behind these words, now and a year ago?"),
    ],
)
def test_what_a_table_of_the_paper_prints_is_not_asked_for(is_better: bool, first: str) -> None:
    """A change for the better is not what the words admit: its figure may be of other things."""
    said = replace(
        sentence("Fewer children have a suitable home than a year ago."), has_figure=False
    )
    figure = PrintedFigure(
        Span(100, 103), "Homes", "88%", "92%", "2015-16", is_better=is_better, is_sure=True
    )
    row = replace(sentence("Homes 92% 88%"), is_prose=False, figure=figure)
    assert follow_up(matter(said, row), ASKED, set())[0] == first


def test_of_money_what_names_children_comes_first() -> None:
    """A figure of the whole council is not what is asked about."""
    council = sentence("Core spending of 18% remains below the mean of 20%.")
    children = sentence("Spending on placements rose to 25% from 18%, a challenge.")
    assert "25%" in follow_up(matter(council, children), ASKED, set())[0]


@pytest.mark.parametrize(
    ("planned", "is_asked"),
    [("Train every manager.", True), ("Track POs with ADM oversight.", False)],
)
def test_a_planned_action_is_read_out_where_all_its_words_are(planned: str, is_asked: bool) -> None:
    """Short forms stay in the plan."""
    said = sentence("Spending goes on.")
    cited = replace(said.quotation, citation=replace(said.quotation.citation, quote=planned))
    kept = replace(matter(said), admitted=(), promise=Promise("money", cited, "May 2023"))
    asked = follow_up(kept, ASKED, set())[0]
    assert (planned.rstrip(".") in asked) is is_asked


def test_what_was_done_is_named_by_its_first_step() -> None:
    """What is said to have come of it is left out; a long one is not read out."""
    done = sentence("Talks are now held in each team, which has helped.").quotation
    claimed = replace(matter(sentence("Spending goes on.")), claimed=done)
    assert "“Talks are now held in each team …”" in follow_up(claimed, ASKED, set())[0]
    long = sentence(f"Talks are now held {'in each of the teams ' * 5}.").quotation
    assert "Talks" not in follow_up(replace(claimed, claimed=long), ASKED, set())[0]


def test_where_a_figure_is_missing_it_is_asked_for_first() -> None:
    """Before what came of a step."""
    done = sentence("Talks are now held in each team.").quotation
    lacking = replace(matter(sentence("Spending goes on.")), claimed=done, lacks_figure=True)
    assert follow_up(lacking, ASKED, set())[0] == ASKED.check
