"""A sentence to its themes: one to three ids of `corpus/vocabulary/themes.json`.

A ridge regression over the word stems of the sentence, of the one before it and of its
headings, the cues of every theme in each of the three, and how near the sentence's meaning
lies to those of judged sentences. Card: `theming.md`; made again by
`python -m eval.training.findings`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.vocabulary.themes import load_themes
from models.statements.kernel import Nearness, read_nearness
from models.statements.stance import Sentence, Vectors
from models.text.ngrams import Floats, Grams

ARTEFACT = Path(__file__).parents[1] / "artefacts" / "themes.npz"
MOST = 3
# A theme beside the first: on councils left out F1 is flat from 0.33 to 0.4.
LEAST = 0.35
_KEPT_HITS = 256  # a heading serves many sentences, and each is the next one's "before"


@dataclass(frozen=True)
class ThemeModel:
    """What training leaves behind; weights have a column for each of `ids`."""

    ids: tuple[str, ...]
    words: Grams
    headings: Grams
    befores: Grams
    word_weights: Floats
    heading_weights: Floats
    before_weights: Floats
    cue_weights: Floats  # of `count_theme_cues`
    nearness: Nearness  # of vectors
    start: Floats
    encoder: str

    def find(self, sentences: Sequence[Sentence], vectors: Vectors) -> list[tuple[str, ...]]:
        """The themes of each sentence, the likeliest first; `vectors` has its row."""
        if not sentences:
            return []
        return [
            self._choose(one, row)
            for one, row in zip(sentences, self.weigh(sentences, vectors), strict=True)
        ]

    def weigh(self, sentences: Sequence[Sentence], vectors: Vectors) -> Floats:
        """How much speaks for each theme of each sentence, about 0 to 1: (sentences, ids)."""
        cues = np.array([count_theme_cues(sentence) for sentence in sentences])
        score = self.start + self.nearness.score(vectors) + cues @ self.cue_weights
        for row, sentence in zip(score, sentences, strict=True):
            row += _add_up(self.words, self.word_weights, sentence.text)
            row += _add_up(self.headings, self.heading_weights, sentence.heading)
            row += _add_up(self.befores, self.before_weights, sentence.before)
        return score

    def _choose(self, sentence: Sentence, scores: Floats) -> tuple[str, ...]:
        best = np.argsort(-scores, kind="stable")[:MOST]
        chosen = [self.ids[at] for at in best if at == best[0] or scores[at] >= LEAST]
        return _narrow(chosen, sentence.text)[:MOST]


def find_themes(
    model: ThemeModel, sentence: Sentence, vector: NDArray[np.float32]
) -> tuple[str, ...]:
    """The themes of one sentence, the likeliest first."""
    return model.find([sentence], vector[None, :])[0]


def count_theme_cues(sentence: Sentence) -> Floats:
    """Whether each theme's cues stand in the sentence, the one before it and its headings."""
    parts = (sentence.text, sentence.before, sentence.heading)
    return np.array([hit for part in parts for hit in _hits(part)], dtype=np.float64)


@lru_cache(maxsize=_KEPT_HITS)
def _hits(text: str) -> tuple[bool, ...]:
    """Whether each theme's cues stand in a text."""
    plain = _plain(text)
    return tuple(bool(cue.search(plain)) for cue in _cues().values())


def widen(theme: str) -> str:
    """The theme that a sentence is labelled with: the wider one, where it stands within one."""
    return {one.id: one.within for one in load_themes()}[theme] or theme


def _narrow(chosen: Sequence[str], text: str) -> tuple[str, ...]:
    """Before each theme the narrower ones that the sentence names."""
    found: list[str] = []
    for theme in chosen:
        inner = [one.id for one in load_themes() if one.within == theme]
        found += [one for one in inner if _cues()[one].search(_plain(text))]
        found.append(theme)
    return tuple(found)


def _add_up(grams: Grams, weights: Floats, text: str) -> Floats:
    places, sizes = grams.weigh(text)
    total: Floats = sizes @ weights[places]
    return total


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {
        one.id: re.compile(rf"(?<![\w-])(?:{'|'.join(one.cues)})", re.IGNORECASE)
        for one in load_themes()
    }


# --- the artefact ----------------------------------------------------------

_ARRAYS = ("word_weights", "heading_weights", "before_weights", "cue_weights", "start")


def open_theming(artefact: Path = ARTEFACT) -> ThemeModel:
    """The committed model. ModelError where it is missing or is not what this code reads."""
    try:
        facts = json.loads(artefact.with_suffix(".json").read_text("utf-8"))
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            model = _read_model(facts, {name: arrays[name] for name in arrays.files})
        if len(model.cue_weights) != 3 * len(_cues()) or not set(model.ids) <= set(_cues()):
            raise ValueError("made for other themes than the vocabulary has")
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: not a theme model that can be read ({error}); "
            "make it again with python -m eval.training.findings"
        ) from error
    return model


def save_theming(model: ThemeModel, artefact: Path = ARTEFACT) -> None:
    """Write a model as arrays (`.npz`) and, beside it, the words it knows (`.json`)."""
    np.savez_compressed(
        artefact,
        allow_pickle=False,
        idf=model.words.idf.astype(np.float32),
        heading_idf=model.headings.idf.astype(np.float32),
        before_idf=model.befores.idf.astype(np.float32),
        **model.nearness.arrays(),
        **{name: getattr(model, name).astype(np.float16) for name in _ARRAYS},
    )
    facts = {
        "encoder": model.encoder,
        "ids": model.ids,
        "words": model.words.known,
        "headings": model.headings.known,
        "befores": model.befores.known,
    }
    artefact.with_suffix(".json").write_text(json.dumps(facts, ensure_ascii=False) + "\n", "utf-8")


def _read_model(facts: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> ThemeModel:
    words = {name: array for name, array in arrays.items() if "point" not in name}
    wide = {name: array.astype(np.float64) for name, array in words.items()}
    return ThemeModel(
        ids=tuple(facts["ids"]),
        words=Grams(tuple(facts["words"]), wide["idf"]),
        headings=Grams(tuple(facts["headings"]), wide["heading_idf"]),
        befores=Grams(tuple(facts["befores"]), wide["before_idf"]),
        nearness=read_nearness(arrays),
        encoder=facts["encoder"],
        **{name: wide[name] for name in _ARRAYS},
    )
