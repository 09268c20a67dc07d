"""Pages of words and rules to pages of blocks: what the print looks like tells what it is.

Used by both readers of files without a structure tree. A page is cleared of
furniture and notes and cut into stretches (columns, cells, what stands between
tables), a stretch into paragraphs and items, and these are told apart by the
document's own measures: its usual size, leading and indentation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import fmean

from corpus.document import BlockKind, Box, RawBlock, RawLine, RawPage
from ingest.read.layout.footnotes import Note, part_notes
from ingest.read.layout.headers_and_footers import clear_furniture
from ingest.read.layout.paragraphs import (
    Leading,
    Paragraph,
    ends_sentence,
    is_full,
    split_paragraphs,
    usual_leading,
)
from ingest.read.layout.regions import Place, Stretch, arrange
from ingest.read.layout.words import Sheet, TextLine, Word, most_common_size

# A heading is larger than the text by a tenth (12 points over 11), or bold and not much
# smaller than it; longer than this it is a sentence set in bold.
_LARGER = 1.09
_BOLD_SIZE = 0.9
_HEADING_WORDS = 30
_SENTENCE_WORDS = 12  # from here on a full stop at the end makes it a sentence
_TAB = 1.5  # sizes between a title and its page number
_ONE_SIZE = 0.6  # points within which headings are of one level
_DEEPEST = 6
_INDENT = 0.7  # of the size: items that start within it are of one level


@dataclass(frozen=True)
class _Draft:
    """A block to be: its lines without the marker, and where its words start at the left."""

    kind: BlockKind
    lines: tuple[TextLine, ...]
    x0: float
    marker: str = ""
    place: Place | None = None
    right: float = 0.0  # how far its lines may reach
    level: int = 0
    continued: bool = False

    @cached_property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line.words]

    @cached_property
    def size(self) -> float:
        return most_common_size(self.words)

    @cached_property
    def bold(self) -> bool:
        """True where most letters are bold."""
        letters = sum(len(word.text) for word in self.words)
        return 2 * sum(len(word.text) for word in self.words if word.bold) > letters

    @cached_property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def sheets_to_pages(sheets: Sequence[Sheet]) -> tuple[RawPage, ...]:
    """The blocks of every page in reading order; a page without words has none.

    Boxes and sizes of pages are those of the page as shown, however it was turned. A row of
    a table that is one cell wide is prose in a box: it comes as paragraphs with their
    place in the table.
    """
    cleared = clear_furniture(sheets)
    body = most_common_size(word for page in cleared for word in page.sheet.words)
    parted = [part_notes(page.sheet, body) for page in cleared]
    drafts = _drafts_of_pages([sheet for sheet, _ in parted], body)
    _mark_continued(drafts)
    drafts = _set_levels(drafts)
    return tuple(
        RawPage(
            number=page.sheet.number,
            width=page.sheet.turn.width,
            height=page.sheet.turn.height,
            blocks=tuple(_block(draft, page.sheet) for draft in [*own, *map(_note, notes)]),
            label=page.label,
            margins=page.margins,
        )
        for page, own, (_, notes) in zip(cleared, drafts, parted, strict=True)
    )


def _drafts_of_pages(sheets: Sequence[Sheet], body: float) -> list[list[_Draft]]:
    pages = arrange(sheets)
    leading = usual_leading((s.lines, s.right) for page in pages for s in page)
    return [
        _join_columns([list(_drafts(stretch, leading, body)) for stretch in page]) for page in pages
    ]


# --- blocks ------------------------------------------------------------------


def _drafts(stretch: Stretch, leading: Leading, body: float) -> Iterator[_Draft]:
    if stretch.place and not stretch.alone:
        lines = stretch.lines
        yield _Draft("cell", lines, min(line.x0 for line in lines), place=stretch.place)
        return
    for paragraph in split_paragraphs(stretch.lines, stretch.right, leading):
        yield _as_heading(_draft(paragraph, stretch), body)


def _draft(paragraph: Paragraph, stretch: Stretch) -> _Draft:
    marker = paragraph.marker
    draft = _Draft(
        "paragraph", paragraph.lines, paragraph.x0, place=stretch.place, right=stretch.right
    )
    if marker is None:
        return draft
    first = TextLine(paragraph.lines[0].words[marker.words :])
    return replace(draft, kind="item", lines=(first, *paragraph.lines[1:]), marker=marker.text)


def _note(note: Note) -> _Draft:
    return _Draft("note", note.lines, note.lines[0].x0, note.mark)


def _as_heading(draft: _Draft, body: float) -> _Draft:
    """The draft, as a heading where it looks like one."""
    looks = draft.size >= _LARGER * body or _is_bold_heading(draft, body) or _is_capitals(draft)
    return replace(draft, kind="heading") if looks and _may_head(draft) else draft


def _is_bold_heading(draft: _Draft, body: float) -> bool:
    return draft.size >= _BOLD_SIZE * body and all(line.bold for line in draft.lines)


def _is_capitals(draft: _Draft) -> bool:
    """True of two words or more in capitals: how council papers set headings."""
    return draft.text.isupper() and sum(word.isalpha() for word in draft.text.split()) > 1


def _may_head(draft: _Draft) -> bool:
    """True of a few words that are no sentence; a bullet makes an item."""
    count = len(draft.text.split())
    is_sentence = draft.text.endswith(".") and count >= _SENTENCE_WORDS
    numbered = any(map(str.isalnum, draft.marker))
    return (
        count <= _HEADING_WORDS
        and not is_sentence
        and (numbered or not draft.marker)
        and any(map(str.isalpha, draft.text))
        and not draft.text[:1].islower()
        and not any(map(_is_contents_line, draft.lines))
    )


def _is_contents_line(line: TextLine) -> bool:
    """True of a title with a page number far to its right, in a list of contents."""
    words = line.words
    if len(words) < 2 or not words[-1].text.isdecimal():
        return False
    return words[-1].x0 - words[-2].x1 > _TAB * line.size or words[-2].text.endswith("..")


# --- what goes on over a column or a page --------------------------------------


def _join_columns(parts: Sequence[list[_Draft]]) -> list[_Draft]:
    """The drafts of a page, a paragraph made whole that one column leaves to the next."""
    joined: list[_Draft] = []
    for part in parts:
        if joined and part and _goes_on(joined[-1], part[0]):
            joined[-1] = replace(joined[-1], lines=joined[-1].lines + part[0].lines)
            part = part[1:]
        joined += part
    return joined


def _mark_continued(pages: Sequence[list[_Draft]]) -> None:
    """Mark the first draft of a page where it goes on from the last one of the page before."""
    last: _Draft | None = None
    for page in pages:
        if last and page and _goes_on(last, page[0]):
            page[0] = replace(page[0], continued=True)
        last = page[-1] if page else last


def _goes_on(before: _Draft, after: _Draft) -> bool:
    """True where one paragraph stands in two places: it breaks off, or at the line's end only.

    A sentence that ends with its line leaves an item open where what follows stands
    below the item's words and has no marker of its own.
    """
    if before.kind not in ("paragraph", "item") or after.kind != "paragraph":
        return False
    if (before.size, before.bold) != (after.size, after.bold):
        return False
    last, first = before.lines[-1], after.lines[0]
    full = is_full(last, first.words[0], before.right)
    if not ends_sentence(last):
        return full or first.text[:1].islower()
    is_below = abs(before.x0 - after.x0) <= _INDENT * after.size
    return full and before.kind == "item" and is_below


# --- levels ------------------------------------------------------------------


def _set_levels(pages: Sequence[Sequence[_Draft]]) -> list[list[_Draft]]:
    """The drafts with the depth of headings and items, told over the whole file."""
    styles = _heading_styles(draft for page in pages for draft in page)
    starts: list[float] = []  # where the words of the open lists start, outermost first
    return [[_set_level(draft, styles, starts) for draft in page] for page in pages]


def _set_level(draft: _Draft, styles: Sequence[tuple[float, bool]], starts: list[float]) -> _Draft:
    if draft.kind == "heading":
        starts.clear()
        return replace(draft, level=min(_DEEPEST, 1 + styles.index(_style(draft, styles))))
    if draft.kind == "cell":
        return draft
    tolerance = _INDENT * draft.size
    while starts and starts[-1] > draft.x0 + tolerance:
        starts.pop()
    if draft.kind != "item":
        return draft
    if not starts or starts[-1] < draft.x0 - tolerance:
        starts.append(draft.x0)
    return replace(draft, level=len(starts))


def _heading_styles(drafts: Iterable[_Draft]) -> list[tuple[float, bool]]:
    """The sizes and weights of headings, the largest first, bold before plain."""
    styles: list[tuple[float, bool]] = []
    for style in sorted({(d.size, d.bold) for d in drafts if d.kind == "heading"}, reverse=True):
        if not any(_alike(style, known) for known in styles):
            styles.append(style)
    return styles


def _style(draft: _Draft, styles: Sequence[tuple[float, bool]]) -> tuple[float, bool]:
    return next(style for style in styles if _alike((draft.size, draft.bold), style))


def _alike(style: tuple[float, bool], other: tuple[float, bool]) -> bool:
    return abs(style[0] - other[0]) <= _ONE_SIZE and style[1] == other[1]


# --- records -----------------------------------------------------------------


def _block(draft: _Draft, sheet: Sheet) -> RawBlock:
    place = draft.place
    return RawBlock(
        kind=draft.kind,
        lines=tuple(_line(line, sheet) for line in draft.lines),
        level=draft.level,
        marker=draft.marker,
        table=place and place.table,
        row=place and place.row,
        column=place and place.column,
        header=bool(place and place.header and draft.kind == "cell"),
        size=draft.size,
        bold=draft.bold,
        confidence=_confidence(draft.words),
        continued=draft.continued,
    )


def _line(line: TextLine, sheet: Sheet) -> RawLine:
    """A line with its box where it stands on the page as shown."""
    edges = sheet.turn.back((line.x0, line.top, line.x1, line.bottom))
    return RawLine(line.text, Box(sheet.number, *edges))


def _confidence(words: Iterable[Word]) -> float | None:
    """The mean over words that have one."""
    known = [word.confidence for word in words if word.confidence is not None]
    return round(fmean(known), 3) if known else None
