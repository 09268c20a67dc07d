"""Typed words and what was said to the probability that it is about what the words name.

Boosted trees over the issues that the statement reader gives both, their words, objects and
meaning; of sentences also over how narrow the words are beside their issue (`topic.npz`, facts
in `topic.json`; card in `topic.md`, made again by `throughline train topic`). What has the
words themselves is always about them.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
from models.links.ensemble import Floats, Forest, probability
from models.links.homographs import list_other_senses
from models.links.lexicon import find_objects, open_lexicon, patterns_of, plain
from models.links.shared import Shared, find_shared
from models.links.weigher import ARTEFACT as WEIGHER
from models.provenance import ARTEFACTS, load_facts
from models.statements.issues import list_issues
from models.statements.placed import Placed
from models.statements.reader import EncodesTokens, StatementReader

ARTEFACT = ARTEFACTS / "topic.json"
_PREFIX, _SAID_PREFIX = "topic", "said"  # of their arrays
FEATURES = (
    "issue_shared",  # the issue that both are likeliest about: the less likely of the two
    "issues_shared",  # the issues of the words, by how likely the statement is about each
    "words_shared",  # share of the words, by rarity, that it has; in other words too
    "words_all",
    "phrase",  # it has the words as they stand, but for their endings
    "other_phrase",  # or another name of the same thing
    "objects_shared",  # share of the lexicon's objects in the words
    "cosine",  # nearness in meaning, above the mean of the table
    "words_near",  # share of the words that it has, with what stands over and before it
    "issue_sure",  # how likely the likeliest issue of the words is
    "asked",  # 1 of an ask, 0 of what was said otherwise
    "length",  # words of the statement
)
# How narrow the words are beside their issue: "staying put" is one part of the housing of care
# leavers, so a sentence that has only the issue is not about it.
NARROWNESS = (
    "label_near",  # nearness in meaning of the words and the name of their likeliest issue
    "coverage",  # share of the statements with their issues that have the words
    "over_issue",  # nearness in meaning, above the mean of the statements with their issues
)
_PHRASES = [FEATURES.index("phrase"), FEATURES.index("other_phrase")]
# What has the words is about them at least so surely: of 145 asks with them 145 were.
HAS_WORDS = 0.95
# From here a sentence may be about the words: it is not told, and silence is not claimed.
NEAR = 0.2
# What is less likely about the words than this (an ask, a sentence) and rests on too little is
# possible: an ask with `_POSSIBLE` at most, sentences, which are many, scaled down to it. It has
# not so much of the words itself, nor with what stands over and before it (and something of
# their issues), nor of their issues (where the words are not narrow), nor an issue that they
# name. On typed subjects of six
# councils, each left out (the limits were chosen on them), with what only touches the words
# counted as wrong: of asks told 0.91 are about the words, not 0.89 (0.86 of all are told, not
# 0.88); of sentences told 0.85, not 0.81 (0.83 of all, not 0.90). Most sentences of a council are
# further off than those read.
_SURE_OF_ASK, _SURE, _POSSIBLE = 0.75, 0.85, 0.49
# Of 5,770 pairs of subjects and asks, 8 were told below this without the thing: 2 were about it.
_SURE_WITHOUT_THING, _LONGEST_NAME = 0.8, 4
_MOST_WORDS, _SOME_ISSUE, _MOST_ISSUES, _NAMED_ISSUE = 0.75, 0.2, 0.5, 0.3
_COMMON, _LIKE_NAME = 0.3, 0.4
_OWN_ISSUE = 0.3  # from here an issue is one of the words'
_HAS_ISSUE = 0.5  # and here one of a statement's
# From here a sentence is surely on the issue of the words; the most that others are worth, with
# the issue and with the words alone (`heed_issue`).
_SURE_ISSUE, _LESS_SURE, _OTHER_ISSUE = 0.9, 0.85, 0.65
_LESS_LIKELY_ISSUE = 0.6
_NEAR_MEANING, _NEAREST_MEANING = 0.3, 0.35  # cosines above the mean of the table
_COVERED = 0.75  # share of the words from which a statement has them
# An ask that a reader puts under the issue that the words name, and the weigher not quite apart
# from them, is shown as possible. Rests on one ask of Bolton; on the rest it was looked at only.
_LIKELY_ISSUE, _NOT_APART, _POSSIBLE_ASK = 0.5, 0.1, 0.35
# How long something takes, and the chance of what is told for it. Rests on some ten subjects of
# five councils ("waiting lists for CAMHS", "adoption delays"); the trees have seen three such.
_TIME = re.compile(
    r"\b(?:timel\w+|delay\w*|drift\w*|prompt\w*|swift\w*|quick\w*|speed\w*|wait\w*|slow\w*|late"
    r"|too long|overdue|backlogs?|queues?|lengthy|in time|within \d+ (?:days|weeks|months)"
    r"|without delay|timescales?)\b"
)
_TIMELY = 0.6
_TWO_THINGS = re.compile(r"\b(?:and|or)\b|[,/&]", re.I)
Holding = Mapping[str, NDArray[np.int64]]
# Words as common as "children" and "quality" name no subject alone.
_STANDING = 1.6
# One in eighty asks has a word as rare as "advocacy"; "staff", "training", "delay" are commoner.
_RARE = 4.35
_PLURALS = {"child": "children", "man": "men", "woman": "women", "person": "peopl", "babi": "baby"}
_READ = 2  # other names, and as many variants; the rest, only looked for, have the words' issues
_HEADINGS = 2  # over a statement, the innermost, that its words may be in
_FORM = re.compile(
    r"(?:(?P<act>ing)|(?P<state>[ae]nc(?:e|y|ie))|(?P<quality>(?<!m)[ae]nt(?:ly)?))s?$"
)
_SHORTEST_LETTERS = 3  # of capitals that stand for a name


@dataclass(frozen=True)
class Topic:
    """Typed words with their other names, and what was read of them.

    `others` are names of the same thing, `variants` the words with a part of them in other
    words. `issues` has a row for the words, each other name and each variant. `label_near` is
    the cosine of the words and the name of their likeliest issue.
    """

    words: str
    others: tuple[str, ...]
    variants: tuple[str, ...]
    vector: Vectors
    issues: Floats
    label_near: float = 0.0


def read_topic(
    words: str,
    others: Sequence[str],
    variants: Sequence[str],
    reader: StatementReader,
    encoder: EncodesTokens,
) -> Topic:
    """The words as they are weighed: the first names read as an ask would be; letters, of which a
    reader can make nothing, as what they stand for."""
    names = [words, *others, *variants]
    same = 1 + len(others)
    read = [row for row in range(len(names)) if row <= _READ or 0 <= row - same < _READ]
    vectors, tokens = encoder.encode_tokens([names[row] for row in read])
    placed = [Placed(names[row], asked=True) for row in read]
    issues_read = reader.read_tokens(placed, tokens, {}).issues.astype(np.float64)
    issues = np.repeat(issues_read[:1], len(names), axis=0)
    issues[read] = issues_read
    spelt = [row for row in read if row < same and not names[row].isupper()] or [0]
    letters = [
        row for row in range(same) if row not in spelt and (row in read or names[row].isupper())
    ]
    issues[letters] = issues[spelt].max(axis=0)
    vector = vectors[read.index(spelt[0])]
    label = list_issues()[issues[0].argmax()].label
    near = float(vector @ encoder.encode([label])[0])
    return Topic(words, tuple(others), tuple(variants), vector, issues, near)


@dataclass(frozen=True)
class TopicTable:
    """Statements ready to be held against typed words, a row each; all of them asks, or none.

    `stems` are theirs in order, with a blank round each; `own` the rows that have a stem,
    `near` those that have it themselves, in their headings or in the sentence before. `objects`
    are those that a row names, of the rows read so far.
    """

    texts: Sequence[str]
    plain: Sequence[str]
    stems: Sequence[str]
    own: Holding
    near: Holding
    issues: Floats
    vectors: Vectors
    asked: bool
    objects: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)

    def read_objects(self, row: int) -> frozenset[str]:
        """The objects that a statement names, found once."""
        if row not in self.objects:
            self.objects[row] = _find_objects(self.plain[row])
        return self.objects[row]

    def has(self, stemmed: str) -> NDArray[np.bool_]:
        """Of each statement, whether it has a stem."""
        return self._rows(self.own, stemmed)

    def has_near(self, stemmed: str) -> NDArray[np.bool_]:
        """The same, or whether what stands over and before it has it."""
        return self._rows(self.near, stemmed)

    def _rows(self, holding: Holding, stemmed: str) -> NDArray[np.bool_]:
        held = np.zeros(len(self.texts), dtype=bool)
        rows = holding.get(same_number(stemmed))
        if rows is not None:
            held[rows] = True
        return held


def tabulate_topic(
    texts: Sequence[str],
    issues: Floats,
    vectors: Vectors,
    *,
    asked: bool,
    around: Sequence[str] = (),
) -> TopicTable:
    """The statements as words are weighed against them; a row of issues and a vector each.

    `around` has for each its headings and the sentence before it; it is not given of asks,
    whose list says nothing of them.
    """
    plain_texts = [plain(text) for text in texts]
    stems = [stem_words(text) for text in plain_texts]
    over = [stem_words(plain(text)) for text in around or [""] * len(texts)]
    return TopicTable(
        texts,
        plain_texts,
        [_in_row(words) for words in stems],
        _hold(stems),
        _hold([*own, *above] for own, above in zip(stems, over, strict=True)),
        issues,
        vectors,
        asked,
    )


def join_around(headings: Sequence[str], before: str) -> str:
    """What stands over and before a statement, as `tabulate_topic` takes it."""
    return "\n".join((*headings[-_HEADINGS:], before))


def _hold(stems: Iterable[Sequence[str]]) -> Holding:
    """The rows that have each stem."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for row, words in enumerate(stems):
        for held in set(map(same_number, words)):
            holding[held].append(row)
    return {held: np.array(rows, dtype=np.int64) for held, rows in holding.items()}


