"""Whose a paper is, by its head."""

import pytest

from corpus.document import RawDocument, Source
from ingest.document.assemble import assemble
from ingest.document.heads.council import find_head_council
from ingest.read.text import text_to_pages


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
        ("Minutes of the Youth Council", ""),
        ("The Council’s budget", ""),
    ],
)
def test_the_head_names_the_council(head: str, council: str) -> None:
    """One that the text names in passing is not the paper's."""
    text = f"{head}\n\nOur homes\n\n1. Text\n\n1.1 Bristol City Council came to see them.\n"
    document = assemble(Source("a" * 64), RawDocument(text_to_pages(text), reader="text"))
    assert find_head_council(document) == council
