"""Copies of a PDF that can be read where the file itself cannot, or not whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

Change = Callable[[pikepdf.Pdf], None]


def flatten(pdf: pikepdf.Pdf) -> None:
    """Make the fields of forms and what is typed on pages part of the pages."""
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


_PAST_MENDING = (pikepdf.PdfError, pikepdf.PasswordError, OSError, ValueError, RuntimeError)


@contextmanager
def rewritten(path: Path, change: Change = lambda pdf: None) -> Iterator[Path | None]:
    """A copy of the file, under its name, written anew with a change; None where that fails.

    Broken tables of objects are mended so, and encryption without a password goes. The copy is
    gone afterwards.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        yield copy if _rewrite(path, copy, change) else None


def _rewrite(path: Path, copy: Path, change: Change) -> bool:
    try:
        with pikepdf.open(path) as pdf:
            change(pdf)
            pdf.save(copy)
    except _PAST_MENDING:
        return False
    return True
