"""What a careful reader compares in two asks, as numbers: object, cohort, fault, tier, words.

An ask is read once (`read_ask`): its main clauses apart from those that only state a
purpose, its parts, the slots of `models.slots` in each, its word stems, its vectors.
`compare` then looks at two readings, the earlier first. The rules it follows are those
of the judged pairs' guidelines: part is held against part and the best part kept, a
purpose counts for less, a cohort may contain another, standing wording is worth what
its rarity says. `share` names what two asks have in common, to show beside a figure.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from models.slots import Lexicon, Mark, find_marks, find_objects, open_lexicon, plain

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
_SENTENCE = re.compile(r"(?<=[a-z)])\.\s+(?=[a-z])|;|\uf0b7|•|:\s")
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
_FAULTS_KEPT = ("timeliness", "capacity", "recording", "quality", "awareness")
_TIERS_KEPT = ("frontline", "senior", "reviewing", "partners")
_TYPICAL_GAP_YEARS = 4.0  # the median of the judged pairs, where a date is missing


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
class Stretch:
    """A run of an ask's plain text with the slots found in it."""

    text: str
    objects: tuple[str, ...]  # in the order of the text, each once
    cohorts: frozenset[str]
    faults: frozenset[str]
    tiers: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """An ask as read: the whole, its main clauses, its parts, and its words."""

    ask: AskText
    whole: Stretch
    main: Stretch
    parts: tuple[Stretch, ...]
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


# --- reading one ask -------------------------------------------------------


def read_ask(ask: AskText) -> Reading:
    """An ask with its clauses, parts, slots and words found."""
    text = plain(ask.text)
    marks = _Marks(text, open_lexicon())
    clauses = list(_find_clauses(text))
    main = [(start, end) for start, end, purpose in clauses if not purpose] or [(0, len(text))]
    parts = [span for clause in main for span in _find_parts(text, clause)] or main
    main_stretch = marks.stretch(main)
    stems = _stem_words(main_stretch.text)
    return Reading(
        ask,
        marks.stretch([(0, len(text))]),
        main_stretch,
        tuple(marks.stretch([part]) for part in parts),
        Counter(_stem_words(text)),
        Counter(stems),
        frozenset(f"{first} {second}" for first, second in pairwise(stems)),
    )


