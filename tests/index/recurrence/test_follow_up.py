"""What became of an ask: later statements near it, and what can be said of them."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.errors import NotFound
from corpus.store.people.verdicts import save_verdict, undo_verdict
from index.issues.statements import load_statements
from index.library import Library
from index.recurrence.follow_up import (
    CRITICISED,
    LIKELY_ABOUT,
    MENTIONED,
    NAMED,
    PRAISED,
    QUOTED,
    REPEATED,
    SHOWN,
    VOICED,
    LaterStatement,
    encode_with_issues,
    say_became,
    say_stance,
    say_surely,
    trace_follow_up,
)
from index.recurrence.trace import traced_asks

AVOIDED = ("failed", "ignored", "still", "again and again", "addressed")


@pytest.fixture(scope="module")
def oversight(sample_library: Library) -> str:
    """The id of the ask about management oversight in the sample's first inspection."""
    asks = traced_asks(sample_library, "Wexmere")
    return next(one.ask.id for one in asks if "management oversight" in one.text)


def test_every_line_is_a_later_statement_in_date_order(
    sample_library: Library, oversight: str
) -> None:
    """At most ten; each quoted from a document published after the ask."""
    record = trace_follow_up(sample_library, oversight)
    days = [one.statement.published for one in record.later]
    assert 0 < len(days) <= SHOWN
    assert days == sorted(days)
    assert record.ask.published
    assert days[0] > record.ask.published


def test_what_is_asked_again_is_among_what_is_likely(
    sample_library: Library, oversight: str
) -> None:
    """In 2015 and 2023, as planted; of 2019 it is less sure."""
    record = trace_follow_up(sample_library, oversight)
    again = [one for one in record.later if one.says == "asked again" and one.is_likely]
    assert {one.statement.published.year for one in again} >= {2015, 2023}
    assert all(one.score >= LIKELY_ABOUT for one in again)
    assert record.verdict[0].startswith("Raised again by Ofsted on")


def test_the_words_are_fair_and_stand_on_what_is_sure(
    sample_library: Library, oversight: str
) -> None:
    """No avoided word; every day told is that of a likely and sure statement."""
    record = trace_follow_up(sample_library, oversight)
    said = " ".join(record.verdict)
    assert not any(word in said.lower() for word in AVOIDED)
    sure = {
        one.statement.published.year
        for one in record.later
        if one.is_likely and say_surely(one.statement)
    }
    assert {year for year in range(2013, 2025) if str(year) in said} <= sure


def test_a_reading_that_is_not_sure_is_not_named(sample_library: Library) -> None:
    """The sentence is shown; what it says of its subject is left to the reader."""
    asks = traced_asks(sample_library, "Wexmere")[:12]
    found = [one for ask in asks for one in trace_follow_up(sample_library, ask.ask.id).later]
    read = [one for one in found if one.statement.kind == "finding" and one.statement.is_outside]
    unsure = {MENTIONED, CRITICISED, PRAISED}
    assert {one.says in unsure for one in read} == {True, False}
    for one in read:
        assert (one.says in unsure) == (one.statement.confidence < NAMED)


@pytest.mark.parametrize(
    ("critical", "says", "surely"),
    [
        (0.97, CRITICISED, CRITICISED),
        (0.85, CRITICISED, ""),
        (0.5, MENTIONED, ""),
        (0.1, PRAISED, ""),
        (0.02, PRAISED, PRAISED),
    ],
)
def test_of_an_unsure_stance_the_direction_is_told_where_that_is_sure(
    sample_library: Library, critical: float, says: str, surely: str
) -> None:
    """Weak, worse and good in part are one against the others; a verdict asks for more."""
    statements = load_statements(sample_library.db, "Wexmere")
    read = next(one for one in statements if one.stance == "found weak" and one.is_outside)
    unsure = replace(read, confidence=0.6, critical=critical)
    assert say_stance(unsure) == says
    assert say_surely(unsure) == surely
    by_commissioner = replace(unsure, document_kind="commissioner_report")
    assert say_stance(by_commissioner) == MENTIONED
    assert say_surely(by_commissioner) == ""


def test_criticised_is_not_told_of_a_day_that_was_found_weak(
    sample_library: Library, oversight: str
) -> None:
    """One body's day stands once: by the word that says more."""
    statements = load_statements(sample_library.db, "Wexmere")
    read = next(one for one in statements if one.stance == "found weak" and one.is_outside)
    ask = trace_follow_up(sample_library, oversight).ask
    weak, criticised = (LaterStatement(read, says, 2, 1) for says in ("found weak", CRITICISED))
    assert [line.split(" by ")[0] for line in say_became(ask, [criticised], statements)] == [
        "Criticised"
    ]
    both = list(say_became(ask, [weak, criticised], statements))
    assert [line.split(" by ")[0] for line in both] == ["Found weak"]
    praised = replace(criticised, says=PRAISED)
    (line,) = say_became(ask, [weak, praised], statements)
    assert line.startswith("Found weak in places and good in others by ")
    (alone,) = say_became(ask, [praised], statements)
    assert alone.endswith(" spoke well of it.")


