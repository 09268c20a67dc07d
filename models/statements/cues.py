"""A sentence as counts of the words that tell how it evaluates.

The words are data: `corpus/vocabulary/cues.json`. Each kind of cue is counted over the
whole sentence; praise and shortfall also apart in its two halves, before and after the
word that turns it ("although", "but").
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from models.text.lowered import compile_lowered

Floats = NDArray[np.float64]

_MOST = 4  # of one cue in one sentence: more tell no more
_LONGEST = 60  # words; a longer sentence is a list
_WORDS_BETWEEN = 3  # a negation and what it takes back: "do not always receive timely"
# Without any of these a sentence most likely states a fact.
_TELLING = (
    *("praise", "benefit", "improvement"),
    *("shortfall", "need", "decline", "not_fully", "too_much"),
)
_NEGATIONS = (
    r"not|no|never|nor|without|neither|cannot|less|few|little|insufficient\w*|"
    r"lack(?:s|ing)?(?: of)?|yet to|rarely"
)
_NEGATED_TOO = r"sufficien\w*|enough|always|fully|yet"
# These too look in text in lower case.
_TURN = re.compile(r"[,;] (?:but|although|while|whilst|though|however|yet|with)\b|; ")
_CONCEDES = re.compile(r"(?:although|while|whilst|despite|though|notwithstanding)\b")
# "When risks are not addressed, action is timely": the first clause asserts nothing.
_SUPPOSES = re.compile(
    r"(?:when|whenever|where|if|once|should|until|before|in (?:the )?cases? where)\b[^,]*,\s*"
)
_OPENS_AGAINST = re.compile(r"(?:however|although|while|despite|but|nonetheless|nevertheless)\b")


@dataclass(frozen=True)
class Cues:
    """The kinds of cue by name, and praise and blame that a negation takes back.

    They look in text in lower case.
    """

    kinds: dict[str, re.Pattern[str]]
    negated: re.Pattern[str]
    spared: re.Pattern[str]


@cache
def load_cues() -> Cues:
    """The cues as the vocabulary lists them."""
    data = json.loads(files("corpus.vocabulary").joinpath("cues.json").read_text("utf-8"))
    words = {name: "|".join(patterns) for name, patterns in data["cues"].items()}
    kinds = {name: compile_lowered(rf"(?<![\w-])(?:{one})(?!\w)") for name, one in words.items()}
    good = f"{words['praise']}|{words['benefit']}|{_NEGATED_TOO}"
    negated = rf"\b(?:{_NEGATIONS})\b(?:\W+\w+){{0,{_WORDS_BETWEEN}}}?\W+(?:{good})(?!\w)"
    bad = f"{words['shortfall']}|{words['decline']}"
    spared = (
        rf"\b(?:not?|never|without|no longer|rare(?:ly)?|few(?:er)?)\s+(?:\w+\s+)?(?:{bad})(?!\w)"
    )
    return Cues(kinds, compile_lowered(negated), compile_lowered(spared))


def count_cues(text: str) -> Floats:
    """The counts of a sentence, in the order of `cue_names`."""
    cues, whole = load_cues(), " ".join(text.lower().split())
    plain = _SUPPOSES.sub("", whole, count=1) if _SUPPOSES.match(whole) else whole
    counts = {name: len(kind.findall(plain)) for name, kind in cues.kinds.items()}
    negated = len(cues.negated.findall(plain))
    telling = [counts[name] for name in _TELLING]
    return np.array(
        [
            *(min(count, _MOST) for count in counts.values()),
            negated,
            min(len(plain.split()), _LONGEST) / 15,
            bool(_OPENS_AGAINST.match(plain)),
            *(count for half in _halves(plain) for count in _praise_and_blame(half)),
            negated + sum(telling) == 0,
            *(count > 0 for count in counts.values()),
            negated > 0,
            bool(cues.spared.search(plain)),
            plain != whole,
        ],
        dtype=np.float64,
    )


def cue_names() -> tuple[str, ...]:
    """The name of each count."""
    kinds = tuple(load_cues().kinds)
    halves = ("praise before", "blame before", "praise after", "blame after")
    return (
        *kinds,
        "negated praise",
        "length",
        "opens against",
        *halves,
        "nothing told",
        *(f"any {name}" for name in kinds),
        "any negated praise",
        "negated blame",
        "supposes",
    )


def _halves(text: str) -> tuple[str, str]:
    """A sentence before and after its turn; the second empty where it has none."""
    if _CONCEDES.match(text):
        comma = text.find(",")
        at = comma if comma > 0 else len(text)
    else:
        turn = _TURN.search(text)
        at = turn.start() if turn else len(text)
    return text[:at], text[at:]


def _praise_and_blame(half: str) -> tuple[int, int]:
    if not half:
        return 0, 0
    cues = load_cues()
    blame = [cues.negated, cues.kinds["shortfall"], cues.kinds["too_much"]]
    return len(cues.kinds["praise"].findall(half)), sum(
        len(pattern.findall(half)) for pattern in blame
    )
