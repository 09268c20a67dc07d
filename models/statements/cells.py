"""What a whole document says of each issue: asked or not, and found weak, mixed, improving or good.

Logistic regressions over how much the document's statements say of the issue, fitted on the
cells that readers gave to whole reports, with statements read by a reader that had not seen
those councils (`cells.json`; card in `cells.md`; made again by `throughline train cells`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from corpus.errors import ModelError
from models.links.ensemble import Floats, probability
from models.provenance import (
    ARTEFACTS,
    Provenance,
    from_numbers,
    load_facts,
    save_facts,
    to_numbers,
)

ARTEFACT = ARTEFACTS / "cells.json"
Found = Literal["", "weak", "mixed", "improving", "good"]
FOUND: tuple[Found, ...] = get_args(Found)
FEATURES = 22
_LEAST = 0.05  # probability of an issue below which a statement says nothing of it


@dataclass(frozen=True)
class Said:
    """What a document says, a row a statement: its asks, and apart its evaluative sentences.

    `asked` is (asks, issues) and `issues` (sentences, issues), probabilities; so is `found`,
    (sentences, `FOUND`), of what each sentence says, adding up to 1 at most.
    `of_send` where the document inspects the area's arrangements for special needs.
    """

    asked: Floats
    issues: Floats
    found: Floats
    of_send: bool

    def describe(self) -> Floats:
        """The features of each issue: (issues, `FEATURES`)."""
        count = self.issues.shape[1]
        weights = np.where(self.issues >= _LEAST, self.issues, 0)
        sums, rows = [], []
        for column in range(1, len(FOUND)):
            of_stance = weights * self.found[:, [column]]
            sums.append(of_stance.sum(axis=0))
            rows += [
                np.log1p(sums[-1]),
                np.log1p((of_stance**2).sum(axis=0)),
                of_stance.max(axis=0, initial=0.0),
            ]
        total = np.sum(sums, axis=0)
        rows += [each / (total + 0.5) for each in sums]
        rows += [
            np.log1p(total),
            self.asked.max(axis=0, initial=0.0),
            1 - np.prod(1 - self.asked, axis=0),
            np.log1p(self.asked.sum(axis=0)),
            np.full(count, float(self.of_send)),
            np.full(count, float(len(self.found) > 0)),
        ]
        return np.stack(rows, axis=1)


@dataclass(frozen=True)
class CellModel:
    """A softmax over `FOUND` and a logistic regression of having been asked."""

    mean: Floats  # (features,)
    scale: Floats
    found_weights: Floats  # (features, found)
    found_start: Floats
    asked_weights: Floats  # (features,)
    asked_start: float

    def read(self, said: Said) -> tuple[Floats, Floats]:
        """For each issue the probabilities of `FOUND`, (issues, found), and of asked, (issues,)."""
        rows = (said.describe() - self.mean) / self.scale
        logits = rows @ self.found_weights + self.found_start
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        asked = probability(rows @ self.asked_weights + self.asked_start)
        return raised / raised.sum(axis=1, keepdims=True), asked


# --- the artefact ----------------------------------------------------------


def save_cell_model(model: CellModel, made: Provenance, artefact: Path = ARTEFACT) -> None:
    """Write a model as numbers of five digits."""
    save_facts(artefact, {"found": list(FOUND), **to_numbers(model)}, made)


def open_cell_model(artefact: Path = ARTEFACT) -> CellModel:
    """The committed model. ModelError where it is missing or made for other features."""
    try:
        facts = load_facts(artefact)
        if tuple(facts["found"]) != FOUND or len(facts["mean"]) != FEATURES:
            raise ValueError("made for other cells than this code reads")
        return from_numbers(CellModel, facts)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{artefact}: not a model of cells that can be read ({error}); "
            "make it again with throughline train cells"
        ) from error
