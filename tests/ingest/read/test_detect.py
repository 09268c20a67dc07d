"""Which reader takes a file, and which files none takes."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from corpus.document import RawDocument
from corpus.errors import Damaged, Exempt, NotADocument, NoText, TooLarge, Unready
from ingest.read import detect as door
from ingest.read.detect import MAX_PAGES, read_file
from ingest.read.pdf import ocr_pages, reader

Build = Callable[..., Path]
Node = Any
Drawn = Any


def words_of(raw: RawDocument) -> str:
    """All words of a document."""
    lines = (line.text for page in raw.pages for block in page.blocks for line in block.lines)
    return " ".join(lines)


def write_pdf(path: Path, lines: list[str], pages: int = 1) -> Path:
    """An untagged PDF."""
    with Pdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        shown = "".join(f"({line}) Tj T*\n" for line in lines)
        content = pdf.make_stream(f"BT /F1 11 Tf 14 TL 72 720 Td\n{shown}ET".encode())
        for _ in range(pages):
            page = Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, 595, 842]),
                Resources=Dictionary(Font=Dictionary(F1=font)),
                Contents=content,
            )
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        pdf.save(path)
    return path


def test_a_tagged_pdf_goes_by_its_tree_whatever_its_name(tagged: Build, node: Node) -> None:
    """The bytes count."""
    path = tagged(node("H1", ["Findings"]), node("P", ["Kept to."]))
    renamed = path.rename(path.with_suffix(".txt"))
    raw = read_file(renamed)
    assert raw.reader == "tagged_pdf"
    assert raw.pages[0].blocks[0].kind == "heading"


def test_an_untagged_pdf_goes_by_its_layout(tmp_path: Path) -> None:
    """No tree, but words."""
    raw = read_file(write_pdf(tmp_path / "plan.pdf", ["The plan is kept to.", "So it is."]))
    assert raw.reader == "layout_pdf"
    assert "The plan is kept to." in words_of(raw)


def test_a_page_that_the_tree_does_not_reach_goes_by_its_layout(
    tagged: Build, node: Node, drawn: Drawn, next_page: object
) -> None:
    """The others keep their tree; the note names the page."""
    stray = [drawn(f"Line {n} that nobody tagged.", tagged=False) for n in range(4)]
    path = tagged(
        node("H1", ["One"]),
        node("P", ["Text.", next_page, *stray, next_page]),
        node("H1", ["Three"]),
    )
    raw = read_file(path)
    assert [page.blocks[0].kind for page in raw.pages] == ["heading", "paragraph", "heading"]
    assert "Line 3 that nobody tagged." in words_of(raw)
    assert [(note.kind, note.page) for note in raw.notes if note.kind == "by_layout"] == [
        ("by_layout", 2)
    ]


def test_a_page_without_words_is_noted(tagged: Build, node: Node, next_page: object) -> None:
    """Nothing is printed on it, so nothing is lost."""
    raw = read_file(tagged(node("P", ["One.", next_page]), node("P", [next_page, "Three."])))
    assert [(note.kind, note.page) for note in raw.notes] == [("blank", 2)]


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.pdf", b"", Damaged, "empty"),
        ("a.pdf", b"<!DOCTYPE html><html><p>Sorry</p></html>", NotADocument, "HTML"),
        ("a.pdf", b"\xef\xbb\xbf \n<!-- x --><html lang='en'>", NotADocument, "HTML"),
        ("a.pdf", b"%PDF-1.7\nand no more", Damaged, "Fetch it again"),
        ("a.doc", b"\xd0\xcf\x11\xe0" * 9, NotADocument, "save it as PDF"),
        ("a.txt", bytes(range(256)) * 9, NotADocument, "neither PDF, Word, HTML nor text"),
        ("a.txt", b"\n \n -- \n", NoText, "no words"),
        ("a.txt", b"NOT FOR PUBLICATION\n\nTender", Exempt, "public version"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(
    tmp_path: Path, name: str, data: bytes, error: type[Exception], words: str
) -> None:
    """What, and what next; the file's name first."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=words) as refused:
        read_file(path)
    assert str(refused.value).startswith(f"{name}: ")


def test_office_files_are_told_by_their_bytes(tmp_path: Path) -> None:
    """Whatever the name says."""
    path = tmp_path / "minutes.pdf"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("ppt/presentation.xml", "<presentation/>")
    with pytest.raises(NotADocument, match=r"minutes\.pdf: a PowerPoint file"):
        read_file(path)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("notes.bin", "words")
    with pytest.raises(NotADocument, match=r"minutes\.pdf: a ZIP archive"):
        read_file(path)
    book = openpyxl.Workbook()
    book.active.append(["Children in care", 322])
    book.save(tmp_path / "dash.xlsx")
    (tmp_path / "dash.xlsx").rename(path)
    assert "Children in care" in words_of(read_file(path))


def test_a_missing_or_unreadable_file_is_told(tmp_path: Path) -> None:
    """So is a folder: the system's own words are passed on."""
    for path in (tmp_path / "none.pdf", tmp_path):
        with pytest.raises(Unready, match=path.name):
            read_file(path)


def test_a_marking_in_the_furniture_is_seen(tagged: Build, node: Node, drawn: Drawn) -> None:
    """Although furniture is not read."""
    head = drawn("NOT FOR PUBLICATION", artifact=True, y=800)
    with pytest.raises(Exempt):
        read_file(tagged(node("P", ["A tender."]), furniture=[head]))


def test_a_file_longer_than_any_report_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before its pages are read."""
    path = write_pdf(tmp_path / "long.pdf", ["Words."], pages=MAX_PAGES + 1)
    with pytest.raises(TooLarge, match="split it"):
        read_file(path)
    monkeypatch.setattr(door, "MAX_BYTES", 10)
    with pytest.raises(TooLarge, match="bytes"):
        read_file(path)


def test_images_without_ocr_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message counts the pages."""
    monkeypatch.setattr(reader, "tesseract_available", lambda: False)
    with pytest.raises(Unready, match=r"3 pages.*tesseract"):
        read_file(write_pdf(tmp_path / "scan.pdf", [], pages=3))


def test_a_page_that_only_ocr_reads_is_named_without_it(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The typed cover is read; each of the two scans behind it is told, and why."""
    monkeypatch.setattr(ocr_pages, "tesseract_available", lambda: False)
    raw = read_file(shared / "cases" / "01-cover-then-scans.pdf")
    assert "Harrowmere Council" in words_of(raw)
    assert [(note.kind, note.page) for note in raw.notes] == [("unread", 2), ("unread", 3)]
    assert all("OCR needs tesseract" in note.says for note in raw.notes)


def test_real_reports_go_where_they_should(shared: Path) -> None:
    """Tagged ones by the tree, the untagged one by layout, none refused as exempt."""
    corpus = shared / "corpus"
    readers = {
        "medway/ofsted-2015-11-27-single-inspection.pdf": "tagged_pdf",
        "england/bolton/ofsted-2024-08-30-area-send.pdf": "tagged_pdf",
        "medway/cabinet-2020-01-14-supplementary-agenda.txt": "text",
        "medway-alternates/ofsted-2013-08-23-looked-after-children.txt": "text",
    }
    assert {name: read_file(corpus / name).reader for name in readers} == readers
