"""Which sentence of a passage is nearest in meaning to a question, by the vectors held."""

from __future__ import annotations

import numpy as np

from corpus.store.citations import CitedPassage
from index.library import Library
from index.search.vectors import Vectors
from models.text.sentences import split_sentences


def find_nearest(library: Library, passage: CitedPassage, question: Vectors) -> str:
    """The sentence of a passage nearest to a question's vector; empty where it is one sentence."""
    sentences = split_sentences(passage.citation.quote)
    if len(sentences) < 2:
        return ""
    nearness = library.engine.rows([passage.id]).nearness_of_rows(question, passage.id)
    if len(nearness) != len(sentences):  # the library was read again since the search
        return ""
    return sentences[int(np.argmax(nearness))]
