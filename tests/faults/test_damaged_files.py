"""Whatever page of a library is damaged, doctor names it, and there is a way back."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import pytest

from api.cli.doctor import Examined, examine_library
from api.cli.main import main
from corpus.errors import LibraryError, Throughline
from corpus.store.documents import load_document_ids
from corpus.store.file.archive import write_backup
from corpus.store.file.checks import check_store
from corpus.store.file.restore import restore_backup
from corpus.store.people.accounts import Person, list_people, open_accounts, save_person
from corpus.store.people.briefings import iter_briefings, save_briefing
from corpus.store.people.verdicts import holding_verdicts, save_verdict
from corpus.store.reports import load_report
from index.answers.asks import answer_links
from index.answers.issues import answer_issues
from index.answers.records.record import answer_record
from index.library import Library, open_library, remove_reports
from index.repair import repair_library
from index.search.search import search
from models.text.caching import CachedEncoder
from models.text.encoder import Encoder

KEPT_SOURCES = 3
Damage = Callable[[Path], None]


# --- a small library with what people did -----------------------------------------


@pytest.fixture(scope="module")
def whole(copy_sample: Callable[[Path], Library], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library of three reports with verdicts, a briefing, a person, a paper."""
    folder = tmp_path_factory.mktemp("whole")
    with copy_sample(folder) as library:
        largest = (
            "select source from document group by source having count(*) = 1"
            " order by sum(length(text)) desc"
        )
        kept = [id_ for (id_,) in library.db.execute(largest)][:KEPT_SOURCES]
        for (source,) in library.db.execute("select id from source"):
            if source not in kept:
                remove_reports(library, source)
        library.db.execute("delete from briefing")  # which tests of the pages saved
        asks = [id_ for (id_,) in library.db.execute("select id from ask order by id limit 4")]
        save_verdict(library.db, asks[0], asks[1], "same", "officer", "as printed")
        save_verdict(library.db, asks[2], asks[3], "different", "officer")
        save_briefing(library.db, {"title": "A briefing"}, "officer")
        library.db.execute("vacuum")
        library.db.execute("pragma wal_checkpoint(truncate)")
    with open_accounts(folder) as accounts:
        save_person(accounts, Person("officer", "reviewer"), "hash", "2026-01-01")
    paper = folder / "added" / "0123456789abcdef" / "paper.pdf"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"%PDF-1.4 as it was given")
    return folder


