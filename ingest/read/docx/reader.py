"""Word files: headings, lists with their numbers, tables, notes; pages as Word last laid them out.

A Word file has no pages of its own. It remembers where they broke when it was last laid
out, which is what a reader sees printed; those and the page breaks typed in are followed.
Tracked changes are read as if accepted, and the document's notes say so.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from corpus.account import ReadingNote
from corpus.document import BlockKind, RawBlock, RawDocument, RawLine, RawPage
from corpus.errors import Damaged, IngestError, NotADocument, TooLarge
from ingest.read.docx.numbering import Numbering
from ingest.read.docx.styles import Styles

# Unpacked; the text and pictures of the thickest council pack stay under a third of it.
_MOST_BYTES = 300_000_000
_MOST_XML = 60_000_000  # of its texts; in memory it takes ten times that. 500 pages have 20 MB
_LONGEST_MARK = 3  # figures of a note's number
_LONGEST_NUMBER = 4  # digits; no table has more columns
_REMOVED = {qn("w:del"), qn("w:moveFrom")}
_ADDED = {qn("w:ins"), qn("w:moveTo")}
# A text box stands twice in the file: as Word draws it, and for older programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNREAD = {_FALLBACK, qn("w:pPr"), qn("w:rPr"), qn("w:sectPr"), qn("w:instrText")}
_SIGNS = {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:cr"): "\n"}


def is_word(data: bytes) -> bool:
    """True of the bytes of a Word file of 2007 or later."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError):
        return False


def read_docx(path: Path) -> RawDocument:
    """The blocks of a Word file, without boxes, by page.

    Raises Damaged where it cannot be opened, TooLarge where it unpacks to too much, and
    NotADocument where it is a template or a macro file without a body.
    """
    _refuse_bomb(path)
    try:
        document = docx.Document(str(path))
        if document.element.body is None:
            raise NotADocument(f"{path.name}: a Word file without a body; save it as .docx")
        return _read(document)
    except (IngestError, MemoryError):
        raise
    except Exception as error:  # python-docx lets lxml's, zipfile's and its own pass
        raise Damaged(
            f"{path.name}: a Word file that does not open ({error}). Open it in Word, save it "
            "again as .docx, and give that."
        ) from error


def _read(document: Any) -> RawDocument:
    walk = _Walk(Styles(document), Numbering(document), _read_notes(document))
    walk.read(document.element.body)
    first, *pages = walk.to_pages()
    return RawDocument(
        pages=(replace(first, margins=tuple(_read_margins(document))), *pages),
        reader="docx",
        notes=walk.to_notes(),
        title=document.core_properties.title or "",
    )


def _read_margins(document: Any) -> Iterator[str]:
    """The words of each paragraph in the headers and footers of the first section."""
    section = document.sections[0] if document.sections else None
    parts = (section.first_page_header, section.header, section.footer) if section else ()
    for part in parts:
        if not part.is_linked_to_previous:
            for paragraph in part._element.iter(qn("w:p")):
                yield " ".join("".join(_words(paragraph)).split())


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise Damaged(f"{path.name}: a broken Word file ({error}); fetch it again") from error
    texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    for unpacked, most in ((entries, _MOST_BYTES), (texts, _MOST_XML)):
        size = sum(entry.file_size for entry in unpacked)
        if size > most:
            raise TooLarge(
                f"{path.name}: unpacks to {size:,} bytes, the most is {most:,}; split it"
            )


def _read_notes(document: Any) -> dict[str, str]:
    """The words of each footnote and endnote, by kind and id."""
    found: dict[str, str] = {}
    for part in document.part.package.iter_parts():
        for kind in ("footnote", "endnote"):
            if str(part.partname) == f"/word/{kind}s.xml":
                root = parse_xml(part.blob)
                for note in root.iterfind(qn(f"w:{kind}")):
                    words = " ".join(text for text, _ in _pieces(note) if text)
                    found[f"{kind} {note.get(qn('w:id'))}"] = " ".join(words.split())
    return found


