"""A briefing for a committee's item: what was asked, said and not held, all in quotations.

Only documents published on or before the meeting are quoted or counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from math import inf

from corpus.citation import Citation
from corpus.errors import QueryError
from corpus.kinds import kind_of
from corpus.store.asks import iter_asks
from corpus.store.connection import Connection
from corpus.store.documents import (
    HeldDocument,
    find_documents,
    load_text,
)
from corpus.store.statements import find_themed
from corpus.vocabulary.themes import load_themes
from index.briefing.compared import compare_lists, is_put_to_council
from index.briefing.contents import (
    Cited,
    Compared,
    Enquiry,
    Exchange,
    Figure,
    Pack,
    Quotation,
)
from index.briefing.facts import (
    explain_words,
    find_counts,
    find_exchanges,
    find_figures,
    find_missing,
    find_recommended,
    find_report_before,
    list_hosts,
    list_sources,
    meeting_of,
    say_library,
    say_newest_minutes,
    say_none_told,
)
from index.briefing.lines.answered import Answers
from index.briefing.lines.cues import (
    admits,
    counts,
    find_unlawful,
    has_change,
    is_cost,
    is_spoken,
)
from index.briefing.lines.decided import ask_of_decision, find_main, is_to_buy
from index.briefing.lines.enquiries import enquire, introduce
from index.briefing.lines.evidence import NAMED_IN_PLAN, cite_plan, find_appointed
from index.briefing.lines.follow_ups import ask_of_joined
from index.briefing.lines.roles import find_roles, names_person, without_gone
from index.briefing.matters.causes import choose
from index.briefing.matters.find import find_matters
from index.briefing.matters.matter import Matter
from index.briefing.matters.stands_on import FEWEST_WORDS
from index.briefing.paper import (
    NO_PAPER,
    Paper,
    Sentence,
    goes_on_from,
    read_paper,
    say_part,
)
from index.briefing.topics import (
    CLEARLY,
    Topic,
    find_topics,
    inspected_before,
    latest_inspection,
    quote,
)
from index.briefing.why_now import cite_why, find_decision, is_agreed, say_whose, say_why
from index.issues.threads import Member, Thread, find_threads
from index.library import Library
from index.recurrence.wording import say_day

# What two pages of A4 hold.
_LINES, _ASKED, _RISKS, _SAID, _PLANNED, _FIGURES = 5, 2, 5, 5, 1, 3
_SPOKEN = 2  # of what children and families said
_FEWEST_LINES = 3
_FEWEST = 8  # words of an item of a list that says something
# That a paper was before a meeting, which says nothing of what it is on.
_IS_PROCEDURE = re.compile(
    r"\b(?:board|cabinet|committee|council|panel)\b[^.;]{0,50}"
    r"\b(?:considered|discussed|noted|received) (?:it|the|these|this)\b"
    r"|\bintroduced (?:her|his|the|this) (?:item|paper|report)\b"
    r"|\baddressed the (?:board|cabinet|committee|council|panel)\b",
    re.IGNORECASE,
)
_GRADED = re.compile(
    r"\b(?:graded|judged|rated)\b[^.;]*\b(?:good|inadequate|outstanding)\b", re.IGNORECASE
)
_AUDITS = "quality_assurance"  # an issue
_SHARE = 1 / 3  # of a thread's statements that make it one of a theme


# --- packs -----------------------------------------------------------------


def brief_document(
    library: Library,
    document: str,
    meeting: date | None = None,
    threads: Sequence[Thread] | None = None,
) -> Pack:
    """The pack for a council's paper: its id or the start of it, or its file's name.

    The meeting is the one that the paper names unless told, else the paper's own day. `threads`
    are the council's, where they are at hand. QueryError where no paper or several are meant.
    """
    item, published = _find_paper(library.db, document)
    day = meeting or meeting_of(item) or published
    if published > day:
        raise QueryError(f"{item.title}: published after the meeting of {say_day(day)}")
    threads = find_threads(library, item.authority, day) if threads is None else threads
    paper = read_paper(library, item.id)
    topics = find_topics(library, threads, item.authority, day, paper)
    kept = [topic for topic in topics if topic.paper or topic.asked_last]
    cover = find_report_before(library.db, item.id) if paper.by else item
    decides = kind_of((cover or item).kind).decides
    is_minutes = kind_of(item.kind).meeting == "minutes"
    subject = _Subject(item.title, item.authority, day, decides, cover, is_minutes)
    return _write(library, subject, kept, paper)


def brief_theme(
    library: Library,
    theme: str,
    authority: str,
    meeting: date | None = None,
    threads: Sequence[Thread] | None = None,
) -> Pack:
    """The pack for a theme: the threads of which a third of the statements are of it."""
    day = meeting or date.today()
    themed = find_themed(library.db, theme)
    threads = find_threads(library, authority, day) if threads is None else threads
    topics = find_topics(library, threads, authority, day)
    kept = [topic for topic in topics if _is_of(topic, themed)]
    return _write(library, _Subject(_name_theme(theme), authority, day), kept, NO_PAPER)


def brief_thread(
    library: Library,
    thread: str,
    authority: str,
    meeting: date | None = None,
    threads: Sequence[Thread] | None = None,
) -> Pack:
    """The pack for one issue that runs through the years. QueryError where it is not there."""
    day = meeting or date.today()
    threads = find_threads(library, authority, day) if threads is None else threads
    kept = [known for known in threads if known.id == thread]
    if not kept:
        raise QueryError(f"{thread!r}: no such thread; `throughline threads` lists ids")
    topics = find_topics(library, kept, authority, day)
    return _write(library, _Subject(kept[0].label, authority, day), topics, NO_PAPER)


def _find_paper(db: Connection, document: str) -> tuple[HeldDocument, date]:
    """The paper and its day. QueryError where none, several or an undated one is meant."""
    documents = find_documents(db, document)
    if len(documents) != 1 or not documents[0].published:
        raise QueryError(f"{document!r}: not one dated document; `throughline documents` lists ids")
    return documents[0], documents[0].published


def _name_theme(theme: str) -> str:
    return next((known.label for known in load_themes() if known.id == theme), theme)


def _is_of(topic: Topic, themed: set[str]) -> bool:
    members = (*topic.outside, *topic.council)
    return sum(member.id in themed for member in members) >= _SHARE * len(members)


# --- writing ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a pack is on, of which council, for which day; whether those who meet decide, the paper
    in which they are asked to (the item's own, else the report that brings it), and whether that
    is a committee's minutes."""

    title: str
    authority: str
    day: date
    is_decided: bool = False
    cover: HeldDocument | None = None
    is_minutes: bool = False

    @property
    def meets(self) -> str:
        """Who meets, in short."""
        return "cabinet" if self.is_decided else "committee"


