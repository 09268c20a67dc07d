"""Labelled sentences to a theme model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack

from eval.training.stance import Labelled, rows_of
from models.statements.kernel import Ridge, fit_ridge
from models.statements.stance import Vectors
from models.statements.themes import ThemeModel, count_theme_cues, widen
from models.text.ngrams import learn_grams

# By figures on councils left out: half and double of each are the same within 0.005.
_RIDGE = Ridge(amount=2.0, sharpness=1.0, smoothing=0.6)
_HEADING, _BEFORE = 0.8, 0.3  # sizes beside the sentence's own words
_CUES = (0.7, 0.4, 0.5)  # in the sentence, before it, in its headings
_GOLD = 3.0  # labels of the gold folder: each was argued over, and they name more themes
_FEWEST = 3  # labels of a theme; with fewer there is nothing to learn


def fit_theming(labelled: Sequence[Labelled], vectors: Vectors, encoder: str) -> ThemeModel:
    """The model of given labels; `vectors` has the row of each sentence, `encoder` its maker."""
    councils = [one.council for one in labelled]
    sentences = [one.sentence for one in labelled]
    texts = [one.text for one in sentences]
    headings, befores = [one.heading for one in sentences], [one.before for one in sentences]
    grams = (
        learn_grams(texts, councils),
        learn_grams(headings, councils, least=_FEWEST),
        learn_grams(befores, councils),
    )
    cues = np.array([count_theme_cues(one) for one in sentences])
    sizes = np.repeat(_CUES, cues.shape[1] // len(_CUES))
    parts = (
        rows_of(grams[0], texts),
        rows_of(grams[1], headings) * _HEADING,
        rows_of(grams[2], befores) * _BEFORE,
        csr_matrix(cues * sizes),
    )
    given = [{widen(theme) for theme in one.themes} for one in labelled]
    ids = _learnable(given)
    weights, nearness, start = fit_ridge(
        _RIDGE,
        hstack(parts).tocsr(),
        np.asarray(vectors, np.float32),
        np.array([[theme in themes for theme in ids] for themes in given], np.float64),
        np.array([_GOLD if one.gold else 1.0 for one in labelled]),
    )
    at = np.cumsum([part.shape[1] for part in parts])[:-1]
    of_words, of_headings, of_befores, of_cues = np.split(weights, at)
    return ThemeModel(
        ids,
        *grams,
        of_words,
        of_headings * _HEADING,
        of_befores * _BEFORE,
        of_cues * sizes[:, None],
        nearness,
        start,
        encoder,
    )


def _learnable(given: Sequence[set[str]]) -> tuple[str, ...]:
    every = sorted(set().union(*given))
    return tuple(one for one in every if sum(one in themes for themes in given) >= _FEWEST)
