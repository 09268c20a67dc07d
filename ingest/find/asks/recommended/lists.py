"""Recommendations under a heading or a lead, in boxes, numbered one by one, and in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus.document import Block, Document, Span
from corpus.kinds import kind_of
from corpus.records import Ask, AskKind
from ingest.find.asks.introduced_lists import AskMaker
from ingest.find.asks.recommended.entries import Asked, read_asked, split_inline
from ingest.find.asks.recommended.wording import (
    ASKED,
    MEETING,
    bare,
    ends_in_colon,
    heads_recommendations,
    leads_to_recommendations,
    leads_to_weaknesses,
    names_addressee,
    printed_number,
)
from ingest.find.tables import Columns, Head, Row, TableReader

TO_EXECUTIVE = re.compile(
    r"\brecommend\w* (?:to|that) (?:the )?(?:cabinet|executive|council)\b"
    r"|\b(?:cabinet|executive|council) (?:be|is|are) recommended\b",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"\s*(?:officer )?recommend(?:ations?(?:\(s\))?"
    r"|ed)\s*(?:[:–-]\s*(?=\S)|\.\s+(?=(?:that|to|it is|the .{3,60} (?:is|are))\b))"
    r"(?:recommended\s*[:–-]\s*)?",
    re.IGNORECASE,
)
# A coroner's report is a table: the matters stand in one cell with what leads to them.
_CONCERNS = re.compile(r"matters? of concern\b[^()]{0,60}?(?=\(?1[.)]\s)", re.IGNORECASE)
_BAND = re.compile(
    r"immediately|(?:with)?in (?:the next )?[\w-]+ (?:working )?(?:days?|weeks?|months?|years?)"
    r"|by (?:the end of )?(?:\d{1,2} )?[A-Z][a-z]+ 20\d\d",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\s*(?:(?:inspection|ofsted|hmip|scrutiny|review|coroner[’']s|auditor[’']s) )?"
    r"(?:recommendation|area for improvement)\s+(?:no\.?\s*)?"
    r"(?P<number>R?\d{1,2}(?:\.\d{1,2})?|(?-i:[A-Z]\b))(?:\s*[:.–—-]\s*|\s+(?=(?-i:[A-Z]))|\s*$)",
    re.IGNORECASE,
)
# A plan's table sets actions beside the recommendations that they serve.
_ACTION: Columns = {"action": re.compile(r"(?:key|agreed|proposed|improvement)?actions?(?!taken)")}
_RESPONSES: Columns = {
    "recommendation": re.compile(
        r"(?:scrutiny|committee|panel|group|thegroups|key|our)?recommendations?$|(?:what)?werecommend$"
        r"|what(?:the)?(?:committee|panel|board|commission|members|scrutiny|we)"
        r"(?:asked(?:for)?|recommended)$"
    ),
    "response": re.compile(
        r".{0,30}(?:response|accepted|agreed|decision|position|comments?)$|accept|(?:by)?whom?$"
        r"|bywhen$"
        r"|.{0,20}(?:owner|lead|leadofficer|responsible(?:officer)?|timescales?|deadline"
        r"|due(?:date)?"
        r"|priority|addressee)$|(?:for|to)(?:whom)?$"
    ),
}
_CELL_NUMBER = re.compile(r"\s*(?:recommendation\s*)?(\d{1,2}|[a-z])\s*[.):–-]\s*", re.IGNORECASE)
_MEMBERS_ONLY = frozenset({"", "committee", "members", "board", "panel"})
_LABEL_WORDS = 4  # of a column's head
_LONGEST = 400  # blocks that a list of recommendations may have: forty with their sub-points


def find_recommended(document: Document) -> tuple[Ask, ...]:
    """What is recommended under headings and leads, in tables of responses, and one by one."""
    maker = AskMaker(document)
    asks: list[Ask] = []
    for found in (_numbered(document, maker), _listed(document, maker), _tabled(document, maker)):
        asks += [ask for ask in found if not any(a.span.touches(ask.span) for a in asks)]
    return tuple(sorted(asks, key=lambda ask: ask.span))


def find_numbered(document: Document) -> tuple[Ask, ...]:
    """The recommendations that each stand under a number of their own, or in a row of a table."""
    maker = AskMaker(document)
    asks = [*_numbered(document, maker)]
    asks += [
        ask
        for ask in _tabled(document, maker)
        if not any(other.span.touches(ask.span) for other in asks)
    ]
    return tuple(sorted(asks, key=lambda ask: ask.span))


def find_weaknesses(document: Document) -> tuple[Ask, ...]:
    """The areas of weakness that a joint inspection's letter requires a statement of action on."""
    maker = AskMaker(document)
    found: list[Ask] = []
    for index, block in enumerate(document.blocks):
        if leads_to_weaknesses(document.quote(block.span)):
            below = read_asked(document, blocks_below(document, index), asks=lambda _: False)
            found += [maker.make(asked.span, "priority_action") for asked in below]
    return tuple(found)


