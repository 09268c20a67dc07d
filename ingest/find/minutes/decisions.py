"""What minutes and decision sheets say was decided, one decision for each item printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Block, Document, Span
from corpus.records import Ask, AskKind
from ingest.document.dates import is_date
from ingest.find.asks.introduced_lists import AskMaker
from ingest.find.asks.recommended.entries import Asked, read_asked, split_inline
from ingest.find.asks.recommended.lists import TO_EXECUTIVE, blocks_below, printed_meeting
from ingest.find.asks.recommended.wording import MEETING, bare, is_lead, printed_number
from ingest.find.tables import Columns, Head, TableReader
from models.text.sentences import find_sentences

_VERBS = r"(?:resolved|agreed|decided|recommended)"
# A line that is no more than that, with what was decided below it.
_HEADING = re.compile(
    rf"(?:(?:it was |the (?:meeting|{MEETING}) )?(?:unanimously )?{_VERBS}(?: unanimously)?"
    r"|(?:the )?(?:decisions?|resolutions?)(?:\(s\))?(?: (?:made|taken|agreed|of .{3,60}))?)"
    r"(?: ?[:–—-])?(?: that| to)?",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    rf"(?:(?:decisions?|resolutions?)(?:\(s\))?\s*[:–—-]\s*)?(?:it was )?(?:unanimously )?"
    rf"(?:{_VERBS}(?: unanimously)?\s*[:.–—-]*\s*(?=that\b|to\b|\(|1\.|a\)|the\b)"
    rf"|(?<=:)\s*(?=that\b|to\b)|{_VERBS}\s*[:–—]\s*(?=\S)|(?:decisions?"
    rf"|resolutions?)\s*:\s*(?=\S))",
    re.IGNORECASE,
)
_TOLD = re.compile(r"it was (?:unanimously )?[a-z]+ (?:that|to)\b(?!.{0,60}:\s*$)", re.IGNORECASE)
_CAPITALS = re.compile(
    r"\b(?:RESOLVED|AGREED)\b(?: unanimously)?\s*[:–—-]*\s*(?=[Tt]hat\b|[Tt]o\b)"
)
_DECIDED = re.compile(
    rf"(?P<label>decision:? ?|resolved:? ?)?(?:that )?(?:the )?(?P<who>{MEETING})\b"
    r"(?: thanked .{3,160}? and)?"
    r":? ?(?:unanimously |also |then )?"
    r"(?P<verb>noted|agreed|approved|recommended|resolved|requested|asked|endorsed|supported|decided)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    rf"it was (?:then |also |further |therefore |unanimously )*(?:agreed|resolved|decided)\b"
    rf"|(?:the )?{MEETING} (?:then |also |unanimously )*(?:agreed|resolved|decided|approved"
    rf"|endorsed)"
    r" (?:that|to|the|an?)\b",
    re.IGNORECASE,
)
_TOLD_WORDS = 5  # beside the label "Decision": a decision, not "Key" or "Yes"
# "The minutes were AGREED as a correct record."
_MARKED = re.compile(
    r"\b(?:was|were|be) (?:unanimously )?(?:RESOLVED|AGREED|APPROVED)\b|^(?:AGREED|APPROVED) as\b"
)
_NEXT_ITEM = re.compile(r"(?:dates? of )?(?:the )?next meetings?\b|any other business\b", re.I)
_MEMBERS = frozenset({"members", "the members", "councillors"})
_QUESTION = re.compile(r"asked (?:how|what|why|when|where|who|which|whether|if|about|for)\b", re.I)
# What makes more of what was "noted" than that.
_MORE = re.compile(
    r" that (?:it|they|the \w+) (?:would|will|should)\b|[^.]*\band (?:\w+ )?(?:forwarded|referred"
    r"|agreed|recommended|requested|resolved|asked|endorsed|supported|welcomed|approved|decided)\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"(?!to be (?:approved|confirmed|signed))(?:that\b|to (?!be\b)[a-z]+\b|.{0,200}\bbe (?:noted"
    r"|received|approved|agreed|adopted|endorsed|asked"
    r"|requested|recommended|authorised|extended|accepted)\b)",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT_LIST = re.compile(
    r"(?:the|these|this) (?:following |sheet |list |notice )?(?:decisions? (?:below |set out )?)?"
    r"(?:were|was|are|is|will|come|comes|lists|may|takes?)\b(?! be (?:noted|approved|agreed))",
    re.IGNORECASE,
)
_TABLE: Columns = {
    "decision": re.compile(r"(?:decisions?|resolutions?)(?:made|taken|agreed)?$"),
    "item": re.compile(r"(?:agenda)?items?(?:no|number)?$|subject|report|title|matter|topic"),
}


def find_decisions(document: Document) -> tuple[Ask, ...]:
    """What minutes say was decided, in order: `decision`, or a recommendation to the executive."""
    maker = AskMaker(document)
    decisions: list[Ask] = []
    for index, block in enumerate(document.blocks):
        if not any(ask.span.touches(block.span) for ask in decisions):
            found = _decided_at(document, index)
            decisions += (_decision(document, maker, asked) for asked in found)
    decisions += (
        _decision(document, maker, asked)
        for asked in (*_tabled(document), *_labelled(document))
        if not any(ask.span.touches(asked.span) for ask in decisions)
    )
    return tuple(sorted(decisions, key=lambda ask: ask.span))


def _decided_at(document: Document, index: int) -> Iterator[Asked]:
    block = document.blocks[index]
    words = document.quote(block.span)
    if block.kind == "cell":
        if _HEADING.fullmatch(bare(words)) and block.column == 0:
            yield from _below(document, index)
        yield from _told(document, block, words)
        return
    if block.kind == "note":
        return
    if _HEADING.fullmatch(bare(words)):
        yield from _below(document, index)
        return
    begins = _BEGINS.match(words) or (not _DECIDED.match(words) and _CAPITALS.search(words))
    if begins and not _TOLD.match(words):
        yield from _inline(document, index, begins.end())
    elif block.kind != "heading" or words.endswith("."):
        yield from _in_sentences(document, block, words)


def _below(document: Document, index: int) -> list[Asked]:
    below = [
        block
        for block in blocks_below(document, index)
        if not _is_about_list(document.quote(block.span))
    ]
    return read_asked(document, below, sure=True, asks=follows)


def _is_about_list(words: str) -> bool:
    """True of a day, of the next item's title, or of a sentence about the decisions that follow."""
    return (
        is_date(words)
        or _NEXT_ITEM.match(bare(words)) is not None
        or _ABOUT_LIST.match(words) is not None
    )


