"""What a statement is about and what it says: issues and stance, read where it stands.

Two transformer layers go on from the encoder's tokens of the statement (after its fourth
layer), with the vectors of what stands round it beside them: its headings, the sentences
before and the one after. They were trained on statements that were put under issues by
reading whole reports. What its words alone say (`words.py`) is weighed with them, by weights
that also make probabilities of the two, fitted on councils that neither had seen. Card:
`reader.md`; made again by `throughline train reader` and `throughline train blend`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from corpus.errors import ModelError
from corpus.probability import DIGITS, to_printed
from corpus.records import IssueProbability, Stance
from models.links.ensemble import Floats, probability
from models.provenance import ARTEFACTS, load_facts
from models.statements.blend import SAID, UNFITTED, Blend, load_blend
from models.statements.issues import list_issues
from models.statements.neighbours import ARTEFACT as NEIGHBOURS
from models.statements.neighbours import (
    NeighbourModel,
    Neighbours,
    Standing,
    open_neighbour_model,
)
from models.statements.placed import CONTEXT, Placed
from models.statements.words import ARTEFACT as WORDS
from models.statements.words import WordModel, open_word_model
from models.text.batches import list_batches

ARTEFACT = ARTEFACTS / "reader.onnx"
BLEND = "blend"  # how it is weighed with the words; in the same folder
STANCES = ("good", "weak", "mixed", "improving", "declining", "asked")
# Those of a sentence are called `SAID` in a finding; the last is of asks.
_CRITICAL = [SAID.index(stance) for stance in ("weakness", "mixed", "declining")]
Floats32 = NDArray[np.float32]
Around = Mapping[str, Floats32]  # the vector of each text that stands round a statement

MOST_TOKENS = 96  # of a statement; what follows was not read in training
_LEAST_KEPT = 0.02  # probability of an issue that is kept with a statement
_SUREST = 1e-4  # the network's probabilities are taken for no surer than this


@dataclass(frozen=True)
class Readings:
    """What was read of statements, a row each, every number a probability.

    `issues` is (statements, issues) and need not add up to 1; `stances` (statements,
    stances), columns as `STANCES`; `judges` (statements,): that it judges something.
    """

    issues: Floats32
    stances: Floats32
    judges: Floats32

    def stance_of(self, row: int) -> tuple[Stance, float]:
        """The stance of a sentence, and how sure of it (0 to 1), as printed."""
        chances = self.stances[row, : len(SAID)]
        column = int(chances.argmax())
        return SAID[column], to_printed(float(chances[column] / chances.sum()))

    def critical_of(self, row: int) -> float:
        """How likely a sentence finds fault, be it in part, as printed."""
        chances = self.stances[row, : len(SAID)]
        return to_printed(float(chances[_CRITICAL].sum() / chances.sum()))

    def issues_of(self, row: int) -> tuple[IssueProbability, ...]:
        """The issues of a statement that are worth keeping, the likeliest first."""
        chances = np.round(self.issues[row].astype(np.float64), DIGITS)
        order = np.argsort(-chances, kind="stable")
        kept = [column for column in order.tolist() if chances[column] >= _LEAST_KEPT]
        return tuple(
            IssueProbability(list_issues()[column].id, float(chances[column])) for column in kept
        )


class EncodesTokens(Protocol):
    """What is needed of the encoder; `models.text.encoder.Encoder` is one."""

    def encode(self, texts: Sequence[str]) -> Floats32:
        """A unit row for each text."""
        ...

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Floats32, list[Floats32]]:
        """A unit row for each text, and the states of its tokens."""
        ...


class IssueNetwork:
    """The trained layers alone. Safe to share between threads."""

    def __init__(self, artefact: Path) -> None:
        facts = load_facts(artefact)
        if facts["issues"] != [issue.id for issue in list_issues()]:
            raise ValueError("made for other issues than the vocabulary has")
        if tuple(facts["stances"]) != STANCES:
            raise ValueError("made for other stances than this code has")
        self._artefact = artefact

    @cached_property
    def _session(self) -> Any:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self._artefact), options, providers=["CPUExecutionProvider"]
        )

    def read(
        self, statements: Sequence[Placed], tokens: Sequence[Floats32], around: Around
    ) -> Readings:
        """What each statement is about and says, in the order given, as far as it knows.

        `tokens` are the encoder's states of each, `around` the vectors of what stands round.
        """
        issues = np.zeros((len(statements), len(list_issues())), dtype=np.float32)
        stances = np.zeros((len(statements), len(STANCES)), dtype=np.float32)
        judges = np.zeros(len(statements), dtype=np.float32)
        lengths = [min(len(states), MOST_TOKENS) + CONTEXT for states in tokens]
        for rows in list_batches(lengths):
            feeds = _to_feeds(
                [tokens[row][:MOST_TOKENS] for row in rows],
                [statements[row].context for row in rows],
                [statements[row].asked for row in rows],
                around,
            )
            issues[rows], stances[rows], judges[rows] = self._session.run(None, feeds)
        return Readings(issues, stances, judges)


@dataclass(frozen=True)
class StatementReader:
    """The open models. Safe to share between threads."""

    network: IssueNetwork
    words: WordModel
    blend: Blend
    neighbours: NeighbourModel | None = None  # none where it was not fitted yet

    def read(self, statements: Sequence[Placed], encoder: EncodesTokens) -> Readings:
        """What each statement is about and says, in the order given."""
        texts = [statement.text for statement in statements]
        vectors, tokens = encoder.encode_tokens(texts)
        known = dict(zip(texts, vectors, strict=True))
        return self.read_tokens(statements, tokens, encode_around(statements, encoder, known))

    def read_tokens(
        self, statements: Sequence[Placed], tokens: Sequence[Floats32], around: Around
    ) -> Readings:
        """The same of statements encoded already, with the vectors of what stands round them."""
        readings = self.network.read(statements, tokens, around)
        asked = np.array([statement.asked for statement in statements], dtype=np.bool_)
        odds = self.blend.mix(to_log_odds(readings.issues), self.words.score(statements), asked)
        return replace(readings, issues=probability(odds).astype(np.float32))

    def weigh_words(self, readings: Readings, scores: Floats) -> Readings:
        """The readings of sentences with what their words say of their stance: `scores` is
        (sentences, `stance.STANCES`), as `StanceJudgement` has them."""
        mixed = self.blend.stances.mix(to_log_chances(readings.stances), scores)
        rest = readings.stances[:, len(SAID) :]
        stances = np.hstack([mixed * (1 - rest.sum(axis=1, keepdims=True)), rest])
        return replace(readings, stances=stances.astype(np.float32))

    def weigh_neighbours(
        self, readings: Readings, standings: Sequence[Standing], vectors: Floats32
    ) -> Readings:
        """The readings of the sentences of one document, in order, with what stands beside each
        (`neighbours.py`); `vectors` has a unit row for each."""
        if self.neighbours is None or not standings:
            return readings
        sentences = Neighbours(standings, readings.issues, readings.judges, vectors)
        return replace(readings, issues=self.neighbours.weigh(sentences))


def to_log_odds(chances: Floats32) -> Floats:
    """The log odds of the network's probabilities."""
    clipped = np.clip(chances.astype(np.float64), _SUREST, 1 - _SUREST)
    return np.log(clipped / (1 - clipped))


