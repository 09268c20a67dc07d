"""The encoder: its vectors, its export, and what it refuses."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from corpus.errors import ModelError
from models.text import encoder
from models.text.encoder import Encoder, Vectors, open_encoder

ROOT = Path(__file__).parents[3]
TEXTS = ["Supervision of social workers", "", "Children wait too long for a dentist. " * 60]


@pytest.fixture(scope="module")
def opened() -> Encoder:
    """The default model."""
    return open_encoder()


def test_rows_are_unit_vectors_in_the_order_given(opened: Encoder) -> None:
    """Every text has one row of length 1, wherever it stands in the batch."""
    rows = opened.encode(TEXTS)
    assert rows.shape == (3, opened.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(opened.encode(TEXTS[::-1])[::-1], rows, atol=1e-6)


def test_a_vector_does_not_depend_on_its_neighbours(opened: Encoder) -> None:
    """A text encoded alone has the vector it has among others, to one in a million."""
    many = [f"{text} {number}" for number in range(12) for text in TEXTS]
    together = opened.encode(many)
    alone = np.vstack([opened.encode([text]) for text in many])
    assert np.abs(together - alone).max() < 1e-6


def test_vectors_are_the_same_on_every_processor(opened: Encoder) -> None:
    """Components written down on one processor hold on another, to one in a hundred thousand."""
    golden = json.loads((Path(__file__).parent / "golden_vectors.json").read_text("utf-8"))
    rows = opened.encode(list(golden))
    for row, components in zip(rows, golden.values(), strict=True):
        assert row[:: len(row) // len(components)].tolist() == pytest.approx(components, abs=1e-5)


def test_a_text_s_tokens_do_not_depend_on_its_neighbours(opened: Encoder) -> None:
    """As many states as it has tokens, with its two marks, and the vectors of `encode`."""
    rows, together = opened.encode_tokens(TEXTS)
    assert np.allclose(rows, opened.encode(TEXTS), atol=1e-6)
    assert [len(states) for states in together] == [6, 2, 256]
    for text, states in zip(TEXTS, together, strict=True):
        _, (alone,) = opened.encode_tokens([text])
        assert np.abs(states - alone).max() < 1e-5


def test_no_texts_no_rows(opened: Encoder) -> None:
    """Nothing in, nothing out, of the right width."""
    assert opened.encode([]).shape == (0, opened.dimensions)
    rows, states = opened.encode_tokens([])
    assert (rows.shape, states) == ((0, opened.dimensions), [])


def test_a_paraphrase_is_nearer_than_another_matter(opened: Encoder) -> None:
    """The same thing in other words is nearer than another thing."""
    asked, same, other = opened.encode(
        [
            "Children wait too long to see a dentist.",
            "There are delays in dental appointments for young people.",
            "Young people are waiting for a bus to school.",
        ]
    )
    assert asked @ same > asked @ other


def test_an_open_export_answers_without_torch(opened: Encoder) -> None:
    """Neither torch nor sentence_transformers is imported once an export exists."""
    asks = (
        "import sys; from models.text.encoder import open_encoder; open_encoder().encode(['a'])\n"
        "print([m for m in ('torch', 'sentence_transformers', 'transformers') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_an_unknown_model_is_named_in_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that is nowhere gives an error that says which and what to do."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match=r"no/such-model: .*check the name"):
        open_encoder("no/such-model")


def test_an_export_unlike_its_original_is_refused(
    opened: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export that gives other vectors raises and leaves nothing in the cache."""
    good = encoder.find_export()

    def write_other(name: str, weights: Path, folder: Path, samples: Sequence[str]) -> Vectors:
        for given in good.iterdir():
            (folder / given.name).write_bytes(given.read_bytes())
        return opened.encode(samples) + np.float32(1e-4)

    fake = ModuleType("models.text.export")
    fake.write_export = write_other  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "models.text.export", fake)
    with pytest.raises(ModelError, match="other vectors than the original"):
        open_encoder(cache_dir=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_other_weights_have_another_digest(tmp_path: Path) -> None:
    """A change anywhere in a small weight file changes the export's key."""
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(bytes(100_000))
    before = encoder._digest("m", tmp_path)
    weights.write_bytes(bytes(99_999) + b"\1")
    assert encoder._digest("m", tmp_path) != before
