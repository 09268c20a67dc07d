"""What a sentence is about, weighed with what stands beside it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.document import Span
from corpus.errors import ModelError
from models.provenance import list_provenance
from models.statements.issues import list_issues
from models.statements.neighbours import (
    ARTEFACT,
    FEATURES,
    NeighbourModel,
    Neighbours,
    Standing,
    mark_following,
    open_neighbour_model,
    save_neighbour_model,
)

ISSUES = len(list_issues())
SURE, UNSURE = 0.97, 0.2


def sentences(*chances: float) -> Neighbours:
    """Sentences with the chance of one issue each; none is near another in meaning."""
    texts = ("Caseloads were counted in May.", *["These were not."] * (len(chances) - 1))
    table = np.full((len(chances), ISSUES), 0.001, dtype=np.float32)
    table[:, 0] = chances
    return Neighbours(
        [Standing(text, "", row > 0) for row, text in enumerate(texts)],
        table,
        np.full(len(chances), 0.9, dtype=np.float32),
        np.eye(len(chances), 384, dtype=np.float32),
    )


@pytest.fixture(scope="module")
def model() -> NeighbourModel:
    """The committed model."""
    return open_neighbour_model()


def test_every_pair_has_all_features() -> None:
    """Also where a document has one sentence, or none."""
    for count in (0, 1, 3):
        features, weighed = sentences(*[SURE] * count).describe() if count else empty().describe()
        assert features.shape == (count, ISSUES, FEATURES)
        assert weighed.shape == (count, ISSUES)
        assert np.isfinite(features).all()


def empty() -> Neighbours:
    """A document without a sentence."""
    return replace(
        sentences(SURE),
        standings=[],
        chances=np.zeros((0, ISSUES), dtype=np.float32),
        judges=np.zeros(0, dtype=np.float32),
        vectors=np.zeros((0, 384), dtype=np.float32),
    )


def test_a_sentence_that_goes_on_is_likelier_of_the_issue_before_it(model: NeighbourModel) -> None:
    """Than after a sentence on something else."""
    goes_on = model.weigh(sentences(SURE, UNSURE))[1, 0]
    other = model.weigh(sentences(0.01, UNSURE))[1, 0]
    assert goes_on > UNSURE
    assert goes_on > other + 0.1


def test_a_sentence_is_weighed_with_the_next_too(model: NeighbourModel) -> None:
    """What leads to a sentence on an issue is likelier on it."""
    assert model.weigh(sentences(UNSURE, SURE))[0, 0] > model.weigh(sentences(UNSURE, 0.01))[0, 0]


def test_what_is_near_no_issue_is_left_as_it_is(model: NeighbourModel) -> None:
    """Of 72 issues most are not worth weighing."""
    weighed = model.weigh(sentences(SURE, UNSURE))
    assert weighed[:, 1:] == pytest.approx(0.001, abs=1e-6)


def test_the_order_of_features_is_that_of_the_sentences() -> None:
    """The chance of the one before, the one before that and the next, as log odds."""
    features, _ = sentences(0.9, 0.5, 0.1).describe()
    own, before, second, following = features[1, 0, :4]
    assert own == pytest.approx(0, abs=1e-4)
    assert before == pytest.approx(np.log(9), abs=1e-4)
    assert second == -7
    assert following == pytest.approx(-np.log(9), abs=1e-4)
    assert features[2, 0, 2] == pytest.approx(np.log(9), abs=1e-4)
    assert (features[0, 0, 1], features[2, 0, 3]) == (-7, -7)


def test_sentences_of_a_paragraph_follow_each_other() -> None:
    """With no more than a space or a line's end between them."""
    assert mark_following([]) == []
    spans = [Span(0, 10), Span(11, 20), Span(30, 40), Span(35, 50)]
    assert mark_following(spans) == [False, True, False, False]


def test_what_is_written_is_read_again(model: NeighbourModel, tmp_path: Path) -> None:
    """Made for other features it is refused, with what to do."""
    made = list_provenance()[ARTEFACT.stem]
    again = tmp_path / ARTEFACT.name
    save_neighbour_model(model, made, again)
    rows = sentences(SURE, UNSURE)
    assert open_neighbour_model(again).weigh(rows) == pytest.approx(model.weigh(rows), abs=1e-5)
    save_neighbour_model(replace(model, mean=model.mean[1:]), made, again)
    for path in (again, tmp_path / "none.json"):
        with pytest.raises(ModelError, match="throughline train neighbours"):
            open_neighbour_model(path)
