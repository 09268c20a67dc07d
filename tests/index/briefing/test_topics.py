"""In which years an outside body spoke of an issue."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.kinds import kind_of
from corpus.store.documents import documents_of
from index.briefing.lines.enquiries import say_raised
from index.briefing.topics import (
    _OF_TWO_PARTS,
    Topic,
    _find_conceded,
    _is_own_word,
    _leave_turning,
    _sure_of,
    find_topics,
    inspected_before,
)
from index.issues.threads import Member, find_threads
from index.library import Library


@pytest.fixture
def topic(sample_library: Library) -> Topic:
    """An issue that an outside body asked about."""
    threads = find_threads(sample_library, "Wexmere", date(2024, 3, 12))
    return find_topics(sample_library, threads, "Wexmere", date(2024, 3, 12))[0]


@pytest.mark.parametrize(
    ("stances", "is_told"),
    [
        (["found weak", "found weak", "good"], True),
        (["found weak"], False),
        (["found weak", "found weak", "good", "improving"], False),
    ],
)
def test_a_report_that_is_clear_neither_way_mentioned_what_it_mostly_finds_weak(
    topic: Topic, stances: list[str], is_told: bool
) -> None:
    """Not in one sentence alone, nor where it praises as much."""
    first: Member = topic.outside[0]
    cited = replace(first.citation, document="d", published=date(2019, 8, 27))
    told = tuple(replace(first, citation=cited, stance=stance) for stance in stances)
    unclear = replace(topic, outside=told, found_good=frozenset(), found_weak=frozenset())
    assert unclear.mentioned_years == ([2019] if is_told else [])
    assert replace(unclear, found_good=frozenset({"d"})).mentioned_years == []


@pytest.mark.parametrize(
    ("chances", "years"), [([0.9, 0.8], [2030]), ([0.9], []), ([0.9, 0.6], [])]
)
def test_a_year_of_praise_is_told_where_it_is_clear_twice(
    topic: Topic, chances: list[float], years: list[int]
) -> None:
    """After it was last raised, by a report that found it good on the whole."""
    first: Member = topic.outside[0]
    cited = replace(first.citation, document="d", published=date(2030, 8, 27))
    told = tuple(replace(first, citation=cited, stance="good", probability=p) for p in chances)
    praised = replace(topic, outside=(*topic.outside, *told), found_good=frozenset({"d"}))
    assert praised.praised_years == years
    assert replace(praised, found_good=frozenset()).praised_years == []


def test_what_is_told_again_of_an_earlier_look_is_no_word_of_its_day(topic: Topic) -> None:
    """By its heading; what the body says itself is."""
    member = next(each for each in topic.outside if each.is_outside)
    assert _is_own_word(member)
    heading = f"Review of services, June {member.published.year - 2}"
    told = replace(member, citation=replace(member.citation, section=heading))
    assert not _is_own_word(told)


def test_each_year_and_body_is_told_once_by_its_likeliest_statement(topic: Topic) -> None:
    """An issue that was asked for in a year was not criticised in it."""
    first: Member = topic.outside[0]
    asked = [replace(first, stance="asked", probability=chance) for chance in (0.7, 0.9, 0.8)]
    weak = replace(first, stance="found weak", probability=0.9)
    told = replace(topic, outside=(*asked, weak), found_weak=frozenset({first.document}))
    assert told.years_told == {"asked for": [asked[1]]}


def test_an_ask_that_is_hardly_on_an_issue_did_not_ask_for_it(topic: Topic) -> None:
    """It is told as what its document found, where it found it weak."""
    first: Member = topic.outside[0]
    asked = replace(first, stance="asked", probability=0.55)
    weak = replace(first, stance="found weak", probability=0.9)
    told = replace(topic, outside=(asked, weak), found_weak=frozenset({first.document}))
    assert told.years_told == {"criticised": [weak]}


@pytest.mark.parametrize(
    ("stances", "told"),
    [
        (("asked", "mixed"), "; found partly better, partly weak by Ofsted in 2030 (page 4)."),
        (
            ("asked", "found weak", "good", "improving"),
            "; found partly better by Ofsted in 2030 (page 4).",
        ),
        (("asked", "found weak", "good", "good"), "2030 (page 4)."),
        (("asked", "found weak", "good"), "2030 (page 4)."),
        (
            ("mixed", "good", "good"),
            "; found partly better, partly weak by Ofsted in 2030 (page 4).",
        ),
        (("good", "good"), "; praised by Ofsted in 2030 (page 4)."),
    ],
)
def test_the_latest_report_is_told_by_its_praise_and_its_blame(
    topic: Topic, stances: tuple[str, ...], told: str
) -> None:
    """Neither alone; one sentence of praise may be of what leaders try."""
    first: Member = next(
        each for each in topic.outside if kind_of(each.document_kind).body == "Ofsted"
    )
    cited = replace(
        first.citation,
        document="d",
        published=date(2030, 8, 27),
        page=4,
        quote="It is better, but late.",
    )
    newest = tuple(
        replace(first, citation=cited, stance=stance, probability=0.9) for stance in stances
    )
    is_good = "asked" not in stances
    whole = replace(
        topic,
        outside=(*topic.outside, *newest),
        newest=newest,
        found_good=frozenset({"d"}) if is_good else frozenset(),
    )
    assert say_raised(replace(whole, also=())).endswith(told)


def test_the_last_good_look_before_it_was_raised_is_told(topic: Topic) -> None:
    """The change from good to weak is what there is to ask about; older praise is not told."""
    first: Member = topic.outside[0]

    def say(year: int, stance: str) -> list[Member]:
        cited = replace(first.citation, document=f"d{year}", published=date(year, 8, 27))
        said = replace(first, citation=cited, stance=stance, probability=0.9)
        return [said, said]

    told = (*say(2011, "good"), *say(2015, "good"), *say(2019, "asked"))
    slipped = replace(topic, outside=told, found_good=frozenset({"d2011", "d2015"}))
    assert slipped.praised_years == [2015]


def test_an_ask_that_is_likelier_of_another_issue_is_not_counted(topic: Topic) -> None:
    """Unless it is surely of this one, or names it and is nearly so."""
    first: Member = topic.outside[0]
    cited = replace(first.citation, document="d", published=date(2019, 8, 27), quote="Do more.")
    asked = replace(first, citation=cited, stance="asked", probability=0.92)
    counted = replace(topic, outside=(asked,), newest=())
    assert set(counted.years_told) == {"asked for"}
    assert not replace(counted, aside=frozenset({asked.id})).years_told
    assert _sure_of(asked, "visits to children") > asked.probability
    named = replace(asked, citation=replace(cited, quote="See to visits."))
    assert _sure_of(named, "visits to children") < asked.probability


def test_praise_that_the_next_sentence_turns_from_is_told_beside_the_blame(topic: Topic) -> None:
    """Where that says that it is of this; a bare "However" may turn to something else."""
    first: Member = topic.outside[0]
    praise = replace(first, stance="good", probability=0.9)
    after = praise.citation.span.end + 1

    def turn(words: str) -> Member:
        span = replace(praise.citation.span, start=after, end=after + len(words))
        cited = replace(praise.citation, quote=words, span=span)
        return replace(praise, citation=cited, stance="found weak")

    by_end = {(praise.document, praise.citation.span.end): praise}
    assert _find_conceded([turn("While this helps, plans are weak.")], by_end) == (praise,)
    assert _find_conceded([turn("However, plans are weak.")], by_end) == ()
    both = replace(topic, newest=(turn("While this helps, plans are weak."),), conceded=(praise,))
    assert both.last_look[0] == praise


def test_what_is_recent_begins_with_the_inspection_before_the_last(sample_library: Library) -> None:
    """Of one inspection with that; where none is held nothing is too old."""
    db = sample_library.db
    days = sorted(
        each.published
        for each in documents_of(db, "Wexmere", date(2024, 3, 12))
        if each.published and kind_of(each.kind).inspects == "service"
    )
    assert inspected_before(db, "Wexmere", days[-1]) == days[-2]
    assert inspected_before(db, "Wexmere", days[0]) == days[0]
    assert inspected_before(db, "Wexmere", date(1990, 1, 1)) == date.min


def test_an_inspections_grade_of_leaders_is_told_with_leadership(sample_library: Library) -> None:
    """No kind word of an earlier report stands without it."""
    threads = find_threads(sample_library, "Wexmere", date(2020, 3, 10))
    topics = find_topics(sample_library, threads, "Wexmere", date(2020, 3, 10))
    leadership = next(each for each in topics if each.issue == "leadership")
    assert say_raised(leadership).endswith(
        "; leaders’ work judged “inadequate” by Ofsted in October 2019 (page 1)."
    )
    assert all(each.judged is None for each in topics if each is not leadership)


def test_one_unsure_word_of_blame_is_no_year_of_it(topic: Topic) -> None:
    """It may be of another issue; two of one document are not both."""
    first: Member = topic.outside[0]
    cited = replace(first.citation, document="d", published=date(2020, 1, 10))
    weak = replace(first, id="w", citation=cited, stance="found weak", probability=0.55)
    alone = replace(topic, outside=(weak,), found_weak=frozenset({"d"}))
    assert alone.years_told == {}
    both = replace(alone, outside=(weak, replace(weak, id="x")))
    assert set(both.years_told) == {"criticised"}


@pytest.mark.parametrize(
    ("words", "section", "is_told"),
    [
        ("Plans are clear, but late.", "Findings", True),
        ("Those interviewed were a mix of old hands, but few were new.", "Findings", False),
        ("Plans are clear, but late.", "Views of staff", False),
        ("Some were long in post.", "Findings", False),
    ],
)
def test_a_mixed_word_counts_where_the_report_itself_says_both(
    topic: Topic, words: str, section: str, is_told: bool
) -> None:
    """Not who was interviewed, nor what others said."""
    first: Member = topic.outside[0]
    cited = replace(first.citation, quote=words, section=section)
    newest = (replace(first, citation=cited, stance="mixed", probability=0.9),)
    assert bool(replace(topic, newest=newest).last_look) is is_told


def test_what_a_report_calls_uneven_is_told_in_its_word(topic: Topic) -> None:
    """Not "partly good"."""
    first: Member = topic.outside[0]
    cited = replace(
        first.citation, document="d", published=date(2030, 8, 27), page=4, quote="It is uneven."
    )
    asked = replace(first, citation=cited, stance="asked", probability=0.9)
    mixed = replace(asked, id="m", stance="mixed")
    whole = replace(topic, outside=(asked,), newest=(asked, mixed), also=())
    assert say_raised(whole).endswith("; found “uneven” by Ofsted in 2030 (page 4).")


def test_blame_is_cited_where_it_stands_alone(topic: Topic) -> None:
    """Not a sentence that turns from praise, where the report has other clear blame."""
    first: Member = topic.outside[0]
    weak = replace(first, stance="found weak", probability=0.9)
    turning = replace(
        weak,
        id="t",
        probability=0.99,
        citation=replace(first.citation, page=9, quote="However, too few plans are checked."),
    )
    assert _leave_turning([weak, turning]) == [weak]
    assert _leave_turning([turning]) == [turning]


def test_an_ask_of_one_part_counts_for_the_issue_that_it_is_likelier_of() -> None:
    """One of two parts counts for both."""
    assert _OF_TWO_PARTS.search("Plans for care leavers, and the choice of places to live.")
    assert not _OF_TWO_PARTS.search("Lessen the disruption from changes of staff.")
