"""What a document asks for, by its kind; inspectors' lists are read here.

Every item of such a list, with number, time band, addressee and sub-points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Document, Span, digest
from corpus.kinds import kind_as_read, kind_of
from corpus.records import Ask
from ingest.find.asks.addressees import ACTOR_WORD, find_actor
from ingest.find.asks.commitments import find_commitments
from ingest.find.asks.decisions import find_decisions_asked
from ingest.find.asks.demands import find_demands
from ingest.find.asks.duties import find_duties
from ingest.find.asks.list_headings import (
    SENTENCE_END,
    SUBHEADING_WORDS,
    ListPart,
    find_list_heading,
    find_lists,
)
from ingest.find.asks.list_items import Item, group_rows, is_indented, row_of, style_of
from ingest.find.asks.parts import with_parts
from ingest.find.asks.recommended.lists import find_numbered, find_weaknesses
from ingest.find.asks.recommended.wording import asks, heads_recommendations
from ingest.find.asks.restated import find_restated
from ingest.find.minutes.decisions import find_decisions

BOARD = "LSCB"
COUNCIL = "local authority"
_INTRODUCTION = re.compile(
    r"take the following action|following (?:areas|actions|recommendations)"
    r"|^in order to improve the quality of provision|(?:should|must|needs? to)\s*:\s*$"
    r"|\b(?:asked|identified)\b[^.:;]{3,80}:\s*$"
    r"|\bwe (?:have )?ma[dk]e (?:\w+ ){0,2}recommendations\b"
    r"|\b(?:suggests?|recommends?|recommendations|suggestions|advises?)\b[^.:]{0,80}:\s*$",
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
_INTRODUCED = re.compile(
    r"(?:[^.:;]*,)?\s*(?:the\s+)?([^,.:;]{3,140}?)\s+(?:should|must)\b", re.IGNORECASE
)
_NO_ROW = (None, None)
_SENTENCE_ENDS = re.compile(r"[a-z)][.?!](?=\s|$)")
_MOST_SENTENCES = 2  # of an item without a mark


@dataclass(frozen=True, slots=True)
class _ReadPart:
    """The items of a part of a list: whom its introduction names, whether other text ends them."""

    part: ListPart
    asked: str
    items: tuple[Item, ...]
    ended: bool


def find_asks(document: Document) -> tuple[Ask, ...]:
    """Everything that a document asks of somebody or repeats as asked, in order.

    The span of an ask leaves out its number or bullet and holds its sub-points.
    """
    asks: list[Ask] = []
    for way in kind_as_read(document.kind, document.kind_doubt).asks:
        asks += [ask for ask in FINDERS[way](document) if not _overlaps(ask, asks)]
    return tuple(with_parts(document, ask) for ask in sorted(asks, key=lambda ask: ask.span))


def _overlaps(ask: Ask, others: list[Ask]) -> bool:
    """True where some of its words are another ask already: nothing is asked twice."""
    return any(other.span.touches(ask.span) for other in others)


def find_listed_asks(document: Document) -> tuple[Ask, ...]:
    """Every item of every list of recommendations in an inspectors' document, in order.

    None where a list says that there is nothing to ask.
    """
    seen: Counter[str] = Counter()
    return tuple(
        _to_ask(document, read, item, seen) for read in _read_lists(document) for item in read.items
    )


def find_other_lists(document: Document) -> tuple[Ask, ...]:
    """The items of lists of improvements, but not those headed as recommendations."""
    return tuple(
        ask
        for ask in find_listed_asks(document)
        if not any(map(heads_recommendations, ask.section.split(" > ")))
    )


def _read_lists(document: Document) -> Iterator[_ReadPart]:
    """The items of each part of a list. What follows the first block that is no item is none."""
    before: _ReadPart | None = None
    for part in find_lists(document):
        goes_on = before if part.continued else None
        if goes_on and goes_on.ended:
            continue
        before = _read_part(document, part, goes_on.asked if goes_on else "")
        yield before


def _read_part(document: Document, part: ListPart, asked: str) -> _ReadPart:
    """The items of a part, each with its sub-points, up to other text."""
    items: list[Item] = []
    for unit, following in pairwise([*group_rows(part.blocks), None]):
        assert unit is not None  # None only closes the list
        if _asks_nothing(document, unit) or _observes(document, unit, part):
            continue
        if not items and following and _leads_on(document, unit, following):
            continue
        if not items and _is_introduction(document, unit, part):
            asked = _find_introduced(document.quote(unit.last.span)) or asked
        elif not items:
            items.append(unit)
        elif _names_rest_of_body(document, items[-1], unit):
            items[-1] = Item(items[-1].blocks, items[-1].body + unit.blocks)
        elif _belongs(document, items[-1], unit, part):
            items[-1] += unit
        elif style_of(unit.first) in (style_of(items[-1].first), "bullet"):
            items.append(unit)
        else:
            return _ReadPart(part, asked, tuple(items), ended=True)
    return _ReadPart(part, asked, tuple(items), ended=False)


def _asks_nothing(document: Document, unit: Item) -> bool:
    """True of a table's head, a stray bullet, and words that say that nothing is asked."""
    words = document.quote(unit.first.span)
    head = unit.first.kind == "cell" and (unit.first.header or find_list_heading(words))
    return bool(head or _NOTHING.match(words)) or not any(map(str.isalpha, words))


