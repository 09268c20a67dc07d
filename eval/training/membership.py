"""Train what decides which issues a statement belongs to, and write its artefact.

    python -m eval.training.membership --library DIR

DIR is a library of the reports whose statements `labels/issue_labels.json` names. A line over
what is known of each statement and issue is fitted to whether the reader put the one under the
other. How much likelier an issue is in a kind of section is counted over every statement of the
library, labelled or not. It prints how well lines fitted without a council put that council's
statements under issues. It stands in `eval` because it reads a library.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from eval.metrics import Counts
from index.issues.assignment import gather_evidence, hear_paragraphs
from index.issues.statements import encode_statements, load_statements
from index.library import Library, open_library
from models.links.ensemble import Floats
from models.statements.issues import open_issue_reader, open_issues
from models.statements.membership import Evidence, Membership, find_section, save_membership

LABELS = Path(__file__).parent / "labels" / "issue_labels.json"
# Statements' worth of the issues' share everywhere, added to what a kind of section shows.
_SMOOTH = 20.0
_BELONGS = 0.5
_PARTS = 6  # into which councils are dealt

Labels = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class Labelled:
    """Statements of a council that a reader put under issues: features, and which hold."""

    council: str
    features: Floats  # (statements, issues, features)
    held: Floats  # (statements, issues), 1 or 0


def load_labels() -> Labels:
    """Issues by council and id of statement, as they were read."""
    labels: Labels = json.loads(LABELS.read_text("utf-8"))["statements"]
    return labels


def count_sections(library: Library, councils: Sequence[str]) -> dict[str, Floats]:
    """How many times likelier each issue is in a kind of section than elsewhere."""
    counts: dict[str, Floats] = {}
    for council in councils:
        statements = load_statements(library.db, council)
        vectors = encode_statements(library, statements)
        alone = open_issue_reader().read([one.text for one in statements], vectors)
        chances = hear_paragraphs(statements, alone)
        for one, row in zip(statements, chances, strict=True):
            kind = find_section(one.heading) if one.kind == "finding" else ""
            if kind:
                counts[kind] = counts.get(kind, 0) + row
    total = sum(counts.values())
    share: Floats = np.asarray(total / np.sum(total))
    return {
        kind: (count + _SMOOTH * share) / (count.sum() + _SMOOTH) / share
        for kind, count in sorted(counts.items())
    }


def read_labelled(library: Library, labels: Labels, model: Membership) -> list[Labelled]:
    """The labelled statements of each council as they are held; those not found are left out."""
    return [_read_council(library, council, model, labels[council]) for council in sorted(labels)]


def _read_council(
    library: Library, council: str, model: Membership, labels: Mapping[str, Sequence[str]]
) -> Labelled:
    statements = load_statements(library.db, council)
    evidence = gather_evidence(statements, encode_statements(library, statements), model)
    known = [place for place, one in enumerate(statements) if one.id in labels]
    told = [set(labels[statements[place].id]) for place in known]
    held = [[float(issue.id in those) for issue in open_issues()] for those in told]
    return Labelled(council, _only(evidence, known).describe(), np.array(held))


def _only(evidence: Evidence, places: Sequence[int]) -> Evidence:
    rows = list(places)
    return Evidence(
        evidence.heard[rows], evidence.alone[rows], evidence.shown[rows], evidence.asked[rows]
    )


def fit(labelled: Sequence[Labelled], sections: Mapping[str, Floats]) -> Membership:
    """A line fitted to the labelled statements."""
    features = np.concatenate([one.features.reshape(-1, one.features.shape[2]) for one in labelled])
    held = np.concatenate([one.held.ravel() for one in labelled])
    line = LogisticRegression(max_iter=1000).fit(features, held)
    return Membership(line.coef_[0], float(line.intercept_[0]), sections)


def score(labelled: Sequence[Labelled], sections: Mapping[str, Floats]) -> Counts:
    """Issues found, right and wanted, each council's by a line fitted without its part."""
    counts = Counts(0, 0, 0)
    for part in range(_PARTS):
        away = labelled[part::_PARTS]
        model = fit([one for one in labelled if one not in away], sections)
        for one in away:
            found = one.features @ model.weights + model.start > np.log(_BELONGS / (1 - _BELONGS))
            right = int((found * one.held).sum())
            counts = counts + Counts(right, int(found.sum()), int(one.held.sum()))
    return counts


def main() -> None:
    """Count sections, fit, write, and say how well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    labels = load_labels()
    with open_library(parser.parse_args().library) as library:
        sections = count_sections(library, sorted(labels))
        unfitted = Membership(np.zeros(0), 0.0, sections)
        labelled = read_labelled(library, labels, unfitted)
    save_membership(fit(labelled, sections))
    counts = score(labelled, sections)
    print(f"{sum(len(one.held) for one in labelled)} statements of {len(labelled)} councils")
    print(f"F1 {counts.f1:.3f}, precision {counts.precision:.3f}, recall {counts.recall:.3f}")


if __name__ == "__main__":
    main()
