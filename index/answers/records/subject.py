"""What else a council's documents say of typed words: found, reported, measured, mentioned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.citation import Citation
from corpus.kinds import kind_of
from corpus.store.asks import HeldAsk
from corpus.store.citations import CitedPassage, cite_passages
from corpus.store.documents import documents_of
from corpus.store.filters import Filters
from corpus.store.passages import find_passages
from corpus.store.statements import Statement
from index.answers.cache import Key, cached
from index.briefing.measure_series import Series, list_series
from index.library import Library
from index.recurrence.follow_up import SURE, LaterStatement, say_became, say_stance
from index.recurrence.subject import CouncilTables
from index.recurrence.trace import LIKELY
from index.recurrence.wording import name_outside_body, say_count, say_day, say_join
from models.links.ask_text import find_words, stem_words
from models.links.lexicon import plain
from models.links.topic import Topic

SHOWN_MENTIONS = 5
_SHOWN_OF_LATEST = 2
_ASKED = "asked for"
_DECISIVE = 3  # statements of a document that are read first
# Probability from which a statement is counted as a mention, or is the latest word: on six
# councils left out, 0.84 of those shown are about the words and 0.11 touch them.
_SURELY_ABOUT = 0.7
_BETWEEN = 3  # words that may stand between those of a name
_CLOSE = 0.5  # nearness in meaning from which silence is not claimed
_FOUND = ("found weak", "mixed", "improving", "good")
# The order in which what a document says is told, and words that read better counted.
_IN_TALLY = ("found weak", "found good in part", "reported as improving", "found good", "other")
_TOLD = {"speaks of it": "mentioned"}
_COUNCIL = ("council reported", "planned", "restated")
_PASSAGES: Key[dict[int, str]] = Key("passages of a council")
_SERIES: Key[list[Series]] = Key("series")
_NO_DAY = date.min
AddPages = Callable[[Iterable[Citation]], list[Citation]]


@dataclass(frozen=True, slots=True)
class SaidOfSubject:
    """A statement about the words, what it says of them, and how likely it is about them."""

    statement: Statement
    says: str  # found weak | found good | reported by the council ...
    probability: float


@dataclass(frozen=True, slots=True)
class SaidInDocument:
    """What one document says of the words: the likeliest few in its order, and the others."""

    citation: Citation  # of the first
    tally: str
    decisive: tuple[SaidOfSubject, ...]
    others: tuple[SaidOfSubject, ...]


def by_document(said: Sequence[SaidOfSubject]) -> tuple[SaidInDocument, ...]:
    """The statements by document, in the order given."""
    documents: dict[str, list[SaidOfSubject]] = {}
    for each in said:
        documents.setdefault(each.statement.document, []).append(each)
    return tuple(map(_to_document, documents.values()))


def _to_document(said: Sequence[SaidOfSubject]) -> SaidInDocument:
    likeliest = sorted(said, key=lambda each: -each.probability)[:_DECISIVE]
    return SaidInDocument(
        said[0].statement.citation,
        _say_tally(each.says for each in said),
        tuple(each for each in said if each in likeliest),
        tuple(each for each in said if each not in likeliest),
    )


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where the words are mentioned and nothing was asked: how often, by whom, the latest."""

    by_inspectors: int = 0
    by_council: int = 0
    near: int = 0  # passages without the words that are near in meaning
    shown: tuple[Citation, ...] = ()

    @property
    def is_silent(self) -> bool:
        """True where nothing near the words stands in any full text held."""
        return not (self.by_inspectors or self.by_council or self.near)


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    """All that is held about typed words besides the asks, oldest first.

    `found` is what outside bodies found, `reported` what the council itself said. `latest` is
    the newest of what outside bodies said, `latest_word` what it comes to. `became` is what
    can be said of the earliest ask by what came after it. `measures` bear on the words.
    `mentions` are looked for only where nothing was asked.
    """

    found: tuple[SaidOfSubject, ...]
    reported: tuple[SaidOfSubject, ...]
    latest: tuple[Citation, ...]
    latest_word: str
    became: tuple[str, ...]
    measures: tuple[Series, ...]
    mentions: Mentions | None

    def with_citations(self, add: AddPages) -> SubjectRecord:
        """The same, its quotations with their printed pages."""
        shown = self.mentions and replace(self.mentions, shown=tuple(add(self.mentions.shown)))
        return replace(
            self,
            found=_with_pages(self.found, add),
            reported=_with_pages(self.reported, add),
            latest=tuple(add(self.latest)),
            mentions=shown,
        )


