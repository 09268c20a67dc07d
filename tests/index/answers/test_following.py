"""What is new: by when a document came into the library, asked of the new documents alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.adding.intake import Counts
from corpus.errors import NotFound, QueryError
from corpus.store.filters import Filters
from corpus.store.library import newest_arrival
from corpus.store.people.follows import Followed
from index.answers.following import News, answer_news, check_followed, say_followed
from index.library import Library, remove_reports

WEXMERE = Filters(authority="Wexmere")
CASELOADS = Followed("search", "caseloads", WEXMERE)
OVERSIGHT = Followed("subject", "management oversight", WEXMERE)
COUNCIL = Followed("council", filters=WEXMERE)
REPORTS = Followed("kind", filters=Filters(kind="committee_report"))


@pytest.fixture
def library(copy_sample: Callable[[Path], Library], tmp_path: Path) -> Iterator[Library]:
    """A copy of the sample library, to be added to."""
    with copy_sample(tmp_path) as opened:
        yield opened


def quotes(news: News) -> list[str]:
    """The words that are new."""
    return [item.citation.quote for item in news.items]


def test_what_came_is_new_once(
    take_in_here: Callable[..., Counts], library: Library, new_paper: Path
) -> None:
    """Only the new document's words, with their place; a file read again, or taken out, is not."""
    before = newest_arrival(library.db)
    assert answer_news(library, CASELOADS, before) == News((), (), before)
    take_in_here(library, [new_paper])

    search = answer_news(library, CASELOADS, before)
    assert len(search.items) == 1
    assert "come down to 16" in quotes(search)[0]
    assert search.items[0].citation.paragraph == "1.2"
    assert search.items[0].came_at
    assert search.upto == newest_arrival(library.db) > before
    assert [document.title for document in search.documents]

    subject = answer_news(library, OVERSIGHT, before)
    assert any("team managers record a decision" in quote for quote in quotes(subject))
    new = {document.id for document in subject.documents}
    assert {item.citation.document for item in subject.items} == new
    for followed in (COUNCIL, REPORTS):
        assert quotes(answer_news(library, followed, before))[0].startswith("This report tells")
    nothing = answer_news(library, Followed("search", "volcanic ash"), before)
    assert (nothing.items, len(nothing.documents)) == ((), 1)
    unread = answer_news(library, Followed("subject", "children", WEXMERE), before)
    assert "names no one subject" in unread.remark

    take_in_here(library, [new_paper])
    assert answer_news(library, COUNCIL, search.upto).items == ()
    [document] = search.documents
    remove_reports(library, document.source)
    assert answer_news(library, COUNCIL, before).items == ()
    take_in_here(library, [new_paper])
    assert answer_news(library, COUNCIL, search.upto).items == ()


def test_all_that_is_held_is_new_to_whoever_saw_nothing(library: Library) -> None:
    """The newest document first."""
    news = answer_news(library, COUNCIL, 0)
    days = [item.citation.published for item in news.items]
    assert len(news.documents) == len(days) > 9
    assert days == sorted(days, key=lambda day: day.isoformat() if day else "", reverse=True)


@pytest.mark.parametrize(
    ("followed", "error"),
    [
        (Followed("search", "care AND ("), QueryError),
        (Followed("subject", "a", WEXMERE), QueryError),
        (Followed("subject", "care plans", Filters(authority="Nowhere")), NotFound),
        (Followed("council"), QueryError),
        (Followed("council", filters=Filters(authority="Wexmeer")), NotFound),
        (Followed("kind", filters=Filters(kind="ilacs")), NotFound),
    ],
)
def test_what_cannot_be_asked_cannot_be_followed(
    sample_library: Library, followed: Followed, error: type[Exception]
) -> None:
    """As the answer itself says."""
    with pytest.raises(error):
        check_followed(sample_library, followed)


def test_what_is_followed_is_said_in_words() -> None:
    """With what narrows it."""
    narrowed = Filters(("Wexmere", "Medway"), kind="minutes", years=(2019,))
    said = say_followed(Followed("search", "care plans", narrowed))
    assert said == "Search: care plans (Minutes, Wexmere and Medway, 2019)"
    assert say_followed(COUNCIL) == "Council: Wexmere"
    assert say_followed(REPORTS) == "Documents: Committee report"
