"""Why an item matters now: three sentences at most that a chair can read out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from corpus.citation import Citation, cite_spans, say_place
from corpus.kinds import kind_of
from corpus.records import Judgement
from corpus.store.asks import HeldAsk, iter_asks
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, find_document
from corpus.store.reports import load_report
from corpus.store.statements import SourcedRecord, iter_records
from index.briefing.compared import NARROWS, list_asked
from index.briefing.contents import Compared, Quotation
from index.briefing.paper import Paper
from index.briefing.topics import latest_inspection
from index.library import Library
from index.recurrence.wording import say_join, say_month

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# From the best: adequate and requires improvement are of different frameworks, never of one report.
_RANKS = {
    "outstanding": 1,
    "good": 2,
    "adequate": 3,
    "requires_improvement": 3,
    "inadequate": 4,
}
_BOARD = re.compile(r"\bLSCB\b|\bsafeguarding (?:children )?(?:board|partnership)\b", re.IGNORECASE)
# What a paper asks of those who meet, and what they may be asked to recommend among that.
_SOUGHT = ("decision_asked", "recommendation_to_executive")
# Frameworks by which one part of the service alone was inspected.
_OF_PART = frozenset({"looked_after_2013", "protection_2012"})
_SAME, _ADDED = "same words", "added by the paper"
_SHORT = 30  # words of a decision that can be read out
_FINITE = re.compile(r"[a-z]+s\b(?<!ss)")  # "notes the report": no word after "asked to"
_NOTE = re.compile(r"\bnotes?\b", re.IGNORECASE)
_AGREES = re.compile(
    r"\b(?:accept|adopt|agree|appoint|approv|award|endors|recommend|support)(?:e|es|s|ing)?\b"
    r"|\bbe recommended\b",
    re.IGNORECASE,
)
# "is asked to accept this report as urgent", "be considered as a matter of urgency"
_LATE = re.compile(
    r"\b(?:accept|tak|consider|treat)\w*\b[^.;]{0,60}\bas (?:an? )?(?:matter of )?urgen(?:t|cy)\b",
    re.IGNORECASE,
)
# What a report says of itself: "The purpose of this report is to ask members to read it".
_PURPOSE = re.compile(r"\W*The (?:aim|purpose) of th(?:e|is) (?:paper|report|update)\b", re.I)
# "The Committee is asked to note": who is asked stands in the pack's head.
ASKED_TO = re.compile(
    r"(?:That )?(?:The |This )?(?:[\w’',-]+ ){0,12}?(?:is|are)"
    r" (?:asked|invited|recommended|requested)(?: to)? (?!that\b)",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:accept|advis|agree|approv|comment|consider|decid|delegat|discuss|endors|identif|nominat"
    r"|recommend|request|say|support)(?:e|es|s|ing)?\b",
    re.IGNORECASE,
)


def find_decision(db: Connection, item: str) -> tuple[Quotation, ...]:
    """What the paper asks of those who meet: what stands under "Recommendations" first, else in
    its order, with what they are asked there to recommend to others; nothing without a paper. That
    it be taken late, and what it says it is for, are none of it, unless they are all."""
    if not item:
        return ()
    held = list(iter_asks(db, kinds=_SOUGHT, document=item))
    sections = {ask.citation.section for ask in held if ask.ask.kind == _SOUGHT[0]}
    asks = [ask for ask in held if ask.citation.section in sections]
    asks.sort(key=lambda ask: ask.ask.span.start)
    asks.sort(key=lambda ask: "recommendation" not in ask.citation.heading.lower())
    cited = cite_spans(load_report(db, item), (ask.ask.span for ask in asks))
    decision = [Quotation(citation, id=ask.id) for citation, ask in zip(cited, asks, strict=True)]
    lasting = [asked for asked in decision if not _is_aside(asked)]
    return tuple(lasting or decision)


def _is_aside(asked: Quotation) -> bool:
    """True of what a report says it is for, and of a plea that it be taken late."""
    words = asked.citation.quote
    return bool(_LATE.search(words) or _PURPOSE.match(words))


def say_why(
    library: Library,
    authority: str,
    day: date,
    who: str,
    decision: Sequence[Quotation],
    compared: Sequence[Compared],
    paper: Paper,
) -> tuple[str, ...]:
    """What `who` meets is to decide; what was asked last, and how the paper's list differs;
    the latest judgement and the one before. What is not held is left out."""
    db = library.db
    sentences = (
        _say_decision(decision, who, paper),
        _say_asked(library, authority, day, compared, paper),
        _say_grades(db, authority, day),
    )
    return tuple(filter(None, sentences))


def cite_why(
    library: Library, authority: str, day: date, compared: Sequence[Compared], paper: Paper
) -> tuple[Citation, ...]:
    """Where what `say_why` tells without quoting it stands: the first of what was asked, and the
    judgements."""
    asked = _find_asked(library, authority, day, compared, paper)
    judged = _find_overall(library.db, authority, day)
    own = _judged_at(library.db, authority, day)[:1]
    return (
        *(ask.citation for ask in (asked[1][:1] if asked else ())),
        *(each.citation for each in (judged or own)),
    )


def say_whose(body: str, cover: HeldDocument | None) -> str:
    """Which outside body wrote the item's paper, and where the decision on it stands."""
    own = f"This paper is {body}’s own and asks for no decision."
    if cover is None:
        return f"{own} The cover report, in which the decision is sought, is not held."
    return f"{own} What is sought, and who answers, is in the cover report, “{cover.title}”."


