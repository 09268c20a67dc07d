"""What each command does: open, call one function, print.

Heavy modules are imported inside the command that needs them, so that every command
starts as fast as what it uses.
"""

from __future__ import annotations

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from api.cli import text as say
from api.export.cells import guard_formula
from api.settings import Settings
from corpus.errors import QueryError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from api.adding.intake import Hire
    from corpus.store.asks import HeldAsk
    from corpus.store.connection import Connection
    from index.library import Library

ANSWERED, NOTHING, WRONG_USE = 0, 1, 2


def run_demo(arguments: Namespace) -> int:
    """A library from the sample or the given files, one search, one recurrence, what next."""
    from api.cli.demo import show_demo

    return show_demo(arguments.paths, arguments.library)


def run_ingest(arguments: Namespace) -> int:
    """Files into the library; 1 where nothing of what was given is held afterwards.

    With `--strict` 1 also where a file was refused, or something is missing of one.
    """
    from api.adding.intake import hire_here, take_in
    from index.library import create_library

    settings = Settings()
    hire = _hirer(arguments.dask) if arguments.dask else hire_here
    with create_library(library_folder(arguments), settings.encoder) as library:
        counts = take_in(library, arguments.paths, arguments.authority, arguments.again, hire)
    if arguments.json:
        _print_json(counts.as_json())
    else:
        print(counts.say())
    held = counts.read or counts.duplicate
    return ANSWERED if held and (counts.whole or not arguments.strict) else NOTHING


def _hirer(address: str) -> Hire:
    """What finds the workers of a Dask cluster, and tells which of them are not used."""
    from ingest.cluster import hire_cluster
    from ingest.prepare import PreparingCrew, processes_for

    def hire(files: int, encoder: str) -> PreparingCrew:
        cluster = hire_cluster(address, processes_for(files), encoder)
        for line in cluster.workers.say_others():
            print(line, file=sys.stderr)
        return cluster

    return hire


def run_worker(arguments: Namespace) -> int:
    """Read files for whoever ingests, until stopped."""
    from ingest.cluster import serve_worker
    from ingest.prepare import most_processes

    count = arguments.processes or most_processes()
    print(f"Throughline: reads {count} files at once for {arguments.address}. Stop: Ctrl-C")
    serve_worker(arguments.address, count, Settings().encoder)
    return ANSWERED


def run_fetch(arguments: Namespace) -> int:
    """The listed documents of a council, downloaded; 1 where none could be had.

    NotFound where no council of that name is listed.
    """
    from corpus.errors import NotFound
    from corpus.manifest import load_manifest
    from ingest.collect.fetch import Fetched, fetch_listings, open_client

    listings = load_manifest().of_authority(arguments.authority)
    if not listings:
        raise NotFound(f"{arguments.authority}: no council of that name is listed.")
    arguments.into.mkdir(parents=True, exist_ok=True)
    outcomes = []
    with open_client() as client:
        for outcome in fetch_listings(client, listings, arguments.into):
            print(say.fetched(outcome), file=sys.stderr)
            outcomes.append(outcome)
    fetched = [outcome for outcome in outcomes if isinstance(outcome, Fetched)]
    if arguments.json:
        _print_json([say.fetched_as_json(outcome) for outcome in outcomes])
    else:
        print(f"{len(fetched)} of {len(listings)} documents are in {arguments.into}.")
    return ANSWERED if fetched else NOTHING


def run_extract(arguments: Namespace) -> int:
    """Everything found in one file."""
    from api.http.answers import to_extracted
    from corpus.errors import IngestError
    from corpus.records import Rejected
    from ingest.judge import judge_reports, open_judges
    from ingest.pipeline import read_report
    from ingest.sources import digest_file, find_source
    from models.text.encoder import open_encoder

    path: Path = arguments.file
    try:
        reports = read_report(find_source(path, digest_file(path)), path)
        reports = judge_reports(reports, open_judges(open_encoder(Settings().encoder)))
        rejected = []
    except IngestError as error:
        reports, rejected = (), [Rejected(str(path), str(error))]
    if arguments.json:
        _print_json(to_extracted(reports, rejected))
    else:
        print(say.extracted(reports, rejected))
    return ANSWERED if reports else NOTHING


