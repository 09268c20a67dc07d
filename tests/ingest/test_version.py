"""The version of the reading changes with all that decides what a file says, and with no prose."""

import ast
from pathlib import Path

import pytest

from ingest.version import DATA, read_modules, reading_version, version_of

ROOT = Path(__file__).parents[2]
DATA_FILES = (".csv", ".json", ".npz", ".onnx", ".txt")
PIPELINE = (
    '"""Reads."""\nfrom corpus.words import count\n\n'
    'def read(text):\n    """A number."""\n    return count(text)  # of words\n'
)
SOURCES = {
    "ingest/pipeline.py": PIPELINE,
    "ingest/judge.py": (
        "def judge(text):\n    from models import stance\n    return stance.of(text)\n"
    ),
    "corpus/__init__.py": '"""What we hold."""\n',
    "corpus/words.py": "def count(text):\n    return len(text.split())\n",
    "models/stance.py": "class Stance:\n    x = 1\n\ndef of(text):\n    return Stance\n",
    "api/cli.py": "import ingest.pipeline\n",
    "corpus/councils.csv": "name\nWexmere\n",
    "corpus/manifest.csv": "authority\nWexmere\n",
    "corpus/vocabulary/themes.json": "[]",
    "models/artefacts/stance.npz": "weights",
    "models/artefacts/weigher.npz": "weights",
    "models/stance.md": "A card.",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project that reads: three modules of a reading, one that is none, and data."""
    for name, text in SOURCES.items():
        write(tmp_path, name, text)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    """Write a file of the project, its folders made."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "ingest/pipeline.py",
            PIPELINE.replace("count(text)", "count(text, 1)"),
        ),
        ("corpus/words.py", "def count(text):\n    return len(text)\n"),
        ("corpus/words.py", SOURCES["corpus/words.py"].replace("count", "counted")),
        ("models/stance.py", SOURCES["models/stance.py"].replace("1", "2")),
        ("corpus/__init__.py", "x = 1\n"),
        ("corpus/councils.csv", "name\nWexmere\nHarrow\n"),
        ("corpus/manifest.csv", "authority\n"),
        ("corpus/vocabulary/themes.json", '["care"]'),
        ("corpus/vocabulary/kinds.json", "[]"),
        ("models/artefacts/stance.npz", "other weights"),
    ],
)
def test_what_decides_a_reading_changes_its_version(project: Path, name: str, text: str) -> None:
    """A function of any module that is imported, then or later; a register, an artefact."""
    before = version_of(project)
    write(project, name, text)
    assert version_of(project) != before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ingest/pipeline.py", PIPELINE.replace("A number", "How many")),
        ("ingest/pipeline.py", PIPELINE.replace("Reads", "Reads files")),
        ("ingest/pipeline.py", PIPELINE.replace("# of words", "# words")),
        ("ingest/pipeline.py", "\n\n" + PIPELINE),
        ("corpus/__init__.py", '"""All that we hold."""\n'),
        (
            "models/stance.py",
            SOURCES["models/stance.py"].replace(":\n    x", ':\n    "A."\n    x'),
        ),
        ("models/stance.md", "A longer card."),
        ("models/artefacts/weigher.npz", "other weights"),
        ("api/cli.py", "import ingest.judge\n"),
        ("corpus/unused.py", "x = 1\n"),
    ],
)
def test_what_changes_no_reading_keeps_its_version(project: Path, name: str, text: str) -> None:
    """A docstring, a comment, an empty line, a card; what no reading imports or loads."""
    before = version_of(project)
    write(project, name, text)
    assert version_of(project) == before


def test_the_version_is_that_of_our_own_sources() -> None:
    """Sixteen digits, the same each time."""
    assert reading_version() == version_of(ROOT)
    assert len(reading_version()) == 16


def test_readers_finders_and_judges_count_and_answers_do_not() -> None:
    """With the register, the encoder and the kinds, which a list by hand forgot."""
    modules = set(read_modules(ROOT))
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
    """A module that comes to load another has to say so in `DATA`."""
    counted = {path.name for pattern in DATA for path in ROOT.glob(pattern)}
    ours = {path.name for top in ("corpus", "models") for path in (ROOT / top).rglob("*.*")}
    for name in read_modules(ROOT):
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
            if isinstance(node, ast.Constant) and str(node.value).endswith(DATA_FILES):
                assert node.value not in ours or node.value in counted, (name, node.value)
