"""The weigher: probabilities in order, from a safe artefact, explained."""

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from corpus.errors import ModelError
from models.links.ask_text import AskText, Pair, Vectors
from models.links.weigher import ARTEFACT, Weigher, load_model, open_weigher, save_model
from models.provenance import Provenance

MADE = Provenance("throughline train test", "0", date(2026, 11, 28))


class WordEncoder:
    """A stand-in for the encoder: texts that share words have near vectors."""

    def __init__(self, name: str = "all-MiniLM-L6-v2") -> None:
        self.name = name
        self.encoded = 0

    def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Counts of words at places that their digests choose, of length 1; a token a text."""
        self.encoded += len(texts)
        rows = np.zeros((len(texts), 384), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.split():
                row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % 384] += 1
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return rows, [row[None] for row in rows]


SUPERVISION = AskText("a", "Give every social worker regular, reflective supervision.")
SUPERVISION_AGAIN = AskText("b", "The frequency and quality of supervision for social workers.")
LIFE_STORY = AskText("c", "Life-story work for children in care.")


@pytest.fixture(scope="module")
def weigher() -> Weigher:
    """The committed weigher over the stand-in."""
    return open_weigher(WordEncoder())


def test_the_same_issue_weighs_more_than_another(weigher: Weigher) -> None:
    """Supervision asked for twice is likelier the same than supervision and life stories."""
    again, other = weigher.weigh(
        [Pair(SUPERVISION, SUPERVISION_AGAIN), Pair(SUPERVISION, LIFE_STORY)]
    )
    assert again.same > 0.3  # 0.96 with the encoder itself
    assert other.same < 0.05


def test_related_is_never_below_same(weigher: Weigher) -> None:
    """Whatever is the same is related too."""
    asks = (SUPERVISION, SUPERVISION_AGAIN, LIFE_STORY)
    weights = weigher.weigh([Pair(one, other) for one in asks for other in asks])
    assert all(0 <= weight.same <= weight.related <= 1 for weight in weights)


def test_no_pairs_no_weights(weigher: Weigher) -> None:
    """Nothing is encoded and nothing comes back."""
    assert weigher.weigh([]) == []


def test_an_ask_without_words_is_weighed(weigher: Weigher) -> None:
    """An empty ask breaks nothing and is like no other."""
    (weight,) = weigher.weigh([Pair(AskText("e", ""), SUPERVISION)])
    assert weight.same < 0.1


def test_a_weight_does_not_depend_on_its_neighbours(weigher: Weigher) -> None:
    """A pair weighs alone what it weighs among others."""
    pair = Pair(SUPERVISION, SUPERVISION_AGAIN)
    (alone,) = weigher.weigh([pair])
    _, among = weigher.weigh([Pair(LIFE_STORY, SUPERVISION), pair])
    assert (among.same, among.related) == pytest.approx((alone.same, alone.related))


def test_an_ask_is_encoded_once() -> None:
    """A second call with the same asks encodes nothing."""
    encoder = WordEncoder()
    weigher = open_weigher(encoder)
    weigher.weigh([Pair(SUPERVISION, SUPERVISION_AGAIN)])
    before = encoder.encoded
    weigher.weigh([Pair(SUPERVISION_AGAIN, SUPERVISION)])
    assert encoder.encoded == before


def test_an_ask_that_another_thread_pushes_out_is_still_weighed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a call found ready stays its own while others fill what is kept."""
    monkeypatch.setattr("models.links.weigher._MOST_PREPARED", 2)
    weigher = open_weigher(WordEncoder())
    pair = Pair(SUPERVISION, LIFE_STORY)
    (alone,) = weigher.weigh([pair])
    weigher.weigh([Pair(SUPERVISION, SUPERVISION_AGAIN)])  # the first is ready, the last is not

    class Interrupted(WordEncoder):
        def encode_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
            others = [AskText("d", "Audits of case files."), AskText("e", "Visits to children.")]
            monkeypatch.setattr(weigher, "_encoder", WordEncoder())
            thread = Thread(target=weigher.weigh, args=([Pair(*others)],))
            thread.start()
            thread.join()
            return super().encode_tokens(texts)

    monkeypatch.setattr(weigher, "_encoder", Interrupted())
    (again,) = weigher.weigh([pair])
    assert (again.same, again.related) == pytest.approx((alone.same, alone.related))


def test_many_threads_weigh_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more asks than are kept, every thread gets the weights that one alone gets."""
    monkeypatch.setattr("models.links.weigher._MOST_PREPARED", 3)
    asks = [AskText(str(n), f"Improve {word}.") for n, word in enumerate("abcdef")]
    pairs = [Pair(one, other) for one in asks for other in asks]
    alone = open_weigher(WordEncoder()).weigh(pairs)
    weigher = open_weigher(WordEncoder())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda pair: weigher.weigh([pair])[0], pairs * 2))
    assert [(one.same, one.related) for one in found] == [
        pytest.approx((one.same, one.related)) for one in alone * 2
    ]


def test_a_pair_is_explained(weigher: Weigher) -> None:
    """What two asks share is named in the field's words."""
    shared = weigher.explain(Pair(SUPERVISION, SUPERVISION_AGAIN))
    assert shared.objects[0] == "supervision"
    assert "supervision" in shared.words


def test_a_saved_model_weighs_the_same(tmp_path: Path, weigher: Weigher) -> None:
    """Saving and loading changes no weight."""
    save_model(load_model(ARTEFACT), MADE, tmp_path / "copy.npz")
    pairs = [Pair(SUPERVISION, SUPERVISION_AGAIN), Pair(SUPERVISION, LIFE_STORY)]
    assert open_weigher(WordEncoder(), tmp_path / "copy.npz").weigh(pairs) == weigher.weigh(pairs)


def test_a_missing_artefact_says_how_to_make_it(tmp_path: Path) -> None:
    """The message names the file and the command."""
    with pytest.raises(ModelError, match=r"none\.npz.*throughline train weigher"):
        open_weigher(WordEncoder(), tmp_path / "none.npz")


def test_a_damaged_artefact_is_refused(tmp_path: Path) -> None:
    """Half a file is not a model."""
    copy = tmp_path / "half.npz"
    copy.write_bytes(ARTEFACT.read_bytes()[:1000])
    copy.with_suffix(".json").write_bytes(ARTEFACT.with_suffix(".json").read_bytes())
    with pytest.raises(ModelError, match=r"half\.npz"):
        load_model(copy)


def test_vectors_of_another_encoder_are_refused() -> None:
    """Trees grown on one encoder's cosines say nothing of another's."""
    with pytest.raises(ModelError, match="other-model"):
        open_weigher(WordEncoder("other-model"))


def test_weighing_needs_no_torch_and_no_sklearn() -> None:
    """Importing the weigher imports neither."""
    code = (
        "import sys, models.links.weigher; print('torch' in sys.modules, 'sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
