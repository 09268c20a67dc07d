"""The keyword index: passages by the stemmed words in them, as SQLite's FTS5 keeps them.

`index.search.keywords` ranks by what is read here; `rank_by_fts5` is what that is timed against.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.store.connection import Connection, snapshot, transaction

Numbers = NDArray[np.int64]
Counts = NDArray[np.uint16]

_TELLING = 1000  # passages
_MOST_TIMES = 65_535  # a word is counted in one passage
_SEVERAL_WORDS = re.compile(r"[A-Za-z0-9]\s+[A-Za-z0-9]")
_TOKENIZE = "porter unicode61 remove_diacritics 2"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that must stand in a passage; a prefix stands for every word it begins."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions of which all (AND) or at least one (OR) hold, or the first alone (NOT)."""

    operator: str
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases that stand near each other: in one `unit`, or within so many words.

    Each part is a `Term`, or several joined by OR. Next to each other is within one word;
    `ordered` where they must come in that order.
    """

    parts: tuple[Condition, ...]
    unit: Literal["words", "sentence", "paragraph"]
    distance: int = 0  # of words
    ordered: bool = False


Condition = Term | Joined | Near


@dataclass(frozen=True, slots=True)
class Postings:
    """The passages that hold a word or phrase, by number, and how often each does."""

    numbers: Numbers
    counts: Counts

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return int(self.numbers.nbytes + self.counts.nbytes)


def are_among(numbers: Numbers, held: Numbers) -> NDArray[np.bool_]:
    """Which of some numbers are among others, which stand in order.

    >>> are_among(np.array([9, 2, 4]), np.array([2, 3, 4])).tolist()
    [False, True, True]
    """
    if not len(held):
        return np.zeros(len(numbers), bool)
    places = np.minimum(held.searchsorted(numbers), len(held) - 1)
    return np.asarray(held[places] == numbers)


# --- filling ---------------------------------------------------------------


def create_keyword_index(db: Connection) -> None:
    """Make the keyword index's tables where they are not there yet."""
    db.execute(
        "create virtual table if not exists keywords"
        f" using fts5(text, heading, tokenize = '{_TOKENIZE}')"
    )
    db.execute(
        "create virtual table if not exists keyword_places using fts5vocab(keywords, instance)"
    )
    db.execute(
        "create table if not exists keyword_length (number integer primary key, words integer)"
    )
    db.execute("create table if not exists spelling (word text primary key) without rowid")


