"""An ask parsed: its clauses and parts, the lexicon entries in each, its words and their rarity.

Main clauses stand apart from those that only state a purpose, because the judged pairs'
guidelines let a purpose give "related" at most. Parts are what a reader compares one by
one in a compound ask. Entries come from `models.links.lexicon`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from models.links.lexicon import (
    Lexicon,
    LexiconMatch,
    find_matches,
    find_objects,
    open_lexicon,
    plain,
)

Vectors = NDArray[np.float32]

# Words that open a clause which only says what an ask is for. The guidelines let such
# a part give "related" at most.
_PURPOSE = re.compile(
    r"\b(?:so that|in order (?:to|that|for)|,? ?to (?:ensure|enable|help|allow|prevent|reduce"
    r"|inform|improve|drive|make sure|support(?! (?:all|the|children|care))|promote|meet|avoid"
    r"|identify|provide|underpin|understand|achieve|secure|address|progress|strengthen|assist"
    r"|better|further)|which (?:will|should|enables?|promotes?)|this (?:will|aim|should)"
    r"|enabling|underpinned|leading to|resulting in|used to|with a view|thereby"
    r"|informed? (?:by|planning)|to be )"
)
_LEAST_MAIN = 12  # characters before a purpose: "improve", "to ensure" open the main clause
_SENTENCE = re.compile(r"(?<=[a-z)])\.\s+(?=[a-z])|;|•|:\s")
_JOINED = re.compile(
    r", (?:and |including |particularly |in particular |especially |such as )?"
    r"| and (?=(?:the|that|ensure|make|improve|develop|increase|to|all|quality|are|is|monitor"
    r"|implement|provide|strengthen|enhance)\b)| including | particularly "
)
_WORD = re.compile(r"[a-z0-9]+")
_STOP_WORDS = (
    "the of and to a in that is are for with by from on this their all be as an or it they"
    " which who when have has so not been will any where these those into at its was were"
    " being than then there also both each such can could should would must may more most"
    " other only how what"
)
_STOP = frozenset(_STOP_WORDS.split())
_BOARD = re.compile(r"\bboard\b|\b\w*scb\b|safeguarding partner", re.I)


@dataclass(frozen=True, slots=True)
class AskText:
    """An ask as the weigher needs it. `document` groups the asks that were made together."""

    id: str
    text: str
    addressee: str = ""
    kind: str = ""
    section: str = ""
    framework: str = ""
    published: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two asks of the same authority, the earlier first."""

    earlier: AskText
    later: AskText


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A run of an ask's plain text, with the entries of the lexicon found in it."""

    text: str
    objects: tuple[str, ...]  # in the order of the text, each once
    cohorts: frozenset[str]
    faults: frozenset[str]
    tiers: frozenset[str]


@dataclass(frozen=True)
class ParsedAsk:
    """An ask parsed: the whole, its main clauses, its parts, and its words."""

    ask: AskText
    whole: TaggedText
    main: TaggedText
    parts: tuple[TaggedText, ...]
    words: Mapping[str, int]
    main_words: Mapping[str, int]
    main_runs: frozenset[str]  # two stems in a row

    @property
    def texts(self) -> list[str]:
        """What is to be encoded: the whole, the main clauses, then each part."""
        return [self.whole.text, self.main.text, *(part.text for part in self.parts)]

    @property
    def to_board(self) -> bool:
        """True where a safeguarding board is asked, not the council."""
        return bool(_BOARD.search(self.ask.addressee))


# --- parsing one ask -------------------------------------------------------


def parse_ask(ask: AskText) -> ParsedAsk:
    """The ask with its clauses, parts, entries of the lexicon and words."""
    text = plain(ask.text)
    matches = _Matches(text, open_lexicon())
    clauses = list(_find_clauses(text))
    main = [(start, end) for start, end, purpose in clauses if not purpose] or [(0, len(text))]
    parts = [span for clause in main for span in _find_parts(text, clause)] or main
    main_tagged = matches.tagged(main)
    stems = stem_words(main_tagged.text)
    return ParsedAsk(
        ask,
        matches.tagged([(0, len(text))]),
        main_tagged,
        tuple(matches.tagged([part]) for part in parts),
        Counter(stem_words(text)),
        Counter(stems),
        frozenset(f"{first} {second}" for first, second in pairwise(stems)),
    )


