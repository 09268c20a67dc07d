"""Every committed artefact says how it was made."""

import json
from datetime import date
from pathlib import Path

import pytest

from models.provenance import ARTEFACTS, Provenance, list_provenance, load_facts, save_facts


def test_every_artefact_says_how_it_was_made() -> None:
    """Arrays and facts alike: a command of ours, a digest, a day."""
    made = list_provenance()
    assert set(made) == {path.stem for path in ARTEFACTS.iterdir()}
    assert all(record.command.startswith("throughline train ") for record in made.values())
    assert all(record.data and record.day <= date.today() for record in made.values())


def test_a_record_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    """With the facts that it was written with."""
    made = Provenance(
        "throughline train topic --gold DIR", "ab12", date(2026, 11, 28), "x, version 2"
    )
    save_facts(tmp_path / "topic.npz", {"offset": 1}, made)
    assert list_provenance(tmp_path) == {"topic": made}
    assert load_facts(tmp_path / "topic.npz")["offset"] == 1


@pytest.mark.parametrize("facts", [{}, {"made": {"command": "x"}}])
def test_facts_without_a_record_are_refused(facts: dict, tmp_path: Path) -> None:
    """An artefact of unknown origin is not opened."""
    (tmp_path / "m.json").write_text(json.dumps(facts), "utf-8")
    with pytest.raises(KeyError):
        load_facts(tmp_path / "m.json")
