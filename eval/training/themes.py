"""Labelled sentences to a theme model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack

from eval.training.ridge import Ridge, fit_ridge
from eval.training.stance import Labelled, ngram_rows
from models.statements.stance import Vectors
from models.statements.themes import ThemeModel, count_theme_cues, widen
from models.text.ngrams import learn_ngrams

# By figures on councils left out: half and double of each are the same within 0.005.
_RIDGE = Ridge(amount=2.0, sharpness=1.0, smoothing=0.6)
_HEADING, _BEFORE = 0.8, 0.3  # sizes beside the sentence's own words
_CUES = (0.7, 0.4, 0.5)  # in the sentence, before it, in its headings
_GOLD = 3.0  # labels of the gold folder: each was argued over, and they name more themes
_FEWEST = 3  # labels of a theme; with fewer there is nothing to learn


def fit_theme_model(labelled: Sequence[Labelled], vectors: Vectors, encoder: str) -> ThemeModel:
    """The model of given labels; `vectors` has the row of each sentence, `encoder` its maker."""
    councils = [label.council for label in labelled]
    sentences = [label.sentence for label in labelled]
    texts = [sentence.text for sentence in sentences]
    headings = [sentence.heading for sentence in sentences]
    befores = [sentence.before for sentence in sentences]
    ngrams = (
        learn_ngrams(texts, councils),
        learn_ngrams(headings, councils, least=_FEWEST),
        learn_ngrams(befores, councils),
    )
    cues = np.array([count_theme_cues(sentence) for sentence in sentences])
    sizes = np.repeat(_CUES, cues.shape[1] // len(_CUES))
    parts = (
        ngram_rows(ngrams[0], texts),
        ngram_rows(ngrams[1], headings) * _HEADING,
        ngram_rows(ngrams[2], befores) * _BEFORE,
        csr_matrix(cues * sizes),
    )
    given = [{widen(theme) for theme in label.themes} for label in labelled]
    ids = _learnable(given)
    weights, kernel, start = fit_ridge(
        _RIDGE,
        hstack(parts).tocsr(),
        np.asarray(vectors, np.float32),
        np.array([[theme in themes for theme in ids] for themes in given], np.float64),
        np.array([_GOLD if label.gold else 1.0 for label in labelled]),
    )
    ends = np.cumsum([part.shape[1] for part in parts])[:-1]
    of_words, of_headings, of_befores, of_cues = np.split(weights, ends)
    return ThemeModel(
        ids,
        *ngrams,
        of_words,
        of_headings * _HEADING,
        of_befores * _BEFORE,
        of_cues * sizes[:, None],
        kernel,
        start,
        encoder,
    )


def _learnable(given: Sequence[set[str]]) -> tuple[str, ...]:
    every = sorted(set().union(*given))
    return tuple(theme for theme in every if sum(theme in themes for themes in given) >= _FEWEST)