def same_number(stemmed: str) -> str:
    """A stem in the one number in which it is looked for: the stemmer leaves "children" as it is.

    >>> same_number("child"), same_number("plan")
    ('children', 'plan')
    """
    return _PLURALS.get(stemmed, stemmed)


def _in_row(stems: Iterable[str]) -> str:
    """Stems in order, with a blank round each."""
    return f" {' '.join(map(same_number, stems))} "


@dataclass(frozen=True)
class TopicWeigher:
    """Boosted trees over `FEATURES` for asks, and over `NARROWNESS` too for sentences."""

    forest: Forest
    said: Forest
    rarity: Rarity

    def weigh(self, topic: Topic, table: TopicTable) -> list[float]:
        """The probability that each ask is about the words, in order, as it is printed."""
        if not table.texts:
            return []
        rows = topic_rows(topic, table, self.rarity)
        chances = self.weigh_rows(rows)
        is_possible = find_unfounded(topic, table, rows) & (chances < _SURE_OF_ASK)
        is_possible |= find_without_thing(topic, rows) & (chances < _SURE_WITHOUT_THING)
        is_possible |= find_others_of_kind(topic, table, rows, self.rarity)
        held = np.where(is_possible, np.minimum(chances, _POSSIBLE), chances)
        chances = heed_time(topic, table, rows, lift_named_issues(topic, table, held))
        return _to_printed(leave_out_other_senses(topic, table, chances))

    def weigh_said(self, topic: Topic, table: TopicTable) -> list[float]:
        """The same of sentences of findings, which speak of more than an ask does: one that rests
        on too little is held back."""
        if not table.texts:
            return []
        rows = said_rows(topic, table, self.rarity)
        chances = self.weigh_said_rows(rows)
        is_possible = find_unfounded(topic, table, rows) & (chances < _SURE)
        is_possible |= find_others_of_kind(topic, table, rows, self.rarity)
        held = np.where(is_possible, np.minimum(_scale_down(chances), _POSSIBLE), chances)
        chances = heed_time(topic, table, rows, heed_issue(rows, held))
        return _to_printed(leave_out_other_senses(topic, table, chances))

    def weigh_rows(self, rows: Floats) -> Floats:
        """The same of rows of `FEATURES`, not rounded."""
        return lift_those_with_words(rows, probability(self.forest.log_odds(rows)))

    def weigh_said_rows(self, rows: Floats) -> Floats:
        """The same of sentences, of rows of `FEATURES` and `NARROWNESS`."""
        return lift_those_with_words(rows, probability(self.said.log_odds(rows)))

    def has_name(self, topic: Topic, table: TopicTable) -> NDArray[np.bool_]:
        """Which statements have the words, or another name of them, as they stand."""
        typed = _has_name(topic.words, table, self.rarity, typed=True)
        return typed | _has_others(topic, table, self.rarity)

    def is_general(self, words: str) -> bool:
        """True of words as common as "children" or "the", which stand in asks about everything."""
        return not any(self.rarity.word(each) > _STANDING for each in stems_of(words))

    def knows(self, word: str) -> bool:
        """True of a word that stands in some of the asks in which words were counted."""
        return any(each in self.rarity.words for each in stems_of(word))

    def explain(self, words: AskText, ask: AskText) -> Shared:
        """What the words and an ask share, to show beside the probability."""
        return find_shared(_parse(words), _parse(ask), self.rarity)


