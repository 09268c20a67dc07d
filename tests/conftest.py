"""Fixtures for every test."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
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
