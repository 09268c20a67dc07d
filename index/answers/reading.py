"""The text of a document, block by block, each with where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.citation import Citation, cite_spans, has_pages
from corpus.document import Block, Document
from corpus.errors import NotFound
from corpus.records import Report
from corpus.store.reports import load_report
from index.library import Library


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading, paragraph, item, cell or note as the document has it, and where it stands."""

    block: Block
    citation: Citation


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """What was asked for of a document's text, in its order; the document is without pages
    where its source has none (`has_pages`)."""

    document: Document
    blocks: tuple[TextBlock, ...]
    has_pages: bool


def answer_text(
    library: Library,
    document_id: str,
    page: int | None = None,
    paragraph: str = "",
    to_paragraph: str = "",
) -> TextAnswer:
    """A document's text: that of a page of the file, that of printed paragraphs, or all of it.

    NotFound where the document, the page or the paragraph is not there.
    """
    report = load_report(library.db, document_id)
    document = report.document
    paged = has_pages(document.reader, document.pages[-1].number)
    blocks = _cite_blocks(report)
    if page is not None:
        blocks = _of_page(document, blocks, page, paged)
    if paragraph:
        blocks = _of_paragraphs(document, blocks, paragraph, to_paragraph or paragraph)
    return TextAnswer(document, tuple(blocks), paged)


def _cite_blocks(report: Report) -> list[TextBlock]:
    blocks = [block for block in report.document.blocks if report.document.quote(block.span)]
    citations = cite_spans(report, (block.span for block in blocks))
    return [TextBlock(block, citation) for block, citation in zip(blocks, citations, strict=True)]


def _of_page(
    document: Document, blocks: Sequence[TextBlock], page: int, paged: bool
) -> list[TextBlock]:
    first, last = document.pages[0].number, document.pages[-1].number
    if not first <= page <= last:
        held = f"pages {first} to {last}" if paged else "no pages; leave the page out"
        raise NotFound(f"{document.title}: no page {page} is held. It has {held}.")
    return [each for each in blocks if each.block.page == page]


def _of_paragraphs(
    document: Document, blocks: Sequence[TextBlock], first: str, last: str
) -> list[TextBlock]:
    """The blocks from the first of one paragraph to the last of another."""
    numbers = [each.citation.paragraph for each in blocks]
    start = _index_of(document, numbers, first, 0)
    end = _index_of(document, numbers, last, start)
    while end < len(numbers) and numbers[end] == last:
        end += 1
    return list(blocks[start:end])


def _index_of(document: Document, numbers: Sequence[str], number: str, start: int) -> int:
    """Where a paragraph begins, from `start` on."""
    if number in numbers[start:]:
        return numbers.index(number, start)
    printed = list(dict.fromkeys(filter(None, numbers[start:])))
    held = f"from {printed[0]} to {printed[-1]}" if printed else "without numbers"
    raise NotFound(f"{document.title}: no paragraph {number} here; its paragraphs are {held}.")