def lift_those_with_words(rows: Floats, chances: Floats) -> Floats:
    """The chances, at least `HAS_WORDS` where a row of features says that it has the words."""
    has_words = rows[:, _PHRASES].max(axis=1) > 0
    lifted: Floats = np.where(has_words, np.maximum(chances, HAS_WORDS), chances)
    return lifted


def heed_issue(rows: Floats, chances: Floats) -> Floats:
    """The chances of sentences, held to what they are worth where the issue of the words is sure
    and theirs is less so: leaders' tools for knowing of caseloads are no caseloads.

    Of sentences with the words nearly all are about them where the issue is sure, or likely and
    the meaning near (0.94 of 77); 0.84 where it is likely only; where another is likelier 0.96 of
    24 that are near in meaning and 0.6 of the rest. Of those with the issue alone 0.92 are where it
    is sure, 0.7 where it is likely, 0.57 where another is likelier (`typed_findings.json`).
    """
    column = dict(zip(FEATURES, rows.T, strict=False))
    issue, cosine = column["issue_shared"], column["cosine"]
    has_words = column["words_shared"] >= _MOST_WORDS
    is_sure = (issue >= _SURE_ISSUE) | (
        has_words & (issue >= _LESS_LIKELY_ISSUE) & (cosine >= _NEAR_MEANING)
    )
    is_likely = (issue >= _HAS_ISSUE) | (has_words & (cosine >= _NEAREST_MEANING))
    limits = np.select([is_sure, is_likely, has_words], [1.0, _LESS_SURE, _OTHER_ISSUE], _POSSIBLE)
    is_known = column["issue_sure"] >= _HAS_ISSUE
    heeded: Floats = np.where(is_known, np.minimum(chances, limits), chances)
    return heeded


