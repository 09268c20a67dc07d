"""The grades that inspectors gave: in the table on page one, a record at the end, a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.document import Document, Span
from corpus.records import Grade, Judgement
from corpus.vocabulary.frameworks import load_frameworks

_WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")
_ONE_WORD: dict[str, Grade] = {
    "outstanding": "outstanding",
    "good": "good",
    "adequate": "adequate",
    "inadequate": "inadequate",
}
_IMPROVEMENT = ("improvement", "to", "be", "good")
_GRADE_WORDS = frozenset({*_ONE_WORD, "requires", "require", *_IMPROVEMENT})
_GRADE = r"(outstanding|good|adequate|inadequate|requires?\s+improvement(?:\s+to\s+be\s+good)?)"
# Grade tables stand on the first page or, to 2013, under "Record of main findings" at the end;
# the longest opening before a table has about 1,500 characters.
WINDOW_CHARACTERS = 6000
_RECORD = re.compile(r"record of main findings", re.IGNORECASE)
# The line above a table of the grades that an earlier inspection gave.
_EARLIER = re.compile(
    r"(?<!dates of )(?<!date of )\b(?:previous|last|earlier)\s+(?:\w+\s+)?(?:inspection|judgement)"
    r"[^.\n]*\s*(?:judgement\s+grade\s*)?$",
    re.IGNORECASE,
)
# Two rows can be a sentence about two areas; every table of a framework has four or more.
FEWEST_ROWS = 3
# Five reports of 2025 and 2026 print "of children care leavers"; names of fewer words are too
# near to others to let a word pass.
LONG_NAME_WORDS = 6
_OVERALL = re.compile(
    r"(?:overall\s+judgement\s+is(?:\s+that\s+[^.:;]{0,80}?)?"
    r"|children[’']s\s+services\s+in\s+[^.:;]{2,100}?)"
    rf"\s+(?:(?:is|are)\s+)?{_GRADE}\b",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"(?<!\ban )(?<!\ba )(?:the |for |of )(?:[\w&’'-]+ ){0,6}?"
    r"(?:safeguarding\s+children(?:[’']s)?(?:\s+board)?|LSCB)(?:\s*\([\w&]+\))?"
    rf"\s+(?:(?:is\s+judged\s+to\s+be|is|are)\s+)?{_GRADE}\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"lead to positive experiences|lead to inconsistent experiences|systemic failings",
    re.IGNORECASE,
)
# What is to follow stands in the same paragraph of some reports.
_OUTCOME_END = re.compile(
    r"(?<=\.)\s+(?=(?:The next|A monitoring|As a result|Ofsted and|His Majesty|Her Majesty))"
)
BOARD_AREA = "The Local Safeguarding Children Board"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    plain: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Row:
    """An area and where its name stands; the words of the grade printed so far are kept apart."""

    area: str
    span: Span


def find_judgements(document: Document) -> tuple[Judgement, ...]:
    """Every area and grade this document gives, in the order printed; none where it gives none.

    Areas are named as their framework names them. Grades of earlier inspections are left
    out. An area SEND report has one judgement, "Inspection outcome", whose grade is the
    sentence printed.
    """
    found = (*_graded(document), *_outcome(document))
    return tuple(sorted(found, key=lambda judgement: judgement.span.start))


def _graded(document: Document) -> Iterator[Judgement]:
    rows = find_grade_table(document.text) or _headed_grades(document)
    given = {area for area, _, _ in rows}
    rows += [row for row in _stated_grades(document) if row[0] not in given]
    for area, span, printed in rows:
        yield Judgement(span, area, to_grade(printed), printed, document.framework)


def to_grade(printed: str) -> Grade:
    """The grade that printed words stand for.

    >>> to_grade("Requires improvement to be good")
    'requires_improvement'
    """
    return _ONE_WORD.get(printed.lower(), "requires_improvement")


def find_grade_table(text: str) -> list[tuple[str, Span, str]]:
    """Area, span and grade as printed of each row of the first grade table; empty where none is.

    Cells may come in any order that keeps areas and grades each from top to bottom: row by
    row, column by column, or line by line through cells of several lines.
    """
    for start, end in _windows(text):
        words = _words(text, start, end)
        for first in range(len(words)):
            rows = _read_table(words, first)
            if rows and not _EARLIER.search(text, max(0, rows[0][1].start - 80), rows[0][1].start):
                return rows
    return []


def _windows(text: str) -> Iterator[tuple[int, int]]:
    yield 0, WINDOW_CHARACTERS
    for record in _RECORD.finditer(text, WINDOW_CHARACTERS):
        yield record.end(), record.end() + WINDOW_CHARACTERS


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [
        _Word(match.group(), match.group().lower(), Span(match.start(), match.end()))
        for match in _WORD.finditer(text, start, end)
    ]


def _read_table(words: Sequence[_Word], first: int) -> list[tuple[str, Span, str]]:
    """The rows of a table that starts at a word; empty where no table does."""
    areas: list[_Row] = []
    graded = _dangling(words, first)
    index = first
    while index < len(words):
        row, after = _match_area(words, index, graded)
        if row:
            areas.append(row)
        elif words[index].plain in _GRADE_WORDS and areas:
            graded.append(words[index])
        elif not _is_filler(words[index]) or not areas:
            break
        index = after if row else index + 1
    return _paired(areas, _parse_grades(graded))


def _paired(
    areas: Sequence[_Row], grades: Sequence[Sequence[_Word]]
) -> list[tuple[str, Span, str]]:
    """Areas and grades joined one to one; empty where they do not come out even.

    Running text after a table may begin like a row of it ("The quality of practice ...",
    "Good support ..."): what follows the last pair is left out.
    """
    if not grades:
        return []
    end = grades[-1][-1].span.end
    areas = [row for row in areas if row.span.start < end]
    if len(areas) < FEWEST_ROWS or len(grades) < len(areas):
        return []
    return [_join(row, grade) for row, grade in zip(areas, grades, strict=False)]


def _dangling(words: Sequence[_Word], first: int) -> list[_Word]:
    """The upper line of a grade that is printed beside the first area: "Requires 1. Children"."""
    before = [word for word in words[max(0, first - 2) : first] if not _is_filler(word)]
    return [word for word in before[-1:] if word.plain in ("require", "requires")]


def _is_filler(word: _Word) -> bool:
    """Numbers of rows ("2.1") and of grades ("Grade 4"), and the table's own heading."""
    return word.plain[0].isdigit() or word.plain in ("grade", "judgement")


