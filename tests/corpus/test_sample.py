"""The embedded sample: its answers stand on its pages, and its pages are what its sources say."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from corpus.sample import build

ANSWERS: dict[str, Any] = json.loads((build.HERE / "answers.json").read_text(encoding="utf-8"))
DOCUMENTS = {document["id"]: document for document in ANSWERS["documents"]}
ASKS = {ask["id"]: ask for ask in ANSWERS["asks"]}
SOURCES = sorted(build.SOURCES.glob("*.html"))
LINE_END_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})  # as PDFium prints them
KINDS = ("H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD")
IN_ALL = ("H1", "H2", "P", "L", "LI", "Lbl", "LBody")
PRINTED = (  # the fields of an answer that are printed as they stand, beside its text
    *("quote", "grade_as_printed", "what_was_done", "status", "number", "topic", "question"),
    *("answer", "measure", "rag", "risk", "description", "mitigation", "rating", "ref", "action"),
    *("lead", "partners", "due", "success_measure", "current", "target", "serves_as_printed"),
    *("national", "neighbours"),
)
BANNER = "Fictional sample: there is no Wexmere Council"


def squeeze(text: str) -> str:
    """The text without white space, so that line ends do not matter."""
    return "".join(text.translate(LINE_END_HYPHENS).split())


@cache
def read_pages(path: Path) -> tuple[str, ...]:
    """The text of each page of a PDF."""
    with pypdfium2.PdfDocument(path) as pdf:
        return tuple(page.get_textpage().get_text_range() for page in pdf)


class _Words(HTMLParser):
    """Gathers the words of an HTML source's body."""

    def __init__(self) -> None:
        super().__init__()
        self.in_body = False
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_body = self.in_body or tag == "body"
        self.text.append("" if tag == "span" else " ")

    def handle_data(self, data: str) -> None:
        if self.in_body:
            self.text.append(data)


def read_source(path: Path) -> str:
    """The text of a source's body."""
    parser = _Words()
    parser.feed(path.read_text(encoding="utf-8"))
    return "".join(parser.text)


def texts_of(entry: dict[str, Any]) -> Iterator[str]:
    """What an answer says is printed on its page."""
    if entry.get("sub_points"):
        yield from (entry["lead_in"], *entry["sub_points"])
    else:
        yield entry.get("text", "")
    yield from (entry.get(cell) or "" for cell in PRINTED)
    yield from (value["value"] for value in entry.get("values", []))


