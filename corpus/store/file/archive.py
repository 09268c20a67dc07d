"""A library, its accounts and the originals added to it, in one file: written, read, proved.

    backup.zip/manifest.json     what is in it, with the SHA-256 of each file
    backup.zip/library.db        documents, verdicts, briefings
    backup.zip/accounts.db       people and their tokens, as hashes
    backup.zip/added/JOB/...     the papers that were added through the pages

Pictures of pages are left out: they are drawn again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from corpus.errors import LibraryError
from corpus.store.connection import check_there, translated_errors
from corpus.store.file.checks import check_pages, check_store
from corpus.store.file.raw import copy_store
from corpus.store.file.swap import fold

LIBRARY, ACCOUNTS, ORIGINALS = "library.db", "accounts.db", "added"
SCRATCH = ".backup-"  # begins the name of the folder in which a backup is made
_MANIFEST = "manifest.json"
_FORMAT = 1
_CHUNK = 1 << 20
# What zipfile raises of a file that is cut, spoilt, or written by other programs in other ways.
_DAMAGED = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError)
_PACKED = 1  # least effort: texts shrink to a third, and a nightly copy takes no core for long


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: when it was made, and each file with its SHA-256."""

    made_at: str  # ISO time, UTC
    files: Mapping[str, str] = field(default_factory=dict)
    format: int = _FORMAT

    @property
    def originals(self) -> list[str]:
        """The names of the added papers, and of the notes on them."""
        return [name for name in self.files if name.startswith(f"{ORIGINALS}/")]


# --- writing -----------------------------------------------------------------


def write_backup(directory: Path, file: Path) -> Manifest:
    """Copy a library that may be in use to a new file, and read that back to prove it.

    LibraryError where the library is damaged (a damaged copy is no backup), the file is
    there already, or the disk does not take it.
    """
    if file.exists():
        raise LibraryError(f"{file}: there already. Name another file, or move that one.")
    check_there(directory / LIBRARY)
    with translated_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=SCRATCH) as scratch:
            copies = _copy_stores(directory, Path(scratch))
            packed = Path(scratch) / "backup.zip"
            manifest = _pack(packed, {**copies, **_find_originals(directory)})
            _prove(packed)
            packed.replace(file)
    return manifest


def _copy_stores(directory: Path, scratch: Path) -> dict[str, Path]:
    """Copies of library and accounts as they are now, each found whole."""
    copies = {}
    for name in (LIBRARY, ACCOUNTS):
        if name == LIBRARY or (directory / name).is_file():
            copies[name] = scratch / name
            copies[name].touch(mode=0o600)
            copy_store(directory / name, copies[name])
            check_copy(copies[name], directory / name)
    return copies


def check_copy(copy: Path, of: Path) -> None:
    """LibraryError where a copy of a library or of accounts is damaged."""
    for fault in check_store(copy) if copy.name == LIBRARY else check_pages(copy):
        raise LibraryError(
            f"{of}: damaged ({fault.says}), so it cannot be used as a backup. Run `throughline"
            f" doctor --library {of.parent}`, and keep the backups that you have."
        )
    fold(copy)


def _find_originals(directory: Path) -> dict[str, Path]:
    """The papers added and the notes on them; what is still being written has a dot in front."""
    paths = sorted((directory / ORIGINALS).glob("[!.]*/**/*"))
    return {
        path.relative_to(directory).as_posix(): path
        for path in paths
        if path.is_file() and not path.is_symlink()
    }


def _pack(packed: Path, files: Mapping[str, Path]) -> Manifest:
    """Write the files and what they are; one that is deleted meanwhile is left out."""
    digests = {}
    packed.touch(mode=0o600)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKED) as pack:
        for name, path in files.items():
            try:
                source = path.open("rb")
            except FileNotFoundError:
                continue
            with source, pack.open(name, "w", force_zip64=True) as target:
                digests[name] = _copy(source, target)
        manifest = Manifest(datetime.now(UTC).isoformat(timespec="seconds"), digests)
        pack.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1))
    with packed.open("rb+") as written:
        os.fsync(written.fileno())
    return manifest


def _copy(source: IO[bytes], target: IO[bytes] | None) -> str:
    """The SHA-256 of what was copied, or only read where there is no target."""
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        if target:
            target.write(chunk)
    return digest.hexdigest()


# --- reading -----------------------------------------------------------------


def unpack_backup(file: Path, into: Path) -> Manifest:
    """Write the files of a backup to a folder, each proved by its SHA-256.

    LibraryError where the file is no backup, is damaged, or holds a damaged library.
    """
    with _opened(file) as (pack, manifest):
        for name, digest in manifest.files.items():
            path = into / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600 if name == ACCOUNTS else 0o666)
            with pack.open(name) as source, path.open("wb") as target:
                _check_digest(file, name, _copy(source, target), digest)
                target.flush()
                os.fsync(target.fileno())
    for name in (LIBRARY, ACCOUNTS):
        if name in manifest.files:
            check_copy(into / name, file)
    return manifest


def _prove(file: Path) -> None:
    """LibraryError where what stands in a backup is not what was written."""
    with _opened(file) as (pack, manifest):
        for name, digest in manifest.files.items():
            with pack.open(name) as source:
                _check_digest(file, name, _copy(source, None), digest)


def _check_digest(file: Path, name: str, digest: str, expected: str) -> None:
    if digest != expected:
        raise _damaged(file, f"{name} in it is not what was saved")


@contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    if not file.is_file():
        raise LibraryError(f"{file}: no such file. Give a file that `throughline backup` wrote.")
    try:
        with zipfile.ZipFile(file) as pack:
            yield pack, _read_manifest(file, pack)
    except _DAMAGED as error:
        raise _damaged(file, str(error)) from error
    except OSError as error:
        with translated_errors(file):
            raise error


def _read_manifest(file: Path, pack: zipfile.ZipFile) -> Manifest:
    try:
        manifest = Manifest(**json.loads(pack.read(_MANIFEST)))
        names = list(manifest.files)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise _damaged(file, "it does not say what is in it") from error
    if manifest.format != _FORMAT:
        raise LibraryError(f"{file}: made by a newer Throughline. Update Throughline.")
    if LIBRARY not in names or not all(map(_is_ours, names)):
        raise _damaged(file, "it holds something else than a library")
    return manifest


def _is_ours(name: str) -> bool:
    """True where a name in a backup is one that we give, and leads nowhere else."""
    parts = PurePosixPath(name).parts
    is_original = len(parts) > 1 and parts[0] == ORIGINALS and ".." not in parts
    return name in (LIBRARY, ACCOUNTS) or (is_original and "\\" not in name)


def _damaged(file: Path, says: str) -> LibraryError:
    return LibraryError(
        f"{file}: no backup, or a damaged one: {says}. Use another backup; nothing was changed."
    )
