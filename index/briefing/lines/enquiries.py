"""Lines of enquiry: open questions about children's outcomes, each standing on quotations.

What is asked is the issue's own question (`vocabulary/issue_questions.json`); the words before
it say why it is asked now; the follow-ups fit what the quotation says. They rest on the
questions that inspectors ask leaders: what do you know of the quality of practice, how do you
know it, what are your plans? The wording is a draft, for members to make their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from corpus.citation import Citation, say_place
from corpus.document import Span
from corpus.kinds import kind_of
from corpus.vocabulary.issue_questions import IssueQuestion, load_issue_questions, load_troubles
from index.briefing.contents import Enquiry, Quotation
from index.briefing.lines.answered import NO_ANSWERS, Answers, ask_next
from index.briefing.lines.cues import OVERSPENT, name_whom
from index.briefing.lines.decided import ANY_DECIDED
from index.briefing.lines.endings import Sitting, say_ending
from index.briefing.lines.evidence import EarlierFigure, Recount
from index.briefing.lines.follow_ups import follow_up, follows_promise
from index.briefing.lines.roles import is_among, name_addressee, say_roles
from index.briefing.matters.matter import Matter
from index.briefing.matters.stands_on import evidence_of, lead_of, opening_of
from index.briefing.paper import Sentence
from index.briefing.topics import TURNS, Judged, Topic, is_sure_word, quote
from index.issues.threads import Member
from index.recurrence.wording import quote_sentence, say_join, say_month
from models.text.quantities import find_quantities
from models.text.sentences import find_sentences

_EVIDENCE = 3  # quotations of a line
_SHORT_MEASURE = 10  # words of how a plan measures an action, that are read out
# Times of several steps, run together in one cell of a plan: which is of what cannot be told.
_SEVERAL_TIMES = re.compile(r"\b20\d\d\b(?:\s+\w+){4,}?\s+20\d\d\b")
_WHERE_COLOUR_CLASHES = (
    "How are children in fact served, where the figure and its colour do not agree?"
)
_TO_BE_MEASURED = re.compile(r"^(?:to be )?measured:? ", re.IGNORECASE)
_LONG_ACTION = 20  # words of a planned action that are read out
# Where a further action of the same row begins: "... life-story work and put in place a programme".
_FURTHER = re.compile(
    r",? and (?=(?:agree|build|create|develop|embed|ensure|establish|implement|introduce|make|put"
    r"|review|set|train|use)\b)|; ",
    re.IGNORECASE,
)
# Whom a point is about: "longer-term support for adolescents".
_WHOM = re.compile(
    r"\b(?:(?:disabled|older|younger|young|vulnerable|unaccompanied) )?(?:adolescents|babies|carers"
    r"|care leavers|children|families|parents|people|teenagers)(?: in care)?\b",
    re.IGNORECASE,
)
_IMPROVED = re.compile(
    r"\b(?:improved|improvements? (?:in|since|to)|(?:is|are|been|although|while) improving|better"
    r"|stronger|strengthened)\b",
    re.IGNORECASE,
)
# Since when a step of the paper holds, and steps by which children get another worker.
_SINCE = re.compile(r"\b[Ii]n (?P<month>(?:[A-Z][a-z]+ )?20\d\d)\b")
_CHANGES_HANDS = re.compile(r"\b(?:merg|transfer|hand|clos|shared)\w*\b", re.IGNORECASE)
# What the newest document says of an issue, where that is of a year later than all that are told.
_LAST_SAID = {
    "asked": "asked for",
    "found weak": "criticised",
    "improving": "found better",
    "good": "spoken well of",
    "mixed": "found partly good, partly weak",
}
# As sure as this one kind sentence is told: of two of a council's own words that an outside body
# lists one was read as its praise at 0.7. A handful.
_CLEAR_PRAISE = 0.8
# Words for what is good in one place and weak in another, as inspectors write them.
_UNEVEN = re.compile(r"\b(?:uneven|variable|inconsistent|patchy|mixed)\b", re.IGNORECASE)
_LONGEST_LIST = 12  # items: a higher number is that of a paragraph
_COMMISSIONER = "the Commissioner"  # as `kinds` names the body
_CHECK_BOUGHT = "How many {whom} is the contract for?"
_HOW_MANY, _HOW_THESE = "how was that number arrived at?", "how were these numbers arrived at?"
_IN_ALL = "children and young people"
_ANSWER_RISK = (
    "what makes the risk likely or not; what is done about it, with dates; what happens meanwhile"
    " to {whom}; what they say"
)
_TEST_BOUGHT = "What would show within the first year that the contract does not do this?"
_OF_FIGURES = re.compile(r"\bthese figures\b")  # which words without a number have none of
# Of what is about no issue: where a decision is sought, and elsewhere.
_ANY = IssueQuestion(
    question="What do the words quoted here mean for the children concerned?",
    check="How many children are concerned today?",
    test="How would you find out that it is not working for them?",
    answer="how many children it concerns, now and a year ago; what happened to them; who checks",
)
_ANY_ASKED = IssueQuestion(
    question="What will be different for children when what is asked here is done?",
    check="What has been done about it so far?",
    test="How will you know that it helped, and not only that it was done?",
    answer="what was done and by when; who leads it; what children and families notice",
)


def enquire(
    matters: Sequence[Matter],
    roles: Sequence[str],
    day: date,
    is_decided: bool = False,
    buys: bool = False,
    answers: Answers = NO_ANSWERS,
) -> tuple[Enquiry, ...]:
    """A line for each matter, in their order; `is_decided` where the paper asks for a decision
    of those who meet, `buys` where that is to buy a service, `answers` what the paper counts."""
    leads = [lead_of(matter) for matter in matters]
    sitting = Sitting(day, is_decided, buys)
    lines: list[Enquiry] = []
    for matter, lead in zip(matters, leads, strict=True):
        line = _to_line(matter, roles, sitting, lines, answers)
        quoted = [each for other in lines for each in other.evidence]
        quoted += [each for each in leads if each is not lead]
        lines.append(replace(line, evidence=_apart(line.evidence, quoted)))
    return tuple(lines)


def introduce(lines: Sequence[Enquiry], find_appointed: Callable[[], str]) -> tuple[Enquiry, ...]:
    """The lines, of which the first whose history names the commissioner says who appointed it,
    where that is known; it is looked for only then."""
    first = next((at for at, line in enumerate(lines) if _COMMISSIONER in line.counted), None)
    by = find_appointed() if first is not None else ""
    if first is None or not by:
        return tuple(lines)
    named = f"{_COMMISSIONER} (appointed by {by})"
    told = replace(lines[first], counted=lines[first].counted.replace(_COMMISSIONER, named, 1))
    return (*lines[:first], told, *lines[first + 1 :])


def _apart(evidence: Sequence[Quotation], quoted: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """The first of a line, and of the others those that no other line quotes."""
    first, *others = evidence
    spans = [(each.citation.document, each.citation.span) for each in quoted]
    return (first, *(each for each in others if not _is_among(each, spans)))[:_EVIDENCE]


def _is_among(quotation: Quotation, spans: Sequence[tuple[str, Span]]) -> bool:
    own = quotation.citation
    return any(document == own.document and span.touches(own.span) for document, span in spans)


def _to_line(
    matter: Matter,
    roles: Sequence[str],
    sitting: Sitting,
    others: Sequence[Enquiry],
    answers: Answers,
) -> Enquiry:
    """The line of a matter, which asks and ends as none of the others does."""
    asked = _questions_for(matter, sitting, answers)
    told = {each for line in others for each in line.follow_ups}
    follow_ups = follow_up(matter, asked, told, answers)
    return Enquiry(
        issue=_name_line(matter, asked),
        counted=_say_history(matter),
        rests_on=_rests_on(matter, follow_ups),
        question=" ".join(filter(None, (_say_cause(matter), asked.question))),
        follow_ups=follow_ups,
        full_answer=f"{asked.answer}.",
        evidence=tuple(evidence_of(matter)),
        answered_by=_say_who(matter, roles),
        ending=say_ending(matter, follow_ups, sitting, [line.ending for line in others]),
        part=matter.part,
    )


def _rests_on(matter: Matter, follow_ups: Sequence[str]) -> tuple[Quotation, ...]:
    """The words behind each year that is counted, behind a figure told of before, and behind a
    planned action that is asked about."""
    years = matter.topic.years_told.values() if matter.topic else ()
    planned = matter.promise if follows_promise(matter, follow_ups) else None
    last = _last_word(matter.topic) if matter.topic else None
    return (
        *(quote(each) for members in years for each in members),
        *([quote(last)] if last else []),
        *(map(quote, matter.topic.last_look) if matter.topic else ()),
        *(map(quote, matter.topic.also_asked) if matter.topic else ()),
        *([matter.topic.judged.quotation] if matter.topic and matter.topic.judged else []),
        *([matter.planned.quotation] if matter.planned and _say_planned(matter) else []),
        *([matter.before.earlier] if matter.before and not matter.clash else []),
        *([matter.recount.quotation] if matter.recount else []),
        *([matter.cost] if matter.cost else []),
        *([matter.clash.other] if matter.clash and matter.clash.other else []),
        *([planned.quotation] if planned else []),
    )


def _questions_for(matter: Matter, sitting: Sitting, answers: Answers) -> IssueQuestion:
    """The issue's, on the part of it that the words are on, none on an overspend of which no sum
    is quoted; where a service is to be bought, what that will change, of a risk what it will mean.
    """
    lead = lead_of(matter)
    known = load_issue_questions().get(matter.issue) or _questions_for_any(matter, sitting)
    asked = known.on(lead.citation.quote)
    if OVERSPENT.search(asked.question) and not _has_sum(matter):
        asked = known
    if _OF_FIGURES.search(asked.question) and not re.search(r"\d", lead.citation.quote):
        asked = _questions_for_any(matter, sitting)
    if matter.clash and matter.clash.is_met:
        asked = replace(asked, question=_WHERE_COLOUR_CLASHES)
    own = opening_of(matter)
    is_risk = own is not None and own.is_risk
    if not (sitting.buys and (asked.concern or is_risk)):
        return asked
    whom = name_whom(f"{lead.citation.title} {lead.citation.quote}", _IN_ALL)
    places = answers.find_places()
    check = _ask_places(places) if places else _CHECK_BOUGHT.format(whom=whom)
    if is_risk:
        question = f"What will it mean for {whom} if this risk comes true?"
        return IssueQuestion(question, check, _TEST_BOUGHT, _ANSWER_RISK.format(whom=whom))
    question = f"How will this contract change {asked.concern}?"
    return replace(asked, question=question, check=check, test=_TEST_BOUGHT)


def _ask_places(places: Sentence) -> str:
    """How the paper came by the number, or the numbers, of places that it gives."""
    counted = [each for each in find_quantities(places.text) if not each.unit.startswith("£")]
    return ask_next(places, _HOW_THESE if len(counted) > 1 else _HOW_MANY)


def _has_sum(matter: Matter) -> bool:
    return matter.cost is not None or "£" in lead_of(matter).citation.quote


def _name_line(matter: Matter, asked: IssueQuestion) -> str:
    """What a line is on: the part of the issue where that has a name; no children where neither
    the words nor the paper's title name any."""
    lead = lead_of(matter).citation
    if asked.label:
        return asked.label
    named = re.search(r"\bchild", f"{lead.title} {lead.quote}", re.IGNORECASE)
    return matter.label if named else matter.label.removesuffix(" for children")


