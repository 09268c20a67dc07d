"""The network of the statement reader, and how it is trained and exported. Needs torch."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch.nn import functional
from transformers import BertModel
from transformers.utils.logging import disable_progress_bar

from models.statements.placed import CONTEXT
from models.statements.reader import STANCES
from models.text.export import TOKEN_LAYERS

Floats32 = NDArray[np.float32]

# Where a processor has no 16-bit arithmetic of its own it is imitated: 6 s a step, where
# 32 bits take 0.4.
_HAS_HALVES = "AVX512" in torch.backends.cpu.get_cpu_capability()
_BATCH = 32
_RATE, _HEADS_RATE = 3e-4, 9e-4  # of the pretrained layers; of what starts at random
_DECAY, _WARM_UP, _CLIP = 0.01, 300, 2.0
_STANCE_SHARE, _JUDGES_SHARE = 0.5, 0.3  # of the loss, beside that of issues
_CONTEXT_SCALE = 3.0  # unit vectors are shorter than tokens
_SORTED_AT_ONCE = 40  # batches among which like lengths are put together
_SEED = 1


@dataclass(frozen=True)
class Example:
    """A statement to learn from, as arrays.

    `context` names rows of the vectors of contexts, -1 for none. `issues` is None and
    `stance` -1 where nobody told it.
    """

    tokens: NDArray[np.float16]  # (tokens, dimensions)
    context: tuple[int, ...]
    asked: bool
    issues: tuple[int, ...] | None
    stance: int
    judges: bool


class ReaderNetwork(torch.nn.Module):
    """The encoder's last layers over a statement's tokens with the vectors round it."""

    def __init__(self, weights: Path, issues: int) -> None:
        super().__init__()
        disable_progress_bar()  # type: ignore[no-untyped-call]
        bert = BertModel.from_pretrained(weights, attn_implementation="eager")
        width = bert.config.hidden_size
        self.layers = bert.encoder.layer[TOKEN_LAYERS:]
        self.project = torch.nn.Linear(width, width)
        self.kinds = torch.nn.Embedding(CONTEXT + 1, width)  # of context; the last: asked
        torch.nn.init.normal_(self.kinds.weight, std=0.02)
        self.drop = torch.nn.Dropout(0.1)
        self.issues = torch.nn.Linear(2 * width, issues)
        torch.nn.init.constant_(self.issues.bias, -3.5)
        self.stances = torch.nn.Linear(2 * width, len(STANCES))
        self.judges = torch.nn.Linear(2 * width, 1)

    def forward(
        self,
        tokens: torch.Tensor,
        token_mask: torch.Tensor,
        context: torch.Tensor,
        context_mask: torch.Tensor,
        asked: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits of issues, stances, and of judging at all."""
        round_it = self.project(context) * _CONTEXT_SCALE + self.kinds.weight[:CONTEXT]
        opening = tokens[:, :1] + asked[:, None, None] * self.kinds.weight[CONTEXT]
        states = torch.cat([opening, tokens[:, 1:], round_it], 1)
        mask = (1 - torch.cat([token_mask, context_mask], 1))[:, None, None, :] * -1e4
        *first, last = self.layers
        for layer in first:
            out = layer(states, mask)
            states = out[0] if isinstance(out, tuple) else out
        own = _read_own(last, states[:, : tokens.shape[1]], states, mask)
        mean = (own * token_mask[:, :, None]).sum(1) / token_mask.sum(1, keepdim=True)
        read = self.drop(torch.cat([mean, own[:, 0]], 1))
        return self.issues(read), self.stances(read), self.judges(read)[:, 0]


def _read_own(
    layer: Any, own: torch.Tensor, states: torch.Tensor, mask: torch.Tensor
) -> torch.Tensor:
    """What the last layer makes of a statement's own tokens, which look at all: nothing is read
    from what stands round it after that."""
    look = layer.attention.self
    heads = (look.num_attention_heads, look.attention_head_size)
    asked, known, told = (
        part.unflatten(2, heads).transpose(1, 2)
        for part in (look.query(own), look.key(states), look.value(states))
    )
    scores = asked @ known.transpose(2, 3) / look.attention_head_size**0.5 + mask
    seen = (look.dropout(scores.softmax(-1)) @ told).transpose(1, 2).flatten(2)
    after = layer.attention.output(seen, own)
    read: torch.Tensor = layer.output(layer.intermediate(after), after)
    return read


