"""Values in sentences: shown where the clause names the whole, and nothing else."""

import pytest


def say(values) -> list[tuple[str, str, str, str]]:
    """Value, measure, period and owner of each."""
    return [(value.value, value.measure, value.period, value.who) for value in values]


def test_a_sentence_tells_whose_each_number_is(find) -> None:
    """The authority's, its neighbours', England's."""
    text = "Re-referrals fell to 21% in 2014-15, compared with 24% nationally and 22% for"
    name = "Re-referrals within 12 months"
    assert say(find(text + " statistical neighbours in the same year.")) == [
        ("21%", name, "2014-15", "Wexmere"),
        ("24%", name, "2014-15", "England"),
    ]


def test_each_number_has_the_time_beside_it(find) -> None:
    """From the first to the second, each with its own, and a unit."""
    values = find(
        "The number of children in care rose from 380 at 31 March 2014 to 435 in June 2021."
    )
    assert say(values) == [
        ("380", "Children in care", "31 March 2014", "Wexmere"),
        ("435", "Children in care", "June 2021", "Wexmere"),
    ]
    assert {value.unit for value in values} == {"children"}


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        (
            "Most initial health assessments (92%) are completed within timescales.",
            "Initial health assessments on time",
            "92%",
        ),
        (
            "Although work is rushed, 76% of assessments are completed within 45 working days.",
            "Assessments completed within 45 days",
            "76%",
        ),
        (
            "Of care leavers aged 19 to 21, 61% are in education, employment or training.",
            "Care leavers in education, employment or training",
            "61%",
        ),
        (
            "The large majority (95%) of reviews of looked after children take place on time and "
            "children are invited to them.",
            "Reviews of children in care on time",
            "95%",
        ),
        ("Care proceedings take 27 weeks on average.", "Weeks in care proceedings", "27"),
        (
            "Most care leavers live in suitable accommodation (94% in 2015-16), and this helps.",
            "Care leavers in suitable accommodation",
            "94%",
        ),
        (
            "A high proportion of children are on a child protection plan for a second time: "
            "17% in December 2020.",
            "Second or later child protection plans",
            "17%",
        ),
    ],
)
def test_a_whole_population_is_named(find, text: str, measure: str, value: str) -> None:
    """Before the number, round it in brackets, or in the words right before."""
    assert [(found.value, found.measure) for found in find(text)] == [(value, measure)]


@pytest.mark.parametrize(
    "text",
    [
        # a part
        "Of 232 children on child protection plans 38 (16%) are on a second one.",
        "Of the children in care, 17 are placed for adoption.",
        "There are 223 looked after children who are over 10 years.",
        "Nine of the 16 children adopted in 2020 are boys.",
        "Only 37% of care leavers aged 19 to 21 in the eastern team are in work.",
        "The average caseload of social workers in the court team is 12.",
        "In one office 63% of assessments are completed within 45 days.",
        # something near it
        "65% of team managers are attending supervision training.",
        "The council has 200 enquiries about adoption.",
        "In 2020 the campaign recruited 75 adopters.",
        "Some 60 children looked after have signed up to the app.",
        "The internal advocate worked with 14 looked after children in 2020.",
        "Caseloads of reviewing officers are high at 140.",
        "Independent visitors see 50 looked after young people.",
        "The social work caseloads of some, in the north, are high at 30.",
        # no count at all, or no level
        "Social workers in the looked after team have to wait until year 12.",
        "Children in care are visited until they reach 16.",
        "Re-referrals have fallen by 12% since 2019.",
        "There is a 30% increase in re-referrals.",
        "Re-referrals are between 12% and 18%.",
        "Over 50% of care leavers are in suitable accommodation.",
        "The average caseload of social workers is 18 to 20 children.",
        "The council aims that 90% of care leavers are in suitable accommodation.",
        "Every six weeks the court and the adoption team meet.",
        "The aim is that care proceedings take 26 weeks.",
        # no time
        "There were 20 adoptions.",
        "Approximately 21% of the local authority's children are living in poverty.",
        "Over the last three years 9% of looked after children had three or more placements.",
        "Between April and June 2020, 71% of care leavers were in suitable accommodation.",
        "Children in care were 600 at the time of the last inspection.",
        # whose it is cannot be told
        "Re-referrals, in line with those of England and its neighbours, at 21% are high.",
        # what is not in work is no share of those in work
        "Of the care leavers, 62% are NEET in the north.",
    ],
)
def test_anything_less_stays_text(find, text: str) -> None:
    """A part, something near, a change, a bound, a plan, a value of no time or owner."""
    assert find(text) == ()


