"""Lines in capitals as a document would write them in a sentence."""

from __future__ import annotations

import re
from collections import Counter

from corpus.document import Document

_USUAL = 0.2  # "Social" begins many posts' names, and is small in all else


def in_sentence_case(line: str, document: Document) -> str:
    """A line in capitals with each word as the document writes it elsewhere; others as they are.

    A word that it writes nowhere else is put in small letters.
    """
    if not line.isupper():
        return line
    forms = _forms(document.text.replace(line, " "))
    words = [forms.get(word.lower(), word.lower()) for word in re.split(r"(\W+)", line)]
    cased = "".join(words)
    return cased[:1].upper() + cased[1:]


def _forms(text: str) -> dict[str, str]:
    """How each word is written within sentences: small where that is at all usual."""
    counts = Counter(re.findall(r"(?<=[a-z,] )[^\W\d_]+", text))
    forms: dict[str, str] = {}
    for word, count in counts.most_common():
        small = counts.get(word.lower(), 0)
        forms.setdefault(word.lower(), word.lower() if small > _USUAL * count else word)
    return forms
