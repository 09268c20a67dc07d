"""Where typed words, or what is near them, stand in the full text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache, partial
from itertools import chain

import numpy as np

from corpus.citation import Citation
from corpus.document import Span
from corpus.kinds import kind_of
from corpus.store.citations import CitedPassage, cite_passages
from corpus.store.filters import Filters
from corpus.store.passages import find_passages
from index.answers.cache import Key, cached
from index.answers.records.said import TOLD, SaidOfSubject
from index.library import Library
from index.recurrence.senses import find_other_chapter, find_other_thing
from index.recurrence.subject import CouncilTables
from index.tables.labelled import DocumentRows, label_cells, rows_of
from models.links.ask_text import find_words, stem_words
from models.links.homographs import has_other_sense
from models.links.lexicon import plain
from models.links.topic import Topic, stems_of
from models.text.sentences import find_sentences

SHOWN_MENTIONS = 5
_EACH_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.:;!?•]")
_MOST_WITHOUT_STOP = 60  # words; a list in a sentence has a colon or stops
_BETWEEN = 3  # words that may stand between those of a name
_CLOSE = 0.5  # nearness in meaning from which silence is not claimed
_PASSAGES: Key[dict[int, str]] = Key("passages of a council")
_NO_DAY = date.min
AddPages = Callable[[Iterable[Citation]], list[Citation]]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where the words are mentioned: how often, by whom; the few that are shown, and the others,
    each the latest first."""

    by_inspectors: int = 0
    by_council: int = 0
    near: int = 0  # passages without the words that are near in meaning
    shown: tuple[Citation, ...] = ()
    further: tuple[Citation, ...] = ()

    @property
    def total(self) -> int:
        """How many passages have the words."""
        return self.by_inspectors + self.by_council

    @property
    def all(self) -> tuple[Citation, ...]:
        """Every one of these places, the latest first."""
        return _latest([*self.shown, *self.further])

    @property
    def is_of_words(self) -> bool:
        """True where a passage has the words themselves."""
        return bool(self.total)

    @property
    def is_silent(self) -> bool:
        """True where nothing near the words stands in any full text held."""
        return not (self.is_of_words or self.near)

    def with_citations(self, add: AddPages) -> Mentions:
        """The same, its quotations with their printed pages."""
        return replace(self, shown=tuple(add(self.shown)), further=tuple(add(self.further)))


@dataclass(frozen=True, slots=True)
class Touch:
    """A place that has the words, or is near them without having them.

    `is_passage` of a whole passage, which a statement is a part of.
    """

    citation: Citation
    is_outside: bool
    has_words: bool = True
    is_passage: bool = False


def find_touches(
    library: Library, authority: str, topic: Topic, near: Sequence[SaidOfSubject]
) -> list[Touch]:
    """Each place in the full text that has the words or is told as about them, then what is near.

    `near` are the statements that are, or may be, about the words.
    """
    passages = passages_of(library, authority)
    names = names_of(library, topic)
    held = cite_passages(library.db, _passages_with(library, names, passages))
    said = [each.statement for each in near if each.probability >= TOLD]
    told = {statement.passage for statement in said}
    others = [each for each in held if _is_mention(each, topic, names) and each.id not in told]
    apart = [each for each in held if each not in others and each.id not in told]
    told |= {passage.id for passage in others}
    nearest = sorted(near, key=lambda each: (_is_of_others(topic, each), -_nearness(each)))
    rest = [
        Touch(each.citation, each.statement.is_outside, has_words=False)
        for each in nearest
        if each.statement.passage not in told and not find_other_thing(topic, each.statement.text)
    ]
    wider = _with_looser_words(library, topic, passages)
    close = [*apart, *_near_in_meaning(library, topic, passages), *wider]
    return [
        *(Touch(statement.citation, statement.is_outside) for statement in said),
        *map(_to_touch, others),
        *rest,
        *(
            replace(_to_touch(passage), has_words=False)
            for passage in close
            if passage.id not in told
        ),
    ]


def _nearness(said: SaidOfSubject) -> float:
    """By which the nearest of a document is quoted: likely about the words, and near in meaning."""
    return said.probability + said.meaning


