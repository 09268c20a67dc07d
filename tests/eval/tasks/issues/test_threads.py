"""Facts of `eval.tasks.issues.threads`."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.store.statements import Statement
from eval.material.gold import GoldMember, GoldThread, load_threads
from eval.tasks.issues.threads import (
    HISTORIES,
    Placed,
    count_pairs,
    place,
    state_figures,
    states_of,
)
from index.issues.threads import Member, Thread

DAY = date(2019, 8, 27)


def golden(id_: str, *quotes: str, verdict: str = "persisting", status: str = "open") -> GoldThread:
    """A gold thread whose members stand in one file."""
    members = tuple(GoldMember("report", quote, "found_weak") for quote in quotes)
    return GoldThread(id_, id_, verdict, status, members)


def cite(text: str) -> Citation:
    """Words of the one document."""
    return Citation("d1", "", "", DAY, 1, "", "", "", text, Span(0, len(text)))


def statement(text: str, kind: str = "finding") -> Statement:
    """A statement whose id is its text."""
    return Statement(text, kind, "found weak", cite(text), "inspection_report")


def thread(id_: str, *texts: str) -> Thread:
    """One of our threads."""
    members = tuple(Member(text, "finding", "found weak", cite(text), "") for text in texts)
    return Thread(id_, id_, "persisting", "persisting", DAY, DAY, members, (), ())


CASES = "Caseloads of social workers are too high."
MORE = "Social workers hold far too many cases."
PLANS = "The plans of too many children are unclear."


def placed(*threads: Thread, kinds: str = "finding") -> Placed:
    """Two members of one gold thread and one of another, put against ours."""
    gold = (golden("T1", CASES, "far too many cases"), golden("T2", PLANS))
    statements = [statement(text, kinds) for text in (CASES, MORE, PLANS)]
    return place(gold, threads, statements, {"d1": "report"})


def test_a_quotation_is_placed_in_the_statement_that_holds_it() -> None:
    """Or in one that is a part of it; in another file it is not."""
    assert placed().located == placed().members == 3
    long = place([golden("T1", f"{CASES} {MORE}")], [], [statement(MORE)], {"d1": "report"})
    assert long.located == 1
    assert place([golden("T1", CASES)], [], [statement(CASES)], {"d1": "other"}).located == 0


def test_pairs_are_right_where_both_say_together() -> None:
    """What is in no thread of ours is with nothing; what we join too much costs precision."""
    assert count_pairs(placed()).found == 0
    right = count_pairs(placed(thread("a", CASES, MORE), thread("b", PLANS)))
    assert (right.right, right.found, right.gold) == (1, 1, 1)
    all_in_one = count_pairs(placed(thread("a", CASES, MORE, PLANS)))
    assert (all_in_one.right, all_in_one.found, all_in_one.gold) == (1, 3, 1)


def test_a_statement_in_two_threads_is_together_with_both() -> None:
    """As it may be in the gold: no pair is counted twice."""
    found = placed(thread("a", CASES, MORE), thread("b", MORE, PLANS), thread("c", CASES, MORE))
    assert (count_pairs(found).right, count_pairs(found).found) == (1, 2)


def test_a_member_that_is_no_statement_is_missed() -> None:
    """It costs recall only where it is asked for."""
    gold = [golden("T1", CASES, MORE, "Nobody wrote this.")]
    ours = [thread("a", CASES, MORE)]
    found = place(gold, ours, [statement(CASES), statement(MORE)], {"d1": "report"})
    assert (found.members, found.located) == (3, 2)
    assert count_pairs(found).recall == 1
    assert count_pairs(found, lost_too=True).recall == pytest.approx(1 / 3)


def test_asks_and_plans_are_counted_alone() -> None:
    """Findings are left out of them."""
    ours = thread("a", CASES, MORE)
    assert count_pairs(placed(ours), asks_only=True).gold == 0
    assert count_pairs(placed(ours, kinds="ask"), asks_only=True).gold == 1


@pytest.mark.parametrize(
    ("verdict", "status", "states"),
    [
        ("recurred", "open", {"recurring"}),
        ("persisting", "open", {"persisting"}),
        ("resolved_then_returned", "open", {"returned after good"}),
        ("recurred", "resolved", {"good at last look"}),
        ("persisting", "improving", {"improving"}),
        ("recurred", "unclear", {"no later mention"}),
        ("raised_once", "not_mentioned", {"raised once", "no later mention"}),
        ("raised_once", "open", {"raised once"}),
    ],
)
def test_states_of_the_gold(verdict: str, status: str, states: set[str]) -> None:
    """Its last known state decides; where that is "open", the shape of the history."""
    assert states_of(golden("T", verdict=verdict, status=status)) == states


def test_what_came_before_an_open_issue_can_be_left_aside() -> None:
    """A persisting issue told as returned is wrong, and still told as open."""
    gold = [golden("T1", CASES, verdict="persisting", status="open")]
    told = replace(thread("a", CASES), state="returned after good", history="persisting")
    figures = {one.name: one.value for one in state_figures(gold, {"T1": told})}
    assert figures["state right"] == 0
    assert figures["state right, whatever came before"] == 1
    assert figures["history right"] == 1


def test_every_verdict_and_state_of_the_gold_is_known(shared: Path) -> None:
    """None raises KeyError, and every thread has members."""
    for one in load_threads(shared / "gold"):
        assert one.verdict in HISTORIES
        assert states_of(one)
        assert one.members
