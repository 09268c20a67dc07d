"""Which sentence of a passage is nearest in meaning to a question, by the vectors held."""

from __future__ import annotations

import numpy as np

from corpus.store.citations import CitedPassage
from corpus.store.embeddings import load_passage_vectors
from index.library import Library
from index.search.vectors import Vectors
from models.text.sentences import split_sentences


def find_nearest(library: Library, passage: CitedPassage, question: Vectors) -> str:
    """The sentence of a passage nearest to a question's vector; empty where it is one sentence."""
    sentences = split_sentences(passage.citation.quote)
    if len(sentences) < 2:
        return ""
    dimensions = library.encoder.dimensions
    document = passage.citation.document
    rows = load_passage_vectors(library.db, document, passage.number, dimensions)
    if len(rows) != len(sentences):  # the library was read again since the search
        return ""
    return sentences[int(np.argmax(rows @ question))]
