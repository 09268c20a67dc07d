"""Words written joined, hyphened or apart: "multiagency", "multi-agency", "multi agency".

What is one word in which spelling is learned from the library itself: two words are a compound
where it prints them with a hyphen, or joined as well as apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.store.connection import Connection
from corpus.store.keywords import Condition, Joined, Near, Term, find_spelt
from index.search.keywords import KeywordIndex
from index.search.matching.compound import Compound
from index.search.query import Query, is_small

_SHORTEST_JOINED = 5  # letters: "email"
_SHORTEST_HALF = 3  # of one that no hyphen proves: "to day", "re port"
# Apart a compound stands at least in this share of the passages that have it joined: "carefully"
# is not "in care fully informed".
_LEAST_SHARE = 0.1
_MOST_WORDS = 20  # of a query: what is pasted is looked for as it is
_HYPHENS = "-‐‑–"
_PAIR = re.compile(rf"(?=(?<![^\W_])([^\W\d_]+)[{_HYPHENS}\s]([^\W\d_]+)(?![^\W_]))")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What a library tells of spellings."""

    db: Connection
    keywords: KeywordIndex

    def count(self, words: str) -> int:
        """How many passages hold a word or phrase."""
        return len(self.keywords.postings(self.db, words).numbers)

    def is_hyphened(self, first: str, second: str) -> bool:
        """True where two words are printed with a hyphen between them."""
        stem = second[: max(_SHORTEST_HALF, len(second) - 2)]  # "agency", "agencies"
        printed = tuple(f"{first}{hyphen}{stem}" for hyphen in _HYPHENS)
        return self.keywords.is_printed(self.db, f"{first} {second}", printed)

    def find_compound(self, first: str, second: str) -> Compound | None:
        """Two words as a compound; None where the library does not take them for one."""
        apart, together = self.count(f"{first} {second}"), self.count(first + second)
        if not apart and together:
            return Compound(first, second, "") if _may_be_one(first, second) else None
        if not apart or (is_small(first) and is_small(second)):
            return None
        if self.is_hyphened(first, second):
            return Compound(first, second, "-", is_joined=together > 0)
        if together and self._is_told_apart(first, second):
            return Compound(first, second, " ")
        return None

    def _is_told_apart(self, first: str, second: str) -> bool:
        apart, together = self.count(f"{first} {second}"), self.count(first + second)
        return _are_words(first, second) and apart >= _LEAST_SHARE * together

    def split(self, word: str) -> Compound | None:
        """A word that was written joined as the compound that most passages have; else None."""
        if len(word) < _SHORTEST_JOINED or not word.isalpha():
            return None
        low = word.lower()
        begins = find_spelt(self.db, [low[:end] for end in range(1, len(low) - 1)])
        halves = [(first, low[len(first) :]) for first in sorted(begins)]
        found = [halve for halve in halves if self._parts(*halve)]
        best = max(found, key=lambda halve: self.count(" ".join(halve)), default=None)
        return self.find_compound(*best) if best else None

    def _parts(self, first: str, second: str) -> bool:
        """True where a word may be parted there."""
        if not self.count(f"{first} {second}"):
            return False
        return self._is_told_apart(first, second) or self.is_hyphened(first, second)


def _are_words(first: str, second: str) -> bool:
    """True of two words that are no small ones, which stand side by side for no reason."""
    return not any(len(half) < _SHORTEST_HALF or is_small(half) for half in (first, second))


def _may_be_one(first: str, second: str) -> bool:
    """True of two words that stand nowhere side by side, and as one word do: "over sight"."""
    short = min(len(first), len(second)) < _SHORTEST_HALF
    return not short and not (is_small(first) and is_small(second))


# --- queries -----------------------------------------------------------------


def unify_compounds(db: Connection, keywords: KeywordIndex, query: Query) -> Query:
    """A query with the other spellings of its compounds, however these were typed.

    One that was typed joined is written apart where the library does so more often. What was
    typed apart stays so: its meaning is nearest to what was typed.
    """
    if len(query.words) > _MOST_WORDS:
        return query
    spelling = _Spelling(db, keywords)
    text, compounds = query.text, []
    for word in dict.fromkeys(query.words):
        compound = spelling.split(word)
        if compound is None:
            continue
        compounds.append(compound)
        if spelling.count(compound.apart) >= spelling.count(word):
            text = re.sub(rf"\b{re.escape(word)}\b", compound.text, text)
    found = (spelling.find_compound(*pair) for pair in _pairs(text.lower()))
    compounds += [compound for compound in found if compound and compound.is_joined]
    if not compounds and text == query.text:
        return query
    condition = query.condition and widen(db, keywords, query.condition)
    once = tuple(dict.fromkeys(compounds))
    return replace(query, text=text, compounds=once, condition=condition).reread()


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    return ((match[1], match[2]) for match in _PAIR.finditer(text))


def widen(db: Connection, keywords: KeywordIndex, condition: Condition) -> Condition:
    """A condition whose words and phrases may stand in any form of their compounds."""
    if isinstance(condition, Near | Joined):
        parts = tuple(widen(db, keywords, part) for part in condition.parts)
        return replace(condition, parts=parts)
    if condition.prefix:
        return condition
    forms = dict.fromkeys(_forms(_Spelling(db, keywords), condition.text))
    terms = tuple(Term(form) for form in forms)
    return terms[0] if len(terms) == 1 else Joined("OR", terms)


def _forms(spelling: _Spelling, text: str) -> Iterator[str]:
    """A word or phrase, and with one compound of it in another form."""
    yield text
    for word in re.findall(r"[^\W\d_]+", text):
        if compound := spelling.split(word):
            yield re.sub(rf"\b{word}\b", compound.apart, text)
    for pair in _pairs(text.lower()):
        compound = spelling.find_compound(*pair)
        if compound and compound.is_joined:
            yield compound.respell(text)
