"""The program LibreOffice: a file in, the same as another kind of file out.

It reads what strangers wrote, so it runs shut in: a profile and a home of its own that are
thrown away, no macros, no links followed, no network where the system can take it away, and
with limits of time, memory and disk; it and all that it starts end together.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path

from corpus.errors import Damaged, Unready

PATIENCE_S = 120  # for one conversion; a report of 60 pages took 6 on a busy machine
_CPU_S = 100  # ends it where nobody waits for it any more
_MOST_DATA_KB = 2 << 20  # as much as a reader of ours may have
_MOST_FILE_BLOCKS = 1 << 20  # of 512 bytes
_NAMES = ("soffice", "libreoffice")
# A network and processes of its own, killed with their parent, where the system gives them.
_APART = ("unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child")
_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL")
_LIMITED = f'ulimit -t {_CPU_S} -f {_MOST_FILE_BLOCKS} -d {_MOST_DATA_KB}; exec "$@"'
_DEAD_PROXY = "http://127.0.0.1:9"  # nothing listens there
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),  # never
    ("Office.Calc/Content/Update", "Link", "2"),  # never
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def soffice_available() -> bool:
    """True where the program is installed."""
    return _find_program() is not None


def convert(source: Path, target: str, folder: Path, name: str) -> Path:
    """A file as another kind, in a folder that is thrown away afterwards.

    `target` is what LibreOffice calls the other kind: "docx", or its suffix with a filter and
    options behind it. `name` is the file's for messages. Raises Unready where the program is
    not installed, and Damaged where it does not read the file, or takes too long over it.
    """
    program = _find_program()
    if program is None:
        raise Unready(f"{name}: LibreOffice is not installed")
    suffix = target.partition(":")[0]
    out = folder / suffix
    command = [program, *_options(folder), "--convert-to", target, "--outdir", str(out)]
    _run([*_confined(), *command, str(source)], folder, name)
    made = out / f"{source.stem}.{suffix}"
    if not made.is_file():
        raise Damaged(
            f"{name}: LibreOffice does not open it. It may need a password, or not be whole: open"
            " it, and save it as PDF"
        )
    return made


def _find_program() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)


def _options(folder: Path) -> list[str]:
    profile = folder / "profile"
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_write_settings(), "utf-8")
    flags = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    return [f"-env:UserInstallation={profile.as_uri()}", *flags]


def _write_settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/'
        f'registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )


@cache
def _confined() -> tuple[str, ...]:
    """What runs a program with limits, and apart from the network where that can be had."""
    with_parent = _WITH_PARENT if _runs((*_WITH_PARENT, "true")) else ()
    apart = _APART if _runs((*_APART, "true")) else ()
    return (*with_parent, *apart, "sh", "-c", _LIMITED, "sh")


def _runs(command: tuple[str, ...]) -> bool:
    try:
        return not subprocess.run(command, capture_output=True, timeout=10).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def _run(command: list[str], folder: Path, name: str) -> None:
    """Run the program to its end; Damaged where that does not come."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired as error:
        raise Damaged(
            f"{name}: LibreOffice takes more than {PATIENCE_S} s over it. Open it, save it as PDF,"
            " and add that"
        ) from error
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it started and left behind."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but where programs are; a home and a place for scratch that are its own."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), _DEAD_PROXY)
    own = {"HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
    return {"PATH": os.environ.get("PATH", os.defpath), **own, **proxies}
