"""A library of the sample that may be written to."""

import shutil
from collections.abc import Iterator

import pytest

from index.library import Library


@pytest.fixture(scope="module")
def own_library(
    sample_library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """A copy of the sample library for one module."""
    folder = tmp_path_factory.mktemp("own-library")
    sample_library.db.execute("pragma wal_checkpoint(truncate)")
    shutil.copy(sample_library.path, folder / sample_library.path.name)
    with Library(folder) as library:
        yield library
