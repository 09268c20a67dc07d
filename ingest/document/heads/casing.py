"""Lines in capitals as a document would write them in a sentence."""

from __future__ import annotations

import re
from collections import Counter

from corpus.document import Document

_LONGEST_NAME = 8  # words
_JOINING = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})
_USUAL = 0.2  # "Social" begins many posts' names, and is small in all else


def in_sentence_case(line: str, document: Document) -> str:
    """A line in capitals with each word as the document writes it elsewhere, and names of several
    words as it writes these; others as they are.

    A word that it writes nowhere else is put in small letters.
    """
    if not line.isupper():
        return line
    text = document.text.replace(line, " ")
    forms = _forms(text)
    words = [forms.get(word.lower(), word.lower()) for word in re.split(r"(\W+)", line)]
    cased = _with_names("".join(words), text)
    return cased[:1].upper() + cased[1:]


def _with_names(line: str, text: str) -> str:
    """A line with the longest runs of its words that are small and large by turns ("children and
    Families") as a text writes them most within its sentences."""
    starts = [word.start() for word in re.finditer(r"[\w’']+", line)]
    ends = [word.end() for word in re.finditer(r"[\w’']+", line)]
    at = 0
    while at < len(starts) - 1:
        for last in range(min(at + _LONGEST_NAME, len(ends)) - 1, at, -1):
            run = line[starts[at] : ends[last]]
            if (name := _most_written(run, text)) and _is_mixed(run):
                line = f"{line[: starts[at]]}{name}{line[ends[last] :]}"
                at = last
                break
        at += 1
    return line


def _is_mixed(run: str) -> bool:
    """True where some words begin with a capital and some do not, small words of joining apart; a
    name neither begins nor ends with one of these."""
    words = re.findall(r"[\w’']+", run)
    told = {word[0].isupper() for word in words if word not in _JOINING}
    return len(told) > 1 and _JOINING.isdisjoint({words[0], words[-1]})


def _most_written(run: str, text: str) -> str:
    """How a text writes some words most within its sentences; empty where it does not, or in
    capitals alone."""
    pattern = rf"(?<=[a-z,] )(?i:{re.escape(run)})(?!\w)"
    counts = Counter(found for found in re.findall(pattern, text) if not found.isupper())
    return next((name for name, _ in counts.most_common(1)), "")


def _forms(text: str) -> dict[str, str]:
    """How each word is written within sentences: small where that is at all usual."""
    counts = Counter(re.findall(r"(?<=[a-z,] )[^\W\d_]+", text))
    forms: dict[str, str] = {}
    for word, count in counts.most_common():
        small = counts.get(word.lower(), 0)
        forms.setdefault(word.lower(), word.lower() if small > _USUAL * count else word)
    return forms