# --- the decision ----------------------------------------------------------


def _say_decision(decision: Sequence[Quotation], who: str, paper: Paper) -> str:
    """The first of them by which something is agreed, else that is more than to note, in its words
    where these are few, and how many there are besides."""
    if not decision:
        return ""
    cover = "cover report" if paper.by else ""
    is_noted = only_notes(decision)
    more = [each for each in decision if not only_notes([each])] or [*decision]
    first = next((each for each in more if _AGREES.search(each.citation.quote)), more[0])
    cited_of = decision if is_noted else [first]
    places = dict.fromkeys(filter(None, (say_place(each.citation) for each in cited_of)))
    place = ", ".join(filter(None, (cover, _say_places(list(places)))))
    cited = f" ({place})" if place else ""
    if is_noted:
        return f"The {who} is asked only to note{_say_noted(decision)}{cited}."
    words = " ".join(first.citation.quote.split()).rstrip(" .;,")
    words = re.sub(r"[;,]? and$", "", words)
    lead = ASKED_TO.match(words)
    words = words[lead.end() :] if lead else words
    if len(words.split()) > _SHORT:
        return f"What the {who} is asked to decide stands below, in the paper’s words{cited}."
    rest = f",{besides}" if (besides := _say_besides(decision)) else ""
    if words[:1].isupper() or _FINITE.match(words):
        return f"The decision sought of the {who}: “{words}”{cited}{rest}."
    return f"The {who} is asked to “{words}”{cited}{rest}."


def _say_places(places: Sequence[str]) -> str:
    """ "paragraphs 1.1 and 1.2" of two that are alike so far; else each in full.

    >>> _say_places(["page 1, paragraph 1.1", "page 1, paragraph 1.2"])
    'page 1, paragraphs 1.1 and 1.2'
    """
    heads = {place.rpartition(" ")[0] for place in places}
    is_alike = len(places) > 1 and len(heads) == 1 and "paragraph" in next(iter(heads))
    if not is_alike:
        return " and ".join(places)
    return f"{heads.pop()}s {say_join([place.rpartition(' ')[2] for place in places])}"


def _say_besides(decision: Sequence[Quotation]) -> str:
    """How many things are sought besides the first."""
    return f" and {_in_words(len(decision) - 1)} more" if len(decision) > 1 else ""


def _say_noted(decision: Sequence[Quotation]) -> str:
    """ " two things"; of one thing that it is the report."""
    return " the report" if len(decision) == 1 else f" {_in_words(len(decision))}"


def is_agreed(asked: Quotation, is_decided: bool) -> bool:
    """True where those who meet are asked to agree something, not to note or talk about it; of
    those who decide (`is_decided`) more is taken for that."""
    if is_decided:
        return not only_notes([asked])
    return bool(_AGREES.search(asked.citation.quote))


