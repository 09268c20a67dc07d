"""Backup, restore, repair and verdicts on the command line: what they print, and how they end."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli.main import main
from corpus.store.people.questions import save_questions
from corpus.store.people.verdicts import save_verdict
from index.library import Library


@pytest.fixture
def folder(copy_sample: Callable[[Path], Library], tmp_path: Path) -> Path:
    """The folder of a copy of the sample library in which a pair was judged."""
    (tmp_path / "library").mkdir()
    with copy_sample(tmp_path / "library") as library:
        library.db.execute("delete from briefing")
        ids = [id_ for (id_,) in library.db.execute("select id from ask limit 2")]
        save_verdict(library.db, ids[0], ids[1], "same", "officer")
    return tmp_path / "library"


def test_a_backup_is_made_and_restored(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Into another folder, or in place of the library there, where that is said."""
    file = str(tmp_path / "backup.zip")
    assert main(["backup", file, "--library", str(folder)]) == 0
    assert "read back and found whole" in capsys.readouterr().out
    assert main(["restore", file, "--library", str(tmp_path / "other")]) == 0
    assert main(["documents", "--library", str(tmp_path / "other")]) == 0
    capsys.readouterr()
    assert main(["restore", file, "--library", str(folder)]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["restore", file, "--library", str(folder), "--replace"]) == 0
    assert "What was there before is in" in capsys.readouterr().out


def test_a_whole_library_is_not_repaired(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is changed."""
    before = (folder / "library.db").read_bytes()
    assert main(["repair", "--library", str(folder)]) == 0
    assert "nothing is damaged" in capsys.readouterr().out
    assert (folder / "library.db").read_bytes()[100:] == before[100:]


def test_verdicts_go_from_one_library_to_another(
    folder: Path,
    tmp_path: Path,
    copy_sample: Callable[[Path], Library],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As a file or on standard output; a second import adds nothing."""
    file = str(tmp_path / "verdicts.json")
    assert main(["verdicts", "export", file, "--library", str(folder)]) == 0
    assert "verdicts.json: 1 verdicts, " in capsys.readouterr().out
    assert main(["verdicts", "export", "--library", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(Path(file).read_text())
    (tmp_path / "other").mkdir()
    copy_sample(tmp_path / "other").close()
    for says in ("1 verdicts, 0 briefings, 0 follows", "0 verdicts, 0 briefings, 0 follows"):
        assert main(["verdicts", "import", file, "--library", str(tmp_path / "other")]) == 0
        assert says in capsys.readouterr().out
    assert main(["verdicts", "list", "--library", str(tmp_path / "other")]) == 0
    assert "same, officer" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        b"\xff",
        b"[]",
        b'{"verdicts": 3, "briefings": []}',
        b'{"format": 2, "verdicts": [], "briefings": []}',
        b'{"format": 1, "verdicts": [{"earlier": "a"}], "briefings": []}',
    ],
)
def test_what_is_no_export_is_wrong_use(
    content: bytes, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, and nothing is changed."""
    (tmp_path / "given.json").write_bytes(content)
    assert main(["verdicts", "import", str(tmp_path / "given.json"), "--library", str(folder)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    main(["verdicts", "list", "--library", str(folder)])
    assert capsys.readouterr().out.count("\n") == 1


def test_lists_of_questions_are_listed_and_deleted(
    own_library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each with its id; 1 where none is kept, 2 for an id of none."""
    at = ["--library", str(own_library.path.parent)]
    id_ = save_questions(own_library.db, "Wexmere", ["care plans"], (), "mo")
    assert main(["questions", "list", *at]) == 0
    assert f"{id_}  " in capsys.readouterr().out
    assert main(["questions", "delete", id_, *at]) == 0
    assert main(["questions", "delete", id_, *at]) != 0
    assert main(["questions", "list", *at]) == 1


def test_no_id_is_taken_for_an_option(own_library: Library) -> None:
    """One that began with a hyphen could be deleted by no command."""
    ids = {save_questions(own_library.db, "Wexmere", ["plans"], (), "mo") for _ in range(50)}
    assert all(id_.isalnum() for id_ in ids)
    assert len(ids) == 50
