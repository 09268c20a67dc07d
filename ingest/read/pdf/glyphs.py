"""What a PDF's glyphs stand for where its own table of values does not say: told by their names.

Fonts made for one file often lack the values of joined letters (fi, ff) and of bullets. The
names that the file's encoding gives the glyphs, or those in the font itself, tell them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from io import BytesIO
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

UNVALUED = "\ufffd"  # stands for a character that the file gives no value
_NO_VALUE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_USUAL_WIDTH = 500.0  # thousandths of the size; of a font that gives no widths
_SYMBOL_CODES = 0xF000  # where a font of signs has its glyphs in Unicode's private part
# Codes that WinAnsi leaves free, which print a bullet (ISO 32000-1, annex D.2, note 3).
_WINANSI_BULLETS = frozenset({127, 129, 141, 143, 144, 157})


def show_unvalued(text: str) -> str:
    """The text with U+FFFD for each character that says nothing: a control, a non-character."""
    return _NO_VALUE.sub(UNVALUED, text)


class NamedGlyphs(PDFResourceManager):
    """Fonts as pdfminer reads them, their glyphs without a value told by name, or U+FFFD."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[int, PDFFont] = {}  # holds on to them: a freed one's number comes again

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of a PDF object."""
        font = super().get_font(objid, spec)
        if id(font) not in self._known:
            self._known[id(font)] = font
            _Glyphs(font, spec).take_over()
            if not any(font.widths.values()) and not font.default_width:
                font.widths, font.default_width = {}, _USUAL_WIDTH
        return font


class _Glyphs:
    """The values of one font's glyphs, by character code."""

    def __init__(self, font: PDFFont, spec: Mapping[str, object]) -> None:
        self._font = font
        self._spec = spec
        self._own = font.to_unichr

    def take_over(self) -> None:
        """Answer for the font from now on."""
        self._font.to_unichr = self.value  # type: ignore[method-assign]

    def value(self, cid: int) -> str:
        """What a glyph stands for; U+FFFD where neither its value nor its name tells."""
        try:
            value = self._own(cid)
        except PDFUnicodeNotDefined:
            value = ""
        if value and UNVALUED not in (shown := show_unvalued(value)):
            return shown
        return self._named.get(cid) or self._winansi(cid) or UNVALUED

    def _winansi(self, code: int) -> str:
        encoding = resolve1(self._spec.get("Encoding"))
        base = encoding.get("BaseEncoding") if isinstance(encoding, dict) else encoding
        is_winansi = getattr(base, "name", "") == "WinAnsiEncoding"
        return "•" if is_winansi and code in _WINANSI_BULLETS else ""

    @cached_property
    def _named(self) -> dict[int, str]:
        """The values that names tell, by code; the encoding's names go before the font's own."""
        try:
            names = {**dict(self._names_of_program()), **dict(self._differences())}
        except Exception:  # a damaged font program breaks its reader in many ways
            names = dict(self._differences())
        return {code: value for code, name in names.items() if (value := _value_of(name))}

    def _differences(self) -> Iterator[tuple[int, str]]:
        encoding = resolve1(self._spec.get("Encoding"))
        listed = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
        code = 0
        for each in map(resolve1, listed or ()):
            if isinstance(each, int):
                code = each
            elif isinstance(each, PSLiteral):
                yield code, str(each.name)
                code += 1

    def _names_of_program(self) -> Iterator[tuple[int, str]]:
        """Codes and names of the glyphs in the font that the file carries."""
        descriptor = resolve1(self._spec.get("FontDescriptor")) or {}
        for key in ("FontFile2", "FontFile3"):
            program = resolve1(descriptor.get(key))
            if isinstance(program, PDFStream):
                yield from self._names_in(program.get_data())

    def _names_in(self, data: bytes) -> Iterator[tuple[int, str]]:
        if data[:4] in (b"\x00\x01\x00\x00", b"true", b"OTTO"):
            font = TTFont(BytesIO(data), lazy=True)
            yield from self._by_glyph(font.getGlyphOrder()) if self._is_cid else _by_code(font)
            return
        fonts = CFFFontSet()
        fonts.decompile(BytesIO(data), None)
        top = fonts[fonts.fontNames[0]]
        yield from self._by_glyph(top.charset) if self._is_cid else enumerate(top.Encoding)

    @property
    def _is_cid(self) -> bool:
        return "CIDSystemInfo" in self._spec

    def _by_glyph(self, order: list[str]) -> Iterator[tuple[int, str]]:
        """Codes and names where codes are numbers of glyphs, or a table says which they are."""
        table = resolve1(self._spec.get("CIDToGIDMap"))
        if not isinstance(table, PDFStream):
            yield from enumerate(order)
            return
        data = table.get_data()
        for code in range(len(data) // 2):
            glyph = int.from_bytes(data[2 * code : 2 * code + 2], "big")
            if 0 < glyph < len(order):
                yield code, order[glyph]


def _by_code(font: Any) -> Iterator[tuple[int, str]]:
    """The codes of a simple TrueType font with their glyphs' names."""
    for table in font["cmap"].tables:
        if (table.platformID, table.platEncID) in ((1, 0), (3, 0)):
            yield from ((code & ~_SYMBOL_CODES, name) for code, name in table.cmap.items())


def _value_of(name: str) -> str:
    """What a glyph of this name stands for; nothing of a name that only counts ("g12")."""
    try:
        value = name2unicode(name)
    except (KeyError, ValueError):
        return ""
    return "" if UNVALUED in show_unvalued(value) else value
