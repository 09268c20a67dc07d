"""Saved briefings are read as they were saved, whichever version saved them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from api.export.pack_markup import to_markdown
from api.export.pack_text import say_where
from api.pages.saved_packs import dump_pack, read_pack
from corpus.citation import say_place

# Made by 0.1.0 on the newest committee paper of the sample; of each part one is kept.
OLD = Path(__file__).parent / "briefing_of_0_1_0.json"


@pytest.fixture
def old() -> dict[str, Any]:
    """A briefing as 0.1.0 saved it: where words stand told beside them, without a paragraph."""
    saved: dict[str, Any] = json.loads(OLD.read_text("utf-8"))
    return saved


def test_a_briefing_of_the_version_before_opens(old: dict[str, Any]) -> None:
    """Every part, with the words, document, day and page that it told."""
    pack = read_pack(old)
    asked, (figure,) = pack.asked[0], pack.figures
    assert asked.citation.quote == old["asked"][0]["text"]
    assert asked.citation.published == date(2023, 7, 24)
    assert say_where(asked, pack) == "Ofsted, July 2023, page 1"
    assert (figure.latest, say_place(figure.citation)) == ("76 (December 2023)", "page 2")
    assert pack.told[0].question.citation.document == old["told"][0]["question"]["document"]
    assert [say_where(quotation, pack) for quotation in pack.enquiries[0].evidence] == [
        "this paper, page 1",
        "Ofsted, July 2023, page 1",
    ]
    assert "Ofsted, 24 July 2023, page 1" in to_markdown(pack)


def test_what_is_saved_is_read_back(old: dict[str, Any]) -> None:
    """The same briefing, in the form of today: plain data that JSON can hold."""
    pack = read_pack(old)
    saved = json.loads(json.dumps(dump_pack(pack)))
    assert "citation" in saved["asked"][0]
    assert read_pack(saved) == pack


def test_what_is_no_briefing_is_refused() -> None:
    """By the name of a field that it lacks."""
    with pytest.raises(ValidationError, match="subject"):
        read_pack({"title": "no briefing"})
