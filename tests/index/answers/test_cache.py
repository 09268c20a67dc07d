"""What is cached, and for how long."""

from corpus.store.people.verdicts import save_verdict, undo_verdict
from index.answers.cache import Key, cached
from index.library import Library, remove_reports
from index.recurrence.trace import traced_asks

NUMBER: Key[int] = Key("number")


def test_a_value_is_worked_out_once_for_each_subject(own_library: Library) -> None:
    """And again for another."""
    made: list[str] = []

    def make(subject: str) -> int:
        return cached(own_library, NUMBER.of(subject), lambda: made.append(subject) or len(made))

    assert [make("one"), make("one"), make("other"), make("one")] == [1, 1, 2, 1]


def test_a_value_is_valid_until_documents_or_verdicts_change(own_library: Library) -> None:
    """A verdict given, one undone, a source removed: each makes it anew."""
    made: list[int] = []

    def make() -> int:
        return cached(own_library, NUMBER, lambda: made.append(0) or len(made))

    earlier, later, *_ = traced_asks(own_library, "Wexmere")
    assert make() == make() == 1
    given = save_verdict(own_library.db, earlier.ask.id, later.ask.id, "related", "officer")
    assert make() == 2
    undo_verdict(own_library.db, given.number, "officer")
    assert make() == 3
    (source,) = own_library.db.execute("select id from source").fetchone()
    remove_reports(own_library, source)
    assert make() == make() == 4
