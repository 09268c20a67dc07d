"""Train the issue reader on sentences of a library whose patterns leave no doubt.

    python -m eval.training.issues --library DIR --leave-out Medway

Nobody labelled the sentences: a sentence is of the issue whose patterns show most, where
they show clearly more than any other's. Councils given to `--leave-out` are not learned
from, so that what is measured on them is fair. The draw is seeded; the same library gives
the same artefact.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpus.store.connection import Connection, open_store
from corpus.store.holdings import iter_passage_texts
from models.links.ensemble import Floats
from models.statements.issues import IssueReader, count_patterns, open_issues, save_reader
from models.text.encoder import open_encoder
from models.text.sentences import split_sentences

_SENTENCES = 30_000  # of 80,000 in 227 reports
_LENGTHS = range(30, 400)  # characters: shorter are headings, longer name many things
_CLEARLY = 1.5  # times what the next issue's patterns show
_SHOWN = 0.5  # half of a strong mention: the issue is present
_SMOOTH = 0.003  # added to the share of sentences that show an issue, before its logarithm
_PENALTY = 3.0  # of the line (C); 1 to 10 differ by less than 0.01
_SEED = 20240307


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


def train(sentences: Sequence[str]) -> IssueReader:
    """A reader that learned from the sentences whose patterns leave no doubt."""
    encoder = open_encoder()
    shown = np.array([count_patterns(sentence) for sentence in sentences])
    worth = np.array([issue.worth for issue in open_issues()])
    rarity: Floats = -np.log((shown > _SHOWN * worth).mean(axis=0) + _SMOOTH)
    clear, issues = _choose(shown * rarity)
    vectors = encoder.encode([sentences[index] for index in clear])
    line = LogisticRegression(C=_PENALTY, max_iter=300).fit(vectors, issues)
    weights = np.zeros((len(rarity), vectors.shape[1]))
    offsets = np.full(len(rarity), -np.inf)
    weights[line.classes_], offsets[line.classes_] = line.coef_, line.intercept_
    print(f"{len(sentences)} sentences, {len(clear)} of them clear")
    common = np.bincount(issues, minlength=len(rarity)) / len(issues) + 1e-3
    return IssueReader(weights, offsets, rarity, -np.log(common), encoder.name)


def _choose(shown: Floats) -> tuple[list[int], NDArray[np.int64]]:
    """The sentences that are clearly of one issue, and which it is."""
    ranked = np.sort(shown, axis=1)
    clear = (ranked[:, -1] > 1) & (ranked[:, -1] > _CLEARLY * ranked[:, -2])
    return np.flatnonzero(clear).tolist(), shown[clear].argmax(axis=1)


def main() -> None:
    """Train on a library and write the artefact."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--leave-out", nargs="*", default=[])
    given = parser.parse_args()
    db = open_store(given.library / "library.db")
    reader = train(draw_sentences(db, given.leave_out))
    save_reader(reader)
    print(f"{len(open_issues())} issues, {reader.weights.size} weights")


if __name__ == "__main__":
    main()
