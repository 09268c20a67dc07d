"""The whole record of typed words, on the sample: found, reported, latest word, mentions."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.adding.intake import Counts
from api.cli.text import recurred
from corpus.citation import Citation, say_source
from corpus.document import Span
from corpus.errors import QueryError
from index.answers.records.latest import find_latest
from index.answers.records.mentions import (
    SHOWN_MENTIONS,
    Mentions,
    find_elsewhere,
    find_named,
    find_touches,
    has_name,
)
from index.answers.records.record import answer_words, tables_of
from index.answers.records.said import (
    MOST_POSSIBLE,
    POSSIBLE,
    TOLD,
    SaidOfSubject,
    by_document,
    is_found,
)
from index.answers.records.subject import SubjectRecord, answer_subject, on_issue, series_names
from index.briefing.measure_series import list_series
from index.library import Library, create_library
from index.recurrence.follow_up import REPEATED, say_stance, say_surely
from index.recurrence.subject import to_topic
from index.recurrence.wording import CLAIMED, say_day

FOUND = {
    "found weak",
    "found good",
    "found good in part",
    "reported as improving",
    "finds fault",
    "praises",
    "mentions it",
}
OWN = {"planned by the council", "reported by the council", "repeated from an earlier document"}


def answer(library: Library, words: str) -> SubjectRecord:
    """What is said of words besides the asks."""
    subject = answer_words(library, words).subject
    assert subject
    return subject


def test_a_later_document_that_judges_the_issue_is_not_silent(sample_library: Library) -> None:
    """Its likeliest sentence on the issue of the words is named, one a document."""
    topic = to_topic(sample_library, "managers who look at cases")
    statements = tables_of(sample_library, "Wexmere").statements
    touches = on_issue(topic, statements)
    documents = [touch.citation.document for touch in touches]
    assert {touch.citation.published.year for touch in touches if touch.citation.published} >= {
        2019,
        2023,
    }
    assert len(set(documents)) == len(documents)
    assert not any(touch.has_words for touch in touches)
    assert on_issue(to_topic(sample_library, "volcanic ash over Iceland"), statements) == []


def test_outside_bodies_find_and_the_council_reports(sample_library: Library) -> None:
    """Oldest first, each as likely about the words as not; neither is told as the other."""
    subject = answer(sample_library, "management oversight")
    years = [each.statement.published.year for each in subject.found]
    assert years == sorted(years)
    assert {2013, 2015, 2019, 2023} <= set(years)
    assert all(each.statement.is_outside and each.says in FOUND for each in subject.found)
    assert subject.reported
    assert all(not each.statement.is_outside for each in subject.reported)
    assert {each.says for each in subject.reported} <= OWN


def test_what_may_be_about_the_words_is_apart(sample_library: Library) -> None:
    """Less likely than all that is told, and no sentence of it is told too."""
    subject = answer(sample_library, "management oversight")
    told = (*subject.found, *subject.reported)
    assert subject.possible
    assert min(each.probability for each in told) >= TOLD
    assert all(POSSIBLE <= each.probability < TOLD for each in subject.possible)
    assert not {each.statement.id for each in told} & {
        each.statement.id for each in subject.possible
    }


def test_the_latest_word_is_quoted(sample_library: Library) -> None:
    """The newest document of an outside body that says something, and what it comes to."""
    subject = answer(sample_library, "management oversight")
    assert {citation.published for citation in subject.latest} == {date(2023, 7, 24)}
    assert subject.latest_word.startswith("Ofsted, 24 July 2023: asked for; found weak (")
    assert "management oversight" in subject.latest[0].quote


def test_later_documents_that_say_nothing_are_named(sample_library: Library) -> None:
    """Silence is told by body and day, and nothing is called resolved."""
    word = answer(sample_library, "dental").latest_word
    silence = word.partition("We found no later words on it, nor anything near it, from ")[2]
    assert "the Secretary of State on 28 February 2020" in silence


@pytest.mark.parametrize("words", ["life-story work", "caseloads", "foster families", "bullying"])
def test_no_document_that_has_the_words_is_silent(sample_library: Library, words: str) -> None:
    """Whoever mentions them since, or comes near them, is named and quoted, not called silent."""
    touches = find_touches(sample_library, "Wexmere", to_topic(sample_library, words), ())
    silence = answer(sample_library, words).latest_word.partition("We found no later words")[2]
    outside = [touch.citation for touch in touches if touch.is_outside]
    assert outside
    assert not [each for each in outside if name_of(each) in silence]


def test_what_is_on_the_other_thing_of_an_issue_is_not_near(sample_library: Library) -> None:
    """Of an issue that names two things: words on domestic abuse are none on neglect."""
    statements = tables_of(sample_library, "Wexmere").statements
    near = []
    for number, text in enumerate(("Domestic abuse is met well.", "Homes are met well.")):
        statement = replace(statements[number], id=text, passage=text)
        quoted = replace(statement, citation=replace(statement.citation, quote=text))
        near.append(SaidOfSubject(quoted, "found good", 0.45))
    topic = to_topic(sample_library, "neglect")
    told = {each.citation.quote for each in find_touches(sample_library, "Wexmere", topic, near)}
    assert "Homes are met well." in told
    assert "Domestic abuse is met well." not in told


def name_of(citation: Citation) -> str:
    """A document's body and day, as silence is told."""
    return f"{citation.body} on {say_day(citation.published)}"


