"""The command `throughline`: parse, call one function, print.

Every command that answers takes `--json` and then prints one JSON value on standard
output; everything else goes to standard error. Exit codes: 0 answered, 1 nothing
found or nothing usable, 2 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli import inputs
from api.cli.commands import ANSWERED, COMMANDS, NOTHING, WRONG_USE
from api.cli.engine import ENGINE, add_engine
from api.cli.following import FOLLOWING, add_following
from api.cli.keeping import KEEPING, add_keeping
from api.cli.serving import SERVING, add_serving
from corpus.errors import QueryError, Throughline

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

# Those of corpus.store.people.accounts, which is slow to import.
ROLES = ("reader", "reviewer", "administrator")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. A reader that closes the pipe early is no error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a file's name may hold what no encoding has
            stream.reconfigure(errors="backslashreplace")
    arguments = build_parser().parse_args(argv)
    try:
        commands = {**COMMANDS, **SERVING, **KEEPING, **FOLLOWING, **ENGINE}
        return commands[arguments.command](arguments)
    except QueryError as error:
        return _complain(error, WRONG_USE)
    except Throughline as error:
        return _complain(error, NOTHING)
    except KeyboardInterrupt:
        print("\nStopped. What was saved is kept; the same command goes on.", file=sys.stderr)
        return NOTHING
    except BrokenPipeError:
        sys.stderr.close()
        return ANSWERED


def _complain(error: Throughline, code: int) -> int:
    print(f"throughline: {error}", file=sys.stderr)
    return code


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    parser = argparse.ArgumentParser(
        prog="throughline",
        description="Searches the oversight of children's services and tells whether a"
        " recommendation has come up before. Every answer is words on a page.",
    )
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    for add in (
        _add_demo,
        _add_ingest,
        _add_worker,
        _add_fetch,
        _add_extract,
        _add_search,
        _add_recurred,
        _add_links,
        _add_threads,
        _add_briefing,
        _add_asks,
        _add_documents,
        _add_mcp,
        _add_user,
        _add_eval,
        _add_doctor,
        _add_train,
    ):
        add(commands)
    add_serving(commands, _add_library)
    add_keeping(commands, _add_library)
    add_following(commands, _add_library)
    add_engine(commands, _add_library)
    return parser


def _command(commands: Commands, name: str, says: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=says, description=says)
    return parser


def _add_library(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--library",
        type=inputs.path,
        metavar="DIR",
        help="the library's folder; else $THROUGHLINE_LIBRARY, else ./library",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON value")


def _add_common(parser: argparse.ArgumentParser) -> None:
    """The options of every command that answers from a library."""
    _add_library(parser)
    _add_json(parser)


def _add_demo(commands: Commands) -> None:
    parser = _command(
        commands, "demo", "build a library from the sample, or from PATH, and show the main answers"
    )
    parser.add_argument("paths", nargs="*", type=inputs.path, metavar="PATH")
    _add_library(parser)


def _add_ingest(commands: Commands) -> None:
    parser = _command(commands, "ingest", "read files and folders into the library")
    parser.add_argument("paths", nargs="+", type=inputs.path, metavar="PATH")
    parser.add_argument(
        "--authority",
        type=inputs.words,
        default="",
        help="the council, where a document does not name it",
    )
    parser.add_argument(
        "--again", action="store_true", help="read also what was refused before, unchanged since"
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="exit with 1 where a file given was refused, or something of one was not read or is"
        " not certain; what could be read is kept all the same",
    )
    parser.add_argument(
        "--dask",
        default="",
        metavar="ADDRESS",
        help="have the files read by the workers of this Dask scheduler (tcp://host:8786); local"
        " begins a cluster on this machine",
    )
    _add_common(parser)


def _add_worker(commands: Commands) -> None:
    parser = _command(commands, "worker", "read files for `throughline ingest --dask`")
    parser.add_argument("address", metavar="ADDRESS", help="the scheduler: tcp://host:8786")
    parser.add_argument(
        "--processes",
        type=inputs.count,
        metavar="N",
        help="files read at once; default one a core, as far as memory goes",
    )


def _add_fetch(commands: Commands) -> None:
    parser = _command(
        commands, "fetch", "download a council's known public reports from their publishers"
    )
    parser.add_argument("--authority", type=inputs.words, required=True, help="the council")
    parser.add_argument(
        "--into",
        type=inputs.path,
        default=Path("documents"),
        metavar="DIR",
        help="default: ./documents",
    )
    _add_json(parser)


def _add_extract(commands: Commands) -> None:
    parser = _command(commands, "extract", "print what is found in one file; no library needed")
    parser.add_argument("file", type=inputs.path, metavar="FILE")
    _add_json(parser)


def _add_search(commands: Commands) -> None:
    parser = _command(
        commands,
        "search",
        'find passages; "a phrase", AND, OR, NOT, /s, /p, w/5 and word* are understood',
    )
    parser.add_argument("words", type=inputs.words)
    _add_filters(parser)
    _add_filter(
        parser,
        "--statement",
        "only passages that hold an ask (what somebody was asked to do), finding, action ...",
    )
    _add_filter(parser, "--stance", "only passages found weak, improving ...")
    _add_filter(parser, "--theme", "only passages about a theme, by its id")
    parser.add_argument("--limit", type=inputs.count, default=10, help="hits at most; default 10")
    parser.add_argument(
        "--exact", action="store_true", help="add no acronyms or synonyms to the words"
    )
    parser.add_argument(
        "--everywhere",
        action="store_true",
        help="do not narrow by a council, year, kind or body that the words name",
    )
    _add_common(parser)


def _add_filters(parser: argparse.ArgumentParser) -> None:
    _add_filter(parser, "--authority", "of this council")
    parser.add_argument(
        "--from", dest="since", type=inputs.day, metavar="DATE", help="published from"
    )
    parser.add_argument(
        "--to", dest="until", type=inputs.last_day, metavar="DATE", help="published to"
    )
    _add_filter(parser, "--kind", "of this kind of document")
    _add_filter(parser, "--framework", "of this inspection framework")


def _add_filter(parser: argparse.ArgumentParser, name: str, says: str) -> None:
    """An option that may be given again: then any of its values will do."""
    parser.add_argument(
        name, type=inputs.words, action="append", default=[], help=f"{says}; may be given again"
    )


def _add_recurred(commands: Commands) -> None:
    parser = _command(
        commands,
        "recurred",
        "has this come up before, and since? For words, or the id of one that `asks` lists",
    )
    parser.add_argument("words", nargs="?", type=inputs.words, metavar="WORDS|ASK_ID")
    parser.add_argument(
        "--list",
        type=inputs.path,
        metavar="FILE",
        help="instead of words a list of subjects (.txt, .csv, .xlsx, .docx): a table of each",
    )
    parser.add_argument("--csv", action="store_true", help="print the table of a list as CSV")
    parser.add_argument(
        "--all", action="store_true", help="print every sentence, and not the plainest few only"
    )
    parser.add_argument(
        "--authority", type=inputs.words, default="", help="the council, where several are held"
    )
    _add_common(parser)


def _add_authority(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--authority",
        type=inputs.words,
        default="",
        help="the council; where one only is held, that one",
    )


def _add_links(commands: Commands) -> None:
    parser = _command(
        commands, "links", "compare every earlier recommendation of a council with every later one"
    )
    _add_authority(parser)
    _add_common(parser)


def _add_threads(commands: Commands) -> None:
    parser = _command(
        commands, "threads", "the issues that run through a council's years, each with its state"
    )
    _add_authority(parser)
    parser.add_argument(
        "--until", type=inputs.last_day, metavar="DATE", help="as of this day: nothing later"
    )
    _add_common(parser)


def _add_briefing(commands: Commands) -> None:
    parser = _command(commands, "briefing", "write a briefing for a committee's item")
    about = parser.add_mutually_exclusive_group(required=True)
    about.add_argument("--document", default="", help="a council's paper, by its id")
    about.add_argument("--theme", default="", help="a theme's id; needs --authority")
    about.add_argument("--thread", default="", help="a thread's id; needs --authority")
    parser.add_argument("--authority", type=inputs.words, default="", help="the council")
    parser.add_argument("--meeting", type=date.fromisoformat, help="the meeting's day, 2024-03-07")
    parser.add_argument(
        "--out", type=inputs.path, required=True, help="pack.docx, pack.html or pack.md"
    )
    _add_library(parser)


def _add_asks(commands: Commands) -> None:
    parser = _command(commands, "asks", "list what was asked for, by whom, when and where")
    _add_filters(parser)
    parser.add_argument("--addressee", type=inputs.words, default="", help="words of the addressee")
    parser.add_argument("--csv", action="store_true", help="print CSV")
    _add_common(parser)


def _add_documents(commands: Commands) -> None:
    parser = _command(commands, "documents", "list the documents held and the files refused")
    _add_filters(parser)
    _add_common(parser)


def _add_mcp(commands: Commands) -> None:
    parser = _command(
        commands,
        "mcp",
        "answer an assistant on this machine (Model Context Protocol over standard input and"
        " output); over HTTP `serve` does, at /mcp",
    )
    _add_library(parser)


def _add_user(commands: Commands) -> None:
    parser = _command(commands, "user", "people who may log in, and tokens for programs")
    what = parser.add_subparsers(dest="what", metavar="what", required=True)
    add = what.add_parser("add", help="add a person, or set role and password anew")
    add.add_argument("name", help="a name; a role will do: 'scrutiny officer'")
    add.add_argument("--role", choices=ROLES, default="reader")
    add.add_argument(
        "--no-password",
        action="store_true",
        help="they come by the login of a proxy alone: `serve --person-header`",
    )
    remove = what.add_parser("remove", help="forget a person and their tokens")
    remove.add_argument("name")
    token = what.add_parser("token", help="make a token for a program; it is shown once")
    token.add_argument("name")
    token.add_argument("--label", default="program", help="what it is for")
    token.add_argument("--withdraw", action="store_true", help="withdraw those of this label")
    for parser in (add, remove, token, what.add_parser("list", help="name all, with their roles")):
        _add_library(parser)


def _add_eval(commands: Commands) -> None:
    parser = _command(
        commands, "eval", "measure against hand-checked answers and the committed baseline"
    )
    parser.add_argument("name", metavar="NAME|all")
    parser.add_argument("--gold", type=inputs.path, required=True, metavar="DIR")
    parser.add_argument("--update", action="store_true", help="make this run the baseline")
    _add_json(parser)


def _add_doctor(commands: Commands) -> None:
    parser = _command(commands, "doctor", "say what is installed, held and amiss")
    _add_common(parser)


def _add_train(commands: Commands) -> None:
    from eval.training.command import add_trainings

    add_trainings(_command(commands, "train", "fit a model again from labels, and write it"))