def add_keywords(db: Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Enter passages: their number in the store, their words, the headings they stand under."""
    given = list(rows)
    words = [re.findall(r"\w+", f"{text} {heading}".lower()) for _, text, heading in given]
    lengths = [(number, len(of)) for (number, _, _), of in zip(given, words, strict=True)]
    spellings = sorted({word for of in words for word in of if word.isalpha()})
    with transaction(db):
        db.executemany("insert into keywords (rowid, text, heading) values (?, ?, ?)", given)
        db.executemany("insert into keyword_length values (?, ?)", lengths)
        db.executemany("insert or ignore into spelling values (?)", ((word,) for word in spellings))


def remove_keywords(db: Connection, numbers: Iterable[int]) -> None:
    """Take passages out. The spellings learned from them stay, which does no harm."""
    rows = [(number,) for number in numbers]
    with transaction(db):
        db.executemany("delete from keywords where rowid = ?", rows)
        db.executemany("delete from keyword_length where number = ?", rows)


# --- matching --------------------------------------------------------------


def find_matching(db: Connection, condition: Condition) -> set[int]:
    """The numbers of the passages in whose text a condition holds; headings do not count.

    Of what is to stand near each other, all must stand there: how near is not looked at.
    """
    return set(_match(db, f"text : ({_to_match(db, condition)})"))


def _match(db: Connection, match: str) -> list[int]:
    """The numbers of the passages that match an expression in FTS5's syntax."""
    rows = db.execute("select rowid from keywords where keywords match ?", (match,))
    return [number for (number,) in rows]


def _to_match(db: Connection, condition: Condition) -> str:
    """A condition in FTS5's syntax."""
    if not isinstance(condition, Term):
        operator = condition.operator if isinstance(condition, Joined) else "AND"
        return f" {operator} ".join(f"({_to_match(db, part)})" for part in condition.parts)
    if not condition.prefix:
        return _quote(condition.text)
    words = _words_beginning(db, condition.text)
    return " OR ".join(_quote(word) for word in words) or _quote(condition.text)


def _words_beginning(db: Connection, prefix: str) -> list[str]:
    """The words held that begin so. FTS5's own prefixes miss words that stemming shortens."""
    low = prefix.lower()
    rows = db.execute(
        "select word from spelling where word >= ? and word < ?", (low, low + "\U0010ffff")
    )
    return [word for (word,) in rows]


def _quote(words: str) -> str:
    """Words as an FTS5 phrase: no character of them is syntax."""
    return '"' + words.replace('"', " ") + '"'


def is_printed(db: Connection, words: str, printed: Sequence[str]) -> bool:
    """True where passages that hold words as a phrase print them in one of some ways, capitals
    aside.

    Looked for in the first of them, which tell how a library spells.
    """
    ways = " or ".join("instr(low, ?)" for _ in printed)
    rows = db.execute(
        "select 1 from (select lower(text) as low from keywords where keywords match ? limit ?)"
        f" where {ways} limit 1",
        (_quote(words), _TELLING, *map(str.lower, printed)),
    )
    return rows.fetchone() is not None


# --- reading ---------------------------------------------------------------


def load_words(db: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The words of passages, by number."""
    rows = db.execute(
        "select rowid, text from keywords where rowid in (select value from json_each(?))",
        [json.dumps(list(numbers))],
    )
    return dict(rows)


def load_indexed(db: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """All that is indexed of passages, by number: the headings over each, then its words."""
    rows = db.execute(
        "select rowid, heading || ' ' || text from keywords"
        " where rowid in (select value from json_each(?))",
        [json.dumps(list(numbers))],
    )
    return dict(rows)


def find_spelt(db: Connection, words: Iterable[str]) -> set[str]:
    """Those of some words, in small letters, that were ever entered."""
    rows = db.execute(
        "select word from spelling where word in (select value from json_each(?))",
        [json.dumps(list(words))],
    )
    return {word for (word,) in rows}


def load_lengths(db: Connection) -> tuple[Numbers, Numbers]:
    """The numbers of the passages, in order, and how many words each has, headings included."""
    query = (
        "select json_group_array(number), json_group_array(words)"
        " from (select number, words from keyword_length order by number)"
    )
    ((numbers, words),) = db.execute(query)
    return to_numbers(numbers), to_numbers(words)


def load_spellings(db: Connection) -> list[str]:
    """Every word of letters that was ever entered, in small letters, in order."""
    return [word for (word,) in db.execute("select word from spelling")]


def rank_by_fts5(db: Connection, words: Iterable[str], limit: int) -> list[int]:
    """The numbers of the passages that FTS5 itself ranks first for any of some words."""
    rows = db.execute(
        "select rowid from keywords where keywords match ? order by rank limit ?",
        (" OR ".join(map(_quote, words)), limit),
    )
    return [number for (number,) in rows]


def load_postings(db: Connection, words: str) -> Postings:
    """Where a word, or words as a phrase, stand; headings included.

    A phrase counts once for each passage: it hardly ever stands there twice.
    """
    stems = [] if _SEVERAL_WORDS.search(words) else stem(db, words)
    if len(stems) != 1:
        query = "select json_group_array(rowid) from keywords where keywords match ?"
        (holding,) = db.execute(query, (_quote(words),)).fetchone()
        numbers = to_numbers(holding)
        return Postings(numbers, np.ones(len(numbers), np.uint16))
    query = "select json_group_array(doc) from keyword_places where term = ?"
    (held,) = db.execute(query, stems).fetchone()  # one value: 20,000 rows take twice as long
    places = to_numbers(held)  # in order of passages
    firsts = np.flatnonzero(np.diff(places, prepend=-1))
    counts = np.diff(firsts, append=len(places))
    return Postings(places[firsts], np.minimum(counts, _MOST_TIMES).astype(np.uint16))


def to_numbers(array: str) -> Numbers:
    """The whole numbers of an array in JSON, read six times as fast as by `json`.

    >>> to_numbers("[3,14]").tolist(), to_numbers("[]").tolist()
    ([3, 14], [])
    """
    numbers: Numbers = np.fromstring(array[1:-1], np.int64, sep=",")
    return numbers


def stem(db: Connection, words: str) -> list[str]:
    """The stems of words as the index has them, in order."""
    with snapshot(db):  # tables that are temporary are those of one connection
        return _stem_with_one(db, words)


def _stem_with_one(db: Connection, words: str) -> list[str]:
    db.execute(
        "create virtual table if not exists temp.stemmed"
        f" using fts5(text, tokenize = '{_TOKENIZE}')"
    )
    db.execute(
        "create virtual table if not exists temp.stems using fts5vocab(temp, stemmed, instance)"
    )
    db.execute("delete from temp.stemmed")
    db.execute("insert into temp.stemmed values (?)", (words,))
    return [stem for (stem,) in db.execute("select term from temp.stems order by offset")]