# --- under a heading or a lead --------------------------------------------------


def _listed(document: Document, maker: AskMaker) -> Iterator[Ask]:
    done = 0
    for index, block in enumerate(document.blocks):
        words = document.quote(block.span)
        headed = heads_recommendations(words)
        if block.span.start < done or block.kind == "note":
            continue
        if headed or leads_to_recommendations(words):
            below = blocks_below(document, index)
            found = read_asked(document, below, sure=headed)
            found = [asked for asked in found if asked.span.end > block.span.end]
            yield from (_to_ask(document, maker, asked, words) for asked in found)
            done = max((asked.span.end for asked in found), default=block.span.end)
        elif inline := _INLINE.match(words) or _CONCERNS.search(words):
            span = Span(block.span.start + inline.end(), block.span.end)
            for asked in split_inline(document, span):
                yield _to_ask(document, maker, asked, words[: inline.end()])


def blocks_below(document: Document, index: int) -> list[Block]:
    """The blocks that can hold the entries of a list that the block at `index` heads.

    Of a heading in a cell, the rest of its box (a table of one column has a box's rows), or the
    cells beside it; else what follows up to
    the next heading that leads to nothing, or a table.
    """
    head = document.blocks[index]
    after = document.blocks[index + 1 : index + 1 + _LONGEST]
    if head.table is not None:
        if box := _rest_of_box(document, index):
            return box
        beside = [block for block in after if (block.table, block.row) == (head.table, head.row)]
        return beside if _is_labelled(document, head, beside) else []
    below: list[Block] = []
    for block in after:
        words = document.quote(block.span)
        if block.kind == "cell" and _is_gridded(document, block):
            break
        if block.kind == "heading" and not _heads_on(words):
            if _is_part(head, block):
                continue
            break
        if _is_next_section(head, block) and not _holds_number(below, head):
            break
        if block.kind != "note":
            below.append(block)
    return below


def _rest_of_box(document: Document, index: int) -> list[Block]:
    """The rows below the first of a table of one column; none of other tables."""
    head = document.blocks[index]
    box = list(takewhile(lambda block: block.table == head.table, document.blocks[index + 1 :]))
    first = index == 0 or document.blocks[index - 1].table != head.table
    return box if first and all(block.column == head.column == 0 for block in box) else []


def _is_labelled(document: Document, head: Block, beside: Sequence[Block]) -> bool:
    """True of what a box holds below its heading, or one cell beside a label; not of heads."""
    columns = {block.column for block in beside}
    words = sum(len(document.quote(block.span).split()) for block in beside)
    return columns <= {head.column} or (len(columns) == 1 and words > _LABEL_WORDS)


def _is_gridded(document: Document, block: Block) -> bool:
    """True of a cell with others beside it."""
    return any(
        other.table == block.table and other.row == block.row and other.column != block.column
        for other in document.blocks
        if other.kind == "cell"
    )


def _heads_on(words: str) -> bool:
    """True of a heading within a list: "That Cabinet:", "The Board should:"."""
    if _BAND.fullmatch(bare(words)) or names_addressee(words):
        return True
    return ends_in_colon(words) and bool(
        leads_to_recommendations(words)
        or re.match(rf"(?:that )?(?:the )?{MEETING}\b", words, re.IGNORECASE)
        or re.search(r"\b(?:should|must)\s*:\s*$", words)
    )


def _is_part(head: Block, block: Block) -> bool:
    """True of a heading within a list: deeper than that of the list itself."""
    return head.kind == "heading" and 0 < head.level < block.level and not block.marker


def _is_next_section(head: Block, block: Block) -> bool:
    """True of a block numbered right after the heading: "3." after "2. Recommendations"."""
    own, other = head.marker.strip(". "), block.marker.strip(". ")
    return own.isdigit() and other.isdigit() and int(other) == int(own) + 1


def _holds_number(below: Sequence[Block], head: Block) -> bool:
    """True where an entry has the number of the heading itself: the next one is an entry too."""
    return any(block.marker.strip(". ") == head.marker.strip(". ") for block in below)


def _to_ask(document: Document, maker: AskMaker, asked: Asked, lead: str) -> Ask:
    words = document.quote(asked.span)
    kind = _kind(document, words, lead)
    found = ASKED.search(lead) or ASKED.search(words)
    whom = find_meeting(document, kind, found[1] if found else "")
    number = printed_number(asked.marker)
    return maker.make(asked.span, kind, printed_number=number, addressee=whom)


