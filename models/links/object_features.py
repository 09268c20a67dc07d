"""Features of the objects that two asks name: shared, of one family, tied, or known from pairs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.links.ask_text import Rarity, TaggedText
from models.links.lexicon import EQUIVALENT, RELATED, open_lexicon
from models.links.object_prior import PairStatistics, Rate
from models.links.prepared_ask import PreparedAsk, family_of

Features = dict[str, float]


def object_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """Rarity of the objects that both asks name, and of those that one names."""
    first, second = earlier.rare_objects, later.rare_objects
    shared = [weight for entry, weight in first.items() if entry in second]
    aside = set(earlier.parsed.whole.objects) & set(later.parsed.whole.objects)
    return {
        "objects_shared": sum(shared),
        "objects_rarest": max(shared, default=0.0),
        "objects_of_later": sum(shared) / (sum(second.values()) or 1.0),
        "objects_of_earlier": sum(shared) / (sum(first.values()) or 1.0),
        "objects_count": len(shared),
        "objects_earlier": len(first),
        "objects_later": len(second),
        "objects_in_purpose": max(
            (
                statistics.rarity.object(entry)
                for entry in aside
                if not (entry in first and entry in second)
            ),
            default=0.0,
        ),
        "objects_later_unshared": _rarest_unshared(second, first),
        "objects_earlier_unshared": _rarest_unshared(first, second),
    }


def _rarest_unshared(names: Mapping[str, float], others: Mapping[str, float]) -> float:
    return max((weight for entry, weight in names.items() if entry not in others), default=0.0)


def family_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """Families of objects that both name, and whether the first object of each is in the other."""
    shared = [later.families[name] for name in earlier.families if name in later.families]
    head, other = _head(earlier), _head(later)
    return {
        "families_rarest": max(shared, default=0.0),
        "families_shared": sum(shared),
        "head_of_later": later.rare_objects[other] if other in earlier.rare_objects else 0.0,
        "head_of_earlier": earlier.rare_objects[head] if head in later.rare_objects else 0.0,
        "heads_same": float(bool(head) and head == other),
        "heads_family": float(bool(head and other) and family_of(head) == family_of(other)),
        "head_of_later_family": float(bool(other) and family_of(other) in earlier.families),
        "head_of_earlier_family": float(bool(head) and family_of(head) in later.families),
    }


def _head(ask: PreparedAsk) -> str:
    """The object named first in the main clauses, "" where none is."""
    return next(iter(ask.rare_objects), "")


def part_object_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """The largest overlap of objects of any two parts; and halved where they share no fault."""
    plain_best = fault_best = 0.0
    for part in earlier.parsed.parts:
        for other in later.parsed.parts:
            overlap = _object_overlap(part, other, statistics.rarity)
            plain_best = max(plain_best, overlap)
            fault_best = max(fault_best, overlap if part.faults & other.faults else overlap / 2)
    return {"parts_objects": plain_best, "parts_objects_faults": fault_best}


def _object_overlap(part: TaggedText, other: TaggedText, rarity: Rarity) -> float:
    """The rarest shared object, times the share that shared ones have of all, by rarity."""
    first, second = set(part.objects), set(other.objects)
    if not first & second:
        return 0.0
    shared = [rarity.object(entry) for entry in sorted(first & second)]
    return max(shared) * sum(shared) / (sum(map(rarity.object, sorted(first | second))) or 1.0)


def tie_features(earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics) -> Features:
    """Ties of the lexicon between objects of the two asks: equivalent or related ones."""
    first, second = earlier.parsed.main.objects, later.parsed.main.objects
    ties = tie_table(first, second)
    aside = tie_table(earlier.parsed.whole.objects, later.parsed.whole.objects)
    return {
        "ties_best": float(ties.max()),
        "ties_equivalent": float((ties == EQUIVALENT).sum()),
        "ties_related": float((ties == RELATED).sum()),
        "ties_of_later": float((ties.max(axis=0) >= EQUIVALENT).mean()),
        "ties_of_later_related": float((ties.max(axis=0) >= RELATED).mean()),
        "ties_of_earlier": float((ties.max(axis=1) >= EQUIVALENT).mean()),
        "ties_head_of_earlier": float(ties[0].max()),
        "ties_head_of_later": float(ties[:, 0].max()),
        "ties_heads": float(ties[0, 0]),
        "ties_in_purpose": float(aside.max()),
    }


def tie_table(first: Sequence[str], second: Sequence[str]) -> NDArray[np.int64]:
    """The tie of each object with each: (first, second); a single 0 where either has none."""
    if not (first and second):
        return np.zeros((1, 1), dtype=np.int64)
    lexicon = open_lexicon()
    return np.array([[lexicon.tie(mine, other) for other in second] for mine in first])


def object_prior_features(
    earlier: PreparedAsk, later: PreparedAsk, statistics: PairStatistics
) -> Features:
    """Shares of judged pairs with the same objects that were the same issue, or related."""
    shared, across = statistics.prior.rates(earlier.parsed, later.parsed)
    return _summarise_rates("prior_shared", shared) | _summarise_rates("prior_across", across)


def _summarise_rates(name: str, rates: Sequence[Rate]) -> Features:
    """The best two rates, and the probability that any holds were they independent."""
    same = sorted((rate.same for rate in rates), reverse=True)
    return {
        f"{name}_same": same[0] if same else 0.0,
        f"{name}_same_second": same[1] if len(same) > 1 else 0.0,
        f"{name}_same_any": 1 - math.prod(1 - rate.same for rate in rates),
        f"{name}_related": max((rate.related for rate in rates), default=0.0),
        f"{name}_related_any": 1 - math.prod(1 - rate.related for rate in rates),
        f"{name}_count": float(len(rates)),
    }
