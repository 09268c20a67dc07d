"""A store is checked and copied; opening and migrating are tried in `test_reports.py`."""

from pathlib import Path

from corpus.store.connection import copy_store, open_store, quick_check
from corpus.store.library import load_meta, save_meta


def test_a_whole_store_is_ok() -> None:
    """In the word that SQLite has for it."""
    db = open_store(Path(":memory:"), create=True)
    assert quick_check(db) == "ok"
    db.close()


def test_a_copy_holds_what_its_store_held(tmp_path: Path) -> None:
    """And knows nothing of what is saved later."""
    db = open_store(tmp_path / "library.db", create=True)
    save_meta(db, "encoder", "small")
    copy_store(db, tmp_path / "copy.db")
    save_meta(db, "encoder", "large")
    copy = open_store(tmp_path / "copy.db")
    assert load_meta(copy, "encoder") == "small"
    copy.close()
    db.close()
