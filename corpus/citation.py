"""Where words stand: the one way to say it, for hits, asks, statements and quotations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.document import Span
from corpus.privacy import hide_contacts

# Readers of formats that are printed page by page. The others count pages only where the
# file breaks them: a form feed, a page break in Word.
_PAGED_READERS = frozenset({"tagged_pdf", "layout_pdf", "ocr"})


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
        return self.section.rpartition(" > ")[2]


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
