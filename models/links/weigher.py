"""Two asks of one authority to the chance that a careful reader calls them the same issue.

`open_weigher` reads the committed artefact (`weigher.npz`, `weigher.json`; card in
`weigher.md`, made again by `python -m eval.training.weigher`). It answers with two
calibrated probabilities a pair: "same" (same cohort and same deficiency) and "related"
(that or a related one), so `related` is never below `same`.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.probability import to_printed
from models.links.ask_text import AskText, Pair, Rarity, Vectors, read_ask
from models.links.ensemble import Floats, Forest, Line, probability
from models.links.features import (
    Known,
    Shared,
    Weighted,
    compare,
    feature_names,
    share,
    weight_reading,
)
from models.links.object_prior import bonds_to_facts, facts_to_bonds
from models.links.word_vectors import Field

ARTEFACT = Path(__file__).parents[1] / "artefacts" / "weigher.npz"
_KEPT_READINGS = 4000  # asks held ready: sixty councils' worth, about 30 MB


class Encode(Protocol):
    """What the weigher needs of an encoder; `models.text.encoder.Encoder` is one."""

    name: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Weight:
    """How likely a careful reader is to call two asks the same issue, and at least related."""

    same: float
    related: float


@dataclass(frozen=True)
class Judge:
    """One yes-or-no question: trees and a line, their log odds averaged; not calibrated."""

    forest: Forest
    line: Line

    def log_odds(self, rows: Floats) -> Floats:
        """The average log odds of each row: (rows,)."""
        both: Floats = (self.forest.log_odds(rows) + self.line.log_odds(rows)) / 2
        return both


@dataclass(frozen=True)
class Settled:
    """A probability from the log odds of both questions, set straight on councils left out."""

    same: float  # weight of the log odds of "same"
    related: float
    offset: float

    def probabilities(self, same: Floats, related: Floats) -> Floats:
        """The calibrated probability of each pair: (pairs,)."""
        return probability(self.same * same + self.related * related + self.offset)


@dataclass(frozen=True)
class WeigherModel:
    """Everything that training leaves behind."""

    same: Judge
    related: Judge
    settled_same: Settled
    settled_related: Settled
    known: Known
    field: Field
    encoder: str
    features: tuple[str, ...]

    def weigh(self, rows: Floats) -> tuple[Floats, Floats]:
        """The probabilities of "same" and "related", the second never below the first."""
        odds = self.same.log_odds(rows), self.related.log_odds(rows)
        same = self.settled_same.probabilities(*odds)
        related: Floats = np.maximum(self.settled_related.probabilities(*odds), same)
        return same, related


class Weigher:
    """Weighs pairs of asks; keeps the asks it has read ready for the next call.

    Safe to share between threads: two that want the same new ask may both read it.
    """

    def __init__(self, model: WeigherModel, encoder: Encode) -> None:
        if encoder.name != model.encoder:
            raise ModelError(
                f"the weigher was trained on vectors of {model.encoder}, not {encoder.name}; "
                "open it with that encoder or train it again with eval.training.weigher"
            )
        self._model = model
        self._encoder = encoder
        self._ready: OrderedDict[AskText, Weighted] = OrderedDict()
        self._lock = Lock()  # of what is kept ready; nothing is read or encoded under it

    def weigh(self, pairs: Sequence[Pair]) -> list[Weight]:
        """The weight of each pair, in order, as it is printed. No pairs, no weights."""
        if not pairs:
            return []
        same, related = self._model.weigh(self.rows(pairs))
        return [
            Weight(to_printed(one), to_printed(other))
            for one, other in zip(same, related, strict=True)
        ]

    def explain(self, pair: Pair) -> Shared:
        """What the two asks of a pair share, to show beside its weight."""
        ready = self._make_ready([pair.earlier, pair.later])
        return share(
            ready[pair.earlier].reading, ready[pair.later].reading, self._model.known.rarity
        )

    def rows(self, pairs: Sequence[Pair]) -> Floats:
        """The features of each pair: (pairs, features), columns as `feature_names`."""
        ready = self._make_ready([ask for pair in pairs for ask in (pair.earlier, pair.later)])
        known = self._model.known
        found = [compare(ready[pair.earlier], ready[pair.later], known) for pair in pairs]
        return np.array([list(row.values()) for row in found], dtype=np.float64)

    def _make_ready(self, asks: Sequence[AskText]) -> dict[AskText, Weighted]:
        wanted = dict.fromkeys(asks)
        with self._lock:
            ready = {ask: self._ready[ask] for ask in wanted if ask in self._ready}
        missing = [ask for ask in wanted if ask not in ready]
        made = make_ready(missing, self._model.known.rarity, self._encoder, self._model.field)
        ready |= zip(missing, made, strict=True)
        self._keep(ready)
        return ready

    def _keep(self, ready: Mapping[AskText, Weighted]) -> None:
        """Keep what is ready for the next call, and let go of what was used longest ago."""
        with self._lock:
            for ask, reading in ready.items():
                self._ready[ask] = reading
                self._ready.move_to_end(ask)
            while len(self._ready) > _KEPT_READINGS:
                self._ready.popitem(last=False)


def make_ready(
    asks: Sequence[AskText], rarity: Rarity, encoder: Encode, field: Field
) -> list[Weighted]:
    """Each ask read, encoded and weighted, in order; every text is encoded once."""
    readings = [read_ask(ask) for ask in asks]
    texts = list(dict.fromkeys(text for reading in readings for text in reading.texts))
    places = {text: place for place, text in enumerate(texts)}
    vectors = encoder.encode(texts) if texts else np.zeros((0, 1), np.float32)
    meanings = field.encode(texts, rarity)
    found = []
    for reading in readings:
        rows = [places[text] for text in reading.texts]
        found.append(weight_reading(reading, rarity, vectors[rows], meanings[rows]))
    return found


# --- the artefact ----------------------------------------------------------


def open_weigher(encoder: Encode, artefact: Path = ARTEFACT) -> Weigher:
    """The committed weigher over an open encoder.

    Raises ModelError where the artefact is missing, is not what this code reads, or
    was trained on another encoder's vectors.
    """
    return Weigher(load_model(artefact), encoder)


def save_model(model: WeigherModel, artefact: Path) -> None:
    """Write a model as arrays (`.npz`) and, beside it, its facts and counts (`.json`)."""
    arrays = model.field.arrays("field")
    for name, judge in (("same", model.same), ("related", model.related)):
        arrays |= judge.forest.arrays(f"{name}.forest") | judge.line.arrays(f"{name}.line")
    np.savez_compressed(artefact, allow_pickle=False, **arrays)
    facts = {
        "encoder": model.encoder,
        "features": model.features,
        "settled": {"same": vars(model.settled_same), "related": vars(model.settled_related)},
        "rarity": vars(model.known.rarity),
        "bonds": bonds_to_facts(model.known.bonds),
    }
    artefact.with_suffix(".json").write_text(json.dumps(facts, sort_keys=True) + "\n", "utf-8")


def load_field(artefact: Path = ARTEFACT) -> Field:
    """The words of the field that come with a weigher, even one made for other features.

    Raises ModelError where the artefact is missing or holds none.
    """
    try:
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return Field.from_arrays(arrays, "field")
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: no words of the field in it ({error}); "
            "make it again with python -m eval.training.weigher --texts DIR"
        ) from error


def load_model(artefact: Path) -> WeigherModel:
    """The model that `save_model` wrote; nothing in it is run as code."""
    try:
        facts = json.loads(artefact.with_suffix(".json").read_text("utf-8"))
        with artefact.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            model = _read_model(facts, arrays)
    except (OSError, KeyError, TypeError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"{artefact}: not a weigher that can be read ({error}); "
            "make it again with python -m eval.training.weigher"
        ) from error
    if model.features != feature_names():
        raise ModelError(
            f"{artefact}: made for other features than this code computes; "
            "make it again with python -m eval.training.weigher"
        )
    return model


def _read_model(facts: dict[str, Any], arrays: Mapping[str, NDArray[Any]]) -> WeigherModel:
    same, related = (
        Judge(
            Forest.from_arrays(arrays, f"{name}.forest"), Line.from_arrays(arrays, f"{name}.line")
        )
        for name in ("same", "related")
    )
    return WeigherModel(
        same,
        related,
        Settled(**facts["settled"]["same"]),
        Settled(**facts["settled"]["related"]),
        Known(Rarity(**facts["rarity"]), facts_to_bonds(facts["bonds"])),
        Field.from_arrays(arrays, "field"),
        facts["encoder"],
        tuple(facts["features"]),
    )
