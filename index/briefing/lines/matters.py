"""What there is to ask about an item, and why: the causes that a paper and the record give.

A matter is an issue, or a part of the paper that is about none of them. It is opened by what
the paper itself admits, by a figure, by what was asked last, by a promise that fell due, by a
figure that an earlier document counts otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import compress
from operator import or_
from typing import Literal

from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk
from corpus.vocabulary.measures import find_measure
from index.briefing.compared import NARROWS, is_put_to_council, list_asked
from index.briefing.contents import Compared, Quotation
from index.briefing.lines.appendices import may_tell_of
from index.briefing.lines.clashes import Clash, find_clashes
from index.briefing.lines.cues import admits, counts, find_cue, has_change, is_cost
from index.briefing.lines.evidence import (
    EarlierFigure,
    Planned,
    Promise,
    find_earlier_figures,
    find_leads,
    find_planned,
    find_promise,
    find_promises,
)
from index.briefing.lines.newest import HANGS, quote_newest
from index.briefing.lines.roles import is_board, name_addressee
from index.briefing.lines.troubles import find_trouble, name_thing
from index.briefing.nearness import find_near, is_beside
from index.briefing.paper import Paper, Sentence, find_told_on, say_part
from index.briefing.topics import OFTEN, Topic, clearest, latest_inspection, quote
from index.issues.grouping import BELONGS
from index.library import Library
from models.links.ask_text import stem_words
from models.statements.issues import list_issues

Cause = Literal[
    "clash",
    "admits",
    "asked and admitted",
    "own point",
    "risk",
    "short",
    "figure",
    "passed over",
    "asked first",
    "no figure",
    "asked last",
    "asked longest",
    "promise",
    "counted before",
    "often",
    "raised",
    "cost",
]
# What the paper itself admits comes first, on what the latest inspection asked before all, and what
# it leaves out of that; then what the list asks first, what only the paper's own list has, and what
# the paper answers without a figure.
_ORDER: tuple[Cause, ...] = (
    "clash",
    "admits",
    "asked and admitted",
    "asked and admitted",
    "asked and admitted",
    "asked longest",
    "passed over",
    "asked first",
    "own point",
    "counted before",
    "short",
    "figure",
    "admits",
    "no figure",
    "short",
    "figure",
    "admits",
    "risk",
    "promise",
    "asked last",
)
_FILLING: tuple[Cause, ...] = ("admits", "risk", "figure", "often", "promise", "asked last") * 2
_OF_RECORD: tuple[Cause, ...] = ("raised",) * 5
_MONEY = "money"  # an issue
_OF_CHILDREN = re.compile(
    r"\b(?:child\w*|young|famil\w+|care|carers?|placements?|social work\w*|schools?)\b",
    re.IGNORECASE,
)  # not of the whole council
_TABLE_NAME = re.compile(r"^(?:.*: )?(?:of (?:whom|which|these),? )?", re.IGNORECASE)
_LONGEST_LABEL = 60  # characters
FEWEST_WORDS = 4  # of an ask that says something without its heading
_DIGIT = re.compile(r"\d")
_RED = re.compile(r"\bred\b", re.IGNORECASE)
_NORM = re.compile(r"\b(?:England|national average|target|the law|statutory)\b")
_QUALITY = re.compile(
    r"^(?:the )?(?:(?:quality|consistency|effectiveness|impact|timeliness|variety|range)"
    r"(?:,| and)? ?)+(?:of |in )?(?:the )?|^the ",
    re.IGNORECASE,
)
_HALF = 0.5  # of what an inspection asked: a paper that is near to so much is about it


@dataclass(frozen=True)
class Matter:
    """One thing to ask about: its causes, and the words that each stands on.

    `key` is its issue, or the part of the paper where it is about none; `sentences` are the
    paper's own that open it. `ask` is what the last inspection asked, `is_first` where its list
    begins with that, `lacks_figure` where the paper answers it and has no figure near it; `topic`
    is the record, `beside` what is told beside the words that it stands on, `newest` the latest
    word of an outside body on it, where none of these is; `is_asked_longest` is true of what the
    latest inspection asked and most documents of outside bodies did before it; `clash` is what
    does not go with a figure of its sentences, `lead` who leads on it by the newest plan;
    `appendices` what is not held of a paper that passes it over, and may tell of it; `spoken` is
    where the latest inspection finds weak what only the paper's own list has, `claimed` what the
    paper says was done about what was listed, `planned` what the newest plan set for it; `trouble`
    is the kind of trouble that its words tell of, where it is about no issue.
    """

    key: str
    label: str
    part: str
    sentences: tuple[Sentence, ...] = ()
    admitted: tuple[Sentence, ...] = ()
    ask: HeldAsk | None = None
    is_passed_over: bool = False
    is_first: bool = False
    lacks_figure: bool = False
    promise: Promise | None = None
    before: EarlierFigure | None = None
    appendices: tuple[str, ...] = ()
    topic: Topic | None = None
    beside: tuple[Quotation, ...] = ()
    newest: Quotation | None = None
    clash: Clash | None = None
    lead: str = ""
    is_asked_longest: bool = False
    spoken: Quotation | None = None
    claimed: Quotation | None = None
    planned: Planned | None = None
    trouble: str = ""
    causes: frozenset[Cause] = field(default=frozenset())

    @property
    def issue(self) -> str:
        """The issue that it is about; empty for none."""
        return self.key if any(issue.id == self.key for issue in list_issues()) else ""


def find_matters(
    library: Library,
    topics: Sequence[Topic],
    authority: str,
    day: date,
    paper: Paper,
    compared: Sequence[Compared] = (),
) -> list[Matter]:
    """What there is to ask, those with most causes first, then in the paper's order; `compared`
    are the points of the latest inspection's list and of the paper's own."""
    record = {topic.issue: topic for topic in topics}
    clashes = find_clashes(library.db, authority, day, paper.id) if paper.id else []
    main = _issues_of_parts(paper)
    matters = _merge(_of_paper(paper, clashes), main) if paper.id else {}
    for asked in _find_asked(library, authority, day, paper, record):
        _add_ask(matters, asked, paper, record)
    for row in compared:
        _add_admitted(matters, row, paper)
        _add_own_point(matters, row, paper)
    if not paper.id:
        matters |= {key: _of_record(topic) for key, topic in record.items() if key not in matters}
    promises = find_promises(library.db, authority, day)
    figures = find_earlier_figures(library.db, authority, day, paper.id) if paper.id else []
    leads = find_leads(library.db, authority, day)
    planned = find_planned(library.db, authority, day)
    known = (
        replace(
            matter,
            clash=_find_clash(matter, clashes),
            lead=leads.get(matter.key, ""),
            claimed=_find_claimed(matter, compared, paper),
            planned=planned.get(matter.key),
        )
        for matter in matters.values()
    )
    complete = (_complete(matter, record, promises, figures) for matter in known)
    beside = [_with_beside(library, matter) for matter in _mark_longest(complete)]
    whole = [_with_causes(_with_newest(library, matter)) for matter in beside]
    place = {matter.key: row for row, matter in enumerate(whole)}
    return sorted(
        whole,
        key=lambda each: (-_weight(each), "asked and admitted" not in each.causes, place[each.key]),
    )


def _weight(matter: Matter) -> int:
    """How many causes it has; the paper's own list, its admission and inspectors' word on one
    point are three."""
    return len(matter.causes) + 2 * (matter.spoken is not None)


def choose(matters: Sequence[Matter], most: int, fewest: int = 3) -> list[Matter]:
    """A few that have different causes, in the order given: cause by cause, the first that is
    not chosen and stands on other words than those that are. What is about no issue, and then
    what only tells a cost, fills up to the fewest."""
    chosen: list[Matter] = []
    named = [matter for matter in matters if _is_named(matter) or matter.clash]
    for cause in (*_ORDER, *_ORDER, *_FILLING):
        if len(chosen) < most:
            chosen += _next(named, cause, chosen)
    for cause in (*_FILLING, *_OF_RECORD, "cost"):
        if len(chosen) < fewest:
            chosen += _next(matters, cause, chosen)
    return [matter for matter in matters if matter in chosen]


def _next(matters: Sequence[Matter], cause: Cause, chosen: Sequence[Matter]) -> list[Matter]:
    """The first with that cause that is apart from those chosen; none where there is none."""
    fitting = (matter for matter in matters if cause in matter.causes)
    return [matter for matter in fitting if _is_apart(matter, chosen)][:1]


def _is_apart(matter: Matter, chosen: Sequence[Matter]) -> bool:
    """False where the words that it stands on first, or the kind of its trouble, are those of one
    that is chosen."""
    lead = lead_of(matter).citation
    if matter.trouble in {each.trouble for each in chosen if each.trouble}:
        return False
    return all(
        (lead.document, lead.quote) != (other.document, other.quote)
        for other in (lead_of(each).citation for each in chosen)
    )


# --- of the paper ----------------------------------------------------------


def _of_paper(paper: Paper, clashes: Sequence[Clash]) -> dict[str, Matter]:
    """What the paper admits, what it counts, and what does not go together, by issue, else by
    part; in the paper's order.

    What is admitted and is clearly about no issue belongs to that of its paragraph; a figure
    only where another that opens the matter is clearly about it.
    """
    opening = [
        each
        for each in paper.account
        if each.is_own and (admits(each) or counts(each) or _clash_in(each, clashes))
    ]
    main = _issues_of_parts(paper)
    clear = {_key(sentence, paper) for sentence in opening}
    matters: dict[str, Matter] = {}
    for sentence in opening:
        of_part = main.get(sentence.part, "")
        inherits = admits(sentence) or of_part in clear or has_change(sentence.text)
        key = (
            _key(sentence, paper)
            or (of_part if inherits else "")
            or _part_of(paper, sentence, clear)
        )
        matter = matters.get(key) or Matter(key, _label(key, sentence), sentence.part)
        matters[key] = _with_sentence(matter, sentence)
    return matters


def _clash_in(sentence: Sentence, clashes: Sequence[Clash]) -> Clash | None:
    span = sentence.quotation.citation.span
    return next((clash for clash in clashes if clash.at in span), None)


def _find_clash(matter: Matter, clashes: Sequence[Clash]) -> Clash | None:
    """The first of the matter's sentences that are clearly about it."""
    own = (each for each in matter.sentences if not matter.issue or matter.issue in each.issues)
    return next(filter(None, (_clash_in(each, clashes) for each in own)), None)


