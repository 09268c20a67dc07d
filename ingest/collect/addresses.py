"""Which addresses may be asked for documents: those of the public network, at every hop."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from corpus.errors import FetchError

Address = IPv4Address | IPv6Address
MayAsk = Callable[[Address], bool]

# Of IPv6: what is given out to networks (the rest stands for other things, or for nothing yet),
# and what a network without IPv4 puts an IPv4 address into.
_GIVEN_OUT = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


def is_public(address: Address) -> bool:
    """True of an address that anyone can reach: not this machine, nor one of its own network.

    >>> [is_public(ip_address(one)) for one in ("51.140.0.1", "10.0.0.7", "::1", "169.254.1.1")]
    [True, False, False, False]
    """
    inner = _inner(address)
    is_given_out = isinstance(inner, IPv4Address) or inner in _GIVEN_OUT
    return inner.is_global and not inner.is_multicast and is_given_out


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def check_host(url: httpx.URL, may_ask: MayAsk) -> None:
    """Raise FetchError where a URL is no HTTP, or any address of its host may not be asked.

    A name that is not found is left to the request, which says so.
    """
    if url.scheme not in _PORTS:
        raise FetchError(f"{url}: neither http nor https. Look at the address in a browser.")
    for address in _resolve(url):
        if not may_ask(address):
            raise FetchError(
                f"{url}: its host is {address}, on this machine or a private network, where no"
                " publisher is. Look where the listed address leads in a browser."
            )


def _resolve(url: httpx.URL) -> list[Address]:
    port = url.port or _PORTS[url.scheme]
    try:
        found = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ip_address(str(address[0]).partition("%")[0]) for *_, address in found]


def check_peer(response: httpx.Response, may_ask: MayAsk) -> None:
    """Raise FetchError where the machine that answered may not be asked.

    Its name may have led elsewhere between the look and the request.
    """
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream else None
    if peer and not may_ask(ip_address(str(peer[0]).partition("%")[0])):
        raise FetchError(f"{response.url}: answered by {peer[0]}, which is no public address.")