def _write(library: Library, subject: _Subject, topics: Sequence[Topic], paper: Paper) -> Pack:
    db, authority, day = library.db, subject.authority, subject.day
    compared = compare_lists(library, authority, day, paper)
    found = find_matters(library, topics, authority, day, paper, compared)
    cover = subject.cover.id if subject.cover else ""
    decision = find_decision(db, cover)
    open_ = [asked for asked in decision if is_agreed(asked, subject.is_decided)]
    fewest = _FEWEST_LINES - bool(open_)  # the decision is a line too, where there are too few
    main = find_main(open_)  # such a decision is what the paper is about: it is the first line
    most = _LINES - (main is not None)
    matters = [_where_listed(matter, compared) for matter in choose(found, most, fewest)]
    if not (matters or open_):
        raise QueryError(_say_nothing(subject, paper))
    text = load_text(db, cover) if cover else ""
    roles = without_gone(find_roles(text), text)
    answers = Answers(paper, library.topics.rarity.word)
    lines = enquire(matters, roles, day, subject.is_decided, any(map(is_to_buy, open_)), answers)
    lines = introduce(lines, partial(find_appointed, db, authority, day))
    if main:
        lines = (ask_of_decision(main, roles, day, subject.is_decided, paper), *lines)
    elif open_ and len(lines) < _FEWEST_LINES:
        lines = (*lines, ask_of_decision(open_[0], roles, day, subject.is_decided, paper))
    lines = tuple(map(_without_other_risks, _with_plan(db, lines, authority, day)))
    shown = _on_item(topics, matters)
    figures = _choose_figures(library, shown, subject, paper)
    evidence = [each for line in lines for each in line.evidence]
    named = [each for line in lines for each in line.rests_on]
    beside = [quotation for row in compared for quotation in row.said]
    spoken, of_lines = _spoken_of(topics, shown), {topic.issue for topic in shown}
    is_minuted = subject.is_decided or subject.is_minutes
    recommended = find_recommended(db, authority, day, paper.id) if is_minuted else ()
    inspection = latest_inspection(db, authority, day)
    missing = find_missing(library, authority, day, paper)
    told = find_exchanges(library, spoken, authority, day, paper, of_lines, subject.is_minutes)
    pack = Pack(
        subject=subject.title,
        authority=authority,
        meeting=day,
        item=paper.id,
        why_now=say_why(library, authority, day, subject.meets, decision, compared, paper),
        asked=_quote_asks(library.db, authority, shown, compared, evidence),
        council_said=_quote_council(
            topics,
            shown,
            paper,
            [*evidence, *beside, *recommended, *map(_whole_of, told)],
            {matter.key for matter in matters},
            any(map(is_to_buy, open_)),
            (inspection and inspection.published) or date.min,
        ),
        figures=tuple(_once(figure, [*evidence, *named]) for figure in figures),
        told=told,
        enquiries=lines,
        not_held=(
            *(_of_this_paper(each, paper) for each in paper.appendices),
            *(what for what, _ in missing),
        ),
        words=(),
        sources=(),
        produced=date.today(),
        library=say_library(db, authority, day),
        decision=decision,
        answers_by=roles,
        compared=compared,
        on_minutes=(say_newest_minutes if told else say_none_told)(db, authority, day),
        whose=say_whose(paper.by, subject.cover) if paper.by else "",
        recommended=recommended,
        rests_on=(
            *cite_why(library, authority, day, compared, paper),
            *(citation for _, citation in missing if citation),
        ),
        risks=len({each.quotation for each in paper.account if _is_listed_risk(each)}),
    )
    return _with_sources(db, pack)