def _part_of(paper: Paper, sentence: Sentence, clear: Set[str]) -> str:
    """What a sentence about no issue is told under: what the paper is on, unless it has a figure
    that tells no change and others are clear on that, or the whole paper is on that; then its own
    part."""
    is_other = paper.is_on_one or (sentence.has_figure and not has_change(sentence.text))
    if paper.subject and not (is_other and paper.subject in clear):
        return paper.subject
    return sentence.part if sentence.is_prose else f"{sentence.part}, {sentence.text}"


def _with_sentence(matter: Matter, sentence: Sentence) -> Matter:
    admitted = (*matter.admitted, sentence) if admits(sentence) else matter.admitted
    return replace(matter, sentences=(*matter.sentences, sentence), admitted=admitted)


def _merge(matters: Mapping[str, Matter], main: Mapping[str, str]) -> dict[str, Matter]:
    """The matters; one that stands in one paragraph only, which is more about another of them,
    is part of that."""
    merged = dict(matters)
    for key, matter in matters.items():
        parts = {sentence.part for sentence in matter.sentences}
        into = main.get(parts.pop(), "") if len(parts) == 1 else ""
        if into in merged and into != key and key in merged:
            merged[into] = _join(merged[into], merged.pop(key))
    return merged


def _join(matter: Matter, other: Matter) -> Matter:
    return replace(
        matter,
        sentences=(*matter.sentences, *other.sentences),
        admitted=(*matter.admitted, *other.admitted),
    )


