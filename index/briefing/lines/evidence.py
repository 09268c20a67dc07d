"""What beside the paper bears on an item: promises that fell due, and figures printed before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.citation import Citation, cite_spans
from corpus.document import Span
from corpus.kinds import kind_of
from corpus.records import Action, Observation
from corpus.store.connection import Connection
from corpus.store.documents import documents_of, load_text
from corpus.store.reports import load_report
from corpus.store.statements import SourcedRecord, iter_records
from corpus.vocabulary.measures import find_measure
from index.briefing.contents import Quotation
from index.briefing.lines.roles import name_lead
from index.briefing.measure_series import key_of
from index.briefing.paper import label_row
from index.briefing.topics import inspected_before, latest_inspection
from index.issues.grouping import BELONGS
from index.recurrence.wording import say_month
from models.links.ask_text import stem_words
from models.links.lexicon import plain
from models.text.sentences import find_sentences

_CUT = re.compile(r" (?!of\b|and\b|for\b|the\b|to\b|in\b)[a-z]{2,3}\b")  # "Safeguard ing"
_NEARLY_SURE = 0.9  # of the issue of an action that is told of beside a line on it
_MONTH = timedelta(days=31)
_ROW = 40  # words of a sentence, or a row of a table of measures; a plan's row says much else
# Words of the day of a promise that has none, or several: "Ongoing – review in January".
_LOOSE_DAY = re.compile(
    r"\b(?:ongoing|in progress|commenc\w*|from|phased|review\w*|continu\w*|tbc|regular\w*)\b|;",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")
# Words of a timescale that are one day or month and nothing else: "By the end of March 2020".
_ONE_DAY = re.compile(
    r"(?:(?:due|by|before|in|on|until|(?:the )?end(?: of)?|early|mid|late) )*"
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:[a-z]{3,9} )?20\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
    re.IGNORECASE,
)
# Whom or what a rate is of: "for case holding social workers", "of all posts".
_BASE = re.compile(
    r"\b(?:for|of|among|in|across)\s+((?:(?!(?:in|of|with|is|was|and)\b)[\w’'-]+\s+){0,5}"
    r"(?:roles|posts|workers|teams|staff|managers|children|carers|plans|cases))\b",
    re.IGNORECASE,
)


# By whom a commissioner was appointed, as documents say it: "a Commissioner was appointed by the
# Secretary of State", "the Secretary of State issued a direction and appointed a Commissioner".
_MINISTRY = r"(?P<by>the (?:Secretary of State|Department for Education|Minister))\b"
_APPOINTED = (
    re.compile(rf"\bcommissioner\b[^.;]{{0,60}}?\bappointed by {_MINISTRY}", re.IGNORECASE),
    re.compile(
        rf"{_MINISTRY}[^.;]{{0,80}}?\bappointed (?:an? |the )[^.;]{{0,40}}?\bcommissioner\b",
        re.IGNORECASE,
    ),
)


NAMED_IN_PLAN = "named in the plan of"  # then its month, of a role that a plan names

# "compared with 17 in September 2019": a count of people or things, no share and no sum.
_COUNTED_THEN = re.compile(
    r"\b(?:compared (?:with|to)|against|from) (?P<number>\d{1,3})(?! ?(?:%|per ?cent|million))"
    r"(?: [\w’'-]+){0,4}? in (?:[A-Z][a-z]+ )?20\d\d\b"
)
_OR = re.compile(r"\b(?:or|and)\b(?! breakfast\b)", re.IGNORECASE)
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
_IN_WORDS = {str(row): word for row, word in enumerate(_WORDS.split(), 1)}


@dataclass(frozen=True, slots=True)
class Promise:
    """An action of a plan that was to be done by a day before the meeting."""

    issue: str  # the likeliest; "" where it is clearly about none
    quotation: Quotation
    due: str  # as printed
    status: str = ""  # the plan's marking, as printed
    measure: str = ""  # how it is to be measured
    now: str = ""  # what that is, as the plan prints it
    target: str = ""
    is_before: bool = False  # true where it was due before the plan was published


@dataclass(frozen=True, slots=True)
class Planned:
    """An action of the newest plan on an issue: its number, the month by which it was due, how it
    was to be measured, as far as the plan says.

    `timescale` are the plan's words on when, where they name no one day for the whole of it.
    """

    quotation: Quotation
    ref: str
    due: str
    measure: str
    timescale: str = ""


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """A figure of the paper, and the same measure in the newest document that printed it before.

    `base` says of whom or what each is, as printed, empty where nothing does; `measure` is what
    both measure, in words that go on in a sentence.
    """

    value: str
    when: str
    at: Span
    base: str
    earlier_value: str
    earlier_when: str
    earlier: Quotation
    earlier_base: str
    measure: str = ""

    @property
    def differs(self) -> bool:
        """True where both say of whom they are, and it is not the same."""
        bases = _plain_base(self.base), _plain_base(self.earlier_base)
        return all(bases) and bases[0] != bases[1]


@dataclass(frozen=True, slots=True)
class Recount:
    """The earlier number of a comparison in the paper, as the outside body that counted it has it,
    where that takes in more than the paper names."""

    value: str  # as the paper prints it
    quotation: Quotation


# --- promises --------------------------------------------------------------


def find_promises(db: Connection, authority: str, day: date) -> list[Promise]:
    """The actions of the newest plan held that fell due before a day, the latest due first.

    What says when it begins, or names several days, is no promise for a day. What fell due
    before the latest inspection was looked at then.
    """
    inspection = latest_inspection(db, authority, day)
    looked = (inspection and inspection.published) or date.min
    due = [
        each
        for each in _of_newest_plan(db, authority, day)
        if looked <= (each.record.due_by or day) < day and _is_dated(each.record.due)
    ]
    due.sort(key=lambda each: each.record.due_by or day, reverse=True)
    return [_to_promise(each) for each in due]


def _of_newest_plan(db: Connection, authority: str, day: date) -> list[SourcedRecord[Action]]:
    """The rows of the newest plan held."""
    held = [action for action in iter_records(db, Action, authority, day) if action.published]
    newest = max(((each.published or date.min, each.document) for each in held), default=None)
    return [each for each in held if newest and each.document == newest[1]]


def cite_plan(db: Connection, authority: str, day: date) -> Quotation | None:
    """The first row of the newest plan held; None where none is."""
    first = next(iter(_of_newest_plan(db, authority, day)), None)
    return Quotation(first.citation, id=first.record.id) if first else None


def _is_dated(due: str) -> bool:
    """True of words that name one day or month by which something is to be done.

    >>> _is_dated("By the end of March 2020"), _is_dated("From May 2019, trained by March 2020")
    (True, False)
    """
    return not _LOOSE_DAY.search(due) and len(_YEAR.findall(due)) <= 1


def _to_promise(held: SourcedRecord[Action]) -> Promise:
    action = held.record
    return Promise(
        _issue_of(action),
        Quotation(held.citation, id=action.id),
        action.due,
        " ".join(action.rag.split()),
        " ".join(action.measure.split()),
        " ".join(action.current.split()),
        " ".join(action.target.split()),
        bool(action.due_by and held.published and action.due_by < held.published),
    )


def _issue_of(action: Action) -> str:
    """The likeliest; empty where it is clearly about none."""
    likeliest = max(action.issues, key=lambda issue: issue.probability, default=None)
    return likeliest.id if likeliest and likeliest.probability >= BELONGS else ""


def find_leads(db: Connection, authority: str, day: date) -> dict[str, str]:
    """Who leads on each issue by the rows of the newest plan, by role, with the month of the plan:
    the role of most rows, the first of those alike. Empty where an inspection came after the plan,
    for the posts may have changed since."""
    newest = _of_newest_plan(db, authority, day)
    inspection = latest_inspection(db, authority, day)
    published = newest[0].published if newest else None
    if not published or (inspection and inspection.published and inspection.published > published):
        return {}
    roles: dict[str, Counter[str]] = {}
    for each in newest:
        role = "" if each.record.damaged else name_lead(each.record.lead)
        if role and not _CUT.search(role):
            roles.setdefault(_issue_of(each.record), Counter())[role] += 1
    named = f" ({NAMED_IN_PLAN} {say_month(newest[0].citation.own_day)})"
    return {issue: f"{of.most_common(1)[0][0]}{named}" for issue, of in roles.items() if issue}


def find_planned(db: Connection, authority: str, day: date) -> dict[str, Planned]:
    """The action of the newest plan that is most about each issue; none of a row that was read
    amiss, or that has neither a day nor a measure."""
    likeliest: dict[str, tuple[float, SourcedRecord[Action]]] = {}
    for held in _of_newest_plan(db, authority, day):
        issue = _issue_of(held.record)
        chance = max((each.probability for each in held.record.issues), default=0.0)
        is_whole = not held.record.damaged and bool(held.record.due_by or held.record.measure)
        if issue and is_whole and chance > likeliest.get(issue, (_NEARLY_SURE, held))[0]:
            likeliest[issue] = chance, held
    return {issue: _to_planned(held) for issue, (_, held) in likeliest.items()}


def _to_planned(held: SourcedRecord[Action]) -> Planned:
    """A day that may be of a part alone is not told as that of the whole: of "From May, carers
    trained by July" the words are quoted."""
    action, due = held.record, " ".join(held.record.due.split()).rstrip(" .")
    is_dated = action.due_by is not None and _ONE_DAY.fullmatch(due) is not None
    return Planned(
        Quotation(held.citation, id=action.id),
        action.ref,
        say_month(action.due_by) if is_dated else "",
        action.measure,
        "" if is_dated else due,
    )


