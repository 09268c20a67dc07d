"""Why a matter is asked about, and which few are chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.briefing.lines.cues import is_cost
from index.briefing.matters.matter import Cause, Matter
from index.briefing.matters.stands_on import lead_of
from index.briefing.paper import Sentence
from index.briefing.topics import OFTEN

# What the paper itself admits comes first, on what the latest inspection asked before all, and what
# it leaves out of that; then what the list asks first, what only the paper's own list has, and what
# the paper answers without a figure.
_ORDER: tuple[Cause, ...] = (
    "clash",
    "admits",
    "asked and admitted",
    "asked and admitted",
    "asked and admitted",
    "asked longest",
    "passed over",
    "asked first",
    "own point",
    "counted before",
    "short",
    "figure",
    "admits",
    "no figure",
    "short",
    "figure",
    "admits",
    "risk",
    "promise",
    "asked last",
)
_FILLING: tuple[Cause, ...] = ("admits", "risk", "figure", "often", "promise", "asked last") * 2
_OF_RECORD: tuple[Cause, ...] = ("raised",) * 5
_RED = re.compile(r"\bred\b", re.IGNORECASE)
_NORM = re.compile(r"\b(?:England|national average|target|the law|statutory)\b")


def weigh_matter(matter: Matter) -> int:
    """How many causes it has; the paper's own list, its admission and inspectors' word on one
    point are three."""
    return len(matter.causes) + 2 * (matter.spoken is not None)


def choose(matters: Sequence[Matter], most: int, fewest: int = 3) -> list[Matter]:
    """A few that have different causes, in the order given: cause by cause, the first that is
    not chosen and stands on other words than those that are. What is about no issue, and then
    what only tells a cost, fills up to the fewest."""
    chosen: list[Matter] = []
    named = [matter for matter in matters if _is_named(matter) or matter.clash]
    for cause in (*_ORDER, *_ORDER, *_FILLING):
        if len(chosen) < most:
            chosen += _next(named, cause, chosen)
    for cause in (*_FILLING, *_OF_RECORD, "cost"):
        if len(chosen) < fewest:
            chosen += _next(matters, cause, chosen)
    return [matter for matter in matters if matter in chosen]


def _next(matters: Sequence[Matter], cause: Cause, chosen: Sequence[Matter]) -> list[Matter]:
    """The first with that cause that is apart from those chosen; none where there is none."""
    fitting = (matter for matter in matters if cause in matter.causes)
    return [matter for matter in fitting if _is_apart(matter, chosen)][:1]


def _is_apart(matter: Matter, chosen: Sequence[Matter]) -> bool:
    """False where the words that it stands on first, or the kind of its trouble, are those of one
    that is chosen, and of a second of which an appendix that is not held may tell: one line says
    so."""
    lead = lead_of(matter).citation
    if matter.appendices and any(each.appendices for each in chosen):
        return False
    if matter.trouble in {each.trouble for each in chosen if each.trouble}:
        return False
    return all(
        (lead.document, lead.quote) != (other.document, other.quote)
        for other in (lead_of(each).citation for each in chosen)
    )


def mark_longest(matters: Iterable[Matter]) -> list[Matter]:
    """The matters, of which those are marked that were asked for in most documents, the latest
    inspection among them, if these are more than a few."""
    held = list(matters)
    asked = [each.topic.asked_in if each.ask and each.topic else 0 for each in held]
    most = max(OFTEN, *asked, 0)
    return [
        replace(each, is_asked_longest=count == most)
        for each, count in zip(held, asked, strict=True)
    ]


def with_causes(matter: Matter) -> Matter:
    """The matter with what gives cause to ask about it."""
    causes: dict[Cause, bool] = {
        "clash": matter.clash is not None,
        "admits": any(map(_admits_today, matter.admitted)) and _is_named(matter),
        "asked and admitted": matter.ask is not None and _is_in_trouble(matter),
        "risk": any(each.is_risk for each in matter.admitted) and bool(matter.issue),
        "short": any(map(_is_short, matter.sentences)),
        "figure": any(each.has_figure and not is_cost(each) for each in matter.sentences),
        "passed over": matter.is_passed_over,
        "asked first": matter.is_first,
        "no figure": matter.lacks_figure,
        "asked last": matter.ask is not None,
        "asked longest": matter.is_asked_longest,
        "own point": matter.spoken is not None,
        "promise": matter.promise is not None,
        "counted before": matter.before is not None,
        "often": matter.topic is not None and matter.topic.raised_in >= OFTEN,
        "cost": any(map(is_cost, matter.sentences)),
        "raised": matter.topic is not None and not matter.sentences,
    }
    return replace(matter, causes=frozenset(cause for cause, holds in causes.items() if holds))


def _is_in_trouble(matter: Matter) -> bool:
    """True where the paper admits something today, or prints a figure that is short."""
    return any(map(_admits_today, matter.admitted)) or any(map(_is_short, matter.sentences))


def _is_named(matter: Matter) -> bool:
    """True of what can be asked about by more than its part of the paper."""
    return bool(matter.issue or matter.spoken or matter.trouble)


def _is_short(sentence: Sentence) -> bool:
    """True of a figure on the wrong side of its target or of England, unless it gets better, is no
    worse than England and not marked red; and of prose that sets a share beside England, a target
    or the law."""
    figure = sentence.figure
    if figure and figure.is_short:
        return bool(figure.england) or not figure.is_better or bool(_RED.search(sentence.text))
    return sentence.is_prose and sentence.has_figure and bool(_NORM.search(sentence.text))


def _admits_today(sentence: Sentence) -> bool:
    """False of a risk, and of what an earlier review found."""
    return not (sentence.is_risk or sentence.is_of_before)
