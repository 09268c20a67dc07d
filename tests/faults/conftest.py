"""A library with originals, copied for each fault."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.acts import Place, make_place, move_place
from tests.faults.quick import be_quick


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place to copy."""
    with pytest.MonkeyPatch.context() as patch:
        be_quick(patch)
        return make_place(tmp_path_factory.mktemp("faults") / "first")


@pytest.fixture
def copy_first(first: Place, tmp_path: Path) -> Callable[[str], Place]:
    """What makes a place anew."""

    def copy(name: str) -> Place:
        shutil.copytree(first.folder, tmp_path / name)
        return move_place(first, tmp_path / name)

    return copy


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Adding and ingest read in this process, without models."""
    be_quick(monkeypatch)
