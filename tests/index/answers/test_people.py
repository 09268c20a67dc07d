"""People are found by their role: a paper whose officers are named, made for this."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.adding.intake import Counts
from corpus.errors import QueryError
from corpus.store.filters import Filters
from index.answers.search import (
    answer_like,
    answer_search,
    search_document,
)
from index.library import Library, create_library
from index.recurrence.subject import settle_subject

PAPER = """<!doctype html><title>Progress on practice</title>
<h1>Wexmere Council: Children's Scrutiny Committee, 4 June 2024</h1>
<h2>Progress on practice</h2>
<table><tr><th scope="row">Report from:<td>Ada Larkspur, Director of Children's Services
<tr><th scope="row">Author:<td>Bo Finchley, Head of Practice</table>
<p>1.1 Caseloads of social workers fell to 16 in May 2024, and no worker holds more than 22.</p>
<p>1.2 Supervision took place every month for nine workers in ten, as audits of practice show.</p>
<h2>Plan</h2>
<table><thead><tr><th>Ref<th>Action<th>Lead<th>By when<th>RAG</thead>
<tr><td>1.1<td>Weigh the caseloads of each team every week<td>Head of Practice<td>July 2024<td>Green
<tr><td>1.2<td>Train managers in supervision of practice<td>Head of Learning<td>May 2024<td>Amber
</table>
<p>Bo Finchley, Head of Practice, 01632 960177, bo.finchley@wexmere.example</p>
"""


@pytest.fixture(scope="module")
def library(
    take_in_here: Callable[..., Counts], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """A library of that paper alone."""
    folder = tmp_path_factory.mktemp("people")
    (folder / "paper.html").write_text(PAPER)
    with create_library(folder / "library") as made:
        take_in_here(made, [Path(folder / "paper.html")])
        yield made


@pytest.mark.parametrize("typed", ["Bo Finchley", "ada larkspur", "Finchley", '"Bo Finchley"'])
def test_an_officers_name_finds_nothing_and_says_why(library: Library, typed: str) -> None:
    """In any case, whole or the surname alone."""
    answer = answer_search(library, typed, Filters(), 10)
    assert not answer.hits
    assert answer.names
    assert "people are found here by their role" in answer.remarks[0]


def test_the_rest_of_what_was_typed_is_looked_for(library: Library) -> None:
    """And no line that only names people is a hit."""
    answer = answer_search(library, "Bo Finchley caseloads", Filters(), 10)
    assert answer.names == ("Bo Finchley",)
    assert "caseloads" in answer.hits[0].citation.quote.lower()
    assert not any("Finchley" in hit.citation.quote for hit in answer.hits)


def test_an_officers_name_is_no_subject(library: Library) -> None:
    """Its record is refused; of a name and a subject the record is that of the subject."""
    with pytest.raises(QueryError, match="people are found here by their role"):
        settle_subject(library, "Bo Finchley", "Wexmere")
    subject = settle_subject(library, "Bo Finchley caseloads", "Wexmere")
    assert subject.compared == "caseloads"
    assert "by their role" in subject.remarks[0]


@pytest.mark.parametrize("typed", ["head of practice", "Wexmere Council", "supervision"])
def test_roles_places_and_subjects_are_looked_for(library: Library, typed: str) -> None:
    """They are nobody's names."""
    answer = answer_search(library, typed, Filters(), 10)
    assert answer.hits
    assert not answer.names


def test_a_row_of_a_plan_has_its_headings(library: Library) -> None:
    """And the heading row itself comes last, if at all."""
    answer = answer_search(library, "weigh caseloads of each team", Filters(), 10)
    [row] = [hit for hit in answer.hits if hit.citation.quote.startswith("1.1\nWeigh")]
    cells = {cell.name: cell.text for cell in row.cells}
    assert cells["Action"] == "Weigh the caseloads of each team every week"
    assert (cells["Owner"], cells["Due"], cells["Status"]) == (
        "Head of Practice",
        "July 2024",
        "Green",
    )
    heads = [n for n, hit in enumerate(answer.hits) if hit.citation.quote.startswith("Ref\n")]
    assert heads in ([], [len(answer.hits) - 1])


def test_what_is_counted_is_there(library: Library) -> None:
    """As many hits match as are counted, and they come first."""
    answer = answer_search(library, "caseloads", Filters(), 50)
    matching = [hit.is_match for hit in answer.hits]
    assert answer.total == sum(matching) > 0
    assert answer.documents == 1
    assert matching == sorted(matching, reverse=True)


def test_a_document_is_searched_in_its_order(library: Library) -> None:
    """From its first page to its last."""
    [document] = library.db.execute("select id from document").fetchone()
    hits = search_document(library, document, "supervision").hits
    spans = [hit.citation.span for hit in hits]
    assert len(spans) > 1
    assert spans == sorted(spans)


def test_more_like_a_passage_leaves_itself_out(library: Library) -> None:
    """Nearest in meaning first."""
    first = answer_search(library, "caseloads", Filters(), 1).hits[0]
    like = answer_like(library, first.passage.id, Filters(), 5)
    scores = [hit.ranked.score for hit in like.hits]
    assert first.passage.id not in [hit.passage.id for hit in like.hits]
    assert scores == sorted(scores, reverse=True)
