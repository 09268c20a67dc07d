"""What a commissioner asks for: the listed recommendations, and the demands of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Block, Document, Span
from corpus.records import Ask, AskKind
from ingest.find.asks.addressees import find_body
from ingest.find.asks.commitments import read_commitments
from ingest.find.asks.introduced_lists import AskMaker, Entry, number_of, read_entries
from ingest.find.asks.prose import Sentence, find_prose, read_sentences
from ingest.find.asks.restated import (
    find_restated_lists,
    find_title,
    names_review,
    repeats_ask,
    tells_advice,
)

_ORIGIN = 120  # characters kept of the title that says whose asks are repeated
_RECOMMENDATIONS = re.compile(r"(?:\d+\.?\s*)?(?:summary of )?recommendations\W*", re.IGNORECASE)
_MUST = re.compile(r"\b(?:must|should|needs? to)\b.{0,60}:\s*$", re.IGNORECASE)
# The words that say that something is to happen.
_DEMANDS = re.compile(
    r"\b(?:must|should|(?:will )?needs? (?:to|urgent (?:review|attention|action|improvement)"
    r"|(?:up|re|strengthen|improv|address|clarif|develop|embedd)\w*ing)"
    r"|(?P<needed>(?:is|are) (?:urgently )?(?:needed|required)|is now vital)"
    r"|(?P<advice>I (?:would |also |therefore )*recommend)"
    r"|(?:there )?(?:is|remains) an? (?:\w+ )?need (?:to|for)"
    r"|(?:immediate|urgent) need (?:to|for))\b"
    r"|^more (?:regular|frequent)\b",
    re.IGNORECASE,
)
# Before them: what is about somebody ("children who need to"), asked ("whether it needs to"),
# known ("knows what needs to"), denied, or what the law or the writer's own remit lays down.
_NOT_AFTER = re.compile(
    r"\b(?:who|what|that|where|when|how|why|as|may|might|could|would|not|never|longer|no|more"
    r"|you|we|I|the|a|an|any|their|our|of)\s+(?:\w+ly |also |still )?$"
    r"|\b(?:who|what|whether|how|where|when|if|unless)\b[^,;]{0,90}$"
    r"|\b(?:decisions?|risk|made|ensur\w+|case) that\b[^,;]*$"
    r"|\b(?:recogni[sz]es?|recogni[sz]ed|understands?|knows?|aware|accepts?|acknowledges?)\b"
    r"[^,;]{0,200}$"
    r"|\b(?:legislation|regulations?|the Act|the law|statutory guidance|Working Together"
    r"|(?:under|by) section \d+)\b[^;]*$"
    r"|^(?:the|this|my) (?:final )?(?:report|review|commission|direction)\s+$",
    re.IGNORECASE,
)
# "The support that is needed", "help where it is needed".
_RELATIVE = re.compile(
    r"\b(?:that|where|when|which|as|it|they|than)\b[^;]{0,60}$"
    r"|\b(?:council|authority|authorities|ofsted|providers|partners|schools)\s+$",
    re.IGNORECASE,
)
# After them: what only tells the reader something, what is past, and what is expected.
_NOT_BEFORE = re.compile(
    r"\s*(?:also |therefore |, however, )?"
    r"(?:(?:not )?have\b|take the following|(?:they|he|she|it|this|any)\b"
    r"|be (?:said|seen (?:in|as|against)|noted|viewed|read|remembered|acknowledged"
    r"|recogni[sz]ed|stressed|emphasi[sz]ed|borne|understood (?:in|as)|set (?:in|against)"
    r"|taken into)\b)",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"\s*(?:\w+ly )?(?:assist|help|mean|result|lead to|enable|allow|prove|be (?:able|a key))\b",
    re.I,
)
_CONDITION = re.compile(
    r"(?:however, |but )?(?:if|unless|whether|were|had|should)\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:I|my)\b")


def find_demands(document: Document) -> tuple[Ask, ...]:
    """The asks of a commissioner's report in the order of the text.

    Its list of recommendations is of the kind `recommendation`, what its text says must
    happen `demand`, what it repeats from earlier reviews `restated`, and what others have
    promised `commitment`.
    """
    maker = AskMaker(document)
    asks = [*_listed(document, maker), *find_restated_lists(document, maker)]
    asks += _points(document, maker, asks)
    asks += [ask for ask in read_commitments(document, maker) if not _holds(asks, ask.span)]
    asks += _in_body(document, maker, asks)
    return tuple(sorted(asks, key=lambda ask: ask.span))


def _listed(document: Document, maker: AskMaker) -> Iterator[Ask]:
    """The entries of the last section that is headed as recommendations."""
    headings = [
        index
        for index, block in enumerate(document.blocks[:-1])
        if block.kind == "heading" and _RECOMMENDATIONS.fullmatch(document.quote(block.span))
    ]
    for index in headings[-1:]:
        start = _first_entry(document, index + 1)
        for entry in read_entries(document, start) if start else ():
            yield _numbered(document, maker, entry, "recommendation")


def _first_entry(document: Document, start: int) -> int:
    """The first marked block of a section; 0 where it has none."""
    for index in range(start, len(document.blocks)):
        if document.blocks[index].kind == "heading":
            return 0
        if document.blocks[index].marker:
            return index
    return 0


def _numbered(document: Document, maker: AskMaker, entry: Entry, kind: AskKind) -> Ask:
    number, whom = number_of(entry.first.marker), _addressee(document, entry)
    return maker.make(entry.span, kind, printed_number=number, addressee=whom)


def _addressee(document: Document, entry: Entry) -> str:
    """The first body that a sentence of the entry names as the one to act; empty: none."""
    for block in entry.blocks:
        for sentence in read_sentences(document, block):
            demand = _find_demand(sentence)
            whom = find_body(document, sentence.span, demand) if demand else ""
            if whom:
                return whom
    return ""


def _points(document: Document, maker: AskMaker, asks: list[Ask]) -> Iterator[Ask]:
    """The entries of lists that a sentence of must or should leads into."""
    for index, block in enumerate(document.blocks[:-1]):
        if not _leads(document, index) or _holds(asks, block.span):
            continue
        entries = read_entries(document, index + 1)
        if not any(_holds(asks, entry.span) for entry in entries):
            yield from (_numbered(document, maker, entry, "demand") for entry in entries)


def _leads(document: Document, index: int) -> bool:
    """True of words like "points that must be tackled:" right before a list."""
    block, following = document.blocks[index : index + 2]
    running = block.kind in ("paragraph", "item") and bool(following.marker)
    return running and _MUST.search(document.quote(block.span)) is not None


def _in_body(document: Document, maker: AskMaker, asks: list[Ask]) -> Iterator[Ask]:
    """Each sentence or bullet of the body that demands something, or repeats what others did."""
    for block, sentences in find_prose(document):
        source = _source_of(document, block)
        advised = names_review(source)
        for sentence in sentences:
            if not _holds(asks, sentence.span):
                yield from _in_sentence(document, maker, sentence, source, advised)
            advised = advised or tells_advice(sentence.words)


def _source_of(document: Document, block: Block) -> str:
    """The title over a block where that names another's review; empty where it does not."""
    title = find_title(document, block.span)
    words = " ".join(document.quote(title.span).split()) if title else ""
    return words if names_review(words) or (title and title.kind == "item") else ""


