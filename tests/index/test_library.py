"""The library: store, keywords and vectors are one thing, whoever reads or writes."""

import signal
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Block, Document, Page, Source, Span, digest
from corpus.errors import LibraryError, NotFound
from corpus.records import Ask, Passage, Rejected, Report
from corpus.store.embeddings import load_vectors
from corpus.store.file.pool import READERS, WRITERS
from corpus.store.file.swap import check_unused
from corpus.store.library import load_refused
from corpus.store.reports import held_sources, load_report
from index import library as library_module
from index.library import (
    Library,
    add_refused,
    add_reports,
    create_library,
    open_library,
    remove_reports,
)
from index.search.search import search

ROOT = Path(__file__).parents[2]


@dataclass
class FakeEncoder:
    """Gives each text a unit row of its own, and remembers what it was asked."""

    name: str = "fake"
    dimensions: int = 8
    asked: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One unit row a text."""
        self.asked += texts
        rows = np.ones((len(texts), self.dimensions), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row += np.random.default_rng(zlib.crc32(text.encode())).random(self.dimensions)
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def fake_encoder(name: str) -> FakeEncoder:
    """What opens an encoder, in the tests."""
    return FakeEncoder(name)


def make(directory: Path) -> Library:
    """The library in a folder, with the fake encoder."""
    return create_library(directory, "fake", fake_encoder)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A new, empty library."""
    with make(tmp_path / "library") as made:
        yield made


def a_report(name: str, sentences: int = 3) -> Report:
    """A report of so many paragraphs, the last of which is also an ask."""
    lines = [f"Paragraph {number} of {name} is about caseloads." for number in range(sentences)]
    text = "\n".join(lines)
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    source = Source(digest(name) * 4, f"{name}.pdf", path=f"/{name}.pdf")
    return Report(
        Document(
            id=digest(name),
            source=source,
            text=text,
            pages=(Page(1, Span(0, len(text))),),
            blocks=tuple(Block("paragraph", span) for span in spans),
        ),
        asks=(Ask(digest(name, "ask"), spans[-1], "recommendation"),),
        passages=tuple(Passage(digest(name, span.start), span) for span in spans),
    )


def counts(library: Library) -> dict[str, int]:
    """How many passages each part of a library has, seen in one moment."""
    db = library.db
    db.execute("begin")
    found = {
        "passages": db.execute("select count(*) from passage").fetchone()[0],
        "keywords": db.execute("select count(*) from keywords").fetchone()[0],
        "vectors": len(load_vectors(db, 8).rows),
    }
    db.execute("commit")
    return found


def test_what_is_added_is_in_store_keywords_and_vectors(library: Library) -> None:
    """All three have the same passages."""
    add_reports(library, [a_report("a")])
    assert counts(library) == {"passages": 3, "keywords": 3, "vectors": 3}
    assert load_report(library.db, digest("a")) == a_report("a")


def test_vectors_are_those_of_the_words(library: Library) -> None:
    """A passage has a row for each sentence."""
    report = a_report("a")
    whole = Span(0, len(report.document.text))
    report = replace(
        report, passages=(Passage("first", report.passages[0].span), Passage("all", whole))
    )
    add_reports(library, [report])
    sentences = report.document.text.splitlines()
    held = load_vectors(library.db, 8)
    assert held.ids == ["first", "all"]
    assert held.counts.tolist() == [1, 3]
    assert np.allclose(held.rows, FakeEncoder().encode([sentences[0], *sentences]), atol=2e-3)


def test_words_that_stand_twice_are_encoded_once(library: Library) -> None:
    """In whatever passages and reports of the source they stand."""
    report = a_report("a")
    whole = Passage("all", Span(0, len(report.document.text)))
    add_reports(library, [replace(report, passages=(*report.passages, whole))])
    assert len(library.encoder.asked) == len(set(library.encoder.asked)) == 3


