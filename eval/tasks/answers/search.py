"""How well searches are answered: nDCG@10 over judged queries on one council's documents.

A hit earns the best grade among the labelled paragraphs of its file whose first eight
words stand in its text; each paragraph is paid once. Ideal are the ten best grades that
the query has. `search_across` measures queries over all councils.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from eval.material.gold import GoldParagraph, GoldQuery, beside, load_files, load_queries
from eval.material.reading import read_files
from eval.metrics import bootstrap, split_words
from eval.outcome import Case, Figure, Outcome, locating_words
from eval.rankings import ndcg
from eval.tasks.answers.search_arms import ARMS, SHOWN, Hits, rank_by_both
from index.library import Library, add_reports, create_library
from index.search.weights import Weights

FIRST_WORDS = 8  # of a paragraph: enough to know it by
LOOKED_AT = 3  # hits a reader looks at before asking again


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as a reader sees it: its file and its text."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A query and the grades that its hits earned, best hit first, and those of each arm's."""

    query: GoldQuery
    grades: tuple[int, ...]
    by_arm: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def gain(self, arm: str = "") -> float:
        """nDCG@10 of search, or of an arm."""
        earned = self.by_arm[arm] if arm else self.grades
        return ndcg(earned, [paragraph.grade for paragraph in self.query.relevant], SHOWN)

    @property
    def is_answered(self) -> bool:
        """True where one of the first hits answers: directly, if anything does."""
        best = max((paragraph.grade for paragraph in self.query.relevant), default=0)
        return best in self.grades[:LOOKED_AT]


def evaluate_search(gold: Path) -> Outcome:
    """The queries of `search`, put to a library of the files that they were judged on."""
    answered = list(answer_all(gold))
    figures = (
        _mean("nDCG@10", {answer.query.id: answer.gain() for answer in answered}),
        *(_mean_of_arm(arm, answered) for arm in ARMS),
        _mean(
            "answered by the first three",
            {answer.query.id: answer.is_answered for answer in answered},
        ),
    )
    about = f"{len(answered)} queries on one council; intervals by query"
    return Outcome("search", about, figures, tuple(map(_case, answered)))


def answer_all(gold: Path) -> Iterator[Answered]:
    """Each query with what its first hits, and each arm's, earn in a library of the gold's
    Medway files."""
    queries = load_queries(gold)
    with library_of_medway(gold) as (library, files):
        for query in queries:
            yield Answered(
                query,
                _grade(query, rank_by_both(library, query.text), files),
                {
                    name: _grade(query, arm(library, query.text), files)
                    for name, arm in ARMS.items()
                },
            )


@contextmanager
def library_of_medway(gold: Path) -> Iterator[tuple[Library, dict[str, Path]]]:
    """A library of the gold's Medway files, and the file of each of its documents by id."""
    paths = [beside(gold, file) for file in load_files(gold).values()]
    files: dict[str, Path] = {}
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        for path, reports in zip(paths, read_files(paths), strict=True):
            files.update((report.document.id, path) for report in reports)
            if reports:
                add_reports(library, reports)
        yield library, files


def gain_in_medway(
    library: Library, files: Mapping[str, Path], query: GoldQuery, weights: Weights
) -> float:
    """nDCG@10 of a query ranked by other weights."""
    return Answered(query, _grade(query, rank_by_both(library, query.text, weights), files)).gain()


def _grade(query: GoldQuery, hits: Hits, files: Mapping[str, Path]) -> tuple[int, ...]:
    shown = [Shown(files[hit.document], hit.quote) for hit in hits]
    return grade_hits(query.relevant, shown)


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


def _mean(name: str, by_query: Mapping[str, float], guarded: bool = True) -> Figure:
    interval = bootstrap(by_query, lambda drawn: fmean(drawn))
    return Figure(name, fmean(by_query.values()), interval, of=len(by_query), guarded=guarded)


def _mean_of_arm(arm: str, answered: Sequence[Answered]) -> Figure:
    gains = {answer.query.id: answer.gain(arm) for answer in answered}
    return _mean(f"nDCG@10, {arm}", gains, guarded=False)


def _case(answered: Answered) -> Case:
    earned = " ".join(map(str, answered.grades)) or "nothing"
    note = f"nDCG@10 {answered.gain():.2f}; the hits earned {earned}"
    return Case(answered.query.id, locating_words(answered.query.text), answered.is_answered, note)
