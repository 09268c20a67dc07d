"""The main job on one screen: a library, a search, a recurrence, and how to go on."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from api.adding.intake import Counts, take_in
from api.cli import text as say
from api.settings import Settings
from corpus.store.documents import held_documents
from corpus.store.filters import Filters
from index.answers.records.record import answer_record
from index.answers.search import answer_search
from index.library import Library, create_library

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample" / "pdf"
SAMPLE_COUNCIL = "Wexmere"
# Apart from the user's own library, and thrown away with the build.
_SAMPLE_LIBRARY = Path("build") / "sample-library"
_SEARCH = "How high are the caseloads of social workers?"
_RECURRED = "management oversight"
_HITS = 3

_NEXT = """\
Go on with your own files (PDF, Word, Excel, web pages, text):
  throughline ingest path/to/folder          builds ./library
  throughline search "care leavers housing"
  throughline recurred "management oversight"
  throughline asks --csv > asks.csv
  throughline serve                          the same as pages, http://127.0.0.1:8000/
Public inspection reports of a council can be downloaded from their publishers:
  throughline fetch --authority Medway
The command is in .venv/bin; `throughline --help` lists the rest."""


def show_demo(paths: Sequence[Path], folder: Path | None) -> int:
    """Build or open the library, print the two answers; 1 where nothing could be read."""
    settings = Settings()
    sample = not paths
    folder = folder or (_SAMPLE_LIBRARY if sample else settings.library)
    with create_library(folder, settings.encoder) as library:
        counts = take_in_sample(library) if sample else take_in(library, paths)
        documents = held_documents(library.db)
        what = "the embedded sample, a fictional council" if sample else ", ".join(map(str, paths))
        print(f"Library {folder} from {what}: {counts.say()}")
        if not documents:
            print("Nothing could be read; the lines above say why.", file=sys.stderr)
            return 1
        _show_answers(library, _busiest(library))
    print(f"\n{_NEXT}")
    return 0


def take_in_sample(library: Library) -> Counts:
    """The sample's papers say "the council", as real ones do; so we say whose they are."""
    return take_in(library, [SAMPLE], SAMPLE_COUNCIL)


def _busiest(library: Library) -> str:
    """The council with the most documents."""
    counts = Counter(
        document.authority for document in held_documents(library.db) if document.authority
    )
    return counts.most_common(1)[0][0] if counts else ""


def _show_answers(library: Library, authority: str) -> None:
    print(f"\n{_rule('search', _SEARCH)}")
    print(say.search(answer_search(library, _SEARCH, Filters(authority=authority), _HITS)))
    print(f"\n{_rule('recurred', _RECURRED)}")
    print(say.recurred(answer_record(library, _RECURRED, authority)))


def _rule(command: str, words: str) -> str:
    return f'$ throughline {command} "{words}"'
