"""The same ask elsewhere, in a library of three made-up councils."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.document import Document, Page, Source, Span, digest
from corpus.errors import NotFound
from corpus.records import Ask, Finding, IssueProbability, Passage, Report
from corpus.store.people.verdicts import save_verdict, undo_verdict
from index.library import Library, add_reports, create_library
from index.recurrence.elsewhere import find_elsewhere

OVERSIGHT = "Improve the quality and consistency of management oversight."
SAME = "The consistency and quality of management oversight by team managers."
OTHER = "Increase the number of families who can adopt older children."
GOOD = "Management oversight by team managers is now consistent and of good quality."
PRAISE = "Children enjoy a wide range of clubs and sports."


OF_OVERSIGHT = (IssueProbability("oversight", 0.9),)


def report(authority: str, year: int, ask: str, finding: str = "") -> Report:
    """An inspection report with one ask and at most one sentence that finds something good."""
    text = "\n".join(filter(None, (ask, finding)))
    spans = [Span(0, len(ask))]
    if finding:
        spans.append(Span(len(ask) + 1, len(text)))
    key = digest(authority, year)
    document = Document(
        key,
        Source(key * 4, name=f"{authority} {year}"),
        text,
        pages=(Page(1, Span(0, len(text))),),
        blocks=(),
        title=f"{authority} {year}",
        kind="inspection_report",
        framework="ilacs_2018",
        authority=authority,
        published=date(year, 5, 1),
    )
    return Report(
        document,
        asks=(Ask(digest(key, "ask"), spans[0], "area_for_improvement", issues=_issues(ask)),),
        findings=tuple(
            Finding(digest(key, "f"), span, "strength", issues=_issues(finding))
            for span in spans[1:]
        ),
        passages=tuple(Passage(digest(key, span), span) for span in spans),
    )


def _issues(text: str) -> tuple[IssueProbability, ...]:
    return OF_OVERSIGHT if "oversight" in text else ()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Ambleford asks for oversight; Byford asked the same and got better; Camford did not ask."""
    reports = (
        report("Ambleford", 2019, OVERSIGHT),
        report("Byford", 2018, SAME),
        report("Byford", 2021, OTHER, GOOD),
        report("Camford", 2019, OTHER, PRAISE),
    )
    with create_library(tmp_path_factory.mktemp("elsewhere")) as made:
        for one in reports:
            add_reports(made, (one,))
        yield made


def ask_of(library: Library, authority: str) -> str:
    """The id of an authority's first ask."""
    query = "select a.id from ask a join document d on d.id = a.document where d.authority = ?"
    return str(library.db.execute(query, (authority,)).fetchone()[0])


def test_who_was_asked_the_same_and_later_found_good(library: Library) -> None:
    """With the later sentence that says so; the ask's own council is left out."""
    found = find_elsewhere(library, ask_of(library, "Ambleford"))
    (byford,) = found.councils
    assert (byford.authority, byford.ask.text) == ("Byford", SAME)
    assert [one.text for one in byford.good] == [GOOD]
    assert byford.found_good


def test_a_persons_word_wins(library: Library) -> None:
    """Two councils' asks that somebody parted are not told as the same, until it is undone."""
    ends = ask_of(library, "Ambleford"), ask_of(library, "Byford")
    said = save_verdict(library.db, *ends, verdict="different", who="officer")
    assert find_elsewhere(library, ends[0]).councils == ()
    undo_verdict(library.db, said.number, "officer")
    assert [one.authority for one in find_elsewhere(library, ends[0]).councils] == ["Byford"]


def test_shares_are_of_reports_of_one_framework(library: Library) -> None:
    """One of the three other reports asks the same."""
    (share,) = find_elsewhere(library, ask_of(library, "Ambleford")).shares
    assert (share.asking, share.reports) == (1, 3)
    assert share.first == date(2018, 5, 1)


def test_praise_of_something_else_is_no_sign(library: Library) -> None:
    """Camford's clubs say nothing of adopters."""
    query = (
        "select a.id from ask a join document d on d.id = a.document"
        " where d.authority = 'Byford' and d.published > '2020'"
    )
    (adopters,) = library.db.execute(query).fetchone()
    councils = find_elsewhere(library, adopters).councils
    assert {council.authority: council.found_good for council in councils} == {"Camford": False}


def test_no_other_councils_are_refused(tmp_path: Path) -> None:
    """NotFound where only one council is held, and where the ask is not."""
    with create_library(tmp_path) as alone:
        add_reports(alone, (report("Ambleford", 2019, OVERSIGHT),))
        for ask in (ask_of(alone, "Ambleford"), "nothing"):
            with pytest.raises(NotFound):
                find_elsewhere(alone, ask)
