"""Actions whose brackets say who does them and by when."""

from dataclasses import replace

from corpus.document import Document, RawDocument, Source
from corpus.records import Action
from ingest.document.assemble import assemble
from ingest.find.actions.find import find_actions
from ingest.read.text import text_to_pages

PLAN = """# Plan

- Open a hall to pupils (Schools Adviser; by Easter 2026)

- Knock on each door (Welfare Team; within two weeks)

- Write to heads (Inclusion Manager; June 2026)
"""


def actions_of(text: str, kind: str) -> tuple[Document, tuple[Action, ...]]:
    """A text as a paper of a kind, with its actions."""
    raw = RawDocument(text_to_pages(text), reader="text")
    document = replace(assemble(Source("a" * 64), raw), kind=kind)
    return document, find_actions(document)


def test_a_bracket_says_who_and_when() -> None:
    """Where most items of the kind tell what to do, the others do too."""
    document, actions = actions_of(PLAN, "committee_report")
    assert [(document.quote(one.span), one.lead, one.due) for one in actions] == [
        ("Open a hall to pupils", "Schools Adviser", "by Easter 2026"),
        ("Knock on each door", "Welfare Team", "within two weeks"),
        ("Write to heads", "Inclusion Manager", "June 2026"),
    ]


def test_other_brackets_say_nothing_of_actions() -> None:
    """Nor does one bracket alone, or a report of an outside body."""
    told = "# Report\n\n- Open halls are few (see page 3)\n\n- Write to us (the team; room 4)\n"
    assert actions_of(told, "committee_report")[1] == ()
    assert actions_of("\n\n".join(PLAN.split("\n\n")[:2]) + "\n", "committee_report")[1] == ()
    assert actions_of(PLAN, "inspection_report")[1] == ()


def test_a_column_of_minutes_says_whose_each_action_is() -> None:
    """In the bracket behind it."""
    text = (
        "# Minutes\n\nNo.\tWhat was said\tAction and by whom\n1\tAll were welcome.\tNone\n"
        "2\tFlats are few.\tFind a second flat by the sea (AD, 31 October)\n"
    )
    document, (action,) = actions_of(text, "minutes")
    assert document.quote(action.span) == "Find a second flat by the sea"
    assert (action.lead, action.due) == ("AD", "31 October")
