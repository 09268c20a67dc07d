"""The version of the reading: what it rests on."""

import ast
from pathlib import Path

from ingest.version import READING, reading_version

ROOT = Path(__file__).parents[2]
DATA_FILES = (".csv", ".json", ".npz", ".onnx", ".txt")


def test_the_version_is_that_of_our_own_sources() -> None:
    """Sixteen digits, the same each time."""
    assert reading_version() == READING.version(ROOT)
    assert len(reading_version()) == 16


def test_readers_finders_and_judges_count_and_answers_do_not() -> None:
    """With the register, the encoder and the kinds, which a list by hand forgot."""
    modules = set(READING.read_modules(ROOT))
    assert {
        "corpus/kinds.py",
        "corpus/manifest.py",
        "ingest/find/asks/by_kind.py",
        "ingest/read/pdf/tagged.py",
        "models/statements/stance.py",
        "models/text/encoder.py",
    } <= modules
    assert not {name for name in modules if name.startswith(("api/", "eval/", "index/"))}


def test_every_data_file_that_a_reading_names_counts() -> None:
    """A module that comes to load another has to say so in `READING`."""
    counted = {path.name for pattern in READING.data for path in ROOT.glob(pattern)}
    ours = {path.name for top in ("corpus", "models") for path in (ROOT / top).rglob("*.*")}
    for name in READING.read_modules(ROOT):
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
            if isinstance(node, ast.Constant) and str(node.value).endswith(DATA_FILES):
                assert node.value not in ours or node.value in counted, (name, node.value)
