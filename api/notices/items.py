"""A new quotation in words: what it is, where it stands, and its address."""

from __future__ import annotations

from api.export.links import address_of, link_statement
from corpus.citation import say_lead, say_source
from index.answers.following import NewItem
from index.recurrence.wording import say_day


def title_of(item: NewItem) -> str:
    """Who says what and when: "Ofsted, 27 August 2019: found weak"."""
    return f"{item.citation.body}, {say_day(item.citation.published)}: {item.says}"


def quote(item: NewItem) -> str:
    """Its words in one line, in quotation marks, and what an item of a list hangs on."""
    words = f"“{' '.join(item.citation.shown.split())}”"
    lead = say_lead(item.citation)
    return f"{lead}: {words}" if lead else words


def say_where(item: NewItem) -> str:
    """The document and the place in it, with its day."""
    return f"{say_source(item.citation)}, {say_day(item.citation.published)}"


def address_of_item(item: NewItem, base: str) -> str:
    """Where the words are shown on the server at `base`: their own page, else in their document."""
    if item.statement:
        return link_statement(base, item.statement)
    return base.rstrip("/") + address_of(item.citation)
