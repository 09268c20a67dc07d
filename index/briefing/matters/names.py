"""What a matter is called, in words that go on in a sentence."""

from __future__ import annotations

import re

from corpus.store.asks import HeldAsk
from corpus.vocabulary.measures import find_measure
from index.briefing.compared import NARROWS
from index.briefing.paper import Sentence
from index.issues.grouping import BELONGS
from models.statements.issues import list_issues

_TABLE_NAME = re.compile(r"^(?:.*: )?(?:of (?:whom|which|these),? )?", re.IGNORECASE)
_LONGEST_LABEL = 60  # characters
_QUALITY = re.compile(
    r"^(?:the )?(?:(?:quality|consistency|effectiveness|impact|timeliness|variety|range)"
    r"(?:,| and)? ?)+(?:of |in )?(?:the )?|^the ",
    re.IGNORECASE,
)


def label_matter(key: str, sentence: Sentence) -> str:
    """The issue's; else what is measured, else the heading of the part of the paper."""
    heading = re.sub(r"^\W*\d[\d.]*\s*", "", key.partition(", ")[0]).rstrip(" :") or key
    named = name_measure(sentence) or heading
    return label_issue(key) or lower_first(named)


def lower_first(name: str) -> str:
    """A name as it goes on in a sentence."""
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def name_measure(sentence: Sentence) -> str:
    """What a row measures, without the name of its table and of the whole it is of; of prose the
    measure that it is known as."""
    if sentence.figure is None:
        return ""
    known = find_measure(sentence.figure.measure)
    if sentence.is_prose:
        return known.label if known else ""
    name = _TABLE_NAME.sub("", sentence.figure.measure)
    return name if len(name) <= _LONGEST_LABEL else ""


def label_issue(key: str) -> str:
    """What the list of issues calls one; empty for none."""
    return next((issue.label for issue in list_issues() if issue.id == key), "")


def issues_of(ask: HeldAsk) -> list[str]:
    """The issues that an ask is clearly about, the likeliest first."""
    return [issue.id for issue in ask.ask.issues if issue.probability >= BELONGS]


def name_point(listed: str, spoken: str) -> str:
    """What a listed point is on, in few of its words: what follows "specifically in", as the
    inspectors spell it, for a paper's own file may have lost a hyphen."""
    narrowed = NARROWS.split(" ".join(listed.split()).rstrip(" .;"))[-1]
    name = _QUALITY.sub("", narrowed)
    spelt = {re.sub(r"\W", "", word).lower(): word.strip(".,;:") for word in spoken.split()}
    words = [spelt.get(re.sub(r"\W", "", word).lower(), word) for word in name.split()]
    return " ".join(words)


def name_ask(ask: HeldAsk) -> str:
    """What an ask is called that has no issue of its own: its likeliest, else its heading."""
    likeliest = next((label_issue(issue) for issue in issues_of(ask)), "")
    return likeliest or ask.citation.heading[:1].lower() + ask.citation.heading[1:]