def run_search(arguments: Namespace) -> int:
    """Passages that answer; 1 where nothing is close."""
    from index.answers.search import answer_search
    from index.search.conditions import FIELDS

    with open_held(arguments) as library:
        answer = answer_search(
            library,
            arguments.words,
            to_filters(arguments),
            arguments.limit,
            expand=not arguments.exact,
            narrow_by=() if arguments.everywhere else FIELDS,
        )
    if arguments.json:
        from api.http.answers import to_search  # the shapes take a while to make

        _print_json(to_search(answer))
    else:
        print(say.search(answer))
    return ANSWERED if answer.hits and not answer.nothing_close else NOTHING


def run_recurred(arguments: Namespace) -> int:
    """Whether something came up before and since; 1 where it did not. A table of a list.

    QueryError where neither words nor a list is given, or both are.
    """
    from api.http.answers import to_recurred
    from index.answers.records.record import answer_record

    if arguments.list:
        return _run_list(arguments)
    if arguments.words is None or arguments.csv:
        raise QueryError("give words, or a list of them: --list FILE, of which --csv is a table")
    with open_held(arguments) as library:
        record = answer_record(library, arguments.words, _council(arguments.authority))
    _print(arguments, record, to_recurred, partial(say.recurred, whole=arguments.all))
    return ANSWERED if record.occurrences else NOTHING


def _run_list(arguments: Namespace) -> int:
    """The record of each subject of a list in one table; 1 where none came up before."""
    from api.http.people.shapes import to_table
    from api.questions.reading import read_path
    from api.questions.table import to_cells
    from index.answers.records.many import answer_questions

    if arguments.words is not None:
        raise QueryError("give words or a list, not both")
    given = read_path(arguments.list)
    for remark in given.remarks:
        print(f"throughline: {remark}", file=sys.stderr)
    with open_held(arguments) as library:
        council = _one_council(library, arguments.authority)
        table = answer_questions(library, given.subjects, council)
    if arguments.csv and not arguments.json:
        _print_csv(to_cells(table, Settings().address))
    else:
        _print(arguments, table, lambda of: to_table(of, Settings().address), say.questions)
    return ANSWERED if any(row.times for row in table.rows) else NOTHING


def run_links(arguments: Namespace) -> int:
    """Every pair of an earlier and a later ask of a council."""
    from api.http.answers import to_link
    from index.answers.asks import answer_links

    with open_held(arguments) as library:
        links = answer_links(library, _one_council(library, arguments.authority))
    _print(arguments, links, to_link, say.links)
    return ANSWERED if links else NOTHING


def run_threads(arguments: Namespace) -> int:
    """The issues that run through a council's years."""
    from api.http.answers import to_thread
    from index.answers.issues import answer_issues

    with open_held(arguments) as library:
        council = _one_council(library, arguments.authority)
        issues = answer_issues(library, council, arguments.until).issues
    _print(arguments, issues, to_thread, say.threads)
    return ANSWERED if issues else NOTHING


def run_briefing(arguments: Namespace) -> int:
    """A briefing pack, written as its file name says."""
    from api.export.pack_files import check_format, write_pack
    from index.answers.briefing import Item, answer_briefing

    check_format(arguments.out)
    item = Item(
        _council(arguments.authority),
        arguments.document,
        arguments.theme,
        arguments.thread,
        arguments.meeting,
    )
    with open_held(arguments) as library:
        pack = answer_briefing(library, item)
        library.save_worked_out()
    write_pack(pack, arguments.out)
    print(f"written: {arguments.out}")
    return ANSWERED


