"""Threads of the embedded sample, and what a person's verdict does to them."""

from dataclasses import asdict
from typing import Any

import pytest

from corpus.verdicts import save_verdict, undo_verdict
from index.library import Library
from index.threads import Thread, find_threads, say_thread

COUNCIL = "Wexmere"


@pytest.fixture(scope="module")
def threads(own_library: Library) -> list[Thread]:
    """The threads of the sample, nobody having said anything."""
    return find_threads(own_library, COUNCIL)


def _of(threads: list[Thread], member: str) -> Thread | None:
    return next((one for one in threads if member in {each.id for each in one.members}), None)


def test_oversight_runs_through_every_inspection(
    threads: list[Thread], sample_answers: dict[str, Any]
) -> None:
    """The main storyline: asked for in 2013, 2015, 2019 and 2023, in one thread."""
    words = {ask["id"]: ask["text"] for ask in sample_answers["asks"]}
    wanted = {words[f"ofsted-{year}"][:40] for year in ("2013-01", "2015-02", "2019-01", "2023-01")}
    (thread,) = [one for one in threads if one.label == "management oversight and decisions"]
    assert wanted <= {" ".join(one.text.split())[:40] for one in thread.members}
    assert thread.state in {"persisting", "recurring"}


def test_members_stand_in_date_order_and_no_statement_twice(threads: list[Thread]) -> None:
    """A thread runs from its first member's day to its last's."""
    seen = [member.id for thread in threads for member in thread.members]
    assert len(seen) == len(set(seen))
    for thread in threads:
        days = [member.published for member in thread.members]
        assert days == sorted(days)
        assert (thread.first, thread.last) == (days[0], days[-1])
        assert all(thread.first < gap.published < thread.last for gap in thread.gaps)


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
    """ "same" on members of two threads makes one; "different" on two of one makes two."""
    one, last = threads[0].members[0].id, threads[0].members[-1].id
    for other, verdict in ((threads[1].members[0].id, "same"), (last, "different")):
        said = save_verdict(own_library.db, one, other, verdict, "officer")
        now = find_threads(own_library, COUNCIL)
        together = _of(now, one) is not None and _of(now, one) == _of(now, other)
        assert together == (verdict == "same")
        undo_verdict(own_library.db, said.number, "officer")
    assert find_threads(own_library, COUNCIL) == threads


def test_a_thread_is_told_in_plain_lines(threads: list[Thread]) -> None:
    """Label and state first; every member with its page; plain values for JSON."""
    first, *rest = say_thread(threads[0])
    assert first.startswith(f"{threads[0].label}: {threads[0].state}")
    assert sum("page" in line for line in rest) >= len(threads[0].members)
    assert asdict(threads[0])["members"][0]["id"] == threads[0].members[0].id


def test_an_unknown_council_has_no_threads(own_library: Library) -> None:
    """Nothing held, nothing found."""
    assert find_threads(own_library, "Nowhere") == []
