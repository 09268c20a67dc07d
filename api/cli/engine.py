"""The command `engine`: which engine searches a library, brought in step or moved."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from api.cli import inputs
from api.cli.commands import ANSWERED, NOTHING, library_folder

if TYPE_CHECKING:
    from index.library import Library
    from index.search.engines.moving import EngineState

    Commands = argparse._SubParsersAction[ArgumentParser]

_tell = partial(print, file=sys.stderr)


def add_engine(commands: Commands, add_library: Callable[[ArgumentParser], None]) -> None:
    """The command, with its options."""
    says = "which engine searches a library: the library itself, or Milvus beside it"
    engine = commands.add_parser("engine", help=says, description=says)
    what = engine.add_subparsers(dest="what", metavar="what", required=True)
    status = what.add_parser("status", help="which it is, and whether it has all documents")
    send = what.add_parser("send", help="send Milvus what changed while it was away")
    move = what.add_parser("move", help="let another engine search; one that stopped goes on")
    move.add_argument(
        "--to",
        type=inputs.words,
        required=True,
        metavar="ENGINE",
        help="embedded, or milvus://HOST:19530[/COLLECTION]",
    )
    for parser in (status, send, move):
        add_library(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON value")


def run_engine(arguments: Namespace) -> int:
    """The state of a library's engine after what was asked for; 1 where it is not in step."""
    from index.library import open_library

    with open_library(library_folder(arguments)) as library:
        state = _RUNS[arguments.what](library, arguments)
    if arguments.json:
        print(json.dumps({**asdict(state), "in_step": state.in_step}, ensure_ascii=False))
    else:
        print("\n".join(_say_state(state)))
    return ANSWERED if state.in_step else NOTHING


def _status(library: Library, arguments: Namespace) -> EngineState:
    from index.search.engines.moving import read_engine

    return read_engine(library)


def _send(library: Library, arguments: Namespace) -> EngineState:
    from index.search.engines.sending import send_changes

    _tell(f"{send_changes(library)} documents sent")
    return _status(library, arguments)


def _move(library: Library, arguments: Namespace) -> EngineState:
    from index.search.engines.moving import move_to

    return move_to(library, arguments.to, _tell)


def _say_state(state: EngineState) -> Iterator[str]:
    if state.in_step:
        yield f"{state.engine}: {state.rows} rows, all that the library holds."
    else:
        yield f"{state.engine}: not in step, so the library itself answers. {_say_lack(state)}"
    if state.moving_to:
        yield (
            f"A move to {state.moving_to} has stopped half way: {state.moving_unsent} documents"
            f" are to be sent. `throughline engine move --to {state.moving_to}` goes on;"
            f" `throughline engine move --to embedded` gives it up."
        )


def _say_lack(state: EngineState) -> str:
    if state.trouble:
        return state.trouble
    if state.unsent:
        return f"{state.unsent} documents are not sent: run `throughline engine send`."
    return (
        f"{state.rows} rows there, {state.held} in the library. Run `throughline engine move` to"
        " the same place again."
    )


_RUNS: Mapping[str, Callable[[Any, Namespace], Any]] = {
    "status": _status,
    "send": _send,
    "move": _move,
}
ENGINE: Mapping[str, Callable[[Namespace], int]] = {"engine": run_engine}
