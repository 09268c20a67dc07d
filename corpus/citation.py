"""Where words stand: the one way to say it, for hits, asks, statements and quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from corpus.document import Document, Span
from corpus.kinds import kind_of
from corpus.privacy import hide_contacts
from corpus.records import Passage, Report

# Readers of formats that are printed page by page. The others count pages only where the
# file breaks them: a form feed, a page break in Word.
_PAGED_READERS = frozenset({"tagged_pdf", "layout_pdf", "ocr", "libreoffice", "workbook"})
_FAR = 600  # characters before a list in which the sentence that begins it is looked for
# Between two items of a list: their marks and numbers.
_BETWEEN = re.compile(
    r"[\s\W]*(?:\(?(?:[a-z]{1,3}|[ivx]{1,5}|\d{1,2})[.)]|[A-Z]?\d+(?:\.\d+)*)?[\s\W]*"
)
_MARK = re.compile(r"(?<=\s)(?:\(?\w{1,3}[.)]|\d+(?:\.\d+)*)\Z")
_LONGEST_MARK = 12
_NUMBER = re.compile(r"^\s*(?:\(?\w{1,3}[.)]|\d+(?:\.\d+)*)\s+")
# A heading that its items finish: "What needs to improve".
_QUESTION = re.compile(r"(?:what|where|how)\b[^.:;]{5,80}", re.IGNORECASE)
# A time that heads a part of a list, which an ask has as its timescale.
_TIME = re.compile(r"^(?:immediately|within|by|from|in the (?:short|medium|long))\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[\W]*[A-Z])")
# Characters in which a document gives its own date: of four reports and plans of two councils that
# do, the last of it stands at 350.
OPENING = 1_500
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# A line that is a month, and a row of a table of versions ("V1.2", then its day).
_OWN_MONTH = re.compile(
    r"(?<!\bof\n)(?<!\bto\n)(?<!\bby\n)(?<!\bin\n)(?<!\bfrom\n)(?<!\buntil\n)(?<!\bsince\n)"
    rf"^[\s#*]*(?P<month>{_MONTHS})[ \t]+(?P<year>20\d\d)[\s*]*$",
    re.MULTILINE,
)
_VERSION = re.compile(
    r"^\W*(?:V|[Vv]ersion )?\d+\.\d+\s+(?P<day>\d{1,2}/\d{1,2}/20\d\d)\b", re.MULTILINE
)
_OLDEST = 366  # days by which a document may be older than the agenda that prints it


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: what it is of, empty where nothing says it, and its words in one line."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a document and where they stand.

    `quote` is character for character what `span` covers in the document's text; `page` is
    the file's, from 1, None where the source has no pages; `printed_page` what is printed on
    it, where that is known; `paragraph` the printed number; `section` the headings over the
    words, outermost first, joined by " > ". `lead` is what a list begins with that they are an
    item of ("inspectors recommended that leaders:"); `cells` are those of the row of a table
    that they stand in, where an answer looked them up. Empty where there is none. `dated` is the
    day, else the first of the month, that the document gives as its own, where that was a month
    before it was published.
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
    lead: str = ""
    cells: tuple[Cell, ...] = ()
    dated: date | None = None

    @property
    def own_day(self) -> date | None:
        """The day of its document by which that is known: its own, else that of publication; of
        a month alone the first, so that month and year may be told of it, and no day."""
        return self.dated or self.published

    @property
    def file_page(self) -> int:
        """The page of the file as it was read; 1 where the source has no pages."""
        return self.page or 1

    @property
    def shown(self) -> str:
        """The quotation as it is shown: phone numbers and e-mail addresses hidden."""
        return hide_contacts(self.quote)

    @property
    def row(self) -> tuple[Cell, ...]:
        """The cells of its row; the text of the one that holds the words is `line`."""
        line = self.line
        if not any(line in cell.text or cell.text in line for cell in self.cells):
            return (Cell("", line), *self.cells) if self.cells else ()
        return tuple(replace(cell, text=line) if line in cell.text else cell for cell in self.cells)

    @property
    def line(self) -> str:
        """The quotation as it is shown, in one line."""
        return " ".join(self.shown.split())

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


def say_lead(citation: Citation) -> str:
    """What an item of a list hangs on, in words; nothing of what stands by itself."""
    return f"In a list that begins “{hide_contacts(citation.lead)}”" if citation.lead else ""


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
        dated=find_own_date(document.text[:OPENING], document.kind, document.published),
    )


@lru_cache(maxsize=256)
def find_own_date(opening: str, kind: str, published: date | None) -> date | None:
    """The date that a document's first words give as its own, where it came out in a later month:
    the newest of its versions, else a line that is a month. None of inspectors' reports and of
    papers for meetings, which are known by the day of publication and of the meeting.

    >>> find_own_date("Plan\\nDecember 2019\\nContents", "other", date(2020, 1, 10))
    datetime.date(2019, 12, 1)
    """
    known = kind_of(kind)
    if known.inspects or known.meeting or published is None:
        return None
    months = (" ".join(found.group("month", "year")) for found in _OWN_MONTH.finditer(opening))
    days = [datetime.strptime(month, "%B %Y").date() for month in months][:1]
    versions = list(filter(None, (_to_day(each["day"]) for each in _VERSION.finditer(opening))))
    own = max(versions or days, default=published)
    is_before = (own.year, own.month) < (published.year, published.month)
    return own if is_before and (published - own).days <= _OLDEST else None


def _to_day(slashed: str) -> date | None:
    """ "18/11/2019" as a day; None where the calendar has none such."""
    try:
        return datetime.strptime(slashed, "%d/%m/%Y").date()
    except ValueError:
        return None


# --- what items of lists hang on ---------------------------------------------------


def find_leads(text: str, asks: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """The words that lead into each ask that is an item of a list, by the ask's start.

    Items that stand one below the other hang on what stands over the first of them, where it
    ends with a colon ("The areas that it was asked to look at were:") or is a heading that asks.
    """
    end, lead = 0, ""
    for span in sorted(asks):
        if not (end and _BETWEEN.fullmatch(text[end : span.start])):
            lead = _read_lead(text[max(0, span.start - _FAR) : span.start])
        if lead:
            yield span.start, lead
        end = max(end, span.end)


def _read_lead(before: str) -> str:
    """The sentence that a text ends with, where it leads to a list; else nothing."""
    lines = _without_mark(before).split("\n")
    last = lines.pop()
    if _QUESTION.fullmatch(last):
        return last
    if not last.endswith(":"):
        return ""
    while lines and last[:1].islower():  # a line that was broken
        last = f"{lines.pop()} {last}"
    sentence = " ".join(_NUMBER.sub("", _SENTENCE_END.split(last)[-1]).split())
    return "" if _TIME.match(sentence) else sentence


def _without_mark(before: str) -> str:
    """A text without the bullet or number that it ends with."""
    plain = _without_signs(before)
    mark = _MARK.search(plain, max(0, len(plain) - _LONGEST_MARK))
    return _without_signs(plain[: mark.start()]) if mark else plain


def _without_signs(text: str) -> str:
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] in ".:;!?)”’"):
        end -= 1
    return text[:end]
