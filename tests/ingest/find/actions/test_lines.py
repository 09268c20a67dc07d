"""Actions that minutes give in lines and in a column of their notes."""

from dataclasses import replace

from corpus.document import Document, RawDocument, Source
from corpus.records import Action
from ingest.document.assemble import assemble
from ingest.find.minutes.action_lines import find_action_lines
from ingest.read.text import text_to_pages


def actions_of(text: str, kind: str = "minutes") -> tuple[Document, tuple[Action, ...]]:
    """A text as minutes, with its actions."""
    raw = RawDocument(text_to_pages(text), reader="text")
    document = replace(assemble(Source("a" * 64), raw), kind=kind)
    return document, find_action_lines(document)


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
