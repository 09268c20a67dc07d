"""What inspectors ask for: every list of recommendations, with its items' number, band and addressee."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from corpus.records import Ask, AskKind, Block, Document, Span, digest

# Kinds of document whose lists are read here; papers of councils and government print other lists.
INSPECTIONS = frozenset(
    {
        "inspection_report",
        "focused_visit",
        "monitoring_visit",
        "jtai_letter",
        "area_send_report",
        "other",
        "",
    }
)
_NO_ROW = (None, None)
BOARD = "LSCB"
COUNCIL = "local authority"


@dataclass(frozen=True, slots=True)
class _Opener:
    """A heading that opens a list. `rank` 2 stands under one of rank 1, where there is one.

    `divided` lists have sub-headings; in others the next heading ends the list.
    """

    pattern: re.Pattern[str]
    kind: AskKind
    rank: int
    divided: bool
    timescale: str = ""
    names_nobody: bool = False


_OPENERS = (
    _Opener(
        re.compile(r"what does .{3,60} need to improve"), "area_for_improvement", 1, divided=True
    ),
    _Opener(
        re.compile(r"what needs to (?:improve|change)(?: in this area of .{3,40})?"),
        "area_for_improvement",
        1,
        divided=False,
        names_nobody=True,
    ),
    _Opener(
        re.compile(r"(?:key )?recommendations?(?: for .{3,60})?"), "recommendation", 1, divided=True
    ),
    _Opener(
        re.compile(r"priority and immediate actions?"),
        "priority_action",
        2,
        divided=True,
        timescale="Priority and immediate action",
    ),
    _Opener(
        re.compile(r"areas? (?:for|requiring) (?:immediate )?priority actions?"),
        "priority_action",
        2,
        divided=True,
    ),
    _Opener(
        re.compile(r"areas? (?:for|requiring) (?:further )?improvements?"),
        "area_for_improvement",
        2,
        divided=True,
    ),
)
_BAND = re.compile(
    r"immediately|within (?:\w+ )?(?:\w+) (?:days?|weeks?|months?|year)", re.IGNORECASE
)
_NUMBERED = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)]?\s+")
_NOTE_NUMBER = re.compile(r"(?<=[a-z?:])\s*\d{1,2}$")
_PAGE_NUMBER = re.compile(r"\s\d{1,3}$")
_BOARD_NAME = re.compile(r"safeguarding children(?:['’]s)? board|\bLSCB\b", re.IGNORECASE)
# Headings that follow a list in the single framework at the list's own size. None of them heads
# a part of a list in the reports of 2013 to 2018.
_AFTER_LIST = re.compile(
    r"strengths|progress since|information about|summary|inspection (?:findings|judge?ments?)|key judge?ments"
    r"|findings|what the inspection|about this|contents|annex|next steps",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"take the following action|following (?:areas|actions|recommendations)|^in order to improve the quality of provision"
    r"|(?:should|must|needs? to|ensure)\s*:\s*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"there (?:are|were) no\b|no (?:areas|priority|recommendations|immediate)\b|none\b"
    r"|(?:the|this) inspection (?:did not|found no|has not)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\bparagraphs?\s+((?:\d{1,3}(?:\s*(?:,|and|to|–|-|&)\s*)*)+)", re.IGNORECASE
)
_ACTOR = re.compile(
    r"(?:the\s+)?([^.:;]{2,140}?)\s+(?:should|must|needs?\s+to|are\s+to|is\s+to)\b", re.IGNORECASE
)
# Not a name but the beginning of a sentence.
_CLAUSE = re.compile(r"\b(?:that|which|is|are|to|so|when|where|if)\b", re.IGNORECASE)
# Who can be asked; "child protection plans need to be clear" names nobody.
_ACTOR_WORD = re.compile(
    r"\b(?:leaders|managers?|workers?|authority|council|trust|boards?|LSCB|partners|partnership|chairs?"
    r"|officers?|ICBs?|CCGs?|police|agencies|members|services?|director|headteacher|panel|practitioners|staff)\b",
    re.IGNORECASE,
)
_SENTENCE_END = (".", "?", "!", ":", ";", ")", "”", "’")
# Points to the right of the first item's edge at which a bullet is a sub-point: Word indents
# nested lists by 18 points and more, while the edges of one list vary by less than 4.
INDENT_POINTS = 9.0
# The longest sub-heading in the reports of 2013 to 2018 has 11 words.
SUBHEADING_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Context:
    """The list that blocks stand in: its headings, and what they say of its items."""

    path: tuple[str, ...]
    opener: _Opener
    level: int
    outer: str = ""  # the heading of rank 1 above, still open
    timescale: str = ""
    board: bool = False
    row: tuple[object, object] = _NO_ROW  # of the heading, where a table wraps the page


@dataclass(slots=True)
class _List:
    """Blocks that stand together under one heading of a list."""

    context: _Context
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A block, or a row of a table: the cells that ask, and the cell beside them that names a body."""

    blocks: tuple[Block, ...]
    body: tuple[Block, ...] = ()

    @property
    def first(self) -> Block:
        return self.blocks[0]

    @property
    def last(self) -> Block:
        return self.blocks[-1]


