"""The entries under a heading or a lead: one for each item, its sub-points with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.document import Block, Document, Span
from ingest.find.asks.recommended.wording import (
    announces,
    asks,
    ends_in_colon,
    is_lead,
    names_addressee,
)

_ROMAN = re.compile(r"\(?[ivx]{1,5}[.)]", re.IGNORECASE)
_INLINE = re.compile(r"(?:(?<=\s)|^)(?:\((?P<a>\w{1,4})\)|(?P<b>\d{1,2}|[a-z])[.)])\s+(?=\S)")
# "R1. We recommend", "A2. Keep the grant": a code that no format keeps apart from the words.
_CODE = re.compile(r"((?:R(?:ec)?\.?|[A-Z]) ?\d{1,2}(?:/\d{2,4})?)[.:)]?\s+(?=[A-Z])")
# A paragraph between two entries that says why the one before it is made.
_EXPLAINS = re.compile(
    r"(?:reasons?|rationale|why|evidence|context|background|justification)\b[^.:]{0,60}[:.–-]\s",
    re.IGNORECASE,
)
_ORDERS = (
    [str(number) for number in range(1, 40)],
    list("abcdefghijklmnopqrstuvwxyz"),
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"],
)


@dataclass(slots=True)
class Node:
    """A block with those that stand under it."""

    block: Block
    style: tuple[str, int]
    under: list[Node] = field(default_factory=list)

    @property
    def last(self) -> Block:
        """The last block of all under it."""
        return self.under[-1].last if self.under else self.block


@dataclass(frozen=True, slots=True)
class Asked:
    """What one entry asks: its words, and its printed number or letter as a marker."""

    span: Span
    marker: str


def read_asked(
    document: Document,
    blocks: Sequence[Block],
    sure: bool = False,
    asks: Callable[[str], bool] = asks,
) -> list[Asked]:
    """What is asked in blocks that stand under a heading or lead, in order.

    A lead-in ("That the Committee:") asks nothing itself, what stands under it does. Unmarked
    paragraphs count where they ask by their first words, or, if `sure`, the first where nothing
    else does.
    """
    nodes = read_tree(document, blocks, asks)
    found = [asked for node in nodes for asked in _asked(document, node, asks)]
    first = document.quote(nodes[0].block.span) if nodes else ""
    if not found and sure and nodes and not (is_lead(first, False) or announces(first)):
        return [Asked(Span(nodes[0].block.span.start, nodes[0].last.span.end), "")]
    return found


def read_tree(
    document: Document, blocks: Sequence[Block], asks: Callable[[str], bool]
) -> list[Node]:
    """The blocks as a tree by their markers; reading ends at text that belongs to no entry."""
    tops: list[Node] = []
    path: list[Node] = []
    for index, block in enumerate(blocks):
        words = document.quote(block.span)
        node = Node(block, style_of(block, path))
        if not block.marker and path and _goes_on(document, path, blocks, index, asks):
            path[-1].under.append(node)
            continue
        if not block.marker and tops and _EXPLAINS.match(words):
            continue
        if not block.marker:
            coded = _CODE.match(words) is not None
            asking = coded or is_lead(words, False) or asks(words) or block.kind == "item"
            if not asking and _has_asked(document, tops, asks):
                break
            path = []
        elif not path and not asks(words) and _is_whole(document, tops, asks):
            break
        depth = _depth(path, node.style)
        path = path[:depth]
        (path[-1].under if path else tops).append(node)
        path.append(node)
        if not block.marker and not is_lead(words, False):
            path = []
    return tops


def _is_whole(document: Document, tops: Sequence[Node], asks: Callable[[str], bool]) -> bool:
    """True where the last entry is an unmarked paragraph that asks all by itself: a number after it
    is that of the next section."""
    if not tops or tops[-1].block.marker or tops[-1].under:
        return False
    words = document.quote(tops[-1].block.span)
    return asks(words) and not is_lead(words, False)


def style_of(block: Block, path: Sequence[Node]) -> tuple[str, int]:
    """How a block is marked: its kind of marker, and the depth that numbers or bullets tell."""
    marker = block.marker.strip()
    if not marker:
        return ("item", block.level) if block.kind == "item" else ("", 0)
    inner = marker.strip("().")
    if inner[:1].isdigit():
        return "number" if "(" not in marker else "bracket", inner.count(".")
    if inner.isalpha() and marker != "o":
        roman = _ROMAN.fullmatch(marker) and not _follows_letter(inner, path)
        return ("roman" if roman else "letter"), 0
    return "bullet", block.level


def _follows_letter(letter: str, path: Sequence[Node]) -> bool:
    """True of the "i" after an "h"."""
    before = [node.block.marker.strip("(). ") for node in path if node.style[0] == "letter"]
    return bool(before) and len(letter) == 1 and ord(letter) == ord(before[-1][:1]) + 1


def _depth(path: Sequence[Node], style: tuple[str, int]) -> int:
    """Where in the path a marker of this style belongs: beside its like, else under the last."""
    for depth, node in enumerate(path):
        if node.style == style or (node.style[0] == style[0] != "" and node.style[1] > style[1]):
            return depth
    return len(path)


def _has_asked(document: Document, tops: Sequence[Node], asks: Callable[[str], bool]) -> bool:
    return any(
        node.block.marker or node.under or asks(document.quote(node.block.span)) for node in tops
    )


def _goes_on(
    document: Document,
    path: Sequence[Node],
    blocks: Sequence[Block],
    index: int,
    asks: Callable[[str], bool],
) -> bool:
    """True of an unmarked paragraph in the middle of an entry: its next number is to come."""
    block = blocks[index]
    words = document.quote(block.span)
    if block.kind == "item" or is_lead(words, False):
        return False
    if words[:1].islower():
        return True
    later = (style_of(after, path) for after in blocks[index + 1 :] if after.marker)
    return path[-1].style[0] != "" and next(later, None) == path[-1].style and not asks(words)


def _asked(document: Document, node: Node, asks: Callable[[str], bool]) -> Iterator[Asked]:
    words = document.quote(node.block.span)
    marked = bool(node.block.marker) or node.block.kind == "item"
    leads = node.under or ends_in_colon(words) or not marked or names_addressee(words)
    if is_lead(words, marked) and leads:
        for inner in node.under:
            yield from _asked(document, inner, asks)
    elif (
        any(map(str.isalpha, words))
        and (marked or _CODE.match(words) or asks(words))
        and not announces(words)
    ):
        span = Span(node.block.span.start, node.last.span.end)
        if node.under:
            yield Asked(span, node.block.marker)
        else:
            yield from split_inline(document, span, node.block.marker)


def split_inline(document: Document, span: Span, marker: str = "") -> Iterator[Asked]:
    """The items that run on in one paragraph: "That (1) the report be noted; (2) ...".

    The whole span where it has none; words that ask nothing before the first are left out.
    """
    words = document.quote(span)
    rest = _marks(words, after=marker.strip("(). ")) if marker else []
    if rest and words[: rest[0].start()].rstrip().endswith((";", ".", "; and", ",")):
        first = words[: rest[0].start()].rstrip()
        yield Asked(Span(span.start, span.start + len(first)), marker)
        yield from _inline(span, words, rest)
        return
    marks = _marks(words)
    lead = words[: marks[0].start()].strip() if marks else ""
    if len(marks) < 2 or not (not lead or is_lead(lead, True) or ends_in_colon(lead)):
        coded = _CODE.match(words)
        begin = coded.end() if coded else 0
        yield Asked(Span(span.start + begin, span.end), coded[1] if coded else marker)
        return
    yield from _inline(span, words, marks)


def _inline(span: Span, words: str, marks: Sequence[re.Match[str]]) -> Iterator[Asked]:
    """Each item that begins behind one of these marks."""
    ends = [*(mark.start() for mark in marks[1:]), len(words)]
    for mark, end in zip(marks, ends, strict=True):
        text = words[mark.end() : end].rstrip()
        text = text.removesuffix("and").rstrip() if text.endswith("; and") else text
        start = span.start + mark.end()
        yield Asked(Span(start, start + len(text)), mark["a"] or mark["b"])


def _marks(words: str, after: str = "") -> list[re.Match[str]]:
    """The numbers or letters of a run of two or more items in one paragraph, in their order;
    those that come after a first one, where that is the paragraph's own marker."""
    found = list(_INLINE.finditer(words))
    orders = [names[1:] for names in _ORDERS if names[0] == after] if after else _ORDERS
    runs = (_run(found, names) for names in orders)
    return next((run for run in runs if len(run) > (not after)), [])


def _run(found: Sequence[re.Match[str]], names: Sequence[str]) -> list[re.Match[str]]:
    run: list[re.Match[str]] = []
    for match in found:
        if (match["a"] or match["b"]) == names[min(len(run), len(names) - 1)]:
            run.append(match)
    return run
