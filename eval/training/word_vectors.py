"""Learn the word vectors of this domain: `throughline train word-vectors --texts DIR`.

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
from eval.training.record import make_record
from models.links.ask_text import Vectors, stem_words
from models.links.lexicon import plain
from models.text.word_vectors import ARTEFACT, WordVectors, save_word_vectors

_LEAST_SEEN = 12  # a stem seen less often keeps too little company to be known by
_WINDOW = 5  # words to either side, a word at distance d counting 1 / d
_DIMENSIONS = 120
_SMOOTHING = 0.75  # of how common a neighbour is, so that rare ones do not count too much
_SENTENCE = re.compile(r"[.!?;:]\s|\n\s*\n")


def train_word_vectors(texts: Path, into: Path, command: str) -> None:
    """Learn from every text of a folder and write the artefact; the weigher is fitted after."""
    sentences = list(read_texts(texts))
    word_vectors = learn_word_vectors(sentences)
    save_word_vectors(word_vectors, make_record(command, sentences), into / ARTEFACT.name)
    print(f"{len(word_vectors.rows)} stems; now train the weigher, which was fitted on others")


def read_texts(folder: Path) -> Iterator[str]:
    """The sentences of every text (`*.txt`) of a folder. Raises GoldError where there is none."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise GoldError(f"{folder}: no texts (*.txt) here; give --texts DIR")
    for path in paths:
        yield from _SENTENCE.split(path.read_text("utf-8", errors="replace"))


def learn_word_vectors(sentences: Iterable[str], least_seen: int = _LEAST_SEEN) -> WordVectors:
    """Vectors for the stems seen at least so often; fewer dimensions where there are few stems."""
    runs = [stem_words(plain(sentence)) for sentence in sentences]
    seen = Counter(word for run in runs for word in run if word.isalpha() and len(word) > 1)
    words = sorted(word for word, count in seen.items() if count >= least_seen)
    rows = {word: row for row, word in enumerate(words)}
    return WordVectors(rows, _reduce(_to_information(_count_neighbours(runs, rows), len(words))))


def _count_neighbours(
    runs: Iterable[Sequence[str]], rows: dict[str, int]
) -> Counter[tuple[int, int]]:
    """How near each stem stands to each other one, both ways round."""
    counts: Counter[tuple[int, int]] = Counter()
    for run in runs:
        known = [rows.get(word) for word in run]
        for here, row in enumerate(known):
            for distance, other in enumerate(known[here + 1 : here + 1 + _WINDOW], start=1):
                if row is not None and other is not None:
                    counts[row, other] += 1 / distance  # type: ignore[assignment]
                    counts[other, row] += 1 / distance  # type: ignore[assignment]
    return counts


def _to_information(counts: Counter[tuple[int, int]], size: int) -> csr_matrix:
    """Positive pointwise mutual information: (stems, stems)."""
    if not counts:
        raise GoldError("no two words of these texts stand together often enough to learn from")
    rows, columns = np.array(list(counts)).T
    near = np.array(list(counts.values()), dtype=np.float64)
    total = np.bincount(rows, near, minlength=size)
    common = total**_SMOOTHING / (total**_SMOOTHING).sum()
    information = np.log(near / (total[rows] * common[columns]))
    kept = information > 0
    return csr_matrix((information[kept], (rows[kept], columns[kept])), shape=(size, size))


def _reduce(information: csr_matrix) -> Vectors:
    dimensions = min(_DIMENSIONS, information.shape[0] - 1)
    left, strengths, _ = svds(information, k=dimensions, random_state=np.random.default_rng(0))
    vectors = left * np.sqrt(strengths)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return units
