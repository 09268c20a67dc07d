"""Tagged PDFs made by hand: every element, and where each of its words is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf


@dataclass(frozen=True)
class Drawn:
    """Words drawn in one piece; `x` is from the left, on a line of their own unless `same_line`."""

    words: str
    size: float = 12.0
    x: float = 72.0
    same_line: bool = False
    raised: float = 0.0
    font: str = "F1"
    artifact: bool = False
    tagged: bool = True
    in_form: bool = False
    y: float | None = None


@dataclass(frozen=True)
class Node:
    """An element; children are elements, drawn words, plain words, or NEXT_PAGE."""

    kind: str
    children: Sequence[Any] = ()
    actual: str = ""
    columns: int = 1
    rows: int = 1


NEXT_PAGE = object()


@dataclass
class Builder:
    """Draws nodes and keeps the books that tie marked content to elements."""

    pdf: Pdf
    rotate: int = 0
    contents: list[list[bytes]] = field(default_factory=lambda: [[]])
    parents: list[list[Any]] = field(default_factory=lambda: [[]])
    pages: list[Any] = field(default_factory=list)
    forms: list[dict[str, Any]] = field(default_factory=lambda: [{}])
    y: float = 760.0

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.contents.append([])
        self.parents.append([])
        self.forms.append({})
        self.pages.append(self._empty_page())
        self.y = 760.0

    def _empty_page(self) -> Any:
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Rotate=self.rotate,
            StructParents=len(self.contents) - 1,
        )
        return self.pdf.make_indirect(page)

    def element(self, node: Node, parent: Any) -> Any:
        """The structure element of a node, its words drawn."""
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + node.kind), P=parent)
        )
        if node.actual:
            made.ActualText = pikepdf.String(node.actual)
        if node.columns > 1 or node.rows > 1:
            made.A = Dictionary(O=Name.Table, ColSpan=node.columns, RowSpan=node.rows)
        made.K = Array([])
        for child in node.children:
            if child is NEXT_PAGE:
                self.new_page()
            elif isinstance(child, Node):
                made.K.append(self.element(child, made))
            else:
                self._content(child if isinstance(child, Drawn) else Drawn(child), made)
        return made

    def _content(self, drawn: Drawn, owner: Any) -> None:
        number = len(self.parents[-1])
        if drawn.tagged and not drawn.artifact:
            self.parents[-1].append(owner)
            owner.K.append(Dictionary(Type=Name.MCR, Pg=self.pages[-1], MCID=number))
        self.draw(drawn, number)

    def draw(self, drawn: Drawn, number: int) -> None:
        """Draw words as marked content `number`, as furniture or unmarked."""
        if not drawn.same_line:
            self.y -= 16
        y = self.y if drawn.y is None else drawn.y
        shown = self._shown(drawn, y)
        if drawn.artifact:
            shown = b"/Artifact BMC\n" + shown + b"\nEMC"
        elif drawn.tagged:
            shown = f"/P <</MCID {number}>> BDC\n".encode() + shown + b"\nEMC"
        self.contents[-1].append(shown)

    def _shown(self, drawn: Drawn, y: float) -> bytes:
        words = drawn.words.encode("cp1252")
        for sign in (b"\\", b"(", b")"):
            words = words.replace(sign, b"\\" + sign)
        place = f"{drawn.x} {y + drawn.raised}".encode()
        font = f"/{drawn.font} {drawn.size} Tf".encode()
        shown = b"BT " + font + b" " + place + b" Td (" + words + b") Tj ET"
        return self._in_form(shown) if drawn.in_form else shown

    def _in_form(self, shown: bytes) -> bytes:
        name = f"/X{len(self.forms[-1])}"
        form = self.pdf.make_stream(shown)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, 595, 842])
        form.Resources = Dictionary(Font=self.fonts())
        self.forms[-1][name] = form
        return name.encode() + b" Do"

    def fonts(self) -> Any:
        """F1 upright, F2 bold, F3 italic."""
        faces = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}
        return Dictionary(
            {
                f"/{key}": Dictionary(
                    Type=Name.Font,
                    Subtype=Name.Type1,
                    BaseFont=Name("/" + face),
                    Encoding=Name.WinAnsiEncoding,
                )
                for key, face in faces.items()
            }
        )


def write_tagged(
    path: Path,
    *nodes: Node,
    furniture: Sequence[Drawn] = (),
    roles: dict[str, str] | None = None,
    rotate: int = 0,
) -> Path:
    """Write a tagged PDF of the nodes; `furniture` is drawn on every page."""
    with Pdf.new() as pdf:
        builder = Builder(pdf, rotate)
        builder.pages.append(builder._empty_page())
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = builder.element(Node("Document", nodes), root)
        root.K = Array([document])
        if roles:
            root.RoleMap = Dictionary({f"/{own}": Name("/" + role) for own, role in roles.items()})
        numbers: list[Any] = []
        for index, page in enumerate(builder.pages):
            _finish_page(builder, index, page, furniture)
            numbers += [index, pdf.make_indirect(Array(builder.parents[index]))]
            pdf.pages.append(pikepdf.Page(page))
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.save(path)
    return path


def _finish_page(builder: Builder, index: int, page: Any, furniture: Sequence[Drawn]) -> None:
    content = builder.contents[index]
    for drawn in furniture:
        words = drawn.words.replace("#", str(index + 1))
        shown = builder._shown(Drawn(words, x=drawn.x), 20 if drawn.y is None else drawn.y)
        content.append(b"/Artifact BMC\n" + shown + b"\nEMC" if drawn.artifact else shown)
    page.Contents = builder.pdf.make_stream(b"\n".join(content))
    page.Resources = Dictionary(Font=builder.fonts(), XObject=Dictionary(builder.forms[index]))


@pytest.fixture
def tagged(tmp_path: Path) -> Callable[..., Path]:
    """Write a tagged PDF of the given nodes and return its path."""

    def write(*nodes: Node, **options: Any) -> Path:
        return write_tagged(tmp_path / "report.pdf", *nodes, **options)

    return write


@pytest.fixture(scope="session")
def node() -> type[Node]:
    """The element to build with."""
    return Node


@pytest.fixture(scope="session")
def drawn() -> type[Drawn]:
    """The words to build with."""
    return Drawn


@pytest.fixture(scope="session")
def next_page() -> object:
    """What ends a page within an element."""
    return NEXT_PAGE
