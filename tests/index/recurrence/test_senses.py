"""Supervision of a chief executive is no supervision of practice."""

import numpy as np
import pytest

from index.recurrence.senses import find_other_children, find_other_sense
from models.links.topic import Topic
from models.statements.issues import issue_columns, list_issues


@pytest.mark.parametrize(
    ("words", "text", "sense"),
    [
        ("supervision", "provide coaching and supervision to the Chief Executive", "Chief"),
        ("supervision of staff", "supervision for the Lead Member for Children", "Lead Member"),
        ("management oversight", "renew the LSCB’s oversight of policy", "LSCB"),
        ("oversight", "the improvement board's oversight of progress", "board"),
        (
            "early help",
            "Write each term. Reports may cover practice, pace and early help.",
            "cover",
        ),
        ("early help", "Build early help. Reports may cover practice and early help.", ""),
        ("early help", "Reports must cover early help.", ""),
        ("supervision", "improve supervision of social workers", ""),
        ("supervision", "supervision of staff, and supervision of the Director", ""),
        ("caseloads", "supervision to the Chief Executive", ""),
        ("supervision", "nothing of the kind", ""),
    ],
)
def test_whose_it_is_is_told(words: str, text: str, sense: str) -> None:
    """A role or a body named after the words or before them; nothing where one place has none.

    What reports may cover is asked of the reports.
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
