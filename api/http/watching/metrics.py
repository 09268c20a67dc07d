"""What the server does, counted for whoever runs it: Prometheus figures and a log of requests.

Neither has a word of what readers type or open: an address is told by its template
(`/statements/{statement_id}`).
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping

from fastapi import FastAPI
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.methods import template_at
from api.http.watching.backups import BackupWatch
from api.http.workload import Lane, Lanes
from index.answers.cache import count_cached
from index.library import Library

_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "DELETE")
_SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
_log = logging.getLogger("throughline.requests")


class Figures:
    """The figures of one application, each with its name and meaning for Prometheus."""

    def __init__(self, lanes: Lanes, library: Library, backups: BackupWatch | None = None) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "throughline_requests",
            "Requests answered",
            ("method", "address", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "throughline_request_seconds",
            "Seconds from a request to the end of its answer",
            ("address",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        ProcessCollector(registry=self._registry)
        of_one = "The process whose figures these are; a server of several workers has as many"
        self._watch("throughline_process", of_one, os.getpid)
        for name, lane in lanes.items():
            self._watch_lane(name, lane)
        self._watch("throughline_cached", "Answers cached", lambda: count_cached(library).values)
        if backups:
            self._watch_backups(backups)

    def _watch_backups(self, backups: BackupWatch) -> None:
        failed, written = "throughline_backup_failed", "throughline_backup_written_seconds"
        self._watch(failed, "1 where the last backup was not written", lambda: backups.has_failed)
        self._watch(written, "When a backup was last written", lambda: backups.written)

    def _watch_lane(self, name: str, lane: Lane) -> None:
        watched: Mapping[str, Callable[[], float]] = {
            "waiting": lambda: lane.waiting,
            "running": lambda: lane.running,
            "long": lambda: lane.long,
        }
        for what, count in watched.items():
            self._watch(f"throughline_{name}_{what}", f"Requests of this kind {what}", count)

    def _watch(self, name: str, meaning: str, count: Callable[[], float]) -> None:
        Gauge(name, meaning, registry=self._registry).set_function(count)

    def count(self, method: str, address: str, status: int, seconds: float) -> None:
        """Count a request; `address` is a template, so that there are few."""
        known = method if method in _METHODS else "other"
        self._requests.labels(known, address, str(status)).inc()
        self._seconds.labels(address).observe(seconds)

    def write(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self._registry)


class Measured:
    """An application whose every answer is counted, and told to the log."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application within does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = time.perf_counter(), 0

        async def note(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, note)
        finally:
            self._note(scope, status, time.perf_counter() - start)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        app: FastAPI = scope["app"]
        address = template_at(app, scope["path"])
        self._figures.count(scope["method"], address, status, seconds)
        told = {
            "method": scope["method"],
            "address": address,
            "status": status,
            "ms": round(1000 * seconds),
        }
        opened = f"{scope['path']}?{scope['query_string'].decode(errors='replace')}"
        _log.info("request", extra={"told": told, "private": {"opened": opened}})
