"""What a council's paper says of each issue."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.adding.intake import Counts
from corpus.citation import Citation
from corpus.document import Document, Span
from corpus.records import Observation, Report, Risk
from corpus.store.documents import find_documents, quote_span
from index.briefing.contents import Quotation
from index.briefing.facts import find_counts
from index.briefing.paper import (
    Paper,
    Sentence,
    _ends_with,
    _find_lists,
    _find_titled,
    _names_another,
    _paragraph_before,
    goes_on_from,
    label_risk,
    label_row,
    read_paper,
)
from index.briefing.printed import find_rating_key
from index.issues.readings import find_issues
from index.library import Library, create_library

INSPECTION = """\
Inspection of children's services in Wexmere

Published: 4 March 2022

Summary

Leaders have significantly strengthened the corporate parenting board and its work.

Recommendations

The council should make sure that managers oversee the work of every social worker.
"""
PAPER = """\
CHILDREN'S OVERVIEW AND SCRUTINY COMMITTEE

3 JUNE 2022

IMPROVEMENT UPDATE

Report from: Director of Children's Services

Summary

This report provides an update on the recruitment and retention of social workers.

1. Background

1.1 Inspectors said that leaders have significantly strengthened the corporate parenting board.

1.2 Social workers' caseloads have been cut, because the council recruited permanent staff.

1.3 The number of children who are looked after by foster carers rose from 162 to 183.

1.7 The Minister considered the report and responded stating that:

1.7.1 There is an urgent need to appoint a permanent director.

1.8 The council has advertised the post of director.

1.9 Case files graded good by audit increased to 80% from 62% in the year before. Work graded \
inadequate has dropped to 12%.

2.1 The service faces challenges, which include:

- rising prices of energy and of transport
- unfilled posts and the trouble of finding agency staff for them

3. Life-story work

3.1 A coordinator has started and has a room.

3.2 Six tenders came. They were judged by a panel of seven people.
"""


@pytest.fixture(scope="module")
def library(
    take_in_here: Callable[..., Counts],
    tmp_path_factory: pytest.TempPathFactory,
    sample_library: Library,
) -> Iterator[Library]:
    """An inspection report and a later paper."""
    folder: Path = tmp_path_factory.mktemp("paper")
    (folder / "inspection.txt").write_text(INSPECTION, "utf-8")
    (folder / "paper.txt").write_text(PAPER, "utf-8")
    with create_library(
        folder / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [folder / "inspection.txt", folder / "paper.txt"], "Wexmere")
        yield library


@pytest.fixture(scope="module")
def paper(library: Library) -> Paper:
    """The later one, as read."""
    return read_paper(library, find_documents(library.db, "paper")[0].id)


def said(library: Library, paper: Paper) -> str:
    """All that is quoted of a paper."""
    numbers = [each.quotation for each in paper.account if each.is_unclear_number and each.is_own]
    quotations = [*numbers, *(each for of in paper.sentences.values() for each in of)]
    citations = [quotation.citation for quotation in quotations]
    return " ".join(quote_span(library.db, each.document, each.span) for each in citations)


def test_what_a_paper_says_of_itself_is_not_quoted(library: Library, paper: Paper) -> None:
    """It speaks of the issue all the same."""
    assert "This report" not in said(library, paper)
    assert "workforce" in paper.touched


def test_the_words_of_an_outside_body_are_not_the_papers_own(
    library: Library, paper: Paper
) -> None:
    """Where all but one or two of a sentence's stand in an inspection report."""
    assert "corporate parenting" not in said(library, paper)
    assert "corporate_parenting" in paper.touched


def test_a_sentence_stands_under_every_issue_that_it_is_about(paper: Paper) -> None:
    """Caseloads, and the recruiting that cut them."""
    (of_caseloads,) = paper.sentences["caseloads"]
    assert of_caseloads in paper.sentences["workforce"]
    assert 0.5 <= paper.clearness["workforce"] <= 1


def test_a_count_without_a_unit_is_a_figure(library: Library, paper: Paper) -> None:
    """ "The number of ... rose from 162"; quoted under its issue, or as a number of none."""
    figures = [paper.sentences[issue][0] for issue in paper.figures]
    numbers = [each.quotation for each in paper.account if each.is_unclear_number]
    quoted = {quotation.citation.quote for quotation in (*numbers, *figures)}
    assert any("from 162 to 183" in each for each in quoted)


