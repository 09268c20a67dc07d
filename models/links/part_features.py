"""Features of the two parts of a pair of asks that are most alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.links.ask_text import ParsedAsk, Rarity
from models.links.lexicon import open_lexicon
from models.links.object_features import Features, tie_table
from models.links.object_prior import PairStatistics
from models.links.prepared_ask import Part, PreparedAsk

FAULTS_KEPT = ("timeliness", "capacity", "recording", "quality", "awareness")
_PART_FAULTS = (*FAULTS_KEPT, "oversight", "involvement", "absence", "use")
_TIE_WEIGHT = 0.1  # of a tie beside a cosine and a share of words, in choosing the best parts
_TIED_RARITY = 2.0  # what a tie of different objects counts for beside the rarity of a shared one


@dataclass(frozen=True, slots=True)
class _PartPair:
    """A part of the earlier ask and one of the later, and how alike they are."""

    earlier: Part
    later: Part
    cosine: float
    words: float  # rarity of shared stems, over that of both parts' stems
    tie: float

    @property
    def score(self) -> float:
        return self.cosine + self.words + _TIE_WEIGHT * self.tie


def _best_pair(earlier: PreparedAsk, later: PreparedAsk, rarity: Rarity) -> _PartPair:
    cosines = (earlier.vectors[2:] @ later.vectors[2:].T).tolist()
    return max(
        (
            _pair_up(part, other, cosines[row][column], rarity)
            for row, part in enumerate(earlier.parts)
            for column, other in enumerate(later.parts)
        ),
        key=lambda pair: pair.score,
    )


def _pair_up(part: Part, other: Part, cosine: float, rarity: Rarity) -> _PartPair:
    shared = sum(weight for word, weight in part.words.items() if word in other.words)
    tie = max(_tie_strengths(part.tagged.objects, other.tagged.objects, rarity), default=0.0)
    return _PartPair(part, other, cosine, shared / (part.weight * other.weight), tie)


def _tie_strengths(first: Sequence[str], second: Sequence[str], rarity: Rarity) -> Iterator[float]:
    """The tie of each object with each, times the rarity of an object that both name."""
    lexicon = open_lexicon()
    for mine in first:
        for other in second:
            weight = rarity.object(mine) if mine == other else _TIED_RARITY
            yield lexicon.tie(mine, other) * weight


def best_part_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """The two parts that are most alike: how alike, in what objects, faults and cohorts."""
    pair = _best_pair(earlier, later, statistics.rarity)
    return (
        _best_part_objects(pair, statistics.rarity)
        | _best_part_faults(pair)
        | _best_part_cohorts(pair, earlier.parsed, later.parsed)
    )


def _best_part_objects(pair: _PartPair, rarity: Rarity) -> Features:
    mine, other = pair.earlier.tagged, pair.later.tagged
    first, second = set(mine.objects), set(other.objects)
    ties = tie_table(mine.objects, other.objects)
    none = not (first and second)
    return {
        "best_score": pair.score,
        "best_cosine": pair.cosine,
        "best_words": pair.words,
        "best_tie": pair.tie,
        "best_objects": sum(map(rarity.object, sorted(first & second))),
        "best_later_unshared": max(map(rarity.object, second - first), default=0.0),
        "best_earlier_unshared": max(map(rarity.object, first - second), default=0.0),
        "best_objects_earlier": float(len(first)),
        "best_objects_later": float(len(second)),
        "best_ties": float(ties.max()),
        "best_ties_heads": -1.0 if none else float(ties[0, 0]),
        "best_ties_head_of_earlier": -1.0 if none else float(ties[0].max()),
        "best_ties_head_of_later": -1.0 if none else float(ties[:, 0].max()),
    }


def _best_part_faults(pair: _PartPair) -> Features:
    first, second = pair.earlier.tagged.faults, pair.later.tagged.faults
    alike = {"best_faults_alike": len(first & second) / (len(first | second) or 1)}
    return alike | {
        f"best_fault_{entry}": presence(entry in first, entry in second) for entry in _PART_FAULTS
    }


def _best_part_cohorts(pair: _PartPair, earlier: ParsedAsk, later: ParsedAsk) -> Features:
    """Which children the two parts are about, and how much of each ask they make up."""
    part, other = pair.earlier, pair.later
    shared_arms = part.arms & other.arms
    lengths = [len(text.split()) for text in (part.tagged.text, other.tagged.text)]
    wholes = [len(parsed.whole.text.split()) or 1 for parsed in (earlier, later)]
    return {
        "best_special": float(len(part.special & other.special)),
        "best_later_special": float(len(other.special - earlier.whole.cohorts)),
        "best_earlier_special": float(len(part.special - later.whole.cohorts)),
        "best_arms": float(len(shared_arms) - bool(part.arms and other.arms and not shared_arms)),
        "best_share_of_later": lengths[1] / wholes[1],
        "best_share_of_earlier": lengths[0] / wholes[0],
        "best_length_earlier": float(lengths[0]),
        "best_length_later": float(lengths[1]),
    }


def presence(earlier: bool, later: bool) -> float:
    """0 neither, 1 the earlier alone, 2 the later alone, 3 both."""
    return float(earlier) + 2.0 * later
