"""What members may ask of each issue, as `vocabulary/issue_questions.json` lists it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class IssueQuestion:
    """An open question about children, one about a fact beyond the headline figure, one that
    tests how the answer is known, and what a full answer would hold."""

    question: str
    check: str
    test: str
    answer: str


@cache
def load_issue_questions() -> Mapping[str, IssueQuestion]:
    """The questions by the issue's id."""
    text = files("corpus.vocabulary").joinpath("issue_questions.json").read_text("utf-8")
    return {
        row["id"]: IssueQuestion(row["question"], row["check"], row["test"], row["answer"])
        for row in json.loads(text)["issues"]
    }
