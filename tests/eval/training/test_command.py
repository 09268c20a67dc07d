"""`throughline train NAME`: one command for each model, and what goes on record."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from corpus.errors import GoldError, QueryError
from eval.training.command import TRAININGS, add_trainings, describe_command, train
from models.provenance import list_provenance


def parse(*words: str) -> Namespace:
    """The options of a command."""
    parser = ArgumentParser()
    add_trainings(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize("name", TRAININGS)
def test_each_model_says_what_it_needs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its help names every option; without those that it needs it is wrong use."""
    with pytest.raises(SystemExit, match="0"):
        parse(name, "--help")
    printed = capsys.readouterr().out
    training = TRAININGS[name]
    assert all(f"--{option}" in printed for option in (*training.needs, *training.may_have))
    with pytest.raises(SystemExit, match="2"):
        parse(name)


def test_the_record_names_options_and_no_place() -> None:
    """Folders and files by their kind."""
    options = parse("reader", "--gold", "/somewhere/private", "--measure")
    assert describe_command(options) == "throughline train reader --gold DIR"
    options = parse("weigher", "--gold", "g", "--extracts", "e", "--measure")
    assert describe_command(options) == "throughline train weigher --gold DIR --extracts DIR"


def test_committed_artefacts_were_made_by_these_commands() -> None:
    """A record is the command that a person would give again."""
    for made in list_provenance().values():
        words = made.command.replace("DIR", "x").split()[2:]
        assert describe_command(parse(*words)) == made.command


@pytest.mark.parametrize("name", ["findings", "reader", "topic", "weigher"])
def test_a_folder_without_gold_is_told(name: str, tmp_path: Path) -> None:
    """And nothing is written."""
    with pytest.raises(GoldError, match=str(tmp_path)):
        train(parse(name, "--gold", str(tmp_path), "--into", str(tmp_path)))
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_to_write_into_is_wrong_use(tmp_path: Path) -> None:
    """Before anything is fitted."""
    with pytest.raises(QueryError, match="none"):
        train(parse("topic", "--gold", str(tmp_path), "--into", str(tmp_path / "none")))


def test_word_vectors_are_learned_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From texts, with their record; the same texts give the same digest of data."""
    sentence = "Plans are clear about timescales, and reviews keep plans to timescales. "
    (tmp_path / "a.txt").write_text(sentence * 20, "utf-8")
    train(parse("word-vectors", "--texts", str(tmp_path), "--into", str(tmp_path)))
    made = list_provenance(tmp_path)["word_vectors"]
    assert made.command == "throughline train word-vectors --texts DIR"
    assert "train the weigher" in capsys.readouterr().out
    train(parse("word-vectors", "--texts", str(tmp_path), "--into", str(tmp_path)))
    assert list_provenance(tmp_path)["word_vectors"].data == made.data
