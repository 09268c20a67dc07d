"""Whether every quotation stands on its page, character for character, once it is kept.

Reports are kept in a library. Each text that something found in them quotes, and each
that search and links hand out, is then looked for in the stored text of the page that
it is said to start on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.citation import Citation, Quoted, cite_spans
from corpus.document import Document
from corpus.records import Report
from corpus.store.reports import RECORDS, load_document
from eval.material.gold import beside, load_extraction, load_files, load_queries
from eval.material.reading import Reports, read_files
from eval.metrics import Counts
from eval.outcome import Case, Figure, Outcome, add_by_council, locating_words, share_figure
from index.library import Library, add_reports, create_library
from index.recurrence.trace import link_asks
from index.search.search import search
from models.links.weigher import open_weigher


@dataclass(frozen=True, slots=True)
class Quotation(Quoted):
    """A text that an output gives, and where it says that it stands."""

    output: str  # asks | judgements | passages | hits | links ...
    citation: Citation


@dataclass(frozen=True, slots=True)
class Proved:
    """A quotation and whether it stands where it says."""

    quotation: Quotation
    stands: bool


def evaluate_quotes(gold: Path) -> Outcome:
    """Every quotation from the files of `extraction` and `medway`, and of answers over them."""
    paths = quoted_files(gold)
    with TemporaryDirectory() as folder, create_library(Path(folder)) as library:
        read = dict(zip(paths, read_files(paths), strict=True))
        reports = [report for found in read.values() for report in _keep(library, found)]
        queries = [query.text for query in load_queries(gold)]
        quotations = [*quote_reports(reports), *quote_answers(library, reports, queries)]
        stored = {
            report.document.id: load_document(library.db, report.document.id) for report in reports
        }
    return with_files_read(prove(quotations, stored), read)


def quoted_files(gold: Path) -> list[Path]:
    """The files that the gold has read in full, each once."""
    medway = [beside(gold, file) for file in load_files(gold).values()]
    return sorted({*medway, *(report.path for report in load_extraction(gold))})


def quote_reports(reports: Iterable[Report]) -> Iterator[Quotation]:
    """The words of everything found in reports."""
    for report in reports:
        for record in RECORDS:
            spans = [located.span for located in getattr(report, record.field)]
            for citation in cite_spans(report, spans):
                yield Quotation(record.field, citation)


def quote_answers(
    library: Library, reports: Iterable[Report], queries: Iterable[str]
) -> Iterator[Quotation]:
    """The texts of hits for queries, and of the linked asks of every authority held."""
    for query in queries:
        for hit in search(library, query).hits:
            yield Quotation("hits", hit.citation)
    weigher = open_weigher(library.encoder)
    for authority in sorted({report.document.authority for report in reports}):
        for link in link_asks(library, weigher, authority):
            for ask in (link.earlier, link.later):
                yield Quotation("links", ask.citation)


def prove(quotations: Iterable[Quotation], stored: Mapping[str, Document]) -> Outcome:
    """The share of quotations that stand where they say, in all and for each output."""
    proved = [
        Proved(quotation, is_on_its_page(quotation, stored[quotation.document]))
        for quotation in quotations
    ]
    outputs = {proof.quotation.output: None for proof in proved}
    figures = (
        _share("all quotations", proved, stored),
        *(_share(output, _of(output, proved), stored) for output in outputs),
    )
    cases = tuple(_cases(proved, stored))
    return Outcome("quotes", f"{len(proved)} quotations", figures, cases)


def with_files_read(outcome: Outcome, read: Mapping[Path, Reports]) -> Outcome:
    """The outcome, and whether every file was read: of a file not read all quotations stand."""
    counts = add_by_council(
        [(path.parent.name, Counts(int(bool(found)), 1, 1)) for path, found in read.items()]
    )
    cases = tuple(
        Case(f"{path.parent.name}/{path.stem}#read", "read", bool(found))
        for path, found in read.items()
    )
    figures = (*outcome.figures, share_figure("files read", counts))
    return replace(outcome, figures=figures, cases=(*outcome.cases, *cases))


def is_on_its_page(quotation: Quotation, document: Document) -> bool:
    """True where the text, not empty, starts on the page that it is said to start on."""
    number = quotation.citation.file_page
    page = next((page for page in document.pages if page.number == number), None)
    if page is None or not quotation.text.strip():
        return False
    return page.span.start <= document.text.find(quotation.text, page.span.start) < page.span.end


def _keep(library: Library, reports: Reports) -> Reports:
    """The reports of one file, once the library has them."""
    if reports:
        add_reports(library, reports)
    return reports


def _of(output: str, proved: Iterable[Proved]) -> list[Proved]:
    return [proof for proof in proved if proof.quotation.output == output]


def _share(name: str, proved: Iterable[Proved], stored: Mapping[str, Document]) -> Figure:
    counted = [
        (stored[proof.quotation.document].authority, Counts(int(proof.stands), 1, 1))
        for proof in proved
    ]
    return share_figure(name, add_by_council(counted))


def _cases(proved: Iterable[Proved], stored: Mapping[str, Document]) -> Iterator[Case]:
    """Each output of each document, right where all its quotations stand."""
    wrong: dict[tuple[str, str], list[Quotation]] = {}
    for proof in proved:
        missing = wrong.setdefault((proof.quotation.document, proof.quotation.output), [])
        if not proof.stands:
            missing.append(proof.quotation)
    for (document, output), missing in wrong.items():
        note = _say_first(missing) if missing else ""
        yield Case(f"{stored[document].source.name}#{output}", output, not missing, note)


def _say_first(missing: Sequence[Quotation]) -> str:
    first = missing[0]
    return f"page {first.citation.file_page}: {locating_words(first.text)}"
