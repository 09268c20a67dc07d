"""Typed words as a subject: cut to what can be compared, with their other names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.library import Library
from index.search.expansion import find_other_words
from models.links.topic import Topic, read_topic

_MOST_NAMES = 6  # other names, and as many variants: each is read
_MOST_WORDS = 8  # of a subject; what is longer is a recommendation, in its own words
_LONGEST_TERM = 4  # words of a part that has other names
Run = tuple[int, int]


def to_topic(library: Library, words: str) -> Topic:
    """The words as they are weighed against what was said."""
    others, variants = find_names(words)
    return read_topic(words, others, variants, library.reader, library.encoder)


def find_names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Other names of what the words name, and the words with a part of them in other words.

    None of words longer than a subject.

    >>> find_names("PLO")[0][0]
    'Public Law Outline'
    >>> find_names("IRO workloads")[1][0]
    'Independent Reviewing Officer workloads'
    """
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return (), ()
    whole = (0, len(words))
    known = {run: find_other_words(" ".join(words[slice(*run)])) for run in _runs(len(words))}
    variants = [
        " ".join((*words[: run[0]], other, *words[run[1] :]))
        for run in known
        if run != whole
        for other in _own(run, known)
    ]
    return _own(whole, known)[:_MOST_NAMES], tuple(variants[:_MOST_NAMES])


def _runs(count: int) -> list[Run]:
    """The runs of words that may be a term: the whole, and short parts."""
    parts = [
        (start, end)
        for start in range(count)
        for end in range(start + 1, min(count, start + _LONGEST_TERM) + 1)
    ]
    return list(dict.fromkeys([*parts, (0, count)]))


def _own(run: Run, known: Mapping[Run, Sequence[str]]) -> tuple[str, ...]:
    """The other words of a run that are not those of a part of it."""
    start, end = run
    of_parts = {
        words
        for part, others in known.items()
        if part != run and start <= part[0] and part[1] <= end
        for words in others
    }
    return tuple(words for words in known[run] if words not in of_parts)
