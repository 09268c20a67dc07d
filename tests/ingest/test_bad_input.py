"""Files that are not what they should be: one clear line each, and the rest goes on.

All are made here; none comes from anywhere.
"""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from corpus.records import Rejected, Report
from ingest.pipeline import read_sources
from ingest.planning import plan_reading

LINES = [
    f"{number}. The council should make sure that plan {number} is kept to." for number in range(9)
]


def write_pdf(path: Path, pages: int = 2, lines: list[str] = LINES) -> Path:
    """A plain PDF of some pages, the same lines on each."""
    with Pdf.new() as pdf:
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
        resources = pdf.make_indirect(Dictionary(Font=Dictionary(F1=pdf.make_indirect(font))))
        shown = "".join(f"({line}) Tj T*\n" for line in lines)
        content = pdf.make_stream(f"BT /F1 11 Tf 14 TL 72 720 Td\n{shown}ET".encode())
        for _ in range(pages):
            pdf.pages.append(_page(pdf, resources, content))
        pdf.save(path)
    return path


def _page(pdf: Pdf, resources: Dictionary, content: Stream) -> pikepdf.Page:
    return pikepdf.Page(
        pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, 595, 842]),
                Resources=resources,
                Contents=content,
            )
        )
    )


def write_html(path: Path) -> None:
    """What a publisher's site sends when it is not well."""
    path.write_text("<!DOCTYPE html>\n<html><title>Sorry</title><p>There is a problem.</p></html>")


def write_empty(path: Path) -> None:
    """No bytes at all."""
    path.write_bytes(b"")


def write_blank(path: Path) -> None:
    """Line ends and spaces."""
    path.write_text("\n \n\n  \n")


def write_truncated(path: Path) -> None:
    """The first third of a PDF."""
    whole = write_pdf(path, pages=30).read_bytes()
    path.write_bytes(whole[: len(whole) // 3])


def write_encrypted(path: Path) -> None:
    """A PDF that asks for a password."""
    write_pdf(path)
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))


def write_picture(path: Path) -> None:
    """A PDF of two pages with a picture on each and no words."""
    with Pdf.new() as pdf:
        picture = Stream(pdf, bytes(200 * 200), Type=Name.XObject, Subtype=Name.Image)
        picture.Width = picture.Height = 200
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
        resources = pdf.make_indirect(Dictionary(XObject=Dictionary(Im1=picture)))
        content = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im1 Do Q")
        for _ in range(2):
            pdf.pages.append(_page(pdf, resources, content))
        pdf.save(path)


def write_no_pages(path: Path) -> None:
    """A sound PDF without a page."""
    with Pdf.new() as pdf:
        pdf.save(path)