def _key(sentence: Sentence, paper: Paper) -> str:
    """The issue that a sentence is clearly about; of what only tells a cost, money; empty for none,
    and in a paper on what the list of issues does not know."""
    if paper.is_unlisted:
        return ""
    return _MONEY if is_cost(sentence) else next(iter(sentence.issues), "")


def _issues_of_parts(paper: Paper) -> dict[str, str]:
    """The main issue of each part, but for the one that the whole paper is on: there each part
    tells of something else; none where the list of issues does not know what the paper is on."""
    if paper.is_unlisted:
        return {}
    of_all = paper.subject if paper.is_on_one else ""
    return {part: issue for part, issue in _main_issues(paper).items() if issue != of_all}


def _main_issues(paper: Paper) -> dict[str, str]:
    """Of each numbered part, the issue that all of its sentences may be about that are about
    any, and one clearly; none where there is no such issue."""
    touched: dict[str, list[Mapping[str, float]]] = {}
    for sentence in paper.account:
        if "paragraph" in sentence.part and sentence.chances:
            touched.setdefault(sentence.part, []).append(sentence.chances)
    shared = {
        part: frozenset.intersection(*(frozenset(chances) for chances in of_part))
        for part, of_part in touched.items()
    }
    clear = {
        part: [issue for issue in sorted(issues) if _clearest(touched[part], issue) >= BELONGS]
        for part, issues in shared.items()
    }
    return {
        part: max(issues, key=lambda issue: _clearest(touched[part], issue))
        for part, issues in clear.items()
        if issues
    }


