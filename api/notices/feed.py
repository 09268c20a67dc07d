"""What is new of something followed as an Atom feed (RFC 4287), an entry for each quotation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

from api.notices.items import address_of_item, quote, say_where, title_of
from corpus.characters import printable
from corpus.store.people.follows import Follow
from index.answers.following import NewItem, News, say_followed

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 100

_ATOM = "http://www.w3.org/2005/Atom"
Xml.register_namespace("", _ATOM)


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """Where the server is reached (`base`) and where the feed itself is."""

    base: str
    own: str


def to_atom(follow: Follow, news: News, address: FeedAddress) -> bytes:
    """The feed of what came since somebody began to follow, the newest first."""
    items = sorted(_once(news.items), key=lambda item: item.came_at, reverse=True)[:MOST_ENTRIES]
    feed = Xml.Element(f"{{{_ATOM}}}feed", {"xml:lang": "en-GB"})
    _add(feed, "id", _to_id(f"follow/{follow.token}"))
    _add(feed, "title", f"Throughline: new in {say_followed(follow.followed)}")
    _add(feed, "updated", items[0].came_at if items else follow.made_at)
    _add(_add(feed, "author"), "name", "Throughline")
    _link(feed, "self", address.own, MEDIA_TYPE.partition(";")[0])
    _link(feed, "alternate", f"{address.base}/follow/{follow.id}", "text/html")
    for item in items:
        _add_entry(feed, item, address.base)
    written: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _once(items: Iterable[NewItem]) -> list[NewItem]:
    """Each quotation once: an entry's id may not come again in a feed."""
    return list({_key_of(item): item for item in items}.values())


def _key_of(item: NewItem) -> str:
    span = item.citation.span
    return item.statement or f"{item.citation.document}/{span.start}-{span.end}"


def _add_entry(feed: Xml.Element, item: NewItem, base: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _to_id(f"entry/{_key_of(item)}"))
    _add(entry, "title", title_of(item))
    _add(entry, "updated", item.came_at)
    _add(_add(entry, "author"), "name", item.citation.body)
    _link(entry, "alternate", address_of_item(item, base), "text/html")
    content = _add(entry, "content", f"{quote(item)} ({say_where(item)})")
    content.set("type", "text")


def _to_id(name: str) -> str:
    """An id that is the same for the same thing, at whatever address it is read."""
    return uuid5(NAMESPACE_URL, f"throughline/{name}").urn


def _add(parent: Xml.Element, tag: str, text: str = "") -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{_ATOM}}}{tag}")
    child.text = printable(text) or None
    return child


def _link(parent: Xml.Element, rel: str, href: str, media_type: str) -> None:
    _add(parent, "link").attrib.update(rel=rel, href=href, type=media_type)
