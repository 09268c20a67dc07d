"""Web pages: the main words, placed; what is hidden or runs is left out and told."""

from pathlib import Path

import pytest

from corpus.document import RawDocument
from corpus.errors import NotADocument, NoText
from ingest.read.detect import read_file

FILLING = "<p>" + "The letter tells what inspectors saw during two days in June. " * 12 + "</p>"


@pytest.fixture
def read(tmp_path: Path):
    """Reads a page with this body."""

    def read_body(body: str, name: str = "letter.html", head: str = "") -> RawDocument:
        path = tmp_path / name
        path.write_text(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>")
        return read_file(path)

    return read_body


def found(document: RawDocument) -> list[tuple[str, int, str, str]]:
    """Kind, level, marker and words of each block."""
    return [
        (one.kind, one.level, one.marker, " ".join(line.text for line in one.lines))
        for one in document.pages[0].blocks
    ]


def test_headings_items_and_paragraphs_come_in_order(read):
    """Lists keep their depth and numbers; bold words stay within their paragraph."""
    body = """<h1>Monitoring visit</h1><p>Dear <b>Director</b></p>
    <ol start="3"><li>Visits<ul><li>in time</li></ul></li><li>Plans</li></ol>"""
    assert found(read(body + FILLING))[:5] == [
        ("heading", 1, "", "Monitoring visit"),
        ("paragraph", 0, "", "Dear Director"),
        ("item", 1, "3.", "Visits"),
        ("item", 2, "•", "in time"),
        ("item", 1, "4.", "Plans"),
    ]


def test_menus_scripts_and_hidden_words_are_left_out(read):
    """None of their words is read, and the notes tell of the scripts."""
    body = """<nav>Menu here</nav><div hidden>Secret</div><p style="display: none">Unseen</p>
    <script>document.write("Written")</script><footer>Contact us</footer>"""
    document = read(body + FILLING)
    said = " ".join(text for *_, text in found(document))
    for left_out in ("Menu", "Secret", "Unseen", "Written", "Contact"):
        assert left_out not in said
    assert [note.say() for note in document.notes] == ["a web page: 1 scripts were not run"]


def test_markup_in_words_stays_words(read):
    """An escaped tag is shown as it is written."""
    assert ("paragraph", 0, "", "a <script> tag") in found(
        read("<p>a &lt;script&gt; tag</p>" + FILLING)
    )


def test_cells_of_a_table_are_placed_and_an_inner_table_does_not_shift_them(read):
    """Rows and columns count the outer table's own; a wide cell counts as its width."""
    body = """<table><tr><th>Area</th><th>Grade</th></tr>
    <tr><td>Leaders<table><tr><td>a</td><td>b</td></tr></table></td><td>Good</td></tr>
    <tr><td colspan="2">Note</td></tr></table>"""
    cells = {
        line.text: (one.row, one.column)
        for one in read(body + FILLING).pages[0].blocks
        for line in one.lines
        if one.table == 0
    }
    assert cells["Grade"] == (0, 1)
    assert cells["Good"] == (1, 1)
    assert cells["Note"] == (2, 0)


def test_a_servers_error_page_is_refused(read):
    """A short page that says "not found", or one sent as a PDF, is no report."""
    with pytest.raises(NotADocument, match="error page"):
        read("<h1>Page not found</h1>", head="<title>404</title>")
    with pytest.raises(NotADocument, match="fetch it again"):
        read("<p>Welcome</p>", name="report.pdf")


def test_a_page_that_a_script_fills_is_told_so(read):
    """Too few words of its own: save it as PDF from a browser."""
    with pytest.raises(NoText, match="save it as PDF"):
        read("<div id='app'>Loading</div>")
    with pytest.raises(NoText, match="save it as PDF"):
        read(f"<script src='all.js'></script><p>{'We load the papers of this meeting. ' * 5}</p>")


def test_a_short_page_without_scripts_is_read(read):
    """A decision notice of forty words is a whole paper."""
    page = read(f"<p>{'The cabinet member agreed the fees of short breaks. ' * 5}</p>")
    assert len(page.pages[0].blocks) == 1


def test_letters_are_decoded_as_the_page_says_or_as_utf8(tmp_path):
    """A page that names no encoding and is UTF-8 is read as that."""
    path = tmp_path / "page.html"
    path.write_bytes(f"<html><body><p>children’s</p>{FILLING}</body></html>".encode())
    assert found(read_file(path))[0][3] == "children’s"