def _with_pages(said: Sequence[SaidOfSubject], add: AddPages) -> tuple[SaidOfSubject, ...]:
    citations = add(each.statement.citation for each in said)
    return tuple(
        replace(each, statement=replace(each.statement, citation=citation))
        for each, citation in zip(said, citations, strict=True)
    )


def answer_subject(
    library: Library,
    authority: str,
    topic: Topic,
    tables: CouncilTables,
    asks: Sequence[HeldAsk],
) -> SubjectRecord:
    """What is said of the words; `asks` are those that are about them."""
    said = _find_said(library, topic, tables)
    found = tuple(each for each in said if is_found(each.statement))
    reported = tuple(each for each in said if is_reported(each.statement))
    latest, word = find_latest(library, authority, asks, found)
    mentions = None if asks else _find_mentions(library, authority, topic, said)
    measures = _find_measures(library, authority, topic)
    became = _say_became(asks, said, tables.statements)
    return SubjectRecord(found, reported, latest, word, became, measures, mentions)


def _find_said(library: Library, topic: Topic, tables: CouncilTables) -> list[SaidOfSubject]:
    """The statements about the words, oldest first."""
    chances = library.topics.weigh(topic, tables.said)
    return [
        SaidOfSubject(statement, say_stance(statement), chance)
        for statement, chance in zip(tables.statements, chances, strict=True)
        if chance >= LIKELY
    ]


def is_found(statement: Statement) -> bool:
    """True of a sentence in which an outside body judges."""
    return statement.is_outside and statement.stance in _FOUND


def is_reported(statement: Statement) -> bool:
    """True of what the council itself planned or said."""
    return not statement.is_outside and statement.stance in _COUNCIL


# --- the latest word ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _OutsideWord:
    """What an outside body said of the words in one place; sure where it is about them."""

    citation: Citation
    says: str
    kind: str  # of the document
    is_sure: bool = True

    @property
    def day(self) -> date:
        return self.citation.published or _NO_DAY

    @property
    def is_of_send(self) -> bool:
        return kind_of(self.kind).inspects == "send"


def find_latest(
    library: Library, authority: str, asks: Sequence[HeldAsk], found: Sequence[SaidOfSubject]
) -> tuple[tuple[Citation, ...], str]:
    """The newest of what outside bodies said of the words, and what it comes to in words.

    What is surely about them, where anything is; what came later and may be about them is told
    behind it. So is what an area SEND inspection said since: it looks at other children.
    """
    words = _outside_words(asks, found)
    own = [word for word in words if not word.is_of_send] or words
    last = _of_newest([word for word in own if word.is_sure] or own)
    if not last:
        return (), ""
    newest = last[0].day
    possible = _of_newest([word for word in own if word.day > newest])
    of_send = [word for word in words if word.is_of_send and word.is_sure and word.day > newest]
    since = [] if own is words else _of_newest(of_send)
    told = (
        _say_newest("", last),
        _say_newest("Possibly about it: ", possible),
        _say_newest("Of children with special educational needs: ", since),
        _say_later(library, authority, newest, found),
    )
    quoted = (*_quote_newest(last), *_quote_newest(possible), *_quote_newest(since))
    return quoted, " ".join(filter(None, told))


