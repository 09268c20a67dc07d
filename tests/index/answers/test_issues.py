"""A council's issues as values."""

import pytest

from corpus.errors import NotFound
from corpus.store.documents import held_documents
from index.answers.issues import answer_issue, answer_issues, find_threads_of
from index.issues.threads import find_threads
from index.library import Library

COUNCIL = "Wexmere"


def test_issues_are_its_threads_with_every_statement_cited(sample_library: Library) -> None:
    """In the words of its document."""
    answer = answer_issues(sample_library, COUNCIL)
    ids = [thread.id for thread in find_threads(sample_library, COUNCIL)]
    assert [issue.thread.id for issue in answer.issues] == ids
    documents = {document.id for document in held_documents(sample_library.db)}
    for issue in answer.issues:
        cited = [member.citation for member in issue.thread.members]
        assert all(citation.quote and citation.document in documents for citation in cited)


def test_an_issue_is_found_by_its_id_alone(sample_library: Library) -> None:
    """In whichever council has it; NotFound where none has."""
    first = answer_issues(sample_library, COUNCIL).issues[0]
    assert answer_issue(sample_library, first.thread.id).issue == first
    with pytest.raises(NotFound, match="gathered anew"):
        answer_issue(sample_library, "nothing")


def test_no_council_has_no_issues(sample_library: Library) -> None:
    """And nothing that is not held."""
    answer = answer_issues(sample_library, "")
    assert (answer.issues, answer.not_held) == ((), ())


def test_the_threads_of_a_statement_the_likeliest_first(sample_library: Library) -> None:
    """None of a statement of no thread."""
    issue = answer_issues(sample_library, COUNCIL).issues[0]
    member = max(issue.thread.members, key=lambda each: each.probability)
    threads = find_threads_of(sample_library, member.id, COUNCIL)
    chances = [
        each.probability for thread in threads for each in thread.members if each.id == member.id
    ]
    assert chances == sorted(chances, reverse=True)
    assert len(chances) == len(threads) > 0
    assert find_threads_of(sample_library, "nothing", COUNCIL) == []
