"""What a paper prints: its figures with what stands beside them, the reviews it tells of, the
appendices it names, the key to its ratings of risks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from corpus.document import Document, Span
from corpus.records import Observation
from corpus.store.connection import Connection
from corpus.store.documents import documents_of
from corpus.vocabulary.measures import find_measure
from index.briefing.measure_series import key_of

_AT_LINE = re.compile(r"^(?:Appendix|Annex) (?:\d+|[A-Z])\b", re.MULTILINE | re.IGNORECASE)
# Characters of an appendix that is there: of 21 lines that begin with such a name in papers of two
# councils the twelve in lists have at most 559 to the next, the nine that begin a part 1,186.
_PART = 600
_APPENDIX = re.compile(r"\b(?:Appendix|Annex) (?:\d+|[A-Z])\b")
_LONGEST_TITLE = 12  # words of a line that says what an appendix is called

# What an outside body or a reviewer did before the paper was written, by what it is called.
_EVENT = re.compile(
    r"\b(?P<event>peer (?:review|challenge)|(?:serious case |practice )?review|(?:re-)?inspection"
    r"|(?:focus+ed |monitoring |formal )?visit|diagnostic|stocktake|health check|Ofsted"
    r"|inspectors)\b",
    re.IGNORECASE,
)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_TIME = re.compile(rf"\b(?:(?:{_MONTHS})\.? )?(?:19|20)\d\d\b")

# How a count of people or homes changed: "the number of children in need (from 62 in June 2019 to
# 53 in May 2020)", "the number of households fell from 214 to 205".
_WHEN = (
    rf"(?:,? (?:(?:in|on|at|of|by)(?: the end of)? )?"
    rf"(?P<{{0}}>(?:\d{{{{1,2}}}} )?(?:(?:{_MONTHS})\.? )?20\d\d(?:[/–-]\d{{{{2,4}}}})?))?"
)
_COUNT = re.compile(
    r"\bnumbers? of (?P<what>[a-z][^.;:()\d]{3,70}?)\W+"
    r"(?P<verb>(?:(?:has|have|had|is|are|was|were) )?"
    r"(?:(?:steadily|slightly|since|also) )?(?:been )?(?:fell|fallen|rose|risen|grew|grown|dropp?ed"
    r"|increas(?:ed|ing)|decreas(?:ed|ing)|reduc(?:ed|ing)|declin(?:ed|ing)|gone (?:up|down)|went"
    r" (?:up|down))?)\W*"
    rf"from (?:an? )?(?:(?P<peak>high|low|peak) )?(?:of )?(?P<first>\d[\d,]*)(?!\d|\s?%)"
    rf"{_WHEN.format('then')}"
    rf",? to (?P<last>\d[\d,]*\d|\d)(?!\d|\s?%|\s?per ?cent)"
    rf"{_WHEN.format('now')}",
    re.IGNORECASE,
)

# The two sides of a key to ratings, by what councils call them, and a code of it with its words:
# "Likelihood: A very likely, B likely", "C Unlikely  III Moderate". A key has this many a side.
_SIDES = re.compile(
    r"\b(?P<first>likelihood|probability|impact|severity|consequence)\b"
    r"(?=.{0,160}?\b(?P<second>likelihood|probability|impact|severity|consequence)\b)",
    re.IGNORECASE | re.DOTALL,
)
_KEY_CODE = r"(?:[A-F]|I{1,3}|IV|VI?|[1-6])"
_KEY_ROW = re.compile(
    rf"(?<!\w)(?P<code>{_KEY_CODE})[ \t]*[-–:=.)]?\s+"
    rf"(?P<words>(?!{_KEY_CODE}\b)[A-Za-z]+(?: (?!{_KEY_CODE}\b)[A-Za-z]+){{0,2}})"
)
_KEY_LENGTH, _FEWEST_CODES = 400, 3  # characters after its first word
_OF_CHANCE = ("likelihood", "probability")  # sides whose words need no name
_RATING = re.compile(rf"([A-F]) ?({_KEY_CODE})")
# What the slight end of a side is called: a key may begin at either.
_SLIGHT = re.compile(
    r"(?:very |highly )?(?:unlikely|low|minor|small)|rare|remote|improbable|negligible|minimal"
    r"|insignificant|trivial|none",
    re.IGNORECASE,
)
# The name of a row that says of whom its values are, and not what is measured.
_OF_OTHERS = re.compile(
    r"(?:[\w’'-]+ ){0,2}(?:group|region|neighbours?|average|england|national|family)(?: average)?",
    re.IGNORECASE,
)
# Said of a rating in codes to which the paper prints no key.
UNEXPLAINED = "no key to this code was found in the paper"
_COLOURS = ("green", "amber", "red")
_MOST_SCORE = 25  # of a score that multiplies two sides of five
_IN_WORDS = ("low", "medium", "high", "very high")  # ratings that need no key


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure of the paper with what the paper prints beside it; empty where it prints none.

    `target` and `england` only where the figure is on their wrong side, or may be; `before` only
    where it is another, of which `is_better` says whether it got better, where that is known.
    `is_sure` is true where it is known which side is better; `ended` is the end of its period.
    """

    at: Span
    measure: str
    value: str
    before: str = ""
    before_when: str = ""
    target: str = ""
    england: str = ""
    is_better: bool = False
    is_sure: bool = False
    ended: date = date.min

    @property
    def is_short(self) -> bool:
        """True where it is on the wrong side of its target or of England, or may be."""
        return bool(self.target or self.england)