def _in_sentence(
    document: Document, maker: AskMaker, sentence: Sentence, source: str, advised: bool
) -> Iterator[Ask]:
    """The ask that a sentence is: a demand, or somebody else's ask repeated."""
    if sentence.words.rstrip().endswith((":", "?")):
        return
    demand = _find_demand(sentence)
    if repeats_ask(sentence.words) or (advised and demand and _is_advice(sentence, demand)):
        yield maker.make(sentence.span, "restated", origin=source[:_ORIGIN])
    elif demand:
        whom = find_body(document, sentence.span, demand)
        yield maker.make(sentence.span, "demand", addressee=whom)


def _is_advice(sentence: Sentence, demand: re.Match[str]) -> bool:
    """True of a "should" that is not the writer's own."""
    return demand[0].lower() == "should" and not _FIRST_PERSON.search(sentence.words)


def _find_demand(sentence: Sentence) -> re.Match[str] | None:
    """The words by which a sentence demands something; None where it demands nothing."""
    matches = _DEMANDS.finditer(sentence.words)
    if _CONDITION.match(sentence.words):
        return next((match for match in matches if match["advice"]), None)
    return next((match for match in matches if _is_demand(sentence, match)), None)


def _is_demand(sentence: Sentence, match: re.Match[str]) -> bool:
    before, after = sentence.words[: match.start()], sentence.words[match.end() :]
    if sentence.is_quoted(match.start()) or _NOT_AFTER.search(before):
        return False
    if match["needed"] and _RELATIVE.search(before):
        return False
    expected = match[0].lower() == "should" and _EXPECTED.match(after)
    return not (_NOT_BEFORE.match(after) or expected)


def _holds(asks: list[Ask], span: Span) -> bool:
    return any(ask.span.touches(span) for ask in asks)
