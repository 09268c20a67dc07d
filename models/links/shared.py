"""What two asks have in common, in the reader's words, to show beside a probability."""

from __future__ import annotations

from dataclasses import dataclass

from models.links.ask_text import ParsedAsk, Rarity, find_words, stem
from models.links.lexicon import open_lexicon

_STANDING = 1.6  # "ensure", "quality", "children", "improve" stand in a fifth of all asks or more


@dataclass(frozen=True, slots=True)
class Shared:
    """What two asks have in common, in the reader's words, rarest first."""

    objects: tuple[str, ...]
    cohorts: tuple[str, ...]
    faults: tuple[str, ...]
    tiers: tuple[str, ...]
    words: tuple[str, ...]  # as the later ask spells them


def find_shared(
    earlier: ParsedAsk, later: ParsedAsk, rarity: Rarity, most_words: int = 6
) -> Shared:
    """What two asks share. Words of one letter or of standing wording are left out."""
    lexicon = open_lexicon()
    objects = set(earlier.whole.objects) & set(later.whole.objects)
    labels = {entry.id: entry.label for entry in lexicon.objects}
    return Shared(
        tuple(labels[entry] for entry in sorted(objects, key=lambda name: -rarity.object(name))),
        tuple(
            entry.label
            for entry in lexicon.cohorts
            if entry.id in earlier.whole.cohorts & later.whole.cohorts
        ),
        tuple(
            entry.label
            for entry in lexicon.faults
            if entry.id in earlier.main.faults & later.main.faults
        ),
        tuple(
            entry.label
            for entry in lexicon.tiers
            if entry.id in earlier.main.tiers & later.main.tiers
        ),
        _shared_words(earlier, later, rarity)[:most_words],
    )


def _shared_words(earlier: ParsedAsk, later: ParsedAsk, rarity: Rarity) -> tuple[str, ...]:
    spelt = {stem(word): word for word in find_words(later.whole.text) if len(word) > 1}
    telling = [word for word in spelt if word in earlier.words and rarity.word(word) > _STANDING]
    return tuple(spelt[word] for word in sorted(telling, key=lambda word: -rarity.word(word)))
