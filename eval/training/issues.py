"""Train the issue classifier: `throughline train issues --library DIR --leave-out Medway`.

Nobody labelled the sentences: a sentence is of the issue whose patterns show most, where
they show clearly more than any other's. Councils given to `--leave-out` are not learned
from, so that what is measured on them is fair. The draw is seeded; the same library gives
the same artefact.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpus.store.connection import Connection, open_store
from corpus.store.holdings import iter_passage_texts
from eval.training.record import make_record
from models.links.ensemble import Floats
from models.statements.issues import (
    ARTEFACT,
    IssueClassifier,
    count_patterns,
    open_issues,
    save_issue_classifier,
)
from models.text.encoder import open_encoder
from models.text.sentences import split_sentences

_SENTENCES = 30_000  # of 80,000 in 227 reports
_LENGTHS = range(30, 400)  # characters: shorter are headings, longer name many things
_CLEARLY = 1.5  # times what the next issue's patterns show
_PRESENT = 0.5  # half of a strong mention: the issue is present
_SMOOTH = 0.003  # added to the share of sentences that show an issue, before its logarithm
_PENALTY = 3.0  # of the regression (C); 1 to 10 differ by less than 0.01
_SEED = 20240307


def train_issues(library: Path, leave_out: Collection[str], into: Path, command: str) -> None:
    """Fit on a library's sentences and write the artefact."""
    sentences = draw_sentences(open_store(library / "library.db"), leave_out)
    classifier = fit_issue_classifier(sentences)
    made = make_record(command, sentences, classifier.encoder)
    save_issue_classifier(classifier, made, into / ARTEFACT.name)
    print(f"{len(open_issues())} issues, {classifier.weights.size} weights")


def draw_sentences(db: Connection, leave_out: Collection[str]) -> list[str]:
    """Sentences of the passages held, but for the councils left out."""
    sentences = [
        sentence
        for authority, text in iter_passage_texts(db)
        if authority not in leave_out
        for sentence in split_sentences(text)
        if len(sentence) in _LENGTHS
    ]
    random.Random(_SEED).shuffle(sentences)
    return sentences[:_SENTENCES]


def fit_issue_classifier(sentences: Sequence[str]) -> IssueClassifier:
    """A classifier fitted to the sentences whose patterns leave no doubt; prints how many."""
    encoder = open_encoder()
    patterns = np.array([count_patterns(sentence) for sentence in sentences])
    worth = np.array([issue.worth for issue in open_issues()])
    rarity: Floats = -np.log((patterns > _PRESENT * worth).mean(axis=0) + _SMOOTH)
    clear, issues = _choose(patterns * rarity)
    vectors = encoder.encode([sentences[row] for row in clear])
    model = LogisticRegression(C=_PENALTY, max_iter=300).fit(vectors, issues)
    weights = np.zeros((len(rarity), vectors.shape[1]))
    offsets = np.full(len(rarity), -np.inf)
    weights[model.classes_], offsets[model.classes_] = model.coef_, model.intercept_
    print(f"{len(sentences)} sentences, {len(clear)} of them clear")
    common = np.bincount(issues, minlength=len(rarity)) / len(issues) + 1e-3
    return IssueClassifier(weights, offsets, rarity, -np.log(common), encoder.name)


def _choose(patterns: Floats) -> tuple[list[int], NDArray[np.int64]]:
    """The sentences that are clearly of one issue, and which it is."""
    ranked = np.sort(patterns, axis=1)
    clear = (ranked[:, -1] > 1) & (ranked[:, -1] > _CLEARLY * ranked[:, -2])
    return np.flatnonzero(clear).tolist(), patterns[clear].argmax(axis=1)
