"""A store is copied while it is in use."""

from contextlib import closing
from pathlib import Path

from corpus.store.connection import open_store
from corpus.store.file.raw import copy_store
from corpus.store.library import load_meta, save_meta


def test_a_copy_holds_what_its_store_held(tmp_path: Path) -> None:
    """And knows nothing of what is saved later."""
    with closing(open_store(tmp_path / "library.db", create=True)) as db:
        save_meta(db, "encoder", "small")
        copy_store(tmp_path / "library.db", tmp_path / "copy.db")
        save_meta(db, "encoder", "large")
    with closing(open_store(tmp_path / "copy.db")) as copy:
        assert load_meta(copy, "encoder") == "small"
