"""Learn what words mean in this field from the texts of reports, for `eval.training.weigher`.

Stems that stand near each other are counted, counts turned into positive pointwise
mutual information, and that reduced to a few dimensions (Levy, Goldberg and Dagan
2015). Seeds are fixed; the same texts give the same vectors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from corpus.errors import GoldError
from models.links.ask_text import Vectors, stem_words
from models.links.lexicon import plain
from models.links.word_vectors import Field

_LEAST_SEEN = 12  # a stem seen less often keeps too little company to be known by
_WINDOW = 5  # words to either side, a word at distance d counting 1 / d
_DIMENSIONS = 120
_SMOOTHING = 0.75  # of how common a neighbour is, so that rare ones do not count too much
_SENTENCE = re.compile(r"[.!?;:]\s|\n\s*\n")


def read_texts(folder: Path) -> Iterator[str]:
    """The sentences of every text (`*.txt`) of a folder. Raises GoldError where there is none."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise GoldError(f"{folder}: no texts (*.txt) here; give --texts DIR")
    for path in paths:
        yield from _SENTENCE.split(path.read_text("utf-8", errors="replace"))


def learn_field(sentences: Iterable[str], least_seen: int = _LEAST_SEEN) -> Field:
    """Vectors for the stems seen at least so often; fewer dimensions where there are few stems."""
    runs = [stem_words(plain(sentence)) for sentence in sentences]
    seen = Counter(word for run in runs for word in run if word.isalpha() and len(word) > 1)
    words = sorted(word for word, count in seen.items() if count >= least_seen)
    places = {word: place for place, word in enumerate(words)}
    return Field(places, _reduce(_inform(_count_neighbours(runs, places), len(words))))


def _count_neighbours(
    runs: Iterable[Sequence[str]], places: dict[str, int]
) -> Counter[tuple[int, int]]:
    """How near each stem stands to each other one, both ways round."""
    found: Counter[tuple[int, int]] = Counter()
    for run in runs:
        known = [places.get(word) for word in run]
        for here, one in enumerate(known):
            for distance, other in enumerate(known[here + 1 : here + 1 + _WINDOW], start=1):
                if one is not None and other is not None:
                    found[one, other] += 1 / distance  # type: ignore[assignment]
                    found[other, one] += 1 / distance  # type: ignore[assignment]
    return found


def _inform(counts: Counter[tuple[int, int]], size: int) -> csr_matrix:
    """Positive pointwise mutual information: (stems, stems)."""
    if not counts:
        raise GoldError("no two words of these texts stand together often enough to learn from")
    rows, columns = np.array(list(counts)).T
    near = np.array(list(counts.values()), dtype=np.float64)
    total = np.bincount(rows, near, minlength=size)
    common = total**_SMOOTHING / (total**_SMOOTHING).sum()
    told = np.log(near / (total[rows] * common[columns]))
    kept = told > 0
    return csr_matrix((told[kept], (rows[kept], columns[kept])), shape=(size, size))


def _reduce(told: csr_matrix) -> Vectors:
    left, strengths, _ = svds(
        told, k=min(_DIMENSIONS, told.shape[0] - 1), random_state=np.random.default_rng(0)
    )
    vectors = left * np.sqrt(strengths)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return found
