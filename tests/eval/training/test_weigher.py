"""What the weigher is trained on: read whole, split by council, measured as the gold says."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from api.cli.demo import take_in_sample
from corpus.errors import GoldError
from corpus.store.verdicts import export_pairs, save_verdict
from eval.training.weigher import (
    Materials,
    Table,
    gather,
    measure,
    rarity_of,
    read_across,
    read_judged,
    read_verdicts,
    settle,
    split_councils,
    to_learn_from,
)
from index.library import create_library
from models.links.ask_text import Vectors
from models.links.word_vectors import Field

ASK = {
    "id": "a",
    "text": "Improve plans.",
    "addressee": "local authority",
    "kind": "recommendation",
    "section": "Recommendations",
    "framework": "sif",
    "published": "2015-11-20",
    "document": "d1",
}


def test_exported_verdicts_are_read_back(tmp_path: Path) -> None:
    """Grade, council and both asks with what the weigher looks at."""
    later = {**ASK, "id": "b", "published": None}
    rows = [{"council": "Wexmere", "grade": 2, "earlier": ASK, "later": later}]
    (tmp_path / "pairs.json").write_text(json.dumps(rows), "utf-8")
    (pair,) = read_verdicts(tmp_path / "pairs.json")
    assert (pair.grade, pair.council) == (2, "wexmere")
    assert pair.pair.earlier.published == date(2015, 11, 20)
    assert (pair.pair.later.id, pair.pair.later.published) == ("b", None)


@pytest.mark.parametrize("text", ["", "{}x", '[{"council": "Wexmere"}]'])
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    """With the file's name."""
    (tmp_path / "pairs.json").write_text(text, "utf-8")
    with pytest.raises(GoldError, match=r"pairs\.json"):
        read_verdicts(tmp_path / "pairs.json")


FIELD = Field({"audit": 0}, np.ones((1, 1), np.float32))


class LikeEncoder:
    """A stand-in for the encoder: all texts are alike."""

    name = "alike"

    def encode(self, texts: list[str]) -> Vectors:
        """One and the same row a text."""
        return np.ones((len(texts), 1), np.float32)


REPORTS = [
    {
        "file": f"{year}.pdf",
        "published": f"{year}-05-01",
        "recommendations": [
            {"id": f"{year}-{number}", "text": f"Audits of {what}", "addressee": "LA"}
            for number, what in enumerate(("plans", "visits"), start=1)
        ],
    }
    for year in (2014, 2018, 2022)
]
LINK = {"earlier": "2014-1", "later": "2022-2", "grade": 2}


def write_gold(folder: Path, names: str, links: list[dict[str, object]]) -> Path:
    """A gold folder with one file of judged pairs a council."""
    (folder / "recurrence-train").mkdir(parents=True)
    for name in names.split():
        facts = json.dumps({"reports": REPORTS, "links": links})
        (folder / "recurrence-train" / f"{name}.json").write_text(facts, "utf-8")
    return folder


def gather_from(gold: Path, verdicts: Path | None = None) -> Materials:
    """What there is to learn from, over the stand-ins."""
    return gather(gold, None, verdicts, FIELD, LikeEncoder())


def test_every_earlier_ask_meets_every_later_one(tmp_path: Path) -> None:
    """Three reports of two asks make twelve pairs; a pair without a link is neither."""
    pairs = read_judged(write_gold(tmp_path, "westmere", [LINK]) / "recurrence-train")
    assert len(pairs) == 12
    assert all(one.pair.earlier.document < one.pair.later.document for one in pairs)
    assert [one.grade for one in pairs if one.grade] == [2]


def test_a_council_is_in_one_fold_alone() -> None:
    """And every pair is in exactly one."""
    councils = np.array([name for name in "abcdefghijkl" for _ in range(3)])
    folds = split_councils(councils)
    assert np.array_equal(np.sum(folds, axis=0), np.ones(len(councils)))
    assert all(len({*councils[one]} & {*councils[~one]}) == 0 for one in folds)


def test_grade_one_is_left_out_of_the_same_issue() -> None:
    """A related pair on top costs nothing there, and counts as right for related."""
    found = measure(np.array([1, 2, 0, 0]), np.array([0.9, 0.8, 0.1, 0.1]), np.arange(4.0)[::-1])
    assert found.same_precision == found.same_f1 == found.related_precision == 1