def _clearest(of_part: Sequence[Mapping[str, float]], issue: str) -> float:
    return max(chances[issue] for chances in of_part)


def _label(key: str, sentence: Sentence) -> str:
    """The issue's; else what is measured, else the heading of the part of the paper."""
    heading = re.sub(r"^\W*\d[\d.]*\s*", "", key.partition(", ")[0]).rstrip(" :") or key
    named = _name_measure(sentence) or heading
    return _label_issue(key) or _lower(named)


def _lower(name: str) -> str:
    """A name as it goes on in a sentence."""
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _name_measure(sentence: Sentence) -> str:
    """What a row measures, without the name of its table and of the whole it is of; of prose the
    measure that it is known as."""
    if sentence.figure is None:
        return ""
    known = find_measure(sentence.figure.measure)
    if sentence.is_prose:
        return known.label if known else ""
    name = _TABLE_NAME.sub("", sentence.figure.measure)
    return name if len(name) <= _LONGEST_LABEL else ""


def _label_issue(key: str) -> str:
    return next((issue.label for issue in list_issues() if issue.id == key), "")


# --- of the record ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked, whether its list begins with that, and what of the paper is near to it;
    of this what also says something on it, by meaning or by what both name."""

    ask: HeldAsk
    is_first: bool
    near: Sequence[Sentence] = ()
    beside: Sequence[Sentence] = ()


def _find_asked(
    library: Library,
    authority: str,
    day: date,
    paper: Paper,
    record: Mapping[str, Topic],
) -> list[_Asked]:
    """What the latest inspection asked, each with what of the whole paper is near to it; of an
    outside body's paper, which answers no other body, what that itself asks.

    What the paper passes over is left out where another paper of its day tells of it, and
    where the paper is not about the inspection; so is what it is near to and says nothing on.
    """
    inspection = latest_inspection(library.db, authority, day)
    source = paper.id if paper.by else inspection.id if inspection else ""
    asks = list_asked(library, authority, source) if source else []
    if not paper.id:
        return [_Asked(ask, False) for ask in asks if record.keys() & _issues_of(ask)]
    asked = [_read_near(library, paper, ask, row == 0) for row, ask in enumerate(asks)]
    if paper.by:
        return [each for each in asked if is_put_to_council(each.ask)]
    is_on_it = sum(bool(each.near) for each in asked) >= _HALF * len(asks)
    return [
        each
        for each in asked
        if each.beside or (is_on_it and not each.near and _is_owed(each.ask, record, paper))
    ]


def _read_near(library: Library, paper: Paper, ask: HeldAsk, is_first: bool) -> _Asked:
    near = find_near(library, paper, ask)
    citations = [each.quotation.citation for each in near]
    says = is_beside(library, ask.citation, citations)
    return _Asked(ask, is_first, near, list(compress(near, says)))


def _issues_of(ask: HeldAsk) -> list[str]:
    """The issues that an ask is clearly about, the likeliest first."""
    return [issue.id for issue in ask.ask.issues if issue.probability >= BELONGS]


def _add_ask(
    matters: dict[str, Matter], asked: _Asked, paper: Paper, record: Mapping[str, Topic]
) -> None:
    """The ask with the matter that it is about, where what answers it is too, else as one of its
    own."""
    ask, issues = asked.ask, [each for each in _issues_of(asked.ask) if each in record]
    issues = issues or _issues_of(ask)
    own = [each for each in asked.beside if each.is_own and {*each.issues[:1]} & {*issues}]
    own = sorted(own, key=lambda each: each.is_risk or each.is_remedy)[:1]
    own = [each for each in own if not paper.by or admits(each)]
    key = next((issue for issue in issues if issue in matters), next(iter(issues), ""))
    is_taken = not key or (key in matters and matters[key].ask is not None)
    if is_taken and not paper.by:
        return
    key = ask.id if is_taken else key
    is_answered = _is_on_point(asked, matters[key]) if key in matters else bool(own)
    if asked.near and not is_answered and not paper.by:
        return
    passed_over = bool(paper.id) and not asked.near and not paper.by
    part = own[0].part if own else _part_asked(ask, paper)
    label = _label_issue(key) or _name_ask(ask)
    known = matters.get(key) or Matter(key, label, part, tuple(own))
    matters[key] = replace(
        known,
        ask=ask,
        is_passed_over=passed_over,
        is_first=asked.is_first,
        lacks_figure=bool(own) and not paper.by and not _has_figure(asked, known, paper),
        appendices=_unread(paper, label, ask) if passed_over else (),
    )


def _add_admitted(matters: dict[str, Matter], row: Compared, paper: Paper) -> None:
    """What the paper admits on a point of the latest inspection's list, to the matter of that,
    where this stands on nothing that admits or counts: it is what there is to ask about."""
    matter = next((each for each in matters.values() if _is_asked(each, row)), None)
    admitted = _admitted_in(row, paper)
    if matter is None or not admitted or any(map(_opens, matter.sentences)):
        return
    part = admitted[0].part
    matters[matter.key] = replace(matter, part=part, sentences=admitted, admitted=admitted)


def _is_asked(matter: Matter, row: Compared) -> bool:
    return bool(matter.ask and row.asked and matter.ask.id == row.asked.id)


def _opens(sentence: Sentence) -> bool:
    return admits(sentence) or counts(sentence)


def _admitted_in(row: Compared, paper: Paper) -> tuple[Sentence, ...]:
    """The sentences of the paper in a row of the comparison that admit something."""
    return tuple(
        each
        for each in paper.account
        if admits(each) and any(_holds(said, each.quotation) for said in row.said)
    )


def _add_own_point(matters: dict[str, Matter], row: Compared, paper: Paper) -> None:
    """A point that only the paper's own list has, where the latest inspection finds it weak and
    the paper admits something on it: of the matter of its issue, else one of its own."""
    if not (row.listed and row.spoken and row.is_spoken_weak):
        return
    admitted = _admitted_in(row, paper)
    if not admitted:
        return
    key = next((key for key in admitted[0].issues if key in matters), row.listed.id)
    key = key if _is_of_point(matters.get(key), row) else row.listed.id
    label = _name_point(row.listed.citation.quote, row.spoken.citation.quote)
    known = matters.get(key) or Matter(key, label, admitted[0].part, admitted, admitted)
    matters[key] = replace(known, spoken=row.spoken)


def _holds(whole: Quotation, part: Quotation) -> bool:
    is_one = whole.citation.document == part.citation.document
    return is_one and part.citation.span in whole.citation.span


def _is_of_point(matter: Matter | None, row: Compared) -> bool:
    """True of a matter whose name is among the words that the paper lists."""
    words = {*stem_words(row.listed.citation.quote)} if row.listed else set()
    return matter is not None and not words.isdisjoint(stem_words(matter.label))


def _name_point(listed: str, spoken: str) -> str:
    """What a listed point is on, in few of its words: what follows "specifically in", as the
    inspectors spell it, for a paper's own file may have lost a hyphen."""
    narrowed = NARROWS.split(" ".join(listed.split()).rstrip(" .;"))[-1]
    name = _QUALITY.sub("", narrowed)
    spelt = {re.sub(r"\W", "", word).lower(): word.strip(".,;:") for word in spoken.split()}
    words = [spelt.get(re.sub(r"\W", "", word).lower(), word) for word in name.split()]
    return " ".join(words)