def _outside_words(asks: Sequence[HeldAsk], found: Sequence[SaidOfSubject]) -> list[_OutsideWord]:
    """What was asked, then what was judged, the likeliest about the words first."""
    judged = sorted(found, key=lambda each: -each.probability)
    return [
        *(_OutsideWord(ask.citation, _ASKED, ask.kind) for ask in asks),
        *(
            _OutsideWord(
                each.statement.citation,
                each.says,
                each.statement.document_kind,
                each.probability >= _SURELY_ABOUT,
            )
            for each in judged
        ),
    ]


def _of_newest(words: Sequence[_OutsideWord]) -> list[_OutsideWord]:
    newest = max((word.day for word in words), default=_NO_DAY)
    return [word for word in words if word.day == newest]


def _say_newest(lead: str, words: Sequence[_OutsideWord]) -> str:
    if not words:
        return ""
    first = words[0]
    tally = _say_tally(word.says for word in words)
    return f"{lead}{first.citation.body}, {say_day(first.day)}: {tally}."


def _quote_newest(words: Sequence[_OutsideWord]) -> list[Citation]:
    asked = [word.citation for word in words if word.says == _ASKED]
    return asked + [word.citation for word in words if word.says != _ASKED][:_SHOWN_OF_LATEST]


def _say_tally(said: Iterable[str]) -> str:
    """ "asked for; found weak in 2 sentences and found good in 1"."""
    tally = Counter(said)
    asked = tally.pop(_ASKED, 0)
    ordered = sorted(tally.items(), key=lambda counted: _place_in_tally(counted[0]))
    judged = [
        f"{_TOLD.get(says, says)} in {number if place else say_count(number, 'sentence')}"
        for place, (says, number) in enumerate(ordered)
    ]
    parts = (_ASKED if asked else "", say_join(judged) if judged else "")
    return "; ".join(filter(None, parts))


def _place_in_tally(says: str) -> int:
    """What is judged comes first, the gravest before the rest; what only speaks of it last."""
    return _IN_TALLY.index(says) if says in _IN_TALLY else len(_IN_TALLY) - 1


def _say_later(
    library: Library, authority: str, newest: date, found: Sequence[SaidOfSubject]
) -> str:
    """The outside bodies' later documents, of which no sentence is likely about it.

    An area SEND inspection looks at other children: its silence says nothing.
    """
    speaking = {each.statement.document for each in found}
    later = [
        document
        for document in documents_of(library.db, authority)
        if kind_of(document.kind).outside
        and kind_of(document.kind).inspects != "send"
        and (document.published or _NO_DAY) > newest
        and document.id not in speaking
    ]
    if not later:
        return ""
    names = [f"{name_outside_body(each.kind)} on {say_day(each.published)}" for each in later]
    return f"We found no later words that judge it or ask for it, by {say_join(names)}."


def _say_became(
    asks: Sequence[HeldAsk], said: Sequence[SaidOfSubject], statements: Sequence[Statement]
) -> tuple[str, ...]:
    """What can be said of the earliest ask, by the later ones and by what is surely read."""
    if not asks:
        return ()
    first = min(asks, key=lambda ask: ask.published or _NO_DAY)
    sure = [each for each in said if each.statement.confidence >= SURE]
    later = [
        LaterStatement(each.statement, each.says, each.probability, each.probability)
        for each in (*map(_as_said, asks), *sure)
        if each.statement.published > (first.published or _NO_DAY)
    ]
    later.sort(key=lambda each: each.statement.published)
    return tuple(say_became(first, later, statements))


def _as_said(ask: HeldAsk) -> SaidOfSubject:
    """A later ask about the words, as a statement."""
    statement = Statement(ask.id, "ask", "asked", ask.citation, ask.kind)
    return SaidOfSubject(statement, say_stance(statement), 1.0)


# --- mentions ----------------------------------------------------------------