def _questions_for_any(matter: Matter, sitting: Sitting) -> IssueQuestion:
    """Of what is about no issue, or is asked a second time on one: of a row by what it counts."""
    if matter.ask:
        return _ANY_ASKED
    if matter.spoken:
        return _questions_on_point(matter)
    if matter.trouble:
        return next(each.asked for each in load_troubles() if each.id == matter.trouble)
    own = opening_of(matter)
    if lead_of(matter).cells and not (own and own.is_risk):
        question = f"What do the figures on “{matter.label}” tell about these children’s lives?"
        return replace(_ANY, question=question)
    return ANY_DECIDED if sitting.is_decided else _ANY


def _questions_on_point(matter: Matter) -> IssueQuestion:
    """Of a point that only the paper's list names, by what the paper says of it: since when, for
    whom, and what changed hands."""
    said = " ".join(each.text for each in matter.sentences)
    whom = _WHOM.search(matter.label)
    who = whom[0].lower() if whom else "the children concerned"
    since = _SINCE.search(said)
    change = f"since {since['month']}" if since else "today"
    moved = bool(_CHANGES_HANDS.search(said))
    counted = "caseloads" if re.search(r"\bcaseloads?\b", said, re.IGNORECASE) else "staff"
    before = f"before {since['month']} and now" if since else "now and a year ago"
    check = (
        f"How many {who} had to change social worker" if moved else f"How many {who} get this help"
    )
    return IssueQuestion(
        question=f"What has changed for {who} {change}?",
        check=f"{check} {change}?" if since or not moved else f"{check} in the past year?",
        test=f"What would show you that the {matter.label} is falling short?",
        answer=f"numbers of {who} who get this help, and the {counted} for them, {before};"
        f" audit grades of this work; what {who} say",
    )


