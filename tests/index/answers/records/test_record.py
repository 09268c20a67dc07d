"""The record as a value: both sides, what became of it, what is not held, people's words."""

from dataclasses import replace
from typing import Any

import pytest

from corpus.citation import say_place
from corpus.store.asks import HeldAsk
from corpus.store.people.verdicts import save_verdict
from index.answers.records.record import Record, answer_ask, answer_record, answer_words
from index.issues.statements import load_statements
from index.library import Library
from index.recurrence import trace
from index.recurrence.trace import traced_asks

COUNCIL = "Wexmere"


@pytest.fixture(scope="module")
def oversight(sample_library: Library) -> str:
    """The id of the ask about management oversight in the inspection of 2019."""
    asks = traced_asks(sample_library, COUNCIL)
    return next(
        ask.ask.id
        for ask in asks
        if "management oversight" in ask.text and str(ask.published) == "2019-10-25"
    )


def _days(record: Record, side: str) -> list[Any]:
    return [occurrence.ask.citation.published for occurrence in getattr(record, side)]


def test_an_ask_has_two_sides(sample_library: Library, oversight: str) -> None:
    """What came before its day and what came since, together all that came up."""
    record = answer_ask(sample_library, oversight)
    assert record.ask
    day = record.ask.citation.published
    assert day
    assert max(_days(record, "before")) < day < min(_days(record, "since"))
    assert (*record.before, *record.since) == record.occurrences
    assert record.later_of == record.ask
    assert {*record.likely, *record.unlikely} == set(record.later)


def test_an_id_is_an_ask_and_words_are_words(sample_library: Library, oversight: str) -> None:
    """One question, told apart by what the library holds."""
    assert answer_record(sample_library, oversight) == answer_ask(sample_library, oversight)
    words = answer_record(sample_library, "management oversight")
    assert words == answer_words(sample_library, "management oversight", COUNCIL)
    assert words.ask is None
    assert words.before == ()


def test_words_are_followed_inspection_by_inspection(sample_library: Library) -> None:
    """What became of them hangs on no single ask."""
    record = answer_words(sample_library, "management oversight")
    assert record.later_of is None
    days = [line.partition(", ")[0] for line in record.became]
    assert days[:2] == ["19 July 2013", "20 November 2015"]


def test_where_each_stands_is_said(sample_library: Library) -> None:
    """The sample is printed, so each has its page."""
    record = answer_words(sample_library, "management oversight")
    cited = [occurrence.ask.citation for occurrence in record.occurrences]
    cited += [later.statement.citation for later in record.later]
    assert all(say_place(citation).startswith("page ") for citation in cited)


def test_what_is_listed_and_what_is_named_is_not_held(sample_library: Library) -> None:
    """Documents that held ones name, each with where."""
    record = answer_words(sample_library, "volcanic ash over Iceland")
    assert record.occurrences == ()
    assert record.later_of is None
    assert any("named in" in document.why for document in record.not_held)


def test_nothing_is_concluded_of_a_decision(sample_library: Library) -> None:
    """It is no statement that later ones are compared with, so silence is not claimed."""
    query = "select id from ask where kind = 'decision_asked' limit 1"
    (decision,) = sample_library.db.execute(query).fetchone()
    record = answer_ask(sample_library, decision)
    assert record.became == ()
    assert record.later_of is None


def test_an_ask_without_a_day_has_no_before_and_no_since(
    sample_library: Library, oversight: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Similar wording is told, and nothing is said to be raised again."""
    load = trace.load_ask

    def undated(db: Any, ask_id: str) -> HeldAsk:
        held = load(db, ask_id)
        return replace(held, citation=replace(held.citation, published=None))

    monkeypatch.setattr(trace, "load_ask", undated)
    found = trace.trace_ask(sample_library, sample_library.weigher, oversight)
    assert found.occurrences
    assert found.verdict.startswith("Similar wording appears in")


def test_a_persons_word_is_told_with_its_reasons(own_library: Library, oversight: str) -> None:
    """Of an occurrence beside it; of another statement apart."""
    other = answer_ask(own_library, oversight).occurrences[0].ask.id
    statements = load_statements(own_library.db, COUNCIL)
    apart = next(each.id for each in statements if each.kind == "finding")
    save_verdict(own_library.db, oversight, other, "same", "officer", "read both")
    save_verdict(own_library.db, oversight, apart, "different", "officer")
    record = answer_ask(own_library, oversight)
    judged = {each.ask.id: each.verdict for each in record.occurrences if each.verdict}
    assert {ask: verdict.who for ask, verdict in judged.items()} == {other: "officer"}
    assert [each.id for each in record.beside] == [apart]
