"""Typed words and what was said to the probability that it is about what the words name.

A logistic regression over eight features: the issues that the statement reader gives both,
their words, objects and meaning (`topic.json`; card in `topic.md`, made again by
`throughline train topic`). What has the words themselves is always about them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.probability import to_printed
from models.links.ask_text import (
    AskText,
    ParsedAsk,
    Rarity,
    Vectors,
    find_words,
    parse_ask,
    stem,
    stem_words,
)
from models.links.ensemble import Floats, probability
from models.links.lexicon import find_objects, open_lexicon, plain
from models.links.shared import Shared, find_shared
from models.links.weigher import ARTEFACT as WEIGHER
from models.provenance import ARTEFACTS, load_facts
from models.statements.placed import Placed
from models.statements.reader import EncodesTokens, StatementReader

ARTEFACT = ARTEFACTS / "topic.json"
FEATURES = (
    "issue_shared",  # the issue that both are likeliest about: the less likely of the two
    "issues_shared",  # the issues of the words, by how likely the statement is about each
    "words_shared",  # share of the words, by rarity, that it has; in other words too
    "words_all",
    "phrase",  # it has the words as they stand, but for their endings
    "other_phrase",  # or another name of the same thing
    "objects_shared",  # share of the lexicon's objects in the words
    "cosine",  # nearness in meaning, above the mean of the table
)
_OBJECTS = FEATURES.index("objects_shared")
_PHRASES = [FEATURES.index("phrase"), FEATURES.index("other_phrase")]
# What has the words is about them at least so surely: of 145 asks with them 145 were.
HAS_WORDS = 0.95
# Words as common as "children" and "quality" name no subject alone.
_STANDING = 1.6
_SHORTEST_LETTERS = 3  # of capitals that stand for a name
# Objects are looked for only where they can lift the chance above this.
_LEAST = 0.05


@dataclass(frozen=True)
class Topic:
    """Typed words with their other names, and what was read of them.

    `others` are names of the same thing, `variants` the words with a part of them in other
    words. `issues` has a row for the words, each other name and each variant.
    """

    words: str
    others: tuple[str, ...]
    variants: tuple[str, ...]
    vector: Vectors
    issues: Floats


def read_topic(
    words: str,
    others: Sequence[str],
    variants: Sequence[str],
    reader: StatementReader,
    encoder: EncodesTokens,
) -> Topic:
    """The words as they are weighed: every name read as an ask would be."""
    names = [words, *others, *variants]
    issues = reader.read([Placed(name, asked=True) for name in names], encoder).issues
    vector = encoder.encode([words])[0]
    return Topic(words, tuple(others), tuple(variants), vector, issues.astype(np.float64))


@dataclass(frozen=True)
class TopicTable:
    """Statements ready to be held against typed words, a row each.

    `stems` are theirs in order, with a blank round each; `holding` the rows that have a stem.
    """

    texts: Sequence[str]
    plain: Sequence[str]
    stems: Sequence[str]
    holding: Mapping[str, NDArray[np.int64]]
    issues: Floats
    vectors: Vectors

    def has(self, stemmed: str) -> NDArray[np.bool_]:
        """Of each statement, whether it has a stem."""
        held = np.zeros(len(self.texts), dtype=bool)
        if stemmed in self.holding:
            held[self.holding[stemmed]] = True
        return held


def tabulate_topic(texts: Sequence[str], issues: Floats, vectors: Vectors) -> TopicTable:
    """The statements as words are weighed against them; a row of issues and a vector each."""
    plain_texts = [plain(text) for text in texts]
    stems = [stem_words(text) for text in plain_texts]
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for row, words in enumerate(stems):
        for held in set(words):
            holding[held].append(row)
    return TopicTable(
        texts,
        plain_texts,
        [f" {' '.join(words)} " for words in stems],
        {held: np.array(rows, dtype=np.int64) for held, rows in holding.items()},
        issues,
        vectors,
    )


@dataclass(frozen=True)
class TopicWeigher:
    """A logistic regression over `FEATURES`."""

    weights: tuple[float, ...]
    offset: float
    rarity: Rarity

    def weigh(self, topic: Topic, table: TopicTable) -> list[float]:
        """The probability that each statement is about the words, in order, as it is printed."""
        if not table.texts:
            return []
        weights = np.array(self.weights)
        rows = topic_rows(topic, table, self.rarity)
        log_odds = rows @ weights + self.offset
        reach = np.log(_LEAST / (1 - _LEAST)) - max(weights[_OBJECTS], 0)
        near = np.flatnonzero(log_odds >= reach)
        log_odds[near] += weights[_OBJECTS] * share_objects(topic, table, near.tolist())
        return [to_printed(chance) for chance in lift_those_with_words(rows, probability(log_odds))]

    def is_general(self, words: str) -> bool:
        """True of words as common as "children", which stand in asks about everything."""
        stems = _stems_of(words)
        return bool(stems) and not any(self.rarity.word(each) > _STANDING for each in stems)

    def explain(self, words: AskText, ask: AskText) -> Shared:
        """What the words and an ask share, to show beside the probability."""
        return find_shared(_parse(words), _parse(ask), self.rarity)


def lift_those_with_words(rows: Floats, chances: Floats) -> Floats:
    """The chances, at least `HAS_WORDS` where a row of features says that it has the words."""
    has_words = rows[:, _PHRASES].max(axis=1) > 0
    lifted: Floats = np.where(has_words, np.maximum(chances, HAS_WORDS), chances)
    return lifted


@lru_cache(maxsize=4_000)
def _parse(ask: AskText) -> ParsedAsk:
    return parse_ask(ask)


# --- features --------------------------------------------------------------


def topic_rows(topic: Topic, table: TopicTable, rarity: Rarity) -> Floats:
    """The features of the words against each statement, but for their objects, which are 0."""
    own = topic.issues[0]
    same = topic.issues[: 1 + len(topic.others)].max(axis=0)
    mixed = (own + topic.issues[1:].mean(axis=0)) / 2 if len(topic.issues) > 1 else own
    cosines = table.vectors @ topic.vector
    columns = {
        "issue_shared": np.minimum(same, table.issues).max(axis=1),
        "issues_shared": table.issues @ mixed / max(mixed.sum(), 1),
        "words_shared": _share_words(topic, table, rarity),
        "words_all": _has_all(_stems_of(topic.words), table),
        "phrase": _has_name(topic.words, table, rarity, typed=True),
        "other_phrase": _has_others(topic, table, rarity),
        "objects_shared": np.zeros(len(table.texts)),
        "cosine": cosines - cosines.mean(),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float64)


def share_objects(topic: Topic, table: TopicTable, rows: Sequence[int]) -> Floats:
    """Of each row, the share of the objects in the words that it has; 0 where they have none."""
    named = _objects_in(topic.words)
    if not named:
        return np.zeros(len(rows))
    patterns = [entry.pattern for entry in open_lexicon().objects if entry.id in named]
    shares = np.zeros(len(rows))
    for index, row in enumerate(rows):
        if any(pattern.search(table.plain[row]) for pattern in patterns):
            shares[index] = len(named & _objects_in(table.texts[row])) / len(named)
    return shares


@lru_cache(maxsize=20_000)
def _objects_in(text: str) -> frozenset[str]:
    matches = find_objects(plain(text), open_lexicon().objects)
    return frozenset(match.entry for match in matches)


@lru_cache(maxsize=2_000)
def _stems_of(name: str) -> tuple[str, ...]:
    return tuple(stem_words(plain(name)))


def _share_words(topic: Topic, table: TopicTable, rarity: Rarity) -> Floats:
    """The most that a statement has of any name's words, by their rarity."""
    shares = np.zeros(len(table.texts))
    for name in (topic.words, *topic.others, *topic.variants):
        stems = dict.fromkeys(_stems_of(name))
        total = sum(map(rarity.word, stems))
        if total:
            held = sum(rarity.word(each) * table.has(each) for each in stems)
            shares = np.maximum(shares, held / total)
    return shares


