"""Hostile files, made here: each small, each asking of its reader more than any report needs."""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from PIL import Image

WORDS = "The council should make sure that this plan is kept to. "
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F1 11 Tf 72 700 Td (" + WORDS.encode() + b") Tj ET"
PAGE_BOX = b"[0 0 595 842]"

Maker = Callable[[Path], object]


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object, its data as they are."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def deflated(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object, its data deflated."""
    return stream(zlib.compress(data, 9), b"/Filter/FlateDecode" + entries)


def write_pdf(path: Path, objects: dict[int, bytes], root: int = 1) -> Path:
    """A PDF of numbered objects, with a table of where they are."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, root, table)
    path.write_bytes(bytes(out))
    return path


def one_page(
    content: bytes = b"",
    box: bytes = PAGE_BOX,
    page: bytes = b"",
    resources: bytes = b"",
    catalog: bytes = b"",
    more: dict[int, bytes] | None = None,
) -> dict[int, bytes]:
    """The objects of a PDF of one page, with a sentence where no content is given."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R%s"
        b"/Resources<</Font<</F1 5 0 R>>%s>>>>" % (box, page, resources),
        4: content or stream(TEXT),
        5: FONT,
        **(more or {}),
    }


def image(width: int, height: int, data: bytes, entries: bytes) -> bytes:
    """An image object of a size, whatever its data hold."""
    size = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (width, height)
    return stream(data, size + entries)


def shown_image(drawn: bytes) -> dict[int, bytes]:
    """The objects of a page that is one image, as a scanner makes it."""
    content = stream(b"q 595 0 0 842 0 0 cm /I 6 0 R Do Q".replace(b"/I 6 0 R", b"/I"))
    return one_page(content, resources=b"/XObject<</I 6 0 R>>", more={6: drawn})


def repeated(byte: bytes, megabytes: int) -> bytes:
    """A byte so many million times, deflated: the same block again and again."""
    packer, block = zlib.compressobj(9), byte * (1 << 20)
    first, second = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + (megabytes - 1) * second + b"\x03\x00"


def zeros(length: int) -> bytes:
    """At least so many zero bytes, deflated."""
    return repeated(b"\0", (length >> 20) + 1)


def bomb(megabytes: int, entries: bytes) -> bytes:
    """A stream that unpacks to so many spaces."""
    return stream(repeated(b" ", megabytes), entries)


# --- PDF -----------------------------------------------------------------------


def plain(path: Path) -> Path:
    """Ten pages of ten sentences: what the others are measured by."""
    objects = one_page()
    lines = b"".join(b"(%s) Tj 0 -14 Td " % WORDS.encode() for _ in range(10))
    objects[4] = stream(b"BT /F1 11 Tf 72 780 Td " + lines + b"ET")
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 20))
    objects[2] = b"<</Type/Pages/Kids[%s]/Count 10>>" % kids
    return write_pdf(path, {**objects, **dict.fromkeys(range(10, 20), objects[3])})


def giant_page(path: Path) -> Path:
    """Ten metres by two thousand, with a sentence."""
    return write_pdf(path, one_page(box=b"[0 0 28346 5669291]"))


def giant_blank_page(path: Path) -> Path:
    """The same without a word."""
    return write_pdf(path, one_page(stream(b""), box=b"[0 0 28346 5669291]"))


def thread_page(path: Path) -> Path:
    """A hair wide and two hundred metres high, without a word."""
    return write_pdf(path, one_page(stream(b"0 0 1 9 re f"), box=b"[0 0 0.01 566929]"))


def no_page_at_all(path: Path) -> Path:
    """A page box without area."""
    return write_pdf(path, one_page(stream(b""), box=b"[0 0 0 0]"))


def endless_box(path: Path) -> Path:
    """A page box of numbers that are none."""
    return write_pdf(path, one_page(box=b"[0 0 1e38 99999999999999999999999999999999999999999]"))


def annotations(path: Path) -> Path:
    """Four thousand notes on a page."""
    note = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(look here)>>"
    return write_pdf(path, one_page(page=b"/Annots[" + note * 4_000 + b"]"))


def huge_image(path: Path) -> Path:
    """A picture of nine hundred million colour pixels in 2.6 MB."""
    colour = b"/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
    return write_pdf(path, shown_image(image(30_000, 30_000, zeros(2_700_000_000), colour)))


