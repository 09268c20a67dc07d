"""How well typed subjects find the asks about them, by councils left out.

Two hundred subjects of ten councils, typed as members would, with the asks that a reader of
every report found to be about each; forty were never asked for. An ask touched only in
passing counts neither way. Each council is weighed by a model that never saw it; the reader
of statements, whose issues are among its features, was trained on most of these councils.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from eval.material.subjects import GoldSubject, load_subjects
from eval.metrics import Counts
from eval.outcome import Case, Figure, Outcome, add_by_council, count_figure
from eval.training.links.topic import read_pairs
from index.recurrence.trace import SHOWN_OF_WORDS
from models.text.encoder import open_encoder


@dataclass(frozen=True, slots=True)
class AnsweredSubject:
    """A subject of a council, and the places of the asks found to be about it."""

    council: str
    subject: GoldSubject
    found: frozenset[int]

    @property
    def counts(self) -> Counts:
        """Asks rightly found, found and in the gold; those touched in passing left out."""
        about = self.subject.about
        clear = self.found - (self.subject.grades.keys() - about)
        return Counts(len(clear & about), len(clear), len(about))


def evaluate_typed(gold: Path) -> Outcome:
    """Recall and precision of asks, and the subjects with nothing found or too much."""
    answered = answer_subjects(gold)
    by_council = add_by_council([(each.council, each.counts) for each in answered])
    about = (
        f"{len(answered)} typed subjects of {len(by_council)} councils, each council left out"
        " of the weigher (not of the reader of statements)"
    )
    figures = (
        count_figure("asks about a subject, recall", by_council, lambda counts: counts.recall),
        count_figure(
            "asks about a subject, precision", by_council, lambda counts: counts.precision
        ),
        *_silences(answered),
    )
    return Outcome("typed", about, figures, tuple(map(_case, answered)))


def answer_subjects(gold: Path) -> list[AnsweredSubject]:
    """Every subject with what is found for it. GoldError where the gold has no `grid`."""
    councils = load_subjects(gold)
    chances = iter(read_pairs(councils, None, open_encoder()).left_out().tolist())
    return [
        AnsweredSubject(
            council.name,
            subject,
            frozenset(
                ask
                for ask, chance in enumerate(islice(chances, len(council.asks)))
                if chance >= SHOWN_OF_WORDS
            ),
        )
        for council in councils
        for subject in council.subjects
    ]


def _silences(answered: Sequence[AnsweredSubject]) -> Iterator[Figure]:
    """The shares of subjects with nothing found wrongly, and with something found wrongly."""
    asked = [each for each in answered if each.subject.about]
    never = [each for each in answered if not each.subject.grades]
    silent = sum(not each.found for each in asked) / len(asked)
    told = sum(bool(each.found) for each in never) / len(never)
    yield Figure("asked for, nothing found", silent, of=len(asked), lower_is_better=True)
    yield Figure("never asked for, something found", told, of=len(never), lower_is_better=True)


def _case(answered: AnsweredSubject) -> Case:
    """A subject, right where every ask about it is found and nothing else."""
    counts = answered.counts
    return Case(
        f"{answered.council}: {answered.subject.words}",
        answered.subject.words,
        counts.right == counts.found == counts.gold,
        f"{counts.right} of {counts.gold} found; {counts.found - counts.right} not about it",
    )
