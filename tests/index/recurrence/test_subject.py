"""Typed words as a subject: other names, names of councils, and what names nothing."""

import pytest

from corpus.errors import QueryError
from index.library import Library
from index.recurrence.subject import (
    SUCH_AS,
    find_council_names,
    read_subject,
    settle_subject,
    to_topic,
)
from models.statements.issues import list_issues


@pytest.mark.parametrize("words", ["", "  ", "?!"])
def test_no_words_are_refused(words: str) -> None:
    """The message says what to type."""
    with pytest.raises(QueryError, match="type what was asked"):
        read_subject(words, "Medway")


@pytest.mark.parametrize("words", ["x", "Medway", "Medway Council", "in Medway", "住房"])
def test_what_names_no_subject_is_refused(words: str) -> None:
    """One letter, or the council alone."""
    with pytest.raises(QueryError, match="names no subject"):
        read_subject(words, "Medway")


def test_another_council_is_told_and_not_compared() -> None:
    """The record is of the council that was chosen."""
    subject = read_subject("supervision in Bolton", "Medway")
    assert subject.compared == "supervision"
    assert subject.words == "supervision in Bolton"
    assert "Bolton" in subject.remarks[0]
    assert "Medway alone" in subject.remarks[0]


def test_its_own_name_is_not_compared() -> None:
    """Nor remarked on."""
    subject = read_subject("Medway's caseloads", "Medway")
    assert subject.compared == "caseloads"
    assert subject.remarks == ()


def test_a_council_is_named_with_a_capital() -> None:
    """Reading is a council, reading is not."""
    assert find_council_names("fostering in Reading") == ["Reading"]
    assert find_council_names("children who are reading") == []


def test_a_whole_report_is_cut_and_said_to_be() -> None:
    """How many words were typed and how many were compared."""
    subject = read_subject("management oversight of Bolton " * 2_000, "Medway")
    assert len(subject.words) == 2_000
    assert "8,000 words were typed" in subject.remarks[0]
    assert len(subject.remarks) == 1


def test_a_compound_is_compared_as_the_library_writes_it(sample_library: Library) -> None:
    """Typed joined, it is no other subject, and no silence."""
    assert to_topic(sample_library, "multiagency working").words == "multi-agency working"
    assert to_topic(sample_library, "caseloads").words == "caseloads"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("case loads", "caseloads"),
        ("over sight", "oversight"),
        ("over-sight of plans", "oversight of plans"),
    ],
)
def test_a_word_typed_in_two_is_compared_as_one(
    sample_library: Library, typed: str, printed: str
) -> None:
    """Where the library has only the one; what was typed is another name of it."""
    topic = to_topic(sample_library, typed)
    assert topic.words == printed


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("the", "permanence planning"),
        ("of the", "permanence planning"),
        ("quality", "quality of assessments"),
    ],
)
def test_words_that_stand_everywhere_are_refused(
    sample_library: Library, words: str, instead: str
) -> None:
    """What can be typed instead has the words, where an issue of the field does."""
    with pytest.raises(QueryError, match=f"no one subject.*such as: .*{instead}"):
        settle_subject(sample_library, words, "Wexmere")


@pytest.mark.parametrize("words", ["care plans", "children on a plan", "kids in care", "B&B"])
def test_common_words_that_name_one_thing_are_answered(sample_library: Library, words: str) -> None:
    """Those of one issue alone, and those whose other name says something."""
    assert settle_subject(sample_library, words, "Wexmere").compared == words


@pytest.mark.parametrize("words", ["the", "quality", "children", "kids"])
def test_what_advice_says_to_type_is_answered(sample_library: Library, words: str) -> None:
    """Every example of it names one subject itself."""
    with pytest.raises(QueryError) as refused:
        settle_subject(sample_library, words, "Wexmere")
    examples = str(refused.value).split("such as: ")[1].split(", ")
    labels = " ".join(issue.label for issue in list_issues())
    for example in (SUCH_AS, *(each for each in examples if each in labels)):
        assert settle_subject(sample_library, example, "Wexmere").compared == example


def test_a_slip_is_read_as_what_is_meant(sample_library: Library) -> None:
    """And said to be; a name of the field, or another word, is no slip."""
    slip = settle_subject(sample_library, "staff superviison", "Wexmere")
    assert slip.compared == "staff supervision"
    assert slip.words == "staff superviison"
    assert "“superviison” stands in no document held" in slip.remarks[0]
    for words in ("NEET", "UASC", "pocket money", "volcanic ash"):
        assert settle_subject(sample_library, words, "Wexmere").compared == words
