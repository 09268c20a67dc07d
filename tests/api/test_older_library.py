"""A library made by the version before this one opens, says what is old, and loses nothing."""

import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from api.adding.intake import Counts
from api.auth.accounts import check_password
from api.cli.demo import SAMPLE
from api.cli.main import main
from corpus.store.people.accounts import open_accounts
from corpus.store.people.briefings import load_briefing
from corpus.store.people.verdicts import holding_verdicts
from index.library import Library, create_library, open_library, renew_vectors, stale_vectors
from index.recurrence.trace import link_asks

# Made by 0.1.0 at schema 3: two reports of the sample, a verdict, a briefing, a person.
MADE = Path(__file__).parents[1] / "corpus" / "store" / "libraries" / "schema-3"
EARLIER, LATER, BRIEFING = "b3f149df0f99fdbe", "36f2289fce63b292", "EOSM_LfD"
REPORTS = ("2019-10-25-ilacs-inspection.pdf", "2023-07-24-ilacs-inspection.pdf")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The folder of a copy of it."""
    for packed in MADE.glob("*.xz"):
        (tmp_path / packed.stem).write_bytes(lzma.decompress(packed.read_bytes()))
    return tmp_path


def assert_people_kept_theirs(library: Library) -> None:
    """The verdict holds, the briefing is at its address, the person may log in."""
    verdict = holding_verdicts(library.db)[frozenset((EARLIER, LATER))]
    assert (verdict.verdict, verdict.who) == ("same", "officer")
    assert load_briefing(library.db, BRIEFING).pack == {"title": "an older briefing"}
    with open_accounts(library.path.parent) as accounts:
        assert check_password(accounts, "officer", "three random words", "127.0.0.1")


def test_it_answers_and_says_that_its_vectors_are_old(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The answer on standard output, what to do on standard error; `doctor` says the same."""
    assert main(["search", "caseloads", "--library", str(older), "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["hits"]
    assert "an earlier version of Throughline encoded 2" in printed.err
    assert "throughline ingest PATH" in printed.err
    assert main(["doctor", "--library", str(older), "--json"]) == 1
    found = {finding["name"]: finding for finding in json.loads(capsys.readouterr().out)}
    assert found["library"]["well"]
    assert "throughline ingest PATH" in found["vectors"]["says"]


def test_its_next_ingest_reads_anew_and_keeps_what_people_did(
    take_in_here: Callable[..., Counts], older: Path
) -> None:
    """Ids are those of before, so the verdict still settles its pair."""
    with create_library(older) as library:
        assert len(stale_vectors(library)) == 2
        assert_people_kept_theirs(library)
        counts = take_in_here(library, [SAMPLE / name for name in REPORTS], "Wexmere")
        assert counts.read == 2
        assert stale_vectors(library) == []
        assert_people_kept_theirs(library)
        settled = {
            (link.earlier.ask.id, link.later.ask.id): link.same for link in links_of(library)
        }
        assert settled[EARLIER, LATER] == 1.0


def test_vectors_are_made_anew_where_the_files_are_gone(
    take_in_here: Callable[..., Counts], older: Path, tmp_path: Path
) -> None:
    """From the texts held: an ingest of something else does it, and so does `renew_vectors`."""
    with create_library(older) as library:
        first, second = stale_vectors(library)
        renew_vectors(library, first)
        assert stale_vectors(library) == [second]
        notes = tmp_path / "notes.txt"
        notes.write_text("The committee was told that caseloads in every team had fallen.", "utf-8")
        take_in_here(library, [notes], "Wexmere")
        assert stale_vectors(library) == []


def test_an_open_library_notices_vectors_made_anew(older: Path) -> None:
    """Its index in memory is read again."""
    with open_library(older) as reader, open_library(older) as writer:
        before = reader.vectors
        for document in stale_vectors(writer):
            renew_vectors(writer, document)
        assert reader.vectors is not before
        assert reader.vectors.ids == before.ids


def links_of(library: Library) -> list:
    """Every pair of asks weighed."""
    return link_asks(library, library.weigher, "Wexmere")
