"""The documents and councils we know of: facts kept as data, looked up by digest or name.

`manifest.csv` lists public inspection reports with their publisher's address, their
date and, where we have seen the bytes, their SHA-256. `councils.csv` is the register of
councils in England with children's services: codes, region and statistical neighbours.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

from corpus.document import Source
from corpus.kinds import DocumentKind, load_kinds
from corpus.vocabulary.council_short_names import load_short_names

_HERE = Path(__file__).parent

OGL = "Open Government Licence v3.0"
NO_ADAPTATION = "Non-commercial reproduction without adaptation, with source and date"
EDUCATIONAL = "Non-commercial educational purposes, without alteration"
UNSTATED = "Not stated; copyright of the publisher"


# --- known documents -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listing:
    """One public document: whose, what, when, where. `sha256` is empty where not known."""

    authority: str  # the council's name in the register
    series: str  # of `corpus.kinds`
    published: date
    url: str
    sha256: str = ""

    @property
    def kind(self) -> DocumentKind:
        """The kind of document that is listed under the series."""
        return _kinds_by_series()[self.series]

    @property
    def title(self) -> str:
        """A title by rule, for use until the document's own is read."""
        return f"{self.kind.title}: {self.authority}"

    @property
    def publisher(self) -> str:
        """Who published it."""
        return self.kind.body

    @property
    def file_name(self) -> str:
        """The name under which a fetched copy is kept."""
        return f"ofsted-{self.published}-{self.series}.pdf"

    @property
    def number(self) -> str:
        """The publisher's own number for the file, the end of its address."""
        return PurePosixPath(self.url).name

    def to_source(self, source_id: str, name: str) -> Source:
        """What is listed, as the source of these bytes; they may be a changed copy."""
        return Source(
            id=source_id,
            name=name,
            title=self.title,
            publisher=self.publisher,
            kind=self.kind.id,
            authority=self.authority,
            url=self.url,
            licence=licence_of(self.publisher, self.published),
            published=self.published,
        )


@dataclass(frozen=True)
class Manifest:
    """The listings, found by digest or by the publisher's number."""

    listings: tuple[Listing, ...]

    @cached_property
    def _by_digest(self) -> Mapping[str, Listing]:
        return {listing.sha256: listing for listing in self.listings if listing.sha256}

    @cached_property
    def _by_number(self) -> Mapping[str, Listing]:
        return {listing.number: listing for listing in self.listings}

    def find(self, sha256: str, name: str = "") -> Listing | None:
        """The listing of these bytes, else of a file named by the publisher's number."""
        return self._by_digest.get(sha256) or self._by_number.get(Path(name).stem)

    def of_authority(self, authority: str) -> tuple[Listing, ...]:
        """A council's listings, oldest first; any spelling that `find_council` takes."""
        council = find_council(authority)
        return tuple(
            listing
            for listing in self.listings
            if council is not None and listing.authority == council.name
        )


@cache
def _kinds_by_series() -> Mapping[str, DocumentKind]:
    return {kind.series: kind for kind in load_kinds() if kind.series}


@cache
def load_manifest() -> Manifest:
    """All known documents, by authority and date."""
    return Manifest(tuple(_to_listing(row) for row in _rows("manifest.csv")))


def _to_listing(row: Mapping[str, str]) -> Listing:
    published = date.fromisoformat(row["published"])
    return Listing(row["authority"], row["kind"], published, row["url"], row["sha256"])


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# --- licences --------------------------------------------------------------

# What the notices on the inspection reports say, as counted on 224 of them.
_NOTICES = (
    (re.compile(r"open\s+government\s+licen[cs]e", re.I), OGL),
    (re.compile(r"non-?\s*commercial\s+educational\s+purposes", re.I), EDUCATIONAL),
    (re.compile(r"reproduced\b.{0,200}\bwithout\s+adaptation", re.I | re.S), NO_ADAPTATION),
)


def find_licence(text: str) -> str:
    """The licence that a document's own notice gives; empty where it has none we know."""
    return next((licence for notice, licence in _NOTICES if notice.search(text)), "")


