"""Verdicts are kept beside each other: nothing overwritten, the newest that is not undone holds."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from sqlite3 import Connection

import pytest

from corpus.document import Document, Page, Source, Span
from corpus.errors import NotFound, QueryError
from corpus.records import Ask, Finding, Report
from corpus.store.connection import open_store, transaction
from corpus.store.keywords import create_keyword_index
from corpus.store.people.verdicts import (
    count_verdicts,
    export_log,
    export_pairs,
    holding_verdicts,
    iter_verdicts,
    load_record,
    save_verdict,
    undo_verdict,
)
from corpus.store.reports import remove_source, save_report, save_source

WORDS = "Improve plans. Improve visits. Plans are weak."
SOURCE = Source("ab" * 32, name="report.pdf", authority="Wexmere")
REPORT = Report(
    Document(
        "d1",
        SOURCE,
        WORDS,
        pages=(Page(1, Span(0, len(WORDS))),),
        blocks=(),
        title="A report",
        authority="Wexmere",
        published=date(2019, 10, 25),
    ),
    asks=(
        Ask("plans", Span(0, 14), "recommendation", addressee="local authority"),
        Ask("visits", Span(15, 30), "recommendation"),
    ),
    findings=(Finding("weak", Span(31, 46), "weakness"),),
)


def keep(db: Connection) -> None:
    """Take the report in, as ingest does."""
    with transaction(db):
        save_source(db, SOURCE)
        save_report(db, REPORT)


@pytest.fixture
def db() -> Iterator[Connection]:
    """A store in memory that holds the report."""
    connection = open_store(Path(":memory:"), create=True)
    create_keyword_index(connection)
    keep(connection)
    yield connection
    connection.close()


def holding(db: Connection) -> dict[frozenset[str], str]:
    """What holds on each pair."""
    return {pair: verdict.verdict for pair, verdict in holding_verdicts(db).items()}


PAIR = frozenset({"plans", "visits"})


def test_the_newest_verdict_holds_and_the_first_is_kept(db: Connection) -> None:
    """Whichever way round the pair is given."""
    save_verdict(db, "plans", "visits", "same", "officer", score=0.31)
    save_verdict(db, "visits", "plans", "different", "chair", why="other service")
    assert holding(db) == {PAIR: "different"}
    first, second = iter_verdicts(db)
    assert (first.verdict, first.who, first.score) == ("same", "officer", 0.31)
    assert (second.verdict, second.why) == ("different", "other service")


def test_undoing_brings_back_what_was_said_before(db: Connection) -> None:
    """The undone row stays in the log with who undid it, first undoing first."""
    save_verdict(db, "plans", "visits", "same", "officer")
    second = save_verdict(db, "plans", "visits", "related", "chair")
    undo_verdict(db, second.number, "officer")
    undone = undo_verdict(db, second.number, "somebody else")
    assert undone.undone_by == "officer"
    assert undone.undone_at
    assert holding(db) == {PAIR: "same"}
    assert len(list(iter_verdicts(db))) == 2


def test_any_two_records_may_be_linked(db: Connection) -> None:
    """An ask and a finding too; the record of an id is found whatever its kind."""
    save_verdict(db, "plans", "weak", "related", "officer")
    assert holding(db) == {frozenset({"plans", "weak"}): "related"}
    record = load_record(db, "weak")
    assert (record.table, record.citation.file_page) == ("finding", 1)


@pytest.mark.parametrize(
    ("earlier", "later", "verdict", "who", "error"),
    [
        ("plans", "visits", "perhaps", "officer", QueryError),
        ("plans", "visits", "same", "  ", QueryError),
        ("plans", "plans", "same", "officer", QueryError),
        ("plans", "gone", "same", "officer", NotFound),
    ],
)
def test_what_cannot_be_a_verdict_is_refused(
    db: Connection, earlier: str, later: str, verdict: str, who: str, error: type[Exception]
) -> None:
    """An unknown word, nobody, one record twice, a record that is not held; nothing is kept."""
    with pytest.raises(error):
        save_verdict(db, earlier, later, verdict, who)
    assert not list(iter_verdicts(db))


def test_undoing_what_is_not_there_is_refused(db: Connection) -> None:
    """NotFound names the number."""
    with pytest.raises(NotFound, match="7"):
        undo_verdict(db, 7, "officer")


def test_verdicts_outlive_their_documents(db: Connection) -> None:
    """Removed, they hold with no words beside them; taken in again, with their words."""
    save_verdict(db, "plans", "visits", "same", "officer")
    remove_source(db, SOURCE.id)
    assert holding(db) == {PAIR: "same"}
    assert export_log(db)[0]["earlier_text"] == ""
    assert export_pairs(db) == []
    keep(db)
    assert export_log(db)[0]["earlier_text"] == "Improve plans."
    assert export_log(db)[0]["earlier_page"] == 1


def test_pairs_of_asks_are_exported_to_learn_from(db: Connection) -> None:
    """With grade and council; a pair with a finding is none."""
    save_verdict(db, "plans", "visits", "same", "officer")
    save_verdict(db, "plans", "visits", "different", "officer")
    save_verdict(db, "plans", "weak", "related", "officer")
    (row,) = export_pairs(db)
    assert (row["grade"], row["council"]) == (0, "Wexmere")
    assert row["earlier"]["text"] == "Improve plans."
    assert row["earlier"]["addressee"] == "local authority"
    assert row["later"]["published"] == "2019-10-25"


def test_two_reviewers_at_once_are_both_kept(tmp_path: Path) -> None:
    """Each on a connection of its own; one of the two holds, and it is the later row."""
    path = tmp_path / "library.db"
    with closing(open_store(path, create=True)) as made:
        create_keyword_index(made)
        keep(made)

    def review(verdict: str) -> None:
        own = open_store(path)
        for _ in range(10):
            save_verdict(own, "plans", "visits", verdict, verdict)
        own.close()

    reviewers = [threading.Thread(target=review, args=(word,)) for word in ("same", "different")]
    for one in reviewers:
        one.start()
    for one in reviewers:
        one.join()
    db = open_store(path)
    log = list(iter_verdicts(db))
    assert len(log) == 20
    assert holding_verdicts(db)[PAIR] == log[-1]
    assert replace(log[-1], number=0) != replace(log[0], number=0)
    db.close()


def test_verdicts_given_and_undone_are_counted(db: Connection) -> None:
    """So that either changes what was worked out before."""
    assert count_verdicts(db) == (0, 0)
    verdict = save_verdict(db, "plans", "visits", "same", "officer")
    assert count_verdicts(db) == (1, 0)
    undo_verdict(db, verdict.number, "officer")
    assert count_verdicts(db) == (1, 1)
