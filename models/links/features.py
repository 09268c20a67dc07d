"""Two asks as numbers: meaning, words, issues, objects, parts, cohorts, faults, tiers and size.

`compare` takes two prepared asks (`models.links.prepared_ask`), the earlier first. The rules
it follows are those of the judged pairs' guidelines: part is held against part and the best
pair of parts kept, a purpose counts for less, a cohort may contain another, some objects are
taken for one or for related ones, standing wording is worth what its rarity says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from models.links.ask_text import AskText, Vectors, count_rarity, parse_ask
from models.links.object_features import (
    Features,
    family_features,
    object_features,
    object_prior_features,
    part_object_features,
    tie_features,
)
from models.links.object_prior import ObjectPrior, PairStatistics
from models.links.part_features import FAULTS_KEPT, best_part_features, presence
from models.links.prepared_ask import PreparedAsk, prepare_parsed

_TIERS_KEPT = ("frontline", "senior", "reviewing", "partners")
_LEAST_ISSUES = 0.05  # of probability: where an ask is about none, it shares none
_TYPICAL_GAP_YEARS = 4.0  # the median of the judged pairs, where a date is missing


def compare(earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics) -> Features:
    """Every feature of a pair by name, always in the same order."""
    features: Features = {}
    for compute in _FEATURE_GROUPS:
        features |= compute(earlier, later, statistics)
    return features


def feature_names() -> tuple[str, ...]:
    """The names of the features, in the order in which `compare` gives them."""
    parsed = parse_ask(AskText("", ""))
    statistics = PairStatistics(count_rarity([parsed]), ObjectPrior())
    zeros = np.zeros((len(parsed.texts), 1), np.float32)
    empty = prepare_parsed(parsed, statistics.rarity, zeros, zeros, zeros)
    return tuple(compare(empty, empty, statistics))


def _meaning_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """Cosines of the encoder's vectors."""
    return _cosines("cosine", earlier.vectors, later.vectors)


def _word_vector_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """Cosines of the sums of word vectors learned from reports."""
    return _cosines("word_vectors", earlier.word_vectors, later.word_vectors)


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


def _word_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """Shared stems of the main clauses, by rarity, and how much of each ask they cover."""
    shared = sorted(
        (weight for word, weight in earlier.rare_words.items() if word in later.rare_words),
        reverse=True,
    )
    runs = earlier.parsed.main_runs & later.parsed.main_runs
    return {
        "words": _dot(earlier.words, later.words),
        "words_main": _dot(earlier.main_words, later.main_words),
        "words_shared": sum(shared),
        "words_rarest": shared[0] if shared else 0.0,
        "words_second": shared[1] if len(shared) > 1 else 0.0,
        "words_of_later": sum(shared) / (sum(later.rare_words.values()) or 1.0),
        "words_of_earlier": sum(shared) / (sum(earlier.rare_words.values()) or 1.0),
        "words_runs": sum(statistics.rarity.run(run) for run in sorted(runs)),
    }


def _dot(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    return sum(weight * second[word] for word, weight in first.items() if word in second)


def _issue_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """Which issues both are about, whole with whole, main with main, part with part."""
    first, second = earlier.issues[0], later.issues[0]
    shared = np.minimum(first, second)
    parts = [(part, other) for part in earlier.issues[2:] for other in later.issues[2:]]
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return {
        "issues_shared": float(shared.max()),
        "issues_alike": _overlap(first, second),
        "issues_main": _overlap(earlier.issues[1], later.issues[1]),
        "issues_of_later": float(shared.sum() / max(second.sum(), _LEAST_ISSUES)),
        "issues_of_earlier": float(shared.sum() / max(first.sum(), _LEAST_ISSUES)),
        "issues_cosine": float(first @ second) / max(lengths, _LEAST_ISSUES**2),
        "issues_best_parts": max(float(np.minimum(part, other).max()) for part, other in parts),
        "issues_parts_alike": max(_overlap(part, other) for part, other in parts),
        "issues_first": float(first.argmax() == second.argmax()),
        "issues_count_later": float(second.sum()),
        "issues_count_earlier": float(first.sum()),
    }


def _overlap(first: Vectors, second: Vectors) -> float:
    """What two sets of issues share of what either has, by probability: 0 to 1."""
    return float(
        np.minimum(first, second).sum() / max(np.maximum(first, second).sum(), _LEAST_ISSUES)
    )


def _cohort_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """Which children are meant: the same, one group within the other, or another one."""
    first, second = earlier.parsed.whole.cohorts, later.parsed.whole.cohorts
    shared_arms = earlier.arms & later.arms
    apart = bool(earlier.arms and later.arms and not shared_arms)
    return {
        "cohorts_alike": len(first & second) / (len(first | second) or 1),
        "cohorts_special": len(earlier.special & later.special),
        "cohorts_later_special": len(later.special - first),
        "cohorts_earlier_special": len(earlier.special - second),
        "cohorts_arms": len(shared_arms) - apart,
        "cohorts_general": presence(not earlier.arms, not later.arms),
        "cohorts_care_leavers": presence(
            "care_leavers" in earlier.parsed.main.cohorts,
            "care_leavers" in later.parsed.main.cohorts,
        ),
    }


def _fault_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """In what way the service falls short, by each ask."""
    first, second = earlier.parsed.main.faults, later.parsed.main.faults
    alike = {
        "faults_alike": len(first & second) / (len(first | second) or 1),
        "faults_shared": float(len(first & second)),
    }
    return alike | {
        f"fault_{entry}": presence(entry in first, entry in second) for entry in FAULTS_KEPT
    }


def _tier_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """At which level of the service, and whether a board is asked."""
    first, second = earlier.parsed.main.tiers, later.parsed.main.tiers
    alike = {"tiers_alike": len(first & second) / (len(first | second) or 1)}
    tiers = {f"tier_{entry}": presence(entry in first, entry in second) for entry in _TIERS_KEPT}
    return alike | tiers | {"board": presence(earlier.parsed.to_board, later.parsed.to_board)}


def _size_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """How long the asks are, and how many years lie between them."""
    first, second = earlier.parsed, later.parsed
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


_FEATURE_GROUPS: tuple[Callable[[PreparedAsk, PreparedAsk, PairStatistics], Features], ...] = (
    _meaning_features,
    _word_vector_features,
    _word_features,
    _issue_features,
    object_features,
    family_features,
    part_object_features,
    tie_features,
    object_prior_features,
    best_part_features,
    _cohort_features,
    _fault_features,
    _tier_features,
    _size_features,
)
