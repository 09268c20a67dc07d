"""What there is to ask of a paper on what the list of issues has no name for."""

import pytest

from corpus.store.documents import find_documents
from corpus.vocabulary.issue_questions import load_troubles
from index.briefing.contents import Pack
from index.briefing.lines.troubles import find_trouble, name_thing
from index.briefing.pack import brief_document
from index.library import Library
from tests.index.briefing.conftest import HoldTexts

PAPER = """\
CHILDREN'S OVERVIEW AND SCRUTINY COMMITTEE

3 JUNE 2022

PATROLS AT ROAD CROSSINGS

Report from: Director of Children's Services

1. Recommendations

1.1 The Committee is asked to note the report.

2. Patrols

2.1 Of 618 requests for a crossing 34% were met within six weeks. The average for England was 50%.

2.2 The main reason for delay is the shortage of crossing patrols. Of 11 posts four are vacant.

2.3 Parents who complained to the council rose from 61 to 118. They asked for lights.

2.4 A leaflet was printed in May and sent to every home. It has nine pages and a map.

2.5 The crossing at Eastholm was painted in the spring. Its lamp is new.

3. Risks

| Risk | Action | Rating |
|---|---|---|
| The lamps cannot be lit | New cable | Red |
"""


@pytest.fixture(scope="module")
def pack(hold_texts: HoldTexts, sample_library: Library) -> Pack:
    """The pack of a paper on crossings."""
    folder = hold_texts({"paper": PAPER})
    with Library(folder, lambda _: sample_library.encoder) as library:
        return brief_document(library, find_documents(library.db, "paper")[0].id)


def test_its_lines_are_by_the_kind_of_trouble_and_named_in_its_words(pack: Pack) -> None:
    """A wait, empty posts, complaints: each once."""
    asked = {line.issue: line.question for line in pack.enquiries}
    assert "shortage of crossing patrols" in asked
    assert "these posts are not filled" in asked["shortage of crossing patrols"]
    assert "before they were heard" in asked["parents who complained to the council"]
    assert len(set(asked.values())) == len(asked)


def test_a_share_is_quoted_with_that_of_england(pack: Pack) -> None:
    """Both sentences, since the second completes the first."""
    quoted = [each.citation.quote for line in pack.enquiries for each in line.evidence]
    assert any("34%" in each and "50%" in each for each in quoted)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The opening has moved from April to June 2025.", "slippage"),
        ("Appeals rose to 96.", "complaints"),
        ("An audit found that half were weak.", "quality"),
        ("It fell from 38 to 33, compared with 21.", "figures"),
        ("A leaflet was printed.", ""),
    ],
)
def test_what_kind_of_trouble_words_tell_of(words: str, kind: str) -> None:
    """A change of figures where they tell of nothing else; none where of nothing."""
    trouble = find_trouble(words)
    assert (trouble.id if trouble else "") == kind


def test_every_kind_asks_something_of_its_own() -> None:
    """A question, what goes on from it, what tests it, and what a full answer would hold."""
    asked = [each.asked for each in load_troubles()]
    assert len({each.question for each in asked}) == len(asked)
    assert all(each.check.endswith("?") and each.test.endswith("?") for each in asked)


def test_a_thing_is_named_where_the_sentence_says_it_first() -> None:
    """Not "the first", which is of a sentence before."""
    assert name_thing("The backlog of requests stood at 9.") == "backlog of requests"
    assert name_thing("The opening of the first has moved.") == ""
    assert name_thing("In May they rose.") == ""
    assert name_thing("Auditors found that histories are often missing.") == "histories"