def find_asks(document: Document) -> tuple[Ask, ...]:
    """Every item of every list of recommendations, in the order printed.

    The span of an ask leaves out its number or bullet and holds its sub-points. A
    restated or narrated recommendation is no item. Papers that are not inspectors'
    have none here.
    """
    if document.kind not in INSPECTIONS:
        return ()
    seen: Counter[str] = Counter()
    return tuple(
        _to_ask(document, part.context, item, seen)
        for part in _find_lists(document)
        for item in _items(document, part)
    )


# --- headings: where lists open and close ------------------------------------


def _find_lists(document: Document) -> Iterator[_List]:
    """The lists, each with the blocks under one heading of it."""
    blocks = [block for block in document.blocks if block.kind != "note"]
    context: _Context | None = None
    board = False
    current: _List | None = None
    for index, block in enumerate(blocks):
        heading = _heading(document, blocks, index)
        if not heading and context and context.opener.divided:
            heading = _plain_subheading(document, blocks, index)
        if not heading:
            if current is not None:
                current.blocks.append(block)
            continue
        board = _is_board_part(heading, board)
        if current is not None and current.blocks:
            yield current
        context = _enter(context, heading, block, board, _next_is_item(blocks, index))
        current = _List(context) if context else None
    if current is not None and current.blocks:
        yield current


def _heading(document: Document, blocks: Sequence[Block], index: int) -> str:
    """The words of a heading, or of a block that reads like one of a list's; else empty."""
    block = blocks[index]
    words = " ".join(document.quote(block.span).split())
    if block.kind == "heading":
        return words
    if len(words) > 90 or not (_find_opener(words) or _BAND.fullmatch(_bare(words))):
        return ""
    return "" if _in_contents(document, blocks, index) else words


def _plain_subheading(document: Document, blocks: Sequence[Block], index: int) -> str:
    """A short line between numbered items, printed like one of them; else empty."""
    words = document.quote(blocks[index].span)
    short = len(words.split()) <= SUBHEADING_WORDS and not words.endswith(_SENTENCE_END)
    plain = blocks[index].kind == "paragraph" and not blocks[index].marker
    return words if plain and short and words[:1].isupper() and _next_is_item(blocks, index) else ""


def _in_contents(document: Document, blocks: Sequence[Block], index: int) -> bool:
    """True where a page number stands beside it, or at its own end and at a neighbour's."""
    near = [document.quote(block.span) for block in blocks[max(0, index - 1) : index + 2]]
    words = document.quote(blocks[index].span)
    if near[-1] != words and near[-1].isdigit():
        return True
    return sum(bool(_PAGE_NUMBER.search(line)) for line in near) > 1 and bool(
        _PAGE_NUMBER.search(words)
    )


def _bare(words: str) -> str:
    """A heading without number, footnote and closing mark, for comparison."""
    plain = _NOTE_NUMBER.sub("", _NUMBERED.sub("", words.strip("*# ")).strip(" .:?"))
    return plain.strip(" .:?*")