def _observes(document: Document, unit: Item, part: ListPart) -> bool:
    """True of a paragraph of several sentences under peers' "Areas to consider": what they saw."""
    if kind_of(document.kind).by_inspectors or any(map(heads_recommendations, part.path)):
        return False
    plain = unit.first.kind == "paragraph" and not unit.first.marker
    words = document.quote(unit.first.span)
    return plain and not asks(words) and len(_SENTENCE_ENDS.findall(words)) > _MOST_SENTENCES


def _is_introduction(document: Document, unit: Item, part: ListPart) -> bool:
    """True of a sentence that leads to the items; in a box of its own it is an item's lead."""
    introduces = _INTRODUCTION.search(document.quote(unit.last.span))
    return introduces is not None and not _has_own_row(unit, part)


def _leads_on(document: Document, unit: Item, following: Item) -> bool:
    """True of a plain sentence with a colon before the first numbered item."""
    plain = unit.last.kind == "paragraph" and not unit.first.marker
    leads = document.quote(unit.last.span).rstrip().endswith(":")
    numbered = style_of(following.first) == "number"
    return plain and leads and numbered and row_of(unit.first) == _NO_ROW


def _has_own_row(unit: Item, part: ListPart) -> bool:
    """True in a row of a table, but not where a table wraps the page, heading and all."""
    return row_of(unit.first) not in (_NO_ROW, row_of(part.block))


def _names_rest_of_body(document: Document, item: Item, unit: Item) -> bool:
    """True of the end of a body's name that a page parted from its row."""
    words = document.quote(unit.first.span)
    short = len(words.split()) <= SUBHEADING_WORDS and not words.endswith(SENTENCE_END)
    return bool(item.body) and not unit.body and short and unit.first.page > item.last.page


def _belongs(document: Document, item: Item, unit: Item, part: ListPart) -> bool:
    """True of what goes on with an item: its sub-point, its row, or the rest of its words."""
    style, top = style_of(unit.first), style_of(item.first)
    if not unit.first.marker and _is_rest(document, item, unit):
        return True
    if not top and row_of(unit.first) == row_of(item.last) and _has_own_row(unit, part):
        return True
    if style == top == "bullet":
        return is_indented(document, item.first, unit.first)
    if not top and style == "bullet":  # else the first of the bullets has lost its own
        return style_of(item.last) == style or document.quote(item.last.span).endswith(":")
    return style not in ("", "number", top)


def _is_rest(document: Document, item: Item, unit: Item) -> bool:
    """True where an unmarked block begins in the middle of the item's sentence.

    The items of 2013 begin in lower case: where they are unmarked too, that says nothing.
    """
    if document.quote(unit.first.span)[:1].islower():
        return bool(item.first.marker) or document.quote(item.first.span)[:1].isupper()
    ended = document.quote(item.last.span).endswith(SENTENCE_END)
    return unit.first.page > item.last.page and not ended


# --- what an item says ---------------------------------------------------------


def _to_ask(document: Document, read: _ReadPart, item: Item, seen: Counter[str]) -> Ask:
    part = read.part
    span = Span(item.first.span.start, item.last.span.end)
    words = document.quote(span)
    seen[words] += 1
    beside = " ".join(document.quote(block.span) for block in item.body)
    return Ask(
        id=digest(document.id, words, seen[words]),
        span=span,
        kind=part.heading.kind,
        printed_number=_number(item.first.marker) or _number(beside),
        timescale=part.timescale,
        addressee=("" if _number(beside) else beside) or _find_addressee(document, read, words),
        section=" > ".join(part.path),
        references=_find_references(words),
    )


def _number(marker: str) -> str:
    """The number in "20." or "(20)"; empty where a marker is none.

    >>> _number("20."), _number("•"), _number("3 boroughs")
    ('20', '', '')
    """
    number = marker.strip("(). ")
    return number if number.replace(".", "").isdigit() else ""


def _find_addressee(document: Document, read: _ReadPart, words: str) -> str:
    """Who is asked: the board in its own part, whom item or introduction name, the council.

    The lists of children's services inspections from 2018 name nobody, and an area's
    partners are not one authority: there it is empty unless the item says.
    """
    if read.part.heading.names_nobody:
        return ""
    if read.part.board:
        return BOARD
    council = COUNCIL if kind_of(document.kind).inspects == "service" else ""
    return find_actor(words) or read.asked or council


def _find_introduced(words: str) -> str:
    """Whom an introduction names: "To improve services, the council should take ..."."""
    match = _INTRODUCED.match(words)
    return " ".join(match[1].split()) if match and ACTOR_WORD.search(match[1]) else ""


def _find_references(words: str) -> tuple[str, ...]:
    """The paragraph numbers that an item points at, in the order printed."""
    lists = (match[1] for match in _REFERENCE.finditer(words))
    return tuple(number for numbers in lists for number in re.findall(r"\d+", numbers))


# The ways to look for asks, by the names that `DocumentKind.asks` gives them.
FINDERS: Mapping[str, Callable[[Document], tuple[Ask, ...]]] = {
    "commitments": find_commitments,
    "decisions": find_decisions,
    "decisions_asked": find_decisions_asked,
    "demands": find_demands,
    "duties": find_duties,
    "lists": find_listed_asks,
    "lists_beside": find_other_lists,
    "numbered": find_numbered,
    "restated": find_restated,
    "weaknesses": find_weaknesses,
}
