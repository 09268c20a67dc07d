"""Labelled sentences judged by models that never saw their council."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from sklearn.model_selection import GroupKFold

from eval.training.stance import Labelled
from models.statements.stance import Sentence, Vectors
from models.text.encoder import open_encoder

Answer = TypeVar("Answer")
# Labels, their vectors and the encoder's name to what judges sentences with their vectors.
Fit = Callable[
    [Sequence[Labelled], Vectors, str], Callable[[Sequence[Sentence], Vectors], list[Answer]]
]

FOLDS = 12


def answer_apart(labelled: Sequence[Labelled], fit: Fit[Answer]) -> list[Answer]:
    """What each sentence is judged, in order, by a model fitted on other councils."""
    encoder = open_encoder()
    vectors = encoder.encode([one.sentence.text for one in labelled])
    found: dict[int, Answer] = {}
    councils = [one.council for one in labelled]
    for taught, asked in GroupKFold(FOLDS).split(vectors, groups=councils):
        judge = fit([labelled[at] for at in taught], vectors[taught], encoder.name)
        sentences = [labelled[at].sentence for at in asked]
        found.update(zip(asked.tolist(), judge(sentences, vectors[asked]), strict=True))
    return [found[at] for at in np.arange(len(labelled)).tolist()]