def _say_history(matter: Matter) -> str:
    """What outside bodies said on it through the years, and what the council planned then."""
    told = say_raised(matter.topic) if matter.topic else ""
    if not told and matter.spoken:
        by, citation = matter.spoken.by, matter.spoken.citation
        year = citation.own_day.year if citation.own_day else "no date"
        told = f"Criticised by {by} in {year}{_in_brackets(citation)}."
    return " ".join(filter(None, (told, _say_planned(matter))))


def say_raised(topic: Topic) -> str:
    """Which outside bodies asked for it, found it weak and have found it good since, in which
    years, each with its page; last what the newest document of such a body found, where that is
    some praise beside its ask or its blame, else where it speaks of it, if that is not among
    these."""
    verdict = _say_last_look(topic)
    told = [
        f"{did} {say_join([_say_years(by, of) for by, of in _by_body(members).items()])}"
        for did, members in _years_besides(topic).items()
    ]
    if verdict:
        told.append(verdict)
    elif told and (last := _last_word(topic)):
        told.append(f"{_LAST_SAID[last.stance]} {_say_years(_body_of(last), [last])}")
    if topic.judged:
        told.append(_say_judged(topic.judged))
    said = "; ".join(told)
    whole = f"{said[:1].upper()}{said[1:]}." if said else ""
    return " ".join(filter(None, (whole, _say_also(topic))))


