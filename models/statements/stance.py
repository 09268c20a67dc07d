"""A sentence to its stance: strength, weakness, improving, declining, mixed or neutral.

A ridge regression over two views of a sentence: its runs of one to three word stems, and
how near its meaning (the encoder's vector) and its counts of cues (`cues.py`) lie to those of
judged sentences. Card: `stance.md`; made again by `python -m eval.training.findings`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.records import Stance
from models.statements.cues import count_cues, cue_names
from models.statements.kernel import Nearness, read_nearness
from models.text.ngrams import Floats, Grams, texts_of

Vectors = NDArray[np.float32]

ARTEFACT = Path(__file__).parents[1] / "artefacts" / "stance.npz"
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
class Judged:
    """A stance, how sure of it (0 to 1), and the words that spoke for it, the loudest first."""

    stance: Stance
    confidence: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class StanceModel:
    """What training leaves behind; weights have a column for each of `STANCES`."""

    grams: Grams
    gram_weights: Floats
    nearness: Nearness  # of vectors with cues beside them, as `place` puts them
    cue_shift: Floats
    cue_scale: Floats
    start: Floats
    encoder: str

    def judge(self, sentences: Sequence[Sentence], vectors: Vectors) -> list[Judged]:
        """The stance of each sentence, in order; `vectors` has its row of the encoder."""
        if not sentences:
            return []
        rows = place(sentences, vectors, self.cue_shift, self.cue_scale)
        given = self.start + self.nearness.score(rows)
        return [
            self._decide(sentence.text, row) for sentence, row in zip(sentences, given, strict=True)
        ]

    def _decide(self, text: str, score: Floats) -> Judged:
        places, weights = self.grams.weigh(text)
        said = weights[:, None] * self.gram_weights[places]
        score = score + said.sum(axis=0)
        best = int(score.argmax())
        chances = np.exp(_SURENESS * (score - score[best]))
        louder = said[:, best] - said.mean(axis=1)
        spelt = self.grams.spell(text)
        told = zip((spelt[place] for place in places.tolist()), louder.tolist(), strict=True)
        return Judged(
            STANCES[best], round(float(1 / chances.sum()), 4), texts_of(told, _WORDS_SHOWN)
        )


def place(sentences: Sequence[Sentence], vectors: Vectors, shift: Floats, scale: Floats) -> Vectors:
    """Where sentences lie: their vectors with their counts of cues beside them, a row each."""
    cues = np.array([count_cues(sentence.text) for sentence in sentences])
    return np.hstack([vectors, (cues - shift) * scale]).astype(np.float32)


# --- the artefact ----------------------------------------------------------


def open_stance(artefact: Path = ARTEFACT) -> StanceModel:
    """The committed model. ModelError where it is missing or is not what this code reads."""
    try:
        facts = json.loads(artefact.with_suffix(".json").read_text("utf-8"))
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            model = _read_model(facts, {name: arrays[name] for name in arrays.files})
        if tuple(facts["cues"]) != cue_names() or tuple(facts["stances"]) != STANCES:
            raise ValueError("made for other cues or stances than this code has")
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: not a stance model that can be read ({error}); "
            "make it again with python -m eval.training.findings"
        ) from error
    return model


def save_stance(model: StanceModel, artefact: Path = ARTEFACT) -> None:
    """Write a model as arrays (`.npz`) and, beside it, the words it knows (`.json`)."""
    np.savez_compressed(
        artefact,
        allow_pickle=False,
        idf=model.grams.idf.astype(np.float32),
        gram_weights=model.gram_weights.astype(np.float16),
        cue_shift=model.cue_shift.astype(np.float32),
        cue_scale=model.cue_scale.astype(np.float32),
        start=model.start.astype(np.float32),
        **model.nearness.arrays(),
    )
    facts = {
        "encoder": model.encoder,
        "stances": STANCES,
        "cues": cue_names(),
        "grams": model.grams.known,
    }
    artefact.with_suffix(".json").write_text(json.dumps(facts, ensure_ascii=False) + "\n", "utf-8")


def _read_model(facts: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> StanceModel:
    words = {name: array for name, array in arrays.items() if "point" not in name}
    wide = {name: array.astype(np.float64) for name, array in words.items()}
    return StanceModel(
        grams=Grams(tuple(facts["grams"]), wide["idf"]),
        gram_weights=wide["gram_weights"],
        nearness=read_nearness(arrays),
        cue_shift=wide["cue_shift"],
        cue_scale=wide["cue_scale"],
        start=wide["start"],
        encoder=facts["encoder"],
    )
