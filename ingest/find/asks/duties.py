"""What a direction orders: its lettered duties, and the terms of reference in its annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.document import Block, Document, Span
from corpus.records import Ask
from ingest.find.asks.introduced_lists import AskMaker, Entry, number_of, read_entries
from ingest.find.asks.recommended.wording import bare, ends_in_colon
from models.text.sentences import find_sentences

_BODIES = (
    r"(?:council|authority|trust|partnership|partners|board|commissioner|adviser|chair|parties"
    r"|(?:chief )?executive|director)"
)
_SHALL = r"(?:must|shall|should|(?:is|are) (?:also )?(?:required|directed|expected|asked) to)"
# What is written for somebody and has to be as the notice says.
_WRITTEN = r"(?:plan|strategy|report|reports|response|statement|data|board[’']s (?:\w+ )?members)"
# What leads to a list of duties: the last sentence of a paragraph, up to its colon.
_DIRECTS = re.compile(
    r"\b(?:directs?|requires?|instructs?)\b.{0,120}\b(?:council|authority|trust)\b.{0,200}:\s*$"
    rf"|\b{_BODIES}\b.{{0,60}}\b(?:{_SHALL}|will)\b.{{0,80}}:\s*$"
    rf"|\b{_WRITTEN}s?\b.{{0,40}}\b{_SHALL}\b.{{0,80}}:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_ORDERED = re.compile(
    rf"(?:(?!(?:that|said|says?|whether|if|which|who|to)\b)[\w’',()-]+ ){{0,9}}?"
    rf"(?:{_BODIES}(?: and (?:[\w’'-]+ ){{1,6}}?{_BODIES})?|{_WRITTEN})\s+"
    rf"{_SHALL}\b(?! have\b)(?P<what>.*)",
    re.IGNORECASE | re.DOTALL,
)
# "The council will work with the adviser": in a notice an order too.
_WILL = re.compile(
    r"(?:the )?(?:council|authority|trust) will (?!have\b|be (?:able|given|told|informed|notified)"
    r"|receive\b|remain\b|retain\b)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^,[^,:]*,?")  # "must, to the satisfaction of the Secretary of State:"
# What says only that a list follows, or by when: "The Council must, by May, do the following:".
_WHEN_ONLY = re.compile(
    r"\b(?:do|take|comply with|meet|complete|carry out|undertake|ensure|secure|the|these|all|of|to"
    r"|following|steps?|actions?|requirements?|as|follows|that|by|before|within|\d+|months?|weeks?"
    r"|days?|(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december))\b|\W+",
    re.IGNORECASE,
)
# Over the list of what is ordered, where no sentence leads to it.
_SCHEDULE = re.compile(
    r"(?:the )?schedule(?: (?:of|to) .{3,60})?|(?:the )?(?:actions?|steps|requirements|duties)"
    r"(?: (?:that|which))?(?: (?:are )?(?:to be taken|required|needed)| for| of"
    r"| (?:placed )?(?:up)?on)"
    r"\b.{0,60}|what the (?:council|authority|trust) must do",
    re.IGNORECASE,
)
_INSTRUCTS = re.compile(
    r"[Tt]o [a-z]+\b|[A-Z][a-z]+ (?:the|a|an|and|all|with)\b(?!.{0,40}\bwill\b)"
)
_COURSE = re.compile(
    r"(?:assess|measur|monitor)ing (?:of )?progress|reviews?\b|failure to|non-?compliance"
    r"|background",
    re.IGNORECASE,
)
_LEADS_ONLY = re.compile(r"\b(?:do|take) (?:all )?(?:of )?the following\b[^.]*\.?$", re.IGNORECASE)
_ANNEX = re.compile(r"annex(?: ?[a-z0-9])?\b", re.IGNORECASE)
_TERMS = re.compile(r"\W*terms of reference\b.*", re.IGNORECASE)
_EXPECTED = re.compile(r"\b(?:is|are) (?:expected|required|to)\b|\b(?:shall|must|will)\b", re.I)
_HEAD = 4  # blocks of an annex's head


def find_duties(document: Document) -> tuple[Ask, ...]:
    """The duties of a direction or notice in order, numbered as printed ("8a", "A2b").

    Those of its own paragraphs are for the council; those of an annex for whoever it is
    the terms of reference of.
    """
    annexes = [i for i, block in enumerate(document.blocks) if _is_annex(document, block)]
    bounds = [*annexes, len(document.blocks)]
    maker = AskMaker(document)
    asks = list(_own_duties(document, maker, bounds[0]))
    for start, stop in pairwise(bounds):
        asks += _annex_duties(document, maker, start, stop)
    return tuple(asks)


def _is_annex(document: Document, block: Block) -> bool:
    return bool(_ANNEX.fullmatch(document.quote(block.span).strip()))


def _own_duties(document: Document, maker: AskMaker, end: int) -> Iterator[Ask]:
    """The entries under each sentence that directs the council."""
    council = f"{document.authority} Council" if document.authority else "council"
    index = 0
    while index < end:
        lead = document.blocks[index]
        index += 1
        ordered = _ordered_in(document, lead)
        entries = _entries_of(document, lead, index)
        number = number_of(lead.marker)
        if ordered is not None:  # what it lists are its parts
            span = Span(ordered.start, entries[-1].span.end) if entries else ordered
            yield maker.make(span, "duty", printed_number=number, addressee=council)
        for entry in entries if ordered is None else ():
            printed = number + number_of(entry.first.marker)
            yield maker.make(entry.span, "duty", printed_number=printed, addressee=council)
        index = max(index, _index_after(document, entries))


def _entries_of(document: Document, lead: Block, index: int) -> list[Entry]:
    """The entries of the list that a paragraph or heading leads to; none where it leads to none."""
    words = document.quote(lead.span)
    if _SCHEDULE.fullmatch(bare(words)):
        return _scheduled(document, index)
    if not _DIRECTS.search(words):
        return []
    entries = read_entries(document, index)
    return [entry for entry in entries if entry.first.span.end > lead.span.end]


def _scheduled(document: Document, index: int) -> list[Entry]:
    """The numbered entries under the heading of a schedule, where each is an instruction."""
    marked = index < len(document.blocks) and number_of(document.blocks[index].marker)
    entries = read_entries(document, index) if marked else []
    orders = all(_INSTRUCTS.match(document.quote(entry.span)) for entry in entries)
    return entries if orders else []


def _ordered_in(document: Document, block: Block) -> Span | None:
    """The words of a paragraph from its first sentence that orders something, without a last one
    that leads to a list: "The council must write a plan. The plan must cover:"."""
    words = document.quote(block.span)
    parts = find_sentences(words)
    if ends_in_colon(words) and not _says_what(parts[-1].of(words)):
        parts = parts[:-1]
    ordering = (part.start for part in parts if _orders(part.of(words)))
    first = next(ordering, None)
    if first is None or _tells_course(document, block):
        return None
    ordered = words[first : parts[-1].end].rstrip()
    if _LEADS_ONLY.search(ordered):
        return None
    return Span(block.span.start + first, block.span.start + first + len(ordered))


def _orders(sentence: str) -> bool:
    return bool(_ORDERED.match(sentence) or _WILL.match(sentence))


def _tells_course(document: Document, block: Block) -> bool:
    """True of a section that tells what the Department will do: how progress is judged."""
    section = document.section_of(block.span)
    return section is not None and _COURSE.match(section.path[-1]) is not None


def _says_what(lead: str) -> bool:
    """True of a lead that orders something itself, of which the list below has the parts."""
    ordered = _ORDERED.match(lead)
    what = _ASIDE.sub(" ", ordered["what"]) if ordered else ""
    return len(_WHEN_ONLY.sub(" ", what).split()) > 1


def _index_after(document: Document, entries: list[Entry]) -> int:
    return document.blocks.index(entries[-1].blocks[-1]) + 1 if entries else 0


def _annex_duties(document: Document, maker: AskMaker, start: int, stop: int) -> Iterator[Ask]:
    """Each numbered paragraph of an annex that expects something, and each of its letters."""
    letter = document.quote(document.blocks[start].span).split()[-1]
    role = _find_role(document, document.blocks[start + 1 : min(start + _HEAD, stop)])
    number = ""
    led = False  # by "The Commissioner is expected to:"
    for block in document.blocks[start + 1 : stop]:
        own, words = number_of(block.marker), document.quote(block.span)
        led = led if own else ends_in_colon(words) and _EXPECTED.search(words) is not None
        number = own if own.isdigit() else number
        if not own or not (led or _expects(words, own.isdigit())):
            continue
        printed = f"{letter}{number}" + ("" if own.isdigit() else own)
        yield maker.make(block.span, "duty", printed_number=printed, addressee=role)


def _expects(words: str, numbered: bool) -> bool:
    """True of words that ask for something, not of a sentence that tells what was."""
    if not numbered:
        return True
    leads_only = words.rstrip().endswith(":") and "expected to" not in words
    asks = re.match(r"to [a-z]|[A-Z][a-z]+ (?:the|a|an|and)\b|if\b", words, re.IGNORECASE)
    return not leads_only and bool(asks or _EXPECTED.search(words))


def _find_role(document: Document, head: tuple[Block, ...]) -> str:
    """Whose terms of reference these are: the head's words, without the council's name."""
    for block in head:
        words = _TERMS.sub("", document.quote(block.span)).strip(" :–-")
        words = re.sub(rf"\b(?:to |in )?{re.escape(document.authority)}\b( Council)?", "", words)
        words = " ".join(words.split()).strip(" :–-")
        if words and not _ANNEX.fullmatch(words) and not words.isdigit():
            return words
    return ""
