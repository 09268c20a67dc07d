"""Councils named in a query, and what only looks like one."""

import pytest

from index.search.council_names import find_councils


def names(text: str) -> list[str]:
    """The councils found, one known beside the register."""
    return [council.name for council in find_councils(text, ["Wexmere"])]


@pytest.mark.parametrize(
    ("text", "councils"),
    [
        ("Somerset caseloads", ["Somerset"]),
        ("somerset caseloads", ["Somerset"]),
        ("Bath and North East Somerset adoption", ["Bath and North East Somerset"]),
        ("BARKING & DAGENHAM domestic abuse", ["Barking and Dagenham"]),
        ("compare Somerset and Devon", ["Somerset", "Devon"]),
        ("Stoke on Trent", ["Stoke-on-Trent"]),
        ("Stoke caseloads", ["Stoke-on-Trent"]),
        ("neglect St. Helens", ["St Helens"]),
        ("Hull's foster carers", ["Kingston upon Hull"]),
        ("Poole foster carers", ["Poole"]),
        ("Reading care leavers housing", ["Reading"]),
        ("care leavers in Reading", ["Reading"]),
        ("reading borough council homes", ["Reading"]),
        ("Wexmere supervision", ["Wexmere"]),
    ],
)
def test_a_council_is_known_by_its_names(text: str, councils: list[str]) -> None:
    """The register's, its aliases, the first part of a long one, and names as held."""
    assert names(text) == councils


@pytest.mark.parametrize(
    "text",
    [
        "Medway Safeguarding Children Partnership",
        "Kent and Medway NHS Trust",
        "Newham Learning",
        "University of Reading",
        "East Lancashire hospitals",
        "Greater Manchester",
        "Medway Maritime Hospital",
        "Durham LSCB",
        "progress in reading",
        "Reading levels of children in care",
        "barking dogs",
        "Kingston thresholds",
    ],
)
def test_a_name_in_another_name_is_no_council(text: str) -> None:
    """Nor is a word, nor a name that two councils begin with."""
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("caseloads in Somerset", "in Somerset"),
        ("County Durham early help", "County Durham"),
        ("what has Hertfordshire County Council done", "Hertfordshire County Council"),
        ("London Borough of Newham thresholds", "London Borough of Newham"),
        ("Durham's early help", "Durham's"),
    ],
)
def test_the_words_around_a_name_belong_to_it(text: str, words: str) -> None:
    """Its style, its possessive and the preposition before it."""
    [council] = find_councils(text, ())
    assert text[council.start : council.stop] == words