@dataclass(frozen=True, slots=True)
class PrintedCount:
    """How many there were and are, as a sentence counts them; a period it does not name is empty.
    `at` is where the count of today stands in the sentence; `peak` what it calls the first count
    ("high", "low"), if anything."""

    what: str
    first: str
    then: str
    last: str
    now: str
    at: Span
    peak: str = ""


def find_count(words: str) -> PrintedCount | None:
    """The count whose change a sentence tells; None where it tells none.

    >>> count = find_count("The number of homes fell from 62 in 2019 to 53 in May 2020.")
    >>> count.what, count.first, count.then, count.last, count.now
    ('homes', '62', '2019', '53', 'May 2020')
    """
    found = _COUNT.search(words)
    if found is None:
        return None
    what = _name_in_full(" ".join(found["what"].split()), words[: found.start()])
    ends = found["first"].rstrip(","), found["then"] or "", found["last"], found["now"] or ""
    at = Span(found.start("last"), found.end("last"))
    return PrintedCount(what, *ends, at, found["peak"] or "")


def _name_in_full(name: str, before: str) -> str:
    """What is counted, with the word that the sentence put before it: "foster homes", then "the
    number of homes"."""
    fuller = re.findall(rf"\b([a-z][\w’'-]+ {re.escape(name)})\b", before)
    return fuller[-1] if fuller and len(name.split()) == 1 else name


def find_figures(measures: Iterable[Observation]) -> list[PrintedFigure]:
    """The council's own figures of a paper, in its order; none of a row that is only named by whom
    it is of, another body or a group of councils."""
    by_measure: dict[str, list[Observation]] = {}
    for value in measures:
        if _OF_OTHERS.fullmatch(value.measure.strip()):
            continue
        by_measure.setdefault(key_of(value.measure), []).append(value)
    figures = [
        _to_figure(values, own)
        for values in by_measure.values()
        for own in values
        if own.role == "value"
    ]
    return sorted(figures, key=lambda figure: figure.at.start)


def figure_in(
    figures: Iterable[PrintedFigure], span: Span, is_row: bool = False
) -> PrintedFigure | None:
    """The newest figure of a sentence or row; of those alike the last of a row, for its columns
    go on in time, and the first of a sentence, which compares that with others."""
    within = (figure for figure in figures if figure.at in span)
    order = 1 if is_row else -1
    return max(within, key=lambda figure: (figure.ended, order * figure.at.start), default=None)


def _to_figure(values: Sequence[Observation], own: Observation) -> PrintedFigure:
    target = next((each for each in values if each.role == "target"), None)
    england = next((each for each in values if each.who == "England"), None)
    earlier = [each for each in values if _is_earlier(each, own)]
    before = max(earlier, key=_ended, default=None)
    changed = before is not None and before.value != own.value
    side = _good_is(own) or _side_of(target, min(earlier, key=_ended, default=None))
    return PrintedFigure(
        own.span,
        own.measure,
        own.value,
        before.value if before and changed else "",
        before.period if before and changed else "",
        target.value if target and _is_short(own, target, side) else "",
        england.value if england and _is_short(own, england, side) else "",
        bool(before and side and not _is_short(own, before, side)),
        bool(side),
        _ended(own),
    )