def _has_all(stems: Sequence[str], table: TopicTable) -> NDArray[np.bool_]:
    """Whether a statement has every word, wherever they stand."""
    held = np.full(len(table.texts), bool(stems))
    for each in stems:
        held &= table.has(each)
    return held


def _has_name(
    name: str, table: TopicTable, rarity: Rarity, typed: bool = False
) -> NDArray[np.bool_]:
    """Whether a statement has a name, its words in a row; letters that stand for one in capitals.

    One word alone is a name where it was typed and says something.
    """
    stems = _stems_of(name)
    held = _has_all(stems, table)
    if not any(rarity.word(each) > _STANDING for each in stems):
        return np.zeros_like(held)
    letters = name.isupper() and len(name) >= _SHORTEST_LETTERS
    if len(stems) == 1 and not (typed or letters):
        return np.zeros_like(held)
    for row in np.flatnonzero(held).tolist():
        held[row] = _stands(name, stems, letters, table, row)
    return held


def _stands(name: str, stems: tuple[str, ...], letters: bool, table: TopicTable, row: int) -> bool:
    """Whether a name stands in a statement that has all its words.

    Letters in capitals; of one word not what is done by it: "supervising" is no supervision.
    """
    if letters:
        return bool(re.search(rf"\b{re.escape(name)}s?\b", table.texts[row]))
    if len(stems) == 1:
        is_act = name.lower().endswith("ing")
        return any(
            stem(word) == stems[0] and word.endswith("ing") == is_act
            for word in find_words(table.plain[row])
        )
    return f" {' '.join(stems)} " in table.stems[row]


def _has_others(topic: Topic, table: TopicTable, rarity: Rarity) -> NDArray[np.bool_]:
    held = np.zeros(len(table.texts), dtype=bool)
    for name in topic.others:
        held |= _has_name(name, table, rarity)
    return held


# --- the artefact ----------------------------------------------------------


def open_topic_weigher(artefact: Path = ARTEFACT) -> TopicWeigher:
    """The committed weigher. ModelError where it is missing or made for other features."""
    try:
        facts = load_facts(artefact)
        weights = facts["weights"]
        if set(weights) != set(FEATURES):
            raise ValueError(f"made for {', '.join(weights)}")
        rarity = Rarity(**load_facts(WEIGHER)["rarity"])
        return TopicWeigher(tuple(weights[name] for name in FEATURES), facts["offset"], rarity)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{artefact}: not a topic weigher that can be read ({error}); "
            "make it again with throughline train topic"
        ) from error
