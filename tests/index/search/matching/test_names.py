"""Other names of typed words: of the whole, of its people, of what narrows it."""

import pytest

from index.search.matching.names import find_names, leave_out_around


def test_letters_have_the_name_they_stand_for() -> None:
    """In a longer name too; a part of the words in looser ones is a variant, no name."""
    others, variants = find_names("IRO workloads")
    assert others == ("Independent Reviewing Officer workloads", "IROs workloads")
    assert "IRO caseloads" in variants
    assert "Personal education plan" in find_names("PEP")[0]


def test_what_is_longer_than_a_subject_has_no_other_names() -> None:
    """A recommendation is compared in its own words."""
    assert find_names("ensure that all social workers have regular supervision of PLO work") == (
        (),
        (),
    )
    assert find_names("") == ((), ())


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("agency social workers", "agency staff"),
        ("temp social workers", "agency workers"),
        ("caseloads of social workers", "caseloads of staff"),
        ("health of looked-after children", "health of children in care"),
        ("homeless young people", "homeless children"),
    ],
)
def test_people_have_their_other_names(words: str, other: str) -> None:
    """Alone and in a longer name."""
    assert other in find_names(words)[0]


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("runaway children", "missing children"),
        ("kids in care", "children in care"),
        ("disabled kids", "disabled children"),
        ("social workers leaving", "turnover"),
        ("placement shortages", "shortage of placements"),
        ("moving around too much", "placement moves"),
        ("lack of supervision", "supervision"),
    ],
)
def test_a_part_or_a_turn_of_words_has_its_names(words: str, other: str) -> None:
    """What narrows the thing, who it is about, the order of words, the words round it."""
    others, variants = find_names(words)
    assert other in (*others, *variants)


def test_what_the_words_end_in_is_the_thing_itself() -> None:
    """Its other names are no names of the whole: health checks are no audits."""
    assert not any("audit" in name for name in find_names("school checks")[0])
    assert "school audit" in find_names("school checks")[1]


def test_no_word_stands_twice_in_a_name() -> None:
    """Nor a joining word at the end."""
    names = [*find_names("runaway children")[0], *find_names("drugs and alcohol")[0]]
    assert all(len(set(name.split())) == len(name.split()) for name in names)
    assert not any(name.endswith(" and") for name in names)


def test_words_round_a_subject_are_left_out() -> None:
    """Not where nothing else is left."""
    assert leave_out_around("problems with supervision") == "supervision"
    assert leave_out_around("too much") == "too much"


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("grandparents bringing up children", "kinship carers"),
        ("kids self-harming", "self-harm"),
        ("young people in prison", "custody"),
        ("support for young carers", "young carers"),
    ],
)
def test_what_all_of_it_is_about_narrows_nothing(words: str, other: str) -> None:
    """Children who are brought up, or who do a thing, are whom all reports speak of."""
    assert other in find_names(words)[0]


@pytest.mark.parametrize("words", ["not enough social workers", "quality of assessments"])
def test_what_is_wrong_with_a_thing_is_not_left_out(words: str) -> None:
    """ "Social workers" alone would be about everything."""
    assert words.split()[-1] not in find_names(words)[0]
    assert "social workers" not in find_names("not enough placements")[0]


def test_what_is_wider_or_one_of_two_things_is_a_looser_name() -> None:
    """Care leavers at university, and two things typed as one."""
    assert "university" in find_names("care leavers at university")[1]
    assert "pocket money" in find_names("pocket money and savings")[1]
