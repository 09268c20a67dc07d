"""Addresses without their host."""

import pytest
from starlette.datastructures import URL

from api.http.addresses import relative_address


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("https://a.example/asks?page=2", "/asks?page=2"),
        ("https://a.example/asks", "/asks"),
        ("https://a.example", "/"),
        ("https://a.example//elsewhere.example/asks?a=//b", "/elsewhere.example/asks?a=//b"),
        ("https://a.example///b", "/b"),
    ],
)
def test_a_host_is_left_out(asked: str, left: str) -> None:
    """And nothing that a browser would take for one is left in."""
    assert relative_address(URL(asked)) == left