def _with_plan(
    db: Connection, lines: Sequence[Enquiry], authority: str, day: date
) -> tuple[Enquiry, ...]:
    """The lines, each that names who could answer by the newest plan with that plan among what it
    rests on."""
    plan = cite_plan(db, authority, day)
    return tuple(
        replace(line, rests_on=(*line.rests_on, plan))
        if plan and NAMED_IN_PLAN in line.answered_by
        else line
        for line in lines
    )


def _without_other_risks(line: Enquiry) -> Enquiry:
    """The line without a risk after its first quotation: it stands among the paper's risks, for
    what a line quotes after the first may be left out."""
    first, *others = line.evidence
    return replace(line, evidence=(first, *(each for each in others if not each.is_risk)))


def _where_listed(matter: Matter, compared: Sequence[Compared]) -> Matter:
    """What the paper passes over belongs to where it lists what was asked, if it does."""
    asked = matter.ask.id if matter.ask and matter.is_passed_over else ""
    listed = next((row.listed for row in compared if row.asked and row.asked.id == asked), None)
    return replace(matter, part=say_part(listed.citation)) if listed else matter


def _with_sources(db: Connection, pack: Pack) -> Pack:
    """The pack with its words explained and its documents listed."""
    citations = [quotation.citation for quotation in pack.quotations]
    return replace(
        pack,
        words=explain_words(
            db, [*(citation.quote for citation in citations), *pack.not_held], pack.authority
        ),
        sources=_list_sources(db, citations, pack),
    )


