"""Has this been asked before, and since? Links between the asks of one authority.

`link_asks` weighs every earlier ask against every later one. `trace_ask` and
`trace_words` turn that into an answer: each occurrence in date order with its page and
words, a verdict in fair words, and its reasons. Nothing is said that is not an ask
held, a count of them, or a date on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.errors import NotFound
from corpus.kinds import kind_of
from corpus.probability import to_printed
from corpus.records import TRACED_KINDS
from corpus.store.asks import HeldAsk, iter_asks, load_ask
from corpus.store.documents import list_authorities, newest_day, only_authority
from corpus.store.people.verdicts import holding_verdicts
from index.issues.statements import encode_statements, load_statements
from index.library import Library
from index.recurrence.corrections import Verdicts, settle
from index.recurrence.senses import find_other_addressee, find_other_children, find_other_sense
from index.recurrence.subject import (
    CouncilTables,
    find_council_names,
    settle_subject,
    tabulate_council,
    to_topic,
)
from index.recurrence.weighing import weigh_asks
from index.recurrence.wording import LIKELY, say_for_ask, say_for_words, say_shared
from models.links.ask_text import AskText, Pair
from models.links.shared import Shared
from models.links.topic import HAS_WORDS, Topic, TopicWeigher, name_objects, stems_of
from models.links.weigher import Weigher, Weight

# Shown as worth a look: one in four is right. Below, readers would wade.
SHOWN = 0.25
# The same of an ask about typed words: nine in ten of those shown are right, and nine in ten of
# all are shown (206 asks about the subjects of six councils, each left out).
SHOWN_OF_WORDS = 0.3
# An ask less likely about typed words is not told through one that is the same issue, nor as the
# nearest where no other is told.
NEAR = 0.1
# Pairs weighed below this are sent to nobody (`design.md`, outputs that stay stable).
WORTH_LISTING = 0.01
_OF_ISSUE = 0.5  # from here an ask is on the issue of the words
_WEIGHED_AT_ONCE = 20_000
NO_VERDICTS: Verdicts = {}


@dataclass(frozen=True, slots=True)
class Link:
    """Two asks of one authority, and how likely they are the same, or a related, issue."""

    earlier: HeldAsk
    later: HeldAsk
    same: float
    related: float  # the same or related; never below `same`
    shared: Shared

    @property
    def relation(self) -> str:
        """`same` where that is likelier than not, else `related`."""
        return "same" if self.same >= LIKELY else "related"

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the two have in common, a line each kind."""
        return say_shared(self.shared)

    def other(self, ask_id: str) -> HeldAsk:
        """The end that is not the given ask."""
        return self.later if self.earlier.id == ask_id else self.earlier


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An ask that came up, and how likely it is the issue asked about."""

    ask: HeldAsk
    relation: str  # same | related
    same: float
    related: float
    shared: Shared
    through: HeldAsk | None = None  # the ask about the words that it is likely the same as
    sense: str = ""  # of what it speaks where it has the words in another sense

    @property
    def probability(self) -> float:
        """How likely it is what `relation` says."""
        return self.same if self.relation == "same" else self.related


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The answer to "has this come up before, and since?", occurrences in date order."""

    words: str
    authority: str
    ask: HeldAsk | None  # None where words were typed
    verdict: str
    reasons: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]
    topic: Topic | None = field(default=None, compare=False)  # what was read of typed words


# --- links -----------------------------------------------------------------


def link_asks(library: Library, weigher: Weigher, authority: str) -> list[Link]:
    """Every pair of an earlier and a later ask of an authority, the likeliest first.

    Asks of one day are not weighed against each other, nor those without a date.
    Pairs not above `WORTH_LISTING` are left out. Equal pairs are ordered by id.
    """
    asks = traced_asks(library, authority)
    pairs = [(ask, other) for ask in asks for other in asks if _day(ask) < _day(other)]
    links = [
        link
        for link in weigh_pairs(weigher, pairs, WORTH_LISTING, holding_verdicts(library.db))
        if link.same > WORTH_LISTING
    ]
    return sorted(links, key=lambda link: (-link.same, link.earlier.id, link.later.id))


def traced_asks(library: Library, authority: str) -> list[HeldAsk]:
    """The dated asks that other bodies made of an authority, oldest first.

    Not a duty of which a council's own paper tells: whoever laid it on the council asked for it.
    """
    held = iter_asks(library.db, authority=authority, kinds=TRACED_KINDS)
    return [ask for ask in held if ask.published is not None and not is_told_duty(ask)]


