"""Acronyms as a document expands them: in brackets, and in tables of abbreviations.

In brackets by the rule of Schwartz and Hearst (2003): every letter of the short form is
found in order in the words before it, its first at the start of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.document import Document, Span, digest
from corpus.records import Term
from ingest.find.tables import TableReader

_SHORT = re.compile(r"\(\s*[‘“\"']?([A-Z][A-Za-z&/]{1,9}s?)[’”\"']?\s*\)")
_HEAD = re.compile(r"abbreviation|acronym|term", re.IGNORECASE)
_MEANING = re.compile(r"stands? for|meaning|definition|full (?:name|title)", re.IGNORECASE)
_IS_SHORT = re.compile(r"[A-Z][A-Za-z&/]{1,9}")


def find_terms(document: Document) -> tuple[Term, ...]:
    """Each short form with the words it stands for, once a pair, in order.

    A short form that a document uses for two things has two entries.
    """
    found: dict[tuple[str, str], Span] = {}
    for short, long, span in (*_bracketed(document), *_tabled(document)):
        found.setdefault((short, long), span)
    return tuple(
        Term(digest(document.id, "term", short, long), span, short, long)
        for (short, long), span in sorted(found.items(), key=lambda entry: entry[1])
    )


def _bracketed(document: Document) -> Iterator[tuple[str, str, Span]]:
    for block in document.blocks:
        words = document.quote(block.span)
        for found in _SHORT.finditer(words):
            short = found[1].rstrip("s") if found[1][:-1].isupper() else found[1]
            start = _expansion_start(words[: found.start()].rstrip(), short)
            if start is not None and sum(map(str.isupper, short)) >= 2:
                long = " ".join(words[start : found.start()].split())
                begin = block.span.start
                yield short, long, Span(begin + start, begin + found.end())


def _expansion_start(before: str, short: str) -> int | None:
    """Where the words begin that a short form stands for; None where none before it do."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    words = list(re.finditer(r"[A-Za-z’'&-]+", before))[-min(len(letters) + 5, len(letters) * 2) :]
    at = len(before)
    for position, letter in enumerate(reversed(letters)):
        first = position == len(letters) - 1
        at = _back(before, letter, at, first)
        if at < 0:
            return None
    return at if words and at >= words[0].start() else None


def _back(text: str, letter: str, end: int, at_word: bool) -> int:
    """The last place of a letter before `end`, where it must at a word's start; -1: none."""
    place = text.lower().rfind(letter, 0, end)
    while at_word and place > 0 and text[place - 1].isalnum():
        place = text.lower().rfind(letter, 0, place)
    return place


def _tabled(document: Document) -> Iterator[tuple[str, str, Span]]:
    reader = TableReader(document)
    inside = -1
    for row in reader.rows():
        cells = [row.cells[at] for at in sorted(row.cells)]
        words = [reader.words(block) for block in cells]
        if len(words) >= 2 and _HEAD.search(words[0]) and _MEANING.search(words[1]):
            inside = row.table
        elif row.table == inside and len(words) == 2 and _IS_SHORT.fullmatch(words[0]):
            yield words[0], words[1], Span(cells[0].span.start, cells[1].span.end)
