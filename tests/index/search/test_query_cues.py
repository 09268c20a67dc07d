"""Cues: what a question asks for beside its subject."""

from datetime import date

import pytest

from index.search.query import parse_query
from index.search.query_cues import Cues, leave_out_years, read_cues, weigh_cues

LONG = "Managers see each plan every month and ask what has changed for the child."
NONE = Cues(None, figures=False, latest=False, inspectors=False)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("caseloads in 2019", (2019, 2019)),
        ("what improved between 2019 and 2023", (2020, 2023)),
        ("from 2014 to 2016", (2015, 2016)),
        ("since the 2019 inspection", (2020, date.max.year)),
        ("2013 and 2015", (2013, 2015)),
        ("section 2010a of 1998", None),
        ("caseloads", None),
    ],
)
def test_years_are_those_of_publication(question: str, years: tuple[int, int] | None) -> None:
    """What changed from a year on was told after it."""
    assert read_cues(question).years == years


@pytest.mark.parametrize(
    ("question", "cues"),
    [
        ("how many foster carers", Cues(None, True, False, False)),
        ("percentage of agency staff", Cues(None, True, False, False)),
        ("is it any good now", Cues(None, False, True, False)),
        ("what did Ofsted say", Cues(None, False, False, True)),
        ("Ofsted monitoring visits", NONE),
        ("life story work", NONE),
        ("examples of good early help", Cues(None, False, False, False, praise=True)),
        ("where is supervision strong", Cues(None, False, False, False, praise=True)),
        ("how good is early help", NONE),
        ("not good enough", NONE),
    ],
)
def test_other_cues(question: str, cues: Cues) -> None:
    """Figures, the latest, inspectors' words."""
    assert read_cues(question) == cues


@pytest.mark.parametrize(
    ("typed", "words", "text"),
    [
        ("what improved between 2019 and 2023", ("improved",), "what improved"),
        ("before the 2019 inspection", ("inspection",), "inspection"),
        ("2019", ("2019",), "2019"),
        ("caseloads", ("caseloads",), "caseloads"),
    ],
)
def test_years_are_no_words_to_look_for(typed: str, words: tuple[str, ...], text: str) -> None:
    """They go from the words and the meaning, unless nothing else is left."""
    query = leave_out_years(parse_query(typed))
    assert (query.words, query.text) == (words, text)


def test_a_passage_gains_by_the_cues_it_meets() -> None:
    """Each cue adds for a passage that meets it, and nothing for one that does not."""
    newest, older = date(2024, 4, 2), date(2019, 8, 27)
    asked = Cues((2019, 2019), figures=True, latest=True, inspectors=True)
    counted = LONG + " Of 28 plans 14 (50%) had changed."
    least = weigh_cues(asked, LONG, None, "minutes", newest)
    of_year = weigh_cues(asked, LONG, older, "minutes", older.replace(year=2035))
    by_inspectors = weigh_cues(asked, LONG, None, "inspection_report", newest)
    latest = weigh_cues(asked, LONG, newest, "minutes", newest)
    figures = weigh_cues(asked, counted, None, "minutes", newest)
    assert least == weigh_cues(NONE, counted, newest, "inspection_report", newest) == 0
    assert min(of_year, by_inspectors, latest, figures) > 0


def test_years_dates_and_paragraph_numbers_are_no_figures() -> None:
    """None of the numbers that every passage has is taken for a measure."""
    text = f"12.3 {LONG} See paragraph 14 of the report of 27 August 2019 (2018-19)."
    assert weigh_cues(Cues(None, True, False, False), text, None, "", None) == 0


def test_scraps_lose() -> None:
    """A line of a few words ranks behind a finding."""
    assert weigh_cues(NONE, "Inspection dates: 15 to 26 July", None, "", None) < 0
