"""What the words of a statement say of its issues: a logistic regression over n-grams.

It knows words that the reader's network has no place for ("PLO", "unallocated"), and is weighed
with it (`models.statements.reader`). Made again by `throughline train reader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from corpus.errors import ModelError
from models.provenance import ARTEFACTS, Provenance, load_facts, save_facts
from models.statements.issues import list_issues
from models.statements.placed import HEADINGS, Placed
from models.text.ngrams import Ngrams

ARTEFACT = ARTEFACTS / "words.npz"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WordModel:
    """The n-grams known and what each speaks for: (3 x n-grams, issues), by where it stands."""

    ngrams: Ngrams
    weights: csr_matrix
    start: Floats  # (issues,)

    def score(self, statements: Sequence[Placed]) -> Floats:
        """The log odds of each issue: (statements, issues)."""
        rows = tabulate_words(self.ngrams, statements)
        return np.asarray((rows @ self.weights).toarray()) + self.start


def tabulate_words(ngrams: Ngrams, statements: Sequence[Placed]) -> csr_matrix:
    """TF-IDF of the n-grams of statements, of their headings, and of the sentence before.

    (statements, 3 x n-grams). Of what is asked only its own: the asks beside it are about
    other things.
    """
    views = zip(*map(_view, statements), strict=True) if statements else [()] * 3
    return csr_matrix(hstack([_tabulate(ngrams, texts) for texts in views]))


def _view(statement: Placed) -> tuple[str, str, str]:
    if statement.asked:
        return statement.text, "", ""
    before = statement.before[-1] if statement.before else ""
    return statement.text, " ".join(statement.headings[-HEADINGS:]), before


def _tabulate(ngrams: Ngrams, texts: Sequence[str]) -> csr_matrix:
    weighed = [ngrams.weigh(text) for text in texts]
    starts = np.cumsum([0, *(len(columns) for columns, _ in weighed)])
    columns = [np.zeros(0, np.int64), *(columns for columns, _ in weighed)]
    weights = [np.zeros(0), *(weights for _, weights in weighed)]
    shape = (len(texts), len(ngrams.vocabulary))
    return csr_matrix((np.concatenate(weights), np.concatenate(columns), starts), shape=shape)


# --- the artefact ----------------------------------------------------------


def save_word_model(model: WordModel, made: Provenance, artefact: Path = ARTEFACT) -> None:
    """Write a model as arrays (`.npz`) and, beside it, the n-grams it knows (`.json`)."""
    np.savez_compressed(
        artefact,
        allow_pickle=False,
        idf=model.ngrams.idf.astype(np.float32),
        weights=model.weights.data.astype(np.float16),
        columns=model.weights.indices.astype(np.uint8),
        rows=model.weights.indptr.astype(np.int32),
        start=model.start.astype(np.float32),
    )
    issues = [issue.id for issue in list_issues()]
    save_facts(artefact, {"issues": issues, "ngrams": model.ngrams.vocabulary}, made)


def open_word_model(artefact: Path = ARTEFACT) -> WordModel:
    """The committed model. ModelError where it is missing or made for other issues."""
    try:
        facts = load_facts(artefact)
        if facts["issues"] != [issue.id for issue in list_issues()]:
            raise ValueError("made for other issues than the vocabulary has")
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            wide = {name: arrays[name].astype(np.float64) for name in ("idf", "weights", "start")}
            places = arrays["columns"].astype(np.int32), arrays["rows"]
        shape = (len(places[1]) - 1, len(facts["issues"]))
        weights = csr_matrix((wide["weights"], *places), shape=shape)
        return WordModel(Ngrams(tuple(facts["ngrams"]), wide["idf"]), weights, wide["start"])
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: not a model of words that can be read ({error}); "
            "make it again with throughline train reader"
        ) from error