def run_asks(arguments: Namespace) -> int:
    """What was asked of whom, when and where."""
    from api.http.answers import to_ask
    from index.answers.asks import answer_asks

    with open_held(arguments) as library:
        asks = answer_asks(library, to_filters(arguments), arguments.addressee)
        rows = _list_asks(library, asks) if arguments.csv else []
    if arguments.csv and not arguments.json:
        _print_csv(rows)
    else:
        _print(arguments, asks, to_ask, say.asks)
    return ANSWERED if asks else NOTHING


def _list_asks(library: Library, asks: Sequence[HeldAsk]) -> list[dict[str, Any]]:
    """Asks as rows of a table, each with addresses that last."""
    from api.export.links import link_publisher, link_statement, load_publishers
    from api.http.answers import to_ask

    base, publishers = Settings().address, load_publishers(library.db)
    return [
        {
            **to_ask(ask).model_dump(mode="json", exclude={"parts"}),
            "link": link_statement(base, ask.id),
            "publisher_link": link_publisher(ask.citation, publishers),
        }
        for ask in asks
    ]


def run_documents(arguments: Namespace) -> int:
    """The documents held, and the files refused."""
    from api.http.answers import to_line
    from corpus.store.documents import held_documents
    from corpus.store.library import load_refused

    with open_held(arguments) as library:
        held = held_documents(library.db, to_filters(arguments))
        refused = load_refused(library.db)
    if arguments.json:
        _print_json({"documents": [to_line(document) for document in held], "refused": refused})
    else:
        print(say.documents(held, refused))
    return ANSWERED if held else NOTHING


def run_mcp(arguments: Namespace) -> int:
    """Answer an assistant over standard input and output, until it closes them."""
    from api.assistant.server import create_assistant

    with open_held(arguments) as library:
        create_assistant(library, Settings().address).run("stdio")
    return ANSWERED


def run_user(arguments: Namespace) -> int:
    """People who may log in, and tokens; a password is asked for, or read from a pipe."""
    from corpus.store.people.accounts import open_accounts

    with open_accounts(library_folder(arguments)) as db:
        print(_USER[arguments.what](db, arguments))
    return ANSWERED


def _user_add(db: Connection, arguments: Namespace) -> str:
    from api.auth.accounts import add_person

    password = None if arguments.no_password else _read_password()
    person = add_person(db, arguments.name, arguments.role, password)
    return f"{person.name} may log in as {person.role}."


def _user_remove(db: Connection, arguments: Namespace) -> str:
    from corpus.store.people.accounts import remove_person

    remove_person(db, arguments.name)
    _forget_follows(arguments)
    return f"{arguments.name} may log in no more."


def _forget_follows(arguments: Namespace) -> None:
    """Remove what a person followed, with the e-mail address, where a library is held."""
    from corpus.store.people.follows import remove_follows_of
    from index.library import library_file, open_library

    if library_file(library_folder(arguments)).is_file():
        with open_library(library_folder(arguments)) as library:
            remove_follows_of(library.db, arguments.name)


def _user_list(db: Connection, arguments: Namespace) -> str:
    from corpus.store.people.accounts import list_people

    people = [f"{person.name}: {person.role}" for person in list_people(db)]
    return "\n".join(people) or "Nobody yet. Add someone with `throughline user add NAME`."


def _user_token(db: Connection, arguments: Namespace) -> str:
    from api.auth.accounts import add_token
    from corpus.store.people.accounts import remove_tokens

    if arguments.withdraw:
        return f"{remove_tokens(db, arguments.name, arguments.label)} withdrawn."
    print("Shown once; send it as `Authorization: Bearer TOKEN`:", file=sys.stderr)
    return add_token(db, arguments.name, arguments.label)


_USER: Mapping[str, Callable[[Connection, Namespace], str]] = {
    "add": _user_add,
    "remove": _user_remove,
    "list": _user_list,
    "token": _user_token,
}


