"""A library: the store, its keyword index and its vectors, kept in step.

One folder holds one file, `library.db`. A source's reports are added in one
transaction, so that store, keywords and vectors never disagree and an interrupted run
leaves whole documents only. Any number of readers and a writer may have it open at once.
A library made anew elsewhere may take its folder's place while it is open: from then on it
answers. Move whole folders, never `library.db` alone: SQLite keeps files beside it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from corpus.document import Document, Span
from corpus.errors import LibraryError
from corpus.records import Rejected, Report
from corpus.store.connection import (
    Connection,
    check_there,
    damaged,
    open_store,
    snapshot,
    transaction,
    translated_errors,
)
from corpus.store.embeddings import (
    Halves,
    Vectors,
    find_other_vectors,
    load_vectors,
    save_vectors,
)
from corpus.store.file.engine import find_document_ids, note_unsent
from corpus.store.file.pool import SharedStore
from corpus.store.keywords import add_keywords, create_keyword_index, remove_keywords
from corpus.store.library import (
    generation,
    load_meta,
    raise_generation,
    remove_refused,
    save_meta,
    save_refused,
)
from corpus.store.passages import find_numbers, load_spans
from corpus.store.reports import load_document, remove_source, save_report, save_source
from index.search.engines.current import CurrentEngine
from index.search.keywords import KeywordIndex
from index.search.vectors import VectorIndex
from index.worked_out import WorkedOut
from models.code_version import Code
from models.text.encoder import DEFAULT, VECTORS_VERSION, Encoder, Encodes
from models.text.encoder import open_encoder as open_model
from models.text.sentences import split_sentences

if TYPE_CHECKING:  # a search needs none of them: each is imported when first wanted
    from models.links.topic import TopicWeigher
    from models.links.weigher import Weigher
    from models.statements.reader import StatementReader

    OpenWeigher = Callable[[Encoder, StatementReader], Weigher]

OpenEncoder = Callable[[str], Encoder]
State = tuple[int, int]  # the file that is open, and how often its documents changed

_FILE = "library.db"
_MOST_ENCODED = 4_000  # texts whose rows are cached: 6 MB, the statements of a few councils
_MADE_WITHIN_S = 1.0  # by another program: its file is empty for some milliseconds


class Library:
    """An open library, which threads share. Close it."""

    def __init__(
        self,
        directory: Path,
        open_encoder: OpenEncoder = open_model,
        open_weigher: OpenWeigher | None = None,
    ) -> None:
        self.path = directory / _FILE
        self._open_encoder = open_encoder
        self._open_weigher = open_weigher
        self._opening = threading.Lock()
        self._store: tuple[int, SharedStore] = _open_shared(self.path)
        self._lock = threading.RLock()
        self._vectors: tuple[State, VectorIndex] | None = None
        self._keywords: tuple[State, KeywordIndex] | None = None
        self._encoded: LRUCache[str, NDArray[np.float32]] = LRUCache(_MOST_ENCODED)
        self.encoder_name = load_meta(self.db, "encoder")
        self.engine = CurrentEngine(self)

    @property
    def db(self) -> Connection:
        """The store; a new one once another file is in its place.

        A thread that is in a transaction stays with the file that it began in.
        """
        return self._current[1]

    @property
    def state(self) -> State:
        """What changes with every document added or removed, and with another file in place."""
        file, db = self._current
        return file, generation(db)

    @property
    def connections(self) -> int:
        """How many connections to the store are open."""
        return self._store[1].count

    @property
    def _current(self) -> tuple[int, SharedStore]:
        """The number of the file and its store."""
        with self._opening:
            number, store = self._store
            if _file_at(self.path) in (number, None) or store.in_transaction:
                return number, store
            self._store = _open_shared(self.path)
            store.close()
            return self._store

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that makes this library's vectors, opened when first wanted."""
        return self._open_encoder(self.encoder_name)

    def encode_once(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The unit row of each text, cached: several answers want those of the same statements."""
        with self._lock:
            rows = {text: self._encoded[text] for text in texts if text in self._encoded}
        missing = [text for text in dict.fromkeys(texts) if text not in rows]
        if missing:
            rows |= zip(missing, self.encoder.encode(missing), strict=True)
            with self._lock:
                self._encoded.update((text, rows[text]) for text in missing)
        return rows

    @cached_property
    def weights(self) -> WorkedOut:
        """The weights of pairs of asks that the file keeps."""
        from index.recurrence.cached_weigher import WEIGHING

        return WorkedOut(lambda: self.db, "weights", self.encoder_name, WEIGHING)

    @cached_property
    def readings(self) -> WorkedOut:
        """What the reader gave of sentences and names that the file keeps."""
        from index.issues.readings import READING

        return WorkedOut(lambda: self.db, "issues", self.encoder_name, READING)

    @cached_property
    def other_vectors(self) -> WorkedOut:
        """The rows of statements that are no sentence of a passage: plans' rows, long asks."""
        code = Code(entries=("models.text.encoder",), data=())
        return WorkedOut(lambda: self.db, "vectors", self.encoder_name, code)

    def save_worked_out(self) -> None:
        """Keep in the file what was worked out since; nothing where it cannot be written."""
        self.weights.save()
        self.readings.save()
        self.other_vectors.save()

    @cached_property
    def weigher(self) -> Weigher:
        """The model that weighs pairs of asks, opened when first wanted."""
        from index.recurrence.cached_weigher import CachedWeigher

        if self._open_weigher:
            return self._open_weigher(self.encoder, self.reader)
        return CachedWeigher(self.encoder, self.reader, kept=self.weights)

    @cached_property
    def reader(self) -> StatementReader:
        """The model that reads what statements are about, opened when first wanted."""
        from models.statements.reader import open_statement_reader

        return open_statement_reader()

    @cached_property
    def topics(self) -> TopicWeigher:
        """The model that weighs typed words against an ask, opened when first wanted."""
        from models.links.topic import open_topic_weigher

        return open_topic_weigher()

    @property
    def vectors(self) -> VectorIndex:
        """The vectors of all passages held; loaded anew after documents came or went.

        What is asked of `engine` loads them only where the library is searched by itself.
        """
        with snapshot(self.db), self._lock:
            now = self.state
            if self._vectors is None or self._vectors[0] != now:
                self._vectors = now, _load_index(self.db, self.encoder.dimensions)
            return self._vectors[1]

    @property
    def keywords(self) -> KeywordIndex:
        """The words of all passages held; opened anew after documents came or went."""
        with snapshot(self.db), self._lock:
            now = self.state
            if self._keywords is None or self._keywords[0] != now:
                self._keywords = now, KeywordIndex(self.db)
            return self._keywords[1]

    def close(self) -> None:
        """Close the store: what a thread still reads of it is closed when it has been read."""
        self.engine.close()
        self._store[1].close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _load_index(db: Connection, dimensions: int) -> VectorIndex:
    """The rows of all passages, read to where they are looked at, so that they take room once."""
    from index.search.engines.flat import FlatRows

    kept: list[FlatRows] = []

    def make_room(count: int, width: int) -> Halves:
        kept.append(FlatRows(count, width))
        return kept[0].rows

    held = load_vectors(db, dimensions, make_room)
    try:
        return VectorIndex(held.ids, held.rows, held.counts, held.numbers, kept[0])
    except ValueError as error:
        raise damaged("Vectors are") from error


def _open_shared(path: Path) -> tuple[int, SharedStore]:
    """The number of the file at a path, and its store, found to answer."""
    number = _file_at(path) or 0
    store = SharedStore(path)
    try:
        generation(store)
    except BaseException:
        store.close()
        raise
    return number, store


def _file_at(path: Path) -> int | None:
    """A number that no other file there has; None while there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def create_library(
    directory: Path, encoder_name: str = DEFAULT, open_encoder: OpenEncoder = open_model
) -> Library:
    """The library in a folder, made where there is none; the caller closes it.

    LibraryError where another encoder made it: its vectors and new ones are of no one kind,
    and where its file is there and empty: what it held is gone, and must not seem to be held.
    """
    _refuse_emptied(directory / _FILE)
    db = open_store(directory / _FILE, create=True)
    with translated_errors(directory / _FILE), transaction(db):
        create_keyword_index(db)
        made_with = load_meta(db, "encoder") or encoder_name
        save_meta(db, "encoder", made_with)
    db.close()
    if made_with != encoder_name:
        raise LibraryError(
            f"{directory}: made with the encoder {made_with}, not {encoder_name}. Set"
            f" THROUGHLINE_ENCODER={made_with}, or ingest into another folder."
        )
    return Library(directory, open_encoder)


def _refuse_emptied(path: Path) -> None:
    if _is_empty(path):
        time.sleep(_MADE_WITHIN_S)
        check_there(path)


def _is_empty(path: Path) -> bool:
    return path.is_file() and not path.stat().st_size


def library_file(directory: Path) -> Path:
    """Where the library of a folder is kept, if there is one."""
    return directory / _FILE


def open_library(directory: Path, open_encoder: OpenEncoder = open_model) -> Library:
    """The library in a folder; the caller closes it. LibraryError where there is none."""
    return Library(directory, open_encoder)


# --- adding and removing ---------------------------------------------------


def add_reports(
    library: Library, reports: Sequence[Report], reading: str = "", encoder: Encodes | None = None
) -> None:
    """Keep all reports of one source, in place of what was held of it; all or nothing.

    At least one report. `reading` is the version of the rules that read them; `encoder`
    what has the vectors of their sentences already, where there is such.
    """
    source = reports[0].document.source
    passages = [passage for report in reports for passage in _sentences(report)]
    vectors = _encode(encoder or library.encoder, passages)
    db = library.db
    with translated_errors(library.path), transaction(db):
        _forget(db, source.id)
        save_source(db, source, reading)
        remove_refused(db, source.path, source.id)
        for report in reports:
            save_report(db, report)
            _index(db, report, vectors)


def add_refused(library: Library, rejected: Rejected, reading: str = "") -> None:
    """Keep why a file gave no report to the rules of a version."""
    with translated_errors(library.path), transaction(library.db):
        save_refused(library.db, rejected, reading)


def remove_reports(library: Library, source_id: str) -> None:
    """Forget a source and all that was found in it; nothing happens where it is not held."""
    with translated_errors(library.path), transaction(library.db):
        _forget(library.db, source_id)


def stale_vectors(library: Library) -> list[str]:
    """The ids of the documents whose vectors an earlier version of the encoder's export made."""
    return find_other_vectors(library.db, VECTORS_VERSION)


def renew_vectors(library: Library, document_id: str) -> None:
    """Make a document's vectors again from its text as held; NotFound where it is not.

    Its files are not needed. What models found in it stays as it was until it is read again.
    """
    db = library.db
    document = load_document(db, document_id)
    spans = (passage.span for passage in load_spans(db, document_id))
    passages = [split_sentences(document.quote(span)) for span in spans]
    vectors = _encode(library.encoder, passages)
    with translated_errors(library.path), transaction(db):
        _save_vectors(db, document_id, passages, vectors)
        raise_generation(db)


def _forget(db: Connection, source_id: str) -> None:
    note_unsent(db, find_document_ids(db, source_id))
    remove_keywords(db, find_numbers(db, source_id))
    remove_source(db, source_id)


def _index(db: Connection, report: Report, vectors: Mapping[str, Vectors]) -> None:
    """Enter a saved report's passages in the keyword index, and its vectors in the store."""
    index_words(db, report.document)
    _save_vectors(db, report.document.id, _sentences(report), vectors)


def index_words(db: Connection, document: Document) -> None:
    """Enter the passages of a saved document in the keyword index."""
    rows = [
        (passage.number, document.quote(passage.span), _headings(document, passage.span))
        for passage in load_spans(db, document.id)
    ]
    add_keywords(db, rows)


def _save_vectors(
    db: Connection,
    document_id: str,
    passages: Sequence[Sequence[str]],
    vectors: Mapping[str, Vectors],
) -> None:
    """Keep the rows of a document's sentences, given by passage."""
    rows = np.array([vectors[sentence] for passage in passages for sentence in passage])
    counts = [len(passage) for passage in passages]
    note_unsent(db, [document_id])
    save_vectors(db, document_id, rows, counts, VECTORS_VERSION)


def _sentences(report: Report) -> list[list[str]]:
    """The sentences of each passage of a report."""
    return [split_sentences(report.document.quote(passage.span)) for passage in report.passages]


def _headings(document: Document, span: Span) -> str:
    """The headings over a passage, outermost first; empty where it has none."""
    section = document.section_of(span)
    return " > ".join(section.path) if section else ""


def _encode(encoder: Encodes, passages: Iterable[Sequence[str]]) -> Mapping[str, Vectors]:
    """A unit row for each different sentence of the passages."""
    sentences = dict.fromkeys(sentence for passage in passages for sentence in passage)
    return dict(zip(sentences, encoder.encode(list(sentences)), strict=True))
