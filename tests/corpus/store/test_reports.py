"""The store: what is saved is loaded as it was, whole or not at all."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.account import Account, LookedFor, ReadingNote, Shortfall
from corpus.document import Block, Box, Document, Event, Line, Page, Section, Source, Span
from corpus.errors import LibraryError, NotFound
from corpus.plain import field_names, from_plain, to_plain
from corpus.records import Ask, Finding, Judgement, Observation, Passage, Rejected, Report
from corpus.store import connection as store
from corpus.store.asks import load_ask
from corpus.store.connection import open_store, transaction
from corpus.store.embeddings import save_vectors
from corpus.store.library import generation, load_meta, load_refused, save_meta, save_refused
from corpus.store.reports import (
    RECORDS,
    _document_row,
    _insert,
    held_sources,
    load_document,
    load_report,
    load_source,
    remove_source,
    save_report,
    save_source,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(*sorted(pair)))
NUMBERS = st.floats(0, 1000, allow_nan=False)
DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
BOXES = st.builds(Box, st.integers(1, 9), NUMBERS, NUMBERS, NUMBERS, NUMBERS)
EVENTS = st.builds(Event, WORDS, st.none() | DAYS, st.none() | DAYS)
TUPLES = st.lists(WORDS, max_size=2).map(tuple)


def several(values: st.SearchStrategy) -> st.SearchStrategy:
    """Up to three values, as a tuple."""
    return st.lists(values, max_size=3).map(tuple)


def with_unlike_ids(values: st.SearchStrategy) -> st.SearchStrategy:
    """Up to three values, no two of one id."""
    return st.lists(values, max_size=3, unique_by=lambda value: value.id).map(tuple)


SOURCES = st.builds(
    Source,
    id=st.just("ab" * 32),
    **dict.fromkeys(("name", "title", "publisher", "kind", "authority", "url"), WORDS),
    **dict.fromkeys(("licence", "path"), WORDS),
    **dict.fromkeys(("published", "publish_not_before", "fetched_on"), st.none() | DAYS),
)
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(["heading", "paragraph", "item", "cell", "note"]),
    span=SPANS,
    level=st.integers(0, 5),
    marker=WORDS,
    table=st.none() | st.integers(0, 9),
    row=st.none() | st.integers(0, 9),
    column=st.none() | st.integers(0, 9),
    header=st.booleans(),
    size=NUMBERS,
    bold=st.booleans(),
    page=st.integers(1, 9),
)
DOCUMENTS = st.builds(
    Document,
    id=WORDS,
    source=SOURCES,
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    pages=st.lists(
        st.builds(Page, st.integers(1, 9), SPANS, WORDS, NUMBERS, NUMBERS), min_size=1, max_size=3
    ).map(tuple),
    blocks=several(BLOCKS),
    lines=several(st.builds(Line, SPANS, BOXES)),
    sections=several(st.builds(Section, SPANS, SPANS, st.integers(1, 6), TUPLES)),
    part=st.integers(0, 9),
    **dict.fromkeys(("title", "kind", "framework", "authority"), WORDS),
    event=st.none() | EVENTS,
    published=st.none() | DAYS,
    published_from=WORDS,
    reader=WORDS,
    notes=several(st.builds(ReadingNote, st.just("unread"), WORDS, st.none() | st.integers(1, 9))),
)
ASKS = st.builds(
    Ask,
    id=WORDS,
    span=SPANS,
    kind=st.sampled_from(["recommendation", "duty"]),
    **dict.fromkeys(("printed_number", "assigned_number", "timescale", "addressee"), WORDS),
    section=WORDS,
    references=TUPLES,
    origin=WORDS,
    themes=TUPLES,
)
JUDGEMENTS = st.builds(Judgement, SPANS, WORDS, WORDS, WORDS, WORDS)
FINDINGS = st.builds(Finding, WORDS, SPANS, st.just("mixed"), TUPLES, WORDS, st.floats(0, 1))
st.register_type_strategy(Span, SPANS)
OTHERS = {
    record.field: with_unlike_ids(
        st.builds(record.type, amount=st.none() | NUMBERS)
        if record.type is Observation
        else st.builds(record.type)
    )
    for record in RECORDS
    if record.type not in (Ask, Judgement, Finding, Passage)
}
ACCOUNTS = st.builds(
    Account,
    several(st.builds(LookedFor, WORDS, st.integers(0, 9))),
    several(st.builds(Shortfall, WORDS, WORDS, WORDS, several(st.integers(1, 9)))),
)
REPORTS = st.builds(
    Report,
    DOCUMENTS,
    with_unlike_ids(ASKS),
    several(JUDGEMENTS),
    with_unlike_ids(FINDINGS),
    with_unlike_ids(st.builds(Passage, WORDS, SPANS, WORDS)),
    **OTHERS,
    account=ACCOUNTS,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store is to be."""
    return tmp_path / "new folder" / "library.db"


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    """A new store."""
    opened = open_store(path, create=True)
    yield opened
    opened.close()


