"""What members may ask of each issue, as `vocabulary/issue_questions.json` lists it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class IssueQuestion:
    """An open question about children, one about a fact beyond the headline figure, one that
    tests how the answer is known, and what a full answer would hold.

    `concern` is what a service bought would change for those it is for. `narrower` are the
    questions for words on a part of the issue, each with a pattern of such words; `label` is what
    such a part is called, where it heads a line. `beside` is the issue of which what was asked
    bears on this one too; `needs` is a pattern without which a risk is not told as one of it.
    """

    question: str
    check: str
    test: str
    answer: str
    concern: str = ""
    narrower: tuple[tuple[re.Pattern[str], IssueQuestion], ...] = ()
    label: str = ""
    beside: str = ""
    needs: re.Pattern[str] | None = None

    def on(self, words: str) -> IssueQuestion:
        """The question for the part of the issue that some words are on; else itself."""
        return next((part for pattern, part in self.narrower if pattern.search(words)), self)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of trouble that words may tell of, by its name, a pattern of such words, and what
    may be asked of it."""

    id: str
    label: str
    words: re.Pattern[str]
    asked: IssueQuestion


@cache
def load_troubles() -> tuple[Trouble, ...]:
    """The kinds of trouble, in their order; last a change or a comparison of figures, which is one
    where nothing else is."""
    text = files("corpus.vocabulary").joinpath("issue_questions.json").read_text("utf-8")
    issues, told = load_issue_questions(), json.loads(text)
    return tuple(
        Trouble(
            row["id"],
            row["label"],
            re.compile(row["words"], re.IGNORECASE),
            issues[row["issue"]] if "issue" in row else _to_question(row),
        )
        for row in (*told["troubles"], told["figures"])
    )


@cache
def load_issue_questions() -> Mapping[str, IssueQuestion]:
    """The questions by the issue's id."""
    text = files("corpus.vocabulary").joinpath("issue_questions.json").read_text("utf-8")
    return {row["id"]: _to_question(row) for row in json.loads(text)["issues"]}


def _to_question(row: Mapping[str, Any]) -> IssueQuestion:
    concern = row.get("concern", "")
    narrower = tuple(
        (re.compile(part["words"], re.IGNORECASE), _to_question({**part, "concern": concern}))
        for part in row.get("narrower", ())
    )
    needs = re.compile(row["needs"], re.IGNORECASE) if "needs" in row else None
    return IssueQuestion(
        row["question"],
        row["check"],
        row["test"],
        row["answer"],
        concern,
        narrower,
        row.get("part", ""),
        row.get("beside", ""),
        needs,
    )
