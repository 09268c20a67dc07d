"""The issues that inspectors and committees speak of, as the vocabulary names them."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Issue(NamedTuple):
    """An issue of `corpus/vocabulary/issues.json`."""

    id: str
    label: str


@cache
def list_issues() -> tuple[Issue, ...]:
    """The issues of the vocabulary, in their order."""
    text = files("corpus.vocabulary").joinpath("issues.json").read_text("utf-8")
    return tuple(Issue(facts["id"], facts["label"]) for facts in json.loads(text)["issues"])


@cache
def issue_columns() -> dict[str, int]:
    """The place of each issue in `list_issues`, by its id."""
    return {issue.id: column for column, issue in enumerate(list_issues())}