def test_those_not_in_work_have_a_measure_of_their_own(find) -> None:
    """It says the opposite of those in work."""
    (value,) = find("In 2019, 33% of care leavers were not in education, employment or training.")
    assert value.measure == "Care leavers not in education, employment or training"
    assert value.good_is == "low"


def test_a_list_is_read_with_what_heads_it(find) -> None:
    """The time of "In the last 12 months:", the whole of "of this number:", a rate in brackets."""
    values = find(
        "At 31 March 2021, 540 children were being looked after by the local authority (a rate of "
        "83 per 10,000 children). This is an increase from 515 (80 per 10,000 children) at 31 "
        "March 2020. Of this number:\n"
        "- 100 (or 19%) live outside the local authority area\n"
        "- 30 live in residential children's homes, of whom 50% live out of the authority area\n\n"
        "In the last 12 months:\n"
        "- there have been 20 adoptions\n"
        "- 150 children ceased to be looked after, of whom 4% subsequently returned to be looked "
        "after\n"
    )
    assert [(value.value, value.measure, value.period) for value in values] == [
        ("540", "Children in care", "31 March 2021"),
        ("83", "Children in care per 10,000 children", "31 March 2021"),
        ("515", "Children in care", "31 March 2020"),
        ("80", "Children in care per 10,000 children", "31 March 2020"),
        ("100", "Children in care who live outside the area", "31 March 2021"),
        ("19%", "Share of children in care who live outside the area", "31 March 2021"),
        ("30", "Children in care in children's homes", "31 March 2021"),
        ("20", "Adoptions", "the last 12 months"),
        ("150", "Children who left care", "the last 12 months"),
        ("4%", "Children who left care and returned to it", "the last 12 months"),
    ]


def test_a_list_names_what_its_items_count(find) -> None:
    """The items give only the place and the number."""
    values = find(
        "In January 2021, the proportion of children entitled to free school meals:\n"
        "- in primary schools is 16% (the national average is 17%)\n"
    )
    name = "Pupils in primary schools entitled to free school meals"
    assert say(values) == [
        ("16%", name, "January 2021", "Wexmere"),
        ("17%", name, "January 2021", "England"),
    ]


def test_what_stands_before_a_number_names_its_measure(find) -> None:
    """Not the name of the next number."""
    values = find("Staff turnover is 27% and vacancies for social workers stand at 30%.")
    assert [(value.measure, value.value) for value in values] == [
        ("Staff turnover", "27%"),
        ("Social worker vacancies", "30%"),
    ]


def test_a_share_of_audits_is_good_or_better_only_where_that_is_said(find) -> None:
    """What requires improvement is not good."""
    assert find("Of the audits 87% are graded good or require improvement.") == ()
    (value,) = find("Of the audits, the share graded good or better is 45%.")
    assert value.measure == "Audits graded good or better"


def test_a_sentence_that_goes_on_gives_the_same_measure(find) -> None:
    """Where it adds a time and no more."""
    text = (
        "In 2020 260 children were on child protection plans. This is a reduction from 300 in 2019."
    )
    assert [(value.value, value.period) for value in find(text)] == [
        ("260", "2020"),
        ("300", "2019"),
    ]


def test_a_document_of_no_authority_has_no_values(find) -> None:
    """A value is somebody's."""
    text = "In 2020 87% of care leavers were in suitable accommodation."
    assert [value.who for value in find(text)] == ["Wexmere"]
    assert find(text, authority="") == ()
