"""The record of an ask or of typed words: what was asked before and since, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from corpus.citation import Citation, say_place
from corpus.store.asks import HeldAsk, load_ask
from corpus.store.citations import add_printed_pages, holds_ask
from corpus.store.documents import newest_day
from corpus.store.filters import Filters
from corpus.store.people.verdicts import Verdict, holding_verdicts
from corpus.store.reports import load_page_labels
from index.answers.cache import Key, cached
from index.answers.judged import JudgedBeside, find_judged
from index.answers.not_held import NotHeld, find_all_not_held
from index.answers.records.plans import ListedActions, find_listed, say_tied, with_asks
from index.answers.records.subject import SubjectRecord, answer_subject, list_found
from index.answers.records.summary import EMPTY, Summary, summarise
from index.answers.unsearched import find_unsearched, say_unsearched
from index.issues.statements import load_statements
from index.library import Library
from index.recurrence.corrections import Verdicts
from index.recurrence.follow_up import (
    EncodedStatements,
    FollowUp,
    LaterStatement,
    encode_with_issues,
    trace_follow_up,
)
from index.recurrence.subject import CouncilTables, tabulate_council
from index.recurrence.trace import (
    Occurrence,
    Recurrence,
    find_authority,
    trace_ask,
    trace_words,
    traced_asks,
)
from index.recurrence.wording import (
    CLAIMED,
    OTHER_CHILDREN,
    say_about,
    say_chance,
    say_count,
    say_day,
    say_mentions,
    say_shared,
    say_verdict,
)
from index.tables.labelled import with_all_cells
from models.documents.salience import SubjectList

_ASKS: Key[list[HeldAsk]] = Key("traced asks")
_STATEMENTS: Key[EncodedStatements] = Key("statements")
_FOLLOW_UP: Key[FollowUp] = Key("follow-up")
_TABLES: Key[CouncilTables] = Key("tables of a council")
_PAGE_LABELS: Key[dict[int, str]] = Key("page labels")


@dataclass(frozen=True, slots=True)
class RecordedAsk:
    """An ask that came up: where it stands, how likely it is the issue, and why we think so.

    `verdict` is what a person said of it and the ask whose record this is.
    """

    ask: HeldAsk
    relation: str  # same | related
    probability: float
    shared_words: tuple[str, ...]
    reasons: tuple[str, ...]
    verdict: Verdict | None

    @property
    def is_same(self) -> bool:
        """True where it is likelier than not the same issue, or about the words typed."""
        return self.relation == "same"


@dataclass(frozen=True, slots=True)
class Record:
    """The answer to "has this come up before, and since, and what became of it?".

    `ask` is None where words were typed. `occurrences` and `later` are in date order;
    `later` is what later documents say near `later_of`, and `became` what can be said of
    them. `later_of` is the ask itself, None of typed words or where nothing can be said of it;
    what each document says of typed words stands in `became` too. `beside` are statements that
    people
    judged with the ask and that are no occurrences. `subject` is what else is held about
    typed words, None of an ask. `listed` is what the council's plans list against the ask, or
    against those that are surely about the words. `summary` is all of it at a glance.
    """

    words: str
    authority: str
    ask: HeldAsk | None
    verdict: str
    reasons: tuple[str, ...]
    occurrences: tuple[RecordedAsk, ...]
    later_of: HeldAsk | None
    later: tuple[LaterStatement, ...]
    became: tuple[str, ...]
    not_held: tuple[NotHeld, ...]
    beside: tuple[JudgedBeside, ...] = ()
    subject: SubjectRecord | None = None
    listed: tuple[ListedActions, ...] = ()
    summary: Summary = EMPTY

    @property
    def before(self) -> tuple[RecordedAsk, ...]:
        """The asks that came up before the one asked about; none of typed words."""
        day = self.ask.published if self.ask else None
        dated = ((occurrence, occurrence.ask.published) for occurrence in self.occurrences)
        return tuple(each for each, published in dated if day and published and published < day)

    @property
    def since(self) -> tuple[RecordedAsk, ...]:
        """The asks that are not before."""
        before = self.before
        return tuple(occurrence for occurrence in self.occurrences if occurrence not in before)

    def say_chance(self, occurrence: RecordedAsk) -> str:
        """How likely an ask is about the words, or one issue with the ask asked about, in words."""
        if self.ask is None:
            chance = occurrence.probability if occurrence.is_same else 0.0
            return say_about(chance, "these words")
        return say_chance(occurrence.relation, occurrence.probability)

    @property
    def likely(self) -> tuple[LaterStatement, ...]:
        """The later statements that are likely about the matter."""
        return tuple(statement for statement in self.later if statement.is_likely)

    @property
    def unlikely(self) -> tuple[LaterStatement, ...]:
        """The other later statements: the nearest that there are."""
        return tuple(statement for statement in self.later if not statement.is_likely)


# --- answering ---------------------------------------------------------------


def answer_record(library: Library, words_or_id: str, authority: str = "") -> Record:
    """The record of an ask, by its id, or of typed words; QueryError and NotFound as
    `trace_words` says.
    """
    if holds_ask(library.db, words_or_id):
        return answer_ask(library, words_or_id)
    return answer_words(library, words_or_id, authority)


def answer_ask(library: Library, ask_id: str) -> Record:
    """The record of an ask held. NotFound where it is not."""
    asks = _asks_of_council(library, load_ask(library.db, ask_id).authority)
    record = _to_record(library, trace_ask(library, library.weigher, ask_id, asks))
    return replace(record, summary=summarise(library, record))


def answer_words(library: Library, words: str, authority: str = "") -> Record:
    """The record of typed words in one authority. QueryError and NotFound as `trace_words` says."""
    authority = authority or find_authority(library, words)
    tables = tables_of(library, authority)
    traced = trace_words(library, library.weigher, library.topics, words, authority, tables)
    record = _to_record(library, traced)
    if traced.topic is not None:
        same = [each for each in record.occurrences if each.is_same]
        asks = [each.ask for each in same]
        unsure = {each.ask.id for each in same if each.probability < CLAIMED}
        possible = [each.ask for each in record.occurrences if not each.is_same]
        subject = answer_subject(library, authority, traced.topic, tables, asks, possible, unsure)
        record = _with_subject(library, record, subject)
        sure = {ask.id for ask in asks} - unsure
        near = (*subject.reported, *subject.possible)
        nearness = {each.statement.id: each.probability for each in near}
        actions = [
            each.statement.citation
            for each in subject.reported
            if each.statement.stance == "planned" and each.probability >= CLAIMED
        ]
        told = {each.ask.id for each in record.occurrences}
        record = replace(
            record,
            listed=find_listed(library, authority, sure, nearness),
            reasons=(*record.reasons, *say_tied(library, authority, actions, told)),
        )
    return replace(record, summary=summarise(library, record))


def list_said(library: Library, words: str, authority: str = "") -> dict[str, SubjectList]:
    """What each document of an outside body says of typed words, by its id, as it is weighed what
    is read first of it. QueryError and NotFound as `trace_words` says."""
    authority = authority or find_authority(library, words)
    tables = tables_of(library, authority)
    traced = trace_words(library, library.weigher, library.topics, words, authority, tables)
    return list_found(library, authority, traced.topic, tables) if traced.topic else {}


def _with_subject(library: Library, record: Record, subject: SubjectRecord) -> Record:
    """The record with all else that is said of its words, everything with its printed pages."""
    mentions = subject.mentions
    record = replace(
        record,
        subject=subject.with_citations(partial(_add_labels, library, record.authority)),
        became=subject.became,
    )
    if record.occurrences or mentions is None:
        return record
    read_to = newest_day(library.db, record.authority)
    verdict = say_mentions(mentions.by_inspectors, mentions.by_council, mentions.near, read_to)
    if not mentions.is_of_words:
        verdict = _say_elsewhere(library, record, mentions.near) or verdict
    return replace(record, verdict=verdict)


def _say_elsewhere(library: Library, record: Record, near: int) -> str:
    """What is said of words that stand in no passage but in another part; nothing of others."""
    filters = Filters(authority=record.authority)
    place = find_unsearched(library, record.words, filters)
    if place is None:
        return ""
    rest = f" {say_count(near, 'passage')} may be near in meaning." if near else ""
    return f"No recommendation found. {say_unsearched(record.words, place)}.{rest}"


def tables_of(library: Library, authority: str) -> CouncilTables:
    """What every subject of a council is held against, cached."""
    return cached(library, _TABLES.of(authority), lambda: _tabulate(library, authority))


def _tabulate(library: Library, authority: str) -> CouncilTables:
    encoded = _encode(library, authority)
    asks = _asks_of_council(library, authority)
    return tabulate_council(library, asks, encoded.statements, encoded.vectors)


def _asks_of_council(library: Library, authority: str) -> list[HeldAsk]:
    """A council's traced asks, cached: each of them is compared with all."""
    return cached(library, _ASKS.of(authority), lambda: traced_asks(library, authority))


