"""What there is to ask about an item, and why: the causes that a paper and the record give.

A matter is an issue, or a part of the paper that is about none of them. It is opened by what
the paper itself admits, by a figure, by what was asked last, by a promise that fell due, by a
figure that an earlier document counts otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import compress
from operator import or_

from index.briefing.contents import Compared
from index.briefing.lines.clashes import find_clashes
from index.briefing.lines.cues import OVERSPENT
from index.briefing.lines.evidence import (
    EarlierFigure,
    Promise,
    find_earlier_figures,
    find_leads,
    find_planned,
    find_promise,
    find_promises,
    find_recount,
)
from index.briefing.lines.newest import quote_newest
from index.briefing.lines.troubles import find_trouble, name_thing
from index.briefing.matters.asked import (
    add_admitted,
    add_ask,
    add_own_point,
    find_asked,
    find_claimed,
    of_record,
)
from index.briefing.matters.causes import mark_longest, weigh_matter, with_causes
from index.briefing.matters.in_paper import find_clash, issues_of_parts, merge_matters, of_paper
from index.briefing.matters.matter import Matter
from index.briefing.matters.names import lower_first, name_measure
from index.briefing.matters.stands_on import (
    evidence_of,
    find_admitted,
    find_raised,
    lead_of,
    lead_sentence,
    opening_of,
    quote_ask,
)
from index.briefing.nearness import is_beside
from index.briefing.paper import Paper
from index.briefing.topics import Topic
from index.library import Library


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
    main = issues_of_parts(paper)
    matters = merge_matters(of_paper(paper, clashes), main) if paper.id else {}
    for asked in find_asked(library, authority, day, paper, record):
        add_ask(matters, asked, paper, record)
    for row in compared:
        add_admitted(matters, row, paper)
        add_own_point(matters, row, paper)
    if not paper.id:
        matters |= {key: of_record(topic) for key, topic in record.items() if key not in matters}
    promises = find_promises(library.db, authority, day)
    figures = find_earlier_figures(library.db, authority, day, paper.id) if paper.id else []
    leads = find_leads(library.db, authority, day)
    planned = find_planned(library.db, authority, day)
    known = (
        replace(
            matter,
            clash=find_clash(matter, clashes),
            lead=leads.get(matter.key, ""),
            claimed=find_claimed(matter, compared, paper),
            planned=planned.get(matter.key),
        )
        for matter in matters.values()
    )
    complete = (
        _with_numbers(library, authority, day, _complete(matter, record, promises, figures), paper)
        for matter in known
    )
    beside = [_with_beside(library, matter) for matter in mark_longest(complete)]
    whole = [with_causes(_with_newest(library, matter)) for matter in beside]
    place = {matter.key: row for row, matter in enumerate(whole)}
    return sorted(
        whole,
        key=lambda each: (
            -weigh_matter(each),
            "asked and admitted" not in each.causes,
            place[each.key],
        ),
    )


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
    lead = None if whole.is_passed_over else lead_sentence(whole)
    whole = replace(whole, part=lead.part) if lead else whole
    return whole if whole.issue or whole.ask or whole.spoken or not lead else _with_trouble(whole)


def _with_numbers(
    library: Library, authority: str, day: date, matter: Matter, paper: Paper
) -> Matter:
    """The matter with how an outside body counted what the paper sets beside today's number, and
    with the sum of an overspend, where the words it stands on name none."""
    if opening_of(matter) is None:
        return matter
    words = lead_of(matter).citation.quote
    sums = (each for each in paper.account if "£" in each.text and OVERSPENT.search(each.text))
    is_unsaid = OVERSPENT.search(words) is not None and "£" not in words
    cost = next(sums, None) if is_unsaid else None
    return replace(
        matter,
        recount=find_recount(library.db, authority, day, words),
        cost=cost.quotation if cost else None,
    )


def _with_trouble(matter: Matter) -> Matter:
    """A matter about no issue, by the kind of trouble of the words it stands on, named by what
    these say they are about."""
    words = lead_of(matter)
    trouble = None if words.cells else find_trouble(words.citation.quote)
    if trouble is None:
        return matter
    own = lead_sentence(matter)
    measure = name_measure(own) if own else ""
    citation = words.citation
    heading = "" if citation.title.startswith(citation.heading) else f"{matter.label}: "
    name = name_thing(citation.quote) or measure or f"{heading}{trouble.label}"
    return replace(matter, trouble=trouble.id, label=lower_first(name))


def _with_beside(library: Library, matter: Matter) -> Matter:
    """The matter with what is told beside the words that it stands on: what it admits, what was
    asked. Of risks, and of what outside bodies raised, what is near to those words: one issue
    holds more than one thing."""
    told = [*find_admitted(matter), *([] if matter.ask else find_raised(matter))]
    # A figure that clashes need not be what was asked about.
    asked = [quote_ask(matter.ask)] if matter.ask and not matter.clash else []
    if not matter.sentences:
        return replace(matter, beside=(*asked, *told))
    risks = {each.quotation for each in matter.admitted if each.is_risk}
    near = is_beside(library, lead_of(matter).citation, [each.citation for each in told])
    is_sure = [not each.by and each not in risks for each in told]
    kept = compress(told, map(or_, near, is_sure))
    return replace(matter, beside=(*kept, *asked))


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
