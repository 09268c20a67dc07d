"""The council that the head of a paper names as its own or as whom it addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from corpus.document import Document
from corpus.manifest import council_name, load_councils
from ingest.document.heads.lines import head_lines

_NAMED = re.compile(
    r"(?P<before>(?:[\w’'-]+,? ){1,14}?)"
    r"(?:(?:(?:city|county|borough|metropolitan|district|unitary) )*council\b(?! of)"
    r"|(?-i:MBC|CBC|MDC|CC|BC|DC)\b)"
    r"|(?P<partnership>(?:[\w’'-]+ ){1,5}?)(?:(?:local )?safeguarding children"
    r" (?:partnership|board)|safeguarding partnership|local area (?:send )?partnership"
    r"|youth (?:justice|offending) (?:service|team)|virtual school)\b"
    r"|^(?P<alone>(?:[\w’'-]+ ){1,4})(?:district|borough)$"
    r"|(?P<trust>(?:[\w’'-]+ ){1,4}?)(?:children[’']s (?:services )?trust|children first)\b"
    r"|\b(?:(?:royal borough|london borough|city|county) of|(?-i:LB|RB)(?: of)?)"
    r" (?P<of>[\w’'-]+(?: (?:and|upon) [\w’'-]+)?)",
    re.IGNORECASE,
)
_STYLES_WORDS = "city county borough metropolitan district unitary royal london"
_STYLES = frozenset(_STYLES_WORDS.split())
_JOINS_WORDS = "and of on upon in under the with"
_JOINS = frozenset(_JOINS_WORDS.split())
# What stands before a name and is none of it, and bodies that are no authority.
_NO_NAME_WORDS = (
    "to from by for at services service director executive chief holder portfolio officer "
    "head leader cabinet committee panel board commission children children's children’s "
    "people families report meeting minutes care leavers member members strategic corporate "
    "interim councillor"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
_TITLED = re.compile(
    r"\b(?:peer (?:review|challenge|diagnostic|visit)|inspection of youth justice services)\b"
    r".*\b(?:in|at|of|to|for) (?:the )?"
    r"((?-i:[A-Z])[\w’'-]+(?: (?:and |upon |on )?(?-i:[A-Z])[\w’'-]+){0,3})$",
    re.IGNORECASE,
)
_SITE = re.compile(r"\b([a-z]{3,40})\.gov\.uk\b", re.IGNORECASE)
_DEPARTMENTS = "data education health justice ofsted parliament police service"
_OTHER_SITES = frozenset(_DEPARTMENTS.split())
_CAPITALS = re.compile(r"\b[A-Z][a-z]+(?:(?: |-)(?:[A-Z][a-z]+|and|upon|on|under)){0,3}")
# Bodies that young people, professions and villages have.
_OTHER_BODIES = (
    "Care Children’s Community Full Leavers Medical Midwifery Parish People’s School Shadow Town"
    " Youth"
)
NO_COUNCIL = tuple(_OTHER_BODIES.split())
_ENDS_NO_NAME_WORDS = (
    f"{_OTHER_BODIES} {_OTHER_BODIES.replace('’', chr(39))} the this each our your that"
    " police constabulary"
)
_ENDS_NO_NAME = frozenset(_ENDS_NO_NAME_WORDS.lower().split())


def find_head_council(document: Document) -> str:
    """The first council that the head names, by the register's name where it has one.

    Empty where it names none: one named in passing further down is not the paper's.
    """
    return _first_named(line.words for line in head_lines(document))


def find_titled_council(document: Document) -> str:
    """The place at the end of an outside body's title: "Peer challenge of services in Wexmere"."""
    matches = (_TITLED.search(line.words) for line in head_lines(document))
    name = next(filter(None, (to_name(match[1]) for match in matches if match)), "")
    return council_name(name) if name else ""


def find_margin_council(document: Document) -> str:
    """The first council that a running head or foot names; empty where none does."""
    return _first_named(document.margins)


def find_addressed_council(document: Document) -> str:
    """The council whose web or e-mail address the head, a running head or a foot gives.

    Only one that the document names otherwise, or the register knows, is told: an address
    may be short for anything.
    """
    lines = [*(line.words for line in head_lines(document)), *document.margins]
    sites = (match[1].lower() for words in lines for match in _SITE.finditer(words))
    told = (_site_name(site, document.text) for site in sites if site not in _OTHER_SITES)
    return next(filter(None, told), "")


def _site_name(site: str, text: str) -> str:
    known = (council.name for council in load_councils() if _letters(council.name) == site)
    named = (match[0] for match in _CAPITALS.finditer(text) if _letters(match[0]) == site)
    return next(known, "") or council_name(next(named, ""))


def _letters(words: str) -> str:
    return re.sub(r"\W", "", words).lower()


def _first_named(lines: Iterable[str]) -> str:
    """The first council that lines name, by the register's name where it has one."""
    matches = (match for words in lines for match in _NAMED.finditer(words))
    names = (
        to_name(
            match["of"]
            or match["before"]
            or match["partnership"]
            or match["trust"]
            or match["alone"]
        )
        for match in matches
    )
    name = next(filter(None, names), "")
    return council_name(name) if name else ""


def to_name(words: str) -> str:
    """The words right before "Council" that are a place's name; empty where they are none."""
    tokens = words.split()
    while tokens and tokens[-1].lower() in _STYLES:
        tokens.pop()
    own = list(takewhile(_is_of_name, reversed(tokens)))[::-1]
    while own and own[0].lower() in _JOINS:
        own = own[1:]
    if own[:1] == ["NHS"]:  # "NHS Wexmere and Poldale Council": the board's partner
        own = own[own.index("and") + 1 :] if "and" in own else []
    if not own or own[-1].lower() in _ENDS_NO_NAME | _JOINS:
        return ""
    return " ".join(map(_in_capitals, own)) if all(map(str.isupper, own)) else " ".join(own)


def _is_of_name(word: str) -> bool:
    small = word.lower()
    ends = word.endswith(",") or small.strip(",") in _NO_NAME
    return not ends and (word[0].isupper() or small in _JOINS)


def _in_capitals(word: str) -> str:
    return word.lower() if word.lower() in _JOINS else word.capitalize()