class _Marks:
    """All slots of one text, found once and handed out by stretch."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.objects = find_objects(text, lexicon.objects)
        self.cohorts = find_marks(text, lexicon.cohorts)
        self.faults = find_marks(text, lexicon.faults)
        self.tiers = find_marks(text, lexicon.tiers)

    def stretch(self, spans: Sequence[tuple[int, int]]) -> Stretch:
        return Stretch(
            " . ".join(self.text[start:end] for start, end in spans),
            tuple(dict.fromkeys(_within(self.objects, spans))),
            frozenset(_within(self.cohorts, spans)),
            frozenset(_within(self.faults, spans)),
            frozenset(_within(self.tiers, spans)),
        )


def _within(marks: Iterable[Mark], spans: Sequence[tuple[int, int]]) -> Iterable[str]:
    return (mark.slot for mark in marks if any(start <= mark.start < end for start, end in spans))


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
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    return stem


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


def _stem_words(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text) if word not in _STOP]


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

    def object(self, slot: str) -> float:
        """The same of an object."""
        return math.log((self.asks + 1) / (self.objects.get(slot, 0) + 1))


def count_rarity(readings: Sequence[Reading], least_runs: int = 2) -> Rarity:
    """The counts over given readings; runs seen fewer than `least_runs` times count as unseen."""
    runs = Counter(run for reading in readings for run in reading.main_runs)
    return Rarity(
        len(readings),
        Counter(word for reading in readings for word in reading.words),
        {run: count for run, count in runs.items() if count >= least_runs},
        Counter(slot for reading in readings for slot in reading.whole.objects),
    )


# --- comparing two ---------------------------------------------------------


@dataclass(frozen=True)
class Weighted:
    """A reading with its rarities and unit vectors worked out, ready for many comparisons."""

    reading: Reading
    words: Mapping[str, float]  # of the whole, log-scaled counts times rarity, length 1
    main_words: Mapping[str, float]
    rare_words: Mapping[str, float]  # of the main clauses
    rare_objects: Mapping[str, float]  # of the main clauses, in their order
    kin: Mapping[str, float]  # of those objects, the rarest of each family
    vectors: Vectors  # whole, main, parts: (2 + parts, d)
    arms: frozenset[str] = field(default=frozenset())
    special: frozenset[str] = field(default=frozenset())


def weight_reading(reading: Reading, rarity: Rarity, vectors: Vectors) -> Weighted:
    """A reading made ready; `vectors` are those of `reading.texts`, in order."""
    objects = {slot: rarity.object(slot) for slot in reading.main.objects}
    kin: dict[str, float] = {}
    for slot, weight in objects.items():
        kin[_kin()[slot]] = max(weight, kin.get(_kin()[slot], 0.0))
    groups = {slot: _cohort_groups()[slot] for slot in reading.main.cohorts}
    return Weighted(
        reading,
        _unit_weights(reading.words, rarity),
        _unit_weights(reading.main_words, rarity),
        {word: rarity.word(word) for word in reading.main_words},
        objects,
        kin,
        vectors,
        frozenset(groups.values()) - {"special"},
        frozenset(slot for slot, group in groups.items() if group == "special"),
    )


@cache
def _kin() -> Mapping[str, str]:
    return {slot.id: slot.kin for slot in open_lexicon().objects}


@cache
def _cohort_groups() -> Mapping[str, str]:
    return {slot.id: slot.kin for slot in open_lexicon().cohorts}


def _unit_weights(words: Mapping[str, int], rarity: Rarity) -> Mapping[str, float]:
    raw = {word: rarity.word(word) * (1 + math.log(count)) for word, count in words.items()}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in raw.items()}


Features = dict[str, float]


def compare(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """Every feature of a pair by name, always in the same order."""
    found: Features = {}
    for look in _LOOKS:
        found |= look(earlier, later, rarity)
    return found


def feature_names() -> tuple[str, ...]:
    """The names of the features, in the order in which `compare` gives them."""
    ask = AskText("", "")
    reading = read_ask(ask)
    rarity = count_rarity([reading])
    nothing = weight_reading(reading, rarity, np.zeros((len(reading.texts), 1), np.float32))
    return tuple(compare(nothing, nothing, rarity))


def _look_at_meaning(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """Cosines: whole with whole, main with main, part with part, part with whole."""
    cosines = earlier.vectors @ later.vectors.T
    parts = cosines[2:, 2:]
    return {
        "cosine": float(cosines[0, 0]),
        "cosine_main": float(cosines[1, 1]),
        "cosine_best_parts": float(parts.max()),
        "cosine_later_parts": float(parts.max(axis=0).mean()),
        "cosine_earlier_parts": float(parts.max(axis=1).mean()),
        "cosine_least_later_part": float(parts.max(axis=0).min()),
        "cosine_part_in_later": float(cosines[2:, 0].max()),
        "cosine_part_in_earlier": float(cosines[0, 2:].max()),
    }


def _look_at_words(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """Shared stems of the main clauses, by rarity, and how much of each ask they cover."""
    shared = sorted(
        (weight for word, weight in earlier.rare_words.items() if word in later.rare_words),
        reverse=True,
    )
    runs = earlier.reading.main_runs & later.reading.main_runs
    return {
        "words": _dot(earlier.words, later.words),
        "words_main": _dot(earlier.main_words, later.main_words),
        "words_shared": sum(shared),
        "words_rarest": shared[0] if shared else 0.0,
        "words_second": shared[1] if len(shared) > 1 else 0.0,
        "words_of_later": sum(shared) / (sum(later.rare_words.values()) or 1.0),
        "words_of_earlier": sum(shared) / (sum(earlier.rare_words.values()) or 1.0),
        "words_runs": sum(rarity.run(run) for run in sorted(runs)),
    }


def _dot(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    return sum(weight * second[word] for word, weight in first.items() if word in second)


def _look_at_objects(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """Objects both name, and what each names alone."""
    first, second = earlier.rare_objects, later.rare_objects
    shared = [weight for slot, weight in first.items() if slot in second]
    aside = set(earlier.reading.whole.objects) & set(later.reading.whole.objects)
    return {
        "objects_shared": sum(shared),
        "objects_rarest": max(shared, default=0.0),
        "objects_of_later": sum(shared) / (sum(second.values()) or 1.0),
        "objects_of_earlier": sum(shared) / (sum(first.values()) or 1.0),
        "objects_count": len(shared),
        "objects_earlier": len(first),
        "objects_later": len(second),
        "objects_in_purpose": max(
            (rarity.object(slot) for slot in aside if not (slot in first and slot in second)),
            default=0.0,
        ),
        "objects_later_alone": _rarest_alone(second, first),
        "objects_earlier_alone": _rarest_alone(first, second),
    }


def _rarest_alone(names: Mapping[str, float], others: Mapping[str, float]) -> float:
    return max((weight for slot, weight in names.items() if slot not in others), default=0.0)


def _look_at_families(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """Families of objects both name, and whether what each names first is in the other."""
    shared = [later.kin[family] for family in earlier.kin if family in later.kin]
    head, other = _head(earlier), _head(later)
    return {
        "families_rarest": max(shared, default=0.0),
        "families_shared": sum(shared),
        "head_of_later": later.rare_objects[other] if other in earlier.rare_objects else 0.0,
        "head_of_earlier": earlier.rare_objects[head] if head in later.rare_objects else 0.0,
        "heads_same": float(bool(head) and head == other),
        "heads_kin": float(bool(head and other) and _kin()[head] == _kin()[other]),
        "head_of_later_kin": float(bool(other) and _kin()[other] in earlier.kin),
        "head_of_earlier_kin": float(bool(head) and _kin()[head] in later.kin),
    }


def _head(weighted: Weighted) -> str:
    """The object named first in the main clauses, "" where none is."""
    return next(iter(weighted.rare_objects), "")


def _look_at_parts(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """The best part against part: objects shared, scaled by what is not; then fault too."""
    plain_best = fault_best = 0.0
    for one in earlier.reading.parts:
        for other in later.reading.parts:
            match = _match_parts(one, other, rarity)
            plain_best = max(plain_best, match)
            fault_best = max(fault_best, match if one.faults & other.faults else match / 2)
    return {"parts_objects": plain_best, "parts_objects_faults": fault_best}


def _match_parts(one: Stretch, other: Stretch, rarity: Rarity) -> float:
    first, second = set(one.objects), set(other.objects)
    if not first & second:
        return 0.0
    shared = [rarity.object(slot) for slot in sorted(first & second)]
    return max(shared) * sum(shared) / (sum(map(rarity.object, sorted(first | second))) or 1.0)


def _look_at_cohorts(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """Whose: the same, one within the other, or another arm or special group."""
    first, second = earlier.reading.whole.cohorts, later.reading.whole.cohorts
    shared_arms = earlier.arms & later.arms
    apart = bool(earlier.arms and later.arms and not shared_arms)
    return {
        "cohorts_alike": len(first & second) / (len(first | second) or 1),
        "cohorts_special": len(earlier.special & later.special),
        "cohorts_later_special": len(later.special - first),
        "cohorts_earlier_special": len(earlier.special - second),
        "cohorts_arms": len(shared_arms) - apart,
        "cohorts_general": _both(not earlier.arms, not later.arms),
        "cohorts_care_leavers": _both(
            "care_leavers" in earlier.reading.main.cohorts,
            "care_leavers" in later.reading.main.cohorts,
        ),
    }


def _both(earlier: bool, later: bool) -> float:
    """0 neither, 1 the earlier alone, 2 the later alone, 3 both."""
    return float(earlier) + 2.0 * later


def _look_at_faults(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """How each falls short."""
    first, second = earlier.reading.main.faults, later.reading.main.faults
    alike = {
        "faults_alike": len(first & second) / (len(first | second) or 1),
        "faults_shared": float(len(first & second)),
    }
    return alike | {f"fault_{slot}": _both(slot in first, slot in second) for slot in _FAULTS_KEPT}


def _look_at_tiers(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """At which level, and who is asked."""
    first, second = earlier.reading.main.tiers, later.reading.main.tiers
    alike = {"tiers_alike": len(first & second) / (len(first | second) or 1)}
    tiers = {f"tier_{slot}": _both(slot in first, slot in second) for slot in _TIERS_KEPT}
    return alike | tiers | {"board": _both(earlier.reading.to_board, later.reading.to_board)}


def _look_at_size(earlier: Weighted, later: Weighted, rarity: Rarity) -> Features:
    """How long the asks are, and how many years lie between them."""
    first, second = earlier.reading, later.reading
    return {
        "years_between": _years_between(first.ask.published, second.ask.published),
        "length_earlier": math.log(len(first.whole.text.split()) + 1),
        "length_later": math.log(len(second.whole.text.split()) + 1),
        "count_parts_earlier": len(first.parts),
        "count_parts_later": len(second.parts),
    }


def _years_between(earlier: date | None, later: date | None) -> float:
    if earlier is None or later is None:
        return _TYPICAL_GAP_YEARS
    return (later - earlier).days / 365.25


_LOOKS: tuple[Callable[[Weighted, Weighted, Rarity], Features], ...] = (
    _look_at_meaning,
    _look_at_words,
    _look_at_objects,
    _look_at_families,
    _look_at_parts,
    _look_at_cohorts,
    _look_at_faults,
    _look_at_tiers,
    _look_at_size,
)


# --- what two asks share, in words -----------------------------------------


@dataclass(frozen=True, slots=True)
class Shared:
    """What two asks have in common, in the reader's words, rarest first."""

    objects: tuple[str, ...]
    cohorts: tuple[str, ...]
    faults: tuple[str, ...]
    tiers: tuple[str, ...]
    words: tuple[str, ...]  # as the later ask spells them


