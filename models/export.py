"""A sentence-transformers model written out as ONNX: the only module that needs torch.

Imported by `encoder.open_encoder` the first time a model is opened, never to answer.
"""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_transformers import SentenceTransformer
from transformers.utils.logging import disable_progress_bar

from corpus.errors import ModelError

_OPSET = 17
_LONGEST = 512  # tokens, for a model that does not say: what BERT takes


class _UnitVectors(torch.nn.Module):
    """All of a model's modules in a row (transformer, pooling, ...), and unit length."""

    def __init__(self, original: SentenceTransformer, names: Sequence[str]) -> None:
        super().__init__()
        self.original = original
        self.names = names

    def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
        features: dict[str, Any] = dict(zip(self.names, tensors, strict=True))
        vectors = self.original(features)["sentence_embedding"]
        return torch.nn.functional.normalize(vectors, dim=1)


def write_export(
    name: str, weights: Path, folder: Path, samples: Sequence[str]
) -> NDArray[np.float32]:
    """Write a model as `fp32.onnx`, `int8.onnx`, `tokenizer.json` and `encoder.json`.

    Returns the original's unit vectors of `samples`, to check the export against:
    (len(samples), dimensions).
    """
    original = _load_original(weights)
    _write_graph(original, folder / "fp32.onnx")
    _quantise(folder / "fp32.onnx", folder / "int8.onnx")
    original.tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    expected = original.encode(list(samples), normalize_embeddings=True)
    facts = {
        "name": name,
        "dimensions": int(expected.shape[1]),
        "max_length": int(original.max_seq_length or _LONGEST),
    }
    (folder / "encoder.json").write_text(json.dumps(facts), "utf-8")
    return cast("NDArray[np.float32]", expected)


def _load_original(weights: Path) -> SentenceTransformer:
    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        original = SentenceTransformer(
            str(weights), device="cpu", model_kwargs={"attn_implementation": "eager"}
        )
    except (OSError, ValueError) as error:
        raise ModelError(f"{weights}: no sentence-transformers model here: {error}") from error
    original.eval()
    return original


def _write_graph(original: SentenceTransformer, path: Path) -> None:
    tokens = original.tokenizer(["an example", "of two"], padding=True, return_tensors="pt")
    names = list(tokens)
    free = {name: {0: "texts", 1: "tokens"} for name in names} | {"vectors": {0: "texts"}}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer's notes on shapes; the check decides
        torch.onnx.export(
            _UnitVectors(original, names),
            tuple(tokens[name] for name in names),
            str(path),
            input_names=names,
            output_names=["vectors"],
            dynamic_axes=free,
            opset_version=_OPSET,
            dynamo=False,
        )


def _quantise(full: Path, small: Path) -> None:
    logging.disable(logging.WARNING)  # it advises a pass that changed neither speed nor cosine
    try:
        quantize_dynamic(
            full,
            small,
            op_types_to_quantize=["MatMul"],  # int8 embeddings took 0.013 off the least cosine
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
    finally:
        logging.disable(logging.NOTSET)
