"""An encoder as another processor would run it, only worse: every vector moved a little.

    python -m eval.perturb --out DIR [--size 1e-3] [--seed 1]
    XDG_CACHE_HOME=DIR throughline eval all --gold ../shared/gold

The weights of the export are moved at random until a vector moves by `size` in the mean.
What holds over such an encoder holds on any processor, whose float32 arithmetic moves
vectors by a thousandth of that.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
from onnx import numpy_helper

from corpus.paths import named_path
from models.text.encoder import DEFAULT, Encoder, find_export

SIZE = 1e-3
SEED = 1
_FIRST_GUESS = 1e-4  # of the relative change of a weight
_TEXTS = (
    "Management oversight",
    "Strengthen the supervision of social workers so that plans do not drift.",
    "Children wait too long for an initial health assessment, and few are seen in time.",
    "The council has improved its early help since the last inspection.",
    "Care leavers live in suitable homes, but too few are in education, work or training.",
)


def write_perturbed(cache_home: Path, size: float = SIZE, seed: int = SEED) -> Path:
    """Write a moved export of the default encoder where XDG_CACHE_HOME=`cache_home` finds it.

    Returns the cache folder, to give to `open_encoder`. `size` is the mean length of the
    difference between a moved unit vector and the true one.
    """
    true = find_export(DEFAULT)
    folder = cache_home / "throughline" / true.name
    if folder.is_dir():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for part in ("encoder.json", "tokenizer.json"):
        shutil.copy(true / part, folder / part)
    relative = _FIRST_GUESS
    for _ in range(2):  # the second time right: vectors move in proportion
        _write_moved(true / "model.onnx", folder / "model.onnx", relative, seed)
        relative *= size / _measure_move(true, folder)
    return folder.parent


@contextmanager
def moved_encoder(size: float = SIZE, seed: int = SEED) -> Iterator[None]:
    """Inside, `open_encoder` opens a moved export, here and in processes started from here."""
    with TemporaryDirectory() as folder:
        write_perturbed(Path(folder), size, seed)
        before = os.environ.get("XDG_CACHE_HOME")
        os.environ["XDG_CACHE_HOME"] = folder
        try:
            yield
        finally:
            del os.environ["XDG_CACHE_HOME"]
            if before is not None:
                os.environ["XDG_CACHE_HOME"] = before


def _write_moved(true: Path, moved: Path, relative: float, seed: int) -> None:
    draw = np.random.default_rng(seed)
    model = onnx.load(true)
    for weight in model.graph.initializer:
        values = numpy_helper.to_array(weight)
        if values.dtype == np.float32 and values.ndim > 1:
            noise = draw.standard_normal(values.shape, dtype=np.float32)
            weight.CopyFrom(
                numpy_helper.from_array(values * (1 + np.float32(relative) * noise), weight.name)
            )
    data = moved.with_suffix(".data")
    data.unlink(missing_ok=True)
    onnx.save_model(model, moved, save_as_external_data=True, location=data.name)


def _measure_move(true: Path, moved: Path) -> float:
    before, after = (Encoder(folder, 1).encode(_TEXTS) for folder in (true, moved))
    return float(np.linalg.norm(before - after, axis=1).mean())


def main() -> None:
    """Write the moved export."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=named_path, required=True, help="for XDG_CACHE_HOME")
    parser.add_argument("--size", type=float, default=SIZE)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    print(write_perturbed(options.out, options.size, options.seed))


if __name__ == "__main__":
    main()
