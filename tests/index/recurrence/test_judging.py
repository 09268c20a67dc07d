"""A verdict given on a page that may have been overtaken."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.errors import NotFound, Overtaken, QueryError
from corpus.store.people.verdicts import iter_verdicts, load_record, undo_verdict
from index.library import Library
from index.recurrence.judging import find_verdict, judge_pair, weigh_two
from index.recurrence.trace import Link, link_asks


@pytest.fixture(scope="module")
def links(own_library: Library) -> Iterator[Link]:
    """Links that no test has judged, one after another."""
    return iter(link_asks(own_library, own_library.weigher, "Wexmere"))


def test_the_earlier_comes_first_and_the_score_stays(
    own_library: Library, links: Iterator[Link]
) -> None:
    """Whichever way round the two were given."""
    link = next(links)
    ends = link.earlier.ask.id, link.later.ask.id
    said = judge_pair(own_library, *reversed(ends), verdict="related", who="officer")
    assert (said.earlier, said.later) == ends
    assert said.score == pytest.approx(link.same)
    assert find_verdict(own_library, *ends) == said


def test_only_asks_have_a_score(own_library: Library, links: Iterator[Link]) -> None:
    """A finding is not weighed against an ask."""
    ask = load_record(own_library.db, next(links).earlier.ask.id)
    [finding] = own_library.db.execute("select id from finding limit 1").fetchone()
    assert weigh_two(own_library, ask, load_record(own_library.db, finding)) is None
    assert judge_pair(own_library, ask.id, finding, "same", "officer").score is None


def test_an_overtaken_verdict_is_not_kept(own_library: Library, links: Iterator[Link]) -> None:
    """Neither where somebody judged since, nor where what was seen is undone."""
    link = next(links)
    ends = link.earlier.ask.id, link.later.ask.id
    first = judge_pair(own_library, *ends, verdict="same", who="a", seen=0)
    before = len(list(iter_verdicts(own_library.db)))
    with pytest.raises(Overtaken):
        judge_pair(own_library, *ends, verdict="different", who="b", seen=0)
    undo_verdict(own_library.db, first.number, "a")
    with pytest.raises(Overtaken):
        judge_pair(own_library, *ends, verdict="different", who="b", seen=first.number)
    assert len(list(iter_verdicts(own_library.db))) == before
    assert judge_pair(own_library, *ends, verdict="different", who="b", seen=0).who == "b"


def test_of_many_at_once_one_is_kept(own_library: Library, links: Iterator[Link]) -> None:
    """The others are told."""
    link = next(links)
    ends = link.earlier.ask.id, link.later.ask.id

    def judge(who: str) -> bool:
        try:
            judge_pair(own_library, *ends, verdict="same", who=who, seen=0)
        except Overtaken:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(judge, "abcdef")) == 1


@pytest.mark.parametrize(
    ("other", "verdict", "error"),
    [("nothing", "same", NotFound), ("", "maybe", QueryError), ("", "same", QueryError)],
)
def test_what_cannot_be_is_refused(
    own_library: Library, links: Iterator[Link], other: str, verdict: str, error: type[Exception]
) -> None:
    """A record that is not held, a word that is no verdict, a record with itself."""
    one = next(links).earlier.ask.id
    with pytest.raises(error):
        judge_pair(own_library, one, other or one, verdict, "officer")
