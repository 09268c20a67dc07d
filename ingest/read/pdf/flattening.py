"""Forms and typed notes of a PDF made part of its pages, so that their words are read as shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf


@contextmanager
def flattened(path: Path) -> Iterator[Path]:
    """A copy of the file, under its name, whose fields and notes are print; itself where none is.

    The copy is gone afterwards.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        yield copy if _write_flat(path, copy) else path


def _write_flat(path: Path, copy: Path) -> bool:
    try:
        with pikepdf.open(path) as pdf:
            pdf.generate_appearance_streams()
            pdf.flatten_annotations()
            pdf.save(copy)
    except (pikepdf.PdfError, ValueError, RuntimeError):  # damaged; it is read without them
        return False
    return True
