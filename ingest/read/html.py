"""Web pages: the main words of a page as headings, paragraphs, items and cells.

Menus, banners, forms and whatever is hidden are left out; scripts are never run, and the
notes say that there were some. A web page is one page, without boxes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html
from lxml import etree

from corpus.account import ReadingNote
from corpus.document import BlockKind, RawBlock, RawDocument, RawLine, RawPage
from corpus.errors import Damaged, NotADocument, NoText

_LOOKS_LIKE = re.compile(
    rb"\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
# The shortest letter published as a page has over 300 words; error pages have 10 to 60. A page
# without scripts is all there, be it a notice of forty words.
_FEWEST_WORDS, _FEWEST_ANYWAY = 80, 20
_ERROR = re.compile(
    r"\b(?:40[134]|410|50[0-4])\b|not found|access denied|forbidden|just a moment|"
    r"service unavailable|page (?:cannot|can.t) be|something went wrong",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    "script|style|noscript|template|nav|header|footer|aside|form|button|select|svg|iframe|"
    "object|video|audio|canvas|dialog"
)
_SIDE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset", re.IGNORECASE)
_LONGEST_NUMBER = 4  # digits; no table has more columns, no list more items
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_BLOCKS = re.compile(
    "p|div|section|article|main|blockquote|ul|ol|li|dl|dt|dd|h[1-6]|pre|figure|figcaption|"
    "address|hr|details|summary|body|html"
)


def is_html(data: bytes) -> bool:
    """True of bytes that start as a web page does."""
    return bool(_LOOKS_LIKE.match(data.removeprefix(b"\xef\xbb\xbf")[:1024]))


def read_html(path: Path, data: bytes) -> RawDocument:
    """The main words of a web page, as one page.

    Raises Damaged where it cannot be parsed, NotADocument where it is a server's error
    page, NoText where it holds too few words to be a document.
    """
    root = _parse(path, data)
    title = " ".join(root.findtext(".//title", "").split())
    scripts = len(root.findall(".//script"))
    _drop_left_out(root)
    walk = _Walk()
    walk.read(_main(root))
    _refuse_little(path, title, walk.blocks, scripts > 0)
    note = ReadingNote("about", f"a web page: {scripts} scripts were not run")
    page = RawPage(1, 0.0, 0.0, tuple(walk.blocks))
    return RawDocument((page,), reader="html", notes=(note,) if scripts else (), title=title)


def _parse(path: Path, data: bytes) -> Any:
    try:
        return lxml.html.document_fromstring(data, parser=_parser(data))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(
            f"{path.name}: a web page that cannot be read ({error}); save it again"
        ) from error


def _parser(data: bytes) -> Any:
    """A parser that takes a page for UTF-8 where it says nothing else and is that."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return lxml.html.HTMLParser()
    return lxml.html.HTMLParser(encoding=None if _CHARSET.search(data) else "utf-8")


def _refuse_little(path: Path, title: str, blocks: list[RawBlock], scripted: bool) -> None:
    """Refuse an error page, and a page whose words a script would bring."""
    words = " ".join(line.text for block in blocks for line in block.lines)
    number = len(words.split())
    if number >= _FEWEST_WORDS:
        return
    if path.suffix.lower() == ".pdf" or _ERROR.search(f"{title} {words}"):
        raise NotADocument(
            f'{path.name}: an HTML error page ("{title[:60]}") that the publisher sent instead of '
            "the report; fetch it again"
        )
    if number >= _FEWEST_ANYWAY and not scripted:
        return
    raise NoText(
        f"{path.name}: a web page with {number} words of its own; if a script loads the rest, "
        "open it in a browser and save it as PDF"
    )


def _main(root: Any) -> Any:
    """Where the page keeps its main words: what it names so, else its body."""
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = root.findall(path)
        if len(found) == 1:
            return found[0]
    body = root.find(".//body")
    return root if body is None else body


@dataclass(slots=True)
class _Place:
    """Where in lists and tables an element stands."""

    kind: BlockKind = "paragraph"
    level: int = 0
    marker: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header: bool = False


class _Look(NamedTuple):
    """How words are printed."""

    bold: bool
    italic: bool