def _list_sources(db: Connection, citations: Sequence[Citation], pack: Pack) -> tuple[Cited, ...]:
    """The documents quoted or rested on, each once; for minutes the report that prints them."""
    printed = {each.question.citation.document for each in pack.told if each.host}
    quoted = [*citations, *cite_beside(pack)]
    cited = list_sources(db, [each for each in quoted if each.document not in printed])
    known = {source.document for source in cited}
    return (*cited, *(host for host in list_hosts(db, pack.told) if host.document not in known))


def cite_beside(pack: Pack) -> Iterator[Citation]:
    """What a pack rests on and does not quote: its measures, what its lines count and name, and
    what it tells of why now and of what is not held."""
    yield from pack.rests_on
    for figure in pack.figures:
        yield from (figure.citation, *(quotation.citation for quotation in figure.apart))
    yield from (each.citation for line in pack.enquiries for each in line.rests_on)


def _whole_of(exchange: Exchange) -> Quotation:
    """What members asked with what they were told, as one."""
    citation = exchange.question.citation
    whole = replace(citation, quote=f"{citation.quote} {exchange.answer}")
    return Quotation(whole)


def _of_this_paper(appendix: str, paper: Paper) -> str:
    comes = ", which says that it is to follow" if appendix in paper.to_follow else ""
    return f"{appendix} of this paper{comes}"


def _say_nothing(subject: _Subject, paper: Paper) -> str:
    """Why there is no pack, and what helps."""
    until = say_day(subject.day)
    if not paper.id:
        return (
            f"{subject.title}: nothing an outside body raised by {until} is held."
            " Add the inspection reports, or name a later meeting."
        )
    return (
        f"{subject.title}: the paper admits nothing and gives no figure that could be read, and"
        f" no inspection published by {until} is held that asks about it. Read the paper itself,"
        " or add the inspection reports of this council."
    )


def _on_item(topics: Sequence[Topic], matters: Sequence[Matter]) -> list[Topic]:
    """The record of the matters that are asked about, in their order."""
    known = {topic.issue: topic for topic in topics}
    return [known[matter.key] for matter in matters if matter.key in known]


def _spoken_of(topics: Sequence[Topic], shown: Sequence[Topic]) -> list[Topic]:
    """The issues of the lines, then the others that the paper speaks of."""
    return [*shown, *(topic for topic in topics if topic.paper and topic not in shown)]


def _once(figure: Figure, evidence: Sequence[Quotation]) -> Figure:
    """The measure without the sentences that a line of enquiry sets side by side itself."""
    told = {quotation.citation.document for quotation in evidence}
    quoted = {quotation.citation.quote for quotation in evidence}
    own, other = figure.citation.document, next((each for each in figure.apart), None)
    is_told = (
        other is not None
        and own in told
        and any(other.citation.quote in quote or quote in other.citation.quote for quote in quoted)
    )
    return replace(figure, apart=()) if is_told else figure


def _choose_figures(
    library: Library, topics: Sequence[Topic], subject: _Subject, paper: Paper
) -> list[Figure]:
    """What the paper counts in its sentences, then the measures of the matters; beside a paper,
    none older than the inspection before the last: what was counted then is in the record."""
    figures = [
        figure for _, figure in find_figures(library, topics, subject.authority, subject.day)
    ]
    if not paper.id:
        return figures[:_FIGURES]
    since = inspected_before(library.db, subject.authority, subject.day)
    recent = [figure for figure in figures if (figure.citation.published or date.min) >= since]
    counts = [each for each in find_counts(paper) if not any(map(partial(_is_same, each), recent))]
    return [*counts, *recent][:_FIGURES]


def _is_same(count: Figure, figure: Figure) -> bool:
    """True where a table, or the reader of measures, has the count of a sentence too."""
    own, other = count.latest.split(" ")[0], figure.latest.split(" ")[0]
    return own == other and count.citation.document == figure.citation.document


