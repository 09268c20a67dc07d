"""What models worked out is known at once, kept by `save`, and is of one version of the models."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.store.connection import Connection, open_store
from index import worked_out
from index.worked_out import WorkedOut, digest_of
from models.code_version import Code

CODE = Code(entries=("models.statements.placed",), data=())
ONE, TWO = digest_of(("paper", "one")), digest_of(("paper", "two"))
Open = Callable[..., WorkedOut]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Connection]:
    """A new store."""
    with closing(open_store(tmp_path / "library.db", create=True)) as db:
        yield db


@pytest.fixture
def open_again(store: Connection) -> Open:
    """What opens the values kept there anew, as another process does."""
    return lambda encoder="one", code=CODE: WorkedOut(lambda: store, "issues", encoder, code)


def test_a_digest_is_that_of_all_that_is_said() -> None:
    """The same in every process."""
    assert ONE != TWO
    assert digest_of(("paper", "one")).hex() == "6f3baefc1a5461e4f686845575a94b28"


def test_what_is_added_is_known_at_once_and_kept_when_saved(open_again: Open) -> None:
    """No reader writes: another process does not know it before."""
    first, second = open_again(), open_again()
    first.add({ONE: ({"plo": 0.5}, None)})
    assert first.load([ONE, TWO]) == {ONE: {"plo": 0.5}}
    assert second.load([ONE]) == {}
    first.save()
    assert first.load([ONE]) == second.load([ONE]) == {ONE: {"plo": 0.5}}


def test_of_two_that_work_out_one_value_the_first_is_kept(open_again: Open) -> None:
    """Neither fails, and what else each worked out is kept."""
    first, second = open_again(), open_again()
    first.add({ONE: ([1], None)})
    second.add({ONE: ([2], None), TWO: ([3], None)})
    first.save()
    second.save()
    assert open_again().load([ONE, TWO]) == {ONE: [1], TWO: [3]}


def test_another_encoder_or_other_code_knows_none_of_it(open_again: Open) -> None:
    """A reader that was trained again is asked again."""
    first = open_again()
    first.add({ONE: ([1], None)})
    first.save()
    other = Code(entries=("models.statements.kernel",), data=())
    assert open_again("two").load([ONE]) == open_again(code=other).load([ONE]) == {}


def test_where_nothing_can_be_written_it_is_known_to_this_process(
    open_again: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that may only be read; once it may be written to, it is kept."""

    def refuse(*given: object) -> None:
        raise LibraryError("attempt to write a readonly database")

    first = open_again()
    first.add({ONE: ([1], None)})
    with monkeypatch.context() as patch:
        patch.setattr(worked_out, "save_worked_out", refuse)
        first.save()
    assert first.load([ONE]) == {ONE: [1]}
    first.save()
    assert open_again().load([ONE]) == {ONE: [1]}


def test_where_nothing_can_be_read_nothing_is_known(tmp_path: Path) -> None:
    """The answer is worked out then, and says what is amiss."""

    def missing() -> Connection:
        return open_store(tmp_path / "none.db")

    values = WorkedOut(missing, "issues", "one", CODE)
    assert values.load([ONE]) == {}
    values.add({ONE: ([1], None)})
    values.save()
    assert values.load([ONE]) == {ONE: [1]}