def huge_jpeg(path: Path) -> Path:
    """A JPEG that says of itself that it has 65,500 by 65,500 pixels, and ends."""
    made = io.BytesIO()
    Image.new("L", (8, 8)).save(made, "JPEG")
    data = bytearray(made.getvalue())
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = b"\xff\xdc\xff\xdc"
    gray = b"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
    return write_pdf(path, shown_image(image(65_500, 65_500, bytes(data), gray)))


def many_images(path: Path) -> Path:
    """One picture of a hundred million pixels, drawn five hundred times on a page."""
    gray = b"/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    objects = shown_image(image(10_000, 10_000, zeros(100_000_000), gray))
    objects[4] = stream(b"q 595 0 0 842 0 0 cm /I Do Q " * 500)
    return write_pdf(path, objects)


def content_bomb(path: Path) -> Path:
    """A page whose content is a gigabyte of spaces."""
    return write_pdf(path, one_page(bomb(1024, b"/Filter/FlateDecode")))


def renamed_bomb(path: Path) -> Path:
    """The same, its filter's name written in another way."""
    return write_pdf(path, one_page(bomb(1024, b"/Filter/Fl#61teDecode")))


def abbreviated_bomb(path: Path) -> Path:
    """The same, its filter's name cut short."""
    return write_pdf(path, one_page(bomb(1024, b"/Filter[/Fl]")))


def far_filter_bomb(path: Path) -> Path:
    """The same, its filter named in another object."""
    return write_pdf(path, one_page(bomb(1024, b"/Filter 6 0 R"), more={6: b"/FlateDecode"}))


def padded_bomb(path: Path) -> Path:
    """The same, its filter named long before the data."""
    entries = b"/Filter/FlateDecode/Padding(" + b"x" * 5000 + b")"
    return write_pdf(path, one_page(bomb(1024, entries)))


def many_letters(path: Path) -> Path:
    """Nine hundred thousand letters on a page."""
    letters = b"BT /F1 1 Tf 9 9 Td " + b"(aaaaaaaaa) Tj " * 100_000
    return write_pdf(path, one_page(deflated(letters)))


def many_rules(path: Path) -> Path:
    """Four thousand ruled lines on a page, with a sentence."""
    rules = b"".join(b"0 %d m 595 %d l S " % (y % 842, y % 842) for y in range(4_000))
    return write_pdf(path, one_page(deflated(rules + TEXT)))


def deep_arrays(path: Path) -> Path:
    """Arrays within arrays, fifty thousand deep, on a page and in its content."""
    deep = b"[" * 50_000 + b"]" * 50_000
    return write_pdf(path, one_page(stream(deep + b" TJ " + TEXT), page=b"/Deep " + deep))


