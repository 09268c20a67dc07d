"""Labelled sentences judged by models that never saw their council."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

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
    vectors = encoder.encode([label.sentence.text for label in labelled])
    answers: dict[int, Answer] = {}
    councils = [label.council for label in labelled]
    for taught, tested in GroupKFold(FOLDS).split(vectors, groups=councils):
        judge = fit([labelled[row] for row in taught], vectors[taught], encoder.name)
        sentences = [labelled[row].sentence for row in tested]
        answers.update(zip(tested.tolist(), judge(sentences, vectors[tested]), strict=True))
    return [answers[row] for row in range(len(labelled))]
