"""A briefing for a committee's item: what was asked, said and not held, all in quotations.

Only documents published on or before the meeting are quoted or counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from corpus.errors import QueryError
from corpus.store.connection import Connection
from corpus.store.documents import HeldDocument, find_documents
from corpus.store.statements import find_themed
from corpus.vocabulary.themes import load_themes
from index.briefing.contents import Pack, Quotation
from index.briefing.enquiries import enquire
from index.briefing.facts import (
    explain_words,
    find_exchanges,
    find_figures,
    find_missing,
    list_sources,
    say_library,
    say_why,
)
from index.briefing.paper import NO_PAPER, Paper, read_paper
from index.briefing.topics import OFTEN, Topic, clearest, find_topics, quote
from index.issues.threads import Member, Thread, find_threads
from index.library import Library
from index.recurrence.wording import say_day

# What two pages of A4 hold.
_LINES, _ASKED, _SAID, _PLANNED, _FIGURES = 3, 5, 7, 1, 3
_SHARE = 1 / 3  # of a thread's statements that make it one of a theme


# --- packs -----------------------------------------------------------------


def brief_document(
    library: Library,
    document: str,
    meeting: date | None = None,
    threads: Sequence[Thread] | None = None,
) -> Pack:
    """The pack for a council's paper: its id or the start of it, or its file's name.

    The meeting is the paper's own day unless told. `threads` are the council's, where they
    are at hand. QueryError where no paper or several are meant.
    """
    item, published = _find_paper(library.db, document)
    day = meeting or published
    if published > day:
        raise QueryError(f"{item.title}: published after the meeting of {say_day(day)}")
    threads = find_threads(library, item.authority, day) if threads is None else threads
    paper = read_paper(library, item.id)
    topics = find_topics(library, threads, item.authority, day, paper)
    kept = [
        topic for topic in topics if topic.paper or topic.asked_last or topic.raised_in >= OFTEN
    ]
    return _write(library, item.title, item.authority, day, kept, paper)


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
    return _write(library, _name_theme(theme), authority, day, kept, NO_PAPER)


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
    return _write(library, kept[0].label, authority, day, topics, NO_PAPER)


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


def _write(
    library: Library,
    subject: str,
    authority: str,
    day: date,
    topics: Sequence[Topic],
    paper: Paper,
) -> Pack:
    if not topics:
        raise QueryError(f"{subject}: nothing an outside body raised by {say_day(day)} is held")
    db = library.db
    shown = _apart(topics)[:_LINES]
    figures = find_figures(library, topics, authority, day)[:_FIGURES]
    lines = enquire(shown, figures)
    evidence = [quotation for line in lines for quotation in line.evidence]
    asked = _quote_asks(topics)
    council_said = _quote_council(topics, shown, paper, evidence)
    told = find_exchanges(library, topics, authority, day, paper.id)
    quoted = [*asked, *council_said, *(exchange.question for exchange in told), *evidence]
    citations = [quotation.citation for quotation in quoted]
    return Pack(
        subject=subject,
        authority=authority,
        meeting=day,
        item=paper.id,
        why_now=say_why(db, topics, authority, day, paper.id),
        asked=asked,
        council_said=council_said,
        figures=tuple(figure for _, figure in figures),
        told=told,
        enquiries=lines,
        not_held=find_missing(db, authority, day),
        words=explain_words(db, (citation.quote for citation in citations), authority),
        sources=list_sources(db, [*citations, *(figure.citation for _, figure in figures)]),
        produced=date.today(),
        library=say_library(db, authority, day),
    )


def _apart(topics: Sequence[Topic]) -> list[Topic]:
    """The topics without those that rest on the same statement as one it is more likely of."""
    newest = {topic.thread: clearest(topic.raised, last=True) for topic in topics}
    best: dict[str, float] = {}
    for member in newest.values():
        best[member.id] = max(best.get(member.id, 0.0), member.probability)
    kept = []
    for topic in topics:
        rests_on = newest[topic.thread]
        if rests_on.probability >= best.get(rests_on.id, 2.0):
            kept.append(topic)
            best[rests_on.id] = 2.0  # taken
    return kept


def _quote_asks(topics: Sequence[Topic]) -> tuple[Quotation, ...]:
    """The newest ask on each issue, newest first, each ask once."""
    newest = (
        next((member for member in reversed(topic.raised) if member.stance == "asked"), None)
        for topic in topics
    )
    asks = {ask.id: ask for ask in newest if ask}
    ordered = sorted(asks.values(), key=lambda ask: ask.published, reverse=True)
    return tuple(map(quote, ordered[:_ASKED]))


def _quote_council(
    topics: Sequence[Topic], shown: Sequence[Topic], paper: Paper, quoted: Sequence[Quotation]
) -> tuple[Quotation, ...]:
    """What the paper says of each issue that no line of enquiry quotes: what has a number
    first, then issues that the latest inspection did not ask about, for those stand above;
    then what was planned before on the issues of the lines."""
    clear = sorted((topic for topic in topics if topic.paper), key=lambda topic: topic.asked_last)
    numbered = [topic.paper[0] for topic in clear if topic.has_figure]
    sentences = [*numbered, *paper.numbers, *(topic.paper[0] for topic in clear)]
    unquoted = _without(sentences, quoted)
    plans = [quote(member) for topic in shown for member in _planned(topic.council)]
    return (*unquoted[:_SAID], *tuple(dict.fromkeys(plans))[:_PLANNED])


def _without(sentences: Sequence[Quotation], quoted: Sequence[Quotation]) -> list[Quotation]:
    """The sentences that are not quoted, each once."""
    by_words: dict[object, Quotation] = {}
    for sentence in sentences:
        by_words.setdefault(_words_on_page(sentence), sentence)
    known = set(map(_words_on_page, quoted))
    return [sentence for words, sentence in by_words.items() if words not in known]


def _words_on_page(quotation: Quotation) -> tuple[str, int | None, str]:
    """What a reader knows a quotation by: a paper may print one sentence twice on a page."""
    citation = quotation.citation
    return citation.document, citation.page, citation.quote


def _planned(members: Sequence[Member]) -> Sequence[Member]:
    """The newest planned action; what was reported long ago is in the thread."""
    return [member for member in members if member.stance == "planned"][-1:]