@pytest.fixture(scope="module")
def backup(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    file = tmp_path_factory.mktemp("backups") / "backup.zip"
    write_backup(whole, file)
    return file


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(whole, tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture(scope="module")
def open_encoder(sample_library: Library) -> Callable[[str], Encoder]:
    """What opens the encoder of the sample, which remembers what it encoded."""
    encoder = CachedEncoder(sample_library.encoder)
    return lambda name: encoder


@pytest.fixture
def assert_back(open_encoder: Callable[[str], Encoder]) -> Callable[[Path], None]:
    """What asserts that a library is whole, answers, and has what people did."""

    def check(folder: Path) -> None:
        assert check_store(folder / "library.db") == []
        with open_library(folder, open_encoder) as library:
            verdicts = {one.verdict for one in holding_verdicts(library.db).values()}
            assert verdicts == {"same", "different"}
            assert [one.pack["title"] for one in iter_briefings(library.db)] == ["A briefing"]
            assert search(library, "children and their social workers").hits

    return check


# --- kinds of damage ------------------------------------------------------------


def change(sql: str) -> Damage:
    """What runs a statement on a library behind its back."""

    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute(sql)
            db.execute("pragma wal_checkpoint(truncate)")

    return damage


def spoil_vectors(path: Path) -> None:
    """Not a number where a vector's number was."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        number, held = db.execute("select number, vectors from embedding").fetchone()
        scales = np.array([np.nan], np.float16).tobytes()
        spoilt = (scales + held[len(scales) :], number)
        db.execute("update embedding set vectors = ? where number = ?", spoilt)
        db.execute("pragma wal_checkpoint(truncate)")


def overwrite(path: Path, page: int, data: Callable[[int], bytes]) -> None:
    """Put other bytes in the place of a page's, which is counted from 1."""
    size = page_size(path)
    with path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(data(size))


def page_size(path: Path) -> int:
    """How many bytes a page has."""
    return int.from_bytes(path.read_bytes()[16:18], "big")


def scribble(size: int) -> bytes:
    """Bytes that mean nothing."""
    return random.Random(7).randbytes(size)


def pages_of(path: Path, name: str, kind: str = "") -> list[int]:
    """The pages of a table or an index, those of a kind (leaf, internal, overflow)."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute(
            "select pageno from dbstat where name = ? and (? in ('', pagetype)) order by path",
            (name, kind),
        )
        return [page for (page,) in rows]


def scribble_page_of(name: str, kind: str = "", index: int = 0) -> Damage:
    """What spoils a page of a table or an index: its root, where no kind is said."""

    def damage(path: Path) -> None:
        overwrite(path, pages_of(path, name, kind)[index], scribble)

    return damage


def zero_page_of(name: str, kind: str = "", index: int = 0) -> Damage:
    """What fills a page of a table or an index with zeros."""

    def damage(path: Path) -> None:
        overwrite(path, pages_of(path, name, kind)[index], bytes)

    return damage


def scribble_header(path: Path) -> None:
    """The first hundred bytes, by which SQLite knows a file of its own."""
    with path.open("rb+") as file:
        file.write(scribble(100))


def cut_short(path: Path) -> None:
    """A quarter of the file gone, as when a disk was full; the few texts stand before it."""
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size * 3 // 4)


def scribble_words(path: Path) -> None:
    """The index of words no longer fits its texts, in pages that SQLite finds well."""
    change("update keywords_data set block = zeroblob(length(block)) where id > 10")(path)


NO_VECTORS = "delete from embedding where number = (select min(number) from embedding)"
FIRST = "where number = (select min(number) from document)"
# Each with the kind by which doctor names it.
REPAIRED: dict[str, tuple[Damage, str]] = {
    "header": (scribble_header, "file"),
    "truncated": (cut_short, "file"),
    "missing vector row": (
        change(NO_VECTORS),
        "vectors",
    ),
    "vectors cut": (change("update embedding set vectors = x'00'"), "vectors"),
    "vectors spoilt": (spoil_vectors, "vectors"),
    "vectors' root": (scribble_page_of("embedding"), "pages"),
    "vectors' page": (zero_page_of("embedding", "overflow"), "vectors"),
    "deleted keyword row": (change("delete from keywords where rowid % 5 = 1"), "keywords"),
    "deleted length": (change("delete from keyword_length where number % 5 = 1"), "keywords"),
    "index of words": (scribble_words, "keywords"),
    "texts of words": (scribble_page_of("keywords_content", "leaf", 1), "pages"),
    "index page": (scribble_page_of("finding_document"), "pages"),
    "zeroed index": (zero_page_of("ask_document"), "pages"),
    "leaf of findings": (zero_page_of("finding", "leaf", 1), "pages"),
    "passage of nothing": (
        change("update passage set document = 'gone' where number % 50 = 1"),
        "references",
    ),
    "meta lost": (change("delete from meta"), "references"),
    "text cut": (change(f"update document set text = 'short' {FIRST}"), "documents"),
    "layout spoilt": (change(f"update document set layout = x'0001' {FIRST}"), "documents"),
    "a document's pages": (zero_page_of("document", "overflow", 1), "documents"),
}
RESTORED: dict[str, tuple[Damage, str]] = {
    "header": (scribble_header, "file"),
    "truncated": (cut_short, "file"),
    "emptied": (lambda path: path.write_bytes(b"") and None, "file"),
    "first page": (lambda path: overwrite(path, 1, bytes), "file"),
    "verdicts": (scribble_page_of("verdict"), "pages"),
    "zeroed verdicts": (zero_page_of("verdict"), "pages"),
    "documents' root": (scribble_page_of("document"), "pages"),
}


def ask_everything(folder: Path, open_encoder: Callable[[str], Encoder]) -> None:
    """Put a question of each kind to a library: it answers, or says what is damaged."""
    with suppress(Throughline), open_library(folder, open_encoder) as library:
        for ask in (
            lambda: search(library, "children and their social workers"),
            lambda: answer_record(library, "management oversight", "Wexmere"),
            lambda: answer_issues(library, "Wexmere"),
            lambda: answer_links(library, "Wexmere"),
            lambda: [load_report(library.db, id_) for id_ in load_document_ids(library.db)],
        ):
            with suppress(Throughline):
                ask()


def kinds_told(folder: Path) -> set[str]:
    """The kinds of damage that doctor names; each telling has words, and what to do is told."""
    told: list[Examined] = list(examine_library(folder))
    amiss = [one for one in told if not one.well]
    assert all(one.says for one in amiss)
    (advice,) = [one.says for one in amiss if one.name == "what next"]
    assert "throughline restore" in advice
    assert "throughline repair" in advice
    assert not any("ove the file away" in one.says for one in told)
    return {one.name.removeprefix("damaged ") for one in amiss}


def test_a_whole_library_has_nothing_damaged(whole: Path) -> None:
    """And is not changed by being looked at."""
    before = (whole / "library.db").read_bytes()
    assert check_store(whole / "library.db") == []
    assert all(one.well for one in examine_library(whole))
    assert repair_library(whole) is None
    assert (whole / "library.db").read_bytes()[100:] == before[100:]


@pytest.mark.parametrize("name", REPAIRED)
def test_damage_that_can_be_repaired_is_named_and_repaired(
    name: str,
    folder: Path,
    open_encoder: Callable[[str], Encoder],
    assert_back: Callable[[Path], None],
) -> None:
    """Every verdict and briefing stays, and the damaged file is kept."""
    damage, kind = REPAIRED[name]
    damage(folder / "library.db")
    damaged = (folder / "library.db").read_bytes()
    assert kind in kinds_told(folder)
    ask_everything(folder, open_encoder)
    repaired = repair_library(folder, open_encoder)
    assert repaired is not None
    assert (repaired.kept_at / "library.db").stat().st_size == len(damaged)
    assert repaired.documents + len(repaired.left_out) >= KEPT_SOURCES
    assert_back(folder)


@pytest.mark.parametrize("name", RESTORED)
def test_damage_that_goes_too_deep_is_named_and_a_backup_restored(
    name: str, folder: Path, backup: Path, assert_back: Callable[[Path], None]
) -> None:
    """Over the damaged library, which is kept."""
    damage, kind = RESTORED[name]
    damage(folder / "library.db")
    damaged = (folder / "library.db").read_bytes()
    assert kind in kinds_told(folder)
    restored = restore_backup(backup, folder, replace=True)
    assert restored.kept_at is not None
    assert len((restored.kept_at / "library.db").read_bytes()) == len(damaged)
    assert_back(folder)


def test_a_lost_table_of_verdicts_is_told_by_repair(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With how to bring them over from a backup; the documents answer."""
    scribble_page_of("verdict")(folder / "library.db")
    assert main(["repair", "--library", str(folder)]) == 1
    assert "throughline verdicts import" in capsys.readouterr().out
    assert check_store(folder / "library.db") == []


def test_every_table_is_named_by_its_root(whole: Path, tmp_path: Path) -> None:
    """Whichever is spoilt, doctor names it, and no command ends in a traceback."""
    with closing(sqlite3.connect(whole / "library.db")) as db:
        query = "select tbl_name, rootpage from sqlite_master where rootpage > 1"
        roots = db.execute(query).fetchall()
    assert {"verdict", "document", "embedding", "keywords_data"} <= {name for name, _ in roots}
    for name, page in roots:
        path = shutil.copy(whole / "library.db", tmp_path / "library.db")
        overwrite(Path(path), page, scribble)
        told = [fault.says for fault in check_store(Path(path))]
        assert any(name in says or f"page {page}" in says for says in told), (name, told)
        main(["documents", "--library", str(tmp_path)])


def test_no_zeroed_page_is_a_traceback(whole: Path, tmp_path: Path) -> None:
    """Every fifth page in turn: it is told, or it was free."""
    path = tmp_path / "library.db"
    pages = (whole / "library.db").stat().st_size // page_size(whole / "library.db")
    missed = []
    for page in range(1, pages + 1, 5):
        shutil.copy(whole / "library.db", path)
        overwrite(path, page, bytes)
        if not check_store(path):
            missed.append(page)
    assert missed == []


@pytest.mark.parametrize("seed", range(6))
def test_pages_spoilt_by_chance_leave_a_whole_library_or_the_file_as_it_was(
    seed: int, folder: Path, open_encoder: Callable[[str], Encoder]
) -> None:
    """Several at once, of any table; what people did stays where theirs are not among them."""
    path = folder / "library.db"
    theirs = {*pages_of(path, "verdict"), *pages_of(path, "sqlite_schema"), 1}
    chance = random.Random(seed)
    pages = sorted(set(range(1, path.stat().st_size // page_size(path) + 1)) - theirs)
    for page in chance.sample(pages, 4):
        overwrite(path, page, chance.choice((bytes, scribble)))
    assert check_store(path)
    assert repair_library(folder, open_encoder) is not None
    assert check_store(path) == []
    with open_library(folder) as library:
        assert len(holding_verdicts(library.db)) == 2


def test_search_without_a_vector_row_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line."""
    change(NO_VECTORS)(folder / "library.db")
    assert main(["search", "children", "--library", str(folder)]) == 1
    printed = capsys.readouterr().err
    assert "vectors" in printed
    assert "throughline doctor" in printed
    assert "Traceback" not in printed


# --- who has it open --------------------------------------------------------------


def test_a_library_in_use_is_not_changed_over(folder: Path, backup: Path) -> None:
    """Neither by repair nor by restore: the server is to be stopped first."""
    change(NO_VECTORS)(folder / "library.db")
    with open_library(folder) as library:
        assert library.connections
        for work in (
            lambda: repair_library(folder),
            lambda: restore_backup(backup, folder, replace=True),
        ):
            with pytest.raises(LibraryError, match="Stop the server"):
                work()
    assert held_sources_of(folder) == KEPT_SOURCES
    assert not list(folder.glob("re*"))  # no workshop is left, and nothing was put aside


def held_sources_of(folder: Path) -> int:
    """How many sources a library holds."""
    with open_library(folder) as library:
        (count,) = library.db.execute("select count(*) from source").fetchone()
    return int(count)


def test_people_and_papers_come_back_too(folder: Path, backup: Path) -> None:
    """The accounts and the added papers, whatever became of them."""
    (folder / "accounts.db").write_bytes(b"spoilt")
    shutil.rmtree(folder / "added")
    told = {one.name: one.says for one in examine_library(folder)}
    assert "does not begin" in told["damaged accounts"]
    assert "throughline user add" in told["what next for accounts"]
    assert "what next" not in told  # the library itself is whole
    restore_backup(backup, folder, replace=True)
    assert (folder / "added/0123456789abcdef/paper.pdf").read_bytes().startswith(b"%PDF-1.4")
    with open_accounts(folder) as accounts:
        assert list_people(accounts) == [Person("officer", "reviewer")]


@pytest.mark.parametrize("name", sorted(RESTORED.keys() - REPAIRED.keys()))
def test_repair_of_what_goes_too_deep_says_what_is_lost(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It makes a library of the rest, or leaves the file as it is and asks for a backup."""
    damage, _ = RESTORED[name]
    damage(folder / "library.db")
    damaged = (folder / "library.db").read_bytes()
    assert main(["repair", "--library", str(folder)]) == 1
    printed = capsys.readouterr()
    assert not (folder / "repairing").exists()
    if printed.err:
        assert "throughline restore" in printed.err
        assert (folder / "library.db").read_bytes()[100:] == damaged[100:]
    else:
        assert "could not be read" in printed.out
        assert check_store(folder / "library.db") == []
        assert list(folder.glob("damaged-*/library.db"))
