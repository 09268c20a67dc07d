"""Papers that nobody wrote, to fill a library of any size with: same seed, same papers.

Words come by Zipf's law from those of this project's own sample and, further down, from made
ones; half of a paper's are of its subject. Councils, kinds and days are those of the known
reports, lengths those of the 24,502 passages of 238 real documents. Of real documents nothing
else is here: no sentence, no run of words.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from itertools import accumulate, count, islice, product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import corpus.sample
from corpus.document import Block, Document, Page, Source, Span, digest
from corpus.manifest import load_manifest
from corpus.records import Passage, Report
from models.text.encoder import DEFAULT

Vectors = NDArray[np.float32]

_WORDS = 60_000
_ZIPF = 1.05
_SUBJECTS, _OF_SUBJECT = 200, 400  # subjects, and how many words each has of its own
# Words of a passage, passages of a document: what a tenth of them, two tenths ... have at most.
_LENGTHS = (2, 26, 41, 54, 67, 78, 89, 101, 116, 137, 196)
_PASSAGES = (1, 42, 53, 60, 65, 71, 78, 95, 184, 218, 294)
_SENTENCE = 30  # words: 3.2 sentences a passage, as in those documents
_TELLING = 12  # words of a sentence that its vector is made of
_SYLLABLES = ("ba", "den", "fol", "gri", "hen", "kor", "lam", "mer", "nop", "pel", "ros", "tun")


class Inventor:
    """Makes papers one after the other, and questions that some passages answer."""

    def __init__(self, seed: int = 11) -> None:
        self._random = np.random.default_rng(seed)
        self._words = np.array(list_words())
        self._chances = np.cumsum(1 / np.arange(3, _WORDS + 3) ** _ZIPF)
        self._subjects = self._random.integers(50, _WORDS, (_SUBJECTS, _OF_SUBJECT))
        self._listings = load_manifest().listings

    def make_reports(self) -> Iterator[Report]:
        """Papers without end."""
        return (self._make_report(number) for number in count())

    def make_questions(self, number: int) -> list[str]:
        """Two to four words each, seldom the very common ones, that occur together."""
        return [" ".join(self._pick_words(2 + index % 3)) for index in range(number)]

    def _make_report(self, number: int) -> Report:
        subject = self._subjects[number % _SUBJECTS]
        texts = [self._write(subject) for _ in range(self._draw(_PASSAGES))]
        ends = accumulate(len(text) + 1 for text in texts)
        spans = [Span(end - len(text) - 1, end - 1) for text, end in zip(texts, ends, strict=True)]
        document = self._make_document(digest("invented", number), "\n".join(texts), spans)
        passages = (Passage(digest(document.id, span.start), span) for span in spans)
        return Report(document, passages=tuple(passages))

    def _make_document(self, id_: str, text: str, spans: Sequence[Span]) -> Document:
        listing = self._listings[self._random.integers(len(self._listings))]
        return Document(
            id=id_,
            source=Source(id_ * 4, f"{id_}.txt", path=f"/invented/{id_}.txt"),
            text=text,
            pages=(Page(1, Span(0, len(text))),),
            blocks=tuple(Block("paragraph", span) for span in spans),
            title=f"Paper {id_}",
            kind=listing.kind.id,
            authority=listing.authority,
            published=listing.published + timedelta(days=int(self._random.integers(-60, 60))),
        )

    def _write(self, subject: NDArray[np.int64]) -> str:
        """A passage: half of its words are of a subject."""
        size = self._draw(_LENGTHS)
        common = np.searchsorted(self._chances, self._random.random(size) * self._chances[-1])
        own = subject[(self._random.random(size) ** 2 * len(subject)).astype(np.int64)]
        words = self._words[np.where(self._random.random(size) < 0.5, common, own)].tolist()
        starts = range(0, len(words), _SENTENCE)
        return " ".join(" ".join(words[at : at + _SENTENCE]).capitalize() + "." for at in starts)

    def _pick_words(self, number: int) -> list[str]:
        subject = self._subjects[self._random.integers(_SUBJECTS)]
        common = self._random.integers(20, 400)
        own = subject[self._random.integers(0, 100, number - 1)]
        return [str(word) for word in self._words[[common, *own]]]

    def _draw(self, tenths: Sequence[int]) -> int:
        """A number that is spread as the real ones are."""
        place, part = divmod(self._random.random() * (len(tenths) - 1), 1)
        least, most = tenths[int(place) : int(place) + 2]
        return int(least + part * (most - least))


class InventedEncoder:
    """A unit vector for each text, the same every time: of its first words' made directions.

    Sentences that share words are near each other, as an encoder's are; to encode a million
    passages would take two cores half a day, and what is measured looks at every row all the same.
    """

    name, dimensions = DEFAULT, 384

    def __init__(self, seed: int = 11) -> None:
        random = np.random.default_rng(seed)
        self._index = {word: index for index, word in enumerate(list_words())}
        self._rows = random.standard_normal((_WORDS, self.dimensions), np.float32)
        self.seconds = 0.0  # spent so far

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        start = time.perf_counter()
        told = [text.lower().rstrip(".").split(None, _TELLING)[:_TELLING] for text in texts]
        words = [self._index.get(word, 0) for of in told for word in of or ("",)]
        starts = np.cumsum([0, *(len(of) or 1 for of in told[:-1])])
        rows: Vectors = np.add.reduceat(self._rows[words], starts, axis=0)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True) + np.float32(1e-9)
        self.seconds += time.perf_counter() - start
        return rows


@cache
def list_words() -> tuple[str, ...]:
    """The words, the most common first."""
    folder = Path(corpus.sample.__file__).parent / "sources"
    texts = (path.read_text("utf-8") for path in sorted(folder.glob("*.html")))
    plain = (re.sub(r"<[^>]*>", " ", text).lower() for text in texts)
    known = Counter(word for text in plain for word in re.findall(r"[a-z]{2,}", text))
    made = ("".join(parts) for parts in product(_SYLLABLES, repeat=5))
    words = dict.fromkeys([*(word for word, _ in known.most_common()), *islice(made, _WORDS)])
    return tuple(words)[:_WORDS]