def _read_password() -> str:
    """A password typed twice, unseen; from a pipe, its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    password = getpass("Password: ")
    if getpass("Again: ") != password:
        raise QueryError("the two passwords differ; nothing was changed")
    return password


def run_eval(arguments: Namespace) -> int:
    """Accuracy against hand-checked answers; 1 where a figure fell below the baseline."""
    from eval.command import evaluate_all

    return evaluate_all(arguments.name, arguments.gold, arguments.update, arguments.json)


def run_doctor(arguments: Namespace) -> int:
    """What is installed, held and amiss."""
    from api.cli.doctor import examine

    findings = examine(library_folder(arguments))
    if arguments.json:
        _print_json(findings)
    else:
        print("\n".join(finding.say() for finding in findings))
    return ANSWERED if all(finding.well for finding in findings) else NOTHING


def run_train(arguments: Namespace) -> int:
    """Fit a model again and write its artefact."""
    from eval.training.command import train

    train(arguments)
    return ANSWERED


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "demo": run_demo,
    "ingest": run_ingest,
    "worker": run_worker,
    "fetch": run_fetch,
    "extract": run_extract,
    "search": run_search,
    "recurred": run_recurred,
    "links": run_links,
    "threads": run_threads,
    "briefing": run_briefing,
    "asks": run_asks,
    "documents": run_documents,
    "mcp": run_mcp,
    "user": run_user,
    "eval": run_eval,
    "doctor": run_doctor,
    "train": run_train,
}


# --- shared ----------------------------------------------------------------


def library_folder(arguments: Namespace) -> Path:
    """The library's folder: as said, else from the environment, else ./library."""
    folder: Path | None = arguments.library
    return folder or Settings().library


def open_held(arguments: Namespace) -> Library:
    """The library that is named; on standard error what is old in it. The caller closes it."""
    from index.library import open_library

    library = open_library(library_folder(arguments))
    if say := say_stale(library):
        print(f"throughline: {say}", file=sys.stderr)
    return library


def say_stale(library: Library) -> str:
    """What to do where an earlier version made some of a library's vectors; else nothing."""
    from index.library import stale_vectors

    stale = len(stale_vectors(library))
    if not stale:
        return ""
    return (
        f"{library.path.parent}: an earlier version of Throughline encoded {stale} of its"
        " documents, so scores can differ from those of a new library. Run `throughline"
        f" ingest PATH --library {library.path.parent}` with the same files."
    )


def to_filters(arguments: Namespace) -> Any:
    """The filters that a command's options name."""
    from corpus.store.filters import Filters

    return Filters(
        authority=tuple(map(_council, arguments.authority)),
        since=arguments.since,
        until=arguments.until,
        kind=tuple(arguments.kind),
        framework=tuple(arguments.framework),
        statement=tuple(getattr(arguments, "statement", ())),
        stance=tuple(getattr(arguments, "stance", ())),
        theme=tuple(getattr(arguments, "theme", ())),
    )


def _council(name: str) -> str:
    """A council's name as the library holds it, from any spelling; unknown names stay."""
    from corpus.manifest import council_name

    return council_name(name)


def _one_council(library: Library, name: str) -> str:
    """The council named; without a name the only one held. Raises as `only_authority`."""
    from corpus.store.documents import only_authority

    return _council(name) if name else only_authority(library.db)


def _print(
    arguments: Namespace,
    answer: Any,
    to_shape: Callable[[Any], BaseModel],
    in_words: Callable[[Any], str],
) -> None:
    """An answer as JSON, a list as the shapes of its items; without `--json` in words."""
    if not arguments.json:
        print(in_words(answer))
    elif isinstance(answer, list | tuple):
        _print_json([to_shape(item) for item in answer])
    else:
        _print_json(to_shape(answer))


def _print_json(value: Any) -> None:
    print(json.dumps(to_jsonable_python(value), ensure_ascii=False, indent=1))


def _print_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        writer = csv.DictWriter(sys.stdout, list(rows[0]))
        writer.writeheader()
        writer.writerows({name: guard_formula(cell) for name, cell in row.items()} for row in rows)
