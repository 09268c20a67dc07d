"""Which issue a statement is about: patterns and the learned line together."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from models.provenance import Provenance
from models.statements.issues import (
    IssueClassifier,
    count_patterns,
    open_issue_classifier,
    open_issues,
    save_issue_classifier,
)
from models.text.encoder import open_encoder

MADE = Provenance("throughline train test", "0", date(2026, 11, 28))
IDS = [issue.id for issue in open_issues()]


@pytest.fixture(scope="module")
def classifier() -> IssueClassifier:
    """The committed classifier."""
    return open_issue_classifier()


def likeliest(classifier: IssueClassifier, text: str) -> list[str]:
    """The three issues that a text is most likely about."""
    chances = classifier.classify([text], open_encoder().encode([text]))[0]
    return [IDS[place] for place in np.argsort(-chances)[:3]]


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("Social workers hold far too many cases to do them justice.", "caseloads"),
        ("Oversight by first-line managers is inconsistent.", "oversight"),
        ("Letters before proceedings are hard for parents to read.", "pre_proceedings"),
        ("Some young people were placed in unsuitable lodgings and flats.", "accommodation"),
    ],
)
def test_statements_are_placed_as_a_reader_would(
    classifier: IssueClassifier, text: str, issue: str
) -> None:
    """Also those that say it in other words than the patterns: the issue is among three."""
    assert issue in likeliest(classifier, text)


def test_chances_add_up_to_one(classifier: IssueClassifier) -> None:
    """For any texts, those that name no issue too; none for no texts."""
    texts = ["Caseloads are high.", "It rained."]
    chances = classifier.classify(texts, open_encoder().encode(texts))
    assert chances.shape == (2, len(IDS))
    assert np.allclose(chances.sum(axis=1), 1)
    assert classifier.classify([], np.zeros((0, 384), np.float32)).shape == (0, len(IDS))


def test_an_issue_named_late_or_by_the_way_shows_less() -> None:
    """Where it is named first it shows most."""
    place = IDS.index("caseloads")
    early = count_patterns("Caseloads are high, as leaders of every service told us in July.")
    late = count_patterns("As leaders of every service told us in July, there are high caseloads.")
    by_the_way = count_patterns("Teams lack capacity.")
    assert early[place] > late[place] > by_the_way[place] > 0


def test_a_reader_is_saved_and_read_back(classifier: IssueClassifier, tmp_path: Path) -> None:
    """And gives the same chances."""
    save_issue_classifier(classifier, MADE, tmp_path / "issues.npz")
    again = open_issue_classifier(tmp_path / "issues.npz")
    rows = open_encoder().encode(["Plans are weak."])
    assert np.allclose(
        classifier.classify(["Plans are weak."], rows), again.classify(["Plans are weak."], rows)
    )


def test_a_missing_reader_is_told(tmp_path: Path) -> None:
    """With the command that makes it again."""
    with pytest.raises(ModelError, match=r"throughline train issues"):
        open_issue_classifier(tmp_path / "issues.npz")
