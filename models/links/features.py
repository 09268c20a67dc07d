"""What a careful reader compares in two asks, as numbers: object, cohort, fault, tier, words.

`compare` looks at two readings (`models.links.ask_text`), the earlier first. The rules it
follows are those of the judged pairs' guidelines: part is held against part and the
best part kept, a purpose counts for less, a cohort may contain another, some objects
are taken for one or for related ones, standing wording is worth what its rarity says.
`share` names what two asks have in common, to show beside a figure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from models.links.ask_text import (
    AskText,
    Pair,
    Rarity,
    Reading,
    Stretch,
    Vectors,
    count_rarity,
    find_words,
    read_ask,
    stem,
    stem_words,
)
from models.links.lexicon import ONE, RELATED, open_lexicon
from models.links.object_prior import Bonds, Rate

__all__ = [  # what is read and what is compared, for those who weigh
    "AskText",
    "Features",
    "Known",
    "Pair",
    "Shared",
    "Vectors",
    "Weighted",
    "compare",
    "feature_names",
    "share",
    "weight_reading",
]

_FAULTS_KEPT = ("timeliness", "capacity", "recording", "quality", "awareness")
_PART_FAULTS = (*_FAULTS_KEPT, "oversight", "involvement", "absence", "use")
_TIERS_KEPT = ("frontline", "senior", "reviewing", "partners")
_TYPICAL_GAP_YEARS = 4.0  # the median of the judged pairs, where a date is missing
_TIE_WEIGHT = 0.1  # of a tie beside a cosine and a share of words, in choosing the best parts
_TIED_RARITY = 2.0  # what a tie of different objects counts for beside the rarity of a shared one


@dataclass(frozen=True)
class Known:
    """What was learned beforehand: how rare things are, and which objects go together."""

    rarity: Rarity
    bonds: Bonds


@dataclass(frozen=True)
class Part:
    """One part of an ask, ready to be held against another's."""

    stretch: Stretch
    words: Mapping[str, float]  # stems by rarity
    weight: float  # the root of their sum
    arms: frozenset[str]
    special: frozenset[str]


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
    field: Vectors  # the same texts by the words of the field: (2 + parts, other d)
    arms: frozenset[str]
    special: frozenset[str]
    parts: tuple[Part, ...]


def weight_reading(reading: Reading, rarity: Rarity, vectors: Vectors, field: Vectors) -> Weighted:
    """A reading made ready; `vectors` and `field` are those of `reading.texts`, in order."""
    objects = {slot: rarity.object(slot) for slot in reading.main.objects}
    kin: dict[str, float] = {}
    for slot, weight in objects.items():
        kin[_kin()[slot]] = max(weight, kin.get(_kin()[slot], 0.0))
    arms, special = _split_cohorts(reading.main.cohorts)
    return Weighted(
        reading,
        _unit_weights(reading.words, rarity),
        _unit_weights(reading.main_words, rarity),
        {word: rarity.word(word) for word in reading.main_words},
        objects,
        kin,
        vectors,
        field,
        arms,
        special,
        tuple(_weight_part(part, rarity) for part in reading.parts),
    )


def _weight_part(part: Stretch, rarity: Rarity) -> Part:
    words = {word: rarity.word(word) for word in stem_words(part.text)}
    return Part(part, words, math.sqrt(sum(words.values())) or 1.0, *_split_cohorts(part.cohorts))


def _split_cohorts(cohorts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The arms of the service that cohorts belong to, and the special groups among them."""
    groups = {slot: _cohort_groups()[slot] for slot in cohorts}
    return (
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


def compare(earlier: Weighted, later: Weighted, known: Known) -> Features:
    """Every feature of a pair by name, always in the same order."""
    found: Features = {}
    for look in _LOOKS:
        found |= look(earlier, later, known)
    return found


def feature_names() -> tuple[str, ...]:
    """The names of the features, in the order in which `compare` gives them."""
    ask = AskText("", "")
    reading = read_ask(ask)
    known = Known(count_rarity([reading]), Bonds())
    zeros = np.zeros((len(reading.texts), 1), np.float32)
    nothing = weight_reading(reading, known.rarity, zeros, zeros)
    return tuple(compare(nothing, nothing, known))


def _look_at_meaning(earlier: Weighted, later: Weighted, known: Known) -> Features:
    """Cosines of what the encoder takes the texts to mean."""
    return _cosines("cosine", earlier.vectors, later.vectors)


def _look_at_field(earlier: Weighted, later: Weighted, known: Known) -> Features:
    """Cosines of the company that the texts' words keep in reports."""
    return _cosines("field", earlier.field, later.field)


def _cosines(name: str, earlier: Vectors, later: Vectors) -> Features:
    """Whole with whole, main with main, part with part, part with whole."""
    cosines = earlier @ later.T
    parts = cosines[2:, 2:]
    return {
        name: float(cosines[0, 0]),
        f"{name}_main": float(cosines[1, 1]),
        f"{name}_best_parts": float(parts.max()),
        f"{name}_later_parts": float(parts.max(axis=0).mean()),
        f"{name}_earlier_parts": float(parts.max(axis=1).mean()),
        f"{name}_least_later_part": float(parts.max(axis=0).min()),
        f"{name}_part_in_later": float(cosines[2:, 0].max()),
        f"{name}_part_in_earlier": float(cosines[0, 2:].max()),
    }


def _look_at_words(earlier: Weighted, later: Weighted, known: Known) -> Features:
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
        "words_runs": sum(known.rarity.run(run) for run in sorted(runs)),
    }