def _quote_asks(
    db: Connection,
    authority: str,
    topics: Sequence[Topic],
    compared: Sequence[Compared],
    quoted: Sequence[Quotation],
) -> tuple[Quotation, ...]:
    """The newest ask on each issue that neither stands beside the paper's list nor under a line,
    of a day the likeliest, newest first, each ask once."""
    told = {row.asked.id for row in compared if row.asked} | {each.id for each in quoted}
    put = {ask.id for ask in iter_asks(db, authority) if is_put_to_council(ask)}
    newest = (_newest_ask(topic, put - told) for topic in topics)
    asks = {ask.id: ask for ask in newest if ask}
    ordered = sorted(asks.values(), key=lambda ask: ask.published, reverse=True)
    return tuple(map(quote, ordered[:_ASKED]))


def _newest_ask(topic: Topic, among: Set[str]) -> Member | None:
    """Of some asks the newest that was raised on an issue, of a day the likeliest; of those alone
    that are clearly on it."""
    asks = [
        member
        for member in topic.raised
        if member.id in among - topic.aside
        and len(member.citation.quote.split()) >= FEWEST_WORDS
        and member.probability >= CLEARLY
    ]
    return max(asks, key=lambda ask: (ask.published, ask.probability), default=None)


def _quote_council(
    topics: Sequence[Topic],
    shown: Sequence[Topic],
    paper: Paper,
    quoted: Sequence[Quotation],
    asked_about: Set[str],
    buys: bool = False,
    since: date = date.min,
) -> tuple[Quotation, ...]:
    """Its risks, the gravest first, for some of them alone would seem all; what else the paper says
    that no line of enquiry quotes, each with what it goes on about, first what audits found, before
    all a share in which the good is hidden, and what children and families said; then what was
    planned before on the issues of the lines. No question, not what is done about a risk, nothing
    that says nothing alone."""
    remedies = {each.quotation for each in paper.account if each.is_remedy}
    whole = {
        each.quotation: each.told_on or each.told_with or each.quotation for each in paper.account
    }
    spoken = [each.quotation for each in _spoken_apart(paper)][:_SPOKEN]
    audited = [each.quotation for each in paper.account if _is_of_quality(each)]
    audited.sort(key=lambda each: not ask_of_joined(each.citation.quote))
    ordered = _order_said(topics, paper, asked_about, buys)
    said = [
        whole.get(each, each)
        for each in (*audited[:1], *spoken, *ordered)
        if each not in remedies
        and not each.is_risk
        and not _IS_PROCEDURE.search(each.citation.quote)
        and not each.citation.quote.rstrip().endswith("?")
        and not _is_scrap(each)
        and not names_person(each.citation.quote)
        and not goes_on_from(whole.get(each, each).citation.quote)
    ]
    own = [each.quotation for each in paper.account if each.is_own]
    risks = [each.quotation for each in _gravest_first(paper.account) if _is_listed_risk(each)]
    plans = [quote(member) for topic in shown for member in _planned(topic.council, since)]
    return (
        *_without([each for each in risks if each in own], quoted)[:_RISKS],
        *_without(said, quoted)[:_SAID],
        *_without(plans, quoted)[:_PLANNED],
    )


def _spoken_apart(paper: Paper) -> Iterator[Sentence]:
    """What children and families said, but for what is told with the sentence before."""
    told = {each.told_on for each in paper.account if each.told_on}
    yield from (each for each in paper.account if is_spoken(each) and each.told_with not in told)


def _is_of_quality(sentence: Sentence) -> bool:
    """True of prose with a figure of what audits found: what a paper says of the work's quality."""
    is_graded = _AUDITS in sentence.issues or _GRADED.search(sentence.text)
    return sentence.is_own and sentence.is_prose and sentence.has_figure and bool(is_graded)


