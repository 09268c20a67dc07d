"""Train the stance and theme models and write both artefacts.

    python -m eval.training.findings --gold ../shared/gold

Reads the labels of the gold folder and of `eval/training/labels/stance_more.json`, finds their
sentences in the corpus beside the gold, and fits on all of them. How well the models do
on councils left out is measured by `throughline eval stance` and `throughline eval themes`.
The same input gives the same artefacts. It stands in `eval` because it reads documents.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from eval.material.labels import load_labelled
from eval.training.stance import fit_stance
from eval.training.themes import fit_theming
from models.statements.stance import save_stance
from models.statements.themes import save_theming
from models.text.encoder import open_encoder


def main() -> None:
    """Fit on everything, write, and say what from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    labelled = load_labelled(parser.parse_args().gold)
    encoder = open_encoder()
    vectors = encoder.encode([one.sentence.text for one in labelled])
    save_stance(fit_stance(labelled, vectors, encoder.name))
    save_theming(fit_theming(labelled, vectors, encoder.name))
    print(Counter(one.stance for one in labelled))


if __name__ == "__main__":
    main()