def _ended(value: Observation) -> date:
    return value.period_end or date.min


def _is_earlier(other: Observation, own: Observation) -> bool:
    """True of a value of the council's own, of a period that ended before."""
    return other.role == "value" and bool(other.period_end) and _ended(other) < _ended(own)


def _side_of(target: Observation | None, first: Observation | None) -> str:
    """Which side is better, by where the target lies from the first value printed."""
    ends = (target.amount if target else None), (first.amount if first else None)
    if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        return ""
    return "high" if ends[0] > ends[1] else "low"


def _is_short(own: Observation, wanted: Observation, side: str) -> bool:
    """True where a value is on the wrong side of another; of a target also where it is another,
    no side is known, and it is not marked green."""
    if own.amount is None or wanted.amount is None:
        return False
    sides = {"high": own.amount < wanted.amount, "low": own.amount > wanted.amount}
    is_missed = wanted.role == "target" and own.amount != wanted.amount
    return sides.get(side, is_missed and not own.rag.lower().startswith("g"))


def _good_is(value: Observation) -> str:
    """Which side is better, as printed, else as is agreed of the measure."""
    known = find_measure(value.measure)
    return value.good_is or (known.good if known else "")


def say_review(words: str, published: date | None) -> str:
    """A review or inspection of a month before a day, that some words name with its time.

    >>> say_review("e. Review of places in Wexmere, June 2018, by a consultant", date(2020, 1, 9))
    'a review of June 2018'
    >>> say_review("The review will begin in May 2020.", date(2020, 1, 9))
    ''
    """
    event, times = _EVENT.search(words), _TIME.findall(words)
    if event is None or not times or published is None or not _is_before(times[-1], published):
        return ""
    name = event["event"].lower()
    by_inspectors = name in ("ofsted", "inspectors")
    name = "inspection" if by_inspectors else name
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} of {times[-1]}"


def _is_before(time: str, day: date) -> bool:
    """True of a month, or a year, that was over when a paper was published."""
    *month, year = time.split()
    if int(year) != day.year or not month:
        return int(year) < day.year
    return datetime.strptime(month[0][:3], "%b").month < day.month


# --- ratings of risks ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RatingKey:
    """What the letters and the numbers of a paper's ratings of risks stand for.

    `letters` and `numbers` have the words of each code, the gravest first; `names` what the side
    of each is called, as printed in lower case.
    """

    letters: Mapping[str, str]
    numbers: Mapping[str, str]
    names: tuple[str, str]

    def explain(self, rating: str) -> str:
        """ "likely, major impact"; empty of what it does not have."""
        words = self._words(rating)
        told = zip(self.names, words, strict=True) if words else ()
        return ", ".join(
            f"{word.lower()}{'' if name in _OF_CHANCE else f' {name}'}" for name, word in told
        )

    def order(self, rating: str) -> int | None:
        """How grave a rating is, 0 the gravest: the places of its codes added up, for which of
        the two sides weighs more no key says. None of what it does not have."""
        if not self._words(rating):
            return None
        letter, number = _split_rating(rating)
        return list(self.letters).index(letter) + list(self.numbers).index(number)

    def _words(self, rating: str) -> tuple[str, str] | None:
        letter, number = _split_rating(rating)
        if letter in self.letters and number in self.numbers:
            return self.letters[letter], self.numbers[number]
        return None


def _split_rating(rating: str) -> tuple[str, str]:
    found = _RATING.fullmatch(rating.strip())
    return (found[1], found[2]) if found else ("", "")


def find_rating_key(text: str) -> RatingKey | None:
    """The key that a paper prints to the codes of its risks: a list or a table of two sides, one
    in letters, one in numbers. None where it prints none such."""
    for sides in _SIDES.finditer(text):
        names = sides["first"].lower(), sides["second"].lower()
        if names[0] == names[1]:
            continue
        rows = list(_KEY_ROW.finditer(text, sides.end(), sides.end() + _KEY_LENGTH))
        letters = _in_turn(rows, "ABCDEF")
        numbers = _in_turn(rows, "123456") or _in_turn(rows, ("I", "II", "III", "IV", "V", "VI"))
        if letters and numbers:
            by_number = rows[0]["code"] in numbers
            return RatingKey(letters, numbers, names[::-1] if by_number else names)
    return None


