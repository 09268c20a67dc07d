"""What is installed, held and amiss, each with what to do next."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import LibraryError, Throughline

if TYPE_CHECKING:
    from corpus.store.file.checks import Fault
    from index.library import Library
    from models.text.encoder import Encoder

_LEAST_FREE_BYTES = 1_000_000_000  # the encoder's export and a library of 500 reports
_MOST_TOLD = 3  # faults of a kind
_ACCOUNTS = "accounts"
_SAMPLE = 3  # documents whose first vectors are made again to compare
_NEAR = 0.01  # a nearness of 1, of rows kept as float16 on another processor


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing looked at, whether it is well, and what there is to say of it.

    `to_check` where nothing is amiss with the library, but a person should look.
    """

    name: str
    well: bool
    says: str
    to_check: bool = False

    def say(self) -> str:
        """A line."""
        state = "LOOK " if self.to_check else "ok  "
        return f"{state if self.well else 'AMISS'}  {self.name}: {self.says}"


def examine(folder: Path) -> list[Examined]:
    """Everything worth knowing before asking for help, about this machine and a library."""
    checks: dict[str, Callable[[], str]] = {
        "Python": lambda: sys.version.split()[0],
        "Throughline": lambda: version("throughline"),
        "encoder": _examine_encoder,
    }
    examined = [_examine(name, check) for name, check in checks.items()]
    return [*examined, *examine_library(folder), _examine_ocr(), _examine_disk(folder)]


def _examine(name: str, check: Callable[[], str]) -> Examined:
    try:
        return Examined(name, True, check())
    except Throughline as error:
        return Examined(name, False, str(error))


def _examine_encoder() -> str:
    from models.text.encoder import open_encoder

    encoder = open_encoder()
    return f"{encoder.name}, {encoder.dimensions} dimensions, exported and checked"


# --- the library -------------------------------------------------------------


def examine_library(folder: Path) -> Iterator[Examined]:
    """What a library holds, what of it is damaged, and how to bring that back."""
    from index.library import open_library

    try:
        with open_library(folder) as library:
            yield Examined("library", True, _say_size(folder, library))
            if not (faults := _find_faults(folder)):
                yield Examined("integrity", True, "pages, indexes, texts, words, vectors, verdicts")
                yield _examine("vectors", lambda: _examine_vectors(library))
                yield from _examine_readings(library)
    except Throughline as error:
        yield Examined("library", False, str(error))
        faults = _find_faults(folder)
    yield from _say_faults(folder, faults)


def _say_size(folder: Path, library: Library) -> str:
    from corpus.store.holdings import load_size

    size = load_size(library.db)
    return f"{folder}: {size.documents} documents, {size.asks} asks, {size.refused} files refused"


def _examine_readings(library: Library) -> Iterator[Examined]:
    """The documents of which something was not read, or is not certain, and what next."""
    from corpus.account import say_missing
    from corpus.store.documents import held_documents

    held = held_documents(library.db)
    short = [document for document in held if document.missing]
    whole = f"{len(held) - len(short)} of {len(held)} documents with nothing missing"
    yield Examined("readings", True, whole)
    for document in short:
        called = document.title or document.file
        says = f"{called} ({document.file}): {say_missing(document.missing)}"
        yield Examined("reading", True, says, to_check=True)


def _find_faults(folder: Path) -> list[tuple[str, Fault]]:
    """What is damaged in the library and in the accounts beside it, each with its kind."""
    from corpus.store.file.checks import check_pages, check_store

    library, accounts = folder / "library.db", folder / "accounts.db"
    faults: list[tuple[str, Fault]] = []
    if library.is_file():
        faults += [(fault.kind, fault) for fault in check_store(library)]
    if accounts.is_file():
        faults += [(_ACCOUNTS, fault) for fault in check_pages(accounts)]
    return faults


def _say_faults(folder: Path, faults: Sequence[tuple[str, Fault]]) -> Iterator[Examined]:
    for kind, of_kind in groupby(sorted(faults, key=itemgetter(0)), key=itemgetter(0)):
        says = [fault.says for _, fault in of_kind]
        rest = f" (and {len(says) - _MOST_TOLD} more)" if len(says) > _MOST_TOLD else ""
        yield Examined(f"damaged {kind}", False, "; ".join(says[:_MOST_TOLD]) + rest)
    kinds = {kind for kind, _ in faults}
    if kinds - {_ACCOUNTS}:
        yield Examined("what next", False, _say_next(folder))
    if _ACCOUNTS in kinds:
        yield Examined("what next for accounts", False, _say_next_for_accounts(folder))


def _say_next_for_accounts(folder: Path) -> str:
    return (
        f"stop the server. Restore the newest backup: `throughline restore FILE --library {folder}"
        " --replace`. Or, where there is none: rename accounts.db, and add people again with"
        " `throughline user add NAME`. The library itself does not need them."
    )


def _say_next(folder: Path) -> str:
    return (
        f"stop the server. Restore the newest backup: `throughline restore FILE --library {folder}"
        f" --replace`. Or, where there is none: `throughline repair --library {folder}`, which"
        " makes the words and vectors again from the texts, keeps every verdict and briefing that"
        " can be read, and leaves the damaged file beside the new one. Delete nothing: people's"
        " verdicts are in it."
    )


def _examine_vectors(library: Library) -> str:
    from api.cli.commands import say_stale
    from models.text.encoder import DEFAULT

    if amiss := say_stale(library):
        raise LibraryError(amiss)
    if library.encoder_name != DEFAULT:
        return "all made by this version"
    _compare_some(library, library.encoder)
    return "all made by this version; a few made again are the same"


def _compare_some(library: Library, encoder: Encoder) -> None:
    """LibraryError where vectors made again from a few texts are not those held."""
    from corpus.store.documents import held_documents
    from corpus.store.embeddings import load_document_vectors
    from corpus.store.passages import load_texts
    from models.text.sentences import split_sentences

    held = held_documents(library.db)
    for document in held[:: len(held) // _SAMPLE + 1]:
        sentences = [split_sentences(text) for text in load_texts(library.db, document.id)[:1]]
        counts, rows = load_document_vectors(library.db, document.id, encoder.dimensions)
        again = encoder.encode([sentence for passage in sentences for sentence in passage])
        if counts[:1] != [len(passage) for passage in sentences]:
            raise LibraryError(_say_unlike(library, document.id))
        if not np.allclose((again * rows[: len(again)]).sum(axis=1), 1, atol=_NEAR):
            raise LibraryError(_say_unlike(library, document.id))


def _say_unlike(library: Library, document: str) -> str:
    folder = library.path.parent
    return (
        f"those of {document} are not the ones of its text. `throughline repair --library"
        f" {folder}` makes them again."
    )


# --- the machine -------------------------------------------------------------


def _examine_ocr() -> Examined:
    held = shutil.which("tesseract") is not None
    says = "tesseract found" if held else "no tesseract; scans are refused until it is installed"
    return Examined("OCR (optional)", True, says)


def _examine_disk(folder: Path) -> Examined:
    there = next(path for path in [folder, *folder.resolve().parents] if path.exists())
    free = shutil.disk_usage(there).free
    says = f"{free / 1e9:.1f} GB free"
    return Examined("disk", free > _LEAST_FREE_BYTES, says)
