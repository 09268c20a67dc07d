"""Lines in capitals as a document would write them."""

from types import SimpleNamespace
from typing import Any

from ingest.document.heads.casing import in_sentence_case

TEXT = (
    "The panel heard of ways to help children and of families that wait. In May the Minister for"
    " Children and Families wrote to us, and the Minister for Children and Families wrote again. A"
    " letter on children's homes came, with one on our Children's Homes Plan."
)


def cased(line: str) -> str:
    """A line as a document of that text writes it."""
    document: Any = SimpleNamespace(text=f"{line}\n{TEXT}")
    return in_sentence_case(line, document)


def test_a_name_of_several_words_is_written_as_elsewhere() -> None:
    """Though single words of it are small in other places."""
    line = "LETTER FROM THE MINISTER FOR CHILDREN AND FAMILIES ON WAYS TO HELP CHILDREN"
    assert (
        cased(line) == "Letter from the Minister for Children and Families on ways to help children"
    )


def test_the_longest_name_counts() -> None:
    """Words that are small one by one stay so."""
    assert cased("OUR CHILDREN'S HOMES PLAN") == "Our Children's Homes Plan"
    assert cased("MORE CHILDREN AND HOMES") == "More children and homes"
    assert cased("As it is") == "As it is"
