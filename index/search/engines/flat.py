"""Rows that faiss looks at one by one; imported when first wanted, which most commands never do."""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]


class FlatRows:
    """Unit rows kept as float16, all looked at for each question."""

    def __init__(self, count: int, width: int) -> None:
        """Room for so many rows, to be filled through `rows`: a copy would take as much again."""
        kind = faiss.ScalarQuantizer.QT_fp16
        self._index = faiss.IndexScalarQuantizer(width, kind, faiss.METRIC_INNER_PRODUCT)
        self._index.codes.resize(count * width * np.float16().itemsize)
        self._index.ntotal = count

    @classmethod
    def of(cls, rows: Halves) -> FlatRows:
        """Some rows."""
        flat = cls(*rows.shape)
        flat.rows[:] = rows
        return flat

    @property
    def rows(self) -> Halves:
        """The rows, where faiss keeps them."""
        count, width = self._index.ntotal, self._index.d
        if not count:
            return np.empty((0, width), np.float16)
        codes = faiss.rev_swig_ptr(self._index.codes.data(), count * width * 2)
        rows: Halves = codes.view(np.float16).reshape(count, width)
        return rows

    def look(self, query: Vectors, mask: bytes, wanted: int) -> NDArray[np.int64]:
        """The numbers of the nearest rows that a mask allows, best first; empty it allows all."""
        bits = np.frombuffer(mask, np.uint8)
        selector = faiss.IDSelectorBitmap(bits) if mask else None  # type: ignore[call-arg, arg-type]
        chosen = faiss.SearchParameters(sel=selector) if mask else None  # type: ignore[call-arg]
        _, (nearest,) = self._index.search(query[None], wanted, params=chosen)
        rows: NDArray[np.int64] = nearest[nearest >= 0]
        return rows
