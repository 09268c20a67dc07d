"""A reader to learn from, without training one."""

import json
from pathlib import Path

from models.statements.reader import ARTEFACT


def reader_without(folder: Path, *councils: str) -> Path:
    """The committed reader, as if it had left out some councils; no blend beside it."""
    for name in ("reader.onnx", "words.npz", "words.json"):
        (folder / name).symlink_to(ARTEFACT.with_name(name))
    facts = json.loads(ARTEFACT.with_suffix(".json").read_text("utf-8"))
    (folder / "reader.json").write_text(json.dumps(facts | {"left_out": councils}), "utf-8")
    return folder / "reader.onnx"
