"""Addresses as they are sent to readers: without the host, which may be another in front."""

from __future__ import annotations

from starlette.datastructures import URL


def relative_address(url: URL) -> str:
    """The path and query of an address: what is left of it on whatever host it was asked for.

    >>> relative_address(URL("http://a.example/asks?page=2")), relative_address(URL("http://a//b"))
    ('/asks?page=2', '/b')
    """
    # Of two slashes at the beginning a browser would take what follows for a host.
    path = f"/{url.path.lstrip('/')}"
    return f"{path}?{url.query}" if url.query else path
