"""How well searches are answered: nDCG@10 over judged queries on one council's documents.

A hit earns the best grade among the labelled paragraphs of its file whose first eight
words stand in its text; each paragraph is paid once. Ideal are the ten best grades that
the query has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from eval.material.gold import GoldParagraph, GoldQuery, beside, load_files, load_queries
from eval.material.reading import read_files
from eval.metrics import bootstrap, split_words
from eval.outcome import Case, Figure, Outcome, locating_words
from eval.rankings import ndcg
from index.library import add_reports, create_library
from index.search.search import search

SHOWN = 10  # hits that are scored
FIRST_WORDS = 8  # of a paragraph: enough to know it by
LOOKED_AT = 3  # hits a reader looks at before asking again


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as a reader sees it: its file and its text."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A query and the grades that its hits earned, best hit first."""

    query: GoldQuery
    grades: tuple[int, ...]

    @property
    def gain(self) -> float:
        """nDCG@10."""
        return ndcg(self.grades, [paragraph.grade for paragraph in self.query.relevant], SHOWN)

    @property
    def is_answered(self) -> bool:
        """True where one of the first hits answers: directly, if anything does."""
        best = max((paragraph.grade for paragraph in self.query.relevant), default=0)
        return best in self.grades[:LOOKED_AT]


def evaluate_search(gold: Path) -> Outcome:
    """The queries of `search`, put to a library of the files that they were judged on."""
    answered = [
        Answered(query, grade_hits(query.relevant, shown))
        for query, shown in ask_all(gold, load_queries(gold))
    ]
    figures = (
        _mean("nDCG@10", {answer.query.id: answer.gain for answer in answered}),
        _mean(
            "answered by the first three",
            {answer.query.id: answer.is_answered for answer in answered},
        ),
    )
    about = f"{len(answered)} queries on one council; intervals by query"
    return Outcome("search", about, figures, tuple(map(_case, answered)))


def ask_all(
    gold: Path, queries: Sequence[GoldQuery]
) -> Iterator[tuple[GoldQuery, tuple[Shown, ...]]]:
    """Each query with its first hits in a library of the gold's Medway files."""
    paths = [beside(gold, file) for file in load_files(gold).values()]
    files: dict[str, Path] = {}
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        for path, reports in zip(paths, read_files(paths), strict=True):
            files.update((report.document.id, path) for report in reports)
            if reports:
                add_reports(library, reports)
        for query in queries:
            hits = search(library, query.text, limit=SHOWN).hits
            yield (
                query,
                tuple(Shown(files[hit.citation.document], hit.citation.quote) for hit in hits),
            )


def grade_hits(relevant: Sequence[GoldParagraph], shown: Sequence[Shown]) -> tuple[int, ...]:
    """The grade that each hit earns; a paragraph that was shown is not paid again."""
    unpaid = list(relevant)
    grades = []
    for hit in shown:
        held = [paragraph for paragraph in unpaid if holds(hit, paragraph)]
        grades.append(max((paragraph.grade for paragraph in held), default=0))
        unpaid = [paragraph for paragraph in unpaid if paragraph not in held]
    return tuple(grades)


def holds(hit: Shown, paragraph: GoldParagraph) -> bool:
    """True where a hit is of the paragraph's file and has its first words in a row."""
    first = " ".join(split_words(paragraph.quote)[:FIRST_WORDS])
    words = " ".join(split_words(hit.text))
    return hit.path == paragraph.path and f" {first} " in f" {words} "


def _mean(name: str, by_query: Mapping[str, float]) -> Figure:
    interval = bootstrap(by_query, lambda drawn: fmean(drawn))
    return Figure(name, fmean(by_query.values()), interval, of=len(by_query))


def _case(answered: Answered) -> Case:
    earned = " ".join(map(str, answered.grades)) or "nothing"
    note = f"nDCG@10 {answered.gain:.2f}; the hits earned {earned}"
    return Case(answered.query.id, locating_words(answered.query.text), answered.is_answered, note)
