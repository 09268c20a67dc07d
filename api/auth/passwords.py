"""Which new passwords will do: long enough, and none that a guesser tries first.

Guessers try words that many people use, with digits and signs round them, and rows of keys.
A password is cut into such pieces, and what it is made of adds up to how hard it is to guess,
as zxcvbn does it (Wheeler, USENIX Security 2016), with far fewer words and no claim of how
many guesses. A file of breached passwords of the operator's own is refused besides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from corpus.errors import LibraryError, QueryError

# Length is what counts (NCSC and NIST SP 800-63B); three random words have more.
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
# Three words of the list are enough, as are twelve random characters of any kind; two words
# with a digit and a sign are not.
_HARD_ENOUGH = 3.0
_WORD, _SHORT_WORD, _LETTER, _RUN, _SIGN = 1.0, 0.5, 0.5, 0.5, 0.25
_SHORT = 3  # letters: "the", "of"
_LEAST_RUN = 3
_NOT_A_PIECE = float("inf")
# Rows of keys and of the alphabet, along which fingers walk, and ways across a keyboard.
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop[]",
    "asdfghjkl;'#",
    "zxcvbnm,./",
    '!"£$%^&*()_+',
    "!@#$%^&*()_+",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "qazwsxedcrfvtgbyhnujmikolp",
    "zaq1xsw2cde3vfr4bgt5nhy6mju7",
    "a1b2c3d4e5f6g7h8i9j0",
)
_WALKS = "\n".join((*_ROWS, *(row[::-1] for row in _ROWS)))
_YEAR = re.compile(r"(?:19|20)\d\d")
_REPEATED = re.compile(r"(.{2,}?)\1+")
# As people write letters: p@ssw0rd, l1verpool.
_SWAPPED = tuple(str.maketrans("@4301!5$7", letters) for letters in ("aaeoiisst", "aaeollsst"))


def check_new_password(password: str, name: str, refused: Path | None = None) -> None:
    """QueryError where a person's new password is too short, too long, common or breached.

    `refused` is a file of passwords, one a line; LibraryError where it cannot be read.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise QueryError(
            f"the password has {len(password)} characters; it needs {SHORTEST_PASSWORD} to"
            f" {LONGEST_PASSWORD}. Three random words do well"
        )
    if is_common(password, name) or (refused and _is_listed(password, refused)):
        raise QueryError(
            "this password is one that guessers try early: common words, a name, a row of keys"
            " or one that was stolen elsewhere. Three random words do well"
        )


def is_common(password: str, name: str = "") -> bool:
    """True of a password made of little more than one or two words that many use.

    >>> [is_common(word) for word in ("P@ssw0rd2024!", "qwertyuiop123", "lanterns over Wexmere")]
    [True, True, False]
    """
    text = _fold(password)
    words = {**_load_words(), **dict.fromkeys(_name_words(name), _SHORT_WORD)}
    forms = {text, _REPEATED.sub(r"\1", text)}
    return min(_guess_cost(form, words) for form in forms) < _HARD_ENOUGH


def _fold(password: str) -> str:
    """Without capitals, accents and spaces."""
    parts = unicodedata.normalize("NFKD", password.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char) and char != " ")


@cache
def _load_words() -> Mapping[str, float]:
    """The listed words, each with what it adds; local words add as little as short ones."""
    common = {word: _weigh(word) for word in _read_words("common_words.txt")}
    return common | dict.fromkeys(_read_words("local_words.txt"), _SHORT_WORD)


def _read_words(name: str) -> list[str]:
    lines = files("api.auth").joinpath(name).read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def _weigh(word: str) -> float:
    return _SHORT_WORD if len(word) <= _SHORT else _WORD


def _name_words(name: str) -> set[str]:
    return {_fold(name), *(_fold(part) for part in re.split(r"[\W_]+", name))} - {""}


def _guess_cost(text: str, words: Mapping[str, float]) -> float:
    """The least that the pieces of a text add up to, over all ways to cut it."""
    longest = max(map(len, (*words, *_ROWS)))
    costs = [0.0]
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - longest), end)
        costs.append(min(costs[start] + _piece_cost(text[start:end], words) for start in starts))
    return costs[-1]


def _piece_cost(piece: str, words: Mapping[str, float]) -> float:
    """What one piece adds: a word, a row of keys, a year, a character; infinite for no piece."""
    if len(piece) == 1:
        return _LETTER if piece.isalpha() else _SIGN
    spellings = (piece, *(piece.translate(swap) for swap in _SWAPPED))
    word = min(words.get(spelling, _NOT_A_PIECE) for spelling in spellings)
    return min(word, _RUN) if _is_run(piece) else word


def _is_run(piece: str) -> bool:
    """True of a year, one character again and again, and a part of a row of keys."""
    if len(piece) < _LEAST_RUN:
        return False
    return bool(_YEAR.fullmatch(piece)) or len(set(piece)) == 1 or piece in _WALKS


def _is_listed(password: str, refused: Path) -> bool:
    """True where a line of a file is this password. LibraryError where it cannot be read."""
    try:
        with refused.open(encoding="utf-8", errors="replace") as lines:
            return any(line.rstrip("\r\n") == password for line in lines)
    except OSError as error:
        raise LibraryError(
            f"{refused}: {error.strerror}. THROUGHLINE_REFUSED_PASSWORDS names it; no password"
            " is taken without it."
        ) from error