def _find_claimed(matter: Matter, compared: Sequence[Compared], paper: Paper) -> Quotation | None:
    """What the paper says was done about what was listed, in its words or those of the table;
    none of what it admits."""
    rows = (
        row
        for row in compared
        for point in (row.asked, row.listed)
        if point and point.id in (matter.key, matter.ask.id if matter.ask else "")
    )
    hard = [each.quotation for each in paper.account if admits(each) or not each.is_prose]
    return next(
        (said for row in rows for said in row.said if not any(_holds(said, each) for each in hard)),
        None,
    )


def _is_on_point(asked: _Asked, matter: Matter) -> bool:
    """True where what says something on an ask is on the matter's issue, or of its part."""
    parts = {each.part for each in matter.sentences}
    return any(matter.key in each.issues or each.part in parts for each in asked.beside)


def _has_figure(asked: _Asked, matter: Matter, paper: Paper) -> bool:
    """True where anything in the paper that is near to an ask, or may be about it, has a number:
    that there is none is not said of what may be one."""
    issues = {*_issues_of(asked.ask), matter.key}
    about = (each for each in paper.account if issues & each.chances.keys())
    return any(_DIGIT.search(each.text) for each in (*asked.near, *matter.sentences, *about))


def _unread(paper: Paper, label: str, ask: HeldAsk) -> tuple[str, ...]:
    """The appendices not held that may tell of what was asked."""
    words = f"{label} {ask.text}"
    return tuple(each for each in paper.appendices if may_tell_of(each, words, ask.authority))


