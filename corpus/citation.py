"""Where words stand: the one way to say it, for hits, asks, statements and quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Document, Span
from corpus.kinds import kind_of
from corpus.privacy import hide_contacts
from corpus.records import Passage, Report

# Readers of formats that are printed page by page. The others count pages only where the
# file breaks them: a form feed, a page break in Word.
_PAGED_READERS = frozenset({"tagged_pdf", "layout_pdf", "ocr", "libreoffice", "workbook"})


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document and where they stand.

    `quote` is character for character what `span` covers in the document's text; `page` is
    the file's, from 1, None where the source has no pages; `printed_page` what is printed on
    it, where that is known; `paragraph` the printed number; `section` the headings over the
    words, outermost first, joined by " > ". Empty where there is none.
    """

    document: str
    title: str
    body: str  # who speaks
    published: date | None
    page: int | None
    printed_page: str
    paragraph: str
    section: str
    quote: str
    span: Span

    @property
    def file_page(self) -> int:
        """The page of the file as it was read; 1 where the source has no pages."""
        return self.page or 1

    @property
    def shown(self) -> str:
        """The quotation as it is shown: phone numbers and e-mail addresses hidden."""
        return hide_contacts(self.quote)

    @property
    def heading(self) -> str:
        """The innermost heading over the words."""
        return self.headings[-1]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings over the words, outermost first; one empty where there is none."""
        return tuple(self.section.split(" > "))


class Quoted:
    """What a document says, in its words: each kind of it holds a `citation`."""

    __slots__ = ()
    citation: Citation

    @property
    def text(self) -> str:
        """Its words, character for character."""
        return self.citation.quote

    @property
    def document(self) -> str:
        """The id of the document that they stand in."""
        return self.citation.document

    @property
    def published(self) -> date | None:
        """The day on which that was published."""
        return self.citation.published


def has_pages(reader: str, last_page: int) -> bool:
    """True where a source's page numbers are real; `last_page` is its highest.

    A text, an HTML page or a Word file that holds no page break has one page only because
    it has none.

    >>> has_pages("tagged_pdf", 1), has_pages("docx", 1), has_pages("docx", 4)
    (True, False, True)
    """
    return reader in _PAGED_READERS or last_page > 1


def say_place(citation: Citation) -> str:
    """Where the words stand: "page 3, paragraph 12"; without pages "paragraph 12", else
    "section Summary". Empty where the source has none of these.
    """
    numbers = {"page": citation.page, "paragraph": citation.paragraph}
    place = ", ".join(f"{name} {number}" for name, number in numbers.items() if number)
    return place or (f"section {citation.heading}" if citation.section else "")


def say_source(citation: Citation) -> str:
    """The document and where the words stand in it: "Inspection, page 3, paragraph 12"."""
    return ", ".join(filter(None, (citation.title, say_place(citation))))


def name_body(author: str, kind: str, authority: str) -> str:
    """Who speaks in a document: its author, else who writes its kind, else the council."""
    council = f"{authority} Council" if authority else "the council"
    name = author or kind_of(kind).body or council
    return name[:1].upper() + name[1:]


def cite_spans(report: Report, spans: Iterable[Span]) -> tuple[Citation, ...]:
    """Stretches of a report's text as citations, in their order.

    The paragraph of each is that of the passage that it begins in.
    """
    starts = [passage.span.start for passage in report.passages]
    return tuple(
        _cite_span(report.document, span, _paragraph_at(report.passages, starts, span.start))
        for span in spans
    )


def _paragraph_at(passages: Sequence[Passage], starts: Sequence[int], offset: int) -> str:
    """The printed number of the passage at an offset, empty where there is none."""
    passage = passages[bisect_right(starts, offset) - 1] if passages else None
    holds = passage is not None and passage.span.start <= offset < passage.span.end
    return passage.paragraph if passage and holds else ""


def _cite_span(document: Document, span: Span, paragraph: str) -> Citation:
    pages, section = document.pages, document.section_of(span)
    page = document.page_of(span)
    label = next((page_.label for page_ in pages if page_.number == page), "")
    paged = has_pages(document.reader, pages[-1].number)
    return Citation(
        document=document.id,
        title=document.title,
        body=name_body(document.author, document.kind, document.authority),
        published=document.published,
        page=page if paged else None,
        printed_page=label if paged else "",
        paragraph=paragraph,
        section=" > ".join(section.path) if section else "",
        quote=document.quote(span),
        span=span,
    )
