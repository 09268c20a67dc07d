"""Papers about which searches went wrong, put to a library that holds them, with its encoder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.adding.intake import Counts
from corpus.store.documents import held_documents
from index.library import Library, create_library
from index.search.search import SearchResult, search

CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="module")
def library(
    take_in_here: Callable[..., Counts], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """A library of the five papers."""
    with create_library(tmp_path_factory.mktemp("cases")) as made:
        assert take_in_here(made, [CASES]).read == 5
        yield made


def first(result: SearchResult) -> str:
    """The words of the best passage."""
    return result.hits[0].citation.quote


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("no recourse to public funds", "Families with no recourse to public funds"),
        ("not in education", "young people not in education"),
        ("young people not in education in Harrowmere", "young people not in education"),
        ("80%", "About 80% of assessments"),
        ("£1.2m", "overspent by £1.2m"),
        ("s.47", "A s.47 enquiry"),
        ("[2024]", "Re H (Costs) [2024]"),
        ("no. 12", "ecommendation no. 12"),
    ],
)
def test_the_passage_with_the_words_is_first(library: Library, typed: str, words: str) -> None:
    """Small words and signs of a phrase are part of it."""
    assert words in first(search(library, typed))


@pytest.mark.parametrize("typed", ["multi-agency", "multi agency", "multiagency"])
def test_a_compound_finds_all_its_spellings_first(library: Library, typed: str) -> None:
    """Before a passage with half of it, and each says which of them it has."""
    hits = search(library, typed).hits[:4]
    assert all("multi" in hit.citation.quote.lower() for hit in hits)
    assert {word for hit in hits for word in hit.why.words} == {"multi", "agency", "multiagency"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("BCP", "Bournemouth, Christchurch and Poole"),
        ("Hull", "Kingston upon Hull"),
        ("LSCB", "Local Safeguarding Children Board"),
        ("CCG", "clinical commissioning group"),
    ],
)
def test_a_body_is_found_by_its_usual_short_name(library: Library, typed: str, words: str) -> None:
    """And it is not said that nothing is close."""
    result = search(library, typed)
    assert words in first(result)
    assert not result.nothing_close


def test_nearness_works_and_counts(library: Library) -> None:
    """One passage has both in a sentence, and only that is a hit."""
    result = search(library, "supervision /s recording")
    assert ["recording of supervision" in hit.citation.quote for hit in result.hits] == [True]


def test_a_word_that_stands_nowhere_is_said(library: Library) -> None:
    """Beside the signs that are not looked for."""
    remarks = search(library, "xyzzyq 🙂 neglect").remarks
    assert "“xyzzyq” stands in no passage held" in remarks
    assert "Only letters and figures are looked for, not: 🙂" in remarks


def test_approved_minutes_come_before_their_draft(
    take_in_here: Callable[..., Counts], tmp_path: Path
) -> None:
    """Both are kept, and the draft says that it is one."""
    minutes = """{mark}MINUTES of the Children and Families Scrutiny Committee of Harrowmere Council
held on Tuesday 9 April 2024

RESOLVED:

That late visits to kinship homes be reported to the committee every {often}.
"""
    for name, mark, often in (("a", "DRAFT ", "month"), ("b", "", "quarter")):
        (tmp_path / f"{name}.txt").write_text(minutes.format(mark=mark, often=often), "utf-8")
    with create_library(tmp_path / "library") as made:
        assert take_in_here(made, [tmp_path / "a.txt", tmp_path / "b.txt"]).read == 2
        said = [hit.citation.quote for hit in search(made, "late visits to kinship homes").hits]
        assert [quote.split()[-1] for quote in said if "kinship" in quote] == ["quarter.", "month."]
        titles = {held.status: held.title for held in held_documents(made.db)}
    assert titles["draft"].lower().startswith("draft")
    assert set(titles) == {"draft", ""}