def share(earlier: Reading, later: Reading, rarity: Rarity, most_words: int = 6) -> Shared:
    """What two asks share. Words of one letter or of standing wording are left out."""
    lexicon = open_lexicon()
    objects = set(earlier.whole.objects) & set(later.whole.objects)
    labels = {slot.id: slot.label for slot in lexicon.objects}
    return Shared(
        tuple(labels[slot] for slot in sorted(objects, key=lambda one: -rarity.object(one))),
        tuple(
            slot.label
            for slot in lexicon.cohorts
            if slot.id in earlier.whole.cohorts & later.whole.cohorts
        ),
        tuple(
            slot.label
            for slot in lexicon.faults
            if slot.id in earlier.main.faults & later.main.faults
        ),
        tuple(
            slot.label for slot in lexicon.tiers if slot.id in earlier.main.tiers & later.main.tiers
        ),
        _shared_words(earlier, later, rarity)[:most_words],
    )


def _shared_words(earlier: Reading, later: Reading, rarity: Rarity) -> tuple[str, ...]:
    spelt = {
        _stem(word): word
        for word in _WORD.findall(later.whole.text)
        if word not in _STOP and len(word) > 1
    }
    shared = [stem for stem in spelt if stem in earlier.words]
    telling = [stem for stem in shared if rarity.word(stem) > _STANDING]
    return tuple(spelt[stem] for stem in sorted(telling, key=lambda stem: -rarity.word(stem)))


_STANDING = 1.6  # "ensure", "quality", "children", "improve" stand in a fifth of all asks or more
