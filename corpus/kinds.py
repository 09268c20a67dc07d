"""The kinds of document and all that differs by kind, from `vocabulary/kinds.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

# The kinds that code has to name; every other question goes to an attribute.
AGENDA_PACK = "agenda_pack"
MINUTES = "minutes"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: who writes it, what it is for, what is looked for in it.

    The vocabulary explains the fields; `kinds.json` states every one of them for every kind.
    """

    id: str
    label: str
    title: str = ""
    unheld: str = ""
    body: str = ""
    named: str = ""
    series: str = ""
    inspects: Literal["", "service", "send", "part"] = ""
    event: Literal["", "inspection", "visit", "direction"] = ""
    meeting: Literal["", "agenda", "report", "minutes"] = ""
    tabled: bool = False
    apart: bool = False
    decides: bool = False
    evaluates: bool = False
    asks: tuple[str, ...] = ()
    expects: tuple[str, ...] = ()
    measures: bool = False
    plain_values: bool = False
    events: bool = False
    cues: tuple[re.Pattern[str], ...] = ()

    @property
    def outside(self) -> bool:
        """True where a body outside the council writes it."""
        return bool(self.body)

    @property
    def by_inspectors(self) -> bool:
        """True where inspectors write it."""
        return bool(self.inspects)


@dataclass(frozen=True, slots=True)
class MentionCue:
    """How other documents name a document of a kind, with the event that it reports on."""

    kind: str
    event: str
    body: str
    pattern: re.Pattern[str]


def kind_of(kind_id: str) -> DocumentKind:
    """The kind of an id. One that is in no list has a label, and nothing is looked for in it.

    >>> kind_of("direction").body, kind_of("field_notes").label, kind_of("").label
    ('the Secretary of State', 'Field notes', 'Other document')
    """
    return _kinds_by_id().get(kind_id) or _unlisted(kind_id)


def kind_as_read(kind_id: str, doubt: str) -> DocumentKind:
    """The kind by which a document is read: where that is in doubt, for all that does no harm.

    >>> kind_as_read("minutes", "").evaluates, kind_as_read("minutes", "perhaps").evaluates
    (False, True)
    """
    kind = kind_of(kind_id)
    if not doubt:
        return kind
    asks = dict.fromkeys((*kind.asks, *kind_of(OTHER).asks))
    return replace(kind, asks=tuple(asks), evaluates=True, measures=True)


def kinds_where(**attributes: object) -> frozenset[str]:
    """The ids of the kinds with these attributes. AttributeError where there is no such attribute.

    >>> sorted(kinds_where(meeting="report"))
    ['cabinet_report', 'committee_report']
    """
    return frozenset(
        kind.id
        for kind in load_kinds()
        if all(getattr(kind, name) == value for name, value in attributes.items())
    )


@cache
def load_kinds() -> tuple[DocumentKind, ...]:
    """Every kind, in the order in which to try their cues."""
    return tuple(_to_kind(row) for row in _read_rows("kinds"))


@cache
def load_mention_cues() -> tuple[MentionCue, ...]:
    """How documents name others, in the order in which to try the cues."""
    return tuple(
        MentionCue(row["kind"], row["event"], row["body"], re.compile(row["cue"], re.IGNORECASE))
        for row in _read_rows("mentions")
    )


@cache
def _kinds_by_id() -> Mapping[str, DocumentKind]:
    return {kind.id: kind for kind in load_kinds()}


def _unlisted(kind_id: str) -> DocumentKind:
    label = kind_id.replace("_", " ").capitalize() if kind_id else kind_of(OTHER).label
    return DocumentKind(kind_id, label)


def _to_kind(row: Mapping[str, Any]) -> DocumentKind:
    cues = tuple(re.compile(cue, re.DOTALL) for cue in row["cues"])
    return DocumentKind(
        **{**row, "asks": tuple(row["asks"]), "expects": tuple(row["expects"]), "cues": cues}
    )


def _read_rows(name: str) -> list[dict[str, Any]]:
    data = json.loads(files("corpus.vocabulary").joinpath("kinds.json").read_text("utf-8"))
    rows: list[dict[str, Any]] = data[name]
    return rows