def deep_page_tree(path: Path) -> Path:
    """A page under three thousand nodes."""
    objects = one_page()
    objects[2] = b"<</Type/Pages/Kids[10 0 R]/Count 1>>"
    for number in range(10, 3010):
        kid = number + 1 if number < 3009 else 3
        objects[number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % kid
    return write_pdf(path, objects)


def endless_page_tree(path: Path) -> Path:
    """Nodes that are their own children."""
    objects = one_page()
    objects[2] = b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 3>>"
    return write_pdf(path, objects)


def endless_parents(path: Path) -> Path:
    """A page whose parent's parent is the page, and says no size."""
    objects = one_page()
    objects[3] = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"
    objects[2] = b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>"
    return write_pdf(path, objects)


def many_pages_said(path: Path) -> Path:
    """Two thousand million pages, as it says."""
    objects = one_page()
    objects[2] = b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"
    return write_pdf(path, objects)


def no_pages(path: Path) -> Path:
    """No page."""
    objects = one_page()
    objects[2] = b"<</Type/Pages/Kids[]/Count 0>>"
    return write_pdf(path, objects)


def endless_form(path: Path) -> Path:
    """A drawing that draws itself, twice."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    more = {6: stream(b"/X Do /X Do", entries)}
    content = stream(TEXT + b" /X Do")
    return write_pdf(path, one_page(content, resources=b"/XObject<</X 6 0 R>>", more=more))


def doubling_forms(path: Path) -> Path:
    """Forty drawings, each of which draws the next one twice."""
    more = {
        number: stream(
            b"/X Do /X Do" if number < 45 else TEXT,
            b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>"
            b"/XObject<</X %d 0 R>>>>" % (number + 1),
        )
        for number in range(6, 47)
    }
    content = stream(TEXT + b" /X Do")
    return write_pdf(path, one_page(content, resources=b"/XObject<</X 6 0 R>>", more=more))


def endless_structure(path: Path) -> Path:
    """A structure tree whose elements are each other's children, twice over."""
    element = b"<</Type/StructElem/S/Sect/P 6 0 R/Pg 3 0 R/K[%d 0 R %d 0 R 0]>>"
    more = {
        6: b"<</Type/StructTreeRoot/K[7 0 R]/ParentTree 9 0 R>>",
        7: element % (8, 8),
        8: element % (7, 7),
        9: b"<</Nums[0[7 0 R 8 0 R]]>>",
    }
    content = stream(b"/P<</MCID 0>>BDC " + TEXT + b" EMC")
    catalog = b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>"
    page = b"/StructParents 0"
    return write_pdf(path, one_page(content, page=page, catalog=catalog, more=more))


def doubling_structure(path: Path) -> Path:
    """Thirty elements, each the next one's parent twice."""
    more = {6: b"<</Type/StructTreeRoot/K[10 0 R]/ParentTree 9 0 R>>", 9: b"<</Nums[0[40 0 R]]>>"}
    for number in range(10, 41):
        kids = b"%d 0 R %d 0 R" % (number + 1, number + 1) if number < 40 else b"0"
        parent = number - 1 if number > 10 else 6
        more[number] = b"<</Type/StructElem/S/Sect/P %d 0 R/Pg 3 0 R/K[%s]>>" % (parent, kids)
    content = stream(b"/P<</MCID 0>>BDC " + TEXT + b" EMC")
    catalog = b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>"
    page = b"/StructParents 0"
    return write_pdf(path, one_page(content, page=page, catalog=catalog, more=more))


def endless_table(path: Path) -> Path:
    """A table of where things are that goes on in itself."""
    write_pdf(path, one_page())
    data = path.read_bytes()
    start = data.rindex(b"xref\n0")
    path.write_bytes(data.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % start))
    return path


def endless_length(path: Path) -> Path:
    """A stream as long as itself."""
    content = b"<</Length 4 0 R>>stream\n" + TEXT + b"\nendstream"
    return write_pdf(path, one_page(content))


def endless_labels(path: Path) -> Path:
    """Page numbers in a tree that is its own child."""
    more = {6: b"<</Kids[6 0 R 6 0 R]/Limits[0 9]>>"}
    return write_pdf(path, one_page(catalog=b"/PageLabels 6 0 R", more=more))


# --- Word, HTML, text ----------------------------------------------------------


def plain_word(path: Path) -> Path:
    """A Word file of a few paragraphs."""
    document = docx.Document()
    for _ in range(9):
        document.add_paragraph(WORDS)
    document.save(str(path))
    return path


def word_with(path: Path, body: bytes, names: dict[str, bytes] | None = None) -> Path:
    """A Word file with another body, and with more parts."""
    made = io.BytesIO()
    docx.Document().save(made)
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with (
        zipfile.ZipFile(made) as read,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out,
    ):
        for entry in read.infolist():
            if entry.filename != "word/document.xml":
                out.writestr(entry, read.read(entry))
        with out.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b"<w:document %s><w:body>" % space)
            part.write(body)
            part.write(b"</w:body></w:document>")
        for name, data in (names or {}).items():
            out.writestr(name, data)
    return path


PARAGRAPH = b"<w:p><w:r><w:t>" + WORDS.encode() + b"</w:t></w:r></w:p>"


