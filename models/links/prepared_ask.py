"""A parsed ask with rarities and unit vectors worked out, ready for many comparisons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from models.links.ask_text import ParsedAsk, Rarity, TaggedText, Vectors, stem_words
from models.links.lexicon import open_lexicon


@dataclass(frozen=True)
class Part:
    """One part of an ask, ready to be held against another's."""

    tagged: TaggedText
    words: Mapping[str, float]  # stems by rarity
    weight: float  # the root of their sum
    arms: frozenset[str]  # of the service: early help, protection, care ...
    special: frozenset[str]  # groups: disabled children, unaccompanied children ...


@dataclass(frozen=True)
class PreparedAsk:
    """A parsed ask with its rarities and unit vectors, for any number of comparisons."""

    parsed: ParsedAsk
    words: Mapping[str, float]  # of the whole, log-scaled counts times rarity, length 1
    main_words: Mapping[str, float]
    rare_words: Mapping[str, float]  # of the main clauses
    rare_objects: Mapping[str, float]  # of the main clauses, in their order
    families: Mapping[str, float]  # of those objects, the rarest of each family
    vectors: Vectors  # whole, main, parts: (2 + parts, d)
    word_vectors: Vectors  # of the same texts, by `models.text.word_vectors`: (2 + parts, other d)
    issues: Vectors  # of the same texts, probabilities of each issue: (2 + parts, issues)
    arms: frozenset[str]
    special: frozenset[str]
    parts: tuple[Part, ...]


def prepare_parsed(
    parsed: ParsedAsk, rarity: Rarity, vectors: Vectors, word_vectors: Vectors, issues: Vectors
) -> PreparedAsk:
    """The prepared ask; vectors and issues have the rows of `parsed.texts`, in order."""
    objects = {entry: rarity.object(entry) for entry in parsed.main.objects}
    families: dict[str, float] = {}
    for entry, weight in objects.items():
        families[family_of(entry)] = max(weight, families.get(family_of(entry), 0.0))
    arms, special = _split_cohorts(parsed.main.cohorts)
    return PreparedAsk(
        parsed,
        _unit_weights(parsed.words, rarity),
        _unit_weights(parsed.main_words, rarity),
        {word: rarity.word(word) for word in parsed.main_words},
        objects,
        families,
        vectors,
        word_vectors,
        issues,
        arms,
        special,
        tuple(_prepare_part(part, rarity) for part in parsed.parts),
    )


def _prepare_part(part: TaggedText, rarity: Rarity) -> Part:
    words = {word: rarity.word(word) for word in stem_words(part.text)}
    return Part(part, words, math.sqrt(sum(words.values())) or 1.0, *_split_cohorts(part.cohorts))


def _split_cohorts(cohorts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The arms of the service that cohorts belong to, and the special groups among them."""
    groups = {entry: _cohort_groups()[entry] for entry in cohorts}
    return (
        frozenset(groups.values()) - {"special"},
        frozenset(entry for entry, group in groups.items() if group == "special"),
    )


def family_of(entry: str) -> str:
    """The family of an object of the lexicon, by its id."""
    return _families()[entry]


@cache
def _families() -> Mapping[str, str]:
    return {entry.id: entry.family for entry in open_lexicon().objects}


@cache
def _cohort_groups() -> Mapping[str, str]:
    return {entry.id: entry.family for entry in open_lexicon().cohorts}


def _unit_weights(words: Mapping[str, int], rarity: Rarity) -> Mapping[str, float]:
    raw = {word: rarity.word(word) * (1 + math.log(count)) for word, count in words.items()}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {word: weight / length for word, weight in raw.items()}
