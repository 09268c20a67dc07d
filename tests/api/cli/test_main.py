"""The command line: what it prints, where, and with which exit code."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli.connections import ServerConfig
from api.cli.main import main
from index.library import Library

SAMPLE = Path(__file__).parents[3] / "corpus" / "sample" / "pdf"


@pytest.fixture(autouse=True)
def _sample(monkeypatch: pytest.MonkeyPatch, sample_library: Library) -> None:
    monkeypatch.setenv("THROUGHLINE_LIBRARY", str(sample_library.path.parent))


def test_search_prints_one_json_value(capsys: pytest.CaptureFixture[str]) -> None:
    """Hits have every field that other programs read."""
    assert main(["search", "caseloads", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    hit = found["hits"][0]
    assert {"document", "title", "published", "page", "paragraph", "text", "score"} <= set(hit)
    assert "caseloads" in hit["why"]["words"]
    assert found["nothing_close"] is False


def test_a_cold_search_imports_nothing_that_it_does_not_need() -> None:
    """No trained weigher with scipy, no protocol of assistants, no framework of the web."""
    unwanted = ("fastapi", "mcp", "pydantic_settings", "scipy", "spacy", "torch", "transformers")
    code = (
        "import sys; from api.cli.main import main; main(['search', 'caseloads']);"
        f"print([name for name in {unwanted} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.split("\n")[-2] == "[]"


def test_search_is_narrowed_by_days(capsys: pytest.CaptureFixture[str]) -> None:
    """A year alone means all of it."""
    main(["search", "caseloads", "--from", "2019", "--to", "2019", "--json"])
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert hits
    assert all(hit["published"].startswith("2019") for hit in hits)


def test_recurred_tells_the_four_years_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    """The main answer, as a person reads it."""
    assert main(["recurred", "management oversight"]) == 0
    out = capsys.readouterr().out
    for year in ("2013", "2015", "2019", "2023"):
        assert year in out
    assert "page" in out


def test_recurred_tells_the_councils_own_words_and_figures_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Above the list of what was asked for, as the page does."""
    main(["recurred", "supervision of social workers", "--authority", "Wexmere"])
    head = capsys.readouterr().out.split("\nInspection by inspection")[0]
    before, _, after = head.partition("The council's own latest words:")
    assert "The latest word" in before
    assert "12 March 2024" in after.splitlines()[1]
    assert "Printed: " in after


