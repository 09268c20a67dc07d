"""The files given, and what is known of them before they are read."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Source
from corpus.errors import IngestError
from corpus.manifest import load_manifest
from corpus.records import Rejected
from ingest.sources import (
    FACTS_SUFFIX,
    Ignored,
    digest_file,
    find_files,
    find_source,
    save_facts,
)


def names(found: object) -> list[str]:
    """The names of the files found, without what was ignored."""
    return [path.name for path in found if isinstance(path, Path)]  # type: ignore[attr-defined]


def write(path: Path, text: str = "words") -> Path:
    """A small file, its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_folder_gives_its_files_by_name_and_those_below(tmp_path: Path) -> None:
    """Whatever their names hold."""
    for name in ("b.pdf", "a 'quoted' \"name\".pdf", "été.pdf", "below/c.txt"):
        write(tmp_path / name)
    assert names(find_files([tmp_path])) == [
        "a 'quoted' \"name\".pdf",
        "b.pdf",
        "c.txt",
        "été.pdf",
    ]


def test_a_library_among_the_papers_is_none_of_them(tmp_path: Path) -> None:
    """Whoever keeps it in one folder with them gives that folder again and again."""
    for name in ("a.pdf", "library/library.db", "library/library.db-wal", "library/accounts.db"):
        write(tmp_path / name)
    found = list(find_files([tmp_path]))
    assert names(found) == ["a.pdf"]
    assert {one.reason for one in found if isinstance(one, Ignored)} == {"a library's own file"}


def test_hidden_files_and_folders_are_ignored_and_said(tmp_path: Path) -> None:
    """The lock file of an open Word document too; a hidden file given by name is taken."""
    hidden = [write(tmp_path / name) for name in (".DS_Store", ".git/config", "~$report.docx")]
    found = list(find_files([tmp_path]))
    assert {Path(one.path).name for one in found if isinstance(one, Ignored)} == {
        ".DS_Store",
        ".git",
        "~$report.docx",
    }
    assert names(found) == []
    assert names(find_files([hidden[0]])) == [".DS_Store"]


def test_a_folder_given_twice_is_walked_once_and_said(tmp_path: Path) -> None:
    """By name, by another spelling, or through a link back to itself."""
    write(tmp_path / "a.pdf")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = list(find_files([tmp_path, tmp_path / ".." / tmp_path.name, tmp_path]))
    assert names(found) == ["a.pdf"]
    assert [one.reason for one in found if isinstance(one, Ignored)] == [
        "a folder already given"
    ] * (len(found) - 1)


def test_a_file_is_given_whether_or_not_it_exists(tmp_path: Path) -> None:
    """What is wrong with it is told when it is opened."""
    assert names(find_files([tmp_path / "none.pdf"])) == ["none.pdf"]
    with pytest.raises(IngestError, match=r"none.pdf: no such file\. Check"):
        digest_file(tmp_path / "none.pdf")


def test_parts_of_downloads_and_facts_are_no_documents(tmp_path: Path) -> None:
    """What fetch keeps beside its copies is left alone."""
    for name in ("a.pdf", "a.pdf.source.json", "b.pdf.part", "b.pdf.part.tag"):
        write(tmp_path / name)
    assert names(find_files([tmp_path])) == ["a.pdf"]


def test_a_folder_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do; the tests may run as root, so the refusal is played."""

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    (rejected,) = find_files([tmp_path])
    assert isinstance(rejected, Rejected)
    assert "chmod" in rejected.reason


def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do."""
    path = write(tmp_path / "a.pdf")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(IngestError, match=r"a.pdf: you may not read it\. .*chmod"):
        digest_file(path)


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    """In a folder they are ignored, given by name refused."""
    os.mkfifo(tmp_path / "pipe")
    assert [type(one) for one in find_files([tmp_path])] == [Ignored]
    with pytest.raises(IngestError, match="a pipe or a device"):
        digest_file(tmp_path / "pipe")


def test_a_name_that_is_not_utf_8_is_refused_in_printable_words(tmp_path: Path) -> None:
    """It could be neither printed nor kept."""
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.pdf"))
    with pytest.raises(IngestError, match="Rename it") as error:
        digest_file(path)
    str(error.value).encode()


def test_known_bytes_bring_their_facts(tmp_path: Path) -> None:
    """Whatever the file is called; where it was read from is kept."""
    listing = next(one for one in load_manifest().listings if one.sha256)
    source = find_source(tmp_path / "scan.pdf", listing.sha256)
    assert (source.authority, source.published) == (listing.authority, listing.published)
    assert (source.name, source.path) == ("scan.pdf", str(tmp_path / "scan.pdf"))


def test_the_users_word_for_the_council_comes_first(tmp_path: Path) -> None:
    """In the register's spelling, where it is in the register."""
    listing = next(one for one in load_manifest().listings if one.sha256)
    path = tmp_path / "scan.pdf"
    assert find_source(path, listing.sha256, "LB Tower Hamlets").authority == "LB Tower Hamlets"
    assert find_source(path, "0" * 64, "tower hamlets council").authority == "Tower Hamlets"


def test_facts_beside_a_file_are_found_again(tmp_path: Path) -> None:
    """All that is known but the place, which is where the file now is."""
    path = write(tmp_path / "a.pdf")
    source = Source(
        id=digest_file(path),
        name="a.pdf",
        authority="Medway",
        url="https://example.org/1",
        published=date(2019, 8, 27),
        publish_not_before=date(2019, 8, 26),
        path=str(path),
    )
    save_facts(path, source)
    assert find_source(path, source.id) == source


def test_facts_of_other_bytes_are_left_alone(tmp_path: Path) -> None:
    """A file put in place of the fetched one is not taken for it."""
    path = write(tmp_path / "a.pdf")
    save_facts(path, Source("0" * 64, authority="Medway"))
    assert find_source(path, digest_file(path)).authority == ""


@pytest.mark.parametrize(
    "told", ["not JSON", "[]", '{"colour": "red"}', '{"published": "27 August"}', '"a"']
)
def test_facts_that_cannot_be_read_are_told(told: str, tmp_path: Path) -> None:
    """The message names the file of facts, and what to do."""
    path = write(tmp_path / "a.pdf")
    write(tmp_path / "a.pdf.source.json", told)
    with pytest.raises(IngestError, match=r"a\.pdf\.source\.json: .*Mend or delete"):
        find_source(path, digest_file(path))


def test_facts_may_be_written_by_hand(tmp_path: Path) -> None:
    """Without a digest they are of whatever bytes lie beside them."""
    path = write(tmp_path / "a.pdf")
    write(tmp_path / "a.pdf.source.json", json.dumps({"publisher": "A commissioner"}))
    assert find_source(path, digest_file(path)).publisher == "A commissioner"


def test_facts_hold_no_character_that_cannot_be_kept(tmp_path: Path) -> None:
    """Half a surrogate pair in a title once broke the store."""
    paper = tmp_path / "paper.txt"
    paper.write_text("words")
    (tmp_path / f"paper.txt{FACTS_SUFFIX}").write_text(json.dumps({"title": "Plan\ud800\x0bB"}))
    assert find_source(paper, digest_file(paper)).title == "Plan B"
