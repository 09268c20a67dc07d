"""How well packs are split: Medway's of January 2020, and ten built from inspection reports."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from corpus.document import Document
from eval.material.gold import beside, load_extraction, load_files, load_medway
from eval.material.packs import Pack, build_packs
from eval.material.reading import read_files
from eval.metrics import Counts, split_words
from eval.outcome import Case, Figure, Outcome, share_figure

_PACK = "cabinet-2020-01"
_PACKS = 10
# What the gold calls a kind, as ours; a report to a cabinet is one to a committee.
_KINDS: Mapping[str, frozenset[str]] = {
    "committee_report": frozenset({"committee_report", "cabinet_report"}),
    "statutory_direction": frozenset({"direction"}),
}
_SPARE = 3  # lines of the file within which a part begins where the gold says


def evaluate_parts(gold: Path) -> Outcome:
    """Parts of the 2020 pack, one by one, and built packs, each right only as a whole."""
    medway = _medway_cases(gold)
    built = _built_cases(gold)
    figures = (
        _figure("parts of the 2020 pack: kind, title, boundaries", medway),
        _figure("built packs split as they were bound", built),
    )
    about = f"{len(medway)} parts of one pack, {len(built)} packs built from inspection reports"
    return Outcome("parts", about, figures, (*medway, *built))


def _figure(name: str, cases: Sequence[Case]) -> Figure:
    right = sum(case.right for case in cases)
    return share_figure(name, {"all": Counts(right, len(cases), len(cases))})


# --- Medway ------------------------------------------------------------------


def _medway_cases(gold: Path) -> list[Case]:
    listed = load_medway(gold, "documents")
    parts = [part for part in listed if part["id"].startswith(f"{_PACK}/")]
    path = find_medway_file(gold, _PACK)
    found = [report.document for report in read_files([path])[0]]
    lines = path.read_text("utf-8").splitlines()
    return [_medway_case(part, found, lines) for part in parts]


def find_medway_file(gold: Path, document: str) -> Path:
    """The file of a document of `gold/medway`."""
    return beside(gold, load_files(gold)[document])


def _medway_case(part: Mapping[str, Any], found: Sequence[Document], lines: Sequence[str]) -> Case:
    """Right where one document has this title and kind, and begins and ends on these lines."""
    words = _letters(_title(part))
    named = [
        document for document in found if words in _letters(document.title + document.text[:1500])
    ]
    notes = [_fault(part, document, lines) for document in named] or ["no part of that title"]
    best = min(notes, key=len)
    return Case(part["id"], part["type"], best == "", best)


def _fault(part: Mapping[str, Any], document: Document, lines: Sequence[str]) -> str:
    """What is wrong with a part; empty where nothing is."""
    if _letters(_title(part)) not in _letters(document.title):
        return f"titled {document.title}"
    if document.kind not in _KINDS.get(part["type"], {part["type"]}):
        return f"found as {document.kind}"
    first, last = (int(number) for number in part["source_lines"].split(" ")[0].split("-"))
    head = _letters(" ".join(lines[first - 1 : first + _SPARE]))
    tail = _letters(" ".join(lines[last - _SPARE : last]))
    begins = _letters(document.text[:200]).startswith(head[:20])
    ends = _letters(document.text)[-20:] in tail or tail[-20:] in _letters(document.text)[-400:]
    return "" if begins and ends else "begins or ends elsewhere"


def _title(part: Mapping[str, Any]) -> str:
    """A part's title, without what the gold adds to it in brackets."""
    return str(part["title"]).split(" (Improvement")[0]


def _letters(text: str) -> str:
    return "".join(split_words(text))


# --- built packs -------------------------------------------------------------


def _built_cases(gold: Path) -> list[Case]:
    papers = sorted(report.path for report in load_extraction(gold))
    by_itself = dict(zip(papers, read_files(papers), strict=True))
    with TemporaryDirectory() as folder:
        packs = build_packs(papers, Path(folder), _PACKS)
        found = read_files([pack.path for pack in packs])
    return [
        _built_case(pack, [report.document for report in reports], by_itself)
        for pack, reports in zip(packs, found, strict=True)
    ]


def _built_case(pack: Pack, found: Sequence[Document], by_itself: Mapping[Path, Any]) -> Case:
    """Right where each paper is a part from its first page on, known as it is by itself."""
    expected = [
        (first, document.kind, _undated(document))
        for first, paper in zip(pack.first_pages, pack.papers, strict=True)
        for document in (by_itself[paper][0].document,)
    ]
    got = [(document.pages[0].number, document.kind, _undated(document)) for document in found[1:]]
    wrong = [f"{e[1]} on page {e[0]}" for e in expected if e not in got]
    note = "; ".join(wrong) or ("" if len(got) == len(expected) else "more parts than papers")
    return Case(pack.path.stem, f"{len(pack.papers)} papers", note == "", note)


def _undated(document: Document) -> str:
    """A title without its year: some reports do not print theirs, and take the pack's."""
    return re.sub(r", \d{4}$", "", document.title)
