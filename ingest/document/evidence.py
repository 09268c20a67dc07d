"""What kind of document one is, weighed: its title, headings, tables, standing words, its name.

Each type of document (frameworks of one title are one) gets points. The cue that stands first in
the opening gives most, as a title does; rows of `corpus/vocabulary/evidence.json` and a table of
grades give the rest. A type is certain where it has enough points, and enough more than the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from corpus.document import Block, Document
from corpus.kinds import DocumentKind, load_kinds
from corpus.vocabulary.evidence import Place, load_evidence
from corpus.vocabulary.frameworks import Framework, load_frameworks
from ingest.document.dates import read_days
from ingest.document.heads.lines import head_lines
from ingest.find.judgements import find_grade_table

# The label of a row that names another meeting than the paper's.
_ELSEWHERE = re.compile(
    r"(?:(?:last|previously|already|also) )?(?:seen|considered|consulted|discussed|approved|agreed)"
    r" (?:by|at|with)\b|previous(?:ly)? (?:meetings?|consider)|consult(?:ed|ation|ees)\b"
)
Item = Framework | DocumentKind

# A title page, or the head and first sentence of a letter, is shorter than this.
OPENING_CHARACTERS = 3000
# A title stands within this; below the address of a letter, it has begun by 600.
_TITLE_CHARACTERS = 800
_LINE_WORDS = 25
# In points, as the weights of evidence.json are (3: only such a document prints it). A title alone
# is enough to be certain; a cue deeper in the opening may be of what the document is about, and
# tells nothing by itself.
_TITLE, _CUE, _ALSO_CUED = 6, 2, 1
_GRADES = 3  # a table of grades, all of them for areas of the framework
_GIVEN = 4  # the kind as the manifest or the user gave it
_DAY = 1  # inspectors used the framework on the first day that the opening prints
_LEAST = 3  # below this nothing tells what a document is
_CERTAIN, _LEAD, _LEAD_IN_KIND = 5, 2, 1


@dataclass(frozen=True, slots=True)
class Type:
    """A type of document: the frameworks of one title, or a kind."""

    kind: str
    title: str
    frameworks: tuple[Framework, ...] = ()
    cues: tuple[re.Pattern[str], ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids by which evidence names it."""
        return tuple(framework.id for framework in self.frameworks) or (self.kind,)


@dataclass(frozen=True, slots=True)
class LikelyType:
    """The likeliest type, none where nothing tells; where its title's cue stands, else 0.

    `areas` are those of the document's table of grades. `rival` is the next type where that is
    too near for the first to be certain, or empty.
    """

    type: Type | None = None
    start: int = 0
    areas: frozenset[str] = frozenset()
    certain: bool = False
    rival: Type | None = None


def plain(text: str) -> str:
    """Lower case, straight quotes, single spaces: the form that cues are written for."""
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


def first_cued(opening: str) -> tuple[Type, int] | None:
    """The type whose cue stands first in an opening in plain form, and where; None without any."""
    starts = _cued(opening)
    first = min(starts, key=lambda type_: starts[type_], default=None)
    return (first, starts[first]) if first else None


def weigh_types(document: Document) -> LikelyType:
    """The type of document for which most speaks."""
    opening = plain(document.text[:OPENING_CHARACTERS])
    starts = _cued(opening)
    areas = frozenset(area for area, _, _ in find_grade_table(document.text))
    points = _points(document, starts, areas)
    best, *others = sorted(load_types(), key=lambda type_: -points[type_])
    if points[best] < _LEAST:
        return LikelyType(areas=areas)
    rivals = (type_ for type_ in others if points[best] < points[type_] + _lead(best, type_))
    rival = next((type_ for type_ in rivals if points[type_] >= _LEAST), None)
    certain = points[best] >= _CERTAIN and rival is None
    start = starts.get(best, 0)
    return LikelyType(best, start if start < _TITLE_CHARACTERS else 0, areas, certain, rival)


def _lead(best: Type, other: Type) -> int:
    """The points by which a type must lead another: fewer where both are of one kind."""
    return _LEAD_IN_KIND if best.kind == other.kind else _LEAD


