"""Files into a library: what was refused is not read again, unless something changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.adding import intake
from api.adding.intake import Counts, take_in
from api.cli.doctor import examine_library
from api.cli.main import main
from api.http.app import create_app
from corpus.errors import LibraryError
from corpus.store.documents import held_documents
from corpus.store.library import load_refused
from index.library import Library, create_library, open_library
from tests.ingest.test_bad_input import write_picture

NOISE = bytes(range(256)) * 64


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library that holds nothing."""
    with create_library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a file that is no document."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "noise.pdf").write_bytes(NOISE)
    return folder


def test_what_was_refused_is_told_again_and_not_read_again(
    take_in_here: Callable[..., Counts],
    library: Library,
    papers: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """However often it is given, and under whatever name: why, and how to have it read."""
    assert take_in_here(library, [papers]) == Counts(1, 0, 1, 0, 0)
    (papers / "noise.pdf").rename(papers / "renamed.pdf")
    for _ in range(2):
        capsys.readouterr()
        counts = take_in_here(library, [papers])
        assert counts == Counts(1, 0, 1, 0, 0, refused_before=1)
        assert "1 refused (1 of them before)" in counts.say()
        [line] = capsys.readouterr().err.splitlines()
        assert line.startswith("refused before, not read again (--again reads it): noise.pdf: ")
    assert {Path(file.path).name for file in load_refused(library.db)} == {
        "noise.pdf",
        "renamed.pdf",
    }


def test_a_changed_file_another_version_and_a_wish_have_it_read_again(
    take_in_here: Callable[..., Counts],
    library: Library,
    papers: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each of them: the reason may be gone."""
    take_in_here(library, [papers])
    assert take_in_here(library, [papers], again=True).refused_before == 0
    (papers / "noise.pdf").write_bytes(NOISE * 2)
    assert take_in_here(library, [papers]).refused_before == 0
    assert take_in_here(library, [papers]).refused_before == 1
    monkeypatch.setattr(intake, "reading_version", lambda: "another")
    assert take_in_here(library, [papers]).refused_before == 0


def test_what_failed_for_want_of_a_program_is_read_again(
    library: Library, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who installs it need not know of the wish; the reading processes see the path."""
    (papers / "noise.pdf").unlink()
    write_picture(papers / "scan.pdf")
    with monkeypatch.context() as without:
        without.setenv("PATH", "/nowhere")
        assert take_in(library, [papers]).refused == 1
    assert "tesseract" in load_refused(library.db)[0].reason
    assert take_in(library, [papers]).refused_before == 0


def test_an_emptied_library_is_not_filled_as_if_it_had_held_nothing(tmp_path: Path) -> None:
    """SQLite takes a file without bytes for a new one; what people had judged would be missed."""
    (tmp_path / "library.db").write_bytes(b"")
    with pytest.raises(LibraryError, match=r"0 bytes.*throughline restore"):
        create_library(tmp_path)
    assert (tmp_path / "library.db").stat().st_size == 0


# --- what is missing -------------------------------------------------------------


def test_what_is_missing_of_a_paper_is_told_counted_kept_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line at ingest, again in doctor, in lists, on the pages; with --strict an error."""
    paper = tmp_path / "soup.txt"
    paper.write_text("Wexmere Council has a recipe for soup. Peas are asked for.", "utf-8")
    given = ["ingest", str(paper), "--library", str(tmp_path / "library")]
    assert main(given) == 0
    said = capsys.readouterr()
    assert "1 given: 1 read, 0 refused" in said.out
    assert "1 of them to check" in said.out
    assert "to check: soup.txt: its kind is not certain" in said.err
    assert main([*given, "--strict"]) == 1
    assert "0 read" in capsys.readouterr().out
    with open_library(tmp_path / "library") as library:
        [document] = held_documents(library.db)
        assert [shortfall.kind for shortfall in document.missing] == ["kind", "day"]
        examined = [each for each in examine_library(tmp_path / "library") if each.to_check]
        assert "soup.txt" in examined[0].say()
        with TestClient(create_app(library)) as client:
            [line] = client.get("/api/v1/documents").json()["documents"]
            whole = client.get(f"/api/v1/documents/{document.id}").json()
            pages = [client.get(path).text for path in ("/documents", f"/documents/{document.id}")]
    assert line["missing"] == whole["account"]["missing"]
    assert all("ts kind is not certain" in page for page in pages)
    assert "Looked for, and how many found: things asked for 0; findings" in pages[1]


def test_a_whole_paper_is_not_to_check(sample_library: Library) -> None:
    """Nothing is missing of any document of the sample."""
    held = held_documents(sample_library.db)
    assert {document.title: document.missing for document in held if document.missing} == {}
