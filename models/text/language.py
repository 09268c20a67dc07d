"""Whether text is English as reports print it: how many of its words a report would use."""

from __future__ import annotations

import re
from functools import lru_cache

from models.links.ask_text import stem
from models.provenance import ARTEFACTS, load_facts

_ARTEFACT = ARTEFACTS / "words.npz"
_WORD = re.compile(r"[^\W\d_]{2,}")
# Signs in a row that are neither a leader ("....") nor a line of dashes: letters whose values
# are wrong come out so.
_SIGNS = re.compile(r"(?<!\S)(?!([^\w\s])\1*(?!\S))[^\w\s]{3,}(?!\S)")
_FEWEST = 20  # words from which a page can be told; fewer are a title or a list of names
_TRIED = 300
_COMMON_WORDS = (
    "a all an and are as at be been by children for from has have in is it not of on or our that"
    " the their they this to was were will with young"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_MOSTLY_COMMON = 0.2  # of the words: prose has 0.4, and in another alphabet's order it has none


def english_share(text: str) -> float | None:
    """The share of a text's words that reports use, 0 to 1; None of fewer than twenty words.

    Pages of reports have 0.71 and more, of a text layer whose letters are others than those
    printed 0.06 and less, of a list of names about a third.
    """
    words = [word.lower() for word in _WORD.findall(text)[:_TRIED]]
    odd = len(_SIGNS.findall(text[: _TRIED * 8]))
    if len(words) + odd < _FEWEST:
        return None
    if sum(word in _COMMON for word in words) >= _MOSTLY_COMMON * (len(words) + odd):
        return 1.0
    return sum(is_known(word) for word in words) / (len(words) + odd)


def is_known(word: str) -> bool:
    """True of a word that the reports of many councils use, in any of its forms."""
    return stem(word.lower()) in _known_stems()


@lru_cache(maxsize=1)
def _known_stems() -> frozenset[str]:
    """The words among the n-grams that the models of statements know, as stems."""
    ngrams = load_facts(_ARTEFACT)["ngrams"]
    return frozenset(ngram for ngram in ngrams if " " not in ngram)
