"""Train the reader of statements: `throughline train reader --gold DIR`.

Reads the reports of the gold's grid and of `labels/statements.json` in the corpus beside the
gold, and fits the network on their statements as they stand there today; two councils of the
gold are never fitted on, and tell how well it does. Half an hour on a core. `--measure`
also fits four times with two more councils left out each, which takes as much for each.
`throughline train blend` then fits how network and words are weighed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from eval.material.read_lines import (
    CONTEXT,
    FOLDER,
    LEFT_OUT,
    OWN_LINES,
    Statement,
    check_found,
    list_statements,
    load_grid,
    load_own_lines,
    read_reports,
)
from eval.outcome import Figure
from eval.tasks.issues.issue_grid import answer_statements, issue_figures, stance_figures
from eval.training.record import digest_files, make_record
from eval.training.statements.left_out import name_left_out
from eval.training.statements.reader_network import (
    Example,
    ReaderNetwork,
    export_network,
    fit_network,
)
from eval.training.statements.words import fit_word_model
from models.provenance import Provenance, save_facts
from models.statements.issues import issue_columns, list_issues
from models.statements.placed import CONTEXT as CONTEXT_TEXTS
from models.statements.reader import ARTEFACT, MOST_TOKENS, STANCES, open_statement_reader
from models.statements.stance import open_stance_model
from models.statements.words import ARTEFACT as WORDS
from models.statements.words import save_word_model
from models.text.encoder import DEFAULT, Encoder, find_weights, open_encoder

EPOCHS = 3
_FOLDS = 4  # of the councils that are fitted on, where others are to be measured
_AT_ONCE = 512  # texts encoded together: their tokens are halved before the next


@dataclass(frozen=True)
class Encoded:
    """Statements as a network takes them: tokens of each text, vectors of what stands round."""

    tokens: Mapping[str, NDArray[np.float16]]
    contexts: Mapping[str, int]  # rows of `vectors`
    vectors: NDArray[np.float32]


def train_reader(
    gold: Path,
    measure: bool,
    into: Path,
    command: str,
    own: Path = OWN_LINES,
    epochs: int = EPOCHS,
    left_out: frozenset[str] = frozenset(),
) -> None:
    """Fit on all but the councils left out, write the artefact and print how well it does.

    `left_out` are more councils of the grid that are not fitted on.

    Raises GoldError where a file is missing or its lines are not found in it.
    """
    statements = load_statements(gold, own)
    encoder = open_encoder()
    encoded = encode_statements(fitted_on(statements, LEFT_OUT), encoder)
    made = make_record(command, digest_files(*list_labels(gold, own)), encoder.name)
    for councils in _folds(gold) if measure else ():
        with TemporaryDirectory() as folder:
            _fit(statements, LEFT_OUT | councils, encoded, epochs, Path(folder), made)
            _print_figures(statements, councils, Path(folder), encoder)
    _fit(statements, LEFT_OUT | left_out, encoded, epochs, into, made)
    _print_figures(statements, LEFT_OUT | left_out, into, encoder)


def _fit(
    statements: Sequence[Statement],
    left_out: Collection[str],
    encoded: Encoded,
    epochs: int,
    into: Path,
    made: Provenance,
) -> None:
    """Fit a network and what words say, and write their artefacts."""
    kept = fitted_on(statements, left_out)
    save_word_model(fit_word_model(kept), made, into / WORDS.name)
    examples = list(list_examples(kept, encoded))
    network = ReaderNetwork(find_weights(DEFAULT), len(list_issues()))
    fit_network(network, examples, encoded.vectors, epochs)
    artefact = into / ARTEFACT.name
    export_network(network, artefact)
    issues = [issue.id for issue in list_issues()]
    facts = {"issues": issues, "stances": list(STANCES)}
    save_facts(artefact, facts | name_left_out(left_out), made)


def list_labels(gold: Path, own: Path) -> list[Path]:
    """The files of the labels that are fitted on."""
    paths = sorted((gold / FOLDER).glob("*.json"))
    return [*(path for path in paths if path.stem not in LEFT_OUT), own]


def _folds(gold: Path) -> Iterator[frozenset[str]]:
    """The gold's councils that are fitted on, in parts."""
    names = sorted({report.council for report in load_grid(gold)} - LEFT_OUT)
    yield from (frozenset(names[first::_FOLDS]) for first in range(min(_FOLDS, len(names))))


