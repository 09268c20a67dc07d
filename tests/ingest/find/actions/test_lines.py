"""Actions that minutes give in lines and in a column of their notes."""

from dataclasses import replace
from datetime import date

import pytest

from corpus.document import Document, RawDocument, Source
from corpus.records import Action
from ingest.document.assemble import assemble
from ingest.find.actions.find import find_actions
from ingest.read.text import text_to_pages


def actions_of(text: str, kind: str = "minutes") -> tuple[Document, tuple[Action, ...]]:
    """A text as minutes, with its actions."""
    raw = RawDocument(text_to_pages(text), reader="text")
    document = replace(assemble(Source("a" * 64), raw), kind=kind)
    return document, find_actions(document)


def test_a_line_says_who_does_what_by_when() -> None:
    """One that names nobody but a post is of what stands before it, and is no action."""
    text = (
        "# Minutes\n\nAction: Adoption Manager to count families by April 2025.\n\nAction: Clerk\n"
    )
    document, (action,) = actions_of(text)
    assert document.quote(action.span).startswith("Adoption Manager to count")
    assert (action.lead, action.due) == ("Adoption Manager", "by April 2025")
    assert actions_of(text, "inspection_report")[1] == ()
    assert len(actions_of(text, "committee_report")[1]) == 1


def test_a_heading_has_its_items() -> None:
    """Each with its number."""
    _, actions = actions_of("# Minutes\n\nActions:\n\n1. Head to write to all.\n\n2. Ring them.\n")
    assert [action.ref for action in actions] == ["1", "2"]


def test_notes_have_a_column_of_actions() -> None:
    """What is empty gives none."""
    text = (
        "# Minutes\n\nItem\tDiscussion\tAction\n1\tAll were welcome.\t\n"
        "2\tFlats are few.\tManager to bring a list\n"
    )
    _, (action,) = actions_of(text)
    assert action.lead == "Manager"


def quotes_of(text: str, kind: str = "minutes") -> list[str]:
    """The words of a text's actions, in order."""
    document, actions = actions_of(text, kind)
    return [document.quote(action.span) for action in actions]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Action: LP\n\nTo bring the survey back in May.", ["To bring the survey back in May."]),
        (
            "Beds are few. A list would be sent to carers. [Action: HR Partner]",
            ["A list would be sent to carers."],
        ),
        (
            "Action: (a) Chair to write to the trust; (b) Clerk to bring figures to the meeting.",
            ["Chair to write to the trust;", "Clerk to bring figures to the meeting."],
        ),
        ("Actions from the away day\n\n- Merge the two panels (Chair)", None),
        ("55. Report of the Monitoring Officer: independent persons", []),
    ],
)
def test_minutes_tell_actions_in_many_ways(line: str, told: list[str] | None) -> None:
    """Named below, named behind, several in a line, a list; a title with a post is none."""
    expected = ["Merge the two panels (Chair)"] if told is None else told
    assert quotes_of(f"# Minutes\n\n{line}\n") == expected


def test_labels_behind_an_action_say_who_and_when() -> None:
    """They are not of its words, in whatever kind of paper."""
    text = (
        "Action: Open three clubs in the libraries. By whom: Head of Libraries. By when: May 2020\n"
    )
    document, (action,) = actions_of(text, "cabinet_report")
    assert document.quote(action.span) == "Open three clubs in the libraries"
    assert (action.lead, action.due) == ("Head of Libraries", "May 2020")
    assert action.due_by == date(2020, 5, 31)


def test_bullets_of_a_plan_are_actions() -> None:
    """Where most tell what to do; what was done, and inspectors' lists, are none."""
    will = "# Plan\n\nWhat we will do:\n\n- Add a team by May\n- Train every manager\n"
    was = "# Plan\n\nWhat we will do:\n\n- Children were seen\n- Managers are trained\n"
    assert quotes_of(will, "action_plan") == ["Add a team by May", "Train every manager"]
    assert quotes_of(was, "action_plan") == quotes_of(will, "inspection_report") == []


def test_a_form_labels_its_action() -> None:
    """A table of two columns that names an owner or a deadline too."""
    form = "Action 1\tRefit the kitchen at the home\nOwner\tProperty Manager\nDeadline\tMay 2024\n"
    _, (action,) = actions_of(form, "action_plan")
    assert (action.lead, action.due) == ("Property Manager", "May 2024")
    assert (
        actions_of("Action 1\tRefit the kitchen at the home\nCost\t£20\n", "action_plan")[1] == ()
    )


def test_a_box_of_actions_has_its_rows() -> None:
    """Not "None"."""
    assert quotes_of("# Minutes\n\nActions\t\nManagers to be on duty at eight\t\nNone\t\n") == [
        "Managers to be on duty at eight"
    ]