def test_settling_makes_shown_shares_true() -> None:
    """Odds that are far too sure are pulled back to what came true."""
    odds = np.random.default_rng(0).normal(0, 1, (4000, 2))
    truth = np.random.default_rng(1).random(4000) < 1 / (1 + np.exp(-odds[:, 0]))
    settled = settle(odds * 5, truth)
    assert settled.same == pytest.approx(0.2, abs=0.05)


def test_a_council_s_own_grades_are_not_in_its_features(tmp_path: Path) -> None:
    """Rows for training do not change when that council's own grades do."""
    rows = []
    for place, links in enumerate(([], [LINK])):
        table = gather_from(write_gold(tmp_path / str(place), "westmere", links)).table
        rows.append(table.training_rows(np.ones(12, dtype=bool)))
    assert np.array_equal(*rows)


def write_across(folder: Path) -> Path:
    """One pair of two councils."""
    listed = folder / "across.json"
    pairs = [["eastmere", "2014-1", "westmere", "2018-2", 1], ["eastmere", "none", "x", "y", 2]]
    listed.write_text(json.dumps({"pairs": pairs}), "utf-8")
    return listed


def test_a_pair_of_two_councils_is_read(tmp_path: Path) -> None:
    """With both; a pair of an ask that was not read is left out."""
    gold = write_gold(tmp_path, "eastmere westmere", [])
    (one,) = read_across(read_judged(gold / "recurrence-train"), write_across(tmp_path))
    assert (one.council, one.other, one.grade) == ("eastmere", "westmere", 1)
    assert (one.pair.earlier.id, one.pair.later.id) == ("2014-1", "2018-2")


def test_a_pair_of_two_councils_teaches_only_where_neither_is_left_out(tmp_path: Path) -> None:
    """So nothing of a council left out is learned from."""
    pairs = read_judged(write_gold(tmp_path, "eastmere westmere", [LINK]) / "recurrence-train")
    across = read_across(pairs, write_across(tmp_path))
    home, other = (Table(one, rarity_of(pairs), LikeEncoder(), FIELD) for one in (pairs, across))
    everything = np.ones(len(pairs), dtype=bool)
    rows, grades = to_learn_from(home, other, everything)
    assert rows.shape[0] == len(grades) == len(pairs) + 1
    rows, grades = to_learn_from(home, other, home.councils == "eastmere")
    assert rows.shape[0] == len(grades) == 12


def test_people_s_verdicts_go_all_the_way_to_what_is_fitted(tmp_path: Path) -> None:
    """Said in a library, exported, read: as pairs of their council, in no figure of the gold."""
    with create_library(tmp_path / "library") as library:
        take_in_sample(library)
        ids = [row[0] for row in library.db.execute("select id from ask order by id limit 3")]
        save_verdict(library.db, ids[0], ids[1], "same", "reviewer")
        save_verdict(library.db, ids[0], ids[2], "different", "reviewer")
        exported = json.dumps(export_pairs(library.db))
    (tmp_path / "pairs.json").write_text(exported, "utf-8")
    given = gather_from(write_gold(tmp_path, "westmere", [LINK]), tmp_path / "pairs.json")
    assert sorted(given.table.grades[12:].tolist()) == [0, 2]
    assert given.gold.tolist() == [True] * 12 + [False] * 2
    rows, grades = to_learn_from(given.table, given.across, np.ones(14, dtype=bool))
    assert len(rows) == len(grades) == 14


def test_a_verdict_stands_before_the_gold_s_grade(tmp_path: Path) -> None:
    """The same pair of the same council, however its council is written, is learned once."""
    earlier = {**ASK, "text": "Audits of plans", "published": "2014-05-01"}
    later = {**ASK, "id": "b", "text": "Audits of visits", "published": "2022-05-01"}
    row = {"council": "West Mere", "grade": 0, "earlier": earlier, "later": later}
    (tmp_path / "pairs.json").write_text(json.dumps([row]), "utf-8")
    table = gather_from(write_gold(tmp_path, "west-mere", [LINK]), tmp_path / "pairs.json").table
    assert len(table.grades) == 12
    assert table.grades.sum() == 0
    assert set(table.councils) == {"west-mere"}
