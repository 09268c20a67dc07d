"""What of a query is not looked for, said in words, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

_BOOLEAN = frozenset(("AND", "OR", "NOT", "near"))
# Signs that part words or end sentences, and those of the syntax; nobody looks for them.
_USUAL = frozenset(".,;:?!'’‘\"“”()-‐‑–—/…*•")
_LEADING = re.compile(r"(?<!\S)([-+−])(?=[^\W_])([^\s()]+)")
_WILD = re.compile(r"(?<!\S)(?:\*\w\S*|\w+[*?]\w\S*)")
_FIELD = re.compile(r"(?<!\S)[A-Za-z_]{2,}:[^\s/]\S*")
_INSTEAD = {"-": "NOT", "−": "NOT", "+": "AND"}


def list_remarks(typed: str, kinds: Set[str]) -> tuple[str, ...]:
    """A remark for each thing typed that is not looked for as it stands; `kinds` of its tokens.

    >>> list_remarks("80% of plans", {"word"})
    ('Only letters and figures are looked for, not: %',)
    """
    return tuple(_remark(typed, kinds))


def _remark(typed: str, kinds: Set[str]) -> Iterator[str]:
    signs = [sign for sign in dict.fromkeys(typed) if _is_sign(sign)]
    if signs:
        yield f"Only letters and figures are looked for, not: {' '.join(signs)}"
    is_plain = kinds.isdisjoint(_BOOLEAN)
    if is_plain and ("(" in typed or ")" in typed):
        yield "Brackets are not looked at without AND, OR or NOT"
    for sign, word in _LEADING.findall(typed):
        yield f"“{sign}{word}” was looked for as “{word}”: write {_INSTEAD[sign]} {word}"
    for word in _WILD.findall(typed):
        yield f"“{word}” was looked for in parts: a star stands for letters only at a word’s end"
    for word in _FIELD.findall(typed):
        yield f"“{word}” was looked for as words: choose a filter instead"
    if (
        "word" in kinds
        and not kinds.isdisjoint(("phrase", "prefix"))
        and kinds.isdisjoint(_BOOLEAN)
    ):
        yield "Words beside a phrase or a star may be missing: write AND where they must not"


def _is_sign(sign: str) -> bool:
    return not (sign.isalnum() or sign.isspace() or sign in _USUAL or sign == "_")
