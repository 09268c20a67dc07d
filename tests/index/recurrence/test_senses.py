"""Supervision of a chief executive is no supervision of practice."""

import numpy as np
import pytest

from index.recurrence.senses import find_other_addressee, find_other_children, find_other_sense
from models.links.topic import Topic
from models.statements.issues import issue_columns, list_issues


@pytest.mark.parametrize(
    ("words", "text", "sense"),
    [
        ("supervision", "provide coaching and supervision to the Chief Executive", "Chief"),
        ("supervision of staff", "supervision for the Lead Member for Children", "Lead Member"),
        ("management oversight", "renew the LSCB’s oversight of policy", "LSCB"),
        ("oversight", "the improvement board's oversight of progress", "board"),
        ("leadership", "Work with the Leadership Improvement Partner on plans.", "Partner"),
        ("leadership", "Improve leadership with a leadership improvement partner.", ""),
        ("improvement board", "Report to the Improvement Board.", ""),
        ("caseloads", "Report to the Improvement Board.", ""),
        ("supervision", "improve supervision of social workers", ""),
        ("supervision", "supervision of staff, and supervision of the Director", ""),
        ("caseloads", "supervision to the Chief Executive", ""),
        ("supervision", "nothing of the kind", ""),
    ],
)
def test_whose_it_is_is_told(words: str, text: str, sense: str) -> None:
    """A role or a body named after the words or before them; nothing where one place has none.

    Words in the name of a role alone are the role's.
    """
    found = find_other_sense(words, text)
    assert (sense in found) if sense else (found == "")


def test_other_children_are_told_where_words_mean_those_in_care() -> None:
    """An area SEND inspection speaks of others; not where words, or another name, mean them."""
    issues = np.zeros((2, len(list_issues())))
    issues[0, issue_columns()["health"]] = 0.9
    of_care = Topic("health checks", ("checks",), (), np.zeros(2, np.float32), issues)
    assert find_other_children(of_care, "area_send_report").startswith("children with special")
    assert find_other_children(of_care, "inspection_report") == ""
    issues[1, issue_columns()["send"]] = 0.5
    assert find_other_children(of_care, "area_send_report") == ""


def test_working_together_is_of_all_children() -> None:
    """Whoever is inspected: the words mean nobody in care."""
    issues = np.zeros((1, len(list_issues())))
    issues[0, issue_columns()["transition"]] = 0.9
    topic = Topic("transition", (), (), np.zeros(2, np.float32), issues)
    assert find_other_children(topic, "area_send_report") == ""


@pytest.mark.parametrize(
    ("addressee", "is_other"),
    [
        ("Wexmere Council", False),
        ("Safeguarding Children Board", False),
        ("", False),
        ("Leadership Improvement Partner", True),
        ("Children's Services Commissioner", True),
    ],
)
def test_what_a_helper_is_to_do_is_asked_of_no_council(addressee: str, is_other: bool) -> None:
    """A commissioner's or a partner's own terms of reference."""
    assert bool(find_other_addressee(addressee)) == is_other
