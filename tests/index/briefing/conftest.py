"""Libraries of texts written for a test."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from api.adding.intake import Counts
from index.library import Library, create_library

HoldTexts = Callable[[Mapping[str, str]], Path]


@pytest.fixture(scope="session")
def hold_texts(
    take_in_here: Callable[..., Counts],
    tmp_path_factory: pytest.TempPathFactory,
    sample_library: Library,
) -> HoldTexts:
    """What makes a library of Wexmere of texts, each a file of its name, and gives its folder."""

    def hold(texts: Mapping[str, str]) -> Path:
        folder: Path = tmp_path_factory.mktemp("texts")
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")
        with create_library(
            folder / "library", open_encoder=lambda name: sample_library.encoder
        ) as library:
            take_in_here(library, sorted(folder.glob("*.txt")), "Wexmere")
        return folder / "library"

    return hold
