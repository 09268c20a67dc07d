"""Whose a document is: the council it is about, by the register's name where that has one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from corpus.document import Document
from corpus.manifest import council_name, load_councils

# A title of the reports of 2013 to 2026 ends well within this.
TITLE_CHARACTERS = 200
_TITLE_END = re.compile(r"inspection dates?\b|lead inspector|this letter")
_STYLE = "City|County|Borough|Metropolitan|District|Council"
_WORD = rf"(?!(?:The|This|Each|{_STYLE})\b)[A-Z][a-z][\w’'-]*"
_PLACE = rf"{_WORD}(?:[ -](?:(?:and|on|upon|of)[ -])?{_WORD}){{0,5}}"
_PRINTED = re.compile(
    rf"({_PLACE}) (?:(?:{_STYLE}) )*Council\b|(?:[Ss]ervices in|[Ii]nspection of) ({_PLACE})"
)
# Councils whose names are ordinary words too; they count only with "Council" behind.
_ORDINARY = frozenset({"reading"})


def find_authority(document: Document, opening: str, cue: int) -> str:
    """The council that a document is about; empty where nothing tells.

    `opening` is the document's beginning in lower case, `cue` where in it the words stand
    that say what it is. The council stands behind them, or before them on a title page; a
    letter has its sender's address there. Then comes what the source says, then the
    council of the register that the text names most, then the first it names by "Council".
    """
    return (
        (titled_council(opening, cue) if document.framework else "")
        or council_name(document.source.authority)
        or _most_named(document.text)
        or _first_printed(document.text)
    )


def titled_council(opening: str, cue: int) -> str:
    """The council of the register that a title names; empty where it names none.

    >>> titled_council("store street, manchester. dear director. focused visit to medway", 41)
    'Medway'
    """
    behind = _TITLE_END.split(opening[cue : cue + TITLE_CHARACTERS])[0]
    before = "" if "dear " in opening else opening[:cue]
    return _first_registered(behind) or _first_registered(before)


def _first_registered(words: str) -> str:
    match = _registered().search(_letters(words))
    return _register()[match[1]] if match else ""


def _letters(text: str) -> str:
    """The words of a text in lower case; hyphens, points and line ends made one space."""
    return " ".join(re.findall(r"[a-z']+", text.lower().replace("’", "'")))


@cache
def _register() -> dict[str, str]:
    """Every name in the register, as words, with the council's own."""
    return {
        _letters(name): council.name
        for council in load_councils()
        for name in (*council.also_known_as, council.name)
    }


@cache
def _registered() -> re.Pattern[str]:
    return re.compile(rf"\b({_any_of(_register())})(?:'s)?\b")


@cache
def _capitalised() -> re.Pattern[str]:
    """Names in the register as printed, with capitals."""
    names = {name for council in load_councils() for name in (*council.also_known_as, council.name)}
    ordinary = {name for name in names if name.lower() in _ORDINARY}
    with_style = rf"(?:{_any_of(ordinary)})(?= (?:(?:{_STYLE}) )*Council)"
    return re.compile(rf"\b(?:{_any_of(names - ordinary)}|{with_style})\b")


def _any_of(names: Iterable[str]) -> str:
    """An alternation that prefers the longest name."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _most_named(text: str) -> str:
    """The council of the register that a paper names most; of equals the longest name."""
    counts = Counter(council_name(match.group()) for match in _capitalised().finditer(text))
    return max(counts, key=lambda name: (counts[name], len(name)), default="")


def _first_printed(text: str) -> str:
    """The first "Somewhere Council" or "services in Somewhere", of a council in no register."""
    match = _PRINTED.search(text)
    return _cut_to_name((match[1] or match[2]).split(), text) if match else ""


def _cut_to_name(words: list[str], text: str) -> str:
    """The words without a post in front: "Director of Children's Services Wexmere" is Wexmere.

    The name is what the text says most often; of equals the longest.
    """
    ends = [" ".join(words[start:]) for start in range(len(words))]
    return max(ends, key=lambda name: (len(re.findall(rf"\b{re.escape(name)}\b", text)), len(name)))