def a_report(name: str = "a", authority: str = "Ambleford", year: int = 2019) -> Report:
    """A small report of one page with one record of each kind."""
    source = Source(id=name * 64, name=f"{name}.pdf")
    text = "Leaders knew their services.\nThe council should widen its early help."
    document = Document(
        id=name,
        source=source,
        text=text,
        pages=(Page(1, Span(0, len(text))),),
        blocks=(Block("paragraph", Span(0, 28)), Block("item", Span(29, len(text)))),
        authority=authority,
        published=date(year, 7, 1),
    )
    return Report(
        document,
        (Ask(f"ask-{name}", Span(29, len(text)), "recommendation"),),
        (Judgement(Span(0, 7), "leaders", "good", "Good"),),
        (Finding(f"finding-{name}", Span(0, 28), "strength"),),
        (Passage(f"passage-{name}", Span(0, 28)),),
    )


def save(db: sqlite3.Connection, report: Report, reading: str = "") -> None:
    """Save a report and its source in one transaction."""
    with transaction(db):
        save_source(db, report.document.source, reading)
        save_report(db, report)


@settings(max_examples=150, deadline=None)
@given(report=REPORTS)
def test_a_report_is_loaded_as_it_was_saved(report: Report) -> None:
    """Whatever its text, facts and records."""
    db = open_store(Path(":memory:"), create=True)
    save(db, report)
    assert load_report(db, report.document.id) == report
    assert load_source(db, report.document.source.id) == report.document.source
    db.close()


@given(value=st.none() | EVENTS)
def test_plain_values_come_back_as_they_were(value: Event | None) -> None:
    """Dates, absent values and nested types included."""
    assert from_plain(Event | None, to_plain(value)) == value


def test_every_record_kind_of_a_report_is_kept() -> None:
    """A field added to `Report` without a line in RECORDS would be lost."""
    kept = {record.field for record in RECORDS}
    assert kept == {field.name for field in fields(Report)} - {"document", "account"}


def test_sql_quotes_the_same_words_as_python(db: sqlite3.Connection) -> None:
    """`start` and `stop` count characters, not bytes."""
    report = a_report()
    text = "Café “hours” – naïve. " + report.document.text
    ask = replace(report.asks[0], span=Span(6, 13))
    save(db, replace(report, document=replace(report.document, text=text), asks=(ask,)))
    assert load_ask(db, ask.id).text == ask.span.of(text)


def test_saving_a_source_again_replaces_all_that_was_held_of_it(db: sqlite3.Connection) -> None:
    """Nothing is doubled, nothing of the old reading stays."""
    save(db, a_report())
    again = replace(a_report(), findings=())
    save(db, again)
    assert load_report(db, "a") == again
    assert db.execute("select count(*) from finding").fetchone() == (0,)


def test_a_failure_halfway_keeps_what_was_held(db: sqlite3.Connection) -> None:
    """A transaction is whole or nothing."""
    save(db, a_report())

    def break_off() -> None:
        with transaction(db):
            remove_source(db, "a" * 64)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert load_report(db, "a") == a_report()


def test_removing_a_source_leaves_nothing_of_it(db: sqlite3.Connection) -> None:
    """Documents, records and vectors go with their source."""
    save(db, a_report())
    save_vectors(db, "a", np.ones((1, 3), np.float32), [1])
    remove_source(db, "a" * 64)
    for table in ("source", "document", "embedding", *(record.table for record in RECORDS)):
        assert db.execute(f"select count(*) from {table}").fetchone() == (0,)


def test_the_generation_grows_with_every_change(db: sqlite3.Connection) -> None:
    """So that a server knows when to load again; reading does not change it."""
    before = generation(db)
    save(db, a_report())
    saved = generation(db)
    load_report(db, "a")
    assert before < saved == generation(db)
    remove_source(db, "a" * 64)
    assert generation(db) > saved


def test_a_source_is_held_for_the_rules_that_read_it(db: sqlite3.Connection) -> None:
    """Other rules read it again."""
    save(db, a_report(), reading="v1")
    assert held_sources(db, "v1") == {"a" * 64}
    assert held_sources(db, "v2") == set()


def test_what_is_not_held_is_not_found(db: sqlite3.Connection) -> None:
    """The id is told back."""
    for load in (load_document, load_source, load_ask):
        with pytest.raises(NotFound, match="nothing-here"):
            load(db, "nothing-here")


def test_the_last_reason_for_refusing_a_file_is_kept(db: sqlite3.Connection) -> None:
    """One a path."""
    save_refused(db, Rejected("b.pdf", "empty"))
    save_refused(db, Rejected("b.pdf", "truncated"))
    assert load_refused(db) == (Rejected("b.pdf", "truncated"),)


def test_facts_about_the_library_are_kept(db: sqlite3.Connection) -> None:
    """One never saved is empty."""
    save_meta(db, "encoder", "small")
    assert (load_meta(db, "encoder"), load_meta(db, "other")) == ("small", "")


