"""Other words: letters spelt out, renamed things, everyday words."""

import pytest

from index.search.expansion import find_loose_words, find_names_of, find_other_words


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("PLO", "Public Law Outline"),
        ("plo", "Public Law Outline"),
        ("IHA timeliness", "Initial health assessment"),
        ("JTIA letter", "JTAI"),
        ("independent reviewing officer", "IRO"),
        ("IROs", "Independent Reviewing Officer"),
        ("looked-after children", "children in care"),
        ("child sexual exploitation", "CSE"),
        ("caseloads", "workload"),
        ("permanency", "permanence"),
        ("serious case reviews", "rapid review"),
        ("foster parents", "foster carers"),
        ("kids", "children"),
        ("runaways", "return home interviews"),
    ],
)
def test_known_terms_get_their_other_names(text: str, other: str) -> None:
    """Whatever the form: capitals, plural, hyphen."""
    assert other in find_other_words(text)


@pytest.mark.parametrize("text", ["why did they send him", "it can", "foster home", ""])
def test_ordinary_words_get_none(text: str) -> None:
    """Small letters that are words are no acronyms; one everyday word is no term."""
    assert find_other_words(text) == ()


def test_nothing_is_added_twice_or_that_stands_there() -> None:
    """Each added once, none that the text has in any form."""
    added = find_other_words("NEET care leavers, care-experienced young people")
    assert len(added) == len(set(added))
    assert "care-experienced young people" not in added
    assert "EET" in added


def test_letters_with_two_meanings_give_both() -> None:
    """Which is meant is for the reader to say."""
    assert find_other_words("ADM")[:2] == ("Alternative Delivery Model", "Agency Decision Maker")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("residential homes", "children's homes"),
        ("children's home", "residential care"),
        ("pupils excluded", "permanent exclusions"),
        ("at risk register", "child protection plans"),
        ("section 17", "children in need"),
        ("teenage pregnancy", "pregnant"),
        ("waiting for a social worker", "unallocated"),
        ("semi-independent living", "supported accommodation"),
        ("twin track", "parallel planning"),
        ("grandparents", "kinship carers"),
        ("lockdown", "pandemic"),
        ("GPs", "general practitioners"),
        ("placement shortages", "sufficiency"),
        ("autism", "ASD"),
        ("drug and alcohol", "substance misuse"),
        ("advocates", "advocacy"),
        ("virtual head", "virtual school"),
        ("language barriers", "interpreters"),
    ],
)
def test_everyday_words_are_names_of_what_reports_print(typed: str, name: str) -> None:
    """A silence about them would be false."""
    assert name in find_names_of(typed)


def test_only_joining_words_are_left_out_of_an_order() -> None:
    """A risk register is no "at risk register"."""
    assert find_names_of("at risk register")
    assert find_names_of("risk register") == ()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("knife crime", "exploitation"),
        ("modern slavery", "exploitation"),
        ("coercive control", "domestic abuse"),
        ("hotels", "bed and breakfast"),
        ("nurseries", "early years settings"),
        ("autism", "neurodevelopmental"),
        ("management oversight", "reflective supervision"),
        ("FGM", "harmful practices"),
        ("voice of the child", "direct work"),
        ("budget cuts", "savings"),
    ],
)
def test_what_is_only_near_is_no_other_name(typed: str, near: str) -> None:
    """It is told as near, and never as the thing itself."""
    assert near in find_loose_words(typed)
    assert near not in find_names_of(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("grannies", "kinship carers"),
        ("DoLs", "Deprivation of liberty"),
        ("Ofsted's EHCPs", "EHC plans"),
        ("radicalised", "Prevent duty"),
        ("radicalisation", "extremism"),
    ],
)
def test_plurals_and_letters_lead_to_the_others(typed: str, name: str) -> None:
    """Of "grannies" as of "granny", of letters with a small ending."""
    assert name in (*find_names_of(typed.split()[-1]), *find_names_of(typed))


def test_a_part_of_a_thing_has_not_the_names_of_the_whole() -> None:
    """Initial health assessments are health checks; review health assessments are others."""
    assert "initial health assessments" in find_names_of("health checks")
    assert not {"health assessments", "health checks"} & {
        *find_names_of("initial health assessments")
    }