def _say_judged(judged: Judged) -> str:
    """The grade of leaders, so that no kind word of them stands alone."""
    citation = judged.quotation.citation
    when = f"{say_month(citation.own_day)}{_in_brackets(citation)}"
    return f"leaders’ work judged “{judged.grade}” by {judged.quotation.by} in {when}"


def _say_also(topic: Topic) -> str:
    """Who asked in other years for what is asked about with this issue."""
    by_body = _by_body(topic.also_asked)
    if not by_body:
        return ""
    years = say_join([_say_years(by, of) for by, of in by_body.items()])
    return f"Also asked for, on {topic.also_label}: {years}."


def _body_of(member: Member) -> str:
    return kind_of(member.document_kind).body


def _years_besides(topic: Topic) -> dict[str, list[Member]]:
    """The years told, but for praise in a report that finds it weak too: that is told as both."""
    both = {each.document for each in topic.last_look} if topic.is_mixed_at_last else set()
    kept = {
        did: [each for each in members if did != "praised" or each.document not in both]
        for did, members in topic.years_told.items()
    }
    return {did: members for did, members in kept.items() if members}


def _say_last_look(topic: Topic) -> str:
    """That the newest document found some of it good and some weak, or some of what it asks for
    better; empty where it says one thing, which the years tell. Praise beside an ask has to say
    that it is, or speak of a change: other praise may be of one thing near it."""
    told = topic.last_look
    is_asked = bool(told) and _is_asked_last(topic, told[0])
    if not told or not (is_asked or topic.is_mixed_at_last):
        return ""
    if is_asked and not (told[0].stance in ("mixed", "improving") or told[0] in topic.conceded):
        return ""
    quoted = told[:1] if is_asked else told
    pages = sorted({each.citation.page for each in quoted if each.citation.page})
    many = f" (pages {say_join(list(map(str, pages)))})" if len(pages) > 1 else ""
    place = many or _in_brackets(told[0].citation)
    good = "better" if _IMPROVED.search(told[0].text) else "good"
    by = f"by {_body_of(told[0])} "
    year = f"{by}in {_year_of(told[0])}{place}"
    if told[0].stance == "mixed" and good != "better":
        sure = (each for each in (told[0], *topic.newest) if is_sure_word(each))
        uneven = next(filter(_is_uneven, sure), None)
        if uneven and (word := _UNEVEN.search(uneven.text)):
            where = f"{_year_of(uneven)}{_in_brackets(uneven.citation)}"
            return f"found “{word[0].lower()}” {by}in {where}"
        if TURNS.match(told[0].text):  # "However, plans are generic": the good stands before
            return ""
    if is_asked and told[0].stance != "mixed":  # that some is weak is told by the ask
        return f"found partly {good} {year}"
    return f"found partly {good}, partly weak {year}"


