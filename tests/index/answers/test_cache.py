"""What is cached, and for how long."""

from corpus.store.people.verdicts import save_verdict, undo_verdict
from index.answers.asks import answer_links
from index.answers.cache import Key, cached, count_cached
from index.answers.issues import list_threads
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


def test_what_nobody_wants_any_more_leaves_nothing_behind(own_library: Library) -> None:
    """Of ten thousand names the latest few are kept, and no lock of any."""
    for number in range(10_000):
        cached(own_library, NUMBER.of(number), lambda: 0)
    counts = count_cached(own_library)
    assert counts.values == 512
    assert counts.locks == 0


def test_a_council_that_is_not_held_takes_no_place(own_library: Library) -> None:
    """Neither its issues nor its links, whatever it is called."""
    list_threads(own_library, "Wexmere")
    held = count_cached(own_library).values
    for number in range(100):
        assert list_threads(own_library, f"Nowhere {number}") == []
        assert answer_links(own_library, f"Nowhere {number}") == []
    assert count_cached(own_library).values == held
