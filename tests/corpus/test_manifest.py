"""The documents and councils we know of."""

from collections import Counter
from datetime import date

import pytest

from corpus.manifest import (
    EDUCATIONAL,
    NO_ADAPTATION,
    OGL,
    UNSTATED,
    find_council,
    find_licence,
    licence_of,
    load_councils,
    load_manifest,
)


def test_every_listing_belongs_to_a_council_of_the_register() -> None:
    """No authority in the manifest is spelt in a way that the register does not know."""
    names = {council.name for council in load_councils()}
    assert {listing.authority for listing in load_manifest().listings} <= names


def test_the_manifest_holds_552_documents_each_at_its_own_address() -> None:
    """Addresses and known digests are told once."""
    listings = load_manifest().listings
    digests = [listing.sha256 for listing in listings if listing.sha256]
    assert len(listings) == len({listing.url for listing in listings}) == 552
    assert len(digests) == len(set(digests)) == 224


def test_a_file_is_known_by_its_bytes_whatever_its_name() -> None:
    """The digest finds the listing, and the listing fills the source."""
    listing = next(found for found in load_manifest().listings if found.sha256)
    source = load_manifest().find(listing.sha256, "scan 3.pdf")
    assert source == listing
    assert listing.to_source(listing.sha256, "scan 3.pdf").url == listing.url


def test_a_file_is_known_by_the_publishers_number() -> None:
    """Bytes that changed are still the document of that address."""
    listing = load_manifest().find("0" * 64, "50103321.pdf")
    assert listing is not None
    assert (listing.authority, listing.published) == ("Medway", date(2019, 8, 27))
    assert load_manifest().find("0" * 64, "minutes.pdf") is None


def test_an_authority_lists_its_documents_oldest_first() -> None:
    """Any spelling of the council will do; an unknown one lists nothing."""
    published = [found.published for found in load_manifest().of_authority("medway council")]
    assert published == sorted(published)
    assert len(published) == 5
    assert load_manifest().of_authority("Atlantis") == ()


def test_kept_names_are_unlike_within_a_council() -> None:
    """Two documents of one council never share a file name."""
    names = Counter((found.authority, found.file_name) for found in load_manifest().listings)
    assert set(names.values()) == {1}


@pytest.mark.parametrize("council", load_councils(), ids=lambda council: council.name)
def test_every_council_is_found_by_every_name(council) -> None:  # type: ignore[no-untyped-def]
    """Its own name, each other name, and each with a style around it."""
    for name in (council.name, *council.also_known_as):
        assert find_council(name) == council
        assert find_council(f"{name.upper().replace(' AND ', ' & ')} Council") == council


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("London Borough of Barking & Dagenham", "Barking and Dagenham"),
        ("Royal Borough of Windsor & Maidenhead", "Windsor and Maidenhead"),
        ("City of Bradford Metropolitan District Council", "Bradford"),
        ("City and County of Bristol", "Bristol"),
        ("Bristol, City of", "Bristol"),
        ("Herefordshire, County of", "Herefordshire"),
        ("County Durham", "Durham"),
        ("St. Helens MBC", "St Helens"),
        ("Council of the Isles of Scilly", "Isles of Scilly"),
        ("City of London", "City of London"),
        ("stoke on trent", "Stoke-on-Trent"),
        ("barking-and-dagenham", "Barking and Dagenham"),
        ("BCP", "Bournemouth, Christchurch and Poole"),
    ],
)
def test_a_councils_style_is_no_part_of_its_name(written: str, name: str) -> None:
    """Boroughs, cities and counties are found however they write themselves."""
    council = find_council(written)
    assert council is not None
    assert council.name == name


@pytest.mark.parametrize("written", ["", "Council", "London", "Atlantis", "Derbyshire Dales"])
def test_what_is_no_council_is_not_found(written: str) -> None:
    """Nothing is guessed from part of a name."""
    assert find_council(written) is None


def test_neighbours_are_ten_councils_of_the_register_and_their_list_is_dated() -> None:
    """Every council that still exists has a list, and never stands in its own."""
    names = {council.name for council in load_councils()}
    for council in load_councils():
        assert set(council.neighbours) | set(council.neighbours_before) <= names - {council.name}
    medway = find_council("Medway")
    assert medway is not None
    assert len(medway.neighbours) == len(medway.neighbours_before) == 10
    assert medway.neighbours != medway.neighbours_before


@pytest.mark.parametrize(
    ("publisher", "year", "licence"),
    [
        ("Ofsted", 2013, NO_ADAPTATION),
        ("Ofsted", 2015, EDUCATIONAL),
        ("Ofsted", 2017, OGL),
        ("Ofsted and the Care Quality Commission", 2024, OGL),
        ("Department for Education", 2019, OGL),
        ("Medway Council", 2024, UNSTATED),
    ],
)
def test_the_licence_follows_publisher_and_year(publisher: str, year: int, licence: str) -> None:
    """The stricter notice is assumed where a year has two."""
    assert licence_of(publisher, date(year, 6, 1)) == licence


def test_a_notice_in_the_text_gives_the_licence() -> None:
    """Line ends within a notice do no harm; a text without one gives nothing."""
    assert find_licence("under the terms of the Open Government\nLicence") == OGL
    assert find_licence("for non-commercial educational purposes, as long as") == EDUCATIONAL
    assert find_licence("may be reproduced if copied without adaptation") == NO_ADAPTATION
    assert find_licence("Printed in Kent.") == ""


def test_real_notices_agree_with_the_rule(shared) -> None:  # type: ignore[no-untyped-def]
    """Medway's 2013 report forbids adaptation, its 2015 report is for education, 2019 is OGL."""
    pdfium = pytest.importorskip("pypdfium2")
    for name, licence in {
        "ofsted-2013-08-23-looked-after-children.pdf": NO_ADAPTATION,
        "ofsted-2015-11-27-single-inspection.pdf": EDUCATIONAL,
        "ofsted-2019-08-27-ilacs.pdf": OGL,
    }.items():
        with pdfium.PdfDocument(shared / "corpus/medway" / name) as pdf:
            text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert find_licence(text) == licence
