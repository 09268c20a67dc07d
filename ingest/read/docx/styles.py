"""What a Word file's styles say of a paragraph: heading or not, how large, how bold."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from docx.oxml.ns import qn

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_HALF_POINTS = 2


class Style(NamedTuple):
    """How a paragraph is printed; `heading` is its level, 0 of what is none."""

    id: str
    heading: int
    size: float  # points, 0 unknown
    bold: bool
    italic: bool


class Styles:
    """The styles of one Word file."""

    def __init__(self, document: Any) -> None:
        styles = document.styles.element
        self._by_id = {one.get(qn("w:styleId")): one for one in styles.iterfind(qn("w:style"))}
        self._default = next(
            (name for name, one in self._by_id.items() if _is_default_paragraph(one)), ""
        )
        self.of_id = cache(self._of_id)

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph, with what it and its runs say themselves."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self.of_id(self._default if named is None else named.get(qn("w:val")))
        outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        runs = [run for run in paragraph.iter(qn("w:r")) if _has_words(run)]
        return style._replace(
            heading=style.heading or _outline_level(outline),
            size=max((_size(run) for run in runs), default=0.0) or style.size,
            bold=bool(runs) and all(_is_on(run, "w:b", style.bold) for run in runs),
            italic=bool(runs) and all(_is_on(run, "w:i", style.italic) for run in runs),
        )

    def _of_id(self, name: str) -> Style:
        """A style with what it takes over from those it is based on."""
        element = self._by_id.get(name)
        if element is None:
            return Style(name, 0, 0.0, False, False)
        base_name = element.find(qn("w:basedOn"))
        base = self.of_id(base_name.get(qn("w:val"))) if base_name is not None else None
        title = element.find(qn("w:name"))
        outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        heading = _named_level("" if title is None else title.get(qn("w:val")))
        return Style(
            name,
            heading or _outline_level(outline) or (base.heading if base else 0),
            _size(element) or (base.size if base else 0.0),
            _is_on(element, "w:b", base.bold if base else False),
            _is_on(element, "w:i", base.italic if base else False),
        )


def _is_default_paragraph(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")


def _named_level(name: str) -> int:
    """The level that a style's name gives: the title of a document stands above its headings."""
    if name.lower() == "title":
        return 1
    found = _HEADING.match(name)
    return int(found[1]) if found else 0


def _outline_level(outline: Any) -> int:
    """Word counts levels from 0; 9 is the level of the body."""
    level = 9 if outline is None else int(outline.get(qn("w:val")))
    return level + 1 if level < 9 else 0


def _has_words(run: Any) -> bool:
    return any((text.text or "").strip() for text in run.iter(qn("w:t")))


def _size(element: Any) -> float:
    size = element.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    return float(size.get(qn("w:val"))) / _HALF_POINTS if size is not None else 0.0


def _is_on(element: Any, name: str, otherwise: bool) -> bool:
    switch = element.find(f"{qn('w:rPr')}/{qn(name)}")
    return otherwise if switch is None else switch.get(qn("w:val")) not in ("0", "false", "off")
