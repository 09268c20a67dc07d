"""Boosted trees as arrays: the same answers as scikit-learn's own."""

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from eval.training.links import boosting
from eval.training.links.boosting import fit_forest


@pytest.mark.parametrize("bags", [1, 2])
def test_the_arrays_answer_as_the_fitted_ensembles(
    bags: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Log odds of a forest are the mean of `decision_function` over its ensembles."""
    draw = np.random.default_rng(0)
    rows = draw.normal(size=(400, 5))
    truth = rows[:, 0] * rows[:, 1] + draw.normal(size=400) > 0.5
    fitted: list[HistGradientBoostingClassifier] = []
    fit = boosting._fit_ensemble

    def watched(*given: object) -> HistGradientBoostingClassifier:
        fitted.append(fit(*given))  # type: ignore[arg-type]
        return fitted[-1]

    monkeypatch.setattr(boosting, "_fit_ensemble", watched)
    forest = fit_forest(rows, truth, bags)
    unseen = draw.normal(size=(200, 5))
    expected = np.mean([ensemble.decision_function(unseen) for ensemble in fitted], axis=0)
    assert len(fitted) == bags
    assert forest.log_odds(unseen) == pytest.approx(expected)
