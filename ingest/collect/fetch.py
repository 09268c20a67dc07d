"""Copies of listed documents from their publishers: one at a time, checked, with their facts.

    with open_client() as client:
        for outcome in fetch_listings(client, load_manifest().of_authority("Medway"), folder):
            ...

A download is kept under a `.part` name until it is whole, so that a later run goes on
where an earlier one stopped.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Literal
from urllib.request import getproxies

import httpx

from corpus.errors import FetchError
from corpus.manifest import Listing
from ingest.collect.addresses import MayAsk, check_host, check_peer, is_public
from ingest.sources import PART_SUFFIX, digest_file, save_facts

USER_AGENT = "Throughline (fetches published oversight reports, one at a time)"
# Statuses that pass by themselves (RFC 9110 and 6585).
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Manners:
    """How patiently, and how much, to ask of a publisher."""

    pause_s: float = 1.0  # between documents
    retry_after_s: tuple[float, ...] = (1.0, 4.0, 15.0)
    longest_wait_s: float = 120.0  # whatever the server asks
    attempt_s: float = 600.0  # for one download
    most_bytes: int = 100_000_000  # the largest of the 224 listed copies seen has 4 MB
    wait: Callable[[float], None] = time.sleep


MANNERS = Manners()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A copy at hand: new, held since an earlier run, or changed since it was listed."""

    listing: Listing
    path: Path
    outcome: Literal["new", "held", "changed"]


@dataclass(frozen=True, slots=True)
class NotFetched:
    """A document that could not be had, and why."""

    listing: Listing
    reason: str


class _PassingError(Exception):
    """A trouble that may pass; `retry_after_s` is what the server asks for."""

    def __init__(self, message: str, retry_after_s: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


def open_client(timeout_s: float = 30.0, may_ask: MayAsk = is_public) -> httpx.Client:
    """An HTTP client with our name; the caller closes it.

    Asks no machine, first or redirected to, whose address `may_ask` does not allow: FetchError.
    """
    hooks: dict[str, list[Callable[..., None]]] = {
        "request": [lambda request: check_host(request.url, may_ask)]
    }
    if not getproxies():  # else it is the proxy that answers
        hooks["response"] = [lambda response: check_peer(response, may_ask)]
    return httpx.Client(
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
        timeout=httpx.Timeout(timeout_s, connect=10.0),
        follow_redirects=True,
        event_hooks=hooks,
    )


def fetch_listings(
    client: httpx.Client, listings: Iterable[Listing], folder: Path, manners: Manners = MANNERS
) -> Iterator[Fetched | NotFetched]:
    """Copies of all that is listed, in that order; one that fails does not stop the rest."""
    for listing in listings:
        outcome = _fetch_or_say(client, listing, folder, manners)
        yield outcome
        if isinstance(outcome, NotFetched) or outcome.outcome != "held":
            manners.wait(manners.pause_s)


def _fetch_or_say(
    client: httpx.Client, listing: Listing, folder: Path, manners: Manners
) -> Fetched | NotFetched:
    try:
        return fetch_listing(client, listing, folder, manners)
    except FetchError as error:
        return NotFetched(listing, str(error))


def fetch_listing(
    client: httpx.Client, listing: Listing, folder: Path, manners: Manners = MANNERS
) -> Fetched:
    """A copy in `folder`/council/, with its address and today's date beside it.

    Nothing is asked of the publisher where the copy is held already. FetchError where
    the copy cannot be had, is too large or is not a PDF; nothing is kept then but what
    a later run can go on from.
    """
    path = folder / _slug(listing.authority) / listing.file_name
    if path.is_file():
        return Fetched(listing, path, "held")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + PART_SUFFIX)
    _download(client, listing.url, part, manners)
    _check_pdf(part, listing.url)
    return _keep(listing, part, path)


