"""Train which issues a statement belongs to: `throughline train membership --library DIR`.

DIR is a library of the reports whose statements `labels/issue_labels.json` names. A logistic
regression over what is known of each statement and issue is fitted to whether the reader put
the one under the other. How much likelier an issue is in a kind of section is counted over
every statement of the library, labelled or not. It prints how well models fitted without a
council put that council's statements under issues.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from eval.metrics import Counts
from eval.training.record import digest_files, digest_texts, make_record
from index.issues.assignment import gather_evidence, hear_paragraphs
from index.issues.statements import encode_statements, load_statements
from index.library import Library, open_library
from models.links.ensemble import Floats
from models.statements.issues import open_issue_classifier, open_issues
from models.statements.membership import (
    ARTEFACT,
    Evidence,
    Membership,
    find_section,
    save_membership,
)

LABELS = Path(__file__).parent / "labels" / "issue_labels.json"
# Statements' worth of the issues' share everywhere, added to what a kind of section shows.
_SMOOTH = 20.0
_BELONGS = 0.5
_FOLDS = 6  # into which councils are dealt

Labels = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class LabelledCouncil:
    """Statements of a council that a reader put under issues: features, and which hold."""

    name: str
    features: Floats  # (statements, issues, features)
    belongs: Floats  # (statements, issues), 1 or 0


def train_membership(folder: Path, into: Path, command: str) -> None:
    """Count sections, fit, write, and print how well."""
    labels = load_labels()
    with open_library(folder) as library:
        made = make_record(command, _data_digests(library, labels), library.encoder.name)
        sections = count_sections(library, sorted(labels))
        unfitted = Membership(np.zeros(0), 0.0, sections)
        labelled = read_labelled(library, labels, unfitted)
    save_membership(fit_membership(labelled, sections), made, into / ARTEFACT.name)
    counts = cross_validate(labelled, sections)
    statements = sum(len(council.belongs) for council in labelled)
    print(f"{statements} statements of {len(labelled)} councils")
    print(f"F1 {counts.f1:.3f}, precision {counts.precision:.3f}, recall {counts.recall:.3f}")


def load_labels() -> Labels:
    """Issues by council and id of statement, as they were read."""
    labels: Labels = json.loads(LABELS.read_text("utf-8"))["statements"]
    return labels


def _data_digests(library: Library, labels: Labels) -> list[str]:
    statements = (load_statements(library.db, council) for council in sorted(labels))
    texts = (statement.text for council in statements for statement in council)
    return [*digest_files(LABELS), digest_texts(texts)]


def count_sections(library: Library, councils: Sequence[str]) -> dict[str, Floats]:
    """How many times likelier each issue is in a kind of section than elsewhere."""
    counts: dict[str, Floats] = {}
    for council in councils:
        statements = load_statements(library.db, council)
        vectors = encode_statements(library, statements)
        texts = [statement.text for statement in statements]
        isolated = open_issue_classifier().classify(texts, vectors)
        probabilities = hear_paragraphs(statements, isolated)
        for statement, row in zip(statements, probabilities, strict=True):
            kind = find_section(statement.heading) if statement.kind == "finding" else ""
            if kind:
                counts[kind] = counts.get(kind, 0) + row
    total = sum(counts.values())
    share: Floats = np.asarray(total / np.sum(total))
    return {
        kind: (count + _SMOOTH * share) / (count.sum() + _SMOOTH) / share
        for kind, count in sorted(counts.items())
    }


def read_labelled(library: Library, labels: Labels, model: Membership) -> list[LabelledCouncil]:
    """The labelled statements of each council as they are held; those not held are left out."""
    return [_read_council(library, name, model, labels[name]) for name in sorted(labels)]


def _read_council(
    library: Library, name: str, model: Membership, labels: Mapping[str, Sequence[str]]
) -> LabelledCouncil:
    statements = load_statements(library.db, name)
    evidence = gather_evidence(statements, encode_statements(library, statements), model)
    rows = [row for row, statement in enumerate(statements) if statement.id in labels]
    issues = [set(labels[statements[row].id]) for row in rows]
    belongs = [[float(issue.id in ids) for issue in open_issues()] for ids in issues]
    return LabelledCouncil(name, _select(evidence, rows).describe(), np.array(belongs))


def _select(evidence: Evidence, rows: Sequence[int]) -> Evidence:
    """The evidence of some of its statements."""
    index = list(rows)
    return Evidence(
        evidence.in_context[index],
        evidence.isolated[index],
        evidence.pattern_strengths[index],
        evidence.asked[index],
    )


def fit_membership(
    labelled: Sequence[LabelledCouncil], sections: Mapping[str, Floats]
) -> Membership:
    """A logistic regression fitted to the labelled statements."""
    width = labelled[0].features.shape[2]
    features = np.concatenate([council.features.reshape(-1, width) for council in labelled])
    belongs = np.concatenate([council.belongs.ravel() for council in labelled])
    model = LogisticRegression(max_iter=1000).fit(features, belongs)
    return Membership(model.coef_[0], float(model.intercept_[0]), sections)


def cross_validate(labelled: Sequence[LabelledCouncil], sections: Mapping[str, Floats]) -> Counts:
    """Issues right, given and wanted, each council's by a model fitted without its fold."""
    counts = Counts(0, 0, 0)
    for fold in range(_FOLDS):
        tested = labelled[fold::_FOLDS]
        model = fit_membership([council for council in labelled if council not in tested], sections)
        for council in tested:
            log_odds = council.features @ model.weights + model.start
            given = log_odds > np.log(_BELONGS / (1 - _BELONGS))
            right = int((given * council.belongs).sum())
            counts = counts + Counts(right, int(given.sum()), int(council.belongs.sum()))
    return counts
