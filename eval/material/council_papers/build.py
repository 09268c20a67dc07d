"""The files of measuring papers: each paper in each of its formats."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from corpus.sample.build import write_pdf
from eval.material.council_papers.body import Piece, Run, read_pieces, read_runs
from eval.material.council_papers.paper import Paper
from eval.material.council_papers.web import to_page
from eval.material.council_papers.word import write_word
from eval.material.twins import remove_structure, scan_twin

_OFFICE = "soffice"
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_WAIT_S = 300  # LibreOffice prints thirty short papers in twenty seconds on a busy machine


def build_papers(papers: Iterable[Paper], folder: Path) -> Mapping[tuple[str, str], Path]:
    """Write every paper in its formats: (its name, format) to the file.

    `office` is left out where LibreOffice is not installed.
    """
    held = list(papers)
    files = {(paper.name, form): path for paper in held for form, path in _write(paper, folder)}
    return {
        **files,
        **_print_by_office([paper for paper in held if "office" in paper.formats], folder),
    }


def _write(paper: Paper, folder: Path) -> Iterator[tuple[str, Path]]:
    if {"pdf", "untagged", "scan"} & set(paper.formats):
        pdf = _print(paper, folder)
    for form in paper.formats:
        if form == "office":
            continue
        out = _place(folder, form) / f"{paper.name}.{_ENDINGS.get(form, 'pdf')}"
        match form:
            case "pdf":
                shutil.copy(pdf, out)
            case "untagged":
                remove_structure(pdf, out)
            case "scan":
                scan_twin(pdf, out)
            case "docx":
                write_word(paper, out)
            case "html":
                out.write_text(to_page(paper), "utf-8")
            case _:
                out.write_text(to_text(paper), "utf-8")
        yield form, out


_ENDINGS = {"docx": "docx", "html": "html", "text": "txt"}


def _place(folder: Path, form: str) -> Path:
    place = folder / form
    place.mkdir(exist_ok=True)
    return place


def _print(paper: Paper, folder: Path) -> Path:
    source = _place(folder, "source") / f"{paper.name}.html"
    source.write_text(to_page(paper), "utf-8")
    return write_pdf(source, source.parent)


def _print_by_office(papers: list[Paper], folder: Path) -> dict[tuple[str, str], Path]:
    """The papers as Word files, printed by LibreOffice in one go; none where it is not there."""
    if not papers or shutil.which(_OFFICE) is None:
        return {}
    words, out = _place(folder, "words"), _place(folder, "office")
    for paper in papers:
        write_word(paper, words / f"{paper.name}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [_OFFICE, profile, "--headless", "--convert-to", _TAGGED, "--outdir", str(out)]
    files = [str(path) for path in sorted(words.glob("*.docx"))]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=_WAIT_S)
    return {(paper.name, "office"): out / f"{paper.name}.pdf" for paper in papers}


def to_text(paper: Paper) -> str:
    """The paper as plain text: tables by tabs, paragraphs parted by an empty line."""
    return "\n\n".join(_text(piece) for piece in read_pieces(paper.body) if piece.kind != "page")


def _text(piece: Piece) -> str:
    if piece.kind == "box":
        return "\n\n".join(map(_text, piece.inside))
    if piece.kind == "table":
        return "\n".join("\t".join(map(_plain, row)) for row in piece.rows)
    bullet = "  " * (piece.level - 1) + "- " if piece.kind in ("bullet", "number") else ""
    return bullet + "\n".join(map(_plain, piece.lines))


def _plain(line: str) -> str:
    runs: tuple[Run, ...] = read_runs(line.replace("<br>", " "))
    return "".join(run.words for run in runs)