def write_word_file(path: Path) -> None:
    """The bones of a Word file."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<document/>")


def write_bomb(path: Path) -> None:
    """A page whose content is 2 GB of spaces in 2 MB."""
    with Pdf.new() as pdf:
        packer, spaces = zlib.compressobj(9), b" " * (1 << 24)
        first, second = (
            packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)
        )
        packed = first + 127 * second + b"\x03\x00"
        content = Stream(pdf, packed)
        content.write(packed, filter=Name.FlateDecode)
        pdf.pages.append(_page(pdf, Dictionary(), content))
        pdf.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def write_endless(path: Path) -> None:
    """A file of 5,000 pages."""
    write_pdf(path, pages=5000)


def write_noise(path: Path) -> None:
    """Bytes of no kind."""
    path.write_bytes(bytes(range(256)) * 64)


def write_other_noise(path: Path) -> None:
    """More bytes of no kind."""
    path.write_bytes(bytes(range(255, -1, -1)) * 64)


BAD: dict[str, Callable[[Path], None]] = {
    "error page.pdf": write_html,
    "empty.pdf": write_empty,
    "blank.txt": write_blank,
    "cut short.pdf": write_truncated,
    "locked.pdf": write_encrypted,
    "scan.pdf": write_picture,
    "no pages.pdf": write_no_pages,
    "really Word.pdf": write_word_file,
    "noise.pdf": write_noise,
    "noise.txt": write_other_noise,
    "bomb.pdf": write_bomb,
    "5000 pages.pdf": write_endless,
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Report, ...] | Rejected]:
    """What became of a folder with one of each, and good ones among them, by name."""
    folder = tmp_path_factory.mktemp("a folder of bad files")
    for name, write in BAD.items():
        write(folder / name)
    for name in ("good.pdf", 'it\'s "good".pdf', "gut – für später.pdf", "really a PDF.txt"):
        write_pdf(folder / name, lines=[*LINES, name.encode("ascii", "ignore").decode()])
    plan = plan_reading([folder])
    assert plan.given == len(plan.sources) == len(BAD) + 4
    return {source.name: outcome for source, outcome in read_sources(plan.sources, workers=2)}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_clear_line(
    name: str, outcomes: dict[str, tuple[Report, ...] | Rejected]
) -> None:
    """It says which file, what is wrong with it and what next."""
    outcome = outcomes[name]
    assert isinstance(outcome, Rejected)
    assert name in outcome.reason
    assert "\n" not in outcome.reason
    assert "stopped" not in outcome.reason  # a fault of ours
    assert 30 < len(outcome.reason) < 300


@pytest.mark.parametrize(
    "name", ["good.pdf", 'it\'s "good".pdf', "gut – für später.pdf", "really a PDF.txt"]
)
def test_good_files_among_bad_ones_are_read(
    name: str, outcomes: dict[str, tuple[Report, ...] | Rejected]
) -> None:
    """Whatever their names, and by their bytes whatever they call themselves."""
    reports = outcomes[name]
    assert not isinstance(reports, Rejected)
    assert "plan 3 is kept to" in reports[0].document.text


def test_the_words_fit_the_fault(outcomes: dict[str, tuple[Report, ...] | Rejected]) -> None:
    """A reader of the line can tell what to do about it."""
    for name, words in {
        "empty.pdf": "empty",
        "locked.pdf": "without a password",
        "scan.pdf": "OCR",
        "5000 pages.pdf": "pages",
        "error page.pdf": "HTML",
        "cut short.pdf": "cut short",
        "no pages.pdf": "cannot be opened",
        "really Word.pdf": "Word",
        "bomb.pdf": "unpacks",
    }.items():
        outcome = outcomes[name]
        assert isinstance(outcome, Rejected)
        assert words.lower() in outcome.reason.lower()


def test_files_of_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    """The second names the first; counts add up."""
    first = write_pdf(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_bytes(first.read_bytes())
    plan = plan_reading([tmp_path])
    assert [source.name for source in plan.sources] == ["a.pdf"]
    assert [Path(one.path).name for one in plan.duplicates] == ["b.pdf"]
    assert str(first) in plan.duplicates[0].reason
    assert plan.given == 2


def test_files_and_folders_given_twice_are_read_once(tmp_path: Path) -> None:
    """A file given again is a duplicate; a folder given again is said once."""
    path = write_pdf(tmp_path / "a.pdf")
    plan = plan_reading([tmp_path, tmp_path, path, path])
    assert len(plan.sources) == 1
    assert len(plan.duplicates) == 2
    assert plan.given == 3
    assert len(plan.ignored) == 1


def test_a_file_that_cannot_be_opened_is_refused_and_the_rest_planned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as root, so the refusal is played."""
    for name in ("a.pdf", "b.pdf"):
        write_pdf(tmp_path / name, lines=[name])
    opened = Path.open

    def refuse_a(path: Path, *args: str) -> object:
        if path.name == "a.pdf":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args)

    monkeypatch.setattr(Path, "open", refuse_a)
    plan = plan_reading([tmp_path, tmp_path / "none.pdf"])
    assert [source.name for source in plan.sources] == ["b.pdf"]
    assert [Path(one.path).name for one in plan.refused] == ["a.pdf", "none.pdf"]
    assert plan.given == 3
