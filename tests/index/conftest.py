"""A library of the sample that may be written to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.library import Library


@pytest.fixture(scope="module")
def own_library(
    copy_sample: Callable[[Path], Library], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """A copy of the sample library for one module."""
    with copy_sample(tmp_path_factory.mktemp("own-library")) as library:
        yield library
