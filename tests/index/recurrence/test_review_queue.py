"""What people are asked to judge first."""

from datetime import date
from itertools import pairwise

import pytest

from corpus.citation import Citation
from corpus.document import Span
from corpus.records import Ask
from corpus.store.asks import HeldAsk
from corpus.store.people.verdicts import save_verdict, undo_verdict
from index.issues.threads import Member, Thread
from index.library import Library
from index.recurrence.review_queue import find_doubts, rank_doubts
from index.recurrence.trace import Link
from models.links.shared import Shared

DAY = date(2019, 8, 27)
CITATION = Citation("d1", "", "", DAY, 1, "", "", "", "", Span(0, 1))
NOTHING = Shared((), (), (), (), ())


def ask(id_: str) -> HeldAsk:
    """An ask of which only the id matters."""
    return HeldAsk(Ask(id_, Span(0, 1), "recommendation"), CITATION, "", "", "")


def link(earlier: str, later: str, same: float) -> Link:
    """Two asks weighed."""
    return Link(ask(earlier), ask(later), same, same, NOTHING)


def thread(*ids: str) -> Thread:
    """A thread of asks."""
    members = tuple(Member(id_, "ask", "asked", CITATION, "") for id_ in ids)
    return Thread(ids[0], "", "persisting", "persisting", DAY, DAY, members, (), ())


def test_the_least_sure_come_first() -> None:
    """In threads of one size, the chance nearest to one half."""
    links = [link("a", "b", 0.95), link("c", "d", 0.5), link("e", "f", 0.1)]
    assert [one.link.same for one in rank_doubts(links, [])] == [0.5, 0.1, 0.95]


def test_large_threads_come_before_small_ones() -> None:
    """Equally unsure, a verdict that would join more statements teaches more."""
    links = [link("a", "b", 0.5), link("c", "d", 0.5)]
    first, second = rank_doubts(links, [thread("c", "x", "y"), thread("d", "z")])
    assert (first.size, first.together, second.size) == (5, False, 2)


def test_parting_a_thread_counts_its_size_once() -> None:
    """Two of one thread: a verdict would part it."""
    (doubt,) = rank_doubts([link("a", "b", 0.5)], [thread("a", "b", "c")])
    assert (doubt.size, doubt.together) == (3, True)


def test_of_several_threads_that_hold_both_the_largest_counts() -> None:
    """A statement may stand in more threads than one."""
    threads = [thread("a", "x"), thread("a", "b"), thread("b", "a", "c")]
    (doubt,) = rank_doubts([link("a", "b", 0.5)], threads)
    assert (doubt.size, doubt.together) == (3, True)


def test_what_is_judged_is_not_asked_again(own_library: Library) -> None:
    """Until the verdict is undone; the rest stand most telling first."""
    before = find_doubts(own_library, "Wexmere")
    assert all(one.teaches >= other.teaches for one, other in pairwise(before))
    ends = before[0].link.earlier.ask.id, before[0].link.later.ask.id
    said = save_verdict(own_library.db, *ends, verdict="related", who="officer")
    after = find_doubts(own_library, "Wexmere", limit=500)
    assert ends not in {(one.link.earlier.ask.id, one.link.later.ask.id) for one in after}
    undo_verdict(own_library.db, said.number, "officer")
    assert find_doubts(own_library, "Wexmere") == before


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_certainty_teaches_nothing(chance: float) -> None:
    """Neither way."""
    assert rank_doubts([link("a", "b", chance)], [])[0].teaches == 0
