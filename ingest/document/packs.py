"""A pack split into its documents: council reports, their appendices, the minutes in them.

A pack's front sheet may list its papers, but may be wrong about their pages; so a document
begins where its own first words say that one does. An appendix that is a document of
another kind (a direction, a plan, an inspector's report) is a part; one that is only
tables or notes stays with its report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.document import Block, Document
from corpus.kinds import AGENDA_PACK, MINUTES, kind_of
from ingest.document.classify import find_kind, identify
from ingest.document.dates import read_days
from ingest.document.slices import slice_document, text_of

_MEETING = re.compile(
    r"(?:extraordinary |special )?(?:[\w’',&() -]{0,80} )?"
    r"(?:cabinet|council|executive|(?:sub-?)?committee|(?:scrutiny )?(?:panel|commission)|board)"
    r"(?: meeting)?",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?:\d+\.?\s+)?(?:(?:extract|excerpt)s? (?:from|of) (?:the )?)?(?:draft )?"
    r"(?:minutes? (?:of|from)\b|record of (?:the |a )?(?:meeting|decisions)\b)",
    re.IGNORECASE,
)
_MINUTED = re.compile(r"\bdraft minutes?\b|\bminute extract\b|^minutes? of\b", re.IGNORECASE)
_DIRECTION = re.compile(
    r"(?:statutory |further |revised )?direction (?:to|issued|given|under)\b", re.IGNORECASE
)
# The annexes of a direction or a report are part of it; a council's appendices may not be.
_APPENDIX = re.compile(r"(?:appendix|enclosure|attachment) ?(?:\d{1,2}|[a-z])?\W*", re.IGNORECASE)
_FROM = re.compile(
    r"report (?:from|of|by|author)\b|author|lead officer\b|portfolio holder\b", re.IGNORECASE
)
_BLANK = re.compile(r"intentionally (?:left )?blank\W*$", re.IGNORECASE)
_CONTENTS = re.compile(r"\n\W*contents\b", re.IGNORECASE)
_TEAM = re.compile(r"(?:local area partnership details|inspection team)\b", re.IGNORECASE)
_COVER = re.compile(
    r"inspection dates?\b|lead inspector|reporting inspector|report published|"
    r"date of publication|published:|inspected by|\bdear\b|to all partners",
    re.IGNORECASE,
)
_HEAD = 12  # blocks: a council report's head, from the committee's name to "Summary"
_LONGEST_TITLE = 30  # words; the longest of the reports of 2013 to 2026 has 27
_DIVIDES = re.compile(r"(?:agenda )?item(?: no\.?| number)? ?:? ?\d{1,2}\W*", re.IGNORECASE)
_APART = 3  # blocks: the shortest paper has more, an entry of an agenda fewer
_LEAST = 4  # blocks of a document: a council's name over its committee's is none
_COVER_CHARACTERS = 1500  # a title page, or a letter's head and first sentence
_FIRST_CUE = 250  # characters within which a document that opens says what it is


def split_parts(document: Document) -> tuple[Document, ...]:
    """The documents of a pack in order, each identified; a single document identified as it is.

    Part 0 of a pack is its front sheet, where it has one: council and day of publication
    are its, where a part does not say its own. The minutes of another meeting within a
    report are a part of their own, and the report goes on around them.
    """
    starts = _starts(document)
    groups = [
        group
        for begin, end in pairwise([*starts, len(document.blocks)])
        for group in _with_minutes(document, begin, end)
    ]
    if len(groups) < 2:
        return (identify(replace(document, kind=groups[0][1] if groups else "")),)
    return _identify_parts(
        [
            replace(slice_document(document, ranges, part), kind=kind)
            for part, (ranges, kind) in enumerate(groups)
        ]
    )


def _identify_parts(parts: Sequence[Document]) -> tuple[Document, ...]:
    """The parts with their facts; what is known of the file is known of its first part only."""
    parts = _with_own_notes(parts)
    first = identify(parts[0])
    known = replace(
        first.source,
        kind="",
        title="",
        authority=first.source.authority or first.authority,
        published=first.source.published or first.published,
    )
    others = [identify(replace(part, source=known)) for part in parts[1:]]
    return (first, *(_with_origin(part, first) for part in others))


def _with_own_notes(parts: Sequence[Document]) -> list[Document]:
    """The parts, each with the notes on its pages; a page without words is of the part before."""
    starts = [part.pages[0].number for part in parts]
    held = [max(0, bisect_right(starts, note.page or 0) - 1) for note in parts[0].notes]
    return [
        replace(
            part,
            notes=tuple(
                note
                for note, holder in zip(part.notes, held, strict=True)
                if index == holder or note.page in {page.number for page in part.pages}
            ),
        )
        for index, part in enumerate(parts)
    ]


def _with_origin(part: Document, first: Document) -> Document:
    """The part, told from where its day is: the front sheet's words, or what is known of it."""
    inherited = part.published_from == "manifest" and not first.source.published
    return replace(part, published_from="front sheet") if inherited else part


# --- where documents begin ---------------------------------------------------


def _starts(document: Document) -> list[int]:
    """The indexes of the blocks with which documents begin, in order."""
    found: list[int] = []
    for index in range(len(document.blocks)):
        if _begins(document, index) and not _is_of(document, found, index):
            found.append(index)
    if found and not _has_front_sheet(document, found[0]):
        found[0] = 0  # a letterhead, a logo's words
    return found if found and found[0] == 0 else [0, *found]


def _has_front_sheet(document: Document, first: int) -> bool:
    """True where what stands before the first document is an agenda."""
    ahead = document.text[: document.blocks[first].span.start]
    return find_kind(ahead) == AGENDA_PACK