def _name_ask(ask: HeldAsk) -> str:
    """What an ask is called that has no issue of its own: its likeliest, else its heading."""
    likeliest = next((_label_issue(issue) for issue in _issues_of(ask)), "")
    return likeliest or ask.citation.heading[:1].lower() + ask.citation.heading[1:]


def _part_asked(ask: HeldAsk, paper: Paper) -> str:
    """Where a paper itself asks; else all of it; nothing without a paper."""
    if ask.document == paper.id:
        return say_part(ask.citation)
    return "the whole paper" if paper.id else ""


def _is_told_beside(ask: HeldAsk, record: Mapping[str, Topic], paper: Paper) -> bool:
    """True where another document of the paper's day, one of its appendices, speaks of it."""
    day = next((each.quotation.citation.published for each in paper.account), None)
    topics = (record[issue] for issue in _issues_of(ask) if issue in record)
    return any(member.published == day for topic in topics for member in topic.council)


def _is_owed(ask: HeldAsk, record: Mapping[str, Topic], paper: Paper) -> bool:
    """True of an ask of which a council's paper may be missed to say nothing: not where it is put
    to a board of partners, which answers for itself, or another paper of its day tells of it, nor
    where the paper is on one other thing by its title."""
    is_other = paper.is_unlisted or (paper.is_on_one and paper.subject not in _issues_of(ask))
    is_to_board = is_board(name_addressee(ask.ask.addressee))
    return not (is_other or is_to_board) and not _is_told_beside(ask, record, paper)


def _of_record(topic: Topic) -> Matter:
    return Matter(topic.issue, topic.label, "")


def _complete(
    matter: Matter,
    record: Mapping[str, Topic],
    promises: Sequence[Promise],
    figures: Sequence[EarlierFigure],
) -> Matter:
    """The matter with what the record holds on it."""
    own = [sentence.quotation.citation.span for sentence in matter.sentences]
    before = (each for each in figures if any(each.at in span for span in own))
    prose = {each.quotation.citation.span for each in matter.sentences if each.is_prose}
    before = (each for each in before if each.differs or any(each.at in span for span in prose))
    whole = replace(
        matter,
        promise=find_promise(promises, matter.key),
        before=next(before, None),
        topic=record.get(matter.key),
    )
    lead = None if whole.is_passed_over else _lead_sentence(whole)
    whole = replace(whole, part=lead.part) if lead else whole
    return whole if whole.issue or whole.ask or whole.spoken or not lead else _with_trouble(whole)


def _with_trouble(matter: Matter) -> Matter:
    """A matter about no issue, by the kind of trouble of the words it stands on, named by what
    these say they are about."""
    words = lead_of(matter)
    trouble = None if words.cells else find_trouble(words.citation.quote)
    if trouble is None:
        return matter
    own = _lead_sentence(matter)
    measure = _name_measure(own) if own else ""
    citation = words.citation
    heading = "" if citation.title.startswith(citation.heading) else f"{matter.label}: "
    name = name_thing(citation.quote) or measure or f"{heading}{trouble.label}"
    return replace(matter, trouble=trouble.id, label=_lower(name))


def _with_beside(library: Library, matter: Matter) -> Matter:
    """The matter with what is told beside the words that it stands on: what it admits, what was
    asked. Of risks, and of what outside bodies raised, what is near to those words: one issue
    holds more than one thing."""
    told = [*_admitted(matter), *([] if matter.ask else _raised(matter))]
    # A figure that clashes need not be what was asked about.
    asked = [_quote_ask(matter.ask)] if matter.ask and not matter.clash else []
    if not matter.sentences:
        return replace(matter, beside=(*asked, *told))
    risks = {each.quotation for each in matter.admitted if each.is_risk}
    near = is_beside(library, lead_of(matter).citation, [each.citation for each in told])
    is_sure = [not each.by and each not in risks for each in told]
    kept = compress(told, map(or_, near, is_sure))
    return replace(matter, beside=(*kept, *asked))