def _find_opener(words: str) -> _Opener | None:
    bare = _bare(words).lower()
    return next((opener for opener in _OPENERS if opener.pattern.fullmatch(bare)), None)


def _is_board_part(heading: str, board: bool) -> bool:
    """True under a heading that names the safeguarding board, until one names the authority."""
    if _BOARD_NAME.search(heading):
        return True
    return board and "local authority" not in heading.lower()


def _next_is_item(blocks: Sequence[Block], index: int) -> bool:
    following = blocks[index + 1 : index + 2]
    return bool(following) and (following[0].kind == "item" or bool(following[0].marker))


def _enter(
    context: _Context | None, heading: str, block: Block, board: bool, before_item: bool
) -> _Context | None:
    """The list that a heading opens or goes on with; None where it ends the list."""
    opener = _find_opener(heading)
    if opener:
        return _open(context, opener, heading, block, board)
    if context is None:
        return None
    if _BAND.fullmatch(_bare(heading)):
        return replace(context, timescale=_bare(heading))
    if not context.opener.divided or not before_item or _AFTER_LIST.search(heading):
        return None
    if block.level and context.level and block.level <= context.level:
        return None
    return replace(context, path=(*_listed(context), _title(heading)))


def _open(
    context: _Context | None, opener: _Opener, heading: str, block: Block, board: bool
) -> _Context:
    outer = context.outer if context and opener.rank == 2 else ""
    title = _title(heading)
    return _Context(
        path=(outer, title) if outer else (title,),
        opener=opener,
        level=block.level,
        outer=title if opener.rank == 1 else outer,
        timescale=opener.timescale,
        board=board,
        row=_row(block),
    )


def _listed(context: _Context) -> tuple[str, ...]:
    """The path up to the opener, without a sub-heading."""
    return context.path[: 2 if context.opener.rank == 2 and context.outer else 1]


def _title(heading: str) -> str:
    """A heading as it is shown: without footnote and colon."""
    return _NOTE_NUMBER.sub("", heading).strip(" :*#")


# --- items --------------------------------------------------------------------


def _items(document: Document, part: _List) -> Iterator[_Unit]:
    """The items of a list, each with its sub-points; ends at the first block that is none."""
    item: _Unit | None = None
    top: Block | None = None
    for unit in _units(part.blocks):
        if _asks_nothing(document, unit) or (item is None and _is_introduction(document, unit)):
            continue
        if item is None or top is None:
            item, top = unit, unit.first
        elif _names_rest_of_body(document, item, unit):
            item = _Unit(item.blocks, (*item.body, unit.first))
        elif _belongs(document, item, unit, top, part.context.row):
            item = _Unit((*item.blocks, *unit.blocks), (*item.body, *unit.body))
        elif _style(unit.first) == _style(top):
            yield item
            item = unit
        else:
            break
    if item is not None:
        yield item


def _units(blocks: Iterable[Block]) -> Iterator[_Unit]:
    """Blocks one by one, but the cells of a table row together."""
    for _, group in groupby(blocks, key=_row_or_place):
        row = tuple(group)
        beside = row[0].column if len({block.column for block in row}) > 1 else None
        body = tuple(block for block in row if beside is not None and block.column == beside)
        yield _Unit(row[len(body) :], body)


def _row_or_place(block: Block) -> tuple[int | None, int | None, int]:
    """The row of a cell; a place of its own for any other block."""
    return block.table, block.row, -1 if block.kind == "cell" else block.span.start


def _asks_nothing(document: Document, unit: _Unit) -> bool:
    """True of a table's head, a stray bullet, and words that say that nothing is asked."""
    words = document.quote(unit.first.span)
    head = unit.first.kind == "cell" and (unit.first.header or _find_opener(words) is not None)
    return head or not any(map(str.isalpha, words)) or bool(_NOTHING.match(words))


def _is_introduction(document: Document, unit: _Unit) -> bool:
    return bool(_INTRODUCTION.search(document.quote(unit.last.span)))


