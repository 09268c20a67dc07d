"""Accuracy of stance: F1 of each over labelled sentences of councils left out.

Measured on the gold's labels and, apart, on this project's own (`stance_more.json` of
`eval/training/labels`, other councils), where a second careful reader would give the same stance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean

from eval.material.apart import answer_apart
from eval.material.labels import load_labelled
from eval.metrics import Counts, add_counts, bootstrap
from eval.outcome import Case, Figure, Outcome, add_by_council, locating_words
from eval.training.stance import Labelled, fit_stance_model
from models.statements.stance import StanceJudgement

# The other two are too few to measure: six labels of 320.
MEASURED = ("strength", "weakness", "improving", "neutral")

Pairs = Sequence[tuple[Labelled, StanceJudgement]]
ByStance = Mapping[str, Counts]


def evaluate_stance(gold: Path) -> Outcome:
    """Stance of labelled sentences, each by a model fitted without its council."""
    labelled = load_labelled(gold)
    judged = answer_apart(labelled, lambda *given: fit_stance_model(*given).judge)
    pairs = list(zip(labelled, judged, strict=True))
    of_gold = [pair for pair in pairs if pair[0].gold]
    own = [pair for pair in pairs if not pair[0].gold]
    figures = (
        *measure(_clear(of_gold), "clear"),
        *measure(of_gold, "all", guarded=False)[:1],
        *measure(_clear(own), "own labels, clear"),
    )
    councils = len({label.council for label in labelled})
    about = f"{len(of_gold)} gold and {len(own)} own sentences of {councils} councils, left out"
    return Outcome("stance", about, figures, tuple(_case(*pair) for pair in of_gold))


def measure(pairs: Pairs, of: str, guarded: bool = True) -> list[Figure]:
    """Macro-F1, F1 of each stance, and precision and recall of weakness, with intervals."""
    by_council = _count(pairs)

    def figure(name: str, stances: Sequence[str], ratio: str, guarded: bool) -> Figure:
        def value(drawn: Sequence[ByStance]) -> float:
            total = {stance: add_counts(each[stance] for each in drawn) for stance in stances}
            return fmean(getattr(counts, ratio) for counts in total.values())

        every = list(by_council.values())
        size = sum(each[stance].gold for each in every for stance in stances)
        return Figure(
            f"{name}, {of}", value(every), bootstrap(by_council, value), size, guarded=guarded
        )

    return [
        figure("macro-F1", MEASURED, "f1", guarded),
        figure("weakness, precision", ["weakness"], "precision", guarded),
        figure("weakness, recall", ["weakness"], "recall", guarded),
        *(figure(f"{stance}, F1", [stance], "f1", guarded=False) for stance in MEASURED),
    ]


def _count(pairs: Pairs) -> dict[str, dict[str, Counts]]:
    """Counts of each measured stance for each council."""
    of = {
        stance: add_by_council(
            [(label.council, _one(stance, label, judged)) for label, judged in pairs]
        )
        for stance in MEASURED
    }
    return {
        council: {stance: of[stance][council] for stance in MEASURED} for council in of["strength"]
    }


def _one(stance: str, label: Labelled, judged: StanceJudgement) -> Counts:
    is_it, found = label.stance == stance, judged.stance == stance
    return Counts(right=int(is_it and found), found=int(found), gold=int(is_it))


def _clear(pairs: Pairs) -> Pairs:
    return [pair for pair in pairs if pair[0].clear]


def _case(label: Labelled, judged: StanceJudgement) -> Case:
    note = f"{label.stance}{'' if label.clear else ' (arguable)'}, judged {judged.stance}"
    words = locating_words(label.sentence.text)
    return Case(label.id, f"{label.council}: {words}", label.stance == judged.stance, note)
