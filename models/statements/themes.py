"""A sentence to its themes: one to three ids of `corpus/vocabulary/themes.json`.

A ridge regression over the n-grams of the sentence, of the one before it and of its headings,
the cues of every theme in each of the three, and the kernel similarity of the sentence's
vector to those of judged sentences. Card: `themes.md`; made again by
`throughline train findings`.
"""

from __future__ import annotations

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
from models.provenance import ARTEFACTS, Provenance, load_facts, save_facts
from models.statements.kernel import KernelSimilarity, read_kernel
from models.statements.stance import Sentence, Vectors
from models.text.lowered import compile_lowered
from models.text.ngrams import Floats, Ngrams

ARTEFACT = ARTEFACTS / "themes.npz"
MOST = 3
# A theme beside the first: on councils left out F1 is flat from 0.33 to 0.4.
LEAST = 0.35
_KEPT_HITS = 256  # a heading serves many sentences, and each is the next one's "before"


@dataclass(frozen=True)
class ThemeModel:
    """What training leaves behind; weights have a column for each of `ids`."""

    ids: tuple[str, ...]
    words: Ngrams
    headings: Ngrams
    befores: Ngrams
    word_weights: Floats
    heading_weights: Floats
    before_weights: Floats
    cue_weights: Floats  # of `count_theme_cues`
    kernel: KernelSimilarity  # of vectors
    start: Floats
    encoder: str

    def find(self, sentences: Sequence[Sentence], vectors: Vectors) -> list[tuple[str, ...]]:
        """The themes of each sentence, the likeliest first; `vectors` has its row."""
        if not sentences:
            return []
        return [
            self._choose(sentence, row)
            for sentence, row in zip(sentences, self.weigh(sentences, vectors), strict=True)
        ]

    def weigh(self, sentences: Sequence[Sentence], vectors: Vectors) -> Floats:
        """The score of each theme for each sentence, about 0 to 1: (sentences, ids)."""
        cues = np.array([count_theme_cues(sentence) for sentence in sentences])
        score = self.start + self.kernel.score(vectors) + cues @ self.cue_weights
        # A heading serves many sentences.
        by_heading = {
            heading: _ngram_scores(self.headings, self.heading_weights, heading)
            for heading in {sentence.heading for sentence in sentences}
        }
        for row, sentence in zip(score, sentences, strict=True):
            row += _ngram_scores(self.words, self.word_weights, sentence.text)
            row += by_heading[sentence.heading]
            row += _ngram_scores(self.befores, self.before_weights, sentence.before)
        return score

    def _choose(self, sentence: Sentence, scores: Floats) -> tuple[str, ...]:
        best = np.argsort(-scores, kind="stable")[:MOST]
        chosen = [
            self.ids[column] for column in best if column == best[0] or scores[column] >= LEAST
        ]
        return _narrow(chosen, sentence.text)[:MOST]


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
    return {wider.id: wider.within for wider in load_themes()}[theme] or theme


def _narrow(chosen: Sequence[str], text: str) -> tuple[str, ...]:
    """Before each theme the narrower ones that the sentence names."""
    themes: list[str] = []
    for theme in chosen:
        narrower = [other.id for other in load_themes() if other.within == theme]
        themes += [other for other in narrower if _cues()[other].search(_plain(text))]
        themes.append(theme)
    return tuple(themes)


def _ngram_scores(ngrams: Ngrams, weights: Floats, text: str) -> Floats:
    columns, sizes = ngrams.weigh(text)
    total: Floats = sizes @ weights[columns]
    return total


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {
        theme.id: compile_lowered(rf"(?<![\w-])(?:{'|'.join(theme.cues)})")
        for theme in load_themes()
    }


# --- the artefact ----------------------------------------------------------

_ARRAYS = ("word_weights", "heading_weights", "before_weights", "cue_weights", "start")


def open_theme_model(artefact: Path = ARTEFACT) -> ThemeModel:
    """The committed model. ModelError where it is missing or is not what this code reads."""
    try:
        facts = load_facts(artefact)
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            model = _read_model(facts, {name: arrays[name] for name in arrays.files})
        if len(model.cue_weights) != 3 * len(_cues()) or not set(model.ids) <= set(_cues()):
            raise ValueError("made for other themes than the vocabulary has")
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: not a theme model that can be read ({error}); "
            "make it again with throughline train findings"
        ) from error
    return model


def save_theme_model(model: ThemeModel, made: Provenance, artefact: Path = ARTEFACT) -> None:
    """Write a model as arrays (`.npz`) and, beside it, the words it knows (`.json`)."""
    np.savez_compressed(
        artefact,
        allow_pickle=False,
        idf=model.words.idf.astype(np.float32),
        heading_idf=model.headings.idf.astype(np.float32),
        before_idf=model.befores.idf.astype(np.float32),
        **model.kernel.arrays(),
        **{name: getattr(model, name).astype(np.float16) for name in _ARRAYS},
    )
    facts = {
        "encoder": model.encoder,
        "ids": model.ids,
        "words": model.words.vocabulary,
        "headings": model.headings.vocabulary,
        "befores": model.befores.vocabulary,
    }
    save_facts(artefact, facts, made)


def _read_model(facts: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> ThemeModel:
    words = {name: array for name, array in arrays.items() if "point" not in name}
    wide = {name: array.astype(np.float64) for name, array in words.items()}
    return ThemeModel(
        ids=tuple(facts["ids"]),
        words=Ngrams(tuple(facts["words"]), wide["idf"]),
        headings=Ngrams(tuple(facts["headings"]), wide["heading_idf"]),
        befores=Ngrams(tuple(facts["befores"]), wide["before_idf"]),
        kernel=read_kernel(arrays),
        encoder=facts["encoder"],
        **{name: wide[name] for name in _ARRAYS},
    )