# --- libraries that cannot be opened ----------------------------------------


def test_a_missing_library_says_how_to_make_one(tmp_path: Path) -> None:
    """Opening makes nothing."""
    with pytest.raises(LibraryError, match="throughline ingest"):
        open_store(tmp_path / "none" / "library.db")
    assert not (tmp_path / "none").exists()


def test_a_place_that_can_hold_no_library_is_told(tmp_path: Path) -> None:
    """Such as a folder that is a file."""
    (tmp_path / "file").write_text("words")
    with pytest.raises(LibraryError, match="you may write to it"):
        open_store(tmp_path / "file" / "library.db", create=True)


def test_a_newer_library_is_left_alone(db: sqlite3.Connection, path: Path) -> None:
    """Its version is told."""
    db.execute("pragma user_version = 999")
    with pytest.raises(LibraryError, match=r"999.*Update"):
        open_store(path)


def test_a_file_that_is_no_library_is_left_alone(tmp_path: Path) -> None:
    """The advice is to keep it and to ask what can be brought back: verdicts may be in it."""
    path = tmp_path / "library.db"
    path.write_bytes(b"These are not the bytes of a database." * 100)
    with pytest.raises(LibraryError, match=r"throughline doctor.*Keep the file"):
        open_store(path)
    assert path.read_bytes().startswith(b"These are")


def test_an_empty_file_is_no_library(tmp_path: Path) -> None:
    """What it held is gone, and saying that nothing is held would hide it."""
    (tmp_path / "library.db").touch()
    with pytest.raises(LibraryError, match=r"0 bytes.*throughline restore"):
        open_store(tmp_path / "library.db")


def test_an_older_library_is_brought_up_to_date(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new migration runs once, and what was saved stays."""
    db = open_store(path, create=True)
    save(db, a_report())
    db.close()
    steps = tmp_path / "migrations"
    steps.mkdir()
    for step in store._MIGRATIONS.glob("*.sql"):
        (steps / step.name).write_text(step.read_text())
    (steps / "900_more.sql").write_text("create table more (id text); -- a; comment\n")
    monkeypatch.setattr(store, "_MIGRATIONS", steps)
    for _ in range(2):
        db = open_store(path)
        assert db.execute("select count(*) from more").fetchone() == (0,)
        assert load_report(db, "a") == a_report()
        db.close()


def test_notes_of_an_earlier_version_are_kept_as_values(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence becomes a note on the file; a document without an account has an empty one."""
    steps = sorted(store._MIGRATIONS.glob("*.sql"))
    earlier = tmp_path / "migrations"
    earlier.mkdir()
    for step in steps[:7]:
        (earlier / step.name).write_text(step.read_text("utf-8"), "utf-8")
    report = a_report()
    with monkeypatch.context() as before:
        before.setattr(store, "_MIGRATIONS", earlier)
        old = open_store(path, create=True)
        with transaction(old):
            source = report.document.source
            names = field_names(Source)
            plain = {name: to_plain(getattr(source, name)) for name in names}
            _insert(old, "source", {**plain, "reading": ""})
            row = {**_document_row(report.document), "notes": '["page 2: no words", "b"]'}
            del row["kind_doubt"]
            _insert(old, "document", row)
        old.close()
    db = open_store(path)
    loaded = load_report(db, report.document.id)
    notes = (ReadingNote("about", "page 2: no words"), ReadingNote("about", "b"))
    assert loaded.document == replace(report.document, notes=notes)
    assert loaded.account == Account()
    db.close()


def test_a_migration_that_fails_leaves_the_library_as_it_was(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps of one opening are kept together or not at all."""
    (tmp_path / "001_broken.sql").write_text("create table good (id text);\nnonsense;\n")
    monkeypatch.setattr(store, "_MIGRATIONS", tmp_path)
    with pytest.raises(LibraryError, match="nonsense"):
        open_store(path, create=True)
    with sqlite3.connect(path) as db:
        assert db.execute("select count(*) from sqlite_master").fetchone() == (0,)
    db.close()


def test_threads_that_open_a_new_library_at_once_all_have_it(path: Path) -> None:
    """One makes the tables, the others wait."""
    failures: list[Exception] = []

    def open_and_read() -> None:
        try:
            db = open_store(path, create=True)
            generation(db)
            db.close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_and_read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_locked_library_says_so(
    db: sqlite3.Connection, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that waits too long is told who is in the way; readers are not held up."""
    monkeypatch.setattr(store, "_LOCK_WAIT_S", 0.05)
    other = open_store(path)
    with transaction(db):
        save_meta(db, "encoder", "small")
        assert load_meta(other, "encoder") == ""
        with (
            pytest.raises(LibraryError, match="Another program"),
            store.translated_errors(path),
        ):
            remove_source(other, "a" * 64)
    other.close()