def _to_printed(chances: Floats) -> list[float]:
    return [to_printed(chance) for chance in chances]


def _are_narrow(column: Mapping[str, Floats], count: int) -> NDArray[np.bool_]:
    """Whether the words are one part of their issue, so that a sentence of the issue alone is not
    about them: few of its sentences have them, and it has another name. Never known of asks."""
    if "coverage" not in column:
        return np.zeros(count, dtype=bool)
    narrow: NDArray[np.bool_] = (column["coverage"] < _COMMON) & (column["label_near"] < _LIKE_NAME)
    return narrow


def _scale_down(chances: Floats) -> Floats:
    """The chances in order, those from `NEAR` to `_SURE` brought between `NEAR` and `_POSSIBLE`."""
    scaled = NEAR + (chances - NEAR) * (_POSSIBLE - NEAR) / (_SURE - NEAR)
    return np.minimum(chances, scaled)


def find_unfounded(topic: Topic, table: TopicTable, rows: Floats) -> NDArray[np.bool_]:
    """Which statements rest on too little to be told as about the words."""
    column = dict(zip((*FEATURES, *NARROWNESS), rows.T, strict=False))
    named = _find_named_issues((topic.words, *topic.others))
    has_named = (table.issues[:, named] >= _NAMED_ISSUE).any(axis=1)
    has_issue = has_named if named else column["issue_shared"] >= _SOME_ISSUE
    founded = (
        (column["words_shared"] >= _MOST_WORDS)
        | ((column["words_near"] >= _MOST_WORDS) & has_issue)
        | ((column["issues_shared"] >= _MOST_ISSUES) & ~_are_narrow(column, len(rows)))
        | has_named
    )
    unfounded: NDArray[np.bool_] = ~founded
    return unfounded