class _Probabilities(torch.nn.Module):
    """A trained network that gives probabilities."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        issues, stances, judges = self.network(*inputs)
        return torch.sigmoid(issues), torch.softmax(stances, 1), torch.sigmoid(judges)


# --- training ----------------------------------------------------------------


def fit_network(
    network: ReaderNetwork, examples: Sequence[Example], contexts: Floats32, epochs: int
) -> None:
    """Train a network in place; seeded. `contexts` are the vectors that examples name."""
    torch.manual_seed(_SEED)
    draw = np.random.default_rng(_SEED)
    pretrained = list(network.layers.parameters())
    known = {id(weight) for weight in pretrained}
    fresh = [weight for weight in network.parameters() if id(weight) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": pretrained, "lr": _RATE}, {"params": fresh, "lr": _HEADS_RATE}],
        weight_decay=_DECAY,
    )
    rates = [group["lr"] for group in optimiser.param_groups]
    steps = epochs * -(-len(examples) // _BATCH)
    padded = np.vstack([contexts, np.zeros((1, contexts.shape[1]), np.float32)])
    step = 0
    network.train()
    for epoch in range(epochs):
        for rows in _batches(examples, draw):
            share = min(1.0, step / _WARM_UP) * (1 - step / steps)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * share
            loss = _loss(network, [examples[row] for row in rows], padded)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimiser.step()
            step += 1
        print(f"epoch {epoch + 1} of {epochs}: loss {float(loss.detach()):.3f}", flush=True)
    network.eval()


def _batches(examples: Sequence[Example], draw: np.random.Generator) -> Iterator[list[int]]:
    """The rows of batches of like length, in a drawn order."""
    order = draw.permutation(len(examples))
    at_once = _BATCH * _SORTED_AT_ONCE
    for start in range(0, len(order), at_once):
        rows = sorted(order[start : start + at_once], key=lambda row: len(examples[row].tokens))
        batches = [rows[first : first + _BATCH] for first in range(0, len(rows), _BATCH)]
        for number in draw.permutation(len(batches)):
            yield batches[number]


def _loss(network: ReaderNetwork, examples: Sequence[Example], contexts: Floats32) -> torch.Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_HAS_HALVES):
        logits = network(*_to_tensors(examples, contexts))
    issues, stances, judges = (part.float() for part in logits)
    wanted = torch.zeros_like(issues)
    for row, example in enumerate(examples):
        wanted[row, list(example.issues or ())] = 1
    known = torch.tensor([float(example.issues is not None) for example in examples])
    judging = torch.tensor([float(example.judges) for example in examples])
    stance = torch.tensor([example.stance for example in examples])
    by_issue = functional.binary_cross_entropy_with_logits(issues, wanted, reduction="none")
    loss = (by_issue.sum(1) * known).mean()
    if (told := stance >= 0).any():
        loss = loss + _STANCE_SHARE * functional.cross_entropy(stances[told], stance[told])
    return loss + _JUDGES_SHARE * functional.binary_cross_entropy_with_logits(judges, judging)


def _to_tensors(examples: Sequence[Example], contexts: Floats32) -> tuple[torch.Tensor, ...]:
    """The inputs of examples read together; the last row of `contexts` stands for none."""
    longest = max(len(example.tokens) for example in examples)
    tokens = torch.zeros(len(examples), longest, contexts.shape[1])
    mask = torch.zeros(len(examples), longest)
    for row, example in enumerate(examples):
        tokens[row, : len(example.tokens)] = torch.from_numpy(example.tokens.astype(np.float32))
        mask[row, : len(example.tokens)] = 1
    named = torch.tensor([example.context for example in examples])
    asked = torch.tensor([float(example.asked) for example in examples])
    return tokens, mask, torch.from_numpy(contexts)[named], (named >= 0).float(), asked


# --- the artefact ------------------------------------------------------------


def export_network(network: ReaderNetwork, artefact: Path) -> None:
    """Write a trained network as ONNX; its weights are kept in 16 bits and run in 32."""
    width = network.project.in_features
    inputs = {
        "tokens": torch.zeros(2, 5, width),
        "token_mask": torch.ones(2, 5),
        "context": torch.zeros(2, CONTEXT, width),
        "context_mask": torch.ones(2, CONTEXT),
        "asked": torch.zeros(2),
    }
    free: dict[str, dict[int, str]] = {name: {0: "statements"} for name in inputs}
    free["tokens"][1] = free["token_mask"][1] = "tokens"
    outputs = ["issues", "stances", "judges"]
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer's notes on shapes
        torch.onnx.export(
            _Probabilities(network),
            tuple(inputs.values()),
            artefact,
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes=free | {name: {0: "statements"} for name in outputs},
            opset_version=17,
            dynamo=False,
        )
    model = onnx.load(artefact)
    _halve_weights(model.graph)
    onnx.save(model, artefact)


def _halve_weights(graph: onnx.GraphProto) -> None:
    """Keep matrices as 16-bit numbers, each cast to 32 bits where the model is opened."""
    casts = []
    for weight in graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype == np.float32 and values.ndim > 1:
            halved, name = f"{weight.name}.halved", weight.name
            weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), halved))
            casts.append(helper.make_node("Cast", [halved], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