def follows(words: str) -> bool:
    """True of a paragraph under "RESOLVED" that is a decision too: "That ..."."""
    return _FOLLOWS.match(words.strip()) is not None


def _inline(document: Document, index: int, end: int) -> Iterator[Asked]:
    """What stands behind "RESOLVED:" in its own paragraph, or below where that only leads."""
    block = document.blocks[index]
    span = Span(block.span.start + end, block.span.end)
    if is_lead(document.quote(span), marked=True):
        yield from _below(document, index)
    else:
        yield from split_inline(document, span, block.marker)


def _in_sentences(document: Document, block: Block, words: str) -> Iterator[Asked]:
    """A paragraph that begins by telling a decision; else each of its sentences that does."""
    match = _DECIDED.match(words)
    if match and match["who"].lower() not in _MEMBERS and _decides(words, match):
        yield Asked(block.span, block.marker)
        return
    yield from _told(document, block, words)


def _decides(words: str, match: re.Match[str]) -> bool:
    """False of what was asked, and of what was only noted where no label calls it a decision."""
    if match["verb"].lower() == "noted" and not match["label"]:
        return _MORE.match(words, match.end()) is not None
    return not _QUESTION.match(words, match.start("verb"))


def _told(document: Document, block: Block, words: str) -> Iterator[Asked]:
    """The sentences of a block that tell a decision."""
    for part in find_sentences(words):
        if _SENTENCE.match(part.of(words)) or _MARKED.search(part.of(words)):
            yield Asked(Span(block.span.start + part.start, block.span.start + part.end), "")


def _labelled(document: Document) -> Iterator[Asked]:
    """What stands beside the label "Decision" in a record that is a table of labels."""
    for row in TableReader(document).rows():
        label, *beside = (row.cells[at] for at in sorted(row.cells))
        words = document.quote(label.span)
        if len(beside) == 1 and _HEADING.fullmatch(bare(words)):
            told = document.quote(beside[0].span)
            if len(told.split()) >= _TOLD_WORDS:
                yield from split_inline(document, beside[0].span)


def _tabled(document: Document) -> Iterator[Asked]:
    """The cells of a column headed "Decision" in a table of items."""
    reader = TableReader(document)
    head: Head | None = None
    table = -1
    for row in reader.rows():
        found = reader.head(row, _TABLE, 2)
        if found:
            head, table = found, row.table
        elif head is not None and row.table == table:
            cell = reader.under(head, row).get("decision")
            if cell is not None and re.search(r"[A-Za-z]{3}", document.quote(cell.span)):
                yield from split_inline(document, cell.span)


def _decision(document: Document, maker: AskMaker, asked: Asked) -> Ask:
    kind: AskKind = "decision"
    if TO_EXECUTIVE.search(document.quote(asked.span)):
        kind = "recommendation_to_executive"
    whom = "Cabinet" if kind == "recommendation_to_executive" else printed_meeting(document)
    return maker.make(asked.span, kind, printed_number=printed_number(asked.marker), addressee=whom)
