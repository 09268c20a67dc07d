"""PDFium's raw interface as plain values: the text of a page, its runs and its structure tree.

The only module that knows PDFium. Calls go through prototypes of our own, which
pass pointers as integers: three times as fast as the generated bindings, and a
page needs some thousands of calls.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, groupby
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from corpus.document import Box
from corpus.errors import Damaged, TooLarge

_POINTS_PER_INCH = 72
_MOST_LETTERS = 500_000  # of a page; the densest seen, a risk register, has 12,000
_MOST_PIXELS = 400_000_000  # of a page's images; A0 in one at 300 dpi has 139 million
_DEEPEST_IMAGE = 5  # forms within forms in which images are looked for
OUTSIDE = -1  # marked content id of what stands in no marked content
HYPHEN = "\x02"  # PDFium's sign for a hyphen at the end of a line; its bulk call writes U+FFFE
# PDFium's signs for a hyphen at a line's end and for a character that the file gives no value.
_NO_VALUE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_WORDED_NOTES = frozenset({raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_WIDGET})
_PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD
_GLANCE_DPI, _GLANCE_PIXELS = 36, 600  # to see whether anything is drawn on a page
_WHITE, _SEEN = 255, 4  # darker than white by this much is print, small and faint as it is
_UNKNOWN_LOCK = 5  # FPDF_ERR_SECURITY
_FORM = 5  # FPDF_PAGEOBJ_FORM
_BOLD_WEIGHT = 600  # of 100 to 900: semi-bold and above
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC_NAMES = ("italic", "oblique")
_LEAST_SLANT = 0.2  # of the height: Word slants by a third where a font has no italic


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `start` to `end` of a page's text that one text object draws.

    `content` is the marked content id, OUTSIDE where there is none. `artifact` is
    true of furniture that the file itself marks. `size` is in points.
    """

    start: int
    end: int
    content: int
    artifact: bool
    box: Box
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the structure tree; role-mapped `kind`; what lies on other pages is left out.

    Children are elements or marked content ids of this page. `began_before` and
    `goes_on` tell that children before the first or after the last lie on other pages.
    """

    kind: str
    children: tuple[Element | int, ...]
    actual_text: str = ""
    began_before: bool = False
    goes_on: bool = False
    rows: int = 1  # of a cell: how many rows and columns it reaches over
    columns: int = 1


@dataclass(frozen=True, slots=True)
class PageText:
    """One page as PDFium reads it. `text` has generated spaces and line ends; runs skip those."""

    number: int
    width: float
    height: float
    label: str
    text: str
    runs: tuple[Run, ...]
    tree: tuple[Element, ...]


class PdfFile:
    """An open PDF. Raises Damaged where it cannot be opened; close it or use `with`."""

    def __init__(self, path: Path) -> None:
        try:
            self._document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            raise Damaged(_why_not_open(path, error)) from error
        self.path = path
        self.damaged: list[int] = []  # numbers of the pages that could not be loaded
        self.overlaid: list[int] = []  # of those on which forms or typed notes have words as well

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    @property
    def title(self) -> str:
        """The title that the file's metadata gives, or nothing."""
        return str(self._document.get_metadata_value("Title")).strip()

    @property
    def is_tagged(self) -> bool:
        """True where the file says that it has a structure tree."""
        return bool(raw.FPDFCatalog_IsTagged(self._document))

    @property
    def attached(self) -> int:
        """How many files the file holds besides its pages."""
        return max(0, int(raw.FPDFDoc_GetAttachmentCount(self._document)))

    def pages(self) -> Iterator[PageText]:
        """The pages in order; `damaged` names those that cannot be loaded, which have no words.

        Raises Damaged where none can.
        """
        for index in range(len(self)):
            try:
                yield self._read_page(index)
            except _LostPageError as error:
                self.damaged.append(index + 1)
                if len(self.damaged) == len(self):
                    raise Damaged(str(error)) from error
                yield PageText(index + 1, 0.0, 0.0, "", "", (), ())

    def page_size(self, index: int) -> tuple[float, float]:
        """Width and height in points of the page at `index`, from 0, as it is shown."""
        page = self._load(index)
        try:
            return page.get_width(), page.get_height()
        finally:
            page.close()

    def picture(self, index: int, dpi: float) -> NDArray[np.uint8]:
        """The page at `index`, from 0, in grey: rows of pixels from the top, 0 is black.

        TooLarge where it has more to draw than a scanner ever made.
        """
        page = self._load(index)
        try:
            self._refuse_pictures(index, page)
            bitmap = page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True)
            return np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
        finally:
            page.close()

    def is_drawn(self, index: int) -> bool:
        """True of a page, from 0, on which anything is seen; True as well where none can tell."""
        try:
            width, height = self.page_size(index)
            dpi = min(_GLANCE_DPI, _GLANCE_PIXELS * _POINTS_PER_INCH / max(width, height, 1.0))
            grey = self.picture(index, dpi)
        except (Damaged, TooLarge, pdfium.PdfiumError, ValueError):
            return True
        return bool(grey.size) and _WHITE - int(grey.min()) > _SEEN

    def image_share(self, index: int) -> float:
        """The share of the page at `index`, from 0, that its images take; scans come in strips."""
        page = self._load(index)
        try:
            width, height = page.get_size()
            images = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEPEST_IMAGE)
            shares = (_area(image.get_bounds()) / (width * height or 1.0) for image in images)
            return min(1.0, sum(shares))
        finally:
            page.close()

    def _refuse_most(self, index: int, letters: int) -> None:
        if letters > _MOST_LETTERS:
            raise TooLarge(
                f"{self.path.name}: {letters:,} letters on page {index + 1}, the most is"
                f" {_MOST_LETTERS:,}; print it to a new PDF if you trust it"
            )

    def _refuse_pictures(self, index: int, page: pdfium.PdfPage) -> None:
        """Raise TooLarge where the images of a page have more pixels than is worth drawing."""
        images = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEPEST_IMAGE)
        pixels = 0
        for image in images:
            width, height = image.get_px_size()
            pixels += width * height
            if pixels > _MOST_PIXELS:
                raise TooLarge(
                    f"{self.path.name}: more than {_MOST_PIXELS:,} pixels in the images of page"
                    f" {index + 1}; scan it at 200 to 400 dpi"
                )

    def _load(self, index: int) -> pdfium.PdfPage:
        try:
            return self._document[index]
        except pdfium.PdfiumError as error:
            raise _LostPageError(
                f"{self.path.name}: page {index + 1} cannot be loaded; fetch the file again"
            ) from error

    def _read_page(self, index: int) -> PageText:
        page = self._load(index)
        text_page = page.get_textpage()
        try:
            self._refuse_most(index, text_page.count_chars())
            if _is_overlaid(page):
                self.overlaid.append(index + 1)
            return _Page(page, text_page, index + 1).read(self._document.get_page_label(index))
        except _EndlessTreeError as error:
            raise Damaged(
                f"{self.path.name}: the structure tree of page {index + 1} has no end; print it to"
                " a new PDF"
            ) from error
        finally:
            text_page.close()
            page.close()


