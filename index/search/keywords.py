"""Passages by the words in them: SQLite's FTS5 to find and match, BM25 over it to rank.

FTS5 stems and finds; it ranks with fixed settings that suit these texts less, and cannot
weigh one word against another, so the ranking reads its postings and is done here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from corpus.store.connection import transaction
from index.search.query import Condition, Term

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]

_TOKENIZE = "porter unicode61 remove_diacritics 2"
# k1 and b by grid on the judged queries: nDCG@10 of BM25 alone 0.52 here, 0.49 at the usual
# 1.2 and 0.75. A long paragraph of a report is as often the answer as a short one, so its
# length counts less.
_SATURATION = 0.9
_LENGTH_WEIGHT = 0.4
# A word added to the query counts less than one typed. On the judged queries 0.5 ranks a
# little worse and 1 a little better, on the labelled sentences of other councils all alike.
_ADDED_WEIGHT = 0.75
# A slip in a word of five letters or in capitals of four, two in one of ten. Shorter
# words have neighbours that mean something else: "lost" is not "cost" misspelt.
_SHORTEST_MISSPELT = 5
_SHORTEST_LETTERS = 4
_TWO_SLIPS_FROM = 10


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
    with transaction(db):
        for number, text, heading in rows:
            words = _words_of(f"{text} {heading}")
            db.execute(
                "insert into keywords (rowid, text, heading) values (?, ?, ?)",
                (number, text, heading),
            )
            db.execute("insert into keyword_length values (?, ?)", (number, len(words)))
            new = ((word,) for word in set(words) if word.isalpha())
            db.executemany("insert or ignore into spelling values (?)", new)


def remove_keywords(db: Connection, numbers: Iterable[int]) -> None:
    """Take passages out. The spellings learned from them stay, which does no harm."""
    gone = [(number,) for number in numbers]
    with transaction(db):
        db.executemany("delete from keywords where rowid = ?", gone)
        db.executemany("delete from keyword_length where number = ?", gone)


def find_matching(db: Connection, condition: Condition) -> set[int]:
    """The numbers of the passages in whose text a condition holds."""
    match = f"text : ({_to_match(db, condition)})"
    rows = db.execute("select rowid from keywords where keywords match ?", (match,))
    return {number for (number,) in rows}


def _to_match(db: Connection, condition: Condition) -> str:
    """A condition in FTS5's syntax."""
    if not isinstance(condition, Term):
        return f" {condition.operator} ".join(
            f"({_to_match(db, part)})" for part in condition.parts
        )
    if not condition.prefix:
        return _quote(condition.text)
    begun = _words_beginning(db, condition.text)
    return " OR ".join(_quote(word) for word in begun) or _quote(condition.text)


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


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


# --- ranking ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Postings:
    """The passages that hold a word or phrase, by number, and how often each does."""

    numbers: Numbers
    counts: NDArray[np.int64]


class KeywordIndex:
    """How well passages cover the words of a query. Postings read once are kept.

    It is of the library as it stood when this was made; threads may share it, each
    giving its own connection.
    """

    def __init__(self, db: Connection) -> None:
        rows = db.execute("select number, words from keyword_length order by number").fetchall()
        self._held = len(rows)
        self._lengths = np.ones(rows[-1][0] + 1 if rows else 1, np.float32)
        for number, words in rows:
            self._lengths[number] = words
        self._mean_length = sum(words for _, words in rows) / max(1, len(rows))
        self._kept: dict[str, Postings] = {}

    def coverage(self, db: Connection, words: Sequence[str], added: Sequence[str]) -> Scores:
        """How much of a query each passage has: BM25 over the most that its words could give.

        One value a passage number (0 for numbers not held): 1 for a passage of mean
        length that has each word once. Of the words added, which stand as phrases, the
        one that gives most counts, at three quarters.
        """
        scores = np.zeros(len(self._lengths), np.float32)
        most = 0.0
        for word in words:
            postings = self.postings(db, word)
            most += self._rarity(postings)
            scores[postings.numbers] += self._weigh(postings)
        scores += _ADDED_WEIGHT * self._best_of(db, added)
        return scores / np.float32(max(most, 1e-9))

    def postings(self, db: Connection, words: str) -> Postings:
        """Where a word, or words as a phrase, stand; headings included."""
        if words not in self._kept:
            self._kept[words] = _read_postings(db, words)
        return self._kept[words]

    def _best_of(self, db: Connection, phrases: Sequence[str]) -> Scores:
        best = np.zeros(len(self._lengths), np.float32)
        for phrase in phrases:
            postings = self.postings(db, phrase)
            weights = np.maximum(best[postings.numbers], self._weigh(postings))
            best[postings.numbers] = weights
        return best

    def _weigh(self, postings: Postings) -> Scores:
        """BM25 of one word in the passages that hold it."""
        lengths = self._lengths[postings.numbers] / self._mean_length
        often = postings.counts * (_SATURATION + 1)
        slack = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * lengths)
        return np.asarray(self._rarity(postings) * often / (postings.counts + slack), np.float32)

    def _rarity(self, postings: Postings) -> float:
        holding = len(postings.numbers)
        return float(np.log(1 + (self._held - holding + 0.5) / (holding + 0.5)))


def _read_postings(db: Connection, words: str) -> Postings:
    stems = _stem(db, words)
    if len(stems) == 1:
        found = "select doc, count(*) from keyword_places where term = ? group by doc"
        rows = db.execute(found, stems).fetchall()
    else:  # as good as always once
        found = "select rowid, 1 from keywords where keywords match ?"
        rows = db.execute(found, (_quote(words),)).fetchall()
    table = np.array(rows, np.int64).reshape(-1, 2)
    return Postings(table[:, 0], table[:, 1])


def _stem(db: Connection, words: str) -> list[str]:
    """The stems of words as the index has them, in order."""
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


# --- spelling --------------------------------------------------------------


def correct_spelling(db: Connection, word: str) -> str:
    """The word of the library that is likeliest meant by an unknown one; empty if none is near.

    Letters left out, put in, changed or swapped: one, or two in a long word. Of equally
    near words the one that begins alike, then the first in the alphabet.
    """
    if len(word) < (_SHORTEST_LETTERS if word.isupper() else _SHORTEST_MISSPELT):
        return ""
    low = word.lower()
    held = [known for (known,) in db.execute("select word from spelling")]
    slips = 2 if len(low) >= _TWO_SLIPS_FROM else 1
    near = extract(low, held, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return min(near, key=lambda one: (one[1], one[0][:2] != low[:2], one[0]), default=("",))[0]