def to_log_chances(stances: Floats32) -> Floats:
    """The log of the network's probabilities of what a sentence says, asks apart: (sentences,
    `SAID`)."""
    said = stances[:, : len(SAID)].astype(np.float64)
    chances: Floats = np.log(said / said.sum(axis=1, keepdims=True) + _SUREST)
    return chances


def encode_around(
    statements: Sequence[Placed], encoder: EncodesTokens, known: Around | None = None
) -> Around:
    """The vector of each text that stands round a statement; those known are not encoded."""
    around = {text for statement in statements for text in statement.context if text}
    known = {text: vector for text, vector in (known or {}).items() if text in around}
    missing = sorted(around - known.keys())
    fresh = zip(missing, encoder.encode(missing), strict=True) if missing else ()
    return {**known, **dict(fresh)}


def _to_feeds(
    tokens: Sequence[Floats32],
    contexts: Sequence[Sequence[str]],
    asked: Sequence[bool],
    vectors: Around,
) -> dict[str, Floats32]:
    """The model's inputs for statements read together, padded to the longest of them."""
    dimensions = tokens[0].shape[1]
    longest = max(len(states) for states in tokens)
    padded = np.zeros((len(tokens), longest, dimensions), dtype=np.float32)
    mask = np.zeros((len(tokens), longest), dtype=np.float32)
    round_it = np.zeros((len(tokens), CONTEXT, dimensions), dtype=np.float32)
    present = np.zeros((len(tokens), CONTEXT), dtype=np.float32)
    for row, (states, context) in enumerate(zip(tokens, contexts, strict=True)):
        padded[row, : len(states)], mask[row, : len(states)] = states, 1
        for column, text in enumerate(context):
            if text:
                round_it[row, column], present[row, column] = vectors[text], 1
    return {
        "tokens": padded,
        "token_mask": mask,
        "context": round_it,
        "context_mask": present,
        "asked": np.array(asked, dtype=np.float32),
    }


def open_statement_reader(artefact: Path = ARTEFACT) -> StatementReader:
    """The committed reader, or another with its files in one folder.

    ModelError where one is missing or made for other issues.
    """
    words = open_word_model(artefact.with_name(WORDS.name))
    try:
        if not artefact.is_file():
            raise OSError("no such file")
        return StatementReader(
            IssueNetwork(artefact), words, _open_blend(artefact), _open_neighbours(artefact)
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{artefact}: not a reader of statements that can be read ({error}); "
            "make it again with throughline train reader"
        ) from error


def _open_blend(artefact: Path) -> Blend:
    path = artefact.with_name(BLEND)
    if not path.with_suffix(".json").is_file():
        return UNFITTED
    return load_blend(path)


def _open_neighbours(artefact: Path) -> NeighbourModel | None:
    path = artefact.with_name(NEIGHBOURS.name)
    return open_neighbour_model(path) if path.is_file() else None
