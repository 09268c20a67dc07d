"""Judged pairs: read whole from the gold, from labels and from people's verdicts."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import GoldError
from eval.material.pairs import read_across, read_judged, read_verdicts

WriteGold = Callable[..., Path]


def test_exported_verdicts_are_read_back(tmp_path: Path, judged_ask: dict) -> None:
    """Grade, council and both asks with what the weigher looks at."""
    later = {**judged_ask, "id": "b", "published": None}
    rows = [{"council": "Wexmere", "grade": 2, "earlier": judged_ask, "later": later}]
    (tmp_path / "pairs.json").write_text(json.dumps(rows), "utf-8")
    (judged,) = read_verdicts(tmp_path / "pairs.json")
    assert (judged.grade, judged.council) == (2, "wexmere")
    assert judged.pair.earlier.published == date(2015, 11, 20)
    assert (judged.pair.later.id, judged.pair.later.published) == ("b", None)


@pytest.mark.parametrize("text", ["", "{}x", '[{"council": "Wexmere"}]'])
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    """With the file's name."""
    (tmp_path / "pairs.json").write_text(text, "utf-8")
    with pytest.raises(GoldError, match=r"pairs\.json"):
        read_verdicts(tmp_path / "pairs.json")


def test_every_earlier_ask_meets_every_later_one(tmp_path: Path, write_gold: WriteGold) -> None:
    """Three reports of two asks make twelve pairs; a pair without a link is neither."""
    pairs = read_judged(write_gold(tmp_path, "westmere", linked=True), "recurrence-train")
    assert len(pairs) == 12
    assert all(judged.pair.earlier.document < judged.pair.later.document for judged in pairs)
    assert [judged.grade for judged in pairs if judged.grade] == [2]


def test_a_pair_of_two_councils_is_read(
    tmp_path: Path, write_gold: WriteGold, across: Path
) -> None:
    """With both; a pair of an ask that was not read is left out."""
    gold = write_gold(tmp_path, "eastmere westmere")
    (judged,) = read_across(read_judged(gold, "recurrence-train"), across)
    assert (judged.council, judged.other, judged.grade) == ("eastmere", "westmere", 1)
    assert (judged.pair.earlier.id, judged.pair.later.id) == ("2014-1", "2018-2")
