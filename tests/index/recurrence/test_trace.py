"""What came up before and since, on the embedded sample whose answers are known."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from corpus.errors import NotFound, QueryError
from corpus.store.asks import HeldAsk
from index.library import Library
from index.recurrence.trace import (
    is_told_duty,
    link_asks,
    trace_ask,
    trace_words,
    traced_asks,
)
from index.recurrence.wording import LIKELY, name_outside_body, say_day

COUNCIL = "Wexmere"


@pytest.fixture(scope="module")
def asks(sample_library: Library) -> list[HeldAsk]:
    """The traced asks of the sample, oldest first."""
    return traced_asks(sample_library, COUNCIL)


@pytest.fixture(scope="module")
def planted(sample_answers: dict[str, Any]) -> dict[str, str]:
    """The words of each planted ask by its id."""
    return {ask["id"]: ask["text"] for ask in sample_answers["asks"]}


def _find(asks: list[HeldAsk], words: str) -> HeldAsk:
    return next(ask for ask in asks if " ".join(ask.text.split()).startswith(words[:60]))


def test_what_an_adviser_is_to_do_is_no_ask_of_the_council(sample_library: Library) -> None:
    """It may be about the words, and says who is to do it."""
    found = trace_words(sample_library, sample_library.weigher, sample_library.topics, "early help")
    (own,) = (one for one in found.occurrences if one.ask.ask.addressee == "Improvement Adviser")
    assert own.relation == "related"
    assert own.sense == "what the Improvement Adviser is to do"


def test_a_duty_that_a_councils_paper_tells_of_is_not_asked_again(asks: list[HeldAsk]) -> None:
    """The direction that laid it on the council asked for it."""
    duty = next(ask for ask in asks if ask.ask.kind == "duty")
    advice = next(ask for ask in asks if ask.ask.kind != "duty")
    assert not is_told_duty(duty)
    assert is_told_duty(replace(duty, kind="committee_report"))
    assert not is_told_duty(replace(advice, kind="minutes"))
    assert not any(map(is_told_duty, asks))


def test_management_oversight_is_told_for_all_four_inspections(sample_library: Library) -> None:
    """The main storyline of the sample: asked for in 2013, 2015, 2019 and 2023."""
    found = trace_words(
        sample_library, sample_library.weigher, sample_library.topics, "management oversight"
    )
    years = {one.ask.published.year for one in found.occurrences if one.ask.published}
    assert {2013, 2015, 2019, 2023} <= years
    assert found.verdict.startswith("Similar wording appears in")


def test_occurrences_of_words_stand_in_date_order(sample_library: Library) -> None:
    """The oldest comes first, whatever its probability."""
    found = trace_words(
        sample_library, sample_library.weigher, sample_library.topics, "life-story work"
    )
    days = [one.ask.published for one in found.occurrences]
    assert len(days) > 1
    assert all(one <= other for one, other in pairwise(days) if one and other)


def test_an_ask_that_recurs_is_said_to_be_raised_again(
    sample_library: Library, asks: list[HeldAsk], planted: dict[str, str]
) -> None:
    """The verdict names the body and the day; what is less sure is shown beside it."""
    first = _find(asks, planted["ofsted-2013-01"])
    found = trace_ask(sample_library, sample_library.weigher, first.ask.id)
    assert found.verdict.startswith("Raised again by Ofsted on")
    assert "20 November 2015" in found.verdict
    assert 2023 in {one.ask.published.year for one in found.occurrences if one.ask.published}


def test_links_point_from_earlier_to_later_and_likeliest_first(
    sample_library: Library, asks: list[HeldAsk]
) -> None:
    """No pair stands within one day; `related` is never below `same`."""
    links = link_asks(sample_library, sample_library.weigher, COUNCIL)
    assert links
    for link in links:
        assert link.earlier.published is not None
        assert link.later.published is not None
        assert link.earlier.published < link.later.published
        assert 0 <= link.same <= link.related <= 1
    assert all(one.same >= other.same for one, other in pairwise(links))


def test_planted_recurrences_rank_above_planted_traps(
    sample_library: Library,
    asks: list[HeldAsk],
    planted: dict[str, str],
    sample_answers: dict[str, Any],
) -> None:
    """Half of the true pairs at least are likely, and no trap is."""
    links = {
        (link.earlier.ask.id, link.later.ask.id): link.same
        for link in link_asks(sample_library, sample_library.weigher, COUNCIL)
    }

    def weight(pair: dict[str, Any]) -> float | None:
        try:
            ends = [_find(asks, planted[pair[end]]) for end in ("earlier", "later")]
        except StopIteration:  # an ask of a kind that is not read yet
            return None
        return links.get((ends[0].ask.id, ends[1].ask.id), 0.0)

    true = [weight(pair) for pair in sample_answers["recurrences"] if pair["grade"] == 2]
    traps = [weight(pair) for pair in sample_answers["not_the_same"]]
    known = [one for one in true if one is not None]
    assert len(known) >= 8
    # Those between an inspection and a commissioner's report or a direction are the hardest.
    assert sum(one >= LIKELY for one in known) >= 0.4 * len(known)
    assert all(one < LIKELY for one in traps if one is not None)


def test_every_quotation_is_on_its_page(sample_library: Library, asks: list[HeldAsk]) -> None:
    """An ask's text is the document's own, character for character."""
    for held in asks:
        text = sample_library.db.execute(
            "select substr(text, ?, ?) from document where id = ?",
            (held.ask.span.start + 1, held.ask.span.end - held.ask.span.start, held.document),
        ).fetchone()[0]
        assert text == held.text


def test_words_without_letters_are_refused(sample_library: Library) -> None:
    """The message says what to type."""
    with pytest.raises(QueryError, match="type what was asked"):
        trace_words(sample_library, sample_library.weigher, sample_library.topics, " ?! ")


def test_an_unknown_council_is_said_to_be_unknown(sample_library: Library) -> None:
    """It is no empty answer: nothing was compared."""
    with pytest.raises(NotFound, match="Nowhere"):
        trace_words(sample_library, sample_library.weigher, sample_library.topics, "x", "Nowhere")


def test_an_unknown_ask_is_said_to_be_unknown(sample_library: Library) -> None:
    """The message names the id."""
    with pytest.raises(NotFound, match="beef"):
        trace_ask(sample_library, sample_library.weigher, "beef")


def test_words_that_nobody_asked_about_are_not_found(sample_library: Library) -> None:
    """Silence is said with the date up to which the library reads."""
    found = trace_words(
        sample_library, sample_library.weigher, sample_library.topics, "motorway toll booths"
    )
    assert found.occurrences == ()
    assert found.verdict.startswith("No recommendation found in the documents held (to ")


def test_an_ask_that_shares_only_the_children_is_not_told(sample_library: Library) -> None:
    """One on the housing of care leavers is not meant by their health histories."""
    traced = trace_words(
        sample_library,
        sample_library.weigher,
        sample_library.topics,
        "health histories of care leavers",
        "Wexmere",
    )
    assert traced.occurrences
    for each in traced.occurrences:
        shared = {*each.shared.words} - {"care", "leavers"}
        assert each.same >= LIKELY or each.shared.objects or each.shared.faults or shared


def test_bodies_and_days_are_said_in_words(asks: list[HeldAsk]) -> None:
    """An inspection report is Ofsted's; a day has no leading zero."""
    first = asks[0]
    assert name_outside_body(first.kind) == "Ofsted"
    assert say_day(first.published) == "19 July 2013"
    assert say_day(None) == "no date"
