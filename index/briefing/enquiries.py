"""Lines of enquiry: open questions about children's outcomes, each standing on quotations.

Each pattern asks one thing of an issue for which the record gives cause: it was raised in
several documents, it was good and slipped, the paper gives a number on it, or speaks of it
without one, or is silent. They rest on the questions that inspectors ask leaders: what do you
know of the quality of practice, how do you know it, what are your plans? The wording is a
draft, for members to make their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.briefing.contents import Enquiry, Figure, Quotation
from index.briefing.topics import OFTEN, Topic, clearest, quote
from index.issues.threads import Member
from index.recurrence.wording import say_join, say_month

# By how many places a pattern falls behind for each time that it was used.
_TIRED = 1.5


def _now(topic: Topic) -> Sequence[Quotation | Member]:
    """The paper's own words, and the newest that an outside body raised; without the paper's,
    that and the earliest."""
    newest, earliest = (clearest(topic.raised, last=last) for last in (True, False))
    return [*topic.paper[:1], newest, *([] if topic.paper else [earliest])]


def _then(topic: Topic) -> Sequence[Quotation | Member]:
    """What was found good, and what was raised later."""
    return topic.slip or _now(topic)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A question, when it fits, what it stands on, and what goes with it."""

    fits: Callable[[Topic], bool]
    question: Callable[[Topic], str]
    follow_up: str
    full_answer: str
    evidence: Callable[[Topic], Sequence[Quotation | Member]] = _now


def enquire(topics: Sequence[Topic], figures: Sequence[tuple[str, Figure]]) -> tuple[Enquiry, ...]:
    """A line for each topic, in their order, each by another pattern as far as they go.

    `figures` are measures with their issues.
    """
    used: list[_Pattern] = []
    lines = []
    for topic in topics:
        pattern = _choose(topic, used)
        used.append(pattern)
        figure = next((figure for issue, figure in figures if issue == topic.issue), None)
        evidence = dict.fromkeys(
            words if isinstance(words, Quotation) else quote(words)
            for words in pattern.evidence(topic)
        )
        lines.append(_to_line(topic, pattern, tuple(evidence), figure))
    return tuple(lines)


def _choose(topic: Topic, used: Sequence[_Pattern]) -> _Pattern:
    """The first pattern that fits, those that were used falling behind."""
    fitting = [pattern for pattern in _PATTERNS if pattern.fits(topic)]
    return min(fitting, key=lambda pattern: fitting.index(pattern) + _TIRED * used.count(pattern))


def _to_line(
    topic: Topic, pattern: _Pattern, evidence: tuple[Quotation, ...], figure: Figure | None
) -> Enquiry:
    follow_ups = (pattern.follow_up,) if figure is None else (_ask_today(figure), pattern.follow_up)
    return Enquiry(
        topic.label,
        _count(topic),
        pattern.question(topic),
        follow_ups,
        pattern.full_answer,
        evidence,
    )


def _ask_today(figure: Figure) -> str:
    return (
        f"“{figure.measure}” was {figure.latest} in the last document that prints it"
        f" ({say_month(figure.citation.published)}): what is it today?"
    )


def _count(topic: Topic) -> str:
    """In which years outside bodies raised it, and in how many documents."""
    raised = {member.published.year for member in topic.raised}
    years = say_join([str(year) for year in sorted(raised)])
    return f"Raised by outside bodies in {years} ({topic.raised_in} of the documents held)."


# --- patterns --------------------------------------------------------------


def _is_silent(topic: Topic) -> bool:
    return topic.asked_last and not topic.touched


def _ask_silent(topic: Topic) -> str:
    asked = next(member for member in reversed(topic.raised) if member.stance == "asked")
    account = (
        "This paper repeats that, and no account of what was done was found in it."
        if topic.listed
        else "No mention of it was found in this paper."
    )
    return (
        f"Inspectors named {topic.label} among the areas to improve in {asked.published:%B %Y}."
        f" {account} What is different for a child now, and how do you know?"
    )


def _ask_slipped(topic: Topic) -> str:
    good, weak = topic.slip or (topic.raised[0], topic.raised[-1])
    return (
        f"On {topic.label}, strengths were reported in {good.published.year} and weaknesses in"
        f" {weak.published.year}. What would warn you early of another slip?"
    )


_PATTERNS = (
    _Pattern(
        _is_silent,
        _ask_silent,
        "Which measure in the plan shows it, and what was its last value?",
        "what was done and when; a measure now and a year ago; what children say.",
    ),
    _Pattern(
        lambda topic: topic.has_figure,
        lambda topic: (
            f"This paper gives figures on {topic.label}. What do they mean for the"
            " children behind them, and how do you know?"
        ),
        "What was each figure a year ago, and what are England's and similar councils'?",
        "the figures a year ago, target and comparison; what happened for the children in the"
        " part that did not go well; who checks.",
    ),
    _Pattern(
        lambda topic: topic.raised_in >= OFTEN,
        lambda topic: (
            f"{topic.label[:1].upper()}{topic.label[1:]}: what is different for a child"
            " now, and how do you know?"
        ),
        "What would show, before the next inspection, that it had stalled?",
        "a measure of quality, with its trend; what audits found last quarter; what children and"
        " staff say.",
    ),
    _Pattern(
        lambda topic: topic.slip is not None,
        _ask_slipped,
        "Who watches for it, and what was done the last time it moved?",
        "the early signs watched, by whom and how often; the point at which members are told.",
        _then,
    ),
    _Pattern(
        lambda topic: bool(topic.paper) and not topic.has_figure,
        lambda topic: (
            f"This paper speaks of {topic.label} without a figure. How do you know"
            " what reaches children, and who outside the service has checked?"
        ),
        "How many children does it concern, now and a year ago?",
        "numbers now and a year ago; an audit or outside check; children's and families' words.",
    ),
    _Pattern(
        lambda topic: True,
        lambda topic: f"What are your plans on {topic.label}, and by when would a child notice?",
        "What do you know of the quality of this work today, and how do you know it?",
        "a dated next step with an owner; the measure that will show it; what children say.",
    ),
)
