"""What is installed, held and amiss, each with what to do next."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from corpus.errors import LibraryError, Throughline

_LEAST_FREE_BYTES = 1_000_000_000  # the encoder's export and a library of 500 reports


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing looked at, whether it is well, and what there is to say of it."""

    name: str
    well: bool
    says: str

    def say(self) -> str:
        """A line."""
        return f"{'ok  ' if self.well else 'AMISS'}  {self.name}: {self.says}"


def examine(folder: Path) -> list[Examined]:
    """Everything worth knowing before asking for help, about this machine and a library."""
    checks: dict[str, Callable[[], str]] = {
        "Python": lambda: sys.version.split()[0],
        "Throughline": lambda: version("throughline"),
        "encoder": _examine_encoder,
        "library": lambda: _examine_library(folder),
        "vectors": lambda: _examine_vectors(folder),
    }
    examined = [_examine(name, check) for name, check in checks.items()]
    return [*examined, _examine_ocr(), _examine_disk(folder)]


def _examine(name: str, check: Callable[[], str]) -> Examined:
    try:
        return Examined(name, True, check())
    except Throughline as error:
        return Examined(name, False, str(error))


def _examine_encoder() -> str:
    from models.text.encoder import open_encoder

    encoder = open_encoder()
    return f"{encoder.name}, {encoder.dimensions} dimensions, exported and checked"


def _examine_library(folder: Path) -> str:
    from corpus.store.connection import quick_check
    from corpus.store.holdings import load_size
    from index.library import open_library

    with open_library(folder) as library:
        quick_check(library.db)
        size = load_size(library.db)
    return f"{folder}: {size.documents} documents, {size.asks} asks, {size.refused} files refused"


def _examine_vectors(folder: Path) -> str:
    from api.cli.commands import say_stale
    from index.library import open_library

    with open_library(folder) as library:
        if amiss := say_stale(library):
            raise LibraryError(amiss)
    return "all made by this version"


def _examine_ocr() -> Examined:
    held = shutil.which("tesseract") is not None
    says = "tesseract found" if held else "no tesseract; scans are refused until it is installed"
    return Examined("OCR (optional)", True, says)


def _examine_disk(folder: Path) -> Examined:
    there = next(path for path in [folder, *folder.resolve().parents] if path.exists())
    free = shutil.disk_usage(there).free
    says = f"{free / 1e9:.1f} GB free"
    return Examined("disk", free > _LEAST_FREE_BYTES, says)