def licence_of(publisher: str, published: date | None) -> str:
    """The licence to assume of a document whose notice has not been read.

    Ofsted's notices by year: 2013 forbids adaptation, 2014 to 2016 are mixed (the
    stricter is assumed), 2017 and later are OGL. Departments of state publish under OGL.
    A council's papers carry no licence.
    """
    if publisher.startswith("Department for"):
        return OGL
    if not publisher.startswith("Ofsted") or published is None:
        return UNSTATED
    if published.year >= 2017:
        return OGL
    return EDUCATIONAL if published.year >= 2014 else NO_ADAPTATION


# --- councils --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Council:
    """A council with children's services. Neighbours are names, nearest first.

    `neighbours` is the list of statistical neighbours in use in 2026, and
    `neighbours_before` the one it replaced; a council abolished since has only that.
    """

    name: str
    also_known_as: tuple[str, ...]
    la_code: str
    gss_code: str
    ofsted_urn: str
    region: str
    type: str
    neighbours: tuple[str, ...]
    neighbours_before: tuple[str, ...]


NEIGHBOURS_AS_OF = 2026  # the year of the list in `Council.neighbours`


@cache
def load_councils() -> tuple[Council, ...]:
    """The register, by name."""
    rows = list(_rows("councils.csv"))
    names = {row["la_code"]: row["name"] for row in rows}
    return tuple(
        sorted((_to_council(row, names) for row in rows), key=lambda council: council.name)
    )


def _to_council(row: Mapping[str, str], names: Mapping[str, str]) -> Council:
    return Council(
        name=row["name"],
        also_known_as=tuple(filter(None, row["also_known_as"].split("; "))),
        la_code=row["la_code"],
        gss_code=row["gss_code"],
        ofsted_urn=row["ofsted_urn"],
        region=row["region"],
        type=row["type"],
        neighbours=_to_names(row["statistical_neighbours"], names),
        neighbours_before=_to_names(row["statistical_neighbours_previous"], names),
    )


def _to_names(codes: str, names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names[code] for code in codes.split(", ") if code)


def find_council(name: str) -> Council | None:
    """The council of a name, however its style is written; None where there is none.

    >>> find_council("London Borough of Barking & Dagenham").name
    'Barking and Dagenham'
    >>> find_council("MEDWAY COUNCIL").name
    'Medway'
    """
    return _councils_by_key().get(_name_key(name))


def council_name(name: str) -> str:
    """A council's name as the register has it, from any spelling; any other without "Council".

    >>> council_name("Kingston upon Hull City Council"), council_name("Wexmere Council")
    ('Kingston upon Hull', 'Wexmere')
    """
    council = find_council(name)
    return council.name if council else _COUNCIL_STYLE.sub("", name.strip())


_COUNCIL_STYLE = re.compile(
    r"^the\s+|\s+(?:(?:city|county|borough|district|metropolitan|unitary)\s+)*council$", re.I
)


@cache
def _councils_by_key() -> Mapping[str, Council]:
    return {_name_key(name): council for name, council in _names_of(load_councils())}


def _names_of(councils: Iterable[Council]) -> Iterator[tuple[str, Council]]:
    """Every name with its council; a council's own name comes after all the others' aliases."""
    councils = tuple(councils)
    short_names = load_short_names()
    for council in councils:
        names = (*short_names.get(council.name, ()), *council.also_known_as)
        yield from ((name, council) for name in names)
    yield from ((council.name, council) for council in councils)


# The style of a council: what may stand before or after its name without being part of it.
_STYLE = re.compile(
    r"\b(the|council|children s services|local authority|unitary authority|mbc|mdc"
    r"|(london |royal |metropolitan |county )*borough( of)?|metropolitan district"
    r"|city and county|county|city(?! of london))(?= |$)"
)


def _name_key(name: str) -> str:
    """The name without its style, ampersands, punctuation and case.

    >>> _name_key("Council of the Isles of Scilly") == _name_key("Isles of Scilly")
    True
    """
    words = re.sub(r"[^a-z&]+", " ", name.lower()).replace("&", " and ")
    bare = " ".join(_STYLE.sub(" ", " ".join(words.split())).split())
    return bare.removeprefix("of ").removesuffix(" of")
