"""Odd PDFs, made here: each as some writer makes them, or as a damaged copy of one has become."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw, ImageFont

from tests.hostile.makers import FONT, PAGE_BOX, TEXT, WORDS, one_page, stream, write_pdf

SAID = "make sure that this plan is kept"  # words of `WORDS`

Maker = Callable[[Path], Path]


def drawn_words(words: str = WORDS, width: int = 1240, height: int = 400) -> Image.Image:
    """A picture of words, as a scanner makes one at 150 dpi."""
    picture = Image.new("L", (width, height), 255)
    font = ImageFont.load_default(32)
    ImageDraw.Draw(picture).text((80, 120), words, fill=0, font=font)
    return picture


def _plain(pages: int = 1, content: bytes = TEXT) -> Pdf:
    """A PDF of pages with a sentence, to be made odd."""
    pdf = Pdf.new()
    for _ in range(pages):
        _add_page(pdf, content)
    return pdf


def _add_page(pdf: Pdf, content: bytes, **resources: object) -> pikepdf.Page:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(content)
    page.Resources = Dictionary(Font=Dictionary(F1=font), **resources)
    return page


def _saved(pdf: Pdf, path: Path, **how: object) -> Path:
    pdf.save(path, **how)
    return path


# --- files that are damaged -----------------------------------------------------


def broken_table(path: Path) -> Path:
    """The table of objects points nowhere."""
    data = write_pdf(path, one_page()).read_bytes()
    path.write_bytes(data.replace(b"startxref\n", b"startxref\n9"))
    return path


def no_table(path: Path) -> Path:
    """The end is missing, with the table of objects."""
    data = write_pdf(path, one_page()).read_bytes()
    path.write_bytes(data[: data.index(b"xref\n0")])
    return path


def truncated(path: Path) -> Path:
    """Cut short in its first object."""
    path.write_bytes(write_pdf(path, one_page()).read_bytes()[:60])
    return path


def nothing_behind_the_head(path: Path) -> Path:
    """A first line and no more."""
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    return path


def junk_in_front(path: Path) -> Path:
    """As a mail program leaves it: lines before the first one."""
    path.write_bytes(b"\r\n" * 100 + write_pdf(path, one_page()).read_bytes())
    return path


def junk_behind(path: Path) -> Path:
    """A web server's words after the end."""
    path.write_bytes(write_pdf(path, one_page()).read_bytes() + b"\n<!-- served -->" * 50)
    return path


def missing_page(path: Path) -> Path:
    """The second of three pages is no object."""
    objects = one_page()
    objects[2] = b"<</Type/Pages/Kids[3 0 R 9 0 R 3 0 R]/Count 3>>"
    return write_pdf(path, objects)


def page_that_is_a_number(path: Path) -> Path:
    """The second of two pages is not a page."""
    objects = one_page(more={9: b"42"})
    objects[2] = b"<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>"
    return write_pdf(path, objects)


def tree_with_a_cycle(path: Path) -> Path:
    """A page tree that holds itself."""
    objects = one_page()
    objects[2] = b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"
    return write_pdf(path, objects)


def nested_tree(path: Path) -> Path:
    """Pages within pages, five deep."""
    objects = one_page()
    objects[2] = b"<</Type/Pages/Kids[10 0 R]/Count 1>>"
    for depth in range(10, 14):
        objects[depth] = b"<</Type/Pages/Parent 2 0 R/Kids[%d 0 R]/Count 1>>" % (depth + 1)
    objects[14] = b"<</Type/Pages/Parent 13 0 R/Kids[3 0 R]/Count 1>>"
    return write_pdf(path, objects)


def wrong_lengths(path: Path) -> Path:
    """A content stream that says it has one byte."""
    objects = one_page(stream(TEXT).replace(b"/Length %d" % len(TEXT), b"/Length 1"))
    return write_pdf(path, objects)


def damaged_content(path: Path) -> Path:
    """Half of a deflated content stream."""
    packed = zlib.compress(TEXT + b" " + bytes(range(33, 127)) * 9)
    return write_pdf(path, one_page(stream(packed[:-9], b"/Filter/FlateDecode")))


def bad_operators(path: Path) -> Path:
    """Operators that none knows, and too few operands, before the words."""
    return write_pdf(path, one_page(stream(b"1 0 cm Tj zz 5 5 re Td [ ] TJ q Q Q Q " + TEXT)))


