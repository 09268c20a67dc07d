"""Which issue a statement is about: a chance for each issue of the vocabulary.

`corpus/vocabulary/issues.json` names the issues as inspectors and committees speak of
them, with patterns. Patterns alone miss what is said in other words and stumble where a
sentence names several things; so a line over the encoder's vectors, learned from sentences
whose patterns leave no doubt, is read beside them (`issues.npz`; card in `issues.md`, made
again by `python -m eval.training.issues`).
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

ARTEFACT = Path(__file__).parents[1] / "artefacts" / "issues.npz"
Vectors = NDArray[np.float32]

# Set on sentences of councils that no thread was judged of, by reading 150 of them: what a
# pattern counts for beside the learned line, and how far from sure the two together are.
_PATTERNS = 0.5
_COOLING = 1.5
_LEAST = 1e-4  # chance that the learned line leaves to an issue it never saw
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
            one["id"],
            one["label"],
            _compile(one["strong"]),
            _compile(one["weak"]) if one["weak"] else None,
            _FRAME if one["frame"] else 1.0,
        )
        for one in json.loads(text)["issues"]
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


def show_issues(texts: Sequence[str]) -> Floats:
    """How strongly each issue's patterns show in each text: (texts, issues)."""
    counts = [count_patterns(text) for text in texts]
    return np.array(counts, dtype=np.float64).reshape(len(texts), len(open_issues()))


def _count(issue: Issue, words: str) -> float:
    starts = [match.start() for match in issue.strong.finditer(words)]
    first = (1 + 3 * starts[0] / _FADES) ** -0.5 if starts else 0.0
    weak = _WEAK if issue.weak and issue.weak.search(words) else 0.0
    return issue.worth * (first + _AGAIN * max(0, len(starts) - 1) + weak)


@dataclass(frozen=True)
class IssueReader:
    """A line over unit vectors (rows: issues), and how rare each issue is."""

    weights: Floats  # (issues, dimensions)
    offsets: Floats  # (issues,); minus infinity where training had no sentence of one
    rarity: Floats  # (issues,); by the sentences that show an issue's patterns
    surprise: Floats  # (issues,); by those that were learned from
    encoder: str

    def read(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """The chance of each issue for each text: (texts, issues), rows add up to 1.

        `vectors` are the texts' unit rows by `encoder`.
        """
        return self.read_shown(show_issues(texts), vectors)

    def read_shown(self, shown: Floats, vectors: Vectors) -> Floats:
        """The same, of texts whose patterns are counted already."""
        if not len(shown):
            return np.zeros((0, len(self.rarity)))
        odds = _PATTERNS * shown * self.rarity + self._learned(vectors)
        return _to_chances(odds / _COOLING)

    def _learned(self, vectors: Vectors) -> Floats:
        """The log of the learned chances, how common each issue is set aside."""
        chances = _to_chances(vectors.astype(np.float64) @ self.weights.T + self.offsets)
        found: Floats = np.log(np.maximum(chances, _LEAST)) + self.surprise
        return found


def _to_chances(odds: Floats) -> Floats:
    raised = np.exp(odds - odds.max(axis=1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=1, keepdims=True)
    return chances


# --- the artefact ----------------------------------------------------------


def save_reader(reader: IssueReader, artefact: Path = ARTEFACT) -> None:
    """Write a reader as arrays, with the ids of the issues it was trained for."""
    np.savez_compressed(
        artefact,
        allow_pickle=False,
        weights=reader.weights.astype(np.float32),
        offsets=reader.offsets,
        rarity=reader.rarity,
        surprise=reader.surprise,
        encoder=np.array(reader.encoder),
        issues=np.array([issue.id for issue in open_issues()]),
    )


def open_issue_reader(artefact: Path = ARTEFACT) -> IssueReader:
    """The committed reader. ModelError where it is missing or made for other issues."""
    try:
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if arrays["issues"].tolist() != [issue.id for issue in open_issues()]:
                raise ValueError("made for other issues than the vocabulary has")
            return IssueReader(
                arrays["weights"].astype(np.float64),
                arrays["offsets"],
                arrays["rarity"],
                arrays["surprise"],
                str(arrays["encoder"]),
            )
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: not an issue reader that can be read ({error}); "
            "make it again with python -m eval.training.issues"
        ) from error
