"""Statements heard where they stand: their paragraph and their section."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.statements import Statement
from index.issues.assignment import hear_paragraphs, read_issues, read_memberships
from models.statements.issues import open_issues
from models.text.encoder import open_encoder

IDS = [issue.id for issue in open_issues()]
DAY = date(2019, 8, 27)


def finding(text: str, passage: str = "p1", heading: str = "") -> Statement:
    """A finding; its id is its text."""
    citation = Citation("d1", "", "", DAY, 1, "", "", heading, text, Span(0, len(text)))
    return Statement(text, "finding", "found weak", citation, "inspection_report", passage)


def chance(statements: list[Statement], issue: str) -> float:
    """How likely the last of the statements is about an issue."""
    vectors = open_encoder().encode([one.text for one in statements])
    return float(read_issues(statements, vectors)[-1, IDS.index(issue)])


def test_what_stands_beside_a_statement_is_heard() -> None:
    """Only within its paragraph: a word that points back takes its subject from there."""
    beside = finding("Caseloads are far too high, and some hold forty cases.")
    points_back = finding("This has been so for many months.")
    alone = chance([points_back], "caseloads")
    assert chance([beside, points_back], "caseloads") > 2 * alone
    apart = replace(points_back, passage="p2")
    assert chance([beside, apart], "caseloads") == pytest.approx(alone, rel=0.01)


def test_the_section_that_a_finding_stands_in_is_heard() -> None:
    """The same words are the likelier about care leavers in their section."""
    words = "Some young people do not know what they are entitled to."
    here = finding(words, heading="The experiences and progress of care leavers")
    assert chance([here], "care_leavers") > chance([finding(words)], "care_leavers")
    asked = replace(here, kind="ask")
    assert chance([asked], "care_leavers") == pytest.approx(
        chance([finding(words)], "care_leavers")
    )


def test_a_compound_ask_belongs_to_each_of_its_issues() -> None:
    """Each by itself: the row does not add up to 1."""
    ask = replace(finding("Improve the fostering service and the adoption service."), kind="ask")
    (row,) = read_memberships([ask], open_encoder().encode([ask.text]))
    assert {IDS[place] for place in np.flatnonzero(row > 0.5)} == {"fostering", "adoption"}


def test_chances_of_a_statement_add_up_to_one() -> None:
    """Whatever stands beside it."""
    found = hear_paragraphs([finding("a"), finding("b")], np.full((2, len(IDS)), 1 / len(IDS)))
    assert found.sum(axis=1) == pytest.approx([1, 1])
