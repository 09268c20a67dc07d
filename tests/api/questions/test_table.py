"""The table of a list on the command line: as JSON, as CSV, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest

from api.cli.main import main
from index.answers.records.many import answer_questions
from index.library import Library


def test_a_list_is_answered_as_on_the_page(
    own_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same rows as JSON and as CSV; 1 where none of them came up before."""
    at = ["--library", str(own_library.path.parent)]
    file = tmp_path / "list.txt"
    file.write_text("management oversight\n\nvolcanic ash\n", "utf-8")
    command = ["recurred", "--list", str(file)]
    rows = answer_questions(own_library, ["management oversight", "volcanic ash"], "Wexmere").rows
    assert main([*command, "--json", *at]) == 0
    out, err = capsys.readouterr()
    assert "1 empty row was left out." in err
    told = json.loads(out)["rows"]
    assert [row["verdict"] for row in told] == [row.verdict for row in rows]
    assert [row["times"] for row in told] == [row.times for row in rows]
    assert main([*command, "--csv", *at]) == 0
    cells = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["record"] for row in cells] == [row.verdict for row in rows]
    assert main([*command, *at]) == 0
    assert "2. volcanic ash" in capsys.readouterr().out
    file.write_text("volcanic ash", "utf-8")
    assert main([*command, *at]) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["recurred"], "give words, or a list"),
        (["recurred", "care plans", "--csv"], "give words, or a list"),
        (["recurred", "care plans", "--list", "x.txt"], "not both"),
        (["recurred", "--list", "nowhere.txt"], "nowhere.txt"),
    ],
)
def test_wrong_use_is_told(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With 2, before any library is opened."""
    assert main(arguments) == 2
    assert says in capsys.readouterr().err
