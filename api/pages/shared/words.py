"""Our words for kinds, bodies, dates and chances: plain, fair and the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from corpus.kinds import kind_of
from corpus.store.citations import Stated
from corpus.vocabulary.frameworks import load_frameworks
from corpus.vocabulary.themes import load_themes

_ASK_KINDS: Mapping[str, str] = {
    "recommendation": "Recommendation",
    "area_for_improvement": "Area for improvement",
    "priority_action": "Priority action",
    "duty": "Duty in a direction",
    "demand": "Demand (said that it must happen)",
    "commitment": "Commitment",
    "recommendation_to_executive": "Recommendation to the cabinet",
    "decision_asked": "Decision asked for",
    "planned_action": "Planned action",
    "decision": "Decision",
    "restated": "Repeated from an earlier document",
}
_STANCES: Mapping[str, str] = {
    "strength": "Found good",
    "weakness": "Found weak",
    "improving": "Found improving",
    "declining": "Found declining",
    "mixed": "Mixed finding",
    "neutral": "Finding",
}


def say_kind(kind: str) -> str:
    """A kind of document in words."""
    return kind_of(kind).label


def say_ask_kind(kind: str) -> str:
    """A kind of ask in words."""
    return _ASK_KINDS.get(kind, kind.replace("_", " ").capitalize())


def say_stance(stance: str) -> str:
    """What a finding says of practice, in words."""
    return _STANCES.get(stance, stance.capitalize())


_STATED: Mapping[str, str] = {
    "ask": "Asked for",
    "finding": "Finding",
    "action": "Planned action",
    "question": "Question by members",
    "measure": "Measure",
    "risk": "Risk",
    "event": "Event",
}


def say_what(what: str) -> str:
    """A kind of statement in words: an ask, a finding, a row of a plan."""
    return _STATED.get(what) or what.replace("_", " ").capitalize()


def say_stated(stated: Stated) -> str:
    """A record that stands in a passage, in words: what a finding says, else what it is."""
    return say_stance(stated.stance) if stated.stance else say_what(stated.table)


def say_theme(theme: str) -> str:
    """A theme's name."""
    return _themes().get(theme, theme)


@cache
def _themes() -> Mapping[str, str]:
    return {theme.id: theme.label for theme in load_themes()}


def say_framework(framework: str) -> str:
    """An inspection framework in words; nothing for none."""
    return _frameworks().get(framework, framework)


@cache
def _frameworks() -> Mapping[str, str]:
    return {framework.id: framework.name for framework in load_frameworks()}


def say_count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> say_count(1, "page"), say_count(1200, "body", "bodies")
    ('1 page', '1,200 bodies')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
