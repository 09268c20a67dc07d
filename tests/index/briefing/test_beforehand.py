"""A pack after ingest encodes nothing, and is the same as one for which all was read anew."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

from api.adding import intake
from api.adding.intake import take_in
from corpus.store.documents import find_documents
from index.briefing.contents import Pack
from index.briefing.pack import brief_document
from index.library import Library, create_library
from models.text.encoder import Encoder

PAPERS = ("2024-03-12-committee-update", "4280aab6b8a1667f")
PAPER = """\
CHILDREN'S OVERVIEW AND SCRUTINY COMMITTEE

3 JUNE 2022

IMPROVEMENT UPDATE

1.1 Recruitment of social workers remains a challenge: 31% of posts are vacant.
"""


class Silent(Encoder):
    """An encoder that must not be asked for anything."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimensions = encoder.name, encoder.dimensions

    def _run_batches(self, texts: Sequence[str], outputs: list[str]) -> NoReturn:
        raise AssertionError(f"encoded: {list(texts)[:3]}")


@pytest.fixture
def open_silent(sample_library: Library) -> Callable[[Path], Library]:
    """What opens a library whose encoder must not be asked."""
    return lambda folder: Library(folder, lambda name: Silent(sample_library.encoder))


def brief(library: Library) -> list[Pack]:
    """The packs of the sample's papers."""
    return [brief_document(library, paper) for paper in PAPERS]


def count(library: Library) -> int:
    """How many values are kept."""
    (number,) = library.db.execute("select count(*) from worked_out").fetchone()
    return int(number)


def test_a_pack_after_ingest_encodes_nothing(
    copy_sample: Callable[[Path], Library],
    open_silent: Callable[[Path], Library],
    sample_library: Library,
    tmp_path: Path,
) -> None:
    """Nor does one of a library made before, once its first pack was made and kept."""
    copy_sample(tmp_path).close()
    expected = brief(sample_library)
    with open_silent(tmp_path) as library:
        assert brief(library) == expected
        library.db.execute("delete from worked_out")
        with pytest.raises(AssertionError, match="encoded"):
            brief(library)
    with Library(tmp_path, lambda name: sample_library.encoder) as library:
        assert brief(library) == expected
        library.save_worked_out()
    with open_silent(tmp_path) as library:
        assert brief(library) == expected


def test_an_ingest_that_is_stopped_leaves_whole_documents(
    tmp_path: Path, sample_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose pack is made as any other, and which go with all that was read in them."""

    def stop(*given: Any) -> NoReturn:
        raise KeyboardInterrupt

    (tmp_path / "paper.txt").write_text(PAPER, "utf-8")
    encoder = sample_library.encoder
    with create_library(tmp_path / "library", open_encoder=lambda name: encoder) as library:
        monkeypatch.setattr(intake, "work_out_reports", stop)
        with pytest.raises(KeyboardInterrupt):
            take_in(library, [tmp_path / "paper.txt"], "Wexmere")
        (paper,) = find_documents(library.db, "paper")
        assert count(library) == 0
        assert brief_document(library, paper.id).enquiries
        library.save_worked_out()
        assert count(library) > 0
        library.db.execute("delete from source")
        assert count(library) == 0
