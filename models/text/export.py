"""A sentence-transformers model written out as ONNX: the only module that needs torch.

Imported by `encoder.open_encoder` the first time a model is opened, never to answer.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from transformers.utils.logging import disable_progress_bar

from corpus.errors import ModelError

_OPSET = 17
_LEAST_MAPPED_BYTES = 1024  # smaller weights stay inside the graph
_LONGEST = 512  # tokens, for a model that does not say: what BERT takes


# After how many layers of the transformer the tokens are given out: `models.statements.reader`
# goes on from there with layers of its own.
TOKEN_LAYERS = 4


class _UnitVectors(torch.nn.Module):
    """All of a model's modules in a row (transformer, pooling, ...), and unit length."""

    def __init__(self, original: SentenceTransformer, names: Sequence[str]) -> None:
        super().__init__()
        self.original = original
        self.names = names

    def forward(self, *tensors: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features: dict[str, Any] = dict(zip(self.names, tensors, strict=True))
        read = self.original(features)
        vectors = torch.nn.functional.normalize(read["sentence_embedding"], dim=1)
        return vectors, read["all_layer_embeddings"][TOKEN_LAYERS]


def write_export(
    name: str, weights: Path, folder: Path, samples: Sequence[str]
) -> NDArray[np.float32]:
    """Write a model as `model.onnx`, `model.data`, `tokenizer.json` and `encoder.json`.

    Returns the original's unit vectors of `samples`, to check the export against:
    (len(samples), dimensions).
    """
    original = _load_original(weights)
    _write_graph(original, folder / "plain.onnx")
    _fuse(folder / "plain.onnx", folder / "model.onnx")
    (folder / "plain.onnx").unlink()
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
            str(weights),
            device="cpu",
            model_kwargs={"attn_implementation": "eager"},
            config_kwargs={"output_hidden_states": True},
        )
    except (OSError, ValueError) as error:
        raise ModelError(f"{weights}: no sentence-transformers model here: {error}") from error
    original.eval()
    return original


def _write_graph(original: SentenceTransformer, path: Path) -> None:
    tokens = original.tokenizer(["an example", "of two"], padding=True, return_tensors="pt")
    names = list(tokens)
    by_token = {0: "texts", 1: "tokens"}
    free = dict.fromkeys((*names, "states"), by_token) | {"vectors": {0: "texts"}}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer's notes on shapes; the check decides
        torch.onnx.export(
            _UnitVectors(original, names),
            tuple(tokens[name] for name in names),
            str(path),
            input_names=names,
            output_names=["vectors", "states"],
            dynamic_axes=free,
            opset_version=_OPSET,
            dynamo=False,
        )


def _fuse(plain: Path, fused: Path) -> None:
    """Write a graph with its operators fused as onnxruntime would at each opening.

    Only fusions that hold on every processor (`ORT_ENABLE_EXTENDED`). The weights lie in a
    file beside it, which is mapped into memory instead of read: a search opens it sooner.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(fused)
    for setting, value in (
        ("file_name", fused.with_suffix(".data").name),
        ("min_size_in_bytes", str(_LEAST_MAPPED_BYTES)),
    ):
        options.add_session_config_entry(
            f"session.optimized_model_external_initializers_{setting}", value
        )
    onnxruntime.InferenceSession(str(plain), options, providers=["CPUExecutionProvider"])