def test_a_text_is_about_an_issue_or_none(library: Library) -> None:
    """In the order given."""
    high, none = find_issues(
        library, ["Caseloads are too high.", "The room was booked."], ["paper", "paper"]
    )
    assert high[0] == "caseloads"
    assert none == []


def test_a_risk_is_told_with_its_rating_else_with_what_is_done() -> None:
    """As the row prints them: alone where it prints neither."""
    risk = Risk("r", Span(0, 9), "Homes", "Too few homes.", "A new home is\nto open.", "CII")
    told = (("", "Too few homes"), ("rated", "CII (no key to this code was found in the paper)"))
    assert label_risk("Too few homes.", risk) == told
    key = find_rating_key(
        "Likelihood: A sure, B likely, C rare. Impact: I dire, II grave, III small."
    )
    assert label_risk("Too few homes.", risk, key)[1] == ("rated", "CII (rare, grave impact)")
    unrated = replace(risk, rating="")
    assert label_risk("Too few homes.", unrated)[1:] == (("action", "A new home is to open"),)
    assert label_risk("Too few homes.", replace(unrated, mitigation="")) == ()


def test_a_long_risk_is_told_by_its_name() -> None:
    """Where that says what may happen, and is no mere label."""
    long = f"{'Homes may be too few and too far away, ' * 4}and dear."
    risk = Risk("r", Span(0, 9), "Children live far from home.", long, "", "High")
    assert label_risk(long, risk) == (("", "Children live far from home"), ("rated", "High"))
    assert label_risk(long, replace(risk, risk="Homes"))[0] == ("", long.rstrip("."))


def test_what_an_outside_body_is_told_to_have_said_is_not_the_papers_own(paper: Paper) -> None:
    """It stands under a line that says whose words follow; what comes after is the paper's."""
    own = {each.text: each.is_own for each in paper.account}
    assert own["There is an urgent need to appoint a permanent director."] is False
    assert own["The council has advertised the post of director."] is True


@pytest.mark.parametrize(
    ("head", "number"),
    [("4.9 Health", "4.9"), ("Health", "4.8"), ("In 4.9 of them", "4.8")],
)
def test_words_under_a_numbered_heading_have_its_number(head: str, number: str) -> None:
    """Not that of the last paragraph before the heading."""
    text = f"4.8 Some left care.\n{head}\nThe share was 69%."
    whole, first = Span(0, len(text)), Span(0, text.index("\n"))
    section = SimpleNamespace(span=whole)
    document = SimpleNamespace(text=text, section_of=lambda _: section)
    passages = (SimpleNamespace(span=first, paragraph="4.8"),)
    report = cast("Report", SimpleNamespace(document=document, passages=passages))
    citation = cast("Citation", SimpleNamespace(span=Span(text.index("The share"), len(text))))
    assert _paragraph_before(report, citation) == number


def test_a_figure_stands_with_the_sentence_that_completes_it(paper: Paper) -> None:
    """The share that is good, and what became of the worst; of other sentences only what goes on
    about one in a few words is taken."""
    whole = [each.told_on.citation.quote for each in paper.account if each.told_on]
    (figure,) = (words for words in whole if "%" in words)
    assert "80%" in figure
    assert figure.endswith("12%.")
    assert [words for words in whole if words != figure] == [
        "Six tenders came. They were judged by a panel of seven people."
    ]


def test_what_a_sentence_counts_is_a_figure(paper: Paper) -> None:
    """Then and now, with the paper's month where the sentence names none."""
    (count,) = find_counts(paper)
    assert (count.latest, count.before) == ("183 (reported June 2022)", "162")


def test_of_rated_risks_one_without_a_rating_says_so() -> None:
    """Where others beside it are rated; not in a paper that rates none."""
    risk = Risk("r", Span(0, 9), "Homes", "Too few homes.", "", "")
    assert label_risk("Too few homes.", risk, None, True)[1:] == (("", "no rating printed"),)
    assert label_risk("Too few homes.", risk) == ()


def test_an_item_of_a_list_is_told_with_its_lead_and_its_sisters(paper: Paper) -> None:
    """With a mark before each, where it goes on from the words above."""
    item = next(each for each in paper.account if each.text.startswith("unfilled posts"))
    assert item.told_with is not None
    assert item.told_with.shown.startswith("The service faces challenges, which include: • rising")
    assert item.quotation.shown.startswith("The service faces challenges, which include: … unf")


def test_of_a_long_list_some_items_are_shown() -> None:
    """What is left out is marked."""
    words = "It asks for:\n" + "\n".join(["many more posts of many kinds in all of its teams"] * 9)
    citation = Citation("d", "", "", None, 1, "", "", "", words, Span(0, len(words)))
    shown = Quotation(citation).shown
    assert shown.startswith("It asks for: • many more posts")
    assert shown.endswith("teams …")


