"""The registry of document kinds: complete, right, and the only one."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.kinds import DocumentKind, kind_of, kinds_where, load_kinds, load_mention_cues
from corpus.vocabulary.frameworks import load_frameworks
from ingest.find.asks.by_kind import FINDERS

ROOT = Path(__file__).parents[2]
PACKAGES = ("api", "corpus", "eval", "index", "ingest", "models")
DATA = json.loads((ROOT / "corpus/vocabulary/kinds.json").read_text("utf-8"))
# The registry itself, and readers of gold labels, which call kinds by names of their own.
MAY_NAME_KINDS = (
    "corpus/kinds.py",
    "eval/tasks/papers/paper_asks.py",
    "eval/tasks/papers/parts.py",
)
# Ids that are everyday words: one alone may mean something else.
EVERYDAY = frozenset({"direction", "minutes", "other"})
NEAR = 300  # characters: a list's entries stand nearer to each other


def test_every_kind_states_every_attribute() -> None:
    """No default hides what nobody decided; no attribute is unexplained."""
    names = [field.name for field in fields(DocumentKind)]
    assert all(list(row) == names for row in DATA["kinds"])
    assert list(DATA["meta"]["fields"]) == names


def test_ids_are_given_once() -> None:
    """So are the names of series."""
    kinds = load_kinds()
    assert len({kind.id for kind in kinds}) == len(kinds)
    series = [kind.series for kind in kinds if kind.series]
    assert len(set(series)) == len(series)


@pytest.mark.parametrize("kind", load_kinds(), ids=lambda kind: kind.id)
def test_a_kind_is_one_of_a_piece(kind: DocumentKind) -> None:
    """Inspectors are outside the council and their visits have days; the council's are its own."""
    assert kind.label
    assert kind.title
    assert not (kind.inspects and not (kind.outside and kind.event and kind.evaluates))
    assert not (kind.outside and (kind.meeting or kind.tabled))
    assert bool(kind.unheld) == kind.outside
    assert set(kind.asks) <= set(FINDERS)


def test_others_name_only_kinds_that_there_are() -> None:
    """Frameworks are inspectors'; a document is named by a kind of the registry."""
    assert {framework.kind for framework in load_frameworks()} == kinds_where(by_inspectors=True)
    assert {cue.kind for cue in load_mention_cues()} <= {kind.id for kind in load_kinds()}


def test_a_kind_in_no_list_is_still_called_something() -> None:
    """A library may hold one that a later version knows; nothing is said of it."""
    unlisted = kind_of("field_notes")
    assert (unlisted.label, unlisted.outside, unlisted.asks) == ("Field notes", False, ())
    assert kind_of("").label == kind_of("other").label


def test_kinds_are_asked_for_by_attributes() -> None:
    """All that are asked for hold; a misspelt attribute is an error."""
    assert kinds_where(inspects="part", event="visit") == {"focused_visit", "monitoring_visit"}
    with pytest.raises(AttributeError):
        kinds_where(outsid=True)


# --- no list elsewhere ---------------------------------------------------------


def find_named_kinds(source: str) -> Iterator[str]:
    """The ids of kinds that a source names in quotes, everyday words where two stand together."""
    quoted = re.compile("[\"'](" + "|".join(kind.id for kind in load_kinds()) + ")[\"']")
    found = [(match.start(), match[1]) for match in quoted.finditer(source)]
    yield from (name for _, name in found if name not in EVERYDAY)
    everyday = [(start, name) for start, name in found if name in EVERYDAY]
    for (start, name), (after, other) in pairwise(everyday):
        if name != other and after - start < NEAR:
            yield f"{name}, {other}"


@pytest.mark.parametrize("package", PACKAGES)
def test_no_list_of_kinds_stands_elsewhere(package: str) -> None:
    """What differs by kind is an attribute; `corpus.kinds` names what code has to name."""
    named = {
        name: found
        for path in (ROOT / package).rglob("*.py")
        if (name := path.relative_to(ROOT).as_posix()) not in MAY_NAME_KINDS
        and (found := list(find_named_kinds(path.read_text("utf-8"))))
    }
    assert named == {}


def test_a_list_of_kinds_would_be_found() -> None:
    """In code and in SQL; one everyday word alone is none."""
    assert list(find_named_kinds("where kind = 'inspection_report'")) == ["inspection_report"]
    assert list(find_named_kinds('OURS = ("minutes", "other")')) == ["minutes, other"]
    assert list(find_named_kinds('event = "direction"')) == []
