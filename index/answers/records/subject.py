"""What else a council's documents say of typed words: found, reported, measured, mentioned."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.citation import Citation
from corpus.records import Judgement
from corpus.store.asks import HeldAsk
from corpus.store.documents import documents_of
from corpus.store.statements import Statement, iter_records
from corpus.vocabulary.measures import find_measure
from index.answers.cache import Key, cached
from index.answers.records.around import add_around
from index.answers.records.history import InspectionSays, say_history, say_reported
from index.answers.records.latest import find_latest
from index.answers.records.mentions import (
    AddPages,
    Mentions,
    Touch,
    count_mentions,
    find_elsewhere,
    find_named,
    find_touches,
    is_strict,
    is_told,
    names_of,
)
from index.answers.records.said import (
    MOST_POSSIBLE,
    POSSIBLE,
    TOLD,
    SaidOfSubject,
    by_nearness,
    group_by_document,
    is_found,
    is_reported,
)
from index.answers.records.salience import list_on_subject, weigh_salience
from index.briefing.measure_series import Series, list_series
from index.library import Library
from index.recurrence.follow_up import (
    say_stance,
)
from index.recurrence.senses import find_other_thing
from index.recurrence.subject import CouncilTables
from index.recurrence.weighing import weigh_said
from index.search.matching.names import find_part_names
from models.documents.salience import SubjectList
from models.links.ask_text import stem_words
from models.links.lexicon import plain
from models.links.topic import NEAR, Topic
from models.statements.issues import list_issues

_GRADES: Key[list[tuple[str, str, str]]] = Key("grades")
_SERIES: Key[list[tuple[Series, set[str]]]] = Key("named series")
_NO_DAY = date.min
_OF_ISSUE = 0.5  # likelier than not: of the words, and of what is told as near them


@dataclass(frozen=True, slots=True)
class SubjectRecord:
    """All that is held about typed words besides the asks, oldest first.

    `found` is what outside bodies found, `reported` what the council itself said, `possible`
    what of both may be about the words, the nearest first: of their wider issue, or near them.
    `elsewhere` are the places that have the words and are none of all these. `latest` is
    the newest of what outside bodies said, `latest_word` what it comes to. `became` is what
    each outside document says of the words in a sentence (`inspections`), then when the council
    spoke of them.
    `measures` bear on the words. `mentions` are counted unless all three were asked, found and
    reported, and shown where nothing was found or reported.
    """

    found: tuple[SaidOfSubject, ...]
    reported: tuple[SaidOfSubject, ...]
    latest: tuple[Citation, ...]
    latest_word: str
    became: tuple[str, ...]
    measures: tuple[Series, ...]
    mentions: Mentions | None
    possible: tuple[SaidOfSubject, ...] = ()
    elsewhere: Mentions | None = None
    inspections: tuple[InspectionSays, ...] = ()

    def with_citations(self, add: AddPages) -> SubjectRecord:
        """The same, its quotations with their printed pages."""
        return replace(
            self,
            found=_with_pages(self.found, add),
            reported=_with_pages(self.reported, add),
            latest=tuple(add(self.latest)),
            mentions=self.mentions and self.mentions.with_citations(add),
            possible=_with_pages(self.possible, add),
            elsewhere=self.elsewhere and self.elsewhere.with_citations(add),
            inspections=tuple(each.with_citations(add) for each in self.inspections),
        )

    @property
    def nearest(self) -> tuple[SaidOfSubject, ...]:
        """The first of `possible`, by document, as they are shown: oldest first."""
        shown = self.possible[:MOST_POSSIBLE]
        return tuple(sorted(shown, key=lambda each: _place(each.statement.citation)))

    @property
    def further(self) -> int:
        """How many of `possible` are not shown."""
        return max(0, len(self.possible) - MOST_POSSIBLE)


def _place(citation: Citation) -> tuple[date, str, int]:
    return citation.published or _NO_DAY, citation.document, citation.span.start


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
    possible: Sequence[HeldAsk] = (),
    unsure: Collection[str] = (),
) -> SubjectRecord:
    """What is said of the words; `asks` are those that are about them, `possible` may be.

    Of `asks` the ids that are `unsure` carry no claim of when it was last asked for, or again.
    """
    near = _find_all(library, authority, topic, tables)
    said = [each for each in near if each.probability >= TOLD]
    found = weigh_salience(topic, tables, [each for each in said if is_found(each.statement)])
    reported = weigh_salience(topic, tables, [each for each in said if is_reported(each.statement)])
    touches = [
        *find_touches(library, authority, topic, near),
        *(Touch(ask.citation, is_outside=True, has_words=False) for ask in possible),
    ]
    closest = [*touches, *on_issue(topic, tables.statements)]
    mentions = None if asks and found and reported else count_mentions(touches)
    if mentions and said:
        mentions = replace(mentions, shown=(), further=())
    measures = _find_measures(library, authority, topic)
    documents = documents_of(library.db, authority)
    grades = _find_grades(library, authority, topic)
    inspections = say_history(documents, asks, said, closest, unsure, grades)
    says = {each.document: each.says for each in inspections}
    latest, word = find_latest(library, authority, asks, found, closest, unsure, says)
    became = (*(each.line for each in inspections), *say_reported(said)) if asks or said else ()
    quoted = [each.citation for each in (*found, *reported)]
    apart = tuple(
        each
        for each in by_nearness(each for each in near if _is_possible(each))
        if not is_told(each.statement.citation, quoted)
    )
    told = [each.citation for each in (*asks, *possible)]
    told += [each.statement.citation for each in (*found, *reported)]
    elsewhere = find_elsewhere(library, authority, topic, told) if said else None
    return SubjectRecord(
        tuple(found),
        tuple(reported),
        latest,
        word,
        became,
        measures,
        mentions,
        apart,
        elsewhere,
        inspections,
    )


def list_found(
    library: Library, authority: str, topic: Topic, tables: CouncilTables
) -> dict[str, SubjectList]:
    """What each document of an outside body says of the words, by its id, as it is weighed what is
    read first of it."""
    near = _find_all(library, authority, topic, tables)
    found = [each for each in near if each.probability >= TOLD and is_found(each.statement)]
    return {
        id_: list_on_subject(topic, tables, said) for id_, said in group_by_document(found).items()
    }


def _find_all(
    library: Library, authority: str, topic: Topic, tables: CouncilTables
) -> list[SaidOfSubject]:
    """The statements that are, or may be, about the words or have a name of them, oldest first,
    each with what it leans on."""
    near = _find_near(library, topic, tables)
    near = _with_named(library, [topic.others], tables, near)
    if not any(each.probability >= TOLD for each in near):
        near = _with_named(library, [topic.variants], tables, near)
        near = _with_named(library, find_part_names(topic.words), tables, near)
    return add_around(library, authority, near)


def on_issue(topic: Topic, statements: Sequence[Statement]) -> list[Touch]:
    """Of each outside document the judging sentence that is likeliest on the issue of the words,
    where they clearly have one: a document that judges the issue is not silent on them. Of an issue
    that names two things, a sentence on the other is none."""
    column = int(topic.issues[0].argmax())
    if topic.issues[0][column] < _OF_ISSUE:
        return []
    issue = list_issues()[column].id
    likeliest: dict[str, tuple[float, Citation]] = {}
    for each in statements:
        chance = next((known.probability for known in each.issues if known.id == issue), 0.0)
        best, _ = likeliest.get(each.document, (_OF_ISSUE, None))
        is_near = chance >= best and is_found(each)
        if is_near and not find_other_thing(topic, each.text):
            likeliest[each.document] = chance, each.citation
    return [Touch(citation, True, has_words=False) for _, citation in likeliest.values()]


def _is_possible(said: SaidOfSubject) -> bool:
    judges = is_found(said.statement) or is_reported(said.statement)
    return judges and POSSIBLE <= said.probability < TOLD


def _find_near(library: Library, topic: Topic, tables: CouncilTables) -> list[SaidOfSubject]:
    """The statements that are, or may be, about the words, oldest first."""
    chances = weigh_said(library, topic, tables)
    meanings = (tables.said.vectors @ topic.vector).tolist()
    return [
        SaidOfSubject(statement, say_stance(statement), chance, meaning)
        for statement, chance, meaning in zip(tables.statements, chances, meanings, strict=True)
        if chance >= NEAR
    ]


def _with_named(
    library: Library,
    parts: Sequence[Sequence[str]],
    tables: CouncilTables,
    near: Sequence[SaidOfSubject],
) -> list[SaidOfSubject]:
    """The same with what has one of these names for the words, or for most parts of them, which
    is possible at least: it keeps the record from a silence that the pages do not have."""
    named = find_named(library, parts, tables)
    known = {each.statement.id: each for each in near}
    for each in tables.statements:
        if each.id in named:
            told = known.get(each.id) or SaidOfSubject(each, say_stance(each), POSSIBLE)
            known[each.id] = replace(told, probability=max(POSSIBLE, told.probability))
    return [known[each.id] for each in tables.statements if each.id in known]


# --- grades -----------------------------------------------------------------


def _find_grades(library: Library, authority: str, topic: Topic) -> dict[str, str]:
    """The grades that documents printed for an area whose name has the words, by document."""
    judged = cached(library, _GRADES.of(authority), lambda: _list_grades(library, authority))
    names = [name for name in (topic.words, *topic.others) if not library.topics.is_general(name)]
    wanted = [_stems([name]) for name in names]
    grades: dict[str, list[str]] = {}
    for document, area, grade in judged:
        if any(name and name <= _stems([area]) for name in wanted):
            grades.setdefault(document, []).append(f"graded “{grade}” for “{area}”")
    return {document: " and ".join(dict.fromkeys(told)) for document, told in grades.items()}


def _list_grades(library: Library, authority: str) -> list[tuple[str, str, str]]:
    """Document, area and grade of every judgement."""
    return [
        (source.document, source.record.area, source.record.grade_as_printed)
        for source in iter_records(library.db, Judgement, authority)
    ]


# --- measures ----------------------------------------------------------------


def _find_measures(library: Library, authority: str, topic: Topic) -> tuple[Series, ...]:
    """The named measures whose name has the words, or other words for them or a part of them: none
    of several words that comes down to one, or that says what is not, as "not in school"."""
    series = cached(library, _SERIES.of(authority), lambda: _name_series(library, authority))
    looser = (name for name in topic.variants if " " in name)
    names = [
        _stems([name])
        for name in (*names_of(library, topic), *looser)
        if " " not in name or not is_strict(name)
    ]
    return tuple(each for each, stems in series if any(name and name <= stems for name in names))


def _name_series(library: Library, authority: str) -> list[tuple[Series, set[str]]]:
    """The named series of a council, each with the stems of what it is called."""
    named = (each for each in list_series(library.db, authority) if each.is_named)
    return [(each, _stems(series_names(each))) for each in named]


def series_names(series: Series) -> tuple[str, ...]:
    """What a series is called, and the field's name of that measure: "% within 45 days" may leave
    out of what. Only where its values are in the measure's unit, so that it is surely that one."""
    known = find_measure(series.names[0])
    is_known = known is not None and all(value.unit in known.units for value in series.values)
    return (series.names[0], known.label) if known and is_known else series.names[:1]


def _stems(names: Sequence[str]) -> set[str]:
    return {stem for name in names for stem in stem_words(plain(name))}