def test_a_document_that_raises_it_is_not_told_to_find_it_good(sample_library: Library) -> None:
    """What it praises beside that is told as a part."""
    encoded = encode_with_issues(sample_library, load_statements(sample_library.db, "Wexmere"))
    for ask in traced_asks(sample_library, "Wexmere"):
        record = trace_follow_up(sample_library, ask.ask.id, encoded=encoded)
        good = next((line for line in record.verdict if "as a strength" in line), "")
        days = {
            one.statement.published
            for one in record.later
            if one.says == "asked again" and one.is_likely and one.statement.is_outside
        }
        assert not any(f"{day.day} {day:%B %Y}" in good for day in days)


def test_a_persons_word_wins(own_library: Library, oversight: str) -> None:
    """What is parted is left out; what is linked is told as likely, however far it is."""
    before = trace_follow_up(own_library, oversight).later
    near = max(before, key=lambda one: one.score).statement.id
    last = load_statements(own_library.db, "Wexmere")[-1].id
    assert last not in {one.statement.id for one in before}
    given = [
        save_verdict(own_library.db, oversight, other, said, "officer").number
        for other, said in ((near, "different"), (last, "related"))
    ]
    after = {one.statement.id: one for one in trace_follow_up(own_library, oversight).later}
    assert near not in after
    assert after[last].is_likely
    assert after[last].probability == 1
    for number in given:
        undo_verdict(own_library.db, number, "officer")
    assert trace_follow_up(own_library, oversight).later == before


def test_an_unknown_ask_is_told(sample_library: Library) -> None:
    """With where the ids are listed."""
    with pytest.raises(NotFound, match="throughline asks"):
        trace_follow_up(sample_library, "nothing")


def test_what_is_told_again_is_no_claim(sample_library: Library) -> None:
    """A later report's retelling is not dated as its own finding, and silence is not claimed."""
    ask = traced_asks(sample_library, "Wexmere")[0]
    statements = load_statements(sample_library.db, "Wexmere")
    later = next(
        one
        for one in statements
        if one.kind == "finding" and one.is_outside and one.published > (ask.published or date.max)
    )
    own = LaterStatement(later, "found weak", 2.0, 1.0)
    again = replace(own, says=REPEATED)
    assert next(iter(say_became(ask, [own], statements))).startswith("Found weak by")
    told = list(say_became(ask, [again], statements, is_near=True))
    assert told == [
        "No later words of an outside body are sure enough to sum up in a line; the nearest are"
        " quoted."
    ]


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("The inspection in May found weak planning.", "commissioner_report", REPEATED),
        ("Planning is weak.", "commissioner_report", "found weak"),
        ("'Planning is weak' (a worker)", "commissioner_report", VOICED),
        ("They asked a peer to review weak planning.", "commissioner_report", MENTIONED),
        ("The inspection in May found weak planning.", "inspection_report", "found weak"),
    ],
)
def test_a_stance_is_whose_it_is(sample_library: Library, text: str, kind: str, says: str) -> None:
    """What others found is repeated; who was asked to look is only spoken of."""
    statements = load_statements(sample_library.db, "Wexmere")
    finding = next(
        one for one in statements if one.stance == "found weak" and one.confidence >= NAMED
    )
    quoted = replace(finding.citation, quote=text)
    assert say_stance(replace(finding, citation=quoted, document_kind=kind)) == says


def test_what_a_council_quotes_is_no_report_of_the_council(sample_library: Library) -> None:
    """A sentence of its paper that was given to an outside body is told as quoted from it."""
    ask = traced_asks(sample_library, "Wexmere")[0]
    statements = load_statements(sample_library.db, "Wexmere")
    own = next(one for one in statements if one.stance == "council reported")
    quoted = replace(own, stance="restated")
    assert say_stance(own) == "reported by the council"
    assert say_stance(quoted) == QUOTED
    told = say_became(ask, [LaterStatement(quoted, QUOTED, 2.0, 1.0)], statements)
    assert not any("The council" in line for line in told)


def test_a_list_that_only_repeats_an_ask_is_no_report(sample_library: Library) -> None:
    """It is told apart; not where the same paper says more."""
    ask = traced_asks(sample_library, "Wexmere")[0]
    statements = load_statements(sample_library.db, "Wexmere")
    own = next(one for one in statements if not one.is_outside)
    repeated, said = (
        LaterStatement(own, says, 2.0, 1.0) for says in (REPEATED, "reported by the council")
    )
    told = "A paper of the council repeats what was asked for"
    lines = list(say_became(ask, [repeated], statements))
    assert [line.partition(":")[0] for line in lines if "council" in line] == [told]
    assert not any(line.startswith(told) for line in say_became(ask, [repeated, said], statements))


def test_weak_and_good_of_one_day_stand_in_one_line(sample_library: Library) -> None:
    """Of one document both are told together."""
    ask = traced_asks(sample_library, "Wexmere")[0]
    statements = load_statements(sample_library.db, "Wexmere")
    read = next(one for one in statements if one.stance == "found weak" and one.is_outside)
    weak, good = (LaterStatement(read, says, 2.0, 1.0) for says in ("found weak", "found good"))
    (line,) = say_became(ask, [weak, good], statements)
    assert line.startswith("Found weak in places and good in others by ")
