"""What the weigher is trained on: read whole, split by council, measured as the gold says."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.store.people.verdicts import export_pairs, save_verdict
from eval.material.pairs import read_across, read_judged
from eval.training.links.pair_table import PairTable, pair_rarity, training_set
from eval.training.links.weigher import Materials, fit_calibration, gather_materials, split_councils
from index.library import Library
from models.links.ask_text import Vectors
from models.statements.reader import open_statement_reader
from models.text.word_vectors import WordVectors

WriteGold = Callable[..., Path]


WORD_VECTORS = WordVectors({"audit": 0}, np.ones((1, 1), np.float32))


class ConstantEncoder:
    """A stand-in for the encoder: all texts are alike."""

    name = "alike"

    def encode_tokens(self, texts: list[str]) -> tuple[Vectors, list[Vectors]]:
        """One and the same row a text, and the same state of its one token."""
        return np.ones((len(texts), 1), np.float32), [np.ones((1, 384), np.float32)] * len(texts)


def gather_from(gold: Path, verdicts: Path | None = None) -> Materials:
    """What there is to learn from, over the stand-ins."""
    reader = open_statement_reader()
    return gather_materials(gold, None, verdicts, WORD_VECTORS, ConstantEncoder(), reader)


def test_a_council_is_in_one_fold_alone() -> None:
    """And every pair is in exactly one."""
    councils = np.array([name for name in "abcdefghijkl" for _ in range(3)])
    folds = split_councils(councils)
    assert np.array_equal(np.sum(folds, axis=0), np.ones(len(councils)))
    assert all(len({*councils[one]} & {*councils[~one]}) == 0 for one in folds)


def test_calibration_makes_shares_true() -> None:
    """Odds that are far too sure are pulled back to what came true."""
    odds = np.random.default_rng(0).normal(0, 1, (4000, 2))
    truth = np.random.default_rng(1).random(4000) < 1 / (1 + np.exp(-odds[:, 0]))
    calibration = fit_calibration(odds * 5, truth)
    assert calibration.same == pytest.approx(0.2, abs=0.05)


def test_a_council_s_own_grades_are_not_in_its_features(
    tmp_path: Path, write_gold: WriteGold
) -> None:
    """Rows for training do not change when that council's own grades do."""
    rows = []
    for linked in (False, True):
        table = gather_from(write_gold(tmp_path / str(linked), "westmere", linked)).table
        rows.append(table.training_rows(np.ones(12, dtype=bool)))
    assert np.array_equal(*rows)


def test_a_pair_of_two_councils_teaches_only_where_neither_is_left_out(
    tmp_path: Path, write_gold: WriteGold, across: Path
) -> None:
    """So nothing of a council left out is learned from."""
    gold = write_gold(tmp_path, "eastmere westmere", linked=True)
    pairs = read_judged(gold, "recurrence-train")
    between = read_across(pairs, across)
    reader = open_statement_reader()
    home, other = (
        PairTable(one, pair_rarity(pairs), ConstantEncoder(), WORD_VECTORS, reader)
        for one in (pairs, between)
    )
    everything = np.ones(len(pairs), dtype=bool)
    rows, grades = training_set(home, other, everything)
    assert rows.shape[0] == len(grades) == len(pairs) + 1
    rows, grades = training_set(home, other, home.councils == "eastmere")
    assert rows.shape[0] == len(grades) == 12


def test_people_s_verdicts_go_all_the_way_to_what_is_fitted(
    tmp_path: Path, write_gold: WriteGold, copy_sample: Callable[[Path], Library]
) -> None:
    """Said in a library, exported, read: as pairs of their council, in no figure of the gold."""
    with copy_sample(tmp_path) as library:
        ids = [row[0] for row in library.db.execute("select id from ask order by id limit 3")]
        save_verdict(library.db, ids[0], ids[1], "same", "reviewer")
        save_verdict(library.db, ids[0], ids[2], "different", "reviewer")
        exported = json.dumps(export_pairs(library.db))
    (tmp_path / "pairs.json").write_text(exported, "utf-8")
    given = gather_from(write_gold(tmp_path, "westmere", linked=True), tmp_path / "pairs.json")
    assert sorted(given.table.grades[12:].tolist()) == [0, 2]
    assert given.gold.tolist() == [True] * 12 + [False] * 2
    rows, grades = training_set(given.table, given.across, np.ones(14, dtype=bool))
    assert len(rows) == len(grades) == 14


def test_a_verdict_stands_before_the_gold_s_grade(
    tmp_path: Path, write_gold: WriteGold, judged_ask: dict
) -> None:
    """The same pair of the same council, however its council is written, is learned once."""
    earlier = {**judged_ask, "text": "Audits of plans", "published": "2014-05-01"}
    later = {**judged_ask, "id": "b", "text": "Audits of visits", "published": "2022-05-01"}
    row = {"council": "West Mere", "grade": 0, "earlier": earlier, "later": later}
    (tmp_path / "pairs.json").write_text(json.dumps([row]), "utf-8")
    table = gather_from(
        write_gold(tmp_path, "west-mere", linked=True), tmp_path / "pairs.json"
    ).table
    assert len(table.grades) == 12
    assert table.grades.sum() == 0
    assert set(table.councils) == {"west-mere"}