def _mark_longest(matters: Iterable[Matter]) -> list[Matter]:
    """The matters, of which those are marked that were asked for in most documents, the latest
    inspection among them, if these are more than a few."""
    held = list(matters)
    asked = [each.topic.asked_in if each.ask and each.topic else 0 for each in held]
    most = max(OFTEN, *asked, 0)
    return [
        replace(each, is_asked_longest=count == most)
        for each, count in zip(held, asked, strict=True)
    ]


def _with_newest(library: Library, matter: Matter) -> Matter:
    """The matter with the latest word of an outside body, where that is near to what it stands on,
    unless this is as new."""
    said = matter.topic.newest if matter.topic else ()
    own = opening_of(matter)
    words = own.quotation if own else lead_of(matter)
    near = is_beside(library, words.citation, [each.citation for each in said])
    newest = list(compress(said, near))
    told = [each.citation for each in evidence_of(matter) if each.by]
    if not newest or any(each.published == newest[0].published for each in told):
        return matter
    return replace(matter, newest=quote_newest(library.db, newest))


def _with_causes(matter: Matter) -> Matter:
    causes: dict[Cause, bool] = {
        "clash": matter.clash is not None,
        "admits": any(map(_admits_today, matter.admitted)) and _is_named(matter),
        "asked and admitted": matter.ask is not None and _is_in_trouble(matter),
        "risk": any(each.is_risk for each in matter.admitted) and bool(matter.issue),
        "short": any(map(_is_short, matter.sentences)),
        "figure": any(each.has_figure and not is_cost(each) for each in matter.sentences),
        "passed over": matter.is_passed_over,
        "asked first": matter.is_first,
        "no figure": matter.lacks_figure,
        "asked last": matter.ask is not None,
        "asked longest": matter.is_asked_longest,
        "own point": matter.spoken is not None,
        "promise": matter.promise is not None,
        "counted before": matter.before is not None,
        "often": matter.topic is not None and matter.topic.raised_in >= OFTEN,
        "cost": any(map(is_cost, matter.sentences)),
        "raised": matter.topic is not None and not matter.sentences,
    }
    return replace(matter, causes=frozenset(cause for cause, holds in causes.items() if holds))


def _is_in_trouble(matter: Matter) -> bool:
    """True where the paper admits something today, or prints a figure that is short."""
    return any(map(_admits_today, matter.admitted)) or any(map(_is_short, matter.sentences))


def _is_named(matter: Matter) -> bool:
    """True of what can be asked about by more than its part of the paper."""
    return bool(matter.issue or matter.spoken or matter.trouble)


def _is_short(sentence: Sentence) -> bool:
    """True of a figure on the wrong side of its target or of England, unless it gets better, is no
    worse than England and not marked red; and of prose that sets a share beside England, a target
    or the law."""
    figure = sentence.figure
    if figure and figure.is_short:
        return bool(figure.england) or not figure.is_better or bool(_RED.search(sentence.text))
    return sentence.is_prose and sentence.has_figure and bool(_NORM.search(sentence.text))


def _admits_today(sentence: Sentence) -> bool:
    """False of a risk, and of what an earlier review found."""
    return not (sentence.is_risk or sentence.is_of_before)


# --- what it stands on -----------------------------------------------------


def lead_of(matter: Matter) -> Quotation:
    """The words that a line stands on first: the paper's, unless it admits and counts nothing
    of what was asked."""
    own = opening_of(matter)
    if own:
        # "27% left. This means that the net gain is neutral."
        on = find_told_on(own, matter.sentences)
        return _told(own) if on is None or on.shown.endswith("…") else on
    if matter.ask:
        return _quote_ask(matter.ask)
    if matter.topic:
        return quote(clearest(matter.topic.raised, last=True))
    raise ValueError(f"{matter.key}: a matter stands on words")


def _told(sentence: Sentence) -> Quotation:
    """A sentence with the one that completes it, else that it goes on about, unless its own words
    are then too many to be shown."""
    shown = (
        both
        for both in (sentence.told_on, sentence.told_with)
        if both and not both.shown.endswith("…")
    )
    return next(shown, sentence.quotation)