def test_recurred_takes_an_id_that_asks_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """An id from one command goes into the next."""
    main(["asks", "--json"])
    ask = json.loads(capsys.readouterr().out)[0]
    main(["recurred", ask["id"], "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["ask"]["text"] == ask["text"]
    assert {"verdict", "occurrences", "not_held"} <= set(found)


def test_links_prints_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    """Each pair has both ends and two probabilities."""
    assert main(["links", "--authority", "Wexmere Council", "--json"]) == 0
    links = json.loads(capsys.readouterr().out)
    assert all(0.01 < link["probability"] <= 1 for link in links)
    assert {"id", "text", "document", "published", "page"} <= set(links[0]["earlier"])


def test_threads_show_their_looks_and_are_told_as_of_a_day(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every field that other programs read; with a day, nothing that was published later."""
    command = ["threads", "--authority", "Wexmere Council", "--json"]
    assert main([*command, "--until", "2016-01-01"]) == 0
    threads = json.loads(capsys.readouterr().out)
    names = {"id", "label", "state", "history", "first", "last", "members", "gaps", "reasons"}
    assert {*names, "looks"} <= set(threads[0])
    days = [look["published"] for thread in threads for look in thread["looks"]]
    assert {day[:4] for day in days} == {"2013", "2015"}
    assert max(member["published"] for thread in threads for member in thread["members"]) < "2016"
    assert main([*command, "--until", "2012-01-01"]) == 1


def test_asks_as_csv_has_a_row_an_ask(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A spreadsheet reads it; each ask has an address that lasts, where the readers' pages are."""
    monkeypatch.setenv("THROUGHLINE_ADDRESS", "https://scrutiny.example/")
    assert main(["asks", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) > 20
    assert all(row["text"] for row in rows)
    assert {row["link"] for row in rows} == {
        f"https://scrutiny.example/statements/{row['id']}" for row in rows
    }
    assert "publisher_link" in rows[0]


def test_csv_runs_no_formula(
    capsys: pytest.CaptureFixture[str], copy_sample: Callable[[Path], Library], tmp_path: Path
) -> None:
    """A cell that a spreadsheet would run is led by an apostrophe, as in the pages' tables."""
    with copy_sample(tmp_path) as library:
        library.db.execute("update ask set addressee = '=HYPERLINK(\"http://evil.example\")'")
        library.db.execute("update ask set section = ' @SUM(1)'")
    assert main(["asks", "--csv", "--library", str(tmp_path)]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    cells = [cell for row in rows for cell in row.values()]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_extract_needs_no_library(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One file in, everything found out."""
    monkeypatch.setenv("THROUGHLINE_LIBRARY", str(tmp_path / "none"))
    assert main(["extract", str(SAMPLE / "2019-10-25-ilacs-inspection.pdf"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    document = found["documents"][0]
    assert document["framework"] == "ilacs_2018"
    assert document["asks"]
    assert document["judgements"]
    assert found["rejected"] == []


def test_extract_of_a_bad_file_says_why(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The reason is in the answer, and the exit code is 1."""
    empty = tmp_path / "empty.pdf"
    empty.touch()
    assert main(["extract", str(empty), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["documents"] == []
    assert "empty.pdf" in found["rejected"][0]["reason"]


def test_a_missing_library_is_one_line_with_what_next(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """No traceback."""
    assert main(["search", "x", "--library", str(tmp_path / "none")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "throughline ingest" in printed.err
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize(
    "wrong",
    [["search"], ["search", "x", "--from", "soon"], ["search", "x", "--limit", "0"], ["what"]],
)
def test_wrong_use_ends_with_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """As every command line does."""
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


def test_a_broken_boolean_query_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    """It says where the query breaks."""
    assert main(["search", "care AND (plans"]) == 2
    assert capsys.readouterr().err.startswith("throughline: ")


def test_doctor_finds_the_library_well(capsys: pytest.CaptureFixture[str]) -> None:
    """Every line says whether the thing is well."""
    assert main(["doctor", "--json"]) == 0
    names = {finding["name"]: finding["well"] for finding in json.loads(capsys.readouterr().out)}
    assert names["library"]
    assert names["encoder"]


def test_documents_lists_all_ten(capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the sample, oldest first."""
    assert main(["documents", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    days = [document["published"] for document in found["documents"]]
    assert len(days) >= 10
    assert days == sorted(days)
    assert found["refused"] == []


def test_people_are_added_listed_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A password comes from a pipe; a token is printed alone on standard output."""
    at = ["--library", str(tmp_path)]
    monkeypatch.setattr("sys.stdin", io.StringIO("three random words\n"))
    assert main(["user", "add", "officer", "--role", "reviewer", *at]) == 0
    assert main(["user", "list", *at]) == 0
    assert "officer: reviewer" in capsys.readouterr().out
    assert main(["user", "token", "officer", *at]) == 0
    assert capsys.readouterr().out.startswith("tl_")
    assert main(["user", "token", "officer", "--withdraw", *at]) == 0
    assert "1 withdrawn" in capsys.readouterr().out
    assert main(["user", "remove", "officer", *at]) == 0
    assert main(["user", "remove", "officer", *at]) == 1
    assert "nobody of that name" in capsys.readouterr().err


def test_a_short_password_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Told with how long it may be; nobody is added."""
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["user", "add", "officer", "--library", str(tmp_path)]) == 2
    assert "12 to 200" in capsys.readouterr().err


def test_a_person_who_comes_by_a_proxy_needs_no_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """None is asked for."""
    at = ["--library", str(tmp_path)]
    assert main(["user", "add", "officer", "--no-password", *at]) == 0
    assert "officer may log in as reader" in capsys.readouterr().out


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[ServerConfig]:
    """What would be served, and how, in place of serving it."""
    configs: list[ServerConfig] = []
    monkeypatch.setattr("api.cli.serving._serve", configs.append)
    return configs


@pytest.mark.parametrize(
    ("options", "is_warned"),
    [
        ([], False),
        (["--host", "0.0.0.0"], True),
        (["--host", "0.0.0.0", "--https"], False),
        (["--host", "127.0.0.2"], False),
        (["--proxy", "127.0.0.1"], True),
        (["--allow-host", "scrutiny.example"], True),
    ],
)
def test_a_server_that_others_reach_says_that_it_lacks_https(
    served: list[ServerConfig],
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    is_warned: bool,
) -> None:
    """When it starts; not where HTTPS is in front, nor where only this machine reaches it."""
    assert main(["serve", *options]) == 0
    assert ("unencrypted" in capsys.readouterr().err) is is_warned
    [config] = served
    assert config.proxy_headers is False  # which would believe whoever is on this machine


@pytest.mark.parametrize(
    ("options", "is_open"),
    [
        ([], True),
        (["--host", "192.0.2.1"], False),
        (["--https"], False),
        (["--proxy", "127.0.0.1"], False),
        (["--allow-host", "scrutiny.example"], False),
        (["--https", "--public"], True),
    ],
)
def test_what_stands_behind_a_proxy_is_not_open_as_on_this_machine(
    served: list[ServerConfig], options: list[str], is_open: bool
) -> None:
    """Others come through it, from this machine's own address."""
    assert main(["serve", *options]) == 0
    [config] = served
    assert config.app.open_reading is is_open
    assert config.app.open_keeping is (options == [])


def test_a_server_answers_to_the_names_it_is_given(served: list[ServerConfig]) -> None:
    """And to the address it is bound to."""
    names = ["--allow-host", "scrutiny.example", "--allow-host", "intranet"]
    assert main(["serve", "--host", "192.0.2.1", "--https", "--proxy", "192.0.2.9", *names]) == 0
    [config] = served
    perimeter = config.app.perimeter
    assert perimeter.hosts == {"scrutiny.example", "intranet", "192.0.2.1"}
    assert perimeter.https
    assert [str(network) for network in perimeter.proxies] == ["192.0.2.9/32"]
    assert perimeter.person_header == ""


def test_a_persons_header_without_a_proxy_is_wrong_use(
    served: list[ServerConfig], capsys: pytest.CaptureFixture[str]
) -> None:
    """Anybody could send it."""
    assert main(["serve", "--person-header", "X-Remote-User"]) == 2
    assert "needs --proxy" in capsys.readouterr().err
    assert served == []