def test_the_likeliest_of_a_document_are_read_first(sample_library: Library) -> None:
    """Three at most, in the document's order; the others are not lost."""
    found = answer(sample_library, "foster carers").found
    documents = by_document(found)
    assert sum(len(each.decisive) + len(each.others) for each in documents) == len(found)
    assert all(1 <= len(each.decisive) <= 3 for each in documents)
    for each in documents:
        least = min(said.salience for said in each.decisive)
        assert least > 0
        assert all(said.salience <= least for said in each.others)
        assert each.main in (*each.decisive, *each.others)
    assert len({each.citation.document for each in documents}) == len(documents)


def test_what_tells_most_is_read_first(sample_library: Library) -> None:
    """Of what was not weighed the likeliest about the words; one of them has the sense of most."""
    (statement, *_) = (each.statement for each in answer(sample_library, "foster carers").found)
    place = statement.citation

    def say(number: int, says: str, salience: float, probability: float = 0.9) -> SaidOfSubject:
        span = Span(place.span.start + 1000 * number, place.span.end + 1000 * number)
        read = replace(
            statement, id=str(number), citation=replace(place, span=span, quote="All is well.")
        )
        return SaidOfSubject(read, says, probability, salience=salience)

    praise = [say(number, "found good", 0.2) for number in range(4)]
    odd = say(9, "found weak", 0.6)
    (document,) = by_document([*praise, odd])
    assert odd in document.decisive
    assert document.main.says == "found good"
    assert document.all[-1] == odd
    assert document.tally == "1 sentence finds fault and 4 praise"
    (document,) = by_document([say(n, "found good", 0.0, 0.5 + n / 10) for n in range(5)])
    assert [each.statement.id for each in document.decisive] == ["2", "3", "4"]


def test_what_nobody_asked_for_is_mentioned(sample_library: Library) -> None:
    """With how often inspectors and the council's own papers do, and the latest quoted."""
    record = answer_words(sample_library, "bullying")
    assert record.occurrences == ()
    assert record.verdict.startswith("No recommendation found; inspectors mention it once")
    assert record.subject
    mentions = record.subject.mentions
    assert mentions
    assert mentions.by_inspectors == 1
    assert 0 < len(mentions.shown) <= SHOWN_MENTIONS
    assert all("bullying" in citation.quote.lower() for citation in mentions.shown)


def test_words_that_stand_apart_are_no_mention(sample_library: Library) -> None:
    """ "Young" of children and "carers" of others: near, it may be, and no young carers."""
    record = answer_words(sample_library, "young carers")
    assert "stand nowhere in the documents held" in record.verdict
    assert record.subject
    assert record.subject.mentions
    assert record.subject.mentions.near > 0


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("The advice is not sufficiently clear.", False),
        ("Work on sufficiency goes on.", True),
        ("There are too few foster homes, and the range of placements is small.", True),
        ("Schools are visited.", False),
        ("Those not in school are seen.", True),
        ("There were delays.", True),
    ],
)
def test_a_name_that_comes_down_to_one_word_is_looked_for_as_it_is_written(
    text: str, has: bool
) -> None:
    """ "Sufficiently" names no sufficiency of placements, nor a school those who are not in one."""
    names = (
        "not enough placements",
        "sufficiency",
        "range of placements",
        "not in school",
        "delay",
    )
    assert has_name(text, names, "not enough placements") == has


