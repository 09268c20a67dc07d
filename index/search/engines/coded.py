"""Rows found by codes of one bit a dimension, the best of them then by themselves.

For libraries of a size at which to look at every row takes longer than all else: of 3.15 million
rows, a million passages, 37 ms of processor find 12,000 by their codes and 12 weigh these, where
all take 104. All of the true best hundred are found, 0.9996 of the best 600, 0.986 of 3,000.
"""

from __future__ import annotations

import threading

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.store.embeddings import widen

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]
Numbers = NDArray[np.int64]

# Rows found by their codes for each wanted, and at least. Half as many cost 35 ms and miss 0.08 of
# the best 3,000, which are looked at to count passages that are close; twice as many cost 78.
_FOUND_A_ROW, _LEAST = 4, 3000
_AT_ONCE = 50_000  # rows coded together, as float32
_BATCH, _BITS = 32, 1  # of faiss: rows in a block of codes, bits a dimension


class CodedRows:
    """Unit rows with a code each (RaBitQ): 56 bytes beside 768. To make them takes 4.5 s a million
    rows."""

    def __init__(self, rows: Halves) -> None:
        self._rows = rows
        self._codes = faiss.IndexRaBitQFastScan(
            rows.shape[1], faiss.METRIC_INNER_PRODUCT, _BATCH, _BITS
        )
        self._codes.train(rows[:: 1 + len(rows) // _AT_ONCE].astype(np.float32))
        for start in range(0, len(rows), _AT_ONCE):
            self._codes.add(widen(rows[start : start + _AT_ONCE]))

    def look(self, query: Vectors, wanted: int) -> Numbers:
        """The numbers of the nearest rows, best first, hardly any of them missed."""
        found = min(len(self._rows), max(_FOUND_A_ROW * wanted, _LEAST))
        _, (near,) = self._codes.search(query[None], found)
        near = np.sort(near[near >= 0])
        nearness = np.einsum("ij,j->i", widen(self._rows[near]), query)
        best: Numbers = near[np.argsort(-nearness, kind="stable")][:wanted]
        return best


class Coding:
    """Codes of rows, made beside the questions once so many were asked that they pay."""

    def __init__(self, rows: Halves, after: int) -> None:
        self._rows, self._after = rows, after
        self._lock = threading.Lock()
        self._made: CodedRows | None = None
        self._ended = threading.Event()

    def count_question(self) -> CodedRows | None:
        """The codes if they are made by now. At the last question that does without, their making
        begins."""
        with self._lock:
            self._after -= 1
            begins = self._after == 0
        if begins:
            threading.Thread(target=self._make, name="coding", daemon=True).start()
        return self._made

    def _make(self) -> None:
        faiss.omp_set_num_threads(1)  # of this thread: readers have the other cores
        try:
            self._made = CodedRows(self._rows)
        finally:
            self._ended.set()

    def wait(self) -> None:
        """Return once the codes are made, where their making began."""
        if self._after <= 0:
            self._ended.wait()
