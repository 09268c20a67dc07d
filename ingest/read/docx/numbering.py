"""The numbers and bullets of a Word file's lists, counted as Word counts them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.oxml.ns import qn

_BULLET = "•"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%(\d)")
_HIGHEST = 32_767  # that Word counts to; letters and Roman numerals grow long


class Numbering:
    """The lists of one Word file and how far each has counted."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}  # of each list, by depth
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._load(_numbering_of(document))
        self._load_styles(document.styles.element)

    def next_marker(self, paragraph: Any, style: str) -> tuple[str, int]:
        """The number or bullet of the paragraph, and its depth from 1; ("", 0) of none."""
        chosen = _own_list(paragraph) or self._of_style.get(style)
        if chosen is None or chosen[0] not in self._levels:
            return "", 0
        name, depth = chosen
        if depth not in self._levels[name]:
            return "", 0
        self._count(name, depth)
        return self._printed(name, depth), depth + 1

    def _load(self, numbering: Any) -> None:
        if numbering is None:
            return
        shapes = {
            one.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"))): level for level in one.iterfind(qn("w:lvl"))
            }
            for one in numbering.iterfind(qn("w:abstractNum"))
        }
        for one in numbering.iterfind(qn("w:num")):
            shape = one.find(qn("w:abstractNumId")).get(qn("w:val"))
            self._levels[one.get(qn("w:numId"))] = shapes.get(shape, {})

    def _load_styles(self, styles: Any) -> None:
        for style in styles.iterfind(qn("w:style")):
            chosen = _own_list(style)
            if chosen:
                self._of_style[style.get(qn("w:styleId"))] = chosen

    def _count(self, name: str, depth: int) -> None:
        """Count one on at a depth; deeper counts begin again."""
        counts = self._counts[name]
        counts[depth] = counts.get(depth, _start(self._levels[name][depth]) - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]

    def _printed(self, name: str, depth: int) -> str:
        level = self._levels[name][depth]
        if _value(level, "w:numFmt") in ("bullet", "none"):
            return _BULLET if _value(level, "w:numFmt") == "bullet" else ""

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            shape = self._levels[name].get(at, level)
            count = self._counts[name].get(at, _start(shape))
            return _to_number(count, _value(shape, "w:numFmt"))

        return _PLACE.sub(number, _value(level, "w:lvlText")).strip()


def _numbering_of(document: Any) -> Any:
    """The file's numbering; None where it has no lists."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/numbering.xml":
            return part.element
    return None


def _own_list(element: Any) -> tuple[str, int] | None:
    """The list and the depth that a paragraph or style names for itself."""
    found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if found is None or found.find(qn("w:numId")) is None:
        return None
    depth = found.find(qn("w:ilvl"))
    name = found.find(qn("w:numId")).get(qn("w:val"))
    return name, 0 if depth is None else int(depth.get(qn("w:val")))


def _value(level: Any, name: str) -> str:
    found = level.find(qn(name))
    return "" if found is None else str(found.get(qn("w:val")) or "")


def _start(level: Any) -> int:
    return int(_value(level, "w:start") or 1)


def _to_number(count: int, form: str) -> str:
    """A count as Word prints it in a form.

    >>> [_to_number(4, form) for form in ("decimal", "lowerLetter", "upperRoman")]
    ['4', 'd', 'IV']
    """
    count = min(count, _HIGHEST)
    if form.endswith("Letter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form.startswith("upper") else letters
    if form.endswith("Roman"):
        return _to_roman(count).upper() if form.startswith("upper") else _to_roman(count)
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _to_roman(count: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        while count >= value:
            written, count = written + sign, count - value
    return written