def find_promise(promises: Iterable[Promise], issue: str) -> Promise | None:
    """The first that is most about an issue; None where there is none."""
    return next((promise for promise in promises if promise.issue == issue), None)


def find_appointed(db: Connection, authority: str, day: date) -> str:
    """By whom the commissioner was appointed, as the newest document held says: "the Secretary of
    State"; empty where none does."""
    for held in reversed(documents_of(db, authority, day)):
        text = " ".join(load_text(db, held.id).split())
        if found := next(filter(None, (each.search(text) for each in _APPOINTED)), None):
            return found["by"][:1].lower() + found["by"][1:]
    return ""


# --- figures ---------------------------------------------------------------


def find_earlier_figures(
    db: Connection, authority: str, day: date, item: str
) -> list[EarlierFigure]:
    """The newest figures of a paper of which an earlier document prints the measure too, none from
    before the inspection before the last: what was counted then is in the record."""
    results = [
        each
        for each in iter_records(db, Observation, authority, day)
        if _is_result(each, authority)
    ]
    results.sort(key=_newest_last)
    own = {_measure(each): each for each in results if each.document == item}
    since = inspected_before(db, authority, day)
    before: dict[str, SourcedRecord[Observation]] = {}
    for each in results:
        measure = _measure(each)
        if measure in own and since <= (each.published or day) < (own[measure].published or day):
            before[measure] = each
    pairs = [_to_pair(db, own[measure], earlier) for measure, earlier in before.items()]
    return [pair for pair in pairs if len(pair.earlier.citation.quote.split()) <= _ROW]