def only_notes(decision: Sequence[Quotation]) -> bool:
    """True where those who meet are asked to note, and to do nothing besides."""
    return all(
        _NOTE.search(each.citation.quote) and not _DECIDES.search(each.citation.quote)
        for each in decision
    )


# --- what was asked last ---------------------------------------------------


def _say_asked(
    library: Library, authority: str, day: date, compared: Sequence[Compared], paper: Paper
) -> str:
    """How many things were asked, by whom and when, and how the paper's list differs: what the
    paper repeats, else what an outside body's own paper asks, else the latest inspection."""
    found = _find_asked(library, authority, day, compared, paper)
    if found is None:
        return ""
    document, asks = found
    citation = asks[0].citation
    asked = f"{_name(document)} asked for {_in_words(len(asks))} in {say_month(citation.own_day)}"
    if citation.dated:
        asked += f" (published in {say_month(citation.published)})"
    of_board = sum(bool(_BOARD.search(ask.ask.addressee)) for ask in asks)
    if 0 < of_board < len(asks):
        asked += f", {say_number(of_board)} of them of the safeguarding children board"
    if not compared:
        return f"{asked}."
    return f"{asked}; {_say_differs(compared)}."


def _find_asked(
    library: Library, authority: str, day: date, compared: Sequence[Compared], paper: Paper
) -> tuple[HeldDocument, Sequence[HeldAsk]] | None:
    """The document whose asks are counted, and these; None where it has none."""
    inspection = latest_inspection(library.db, authority, day)
    own = paper.id if paper.by and list_asked(library, authority, paper.id) else ""
    source = next((row.asked.citation.document for row in compared if row.asked), own)
    document = find_document(library.db, source) if source else inspection
    asks = list_asked(library, authority, document.id) if document else []
    return (document, asks) if document and asks else None


def _name(document: HeldDocument) -> str:
    body = kind_of(document.kind).body
    return f"{body[:1].upper()}{body[1:]}"


def _in_words(number: int) -> str:
    return f"{say_number(number)} thing{'' if number == 1 else 's'}"


def _say_differs(compared: Sequence[Compared]) -> str:
    """ "the paper lists the same four, and two not in that list", "six: it adds two and
    rewords one"."""
    listed = sum(row.listed is not None for row in compared)
    changes = [row.change for row in compared]
    added = [f"“{_brief(row)}”" for row in compared if row.change == _ADDED]
    parts = [
        f"adds {say_join(added)}" if added else "",
        f"rewords {say_number(changes.count('reworded'))}" if "reworded" in changes else "",
        f"does not list {say_number(changes.count('not listed'))}"
        if "not listed" in changes
        else "",
    ]
    told = [part for part in parts if part]
    if len(told) > 1:
        told = [", ".join(told[:-1]) + ",", told[-1]]  # "adds A and B, and rewords one"
    if added and set(changes) == {_ADDED, _SAME}:
        same, more = say_number(listed - len(added)), say_number(len(added))
        return f"the paper lists the same {same}, and {more} not in that list: {say_join(added)}"
    if not told:
        return f"the paper lists {say_number(listed)} and repeats them in the same words"
    return f"the paper lists {say_number(listed)}: it {say_join(told)}"


