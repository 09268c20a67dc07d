"""A page of a PDF as a picture, drawn once and kept beside the library; and the file itself."""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

import pypdfium2 as pdfium
from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from api.http.inputs import Id, SheetNumber
from api.pages.shared.frame import Held
from api.pages.shared.holdings import DocumentFacts, find_document
from corpus.errors import NotFound

router = APIRouter()

# Pixels across: the page is shown at up to 700 points beside its text, on fine screens sharper.
_WIDTH = 1100
_COLOURS = 64  # of a picture: letters stay smooth, and a page takes a third of the bytes
_KEPT_S = 86_400
# PDFium is not safe to use from two threads at once; drawing takes a tenth of a second.
_drawing = threading.Lock()


@router.get("/documents/{document_id}/pages/{page}.png")
def send_picture(library: Held, document_id: Id, page: SheetNumber) -> Response:
    """The page as a PNG. NotFound where the file or the page is not there."""
    facts = find_document(library.db, document_id)
    kept = _folder_of(library.path, facts) / f"{page}.png"
    if not kept.is_file():
        draw_page(_original_of(facts), page, kept)
    return FileResponse(
        kept, media_type="image/png", headers={"cache-control": f"private, max-age={_KEPT_S}"}
    )


@router.get("/documents/{document_id}/original")
def send_original(library: Held, document_id: Id) -> Response:
    """The file that was read. A PDF opens in the browser; others, which could run, are saved."""
    facts = find_document(library.db, document_id)
    path = _original_of(facts)
    if facts.is_pdf:
        return FileResponse(
            path,
            media_type="application/pdf",
            filename=facts.file,
            content_disposition_type="inline",
        )
    return FileResponse(path, media_type="application/octet-stream", filename=facts.file)


def _original_of(facts: DocumentFacts) -> Path:
    if not facts.is_kept:
        raise NotFound(
            f"The file {facts.file} is no longer where it was read, so its pages cannot be shown."
            " Its words are kept: open the document to read them."
        )
    return Path(facts.path)


def _folder_of(library: Path, facts: DocumentFacts) -> Path:
    """Where the pictures of a file are kept; a changed file has another id, so none is stale."""
    return library.parent / "pages" / facts.source


def draw_page(path: Path, page: int, into: Path) -> None:
    """Draw a page, counted from 1, to a PNG file. NotFound where the file has no such page."""
    with _drawing, pdfium.PdfDocument(path) as document:
        if not 1 <= page <= len(document):
            raise NotFound(f"{path.name} has {len(document)} pages, and no page {page}.")
        sheet = document[page - 1]
        picture = sheet.render(scale=_WIDTH / sheet.get_width()).to_pil()
        sheet.close()
    into.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=into.parent, suffix=".part")
    with os.fdopen(number, "wb") as out:
        picture.quantize(_COLOURS).save(out, "PNG")
    Path(name).replace(into)  # at once, so that nobody is sent half a picture
