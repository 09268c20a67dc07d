"""Issues, measures, and judgements with interventions, over the years."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from api.pages.issues.issues import list_threads, view_issues
from api.pages.issues.timeline import view_years
from corpus.document import Span
from corpus.records import Observation, Report, TimelineEvent
from corpus.store.reports import load_report
from index.library import Library, add_reports, create_library


@pytest.fixture(scope="module")
def client(sample_library: Library) -> Iterator[TestClient]:
    """The application over the sample."""
    with TestClient(create_app(sample_library)) as client:
        yield client


def _observe(number: int, end: date | None, value: float, **facts: object) -> Observation:
    return replace(
        Observation(
            id=f"o{number}",
            span=Span(number, number + 3),
            measure="Re-referrals in 12 months",
            value=f"{value}%",
            amount=value,
            period=f"{end.year - 1}-{end:%y}" if end else "",
            period_end=end,
            who="Wexmere Council",
            good_is="low",
        ),
        **facts,
    )


@pytest.fixture(scope="module")
def with_measures(
    sample_library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A library of one committee report that prints five values and tells of three events."""
    [document] = sample_library.db.execute(
        "select id from document where published = '2017-03-14'"
    ).fetchone()
    observed = (
        _observe(1, date(2015, 3, 31), 24.8),
        _observe(2, date(2016, 3, 31), 22.9, rag="Red", rag_agrees=False),
        _observe(3, date(2017, 3, 31), 22.0, role="target"),
        _observe(4, date(2016, 3, 31), 22.3, role="comparator", who="England"),
        _observe(5, None, 21.4),
    )
    events = (
        TimelineEvent("e1", Span(10, 20), "notice", "improvement notice", "2013-07"),
        TimelineEvent("e2", Span(30, 40), "notice", "the same notice", "2013-07"),
        TimelineEvent("e3", Span(50, 60), "meeting", "a meeting", "2013-08-01"),
    )
    bare = Report(load_report(sample_library.db, document).document)
    passages = load_report(sample_library.db, document).passages
    report = replace(bare, passages=passages, measures=observed, events=events)
    folder: Path = tmp_path_factory.mktemp("told")
    with create_library(folder) as library:
        add_reports(library, [report])
        with TestClient(create_app(library)) as client:
            yield client


def test_the_grid_shows_what_each_document_said(sample_library: Library) -> None:
    """Its cell says what the thread's look says; where that is not sure, that it speaks of it."""
    view = view_issues(sample_library, "Wexmere", "all")
    threads = {thread.label: thread for thread in list_threads(sample_library, "Wexmere")}
    outside = {column.document.id for column in view.columns}
    for row in view.rows:
        thread = threads[row.thread.label]
        asked = {look.document for look in thread.looks if look.asked}
        cells = {cell.column.document.id: cell for cell in row.cells}
        told = {id_ for id_, cell in cells.items() if cell.stance.startswith("asked for")}
        assert told == asked & outside
        silent = {id_ for id_, cell in cells.items() if cell.sign == "–"}
        assert not silent & {look.document for look in (*thread.looks, *thread.unsure)}
        assert not silent & {member.document for member in thread.members}


def test_a_new_framework_is_marked_where_inspections_judge(sample_library: Library) -> None:
    """2015, 2019 and 2023 differ from the inspection before; letters and papers mark nothing."""
    columns = view_issues(sample_library, "Wexmere").columns
    days = [column.document.published for column in columns if column.is_new]
    assert [day.year for day in days if day] == [2015, 2019, 2023]


def test_the_grid_has_a_word_beside_each_sign(client: TestClient) -> None:
    """So that it is read aloud, and in black and white."""
    page = client.get("/issues").text
    link = r"<(?:span|a)[^>]*>(?:<span[^>]*>[^<]*</span>)?([^<]+)<"
    signs = re.findall(rf'<b aria-hidden="true">(.)</b> {link}', page)
    assert len(signs) > 50
    assert {"●", "–"} <= {sign for sign, _ in signs}
    assert len(set(signs)) == len({word for _, word in signs})


def test_a_cell_opens_the_statements_that_it_rests_on(client: TestClient) -> None:
    """At the document's own place on the page of the issue."""
    page = client.get("/issues").text
    addresses = re.findall(r'<a href="(/threads/[^"#]+)#(look-[^"]+)"', page)
    assert len(addresses) > 30
    for address, place in addresses[:12]:
        assert f'<dt id="{place}">' in client.get(unescape(address)).text


def test_a_state_narrows_the_grid(sample_library: Library) -> None:
    """To its own threads, as many as it says."""
    view = view_issues(sample_library, "Wexmere")
    for state, _, count in view.states:
        assert len(view_issues(sample_library, "Wexmere", state).rows) == count


def test_every_thread_opens(client: TestClient, sample_library: Library) -> None:
    """With and without the council in its address, all that was said in date order."""
    for thread in list_threads(sample_library, "Wexmere")[:5]:
        for address in (f"/threads/{thread.id}", f"/threads/{thread.id}?council=Wexmere"):
            page = client.get(address)
            assert page.status_code == 200
            assert page.text.count('class="quote"') == len(thread.members)
    assert client.get("/threads/none").status_code == 404


def test_a_measure_is_shown_with_every_value(with_measures: TestClient) -> None:
    """Its newest value in the list; each as printed, with its place, in a table."""
    page = with_measures.get("/measures").text
    assert "Re-referrals in 12 months" in page
    address = unescape(re.findall(r'href="(/measures/[^"]+)"', page)[0])
    series = with_measures.get(address).text
    for value in ("24.8%", "22.9%", "22.0%", "22.3%", "21.4%"):
        assert value in series
    assert "Lower is better" in series


def test_a_colour_that_does_not_agree_is_flagged(with_measures: TestClient) -> None:
    """And printed as it stands."""
    page = with_measures.get("/measures/re-referrals-in-12-months?council=Wexmere").text
    assert "Colour and number do not agree" in page
    assert "Red (does not agree)" in page


def test_the_chart_is_svg_without_scripts(with_measures: TestClient) -> None:
    """Drawn from the values that have a day; a measure that is none has no chart."""
    reply = with_measures.get("/measures/re-referrals-in-12-months/chart.svg?council=Wexmere")
    assert reply.headers["content-type"].startswith("image/svg+xml")
    assert "England" in reply.text
    assert "<script" not in reply.text
    assert with_measures.get("/measures/none/chart.svg?council=Wexmere").status_code == 404


def test_an_event_told_twice_stands_once(with_measures: TestClient) -> None:
    """Under the words that told it first; meetings are left out."""
    page = with_measures.get("/timeline").text
    assert page.count("mprovement notice") == 1
    assert "The same notice" not in page
    assert "A meeting" not in page


def test_the_years_have_the_grades_as_printed(sample_library: Library) -> None:
    """Every judgement held, under the year of its inspection, newest first."""
    years = view_years(sample_library, "Wexmere")
    assert [year.year for year in years] == sorted((year.year for year in years), reverse=True)
    shown = [grade for year in years for entry in year.entries for grade in entry.grades]
    [held] = sample_library.db.execute("select count(*) from judgement").fetchone()
    assert len(shown) == held > 10
    new = {year.year for year in years for entry in year.entries if entry.is_new}
    assert new == {"2015", "2019", "2023"}


@pytest.mark.parametrize("path", ["/issues", "/measures", "/timeline"])
def test_a_council_that_is_not_held_is_told(client: TestClient, path: str) -> None:
    """With words, not with an error."""
    reply = client.get(path, params={"council": "Nowhere"})
    assert reply.status_code == 200
    assert "Nowhere" in reply.text
