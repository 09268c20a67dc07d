"""A sentence to its stance: strength, weakness, improving, declining, mixed or neutral.

A ridge regression over two views of a sentence: the TF-IDF of its n-grams of word stems, and
the kernel similarity of its vector and counts of cues (`cues.py`) to those of judged
sentences. Card: `stance.md`; made again by `throughline train findings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.records import Stance
from models.provenance import ARTEFACTS, Provenance, load_facts, save_facts
from models.statements.cues import count_cues, cue_names
from models.statements.kernel import KernelSimilarity, read_kernel
from models.text.ngrams import Floats, Ngrams, top_ngrams

Vectors = NDArray[np.float32]

ARTEFACT = ARTEFACTS / "stance.npz"
STANCES: tuple[Stance, ...] = get_args(Stance)
_WORDS_SHOWN = 3
# Turns scores into probabilities: least log loss on councils left out, flat from 6 to 7.
_SURENESS = 6.5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands: with the one before it, and the headings over it."""

    text: str
    before: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class StanceJudgement:
    """A stance, how sure of it (0 to 1), and the words that spoke for it, the loudest first.

    `scores` has a number for each of `STANCES`, the highest that of `stance`.
    """

    stance: Stance
    confidence: float
    words: tuple[str, ...] = ()
    scores: tuple[float, ...] = field(default=(0.0,) * len(STANCES), compare=False)


@dataclass(frozen=True)
class StanceModel:
    """What training leaves behind; weights have a column for each of `STANCES`."""

    ngrams: Ngrams
    ngram_weights: Floats
    kernel: KernelSimilarity  # of vectors with cues beside them, as `kernel_rows` puts them
    cue_shift: Floats
    cue_scale: Floats
    start: Floats
    encoder: str

    def judge(self, sentences: Sequence[Sentence], vectors: Vectors) -> list[StanceJudgement]:
        """The stance of each sentence, in order; `vectors` has its row of the encoder."""
        if not sentences:
            return []
        rows = kernel_rows(sentences, vectors, self.cue_shift, self.cue_scale)
        scores = self.start + self.kernel.score(rows)
        return [
            self._decide(sentence.text, row)
            for sentence, row in zip(sentences, scores, strict=True)
        ]

    def _decide(self, text: str, score: Floats) -> StanceJudgement:
        """The stance with the highest score, the n-grams' share added to that of the kernel."""
        columns, weights = self.ngrams.weigh(text)
        by_ngram = weights[:, None] * self.ngram_weights[columns]
        score = score + by_ngram.sum(axis=0)
        best = int(score.argmax())
        odds = np.exp(_SURENESS * (score - score[best]))
        margins = by_ngram[:, best] - by_ngram.mean(axis=1)
        spelt = self.ngrams.spell(text)
        words = zip((spelt[column] for column in columns.tolist()), margins.tolist(), strict=True)
        return StanceJudgement(
            STANCES[best],
            round(float(1 / odds.sum()), 4),
            top_ngrams(words, _WORDS_SHOWN),
            tuple(score.tolist()),
        )


def kernel_rows(
    sentences: Sequence[Sentence], vectors: Vectors, shift: Floats, scale: Floats
) -> Vectors:
    """The vectors of sentences with their counts of cues beside them: (sentences, width)."""
    cues = np.array([count_cues(sentence.text) for sentence in sentences])
    return np.hstack([vectors, (cues - shift) * scale]).astype(np.float32)


# --- the artefact ----------------------------------------------------------


def open_stance_model(artefact: Path = ARTEFACT) -> StanceModel:
    """The committed model. ModelError where it is missing or is not what this code reads."""
    try:
        facts = load_facts(artefact)
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            model = _read_model(facts, {name: arrays[name] for name in arrays.files})
        if tuple(facts["cues"]) != cue_names() or tuple(facts["stances"]) != STANCES:
            raise ValueError("made for other cues or stances than this code has")
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: not a stance model that can be read ({error}); "
            "make it again with throughline train findings"
        ) from error
    return model


def save_stance_model(model: StanceModel, made: Provenance, artefact: Path = ARTEFACT) -> None:
    """Write a model as arrays (`.npz`) and, beside it, the words it knows (`.json`)."""
    np.savez_compressed(
        artefact,
        allow_pickle=False,
        idf=model.ngrams.idf.astype(np.float32),
        gram_weights=model.ngram_weights.astype(np.float16),
        cue_shift=model.cue_shift.astype(np.float32),
        cue_scale=model.cue_scale.astype(np.float32),
        start=model.start.astype(np.float32),
        **model.kernel.arrays(),
    )
    facts = {
        "encoder": model.encoder,
        "stances": STANCES,
        "cues": cue_names(),
        "ngrams": model.ngrams.vocabulary,
    }
    save_facts(artefact, facts, made)


def _read_model(facts: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> StanceModel:
    words = {name: array for name, array in arrays.items() if "point" not in name}
    wide = {name: array.astype(np.float64) for name, array in words.items()}
    return StanceModel(
        ngrams=Ngrams(tuple(facts["ngrams"]), wide["idf"]),
        ngram_weights=wide["gram_weights"],
        kernel=read_kernel(arrays),
        cue_shift=wide["cue_shift"],
        cue_scale=wide["cue_scale"],
        start=wide["start"],
        encoder=facts["encoder"],
    )