def test_a_sentence_is_about_what_the_heading_over_it_names(paper: Paper) -> None:
    """Where it is clearly about nothing by itself: a paper with such a heading is not silent."""
    told = next(each for each in paper.account if each.text.startswith("A coordinator"))
    assert "life_story" in told.chances


def test_a_sentence_is_told_with_a_short_one_before_it(paper: Paper) -> None:
    """Too short to be read alone: "They were judged" says nothing without it."""
    told = next(each for each in paper.account if each.text.startswith("They were judged"))
    assert told.told_with
    assert told.told_with.citation.quote.startswith("Six tenders came.")


def test_what_points_back_goes_on_from_what_is_before_it() -> None:
    """By its first words, or by such a thing."""
    assert goes_on_from("The council had such a scheme until 2016.")
    assert goes_on_from("The rise is among teenagers.")
    assert goes_on_from("Managers say that this reflects vacancies.")
    assert goes_on_from("Nine of them have no measure.")
    assert not goes_on_from("The scheme was closed.")


def test_a_row_begins_with_the_councils_own_values() -> None:
    """Then its target, then others'; of one side in the row's order."""
    printed = (("83%", "comparator", "England"), ("94%", "value", ""), ("95%", "target", ""))
    row = [
        Observation("o", Span(at, at + 1), "Homes", value, role=role, who=who)
        for at, (value, role, who) in enumerate(printed)
    ]
    assert [value for _, value in label_row(row, Span(0, 9))] == ["Homes", "94%", "95%", "83%"]


def test_a_title_that_joins_two_things_is_not_on_one(library: Library, paper: Paper) -> None:
    """Unless both are of one issue."""
    held = find_documents(library.db, "paper")[0]

    def another(title: str) -> bool:
        return _names_another(
            library,
            cast("Any", SimpleNamespace(id=held.id, title=title, authority="Wexmere")),
            "workforce",
        )

    assert another("Quality of audits and recruitment of social workers")
    assert not another("Recruitment of social workers and retention of social workers")
    assert not another("Recruitment of social workers")


def test_the_items_of_a_list_in_one_sentence_stand_with_their_lead() -> None:
    """Each line that ends in a semicolon has the next as another; what the lead goes on about is
    part of it."""
    lines = ("Money was agreed. This includes:", "More posts;", "A new room; and", "Two cars.")
    text = "\n".join((*lines, "The work goes on."))
    ((items, whole),) = _find_lists(text)
    assert [item.of(text) for item in items] == [*lines[1:]]
    assert whole.of(text) == "\n".join(lines)
    cited = Citation("d", "", "", None, 1, "", "", "", "More posts", Span(0, 10), lead=lines[0])
    part = Quotation(cited, is_part=True)
    assert part.shown == "Money was agreed. This includes: … More posts"
    assert Quotation(cited).shown == "More posts"


def test_of_a_title_each_thing_that_it_names_is_known(library: Library) -> None:
    """None of one that names no one thing."""
    held = SimpleNamespace(id="paper", authority="Wexmere", title="")
    named = "Care leavers and the recruitment of social workers, Wexmere"
    titled = _find_titled(
        library, cast("Document", SimpleNamespace(**{**vars(held), "title": named}))
    )
    assert {"care_leavers", "workforce"} <= titled
    plain = SimpleNamespace(**{**vars(held), "title": "Improvement update, Wexmere, 2024"})
    assert _find_titled(library, cast("Document", plain)) == frozenset()


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("It had been cleared by May.", True),
        ("It is assumed that the grant goes on.", False),
        ("The team met the police.", False),
    ],
)
def test_what_came_of_a_thing_stands_with_it(words: str, ends: bool) -> None:
    """In a few words that go on about it."""
    first = _sentence("A backlog of 130 calls built up.")
    assert _ends_with(_sentence(words), first) is ends


def _sentence(words: str) -> Sentence:
    span = Span(0, len(words))
    return Sentence(Quotation(Citation("d", "", "", None, 1, "", "", "", words, span)), "1", {})


def test_an_item_of_a_list_keeps_its_lead() -> None:
    """Though the next sentence goes on about it."""
    item = _sentence("More posts.")
    part = replace(item, quotation=replace(item.quotation, is_part=True))
    assert _ends_with(_sentence("They will help."), item)
    assert not _ends_with(_sentence("They will help."), part)
