"""Odd PDFs: each page is read, or said not to be; none crashes its reader or holds it up."""

import json
import os
from pathlib import Path

import pytest

from corpus.errors import IngestError
from ingest.read.detect import read_file
from ingest.read.ocr.tesseract import tesseract_available
from tests.hostile import odd_pdfs as odd
from tests.hostile.odd_pdfs import SAID, Maker

REFUSED: dict[Maker, str] = {
    odd.truncated: "cannot be opened as a PDF",
    odd.nothing_behind_the_head: "cannot be opened as a PDF",
    odd.user_password: "encrypted; save a copy without a password",
    odd.xfa: "a form that only its maker's program shows",
    odd.nothing_at_all: "no words on its 2 pages, nothing is printed there",
}
SCANS = (odd.scan_with_a_stamp, odd.hidden_layer_of_rubbish)
OTHER_WORDS: dict[Maker, str] = {odd.named_by_differences: "The officer kept the flat."}
READ = [
    make
    for make in vars(odd).values()
    if callable(make)
    and getattr(make, "__annotations__", {}).get("path") == "Path"
    and not make.__name__.startswith("_")
    and make not in REFUSED
    and make not in SCANS
]


def read_apart(path: Path) -> dict[str, object]:
    """The words, notes and silent pages of a file read in a process of its own, or why not."""
    here, there = os.pipe()
    if not (process := os.fork()):
        try:
            os.write(there, json.dumps(_read(path)).encode())
        finally:
            os._exit(3)
    os.close(there)
    with os.fdopen(here) as told:
        words = told.read()
    os.waitpid(process, 0)
    return json.loads(words) if words else {"refused": "its reader stopped"}


def _read(path: Path) -> dict[str, object]:
    try:
        raw = read_file(path)
    except IngestError as error:
        return {"refused": str(error)}
    lines = [line.text for page in raw.pages for block in page.blocks for line in block.lines]
    noted = {note.page for note in raw.notes}
    silent = [page.number for page in raw.pages if not page.blocks and page.number not in noted]
    return {
        "words": " ".join(" ".join(lines).split()),
        "notes": [note.say() for note in raw.notes],
        "silent": silent,
    }


@pytest.mark.parametrize("make", READ, ids=lambda make: make.__name__)
def test_an_odd_pdf_is_read(make: Maker, tmp_path: Path) -> None:
    """Its words, or of a page that cannot be read a note."""
    ended = read_apart(make(tmp_path / f"{make.__name__}.pdf"))
    assert OTHER_WORDS.get(make, SAID) in str(ended.get("words", ended))
    assert ended["silent"] == []


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_an_odd_pdf_without_words_is_refused_in_words(make: Maker, tmp_path: Path) -> None:
    """What is the matter, and what next; the file's name first."""
    ended = read_apart(make(tmp_path / "odd.pdf"))
    assert REFUSED[make] in str(ended["refused"])
    assert str(ended["refused"]).startswith("odd.pdf: ")


@pytest.mark.parametrize("make", SCANS, ids=lambda make: make.__name__)
def test_a_scan_under_other_words_is_read_by_ocr(make: Maker, tmp_path: Path) -> None:
    """And a note says so."""
    if not tesseract_available():
        pytest.skip("needs tesseract")
    ended = read_apart(make(tmp_path / "odd.pdf"))
    assert SAID in str(ended["words"])
    assert "OCR" in str(ended["notes"])
    assert "Wkh" not in str(ended["words"])
