"""How network and words are weighed, issue by issue."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.provenance import read_provenance
from models.statements.blend import (
    SAID,
    UNFITTED,
    Blend,
    load_blend,
    save_blend,
    see_others,
    weigh_plainly,
)
from models.statements.issues import list_issues
from models.statements.reader import ARTEFACT, BLEND

ISSUES = len(list_issues())


def test_asks_and_sentences_are_weighed_apart() -> None:
    """Each by its own weights."""
    blend = Blend(weigh_plainly(1.0, 0.0), weigh_plainly(0.0, 2.0), UNFITTED.stances)
    odds = blend.mix(np.ones((2, ISSUES)), np.ones((2, ISSUES)), np.array([True, False]))
    assert odds[:, 0].tolist() == [1.0, 2.0]


def test_what_is_likely_of_another_issue_counts_against_one() -> None:
    """Of the likeliest itself, the next one does."""
    plain = weigh_plainly(1.0, 0.0)
    weights = replace(plain, likeliest=-1.0)
    odds = np.full((1, ISSUES), -5.0)
    odds[0, :2] = 4.0, 0.0
    less = (plain.mix(odds, odds) - weights.mix(odds, odds))[0]
    assert less[:3] == pytest.approx([0.5, 0.982, 0.982], abs=0.001)


def test_others_are_seen_of_each_row_and_of_equals() -> None:
    """Where two are likeliest each is the other's other."""
    likeliest, others = see_others(np.array([[0.5, 0.5, 0.1], [0.2, 0.0, 0.0]]))
    assert likeliest.tolist() == [[0.5, 0.5, 0.5], [0.0, 0.2, 0.2]]
    assert others == pytest.approx(np.array([[0.6, 0.6, 1.0], [0.0, 0.2, 0.2]]))


def test_a_blend_is_loaded_as_it_was_saved(tmp_path: Path) -> None:
    """And is refused where it is of other issues."""
    committed = ARTEFACT.with_name(BLEND)
    made = json.loads(committed.with_suffix(".json").read_text("utf-8"))
    blend = load_blend(committed)
    (tmp_path / "blend.json").write_text(json.dumps(made | {"issues": ["other"]}), "utf-8")
    with pytest.raises(ValueError, match="other issues"):
        load_blend(tmp_path / "blend")
    fewer = made["stances"] | {"words": made["stances"]["words"][:5]}
    (tmp_path / "blend.json").write_text(json.dumps(made | {"stances": fewer}), "utf-8")
    with pytest.raises(ValueError, match="other stances"):
        load_blend(tmp_path / "blend")
    save_blend(blend, read_provenance(made), tmp_path / "blend")
    again = load_blend(tmp_path / "blend")
    assert again.asks.network.tolist() == blend.asks.network.tolist()
    assert again.stances.words.tolist() == blend.stances.words.tolist()
    assert (again.sentences.first, again.asks.others) == (blend.sentences.first, blend.asks.others)


def test_without_weights_a_stance_is_as_the_network_reads_it() -> None:
    """Whatever its words say."""
    chances = np.array([[0.1, 0.6, 0.1, 0.1, 0.1]])
    mixed = UNFITTED.stances.mix(np.log(chances), np.array([[9.0, 0, 0, 0, 0, 0]]))
    assert mixed == pytest.approx(chances)


def test_words_that_praise_make_praise_likelier() -> None:
    """And what comes out adds up to 1."""
    even = np.log(np.full((2, len(SAID)), 1 / len(SAID)))
    praised = [2.0, -1.0, 0.0, 0.0, 0.0, 0.0]
    mixed = load_blend(ARTEFACT.with_name(BLEND)).stances.mix(
        even, np.array([praised, [0.0] * len(praised)])
    )
    assert mixed[0, SAID.index("strength")] > mixed[1, SAID.index("strength")]
    assert mixed.sum(axis=1) == pytest.approx([1.0, 1.0])
