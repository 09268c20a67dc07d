"""How likely what was said is about typed words, as a record of them tells it.

The weigher looks at the words of a statement. What it cannot know is what the document is
about, and which of two things of one issue was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.kinds import kind_of
from corpus.store.statements import Statement
from index.library import Library
from index.recurrence.senses import find_other_chapter, find_other_children, find_other_thing
from index.recurrence.subject import CouncilTables, to_topic
from index.recurrence.wording import CLAIMED
from models.links.topic import NEAR, Topic, TopicWeigher

Weigh = Callable[[Topic], list[float]]

# Special educational needs as typed, with the children who have them.
_SEND = re.compile(
    r"\b(?:(?:for|of|in|on)\s+)?(?:(?:children|pupils|young people|those)\s+)?(?:and\s+)?"
    r"(?:(?:with|who have)\s+)?(?:SEND|SEN|special educational needs"
    r"(?:\s+(?:and|or|and/or)\s+disabilit(?:y|ies))?)\b(?:\s+(?:children|pupils))?",
    re.I,
)
# What is about another thing of the same issue is told as possible at most.
_POSSIBLE = 0.49
# Of sentences that go on from one that is surely about the words, the share that are about them
# (`index.recurrence.subject`); so none carries a claim, nor goes on for another.
_GOING_ON = 0.86


def weigh_asks(
    library: Library, topics: TopicWeigher, topic: Topic, tables: CouncilTables
) -> list[float]:
    """The probability that each ask of a council is about the words, in order."""
    kinds = [ask.kind for ask in tables.asks]
    chances = _weigh_in_send(
        library, topic, kinds, lambda of: topics.weigh(of, tables.asked), most=_POSSIBLE
    )
    return _hold_back(topic, [ask.text for ask in tables.asks], chances)


def weigh_said(library: Library, topic: Topic, tables: CouncilTables) -> list[float]:
    """The same of all else that is said in its documents; what is of other children than the words,
    and does not have them, is possible at most; so is what stands in a chapter on others."""
    kinds = [statement.document_kind for statement in tables.statements]
    chances = _weigh_in_send(
        library, topic, kinds, lambda of: library.topics.weigh_said(of, tables.said)
    )
    others = {kind for kind in set(kinds) if find_other_children(topic, kind)}
    if others:
        is_named = library.topics.has_name(topic, tables.said)
        chances = [
            min(chance, _POSSIBLE) if kind in others and not has_words else chance
            for chance, kind, has_words in zip(chances, kinds, is_named, strict=True)
        ]
    chances = _hold_back(topic, [statement.text for statement in tables.statements], chances)
    chances = [
        min(chance, _POSSIBLE) if chance >= NEAR and _is_in_other_chapter(topic, each) else chance
        for each, chance in zip(tables.statements, chances, strict=True)
    ]
    return carry_on(chances, tables.goes_on)


def _is_in_other_chapter(topic: Topic, statement: Statement) -> bool:
    """True of an outside body's sentence in a chapter on others than the words mean."""
    if not statement.is_outside:
        return False
    return bool(find_other_chapter(topic, statement.citation.headings, statement.text))


def carry_on(chances: Sequence[float], goes_on: Sequence[bool]) -> list[float]:
    """The chances, of a sentence that goes on from the one before it hardly less than of that."""
    carried: list[float] = []
    for chance, is_on in zip(chances, goes_on, strict=True):
        before = carried[-1] if is_on and carried else 0.0
        carried.append(max(chance, _GOING_ON * before) if before >= CLAIMED else chance)
    return carried


def _weigh_in_send(
    library: Library, topic: Topic, kinds: Sequence[str], weigh: Weigh, most: float = 1.0
) -> list[float]:
    """The chances; in an area SEND inspection at least those of the words without "SEND".

    All of it speaks of these children, so that word tells nothing there: what rests on it has
    `most` at most.
    """
    chances = weigh(topic)
    rest = " ".join(_SEND.sub(" ", topic.words).split())
    is_narrowed = rest != topic.words and rest and not library.topics.is_general(rest)
    of_send = [kind_of(kind).inspects == "send" for kind in kinds]
    if not (is_narrowed and any(of_send)):
        return chances
    without = weigh(to_topic(library, rest))
    return [
        max(min(chance, most), other) if is_of_send else chance
        for chance, other, is_of_send in zip(chances, without, of_send, strict=True)
    ]


def _hold_back(topic: Topic, texts: Sequence[str], chances: Sequence[float]) -> list[float]:
    """The chances, possible at most where a text is of another thing than the one typed."""
    return [
        min(chance, _POSSIBLE) if chance >= NEAR and find_other_thing(topic, text) else chance
        for text, chance in zip(texts, chances, strict=True)
    ]
