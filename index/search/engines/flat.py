"""Rows that faiss looks at one by one; imported when first wanted, which most commands never do."""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]


class FlatRows:
    """Unit rows kept as float16, all looked at for each question."""

    def __init__(self, rows: Halves) -> None:
        """Given whole: adding them as float32 would take ten times as long."""
        kind = faiss.ScalarQuantizer.QT_fp16
        self._index = faiss.IndexScalarQuantizer(rows.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
        faiss.copy_array_to_vector(rows.view(np.uint8).reshape(-1), self._index.codes)
        self._index.ntotal = len(rows)

    @property
    def rows(self) -> Halves:
        """The rows, where faiss keeps them."""
        count, width = self._index.ntotal, self._index.d
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
