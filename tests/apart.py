"""Asynchronous calls in a thread of their own."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import anyio

Answer = TypeVar("Answer")


def run_apart(asking: Callable[..., Awaitable[Answer]], *given: Any) -> Answer:
    """What a call answers; tests of browsers leave a loop running in the thread of the tests."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, asking, *given).result()
