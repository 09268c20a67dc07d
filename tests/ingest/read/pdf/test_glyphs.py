"""Facts of `ingest.read.pdf.glyphs`, told by fonts made here."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Pdf

from ingest.read.pdf.untagged import read_layout_pdf


def build_font(names: list[str]) -> bytes:
    """A TrueType font whose glyphs are squares of those names, without their values."""
    pen = TTGlyphPen(None)
    for number, point in enumerate([(0, 0), (0, 500), (500, 500), (500, 0)]):
        (pen.lineTo if number else pen.moveTo)(point)
    pen.closePath()
    square = pen.glyph()
    order = [".notdef", *names]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(order)
    font.setupCharacterMap({})
    font.setupGlyf(dict.fromkeys(order, square))
    font.setupHorizontalMetrics(dict.fromkeys(order, (600, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupPost(keepGlyphNames=True)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def write_pdf(path: Path, names: list[str], codes: str) -> Path:
    """A page of two-byte codes that count the glyphs of a font, whose values are not given."""
    with Pdf.new() as pdf:
        program = pdf.make_stream(build_font(names))
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/ABCDEF+Made"),
            Flags=4,
            FontBBox=Array([0, -200, 1000, 800]),
            FontFile2=program,
        )
        system = Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        )
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/ABCDEF+Made"),
            CIDSystemInfo=system,
            FontDescriptor=pdf.make_indirect(descriptor),
            DW=600,
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/ABCDEF+Made"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
        )
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td <{codes}> Tj ET".encode())
        pdf.save(path)
    return path


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["o", "f_f", "i", "c", "e"], "office"),
        (["o", "uniFB00", "i", "c", "e"], "office"),
        (["o", "ff.liga", "i", "c", "e"], "office"),
        (["o", "g17", "i", "c", "e"], "o\ufffdice"),
    ],
)
def test_the_names_in_a_font_tell_its_glyphs(tmp_path: Path, names: list[str], shown: str) -> None:
    """A name that only counts tells nothing, and the gap stays seen."""
    path = write_pdf(tmp_path / "made.pdf", names, "00010002000300040005")
    [page] = read_layout_pdf(path).pages
    words = [line.text for block in page.blocks for line in block.lines]
    assert words[0].replace("\ufb00", "ff") == shown
