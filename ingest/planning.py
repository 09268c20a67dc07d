"""What to read of the files given: each is new, refused, or held or given already.

    plan = plan_reading(paths, held=held_sources(db, reading_version()))

Every file given ends in exactly one of `plan.sources`, `plan.refused`, `plan.refused_before`
and `plan.duplicates`. Apart from the reading, whose modules whoever only plans need not load.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from corpus.document import Source
from corpus.errors import IngestError
from corpus.records import Rejected
from ingest.sources import Ignored, digest_file, find_files, find_source, printable


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file whose bytes are held already, or were given under another name.

    `source` is their digest, where they are held.
    """

    path: str
    reason: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with the files given, in the order given."""

    sources: tuple[Source, ...]  # to read
    refused: tuple[Rejected, ...]
    refused_before: tuple[Rejected, ...]  # with the reason of then; not to be read again
    duplicates: tuple[Duplicate, ...]
    ignored: tuple[Ignored, ...]  # hidden files and the like; not counted as given

    @property
    def given(self) -> int:
        """How many files were given: those to read, refused, and duplicates together."""
        refused = len(self.refused) + len(self.refused_before)
        return len(self.sources) + refused + len(self.duplicates)


def plan_reading(
    paths: Iterable[Path],
    held: Container[str] = frozenset(),
    authority: str = "",
    refused: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """What to read of the given files and folders; `held` are ids of sources not to read again.

    `authority` is that of all the files, where the user says so. `refused` are ids of sources
    that gave no report when they were read as they would be now, with the reasons.
    """
    names: dict[str, str] = {}
    outcomes = [
        _plan_file(file, held, names, authority, refused) if isinstance(file, Path) else file
        for file in find_files(paths)
    ]
    rejected = [each for each in outcomes if isinstance(each, Rejected)]
    return Plan(
        sources=tuple(each for each in outcomes if isinstance(each, Source)),
        refused=tuple(each for each in rejected if each.source not in refused),
        refused_before=tuple(each for each in rejected if each.source in refused),
        duplicates=tuple(each for each in outcomes if isinstance(each, Duplicate)),
        ignored=tuple(each for each in outcomes if isinstance(each, Ignored)),
    )


def _plan_file(
    path: Path,
    held: Container[str],
    names: dict[str, str],
    authority: str,
    refused: Mapping[str, str],
) -> Source | Rejected | Duplicate:
    """What becomes of one file; `names` has the files seen so far by their digest."""
    try:
        digest = digest_file(path)
        if digest in names:
            return Duplicate(str(path), f"same bytes as {names[digest]}")
        names[digest] = str(path)
        if digest in held:
            return Duplicate(str(path), "already in the library", digest)
        if digest in refused:
            return Rejected(str(path), refused[digest], digest)
        return find_source(path, digest, authority)
    except IngestError as error:
        return Rejected(printable(path), str(error))