def find_without_thing(topic: Topic, rows: Floats) -> NDArray[np.bool_]:
    """Which statements have neither most of the words nor anything that they name, where they are
    the name of a thing: of "initial health assessments", what asks for more health care."""
    column = dict(zip(FEATURES, rows.T, strict=False))
    is_name = len(stems_of(topic.words)) <= _LONGEST_NAME and bool(name_objects(topic.words))
    without: NDArray[np.bool_] = (
        is_name & (column["words_shared"] < _MOST_WORDS) & (column["objects_shared"] == 0)
    )
    return without


def find_others_of_kind(
    topic: Topic, table: TopicTable, rows: Floats, rarity: Rarity
) -> NDArray[np.bool_]:
    """Which statements are about others of the kind that the words narrow.

    "Age assessments" name assessments, as their issue does, and a rarer word first: what speaks
    of assessments, and has neither that word nor another name, is about other ones. Two things
    typed at once narrow nothing: "gangs and exploitation".
    """
    column = dict(zip(FEATURES, rows.T, strict=False))
    stems = stems_of(topic.words)
    label = stems_of(list_issues()[topic.issues[0].argmax()].label)
    is_two = _TWO_THINGS.search(topic.words)
    if is_two or len(stems) < 2 or stems[-1] not in label or set(stems[:-1]) & set(label):
        return np.zeros(len(rows), dtype=bool)
    rarest = max(stems[:-1], key=rarity.word)
    if rarity.word(rarest) <= rarity.word(stems[-1]):
        return np.zeros(len(rows), dtype=bool)
    most = np.maximum(column["words_shared"], column["words_near"])
    others: NDArray[np.bool_] = (
        (most < _MOST_WORDS) & table.has(stems[-1]) & ~table.has_near(rarest)
    )
    return others


def lift_named_issues(topic: Topic, table: TopicTable, chances: Floats) -> Floats:
    """The chances of asks, possible at least where one is likely about the very issue named.

    "Social work capacity" is about caseloads, though it has no word of them.
    """
    names = [set(stems_of(name)) for name in (topic.words, *topic.others)]
    labels = [set(stems_of(issue.label)) for issue in list_issues()]
    named = [at for at, label in enumerate(labels) if label in names]
    is_named = (table.issues[:, named] >= _LIKELY_ISSUE).any(axis=1) & (chances >= _NOT_APART)
    lifted: Floats = np.where(is_named, np.maximum(chances, _POSSIBLE_ASK), chances)
    return lifted


def heed_time(topic: Topic, table: TopicTable, rows: Floats, chances: Floats) -> Floats:
    """The chances where words name how long a thing takes: "adoption delays".

    What says nothing of time is about the thing at most, so possible; what is of the same issue,
    names the same thing and says how long it takes is about it, in whatever words.
    """
    if not _names_time_of(topic.words):
        return chances
    column = dict(zip(FEATURES, rows.T, strict=False))
    timely = np.array([bool(_TIME.search(text)) for text in table.plain], dtype=bool)
    is_thing = (column["objects_shared"] >= 1) & (column["issue_shared"] >= _HAS_ISSUE)
    has_words = rows[:, _PHRASES].max(axis=1) > 0
    lifted = np.where(timely & is_thing, np.maximum(chances, _TIMELY), chances)
    heeded: Floats = np.where(timely | has_words, lifted, np.minimum(lifted, _POSSIBLE))
    return heeded


def _names_time_of(words: str) -> bool:
    """True of words of time and another that says what takes it."""
    rest = _TIME.sub(" ", plain(words))
    return rest != plain(words) and bool(set(stem_words(rest)) - {"list", "time"})


