"""Search over a small library: what is found, why, under which filters."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Block, Document, Page, Section, Source, Span, digest
from corpus.errors import QueryError
from corpus.records import Passage, Report
from corpus.store.filters import Filters
from index.library import Library, add_reports, create_library
from index.search.search import SearchResult, search

INSPECTED = (
    "Caseloads",
    (
        "Caseloads in the assessment teams are much too high and social workers are rushed.",
        "Foster carers are well prepared and they stay with the authority for many years.",
        "The Public Law Outline is used too late for some of the youngest children.",
    ),
)
REPORTED = (
    "Progress",
    (
        "Caseloads have fallen to 17 on average, from 24 in the spring, and fewer people leave.",
        "A new strategy for short breaks went to parents in the autumn for their opinion.",
        "Supervision records are now looked at every month by the head of the service.",
    ),
)


class WordsEncoder:
    """A unit row with a place for each word: nearness is shared words."""

    name = "words"
    dimensions = 256

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text."""
        rows = np.full((len(texts), self.dimensions), 1e-3, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[zlib.crc32(word.strip(".,()?").encode()) % self.dimensions] += 1
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def a_report(
    name: str, told: tuple[str, Sequence[str]], kind: str, authority: str, published: date
) -> Report:
    """A document of one section."""
    heading, paragraphs = told
    text = "\n".join((heading, *paragraphs))
    spans = []
    start = len(heading) + 1
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    whole = Span(0, len(text))
    return Report(
        Document(
            id=digest(name),
            source=Source(digest(name) * 4, f"{name}.pdf", path=f"/{name}.pdf"),
            text=text,
            pages=(Page(1, whole),),
            blocks=tuple(Block("paragraph", span) for span in spans),
            sections=(Section(Span(0, len(heading)), whole, 1, (heading,)),),
            title=name,
            kind=kind,
            framework="ilacs_2018" if kind == "inspection_report" else "",
            authority=authority,
            published=published,
        ),
        passages=tuple(
            Passage(digest(name, span.start), span, f"{place}.")
            for place, span in enumerate(spans, start=1)
        ),
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two documents of Northport and one of Southport."""
    with create_library(tmp_path_factory.mktemp("lib"), "words", lambda _: WordsEncoder()) as made:
        for name, told, kind, authority, day in (
            ("Inspection", INSPECTED, "inspection_report", "Northport", date(2019, 8, 1)),
            ("Update", REPORTED, "committee_report", "Northport", date(2021, 3, 1)),
            ("Elsewhere", INSPECTED, "inspection_report", "Southport", date(2015, 5, 1)),
        ):
            add_reports(made, [a_report(name, told, kind, authority, day)])
        yield made


def titles(result: SearchResult) -> set[str]:
    """The documents of the hits."""
    return {hit.citation.title for hit in result.hits}


def test_a_hit_is_cited_and_explained(library: Library) -> None:
    """Document, page, paragraph, section and words as printed, and why it was found."""
    hit = search(library, "What about the short breaks?").hits[0]
    cited = hit.citation
    assert (cited.quote, cited.published) == (REPORTED[1][1], date(2021, 3, 1))
    assert (cited.title, cited.file_page, cited.paragraph) == ("Update", 1, "2.")
    assert cited.section == "Progress"
    assert (hit.passage.authority, hit.passage.kind) == ("Northport", "committee_report")
    assert hit.why.words == ("short", "breaks")
    assert 0 < hit.why.meaning <= 1


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), {"Inspection", "Update", "Elsewhere"}),
        (Filters(authority="Northport"), {"Inspection", "Update"}),
        (Filters(since=date(2019, 8, 1)), {"Inspection", "Update"}),
        (Filters(until=date(2019, 7, 31)), {"Elsewhere"}),
        (Filters(kind="committee_report"), {"Update"}),
        (Filters(authority="Northport", framework="ilacs_2018"), {"Inspection"}),
        (Filters(authority="Eastport"), set()),
    ],
)
def test_filters_narrow(library: Library, filters: Filters, found: set[str]) -> None:
    """Only documents that pass are told of, however near the others are."""
    assert titles(search(library, "caseloads", filters)) == found


def test_a_condition_must_hold(library: Library) -> None:
    """Phrases and operators leave passages out; plain words only rank."""
    assert len(search(library, "caseloads").hits) == 9
    assert {hit.citation.quote for hit in search(library, "caseloads NOT fallen").hits} == {
        INSPECTED[1][0]
    }
    assert search(library, '"breaks short"').hits == ()
    filtered = search(library, "caseloads OR supervision", Filters(kind="committee_report"))
    assert {hit.citation.quote for hit in filtered.hits} == {REPORTED[1][0], REPORTED[1][2]}


def test_a_broken_query_is_refused(library: Library) -> None:
    """With the place where it breaks."""
    with pytest.raises(QueryError, match="character 11"):
        search(library, "caseloads AND")


def test_letters_are_spelt_out_and_shown(library: Library) -> None:
    """An acronym finds its words, says so, and does not when told not to."""
    spelt = search(library, "PLO", Filters(authority="Northport"))
    assert spelt.hits[0].citation.quote == INSPECTED[1][2]
    assert spelt.hits[0].why.added == ("Public Law Outline",)
    assert "Public Law Outline" in spelt.added
    assert search(library, "PLO", expand=False).added == ()


def test_a_misspelt_word_still_finds_its_passage(library: Library) -> None:
    """The word that was meant is shown, and counts as typed."""
    result = search(library, "supervison")
    assert result.hits[0].citation.quote == REPORTED[1][2]
    assert result.hits[0].why.words == ("supervision",)
    assert "supervision" in result.added


def test_a_year_and_figures_move_passages_up(library: Library) -> None:
    """Of two passages about caseloads, the one asked for is first."""
    north = Filters(authority="Northport")
    assert search(library, "caseloads in 2019", north).hits[0].citation.title == "Inspection"
    assert search(library, "caseloads: figures", north).hits[0].citation.quote == REPORTED[1][0]


def test_what_is_named_narrows_and_can_be_taken_off(library: Library) -> None:
    """A council and a year, each shown; not by fields that are switched off."""
    asked = "caseloads in Northport 2019"
    narrowed = search(library, asked)
    assert titles(narrowed) == {"Inspection"}
    assert [condition.words for condition in narrowed.conditions] == ["in Northport", "2019"]
    assert titles(search(library, asked, narrow_by=("council",))) == {"Inspection", "Update"}
    assert titles(search(library, asked, narrow_by=())) == {"Inspection", "Update", "Elsewhere"}


def test_what_most_documents_meet_leaves_out_the_others(library: Library) -> None:
    """Of three documents two are by inspectors."""
    result = search(library, "what did Ofsted say about caseloads")
    assert titles(result) == {"Inspection", "Elsewhere"}


def test_a_filter_stands_for_a_condition(library: Library) -> None:
    """Where the reader has chosen a council, one named is looked for as a word."""
    narrowed = search(library, "Southport caseloads", Filters(authority="Northport"))
    assert narrowed.conditions == ()
    assert titles(narrowed) == {"Inspection", "Update"}


def test_nothing_left_is_said_and_answered_without(library: Library) -> None:
    """A council that is not held narrows nothing."""
    result = search(library, "Croydon caseloads")
    assert [condition.left_out for condition in result.conditions] == ["nothing held is so"]
    assert titles(result) == {"Inspection", "Update", "Elsewhere"}


def test_a_boolean_query_is_not_narrowed_by_its_words(library: Library) -> None:
    """What must stand in a passage is to be looked for there."""
    assert search(library, "Northport AND caseloads").conditions == ()


def test_a_text_pasted_is_not_narrowed_by_what_it_tells(library: Library) -> None:
    """A paragraph that names a year is not a query for it."""
    pasted = "In 2019 caseloads in Northport were too high, and workers were rushed. " * 4
    assert search(library, pasted).conditions == ()


def test_other_matters_are_nothing_close(library: Library) -> None:
    """Said where nothing answers, not where something does."""
    assert search(library, "parking permits for residents").nothing_close
    assert search(library, "Caseloads in assessment teams").nothing_close is False
    assert search(library, "caseloads", Filters(authority="Eastport")).nothing_close


def test_hits_are_best_first_and_no_more_than_asked(library: Library) -> None:
    """Scores fall; equal ones go by id; the same query gives the same answer."""
    found = search(library, "social workers and foster carers", limit=4)
    ranked = [(-hit.score, hit.passage.id) for hit in found.hits]
    assert len(ranked) == 4
    assert ranked == sorted(ranked)
    assert search(library, "social workers and foster carers", limit=4) == found


def test_a_new_library_answers_with_nothing(tmp_path: Path) -> None:
    """No documents, no hits, nothing close."""
    with create_library(tmp_path, "words", lambda _: WordsEncoder()) as empty:
        assert search(empty, "caseloads") == SearchResult(
            (),
            nothing_close=True,
            added=("workload",),
            remarks=("“caseloads” stands in no passage held",),
        )


@pytest.mark.parametrize("typed", ["caseloads", "managment oversight", "teenagers who run away"])
def test_the_sample_answers_with_the_real_encoder(sample_library: Library, typed: str) -> None:
    """Official, misspelt and everyday words all find something close."""
    assert not search(sample_library, typed).nothing_close


@pytest.mark.parametrize("typed", ["lemon drizzle cake recipe", "parking permit application"])
def test_the_sample_has_nothing_on_other_matters(sample_library: Library, typed: str) -> None:
    """Said rather than hidden behind hits that do not answer."""
    assert search(sample_library, typed).nothing_close
