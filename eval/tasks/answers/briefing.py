"""How much of what an officer would ask a briefing holds evidence for.

One item, for which an officer wrote questions with their evidence
(`medway/scrutiny_2024.json`). An issue is covered where the pack shows words of its
evidence, or of the sentence that these open, from the same document. Every quotation of
the pack is looked up in its document, and its day held against the meeting's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rapidfuzz import fuzz

from corpus.store.holdings import is_quoted
from eval.material.gold import load_medway
from eval.material.reading import fill_library
from eval.metrics import split_words
from eval.outcome import Case, Figure, Outcome
from index.briefing.contents import Pack
from index.briefing.pack import brief_document
from index.library import Library, create_library

_ITEM, _MEETING = "cttee-2024-03", date(2024, 3, 7)
_SAME = 90  # of 100: a quotation's words within another's, but for glyphs
_FEWEST = 5  # words that count as words of the evidence

Shown = Sequence[tuple[str, str]]  # the file of a quotation, and its words as shown


def evaluate_briefing(gold: Path) -> Outcome:
    """The pack for the gold's item: issues covered, quotations proved, lines of enquiry."""
    issues = load_medway(gold, "scrutiny_2024")
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        files = fill_library(library, gold)
        item = next(document for document, name in files.items() if name == _ITEM)
        pack = brief_document(library, item, _MEETING)
        proved = _proved(library, pack)
    shown = [(files[document], text) for document, text in _shown(pack)]
    covered = {issue["id"]: _covering(issue["evidence"], shown) for issue in issues}
    standing = sum(bool(enquiry.evidence) for enquiry in pack.enquiries)
    figures = (
        Figure("issues covered", _share(covered.values()), of=len(issues)),
        Figure("quotations proved", _share(proved), of=len(proved)),
        Figure("questions on a quotation", standing / len(pack.enquiries), of=len(pack.enquiries)),
    )
    about = f"{len(issues)} issues of one item; {len(shown)} quotations shown"
    return Outcome("briefing", about, figures, tuple(_case(issue, covered) for issue in issues))


def _shown(pack: Pack) -> list[tuple[str, str]]:
    """The document and the whole sentence of every quotation."""
    quotations = [
        (quotation.citation.document, quotation.citation.quote) for quotation in pack.quotations
    ]
    return quotations + [
        (exchange.question.citation.document, exchange.answer)
        for exchange in pack.told
        if exchange.answer
    ]


def _covering(evidence: Iterable[Mapping[str, Any]], shown: Shown) -> bool:
    return any(
        file == item["doc"].split("/")[0] and is_of(text, item["quote"])
        for item in evidence
        for file, text in shown
    )


def is_of(shown: str, quote: str) -> bool:
    """True where the words shown stand in a quotation, or it in them.

    >>> is_of("Caseloads are high, managers say …", "caseloads are high, managers say so")
    True
    """
    words, wanted = split_words(shown), split_words(quote)
    if min(len(words), len(wanted)) < _FEWEST:
        return False
    return fuzz.partial_ratio(" ".join(words), " ".join(wanted)) >= _SAME


def _proved(library: Library, pack: Pack) -> list[bool]:
    """Of each quotation, whether its words stand in its document, published by the meeting."""
    return [
        is_quoted(library.db, citation.document, citation.quote, pack.meeting)
        for citation in (quotation.citation for quotation in pack.quotations)
    ]


def _share(those: Iterable[bool]) -> float:
    held = list(those)
    return sum(held) / len(held)


def _case(issue: Mapping[str, Any], covered: Mapping[str, bool]) -> Case:
    pages = sorted({item["doc"] for item in issue["evidence"]})
    return Case(issue["id"], f"{issue['id']} ({', '.join(pages)})", covered[issue["id"]])