def _is_overlaid(page: Any) -> bool:
    """True of a page with form fields, typed notes or stamps: its own text lacks their words."""
    return any(
        _subtype_at(page, index) in _WORDED_NOTES
        for index in range(raw.FPDFPage_GetAnnotCount(page))
    )


def _subtype_at(page: Any, index: int) -> int:
    note = raw.FPDFPage_GetAnnot(page, index)
    if not note:
        return 0
    try:
        return int(raw.FPDFAnnot_GetSubtype(note))
    finally:
        raw.FPDFPage_CloseAnnot(note)


class _LostPageError(Damaged):
    """A page that PDFium cannot load."""


def _why_not_open(path: Path, error: Any) -> str:
    # Where PDFium gives no reason, as for a file without pages, it repeats an earlier file's.
    code = getattr(error, "err_code", None)
    if code in (_PASSWORD_NEEDED, _UNKNOWN_LOCK) and b"/Encrypt" in path.read_bytes():
        return f"{path.name}: encrypted; save a copy without a password and add that"
    return f"{path.name}: cannot be opened as a PDF; damaged or cut short? Fetch it again"


# --- fast prototypes ---------------------------------------------------------


def _prototype(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_POINTER, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_object_of_char = _prototype("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_unicode_of_char = _prototype("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
_is_hyphen = _prototype("FPDFText_IsHyphen", _INT, _POINTER, _INT)
_box_of_char = _prototype("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
_content_of = _prototype("FPDFPageObj_GetMarkedContentID", _INT, _POINTER)
_count_marks = _prototype("FPDFPageObj_CountMarks", _INT, _POINTER)
_mark_at = _prototype("FPDFPageObj_GetMark", _POINTER, _POINTER, ctypes.c_ulong)
_mark_name = _prototype(
    "FPDFPageObjMark_GetName", _INT, _POINTER, _POINTER, ctypes.c_ulong, _POINTER
)
_type_of = _prototype("FPDFPageObj_GetType", _INT, _POINTER)
_matrix_of = _prototype("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
_size_of = _prototype("FPDFTextObj_GetFontSize", _INT, _POINTER, _POINTER)
_font_of = _prototype("FPDFTextObj_GetFont", _POINTER, _POINTER)
_font_weight = _prototype("FPDFFont_GetWeight", _INT, _POINTER)
_font_name = _prototype(
    "FPDFFont_GetBaseFontName", ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t
)
_count_objects = _prototype("FPDFPage_CountObjects", _INT, _POINTER)
_object_at = _prototype("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
_count_inner = _prototype("FPDFFormObj_CountObjects", _INT, _POINTER)
_inner_at = _prototype("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
_tree_of = _prototype("FPDF_StructTree_GetForPage", _POINTER, _POINTER)
_close_tree = _prototype("FPDF_StructTree_Close", None, _POINTER)
_count_roots = _prototype("FPDF_StructTree_CountChildren", _INT, _POINTER)
_root_at = _prototype("FPDF_StructTree_GetChildAtIndex", _POINTER, _POINTER, _INT)
_count_children = _prototype("FPDF_StructElement_CountChildren", _INT, _POINTER)
_child_at = _prototype("FPDF_StructElement_GetChildAtIndex", _POINTER, _POINTER, _INT)
_content_at = _prototype("FPDF_StructElement_GetChildMarkedContentID", _INT, _POINTER, _INT)
_kind_of = _prototype(
    "FPDF_StructElement_GetType", ctypes.c_ulong, _POINTER, _POINTER, ctypes.c_ulong
)
_actual_of = _prototype(
    "FPDF_StructElement_GetActualText", ctypes.c_ulong, _POINTER, _POINTER, ctypes.c_ulong
)
_count_attributes = _prototype("FPDF_StructElement_GetAttributeCount", _INT, _POINTER)
_attribute_at = _prototype("FPDF_StructElement_GetAttributeAtIndex", _POINTER, _POINTER, _INT)
_attribute_value = _prototype(
    "FPDF_StructElement_Attr_GetValue", _POINTER, _POINTER, ctypes.c_char_p
)
_number_of = _prototype("FPDF_StructElement_Attr_GetNumberValue", _INT, _POINTER, _POINTER)


def _address(handle: Any) -> int:
    return int(ctypes.cast(handle, ctypes.c_void_p).value or 0)


def _wide_string(read: Callable[..., Any], element: int) -> str:
    """What a call writes as UTF-16 with a closing zero; asked again where the buffer is short."""
    length = 128
    while True:
        buffer = ctypes.create_string_buffer(length)
        needed = int(read(element, buffer, length))
        if needed <= length:
            return buffer.raw[: max(0, needed - 2)].decode("utf-16-le", "replace")
        length = needed


# --- one page ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a text object says of its characters."""

    content: int
    artifact: bool
    size: float
    bold: bool
    italic: bool


class _Page:
    """Reads one loaded page; lives as long as the page's handles."""

    def __init__(self, page: Any, text_page: Any, number: int) -> None:
        self.page = page
        self.number = number
        self.handle = _address(page.raw)
        self.text_handle = _address(text_page.raw)
        self.count = int(text_page.count_chars())
        self.upright = _turner(page)
        self.owners = self._owners_of_forms()
        self.tree = self._tree()
        self.known = frozenset(_contents(self.tree))
        self.drawn: dict[int, _Drawn] = {}
        self.fonts: dict[int, tuple[bool, bool]] = {}

    def read(self, label: str) -> PageText:
        return PageText(
            number=self.number,
            width=self.page.get_width(),
            height=self.page.get_height(),
            label=label,
            text=_NO_VALUE.sub(self._valued, self._text()),
            runs=tuple(self._runs()),
            tree=self.tree,
        )

    def _text(self) -> str:
        """The characters, one for each of PDFium's indices."""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        raw.FPDFText_GetText(
            ctypes.cast(self.text_handle, raw.FPDF_TEXTPAGE), 0, self.count, buffer
        )
        try:
            text = bytes(buffer).decode("utf-16-le")[: self.count]
        except UnicodeDecodeError:
            text = ""
        if len(text) == self.count and max(text, default="") <= "\uffff":
            return text
        return "".join(map(self._character, range(self.count)))

    def _character(self, index: int) -> str:
        if _is_hyphen(self.text_handle, index) == 1:
            return "\ufffe"
        return _character(_unicode_of_char(self.text_handle, index))

    def _valued(self, sign: re.Match[str]) -> str:
        """What PDFium's sign for a hyphen, or for a character without a value, stands for."""
        is_hyphen = sign[0] == "\ufffe" and _is_hyphen(self.text_handle, sign.start()) == 1
        return HYPHEN if is_hyphen else "\ufffd"

    def _runs(self) -> Iterator[Run]:
        handle = self.text_handle
        objects = [_object_of_char(handle, i) for i in range(self.count)]
        start = 0
        for owner, same in groupby(objects):
            end = start + len(list(same))
            if owner:
                yield self._run(owner, start, end)
            start = end

    def _run(self, owner: int, start: int, end: int) -> Run:
        drawn = self.drawn.get(owner)
        if drawn is None:
            drawn = self.drawn[owner] = self._look_at(owner)
        box = self._box(start, end - 1)
        look = (drawn.size, drawn.bold, drawn.italic)
        return Run(start, end, drawn.content, drawn.artifact, box, *look)

    def _box(self, first: int, last: int) -> Box:
        """The box around the first and last character, which stand on one line."""
        a, b = self._char_box(first), self._char_box(last)
        joined = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
        x0, top, x1, bottom = self.upright(*joined)
        return Box(self.number, x0, top, x1, bottom)

    def _char_box(self, index: int) -> tuple[float, float, float, float]:
        rect = raw.FS_RECTF()
        _box_of_char(self.text_handle, index, ctypes.byref(rect))
        return rect.left, rect.bottom, rect.right, rect.top

    def _look_at(self, owner: int) -> _Drawn:
        marked = self.owners.get(owner, owner)  # a form's own ids count in another space
        size, slanted = _size_and_slant(owner)
        bold, italic = self._font(owner)
        content = int(_content_of(marked))
        return _Drawn(
            content=content,
            artifact=content not in self.known and (_is_artifact(marked) or _is_artifact(owner)),
            size=size,
            bold=bold,
            italic=italic or slanted,
        )

    def _font(self, owner: int) -> tuple[bool, bool]:
        """Whether an object's font is bold and whether it is italic."""
        font = _font_of(owner)
        if font and font not in self.fonts:
            self.fonts[font] = _bold_and_italic(font)
        return self.fonts.get(font, (False, False))

    def _owners_of_forms(self) -> dict[int, int]:
        """For each object inside a form, the form that stands on the page itself."""
        objects = (_object_at(self.handle, i) for i in range(_count_objects(self.handle)))
        forms = [item for item in objects if _type_of(item) == _FORM]
        return {inner: form for form in forms for inner in _inside(form)}

    def _tree(self) -> tuple[Element, ...]:
        tree = _tree_of(self.handle)
        if not tree:
            return ()
        try:
            roots = (_root_at(tree, i) for i in range(_count_roots(tree)))
            left = count(_MOST_ELEMENTS, -1)
            return tuple(_element(root, 0, left) for root in roots if root)
        finally:
            _close_tree(tree)


def _area(bounds: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = bounds
    return max(0.0, right - left) * max(0.0, top - bottom)


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _inside(form: int) -> Iterator[int]:
    for index in range(_count_inner(form)):
        inner = _inner_at(form, index)
        yield inner
        if _type_of(inner) == _FORM:
            yield from _inside(inner)


def _is_artifact(owner: int) -> bool:
    return any(
        _name_of_mark(_mark_at(owner, index)) == "Artifact" for index in range(_count_marks(owner))
    )


def _name_of_mark(mark: int) -> str:
    buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    if not _mark_name(mark, buffer, 64, ctypes.byref(length)):
        return ""
    return buffer.raw[: max(0, length.value - 2)].decode("utf-16-le", "replace")


def _size_and_slant(owner: int) -> tuple[float, bool]:
    """The font size in points, and whether the letters are slanted to look italic."""
    size, matrix = _FLOAT(), raw.FS_MATRIX()
    _size_of(owner, ctypes.byref(size))
    _matrix_of(owner, ctypes.byref(matrix))
    across = (matrix.a**2 + matrix.b**2) ** 0.5 or 1.0
    scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) / across
    slant = abs(matrix.a * matrix.c + matrix.b * matrix.d) / across
    return round(size.value * scale, 2), slant > _LEAST_SLANT * scale


def _bold_and_italic(font: int) -> tuple[bool, bool]:
    buffer = ctypes.create_string_buffer(128)
    _font_name(font, buffer, 128)
    name = buffer.value.decode("utf-8", "replace").lower()
    bold = any(word in name for word in _BOLD_NAMES) or _font_weight(font) >= _BOLD_WEIGHT
    return bold, any(word in name for word in _ITALIC_NAMES)


_Turn = Callable[[float, float, float, float], tuple[float, float, float, float]]


def _turner(page: Any) -> _Turn:
    """A function from PDF's own left, bottom, right, top to x0, top, x1, bottom as seen."""
    left, bottom, right, top = page.get_bbox()
    turns: dict[int, _Turn] = {
        0: lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0),
        90: lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0),
    }
    return turns[page.get_rotation()]


# --- the structure tree ------------------------------------------------------

_CELLS = frozenset({"TD", "TH"})
_WIDEST = 100  # columns or rows; a cell that says it reaches further is damaged
_MOST_ELEMENTS = 50_000  # on a page; a dense table has 5,000, elements that share children no end
_DEEPEST = 60  # elements within elements; Word's deepest seen is 14, a loop has no end


class _EndlessTreeError(Exception):
    """More elements on a page than `_MOST_ELEMENTS`."""


def _element(handle: int, depth: int, left: Iterator[int]) -> Element:
    if next(left) <= 0:
        raise _EndlessTreeError
    kind, number = _kind(handle), _count_children(handle)
    children = [_child(handle, index, depth, left) for index in range(number)]
    here = [child for child in children if child is not None]
    owns_content = any(isinstance(child, int) for child in here)
    return Element(
        kind=kind,
        children=tuple(here),
        actual_text=_wide_string(_actual_of, handle) if owns_content else "",
        began_before=bool(children) and children[0] is None,
        goes_on=bool(children) and children[-1] is None,
        rows=_reach(handle, b"RowSpan") if kind in _CELLS else 1,
        columns=_reach(handle, b"ColSpan") if kind in _CELLS else 1,
    )


def _contents(elements: Iterable[Element | int]) -> Iterator[int]:
    """The marked content ids under some elements."""
    for element in elements:
        if isinstance(element, Element):
            yield from _contents(element.children)
        else:
            yield element


def _child(handle: int, index: int, depth: int, left: Iterator[int]) -> Element | int | None:
    content = _content_at(handle, index)
    if content >= 0:
        return int(content)
    child = _child_at(handle, index)
    return _element(child, depth + 1, left) if child and depth < _DEEPEST else None


def _reach(cell: int, name: bytes) -> int:
    """How many rows or columns a cell says it reaches over; 1 where it says nothing."""
    number = _FLOAT()
    for index in range(_count_attributes(cell)):
        value = _attribute_value(_attribute_at(cell, index), name)
        if value and _number_of(value, ctypes.byref(number)):
            return max(1, min(_WIDEST, int(number.value)))
    return 1


def _kind(handle: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = int(_kind_of(handle, buffer, 128))
    return _decoded(buffer.raw[: min(128, max(0, length - 2))])


@lru_cache(maxsize=512)
def _decoded(name: bytes) -> str:
    return name.decode("utf-16-le", "replace")
