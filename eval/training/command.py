"""What `throughline train NAME` does: fit one model and write its artefact."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import QueryError
from corpus.paths import named_path
from models.provenance import ARTEFACTS

OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "gold": {"type": Path, "metavar": "DIR", "help": "folder of hand-checked answers"},
    "extracts": {
        "type": Path,
        "metavar": "DIR",
        "help": "COUNCIL/FILE.json: what extract --json prints for the files of judged_more.json",
    },
    "texts": {"type": Path, "metavar": "DIR", "help": "texts of reports (*.txt)"},
    "verdicts": {
        "type": Path,
        "metavar": "FILE",
        "help": "people's verdicts, as corpus.store.people.verdicts.export_pairs gives them",
    },
    "reader": {
        "type": Path,
        "nargs": "+",
        "metavar": "FILE",
        "help": "reader.onnx made with --leave-out; what it left out is learned from",
    },
    "leave-out": {
        "nargs": "+",
        "default": [],
        "metavar": "COUNCIL",
        "help": "councils of the grid that are not learned from either",
    },
    "readers": {
        "type": Path,
        "metavar": "DIR",
        "help": "COUNCIL.onnx: for each labelled council a statement reader not trained on it",
    },
    "measure": {
        "action": "store_true",
        "help": "also print figures on the councils kept for measuring; look at them rarely",
    },
}


@dataclass(frozen=True)
class Training:
    """A model that can be fitted: what it is, the options it needs and may have."""

    says: str
    fit: Callable[[Namespace, str], None]  # options, and the command as it goes on record
    needs: tuple[str, ...]
    may_have: tuple[str, ...] = ()


def add_trainings(parser: ArgumentParser) -> None:
    """Give a parser one command for each model, with its options."""
    names = parser.add_subparsers(dest="name", metavar="NAME", required=True)
    for name, training in TRAININGS.items():
        command = names.add_parser(name, help=training.says, description=training.says)
        for option in training.needs:
            command.add_argument(f"--{option}", required=True, **OPTIONS[option])
        for option in training.may_have:
            command.add_argument(f"--{option}", **OPTIONS[option])
        command.add_argument(
            "--into",
            type=named_path,
            default=ARTEFACTS,
            metavar="DIR",
            help="folder for the artefact; default: where the system reads it",
        )


def train(options: Namespace) -> None:
    """Fit the named model and write its artefact.

    Raises GoldError where what it is to learn from is missing or not as it should be, and
    QueryError where there is no folder to write into.
    """
    if not options.into.is_dir():
        raise QueryError(f"{options.into}: no folder to write the artefact into")
    TRAININGS[options.name].fit(options, describe_command(options))


def describe_command(options: Namespace) -> str:
    """The command as it goes on record: folders and files by their kind, not by their place.

    >>> describe_command(Namespace(name="reader", gold=Path("x"), measure=True))
    'throughline train reader --gold DIR'
    """
    words = ["throughline", "train", options.name]
    for name, facts in OPTIONS.items():
        if getattr(options, name, None) and name != "measure":
            words += [f"--{name}", facts["metavar"]]
    return " ".join(words)


# --- the models; what fits them is slow to import --------------------------


def _fit_findings(options: Namespace, command: str) -> None:
    from eval.training.findings import train_findings

    train_findings(options.gold, options.into, command)


def _fit_reader(options: Namespace, command: str) -> None:
    from eval.training.statements.reader import train_reader

    left_out = frozenset(options.leave_out)
    train_reader(options.gold, options.measure, options.into, command, left_out=left_out)


def _fit_blend(options: Namespace, command: str) -> None:
    from eval.training.statements.blend import train_blend

    train_blend(options.gold, options.reader, options.into, command)


def _fit_neighbours(options: Namespace, command: str) -> None:
    from eval.training.statements.neighbours import train_neighbours

    train_neighbours(options.gold, options.reader, options.into, command)


def _fit_cells(options: Namespace, command: str) -> None:
    from eval.training.statements.cells import train_cells

    train_cells(options.gold, options.reader, options.into, command)


def _fit_salience(options: Namespace, command: str) -> None:
    from eval.training.salience import train_salience

    train_salience(options.gold, options.reader, options.into, command)


def _fit_word_vectors(options: Namespace, command: str) -> None:
    from eval.training.word_vectors import train_word_vectors

    train_word_vectors(options.texts, options.into, command)


def _fit_weigher(options: Namespace, command: str) -> None:
    from eval.training.links.weigher import train_weigher

    train_weigher(
        options.gold, options.extracts, options.verdicts, options.measure, options.into, command
    )


def _fit_topic(options: Namespace, command: str) -> None:
    from eval.training.links.topic import train_topic

    train_topic(options.gold, options.readers, options.into, command)


def _fit_search(options: Namespace, command: str) -> None:
    from eval.training.search import train_search

    train_search(options.gold, options.into, command)


TRAININGS: Mapping[str, Training] = {
    "findings": Training(
        "fit stance and themes of sentences; needs the gold beside its corpus",
        _fit_findings,
        needs=("gold",),
    ),
    "reader": Training(
        "fit what statements are about and say; needs the gold beside its corpus",
        _fit_reader,
        needs=("gold",),
        may_have=("measure", "leave-out"),
    ),
    "blend": Training(
        "fit how the reader weighs network and words; needs the gold beside its corpus",
        _fit_blend,
        needs=("gold", "reader"),
    ),
    "neighbours": Training(
        "fit how what stands beside a sentence counts; needs the gold beside its corpus",
        _fit_neighbours,
        needs=("gold", "reader"),
    ),
    "cells": Training(
        "fit what a document's statements come to; needs the gold beside its corpus",
        _fit_cells,
        needs=("gold", "reader"),
    ),
    "salience": Training(
        "fit which sentences on a subject are read first; needs the gold beside its corpus",
        _fit_salience,
        needs=("gold", "reader"),
    ),
    "word-vectors": Training(
        "learn the domain's word vectors from texts of reports; train the weigher after it",
        _fit_word_vectors,
        needs=("texts",),
    ),
    "weigher": Training(
        "fit the link weigher; needs the gold, and extracts for all of its judged pairs",
        _fit_weigher,
        needs=("gold",),
        may_have=("extracts", "verdicts", "measure"),
    ),
    "topic": Training(
        "fit how typed words are weighed against asks; needs the gold and a trained weigher",
        _fit_topic,
        needs=("gold",),
        may_have=("readers",),
    ),
    "search": Training(
        "fit what words and meaning count in a search; needs the gold beside its corpus",
        _fit_search,
        needs=("gold",),
    ),
}