def word_bomb(path: Path) -> Path:
    """A Word file of 70 MB of paragraphs in a quarter of a megabyte."""
    return word_with(path, PARAGRAPH * (70_000_000 // len(PARAGRAPH)))


def word_picture_bomb(path: Path) -> Path:
    """A Word file with 320 MB beside its words."""
    return word_with(path, PARAGRAPH, {f"word/media/{n}.bin": bytes(80_000_000) for n in range(4)})


def deep_word(path: Path) -> Path:
    """Tables within tables, twenty thousand deep."""
    opened, closed = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    return word_with(path, opened * 20_000 + PARAGRAPH + closed * 20_000)


def fairly_deep_word(path: Path) -> Path:
    """Tables within tables, eighty deep, many times over."""
    opened, closed = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    return word_with(path, (opened * 80 + PARAGRAPH * 3 + closed * 80) * 400)


def laughing_word(path: Path) -> Path:
    """Entities of entities of entities."""
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    word_with(path, b"<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>")
    data = path.read_bytes()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(made, "w") as out:
        for entry in read.infolist():
            part = read.read(entry)
            if entry.filename == "word/document.xml":
                part = b"<!DOCTYPE d [" + entities + b"]>" + part
            out.writestr(entry.filename, part)
    path.write_bytes(made.getvalue())
    return path


def wide_cell(path: Path) -> Path:
    """A table cell over a thousand million columns."""
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="%s"/></w:tcPr>' + PARAGRAPH + b"</w:tc>"
    row = cell % b"1000000000" + cell % b"x"
    return word_with(path, b"<w:tbl><w:tr>" + row + b"</w:tr></w:tbl>")


def page_of(inner: str) -> bytes:
    """A web page around some elements."""
    return f"<!doctype html><html><body><p>{WORDS * 12}</p>{inner}</body></html>".encode()


def plain_html(path: Path) -> Path:
    """A web page of a few sentences."""
    path.write_bytes(page_of(""))
    return path


def deep_html(path: Path) -> Path:
    """Elements within elements, a hundred thousand deep."""
    path.write_bytes(page_of("<div>" * 100_000 + WORDS))
    return path


def fairly_deep_html(path: Path) -> Path:
    """Elements within elements, two hundred deep: where the parser still follows."""
    path.write_bytes(page_of(("<div>" * 200 + WORDS + "</div>" * 200) * 50))
    return path


def deep_html_lists(path: Path) -> Path:
    """Lists within lists and tables within tables."""
    path.write_bytes(page_of("<ul><li>a" * 20_000 + "<table><tr><td>b" * 20_000))
    return path


def long_html_list(path: Path) -> Path:
    """A list of ten thousand numbered items."""
    path.write_bytes(page_of("<ol>" + "<li>plan" * 10_000 + "</ol>"))
    return path


def wide_html(path: Path) -> Path:
    """Cells over more columns than a number may have digits, and counted from as many."""
    digits = "9" * 6000
    cells = f"<tr><td colspan={digits}>a<td colspan=-1>b</tr>"
    path.write_bytes(page_of(f"<table>{cells}</table><ol start={digits}><li>plan</ol>"))
    return path


def huge_text(path: Path) -> Path:
    """Sixty megabytes of a sentence."""
    path.write_bytes(WORDS.encode() * (61_000_000 // len(WORDS)))
    return path


def huge_html(path: Path) -> Path:
    """Sixty megabytes of paragraphs."""
    path.write_bytes(page_of(f"<p>{WORDS}" * (61_000_000 // (len(WORDS) + 3))))
    return path


def one_line(path: Path) -> Path:
    """A million letters without a space."""
    path.write_bytes(b"a" * 1_000_000 + b" " + WORDS.encode())
    return path


def starry_text(path: Path) -> Path:
    """Marks that begin emphasis, links, pictures and tags, and never end one."""
    marks = b"*a ", b"[a ", b"![a ", b"<b "
    path.write_bytes(b"".join(mark * 5_000 for mark in marks) + WORDS.encode())
    return path


def far_numbers(path: Path) -> Path:
    """A list that counts from a thousand million, in letters."""
    level = (
        b'<w:lvl w:ilvl="0"><w:start w:val="%s"/><w:numFmt w:val="lowerLetter"/>'
        b'<w:lvlText w:val="%%1)"/></w:lvl>'
    )
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    numbering = (
        b"<w:numbering %s><w:abstractNum w:abstractNumId='1'>%s</w:abstractNum><w:num w:numId='1'>"
        b"<w:abstractNumId w:val='1'/></w:num></w:numbering>"
    ) % (space, level % b"1000000000")
    listed = PARAGRAPH.replace(
        b"<w:p>", b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    )
    made = io.BytesIO(word_with(path, listed * 9).read_bytes())
    with zipfile.ZipFile(made) as read, zipfile.ZipFile(path, "w") as out:
        for entry in read.infolist():
            is_lists = entry.filename == "word/numbering.xml"
            out.writestr(entry.filename, numbering if is_lists else read.read(entry))
    return path
