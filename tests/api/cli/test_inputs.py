"""What options and arguments take."""

from pathlib import Path

import pytest

from api.cli.main import main
from api.settings import Settings
from corpus.errors import QueryError

EMPTY = ("", " ", "\t")


@pytest.mark.parametrize("blank", EMPTY)
@pytest.mark.parametrize(
    "command",
    [
        ["ingest", "PATH"],
        ["extract", "PATH"],
        ["demo", "PATH"],
        ["ingest", "paper.pdf", "--library", "PATH"],
        ["search", "words", "--library", "PATH"],
        ["fetch", "--authority", "Medway", "--into", "PATH"],
        ["briefing", "--theme", "voice", "--out", "PATH"],
        ["backup", "PATH"],
        ["restore", "PATH"],
        ["verdicts", "export", "PATH"],
        ["verdicts", "import", "PATH"],
        ["serve", "--backup-to", "PATH"],
        ["eval", "asks", "--gold", "PATH"],
    ],
)
def test_an_empty_path_is_an_error(
    command: list[str], blank: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And not the folder that one stands in."""
    with pytest.raises(SystemExit) as ended:
        main([blank if word == "PATH" else word for word in command])
    assert ended.value.code == 2
    assert "an empty path" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["LIBRARY", "REFUSED_PASSWORDS"])
@pytest.mark.parametrize("blank", EMPTY)
def test_an_empty_path_in_the_environment_is_an_error(
    name: str, blank: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the variable."""
    monkeypatch.setenv(f"THROUGHLINE_{name}", blank)
    with pytest.raises(QueryError, match=f"THROUGHLINE_{name}=.*empty path"):
        Settings()


def test_a_setting_that_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use, by name."""
    monkeypatch.setenv("THROUGHLINE_PORT", "eighty")
    assert main(["asks"]) == 2
    assert "THROUGHLINE_PORT='eighty'" in capsys.readouterr().err


def test_words_that_are_no_text_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytes of a terminal that are no UTF-8 end in a message, not in a traceback."""
    assert main(["extract", str(tmp_path / "caf\udce9.pdf")]) == 1
    assert "UTF-8" in capsys.readouterr().out
