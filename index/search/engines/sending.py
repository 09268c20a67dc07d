"""Documents of a library sent to the collection that is its engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.store.connection import snapshot, transaction, translated_errors
from corpus.store.documents import HeldDocument, find_document
from corpus.store.embeddings import load_document_vectors
from corpus.store.file.engine import EnginePlace, load_engine, load_unsent, remove_unsent
from corpus.store.filters import EVERYTHING
from corpus.store.keywords import load_indexed, stem
from corpus.store.passages import find_passages
from index.library import Library
from index.search.engines.collection import MOST_BYTES, Collection, Row

Tell = Callable[[str], None]
_AT_ONCE = 20  # documents: what of a run that stops is sent again by the next
_NO_WORDS = "nowordsofitsown"  # of a passage's further sentences: no question has this stem


def send_changes(library: Library) -> int:
    """Bring a library's engine in step; how many documents were sent or removed there.

    Nothing where the library is searched by itself. EngineError where that does not go well: a
    run that stops half way is mended by the next, and what is sent twice is there once.
    """
    place = load_engine(library.db)
    if place is None or not load_unsent(library.db, place).documents:
        return 0
    library.engine.close()  # one that was away is asked again
    return send_unsent(library, library.engine.open(place), place)


def send_unsent(
    library: Library, collection: Collection, place: EnginePlace, tell: Tell = lambda _: None
) -> int:
    """Send what a place lacks, and keep in the library what it has; how many documents."""
    unsent = load_unsent(library.db, place)
    sent, total = 0, len(unsent.documents)
    for start in range(0, total, _AT_ONCE):
        documents = unsent.documents[start : start + _AT_ONCE]
        collection.remove(documents)
        collection.put([row for document in documents for row in _read_rows(library, document)])
        with translated_errors(library.path), transaction(library.db):
            remove_unsent(library.db, place, documents, unsent.last)
        sent += len(documents)
        tell(f"{sent} of {total} documents sent")
    return sent


def _read_rows(library: Library, document_id: str) -> list[Row]:
    """A row for each sentence of a document as the library has it; none where it is gone."""
    db = library.db
    with snapshot(db):
        document = find_document(db, document_id)
        if document is None:
            return []
        passages = dict(sorted(find_passages(db, EVERYTHING, [document_id]).items()))
        words = load_indexed(db, passages)
        texts = {id_: _to_text(stem(db, words[number])) for number, id_ in passages.items()}
        counts, vectors = load_document_vectors(db, document_id, library.encoder.dimensions)
    fields = _fields_of(document)
    named = _name_rows(texts, counts)
    return [
        {**fields, "passage": passage, "text": text, "vector": vector}
        for (passage, text), vector in zip(named, vectors.astype("float32").tolist(), strict=True)
    ]


def _name_rows(texts: dict[str, str], counts: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The passage of each row and its words, which the first row of each alone has."""
    for (passage, text), count in zip(texts.items(), counts, strict=True):
        for index in range(count):
            yield passage, _NO_WORDS if index else text


def _to_text(stems: Sequence[str]) -> str:
    """As many stems as a field takes, with spaces between them."""
    whole = " ".join(stems) or _NO_WORDS
    if len(whole.encode()) <= MOST_BYTES:
        return whole
    return whole.encode()[:MOST_BYTES].decode(errors="ignore").rpartition(" ")[0]


def _fields_of(document: HeldDocument) -> dict[str, str]:
    return {
        "document": document.id,
        "authority": document.authority,
        "kind": document.kind,
        "framework": document.framework,
        "published": document.published.isoformat() if document.published else "",
    }
