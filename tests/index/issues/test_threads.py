"""Threads of the embedded sample, and what a person's verdict does to them."""

from datetime import timedelta
from typing import Any

import pytest

from corpus.store.people.verdicts import save_verdict, undo_verdict
from index.issues.statements import load_statements
from index.issues.threads import Thread, find_threads
from index.library import Library

COUNCIL = "Wexmere"


@pytest.fixture(scope="module")
def threads(own_library: Library) -> list[Thread]:
    """The threads of the sample, nobody having said anything."""
    return find_threads(own_library, COUNCIL)


def _together(threads: list[Thread], one: str, other: str) -> bool:
    """True where two statements share a thread."""
    held = [{member.id for member in thread.members} for thread in threads]
    return any({one, other} <= members for members in held)


def test_oversight_runs_through_every_inspection(
    threads: list[Thread], sample_answers: dict[str, Any]
) -> None:
    """The main storyline: asked for in 2013, 2015, 2019 and 2023, in one thread."""
    words = {ask["id"]: ask["text"] for ask in sample_answers["asks"]}
    wanted = {words[f"ofsted-{year}"][:40] for year in ("2013-01", "2015-02", "2019-01", "2023-01")}
    (thread,) = [one for one in threads if one.label == "management oversight and decisions"]
    assert wanted <= {" ".join(one.text.split())[:40] for one in thread.members}
    assert thread.state in {"persisting", "recurring"}


def test_members_stand_in_date_order_each_once(threads: list[Thread]) -> None:
    """A thread runs from its first member's day to its last's; a statement may be in two."""
    for thread in threads:
        assert len({member.id for member in thread.members}) == len(thread.members)
        days = [member.published for member in thread.members]
        assert days == sorted(days)
        assert (thread.first, thread.last) == (days[0], days[-1])
        assert all(thread.first < gap.published < thread.last for gap in thread.gaps)


def test_a_thread_shows_the_looks_that_its_state_is_made_of(threads: list[Thread]) -> None:
    """Of outside bodies that spoke of it, oldest first, one a document, the sure ones told."""
    for thread in threads:
        looks = [*thread.looks, *thread.unsure]
        assert looks
        assert len({look.document for look in looks}) == len(looks)
        assert [look.published for look in thread.looks] == sorted(
            look.published for look in thread.looks
        )
        assert all(look.is_sure for look in thread.looks)
        assert not any(look.is_sure or look.is_silent for look in thread.unsure)


def test_everything_that_an_outside_body_asked_is_in_a_thread(
    own_library: Library, threads: list[Thread]
) -> None:
    """Nothing asked for is lost, whatever it is about."""
    asked = {
        one.id
        for one in load_statements(own_library.db, COUNCIL)
        if one.is_outside and one.stance == "asked"
    }
    assert asked <= {member.id for thread in threads for member in thread.members}


def test_threads_as_of_a_day_hear_nothing_later(
    own_library: Library, threads: list[Thread]
) -> None:
    """Neither a member nor a state nor a reason comes from what was published later."""
    days = sorted({member.published for thread in threads for member in thread.members})
    day = days[len(days) // 2]
    then = find_threads(own_library, COUNCIL, until=day)
    assert then
    assert max(member.published for thread in then for member in thread.members) <= day
    assert all(look.published <= day for thread in then for look in thread.looks)
    assert all(gap.published <= day for thread in then for gap in thread.gaps)
    assert not any(
        str(later.year) in " ".join(one.reasons)
        for one in then
        for later in days
        if later.year > day.year
    )
    assert find_threads(own_library, COUNCIL, until=days[-1]) == threads
    assert find_threads(own_library, COUNCIL, until=days[0] - timedelta(1)) == []


def test_every_thread_has_a_label_of_its_own_and_says_why(threads: list[Thread]) -> None:
    """Labels differ, ids differ, and each state has a reason."""
    assert len({one.label for one in threads}) == len(threads)
    assert len({one.id for one in threads}) == len(threads)
    assert all(one.reasons for one in threads)


def test_threads_come_out_the_same_again(own_library: Library, threads: list[Thread]) -> None:
    """The same library gives the same threads under the same ids."""
    assert find_threads(own_library, COUNCIL) == threads


def test_a_verdict_joins_and_parts_at_once_and_undone_is_as_before(
    own_library: Library, threads: list[Thread]
) -> None:
    """ "same" brings two of different threads together; "different" parts two of one."""
    one, last = threads[0].members[0].id, threads[0].members[-1].id
    apart = next(
        member.id
        for thread in threads
        for member in thread.members
        if not _together(threads, one, member.id)
    )
    assert _together(threads, one, last)
    for other, verdict in ((apart, "same"), (last, "different")):
        said = save_verdict(own_library.db, one, other, verdict, "officer")
        now = find_threads(own_library, COUNCIL)
        assert _together(now, one, other) == (verdict == "same")
        undo_verdict(own_library.db, said.number, "officer")
    assert find_threads(own_library, COUNCIL) == threads


def test_an_unknown_council_has_no_threads(own_library: Library) -> None:
    """Nothing held, nothing found."""
    assert find_threads(own_library, "Nowhere") == []