def _is_of(document: Document, found: Sequence[int], index: int) -> bool:
    """True of a beginning that belongs to the one before.

    That is a title right under "Appendix 1", or "Appendix 1" again as a running head.
    """
    if not found:
        return False
    words, before = (text_of(document, document.blocks[i]) for i in (index, found[-1]))
    again = words == before and bool(_APPENDIX.fullmatch(words))
    near = index - found[-1]
    return near < _LEAST or ((again or near <= _HEAD // 2) and not _opens_paper(document, index))


def _opens_paper(document: Document, index: int) -> bool:
    return _is_head(document, index) or _is_divider(document, index)


def _is_divider(document: Document, index: int) -> bool:
    """True of "Item 3" alone between the papers of a pack; not in its list of items."""
    if not _DIVIDES.fullmatch(text_of(document, document.blocks[index])):
        return False
    near = range(max(0, index - _APART), min(len(document.blocks), index + _APART + 1))
    others = (text_of(document, document.blocks[at]) for at in near if at != index)
    return not any(map(_DIVIDES.fullmatch, others)) and _has_front_sheet(document, index)


def _begins(document: Document, index: int) -> bool:
    block = document.blocks[index]
    if block.kind in ("cell", "note", "item"):
        return False
    return (
        _opens_paper(document, index)
        or _is_title(document, index, _DIRECTION)
        or (_opens_page(document, index) and _is_title(document, index, _MINUTES))
        or _is_appendix_apart(document, index)
        or (_opens_page(document, index) and _is_cover(document, index))
    )


def _is_head(document: Document, index: int) -> bool:
    """True of a council report's first line: a meeting's name, its day, then who reports."""
    head = document.blocks[index : index + _HEAD]
    words = text_of(document, head[0])
    if not (_is_heading_like(document, head[0]) and _MEETING.fullmatch(words)):
        return False
    days = [block for block in head[1:4] if _is_day(text_of(document, block))]
    return bool(days) and any(_FROM.match(text_of(document, block)) for block in head[1:])


def _is_day(words: str) -> bool:
    return len(words.split()) <= 6 and bool(read_days(words))


def _is_heading_like(document: Document, block: Block) -> bool:
    words = text_of(document, block)
    return block.kind == "heading" or block.bold or words.isupper() or words.istitle()


def _is_title(document: Document, index: int, title: re.Pattern[str]) -> bool:
    block = document.blocks[index]
    return _is_heading_like(document, block) and bool(title.match(text_of(document, block)))


def _is_appendix_apart(document: Document, index: int) -> bool:
    """True of "Appendix 1" alone on its line, where a document of another kind follows."""
    if not _APPENDIX.fullmatch(text_of(document, document.blocks[index])):
        return False
    return kind_of(find_kind(_ahead(document, index + 1))).apart


def _is_cover(document: Document, index: int) -> bool:
    """True of an inspection report's or letter's first lines."""
    ahead = _ahead(document, index)
    first = text_of(document, document.blocks[index])
    if _TEAM.match(ahead) or len(first.split()) > _LONGEST_TITLE or first.endswith((".", ";")):
        return False
    return kind_of(find_kind(ahead[:_FIRST_CUE])).apart and bool(_COVER.search(ahead))


def _ahead(document: Document, index: int) -> str:
    """What a document that begins here would begin with; up to its table of contents."""
    start = document.blocks[min(index, len(document.blocks) - 1)].span.start
    return _CONTENTS.split(document.text[start : start + _COVER_CHARACTERS])[0]


def _opens_page(document: Document, index: int) -> bool:
    """True of the first block of its page; in a text, of one behind a page left blank."""
    if index == 0:
        return True
    before = document.blocks[index - 1]
    if len(document.pages) == 1:
        return bool(_BLANK.search(document.quote(before.span)))
    return document.blocks[index].page != before.page


# --- minutes within a report -------------------------------------------------


def _with_minutes(document: Document, begin: int, end: int) -> Iterator[tuple[list[range], str]]:
    """A report without the minutes it quotes, then each of those: blocks, and the kind if plain.

    A report that is nothing but its minutes and what stands around them is minutes.
    """
    minuted = _minuted(document, range(begin, end))
    if not minuted:
        yield [range(begin, end)], ""
    elif not _has_more(document, range(begin, end), minuted):
        yield [range(begin, end)], MINUTES
    else:
        cuts = [begin, *(edge for each in minuted for edge in (each.start, each.stop)), end]
        yield [range(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b], ""
        for each in minuted:
            yield [each], MINUTES


def _minuted(document: Document, blocks: range) -> list[range]:
    """The numbered sections among the blocks that are another meeting's draft minutes."""
    tops = [index for index in blocks if _top_number(document.blocks[index])]
    return [
        range(index, min([later for later in tops if later > index], default=blocks.stop))
        for index in tops
        if _MINUTED.search(text_of(document, document.blocks[index]))
        and read_days(text_of(document, document.blocks[index]))
    ]


def _has_more(document: Document, blocks: range, minuted: Sequence[range]) -> bool:
    """True where the report has numbered sections besides its minutes."""
    inside = {index for each in minuted for index in each}
    return any(_top_number(document.blocks[index]) for index in blocks if index not in inside)


def _top_number(block: Block) -> str:
    """The number of a section of the highest level ("7."); empty of other blocks."""
    found = re.fullmatch(r"(\d{1,2})\.?", block.marker)
    return found[1] if found and block.kind in ("heading", "item") else ""
