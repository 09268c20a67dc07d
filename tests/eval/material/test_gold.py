"""Facts of `eval.material.gold`."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import GoldError
from eval.material.gold import load_extraction, load_queries, load_recurrence


def lay(folder: Path, name: str, record: Any) -> None:
    """Write a gold file."""
    path = folder / "gold" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record), encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with two empty reports of one council beside where gold will be."""
    for year in ("2015", "2019"):
        report = tmp_path / "corpus" / "england" / "ambleford" / f"{year}.pdf"
        report.parent.mkdir(parents=True, exist_ok=True)
        report.touch()
    return tmp_path


def item(identity: str, **more: Any) -> dict[str, Any]:
    """An item of a recommendation list."""
    return {"id": identity, "text": f"Improve {identity}", "page": 3, "addressee": "LA", **more}


def listed(year: str, *items: dict[str, Any]) -> dict[str, Any]:
    """A report's recommendation list."""
    file = f"corpus/england/ambleford/{year}.pdf"
    return {"file": file, "published": f"{year}-03-04", "recommendations": list(items)}


def test_a_report_as_read(corpus: Path) -> None:
    """Dates are dates, what is not printed is empty, the file is found beside the gold."""
    record = {
        "file": "corpus/england/ambleford/2015.pdf",
        "published": None,
        "inspection_start": "2015-01-12",
        "inspection_end": "2015-02-05",
        "judgements": [{"domain": "Overall effectiveness", "grade": "good"}],
        "recommendations": [
            {
                "text": "Improve plans",
                "page": 6,
                "timescale": None,
                "addressee": None,
                "number": "21",
            }
        ],
    }
    lay(corpus, "extraction/ambleford.json", record)
    (report,) = load_extraction(corpus / "gold")
    assert (report.published, report.start, report.end) == (
        None,
        date(2015, 1, 12),
        date(2015, 2, 5),
    )
    assert report.name == "ambleford/2015"
    (ask,) = report.asks
    assert (ask.number, ask.timescale, ask.addressee, ask.page) == ("21", "", "", 6)


def test_pairs_run_from_every_report_to_every_later_one(corpus: Path) -> None:
    """Whatever their order in the file; an unlisted pair has grade 0."""
    record = {
        "reports": [
            listed("2019", item("b"), item("c")),
            listed("2015", item("a", printed_number=7)),
        ],
        "links": [{"earlier": "a", "later": "c", "grade": 2}],
    }
    lay(corpus, "recurrence/ambleford.json", record)
    (council,) = load_recurrence(corpus / "gold")
    found = [(pair.earlier.id, pair.later.id, pair.grade) for pair in council.pairs()]
    assert found == [("a", "b", 0), ("a", "c", 2)]
    assert council.asks[0].number == "7"


def test_a_part_of_a_pack_lies_in_the_packs_file(corpus: Path) -> None:
    """A query's label may name a part of a document."""
    lay(corpus, "medway/files.json", {"pack": "corpus/england/ambleford/2015.pdf"})
    label = {"doc": "pack/direction", "quote": "must act", "grade": 2}
    lay(corpus, "search/queries.json", [{"id": "q", "query": "duty", "relevant": [label]}])
    (query,) = load_queries(corpus / "gold")
    assert query.relevant[0].path.name == "2015.pdf"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not as a gold file should be"),
        ("{}", "lacks 'file'"),
        ('{"file": "corpus/none.pdf"}', "not there"),
        ("[]", "not as a gold file should be"),
    ],
)
def test_a_bad_gold_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    """The error gives the file and what is wrong with it."""
    lay(tmp_path, "extraction/bad.json", None)
    (tmp_path / "gold/extraction/bad.json").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=said):
        load_extraction(tmp_path / "gold")


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    """A wrong --gold is not taken for a perfect score."""
    with pytest.raises(GoldError, match="recurrence"):
        load_recurrence(tmp_path)
    with pytest.raises(GoldError, match="cannot be read"):
        load_queries(tmp_path)


def test_the_real_gold_is_whole(shared: Path) -> None:
    """As many items and links as its README says."""
    gold = shared / "gold"
    assert sum(len(report.asks) for report in load_extraction(gold)) == 178
    councils = load_recurrence(gold)
    assert sum(len(council.asks) for council in councils) == 203
    grades = [pair.grade for council in councils for pair in council.pairs()]
    assert (grades.count(2), grades.count(1)) == (34, 43)
    assert len(load_queries(gold)) == 30