def _in_turn(rows: Iterable[re.Match[str]], codes: Sequence[str]) -> dict[str, str]:
    """The words of the codes that come one after another, the gravest first; empty for few."""
    words: dict[str, str] = {}
    for row in rows:
        if len(words) < len(codes) and row["code"] == codes[len(words)]:
            words[row["code"]] = row["words"]
    if len(words) < _FEWEST_CODES:
        return {}
    is_slight_first = _SLIGHT.fullmatch(next(iter(words.values()))) is not None
    return dict(reversed(words.items())) if is_slight_first else words


def order_rating(rating: str, key: RatingKey | None) -> int | None:
    """How grave a rating is, 0 the gravest, by the key or by its own words; None where neither
    says."""
    for words in (_IN_WORDS, _COLOURS):
        if rating.lower() in words:
            return len(words) - 1 - words.index(rating.lower())
    if rating.isdecimal():
        return max(_MOST_SCORE - int(rating), 0)
    return key.order(rating) if key else None


def say_rating(rating: str, key: RatingKey | None) -> str:
    """A rating with what the key says of it.

    >>> say_rating("B2", None), say_rating("High", None), say_rating("", None)
    ('B2 (no key to this code was found in the paper)', 'High', '')
    """
    if not rating or rating.lower() in (*_IN_WORDS, *_COLOURS):
        return rating
    told = key.explain(rating) if key else ""
    return f"{rating} ({told or UNEXPLAINED})"


# --- appendices ------------------------------------------------------------


def find_appendices(db: Connection, paper: Document) -> tuple[str, ...]:
    """What the paper calls the appendices that are no part of it, in its order, each with its
    title where a line gives one. Appendices stand in their order: where a later one is printed in
    the file, so are those before it, whatever heads them there.

    None where another document of its council and day is held, for that may be one.
    """
    beside = documents_of(db, paper.authority, paper.published)
    if any(held.published == paper.published and held.id != paper.id for held in beside):
        return ()
    named = list(dict.fromkeys(_APPENDIX.findall(paper.text)))
    parts = [name for name in named if _is_part(paper, name)]
    return tuple(
        _with_title(paper, name)
        for name in named
        if name not in parts
        and (not any(_is_later(part, name) for part in parts) or is_to_follow(paper, name))
    )


def _is_later(name: str, other: str) -> bool:
    """True of an appendix that stands behind another: "Appendix 10", "Appendix 9"."""
    (word, mark), (same, before) = (each.split(maxsplit=1) for each in (name, other))
    is_same = word.lower() == same.lower() and mark.isdigit() == before.isdigit()
    return is_same and (len(mark), mark.lower()) > (len(before), before.lower())


def is_to_follow(paper: Document, name: str) -> bool:
    """True of an appendix that comes later, as the paper says; its title may stand behind its
    name."""
    name = re.escape(name.partition(" (")[0])
    line = re.search(rf"^.*\b{name}\b.*\bto follow\b", paper.text, re.MULTILINE | re.IGNORECASE)
    return line is not None


def _with_title(paper: Document, name: str) -> str:
    """ "Appendix 1 (Map of the homes)"; the name alone where no line of few words goes on so.

    That an appendix is to follow is no part of its title.
    """
    lines = re.finditer(
        rf"^\W*(?:Appendices\W+)?{name}\s*[,:.–-]\s*(?P<title>\w[^\n]*)", paper.text, re.M
    )
    titles = (re.sub(r"\W*\(?to follow\)?\W*$", "", line["title"], flags=re.I) for line in lines)
    short = (title.strip() for title in titles if len(title.split()) <= _LONGEST_TITLE)
    title = next(short, "")
    return f"{name} ({title})" if title else name


def _is_part(paper: Document, name: str) -> bool:
    """True where a line begins with that name, and much stands between it and the next such."""
    starts = [found.start() for found in _AT_LINE.finditer(paper.text)]
    own = [start for start in starts if re.match(rf"{name}\b", paper.text[start:], re.I)]
    ends = [min((end for end in starts if end > start), default=len(paper.text)) for start in own]
    return any(end - start > _PART for start, end in zip(own, ends, strict=True))