# --- statements to examples --------------------------------------------------


def load_statements(gold: Path, own: Path) -> list[Statement]:
    """Every statement of the reports that somebody read. Raises GoldError."""
    read = [*load_grid(gold), *load_own_lines(own), *load_own_lines(own, "chosen")]
    statements = [
        statement
        for report, found in zip(read, read_reports(gold, read), strict=True)
        for statement in list_statements(report, found)
    ]
    check_found(read, statements)
    return statements


def fitted_on(statements: Sequence[Statement], left_out: Collection[str]) -> list[Statement]:
    """The statements to learn from: of other councils; of asks, those that somebody read."""
    return [
        statement
        for statement in statements
        if statement.council not in left_out
        and (statement.line is not None or not statement.placed.asked)
    ]


def encode_statements(statements: Sequence[Statement], encoder: Encoder) -> Encoded:
    """The tokens of the statements and the vectors of what stands round them."""
    texts = list(dict.fromkeys(statement.placed.text for statement in statements))
    round_it = sorted({text for given in statements for text in given.placed.context if text})
    rows = {text: row for row, text in enumerate(round_it)}
    return Encoded(dict(_encode_tokens(texts, encoder)), rows, encoder.encode(round_it))


def _encode_tokens(
    texts: Sequence[str], encoder: Encoder
) -> Iterator[tuple[str, NDArray[np.float16]]]:
    for start in range(0, len(texts), _AT_ONCE):
        chunk = texts[start : start + _AT_ONCE]
        _, tokens = encoder.encode_tokens(chunk)
        for text, states in zip(chunk, tokens, strict=True):
            yield text, states[:MOST_TOKENS].astype(np.float16)


def list_examples(statements: Sequence[Statement], encoded: Encoded) -> Iterator[Example]:
    """What is to be learned from each statement.

    A sentence without a line judges nothing: in a report of the grid because it is no
    finding, in one of our own because its reader passed over it. Only of lines of the grid
    and judging lines is it known what they are about: of those left out, nothing. An ask is
    learned with what stands round it and also by itself, as subjects are typed.
    """
    for statement in statements:
        line, placed = statement.line, statement.placed
        judges = line is not None and line.judges
        example = Example(
            tokens=encoded.tokens[placed.text],
            context=tuple(encoded.contexts.get(text, -1) for text in placed.context),
            asked=placed.asked,
            issues=None
            if line is None or line.stance == CONTEXT
            else tuple(issue_columns()[issue] for issue in line.issues),
            stance=STANCES.index(line.stance) if line and judges else -1,
            judges=judges,
        )
        yield example
        if placed.asked:
            yield replace(example, context=(-1,) * CONTEXT_TEXTS)


# --- how well it does --------------------------------------------------------


def _print_figures(
    statements: Sequence[Statement], councils: Collection[str], folder: Path, encoder: Encoder
) -> None:
    """Print the figures of an artefact on councils that it was not fitted on."""
    reader = open_statement_reader(folder / ARTEFACT.name)
    own = [statement for statement in statements if statement.council in councils]
    answers = answer_statements(own, reader, open_stance_model(), encoder)
    print(f"left out: {', '.join(sorted(councils))}; {len(answers)} statements")
    for figure in (*issue_figures(answers), *stance_figures(answers)) if answers else ():
        print(_as_line(figure))


def _as_line(figure: Figure) -> str:
    return f"  {figure.name:32s}{figure.value:.3f}  ({figure.of})"
