"""A backup takes a library's place in one step, and what it replaces is kept."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.store.connection import open_store
from corpus.store.file import restore
from corpus.store.file.archive import write_backup
from corpus.store.file.restore import restore_backup
from corpus.store.library import load_meta, save_meta
from corpus.store.people.accounts import Login, Person, list_people, open_accounts, save_person
from corpus.store.people.sessions import find_session_owner, save_session

MORNING = "2026-03-07T08:00:00+00:00"


def make(folder: Path, encoder: str, paper: bytes = b"") -> Path:
    """A library's folder, told apart by the encoder that it names."""
    with closing(open_store(folder / "library.db", create=True)) as db:
        db.execute("create virtual table if not exists keywords using fts5(text, heading)")
        db.execute("create table if not exists keyword_length (number integer primary key, words)")
        save_meta(db, "encoder", encoder)
        path = folder / "added" / "job" / "paper.pdf"
        row = ("s", "paper.pdf", "", "", "", "", "", "", None, None, None, str(path), "")
        marks = ", ".join("?" for _ in row)
        db.execute(f"insert into source values ({marks})", row)
    if paper:
        path.parent.mkdir(parents=True)
        path.write_bytes(paper)
    return folder


def encoder_of(folder: Path) -> str:
    """What tells a library."""
    with closing(open_store(folder / "library.db")) as db:
        return load_meta(db, "encoder")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A backup of a library that names "old"."""
    write_backup(make(tmp_path / "first", "old", b"%PDF old"), tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def test_a_library_is_restored_where_there_is_none(file: Path, tmp_path: Path) -> None:
    """And its papers are found in the new folder."""
    restored = restore_backup(file, tmp_path / "new")
    assert restored.kept_at is None
    assert encoder_of(tmp_path / "new") == "old"
    with closing(open_store(tmp_path / "new/library.db")) as db:
        (path,) = db.execute("select path from source").fetchone()
    assert Path(path) == tmp_path / "new/added/job/paper.pdf"
    assert Path(path).read_bytes() == b"%PDF old"


def test_a_library_that_is_there_is_left_alone(file: Path, tmp_path: Path) -> None:
    """Unless it is said that it is to be replaced."""
    folder = make(tmp_path / "second", "new")
    with pytest.raises(LibraryError, match="--replace"):
        restore_backup(file, folder)
    assert encoder_of(folder) == "new"


def test_what_is_replaced_is_kept(file: Path, tmp_path: Path) -> None:
    """Library and papers, in a folder of their own beside it."""
    folder = make(tmp_path / "second", "new", b"%PDF new")
    restored = restore_backup(file, folder, replace=True)
    assert restored.kept_at is not None
    assert encoder_of(folder) == "old"
    assert encoder_of(restored.kept_at) == "new"
    assert (folder / "added/job/paper.pdf").read_bytes() == b"%PDF old"
    assert (restored.kept_at / "added/job/paper.pdf").read_bytes() == b"%PDF new"


def test_nobody_is_logged_in_after_a_restore(tmp_path: Path) -> None:
    """People come back; a session that had ended since does not."""
    folder, reviewer = make(tmp_path / "first", "old"), Person("officer", "reviewer")
    with open_accounts(folder) as accounts:
        save_person(accounts, reviewer, "hash", MORNING)
        assert save_session(accounts, "cookie", Login(reviewer, "hash"), MORNING)
    write_backup(folder, tmp_path / "backup.zip")
    restore_backup(tmp_path / "backup.zip", tmp_path / "second")
    with open_accounts(tmp_path / "second") as accounts:
        assert list_people(accounts) == [reviewer]
        assert find_session_owner(accounts, "cookie", MORNING) is None
    assert (tmp_path / "second" / "accounts.db").stat().st_mode & 0o077 == 0


def test_a_paper_that_the_backup_does_not_know_stays(file: Path, tmp_path: Path) -> None:
    """Nothing that somebody added is deleted."""
    folder = make(tmp_path / "second", "new")
    (folder / "added" / "later").mkdir(parents=True)
    (folder / "added" / "later" / "paper.pdf").write_bytes(b"%PDF later")
    restore_backup(file, folder, replace=True)
    assert (folder / "added/later/paper.pdf").read_bytes() == b"%PDF later"


def test_a_damaged_backup_touches_nothing(file: Path, tmp_path: Path) -> None:
    """It is proved before."""
    folder = make(tmp_path / "second", "new", b"%PDF new")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(LibraryError, match="damaged"):
        restore_backup(file, folder, replace=True)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("steps", range(3))
def test_stopped_halfway_it_is_run_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Until its last step the old library answers; run again, the backup does."""
    folder = make(tmp_path / "second", "new", b"%PDF new")
    put = restore._put_back
    stop_after(monkeypatch, steps, put)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(file, folder, replace=True)
    assert encoder_of(folder) == ("new" if steps < 2 else "old")
    monkeypatch.setattr(restore, "_put_back", put)
    restore_backup(file, folder, replace=True)
    assert encoder_of(folder) == "old"
    assert (folder / "added/job/paper.pdf").read_bytes() == b"%PDF old"


def stop_after(
    monkeypatch: pytest.MonkeyPatch, steps: int, put: Callable[[Path, Path, Path, str], None]
) -> None:
    """Stop a restore before its next step once it has done so many, or after its last."""
    done = []

    def put_or_stop(*given: object) -> None:
        if len(done) == steps:
            raise KeyboardInterrupt
        put(*given)  # type: ignore[arg-type]
        done.append(given)
        if len(done) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(restore, "_put_back", put_or_stop)
