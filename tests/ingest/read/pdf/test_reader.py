"""Facts of `ingest.read.pdf.reader`: which way each page is read."""

import re
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Dictionary, Name, Pdf

from corpus.document import RawDocument, RawPage
from ingest.read.detect import read_file
from ingest.read.ocr.tesseract import tesseract_available
from tests.hostile.odd_pdfs import scan_with_a_stamp

DPI = 200
LEAST_FOUND = 0.97  # of the words, typed and scanned together

# Invented, with the figures, dates and names that papers have.
PAGES = (
    (
        "Report to the Corporate Parenting Panel, 14 March 2024",
        "The fostering team in Wexmere approved 23 carers in the year, six more than planned.",
        "Three households left because their own children had grown up and moved away.",
        "The panel asked that exit interviews are offered to every household that leaves.",
        "Officers expect the cost of placements to fall by 4.5 per cent, or 310,000 pounds.",
    ),
    (
        "1. Managers should record why a visit was late, and tell the carer the same day.",
        "2. The service should publish a timetable for the repair of its two family centres.",
        "3. Every young person should keep one adviser from the age of sixteen until twenty-one.",
        "4. The head of the virtual school should report absence to the panel each half term.",
        "Progress against these recommendations will be reported in September 2024.",
    ),
    (
        "Appendix A: what young people said",
        "Jaspreet wanted her social worker to arrive on time and to remember her birthday.",
        "Two brothers wished to live nearer to their grandmother, who runs a bakery in Eastholm.",
        "Most of the group had never seen their plan, and one did not know that she had one.",
        "The council will write plans in plain words and read them aloud with each child.",
    ),
    (
        "Appendix B: workforce on 31 January 2024",
        "There were 118 social workers in post against an establishment of 131.",
        "Agency staff filled nine of the thirteen vacancies; four teams had none at all.",
        "Average caseloads stood at 17.2 in assessment and 15.8 in the children in care teams.",
        "Sickness absence rose in November, when a virus closed the Poldale office for a week.",
    ),
)


def write_typed(path: Path) -> Path:
    """The pages, typed."""
    with Pdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for lines in PAGES:
            page = pdf.add_blank_page(page_size=(595, 842))
            shown = "".join(f"({line}) Tj T*\n" for line in lines)
            page.Contents = pdf.make_stream(f"BT /F1 11 Tf 18 TL 60 740 Td\n{shown}ET".encode())
            page.Resources = Dictionary(Font=Dictionary(F1=font))
        pdf.save(path)
    return path


def scan_pages(path: Path, numbers: set[int], into: Path) -> Path:
    """The file with some of its pages as a scanner at 200 dpi gives them."""
    pictures = into.with_suffix(".scan.pdf")
    with pdfium.PdfDocument(path) as document:
        images = [
            document[number - 1].render(scale=DPI / 72, grayscale=True).to_pil()
            for number in sorted(numbers)
        ]
    images[0].save(pictures, "PDF", save_all=True, append_images=images[1:], resolution=DPI)
    with pikepdf.open(path) as pdf, pikepdf.open(pictures) as scans:
        for number, page in zip(sorted(numbers), scans.pages, strict=True):
            pdf.pages[number - 1] = page
        pdf.save(into)
    return into


def words_of(text: str) -> list[str]:
    """The words and figures of a text."""
    return re.findall(r"[\w.,]*\w", text)


def text_of(page: RawPage) -> str:
    """The words of a page, its numbers at their items."""
    return " ".join(f"{block.marker} {line.text}" for block in page.blocks for line in block.lines)


def found_share(raw: RawDocument) -> float:
    """How many of the words that are printed on each page were read on it."""
    printed = found = 0
    for page, lines in zip(raw.pages, PAGES, strict=True):
        read = set(words_of(text_of(page)))
        words = words_of(" ".join(lines))
        printed, found = printed + len(words), found + sum(word in read for word in words)
    return found / printed


@pytest.mark.skipif(not tesseract_available(), reason="needs tesseract")
def test_words_of_typed_and_scanned_pages_are_found(tmp_path: Path) -> None:
    """In one file, each page in its place, and a note on those read by OCR."""
    typed = write_typed(tmp_path / "typed.pdf")
    raw = read_file(scan_pages(typed, {2, 4}, tmp_path / "mixed.pdf"))
    assert found_share(raw) >= LEAST_FOUND
    assert [(note.kind, note.page) for note in raw.notes] == [("by_ocr", 2), ("by_ocr", 4)]
    assert found_share(read_file(typed)) == 1.0


def test_a_scan_under_a_stamp_is_told_where_ocr_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has words, of the pack it was bound into; those of the paper are not there."""
    monkeypatch.setattr("ingest.read.pdf.ocr_pages.tesseract_available", lambda: False)
    path = scan_with_a_stamp(tmp_path / "scan.pdf")
    raw = read_file(path)
    assert "Item 7, appendix 4" in text_of(raw.pages[0])
    [note] = raw.notes
    assert (note.kind, note.page) == ("unread", 1)
    assert note.says == "an image behind a few words; OCR needs tesseract"
