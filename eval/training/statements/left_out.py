"""The councils of the grid that a reader was not fitted on, as its artefact says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from corpus.errors import GoldError
from eval.material.read_lines import LEFT_OUT, check_fitted_on
from models.provenance import load_facts

_FACT = "left_out"


def name_left_out(councils: Iterable[str]) -> dict[str, list[str]]:
    """The fact of an artefact: those left out besides the ones that nothing is fitted on."""
    return {_FACT: sorted(set(councils) - LEFT_OUT)}


def councils_left_out(artefact: Path) -> frozenset[str]:
    """The councils that a reader was not fitted on, to learn from how it reads them.

    GoldError where there are none, for what it knows of its own training is surer than it will
    be of others, and where nothing may be fitted on one.
    """
    councils = frozenset(load_facts(artefact).get(_FACT, ()))
    if not councils:
        raise GoldError(
            f"{artefact}: a reader that was fitted on every council; make one with"
            " throughline train reader --leave-out COUNCIL ..."
        )
    check_fitted_on(councils)
    return councils
