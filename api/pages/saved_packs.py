"""Briefings as the plain data that is saved, and back; those saved by 0.1.0 are read too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from index.briefing.contents import Pack

_PACK = TypeAdapter(Pack)
_PLACE = ("document", "title", "page", "published")  # what 0.1.0 told beside the words

Plain = dict[str, Any]


def dump_pack(pack: Pack) -> Plain:
    """The briefing as plain data, each dataclass a dict of its fields."""
    plain: Plain = _PACK.dump_python(pack, mode="json")
    return plain


def read_pack(saved: Mapping[str, Any]) -> Pack:
    """The briefing that was saved, by this version or by 0.1.0.

    pydantic's ValidationError where it is none.
    """
    pack: Pack = _PACK.validate_python(_renew(saved))
    return pack


def _renew(plain: Any) -> Any:
    """The same plain data, each quotation and measure of 0.1.0 with a citation."""
    if isinstance(plain, list):
        return [_renew(item) for item in plain]
    if not isinstance(plain, Mapping):
        return plain
    renewed = {name: _renew(value) for name, value in plain.items()}
    return _add_citation(renewed) if _is_uncited(plain) else renewed


def _is_uncited(plain: Mapping[str, Any]) -> bool:
    """True of a quotation or a measure of 0.1.0; a citation has a quote of its own."""
    return plain.keys() >= set(_PLACE) and "quote" not in plain


def _add_citation(cited: Plain) -> Plain:
    """A quotation or a measure with what 0.1.0 told of its place as a citation.

    It told no offsets: the span is empty.
    """
    known = {name: cited.pop(name) for name in _PLACE}
    quote = cited.pop("text") if "text" in cited else cited["latest"]
    unknown = {"printed_page": "", "paragraph": "", "section": "", "span": {"start": 0, "end": 0}}
    citation = {**known, **unknown, "body": cited.get("by", ""), "quote": quote}
    return {**cited, "citation": citation}