def _is_scrap(words: Quotation) -> bool:
    """True of a few words that go on from what leads to their list."""
    quote = words.citation.quote
    return quote[:1].islower() and len(quote.split()) < _FEWEST and not words.cells


def _is_listed_risk(sentence: Sentence) -> bool:
    return sentence.is_risk and not sentence.is_remedy


def _order_said(
    topics: Sequence[Topic], paper: Paper, asked_about: Set[str], buys: bool = False
) -> Iterator[Quotation]:
    """What a paper says beside its risks, in the order of quoting: what it admits with a number,
    what changed from one number to another, what else it admits, what has a number on an issue and
    is short or has changed, other numbers that tell something, then the issues that the latest
    inspection did not ask about, for those stand above. What a thing costs is told where it is to
    be bought (`buys`)."""
    clear = sorted((topic for topic in topics if topic.paper), key=lambda topic: topic.asked_last)
    own = [each for each in paper.account if each.is_own and not each.is_risk]
    counted = {each.quotation for each in own if counts(each)}
    admitted = [each for each in own if admits(each)]
    admitted.sort(
        key=lambda each: (
            find_unlawful(each) is None,
            _hangs(each),
            next(iter(each.chances), "") in asked_about,
        )
    )
    if buys:
        yield from (each.quotation for each in own if each.is_prose and is_cost(each))
    yield from (each.quotation for each in admitted if each.has_figure)
    changed = (each for each in own if each.is_prose and counts(each) and has_change(each.text))
    yield from (each.quotation for each in changed)
    yield from (each.quotation for each in admitted)
    for topic in clear:
        yield from [words for words in topic.paper if words in counted][:1]
    numbers = [each for each in own if each.is_unclear_number]
    yield from (each.quotation for each in numbers if _tells(each) and not is_cost(each))
    yield from (words for topic in clear for words in topic.paper[:1] if _is_told(words))


def _tells(number: Sentence) -> bool:
    return counts(number) or has_change(number.text)


def _hangs(sentence: Sentence) -> bool:
    """True of an item that goes on from the words above its list."""
    return sentence.is_prose and sentence.text[:1].islower()


def _gravest_first(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, where risks stand among them the gravest rated first."""
    risks = (each for each in sentences if each.is_risk)
    rated = iter(sorted(risks, key=lambda risk: inf if risk.gravity is None else risk.gravity))
    return [next(rated) if each.is_risk else each for each in sentences]


def _is_told(words: Quotation) -> bool:
    """False of an item of a list that only names something, and of the title of a table."""
    quote = words.citation.quote.rstrip()
    is_item = quote[:1].islower() and len(quote.split()) >= _FEWEST
    return is_item or quote.endswith((".", ";", "!"))


def _without(sentences: Sequence[Quotation], quoted: Sequence[Quotation]) -> list[Quotation]:
    """The sentences that are not quoted, alone or with others, each once; what is told with more
    stands where it stood alone."""
    kept: list[Quotation] = []
    for sentence in {each.cells or each.citation.quote: each for each in sentences}.values():
        if any(_stands_in(sentence, other) for other in (*quoted, *kept)):
            continue
        within = [other for other in kept if _stands_in(other, sentence)]
        at = kept.index(within[0]) if within else len(kept)
        kept = [*kept[:at], sentence, *(each for each in kept[at:] if each not in within)]
    return kept


def _stands_in(quotation: Quotation, other: Quotation) -> bool:
    """By what a reader knows a quotation by: a paper may print one sentence twice on a page."""
    own, theirs = quotation.citation, other.citation
    is_on_page = (own.document, own.page) == (theirs.document, theirs.page)
    return is_on_page and own.quote in theirs.quote


def _planned(members: Sequence[Member], since: date) -> Sequence[Member]:
    """The newest action planned since a day, that of the latest inspection: what was planned and
    reported before that is in the thread."""
    planned = [member for member in members if member.stance == "planned"]
    return [member for member in planned if member.published >= since][-1:]