def say_number(number: int) -> str:
    """A small number in words, a larger one in digits."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _brief(row: Compared) -> str:
    """The point that the paper lists; of one that narrows to a part, that, for the whole of it
    stands in the table."""
    listed = " ".join(row.listed.citation.quote.split()).rstrip(".;") if row.listed else ""
    whole, *part = NARROWS.split(listed)
    return f"… {part[-1]}" if part else whole


# --- the judgements --------------------------------------------------------


def _say_grades(db: Connection, authority: str, day: date) -> str:
    """The latest overall judgement, what was judged worse beside it, and the one before, with a
    break of framework marked; each judgement where there is no overall one."""
    inspection = latest_inspection(db, authority, day)
    if not inspection:
        return ""
    own = _judged_at(db, authority, day)
    overall = _find_overall(db, authority, day)
    if not overall:
        none = f"The latest inspection ({say_month(inspection.published)}) gave no overall grade"
        judged = _say_judged(own)
        return f"{none}{f'; it judged {judged}' if judged else ''}."
    latest, *earlier = overall
    rank = _RANKS.get(latest.record.grade, 0)
    worse = _say_judged([each for each in own if _RANKS.get(each.record.grade, 0) > rank])
    sentence = f"The latest overall judgement is {_say_grade(latest)}"
    sentence += f", but {worse}" if worse else ""
    if not earlier:
        return f"{sentence}."
    before = f"the one before was {_say_grade(earlier[0])}"
    return f"{sentence}; {before}{_say_break(latest, earlier[0])}."


def _find_overall(db: Connection, authority: str, day: date) -> list[SourcedRecord[Judgement]]:
    """The overall judgement of the latest inspection and the one before; none where the latest
    gives none of the whole service."""
    inspection = latest_inspection(db, authority, day)
    overall = list(_overall(iter_records(db, Judgement, authority, day)))[:2]
    is_latest = inspection and overall and overall[0].document == inspection.id
    return overall if is_latest else []


def _judged_at(db: Connection, authority: str, day: date) -> list[SourcedRecord[Judgement]]:
    """What the latest inspection judged of the council."""
    inspection = latest_inspection(db, authority, day)
    given = iter_records(db, Judgement, authority, day)
    return [
        each
        for each in given
        if inspection and each.document == inspection.id and not _is_of_board(each)
    ]


def _say_judged(judgements: Sequence[SourcedRecord[Judgement]]) -> str:
    """The areas of each grade, the worst first: "“inadequate” for care leavers"."""
    areas: dict[str, list[str]] = {}
    for each in sorted(judgements, key=lambda each: -_RANKS.get(each.record.grade, 0)):
        areas.setdefault(each.record.grade_as_printed.lower(), []).append(
            _name_area(each.record.area)
        )
    told = [f"“{grade}” for {say_join(of)}" for grade, of in areas.items()]
    return say_join(told) if told else ""


def _name_area(area: str) -> str:
    """What was judged, without what the names of most areas begin and end with.

    >>> _name_area("The experiences and progress of children in care")
    'children in care'
    """
    name = re.sub(r"^(?:The )?experiences and progress of ", "", area)
    name = re.sub(r"^(The impact of leaders) .*", r"\1", name)
    return name[:1].lower() + name[1:]


def _is_of_board(held: SourcedRecord[Judgement]) -> bool:
    """True of what a report judges of a safeguarding board, which is not the council."""
    return "safeguarding children board" in held.record.area.lower()


def _overall(
    judgements: Iterable[SourcedRecord[Judgement]],
) -> Iterator[SourcedRecord[Judgement]]:
    """The overall judgements of inspections of the whole service, newest first, one a report."""
    held = [each for each in judgements if _is_overall(each)]
    held.sort(key=lambda each: (each.published or date.min, -each.record.span.start), reverse=True)
    seen: set[str] = set()
    for each in held:
        if each.document not in seen:
            seen.add(each.document)
            yield each


def _is_overall(held: SourcedRecord[Judgement]) -> bool:
    """True of a judgement of the whole service: inspections by some older frameworks were of
    children in care, or of protection, alone."""
    area = held.record.area.lower()
    inspected = kind_of(held.document_kind).inspects == "service"
    is_whole = held.record.framework not in _OF_PART and not _is_of_board(held)
    return inspected and is_whole and area.startswith("overall effectiveness")


def _say_grade(held: SourcedRecord[Judgement]) -> str:
    return f"“{held.record.grade_as_printed.lower()}” ({say_month(held.published)})"


def _say_break(latest: SourcedRecord[Judgement], before: SourcedRecord[Judgement]) -> str:
    """Nothing under one framework; of its versions, that the older one was used."""
    newer, older = latest.record.framework, before.record.framework
    if newer == older:
        return ""
    if newer.split("_")[0] == older.split("_")[0]:
        return ", under an earlier version of the framework"
    return ", under another framework, not like for like"