def _kind(document: Document, words: str, lead: str) -> AskKind:
    if TO_EXECUTIVE.search(words):
        return "recommendation_to_executive"
    to_meeting = kind_of(document.kind).meeting == "report" or ASKED.search(lead)
    return "decision_asked" if to_meeting else "recommendation"


def find_meeting(document: Document, kind: str, meeting: str) -> str:
    """Whom it is for: the cabinet, or the meeting that is asked, by the name in the paper."""
    if kind == "recommendation_to_executive":
        return "Cabinet"
    name = re.sub(r"^the ", "", " ".join(meeting.split()), flags=re.IGNORECASE)
    return printed_meeting(document) or name if name.lower() in _MEMBERS_ONLY else name


def printed_meeting(document: Document) -> str:
    """The committee's name at the head of the paper; empty where it prints none."""
    for block in document.blocks[:4]:
        words = " ".join(document.quote(block.span).split())
        if re.fullmatch(MEETING, words, re.IGNORECASE):
            return words if not words.isupper() else words.title().replace(" And ", " and ")
    return ""


# --- one by one -----------------------------------------------------------------


def _numbered(document: Document, maker: AskMaker) -> Iterator[Ask]:
    for index, block in enumerate(document.blocks):
        words = document.quote(block.span)
        match = _NUMBERED.match(words)
        alone = heads_box(document, index, words)
        if (match is None and not alone) or block.kind == "note":
            continue
        end = match.end() if match else len(words)
        span = _numbered_span(document, index, end)
        if span is not None:
            number = match["number"] if match else ""
            kind: AskKind = (
                "area_for_improvement" if words[:4].lower() == "area" else "recommendation"
            )
            yield maker.make(span, kind, printed_number=number)


def heads_box(document: Document, index: int, words: str) -> bool:
    """True of "Area for improvement" or "Recommendation" over one item in a box."""
    block = document.blocks[index]
    return block.table is not None and bool(
        re.fullmatch(r"\s*(?:area for improvement|recommendation)\s*:?\s*", words, re.IGNORECASE)
    )


def _numbered_span(document: Document, index: int, end: int) -> Span | None:
    """The words behind the number: the rest of its block, or what stands below or beside it."""
    block = document.blocks[index]
    within = blocks_below(document, index)
    rest = Span(block.span.start + end, block.span.end)
    if rest.end - rest.start > 1:
        return _with_points(document, rest, within)
    within = [each for each in within if not _NUMBERED.match(document.quote(each.span))]
    if not within:
        return None
    return _with_points(document, within[0].span, within[1:])


def _with_points(document: Document, span: Span, after: Sequence[Block]) -> Span:
    """The words with the bullets and letters that come right behind them."""
    end = span.end
    for block in after:
        pointed = bool(block.marker) or block.kind == "item"
        if not pointed or re.match(r"\d+\.\d", block.marker):
            break
        end = block.span.end
    return Span(span.start, end)


# --- in tables ------------------------------------------------------------------


def _tabled(document: Document, maker: AskMaker) -> Iterator[Ask]:
    """The recommendations that a table sets beside their responses."""
    reader = TableReader(document)
    head: Head | None = None
    table = -1
    for row in reader.rows():
        found = reader.head(row, _RESPONSES, 2)
        if found and all(len(document.quote(b.span).split()) <= 8 for b in row.cells.values()):
            head, table = found, row.table if not _heads_actions(reader, row) else -1
            continue
        if head is None or row.table != table:
            continue
        cell = reader.under(head, row).get("recommendation")
        if cell is not None and len(document.quote(cell.span).split()) > 2:
            yield _cell_ask(document, maker, cell)


def _heads_actions(reader: TableReader, row: Row) -> bool:
    """True of a plan's heading row that has no column of responses."""
    heads = [reader.words(block).lower() for block in row.cells.values()]
    answered = any(re.search(r"respon[sd]|accept|agreed|decision", words) for words in heads)
    return reader.head(row, _ACTION, 1) is not None and not answered


def _cell_ask(document: Document, maker: AskMaker, cell: Block) -> Ask:
    words = document.quote(cell.span)
    number = _CELL_NUMBER.match(words)
    span = Span(cell.span.start + (number.end() if number else 0), cell.span.end)
    kind = _kind_of_response(words)
    return maker.make(span, kind, printed_number=number[1] if number else "")


def _kind_of_response(words: str) -> AskKind:
    return "recommendation_to_executive" if TO_EXECUTIVE.search(words) else "recommendation"