# --- files that are written in rare ways -------------------------------------------


def object_streams(path: Path) -> Path:
    """Everything in object streams."""
    return _saved(_plain(), path, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def linearised(path: Path) -> Path:
    """Ready for the web."""
    return _saved(_plain(3), path, linearize=True)


def changed_in_place(path: Path) -> Path:
    """A second version of the page behind the first, with a table of its own."""
    data = write_pdf(path, one_page(stream(b"BT /F1 11 Tf 72 700 Td (Old.) Tj ET"))).read_bytes()
    at, before = len(data), data.rindex(b"startxref\n")
    start = int(data[before + 10 :].split(b"\n")[0])
    body = b"4 0 obj\n" + stream(TEXT) + b"\nendobj\n"
    table = b"xref\n4 1\n%010d 00000 n \ntrailer<</Size 6/Root 1 0 R/Prev %d>>\n" % (at, start)
    path.write_bytes(data + body + table + b"startxref\n%d\n%%%%EOF" % (at + len(body)))
    return path


def empty_user_password(path: Path) -> Path:
    """Encrypted, and open to all who may not change it."""
    how = pikepdf.Encryption(owner="o", user="", R=6)
    return _saved(_plain(), path, encryption=how)


def old_encryption(path: Path) -> Path:
    """The same as written before 2000."""
    how = pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False)
    return _saved(_plain(), path, encryption=how)


def user_password(path: Path) -> Path:
    """Encrypted, and closed to who has no password."""
    return _saved(_plain(), path, encryption=pikepdf.Encryption(owner="o", user="u", R=6))


def page_labels(path: Path) -> Path:
    """Pages called i, ii and A-1."""
    pdf = _plain(3)
    ranges = [0, Dictionary(S=Name.r), 2, Dictionary(S=Name.D, P=String("A-"))]
    pdf.Root.PageLabels = Dictionary(Nums=Array(ranges))
    return _saved(pdf, path)


def names_that_are_no_text(path: Path) -> Path:
    """Names of fonts in bytes that are no UTF-8."""
    objects = one_page(stream(TEXT.replace(b"/F1", b"/F#e9")))
    objects[3] = objects[3].replace(b"/F1 5 0 R", b"/F#e9 5 0 R")
    objects[5] = FONT.replace(b"Helvetica", b"Helv#e9tica#ff")
    return write_pdf(path, objects)


def content_in_pieces(path: Path) -> Path:
    """A page's content in five streams, parted between operands."""
    parts = [b"BT /F1 11 Tf 72 ", b"700 Td ", b"(" + WORDS.encode() + b") ", b"Tj ", b"ET"]
    more = {10 + number: stream(part) for number, part in enumerate(parts)}
    objects = one_page(more=more)
    objects[4] = b"[10 0 R 11 0 R 12 0 R 13 0 R 14 0 R]"
    return write_pdf(path, objects)


def inherited_all(path: Path) -> Path:
    """A page whose box, fonts and turn stand in the tree above it."""
    objects = one_page()
    objects[2] = (
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox%s/Rotate 90"
        b"/Resources<</Font<</F1 5 0 R>>>>>>" % PAGE_BOX
    )
    objects[3] = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"
    return write_pdf(path, objects)


# --- pages of rare shapes ------------------------------------------------------------


def turned(path: Path) -> Path:
    """Pages turned by each quarter, and one by 45 degrees, which no page may be."""
    pdf = _plain(5)
    for page, angle in zip(pdf.pages, (0, 90, 180, 270, 45), strict=True):
        page.Rotate = angle
    return _saved(pdf, path)


def no_box(path: Path) -> Path:
    """A page that does not say how large it is."""
    objects = one_page()
    objects[3] = objects[3].replace(b"/MediaBox" + PAGE_BOX, b"")
    return write_pdf(path, objects)


def box_upside_down(path: Path) -> Path:
    """A box from its top right corner to its bottom left."""
    return write_pdf(path, one_page(box=b"[595 842 0 0]"))


def box_of_nothing(path: Path) -> Path:
    """A box without an area."""
    return write_pdf(path, one_page(box=b"[0 0 0 0]"))


def box_far_away(path: Path) -> Path:
    """A page whose corner is not at 0."""
    text = TEXT.replace(b"72 700 Td", b"-9928 -9300 Td")
    return write_pdf(path, one_page(stream(text), box=b"[-10000 -10000 -9405 -9158]"))


