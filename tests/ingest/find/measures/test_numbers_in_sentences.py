"""A number in its sentence: whose it is, and for when."""

from datetime import date

import pytest

from ingest.find.measures.numbers_in_sentences import owner_of, period_of, place_numbers
from ingest.find.relative_periods import find_told_periods
from models.text.quantities import find_quantities

DAY = date(2021, 6, 30)


def place(text: str) -> list:
    """The numbers of a sentence that are no time, each with the times that it tells."""
    periods = find_told_periods(text, DAY)
    numbers = [
        number
        for number in find_quantities(text)
        if not any(period.span.touches(number.span) for period in periods)
    ]
    return [(number, periods) for number in place_numbers(text, numbers)]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Re-referrals are 16%, which is below the national average.", ["Wexmere"]),
        ("Stability is 74%, higher than statistical neighbours and England.", ["Wexmere"]),
        ("Of the children 14% are in care, compared with 9% in the country as a whole.", None),
        ("Wexmere has more young children than England (19% and 9% respectively).", None),
        (
            "Stability is above England and its statistical neighbours, at 9% and 8% respectively.",
            2,
        ),
        ("The care rate is above the national average (12% compared to England at 9%).", None),
        ("National figures show that 50 children in Wexmere left care.", ["Wexmere"]),
        (
            "This did not meet the national threshold of 547 days, in line with England.",
            ["England"],
        ),
        ("Agency use is 12%, which is comparable to the national figure.", ["Wexmere"]),
        ("Stability is high, above comparator authorities (22%).", ["statistical neighbours"]),
        ("The average is 83 days quicker than the England average.", ["Wexmere"]),
    ],
)
def test_a_number_that_is_compared_with_somebodys_is_not_theirs(
    text: str, owners: list[str] | int | None
) -> None:
    """The words of its own clause tell whose it is; of two, each has its own in order."""
    expected = ["Wexmere", "England"] if owners is None else owners
    if owners == 2:
        expected = ["England", "statistical neighbours"]
    assert [owner_of(number, "Wexmere")[0] for number, _ in place(text)] == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        (
            "Care proceedings fell from 44 weeks in 2014 to an average of 32 weeks.",
            ["2014-12-31", ""],
        ),
        ("Care proceedings took 26 weeks, an improvement on 2019.", [""]),
        (
            "In June 2019 26% were in care, up on the previous quarter at 30%.",
            ["2019-06-30", "2019-03-31"],
        ),
        (
            "Over the last quarter 87% were audited, up from 62% a year ago.",
            ["2021-03-31", "2020-03-31"],
        ),
        (
            "At the time of this inspection 17 were in care, with seven to join in May 2022.",
            ["", "2022-05-31"],
        ),
        ("Since March 2019 54 children were adopted.", [""]),
        ("The number in care has grown since March 2019 from 190 to 263.", ["2019-03-31", ""]),
        (
            "It was 69% in July 2019, an improvement on the 2014-5 figure of 55%.",
            ["2019-07-31", "2015-03-31"],
        ),
        (
            "Between 2017/18 and 2018/19 the number in care fell from 60 to 36.",
            ["2018-03-31", "2019-03-31"],
        ),
        (
            "In 2019 10 children were adopted, an increase on the previous year, with 33% older.",
            None,
        ),
    ],
)
def test_each_number_has_its_last_day(text: str, ends: list[str] | None) -> None:
    """What is told from another time is counted; where none is told there is none."""
    expected = ["2019-12-31", "2019-12-31"] if ends is None else ends
    told = [period_of(number, periods) for number, periods in place(text)]
    assert [str(period.end) if period and period.end != DAY else "" for period in told] == expected
