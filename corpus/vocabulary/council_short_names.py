"""Short forms of councils' names that people type: "BCP", "Notts"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def load_short_names() -> Mapping[str, tuple[str, ...]]:
    """The short forms of each council's name, by its name in the register."""
    vocabulary = files("corpus.vocabulary").joinpath("council_short_names.json").read_text("utf-8")
    rows = json.loads(vocabulary)["councils"]
    return {row["name"]: tuple(row["short"]) for row in rows}
