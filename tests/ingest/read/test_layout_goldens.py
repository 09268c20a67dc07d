"""The small PDFs of `pdfs/`, one trait each, read as their golden results say.

`pytest tests/ingest/read/test_layout_goldens.py --regenerate` writes the goldens again; the
difference is reviewed as code. `layout_pdfs.py` makes the PDFs.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from rapidfuzz.distance import Levenshtein

from corpus.document import RawBlock, RawDocument, RawPage, Source
from corpus.errors import NoText
from ingest.document.assemble import assemble
from ingest.read.detect import read_file
from ingest.read.ocr.tesseract import tesseract_available

PDFS = Path(__file__).parent / "pdfs"
SCANS = frozenset({"garbled_text", "scanned_list", "scanned_table"})
MOST_MISREAD = 0.03  # share of a scan's characters: versions of tesseract differ
# What a reader of the page would say, which today's result is not; `--regenerate` leaves
# these goldens as they were written by hand.
WRONG_TODAY = {"garbled_text": "read by OCR, whose two paragraphs of two lines come as one"}
NAMES = [
    pytest.param(
        path.stem,
        marks=[pytest.mark.xfail(strict=True, reason=WRONG_TODAY[path.stem])]
        if path.stem in WRONG_TODAY
        else [],
    )
    for path in sorted(PDFS.glob("*.pdf"))
]


def need_tesseract() -> None:
    """Skip where the program is absent; CI must have it."""
    if tesseract_available():
        return
    if os.environ.get("CI"):
        pytest.fail("tesseract is missing: CI must have it")
    pytest.skip("needs tesseract")


@cache
def read_pdf(name: str) -> RawDocument:
    """What the one way in gives for the PDF of a trait."""
    if name in SCANS:
        need_tesseract()
    return read_file(PDFS / f"{name}.pdf")


def as_golden(raw: RawDocument) -> dict[str, Any]:
    """The reader's name and notes, and each page's blocks without places and sizes."""
    pages = [_page_as_golden(page) for page in raw.pages]
    return {"reader": raw.reader, "notes": [note.say() for note in raw.notes], "pages": pages}


def _page_as_golden(page: RawPage) -> dict[str, Any]:
    blocks = [_block_as_golden(block) for block in page.blocks]
    return {"page": page.number, "label": page.label, "blocks": blocks}


def _block_as_golden(block: RawBlock) -> dict[str, Any]:
    """The fields that the block has, and its lines as one text."""
    fields = {
        "kind": block.kind,
        "level": block.level or None,
        "marker": block.marker or None,
        "table": block.table,
        "row": block.row,
        "column": block.column,
        "header": block.header or None,
        "continued": block.continued or None,
        "text": " ".join(line.text for line in block.lines),
    }
    return {name: value for name, value in fields.items() if value is not None}


def write_golden(path: Path, golden: dict[str, Any]) -> None:
    """Write a golden with one block a line."""
    pages = ",\n".join(map(_page_as_json, golden["pages"]))
    head = f'{{"reader": {_json(golden["reader"])}, "notes": {_json(golden["notes"])}, "pages": ['
    path.write_text(f"{head}\n{pages}\n]}}\n", "utf-8")


def _page_as_json(page: dict[str, Any]) -> str:
    blocks = ",".join(f"\n  {_json(block)}" for block in page["blocks"])
    return f' {{"page": {page["page"]}, "label": {_json(page["label"])}, "blocks": [{blocks}]}}'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def load_golden(name: str) -> dict[str, Any]:
    """The golden result that stands beside a PDF."""
    golden: dict[str, Any] = json.loads((PDFS / f"{name}.json").read_text("utf-8"))
    return golden


def blocks_of(golden: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The blocks of every page."""
    return (block for page in golden["pages"] for block in page["blocks"])


def without_texts(golden: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks as they are built, whatever they say."""
    return [{**block, "text": ""} for block in blocks_of(golden)]


def text_of(golden: dict[str, Any]) -> str:
    """All the words, in order."""
    return "\n".join(block["text"] for block in blocks_of(golden))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_as_its_golden_says(name: str, regenerate: bool) -> None:
    """Kind, place in table or list, and words; of a scan a few letters may differ."""
    read = as_golden(read_pdf(name))
    if regenerate and name not in WRONG_TODAY:
        write_golden(PDFS / f"{name}.json", read)
    golden = load_golden(name)
    if name not in SCANS:
        assert read == golden
        return
    assert without_texts(read) == without_texts(golden)
    assert Levenshtein.normalized_distance(text_of(read), text_of(golden)) <= MOST_MISREAD


@pytest.mark.parametrize("path", sorted(PDFS.glob("*.pdf")), ids=lambda path: path.stem)
def test_boxes_lie_on_the_page_as_shown(path: Path) -> None:
    """However the page is turned."""
    for page in read_pdf(path.stem).pages:
        for line in (line for block in page.blocks for line in block.lines):
            assert line.box is not None
            assert line.box.page == page.number
            assert 0 <= line.box.x0 < line.box.x1 <= page.width
            assert 0 <= line.box.top < line.box.bottom <= page.height


def test_words_that_a_line_breaks_are_whole_in_the_document() -> None:
    """The hyphens of the print go, those of the language stay."""
    text = assemble(Source("0" * 64), read_pdf("ligatures_and_hyphens")).text
    for word in ("notifications", "considerable", "insufficiently", "reviewing", "organisations"):
        assert word in text
    for word in ("well-known", "long-term"):
        assert word in text


def test_letters_that_the_file_maps_wrongly_are_set_aside() -> None:
    """The print is read by OCR in their place, and a note says so."""
    raw = read_pdf("garbled_text")
    words = " ".join(line.text for page in raw.pages for b in page.blocks for line in b.lines)
    assert "committee" in words
    assert [note.kind for note in raw.notes] == ["set_aside"]


def test_a_file_of_pictures_has_no_text(tmp_path: Path) -> None:
    """OCR is tried, finds no words and says so."""
    need_tesseract()
    with pikepdf.open(PDFS / "picture_page.pdf") as pdf:
        del pdf.pages[0]
        pdf.save(tmp_path / "picture.pdf")
    with pytest.raises(NoText, match="OCR finds none"):
        read_file(tmp_path / "picture.pdf")


@pytest.mark.parametrize("path", sorted(PDFS.glob("*.pdf")), ids=lambda path: path.stem)
def test_pdfs_stay_small(path: Path) -> None:
    """Under 40 KB, with their source and their golden beside them."""
    assert path.stat().st_size < 40_000
    assert path.with_suffix(".html").exists()
    assert path.with_suffix(".json").exists()
