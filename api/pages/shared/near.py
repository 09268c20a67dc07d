"""Which sentence of a passage is nearest in meaning to a question, by the vectors held."""

from __future__ import annotations

import json

import numpy as np

from index.library import Library
from index.search.search import Found
from index.search.vectors import Vectors
from models.text.sentences import split_sentences


def find_nearest(library: Library, hit: Found, question: Vectors) -> str:
    """The sentence of a hit nearest to a question's vector; nothing where it is one sentence."""
    sentences = split_sentences(hit.text)
    if len(sentences) < 2:
        return ""
    rows = _rows_of(library, hit)
    if len(rows) != len(sentences):  # the library was read again since the search
        return ""
    return sentences[int(np.argmax(rows @ question))]


def _rows_of(library: Library, hit: Found) -> Vectors:
    """The vectors of a passage's sentences, in their order."""
    held = library.db.execute(
        "select counts, vectors, (select count(*) from passage p"
        " where p.document = e.document and p.number < ?) from embedding e where document = ?",
        (hit.number, hit.document),
    ).fetchone()
    if held is None:
        return np.zeros((0, library.encoder.dimensions), np.float32)
    counts, place = json.loads(held[0]), held[2]
    first = sum(counts[:place])
    rows = np.frombuffer(held[1], dtype=np.float16).reshape(-1, library.encoder.dimensions)
    return rows[first : first + counts[place]].astype(np.float32)