def test_what_only_the_council_speaks_of_is_said_to_be_so(sample_library: Library) -> None:
    """Its papers are no inspectors' mention."""
    record = answer_words(sample_library, "legal implications")
    assert "no mention by inspectors in the documents held (to 12 March 2024)" in record.verdict
    assert "the council’s own papers mention it once" in record.verdict


def test_what_is_only_near_in_meaning_is_no_mention_and_no_silence(
    sample_library: Library,
) -> None:
    """It is said that these words stand nowhere, and the nearest are shown."""
    record = answer_words(sample_library, "risk register")
    assert "these words stand nowhere in the documents held" in record.verdict
    assert record.subject
    assert record.subject.mentions
    assert record.subject.mentions.near >= len(record.subject.mentions.shown) > 0


def test_silence_is_only_where_nothing_is_near(sample_library: Library) -> None:
    """No statement, no passage with the words, none near in meaning."""
    record = answer_words(sample_library, "volcanic ash over Iceland")
    assert record.verdict == "No mention found in the documents held (to 12 March 2024)."
    assert record.subject
    assert record.subject.mentions == Mentions()
    assert Mentions().is_silent
    assert record.subject.latest_word == ""
    assert record.subject.found == ()


def test_what_has_looser_words_is_possible_where_nothing_else_is_told(
    sample_library: Library,
) -> None:
    """Nobody writes of coercive control, but of domestic abuse they do: that is no silence."""
    subject = answer(sample_library, "coercive control")
    assert subject.found == ()
    assert any("domestic abuse" in each.statement.text for each in subject.possible)


def test_known_parts_of_the_words_are_possible_where_the_whole_is_not_known(
    sample_library: Library,
) -> None:
    """What has names of most parts comes before what has one: "mums with addiction"."""
    tables = tables_of(sample_library, "Wexmere")
    parts = [["social workers"], ["caseloads"]]
    both = find_named(sample_library, parts, tables)
    texts = [each.text.lower() for each in tables.statements if each.id in both]
    assert texts
    assert all("social worker" in text and "caseload" in text for text in texts)
    subject = answer(sample_library, "mums hit by violent partners")
    assert any("domestic abuse" in each.statement.text for each in subject.possible)


def test_common_words_name_no_statement(sample_library: Library) -> None:
    """ "Children" stands in statements on everything."""
    tables = tables_of(sample_library, "Wexmere")
    assert find_named(sample_library, [["domestic abuse"]], tables)
    assert find_named(sample_library, [["children"]], tables) == set()


def test_measures_that_have_the_words_bear_on_them(sample_library: Library) -> None:
    """By their names as printed, spelt out or in letters."""
    measures = answer(sample_library, "initial health assessments").measures
    names = [series.names[0] for series in measures]
    assert "Initial health assessments within 28 days" in names
    assert "IHAs within 28 days" in names
    assert len(names) == 3


def test_measures_in_other_words_bear_on_them(sample_library: Library) -> None:
    """Accommodation is other words for a part of what was typed."""
    names = [series.names[0] for series in answer(sample_library, "care leavers' housing").measures]
    assert "Care leavers in suitable accommodation" in names


def test_a_measure_printed_without_its_people_bears_on_them(sample_library: Library) -> None:
    """The field's name of a measure says of whom it is, where its values are in that unit."""
    label = "Care leavers in suitable accommodation"
    (series,) = (
        each for each in list_series(sample_library.db, "Wexmere") if each.names[0] == label
    )
    bare = replace(series, names=("In suitable accommodation on 19th birthday",))
    assert label in series_names(bare)
    counted = tuple(replace(value, unit="") for value in bare.values)
    assert label not in series_names(replace(bare, values=counted))


def test_a_whole_report_pasted_is_answered(sample_library: Library) -> None:
    """Its first words are compared, and it is said how many."""
    record = answer_words(sample_library, "The inspection of services found much to do. " * 1_000)
    assert "words were typed" in record.reasons[0]
    assert len(record.words) <= 2_000


