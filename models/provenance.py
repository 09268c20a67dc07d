"""How each artefact of a trained model was made, as its JSON file says under "made"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np

ModelT = TypeVar("ModelT")
_DIGITS = 5  # of a number that is written

ARTEFACTS = Path(__file__).parent / "artefacts"


@dataclass(frozen=True, slots=True)
class Provenance:
    """The command that made an artefact, what it was fitted on, and when.

    `data` is a digest of the labels or texts, `vectors` the encoder and the version of its
    vectors; empty where none took part.
    """

    command: str
    data: str
    day: date
    vectors: str = ""

    def to_facts(self) -> dict[str, dict[str, str]]:
        """What `read_provenance` reads, to be written with an artefact's other facts."""
        return {
            "made": {
                "command": self.command,
                "data": self.data,
                "day": self.day.isoformat(),
                "vectors": self.vectors,
            }
        }


def read_provenance(facts: Mapping[str, Any]) -> Provenance:
    """How an artefact with these facts was made.

    Raises KeyError where the facts do not say, ValueError where the day is none.
    """
    made = facts["made"]
    return Provenance(
        made["command"], made["data"], date.fromisoformat(made["day"]), made["vectors"]
    )


def save_facts(artefact: Path, facts: Mapping[str, Any], made: Provenance) -> None:
    """Write the JSON file of an artefact, beside its arrays where it has any."""
    text = json.dumps({**facts, **made.to_facts()}, ensure_ascii=False, sort_keys=True)
    artefact.with_suffix(".json").write_text(text + "\n", "utf-8")


def load_facts(artefact: Path) -> dict[str, Any]:
    """The facts of an artefact's JSON file.

    Raises OSError where it cannot be read, ValueError or KeyError where it is not one that
    says how it was made.
    """
    facts: dict[str, Any] = json.loads(artefact.with_suffix(".json").read_text("utf-8"))
    read_provenance(facts)
    return facts


def to_numbers(model: object) -> dict[str, Any]:
    """The arrays and single numbers of a dataclass, to five digits, as facts of an artefact."""
    return {
        name: np.round(np.asarray(value), _DIGITS).tolist() for name, value in vars(model).items()
    }


def from_numbers(kind: type[ModelT], facts: Mapping[str, Any]) -> ModelT:
    """The dataclass whose fields `to_numbers` wrote. KeyError where one is missing."""
    given = {field.name: facts[field.name] for field in fields(cast("Any", kind))}
    return kind(
        **{
            name: np.array(value) if isinstance(value, list) else float(value)
            for name, value in given.items()
        }
    )


def list_provenance(folder: Path = ARTEFACTS) -> dict[str, Provenance]:
    """How each artefact of a folder was made, by its name. Raises as `load_facts`."""
    return {path.stem: read_provenance(load_facts(path)) for path in sorted(folder.glob("*.json"))}
