"""Whose a document is: the council it is about, by the register's name where that has one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from corpus.document import Document
from corpus.manifest import council_name, load_councils
from ingest.document.dates import MONTHS
from ingest.document.heads.council import (
    NO_COUNCIL,
    find_addressed_council,
    find_head_council,
    find_margin_council,
    find_titled_council,
    to_name,
)

# A title of the reports of 2013 to 2026 ends well within this.
TITLE_CHARACTERS = 300
_HEAD_CHARACTERS = 600  # a letterhead, a committee's name, the day, whom a letter is addressed to
_TITLE_END = re.compile(r"inspection dates?\b|lead inspector|this letter")
_STYLE = "City|County|Borough|Metropolitan|District|Council"
_NO_PLACE = "|".join(
    (
        "The|This|Each|Inspection|Re-inspection|Visit|Review|Report|Need|Care|England",
        *map(str.capitalize, MONTHS),
    )
)
_WORD = rf"(?!(?:{_NO_PLACE}|{_STYLE})\b)[A-Z][a-z][\w’'-]*"
_PLACE = rf"{_WORD}(?:[ -](?:(?:and|on|upon|of)[ -])?{_WORD}){{0,5}}"
_COUNCIL = rf"(?:(?:{_STYLE}) )*Council\b"
# "London Borough of Wexmere", "the City of Wexmere": the name is what stands behind.
_BOROUGH = r"(?:the )?(?:(?:(?:Royal|London|Metropolitan) )?Borough of |(?:City|County) of )?"
_PRINTED = re.compile(
    rf"({_PLACE}) {_COUNCIL}|(?:[Ss]ervices in|[Ii]nspection of) {_BOROUGH}({_PLACE})"
)
# In a head a list of places is one council's name: "Wexmere, Eastholm and Poldale Council".
_PLACES = rf"{_PLACE}(?:, {_PLACE}){{0,4}}(?:,? and {_PLACE})?"
_HEADED = re.compile(rf"({_PLACES}) {_COUNCIL}")
_TITLED = re.compile(
    rf"(?:[Ii]nspection|[Vv]isit|[Rr]eview) (?:of|to|in) {_BOROUGH}({_PLACES})"
    rf"(?:[’']s?)?\s(?:(?:{_STYLE})\s)*"
    r"(?:[Ll]ocal [Aa](?:uthority|rea)|[Cc]hildren|[Cc]ouncil|[Ss]afeguarding)"
    rf"|\b[Ii]nspection\b[^.:;]{{0,160}}? in (?:the )?({_PLACES})"
)
_WHITE = re.compile(r"\s+")
_NO_COUNCIL = re.compile(rf"\b(?:{'|'.join(NO_COUNCIL)})$")
# The address in the imprint of every report: Ofsted's, the Care Quality Commission's.
_IMPRINT = re.compile(r"Piccadilly Gate.{0,60}?M1 2WD|Citygate.{0,60}?NE1 4PA|Aviation House", re.S)
# Councils whose names are ordinary words too; they count only with "Council" behind, or as a place.
_ORDINARY = frozenset({"reading"})


def find_authority(document: Document, opening: str, cue: int) -> str:
    """The council that a document is about; empty where nothing tells.

    `opening` is the document's beginning in lower case, `cue` where in it the words stand
    that say what it is. An inspectors' title names the council behind them, or before them on a
    title page; a letter has its sender's address there. Then comes what the source says, the
    council in a paper's head or margins, the one of the register that the text names most, and
    the first that it names by "Council".
    """
    inspected = bool(document.framework)
    return (
        (_title(document, opening, cue) if inspected else "")
        or council_name(document.source.authority)
        or ("" if inspected else _own_council(document))
        or _named(_IMPRINT.sub(" ", document.text), inspected)
        or _first_printed(document.text, _PRINTED, document.text)
    )


def _own_council(document: Document) -> str:
    """The council that a paper names as its own: in its head, its running heads and feet."""
    return (
        find_head_council(document)
        or find_margin_council(document)
        or find_addressed_council(document)
        or find_titled_council(document)
    )


def _named(text: str, inspected: bool) -> str:
    """The council in the head, or of the register the one that the text names most.

    A report of inspectors that has lost its title begins with other bodies' names: there
    the one that is named more often counts.
    """
    headed = _first_printed(text[:_HEAD_CHARACTERS], _HEADED, text)
    if headed and not inspected:
        return headed
    named, count = _most_named(text)
    return named if count > text.count(headed or "\0") else headed


def _title(document: Document, opening: str, cue: int) -> str:
    """The council that a title names, of the register or else as it is printed."""
    printed = _single_spaced(document.text[: len(opening) + 2 * TITLE_CHARACTERS])
    titled = _TITLED.search(printed[cue : cue + TITLE_CHARACTERS])
    if not titled:
        return titled_council(opening, cue)
    name = titled[1] or titled[2]
    return _first_registered(name) or council_name(name)


def _single_spaced(text: str) -> str:
    """A text in which each stretch of white space is one space, or one line end."""
    return _WHITE.sub(lambda white: "\n" if "\n" in white[0] else " ", text.strip())


def titled_council(opening: str, cue: int) -> str:
    """The council of the register that a title names; empty where it names none.

    >>> titled_council("store street, manchester. dear director. focused visit to medway", 41)
    'Medway'
    """
    start = cue or max(0, opening.find("dear "))
    behind = _TITLE_END.split(opening[start : start + TITLE_CHARACTERS])[0]
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
    before = "|".join(f"(?<={word} in )" for word in ("children", "living", "people", "services"))
    in_place = rf"(?:{before})(?:{_any_of(ordinary)})"
    return re.compile(rf"\b(?:{_any_of(names - ordinary)}|{with_style}|{in_place})\b")


def _any_of(names: Iterable[str]) -> str:
    """An alternation that prefers the longest name."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _most_named(text: str) -> tuple[str, int]:
    """The council of the register that a text names most, of equals the longest name; how often."""
    counts = Counter(council_name(match.group()) for match in _capitalised().finditer(text))
    most = max(counts, key=lambda name: (counts[name], len(name)), default="")
    return most, counts[most]


def _first_printed(words: str, printed: re.Pattern[str], text: str) -> str:
    """The first council that words name as such, by the register's name where it has one.

    A name in no register is that of "Somewhere Council" or "services in Somewhere".
    """
    names = (match[match.lastindex or 0] for match in printed.finditer(words))
    places = (name for name in names if not _NO_COUNCIL.search(name))
    found = next(places, "")
    if not found:
        return ""
    return _first_registered(found) or _lengthened(_cut_to_name(found.split(), text), text)


def _lengthened(name: str, text: str) -> str:
    """The council of the register that a text calls by the beginning of its name, else the name.

    "Stockton Council" is Stockton-on-Tees: no other begins so, or the text names that as well.
    """
    begins = re.compile(rf"{re.escape(name)}\b")
    longer = [known.name for known in load_councils() if begins.match(known.name)]
    named = [known for known in longer if _letters(known) in _letters(text)]
    return next(iter(longer if len(longer) == 1 else named), name)


def _cut_to_name(words: list[str], text: str) -> str:
    """The words without a post in front: "Director of Children's Services Wexmere" is Wexmere.

    The name is what the text says most often; of equals the longest.
    """
    words = to_name(" ".join(words)).split() or words
    ends = [" ".join(words[start:]) for start in range(len(words))]
    return max(ends, key=lambda name: (len(re.findall(rf"\b{re.escape(name)}\b", text)), len(name)))