def _encode(library: Library, authority: str) -> EncodedStatements:
    """A council's statements, encoded once for all its asks and subjects."""
    return cached(
        library,
        _STATEMENTS.of(authority),
        lambda: encode_with_issues(library, load_statements(library.db, authority)),
    )


def follow_up(library: Library, ask: HeldAsk) -> FollowUp:
    """What later documents say of an ask's matter, cached."""
    encoded = _encode(library, ask.authority)
    key = _FOLLOW_UP.of(ask.id)
    return cached(library, key, lambda: trace_follow_up(library, ask.id, encoded=encoded))


def _to_record(library: Library, traced: Recurrence) -> Record:
    """What was traced with what became of it, everything with its printed pages."""
    followed = follow_up(library, traced.ask) if traced.ask else None
    if followed and not (followed.later or followed.verdict):
        followed = None
    asks = _asks_of(library, traced)
    return Record(
        words=traced.words,
        authority=traced.authority,
        ask=asks[traced.ask.id] if traced.ask else None,
        verdict=traced.verdict,
        reasons=traced.reasons,
        occurrences=_to_recorded(traced, asks, holding_verdicts(library.db)),
        later_of=asks[followed.ask.id] if followed else None,
        later=_later_of(library, traced.authority, followed) if followed else (),
        became=followed.verdict if followed else (),
        not_held=find_all_not_held(library, traced.authority),
        beside=_find_beside(library, traced),
        listed=find_listed(library, traced.authority, {traced.ask.id}, {}) if traced.ask else (),
    )


