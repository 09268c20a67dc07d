"""Train the link weigher: `throughline train weigher --gold DIR --extracts DIR`.

Reads `recurrence-train` and, where DIR holds what `throughline extract` prints for the
files that `judged_more.json` names, those pairs too, and the pairs of two councils that
`judged_across.json` names. Prints figures for councils left out (councils are split, never
pairs), fits on all of it and writes `weigher.npz` and `weigher.json`. `--measure` also prints
the figures on `recurrence`, six councils that are kept for measuring: look at them rarely.
Seeds are fixed; the same input gives the same artefact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from eval.material.pairs import (
    ACROSS,
    MORE,
    JudgedPair,
    read_across,
    read_judged,
    read_more,
    read_verdicts,
)
from eval.training.links.boosting import fit_forest
from eval.training.links.pair_figures import print_figures
from eval.training.links.pair_table import Mask, PairTable, pair_rarity, training_set
from eval.training.record import digest_files, make_record
from models.links.ask_text import Rarity
from models.links.ensemble import BlendedClassifier, Calibration, Floats, LogisticModel
from models.links.features import feature_names
from models.links.lexicon import plain
from models.links.object_prior import PairStatistics
from models.links.weigher import ARTEFACT, Encode, WeigherModel, save_model
from models.statements.reader import StatementReader, open_statement_reader
from models.text.encoder import open_encoder
from models.text.word_vectors import WordVectors, open_word_vectors

_TRAIN, _KEPT = "recurrence-train", "recurrence"
_FOLDS = 10
_BAGS = 5  # forests averaged: one alone moves by 0.01 with its seed
_BAGS_LEFT_OUT = 2  # for figures on councils left out: five move them by less than 0.001


@dataclass(frozen=True)
class Materials:
    """What a weigher is fitted on."""

    table: PairTable
    across: PairTable
    rarity: Rarity
    word_vectors: WordVectors
    encoder: str
    gold: Mask  # the pairs of the table whose figures are printed by themselves


def train_weigher(
    gold: Path,
    extracts: Path | None,
    verdicts: Path | None,
    measured: bool,
    into: Path,
    command: str,
) -> None:
    """Fit on all judged pairs, print figures and write the artefact."""
    encoder, word_vectors, reader = open_encoder(), open_word_vectors(), open_statement_reader()
    materials = gather_materials(gold, extracts, verdicts, word_vectors, encoder, reader)
    model = fit_weigher(materials)
    data = _data_digests(gold, extracts, verdicts)
    made = make_record(command, [*data, word_vectors.digest()], encoder.name)
    save_model(model, made, into / ARTEFACT.name)
    if measured:
        _measure_on_kept(gold, model, materials.rarity, encoder, reader)


def _data_digests(gold: Path, extracts: Path | None, verdicts: Path | None) -> list[str]:
    """Digests of the files that the judged pairs were read from."""
    files = sorted((gold / _TRAIN).glob("*.json"))
    files += [MORE, ACROSS, *sorted(extracts.glob("*/*.json"))] if extracts else [ACROSS]
    return digest_files(*files, *([verdicts] if verdicts else []))


def _measure_on_kept(
    gold: Path, model: WeigherModel, rarity: Rarity, encoder: Encode, reader: StatementReader
) -> None:
    kept = PairTable(read_judged(gold, _KEPT), rarity, encoder, model.word_vectors, reader)
    everything = np.ones(len(kept.grades), dtype=bool)
    same, related = model.weigh(kept.rows(everything, model.statistics.prior))
    print_figures("kept for measuring", kept, same, related, everything)


def gather_materials(
    gold: Path,
    extracts: Path | None,
    verdicts: Path | None,
    word_vectors: WordVectors,
    encoder: Encode,
    reader: StatementReader,
) -> Materials:
    """Everything there is to learn from; a person's verdict stands before the gold's grade.

    Raises GoldError where a file is missing or not as it should be.
    """
    pairs = read_judged(gold, _TRAIN)
    more = read_more(extracts) if extracts else []
    judged_by_people = read_verdicts(verdicts) if verdicts else []
    kept = _without(pairs, judged_by_people)
    added = [*_without(more, judged_by_people), *judged_by_people]
    rarity = pair_rarity([*pairs, *more, *judged_by_people])
    return Materials(
        PairTable([*kept, *added], rarity, encoder, word_vectors, reader),
        PairTable(read_across([*pairs, *more]), rarity, encoder, word_vectors, reader),
        rarity,
        word_vectors,
        encoder.name,
        np.arange(len(kept) + len(added)) < len(kept),
    )


def _without(pairs: Sequence[JudgedPair], judged: Sequence[JudgedPair]) -> list[JudgedPair]:
    """The pairs that are not among the others; ids differ, so by council, days and words."""
    known = {_identity(pair) for pair in judged}
    return [pair for pair in pairs if _identity(pair) not in known]


def _identity(judged: JudgedPair) -> tuple[object, ...]:
    asks = (judged.pair.earlier, judged.pair.later)
    return judged.council, *((ask.published, plain(ask.text)) for ask in asks)


# --- fitting ---------------------------------------------------------------


def fit_weigher(given: Materials) -> WeigherModel:
    """The weigher fitted on all judged pairs; prints how its like does on councils left out."""
    table = given.table
    odds = left_out(table, given.across)
    same_calibration = fit_calibration(odds, table.grades >= 2)
    related_calibration = fit_calibration(odds, table.grades >= 1)
    same = same_calibration.probabilities(*odds.T)
    related = related_calibration.probabilities(*odds.T)
    print_figures("left out, gold/recurrence-train", table, same, related, given.gold)
    if not given.gold.all():
        print_figures("left out, all others", table, same, related, ~given.gold)
    everything = np.ones(len(table.grades), dtype=bool)
    rows, grades = training_set(table, given.across, everything)
    return WeigherModel(
        fit_classifier(rows, grades >= 2),
        fit_classifier(rows, grades >= 1),
        same_calibration,
        related_calibration,
        PairStatistics(given.rarity, table.prior(everything)),
        given.word_vectors,
        given.encoder,
        feature_names(),
    )


def fit_classifier(rows: Floats, truth: Mask, bags: int = _BAGS) -> BlendedClassifier:
    """Boosted trees and a logistic regression fitted to a yes-or-no question."""
    return BlendedClassifier(fit_forest(rows, truth, bags), _fit_logistic(rows, truth))


def _fit_logistic(rows: Floats, truth: Mask) -> LogisticModel:
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.05, max_iter=3000).fit(scaler.transform(rows), truth)
    return LogisticModel(scaler.mean_, scaler.scale_, model.coef_[0], np.array(model.intercept_[0]))


def left_out(table: PairTable, across: PairTable) -> Floats:
    """Log odds of "same" and "related" from fits that never saw the council: (pairs, 2)."""
    odds = np.zeros((len(table.grades), 2))
    for fold in split_councils(table.councils):
        rows, grades = training_set(table, across, ~fold)
        tested = table.rows(fold, table.prior(~fold))
        for column, least_grade in enumerate((2, 1)):
            classifier = fit_classifier(rows, grades >= least_grade, _BAGS_LEFT_OUT)
            odds[fold, column] = classifier.log_odds(tested)
    return odds


def split_councils(councils: NDArray[np.str_], seed: int = 0) -> list[Mask]:
    """Masks of the pairs of each fold; a council is in one fold alone."""
    names = np.random.default_rng(seed).permutation(np.unique(councils))
    return [np.isin(councils, names[fold::_FOLDS]) for fold in range(_FOLDS)]


def fit_calibration(odds: Floats, truth: Mask) -> Calibration:
    """The calibration of one question from left-out log odds of both: (pairs, 2)."""
    model = LogisticRegression(C=1e6).fit(odds, truth)
    same, related = map(float, model.coef_[0])
    return Calibration(same, related, float(model.intercept_[0]))