class _Matches:
    """All entries found in one text, given out by spans of it."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.objects = find_objects(text, lexicon.objects)
        self.cohorts = find_matches(text, lexicon.cohorts)
        self.faults = find_matches(text, lexicon.faults)
        self.tiers = find_matches(text, lexicon.tiers)

    def tagged(self, spans: Sequence[tuple[int, int]]) -> TaggedText:
        return TaggedText(
            " . ".join(self.text[start:end] for start, end in spans),
            tuple(dict.fromkeys(_within(self.objects, spans))),
            frozenset(_within(self.cohorts, spans)),
            frozenset(_within(self.faults, spans)),
            frozenset(_within(self.tiers, spans)),
        )


def _within(matches: Iterable[LexiconMatch], spans: Sequence[tuple[int, int]]) -> Iterable[str]:
    return (
        match.entry for match in matches if any(start <= match.start < end for start, end in spans)
    )


def _find_clauses(text: str) -> Iterable[tuple[int, int, bool]]:
    """Start, end and "states a purpose" of each clause, in order."""
    for start, end in _between(_SENTENCE, text, 0, len(text)):
        purpose = _PURPOSE.search(text, start + _LEAST_MAIN, end)
        if purpose is None:
            yield start, end, False
        else:
            yield *_strip(text, start, purpose.start()), False
            yield *_strip(text, purpose.start(), end), True


def _find_parts(text: str, clause: tuple[int, int]) -> list[tuple[int, int]]:
    """The parts of a clause that a reader would compare by themselves: two words or more."""
    return [span for span in _between(_JOINED, text, *clause) if " " in text[slice(*span)]]


def _between(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterable[tuple[int, int]]:
    """What stands between the matches of a pattern, blanks and stops stripped."""
    for match in pattern.finditer(text, start, end):
        yield from _if_any(*_strip(text, start, match.start()))
        start = match.end()
    yield from _if_any(*_strip(text, start, end))


def _if_any(start: int, end: int) -> Iterable[tuple[int, int]]:
    if end - start > 2:  # shorter than any word that says something
        yield start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " .,":
        start += 1
    while end > start and text[end - 1] in " .,":
        end -= 1
    return start, end


@cache
def stem(word: str) -> str:
    """The English Snowball stem of a lower-case word.

    By a stemmer of its own: one writes in itself while it works, so threads cannot share it.
    """
    stemmed: str = snowballstemmer.stemmer("english").stemWord(word)
    return stemmed


def find_words(text: str) -> list[str]:
    """The words of a plain text that say something, in order."""
    return [word for word in _WORD.findall(text) if word not in _STOP]


def stem_words(text: str) -> list[str]:
    """The stems of those words."""
    return [stem(word) for word in find_words(text)]


# --- how rare things are ---------------------------------------------------


@dataclass(frozen=True)
class Rarity:
    """How many of `asks` asks hold a stem, a run of two stems or an object: rare ones tell more."""

    asks: int
    words: Mapping[str, int]
    runs: Mapping[str, int]
    objects: Mapping[str, int]

    def word(self, word: str) -> float:
        """The logarithm of one in how many asks hold a stem."""
        return math.log((self.asks + 1) / (self.words.get(word, 0) + 1))

    def run(self, run: str) -> float:
        """The same of two stems in a row."""
        return math.log((self.asks + 1) / (self.runs.get(run, 0) + 1))

    def object(self, entry: str) -> float:
        """The same of an object."""
        return math.log((self.asks + 1) / (self.objects.get(entry, 0) + 1))


def count_rarity(parsed_asks: Sequence[ParsedAsk], least_runs: int = 2) -> Rarity:
    """The counts over given asks; runs seen fewer than `least_runs` times count as unseen."""
    runs = Counter(run for parsed in parsed_asks for run in parsed.main_runs)
    return Rarity(
        len(parsed_asks),
        Counter(word for parsed in parsed_asks for word in parsed.words),
        {run: count for run, count in runs.items() if count >= least_runs},
        Counter(entry for parsed in parsed_asks for entry in parsed.whole.objects),
    )
