"""The same ask elsewhere: which councils were asked the same, and who was later found good.

Counts are shares of the reports held of one framework, because frameworks ask for
different numbers of things: an older list has fifteen items where a newer one has four.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np

from corpus.errors import NotFound
from corpus.records import TRACED_KINDS
from corpus.store.asks import HeldAsk, asks_by_passage, iter_asks, load_ask
from corpus.store.embeddings import Vectors
from corpus.store.people.verdicts import holding_verdicts
from corpus.store.statements import Statement
from corpus.vocabulary.frameworks import load_frameworks
from index.issues.statements import encode_statements, load_statements
from index.library import Library
from index.recurrence.corrections import settle
from index.recurrence.trace import to_text
from index.recurrence.wording import LIKELY
from models.links.ask_text import Pair
from models.links.lexicon import find_objects, open_lexicon, plain

# Asks that are read closely, the nearest in meaning first. For twelve asks of the 228
# reports the weigher finds 188 likely among all 2,000 others; 9 of them lie beyond.
_READ_CLOSELY = 300
_ANYTHING = frozenset({"help", "plan", "training", "review", "tracking", "capacity"})
_SENTENCES = 3  # shown of a council
# A later sentence is about the ask where it is as near in meaning as this to the ask and the
# words, is as likely of the same issue, and names an object that the ask names. Of the first
# sentences shown of sixty councils (twelve councils' reports), 50 said so, by reading.
_NEAR, _OF_ISSUE = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same ask put to another council, and what outside bodies later said of it there.

    `good` are sentences that find it good or improving, the nearest to the ask first.
    """

    authority: str
    ask: HeldAsk
    probability: float
    good: tuple[Statement, ...]

    @property
    def found_good(self) -> bool:
        """True where an outside body later found it good, not only improving."""
        return any(sentence.stance == "good" for sentence in self.good)


@dataclass(frozen=True, slots=True)
class Share:
    """Of the reports of one framework that list asks, how many ask the same.

    `name` is the framework's in words; empty where it is not known. `first` is the day of
    the earliest report.
    """

    framework: str
    name: str
    asking: int
    reports: int
    first: date


@dataclass(frozen=True, slots=True)
class SameElsewhere:
    """The answer: shares by framework, oldest first, and the councils asked the same."""

    shares: tuple[Share, ...]
    councils: tuple[Elsewhere, ...]


def find_elsewhere(library: Library, ask_id: str) -> SameElsewhere:
    """Which other councils were asked the same as an ask held; likeliest first.

    Each council once, by its likeliest ask. NotFound where the ask is not held or no other
    council's are.
    """
    own = load_ask(library.db, ask_id)
    asks = list(_asks_of_others(library, own.authority))
    if not asks:
        raise NotFound("no recommendations of other councils are held; ingest their reports too.")
    query = library.encoder.encode([own.text])[0]
    weighed = _weigh(library, own, _nearest(library, query, asks))
    likely = [(ask, chance) for ask, chance in weighed if chance >= LIKELY]
    return SameElsewhere(_shares(asks, likely), tuple(_councils(library, query, likely)))


def _asks_of_others(library: Library, own: str) -> Iterator[HeldAsk]:
    asks = iter_asks(library.db, kinds=TRACED_KINDS)
    return (ask for ask in asks if ask.published and ask.authority not in ("", own))


def _nearest(library: Library, query: Vectors, asks: Sequence[HeldAsk]) -> list[HeldAsk]:
    """The asks that stand in the passages nearest to the query, nearest first."""
    by_id = {held.id: held for held in asks}
    holding = {
        passage: wanted
        for passage, ids in asks_by_passage(library.db).items()
        if (wanted := [id_ for id_ in ids if id_ in by_id])
    }
    ranked = library.engine.rank_nearest(query, _READ_CLOSELY, holding.keys())
    nearest = dict.fromkeys(id_ for passage in ranked for id_ in holding[passage])
    return [by_id[id_] for id_ in nearest][:_READ_CLOSELY]


def _weigh(library: Library, own: HeldAsk, asks: Sequence[HeldAsk]) -> list[tuple[HeldAsk, float]]:
    """Each ask with the chance that it is the same as the council's own.

    What a person said of two asks stands in place of what is weighed.
    """
    ends = [sorted((own, ask), key=lambda held: held.published or date.min) for ask in asks]
    pairs = [Pair(to_text(earlier), to_text(later)) for earlier, later in ends]
    weights = library.weigher.weigh(pairs)
    verdicts = holding_verdicts(library.db)
    return [
        (ask, settle(verdicts, own.id, ask.id, weight.same, weight.related)[0])
        for ask, weight in zip(asks, weights, strict=True)
    ]


# --- shares ----------------------------------------------------------------


def _shares(asks: Sequence[HeldAsk], likely: Sequence[tuple[HeldAsk, float]]) -> tuple[Share, ...]:
    """A share for each framework in which the same was asked, oldest framework first."""
    asking = {ask.document for ask, _ in likely}
    by_framework = sorted(asks, key=lambda ask: ask.framework)
    shares = [
        _share(framework, list(of_framework), asking)
        for framework, of_framework in groupby(by_framework, key=lambda ask: ask.framework)
    ]
    return tuple(sorted((share for share in shares if share.asking), key=lambda share: share.first))


def _share(framework: str, asks: Sequence[HeldAsk], asking: set[str]) -> Share:
    reports = {ask.document for ask in asks}
    days = [ask.published for ask in asks if ask.published]
    names = {known.id: known.name for known in load_frameworks()}
    return Share(
        framework=framework,
        name=names.get(framework, ""),
        asking=len(reports & asking),
        reports=len(reports),
        first=min(days),
    )


# --- councils --------------------------------------------------------------


def _councils(
    library: Library, query: Vectors, likely: Sequence[tuple[HeldAsk, float]]
) -> Iterator[Elsewhere]:
    seen: set[str] = set()
    for ask, chance in sorted(likely, key=lambda weighed: (-weighed[1], weighed[0].id)):
        if ask.authority not in seen:
            seen.add(ask.authority)
            yield Elsewhere(ask.authority, ask, chance, _found_good(library, query, ask))


def _found_good(library: Library, query: Vectors, ask: HeldAsk) -> tuple[Statement, ...]:
    """The sentences in which an outside body later finds it good or improving."""
    named = _objects(ask.text)
    later = [
        statement
        for statement in load_statements(library.db, ask.authority)
        if statement.is_outside
        and statement.stance in ("good", "improving")
        and statement.published > (ask.published or date.max)
        and (not named or named & _objects(statement.text))
    ]
    if not later:
        return ()
    both = query + library.encoder.encode([ask.text])[0]
    both /= np.linalg.norm(both)
    rows = encode_statements(library, later)
    nearness = rows @ both
    near = [row for row in (-nearness).argsort() if nearness[row] >= _NEAR]
    asked = {issue.id: issue.probability for issue in ask.ask.issues}
    return tuple(
        later[row]
        for row in near
        if any(
            issue.probability * asked.get(issue.id, 0) >= _OF_ISSUE for issue in later[row].issues
        )
    )[:_SENTENCES]


def _objects(text: str) -> set[str]:
    """What a text names, by the lexicon; what every text names is left out."""
    return {mark.entry for mark in find_objects(plain(text), open_lexicon().objects)} - _ANYTHING
