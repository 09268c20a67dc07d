"""Our dataclasses as plain lists, and back: what JSON and SQLite can hold.

A dataclass becomes the list of its fields in order, a tuple a list, a date its
ISO form; all else stays as it is. The type says how to go back, so nothing but
values is written.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any


def to_plain(value: Any) -> Any:
    """The value as lists, strings, numbers and None.

    >>> from corpus.records import Line, Box, Span
    >>> to_plain(Line(Span(0, 4), Box(1, 72.0, 90.5, 300.0, 102.0)))
    [[0, 4], [1, 72.0, 90.5, 300.0, 102.0]]
    """
    if is_dataclass(value):
        return [to_plain(getattr(value, name)) for name in names_of(value)]
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(hint: Any, plain: Any) -> Any:
    """The value of type `hint` that `to_plain` made this of.

    >>> from corpus.records import Span
    >>> from_plain(tuple[Span, ...], [[0, 4], [5, 9]])
    (Span(start=0, end=4), Span(start=5, end=9))
    """
    return _reviver(hint)(plain)


def names_of(value: Any) -> tuple[str, ...]:
    """The names of the fields of a dataclass's value, in order."""
    cls: Any = type(value)
    return field_names(cls)


def values_of(value: Any) -> tuple[Any, ...]:
    """The values of the fields of a dataclass's value, in order."""
    return tuple(getattr(value, name) for name in names_of(value))


@cache
def field_names(cls: Any) -> tuple[str, ...]:
    """The names of a dataclass's fields, in order."""
    return tuple(field.name for field in fields(cls))


@cache
def field_types(cls: Any) -> dict[str, Any]:
    """The type of each field of a dataclass, by name."""
    hints = typing.get_type_hints(cls)
    return {name: hints[name] for name in field_names(cls)}


@cache
def _reviver(hint: Any) -> Callable[[Any], Any]:
    """The function that turns a plain value back into one of type `hint`."""
    if is_dataclass(hint):
        return _dataclass_reviver(hint)
    if typing.get_origin(hint) is tuple:
        revive_item = _reviver(typing.get_args(hint)[0])
        return lambda plain: tuple([revive_item(item) for item in plain])
    if isinstance(hint, types.UnionType) and type(None) in typing.get_args(hint):
        revive_some = _reviver(typing.get_args(hint)[0])
        return lambda plain: None if plain is None else revive_some(plain)
    if hint is date:
        return date.fromisoformat
    return lambda plain: plain


def _dataclass_reviver(cls: Any) -> Callable[[Any], Any]:
    revivers = [_reviver(hint) for hint in field_types(cls).values()]
    return lambda plain: cls(
        *[revive(value) for revive, value in zip(revivers, plain, strict=True)]
    )
