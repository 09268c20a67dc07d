"""Which issue a statement is about: a probability for each issue of the vocabulary.

`corpus/vocabulary/issues.json` names the issues as inspectors and committees speak of
them, with patterns. Patterns alone miss what is said in other words and stumble where a
sentence names several things; so a logistic regression over the encoder's vectors, learned
from sentences whose patterns leave no doubt, is added to them (`issues.npz`; card in
`issues.md`, made again by `throughline train issues`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from models.links.ensemble import Floats
from models.links.lexicon import plain
from models.provenance import ARTEFACTS, Provenance, load_facts, save_facts

ARTEFACT = ARTEFACTS / "issues.npz"
Vectors = NDArray[np.float32]

# Set on sentences of councils that no thread was judged of, by reading 150 of them: what a
# pattern counts for beside the learned model, and the temperature of the two together.
_PATTERNS = 0.5
_COOLING = 1.5
_LEAST = 1e-4  # probability that the learned model leaves to an issue it never saw
# A pattern late in a sentence says less of what it is about: half at this many characters.
_FADES = 480
# "Performance management of visits" is about visits: what a pattern of a way of working is
# worth. On `recurrence-train` 0.5 and 0.7 tell related asks alike, and better than 1.
_FRAME = 0.6
_AGAIN, _WEAK = 0.3, 0.3  # what a second mention adds, and a word that only goes with an issue


class Issue(NamedTuple):
    """An issue and its patterns: `strong` name it, `weak` go with it."""

    id: str
    label: str
    strong: re.Pattern[str]
    weak: re.Pattern[str] | None
    worth: float  # of a pattern; less for a way of working in which another issue is set


@cache
def open_issues() -> tuple[Issue, ...]:
    """The issues of the vocabulary, read once."""
    text = files("corpus.vocabulary").joinpath("issues.json").read_text("utf-8")
    return tuple(
        Issue(
            facts["id"],
            facts["label"],
            _compile(facts["strong"]),
            _compile(facts["weak"]) if facts["weak"] else None,
            _FRAME if facts["frame"] else 1.0,
        )
        for facts in json.loads(text)["issues"]
    )


def _compile(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(patterns)})")


@lru_cache(maxsize=20_000)  # a council's statements, read again after each verdict
def count_patterns(text: str) -> tuple[float, ...]:
    """How strongly each issue's patterns show in a text, in the order of `open_issues`.

    >>> found = count_patterns("Caseloads are too high.")
    >>> [issue.id for issue, count in zip(open_issues(), found) if count >= 1]
    ['caseloads']
    """
    words = plain(text)
    return tuple(_count(issue, words) for issue in open_issues())


def measure_patterns(texts: Sequence[str]) -> Floats:
    """How strongly each issue's patterns show in each text: (texts, issues)."""
    counts = [count_patterns(text) for text in texts]
    return np.array(counts, dtype=np.float64).reshape(len(texts), len(open_issues()))


def _count(issue: Issue, words: str) -> float:
    starts = [match.start() for match in issue.strong.finditer(words)]
    first = (1 + 3 * starts[0] / _FADES) ** -0.5 if starts else 0.0
    weak = _WEAK if issue.weak and issue.weak.search(words) else 0.0
    return issue.worth * (first + _AGAIN * max(0, len(starts) - 1) + weak)


@dataclass(frozen=True)
class IssueClassifier:
    """A logistic regression over unit vectors, and how rare each issue and its patterns are."""

    weights: Floats  # (issues, dimensions)
    offsets: Floats  # (issues,); minus infinity where training had no sentence of one
    rarity: Floats  # (issues,); by the sentences that show an issue's patterns
    surprise: Floats  # (issues,); by those that were learned from
    encoder: str

    def classify(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """The probability of each issue for each text: (texts, issues), rows add up to 1.

        `vectors` are the texts' unit rows by `encoder`.
        """
        return self.classify_patterns(measure_patterns(texts), vectors)

    def classify_patterns(self, patterns: Floats, vectors: Vectors) -> Floats:
        """The same, for texts whose `measure_patterns` is known."""
        if not len(patterns):
            return np.zeros((0, len(self.rarity)))
        odds = _PATTERNS * patterns * self.rarity + self._learned(vectors)
        return _softmax(odds / _COOLING)

    def _learned(self, vectors: Vectors) -> Floats:
        """The log of the learned probabilities, how common each issue is set aside."""
        learned = _softmax(vectors.astype(np.float64) @ self.weights.T + self.offsets)
        log_odds: Floats = np.log(np.maximum(learned, _LEAST)) + self.surprise
        return log_odds


def _softmax(odds: Floats) -> Floats:
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    probabilities: Floats = raised / raised.sum(axis=1, keepdims=True)
    return probabilities


# --- the artefact ----------------------------------------------------------


def save_issue_classifier(
    classifier: IssueClassifier, made: Provenance, artefact: Path = ARTEFACT
) -> None:
    """Write a classifier as arrays and, beside them, the ids of the issues it was trained for."""
    np.savez_compressed(
        artefact,
        allow_pickle=False,
        weights=classifier.weights.astype(np.float32),
        offsets=classifier.offsets,
        rarity=classifier.rarity,
        surprise=classifier.surprise,
    )
    issues = [issue.id for issue in open_issues()]
    save_facts(artefact, {"encoder": classifier.encoder, "issues": issues}, made)


def open_issue_classifier(artefact: Path = ARTEFACT) -> IssueClassifier:
    """The committed classifier. ModelError where it is missing or made for other issues."""
    try:
        facts = load_facts(artefact)
        if facts["issues"] != [issue.id for issue in open_issues()]:
            raise ValueError("made for other issues than the vocabulary has")
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return IssueClassifier(
                arrays["weights"].astype(np.float64),
                arrays["offsets"],
                arrays["rarity"],
                arrays["surprise"],
                facts["encoder"],
            )
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: not an issue classifier that can be read ({error}); "
            "make it again with throughline train issues"
        ) from error
