"""The commands that keep a library: backup, restore, repair, verdicts out and in."""

from __future__ import annotations

import argparse
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from api.cli import inputs
from api.cli.commands import ANSWERED, NOTHING, library_folder
from corpus.errors import QueryError

if TYPE_CHECKING:
    from corpus.store.connection import Connection
    from corpus.store.people.exchange import Exported
    from corpus.store.people.questions import QuestionList
    from corpus.store.people.verdicts import Verdict
    from index.repair import Repaired

    Commands = argparse._SubParsersAction[ArgumentParser]


def add_keeping(commands: Commands, add_library: Callable[[ArgumentParser], None]) -> None:
    """The commands, with their options."""
    backup = _command(commands, "backup", "copy library, accounts and added papers to one file")
    backup.add_argument("file", type=inputs.path, metavar="FILE", help="a new file, as backup.zip")
    restore = _command(commands, "restore", "bring a library back from a backup; stop the server")
    restore.add_argument("file", type=inputs.path, metavar="FILE")
    restore.add_argument(
        "--replace", action="store_true", help="in place of the library there, which is kept aside"
    )
    repair = _command(
        commands, "repair", "make a damaged library whole from what can be read of it"
    )
    verdicts = _command(
        commands, "verdicts", "what people made: verdicts, briefings, follows, lists"
    )
    what = verdicts.add_subparsers(dest="what", metavar="what", required=True)
    export = what.add_parser("export", help="print them as JSON, or write them to a file")
    export.add_argument("file", nargs="?", type=inputs.path, metavar="FILE")
    given = what.add_parser("import", help="add those of an export; given twice it adds nothing")
    given.add_argument("file", type=inputs.path, metavar="FILE")
    lists = _command(commands, "questions", "the lists of questions that people made")
    kept = lists.add_subparsers(dest="what", metavar="what", required=True)
    delete = kept.add_parser("delete", help="delete one for good, by its id")
    delete.add_argument("id", metavar="ID")
    all_lists = (what.add_parser("list", help="list"), kept.add_parser("list", help="list"))
    for parser in (backup, restore, repair, export, given, delete, *all_lists):
        add_library(parser)


def _command(commands: Commands, name: str, says: str) -> ArgumentParser:
    return commands.add_parser(name, help=says, description=says)


def run_backup(arguments: Namespace) -> int:
    """A library in one file, read back to prove it."""
    from corpus.store.file.archive import write_backup

    manifest = write_backup(library_folder(arguments), arguments.file)
    size = arguments.file.stat().st_size
    print(
        f"{arguments.file}: {len(manifest.files)} files, {size / 1e6:.1f} MB, read back and found"
        " whole. It holds password hashes: keep it where only you can read it."
    )
    return ANSWERED


def run_restore(arguments: Namespace) -> int:
    """A library brought back from a backup."""
    from corpus.store.file.restore import restore_backup

    folder = library_folder(arguments)
    restored = restore_backup(arguments.file, folder, arguments.replace)
    print(f"{folder}: as it was at {restored.manifest.made_at}.")
    if restored.kept_at:
        print(f"What was there before is in {restored.kept_at}.")
    return ANSWERED


def run_repair(arguments: Namespace) -> int:
    """A damaged library made whole, with what was lost; 1 where something was."""
    from index.repair import repair_library

    folder = library_folder(arguments)
    repaired = repair_library(folder)
    if repaired is None:
        print(f"{folder}: nothing is damaged; nothing was changed.")
        return ANSWERED
    print("\n".join(_say_repaired(folder, repaired)))
    salvaged = repaired.salvaged
    return NOTHING if salvaged.lost_people or salvaged.lost_records else ANSWERED


