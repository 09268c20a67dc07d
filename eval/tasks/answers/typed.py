"""How well typed subjects find the asks about them, by councils left out.

Two hundred subjects of ten councils, typed as members would, with the asks that a reader of
every report found to be about each; forty were never asked for. An ask touched only in
passing counts neither way. For each subject some thirty sentences that judge were read too,
near in words, in meaning or by issue: what is shown of these is told, not of all sentences.
Each council is weighed by a model that never saw it; the reader of statements, whose issues
are among its features, was trained on most of these councils.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.material.subjects import ABOUT, IN_PASSING, GoldSubject, SubjectCouncil, load_subjects
from eval.metrics import Counts
from eval.outcome import Case, Figure, Outcome, add_by_council, count_figure
from eval.training.links.topic import SubjectPairs, open_rarity, read_pairs
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
    answered, findings = answer_subjects(gold)
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
        count_figure("sentences read, recall", findings, lambda counts: counts.recall),
        count_figure("sentences read, precision", findings, lambda counts: counts.precision),
    )
    return Outcome("typed", about, figures, tuple(map(_case, answered)))


def answer_subjects(gold: Path) -> tuple[list[AnsweredSubject], dict[str, Counts]]:
    """Every subject with the asks that are found for it, and by council what is found of the
    sentences read. GoldError where the gold has no `grid`."""
    councils = load_subjects(gold)
    pairs = read_pairs(gold, councils, None, open_encoder())
    shown = pairs.left_out(open_rarity()) >= SHOWN_OF_WORDS
    asks = iter(shown[pairs.asked].tolist())
    answered = [
        AnsweredSubject(
            council.name,
            subject,
            frozenset(ask for ask, found in enumerate(islice(asks, len(council.asks))) if found),
        )
        for council in councils
        for subject in council.subjects
    ]
    return answered, {council.name: _count_findings(pairs, shown, council) for council in councils}


def _count_findings(
    pairs: SubjectPairs, shown: NDArray[np.bool_], council: SubjectCouncil
) -> Counts:
    """Of a council's sentences read; those that only touch the words are left out."""
    of = (pairs.councils == council.name) & ~pairs.asked & (pairs.grades != IN_PASSING)
    about = pairs.grades[of] == ABOUT
    return Counts(int((shown[of] & about).sum()), int(shown[of].sum()), int(about.sum()))


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