def _asks_of(library: Library, traced: Recurrence) -> dict[str, HeldAsk]:
    """The ask asked about and those that came up, by id, with their printed pages."""
    asks = [*([traced.ask] if traced.ask else []), *(each.ask for each in traced.occurrences)]
    citations = _add_labels(library, traced.authority, (ask.citation for ask in asks))
    return {
        ask.id: replace(ask, citation=citation)
        for ask, citation in zip(asks, citations, strict=True)
    }


def _later_of(library: Library, authority: str, followed: FollowUp) -> tuple[LaterStatement, ...]:
    """The later statements, with their printed pages."""
    citations = _add_labels(
        library, authority, (later.statement.citation for later in followed.later)
    )
    return tuple(
        replace(later, statement=replace(later.statement, citation=citation))
        for later, citation in zip(followed.later, citations, strict=True)
    )


def _add_labels(library: Library, authority: str, citations: Iterable[Citation]) -> list[Citation]:
    """Citations with their printed pages, of rows of tables with their cells, and of a plan's
    action with what the plan lists it against."""
    labelled = add_printed_pages(citations, partial(_page_labels, library))
    return list(with_asks(library, authority, with_all_cells(library, labelled)))


def _find_beside(library: Library, traced: Recurrence) -> tuple[JudgedBeside, ...]:
    if traced.ask is None:
        return ()
    shown = {occurrence.ask.id for occurrence in traced.occurrences}
    return find_judged(library, traced.ask.id, shown)


def _page_labels(library: Library, document: str) -> dict[int, str]:
    """What a document prints as its pages' numbers, cached: its whole layout is read for it."""
    key = _PAGE_LABELS.of(document)
    return cached(library, key, lambda: load_page_labels(library.db, document))


# --- occurrences -------------------------------------------------------------


def _to_recorded(
    traced: Recurrence, asks: Mapping[str, HeldAsk], verdicts: Verdicts
) -> tuple[RecordedAsk, ...]:
    own = traced.ask.id if traced.ask else ""
    return tuple(
        _to_recorded_ask(occurrence, own, asks, verdicts) for occurrence in traced.occurrences
    )


def _to_recorded_ask(
    occurrence: Occurrence, own: str, asks: Mapping[str, HeldAsk], verdicts: Verdicts
) -> RecordedAsk:
    """An occurrence with its reasons; `own` is the ask whose record this is."""
    ask_id = occurrence.ask.id
    through = asks[occurrence.through.id] if occurrence.through else None
    verdict = verdicts.get(frozenset((ask_id, through.id if through else own)))
    return RecordedAsk(
        ask=asks[ask_id],
        relation=occurrence.relation,
        probability=occurrence.probability,
        shared_words=tuple(occurrence.shared.words),
        reasons=(
            *_say_sense(occurrence),
            *_say_through(through, verdict),
            *say_shared(occurrence.shared),
        ),
        verdict=None if through else verdict,
    )


def _say_sense(occurrence: Occurrence) -> tuple[str, ...]:
    """Of what an ask speaks that has the words in another sense."""
    if occurrence.sense == OTHER_CHILDREN:
        return (f"of other children: {occurrence.sense}",)
    return (f"another sense: here of {occurrence.sense}",) if occurrence.sense else ()


def _say_through(through: HeldAsk | None, verdict: Verdict | None) -> tuple[str, ...]:
    """What an occurrence was found through, where it is not about the words themselves."""
    if through is None:
        return ()
    relation = "likely the same issue"
    if verdict:
        relation = f"said by {verdict.who} to be {say_verdict(verdict.verdict)}"
    place, day = say_place(through.citation), say_day(through.citation.published)
    where = ", ".join(filter(None, (place, day)))
    return (f"{relation} as the one on {where}, which is about these words",)
