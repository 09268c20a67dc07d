"""A damaged library made whole from what can still be read of it.

What people did and the texts are salvaged; words and vectors are made again from the texts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import LibraryError
from corpus.store.connection import open_store, transaction
from corpus.store.documents import find_empty_sources, find_source_of
from corpus.store.file.checks import Fault, check_document, check_store, list_document_ids
from corpus.store.file.salvage import Salvaged, salvage_store
from corpus.store.file.swap import check_unused, fold, put_in_place
from corpus.store.library import load_meta, raise_generation
from corpus.store.reports import load_document
from index.library import (
    Library,
    OpenEncoder,
    create_library,
    index_words,
    remove_reports,
    renew_vectors,
)
from models.text.encoder import DEFAULT
from models.text.encoder import open_encoder as open_model


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was damaged, what is held now, what was lost, and where the damaged file is."""

    faults: tuple[Fault, ...]
    salvaged: Salvaged
    documents: int
    left_out: tuple[str, ...]  # files whose text could not be read; ingest brings them back
    encoded: int  # documents whose vectors were made again
    kept_at: Path


def repair_library(directory: Path, open_encoder: OpenEncoder = open_model) -> Repaired | None:
    """Make the library in a folder whole again; None where nothing is damaged.

    The damaged file is kept in a folder beside the new one. LibraryError where a program
    has the library open, there is none, or nothing of it can be read.
    """
    path = directory / "library.db"
    if not path.is_file():
        raise LibraryError(f"{directory}: no library here, so there is nothing to repair.")
    check_unused(path)
    faults = check_store(path)
    if not faults:
        return None
    with _workshop(directory) as workshop:
        salvaged = salvage_store(path, workshop / path.name)
        with create_library(workshop, _encoder_of(workshop), open_encoder) as library:
            left_out, encoded = _rebuild(library)
            documents = len(list_document_ids(library.db))
        _check_whole(workshop / path.name)
        kept_at = directory / f"damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        put_in_place(workshop / path.name, path, kept_at)
    return Repaired(tuple(faults), salvaged, documents, left_out, encoded, kept_at)


@contextmanager
def _workshop(directory: Path) -> Iterator[Path]:
    """A new folder on the library's own disk, gone afterwards."""
    folder = directory / "repairing"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _encoder_of(directory: Path) -> str:
    with closing(open_store(directory / "library.db")) as db:
        return load_meta(db, "encoder") or DEFAULT


def _rebuild(library: Library) -> tuple[tuple[str, ...], int]:
    """The files left out since a document of theirs cannot be read; how many were encoded."""
    encoded = 0
    left_out = []
    for document_id in list_document_ids(library.db):
        source = find_source_of(library.db, document_id)
        kinds = {fault.kind for fault in check_document(library.db, document_id)}
        if source and "documents" in kinds:
            remove_reports(library, source[0])
            left_out.append(source[1])
        elif source:
            encoded += _rebuild_document(library, document_id, "vectors" in kinds)
    with transaction(library.db):
        raise_generation(library.db)
    return (*left_out, *find_empty_sources(library.db)), encoded


def _rebuild_document(library: Library, document_id: str, encode: bool) -> int:
    """1 where its vectors had to be made again."""
    with transaction(library.db):
        index_words(library.db, load_document(library.db, document_id))
    if encode:
        renew_vectors(library, document_id)
    return int(encode)


def _check_whole(path: Path) -> None:
    for fault in check_store(path):
        raise LibraryError(
            f"{path.name}: what can be read of it does not make a whole library ({fault.says})."
            " Restore a backup; nothing was changed."
        )
    fold(path)
