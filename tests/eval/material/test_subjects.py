"""The typed subjects are found again among the asks of the gold's councils."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.errors import GoldError
from eval.material import subjects
from eval.material.subjects import LABELS, key_of, load_subjects
from index.recurrence.subject import POINTS_BACK

ASKS = ("Improve supervision.", "Improve the oversight of visits.")


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gold folder of one council with two asks, and labels of a subject of it."""
    statements = [{"kind": "ask", "text": text} for text in ASKS]
    statements.append({"kind": "sentence", "text": "Visits are late."})
    (tmp_path / "grid").mkdir()
    grid = {"reports": [{"file": "x/1.pdf", "statements": statements}]}
    (tmp_path / "grid" / "eastmere.json").write_text(json.dumps(grid), "utf-8")
    asks = {f"x/1.pdf#{key_of(ASKS[0])}": 2, f"x/1.pdf#{key_of(ASKS[1])}": 1}
    labels = tmp_path / "typed.json"
    labels.write_text(json.dumps({"eastmere": [{"words": "supervision", "asks": asks}]}), "utf-8")
    findings = {"eastmere": [{"words": "supervision", "findings": {"x/1.pdf#0123456789": 2}}]}
    judged = tmp_path / "typed_findings.json"
    judged.write_text(json.dumps({"councils": findings}), "utf-8")
    monkeypatch.setattr(subjects, "LABELS", labels)
    monkeypatch.setattr(subjects, "FINDINGS", judged)
    return tmp_path


def test_a_subject_has_its_asks_by_place(gold: Path) -> None:
    """Those about it are of grade 2."""
    (council,) = load_subjects(gold)
    assert council.asks == ASKS
    assert council.subjects[0].grades == {0: 2, 1: 1}
    assert council.subjects[0].about == {0}
    assert council.subjects[0].findings == {"x/1.pdf#0123456789": 2}


def test_white_space_does_not_change_an_ask() -> None:
    """Nor does case."""
    assert key_of("Improve  SUPERVISION.\n") == key_of("improve supervision.")


def test_an_ask_that_is_gone_is_told(gold: Path) -> None:
    """The reports are then not those that were read."""
    (gold / "grid" / "eastmere.json").write_text('{"reports": []}', "utf-8")
    with pytest.raises(GoldError, match=r"eastmere\.json: has no ask"):
        load_subjects(gold)


def test_a_council_that_is_not_there_is_told(gold: Path) -> None:
    """With the file that is missing."""
    (gold / "grid" / "eastmere.json").unlink()
    with pytest.raises(GoldError, match=r"eastmere\.json"):
        load_subjects(gold)


def test_the_committed_labels_hold_no_sentence() -> None:
    """A subject is a few words; an ask is a file and a digest."""
    labels = json.loads(subjects.LABELS.read_text("utf-8"))
    for council in labels.values():
        for subject in council:
            assert len(subject["words"].split()) <= 12
            assert all(len(key.rsplit("#", 1)[1]) == 10 for key in subject["asks"])


def test_what_goes_on_is_about_the_words_as_often_as_is_told(shared: Path) -> None:
    """Of 42 sentences that point back 36 are about the words, 6 touch them: as the code says."""
    labels = json.loads(LABELS.with_name("typed_following.json").read_text("utf-8"))["councils"]
    texts = {
        f"{report['file']}#{key_of(statement['text'])}": statement["text"]
        for council in labels
        for report in json.loads((shared / f"gold/grid/{council}.json").read_text("utf-8"))[
            "reports"
        ]
        for statement in report["statements"]
    }
    grades = [
        (texts[place], grade)
        for judged in labels.values()
        for subject in judged
        for place, grade in subject["findings"].items()
    ]
    assert len(grades) == 225
    told = Counter(grade for text, grade in grades if POINTS_BACK.match(text))
    assert told == {2: 36, 1: 6}
    others = Counter(grade for text, grade in grades if not POINTS_BACK.match(text))
    assert others == {2: 35, 1: 37, 0: 111}


def test_labels_of_findings_are_of_the_subjects_typed() -> None:
    """Two hundred subjects, six thousand findings, no words of the reports."""
    labels = json.loads(LABELS.with_name("typed_findings.json").read_text("utf-8"))["councils"]
    typed = json.loads(LABELS.read_text("utf-8"))
    assert labels.keys() == typed.keys()
    for council, judged in labels.items():
        words = [subject["words"] for subject in judged]
        assert words == [subject["words"] for subject in typed[council]]
    grades = [
        (place, grade)
        for judged in labels.values()
        for subject in judged
        for place, grade in subject["findings"].items()
    ]
    assert len(grades) > 6000
    assert {grade for _, grade in grades} == {0, 1, 2}
    assert all(re.fullmatch(r"england/[a-z-]+/\S+\.pdf#[0-9a-f]{10}", place) for place, _ in grades)
