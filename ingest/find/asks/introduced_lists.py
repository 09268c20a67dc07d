"""Lists that a sentence or heading leads into, in councils' and government's papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Block, Document, Span, digest
from corpus.records import Ask, AskKind

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?|\((\d{1,3})\)")
_LETTER = re.compile(r"\(?([a-z])[.)]")
_ROMAN = re.compile(r"\(?([ivx]{1,5})[.)]")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# How a line ends after which an entry can begin: a stop, or "; and".
_ENDS = re.compile(r"[.;:,?]\s*(?:and|or)?\s*$")
_SEARCHED = 40  # blocks ahead in which a list's next number is looked for


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its blocks in order, the first with its marker."""

    blocks: tuple[Block, ...]

    @property
    def first(self) -> Block:
        """The block that begins it."""
        return self.blocks[0]

    @property
    def span(self) -> Span:
        """Its words with its sub-points, without its marker."""
        return Span(self.blocks[0].span.start, self.blocks[-1].span.end)


def number_of(marker: str) -> str:
    """The number or letter of a marker; empty of a bullet.

    >>> [number_of(marker) for marker in ("12.1.2", "(a)", "3.", "•")]
    ['12.1.2', 'a', '3', '']
    """
    match = _NUMBER.fullmatch(marker.strip()) or _LETTER.fullmatch(marker.strip())
    return next((group for group in match.groups() if group), "") if match else ""


def read_entries(document: Document, start: int) -> list[Entry]:
    """The entries of the list that begins with block `start`; what belongs to one is in it.

    An entry goes on over deeper markers, and over paragraphs where the list's next number
    follows; the list ends at a heading, a table or a marker out of its order.
    """
    entries: list[list[Block]] = []
    for index in range(start, len(document.blocks)):
        block = document.blocks[index]
        if block.kind in ("heading", "cell"):
            break
        if entries and _goes_on(document, entries, block):
            entries[-1].append(block)
        elif not entries or _follows(entries[-1][0].marker, block.marker):
            entries.append([block])
        elif _is_deeper(entries[0][0].marker, block) or _is_within(document, entries, index):
            entries[-1].append(block)
        else:
            break
    return [Entry(tuple(blocks)) for blocks in entries]


def _goes_on(document: Document, entries: Sequence[Sequence[Block]], block: Block) -> bool:
    """True of a bullet before the second line of an entry, where each line has been given one."""
    own, last = document.quote(block.span), document.quote(entries[-1][-1].span)
    capitals = all(document.quote(entry[0].span)[:1].isupper() for entry in entries)
    bullet = bool(block.marker) and not number_of(block.marker)
    return bullet and capitals and own[:1].islower() and not _ENDS.search(last)


def _follows(marker: str, following: str) -> bool:
    """True where one marker comes right after another of the same list."""
    if not following:
        return False
    roman, next_roman = (each.strip("(). ").lower() for each in (marker, following))
    if next_roman in _ROMANS and roman == _ROMANS[_ROMANS.index(next_roman) - 1] != "x":
        return True
    number, next_number = number_of(marker), number_of(following)
    if not number or not next_number:
        return number == next_number
    return _successor(number) == next_number


def _successor(number: str) -> str:
    *parents, last = number.split(".")
    following = str(int(last) + 1) if last.isdigit() else chr(ord(last) + 1)
    return ".".join([*parents, following])


def _is_deeper(top: str, block: Block) -> bool:
    """True of a marker that can only stand under the list's own."""
    if not block.marker:
        return False
    if not number_of(top):
        return block.level > 1 and not number_of(block.marker)
    below_letter = _LETTER.fullmatch(top) is not None
    if _ROMAN.fullmatch(block.marker) or not number_of(block.marker):
        return True
    return not below_letter and bool(_LETTER.fullmatch(block.marker))


def _is_within(document: Document, entries: Sequence[Sequence[Block]], index: int) -> bool:
    """True of an unmarked paragraph that goes on with the entry before it.

    It does where its sentence began there, where the list's next number is still to come,
    or where earlier entries had such paragraphs too.
    """
    block = document.blocks[index]
    if block.marker or block.kind != "paragraph":
        return False
    if document.quote(block.span)[:1].islower():
        return True
    if not number_of(entries[0][0].marker):
        return False
    return _next_comes(document, entries[-1][0], index) or any(
        inner.kind == "paragraph" and not inner.marker for entry in entries[:-1] for inner in entry
    )


def _next_comes(document: Document, first: Block, index: int) -> bool:
    for block in document.blocks[index + 1 : index + _SEARCHED]:
        if block.kind in ("heading", "cell"):
            return False
        if _follows(first.marker, block.marker):
            return True
    return False


class AskMaker:
    """Makes a document's asks, each with an id of its own."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._seen: Counter[str] = Counter()

    def make(
        self,
        span: Span,
        kind: AskKind,
        printed_number: str = "",
        assigned_number: str = "",
        addressee: str = "",
        origin: str = "",
    ) -> Ask:
        """An ask of these words; its section is the one it stands in."""
        words = self.document.quote(span)
        self._seen[words] += 1
        section = self.document.section_of(span)
        return Ask(
            id=digest(self.document.id, words, self._seen[words]),
            span=span,
            kind=kind,
            timescale=find_timescale(words),
            section=" > ".join(section.path) if section else "",
            printed_number=printed_number,
            assigned_number=assigned_number,
            addressee=addressee,
            origin=origin,
        )


_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIMESCALE = re.compile(
    rf"""\b(?:
          (?:by|before|no\ later\ than|from)\ (?:the\ (?:end\ of|summer|autumn|spring|winter)\ ?)?
            (?:\d{{1,2}}\ )?{_MONTH}(?:\ 20\d\d)?
        | by\ the\ (?:summer|autumn|spring|winter|end\ of\ the\ \w+)
        | within\ (?:\w+\ ){{1,3}}(?:days|weeks|months|years?)
          (?:\ of\ (?:receiving\ )?(?:the|this|an?)\ [\w ]{{3,30}})?
        | (?:at\ )?(?:six|\d{{1,2}})(?:\ months)?\ and\ (?:twelve|\d{{1,2}})\ months
          (?:\ (?:after|from)\ the\ date\ of\ this\ direction)?
        | (?:each|every)\ (?:week|month|quarter|year|meeting\ of\ the\ Improvement\ Board)
        | quarterly|monthly|immediately|as\ rapidly\ as\ possible
        )\b""",
    re.VERBOSE | re.IGNORECASE,
)


def find_timescale(words: str) -> str:
    """By when or how often, in the words' own; empty where they do not say.

    >>> find_timescale("The council should appoint a director by 31 July 2020.")
    'by 31 July 2020'
    """
    match = _TIMESCALE.search(words)
    return match[0] if match else ""