def leave_out_other_senses(topic: Topic, table: TopicTable, chances: Floats) -> Floats:
    """The chances, none where a statement has the words in another sense only."""
    left = chances.copy()
    left[list_other_senses(topic.words, topic.others, table.texts)] = 0.0
    return left


@lru_cache(maxsize=2_000)
def _find_named_issues(names: tuple[str, ...]) -> list[int]:
    """The columns of the issues that are what a name says, or wider by a word: of "care leavers'
    housing" that of "housing of care leavers"."""
    stems = [set(stems_of(name)) for name in names]
    labels = [set(stems_of(issue.label)) for issue in list_issues()]
    return [at for at, label in enumerate(labels) if any(name and name <= label for name in stems)]


@lru_cache(maxsize=4_000)
def _parse(ask: AskText) -> ParsedAsk:
    return parse_ask(ask)


# --- features --------------------------------------------------------------


def topic_rows(topic: Topic, table: TopicTable, rarity: Rarity) -> Floats:
    """`FEATURES` of the words against each statement: (statements, features)."""
    names, count = (topic.words, *topic.others, *topic.variants), len(table.texts)
    own = topic.issues[0]
    same = topic.issues[: 1 + len(topic.others)].max(axis=0)
    mixed = (own + topic.issues[1:].mean(axis=0)) / 2 if len(topic.issues) > 1 else own
    cosines = table.vectors @ topic.vector
    columns = {
        "issue_shared": np.minimum(same, table.issues).max(axis=1),
        "issues_shared": table.issues @ mixed / max(mixed.sum(), 1),
        "words_shared": _share_words(names, table.has, count, rarity),
        "words_all": _has_all(stems_of(topic.words), table),
        "phrase": _has_name(topic.words, table, rarity, typed=True),
        "other_phrase": _has_others(topic, table, rarity),
        "objects_shared": share_objects(topic, table),
        "cosine": cosines - cosines.mean(),
        "words_near": _share_words((topic.words,), table.has_near, count, rarity),
        "issue_sure": np.full(count, own.max()),
        "asked": np.full(count, table.asked),
        "length": np.array([len(stems.split()) for stems in table.stems]),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float64)


def said_rows(topic: Topic, table: TopicTable, rarity: Rarity) -> Floats:
    """`FEATURES` and `NARROWNESS` of the words against each statement, in this order."""
    rows = topic_rows(topic, table, rarity)
    return np.hstack([rows, _narrowness_rows(topic, table, rarity)])


def _narrowness_rows(topic: Topic, table: TopicTable, rarity: Rarity) -> Floats:
    """`NARROWNESS` of the words against each statement."""
    count, names = len(table.texts), (topic.words, *topic.others)
    of_issue = _have_issues(topic, table)
    having = _share_words(names, table.has, count, rarity) >= _COVERED
    cosines = table.vectors @ topic.vector
    typical = cosines[of_issue].mean() if of_issue.any() else cosines.mean()
    coverage = (having & of_issue).sum() / max(of_issue.sum(), 1)
    columns = {
        "label_near": np.full(count, topic.label_near),
        "coverage": np.full(count, coverage),
        "over_issue": cosines - typical,
    }
    return np.stack([columns[name] for name in NARROWNESS], axis=1).astype(np.float64)


def _have_issues(topic: Topic, table: TopicTable) -> NDArray[np.bool_]:
    """Which statements have one of the issues of the words, or the likeliest of them."""
    own = topic.issues[: 1 + len(topic.others)].max(axis=0)
    chosen = own >= min(_OWN_ISSUE, own.max())
    has: NDArray[np.bool_] = table.issues[:, chosen].max(axis=1) >= _HAS_ISSUE
    return has


def share_objects(topic: Topic, table: TopicTable) -> Floats:
    """The share of the objects in the words that each statement has; 0 where they have none."""
    shares = np.zeros(len(table.texts))
    named = name_objects(topic.words)
    patterns = patterns_of(named)
    for row, text in enumerate(table.plain):
        objects = table.objects.get(row)
        if objects is None and any(pattern.search(text) for pattern in patterns):
            objects = table.read_objects(row)
        if objects:
            shares[row] = len(named & objects) / len(named) if named else 0.0
    return shares


