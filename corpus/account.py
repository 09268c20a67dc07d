"""What became of a reading: what a reader notes, what was looked for and found, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NoteKind = Literal[
    "about",  # nothing is lost: scripts not run, tracked changes read as accepted
    "by_layout",  # the structure tree does not reach the page, which was read by its layout
    "by_ocr",  # read by OCR: a word may be wrong
    "set_aside",  # a text layer that is no language, in place of which the page was read by OCR
    "mended",  # characters without a value, told by their glyphs or by OCR
    "blank",  # nothing is drawn on the page
    "unread",  # something is drawn on it, and no words were read: an image
    "no_language",  # words were read that are no language: a hidden or broken text layer
    "characters",  # characters without a value are among its words
    "left_out",  # letters that were seen and left out: printed aslant
]
# What a reader of the document misses or must not trust.
LOST: frozenset[NoteKind] = frozenset({"unread", "no_language", "characters", "left_out"})


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """What a reader notes of a page, or with `page` None of the whole file.

    `says` is for an officer, in a clause that goes on from "page 3: ".

    >>> ReadingNote("unread", "an image without words; it needs OCR", 3).say()
    'page 3: an image without words; it needs OCR'
    """

    kind: NoteKind
    says: str
    page: int | None = None

    @property
    def lost(self) -> bool:
        """True where something that stands on the page is missing or not to be trusted."""
        return self.kind in LOST

    def say(self) -> str:
        """The note with its page in front."""
        return self.says if self.page is None else f"page {self.page}: {self.says}"


@dataclass(frozen=True, slots=True)
class LookedFor:
    """A kind of record that was looked for in a document ("asks"), and how many were found."""

    what: str
    found: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What was expected of a document and is missing, or is not certain.

    `kind` is a short name of the trouble ("no_findings"); `says` tells what in a clause, `then`
    what to do next in a sentence; `pages` are those of the file that it is about, where it is
    about some.
    """

    kind: str
    says: str
    then: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What was looked for in a document, what was found, what was expected and is missing."""

    looked_for: tuple[LookedFor, ...] = ()
    missing: tuple[Shortfall, ...] = ()