@cache
def load_types() -> tuple[Type, ...]:
    """Every type, frameworks first, in the order in which to try their cues."""
    titles = dict.fromkeys(framework.title for framework in load_frameworks())
    return tuple(_to_type(title) for title in titles) + tuple(
        Type(kind.id, kind.title, (), kind.cues) for kind in load_kinds() if kind.cues
    )


def _to_type(title: str) -> Type:
    frameworks = tuple(each for each in load_frameworks() if each.title == title)
    cues = dict.fromkeys(cue for framework in frameworks for cue in framework.cues)
    return Type(frameworks[0].kind, title, frameworks, tuple(cues))


# --- points --------------------------------------------------------------------


def _cued(opening: str) -> dict[Type, int]:
    """Where in the opening the first cue of each type stands that has one there."""
    found = ((type_, _first_match(type_, opening)) for type_ in load_types())
    return {type_: start for type_, start in found if start is not None}


def _first_match(type_: Type, opening: str) -> int | None:
    matches = (cue.search(opening) for cue in type_.cues)
    return min((match.start() for match in matches if match), default=None)


def _points(
    document: Document, starts: Mapping[Type, int], areas: frozenset[str]
) -> Mapping[Type, int]:
    found = _evidence(document)
    given = document.source.kind
    day = next(iter(read_days(document.text[:OPENING_CHARACTERS])), None)
    return {
        type_: max(found[id_] for id_ in type_.ids)
        + _of_cue(starts, type_)
        + _GRADES * any(areas and areas <= set(each.areas) for each in type_.frameworks)
        + _DAY * any(framework.covers(day) for framework in type_.frameworks)
        + _GIVEN * (given == type_.kind)
        for type_ in load_types()
    }


def _of_cue(starts: Mapping[Type, int], type_: Type) -> int:
    """The points for cues: most for the first in the opening, where that may be a title."""
    if type_ not in starts:
        return 0
    if starts[type_] > min(starts.values()):
        return _ALSO_CUED
    return _TITLE if starts[type_] < _TITLE_CHARACTERS else _CUE


def _evidence(document: Document) -> Counter[str]:
    """The points that each framework and kind has from words in the document and its name."""
    places = _read_places(document)
    points: Counter[str] = Counter()
    for piece in load_evidence():
        if piece.cue.search(places[piece.place]):
            points.update(dict.fromkeys(piece.of, piece.weight))
    return points


def _read_places(document: Document) -> Mapping[Place, str]:
    """The words in which evidence is looked for, in plain form."""
    blocks = [(block, plain(document.quote(block.span))) for block in document.blocks]
    short = [(block, words) for block, words in blocks if words.count(" ") < _LINE_WORDS]
    name = f"{document.source.name} {document.source.title}"
    return {
        "head": _read_head(document, blocks),
        "lines": "\n".join(words for _, words in short),
        "cells": "\n".join(words for block, words in short if block.kind == "cell"),
        "text": " ".join(words for _, words in blocks),
        "name": plain(re.sub(r"[-_.]+", " ", name)),
    }


def _read_head(document: Document, blocks: Sequence[tuple[Block, str]]) -> str:
    """The head by blocks, then by printed lines: a head may be one block of many lines.

    Rows of three cells and more tell of other meetings and papers: a forward plan, a log; so do
    those of who saw a paper before.
    """
    wide = {
        _row(block)
        for block, words in blocks
        if (block.column or 0) > 1 or (block.kind == "cell" and _ELSEWHERE.match(words))
    }
    rows = [block.span for block, _ in blocks if block.table is not None and _row(block) in wide]
    words = [words for block, words in blocks if block.table is None or _row(block) not in wide]
    lines = takewhile(lambda line: line.span.start < OPENING_CHARACTERS, document.lines)
    own = (line.span for line in lines if not any(line.span in span for span in rows))
    facts = (line for line in head_lines(document) if line.label and line.block.kind != "cell")
    told = (plain(f"{line.label}: {line.words}") for line in facts)
    printed = (plain(document.quote(span)) for span in own)
    return "\n".join([*_first(OPENING_CHARACTERS, words), *told, *printed])


def _row(block: Block) -> tuple[int | None, int | None]:
    return block.table, block.row


def _first(most: int, words: Sequence[str]) -> Iterator[str]:
    for line in words:
        if most <= 0:
            return
        yield line[:most]
        most -= len(line)