def read_objects(table: TopicTable) -> None:
    """Find the objects of all statements, for which the first subjects would wait."""
    for row in range(len(table.texts)):
        table.read_objects(row)


@lru_cache(maxsize=2_000)
def name_objects(words: str) -> frozenset[str]:
    """The ids of the objects of the lexicon that words name."""
    return _find_objects(plain(words))


def _find_objects(text: str) -> frozenset[str]:
    return frozenset(match.entry for match in find_objects(text, open_lexicon().objects))


@lru_cache(maxsize=2_000)
def stems_of(name: str) -> tuple[str, ...]:
    """The stems of a name's words, in order."""
    return tuple(stem_words(plain(name)))


@lru_cache(maxsize=2_000)
def _loses_words(name: str) -> bool:
    """True of several words of which one alone says something: "not in school" is no school."""
    return len(plain(name).split()) > 1 and len(stems_of(name)) == 1


def _share_words(
    names: Sequence[str], has: Callable[[str], NDArray[np.bool_]], count: int, rarity: Rarity
) -> Floats:
    """The most that each of so many statements has of any name's words, by their rarity.

    Not of a name that loses words, which stands as it is written or not at all.
    """
    shares = np.zeros(count)
    for name in itertools.filterfalse(_loses_words, names):
        stems = dict.fromkeys(stems_of(name))
        total = sum(map(rarity.word, stems))
        if total:
            held = sum(rarity.word(each) * has(each) for each in stems)
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

    One word alone is a name where it was typed and says something, and otherwise where it is rare;
    several of which one says something, where they stand as they are written.
    """
    if _loses_words(name):
        written = re.compile(rf"\b{re.escape(plain(name))}\b")
        return np.array([bool(written.search(text)) for text in table.plain], dtype=bool)
    stems = stems_of(name)
    held = _has_all(stems, table)
    if not any(rarity.word(each) > _STANDING for each in stems):
        return np.zeros_like(held)
    letters = name.isupper() and len(name) >= _SHORTEST_LETTERS
    if len(stems) == 1 and not (typed or letters or rarity.word(stems[0]) > _RARE):
        return np.zeros_like(held)
    for row in np.flatnonzero(held).tolist():
        held[row] = _stands(name, stems, letters, table, row)
    return held


def _stands(name: str, stems: tuple[str, ...], letters: bool, table: TopicTable, row: int) -> bool:
    """Whether a name stands in a statement that has all its words.

    Letters in capitals; of one word not what is done by it: "supervising" is no supervision,
    and "permanent" no permanence.
    """
    if letters:
        return bool(re.search(rf"\b{re.escape(name)}s?\b", table.texts[row]))
    if len(stems) == 1:
        form = _form_of(name.lower())
        return any(
            stem(word) == stems[0] and _form_of(word) == form
            for word in find_words(table.plain[row])
        )
    return _in_row(stems) in table.stems[row]


def _form_of(word: str) -> str:
    """Whether a word is an act ("supervising"), a state ("permanency") or a quality."""
    ending = _FORM.search(word)
    return ending.lastgroup or "" if ending else ""


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
        if tuple(facts["features"]) != (*FEATURES, *NARROWNESS):
            raise ValueError(f"made for {', '.join(facts['features'])}")
        with np.load(artefact.with_suffix(".npz"), allow_pickle=False) as stored:
            forest = Forest.from_arrays(stored, _PREFIX)
            said = Forest.from_arrays(stored, _SAID_PREFIX)
        return TopicWeigher(forest, said, Rarity(**load_facts(WEIGHER)["rarity"]))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{artefact}: not a topic weigher that can be read ({error}); "
            "make it again with throughline train topic"
        ) from error


def save_topic_forests(forest: Forest, said: Forest, artefact: Path) -> None:
    """Write the trees of asks and of sentences beside the facts at `artefact`."""
    arrays = forest.arrays(_PREFIX) | said.arrays(_SAID_PREFIX)
    np.savez_compressed(artefact.with_suffix(".npz"), allow_pickle=False, **arrays)
