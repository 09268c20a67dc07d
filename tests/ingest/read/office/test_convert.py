"""Old office files: read by way of LibreOffice, shut in; refused in words where it is not there."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from corpus.document import RawDocument
from corpus.errors import Damaged, NotADocument, Unready
from ingest.limits import limit_reading
from ingest.read.detect import read_file
from ingest.read.office import convert, soffice
from ingest.read.office.kinds import find_office_kind

FILES = Path(__file__).parent / "files"
PDFS = Path(__file__).parents[4] / "corpus" / "sample" / "pdf"
OLE = b"\xd0\xcf\x11\xe0"
needs_libreoffice = pytest.mark.skipif(
    not shutil.which("soffice"),
    reason="LibreOffice is not installed: apt install libreoffice-writer libreoffice-calc",
)

Fake = Callable[[str], Path]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """What puts a program of that text in the place of LibreOffice.

    It finds the folder to write to in $out, and the file in $last.
    """

    def put(script: str) -> Path:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        head = '#!/bin/sh\nfor last; do [ "$is_out" ] && out=$last; is_out=; '
        head += '[ "$last" = --outdir ] && is_out=1; done\nmkdir -p "$out"\n'
        program.write_text(f"{head}{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
        return program

    return put


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which LibreOffice is not installed."""
    monkeypatch.setattr(soffice, "_NAMES", ("no-such-office",))


def words_of(document: RawDocument) -> list[tuple[int, str, str]]:
    """The page, kind and words of each block."""
    return [
        (page.number, block.kind, " ".join(line.text for line in block.lines))
        for page in document.pages
        for block in page.blocks
    ]


# --- with LibreOffice ----------------------------------------------------------


@needs_libreoffice
def test_an_old_word_file_keeps_headings_lists_tables_and_pages() -> None:
    """As LibreOffice lays it out, which the notes say."""
    document = read_file(FILES / "paper.doc")
    found = words_of(document)
    assert (1, "heading", "Recommendations") in found
    assert (
        1,
        "item",
        "Improve the recording of supervision in all teams by June 2024.",
    ) in found
    assert (2, "cell", "Assessments completed within 45 days") in found
    assert (2, "paragraph", "The committee heard that <5 & R&R visits were made.") in found
    assert document.reader == "libreoffice"
    assert "read by way of LibreOffice" in document.notes[0].says


@needs_libreoffice
def test_an_opendocument_sheet_is_read_as_a_workbook() -> None:
    """Hidden sheets stay hidden, and formulas have their values."""
    document = read_file(FILES / "dash.ods")
    cells = [words for _, kind, words in words_of(document) if kind == "cell"]
    assert {"Jan-24", "71.0%", "513.3"} <= set(cells)
    assert any("sheet “Secret”" in note.says for note in document.notes)


# --- without -------------------------------------------------------------------


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("paper.doc", "a Word file of before 2007"),
        ("paper.rtf", "an RTF file"),
        ("dash.ods", "an OpenDocument spreadsheet"),
    ],
)
def test_without_libreoffice_it_is_refused_in_words(name: str, kind: str) -> None:
    """And may be tried again once that is installed."""
    with pytest.raises(Unready) as refused:
        read_file(FILES / name)
    assert str(refused.value).startswith(f"{name}: {kind}, not a PDF")
    assert "save it as PDF, or install LibreOffice" in str(refused.value)


def test_slides_and_what_needs_a_password_are_refused(tmp_path: Path) -> None:
    """With or without LibreOffice."""
    streams = {"PowerPoint Document": "PowerPoint", "EncryptedPackage": "one with a password"}
    for stream, said in streams.items():
        path = tmp_path / "file"
        path.write_bytes(OLE + b"\x00" * 600 + stream.encode("utf-16-le"))
        with pytest.raises(NotADocument, match=said):
            read_file(path)
    assert find_office_kind(OLE + bytes(600)) is None


# --- shut in -------------------------------------------------------------------


def test_what_it_made_is_read_and_messages_name_the_file_given(fake: Fake, tmp_path: Path) -> None:
    """Not the copy that was read."""
    fake('name=$(basename "$last"); echo "not a PDF" > "$out/${name%.*}.pdf"')
    with pytest.raises(Damaged, match=r"^paper\.rtf: LibreOffice does not open it"):
        read_file(FILES / "paper.rtf")


def test_tracked_changes_are_read_as_accepted(fake: Fake, tmp_path: Path) -> None:
    """The text is that of the Word file, the pages those of the PDF."""
    words = "Caseloads are much too high in the assessment teams."
    written = docx.Document()
    kept = written.add_paragraph(words)._p
    deleted = kept.makeelement(f"{{{kept.nsmap['w']}}}del", {})
    kept.append(deleted)
    deleted.append(written.add_paragraph("DELETED").runs[0]._r)
    written.save(str(tmp_path / "made.docx"))
    (tmp_path / "made.pdf").write_bytes((PDFS / "2019-10-25-ilacs-inspection.pdf").read_bytes())
    fake(
        f'base=$(basename "$last"); cp {tmp_path}/made.* "$out"; cd "$out"; '
        'for made in made.*; do mv "$made" "${base%.*}.${made##*.}"; done'
    )
    document = read_file(FILES / "paper.doc")
    assert [found for _, _, found in words_of(document)] == [words]
    assert any("tracked changes read as accepted" in note.says for note in document.notes)


def test_it_sees_nothing_of_ours_and_no_network(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that is thrown away, an empty profile but for what shuts macros off."""
    monkeypatch.setenv("A_SECRET", "words that nobody may see")
    seen = tmp_path / "seen"
    fake(f'(env; cat "$HOME"/profile/user/*.xcu; ls "$HOME"; ls /sys/class/net) > {seen}')
    with pytest.raises(Damaged):
        read_file(FILES / "paper.rtf")
    told = seen.read_text()
    assert "A_SECRET" not in told
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in told
    assert "HOME=/" in told
    assert f"HOME={Path.home()}\n" not in told
    assert not Path(told.partition("HOME=")[2].partition("\n")[0]).exists()


def test_what_hangs_is_ended_with_all_that_it_started(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a line that says how long it was waited for."""
    monkeypatch.setattr(soffice, "PATIENCE_S", 1)
    alive = tmp_path / "alive"
    fake(f"(while :; do date >> {alive}; sleep 0.1; done) & sleep 60")
    with pytest.raises(Damaged, match="LibreOffice takes more than 1 s over it"):
        read_file(FILES / "paper.rtf")
    size = alive.stat().st_size
    time.sleep(0.5)
    assert alive.stat().st_size == size


def test_reading_waits_as_long_as_conversions_may_take() -> None:
    """Two of them, and the reading itself."""
    assert limit_reading(FILES / "paper.doc").seconds > 2 * soffice.PATIENCE_S
    assert limit_reading(FILES / "dash.ods").seconds > 2 * soffice.PATIENCE_S
    assert limit_reading(Path(convert.__file__)).seconds < 2 * soffice.PATIENCE_S