def test_another_council_is_told_of(sample_library: Library) -> None:
    """The answer is the same as without its name."""
    named = answer_words(sample_library, "life-story work in Bolton")
    plain = answer_words(sample_library, "life-story work")
    assert named.reasons[0] == "The words name Bolton. This is the record of Wexmere alone."
    assert named.occurrences == plain.occurrences


@pytest.mark.parametrize("words", ["x", "Wexmere", "children", "the", "kids"])
def test_words_that_name_no_subject_are_refused(sample_library: Library, words: str) -> None:
    """One letter, the council, what stands in every recommendation."""
    with pytest.raises(QueryError, match="such as: "):
        answer_words(sample_library, words)


def test_a_warm_record_is_quick(sample_library: Library) -> None:
    """150 ms of work where the council was asked about before; three times that here."""
    answer_words(sample_library, "management oversight")
    start = time.process_time()
    answer_words(sample_library, "private fostering")
    assert time.process_time() - start < 0.45


def test_the_nearest_of_what_may_be_about_it_are_shown(sample_library: Library) -> None:
    """Likeliest first; the first dozen are shown, oldest first, and the rest are counted."""
    subject = answer(sample_library, "management oversight")
    chances = [each.probability for each in subject.possible]
    assert chances == sorted(chances, reverse=True)
    many = replace(subject, possible=subject.possible * 12)
    assert len(many.nearest) == MOST_POSSIBLE
    assert many.further == len(many.possible) - MOST_POSSIBLE
    days = [each.statement.published for each in many.nearest]
    assert days == sorted(days)
    assert replace(subject, possible=subject.possible[:1]).further == 0


def test_where_else_the_words_stand_is_told(sample_library: Library) -> None:
    """A place that nothing told stands in, by its sentence with the words as they are written."""
    record = answer_words(sample_library, "caseloads")
    assert record.subject
    elsewhere = record.subject.elsewhere
    assert elsewhere
    told = [each.ask.citation for each in record.occurrences]
    told += [each.statement.citation for each in (*record.subject.found, *record.subject.reported)]
    assert elsewhere.total >= len(elsewhere.shown) > 0
    for citation in elsewhere.shown:
        assert re.search(r"case-?loads?|workloads?", citation.quote, re.I)
        assert not any(
            other.document == citation.document and other.span.touches(citation.span)
            for other in told
        )


@pytest.mark.parametrize("words", ["social workers", "risk register", "legal implications"])
def test_every_place_that_is_announced_can_be_read(sample_library: Library, words: str) -> None:
    """A few first, and all where all are asked for; the number is of those that are there."""
    record = answer_words(sample_library, words)
    assert record.subject
    told = [each for each in (record.subject.elsewhere, record.subject.mentions) if each]
    assert told
    for mentions in told:
        assert len(mentions.all) == (mentions.near or mentions.total)
        assert len(mentions.shown) <= SHOWN_MENTIONS
        days = [citation.published for citation in mentions.all]
        assert days == sorted(days, reverse=True)
        few, whole = recurred(record), recurred(record, whole=True)
        for place in mentions.all:
            assert place.shown.split()[0] in whole.partition(say_source(place))[2]
        announced = f"({len(mentions.shown)} of {len(mentions.all)} places; --all prints them)"
        assert (announced in few) is bool(mentions.further)
        assert announced not in whole


def test_another_sentence_of_a_passage_that_is_told_is_elsewhere(sample_library: Library) -> None:
    """Telling one sentence of a paragraph leaves the others that have the words to be told of."""
    topic = to_topic(sample_library, "caseloads")
    whole = find_elsewhere(sample_library, "Wexmere", topic, [])
    assert whole
    assert whole.shown[0].span.end - whole.shown[0].span.start < 1000
    told = [whole.shown[0]]
    rest = find_elsewhere(sample_library, "Wexmere", topic, told)
    assert rest
    assert rest.total >= whole.total - 1
    assert not any(place.span == told[0].span for place in rest.shown)


