"""Many subjects in one table: each row what the record says, and bad rows told in words."""

import pytest

from corpus.errors import QueryError
from index.answers.records.many import MOST_SUBJECTS, answer_questions
from index.answers.records.record import answer_record
from index.library import Library


def test_a_row_says_what_the_record_says(sample_library: Library) -> None:
    """The same asks, bodies and latest word; the latest statements stand in the record."""
    words = "management oversight"
    [row] = answer_questions(sample_library, [words], "Wexmere").rows
    record = answer_record(sample_library, words, "Wexmere")
    asks = [each.ask for each in record.occurrences if each.is_same]
    assert record.subject
    assert row.times == len(asks) > 1
    assert row.years == tuple(sorted({ask.published.year for ask in asks if ask.published}))
    assert row.verdict == record.verdict
    assert row.latest_word == record.subject.latest_word
    assert row.asked
    assert row.asked.citation.published == max(ask.published for ask in asks if ask.published)
    found = {each.statement.id: each for each in record.subject.found}
    assert row.found
    assert row.found.citation == found[row.found.statement].statement.citation
    days = [each.statement.published for each in record.subject.found]
    assert row.found.citation.published == max(days)


def test_bad_rows_are_told_in_their_place(sample_library: Library) -> None:
    """Each says what is wrong, and how to write it; nothing is left out."""
    subjects = ["", "a", "x " * 1500, "Medway", "caseloads in Medway", "children", "volcanic ash"]
    rows = answer_questions(sample_library, subjects, "Wexmere").rows
    empty, letter, report, council, named, general, silent = rows
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert "Nothing is written here" in empty.problem
    assert "names no subject" in letter.problem
    assert "1500 words long" in report.problem
    assert council.problem.startswith("This names Medway and no subject.")
    assert named.remarks == ("The words name Medway. This is the record of Wexmere alone.",)
    assert "names no one subject" in general.problem
    assert silent.verdict.startswith("No mention found in the documents held (to")
    assert not any(row.times for row in (empty, letter, report, council, general, silent))


def test_a_subject_given_twice_has_two_rows(sample_library: Library) -> None:
    """The same but for their numbers, whatever the spaces."""
    first, second = answer_questions(sample_library, ["care  plans", "care plans"], "Wexmere").rows
    assert (first.number, second.number) == (1, 2)
    assert first.verdict == second.verdict


def test_an_ask_by_its_id_is_a_subject(sample_library: Library) -> None:
    """As in a list of asks that was taken away; it counts as asked once itself."""
    [ask] = sample_library.db.execute(
        "select a.id from ask a join document d on d.id = a.document"
        " where d.published = '2019-10-25' and a.kind = 'area_for_improvement' limit 1"
    ).fetchone()
    [row] = answer_questions(sample_library, [ask], "Wexmere").rows
    assert row.times >= 1
    assert 2019 in row.years
    assert row.subject != ask


def test_too_many_are_refused(sample_library: Library) -> None:
    """With how many are taken at once."""
    with pytest.raises(QueryError, match="501 subjects were given; the most at once is 500"):
        answer_questions(sample_library, ["x"] * (MOST_SUBJECTS + 1), "Wexmere")
