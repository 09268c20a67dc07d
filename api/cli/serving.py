"""The command `serve`: the pages and the API, by one process or by several of one library."""

from __future__ import annotations

import argparse
import atexit
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from api.cli import inputs
from api.cli.commands import ANSWERED, library_folder, open_held
from api.settings import Settings
from corpus.errors import QueryError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Config

    from api.auth.perimeter import Perimeter
    from api.cli.nightly import NightlyBackups
    from api.http.watching.backups import BackupWatch
    from api.http.workload import Changes
    from api.notices.nightly import NightlyNotices
    from corpus.store.connection import Connection
    from index.library import Library

    Commands = argparse._SubParsersAction[ArgumentParser]

_UNENCRYPTED = (
    "others can reach this server, and passwords travel to it unencrypted. Put HTTPS in front"
    " and start with --https: docs/security.md."
)
_ANSWERS_WITHIN_S = 60  # a process that lives; on a busy machine one takes seconds to begin


@dataclass(frozen=True)
class Server:
    """What each process of a server needs to know: it opens the library for itself."""

    folder: Path
    perimeter: Perimeter
    open_reading: bool
    open_keeping: bool
    log_queries: bool
    changes: Changes
    backups: BackupWatch | None
    only_read: bool  # a copy: nobody logs in, and nothing is kept in it

    def __call__(self) -> FastAPI:
        """The application of this process; what it opens is closed when the process ends."""
        from api.adding.queue import Intake
        from api.auth.rights import Access
        from api.http.app import create_app, create_copy_app
        from api.http.watching.logs import set_up_log
        from corpus.store.people.accounts import open_accounts
        from index.library import open_library
        from ingest.workers import end_with_parent

        set_up_log(self.log_queries)
        if parent_process():
            Thread(target=end_with_parent, daemon=True).start()
        opened = ExitStack()
        atexit.register(opened.close)
        library = opened.enter_context(open_library(self.folder))
        if self.only_read:
            return create_copy_app(library, self.perimeter, self.changes)
        accounts = opened.enter_context(open_accounts(self.folder))
        intake = opened.enter_context(Intake(self.folder))
        access = Access(accounts, self.open_reading, self.open_keeping, self.perimeter)
        return create_app(library, access, intake, self.backups, self.changes)


def add_serving(commands: Commands, add_library: Callable[[ArgumentParser], None]) -> None:
    """The command, with its options."""
    says = "answer over HTTP"
    parser = commands.add_parser("serve", help=says, description=says)
    parser.add_argument("--host", default="", help="default 127.0.0.1: this machine only")
    parser.add_argument("--port", type=int, default=0, help="default 8000")
    parser.add_argument(
        "--workers",
        type=inputs.count,
        metavar="N",
        help="serve by so many processes, each with memory of its own; default 1",
    )
    parser.add_argument(
        "--public",
        action="store_true",
        help="let everybody read without a login, on any address",
    )
    parser.add_argument(
        "--https",
        action="store_true",
        help="browsers come by HTTPS, which something in front of this server speaks",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name by which browsers reach this server; may be given again",
    )
    parser.add_argument(
        "--proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="the address or network of a proxy in front, whose X-Forwarded-* is believed",
    )
    parser.add_argument(
        "--person-header",
        default="",
        metavar="HEADER",
        help="the header in which that proxy names the person it has logged in; default: none",
    )
    parser.add_argument(
        "--notify", action="store_true", help="tell followers by e-mail every night what is new"
    )
    parser.add_argument(
        "--backup-to", type=inputs.path, metavar="DIR", help="back up to this folder every night"
    )
    parser.add_argument(
        "--backups-kept", type=inputs.count, metavar="N", help="the last so many; default 14"
    )
    add_library(parser)