def test_a_row_whose_cells_cannot_be_told_apart_is_not_quoted(
    take_in_here: Callable[..., Counts], tmp_path: Path, sample_library: Library
) -> None:
    """A heading row that a page break filled with the words of the row before; a poster that was
    read across its columns."""
    head = "Ref\tAction\tLead\tBy when\tSuccess measures\tCurrent performance\tTarget\n"
    row = "1\tReview the teams\tHead\tMay 2021\tFewer moves\t\t\n"
    again = head.replace("Action", "Action so that caseloads are fair").replace(
        "Target", "Target 20%"
    )
    poster = "Our vision fair caseloads for all more staff a shared model " * 8
    plan = f"Action plan of Wexmere Council, May 2021\n\n{poster}\n\n{head}{row}{again}"
    (tmp_path / "plan.txt").write_text(plan, "utf-8")
    with create_library(
        tmp_path / "library", open_encoder=lambda name: sample_library.encoder
    ) as library:
        take_in_here(library, [tmp_path / "plan.txt"], "Wexmere")
        topic = to_topic(library, "caseloads")
        assert find_elsewhere(library, "Wexmere", topic, []) is None


def test_what_is_told_again_is_not_the_latest_word(sample_library: Library) -> None:
    """A later report that only says what was found before leaves the word to the one before."""
    subject = answer(sample_library, "management oversight")
    last = subject.found[-1]
    day = replace(last.statement.citation, published=date(2031, 1, 1), document="later")
    newer = replace(last, statement=replace(last.statement, citation=day))
    own = replace(newer, says="found weak", probability=1.0)
    again = replace(own, says=REPEATED)

    def latest(*more: SaidOfSubject) -> str:
        return find_latest(sample_library, "Wexmere", (), (*subject.found, *more))[1]

    assert latest(own).startswith("Ofsted, 1 January 2031")
    assert latest(again) == latest()


def test_an_ask_that_may_be_about_it_is_not_the_latest_word(sample_library: Library) -> None:
    """It is told behind what is surely about the words."""
    record = answer_words(sample_library, "management oversight")
    asks = [each.ask for each in record.occurrences if each.is_same]
    newest = max(asks, key=lambda ask: ask.published or date.min)
    word = find_latest(sample_library, "Wexmere", asks, (), (), {newest.id})[1]
    assert not word.startswith(f"Ofsted, {say_day(newest.published)}")
    assert f"Possibly about it: Ofsted, {say_day(newest.published)}: asked for." in word