def test_adding_a_source_again_doubles_nothing(library: Library) -> None:
    """The new reading takes the place of the old."""
    add_reports(library, [a_report("a", 5)], reading="old")
    add_reports(library, [a_report("a", 4)], reading="new")
    assert counts(library) == {"passages": 4, "keywords": 4, "vectors": 4}
    assert held_sources(library.db, "new") == {a_report("a").document.source.id}


def test_a_pack_keeps_all_its_reports_or_none(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure at the second report undoes the first, and keeps what was held."""
    add_reports(library, [a_report("a", 5)])
    second = a_report("b")
    pack = [
        a_report("a"),
        replace(second, document=replace(second.document, source=a_report("a").document.source)),
    ]
    index = library_module._index

    def fail_at_b(db: object, report: Report, vectors: object) -> None:
        if report.document.id == digest("b"):
            raise RuntimeError
        index(db, report, vectors)  # type: ignore[arg-type]

    monkeypatch.setattr(library_module, "_index", fail_at_b)
    with pytest.raises(RuntimeError):
        add_reports(library, pack)
    assert counts(library) == {"passages": 5, "keywords": 5, "vectors": 5}
    monkeypatch.setattr(library_module, "_index", index)
    add_reports(library, pack)
    assert counts(library) == {"passages": 6, "keywords": 6, "vectors": 6}


def test_what_is_removed_is_gone_everywhere(library: Library) -> None:
    """Removing what is not held does nothing."""
    for name in "ab":
        add_reports(library, [a_report(name)])
    remove_reports(library, a_report("a").document.source.id)
    remove_reports(library, "not held")
    assert counts(library) == {"passages": 3, "keywords": 3, "vectors": 3}
    with pytest.raises(NotFound):
        load_report(library.db, digest("a"))


def test_a_refused_file_is_forgotten_once_it_is_read(library: Library) -> None:
    """By its path."""
    add_refused(library, Rejected("/a.pdf", "a.pdf: cut short."))
    assert load_refused(library.db) == (Rejected("/a.pdf", "a.pdf: cut short."),)
    add_reports(library, [a_report("a")])
    assert load_refused(library.db) == ()


def test_an_open_library_notices_what_another_adds(library: Library) -> None:
    """A server need not be started again."""
    with open_library(library.path.parent, fake_encoder) as other:
        assert len(other.vectors.ids) == 0
        add_reports(library, [a_report("a")])
        assert len(other.vectors.ids) == 3
        assert other.vectors is other.vectors


def test_a_library_made_anew_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """The old one answers until the folders are changed over, then the new one, all of it."""
    with make(tmp_path / "library") as first:
        add_reports(first, [a_report("a")])
    with make(tmp_path / "fresh") as second:
        add_reports(second, [a_report("b", 5)])
    with open_library(tmp_path / "library", fake_encoder) as library:
        before = library.state
        assert set(library.vectors.ids) == {one.id for one in a_report("a").passages}
        (tmp_path / "library").rename(tmp_path / "old")
        assert load_report(library.db, digest("a")) == a_report("a")  # while there is none
        (tmp_path / "fresh").rename(tmp_path / "library")
        assert load_report(library.db, digest("b")) == a_report("b", 5)
        assert set(library.vectors.ids) == {one.id for one in a_report("b", 5).passages}
        assert library.state != before


def test_opening_opens_no_encoder(tmp_path: Path) -> None:
    """Listing what is held is quick."""

    def refuse(name: str) -> FakeEncoder:
        raise AssertionError(name)

    create_library(tmp_path, "fake", refuse).close()  # type: ignore[arg-type]
    open_library(tmp_path, refuse).close()  # type: ignore[arg-type]


def test_a_library_stays_with_its_encoder(tmp_path: Path) -> None:
    """Another is refused, with what to set; the library is left as it was."""
    make(tmp_path).close()
    with pytest.raises(LibraryError, match="THROUGHLINE_ENCODER=fake"):
        create_library(tmp_path, "other", fake_encoder)
    with open_library(tmp_path, fake_encoder) as library:
        assert library.encoder.name == "fake"


def test_a_folder_without_a_library_says_how_to_make_one(tmp_path: Path) -> None:
    """Opening makes nothing."""
    with pytest.raises(LibraryError, match="throughline ingest"):
        open_library(tmp_path / "none", fake_encoder)
    assert list(tmp_path.iterdir()) == []


# --- two programs at once ----------------------------------------------------

WRITER = """
import sys
sys.path[:0] = sys.argv[1:3]
from pathlib import Path
from test_library import a_report, make
from index.library import add_reports
with make(Path(sys.argv[3])) as library:
    for number in range(int(sys.argv[4])):
        add_reports(library, [a_report(f"report {number}", 40)])
        print(number, flush=True)
"""


@pytest.fixture
def start_writer(tmp_path: Path) -> Iterator[Callable[[int], subprocess.Popen[str]]]:
    """Starts a program that adds so many reports to a library in the test's folder."""
    started: list[subprocess.Popen[str]] = []

    def start(reports: int) -> subprocess.Popen[str]:
        arguments = [str(ROOT), str(Path(__file__).parent), str(tmp_path), str(reports)]
        command = [sys.executable, "-c", WRITER, *arguments]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_reader_beside_a_writer_sees_whole_documents_only(
    tmp_path: Path, start_writer: Callable[[int], subprocess.Popen[str]]
) -> None:
    """At every moment store, keywords and vectors agree, and nobody waits for anybody."""
    writer = start_writer(30)
    assert writer.stdout is not None
    writer.stdout.readline()
    seen = []
    with open_library(tmp_path, fake_encoder) as library:
        while writer.poll() is None:
            found = counts(library)
            assert len(set(found.values())) == 1
            assert found["passages"] % 40 == 0
            assert len(library.vectors.ids) % 40 == 0
            seen.append(found["passages"])
        assert counts(library)["passages"] == 30 * 40
    assert seen == sorted(seen)


def test_a_killed_writer_leaves_a_library_that_can_be_gone_on_with(
    tmp_path: Path, start_writer: Callable[[int], subprocess.Popen[str]]
) -> None:
    """What was saved is whole; the rest is added as if nothing had happened."""
    writer = start_writer(1000)
    assert writer.stdout is not None
    for _ in range(5):
        writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    with make(tmp_path) as library:
        assert library.db.execute("pragma integrity_check").fetchone() == ("ok",)
        found = counts(library)
        assert len(set(found.values())) == 1
        assert 5 * 40 <= found["passages"] < 1000 * 40
        assert found["passages"] % 40 == 0
        add_reports(library, [a_report("one more", 40)])
        assert counts(library)["passages"] == found["passages"] + 40


def test_searching_beside_a_writer_never_stumbles(
    tmp_path: Path, start_writer: Callable[[int], subprocess.Popen[str]]
) -> None:
    """Words, vectors and texts of one search are of one moment."""
    writer = start_writer(30)
    assert writer.stdout is not None
    writer.stdout.readline()
    with open_library(tmp_path, fake_encoder) as library:
        while writer.poll() is None:
            assert search(library, "caseloads").hits
            assert search(library, "paragraph of report").hits


def test_readers_of_many_threads_share_a_few_connections(library: Library) -> None:
    """However many threads there ever were; closing the library closes them all."""
    add_reports(library, [a_report("a")])
    errors: list[Exception] = []

    def read() -> None:
        try:
            search(library, "caseloads")
            load_report(library.db, digest("a"))
        except Exception as error:
            errors.append(error)

    for _ in range(4):
        readers = [threading.Thread(target=read) for _ in range(40)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
    assert errors == []
    assert library.connections <= READERS + WRITERS
    library.close()
    assert library.connections == 0


def test_a_library_that_cannot_be_opened_holds_nothing_open(library: Library) -> None:
    """So that a restore may take its place."""
    path = library.path
    library.db.execute("drop table meta")
    library.close()
    with pytest.raises(LibraryError) as told:
        open_library(path.parent, fake_encoder)
    check_unused(path)  # which raises where a connection is open
    assert "meta" in str(told.value)