def poster(path: Path) -> Path:
    """A page of four metres."""
    return write_pdf(path, one_page(box=b"[0 0 11339 11339]"))


def words_outside(path: Path) -> Path:
    """A page whose words all stand outside what is shown of it."""
    return write_pdf(path, one_page(page=b"/CropBox[0 0 300 300]"))


def aslant(path: Path) -> Path:
    """A page whose words all run upwards at thirty degrees."""
    text = b"BT /F1 11 Tf 0.866 0.5 -0.5 0.866 72 300 Tm (" + WORDS.encode() + b") Tj ET"
    return write_pdf(path, one_page(stream(text)))


def mirrored(path: Path) -> Path:
    """Words drawn upside down, as a page whose coordinates run downwards."""
    text = b"1 0 0 -1 0 842 cm BT /F1 11 Tf 1 0 0 -1 72 142 Tm (" + WORDS.encode() + b") Tj ET"
    return write_pdf(path, one_page(stream(text)))


def the_same_at_the_top(path: Path) -> Path:
    """Three pages with the same line where running heads stand, and nothing else."""
    return _saved(_plain(3, TEXT.replace(b"700 Td", b"800 Td")), path)


def all_furniture(path: Path) -> Path:
    """A tagged page whose words the writer marked as artifacts."""
    objects = one_page(
        stream(b"/Artifact BMC " + TEXT + b" EMC"),
        page=b"/StructParents 0",
        catalog=b"/MarkInfo<</Marked true>>/StructTreeRoot 7 0 R",
        more={7: b"<</Type/StructTreeRoot/K[]>>"},
    )
    return write_pdf(path, objects)


# --- fonts ----------------------------------------------------------------------------


def no_font(path: Path) -> Path:
    """Words in a font that the page does not have."""
    objects = one_page()
    objects[3] = objects[3].replace(b"/F1 5 0 R", b"")
    return write_pdf(path, objects)


def named_by_differences(path: Path) -> Path:
    """Joined letters that only the encoding's names tell."""
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Some/FirstChar 1/LastChar 127"
        b"/Encoding<</Type/Encoding/Differences[1/f_i 2/fl 127/bullet]>>/ToUnicode 6 0 R>>"
    )
    text = b"BT /F1 11 Tf 72 700 Td (The of\\001cer kept the \\002at.) Tj ET"
    mapping = b"1 beginbfchar\n<01> <0000>\nendbfchar\n"
    return write_pdf(path, {**one_page(stream(text)), 5: font, 6: stream(_mapped(mapping))})


def _mapped(body: bytes) -> bytes:
    return (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n" + body + b"endcmap end end"
    )


def codes_without_values(path: Path) -> Path:
    """A font of two-byte codes that says neither what they mean nor what they look like."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    inner = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/DW 600>>"
    )
    text = TEXT + b" BT /F1 11 Tf 72 600 Td <00010002000300040005> Tj ET"
    objects = one_page(stream(text.replace(b"/F1 11 Tf 72 600", b"/F2 11 Tf 72 600")))
    objects[3] = objects[3].replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 7 0 R")
    return write_pdf(path, {**objects, 6: inner, 7: font})


def type3(path: Path) -> Path:
    """A font whose letters are drawings, and a sentence in another."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]"
        b"/FirstChar 65/LastChar 65/Widths[600]/CharProcs<</sq 8 0 R>>"
        b"/Encoding<</Type/Encoding/Differences[65/sq]>>/Resources<<>>>>"
    )
    text = TEXT + b" BT /F2 20 Tf 72 500 Td (AAAA) Tj ET"
    objects = one_page(stream(text), more={8: stream(b"600 0 d0 0 0 500 700 re f")})
    objects[3] = objects[3].replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 7 0 R")
    return write_pdf(path, {**objects, 7: font})


def font_of_rubbish(path: Path) -> Path:
    """A font whose program is no font."""
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Odd/FontDescriptor 6 0 R>>"
    descriptor = b"<</Type/FontDescriptor/FontName/ABCDEF+Odd/Flags 4/FontFile2 7 0 R>>"
    more = {5: font, 6: descriptor, 7: stream(b"\x00\x01\x00\x00 this is no font at all")}
    return write_pdf(path, {**one_page(), **more})