def test_a_claim_rests_on_what_is_surely_about_the_words(
    sample_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing less is told plainly; the council's own days are told however sure."""
    assert any("found weak (" in line for line in answer(sample_library, "supervision").became)
    monkeypatch.setattr("index.answers.records.history.CLAIMED", 1.01)
    became = answer(sample_library, "supervision").became
    assert not [line for line in became if ": found " in line or "; found " in line]
    assert [line for line in became if "probably found " in line]
    assert any(line.startswith("The council planned or reported on it") for line in became)


def test_a_grade_for_what_the_words_name_is_told(sample_library: Library) -> None:
    """As printed, with the area; of words that no area has none is."""
    told = " ".join(answer(sample_library, "care leavers").became)
    assert re.search("graded “[^”]+” for “[^”]*care leavers”", told)
    assert "graded" not in " ".join(answer(sample_library, "dental").became)


SUBJECTS = ("caseloads", "supervision", "management oversight", "staff", "foster carers")


@pytest.mark.parametrize("words", SUBJECTS)
def test_what_became_of_it_agrees_with_what_stands_below(
    sample_library: Library, words: str
) -> None:
    """All that the council said later is named, and no document that falls short is a strength."""
    record = answer_words(sample_library, words, "Wexmere")
    assert record.subject
    became = record.subject.became
    asked = min(each.ask.published for each in record.occurrences if each.is_same)
    own = [line for line in became if line.startswith(("The council planned", "A paper of the"))]
    for said in record.subject.reported:
        if said.statement.published > asked:
            assert say_day(said.statement.published) in " ".join(own)
    strong = " ".join(line for line in became if "as a strength" in line)
    for said in record.subject.found:
        falls_short = said.says in ("found weak", "found good in part", "finds fault")
        if falls_short and said.statement.published > asked:
            assert say_day(said.statement.published) not in strong


def test_the_latest_word_is_of_the_day_on_which_something_is_certain(
    sample_library: Library,
) -> None:
    """All of that day is counted; what is later and only likely is told behind it."""
    last = answer(sample_library, "management oversight").found[-1]
    day = replace(last.statement.citation, published=date(2031, 1, 1), document="later")
    newer = replace(last, statement=replace(last.statement, citation=day), says="found weak")
    later = replace(day, published=date(2032, 1, 1), document="latest")
    certain, unlikely = replace(newer, probability=1.0), replace(newer, probability=0.6)
    likely = replace(last, statement=replace(last.statement, citation=later), probability=0.85)

    def latest(*found: SaidOfSubject) -> str:
        return find_latest(sample_library, "Wexmere", (), found)[1].partition(", ")[2]

    assert latest(certain, unlikely).startswith("1 January 2031: 2 sentences find fault.")
    word = latest(certain, replace(likely, says="found good"))
    assert word.startswith("1 January 2031: 1 sentence finds fault. Possibly about it: ")
    assert "1 January 2032: 1 sentence praises." in word
    assert latest(unlikely).startswith("1 January 2031: 1 sentence finds fault.")
    several = [replace(likely, says="found good")] * 3  # hardly possible that none is about it
    assert latest(certain, *several).startswith("1 January 2032: 3 sentences praise.")


def test_the_latest_word_quotes_both_sides(sample_library: Library) -> None:
    """What tells most, then the first that finds otherwise; what finds nothing comes behind."""
    last = answer(sample_library, "management oversight").found[-1]

    def said(says: str, quote: str) -> SaidOfSubject:
        span, day = Span(int(quote), int(quote) + 1), date(2031, 1, 1)
        place = replace(last.statement.citation, published=day, quote=quote, span=span)
        read = replace(last.statement, citation=place)
        return replace(last, statement=read, says=says, before=None, after=None)

    found = [said("found good", "1"), said("found good", "2"), said("finds fault", "3")]
    latest, _ = find_latest(sample_library, "Wexmere", (), found)
    assert [citation.quote for citation in latest] == ["1", "3"]
    latest, _ = find_latest(sample_library, "Wexmere", (), found[:2])
    assert [citation.quote for citation in latest] == ["1", "2"]
    mentioned = replace(said("mentions it", "4"), salience=0.99)
    latest, _ = find_latest(sample_library, "Wexmere", (), [mentioned, *found])
    assert [citation.quote for citation in latest] == ["1", "3"]


def test_the_latest_word_quotes_no_sentence_twice(sample_library: Library) -> None:
    """One that comes with the sentence before it, and that sentence."""
    last = answer(sample_library, "management oversight").found[-1]

    def said(says: str, quote: str, start: int) -> SaidOfSubject:
        span = Span(start, start + len(quote))
        place = replace(last.statement.citation, quote=quote, span=span)
        read = replace(last.statement, citation=place)
        return replace(last, statement=read, says=says, before=None, after=None)

    praise, fault = said("found good", "Good. ", 0), said("finds fault", "However, bad.", 6)
    both = replace(fault, before=praise.statement.citation)
    latest, _ = find_latest(sample_library, "Wexmere", (), [praise, both, both])
    assert [citation.quote for citation in latest] == ["Good. However, bad."]


def test_what_an_outside_body_tells_again_is_not_lost(sample_library: Library) -> None:
    """An ask of others that its report repeats stands with what it found, as repeated."""
    last = answer(sample_library, "management oversight").found[-1].statement
    again = replace(last, kind="ask", stance="restated")
    assert is_found(again)
    assert say_stance(again) == REPEATED
    assert not is_found(replace(again, document_kind="committee_report"))


def test_where_nothing_was_asked_all_that_was_found_is_told(sample_library: Library) -> None:
    """With no ask before it, every day on which it was surely judged stands in the record."""
    topic, tables = to_topic(sample_library, "supervision"), tables_of(sample_library, "Wexmere")
    subject = answer_subject(sample_library, "Wexmere", topic, tables, ())
    assert subject.became
    assert not [line for line in subject.became if "first asked for" in line]
    told = " ".join(subject.became)
    for said in subject.found:
        if said.probability >= CLAIMED and say_surely(said.statement) == "found weak":
            assert say_day(said.statement.published) in told