def _is_uneven(member: Member) -> bool:
    """True of blame that says in a word that some is good and some weak."""
    is_weak = member.stance in ("mixed", "found weak")
    return is_weak and not _IMPROVED.search(member.text) and bool(_UNEVEN.search(member.text))


def _is_asked_last(topic: Topic, word: Member) -> bool:
    """True where the document of a word asks for it, or finds it weak."""
    told = topic.years_told
    raised = (*told.get("asked for", ()), *told.get("criticised", ()))
    return any(each.document == word.document for each in raised)


def _last_word(topic: Topic) -> Member | None:
    """What the newest document of an outside body says most clearly, where it is of a year later
    than all that are told."""
    years = [each.published.year for members in topic.years_told.values() for each in members]
    newest = next(iter(topic.newest), None)
    is_later = newest is not None and newest.published.year > max(years, default=0)
    if newest is None or not (is_later and is_sure_word(newest)):
        return None
    is_praise = newest.stance == "good"
    is_clear = not is_praise or newest.probability * newest.confidence >= _CLEAR_PRAISE
    return newest if is_clear else None


def _say_planned(matter: Matter) -> str:
    """What the newest plan set on what is asked and the paper passes over or has no figure on."""
    planned = matter.planned
    is_open = matter.is_passed_over or (matter.lacks_figure and opening_of(matter) is None)
    if not (planned and is_open):
        return ""
    citation = planned.quotation.citation
    ref = f"action {planned.ref}" if planned.ref else ""
    place = ", ".join(filter(None, (say_place(replace(citation, section="")), ref)))
    where = f" ({place})" if place else ""
    due = f", by {planned.due}" if planned.due else ""
    if _SEVERAL_TIMES.search(planned.timescale):
        due = ""
    elif planned.timescale:
        due = f", timescale: “{planned.timescale}”"
    is_short = 0 < len(planned.measure.split()) <= _SHORT_MEASURE
    how = _TO_BE_MEASURED.sub("", planned.measure.rstrip(" ."))
    measure = f", measured: “{how}”" if is_short else ""
    set_ = _say_action(citation.quote)
    when = say_month(citation.own_day)
    return f"The council’s plan of {when}{where}: “{set_}”{due}{measure}."


def _by_body(members: Sequence[Member]) -> dict[str, list[Member]]:
    by_body: dict[str, list[Member]] = {}
    for member in members:
        by_body.setdefault(kind_of(member.document_kind).body, []).append(member)
    return by_body


def _say_years(body: str, members: Sequence[Member]) -> str:
    """ "by Ofsted in 2015 (page 7) and 2019 (page 3)"."""
    years = (f"{_year_of(each)}{_in_brackets(each.citation)}" for each in members)
    return f"by {body} in {say_join(list(years))}"


def _year_of(member: Member) -> int:
    """The year of its document, by that document's own date."""
    return (member.citation.own_day or member.published).year


