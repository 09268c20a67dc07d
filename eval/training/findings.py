"""Train the stance and theme models: `throughline train findings --gold DIR`.

Reads the labels of the gold folder and of `labels/stance_more.json`, finds their sentences in
the corpus beside the gold, and fits on all of them. How well the models do on councils left
out is measured by `throughline eval stance` and `throughline eval themes`. The same input
gives the same artefacts.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from eval.material.gold import stance_labels_file
from eval.material.labels import OWN_LABELS, load_labelled
from eval.training.record import digest_files, make_record
from eval.training.stance import fit_stance_model
from eval.training.themes import fit_theme_model
from models.statements import stance, themes
from models.text.encoder import open_encoder


def train_findings(gold: Path, into: Path, command: str) -> None:
    """Fit on every label, write both artefacts, and print how many labels each stance has."""
    labelled = load_labelled(gold)
    encoder = open_encoder()
    vectors = encoder.encode([label.sentence.text for label in labelled])
    made = make_record(command, digest_files(stance_labels_file(gold), OWN_LABELS), encoder.name)
    stance.save_stance_model(
        fit_stance_model(labelled, vectors, encoder.name), made, into / stance.ARTEFACT.name
    )
    themes.save_theme_model(
        fit_theme_model(labelled, vectors, encoder.name), made, into / themes.ARTEFACT.name
    )
    print(Counter(label.stance for label in labelled))
