"""Which issues a statement belongs to: how likely a reader would put it under each.

The probabilities of `issues.py` add up to 1 over the issues. A reader does not share out: a
statement may belong under two issues, or none. A logistic regression, learned from statements
that were put under issues by reading, turns those probabilities, the patterns and the kind of
statement into a probability for each issue by itself. The section that a statement stands in
counts too. Card in `issues.md`; made again by `throughline train membership`.
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
from models.provenance import ARTEFACTS, Provenance, load_facts, save_facts
from models.statements.issues import open_issues

ARTEFACT = ARTEFACTS / "membership.json"
# What a section's kind counts for. On labelled statements of councils left out every value
# from 0.3 to 1 places more of them rightly than none does.
_SECTION = 0.5
_LEAST = 1e-4  # below it a probability tells nothing more
_STRONG = 0.5  # half of a strong mention: the issue is named
_MOST_NAMED = 4


@dataclass(frozen=True)
class Evidence:
    """What is known of statements, each (statements, issues) but for `asked`.

    `in_context` and `isolated` are issue probabilities, smoothed with those of the paragraph
    and section of a statement, or not; `pattern_strengths` is how strongly patterns show;
    `asked` tells asks and plans from findings.
    """

    in_context: Floats
    isolated: Floats
    pattern_strengths: Floats
    asked: NDArray[np.bool_]

    def describe(self) -> Floats:
        """The features of each statement and issue: (statements, issues, features)."""
        worth = np.array([issue.worth for issue in open_issues()])
        pattern_strengths = self.pattern_strengths / worth
        named = pattern_strengths >= _STRONG
        others = np.minimum(named.sum(axis=1, keepdims=True), _MOST_NAMED)
        first = self.in_context == self.in_context.max(axis=1, keepdims=True)
        sure = np.log(self.in_context + _LEAST)
        features = (
            sure,
            np.log(self.isolated + _LEAST),
            np.minimum(pattern_strengths, 2),
            named,
            first,
            first * sure,
            np.broadcast_to(self.asked[:, None], pattern_strengths.shape),
            self.asked[:, None] * np.minimum(pattern_strengths, 2),
            others * named,
            np.broadcast_to(worth < 1, pattern_strengths.shape),
        )
        return np.stack([np.asarray(feature, dtype=np.float64) for feature in features], axis=-1)


@dataclass(frozen=True)
class Membership:
    """A logistic regression over `Evidence.describe`, and how issues vary with the section."""

    weights: Floats
    start: float
    sections: Mapping[str, Floats]

    def weigh(self, evidence: Evidence) -> Floats:
        """How likely each statement belongs to each issue: (statements, issues).

        A row need not add up to 1. As they are printed.
        """
        return np.round(probability(evidence.describe() @ self.weights + self.start), DIGITS)

    def weight_by_section(self, probabilities: Floats, headings: Sequence[str]) -> Floats:
        """Issue probabilities, smoothed with how common issues are in each statement's section."""
        even = np.ones(probabilities.shape[1])
        known = [self.sections.get(find_section(heading), even) for heading in headings]
        in_context: Floats = (
            probabilities * np.array(known).reshape(probabilities.shape) ** _SECTION
        )
        in_context /= in_context.sum(axis=1, keepdims=True)
        return in_context


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
            for section in kinds:
                if section.pattern.search(heading):
                    return section.kind
    return ""


@cache
def _open_sections() -> tuple[re.Pattern[str], tuple[_Section, ...]]:
    text = files("corpus.vocabulary").joinpath("sections.json").read_text("utf-8")
    facts = json.loads(text)
    kinds = (
        _Section(kind["id"], re.compile("|".join(kind["patterns"]))) for kind in facts["kinds"]
    )
    return re.compile("|".join(facts["passed_over"])), tuple(kinds)


# --- the artefact ----------------------------------------------------------


def save_membership(model: Membership, made: Provenance, artefact: Path = ARTEFACT) -> None:
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
    save_facts(artefact, facts, made)


def open_membership(artefact: Path = ARTEFACT) -> Membership:
    """The committed model. ModelError where it is missing or made for other issues."""
    try:
        facts = load_facts(artefact)
        if facts["issues"] != [issue.id for issue in open_issues()]:
            raise ValueError("made for other issues than the vocabulary has")
        sections = {kind: np.array(ratios) for kind, ratios in facts["sections"].items()}
        return Membership(np.array(facts["weights"]), float(facts["start"]), sections)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{artefact}: not a membership model that can be read ({error}); "
            "make it again with throughline train membership"
        ) from error