def list_quotations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each answer that stands on a page, with the list it comes from."""
    for name, entries in ANSWERS.items():
        if name in ("about", "crosswalk"):
            continue
        for entry in entries:
            for quoted in entry.get("mentions", entry.get("sides", [entry])):
                if "page" in quoted:
                    yield name, quoted


@pytest.mark.parametrize("name", sorted({name for name, _ in list_quotations()}))
def test_every_answer_stands_on_its_page(name: str) -> None:
    """Each text of each list is printed on the page that the answer gives."""
    for _, entry in (pair for pair in list_quotations() if pair[0] == name):
        pages = read_pages(build.HERE / DOCUMENTS[entry["document"]]["file"])
        page = squeeze(pages[entry["page"] - 1])
        absent = [text for text in texts_of(entry) if squeeze(text) not in page]
        assert not absent, (entry["document"], entry["page"], absent)


def test_numbers_are_printed_before_their_asks() -> None:
    """A printed number stands right before the words of its ask, as a label."""
    for ask in (ask for ask in ASKS.values() if ask["printed_number"]):
        page = squeeze(read_pages(build.HERE / DOCUMENTS[ask["document"]]["file"])[ask["page"] - 1])
        words = re.escape(squeeze(ask["lead_in"] or ask["text"])[:40])
        assert re.search(re.escape(ask["printed_number"]) + r"[.)]?" + words, page), ask["id"]


def test_there_are_nine_documents_and_forty_pages() -> None:
    """The sample is as large as it says, and each document has the pages it says."""
    counts = {id: len(read_pages(build.HERE / d["file"])) for id, d in DOCUMENTS.items()}
    assert counts == {id: document["pages"] for id, document in DOCUMENTS.items()}
    assert len(counts) >= 9
    assert sum(counts.values()) >= 40
    assert {Path(d["file"]).name for d in DOCUMENTS.values()} == {
        path.name for path in build.PDFS.iterdir()
    }


def test_the_card_gives_the_right_pages() -> None:
    """The table of documents in the card agrees with the answers."""
    card = (build.HERE / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(20[\w-]+)` \|.*\| (\d+) \|$", card, flags=re.MULTILINE))
    assert {stem: int(pages) for stem, pages in rows.items()} == {
        Path(document["file"]).stem: document["pages"] for document in DOCUMENTS.values()
    }


def test_ids_name_one_ask_each() -> None:
    """Every id is given once, and every id referred to exists."""
    assert len(ASKS) == len(ANSWERS["asks"])
    pairs = ANSWERS["recurrences"] + ANSWERS["not_the_same"]
    named = {pair[side] for pair in pairs for side in ("earlier", "later")}
    for key in ("addressed", "persisting", "reported"):
        named |= {entry["ask"] for entry in ANSWERS[key]}
    named |= {ask for thread in ANSWERS["threads"] for ask in thread["asks"]}
    named |= {ask["restates"] for ask in ANSWERS["asks"] if ask["restates"]}
    assert named <= ASKS.keys()


def test_time_runs_forward() -> None:
    """A later ask, and a sentence that looks back on an ask, come from no earlier day."""

    def day(ask_id: str) -> str:
        return str(DOCUMENTS[ASKS[ask_id]["document"]]["published"])

    for pair in ANSWERS["recurrences"]:
        assert day(pair["earlier"]) <= day(pair["later"]), pair
    for entry in ANSWERS["addressed"] + ANSWERS["persisting"]:
        assert day(entry["ask"]) < DOCUMENTS[entry["document"]]["published"], entry


def test_oversight_is_asked_for_at_every_inspection() -> None:
    """The main story: 2013, 2015, 2019 and 2023 ask for it, each pair the same issue."""
    thread = next(t for t in ANSWERS["threads"] if t["id"] == "oversight")
    asks = [ask for ask in thread["asks"] if ask.startswith("ofsted-")]
    assert [ask[7:11] for ask in asks] == ["2013", "2015", "2019", "2023"]
    same = {(p["earlier"], p["later"]) for p in ANSWERS["recurrences"] if p["grade"] == 2}
    assert {(a, b) for i, a in enumerate(asks) for b in asks[i + 1 :]} <= same


def test_paragraph_references_lead_somewhere() -> None:
    """Each paragraph that a recommendation of 2015 points at is printed in that report."""
    numbers = set(re.findall(r'<li n="(\d+)\."', SOURCES[1].read_text(encoding="utf-8")))
    asks = [ask for ask in ASKS.values() if ask["document"] == "ofsted-2015"]
    assert all(ask["references"] and set(ask["references"]) <= numbers for ask in asks)


def test_restated_asks_repeat_their_origin() -> None:
    """The pack repeats its origins word for word; the update of 2024 rewords one and adds two."""
    restated = [ask for ask in ASKS.values() if ask["kind"] == "restated"]
    origins = {ask["id"]: ASKS.get(ask["restates"], ask) for ask in restated}
    reworded = [id for id, origin in origins.items() if origin["text"] != ASKS[id]["text"]]
    assert reworded == ["committee-2024-3.3a"]
    assert [ask["id"][-1] for ask in restated if not ask["restates"]] == ["e", "f"]


def test_the_front_sheet_tells_the_truth_about_pages() -> None:
    """The parts of the pack follow one another, begin with their titles and are where it says."""
    pack = DOCUMENTS["cabinet-2020"]
    pages = read_pages(build.HERE / pack["file"])
    ranges = [tuple(part["pages"]) for part in pack["parts"]]
    assert ranges[0][0] == 1
    assert ranges[-1][1] == len(pages)
    assert all(before[1] + 1 == after[0] for before, after in pairwise(ranges))
    said = re.findall(r"\(Pages (\d+) - (\d+)\)", pages[0])
    assert [(int(first), int(last)) for first, last in said] == ranges[1:]
    for part in pack["parts"]:
        assert squeeze(part["title"]) in squeeze(pages[part["pages"][0] - 1])


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_pdfs_hold_the_words_of_their_sources(source: Path) -> None:
    """A source changed without building again is noticed."""
    printed = " ".join(read_pages(build.PDFS / f"{source.stem}.pdf"))
    printed = re.sub(r"[\x02\ufffe]\s*|-\s*\r?\n", "-", printed)
    wanted = Counter(read_source(source).split())
    assert not wanted - Counter(printed.split())


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_pdfs_are_tagged_like_a_word_export(source: Path) -> None:
    """Headings, paragraphs, tables, and one label for each list item; all else is an artifact."""
    with pikepdf.open(build.PDFS / f"{source.stem}.pdf") as pdf:
        tree = pdf.Root.StructTreeRoot
        kinds = {kind: len(list(build.find_elements(tree, f"/{kind}"))) for kind in KINDS}
        tagged = set(build.find_tagged(tree))
        marked = {
            (page.obj.objgen[0], int(line.operands[1].MCID))
            for page in pdf.pages
            for line in pikepdf.parse_content_stream(page)
            if str(line.operator) == "BDC"
        }
    assert marked == tagged
    html = source.read_text(encoding="utf-8")
    assert kinds["Lbl"] == len(re.findall(r"<li\b", html))
    assert kinds["LBody"] == kinds["LI"] >= kinds["Lbl"]
    for kind in KINDS:
        assert (kinds[kind] > 0) == (kind in IN_ALL or f"<{kind.lower()}" in html), kind


def test_every_page_says_that_it_is_fiction() -> None:
    """Nobody who is sent one page of the sample can take it for a real report."""
    for path in build.PDFS.iterdir():
        assert all(BANNER in page for page in read_pages(path)), path.name


def test_no_real_council_is_named() -> None:
    """Nothing that is said of Wexmere can be taken for something said of a real place."""
    with (build.HERE.parent / "councils.csv").open(encoding="utf-8") as file:
        councils = [row["name"] for row in csv.DictReader(file)]
    real = re.compile(r"\b(?:" + "|".join(map(re.escape, councils)) + r")\b")
    assert len(councils) > 100
    for source in SOURCES:
        assert real.findall(read_source(source)) == []


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """The PDFs change only when their sources, fonts or versions do."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        pytest.skip("needs WeasyPrint and Pango to build the sample's PDFs")
    source = next(path for path in SOURCES if "monitoring" in path.name)
    first = build.write_pdf(source, tmp_path).read_bytes()
    assert build.write_pdf(source, tmp_path).read_bytes() == first
