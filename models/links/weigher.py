"""Two asks of one authority to the probability that a careful reader calls them the same issue.

`open_weigher` reads the committed artefact (`weigher.npz`, `weigher.json`; card in
`weigher.md`, made again by `throughline train weigher`). It answers with two calibrated
probabilities a pair: "same" (same cohort and same deficiency) and "related" (that or a
related one), so `related` is never below `same`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Protocol
from zipfile import BadZipFile

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.probability import to_printed
from models.links.ask_text import AskText, Pair, Rarity, Vectors, parse_ask
from models.links.ensemble import BlendedClassifier, Calibration, Floats
from models.links.features import compare, feature_names
from models.links.object_prior import PairStatistics, facts_to_prior, prior_to_facts
from models.links.prepared_ask import PreparedAsk, prepare_parsed
from models.links.shared import Shared, find_shared
from models.provenance import ARTEFACTS, Provenance, load_facts, save_facts
from models.statements.placed import Placed
from models.statements.reader import StatementReader, open_statement_reader
from models.text.word_vectors import WordVectors, open_word_vectors

ARTEFACT = ARTEFACTS / "weigher.npz"
_MOST_PREPARED = 4000  # asks held ready: sixty councils' worth, about 30 MB


class Encode(Protocol):
    """What the weigher needs of an encoder; `models.text.encoder.Encoder` is one."""

    name: str

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """One unit row a text, in order, and the states of its tokens."""
        ...


@dataclass(frozen=True, slots=True)
class Weight:
    """How likely a careful reader is to call two asks the same issue, and at least related."""

    same: float
    related: float


@dataclass(frozen=True)
class WeigherModel:
    """Everything that training leaves behind."""

    same: BlendedClassifier
    related: BlendedClassifier
    same_calibration: Calibration
    related_calibration: Calibration
    statistics: PairStatistics
    word_vectors: WordVectors
    encoder: str
    features: tuple[str, ...]

    def weigh(self, rows: Floats) -> tuple[Floats, Floats]:
        """The probabilities of "same" and "related", the second never below the first."""
        odds = self.same.log_odds(rows), self.related.log_odds(rows)
        same = self.same_calibration.probabilities(*odds)
        related: Floats = np.maximum(self.related_calibration.probabilities(*odds), same)
        return same, related


class Weigher:
    """Weighs pairs of asks; caches the asks it has parsed and encoded for the next call.

    Safe to share between threads: two that want the same new ask may both prepare it.
    """

    def __init__(self, model: WeigherModel, encoder: Encode, reader: StatementReader) -> None:
        """Open over an encoder; ModelError where the model was trained on another's vectors."""
        if encoder.name != model.encoder:
            raise ModelError(
                f"the weigher was trained on vectors of {model.encoder}, not {encoder.name}; "
                "open it with that encoder or train it again with throughline train weigher"
            )
        self._model = model
        self._encoder = encoder
        self._reader = reader
        self._prepared: LRUCache[AskText, PreparedAsk] = LRUCache(_MOST_PREPARED)
        self._cache_lock = Lock()  # nothing is parsed or encoded under it
        self._parse = lru_cache(_MOST_PREPARED)(parse_ask)

    def weigh(self, pairs: Sequence[Pair]) -> list[Weight]:
        """The weight of each pair, in order, as it is printed. No pairs, no weights."""
        if not pairs:
            return []
        probabilities = self._model.weigh(self.rows(pairs))
        return [
            Weight(to_printed(same), to_printed(related))
            for same, related in zip(*probabilities, strict=True)
        ]

    def prepare(self, asks: Iterable[AskText]) -> None:
        """Parse, encode and read asks now, so that no pair of them waits for it."""
        self._prepare(asks)

    def explain(self, pair: Pair) -> Shared:
        """What the two asks of a pair share, to show beside its weight."""
        earlier, later = self._parse(pair.earlier), self._parse(pair.later)
        return find_shared(earlier, later, self._model.statistics.rarity)

    def rows(self, pairs: Sequence[Pair]) -> Floats:
        """The features of each pair: (pairs, features), columns as `feature_names`."""
        prepared = self._prepare(ask for pair in pairs for ask in (pair.earlier, pair.later))
        statistics = self._model.statistics
        features = [
            compare(prepared[pair.earlier], prepared[pair.later], statistics) for pair in pairs
        ]
        return np.array([list(row.values()) for row in features], dtype=np.float64)

    def _prepare(self, asks: Iterable[AskText]) -> dict[AskText, PreparedAsk]:
        """Each ask prepared, from the cache or anew."""
        wanted = dict.fromkeys(asks)
        with self._cache_lock:
            prepared = {ask: self._prepared[ask] for ask in wanted if ask in self._prepared}
        missing = [ask for ask in wanted if ask not in prepared]
        rarity, word_vectors = self._model.statistics.rarity, self._model.word_vectors
        fresh = prepare_asks(missing, rarity, self._encoder, word_vectors, self._reader)
        prepared |= zip(missing, fresh, strict=True)
        with self._cache_lock:
            self._prepared.update(prepared)
        return prepared