def _newest_last(held: SourcedRecord[Observation]) -> tuple[date, date, int]:
    """By document, then by period; of one time what is printed first last, for a sentence that
    goes on "with 12% in the north teams" tells of a part."""
    published = held.published or date.min
    return published, held.record.period_end or published, -held.record.span.start


def _is_result(held: SourcedRecord[Observation], authority: str) -> bool:
    """True of a council's own value, in per cent: other numbers depend on the year's length.

    Of a time after the document was published a value is what is expected.
    """
    ended, published = held.record.period_end, held.published
    is_expected = bool(ended and published and ended > published + _MONTH)
    own = held.record.role == "value" and held.record.unit == "%" and bool(authority)
    return own and not is_expected


def _measure(held: SourcedRecord[Observation]) -> str:
    """What two documents may call otherwise: the known measure, else its name."""
    known = find_measure(held.record.measure)
    return known.id if known else key_of(held.record.measure)


def _to_pair(
    db: Connection, own: SourcedRecord[Observation], earlier: SourcedRecord[Observation]
) -> EarlierFigure:
    said = quote_whole(db, earlier.citation)
    return EarlierFigure(
        own.record.value,
        _when(own),
        own.citation.span,
        _base(own.record.measure, quote_whole(db, own.citation)),
        earlier.record.value,
        _when(earlier),
        said,
        _base(earlier.record.measure, said),
        _name_measure(own.record.measure),
    )


