"""Characters that are none: what no file format takes, and no reader could see."""

from __future__ import annotations

import re
import unicodedata

# XML 1.0, and with it Word and Excel, takes no half of a surrogate pair, and not U+FFFE and
# U+FFFF; Unicode says of the others too that they are no characters, and of C1 that they are
# controls. (U+0085 is one that ends a line.) For use within the brackets of a pattern.
_LAST_OF_PLANES = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
NO_CHARACTERS = f"\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}"
_DROPPED = re.compile(f"[\x00-\x08\x0e-\x1b\x7f{NO_CHARACTERS}]")
_PARTING = re.compile("[\x0b\x0c\x1c-\x1f\x85]")  # controls that part words or lines


def printable(text: str) -> str:
    r"""The text without characters that are none; a space for a control that parts words.

    Tabs and line ends stay. Doing it twice is doing it once.

    >>> printable("care\x0bplans\ufffe, <5 & R&R\n")
    'care plans, <5 & R&R\n'
    """
    return _PARTING.sub(" ", _DROPPED.sub("", text))


def drop_invisible(text: str) -> str:
    """The text as it is seen: without zero-width characters and soft hyphens too.

    >>> drop_invisible("multi\u00adagency\u200b")
    'multiagency'
    """
    seen = printable(text)
    return "".join(sign for sign in seen if unicodedata.category(sign) != "Cf")
