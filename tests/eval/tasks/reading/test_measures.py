"""How values that are shown are judged by labels."""

from eval.material.measure_labels import COUNCIL, Facts, ValueLabel
from eval.tasks.reading.measures import judge_labels, label_figures, say_right_ones

FACTS = Facts("Staff turnover", COUNCIL, "2020-03-31")
NONE = Facts("", "", "")


def label(key: str, facts: Facts, before: str = "", drawn: str = "now") -> ValueLabel:
    """A label of a value in a sentence."""
    return ValueLabel("corpus/england/wexmere/a.pdf", 1, (key, 0, "21%"), facts, before, drawn)


def test_a_value_is_right_with_its_measure_owner_and_day() -> None:
    """Wrong with another, and where a reader says that it is no measure; else not shown."""
    labels = [label("a", FACTS), label("b", FACTS), label("c", NONE), label("d", FACTS)]
    other = Facts("Staff turnover", "England", "2020-03-31")
    shown = {
        labels[0].file: {
            labels[0].place: [FACTS],
            labels[1].place: [other],
            labels[2].place: [FACTS],
        }
    }
    assert judge_labels(labels, shown) == ["right", "wrong", "wrong", ""]


def test_figures_stand_beside_what_they_were() -> None:
    """Precision of what is shown, and the right ones among all that are."""
    labels = [
        label("a", FACTS, "right", "before"),
        label("b", NONE, "wrong", "before"),
        label("c", FACTS),
    ]
    figures = label_figures(labels, ["right", "", "right"])
    assert [(figure.value, figure.of) for figure in figures] == [(1.0, 2), (0.5, 2)]
    assert [figure.guarded for figure in figures] == [True, False]
    said = say_right_ones(figures, shown=40, named_before=30)
    assert said == "about 40 right values shown in their reports, 15 before"
