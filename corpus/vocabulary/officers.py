"""How papers print officers: a name beside a role, after a label, with a title or contacts.

People are indexed by role, not by name. Elected members are no officers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from corpus.privacy import hide_contacts

# Words of posts; what a post is of stands round them: "Interim Assistant Director, Social Care".
_POST_WORDS = """
accountant adviser advisor administrator analyst assistant chief clerk commissioner consultant
coordinator co-ordinator director executive head headteacher inspector hmi lead manager nurse
officer practitioner principal secretary solicitor superintendent supervisor treasurer worker
"""
_POSTS = tuple(_POST_WORDS.split())
# No part of a person's name, wherever they stand with capitals.
_OTHER_WORDS = """
academy action adult adults agency agenda and area authority board borough cabinet care chair
chairman child children city commission committee community corporate council county court
department deputy development district education england family families finance foundation group
health help her his home house housing improvement independent interim learning legal local
majesty member minister ministry national ofsted of office overview panel partnership partnerships
people plan police policy portfolio practice programme project public quality report road
safeguarding school schools scrutiny senior service services social street strategic strategy
support team the trust uk unit virtual ward work working youth young councillor councillors cllr
cllrs mr mrs ms miss dr sir dame professor prof
"""
_NO_NAMES = frozenset((*_POSTS, *_OTHER_WORDS.split()))
# Atomic: what can be parted in many ways was tried in all of them, 13 ms a line.
_WORD = r"(?>(?:[A-Z]['’])?[A-Z][a-z]*['’]?[A-Za-z-]*[a-z])"
_TITLE = r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor)\.?"
NAME = rf"{_WORD}(?:[ ][A-Z]\.?)?(?:[ ]{_WORD}){{1,2}}"
_PART = r"(?:[A-Z][\w'’&/()-]*|of|for|and|to|the|in|&|[-–])"
_POST = rf"(?:{_PART}[ ,]+){{0,8}}?(?i:{'|'.join(_POSTS)})\b"
_LABEL = (
    r"(?:reports? (?:from|by|author)|(?:lead |contact |report )?(?:officer|author)s?"
    r"(?: contact)?|written by|contact|lead(?: inspector)?|produced by|prepared by)"
)
_BESIDE_POST = re.compile(rf"(?P<name>{NAME})(?:[ ]?,[ ]?|[ ][-–—][ ]|[ ]?\(|[ ]?:[ ]){_POST}")
_OVER_POST = re.compile(rf"^(?:{_TITLE}[ ])?(?P<name>{NAME})[ ]?\n[ ]?{_POST}", re.MULTILINE)
_AFTER_POST = re.compile(rf"(?i:{_LABEL})[ ]?:[ \n]*(?:{_PART}[ ]+){{0,6}}/?[ ]*(?P<name>{NAME})")
_TITLED = re.compile(rf"\b{_TITLE}[ ](?P<name>{NAME}|{_WORD})")
_WITH_CONTACT = re.compile(
    rf"(?P<name>{NAME})[^.;\n]{{0,90}}\n?[^.;\n]{{0,40}}\[(?:e-mail|phone number) hidden\]"
)
_SMALL = r"\b(?:for|and|the|until|from|since)\b"
_TOLD = re.compile(rf"(?i:{'|'.join(_POSTS)}|{_LABEL}|hidden\])")  # without it nobody is
_STRUCTURES = (_BESIDE_POST, _OVER_POST, _AFTER_POST, _TITLED, _WITH_CONTACT)
_ELECTED = re.compile(
    r"(?:councillors?|cllrs?)\.?[ ](?:(?:mr|mrs|ms|miss|dr)\.?[ ])?$", re.IGNORECASE
)


@lru_cache(maxsize=10_000)
def find_officers(text: str) -> frozenset[str]:
    """The names that stand in a text as those of officers, as printed, without their titles.

    >>> sorted(find_officers("Author: Ada Lark, Head of Practice. Councillor Bo Finch spoke."))
    ['Ada Lark']
    """
    return frozenset(_names(hide_contacts(text)))


def is_no_name(word: str) -> bool:
    """True of a word that is no part of a person's name, however it is written."""
    low = word.casefold()
    return low in _NO_NAMES or low.removesuffix("s") in _NO_NAMES


def ends_in_title(text: str) -> bool:
    """True of words after which a name alone is somebody's: "said Ms "."""
    return re.search(rf"\b{_TITLE}[ ]$", text) is not None


@lru_cache(maxsize=10_000)
def is_officer_line(text: str) -> bool:
    """True of a line that tells who somebody is or how to reach them, and nothing else.

    >>> is_officer_line("Report from: Ada Lark, Head of Practice")
    True
    """
    hidden = hide_contacts(text)
    if not _TOLD.search(hidden):
        return False
    rest = hidden
    for name in _names(hidden):
        rest = rest.replace(name, " ")
    if rest == hidden:
        return False
    rest = re.sub(r"\[[\w -]+ hidden\]|\S+@\S+", " ", rest)
    rest = re.sub(rf"(?i:{_LABEL}|e-?mail|tel(?:ephone)?(?: no)?|phone|ext)\b[ ]?[.:]?", " ", rest)
    return not re.search(r"(?<![\w'’&/-])[a-z]{3,}", re.sub(_SMALL, " ", rest))


def _names(text: str) -> Iterator[str]:
    for structure in _STRUCTURES:
        for match in structure.finditer(text):
            before = text[: match.start("name")]
            if _ELECTED.search(before[-30:]):
                continue
            yield from _without_posts(re.sub(r"['’]s$", "", match["name"]))


def _without_posts(name: str) -> Iterator[str]:
    """A name without what stands round it: "Ada Lark Head" is Ada Lark, "Early Help" nobody."""
    words = name.split()
    runs = [[*run] for is_name, run in groupby(words, lambda word: not is_no_name(word)) if is_name]
    if len(words) == 1 and runs:
        yield name
    yield from (" ".join(run) for run in runs if len(run) > 1)
