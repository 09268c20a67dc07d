"""Judged pairs as rows of features, for any split of their councils."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from eval.material.pairs import JudgedPair
from models.links.ask_text import Rarity, count_rarity, parse_ask
from models.links.ensemble import Floats
from models.links.features import compare, feature_names
from models.links.object_prior import ObjectPrior, PairStatistics
from models.links.weigher import Encode, prepare_asks
from models.statements.reader import StatementReader
from models.text.word_vectors import WordVectors

Mask = NDArray[np.bool_]
Grades = NDArray[np.int64]


class PairTable:
    """Judged pairs with their asks parsed and encoded once; gives rows for any split."""

    def __init__(
        self,
        pairs: Sequence[JudgedPair],
        rarity: Rarity,
        encoder: Encode,
        word_vectors: WordVectors,
        reader: StatementReader,
    ) -> None:
        self._pairs = list(pairs)
        self._rarity = rarity
        asks = list(
            dict.fromkeys(
                ask for judged in pairs for ask in (judged.pair.earlier, judged.pair.later)
            )
        )
        self._prepared = dict(
            zip(asks, prepare_asks(asks, rarity, encoder, word_vectors, reader), strict=True)
        )
        self.grades: Grades = np.array([judged.grade for judged in pairs], dtype=np.int64)
        self.councils: NDArray[np.str_] = np.array(
            [judged.council for judged in pairs], dtype=np.str_
        )
        self.others: NDArray[np.str_] = np.array([judged.other for judged in pairs], dtype=np.str_)

    def prior(self, mask: Mask) -> ObjectPrior:
        """The counts of objects over the pairs that a mask keeps."""
        return ObjectPrior.counted(
            (
                self._prepared[judged.pair.earlier].parsed,
                self._prepared[judged.pair.later].parsed,
                judged.grade,
            )
            for judged in self._kept(mask)
        )

    def rows(self, mask: Mask, prior: ObjectPrior) -> Floats:
        """The features of the pairs that a mask keeps, with a prior counted elsewhere."""
        statistics = PairStatistics(self._rarity, prior)
        features = [
            compare(
                self._prepared[judged.pair.earlier], self._prepared[judged.pair.later], statistics
            )
            for judged in self._kept(mask)
        ]
        return np.array([list(row.values()) for row in features], dtype=np.float64)

    def training_rows(self, mask: Mask) -> Floats:
        """The same, each council's with a prior counted over the others that a mask keeps.

        A council's own grades would otherwise stand in its own features.
        """
        everything = self.prior(mask)
        rows = np.zeros((len(self.grades), len(feature_names())))
        for council in np.unique(self.councils[mask]):
            own = mask & (self.councils == council)
            rows[own] = self.rows(own, everything.without(self.prior(own)))
        return rows[mask]

    def across_rows(self, mask: Mask, home: PairTable, learned: Mask) -> Floats:
        """The features of pairs of two councils, with a prior of `home`'s other councils.

        `learned` keeps the pairs of `home` that the prior may be counted over.
        """
        everything = home.prior(learned)
        own = {
            council: home.prior(learned & (home.councils == council))
            for council in np.unique(home.councils[learned])
        }
        rows = [
            self.rows(
                _only(int(index), len(mask)),
                everything.without(own[self.councils[index]]).without(own[self.others[index]]),
            )
            for index in np.flatnonzero(mask)
        ]
        return np.vstack([np.zeros((0, len(feature_names()))), *rows])

    def _kept(self, mask: Mask) -> Iterable[JudgedPair]:
        return (judged for judged, kept in zip(self._pairs, mask, strict=True) if kept)


def _only(index: int, size: int) -> Mask:
    mask: Mask = np.arange(size) == index
    return mask


def pair_rarity(pairs: Sequence[JudgedPair]) -> Rarity:
    """How rare words and objects are over the asks of given pairs, each ask once."""
    asks = dict.fromkeys(
        ask for judged in pairs for ask in (judged.pair.earlier, judged.pair.later)
    )
    return count_rarity([parse_ask(ask) for ask in asks])


def training_set(table: PairTable, across: PairTable, kept: Mask) -> tuple[Floats, Grades]:
    """Rows and grades of the pairs a mask keeps, and of pairs across two of their councils."""
    councils = np.unique(table.councils[kept])
    both = np.isin(across.councils, councils) & np.isin(across.others, councils)
    rows = [table.training_rows(kept), across.across_rows(both, table, kept)]
    return np.vstack(rows), np.concatenate([table.grades[kept], across.grades[both]])
