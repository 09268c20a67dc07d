"""Writes the small PDFs of layout traits: `python tests/ingest/read/layout_pdfs.py`.

Each `pdfs/NAME.html` has one trait and becomes `pdfs/NAME.pdf`, without a structure tree.
What HTML cannot say (a turned page, a scan, letters that say something else) is done to
the printed PDF. Needs WeasyPrint (in the `dev` extra), Pango and the Liberation fonts; the
tests need only the PDFs. The same sources, fonts and versions give the same bytes.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name, Pdf

FOLDER = Path(__file__).parent / "pdfs"
DPI = 200
_INK = 160  # of 255: a darker pixel of a scan is black
_LETTERS = string.ascii_letters
_SHIFTED = _LETTERS[7:] + _LETTERS[:7]

Change = Callable[[Pdf], Pdf]


def turn_pages(pdf: Pdf) -> Pdf:
    """The first page shown on its side; the second drawn on its side and shown upright."""
    first, second = pdf.pages
    first.Rotate = 90
    width, height = map(float, second.mediabox[2:])
    quarter_turn = f"q 0 1 -1 0 {height} 0 cm\n"  # against the clock
    second.contents_add(quarter_turn.encode(), prepend=True)
    second.contents_add(b"\nQ")
    second.MediaBox = pikepdf.Array([0, 0, height, width])
    second.Rotate = 90
    return pdf


def scan(pdf: Pdf) -> Pdf:
    """Pages of black and white pixels with no text behind them."""
    images = []
    with pdfium.PdfDocument(_bytes(pdf)) as document:
        for page in document:
            grey = page.render(scale=DPI / 72, grayscale=True).to_pil()
            images.append(grey.point(lambda level: 255 * (level > _INK), mode="1"))
    out = BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=DPI)
    scanned = pikepdf.open(out)
    del scanned.docinfo
    return scanned


def garble(pdf: Pdf) -> Pdf:
    """The same print, whose letters the file says to be others: A to H, B to I."""
    wrong = str.maketrans(_LETTERS, _SHIFTED)
    for item in pdf.objects:
        if isinstance(item, Dictionary) and "/ToUnicode" in item:
            mapping = item.ToUnicode.read_bytes().decode("ascii")
            item.ToUnicode.write(_garbled_mapping(mapping, wrong).encode("ascii"))
    return pdf


def _garbled_mapping(mapping: str, wrong: Mapping[int, int | None]) -> str:
    lines = []
    for line in mapping.splitlines():
        code, _, letters = line.partition("> <")
        if letters:
            right = bytes.fromhex(letters.rstrip("> ")).decode("utf-16-be")
            line = f"{code}> <{right.translate(dict(wrong)).encode('utf-16-be').hex()}>"
        lines.append(line)
    return "\n".join(lines)


def add_picture(pdf: Pdf) -> Pdf:
    """A second page that is covered by a picture in greys, hills under a sky."""
    across, down = np.meshgrid(np.linspace(0, 1, 120), np.linspace(0, 1, 170))
    hill = down > 0.6 + 0.15 * np.sin(6 * across)
    grey = np.where(hill, 110 + 40 * across, 250 - 90 * down).astype(np.uint8)
    image = pdf.make_stream(grey.tobytes())
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = 120, 170, 8
    image.ColorSpace = Name.DeviceGray
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = Dictionary(XObject=Dictionary(Picture=image))
    page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Picture Do Q")
    return pdf


CHANGES: Mapping[str, Change] = {
    "page_on_its_side": turn_pages,
    "scanned_list": scan,
    "scanned_table": scan,
    "garbled_text": garble,
    "picture_page": add_picture,
}


def print_pdf(source: Path) -> Pdf:
    """The PDF of one HTML source, without a structure tree."""
    from weasyprint import HTML  # needs Pango: only who builds has to have it

    return pikepdf.open(BytesIO(HTML(filename=str(source)).write_pdf()))


def write_pdf(source: Path) -> Path:
    """The path of the PDF written beside one HTML source, with what its name asks for done."""
    path = source.with_suffix(".pdf")
    pdf = CHANGES.get(source.stem, lambda same: same)(print_pdf(source))
    pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return path


def _bytes(pdf: Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def main() -> None:
    """Write every PDF and say how large it is."""
    for source in sorted(FOLDER.glob("*.html")):
        path = write_pdf(source)
        print(f"{path.name}: {path.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
