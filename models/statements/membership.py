"""Which issues a statement belongs to: how likely a reader would put it under each.

`issues.py` shares one chance out among the issues. A reader does not: a statement may belong
under two issues, or none. A logistic line learned from statements that were put under issues by
reading turns the chances, the patterns and what kind of statement it is into a probability for
each issue by itself. What a section is about is heard too. Card in `issues.md`; made again by
`python -m eval.training.membership`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.probability import DIGITS
from models.links.ensemble import Floats, probability
from models.statements.issues import open_issues

ARTEFACT = Path(__file__).parents[1] / "artefacts" / "membership.json"
# What a section's kind counts for. On labelled statements of councils left out every value
# from 0.3 to 1 places more of them rightly than none does.
_SECTION = 0.5
_LEAST = 1e-4  # below it a chance tells nothing more
_STRONG = 0.5  # half of a strong mention: the issue is named
_MOST_NAMED = 4


@dataclass(frozen=True)
class Evidence:
    """What is known of statements, each (statements, issues) but for `asked`.

    `heard` and `alone` are chances, with and without what stands around a statement;
    `shown` is how strongly patterns show; `asked` tells asks and plans from findings.
    """

    heard: Floats
    alone: Floats
    shown: Floats
    asked: NDArray[np.bool_]

    def describe(self) -> Floats:
        """The features of each statement and issue: (statements, issues, features)."""
        worth = np.array([issue.worth for issue in open_issues()])
        shown = self.shown / worth
        named = shown >= _STRONG
        others = np.minimum(named.sum(axis=1, keepdims=True), _MOST_NAMED)
        first = self.heard == self.heard.max(axis=1, keepdims=True)
        sure = np.log(self.heard + _LEAST)
        features = (
            sure,
            np.log(self.alone + _LEAST),
            np.minimum(shown, 2),
            named,
            first,
            first * sure,
            np.broadcast_to(self.asked[:, None], shown.shape),
            self.asked[:, None] * np.minimum(shown, 2),
            others * named,
            np.broadcast_to(worth < 1, shown.shape),
        )
        return np.stack([np.asarray(one, dtype=np.float64) for one in features], axis=-1)


@dataclass(frozen=True)
class Membership:
    """A line over `Evidence.describe`, and how much likelier each issue is in a kind of section."""

    weights: Floats
    start: float
    sections: Mapping[str, Floats]

    def weigh(self, evidence: Evidence) -> Floats:
        """How likely each statement belongs to each issue: (statements, issues).

        A row need not add up to 1. As they are printed.
        """
        return np.round(probability(evidence.describe() @ self.weights + self.start), DIGITS)

    def hear_sections(self, chances: Floats, headings: Sequence[str]) -> Floats:
        """The chances, with what the section of each statement is about heard."""
        even = np.ones(chances.shape[1])
        known = [self.sections.get(find_section(heading), even) for heading in headings]
        heard: Floats = chances * np.array(known).reshape(chances.shape) ** _SECTION
        heard /= heard.sum(axis=1, keepdims=True)
        return heard


# --- sections --------------------------------------------------------------


class _Section(NamedTuple):
    kind: str
    pattern: re.Pattern[str]


def find_section(headings: str) -> str:
    """What a section is about, by its headings ("outer > inner"); empty where none tells.

    >>> find_section("The local authority > Leadership, management and governance > Findings")
    'leadership'
    """
    for heading in reversed(headings.lower().split(" > ")):
        passed_over, kinds = _open_sections()
        if not passed_over.search(heading):
            for one in kinds:
                if one.pattern.search(heading):
                    return one.kind
    return ""


@cache
def _open_sections() -> tuple[re.Pattern[str], tuple[_Section, ...]]:
    text = files("corpus.vocabulary").joinpath("sections.json").read_text("utf-8")
    facts = json.loads(text)
    kinds = (_Section(one["id"], re.compile("|".join(one["patterns"]))) for one in facts["kinds"])
    return re.compile("|".join(facts["passed_over"])), tuple(kinds)


# --- the artefact ----------------------------------------------------------


def save_membership(model: Membership, artefact: Path = ARTEFACT) -> None:
    """Write a model as JSON, with the ids of the issues it was trained for."""
    facts = {
        "issues": [issue.id for issue in open_issues()],
        "weights": [round(weight, 4) for weight in model.weights.tolist()],
        "start": round(model.start, 4),
        "sections": {
            kind: [round(ratio, 3) for ratio in ratios.tolist()]
            for kind, ratios in model.sections.items()
        },
    }
    artefact.write_text(json.dumps(facts) + "\n", "utf-8")


def open_membership(artefact: Path = ARTEFACT) -> Membership:
    """The committed model. ModelError where it is missing or made for other issues."""
    try:
        facts = json.loads(artefact.read_text("utf-8"))
        if facts["issues"] != [issue.id for issue in open_issues()]:
            raise ValueError("made for other issues than the vocabulary has")
        sections = {kind: np.array(ratios) for kind, ratios in facts["sections"].items()}
        return Membership(np.array(facts["weights"]), float(facts["start"]), sections)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{artefact}: not a membership model that can be read ({error}); "
            "make it again with python -m eval.training.membership"
        ) from error
