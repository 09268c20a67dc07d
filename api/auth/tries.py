"""How many passwords may be tried from where: enough for people, too few for guessers.

Tries are counted by name and address together, so that nobody is locked out by what another
does elsewhere, and by address, so that one address cannot go through all names.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from corpus.errors import QueryError
from corpus.store.connection import Connection
from corpus.store.people.accounts import writing
from corpus.store.people.attempts import (
    Attempts,
    count_attempts,
    remove_attempts_before,
    save_attempt,
)

TRY_AGAIN_S = 15 * 60
# For one name as many as a tired person gives: a guesser gets 480 a day from one address. For
# all names as many as an office behind one address gives.
_MOST_FOR_NAME = 5
_MOST_IN_ALL = 30
_NETWORK_BITS = 64  # of an IPv6 address: what one customer of a network has to itself
_LONGEST_ADDRESS = 64


class TooManyTries(QueryError):
    """Too many wrong passwords from one address, for one name or for all together."""


def count_try(db: Connection, name: str, address: str) -> int:
    """The number of the try that is counted now. TooManyTries, and none counted, at the limit."""
    now = datetime.now(UTC)
    with writing(db):
        remove_attempts_before(db, (now - timedelta(seconds=TRY_AGAIN_S)).isoformat())
        _refuse_guesser(count_attempts(db, name, address))
        return save_attempt(db, name, address, now.isoformat())


def _refuse_guesser(attempts: Attempts) -> None:
    minutes = TRY_AGAIN_S // 60
    if attempts.for_name >= _MOST_FOR_NAME:
        raise TooManyTries(
            f"{attempts.for_name} wrong passwords for this name from your network;"
            f" wait {minutes} minutes"
        )
    if attempts.in_all >= _MOST_IN_ALL:
        raise TooManyTries(
            f"{attempts.in_all} wrong passwords from your network; wait {minutes} minutes"
        )


def to_network(address: str) -> str:
    """What tries are counted by: an IPv4 address, or the network of an IPv6 one.

    >>> to_network("192.0.2.7"), to_network("::ffff:192.0.2.7"), to_network("2001:db8::7")
    ('192.0.2.7', '192.0.2.7', '2001:db8::/64')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:_LONGEST_ADDRESS]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), _NETWORK_BITS), strict=False))