def _is_of_others(topic: Topic, said: SaidOfSubject) -> bool:
    statement = said.statement
    return bool(find_other_chapter(topic, statement.citation.headings, statement.text))


def find_named(library: Library, parts: Sequence[Sequence[str]], tables: CouncilTables) -> set[str]:
    """The ids of the statements that have a name of the most parts, one at least; no name as
    common as "children" counts."""
    named = [
        [stems_of(name) for name in names if not library.topics.is_general(name)] for names in parts
    ]
    table = tables.said
    has_all = np.zeros(len(tables.statements), dtype=bool)  # the words of a name, wherever
    for words in chain.from_iterable(named):
        has_all |= np.logical_and.reduce([np.ones_like(has_all), *map(table.has, words)])
    counts = {
        tables.statements[row].id: _count_named(named, stem_words(table.plain[row]))
        for row in np.flatnonzero(has_all).tolist()
    }
    most = max(counts.values(), default=0)
    return {id_ for id_, count in counts.items() if count == most > 0}


def _count_named(parts: Sequence[Sequence[Sequence[str]]], stems: Sequence[str]) -> int:
    return sum(any(_stand_together(name, stems) for name in names) for names in parts)


def _with_looser_words(
    library: Library, topic: Topic, passages: dict[int, str]
) -> list[CitedPassage]:
    """Those that have words near the typed ones: of "coercive control" domestic abuse."""
    names = [name for name in topic.variants if not library.topics.is_general(name)]
    held = cite_passages(library.db, _passages_with(library, names, passages))
    return [passage for passage in held if has_name(passage.citation.quote, names)]


def _to_touch(passage: CitedPassage) -> Touch:
    return Touch(passage.citation, kind_of(passage.kind).outside, is_passage=True)


def nearest_of(touches: Iterable[Touch]) -> Touch:
    """The nearest of these places: one that has the words, and a sentence, where there is one."""
    return min(touches, key=lambda touch: (not touch.has_words, touch.is_passage))


def count_mentions(touches: Sequence[Touch]) -> Mentions:
    """How often the words are mentioned, and by whom; where they are not, what is near them."""
    having = [touch for touch in touches if touch.has_words]
    outside = [touch.citation for touch in having if touch.is_outside]
    own = [touch.citation for touch in having if not touch.is_outside]
    if outside or own:
        return _to_mentions(outside, own)
    near = {(touch.citation.document, touch.citation.span): touch.citation for touch in touches}
    return Mentions(0, 0, len(near), *_divide([*near.values()]))


def find_elsewhere(
    library: Library, authority: str, topic: Topic, told: Sequence[Citation]
) -> Mentions | None:
    """The passages that have the words in a sentence which nothing `told` stands in, each by that
    sentence, or whole where it has none; None where there is none."""
    passages = passages_of(library, authority)
    names = names_of(library, topic)
    held = cite_passages(library.db, _passages_with(library, names, passages))
    as_written = _write_out(names)
    tables = cache(partial(rows_of, library))
    outside: list[Citation] = []
    own: list[Citation] = []
    for passage in held:
        if _is_mention(passage, topic, names):
            places = _sentences_with(passage.citation, as_written)
            apart = [
                place
                for place in places
                if not is_told(place, told) and not _is_mixed(tables(place.document), place)
            ]
            (outside if kind_of(passage.kind).outside else own).extend(apart[:1])
    return _to_mentions(outside, own) if outside or own else None


def _is_mixed(tables: DocumentRows, place: Citation) -> bool:
    """True of words of several cells of a table that cannot be told apart, as those of a heading
    which a page break repeated, and of many words without a stop, as of a poster that was read
    across its columns: quoted in one line they say what nobody wrote."""
    if len(place.quote.split()) > _MOST_WITHOUT_STOP and not _STOP.search(place.quote):
        return True
    rows = tables.at(place.span)
    of_several = any(row.is_heading or len(row.cells) > 1 for row in rows)
    return of_several and not label_cells(tables, place.span)


def _write_out(names: Sequence[str]) -> re.Pattern[str]:
    """What finds a name as it is written: "supervising" is no supervision."""
    written = (
        r"[\s’'-]+".join(map(_with_ending, _EACH_WORD.findall(plain(name)))) for name in names
    )
    return re.compile(rf"\b(?:{'|'.join(written)})\b", re.I)


