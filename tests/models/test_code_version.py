"""The version of code changes with all that decides a result, and with no prose."""

from pathlib import Path

import pytest

from models.code_version import Code

READING = Code(
    ("ingest.pipeline", "ingest.judge"),
    ("corpus/vocabulary/*.json", "corpus/*.csv", "models/artefacts/stance.*"),
)
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
    before = READING.version(project)
    write(project, name, text)
    assert READING.version(project) != before


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
    before = READING.version(project)
    write(project, name, text)
    assert READING.version(project) == before
