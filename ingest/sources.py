"""The files given and what is known of each before it is read.

Facts come from the manifest (by digest), and from a small JSON file beside the document
(`report.pdf.source.json`), which `throughline fetch` writes and anyone may write by hand:
any of the fields of `Source` except its id, dates as ISO.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus import characters
from corpus.document import Source
from corpus.errors import IngestError
from corpus.manifest import find_council, load_manifest
from corpus.plain import field_names, field_types, from_plain, to_plain
from corpus.records import Rejected
from corpus.store.file.archive import ACCOUNTS, LIBRARY

FACTS_SUFFIX = ".source.json"
PART_SUFFIX = ".part"  # of a download that is not whole yet
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file in a folder that is not taken for a document, and why."""

    path: str
    reason: str


def find_files(paths: Iterable[Path]) -> Iterator[Path | Ignored | Rejected]:
    """The files of the given files and folders, each folder's sorted by name.

    A folder reached twice, by a link or by name, is walked once; hidden files, and those of
    a library itself, are `Ignored`, unless given by name; a folder that cannot be read is
    `Rejected`. A path that does not exist is told as it stands.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            yield from _walk(path, seen)
        else:
            yield path


def _walk(folder: Path, seen: set[Path]) -> Iterator[Path | Ignored | Rejected]:
    real = folder.resolve()
    if real in seen:
        yield Ignored(printable(folder), "a folder already given")
        return
    seen.add(real)
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        yield Rejected(printable(folder), f"{printable(folder)}: {_trouble(error)}")
        return
    for path in paths:
        yield from _walk_one(path, seen)


def _walk_one(path: Path, seen: set[Path]) -> Iterator[Path | Ignored | Rejected]:
    if path.name.startswith((".", "~$")):
        yield Ignored(printable(path), "hidden")
    elif path.name.removesuffix("-wal").removesuffix("-shm") in (LIBRARY, ACCOUNTS):
        yield Ignored(printable(path), "a library's own file")
    elif path.is_dir():
        yield from _walk(path, seen)
    elif path.exists() and not path.is_file():
        yield Ignored(printable(path), "not a file but a pipe or a device")
    elif not path.name.endswith((FACTS_SUFFIX, PART_SUFFIX, PART_SUFFIX + ".tag")):
        yield path


def printable(path: Path) -> str:
    """The path as it can be printed and kept, whatever bytes its name is made of."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def digest_file(path: Path) -> str:
    """The SHA-256 of a file's bytes; IngestError where it cannot be opened."""
    found = hashlib.sha256()
    if printable(path) != str(path):
        raise IngestError(f"{printable(path)}: its name is not UTF-8. Rename it.")
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise IngestError(f"{path}: a pipe or a device. Save it as a file and give that.")
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
    except OSError as error:
        raise IngestError(f"{path}: {_trouble(error)}") from error
    return found.hexdigest()


def _trouble(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file. Check the path."
    if isinstance(error, PermissionError):
        return "you may not read it. Change its permissions (chmod +r) and give it again."
    return f"{os.strerror(error.errno or 0)}. Copy it to this machine and give it again."


def find_source(path: Path, digest: str, authority: str = "") -> Source:
    """What is known of a file: what is said here, beside it, in the manifest, in that order."""
    listing = load_manifest().find(digest, path.name)
    source = listing.to_source(digest, path.name) if listing else Source(digest, path.name)
    said = {"authority": _authority_name(authority)} if authority else {}
    return replace(source, **{**_load_facts(path, digest), **said}, path=str(path.absolute()))


def _authority_name(written: str) -> str:
    council = find_council(written)
    return council.name if council else written


def save_facts(path: Path, source: Source) -> None:
    """Write what is known of a document beside it, for `find_source`."""
    told = {
        name: to_plain(getattr(source, name))
        for name in field_names(Source)
        if name not in ("name", "path") and getattr(source, name)
    }
    facts_path(path).write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def facts_path(path: Path) -> Path:
    """Where what is known of a document stands beside it."""
    return path.with_name(path.name + FACTS_SUFFIX)


def _load_facts(path: Path, digest: str) -> dict[str, Any]:
    """The facts told beside a file; none where there are none, or they are of other bytes."""
    beside = facts_path(path)
    if not beside.is_file():
        return {}
    try:
        told = json.loads(beside.read_text("utf-8"))
        if told.pop("id", digest) != digest:
            return {}
        types = field_types(Source)
        return {name: from_plain(types[name], _clean(value)) for name, value in told.items()}
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise IngestError(
            f"{beside}: not the facts of a document ({error}). Mend or delete it."
        ) from error


def _clean(value: Any) -> Any:
    """A value of a facts file; of a text, the characters that can be kept."""
    return characters.printable(value) if isinstance(value, str) else value
