"""Documents: the list with what was refused, one as readable text, one page alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.inputs import Id, Names, Place, SheetNumber
from api.pages.documents.reading import Leaf, Reading, read_document
from api.pages.shared.frame import Held, render
from api.pages.shared.holdings import DocumentFacts, find_document
from api.pages.shared.holdings import list_documents as list_held
from corpus.document import Span
from corpus.errors import NotFound
from corpus.manifest import council_name
from corpus.store.documents import list_authorities
from corpus.store.filters import Filters
from corpus.store.library import load_refused
from corpus.store.reports import load_report

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ListView:
    """What the list shows: documents by council, newest first, and the files refused."""

    council: tuple[str, ...]
    councils: tuple[str, ...]
    documents: tuple[DocumentFacts, ...]
    kinds: tuple[tuple[str, int], ...]
    to_check: int  # documents in whose reading something is missing
    refused: tuple[tuple[str, str], ...]  # the file's name without its folders, and why


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What a document's page shows."""

    facts: DocumentFacts
    reading: Reading
    siblings: tuple[DocumentFacts, ...]  # the other parts of the same file


@dataclass(frozen=True, slots=True)
class PageView:
    """What the page of one printed page shows."""

    facts: DocumentFacts
    has_pages: bool
    leaf: Leaf
    earlier: int | None
    later: int | None


@router.get("/documents")
def show_documents(request: Request, library: Held, council: Names = ()) -> Response:
    """The list."""
    names = tuple(map(council_name, council))
    held = list_held(library.db, Filters(authority=names))
    kinds = Counter(document.kind for document in held)
    view = ListView(
        names,
        tuple(list_authorities(library.db)),
        tuple(held),
        tuple(kinds.most_common()),
        sum(bool(document.missing) for document in held),
        tuple((PurePath(file.path).name, file.reason) for file in load_refused(library.db)),
    )
    return render(request, "documents.html", view)


@router.get("/documents/{document_id}")
def show_document(
    request: Request,
    library: Held,
    document_id: Id,
    start: Place | None = None,
    end: Place | None = None,
) -> Response:
    """A document as text beside its pages, with the words from `start` to `end` marked."""
    facts = find_document(library.db, document_id)
    reading = read_document(load_report(library.db, document_id), _to_span(start, end))
    siblings = tuple(
        document
        for document in list_held(library.db, Filters(authority=facts.authority))
        if document.source == facts.source and document.id != facts.id
    )
    return render(request, "document.html", DocumentView(facts, reading, siblings))


@router.get("/documents/{document_id}/pages/{page}")
def show_page(
    request: Request,
    library: Held,
    document_id: Id,
    page: SheetNumber,
    start: Place | None = None,
    end: Place | None = None,
) -> Response:
    """One page as printed, with the words from `start` to `end` lit."""
    facts = find_document(library.db, document_id)
    reading = read_document(load_report(library.db, document_id), _to_span(start, end))
    view = PageView(facts, reading.has_pages, *_find_leaf(reading.leaves, page))
    return render(request, "page.html", view)


def _find_leaf(leaves: Sequence[Leaf], page: int) -> tuple[Leaf, int | None, int | None]:
    """The leaf of a page, and the numbers of the pages round it."""
    numbers = [leaf.page for leaf in leaves]
    if page not in numbers:
        raise NotFound(f"This document has pages {numbers[0]} to {numbers[-1]}, not {page}.")
    index = numbers.index(page)
    earlier = numbers[index - 1] if index else None
    later = numbers[index + 1] if index + 1 < len(numbers) else None
    return leaves[index], earlier, later


def _to_span(start: int | None, end: int | None) -> Span | None:
    if start is None or end is None or end <= start:
        return None
    return Span(start, end)