def _dot(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    return sum(weight * second[word] for word, weight in first.items() if word in second)


def _look_at_objects(earlier: Weighted, later: Weighted, known: Known) -> Features:
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
            (known.rarity.object(slot) for slot in aside if not (slot in first and slot in second)),
            default=0.0,
        ),
        "objects_later_alone": _rarest_alone(second, first),
        "objects_earlier_alone": _rarest_alone(first, second),
    }


def _rarest_alone(names: Mapping[str, float], others: Mapping[str, float]) -> float:
    return max((weight for slot, weight in names.items() if slot not in others), default=0.0)


def _look_at_families(earlier: Weighted, later: Weighted, known: Known) -> Features:
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


def _look_at_parts(earlier: Weighted, later: Weighted, known: Known) -> Features:
    """The best part against part: objects shared, scaled by what is not; then fault too."""
    plain_best = fault_best = 0.0
    for one in earlier.reading.parts:
        for other in later.reading.parts:
            match = _match_parts(one, other, known.rarity)
            plain_best = max(plain_best, match)
            fault_best = max(fault_best, match if one.faults & other.faults else match / 2)
    return {"parts_objects": plain_best, "parts_objects_faults": fault_best}


def _match_parts(one: Stretch, other: Stretch, rarity: Rarity) -> float:
    first, second = set(one.objects), set(other.objects)
    if not first & second:
        return 0.0
    shared = [rarity.object(slot) for slot in sorted(first & second)]
    return max(shared) * sum(shared) / (sum(map(rarity.object, sorted(first | second))) or 1.0)


def _look_at_ties(earlier: Weighted, later: Weighted, known: Known) -> Features:
    """Objects that differ in name and that a reader takes for one, or for related ones."""
    first, second = earlier.reading.main.objects, later.reading.main.objects
    ties = _tie_table(first, second)
    aside = _tie_table(earlier.reading.whole.objects, later.reading.whole.objects)
    return {
        "ties_best": float(ties.max()),
        "ties_one": float((ties == ONE).sum()),
        "ties_related": float((ties == RELATED).sum()),
        "ties_of_later": float((ties.max(axis=0) >= ONE).mean()),
        "ties_of_later_related": float((ties.max(axis=0) >= RELATED).mean()),
        "ties_of_earlier": float((ties.max(axis=1) >= ONE).mean()),
        "ties_head_of_earlier": float(ties[0].max()),
        "ties_head_of_later": float(ties[:, 0].max()),
        "ties_heads": float(ties[0, 0]),
        "ties_in_purpose": float(aside.max()),
    }


def _tie_table(first: Sequence[str], second: Sequence[str]) -> NDArray[np.int64]:
    """How each object of one belongs with each of the other; a lone 0 where one has none."""
    if not (first and second):
        return np.zeros((1, 1), dtype=np.int64)
    lexicon = open_lexicon()
    return np.array([[lexicon.tie(one, other) for other in second] for one in first])


def _look_at_bonds(earlier: Weighted, later: Weighted, known: Known) -> Features:
    """What judged pairs teach of the objects both name, and of those that differ."""
    shared, across = known.bonds.rates(earlier.reading, later.reading)
    return _sum_up("bonds_shared", shared) | _sum_up("bonds_across", across)


def _sum_up(name: str, rates: Sequence[Rate]) -> Features:
    """The best two rates, and the chance that any holds were they independent."""
    same = sorted((rate.same for rate in rates), reverse=True)
    return {
        f"{name}_same": same[0] if same else 0.0,
        f"{name}_same_second": same[1] if len(same) > 1 else 0.0,
        f"{name}_same_any": 1 - math.prod(1 - rate.same for rate in rates),
        f"{name}_related": max((rate.related for rate in rates), default=0.0),
        f"{name}_related_any": 1 - math.prod(1 - rate.related for rate in rates),
        f"{name}_count": float(len(rates)),
    }


@dataclass(frozen=True, slots=True)
class _Match:
    """Two parts held against each other."""

    one: Part
    other: Part
    cosine: float
    words: float  # rarity of shared stems, over that of both parts' stems
    tie: float

    @property
    def score(self) -> float:
        return self.cosine + self.words + _TIE_WEIGHT * self.tie


def _best_match(earlier: Weighted, later: Weighted, rarity: Rarity) -> _Match:
    cosines = (earlier.vectors[2:] @ later.vectors[2:].T).tolist()
    return max(
        (
            _match(one, other, cosines[i][j], rarity)
            for i, one in enumerate(earlier.parts)
            for j, other in enumerate(later.parts)
        ),
        key=lambda match: match.score,
    )