@dataclass(slots=True)
class _Walk:
    """Goes through a page in order; words gather until a block ends."""

    blocks: list[RawBlock] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    looks: list[_Look] = field(default_factory=list)
    tables: Iterator[int] = field(default_factory=count)
    items: Counter[Any] = field(default_factory=Counter)  # of each list, as far as it was read

    def read(self, element: Any) -> None:
        """Take in an element and all within it."""
        self._inside(element, _Place(), _Look(False, False))
        self._close(_Place())

    def _inside(self, element: Any, place: _Place, look: _Look) -> None:
        self._say(element.text, look)
        for child in element:
            self._element(child, place, look)
            self._say(child.tail, look)

    def _element(self, element: Any, place: _Place, look: _Look) -> None:
        tag = element.tag
        if tag == "br":
            self._say("\n", look)
        elif tag == "table":
            self._close(place)
            self._table(element)
        elif isinstance(tag, str):
            inner = self._place_of(element, place)
            if _BLOCKS.fullmatch(tag):
                self._close(place)
            self._inside(element, inner, _look_of(tag, look))
            if _BLOCKS.fullmatch(tag):
                self._close(inner)

    def _place_of(self, element: Any, place: _Place) -> _Place:
        tag = element.tag
        if re.fullmatch(r"h[1-6]", tag):
            return replace(place, kind="heading", level=int(tag[1]))
        if tag == "li":
            marker = self._marker(element.getparent())
            return replace(place, kind="item", level=_depth(element), marker=marker)
        return place

    def _marker(self, parent: Any) -> str:
        """The marker of the next item of a list."""
        before = self.items[parent]
        self.items[parent] += 1
        return f"{_whole(parent.get('start'), 1) + before}." if parent.tag == "ol" else "•"

    def _table(self, element: Any) -> None:
        number = next(self.tables)
        for row, line in enumerate(_rows(element)):
            cells = list(line.iterchildren("td", "th"))
            column = 0
            for cell in cells:
                # A row of one cell is prose in a box, as reports print their findings.
                kind: BlockKind = "cell" if len(cells) > 1 else "paragraph"
                place = _Place(kind, 0, "", number, row, column, cell.tag == "th")
                self._inside(cell, place, _Look(place.header, False))
                self._close(place)
                column += _width(cell)

    def _say(self, text: str | None, look: _Look) -> None:
        if text:
            self.words.append(text if text == "\n" else re.sub(r"\s+", " ", text))
            if text.strip():
                self.looks.append(look)

    def _close(self, place: _Place) -> None:
        """Make a block of the words gathered, if any."""
        text, looks = "".join(self.words), self.looks
        self.words, self.looks = [], []
        lines = tuple(RawLine(line.strip()) for line in text.split("\n") if line.strip())
        if lines:
            self.blocks.append(
                RawBlock(
                    place.kind,
                    lines,
                    place.level,
                    place.marker,
                    place.table,
                    place.row,
                    place.column,
                    place.header,
                    bold=all(look.bold for look in looks),
                    italic=all(look.italic for look in looks),
                )
            )
            place.marker = ""  # a second paragraph of an item has none


def _look_of(tag: str, look: _Look) -> _Look:
    return _Look(look.bold or tag in ("b", "strong"), look.italic or tag in ("i", "em"))


def _drop_left_out(root: Any) -> None:
    """Take out of the page what is no part of its words, and what is hidden."""
    body = root.find(".//body")
    for element in list(root.iter(etree.Element)):
        if element is not body and _is_left_out(element):
            element.drop_tree()


def _is_left_out(element: Any) -> bool:
    return bool(
        _LEFT_OUT.fullmatch(element.tag)
        or element.get("role") in _SIDE_ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style") or "")
    )


def _depth(item: Any) -> int:
    return sum(1 for outer in item.iterancestors("ul", "ol"))


def _rows(table: Any) -> Iterator[Any]:
    """A table's own rows, not those of tables within its cells."""
    return (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)


def _width(cell: Any) -> int:
    return _whole(cell.get("colspan"), 1)


def _whole(written: str | None, otherwise: int) -> int:
    """A small number as it is written, or another where it is none."""
    is_number = written and written.isdecimal() and len(written) <= _LONGEST_NUMBER
    return int(written or "") if is_number else otherwise
