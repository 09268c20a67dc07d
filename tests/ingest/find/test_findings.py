"""Findings: the sentences that evaluate, exact, with stance, themes and paragraph."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document
from corpus.records import Finding
from eval.metrics import split_words
from index.library import Library
from ingest.document.passages import find_passages
from ingest.find.asks.by_kind import find_asks
from ingest.find.findings import Judges, find_candidates, find_findings
from ingest.judge import open_judges
from models.text.encoder import open_encoder
from models.text.sentences import split_sentences

Build = Callable[..., Document]
PDF = Path(__file__).parents[3] / "corpus/sample/pdf"


def find(document: Document) -> tuple[Finding, ...]:
    """The findings of a document, with the committed models."""
    passages, asks = find_passages(document), find_asks(document)
    return find_findings(document, passages, asks, open_all_judges())


@cache
def open_all_judges() -> Judges:
    """The committed models, opened once."""
    return open_judges(open_encoder())


@pytest.fixture
def report(build_document: Build) -> Document:
    """A report with praise, blame, a plain fact, an ask, a table and a contact."""
    return build_document(
        ("heading", "The experiences and progress of care leavers", {"level": 1}),
        (
            "paragraph",
            "Personal advisers know young people well. Pathway plans are too often poor and late.",
            {"marker": "7."},
        ),
        ("paragraph", "The team has six members and is based in the town hall."),
        ("paragraph", "Carers are well supported by their workers, who visit often.", {}),
        ("paragraph", "Write to the excellent and helpful team at team@example.org.", {}),
        ("heading", "What needs to improve?", {"level": 1}),
        ("item", "The quality of pathway plans, which are too often poor.", {"marker": "•"}),
        kind="inspection_report",
    )


def test_evaluative_sentences_are_found_where_they_stand(report: Document) -> None:
    """In order, quoted exactly, with the number of their paragraph."""
    found = [(report.quote(one.span), one.stance, one.paragraph) for one in find(report)]
    assert found == [
        ("Personal advisers know young people well.", "strength", "7"),
        ("Pathway plans are too often poor and late.", "weakness", "7"),
        ("Carers are well supported by their workers, who visit often.", "strength", ""),
    ]


def test_each_finding_has_themes_and_an_id_of_its_own(report: Document) -> None:
    """One to three themes; reading again gives the same ids."""
    found = find(report)
    assert all(1 <= len(one.themes) <= 3 for one in found)
    assert "care_leaver_support" in found[1].themes
    assert len({one.id for one in found}) == len(found)
    assert [one.id for one in find(report)] == [one.id for one in found]


@pytest.mark.parametrize("kind", ["direction", "action_plan", "minutes"])
def test_documents_that_do_not_evaluate_have_none(build_document: Build, kind: str) -> None:
    """A duty in a direction is no finding; what may be no direction is read all the same."""
    document = build_document(("paragraph", "Practice is poor and must improve."), kind=kind)
    assert find(document) == ()
    assert find(replace(document, kind_doubt="perhaps a report")) != ()


def test_sections_of_money_and_law_are_not_told(build_document: Build) -> None:
    """Their own heading decides, not the one above it."""
    document = build_document(
        ("heading", "Information about this local authority area", {"level": 1}),
        ("heading", "Summary", {"level": 2}),
        ("paragraph", "Social work is strong and children are safe."),
        ("heading", "Financial implications", {"level": 2}),
        ("paragraph", "Good budgets are well managed by strong leaders."),
        kind="committee_report",
    )
    told = find_candidates(document, find_passages(document))
    assert [one.sentence.text for one in told] == ["Social work is strong and children are safe."]


def test_what_was_looked_at_is_no_finding(build_document: Build) -> None:
    """Unless the sentence goes on to tell what was found."""
    document = build_document(
        ("heading", "Findings", {"level": 1}),
        ("paragraph", "Inspectors looked at visits, with a focus on good recording."),
        ("paragraph", "Inspectors reviewed visits and found that they were often late."),
        kind="monitoring_visit",
    )
    told = find_candidates(document, find_passages(document))
    assert ["found" in one.sentence.text for one in told] == [True]


def test_sentences_are_those_that_search_encodes(read_known: Callable[[Path], Document]) -> None:
    """So that one vector serves for both."""
    document = read_known(PDF / "2019-10-25-ilacs-inspection.pdf")
    passages = find_passages(document)
    searched = {
        one for passage in passages for one in split_sentences(document.quote(passage.span))
    }
    told = list(find_candidates(document, passages))
    assert len(told) > 50
    assert {one.sentence.text for one in told} <= searched
    assert all(document.quote(one.span) == one.sentence.text for one in told)


def test_most_planted_findings_of_the_sample_are_found(
    sample_library: Library, sample_answers: dict[str, Any]
) -> None:
    """Nine in ten of the planted sentences of one stance, four in five with that stance."""
    files = {one["id"]: Path(one["file"]).stem for one in sample_answers["documents"]}
    planted = [
        one
        for one in sample_answers["findings"]
        if one["document"].startswith("ofsted") and one["stance"] in ("strength", "weakness")
    ]
    held = sample_library.db.execute(
        "select s.path, substr(d.text, f.start + 1, f.stop - f.start), f.stance from finding f"
        " join document d on d.id = f.document join source s on s.id = d.source"
    )
    found = {(Path(path).stem, " ".join(split_words(text))): stance for path, text, stance in held}
    stances = [
        found.get((files[one["document"]], " ".join(split_words(one["text"])))) for one in planted
    ]
    assert len(planted) >= 10
    assert sum(one is not None for one in stances) >= 0.9 * len(planted)
    right = sum(stance == one["stance"] for stance, one in zip(stances, planted, strict=True))
    assert right >= 0.8 * len(planted)