def _match(one: Part, other: Part, cosine: float, rarity: Rarity) -> _Match:
    shared = sum(weight for word, weight in one.words.items() if word in other.words)
    tie = max(_strengths(one.stretch.objects, other.stretch.objects, rarity), default=0.0)
    return _Match(one, other, cosine, shared / (one.weight * other.weight), tie)


def _strengths(first: Sequence[str], second: Sequence[str], rarity: Rarity) -> Iterator[float]:
    """How strongly each object of one belongs with each of the other."""
    lexicon = open_lexicon()
    for one in first:
        for other in second:
            weight = rarity.object(one) if one == other else _TIED_RARITY
            yield lexicon.tie(one, other) * weight


def _look_at_best_parts(earlier: Weighted, later: Weighted, known: Known) -> Features:
    """The two parts that are most alike: how alike, in what objects, faults and cohorts."""
    match = _best_match(earlier, later, known.rarity)
    return (
        _match_objects(match, known.rarity)
        | _match_faults(match)
        | _match_cohorts(match, earlier.reading, later.reading)
    )


def _match_objects(match: _Match, rarity: Rarity) -> Features:
    one, other = match.one.stretch, match.other.stretch
    first, second = set(one.objects), set(other.objects)
    ties = _tie_table(one.objects, other.objects)
    none = not (first and second)
    return {
        "best_score": match.score,
        "best_cosine": match.cosine,
        "best_words": match.words,
        "best_tie": match.tie,
        "best_objects": sum(map(rarity.object, sorted(first & second))),
        "best_later_alone": max(map(rarity.object, second - first), default=0.0),
        "best_earlier_alone": max(map(rarity.object, first - second), default=0.0),
        "best_objects_earlier": float(len(first)),
        "best_objects_later": float(len(second)),
        "best_ties": float(ties.max()),
        "best_ties_heads": -1.0 if none else float(ties[0, 0]),
        "best_ties_head_of_earlier": -1.0 if none else float(ties[0].max()),
        "best_ties_head_of_later": -1.0 if none else float(ties[:, 0].max()),
    }


def _match_faults(match: _Match) -> Features:
    first, second = match.one.stretch.faults, match.other.stretch.faults
    alike = {"best_faults_alike": len(first & second) / (len(first | second) or 1)}
    return alike | {
        f"best_fault_{slot}": _both(slot in first, slot in second) for slot in _PART_FAULTS
    }


def _match_cohorts(match: _Match, earlier: Reading, later: Reading) -> Features:
    """Whose the two parts are, and how much of each ask they make up."""
    one, other = match.one, match.other
    shared_arms = one.arms & other.arms
    lengths = [len(text.split()) for text in (one.stretch.text, other.stretch.text)]
    wholes = [len(reading.whole.text.split()) or 1 for reading in (earlier, later)]
    return {
        "best_special": float(len(one.special & other.special)),
        "best_later_special": float(len(other.special - earlier.whole.cohorts)),
        "best_earlier_special": float(len(one.special - later.whole.cohorts)),
        "best_arms": float(len(shared_arms) - bool(one.arms and other.arms and not shared_arms)),
        "best_share_of_later": lengths[1] / wholes[1],
        "best_share_of_earlier": lengths[0] / wholes[0],
        "best_length_earlier": float(lengths[0]),
        "best_length_later": float(lengths[1]),
    }


def _look_at_cohorts(earlier: Weighted, later: Weighted, known: Known) -> Features:
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


def _look_at_faults(earlier: Weighted, later: Weighted, known: Known) -> Features:
    """How each falls short."""
    first, second = earlier.reading.main.faults, later.reading.main.faults
    alike = {
        "faults_alike": len(first & second) / (len(first | second) or 1),
        "faults_shared": float(len(first & second)),
    }
    return alike | {f"fault_{slot}": _both(slot in first, slot in second) for slot in _FAULTS_KEPT}


def _look_at_tiers(earlier: Weighted, later: Weighted, known: Known) -> Features:
    """At which level, and who is asked."""
    first, second = earlier.reading.main.tiers, later.reading.main.tiers
    alike = {"tiers_alike": len(first & second) / (len(first | second) or 1)}
    tiers = {f"tier_{slot}": _both(slot in first, slot in second) for slot in _TIERS_KEPT}
    return alike | tiers | {"board": _both(earlier.reading.to_board, later.reading.to_board)}


def _look_at_size(earlier: Weighted, later: Weighted, known: Known) -> Features:
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


_LOOKS: tuple[Callable[[Weighted, Weighted, Known], Features], ...] = (
    _look_at_meaning,
    _look_at_field,
    _look_at_words,
    _look_at_objects,
    _look_at_families,
    _look_at_parts,
    _look_at_ties,
    _look_at_bonds,
    _look_at_best_parts,
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
    spelt = {stem(word): word for word in find_words(later.whole.text) if len(word) > 1}
    telling = [one for one in spelt if one in earlier.words and rarity.word(one) > _STANDING]
    return tuple(spelt[one] for one in sorted(telling, key=lambda one: -rarity.word(one)))


_STANDING = 1.6  # "ensure", "quality", "children", "improve" stand in a fifth of all asks or more