def run_serve(arguments: Namespace) -> int:
    """The HTTP API and the pages, until they are stopped."""
    from api.auth.perimeter import to_perimeter
    from api.cli.connections import ServerConfig
    from api.http.workload import Changes
    from corpus.store.connection import is_read_only
    from corpus.store.people.accounts import open_accounts

    settings = Settings()
    host, port = arguments.host or settings.host, arguments.port or settings.port
    perimeter = to_perimeter(
        (*arguments.allow_host, host), arguments.https, arguments.proxy, arguments.person_header
    )
    is_local = _is_local(host, arguments)
    if not (is_local or arguments.https):
        print(f"throughline: {_UNENCRYPTED}", file=sys.stderr)
    open_reading = arguments.public or is_local
    folder = library_folder(arguments)
    with ExitStack() as opened:
        library = opened.enter_context(open_held(arguments))
        only_read = is_read_only(library.path)
        if only_read:
            _check_copy(arguments, open_reading)
            backups = None
        else:
            accounts = opened.enter_context(open_accounts(folder))
            backups = opened.enter_context(_backups(arguments, folder))
            opened.enter_context(_notices(arguments, library, accounts))
        who = "everybody" if open_reading else "people with a login (throughline user add)"
        print(f"Throughline: http://{host}:{port}/ for {who}; the API: /api/v1. Stop: Ctrl-C")
        server = Server(
            folder,
            perimeter,
            open_reading,
            open_keeping=is_local,
            log_queries=settings.log_queries,
            changes=Changes(),
            backups=backups.watch if backups else None,
            only_read=only_read,
        )
        # The perimeter reads what proxies say, and from which address it may come.
        config = ServerConfig(
            server,
            perimeter.proxies,
            host=host,
            port=port,
            workers=arguments.workers or 1,
            timeout_worker_healthcheck=_ANSWERS_WITHIN_S,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
        )
        _serve(config)
    return ANSWERED


def _check_copy(arguments: Namespace, open_reading: bool) -> None:
    """Say what a copy that may only be read does not do; QueryError where that was asked for."""
    if not open_reading or arguments.backup_to or arguments.notify:
        raise QueryError(
            f"{library_folder(arguments)}: may only be read here, so nobody can log in, and there"
            " are no backups or e-mails of it. Start with --public and without --backup-to and"
            " --notify, or see that you may write to its folder."
        )
    from api.http.bodies import NOTHING_KEPT

    print(f"throughline: {NOTHING_KEPT}", file=sys.stderr)


def _serve(config: Config) -> None:
    """Serve until stopped; several processes are started again where one ends."""
    from uvicorn import Server as OneProcess
    from uvicorn.config import STARTUP_FAILURE
    from uvicorn.supervisors import Multiprocess

    if config.workers > 1:
        Multiprocess(config, [config.bind_socket()]).run()
        return
    server = OneProcess(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)


def _is_local(host: str, arguments: Namespace) -> bool:
    """True where only this machine reaches the server: by its address, and nothing in front."""
    from api.auth.rights import is_this_machine

    is_in_front = arguments.proxy or arguments.https or arguments.allow_host
    return is_this_machine(host) and not is_in_front


def _backups(arguments: Namespace, folder: Path) -> AbstractContextManager[NightlyBackups | None]:
    """What backs the library up every night, where that was asked for."""
    if arguments.backup_to is None:
        return nullcontext()
    from api.cli.nightly import KEPT, NightlyBackups

    return NightlyBackups(folder, arguments.backup_to, arguments.backups_kept or KEPT)


def _notices(
    arguments: Namespace, library: Library, accounts: Connection
) -> AbstractContextManager[NightlyNotices | None]:
    """What tells followers by e-mail every night, where that was asked for."""
    if not arguments.notify:
        return nullcontext()
    from api.notices.mail import require_server
    from api.notices.nightly import NightlyNotices
    from corpus.store.people.accounts import find_person

    settings = Settings()
    server = require_server(settings)

    def is_known(who: str) -> bool:
        return not who or find_person(accounts, who) is not None

    return NightlyNotices(library, server, settings.address, is_known)


SERVING: Mapping[str, Callable[[Namespace], int]] = {"serve": run_serve}
