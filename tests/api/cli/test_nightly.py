"""A backup every night, once a day, the last few kept."""

import logging
import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.cli.nightly import NightlyBackups, back_up_if_due
from corpus.errors import LibraryError
from corpus.store.file.archive import unpack_backup
from index.library import create_library

NIGHT = datetime(2026, 3, 1, 2, 10)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of an empty library."""
    create_library(tmp_path / "library").close()
    return tmp_path / "library"


def test_there_is_one_a_day_and_the_last_are_kept(library: Path, tmp_path: Path) -> None:
    """Files of other names are left alone."""
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "throughline-by-hand.zip").write_bytes(b"mine")
    for day in range(4):
        for hour in range(2):
            now = NIGHT + timedelta(days=day, hours=hour)
            made = back_up_if_due(library, folder, 2, now)
            assert (made is not None) == (hour == 0)
    assert {path.name for path in folder.iterdir()} == {
        "throughline-2026-03-03.zip",
        "throughline-2026-03-04.zip",
        "throughline-by-hand.zip",
    }
    unpack_backup(folder / "throughline-2026-03-04.zip", tmp_path / "out")


def test_none_is_made_before_two(library: Path, tmp_path: Path) -> None:
    """A server that was off at night makes it when it starts."""
    evening = NIGHT.replace(hour=1)
    assert back_up_if_due(library, tmp_path / "backups", 2, evening) is None
    assert back_up_if_due(library, tmp_path / "backups", 2, NIGHT.replace(hour=9)) is not None


def test_a_damaged_library_costs_no_backup(library: Path, tmp_path: Path) -> None:
    """Nothing is deleted for one that could not be made."""
    folder = tmp_path / "backups"
    back_up_if_due(library, folder, 1, NIGHT)
    (library / "library.db").write_bytes(b"spoilt")
    with pytest.raises(LibraryError, match="throughline doctor"):
        back_up_if_due(library, folder, 1, NIGHT + timedelta(days=1))
    assert [path.name for path in folder.iterdir()] == ["throughline-2026-03-01.zip"]


def test_what_a_killed_backup_left_is_cleared_away(library: Path, tmp_path: Path) -> None:
    """The next day: a newer one may be at work."""
    folder = tmp_path / "backups"
    for name, age in ((".backup-old", timedelta(days=2)), (".backup-new", timedelta(hours=1))):
        (folder / name).mkdir(parents=True)
        os.utime(folder / name, times=((NIGHT - age).timestamp(),) * 2)
    back_up_if_due(library, folder, 2, NIGHT)
    assert {path.name for path in folder.iterdir()} == {
        ".backup-new",
        "throughline-2026-03-01.zip",
    }


def test_a_folder_that_takes_no_file_is_told_at_once(library: Path, tmp_path: Path) -> None:
    """Not at two in the morning."""
    (tmp_path / "backups").write_text("a file")
    with (
        pytest.raises(LibraryError, match="you may write"),
        NightlyBackups(library, tmp_path / "backups"),
    ):
        pass


def test_the_server_makes_one_while_it_runs(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a thread of its own, which ends with it."""
    monkeypatch.setattr("api.cli.nightly._FROM_HOUR", 0)
    with NightlyBackups(library, tmp_path / "backups") as backups:
        wait_until(lambda: backups.watch.written > 0)
    (file,) = (tmp_path / "backups").glob("throughline-*.zip")
    assert backups.watch.written == file.stat().st_mtime
    assert not backups.watch.has_failed


def wait_until(holds: Callable[[], bool]) -> None:
    """Return once it holds, within a minute on a busy machine."""
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), LibraryError("Full.")])
def test_a_night_without_a_backup_is_told_and_the_next_is_made(
    error: Exception,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """By the watch and in the log, whatever failed; it is tried again, and forgotten once made."""
    tried: list[datetime] = []

    def fail(library: Path, folder: Path, kept: int, now: datetime) -> None:
        tried.append(now)
        if len(tried) < 3:
            raise error

    caplog.set_level(logging.ERROR, "throughline")
    monkeypatch.setattr("api.cli.nightly.back_up_if_due", fail)
    monkeypatch.setattr("api.http.watching.nightly._TRIES_AGAIN_S", 0.2)
    with NightlyBackups(library, tmp_path / "backups") as backups:
        wait_until(lambda: backups.watch.has_failed)
        assert str(error.args[-1]) in backups.watch.failure
        wait_until(lambda: not backups.watch.has_failed)
    assert len(tried) == 3
    assert [record.getMessage() for record in caplog.records] == ["no backup"] * 2
    assert str(error.args[-1]) in caplog.records[0].told["reason"]