def _slug(authority: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", authority.lower()).strip("-")


def _keep(listing: Listing, part: Path, path: Path) -> Fetched:
    digest = digest_file(part)
    source = listing.to_source(digest, path.name)
    save_facts(path, replace(source, fetched_on=datetime.now(UTC).date()))
    _tag_path(part).unlink(missing_ok=True)
    part.replace(path)
    changed = listing.sha256 not in ("", digest)
    return Fetched(listing, path, "changed" if changed else "new")


def _check_pdf(part: Path, url: str) -> None:
    with part.open("rb") as file:
        start = file.read(1024)  # readers allow this much before the header
    if b"%PDF-" not in start:
        _forget(part)
        raise FetchError(
            f"{url}: not a PDF but {start[:40]!r}. The publisher may show a notice in its"
            " place; open the address in a browser."
        )


# --- one download ----------------------------------------------------------


def _download(client: httpx.Client, url: str, part: Path, manners: Manners) -> None:
    """The whole file in `part`, after as many tries as manners allow."""
    for pause_s in (*manners.retry_after_s, None):
        try:
            return _try_download(client, url, part, manners)
        except (_PassingError, httpx.TransportError) as error:
            if pause_s is None:
                raise FetchError(
                    f"{url}: {error or type(error).__name__}, after"
                    f" {len(manners.retry_after_s) + 1} tries. Run it again later; it goes on"
                    " where it stopped."
                ) from error
            asked_s = error.retry_after_s if isinstance(error, _PassingError) else 0.0
            manners.wait(min(max(pause_s, asked_s), manners.longest_wait_s))
        except httpx.HTTPError as error:
            raise FetchError(f"{url}: {error}. Check the address.") from error
    return None


def _try_download(client: httpx.Client, url: str, part: Path, manners: Manners) -> None:
    start, tag = _resume_point(part)
    headers = {"Range": f"bytes={start}-", "If-Range": tag} if start else {}
    with client.stream("GET", url, headers=headers) as response:
        _check_status(response, part)
        if response.status_code != HTTPStatus.PARTIAL_CONTENT:
            _forget(part)  # the whole file comes: no ranges here, or another version
            _save_tag(part, response)
        elif not response.headers.get("content-range", "").startswith(f"bytes {start}-"):
            _forget(part)
            raise _PassingError("it sent another part of the file than was asked for")
        _receive(response, part, manners)


def _resume_point(part: Path) -> tuple[int, str]:
    """How much is held and the publisher's mark of that version; nothing to go on from: 0."""
    tag_path = _tag_path(part)
    if not (part.is_file() and tag_path.is_file()):
        return 0, ""
    return part.stat().st_size, tag_path.read_text("utf-8")


def _tag_path(part: Path) -> Path:
    return part.with_name(part.name + ".tag")


def _save_tag(part: Path, response: httpx.Response) -> None:
    """Keep the mark of this version; a weak one does not promise the same bytes."""
    tag = response.headers.get("etag", "")
    if not tag or tag.startswith("W/"):
        tag = response.headers.get("last-modified", "")
    if tag:
        _tag_path(part).write_text(tag, "utf-8")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _tag_path(part).unlink(missing_ok=True)


def _check_status(response: httpx.Response, part: Path) -> None:
    status = response.status_code
    said = f"{status} {response.reason_phrase or HTTPStatus(status).phrase}"
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        _forget(part)
        raise _PassingError(said)
    if status in _PASSING:
        raise _PassingError(said, _retry_after(response))
    if not response.is_success:
        raise FetchError(
            f"{response.url}: {said}. The publisher may have moved or withdrawn it; look for"
            " it on the publisher's site and give the file to `throughline ingest`."
        )


def _retry_after(response: httpx.Response) -> float:
    said = response.headers.get("retry-after", "")
    return float(said) if said.isdecimal() else 0.0


def _receive(response: httpx.Response, part: Path, manners: Manners) -> None:
    deadline = time.monotonic() + manners.attempt_s
    with part.open("ab") as file:
        _check_size(file.tell() + int(response.headers.get("content-length", 0)), part, manners)
        for chunk in response.iter_bytes():
            file.write(chunk)
            _check_size(file.tell(), part, manners)
            if time.monotonic() > deadline:
                raise _PassingError(f"not done in {manners.attempt_s:.0f} s")


def _check_size(size: int, part: Path, manners: Manners) -> None:
    if size > manners.most_bytes:
        _forget(part)
        raise FetchError(
            f"{part.stem}: more than {manners.most_bytes / 1e6:.0f} MB; no public report has"
            " that. Look at the address in a browser."
        )
