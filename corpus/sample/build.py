"""Writes the sample's PDFs from its sources: `python -m corpus.sample.build`.

Needs WeasyPrint (in the `dev` extra), Pango and the Liberation and DejaVu fonts.
The same sources, fonts and versions give the same bytes.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
PDFS = HERE / "pdf"
_NUMBERED = re.compile(r'<li n="([^"]+)"')


def set_markers(html: str) -> str:
    """Turn `<li n="3.1">` into an item with that marker; CSS alone cannot take it from there.

    >>> set_markers('<li n="3.1" id="a">Done')
    '<li style="list-style-type: \\'3.1  \\'" id="a">Done'
    """
    return _NUMBERED.sub("<li style=\"list-style-type: '\\1  '\"", html)


def write_pdf(source: Path, folder: Path) -> Path:
    """The path of the tagged PDF (PDF/UA-1) written for one HTML source."""
    from weasyprint import HTML  # needs Pango: only who builds has to have it

    target = folder / f"{source.stem}.pdf"
    html = set_markers(source.read_text(encoding="utf-8"))
    HTML(string=html, base_url=str(SOURCES)).write_pdf(target, pdf_variant="pdf/ua-1")
    return target


def main() -> None:
    """Write every PDF and say how large it is."""
    PDFS.mkdir(exist_ok=True)
    for source in sorted(SOURCES.glob("*.html")):
        pdf = write_pdf(source, PDFS)
        print(f"{pdf.name}: {pdf.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
