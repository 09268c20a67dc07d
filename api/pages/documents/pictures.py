"""A page of a PDF as a picture, drawn once and kept beside the library; and the file itself."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

from api.http.inputs import Id, SheetNumber
from api.pages.documents.drawing import Busy, Painters, Sheet
from api.pages.shared.frame import Held
from api.pages.shared.holdings import DocumentFacts, find_document
from corpus.errors import NotFound

router = APIRouter()

_KEPT_S = 86_400
_TRY_AGAIN_S = 5


@router.get("/documents/{document_id}/pages/{page}.png")
def send_picture(request: Request, library: Held, document_id: Id, page: SheetNumber) -> Response:
    """The page as a PNG. NotFound where the file or the page is not there, or cannot be drawn."""
    facts = find_document(library.db, document_id)
    kept = _folder_of(library.path, facts) / f"{page}.png"
    if not kept.is_file():
        _draw(request.app.state.painters, Sheet(_original_of(facts), page, kept))
    return FileResponse(
        kept, media_type="image/png", headers={"cache-control": f"private, max-age={_KEPT_S}"}
    )


def _draw(painters: Painters, sheet: Sheet) -> None:
    try:
        painters.draw(sheet)
    except Busy as error:
        raise HTTPException(503, str(error), {"Retry-After": str(_TRY_AGAIN_S)}) from error


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
