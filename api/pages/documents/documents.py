"""Documents: the list with what was refused, one as readable text, one page alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.http.inputs import LONGEST_WORDS, Id, Names, Place, SheetNumber, Typed
from api.pages.documents.reading import Leaf, Reading, read_document
from api.pages.search.asked import Asked
from api.pages.search.hits import HitView, Steps, find_steps, view_hits
from api.pages.search.search import Wanted
from api.pages.shared.days import Between, read_between
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
from index.answers.search import SearchAnswer, search_document
from index.library import Library

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ListView:
    """What the list shows: documents by council, newest first, and the files refused."""

    council: tuple[str, ...]
    days: Between
    councils: tuple[str, ...]
    documents: tuple[DocumentFacts, ...]
    kinds: tuple[tuple[str, int], ...]
    to_check: int  # documents in whose reading something is missing
    refused: tuple[tuple[str, str], ...]  # the file's name without its folders, and why


@dataclass(frozen=True, slots=True)
class Found:
    """What words typed find in one document: its passages in their order."""

    words: str
    answer: SearchAnswer
    hits: tuple[HitView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What a document's page shows."""

    facts: DocumentFacts
    reading: Reading
    siblings: tuple[DocumentFacts, ...]  # the other parts of the same file
    steps: Steps | None  # of the words marked, among those of the search that they are from
    found: Found | None


@dataclass(frozen=True, slots=True)
class PageView:
    """What the page of one printed page shows."""

    facts: DocumentFacts
    has_pages: bool
    leaf: Leaf
    earlier: int | None
    later: int | None
    steps: Steps | None


@router.get("/documents")
def show_documents(request: Request, library: Held, council: Names = ()) -> Response:
    """The list."""
    names = tuple(map(council_name, council))
    days = read_between(request.query_params)
    held = list_held(library.db, Filters(names, days.since.value, days.until.value))
    kinds = Counter(document.kind for document in held)
    view = ListView(
        names,
        days,
        tuple(list_authorities(library.db)),
        tuple(held),
        tuple(kinds.most_common()),
        sum(bool(document.missing) for document in held),
        tuple((PurePath(file.path).name, file.reason) for file in load_refused(library.db)),
    )
    return render(request, "documents.html", view, 422 if days.is_faulty else 200)


@router.get("/documents/{document_id}")
def show_document(
    request: Request,
    library: Held,
    document_id: Id,
    asked: Wanted,
    start: Place | None = None,
    end: Place | None = None,
    find: Typed = "",
) -> Response:
    """A document as text beside its pages, with the words from `start` to `end` marked.

    Words to `find` in it are looked for; a search in the address tells what is before and after.
    """
    facts = find_document(library.db, document_id)
    target = _to_span(start, end)
    reading = read_document(load_report(library.db, document_id), target)
    siblings = tuple(
        document
        for document in list_held(library.db, Filters(authority=facts.authority))
        if document.source == facts.source and document.id != facts.id
    )
    steps = _find_steps(library, asked, document_id, target)
    found = _find_words(library, document_id, find[:LONGEST_WORDS].strip())
    return render(request, "document.html", DocumentView(facts, reading, siblings, steps, found))


def _find_steps(
    library: Library, asked: Asked, document_id: str, target: Span | None
) -> Steps | None:
    if asked.is_empty or target is None:
        return None
    return find_steps(library, asked, document_id, target)


def _find_words(library: Library, document_id: str, typed: str) -> Found | None:
    if not typed:
        return None
    answer = search_document(library, document_id, typed)
    return Found(typed, answer, view_hits(library, Asked(q=typed), answer.hits))


@router.get("/documents/{document_id}/pages/{page}")
def show_page(
    request: Request,
    library: Held,
    document_id: Id,
    page: SheetNumber,
    asked: Wanted,
    start: Place | None = None,
    end: Place | None = None,
) -> Response:
    """One page as printed, with the words from `start` to `end` lit."""
    facts = find_document(library.db, document_id)
    target = _to_span(start, end)
    reading = read_document(load_report(library.db, document_id), target)
    steps = _find_steps(library, asked, document_id, target)
    view = PageView(facts, reading.has_pages, *_find_leaf(reading.leaves, page), steps)
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