def _match_area(words: Sequence[_Word], index: int, graded: list[_Word]) -> tuple[_Row | None, int]:
    """The longest area name at a word, and the index after it; a slip of print is let pass last.

    Words of a grade printed between the lines of a name are added to `graded`.
    """
    names = _names_by_first_word().get(words[index].plain, ())
    for slips in (0, 1):
        for area, name in names:
            between: list[_Word] = []
            allowed = slips if len(name) >= LONG_NAME_WORDS else 0
            if after := _match_name(words, index, name, between, allowed):
                graded += between
                return _Row(area, Span(words[index].span.start, words[after - 1].span.end)), after
    return None, index


def _match_name(
    words: Sequence[_Word], index: int, name: Sequence[str], between: list[_Word], slips: int
) -> int:
    """The index after a name, stepping over words of a grade and up to `slips` other words.

    0 where the name is not there.
    """
    for expected in name:
        while index < len(words) and words[index].plain != expected:
            if words[index].plain in _GRADE_WORDS:
                between.append(words[index])
            elif slips:
                slips -= 1
            else:
                return 0
            index += 1
        if index == len(words):
            return 0
        index += 1
    return index


@cache
def _names_by_first_word() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Every area with the words of its name, by its first word, longest names first."""
    areas = {area for framework in load_frameworks() for area in framework.areas}
    by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for area in sorted(areas, key=len, reverse=True):
        name = tuple(word.lower() for word in _WORD.findall(area))
        by_word.setdefault(name[0], []).append((area, name))
    return by_word


def _parse_grades(words: Sequence[_Word]) -> list[list[_Word]]:
    """Words of grades, in order, parted into grades."""
    grades: list[list[_Word]] = []
    for word in words:
        if grades and _goes_on([known.plain for known in grades[-1]], word.plain):
            grades[-1].append(word)
        elif word.plain in _ONE_WORD or word.plain in ("require", "requires"):
            grades.append([word])
        else:
            return []
    return [grade for grade in grades if len(grade) > 1 or grade[0].plain in _ONE_WORD]


def _goes_on(known: list[str], word: str) -> bool:
    """True where a word is the next of "requires improvement to be good"."""
    said = (*known[1:], word)
    return known[0].startswith("require") and said == _IMPROVEMENT[: len(said)]


def _join(row: _Row, grade: Sequence[_Word]) -> tuple[str, Span, str]:
    start = min(row.span.start, grade[0].span.start)
    end = max(row.span.end, grade[-1].span.end)
    return row.area, Span(start, end), " ".join(word.text for word in grade)


def _headed_grades(document: Document) -> list[tuple[str, Span, str]]:
    """Grades that headings give ("... who need help and protection: good"), for want of a table."""
    found = {}
    for block in document.blocks:
        if block.kind == "heading":
            for area, pattern in _heading_patterns(document.framework):
                if match := pattern.fullmatch(document.text, block.span.start, block.span.end):
                    found[area] = (area, block.span, " ".join(match.group(1).split()))
    return list(found.values())


@cache
def _heading_patterns(framework_id: str) -> list[tuple[str, re.Pattern[str]]]:
    framework = next((f for f in load_frameworks() if f.id == framework_id), None)
    return [
        (area, re.compile(_spaced(area) + rf"\s*(?::|is:?|are:?)?\s*{_GRADE}\.?", re.IGNORECASE))
        for area in (framework.areas if framework else ())
    ]


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def _stated_grades(document: Document) -> list[tuple[str, Span, str]]:
    """The overall grade and the board's in reports of the single framework, which state them."""
    if document.framework != "sif":
        return []
    sought = (("Overall effectiveness", _OVERALL), (BOARD_AREA, _BOARD))
    ends = (WINDOW_CHARACTERS, len(document.text))  # the board has a part of its own, later on
    matches = [
        (area, pattern.search(document.text, 0, end))
        for (area, pattern), end in zip(sought, ends, strict=True)
    ]
    return [
        (area, Span(*match.span()), " ".join(match.group(1).split()))
        for area, match in matches
        if match
    ]


def _outcome(document: Document) -> Iterator[Judgement]:
    """The outcome of an area SEND inspection, in the words printed."""
    if document.framework != "area_send_2023":
        return
    for block in document.blocks:
        if block.kind != "heading" and _OUTCOME.search(document.text, *_ends(block.span)):
            said = _OUTCOME_END.split(document.quote(block.span))[0]
            span = Span(block.span.start, block.span.start + len(said.rstrip()))
            sentence = " ".join(said.split())
            yield Judgement(span, "Inspection outcome", sentence, sentence, document.framework)
            return


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