def prepare_asks(
    asks: Sequence[AskText],
    rarity: Rarity,
    encoder: Encode,
    word_vectors: WordVectors,
    reader: StatementReader,
) -> list[PreparedAsk]:
    """Each ask parsed, encoded, read and weighted, in order; every text is encoded once."""
    if not asks:
        return []
    parsed_asks = [parse_ask(ask) for ask in asks]
    texts = list(dict.fromkeys(text for parsed in parsed_asks for text in parsed.texts))
    row_of = {text: row for row, text in enumerate(texts)}
    vectors, tokens = encoder.encode_tokens(texts)
    placed = [Placed(text, asked=True) for text in texts]
    issues = reader.read_tokens(placed, tokens, {}).issues
    summed = word_vectors.encode(texts, rarity)
    prepared = []
    for parsed in parsed_asks:
        rows = [row_of[text] for text in parsed.texts]
        prepared.append(prepare_parsed(parsed, rarity, vectors[rows], summed[rows], issues[rows]))
    return prepared


# --- the artefact ----------------------------------------------------------


def open_weigher(encoder: Encode, artefact: Path = ARTEFACT) -> Weigher:
    """The committed weigher over an open encoder.

    Raises ModelError where the artefact is missing, is not what this code reads, or
    was trained on another encoder's vectors.
    """
    return Weigher(load_model(artefact), encoder, open_statement_reader())


def save_model(model: WeigherModel, made: Provenance, artefact: Path) -> None:
    """Write a model as arrays (`.npz`) and, beside it, its facts and counts (`.json`).

    The word vectors are an artefact of their own; their digest is among the facts.
    """
    arrays = model.same.arrays("same") | model.related.arrays("related")
    np.savez_compressed(artefact, allow_pickle=False, **arrays)
    facts = {
        "encoder": model.encoder,
        "features": model.features,
        "calibration": {
            "same": vars(model.same_calibration),
            "related": vars(model.related_calibration),
        },
        "rarity": vars(model.statistics.rarity),
        "object_prior": prior_to_facts(model.statistics.prior),
        "word_vectors": model.word_vectors.digest(),
    }
    save_facts(artefact, facts, made)


def load_model(artefact: Path) -> WeigherModel:
    """The model that `save_model` wrote; nothing in it is run as code.

    Raises ModelError where it is missing, is not what this code reads, or was made for
    other features or other word vectors than there are.
    """
    try:
        facts = load_facts(artefact)
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            model = _read_model(facts, arrays)
        _check_fits(model, facts["word_vectors"])
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: not a weigher that can be read ({error}); "
            "make it again with throughline train weigher"
        ) from error
    return model


def _check_fits(model: WeigherModel, word_vectors: str) -> None:
    if model.features != feature_names():
        raise ValueError("made for other features than this code computes")
    if model.word_vectors.digest() != word_vectors:
        raise ValueError("made for other word vectors than there are")


def _read_model(facts: dict[str, Any], arrays: Mapping[str, NDArray[Any]]) -> WeigherModel:
    return WeigherModel(
        BlendedClassifier.from_arrays(arrays, "same"),
        BlendedClassifier.from_arrays(arrays, "related"),
        Calibration(**facts["calibration"]["same"]),
        Calibration(**facts["calibration"]["related"]),
        PairStatistics(Rarity(**facts["rarity"]), facts_to_prior(facts["object_prior"])),
        open_word_vectors(),
        facts["encoder"],
        tuple(facts["features"]),
    )
