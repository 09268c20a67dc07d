"""Packs built for measuring: inspection reports bound behind an agenda that lists them.

The front sheet of every third pack lies about its pages, every fourth report has lost its
structure tree, so that pages with and without one stand in one file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pikepdf

from eval.material.twins import remove_structure

_PAPER = (595, 842)  # A4 in points
_LINE = 18
_LIES = 3  # every so many packs
_UNTAGGED = 4  # every so many reports


@dataclass(frozen=True, slots=True)
class Pack:
    """A built pack, its papers in order, and the page on which each begins."""

    path: Path
    papers: tuple[Path, ...]
    first_pages: tuple[int, ...]


def build_packs(papers: Sequence[Path], folder: Path, number: int) -> list[Pack]:
    """So many packs of two to four of the papers each; the same every time."""
    draw = Random(2020)
    return [
        _build(draw.sample(list(papers), draw.randint(2, 4)), folder / f"pack-{index}.pdf", index)
        for index in range(number)
    ]


def _build(papers: Sequence[Path], path: Path, index: int) -> Pack:
    with pikepdf.new() as pack:
        _add_front_sheet(pack, papers, lies=index % _LIES == 0)
        starts = []
        for number, paper in enumerate(papers):
            starts.append(len(pack.pages) + 1)
            _append(pack, paper, path.with_name("untagged.pdf"), (index + number) % _UNTAGGED == 0)
        pack.save(path)
    return Pack(path, tuple(papers), tuple(starts))


def _append(pack: pikepdf.Pdf, paper: Path, twin: Path, untagged: bool) -> None:
    if untagged:
        remove_structure(paper, twin)
    with pikepdf.open(twin if untagged else paper) as pdf:
        pack.pages.extend(pdf.pages)


def _add_front_sheet(pack: pikepdf.Pdf, papers: Sequence[Path], lies: bool) -> None:
    first = 2
    lines = ["Cabinet - Agenda", "A meeting of the Cabinet will be held on:"]
    lines += ["Date: 14 January 2020", "Time: 3.00pm", "Items"]
    for number, paper in enumerate(papers, start=4):
        with pikepdf.open(paper) as pdf:
            last = first + len(pdf.pages) - 1
        shown = (first + 3, last + 5) if lies else (first, last)
        lines.append(f"{number}. Inspection report (Pages {shown[0]} - {shown[1]})")
        first = last + 1
    lines.append("Date: 6 January 2020")
    page = pack.add_blank_page(page_size=_PAPER)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pack.make_indirect(font)))
    page.Contents = pack.make_stream(_typed(lines))


def _typed(lines: Sequence[str]) -> bytes:
    """The lines as a page's content, one under the other."""
    shown = " T* ".join(f"({_escaped(line)}) Tj" for line in lines)
    return f"BT /F1 12 Tf {_LINE} TL 72 770 Td {shown} ET".encode("latin-1")


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