@dataclass(slots=True)
class _Walk:
    """Goes through a body in order; gathers the blocks of each page."""

    styles: Styles
    numbering: Numbering
    footnotes: dict[str, str]
    pages: list[list[RawBlock]] = field(default_factory=lambda: [[]])
    tables: int = 0
    added: int = 0
    removed: int = 0
    comments: int = 0

    def read(self, body: Any) -> None:
        """Take in every paragraph and table of a body."""
        for element in _contents(body):
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)

    def to_pages(self) -> tuple[RawPage, ...]:
        """The pages, numbered from 1, without sizes."""
        return tuple(
            RawPage(number, 0.0, 0.0, tuple(blocks))
            for number, blocks in enumerate(self.pages, start=1)
        )

    def to_notes(self) -> tuple[ReadingNote, ...]:
        """What the reader of this document should know of its reading."""
        told = ["pages as Word last laid them out; another printer may break them elsewhere"]
        if self.added or self.removed:
            told.append(
                f"tracked changes read as accepted: {self.added} insertions kept, "
                f"{self.removed} deletions left out"
            )
        if self.comments:
            told.append(f"{self.comments} comments in the margin were not read")
        return tuple(ReadingNote("about", says) for says in told)

    def _paragraph(self, element: Any) -> None:
        style = self.styles.of(element)
        marker, level = self.numbering.next_marker(element, style.id)
        kind: BlockKind = "heading" if style.heading else "item" if marker else "paragraph"
        parts = self._parts(element)
        for index, words in enumerate(parts):
            if index:
                self.pages.append([])
            if words.strip():
                self._add(
                    RawBlock(
                        kind=kind,
                        lines=_lines(words),
                        level=style.heading or level,
                        marker=marker if not any(parts[:index]) else "",
                        size=style.size,
                        bold=style.bold,
                        italic=style.italic,
                        continued=any(parts[:index]),
                    )
                )
        self._add_notes(element)

    def _table(self, element: Any) -> None:
        number, self.tables = self.tables, self.tables + 1
        for row, line in enumerate(_children(element, "w:tr")):
            header = row == 0 and line.find(f".//{qn('w:tblHeader')}") is not None
            cells = list(_children(line, "w:tc"))
            column = 0
            for cell in cells:
                # A row of one cell is prose in a box, as reports print their findings.
                kind: BlockKind = "cell" if len(cells) > 1 else "paragraph"
                self._cell(cell, RawBlock(kind, (), 0, "", number, row, column, header))
                column += _width(cell)

    def _cell(self, cell: Any, block: RawBlock) -> None:
        """A cell's items each by itself, its other paragraphs as one; an empty one gives none.

        In a box, a row of one cell, each paragraph stands by itself.
        """
        held: list[Any] = []
        paragraphs = list(cell.iter(qn("w:p")))
        for paragraph in paragraphs:
            style = self.styles.of(paragraph)
            marker, level = self.numbering.next_marker(paragraph, style.id)
            if marker and len(paragraphs) == 1 and not any(map(str.strip, _words(paragraph))):
                self._number(marker, block)
            elif marker:
                self._prose(held, block)
                held = []
                item = replace(block, kind="item", level=level, marker=marker)
                self._prose([paragraph], item)
            else:
                held.append(paragraph)
            if block.kind == "paragraph":
                self._prose(held, block)
                held = []
        self._prose(held, block)

    def _number(self, marker: str, block: RawBlock) -> None:
        """A cell that holds nothing but the number that Word prints: a plan's own count."""
        if any(map(str.isalnum, marker)):
            self._add(replace(block, lines=(RawLine(marker),)))

    def _prose(self, paragraphs: list[Any], block: RawBlock) -> None:
        """A block of the given paragraphs' words, if there are any."""
        words = [" ".join(self._parts(paragraph)) for paragraph in paragraphs]
        lines = tuple(line for text in words for line in _lines(text))
        if lines:
            bold = all(
                self.styles.of(one).bold
                for one, text in zip(paragraphs, words, strict=True)
                if text.strip()
            )
            self._add(replace(block, lines=lines, bold=bold))

    def _parts(self, paragraph: Any) -> list[str]:
        """A paragraph's words as they stand now, parted where a page breaks."""
        parts = [""]
        for text, change in _pieces(paragraph):
            self.added += change == "added"
            self.removed += change == "removed"
            self.comments += change == "comment"
            if change == "page":
                parts.append("")
            else:
                parts[-1] += text
        return parts

    def _add_notes(self, paragraph: Any) -> None:
        for kind in ("footnote", "endnote"):
            for reference in paragraph.iter(qn(f"w:{kind}Reference")):
                words = self.footnotes.get(f"{kind} {reference.get(qn('w:id'))}", "")
                if words:
                    self._add(RawBlock("note", (RawLine(words),)))

    def _add(self, block: RawBlock) -> None:
        self.pages[-1].append(block)


def _contents(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those in content controls and tracked changes as well."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), *_ADDED):
            yield from _contents(child)


def _children(parent: Any, name: str) -> Iterator[Any]:
    """The children of a name, those in content controls as well."""
    for child in parent:
        if child.tag == qn(name):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), *_ADDED):
            yield from _children(child, name)


def _width(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    said = "" if span is None else span.get(qn("w:val"), "")
    return int(said) if said.isdecimal() and len(said) <= _LONGEST_NUMBER else 1


def _pieces(element: Any) -> Iterator[tuple[str, str]]:
    """The words under an element in order, each with what it tells of.

    That is "" for words, "added" or "removed" once a tracked change, "page" where a page
    ends, "comment" where one is anchored.
    """
    for child in element:
        if child.tag in _UNREAD or not isinstance(child.tag, str) or _is_note_mark(child):
            continue
        if child.tag in _REMOVED:
            yield "", "removed"
            continue
        if child.tag in _ADDED:
            yield "", "added"
        yield from _own_piece(child)
        yield from _pieces(child)


def _is_note_mark(run: Any) -> bool:
    """True of raised figures: the number of a note that somebody typed, "30" with a small 1."""
    if run.tag != qn("w:r"):
        return False
    raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}[@{qn('w:val')}='superscript']")
    words = "".join(text.text or "" for text in run.iter(qn("w:t"))).strip()
    return raised is not None and words.isdecimal() and len(words) <= _LONGEST_MARK


def _own_piece(element: Any) -> Iterable[tuple[str, str]]:
    if element.tag == qn("w:t"):
        return [(element.text or "", "")]
    if element.tag == qn("w:br"):
        return [("", "page")] if element.get(qn("w:type")) == "page" else [("\n", "")]
    if element.tag == qn("w:lastRenderedPageBreak"):
        return [("", "page")]
    if element.tag == qn("w:commentReference"):
        return [("", "comment")]
    return [(_SIGNS[element.tag], "")] if element.tag in _SIGNS else []


def _words(paragraph: Any) -> Iterator[str]:
    return (text for text, _ in _pieces(paragraph))


def _lines(words: str) -> tuple[RawLine, ...]:
    return tuple(RawLine(line.strip()) for line in words.split("\n") if line.strip())