def mapping_of_rubbish(path: Path) -> Path:
    """A table of values that breaks off."""
    font = FONT.replace(b">>", b"/ToUnicode 6 0 R>>")
    return write_pdf(path, {**one_page(), 5: font, 6: stream(b"begincmap 1 beginbfrange <00> <")})


# --- forms, notes, pictures --------------------------------------------------------------


def filled_form(path: Path) -> Path:
    """A form whose answer is in a field."""
    pdf = _plain(1, TEXT.replace(WORDS.encode(), b"What will be done by the council?"))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("answer"),
            V=String(WORDS.strip()),
            Rect=Array([72, 600, 520, 630]),
            DA=String("/Helv 11 Tf 0 g"),
            P=pdf.pages[0].obj,
        )
    )
    pdf.pages[0].Annots = Array([field])
    resources = Dictionary(Font=Dictionary(Helv=font))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]), DR=resources, DA=String("/Helv 11 Tf 0 g"), NeedAppearances=True
    )
    return _saved(pdf, path)


def only_a_note(path: Path) -> Path:
    """A page with nothing but a note that somebody typed on it."""
    pdf = _plain(1, b" ")
    look = pdf.make_stream(TEXT.replace(b"72 700 Td", b"5 5 Td"))
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 450, 30])
    look.Resources = pdf.pages[0].Resources
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.FreeText,
        Rect=Array([72, 600, 522, 630]),
        Contents=String(WORDS),
        DA=String("/F1 11 Tf"),
        AP=Dictionary(N=look),
        F=4,
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
    return _saved(pdf, path)


def xfa(path: Path) -> Path:
    """A form that only its maker's program shows."""
    words = b"Please wait... If this message is not eventually replaced by the proper contents of"
    pdf = _plain(1, TEXT.replace(WORDS.encode(), words))
    form = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=form)
    return _saved(pdf, path)


def attached(path: Path) -> Path:
    """A cover that holds another file."""
    pdf = _plain()
    pdf.attachments["plan.txt"] = b"What was planned."
    return _saved(pdf, path)


def scan_with_a_stamp(path: Path) -> Path:
    """A scanned page under the stamp of the pack that it was bound into."""
    pdf = Pdf.new()
    page = _add_page(
        pdf,
        b"q 595 0 0 842 0 0 cm /I Do Q BT /F1 9 Tf 400 20 Td (Item 7, appendix 4) Tj ET",
        XObject=Dictionary(I=_image(pdf, drawn_words(height=1754))),
    )
    assert page
    return _saved(pdf, path)


def _image(pdf: Pdf, picture: Image.Image) -> pikepdf.Object:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    image = pdf.make_stream(out.getvalue())
    image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
    image.Width, image.Height = picture.size
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    return image


def inline_image(path: Path) -> Path:
    """A page whose picture stands among its operators."""
    picture = b"q 40 0 0 40 72 600 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\xff\x00 EI Q "
    return write_pdf(path, one_page(stream(picture + TEXT)))


def damaged_image(path: Path) -> Path:
    """A page of words and an image that is none."""
    bad = stream(b"no jpeg", b"/Type/XObject/Subtype/Image/Width 9/Height 9/Filter/DCTDecode")
    content = stream(b"q 595 0 0 842 0 0 cm /I Do Q " + TEXT)
    return write_pdf(path, one_page(content, resources=b"/XObject<</I 6 0 R>>", more={6: bad}))


def hidden_layer_of_rubbish(path: Path) -> Path:
    """A scan over a hidden text whose letters are others than those printed."""
    wrong = "Wkh frxqflo vkrxog pdnh vxuh wkdw wklv sodq lv nhsw wr dqg uhylhzhg hdfk txduwhu eb lw"
    hidden = b"BT 3 Tr /F1 11 Tf 72 700 Td (" + (wrong + " ").encode() * 3 + b") Tj ET "
    pdf = Pdf.new()
    _add_page(
        pdf,
        hidden + b"q 595 0 0 842 0 0 cm /I Do Q",
        XObject=Dictionary(I=_image(pdf, drawn_words(height=1754))),
    )
    return _saved(pdf, path)


def nothing_at_all(path: Path) -> Path:
    """Two pages without a mark on them."""
    return _saved(_plain(2, b" "), path)


def words_and_a_blank(path: Path) -> Path:
    """A page of words, then one without a mark."""
    pdf = _plain()
    _add_page(pdf, b" ")
    return _saved(pdf, path)