def is_told_duty(ask: HeldAsk) -> bool:
    """True of a duty in a paper that no outside body wrote."""
    return ask.ask.kind == "duty" and not kind_of(ask.kind).outside


def weigh_pairs(
    weigher: Weigher,
    pairs: Sequence[tuple[HeldAsk, HeldAsk]],
    least: float,
    verdicts: Verdicts = NO_VERDICTS,
) -> list[Link]:
    """The pairs of an earlier and a later ask that are related by more than `least`, in order.

    What a person said of a pair stands in place of what is weighed.
    """
    texts = [Pair(to_text(earlier), to_text(later)) for earlier, later in pairs]
    weighed = zip(pairs, texts, _weigh(weigher, texts), strict=True)
    settled = (
        (pair, text, settle(verdicts, pair[0].id, pair[1].id, weight.same, weight.related))
        for pair, text, weight in weighed
    )
    return [
        Link(earlier, later, same, related, weigher.explain(text))
        for (earlier, later), text, (same, related) in settled
        if related > least
    ]


def _weigh(weigher: Weigher, pairs: Sequence[Pair]) -> Iterator[Weight]:
    """The weights of pairs in order, so many at a time that their features fit into memory."""
    for start in range(0, len(pairs), _WEIGHED_AT_ONCE):
        yield from weigher.weigh(pairs[start : start + _WEIGHED_AT_ONCE])


def to_text(held: HeldAsk) -> AskText:
    """An ask as the weigher takes it."""
    return AskText(
        id=held.id,
        text=held.text,
        addressee=held.ask.addressee,
        kind=held.ask.kind,
        section=held.ask.section,
        framework=held.framework,
        published=held.published,
        document=held.document,
    )


def _day(held: HeldAsk) -> date:
    return held.published or date.min


# --- tracing ---------------------------------------------------------------


def trace_ask(
    library: Library, weigher: Weigher, ask_id: str, asks: Sequence[HeldAsk] | None = None
) -> Recurrence:
    """What came up before and since, for an ask held. NotFound where it is not.

    `asks` are the traced ones of its council, where they are at hand. Of an ask without a
    date nothing is before and nothing since: similar wording is told.
    """
    held = load_ask(library.db, ask_id)
    asks = traced_asks(library, held.authority) if asks is None else asks
    others = [ask for ask in asks if _day(ask) != _day(held)]
    pairs = [(held, ask) if _day(held) < _day(ask) else (ask, held) for ask in others]
    occurrences = tuple(
        Occurrence(link.other(ask_id), link.relation, link.same, link.related, link.shared)
        for link in weigh_pairs(weigher, pairs, SHOWN, holding_verdicts(library.db))
    )
    newest = newest_day(library.db, held.authority)
    verdict, reasons = (
        say_for_ask(held, occurrences, others, newest)
        if held.published
        else say_for_words(occurrences, others, newest)
    )
    return Recurrence(held.text, held.authority, held, verdict, reasons, occurrences)


def trace_words(
    library: Library,
    weigher: Weigher,
    topics: TopicWeigher,
    words: str,
    authority: str = "",
    tables: CouncilTables | None = None,
) -> Recurrence:
    """What was asked about typed words, over the years, of one authority.

    Where the library holds one authority it need not be named. Besides the asks about
    the words, those likely to be the same issue as one of them are told, as related.
    `tables` are the authority's, where they are at hand. QueryError where the words can
    name no subject, or several authorities are held and none is named; NotFound where the
    library has no statement of the authority.
    """
    authority = authority or find_authority(library, words)
    tables = tables or _tabulate(library, authority)
    asks = tables.asks
    if not (asks or tables.statements):
        raise NotFound(f"{authority}: nothing that was asked, found or planned is held of it.")
    subject = settle_subject(library, words, authority)
    topic = to_topic(library, subject.compared)
    chances = weigh_asks(library, topics, topic, tables)
    about = _about(topics, topic, tables, chances)
    linked = _linked(weigher, about, _worth_linking(about, asks, chances), library)
    occurrences = tuple(sorted([*about, *linked], key=lambda each: (_day(each.ask), each.ask.id)))
    read_to, nearest = newest_day(library.db, authority), _find_nearest(asks, chances)
    verdict, reasons = say_for_words(occurrences, asks, read_to, nearest)
    reasons = (*subject.remarks, *reasons)
    return Recurrence(subject.words, authority, None, verdict, reasons, occurrences, topic)