def _in_brackets(citation: Citation) -> str:
    """Its page; without pages its section, where the number may be that of an item of a list."""
    number = citation.paragraph
    is_item = number.isdigit() and int(number) <= _LONGEST_LIST and bool(citation.section)
    own = replace(citation, paragraph="") if is_item else citation
    place = f"page {citation.page}" if citation.page else say_place(own)
    return f" ({place})" if place else ""


def _say_action(words: str) -> str:
    """What a plan set to be done: its first sentence, of a long one what stands before a further
    action; the rest is marked as left out."""
    whole = " ".join(words.split())
    first = next((each.of(whole) for each in find_sentences(whole)), whole)
    if len(first.split()) > _LONG_ACTION:
        first = _FURTHER.split(first, maxsplit=1)[0]
    told = quote_sentence(first).rstrip(" .;,")
    return told if first == whole or told.endswith("…") else f"{told} …"


# --- why it is asked -------------------------------------------------------


def _say_cause(matter: Matter) -> str:
    """What the quotations do not say by themselves; empty where they do."""
    if matter.clash:
        return matter.clash.said
    if matter.recount:
        return _say_recount(matter.recount)
    if matter.cost:
        said = quote_sentence(matter.cost.citation.quote).rstrip(" .")
        return f"The paper says “{said}”{_at(matter.cost)}."
    if matter.before:
        return _say_before(matter.before)
    if matter.is_passed_over:
        return f"No account of it was found in this paper{_say_unread(matter)}."
    own = opening_of(matter)
    if own is None and matter.lacks_figure:
        return "No figure on it was found in this paper."
    if own is None or not own.is_of_before:
        return ""
    return f"The paper says this about {own.review}, not about today."


def _say_recount(recount: Recount) -> str:
    """That a comparison of the paper is of two counts that are not alike."""
    citation = recount.quotation.citation
    by = recount.quotation.by or citation.body
    return (
        f"{by[:1].upper()}{by[1:]} ({_say_printed(citation)}) wrote of the {recount.value}:"
        f" “{quote_sentence(citation.quote)}” The two numbers may not be counted alike."
    )


def _at(quotation: Quotation) -> str:
    place = say_place(quotation.citation)
    return f" ({place})" if place else ""


def _say_unread(matter: Matter) -> str:
    """That what was not found may stand in what is not held."""
    if not matter.appendices:
        return ""
    held = "is" if len(matter.appendices) == 1 else "are"
    return f"; {say_join(matter.appendices)}, which it names, {held} not held"


def _say_before(before: EarlierFigure) -> str:
    """Both figures, of whom each is, and what may be said of the two."""
    when = "" if before.when.startswith("reported") else before.when
    own = _say_figure(before.value, before.base, when)
    earlier = _say_figure(before.earlier_value, before.earlier_base, before.earlier_when)
    citation = before.earlier.citation
    by = before.earlier.by or citation.body
    counted = (
        "The two are counted differently, so they cannot be compared."
        if before.differs
        else "Whether both are counted in the same way is not said."
    )
    of = f"{before.measure[:1].upper()}{before.measure[1:]}: this" if before.measure else "This"
    return f"{of} paper gives {own}; {by} ({_say_printed(citation)}) gave {earlier}. {counted}"


def _say_printed(citation: Citation) -> str:
    """Where the words before a question say that something is printed: the month and the place."""
    return ", ".join(filter(None, (say_month(citation.own_day), say_place(citation))))


def _say_figure(value: str, base: str, when: str) -> str:
    return f"{value}{f' for {base}' if base else ''}{f' ({when})' if when else ''}"


# --- who -------------------------------------------------------------------


def _say_who(matter: Matter, roles: Sequence[str]) -> str:
    """Those who bring the paper, else who must answer in every council; of an ask the role that it
    is put to, and the role that leads on the issue by the newest plan."""
    addressee = name_addressee(matter.ask.ask.addressee) if matter.ask else ""
    others = (each for each in (addressee, matter.lead) if each and not is_among(each, roles))
    return say_roles(roles, *others)
