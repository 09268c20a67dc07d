"""Reports with their titles reworded or removed or their councils renamed, all else the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from corpus.document import RawBlock, RawDocument, RawLine, RawPage, digest
from corpus.kinds import kind_of

# Of no register, each of words that no place in the reports has.
INVENTED = "Harrowmere, Wexmere and Poldale"
_HEAD_END = re.compile(r"\b(?:inspection|visit) dates?\b|\blead inspector\b|^dear\b", re.I | re.M)
_MOST_HEAD = 12  # blocks: no title page of 2013 to 2026 has more before its days
_REWORDED: Mapping[str, tuple[str, ...]] = {
    "service": (
        "How well {council} looks after its children: the report of our inspectors",
        "{council}: inspection of services for children and families",
        "Report on an inspection of social care for children in {council}",
        "Ofsted report: {council} children’s social care",
    ),
    "send": (
        "How the partners in {council} serve children with special educational needs",
        "{council}: inspection of arrangements for SEND",
        "Report on special educational needs and disability arrangements in {council}",
        "Ofsted and CQC report: {council} SEND partnership",
    ),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a report: its kind, and its council as the register has it."""

    kind: str
    council: str


@dataclass(frozen=True, slots=True)
class Retitled:
    """A changed report: how it was changed, and the council that it is about now."""

    change: str
    council: str
    raw: RawDocument


Retitle = Callable[[RawDocument, Known], RawDocument]


def retitled(raw: RawDocument, known: Known) -> Iterator[Retitled]:
    """The report under each change."""
    for change, retitle in _CHANGES.items():
        council = INVENTED if change == "invented" else known.council
        yield Retitled(change, council, retitle(raw, known))


def _with_title(raw: RawDocument, *lines: str) -> RawDocument:
    """The report with these lines in place of all that stands above its days."""
    first = raw.pages[0]
    end = _head_end(first)
    like = first.blocks[0]
    title = tuple(_line_of(like, words) for words in lines)
    page = replace(first, blocks=(*title, *first.blocks[end:]))
    return replace(raw, pages=(page, *raw.pages[1:]), title="")


def _line_of(like: RawBlock, words: str) -> RawBlock:
    box = like.lines[0].box
    return replace(like, lines=(RawLine(words, box),), marker="")


def _head_end(page: RawPage) -> int:
    """The index of the first block below the title."""
    words = ("\n".join(line.text for line in block.lines) for block in page.blocks[:_MOST_HEAD])
    ends = (index for index, text in enumerate(words) if _HEAD_END.search(text))
    return next(ends, 1)


def _removed(raw: RawDocument, known: Known) -> RawDocument:
    return _with_title(raw)


def _reworded(raw: RawDocument, known: Known) -> RawDocument:
    wordings = _REWORDED[kind_of(known.kind).inspects]
    number = int(digest(*(line.text for line in raw.pages[-1].blocks[0].lines)), 16)
    return _with_title(raw, wordings[number % len(wordings)].format(council=known.council))


def _of_trust(raw: RawDocument, known: Known) -> RawDocument:
    return _with_title(raw, f"Inspection of {known.council} Children and Families Trust")


def _combined(raw: RawDocument, known: Known) -> RawDocument:
    name = f"{known.council} and Harrowmere"
    return _with_title(raw, f"{_usual(known)} of {name} {_whose(known)}")


def _long(raw: RawDocument, known: Known) -> RawDocument:
    """A name of more than 80 characters."""
    mayor = "the Lord Mayor, Aldermen and Citizens of the City and County Palatine of"
    name = f"{mayor} {known.council} Metropolitan Borough Council"
    return _with_title(raw, f"{_usual(known)} of {name} {_whose(known)}")


def _invented(raw: RawDocument, known: Known) -> RawDocument:
    """Another council, wherever the report names its own."""
    renamed = _renamed(raw, known.council)
    return _with_title(renamed, f"{_usual(known)} of {INVENTED} {_whose(known)}")


def _usual(known: Known) -> str:
    return "Area SEND inspection" if kind_of(known.kind).inspects == "send" else "Inspection"


def _whose(known: Known) -> str:
    send = kind_of(known.kind).inspects == "send"
    return "Local Area Partnership" if send else "local authority children’s services"


def _renamed(raw: RawDocument, council: str) -> RawDocument:
    """The report with another council's name in each line that has the council's."""
    name = re.compile(rf"\b{re.escape(council)}\b".replace(r"\ ", r"[\s-]+"))

    def rename(block: RawBlock) -> RawBlock:
        lines = (replace(line, text=name.sub(INVENTED, line.text)) for line in block.lines)
        return replace(block, lines=tuple(lines))

    pages = (replace(page, blocks=tuple(map(rename, page.blocks))) for page in raw.pages)
    return replace(raw, pages=tuple(pages))


_CHANGES: Mapping[str, Retitle] = {
    "as it is": lambda raw, known: raw,
    "title removed": _removed,
    "title reworded": _reworded,
    "trust": _of_trust,
    "combined name": _combined,
    "80 characters": _long,
    "invented": _invented,
}
