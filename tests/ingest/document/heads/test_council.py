"""Whose a paper is, by its head."""

from dataclasses import replace

import pytest

from corpus.document import Document, RawDocument, Source
from ingest.document.assemble import assemble
from ingest.document.authority import find_authority
from ingest.document.heads.council import (
    find_addressed_council,
    find_head_council,
    find_margin_council,
    find_titled_council,
)
from ingest.read.text import text_to_pages


def read(text: str, *margins: str) -> Document:
    """A text as a document, with what stands at the head or foot of its pages."""
    (page,) = text_to_pages(text)
    return assemble(Source("a" * 64), RawDocument((replace(page, margins=margins),), "text"))


@pytest.mark.parametrize(
    ("head", "council"),
    [
        ("Harrowmere Council", "Harrowmere"),
        ("SALTBY AND VALE BOROUGH COUNCIL", "Saltby and Vale"),
        ("Report by the Director for Children's Services, Oxenholt County Council", "Oxenholt"),
        ("Director for Children's Services Oxenholt County Council County Hall", "Oxenholt"),
        ("To: the Chief Executive, Saltby and Vale Borough Council", "Saltby and Vale"),
        ("MEDWAY COUNCIL", "Medway"),
        ("Royal Borough of Greenwich", "Greenwich"),
        ("LB Harrowmere", "Harrowmere"),
        ("Cropthorne District", "Cropthorne"),
        ("Harrowmere Children's Trust", "Harrowmere"),
        ("NHS Poldale and Oxenholt County Council", "Oxenholt"),
        ("Children placed out of the borough", ""),
        ("An inspection of Poldale Police", ""),
        ("Minutes of the Youth Council", ""),
        ("The Council’s budget", ""),
    ],
)
def test_the_head_names_the_council(head: str, council: str) -> None:
    """One that the text names in passing is not the paper's."""
    text = f"{head}\n\nOur homes\n\n1. Text\n\n1.1 Bristol City Council came to see them.\n"
    assert find_head_council(read(text)) == council


@pytest.mark.parametrize(
    ("foot", "council"),
    [("Harrowmere MBC | Agenda item 7", "Harrowmere"), ("Improvement plan v3 | 2", "")],
)
def test_a_foot_names_the_council_that_the_head_does_not(foot: str, council: str) -> None:
    """Where the head names one, the foot is not asked."""
    assert find_margin_council(read("Our homes\n", foot)) == council
    paper = read("Poldale Council\n\nOur homes\n", foot)
    assert find_authority(paper, paper.text.lower(), 0) == "Poldale"


@pytest.mark.parametrize(
    ("site", "council"),
    [("southpoldale.gov.uk", "South Poldale"), ("education.gov.uk", ""), ("bpd.gov.uk", "")],
)
def test_an_address_tells_a_council_that_the_text_names(site: str, council: str) -> None:
    """Not a department, nor what the letters may be short for."""
    document = read(f"Our homes\n\nWrite to homes@{site}\n\n1. Text\n\n1.1 South Poldale grows.\n")
    assert find_addressed_council(document) == council


@pytest.mark.parametrize(
    ("title", "council"),
    [
        ("Peer challenge of services for children in Harrowmere", "Harrowmere"),
        ("An inspection of youth justice services in East Poldale", "East Poldale"),
        ("LGA peer review of Children's Services", ""),
        ("Homes for children in Harrowmere", ""),
    ],
)
def test_what_others_write_names_its_council_last(title: str, council: str) -> None:
    """Only a title of outside bodies: a council's own may end in a neighbour's name."""
    assert find_titled_council(read(f"{title}\n\n1. Text\n")) == council
