"""Where documents evaluate: `vocabulary/narrative.json` says what its fields mean."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Narrative:
    """The headings of sections that do not evaluate."""

    untold: re.Pattern[str]

    def is_told(self, heading: str) -> bool:
        """True of a section that may evaluate, by its own heading.

        Those above it do not count: in the reports of 2013 to 2017 "Summary" stands under
        "Information about this local authority area".
        """
        return not self.untold.fullmatch(heading.strip(" :.?"))


@cache
def load_narrative() -> Narrative:
    """The headings as the vocabulary lists them."""
    data = json.loads(files("corpus.vocabulary").joinpath("narrative.json").read_text("utf-8"))
    return Narrative(re.compile("|".join(data["headings"]), re.IGNORECASE))
