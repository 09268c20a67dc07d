"""Fixtures for every test."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from api.demo import take_in_sample
from index.library import Library, create_library

os.environ.setdefault("HF_HUB_OFFLINE", "1")
settings.register_profile("project", deadline=None)  # how quick a busy machine is, is no fault
settings.load_profile("project")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real documents and hand-checked answers; absent on a user's machine, needed in CI."""
    folder = ROOT.parent / "shared"
    if (folder / "gold").is_dir():
        return folder
    if os.environ.get("CI"):
        pytest.fail("../shared is missing: CI must have the real corpus beside the project")
    pytest.skip("needs the real corpus in ../shared")


@pytest.fixture(scope="session")
def sample_answers() -> dict[str, Any]:
    """What is planted in the embedded sample; `corpus/sample/README.md` has the schema."""
    answers: dict[str, Any] = json.loads((ROOT / "corpus/sample/answers.json").read_text("utf-8"))
    return answers


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of the embedded sample, read once for all tests; change nothing in it."""
    folder = tmp_path_factory.mktemp("sample-library")
    with create_library(folder) as library:
        counts = take_in_sample(library)
        assert counts.read == counts.given == 10
        yield library
