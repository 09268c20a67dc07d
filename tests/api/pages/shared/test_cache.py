"""An answer is computed once for each state of the library."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.pages.shared import cache
from api.pages.shared.cache import keep
from corpus.store.library import raise_generation
from corpus.store.verdicts import save_verdict, undo_verdict
from index.library import Library


@pytest.fixture
def library(copy_sample: Callable[[Path], Library], tmp_path: Path) -> Iterator[Library]:
    """The sample, to be written to."""
    with copy_sample(tmp_path) as opened:
        yield opened


@pytest.fixture
def make() -> Callable[[], int]:
    """What gives 1, then 2, then 3."""
    made = iter(range(1, 1000))
    return lambda: next(made)


def test_an_answer_is_computed_once(library: Library, make: Callable[[], int]) -> None:
    """Under its name; another name has its own."""
    assert [keep(library, name, make) for name in ("a", "b", "a")] == [1, 2, 1]


def test_an_answer_may_be_none(library: Library) -> None:
    """That is cached too."""
    made: list[int] = []
    for _ in range(2):
        assert keep(library, "none", lambda: made.append(1)) is None
    assert made == [1]


def test_a_changed_library_computes_anew(library: Library, make: Callable[[], int]) -> None:
    """After a document came or went, a verdict was given, and one was undone."""
    keep(library, "a", make)
    raise_generation(library.db)
    assert keep(library, "a", make) == 2
    ids = [id_ for (id_,) in library.db.execute("select id from ask limit 2")]
    verdict = save_verdict(library.db, *ids, "same", "officer")
    assert keep(library, "a", make) == 3
    undo_verdict(library.db, verdict.number, "officer")
    assert keep(library, "a", make) == 4
    assert keep(library, "a", make) == 4


def test_the_answer_used_longest_ago_goes_first(
    library: Library, make: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was just read stays."""
    monkeypatch.setattr(cache, "_MOST", 2)
    for name in ("a", "b", "a", "c"):
        keep(library, name, make)
    assert keep(library, "a", make) == 1
    assert keep(library, "b", make) == 4


def test_what_fails_is_not_cached(library: Library, make: Callable[[], int]) -> None:
    """The next reader tries again."""
    with pytest.raises(ZeroDivisionError):
        keep(library, "a", lambda: 1 // 0)
    assert keep(library, "a", make) == 1


def test_of_two_threads_one_computes(library: Library, make: Callable[[], int]) -> None:
    """The other waits for its answer."""
    begun, go_on = threading.Event(), threading.Event()
    answers: list[int] = []

    def slowly() -> int:
        begun.set()
        go_on.wait()
        return make()

    first = threading.Thread(target=lambda: answers.append(keep(library, "a", slowly)))
    second = threading.Thread(target=lambda: answers.append(keep(library, "a", make)))
    first.start()
    begun.wait()
    second.start()
    go_on.set()
    first.join()
    second.join()
    assert answers == [1, 1]
