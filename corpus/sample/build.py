"""Writes the sample's PDFs from its sources: `python -m corpus.sample.build`.

Needs WeasyPrint (in the `dev` extra), Pango and the Liberation and DejaVu fonts.
The same sources, fonts and versions give the same bytes.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
PDFS = HERE / "pdf"
ARTIFACT = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))


def print_pdf(html: str) -> bytes:
    """The bytes of a tagged PDF (PDF/UA-1), its labels and furniture not yet marked as such."""
    from weasyprint import HTML  # needs Pango: only who builds has to have it

    return bytes(HTML(string=html, base_url=str(SOURCES)).write_pdf(pdf_variant="pdf/ua-1"))


def find_tagged(element: pikepdf.Object) -> Iterator[tuple[int, int]]:
    """Each piece of marked content under a structure element: its page's object and its number."""
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            yield element.Pg.objgen[0], kid
        elif isinstance(kid, pikepdf.Dictionary):
            yield from find_tagged(kid)


def find_elements(element: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """Each structure element of a kind under another, in order, itself included."""
    if element.get("/S") == kind:
        yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary):
            yield from find_elements(kid, kind)


def adopt(parent: pikepdf.Object, kids: Sequence[pikepdf.Object]) -> None:
    """Make these elements the children of a parent; each also names its parent."""
    parent.K = pikepdf.Array(kids)
    for kid in kids:
        kid.P = parent


def label_item(item: pikepdf.Object) -> None:
    """Move the printed number or bullet of a list item out of its body, to stand as its label.

    WeasyPrint tags it as a NonStruct, first in the body or in a NonStruct that
    wraps the lines before an inner list. What runs over from the page before
    begins with neither.
    """
    body = item.K[0]
    first, *rest = body.K
    if first.S != "/NonStruct":
        return
    if first.K[0].S == "/NonStruct":
        rest = [*list(first.K)[1:], *rest]
        first = first.K[0]
    first.S = pikepdf.Name.Lbl
    adopt(body, rest)
    adopt(item, [first, *item.K])


def mark_furniture(pdf: pikepdf.Pdf) -> None:
    """Mark headers and footers, which WeasyPrint leaves out of the structure tree, as artifacts.

    PDF/UA wants every piece of content either in the tree or marked so.
    """
    tagged = set(find_tagged(pdf.Root.StructTreeRoot))
    for page in pdf.pages:
        lines = pikepdf.parse_content_stream(page)
        for index, line in enumerate(lines):
            if str(line.operator) != "BDC":
                continue
            if (page.obj.objgen[0], int(line.operands[1].MCID)) not in tagged:
                lines[index] = ARTIFACT
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(lines))


def write_pdf(source: Path, folder: Path) -> Path:
    """The path of the tagged PDF written for one HTML source."""
    target = folder / f"{source.stem}.pdf"
    printed = print_pdf(source.read_text(encoding="utf-8"))
    with pikepdf.open(BytesIO(printed)) as pdf:
        for item in list(find_elements(pdf.Root.StructTreeRoot, "/LI")):
            label_item(item)
        mark_furniture(pdf)
        pdf.save(target, deterministic_id=True)
    return target


def main() -> None:
    """Write every PDF and say how large it is."""
    PDFS.mkdir(exist_ok=True)
    for source in sorted(SOURCES.glob("*.html")):
        pdf = write_pdf(source, PDFS)
        print(f"{pdf.name}: {pdf.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
