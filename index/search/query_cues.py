"""What a question asks for beside its subject: a year, a figure, the latest, praise, and so on.

Each cue that a passage meets adds a little to its score. A passage is never left out for
want of one: filters do that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from corpus.kinds import kind_of
from index.search.query import Query

# Sizes of the cues by grid on the judged queries of `../shared/gold/search` (three or four
# queries each, so only their order of size is meant): nDCG@10 0.60 without, 0.62 with.
_OF_YEAR = 0.15
_FIGURES = 0.15
_LATEST = 0.10
_BY_INSPECTORS = 0.10
_TOO_SHORT = -0.20
_SHORT_WORDS = 10  # "Inspection dates: ..." and the like; a finding has more
_ENOUGH_FIGURES = 3  # more say no more: a table row has dozens
_YEARS_BACK = 10  # from here on nothing is the latest

_YEAR = r"\b(20[0-4]\d)\b"
_RANGE = re.compile(rf"\b(?:between|from) {_YEAR} (?:and|to|until) {_YEAR}", re.IGNORECASE)
_SINCE = re.compile(rf"\b(?:since|after) (?:the )?{_YEAR}", re.IGNORECASE)
_TIME = re.compile(
    rf"\b(?:(?:in|during|since|between|from|to|until|and|before|after) )?(?:the )?{_YEAR}",
    re.IGNORECASE,
)
_ASKS_FIGURES = re.compile(
    r"\bhow (?:many|much|long|often)\b|%|\bper ?cent|\b(?:percentage|figure|number|rate|"
    r"proportion|days|statistic|average)s?\b",
    re.IGNORECASE,
)
_ASKS_LATEST = re.compile(r"\b(?:now|latest|current|currently|today|still)\b", re.IGNORECASE)
_ASKS_INSPECTORS = re.compile(
    r"\b(?:inspectors?|ofsted) (?:say|said|find|found|think|thought|report|judge|conclude|ask|"
    r"want|recommend|criticis|prais)",
    re.IGNORECASE,
)
_ASKS_PRAISE = re.compile(  # not "how good is it", "is it any good"
    r"\bprais\w*|\bstrengths?\b|\bimpress\w*|\bexemplary\b|\bworks? well\b"
    r"|(?<!\bhow )(?<!\bany )\b(?:good|strong|strongest|excellent|outstanding|best|effective)\b"
    r"(?! enough)",
    re.IGNORECASE,
)
_NOT_FIGURES = re.compile(
    r"^\W*\d[\d.]*\s"  # the paragraph's own number
    r"|\b(?:19|20)\d\d(?:[-–/]\d\d)?\b"  # years
    r"|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*"
    r"|\b(?:paragraph|section|page)s? \d+"
)


@dataclass(frozen=True, slots=True)
class Cues:
    """What a question asks for: years of publication (first, last), figures, and so on."""

    years: tuple[int, int] | None
    figures: bool
    latest: bool
    inspectors: bool
    praise: bool = False


def read_cues(question: str) -> Cues:
    """The cues in a question.

    >>> read_cues("what improved between 2019 and 2023").years
    (2020, 2023)
    """
    return Cues(
        years=_read_years(question),
        figures=bool(_ASKS_FIGURES.search(question)),
        latest=bool(_ASKS_LATEST.search(question)),
        inspectors=bool(_ASKS_INSPECTORS.search(question)),
        praise=bool(_ASKS_PRAISE.search(question)),
    )


def leave_out_years(query: Query) -> Query:
    """A query without its years, which are a cue: as words they find dates, not what
    happened. As it was where nothing else is left (nDCG@10 0.66 to 0.67)."""
    words = tuple(word for word in query.words if not re.fullmatch(_YEAR, word))
    text = " ".join(_TIME.sub("", query.text).split())
    return replace(query, words=words, text=text) if words and text else query


def weigh_cues(
    cues: Cues,
    text: str,
    published: date | None,
    kind: str,
    newest: date | None,
    praised: float = 0.0,
) -> float:
    """What a passage gains by the cues it meets.

    `newest` is the newest publication held, `praised` what it gains where praise is wanted.
    """
    gain = _TOO_SHORT if len(text.split()) < _SHORT_WORDS else 0.0
    if cues.praise:
        gain += praised
    if cues.figures:
        gain += _FIGURES * min(_count_figures(text), _ENOUGH_FIGURES) / _ENOUGH_FIGURES
    if cues.inspectors and kind_of(kind).by_inspectors:
        gain += _BY_INSPECTORS
    if published is not None:
        if cues.years and cues.years[0] <= published.year <= cues.years[1]:
            gain += _OF_YEAR
        if cues.latest and newest is not None:
            age_years = (newest - published).days / 365.25
            gain += _LATEST * max(0.0, 1 - age_years / _YEARS_BACK)
    return gain


def _read_years(question: str) -> tuple[int, int] | None:
    """Years in which what is asked for was published. What changed between two years is
    told after the first of them."""
    if match := _RANGE.search(question):
        return int(match[1]) + 1, int(match[2])
    if match := _SINCE.search(question):
        return int(match[1]) + 1, date.max.year
    named = [int(year) for year in re.findall(_YEAR, question)]
    return (min(named), max(named)) if named else None


def _count_figures(text: str) -> int:
    return len(re.findall(r"\d+(?:[.,]\d+)*", _NOT_FIGURES.sub(" ", text)))