def _name_measure(printed: str) -> str:
    """What a measure is called: as the field does, else as printed."""
    known = find_measure(printed)
    name = known.label if known else " ".join(printed.split())
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _when(held: SourcedRecord[Observation]) -> str:
    """Its period as printed, else the month of its document: "the last quarter" names no time."""
    is_dated = re.search(r"\d", held.record.period) is not None
    return held.record.period if is_dated else f"reported {say_month(held.citation.own_day)}"


def _base(measure: str, said: Quotation) -> str:
    """The words that say of whom or what a measure is: of a sentence its own, else its name."""
    return find_base(measure if said.cells else said.citation.quote) or find_base(measure)


def find_base(words: str) -> str:
    """Of whom or what a rate is, as some words say it first; empty where they do not.

    >>> find_base("vacancy levels for case holding social workers is 30%")
    'case holding social workers'
    """
    found = _BASE.search(words)
    return " ".join(found[1].split()) if found else ""


def _plain_base(base: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", base.lower())) - {"all", "the"}


def quote_whole(db: Connection, citation: Citation) -> Quotation:
    """The sentence, or the row of a table, that some words stand in."""
    report = load_report(db, citation.document)
    holding = [passage.span for passage in report.passages if citation.span in passage.span]
    spans = [
        sentence
        for passage in holding
        for sentence in _pieces(report.document.quote(passage), passage)
        if citation.span in sentence
    ]
    span = min((*spans, *holding), key=lambda each: each.end - each.start, default=citation.span)
    (whole,) = cite_spans(report, [span])
    is_row = any(block.table is not None for block in report.document.blocks_in(span))
    cells = label_row(report.measures, span) if is_row else ()
    return Quotation(whole, kind_of(report.document.kind).body, cells=cells)


def _pieces(text: str, passage: Span) -> Sequence[Span]:
    return [
        Span(passage.start + sentence.start, passage.start + sentence.end)
        for sentence in find_sentences(text)
    ]


# --- counts set side by side -------------------------------------------------


# Before a number that counts nothing, and behind one that is a share, an age or a range.
_NO_COUNT = r"(?<!aged )(?<!age )(?<!section )(?<!page )(?<!paragraph )(?<!of )"
_NO_SHARE = r"(?!\s*(?:%|per cent|years?\b|to\b|-|–))"


def find_recount(db: Connection, authority: str, day: date, words: str) -> Recount | None:
    """Where the paper sets a count beside that of an earlier month or year: the newest sentence
    of an outside body with that number, on the same things, that takes in others besides ("in
    hotels or with friends"). None where there is none."""
    compared = _COUNTED_THEN.search(words)
    if compared is None:
        return None
    held = (each for each in documents_of(db, authority, day) if kind_of(each.kind).outside)
    for document in sorted(held, key=lambda each: each.published or date.min, reverse=True):
        text = load_text(db, document.id)
        for sentence in find_sentences(text):
            if _counts_more(sentence.of(text), compared["number"], words):
                (cited,) = cite_spans(load_report(db, document.id), [sentence])
                return Recount(compared["number"], Quotation(cited, kind_of(document.kind).body))
    return None


def _counts_more(sentence: str, number: str, words: str) -> bool:
    """True where a sentence has a number, two things that some words name, and joins others to
    them which these do not."""
    counted = rf"{_NO_COUNT}\b(?:{number}|{_IN_WORDS.get(number, number)})\b{_NO_SHARE}"
    told = re.search(rf"{counted}([^.;]*)", sentence, re.I)
    clause = told[1].split(",")[0] if told else ""
    own, others = _name_things(words), [_name_things(part) for part in _OR.split(clause)]
    shared = [bool(own & part) for part in others]
    return len(others) > 1 and len(own & set().union(*others)) > 1 and not all(shared)


def _name_things(words: str) -> set[str]:
    """The stems of what some words name; those of four letters or more."""
    return {stem for stem in stem_words(plain(words)) if len(stem) > 2 and not stem.isdigit()}
