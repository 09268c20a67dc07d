"""A backup is written whole or not at all, and read back before it is trusted."""

import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import LibraryError
from corpus.store.connection import open_store, transaction
from corpus.store.file.archive import unpack_backup, write_backup
from corpus.store.keywords import create_keyword_index
from corpus.store.library import load_meta, save_meta
from corpus.store.people.accounts import Person, list_people, open_accounts, save_person


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a library with an account and an added paper."""
    made = tmp_path / "library"
    with closing(open_store(made / "library.db", create=True)) as db:
        create_keyword_index(db)
        save_meta(db, "encoder", "small")
    with open_accounts(made) as accounts:
        save_person(accounts, Person("officer", "reviewer"), "hash", "2026-01-01")
    (made / "added" / "job").mkdir(parents=True)
    (made / "added" / "job" / "paper.pdf").write_bytes(b"%PDF-1.4")
    (made / "added" / ".turn").touch()
    (made / "added" / ".half").mkdir()
    (made / "added" / ".half" / "paper.pdf").write_bytes(b"%PDF-")
    (made / "pages").mkdir()
    (made / "pages" / "1.png").write_bytes(b"drawn")
    return made


@pytest.fixture
def file(folder: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    write_backup(folder, tmp_path / "backups" / "backup.zip")
    return tmp_path / "backups" / "backup.zip"


def test_a_backup_has_library_accounts_and_originals(file: Path, tmp_path: Path) -> None:
    """Each as it was, and nothing that can be made again."""
    manifest = unpack_backup(file, tmp_path / "out")
    assert set(manifest.files) == {"library.db", "accounts.db", "added/job/paper.pdf"}
    assert (tmp_path / "out/added/job/paper.pdf").read_bytes() == b"%PDF-1.4"
    with closing(open_store(tmp_path / "out/library.db")) as db:
        assert load_meta(db, "encoder") == "small"
    with open_accounts(tmp_path / "out") as accounts:
        assert list_people(accounts) == [Person("officer", "reviewer")]


def test_only_its_owner_may_read_it(file: Path, tmp_path: Path) -> None:
    """It holds the hashes of passwords; nothing else is left beside it."""
    assert file.stat().st_mode & 0o077 == 0
    assert list(file.parent.iterdir()) == [file]
    unpack_backup(file, tmp_path / "out")
    assert (tmp_path / "out/accounts.db").stat().st_mode & 0o077 == 0


def test_a_backup_is_of_one_moment_while_somebody_writes(folder: Path, tmp_path: Path) -> None:
    """Two facts that are saved together are found together, and the writer is not held up."""
    stop = threading.Event()

    def write() -> None:
        with closing(open_store(folder / "library.db")) as db:
            number = 0
            while not stop.is_set():
                number += 1
                with transaction(db):
                    save_meta(db, "one", str(number))
                    save_meta(db, "other", str(number))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            file = tmp_path / f"{number}.zip"
            write_backup(folder, file)
            unpack_backup(file, tmp_path / str(number))
            with closing(open_store(tmp_path / str(number) / "library.db")) as db:
                assert load_meta(db, "one") == load_meta(db, "other")
    finally:
        stop.set()
        writer.join()


def test_a_backup_that_is_there_is_not_written_over(folder: Path, file: Path) -> None:
    """Another name is wanted."""
    before = file.read_bytes()
    with pytest.raises(LibraryError, match="there already"):
        write_backup(folder, file)
    assert file.read_bytes() == before


def test_a_damaged_library_makes_no_backup(folder: Path, tmp_path: Path) -> None:
    """So that it never takes the place of good ones."""
    with closing(open_store(folder / "library.db")) as db:
        db.execute("delete from meta where name = 'encoder'")
    with pytest.raises(LibraryError, match="throughline doctor"):
        write_backup(folder, tmp_path / "bad.zip")
    (folder / "library.db").write_bytes(b"spoilt")
    with pytest.raises(LibraryError):
        write_backup(folder, tmp_path / "bad.zip")
    assert not (tmp_path / "bad.zip").exists()


def test_a_library_that_is_not_there_makes_no_backup(tmp_path: Path) -> None:
    """Nor a folder for one."""
    with pytest.raises(LibraryError, match="no library here"):
        write_backup(tmp_path / "none", tmp_path / "backup.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_backup_that_changed_is_refused(file: Path, tmp_path: Path, share: float) -> None:
    """Wherever a few bytes of it differ, or it ends."""
    whole = bytearray(file.read_bytes())
    spoilt = tmp_path / "spoilt.zip"
    at = int(len(whole) * share)
    spoilt.write_bytes(whole[:at])
    with pytest.raises(LibraryError, match="damaged"):
        unpack_backup(spoilt, tmp_path / "out")
    with zipfile.ZipFile(file) as pack:
        start = pack.getinfo("library.db").header_offset + 200
    whole[start : start + 8] = b"spoilt!!"
    spoilt.write_bytes(whole)
    with pytest.raises(LibraryError, match="damaged"):
        unpack_backup(spoilt, tmp_path / "out")


@pytest.mark.parametrize("name", ["../escaped", "/etc/escaped", "added/../../escaped", "other.db"])
def test_a_file_from_elsewhere_writes_nothing_elsewhere(
    file: Path, tmp_path: Path, name: str
) -> None:
    """What names other files than ours is no backup."""
    evil = tmp_path / "evil.zip"
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(evil, "w") as pack:
        manifest = good.read("manifest.json").decode().replace("added/job/paper.pdf", name)
        pack.writestr("manifest.json", manifest)
        pack.writestr("library.db", good.read("library.db"))
        pack.writestr("accounts.db", good.read("accounts.db"))
        pack.writestr(name, b"%PDF-1.4")
    with pytest.raises(LibraryError, match="something else than a library"):
        unpack_backup(evil, tmp_path / "out" / "deep")
    assert not list(tmp_path.rglob("escaped"))


def test_what_is_no_backup_is_told(tmp_path: Path) -> None:
    """A missing file, a text, an empty archive."""
    (tmp_path / "text.zip").write_text("words")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    for name, says in (("none", "no such file"), ("text", "no backup"), ("empty", "no backup")):
        with pytest.raises(LibraryError, match=says):
            unpack_backup(tmp_path / f"{name}.zip", tmp_path / "out")
