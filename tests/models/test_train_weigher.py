"""What the weigher is trained on."""

import json
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import GoldError
from models.train_weigher import read_verdicts

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
    assert (pair.grade, pair.council) == (2, "Wexmere")
    assert pair.pair.earlier.published == date(2015, 11, 20)
    assert (pair.pair.later.id, pair.pair.later.published) == ("b", None)


@pytest.mark.parametrize("text", ["", "{}x", '[{"council": "Wexmere"}]'])
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    """With the file's name."""
    (tmp_path / "pairs.json").write_text(text, "utf-8")
    with pytest.raises(GoldError, match=r"pairs\.json"):
        read_verdicts(tmp_path / "pairs.json")