def _names_rest_of_body(document: Document, item: _Unit, unit: _Unit) -> bool:
    """True of the end of a body's name that a page parted from its row."""
    words = document.quote(unit.first.span)
    short = len(words.split()) <= SUBHEADING_WORDS and not words.endswith(_SENTENCE_END)
    return bool(item.body) and not unit.body and short and unit.first.page > item.last.page


def _style(block: Block) -> str:
    """How an item is marked: number, letter, bullet or not at all."""
    marker = block.marker.strip("().")
    if not marker:
        return "bullet" if block.kind == "item" else ""
    if marker[0].isdigit():
        return "number"
    return "letter" if marker.isalpha() and marker != "o" else "bullet"


def _belongs(
    document: Document, item: _Unit, unit: _Unit, top: Block, heading_row: tuple[object, object]
) -> bool:
    """True of what goes on with an item: its sub-point, its row, or the rest of its words."""
    style, top_style = _style(unit.first), _style(top)
    if _is_rest(document, item, unit):
        return True
    if not top_style and _row(unit.first) == _row(item.last) not in (heading_row, _NO_ROW):
        return True
    if style == top_style == "bullet":
        return unit.first.level > top.level or _is_indented(document, top, unit.first)
    return style not in ("", "number", top_style)


def _is_rest(document: Document, item: _Unit, unit: _Unit) -> bool:
    """True where an unmarked block begins in the middle of the item's sentence."""
    if unit.first.marker:
        return False
    if document.quote(unit.first.span)[:1].islower():
        return True
    ended = document.quote(item.last.span).endswith(_SENTENCE_END)
    return unit.first.page > item.last.page and not ended


def _row(block: Block) -> tuple[object, object]:
    return block.table, block.row


def _is_indented(document: Document, top: Block, block: Block) -> bool:
    edges = [min((box.x0 for box in document.boxes_of(b.span)), default=0.0) for b in (top, block)]
    return edges[1] - edges[0] > INDENT_POINTS


def _to_ask(document: Document, context: _Context, item: _Unit, seen: Counter[str]) -> Ask:
    span = Span(item.first.span.start, item.last.span.end)
    words = document.quote(span)
    seen[words] += 1
    body = " ".join(document.quote(block.span) for block in item.body)
    number = _number(item.first.marker) or _number(body)
    return Ask(
        id=digest(document.id, words, seen[words]),
        span=span,
        kind=context.opener.kind,
        printed_number=number,
        timescale=context.timescale,
        addressee=(body if not _number(body) else "") or _find_addressee(document, context, words),
        section=" > ".join(context.path),
        references=_find_references(words),
    )


def _number(marker: str) -> str:
    """The number in "20." or "(20)"; empty where a marker is none.

    >>> _number("20."), _number("•"), _number("3 boroughs")
    ('20', '', '')
    """
    number = marker.strip("(). ")
    return number if number.replace(".", "").isdigit() else ""


def _find_addressee(document: Document, context: _Context, words: str) -> str:
    """Who is asked: the board in its own part, else whom the item names, else the authority.

    The lists of children's services inspections from 2018 name nobody, and an area's
    partners are not one authority: there it is empty unless the item says.
    """
    if context.board:
        return BOARD
    if context.opener.names_nobody:
        return ""
    named = _find_actor(words)
    return named or (COUNCIL if document.kind == "inspection_report" else "")


def _find_actor(words: str) -> str:
    """Who "should" or "must" in the first sentence that says so.

    >>> _find_actor("The local authority and its partners should improve plans.")
    'local authority and its partners'
    """
    for sentence in re.split(r"(?<=[.?!])\s+", words):
        match = _ACTOR.match(sentence)
        if match and _ACTOR_WORD.search(match[1]) and not _CLAUSE.search(match[1]):
            return " ".join(match[1].split()).strip(",")
    return ""


def _find_references(words: str) -> tuple[str, ...]:
    """The paragraph numbers that an item points at, in the order printed."""
    lists = (match[1] for match in _REFERENCE.finditer(words))
    return tuple(number for numbers in lists for number in re.findall(r"\d+", numbers))