def _with_ending(word: str) -> str:
    if word.endswith(("y", "ies")):
        return rf"{re.escape(re.sub('(?:y|ies)$', '', word))}(?:ys?|ies)"
    return rf"{re.escape(word.removesuffix('s'))}(?:e?s)?"


def is_told(passage: Citation, told: Sequence[Citation]) -> bool:
    """True of a place that shares words with one that is told."""
    return any(
        citation.document == passage.document and citation.span.touches(passage.span)
        for citation in told
    )


def _sentences_with(passage: Citation, as_written: re.Pattern[str]) -> list[Citation]:
    """The sentences of a passage that have a name, or the passage where only all of it has."""
    parts = find_sentences(passage.quote)
    found = [part for part in parts if as_written.search(part.of(passage.quote))]
    if not found:
        return [passage] if as_written.search(passage.quote) else []
    start = passage.span.start
    return [
        replace(
            passage,
            quote=part.of(passage.quote),
            span=Span(start + part.start, start + part.end),
        )
        for part in found
    ]


def passages_of(library: Library, authority: str) -> dict[int, str]:
    """The ids of a council's passages, by their numbers."""
    return cached(
        library,
        _PASSAGES.of(authority),
        lambda: find_passages(library.db, Filters(authority=authority)),
    )


def _passages_with(library: Library, names: Sequence[str], passages: dict[int, str]) -> list[int]:
    """The council's passages that have every word of a name of the words, or stand under them."""
    numbers = set[int]()
    keywords, db = library.keywords, library.db
    for name in names:
        words = find_words(plain(name))
        held = [set(keywords.postings(db, word).numbers.tolist()) for word in words]
        numbers |= set.intersection(*held) if held else set()
    return sorted(numbers & passages.keys())


def names_of(library: Library, topic: Topic) -> list[str]:
    """The words and their other names; of one word only what says something is a name."""
    others = (name for name in topic.others if " " in name or not library.topics.is_general(name))
    return [topic.words, *others]


def _is_mention(passage: CitedPassage, topic: Topic, names: Sequence[str]) -> bool:
    """True where a passage has the words of a name, and not in another sense."""
    is_other = has_other_sense(topic.words, topic.others, passage.citation.quote)
    return has_name(passage.citation.quote, names, topic.words) and not is_other


def has_name(text: str, names: Sequence[str], typed: str = "") -> bool:
    """True where a text has a name together.

    "Young" in one sentence and "carers" in the next are no young carers. Of a name that is not
    the `typed` one and comes down to one word, or has a "not", the very words count: "sufficiently"
    names no sufficiency.
    """
    stems = _stems_of_text(text)
    strict = [name for name in names if name != typed and is_strict(name)]
    loose = [name for name in names if name not in strict]
    return any(_stand_together(stems_of(name), stems) for name in loose) or bool(
        strict and _write_out(strict).search(text)
    )


@lru_cache(maxsize=4_000)
def _stems_of_text(text: str) -> tuple[str, ...]:
    """The stems of a passage, in order: every subject of a council asks for those of many."""
    return tuple(stem_words(plain(text)))


def is_strict(name: str) -> bool:
    """True of a name whose stems say less than it does: one word, or something that is not."""
    return len(stems_of(name)) < 2 or " not " in f" {name} "


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
    near = {number: nearness[id_] for number, id_ in passages.items() if id_ in nearness}
    close = [number for number, how_near in near.items() if how_near >= _CLOSE]
    cited = cite_passages(library.db, close)
    return sorted(cited, key=lambda passage: -near[passage.number])


def _to_mentions(outside: Sequence[Citation], own: Sequence[Citation]) -> Mentions:
    """Of the places outside bodies' are shown first, then the council's own, the latest of each."""
    return Mentions(len(outside), len(own), 0, *_divide([*_latest(outside), *_latest(own)]))


def _divide(places: Sequence[Citation]) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """The first few places and the others, each the latest first."""
    return _latest(places[:SHOWN_MENTIONS]), _latest(places[SHOWN_MENTIONS:])


def _latest(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """The places, the newest first."""
    return tuple(sorted(citations, key=lambda each: each.published or _NO_DAY, reverse=True))
