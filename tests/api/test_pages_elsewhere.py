"""The same ask of other councils, with what was found there later."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.http.app import create_app
from corpus.store.reports import load_report
from index.library import Library, add_reports, create_library


@pytest.fixture(scope="module")
def two_councils(
    sample_library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Library]:
    """The inspections of 2019, Wexmere's, and of 2023, given to a council called Eastholm."""
    with create_library(tmp_path_factory.mktemp("two")) as library:
        for day, council in (("2019-10-25", "Wexmere"), ("2023-07-24", "Eastholm")):
            [document] = sample_library.db.execute(
                "select id from document where published = ?", (day,)
            ).fetchone()
            report = load_report(sample_library.db, document)
            renamed = replace(report.document, authority=council)
            add_reports(library, [replace(report, document=renamed)])
        yield library


def test_another_council_asked_the_same_is_named(two_councils: Library) -> None:
    """With its words, a link to its page, and its share of the reports held."""
    [ask] = two_councils.db.execute(
        "select a.id from ask a join document d on d.id = a.document"
        " where d.authority = 'Wexmere'"
        " and instr(substr(d.text, a.start + 1, a.stop - a.start), 'management oversight')"
    ).fetchone()
    with TestClient(create_app(two_councils)) as client:
        assert f"/statements/{ask}/elsewhere" in client.get(f"/statements/{ask}").text
        page = client.get(f"/statements/{ask}/elsewhere").text
    assert re.search(r"<h3>Eastholm, 24 July 2023</h3>", page)
    assert "consistency of management oversight" in page
    assert "1 other council was likely asked the same" in page


def test_a_library_of_one_council_has_no_others(sample_library: Library) -> None:
    """The statement offers no link, and the address says why there is nothing."""
    [ask] = sample_library.db.execute("select id from ask where kind = 'recommendation'").fetchone()
    with TestClient(create_app(sample_library)) as client:
        assert "/elsewhere" not in client.get(f"/statements/{ask}").text
        reply = client.get(f"/statements/{ask}/elsewhere")
    assert reply.status_code == 404
    assert "other councils" in reply.text