def _find_mentions(
    library: Library, authority: str, topic: Topic, said: Sequence[SaidOfSubject]
) -> Mentions:
    """Where the words, or what is near them, stand in the full text."""
    passages = cached(
        library,
        _PASSAGES.of(authority),
        lambda: find_passages(library.db, Filters(authority=authority)),
    )
    held = cite_passages(library.db, _passages_with(library, topic, passages))
    sure = [each.statement for each in said if each.probability >= _SURELY_ABOUT]
    told = {statement.passage for statement in sure}
    others = [each for each in held if _has_words(each, topic) and each.id not in told]
    statements = [(statement.is_outside, statement.citation) for statement in sure]
    places = [*statements, *((kind_of(each.kind).outside, each.citation) for each in others)]
    outside = [citation for is_outside, citation in places if is_outside]
    own = [citation for is_outside, citation in places if not is_outside]
    if outside or own:
        return Mentions(len(outside), len(own), 0, _latest(outside or own))
    passages_near = [*held, *_near_in_meaning(library, topic, passages)]
    near = {each.id: each.citation for each in passages_near}
    near |= {each.statement.passage: each.statement.citation for each in said}
    return Mentions(near=len(near), shown=_latest(near.values()))


def _passages_with(library: Library, topic: Topic, passages: dict[int, str]) -> list[int]:
    """The council's passages that have every word of a name of the words, or stand under them."""
    numbers = set[int]()
    for name in _names_of(topic):
        words = find_words(plain(name))
        held = [set(library.keywords.postings(library.db, word).numbers.tolist()) for word in words]
        numbers |= set.intersection(*held) if held else set()
    return sorted(numbers & passages.keys())


def _names_of(topic: Topic) -> list[str]:
    """The words and their other names; of one word only letters are a name."""
    others = (name for name in topic.others if " " in name or name.isupper())
    return [topic.words, *others]


def _has_words(passage: CitedPassage, topic: Topic) -> bool:
    """True where a passage has them together itself, not only the headings over it.

    "Young" in one sentence and "carers" in the next are no young carers.
    """
    stems = stem_words(plain(passage.citation.quote))
    return any(_stand_together(stem_words(plain(name)), stems) for name in _names_of(topic))


def _stand_together(words: Sequence[str], stems: Sequence[str]) -> bool:
    """True where all the words stand in one run of text, hardly longer than they are."""
    width = len(words) + _BETWEEN
    return any(
        set(words) <= set(stems[start : start + width])
        for start in range(max(1, len(stems) - width + 1))
    )


def _near_in_meaning(
    library: Library, topic: Topic, passages: dict[int, str]
) -> list[CitedPassage]:
    rows = library.engine.rows([*passages.values()])
    held = set(rows.ids)
    ids = [id_ for id_ in passages.values() if id_ in held]
    nearness = dict(zip(ids, rows.nearness(topic.vector, ids).tolist(), strict=True))
    near = [number for number, id_ in passages.items() if nearness.get(id_, 0.0) >= _CLOSE]
    return cite_passages(library.db, near)


def _latest(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The latest few, the newest first."""
    ordered = sorted(citations, key=lambda citation: citation.published or _NO_DAY, reverse=True)
    return tuple(ordered[:SHOWN_MENTIONS])


# --- measures ----------------------------------------------------------------


def _find_measures(library: Library, authority: str, topic: Topic) -> tuple[Series, ...]:
    """The named measures whose name has the words, or one of their other names."""
    series = cached(library, _SERIES.of(authority), lambda: list_series(library.db, authority))
    names = [set(stem_words(plain(name))) for name in _names_of(topic)]
    return tuple(
        each
        for each in series
        if each.is_named and any(name and name <= _stems(each.names[:1]) for name in names)
    )


def _stems(names: Sequence[str]) -> set[str]:
    return {stem for name in names for stem in stem_words(plain(name))}