def _tabulate(library: Library, authority: str) -> CouncilTables:
    statements = load_statements(library.db, authority)
    vectors = encode_statements(library, statements)
    return tabulate_council(library, traced_asks(library, authority), statements, vectors)


def find_authority(library: Library, words: str) -> str:
    """The only authority held, or the only one held that the words name.

    QueryError where there are several, NotFound where none is held.
    """
    held = list_authorities(library.db)
    named = [name for name in find_council_names(words, held) if name in held]
    return named[0] if len(named) == 1 else only_authority(library.db)


def _about(
    topics: TopicWeigher, topic: Topic, tables: CouncilTables, chances: Sequence[float]
) -> list[Occurrence]:
    """The asks likely to be about the words; those that have them in another sense are possible."""
    words = AskText(id="", text=topic.words)
    occurrences = []
    of_issue = tables.asked.issues[:, topic.issues[0].argmax()] >= _OF_ISSUE
    for ask, chance, is_of_issue in zip(tables.asks, chances, of_issue, strict=True):
        if chance < SHOWN_OF_WORDS:
            continue
        sense = find_other_sense(topic.words, ask.text) or find_other_addressee(ask.ask.addressee)
        if not sense and chance < HAS_WORDS:
            sense = find_other_children(topic, ask.kind)
        chance = min(chance, SHOWN) if sense else chance
        relation = "same" if chance >= LIKELY else "related"
        shared = topics.explain(words, to_text(ask))
        is_of_children = not sense and _shares_only_children(topic, shared)
        if chance < LIKELY and is_of_children and not is_of_issue:
            continue
        occurrences.append(Occurrence(ask, relation, chance, chance, shared, sense=sense))
    return occurrences


def _shares_only_children(topic: Topic, shared: Shared) -> bool:
    """True where the words name a thing, and an ask shares with them no more than the children
    whose it is, or the words for them: one on care leavers' plans is not meant by their housing.

    Of the possible asks of ten councils under 72 issues, 14 were so by a word, and none was about
    the issue; of 8 without a word 5 were, those that a reader put under it. So such an ask is told
    where the reader does.
    """
    if shared.objects or shared.faults or not (shared.cohorts and name_objects(topic.words)):
        return False
    children = {stem for cohort in shared.cohorts for stem in stems_of(cohort)}
    return {stem for word in shared.words for stem in stems_of(word)} <= children


def _find_nearest(asks: Sequence[HeldAsk], chances: Sequence[float]) -> HeldAsk | None:
    """The ask that is likeliest about the words, where that is worth telling."""
    chance, place = max(((chance, -place) for place, chance in enumerate(chances)), default=(0, 0))
    return asks[-place] if chance >= NEAR else None


def _worth_linking(
    about: Sequence[Occurrence], asks: Sequence[HeldAsk], chances: Sequence[float]
) -> list[tuple[HeldAsk, float]]:
    """The asks that are not said to be about the words, with the chance that they are."""
    told = {occurrence.ask.id for occurrence in about}
    return [pair for pair in zip(asks, chances, strict=True) if pair[0].id not in told]


def _linked(
    weigher: Weigher,
    about: Sequence[Occurrence],
    others: Sequence[tuple[HeldAsk, float]],
    library: Library,
) -> list[Occurrence]:
    """The asks that are likely the same issue as one that is about the words.

    Only those that have something of the words themselves, and those that a person linked.
    The chance is that of both: the one is about the words, the two are the same. What a
    person said of the two stands in place of what is weighed.
    """
    verdicts = holding_verdicts(library.db)
    chances = {occurrence.ask.id: occurrence.same for occurrence in about}
    pairs = [
        (min(occurrence.ask, other, key=_day), max(occurrence.ask, other, key=_day))
        for occurrence in about
        if occurrence.relation == "same"
        for other, chance in others
        if _day(occurrence.ask) != _day(other)
        and (chance >= NEAR or frozenset((occurrence.ask.id, other.id)) in verdicts)
    ]
    linked = [
        _through(link, chances)
        for link in weigh_pairs(weigher, pairs, LIKELY, verdicts)
        if link.relation == "same"
    ]
    best = {each.ask.id: each for each in sorted(linked, key=lambda each: each.same)}
    return [each for each in best.values() if each.same >= SHOWN]


def _through(link: Link, chances: Mapping[str, float]) -> Occurrence:
    """The end of a link that is not about the words, told through the end that is."""
    through = link.earlier if link.earlier.id in chances else link.later
    chance = to_printed(link.same * chances[through.id])
    other = link.other(through.id)
    return Occurrence(other, "related", chance, chance, link.shared, through)
