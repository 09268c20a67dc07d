"""Officers' names in what is typed: people are found by their role, not by name.

A name is known by where it stands in the papers held (`corpus/vocabulary/officers.py`): there is
no list of names. Words that the library also prints in small letters, and names of councils,
stay words to look for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.manifest import load_councils
from corpus.privacy import hide_contacts
from corpus.store.connection import Connection
from corpus.store.keywords import load_words
from corpus.vocabulary.officers import ends_in_title, find_officers, is_no_name
from index.search.keywords import KeywordIndex
from index.search.query import is_small

_MOST_WORDS = 30  # in a longer text that is pasted, a name is a part of what it tells
_MOST_PASSAGES = 60  # that hold a word: one that stands in more is no officer's name
_LONGEST_NAME = 3
_ROUND = 120  # characters round a name in which its structure stands: a label, a post, a contact
_LONGEST_TITLE = 12
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")


@dataclass(frozen=True, slots=True)
class WithoutNames:
    """What was typed without the officers' names in it, and these as they were typed."""

    text: str
    names: tuple[str, ...] = ()

    @property
    def remark(self) -> str:
        """What was not looked for, and what to type instead; nothing where no name was typed."""
        if not self.names:
            return ""
        names = " and ".join(f"“{name}”" for name in self.names)
        return (
            f"{names} was not looked for: people are found here by their role. Type a role"
            " instead, such as “head of service”"
        )


def leave_out_officers(db: Connection, keywords: KeywordIndex, typed: str) -> WithoutNames:
    """What was typed without the names of officers that papers held print as such."""
    words = [*_WORD.finditer(typed)]
    if len(words) > _MOST_WORDS:
        return WithoutNames(typed)
    spans = [*_find_names(db, keywords, words)]
    text = typed
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return WithoutNames(text if spans else typed, tuple(typed[start:end] for start, end in spans))


def _find_names(
    db: Connection, keywords: KeywordIndex, words: Sequence[re.Match[str]]
) -> Iterator[tuple[int, int]]:
    """Where names stand in what was typed: the longest first, then a surname alone."""
    done = 0
    for index in range(len(words)):
        for count in range(min(_LONGEST_NAME, len(words) - index), 0, -1):
            run = words[index : index + count]
            if run[0].start() >= done and _is_name(db, keywords, [word[0] for word in run]):
                yield run[0].start(), run[-1].end()
                done = run[-1].end()
                break


def _is_name(db: Connection, keywords: KeywordIndex, words: Sequence[str]) -> bool:
    """True of words that stand in papers as an officer's name, and as nothing else."""
    bare = [re.sub(r"['’]s?$", "", word) for word in words]
    if any(is_small(word) or is_no_name(word) or word.casefold() in _places() for word in bare):
        return False
    numbers = keywords.postings(db, " ".join(bare)).numbers
    if not 0 < len(numbers) <= _MOST_PASSAGES:
        return False
    wanted = re.compile(r"[\s-]+".join(map(re.escape, bare)), re.IGNORECASE)
    texts = [*map(hide_contacts, load_words(db, numbers.tolist()).values())]
    if any(match[0].islower() for text in texts for match in wanted.finditer(text)):
        return False  # a word as others
    named = [*_find_named(texts, wanted)]
    return any(named) if len(bare) > 1 else bool(named) and all(named)


def _find_named(texts: Iterable[str], wanted: re.Pattern[str]) -> Iterator[bool]:
    """For each place where words stand, whether they are of an officer's name there.

    Who is named is read from what is round the words, and known in what follows.
    """
    named: set[str] = set()
    for text in texts:
        for match in wanted.finditer(text):
            named |= find_officers(_cut(text, *match.span()))
            before = text[: match.start()][-_LONGEST_TITLE:]
            yield any(_holds(name, match) for name in named) or ends_in_title(before)


def _cut(text: str, start: int, end: int) -> str:
    """What is round words in a text, from the line or the word that it begins with."""
    begin = max(0, start - _ROUND)
    cut = text.find(" ", begin) if begin else 0
    return text[max(cut, 0) : end + _ROUND]


def _holds(name: str, match: re.Match[str]) -> bool:
    """True where a name stands in a text over the words that were matched."""
    first = max(0, match.start() - len(name))
    found = match.string.find(name, first, match.end() + len(name))
    return 0 <= found <= match.start() and match.end() <= found + len(name)


@cache
def _places() -> frozenset[str]:
    """The words of councils' names."""
    return frozenset(
        word for council in load_councils() for word in re.findall(r"\w+", council.name.casefold())
    )
