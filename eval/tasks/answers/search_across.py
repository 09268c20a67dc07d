"""How well searches over the reports of all councils are answered, by class of query.

A hit earns the grade that its passage was given when it was read for the query; those not
judged earn nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from eval.material.judged_queries import (
    NOTHING,
    JudgedQuery,
    library_across,
    load_judged_queries,
    place_of,
)
from eval.metrics import bootstrap
from eval.outcome import Case, Figure, Outcome, locating_words
from eval.rankings import ndcg
from eval.tasks.answers.search_arms import ARMS, SHOWN, Hits, rank_by_both
from index.library import Library
from index.search.search import search
from index.search.weights import Weights

LOOKED_AT = 3  # hits a reader looks at before asking again


@dataclass(frozen=True)
class AnsweredAcross:
    """A query with the grades that its hits earned, best first, and those of each arm's."""

    query: JudgedQuery
    grades: tuple[int, ...]
    by_arm: Mapping[str, tuple[int, ...]]

    def gain(self, arm: str = "") -> float:
        """nDCG@10 of search, or of an arm."""
        earned = self.by_arm[arm] if arm else self.grades
        return ndcg(earned, list(self.query.grades.values()), SHOWN)

    @property
    def is_answered(self) -> bool:
        """True where one of the first hits answers: directly, if anything does."""
        best = max(self.query.grades.values(), default=0)
        return best in self.grades[:LOOKED_AT]


def evaluate_search_across(gold: Path) -> Outcome:
    """This project's own queries, put to a library of all councils' reports.

    Of those that nothing answers, only whether that is said.
    """
    queries = load_judged_queries()
    with library_across(gold) as library:
        answered = [answer_across(library, query) for query in queries if query.kind != NOTHING]
        said = {
            query.id: search(library, query.text).nothing_close
            for query in queries
            if query.kind == NOTHING
        }
    figures = (*_figures(answered), _share("nothing close, where nothing is", said))
    cases = (*map(_case, answered), *_silent_cases(queries, said))
    about = f"{len(cases)} queries on the reports of all councils; intervals by query"
    return Outcome("search-across", about, figures, cases)


def answer_across(library: Library, query: JudgedQuery) -> AnsweredAcross:
    """A query put to search and to each arm."""
    return AnsweredAcross(
        query,
        grade_across(query, rank_by_both(library, query.text)),
        {name: grade_across(query, arm(library, query.text)) for name, arm in ARMS.items()},
    )


def gain_across(library: Library, query: JudgedQuery, weights: Weights) -> float:
    """nDCG@10 of a query ranked by other weights."""
    grades = grade_across(query, rank_by_both(library, query.text, weights))
    return AnsweredAcross(query, grades, {}).gain()


def grade_across(query: JudgedQuery, hits: Hits) -> tuple[int, ...]:
    """The grade that each hit earns; none where it was not judged."""
    return tuple(query.grades.get(place_of(hit), 0) for hit in hits)


# --- figures ---------------------------------------------------------------


def _figures(answered: Sequence[AnsweredAcross]) -> Iterator[Figure]:
    """nDCG@10 of all and of each class, each beside the arms'."""
    by_class: defaultdict[str, list[AnsweredAcross]] = defaultdict(list)
    for answer in answered:
        by_class[answer.query.kind].append(answer)
    yield from _beside_arms("nDCG@10", answered)
    for kind, answers in by_class.items():
        yield from _beside_arms(f"{kind}: nDCG@10", answers)
    asked = {answer.query.id: answer.is_answered for answer in answered}
    yield _share("answered by the first three", asked)


def _beside_arms(name: str, answered: Sequence[AnsweredAcross]) -> Iterator[Figure]:
    yield _mean(name, answered)
    for arm in ARMS:
        yield _mean(f"  {arm}, {name}", answered, arm)


def _mean(name: str, answered: Sequence[AnsweredAcross], arm: str = "") -> Figure:
    gains = {answer.query.id: answer.gain(arm) for answer in answered}
    interval = bootstrap(gains, lambda drawn: fmean(drawn))
    return Figure(name, fmean(gains.values()), interval, of=len(gains), guarded=not arm)


def _share(name: str, by_query: Mapping[str, bool]) -> Figure:
    interval = bootstrap(by_query, lambda drawn: fmean(drawn))
    return Figure(name, fmean(by_query.values()), interval, of=len(by_query))


def _case(answered: AnsweredAcross) -> Case:
    earned = " ".join(map(str, answered.grades)) or "nothing"
    query = answered.query
    note = f"{query.kind}: nDCG@10 {answered.gain():.2f}; the hits earned {earned}"
    return Case(query.id, locating_words(query.text), answered.is_answered, note)


def _silent_cases(queries: Sequence[JudgedQuery], said: Mapping[str, bool]) -> Iterator[Case]:
    for query in queries:
        if query.id in said:
            yield Case(query.id, locating_words(query.text), said[query.id], "nothing is held")