def _say_repaired(folder: Path, repaired: Repaired) -> list[str]:
    salvaged = repaired.salvaged
    lines = [
        f"{folder}: whole again. {repaired.documents} documents,"
        f" {salvaged.rows['verdict']} verdicts and {salvaged.rows['briefing']} briefings are held;"
        f" the words of all were indexed again, the vectors of {repaired.encoded} made again.",
        f"The damaged file is kept: {repaired.kept_at}",
    ]
    if salvaged.lost_people:
        lines.append(
            "Some verdicts or briefings could not be read. If you have a backup, restore it to"
            " another folder and bring them over: `throughline verdicts export` there,"
            " `throughline verdicts import` here."
        )
    if salvaged.lost_records or repaired.left_out:
        left_out = f" Left out: {', '.join(repaired.left_out)}." if repaired.left_out else ""
        lines.append(
            "Some of what was found in documents could not be read."
            f"{left_out} Run `throughline ingest PATH --library {folder}` with the same files:"
            " they are read again, and verdicts stay."
        )
    return lines


# --- what people did ---------------------------------------------------------


def run_verdicts(arguments: Namespace) -> int:
    """Verdicts and briefings listed, taken out or brought in."""
    from index.library import open_library

    with open_library(library_folder(arguments)) as library:
        print(_VERDICTS[arguments.what](library.db, arguments))
    return ANSWERED


def _export(db: Connection, arguments: Namespace) -> str:
    from corpus.store.people.exchange import export_people

    exported = export_people(db)
    written = json.dumps(to_jsonable_python(exported), ensure_ascii=False, indent=1)
    if not arguments.file:
        return written
    _write(arguments.file, written)
    return (
        f"{arguments.file}: {exported.say()}. It holds e-mail addresses and the addresses of"
        " people's feeds: keep it where only you can read it."
    )


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise QueryError(f"{file}: {error.strerror}. Name a file that you may write.") from error


def _import(db: Connection, arguments: Namespace) -> str:
    from corpus.store.people.exchange import import_people

    return import_people(db, _read_exported(arguments.file)).say()


def _read_exported(file: Path) -> Exported:
    """QueryError where the file is not what `export` wrote."""
    from pydantic import TypeAdapter, ValidationError

    from corpus.store.people.exchange import Exported

    try:
        return TypeAdapter(Exported).validate_json(file.read_bytes())
    except OSError as error:
        raise QueryError(f"{file}: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "it"
        raise QueryError(
            f"{file}: not what `throughline verdicts export` writes ({where}: {first['msg']})."
            " Nothing was changed."
        ) from error


def _list(db: Connection, arguments: Namespace) -> str:
    from corpus.store.people.verdicts import iter_verdicts

    lines = [_say_verdict(verdict) for verdict in iter_verdicts(db)]
    return "\n".join(lines) or "No verdicts yet. Reviewers give them in the pages."


def _say_verdict(verdict: Verdict) -> str:
    undone = f", undone by {verdict.undone_by}" if verdict.undone_at else ""
    pair = f"{verdict.earlier} and {verdict.later}: {verdict.verdict}"
    return f"{verdict.number}. {pair}, {verdict.who}, {verdict.said_at[:10]}{undone}"


# --- lists of questions --------------------------------------------------------


def run_questions(arguments: Namespace) -> int:
    """The lists that people made, or one of them deleted; 1 where there are none."""
    from corpus.store.people.questions import iter_questions, load_questions, remove_questions
    from index.library import open_library

    with open_library(library_folder(arguments)) as library:
        if arguments.what == "delete":
            remove_questions(library.db, load_questions(library.db, arguments.id))
            print(f"Deleted: {arguments.id}")
            return ANSWERED
        lines = [_say_list(asked) for asked in iter_questions(library.db)]
    print("\n".join(lines) or "No lists of questions are kept. People make them in the pages.")
    return ANSWERED if lines else NOTHING


def _say_list(asked: QuestionList) -> str:
    by = f" by {asked.who}" if asked.who else ""
    count = len(asked.subjects)
    return f"{asked.id}  {asked.made_at[:10]}{by}  {asked.council}, {count}: {asked.subjects[0]}"


_VERDICTS: Mapping[str, Callable[[Any, Namespace], str]] = {
    "list": _list,
    "export": _export,
    "import": _import,
}
KEEPING: Mapping[str, Callable[[Namespace], int]] = {
    "backup": run_backup,
    "restore": run_restore,
    "repair": run_repair,
    "verdicts": run_verdicts,
    "questions": run_questions,
}