def opening_of(matter: Matter) -> Sentence | None:
    """The paper's sentence that a line stands on first; None where that is no sentence of it."""
    own = None if matter.is_passed_over else _lead_sentence(matter)
    opens = matter.ask is None or matter.clash or (own and (admits(own) or counts(own)))
    return own if opens else None


def _lead_sentence(matter: Matter) -> Sentence | None:
    """The figure that was counted before; else of what is clearly about the issue a figure of a
    part in which something is admitted, else what is admitted, in prose."""
    parts = {sentence.part for sentence in matter.admitted}
    return min(
        matter.sentences,
        key=lambda sentence: (
            not (matter.clash and matter.clash.at in sentence.quotation.citation.span),
            not (matter.before and matter.before.at in sentence.quotation.citation.span),
            bool(matter.issue) and matter.issue not in sentence.issues,
            matter.issue == _MONEY and not _OF_CHILDREN.search(sentence.text),
            sentence.is_of_before,
            bool(HANGS.match(sentence.text)) and sentence.told_with is None,
            not (sentence.has_figure and _DIGIT.search(sentence.text) and sentence.part in parts),
            _rank(sentence),
            not sentence.is_prose,
            not has_change(sentence.text),
            find_cue(sentence) is None,
        ),
        default=None,
    )


def _rank(sentence: Sentence) -> int:
    """What is admitted today, then a figure on the wrong side of its target or of England, then a
    risk: what may happen says less than what has."""
    if admits(sentence) and not sentence.is_risk:
        return 0
    is_short = sentence.figure is not None and sentence.figure.is_short
    return 1 if is_short else 2 if sentence.is_risk else 3


def evidence_of(matter: Matter) -> list[Quotation]:
    """All that a line stands on, the lead first, each once."""
    own = None if matter.is_passed_over else _lead_sentence(matter)
    quotations = [
        lead_of(matter),
        *([matter.newest] if matter.newest else []),
        *([own.quotation] if own and own is not opening_of(matter) and _can_be_read(own) else []),
        *([matter.clash.other] if matter.clash and matter.clash.other else []),
        *([matter.spoken] if matter.spoken else []),
        *matter.beside,
        *([matter.before.earlier] if matter.before and not matter.clash else []),
    ]
    return list(dict.fromkeys(quotations))


def _can_be_read(sentence: Sentence) -> bool:
    """False of a row of a table whose cells are not told apart."""
    return sentence.is_prose or bool(sentence.quotation.cells)


def _admitted(matter: Matter) -> list[Quotation]:
    """What else is admitted on the issue, in clear words first."""
    on_issue = (each for each in matter.admitted if not matter.issue or _is_on(each, matter.issue))
    admitted = sorted(on_issue, key=lambda each: (each.is_risk, find_cue(each) is None))
    own = None if matter.is_passed_over else _lead_sentence(matter)
    return list(_whole(admitted[:2], own, lead_of(matter)))


def _is_on(sentence: Sentence, issue: str) -> bool:
    """True where a sentence may be about an issue, or goes on about another and names none; of
    money also what has a sum."""
    goes_on = sentence.told_with is not None and not sentence.chances
    return goes_on or issue in sentence.chances or (issue == _MONEY and "£" in sentence.text)


def _whole(
    sentences: Sequence[Sentence], own: Sentence | None, lead: Quotation
) -> Iterator[Quotation]:
    """The sentences but one's own, each with the one that it goes on about; none that goes on
    about what is quoted first."""
    for sentence in sentences:
        whole = _told(sentence)
        is_told = whole.citation.document == lead.citation.document and (
            whole.citation.span.touches(lead.citation.span)
        )
        if sentence is not own and not is_told:
            yield whole


def _raised(matter: Matter) -> list[Quotation]:
    """What an outside body raised last, and without a paper first, too."""
    if matter.topic is None:
        return []
    newest = quote(clearest(matter.topic.raised, last=True))
    earliest = quote(clearest(matter.topic.raised, last=False))
    told = [newest] if matter.sentences else [newest, earliest]
    return [each for each in told if len(each.citation.quote.split()) >= FEWEST_WORDS]


def _quote_ask(ask: HeldAsk) -> Quotation:
    return Quotation(ask.citation, kind_of(ask.kind).body, ask.id)
