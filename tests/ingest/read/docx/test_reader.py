"""Word files: words as they stand now, in order, with their headings, numbers and tables."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.document import RawBlock, RawDocument
from corpus.errors import Damaged, Exempt, NoText
from ingest.read.detect import read_file


@pytest.fixture
def written(tmp_path: Path):
    """Writes a Word file and reads it."""

    def write(document) -> RawDocument:
        path = tmp_path / "paper.docx"
        document.save(str(path))
        return read_file(path)

    return write


def words(block: RawBlock) -> str:
    """The words of a block in one line."""
    return " ".join(line.text for line in block.lines)


def blocks(found: RawDocument) -> list[RawBlock]:
    """The blocks of all pages."""
    return [block for page in found.pages for block in page.blocks]


def test_headings_items_and_paragraphs_come_in_order(written):
    """A heading keeps its level, an item its bullet or number, counted as Word counts."""
    document = docx.Document()
    document.add_heading("Update on the plan", 0)
    document.add_heading("Progress", 2)
    document.add_paragraph("The team has met twice.")
    document.add_paragraph("Visit children weekly", "List Bullet")
    document.add_paragraph("Write the plan", "List Number")
    document.add_paragraph("Share the plan", "List Number")
    found = [(one.kind, one.level, one.marker, words(one)) for one in blocks(written(document))]
    assert found == [
        ("heading", 1, "", "Update on the plan"),
        ("heading", 2, "", "Progress"),
        ("paragraph", 0, "", "The team has met twice."),
        ("item", 1, "•", "Visit children weekly"),
        ("item", 1, "1.", "Write the plan"),
        ("item", 1, "2.", "Share the plan"),
    ]


def test_a_page_break_begins_a_page(written):
    """Words after a typed page break stand on the next page."""
    document = docx.Document()
    document.add_paragraph("The first page.")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("The second page.")
    assert [words(page.blocks[0]) for page in written(document).pages] == [
        "The first page.",
        "The second page.",
    ]


def test_tracked_changes_are_read_as_accepted_and_told(written):
    """Inserted words are read, deleted ones are not, and a note counts both."""
    document = docx.Document()
    paragraph = document.add_paragraph("The service is ")
    for change, text in (("del", "<w:delText>poor</w:delText>"), ("ins", "<w:t>good</w:t>")):
        xml = f'<w:{change} {nsdecls("w")} w:id="1" w:author="A"><w:r>{text}</w:r></w:{change}>'
        paragraph._p.append(parse_xml(xml))
    found = written(document)
    assert words(blocks(found)[0]) == "The service is good"
    assert any("1 insertions kept, 1 deletions left out" in note.says for note in found.notes)


def test_cells_are_placed_and_merged_ones_counted(written):
    """A cell stands in its row and column; one that spans two is counted as two."""
    document = docx.Document()
    table = document.add_table(2, 3)
    for column, text in enumerate(("Ref", "Action", "Due")):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "All actions"
    table.cell(1, 2).text = "May"
    found = [(one.kind, one.row, one.column, words(one)) for one in blocks(written(document))]
    assert found == [
        ("cell", 0, 0, "Ref"),
        ("cell", 0, 1, "Action"),
        ("cell", 0, 2, "Due"),
        ("cell", 1, 0, "All actions"),
        ("cell", 1, 2, "May"),
    ]


def test_items_of_a_cell_stand_by_themselves(written):
    """A list in a boxed cell gives its items, with the cell's place."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "What has to improve"
    cell.add_paragraph("Plans for children", "List Bullet")
    found = [(one.kind, one.table, words(one)) for one in blocks(written(document))]
    assert found == [("paragraph", 0, "What has to improve"), ("item", 0, "Plans for children")]


def test_a_text_box_is_read_once(written):
    """A box that the file holds twice, for new and old programs, is read once."""
    document = docx.Document()
    paragraph = document.add_paragraph("Before. ")
    spaces = (
        f'{nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    box = "<w:p><w:r><w:t>In a box.</w:t></w:r></w:p>"
    paragraph._p.append(
        parse_xml(
            f"<w:r {spaces}><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert " ".join(map(words, blocks(written(document)))).count("In a box.") == 1


def test_a_paper_marked_exempt_is_refused(written):
    """The marking counts in a Word file as in any other."""
    document = docx.Document()
    document.add_paragraph("NOT FOR PUBLICATION")
    document.add_paragraph("Names of children.")
    with pytest.raises(Exempt, match="marked"):
        written(document)


def test_an_empty_file_and_a_broken_one_are_refused(written, tmp_path):
    """No words: told so. A ZIP that only looks like Word: told what to do."""
    with pytest.raises(NoText, match="no words"):
        written(docx.Document())
    broken = tmp_path / "broken.docx"
    with ZipFile(broken, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<not xml")
    with pytest.raises(Damaged, match=r"save it again as \.docx"):
        read_file(broken)


def test_a_cell_that_only_word_numbers_holds_its_number(written):
    """The column of a plan's numbers has no words of its own; bullets say nothing there."""
    document = docx.Document()
    table = document.add_table(2, 3)
    for row, text in enumerate(("Write the plan", "Share the plan")):
        table.cell(row, 0).paragraphs[0].style = "List Number"
        table.cell(row, 1).paragraphs[0].style = "List Bullet"
        table.cell(row, 2).text = text
    found = [(one.kind, one.row, one.column, words(one)) for one in blocks(written(document))]
    assert found == [
        ("cell", 0, 0, "1."),
        ("cell", 0, 2, "Write the plan"),
        ("cell", 1, 0, "2."),
        ("cell", 1, 2, "Share the plan"),
    ]


def test_a_raised_number_is_that_of_a_note(written):
    """Typed by hand behind a value; raised letters are part of their word."""
    document = docx.Document()
    paragraph = document.add_paragraph("On the 1")
    for text, raised in (("st", True), (" of May there were 30", False), ("1", True)):
        paragraph.add_run(text).font.superscript = raised
    assert [words(one) for one in blocks(written(document))] == ["On the 1st of May there were 30"]


def test_running_heads_and_feet_stand_apart_from_the_words(written):
    """They tell whose a paper is, and are quoted by nobody."""
    document = docx.Document()
    document.add_paragraph("Our homes")
    document.sections[0].header.paragraphs[0].text = "Harrowmere Council"
    document.sections[0].footer.paragraphs[0].text = "Draft for comment"
    found = written(document)
    assert found.pages[0].margins == ("Harrowmere Council", "Draft for comment")
    assert [words(one) for one in blocks(found)] == ["Our homes"]
