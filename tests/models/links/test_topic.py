"""Typed words against what was said: what has them is about them, and how words stand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from models.links.topic import (
    FEATURES,
    HAS_WORDS,
    NARROWNESS,
    Topic,
    TopicTable,
    TopicWeigher,
    find_others_of_kind,
    find_unfounded,
    find_without_thing,
    heed_issue,
    heed_time,
    join_around,
    lift_named_issues,
    lift_those_with_words,
    open_topic_weigher,
    said_rows,
    share_objects,
    tabulate_topic,
    topic_rows,
)
from models.statements.issues import list_issues

ISSUES = 3
TEXTS = (
    "Strengthen management oversight of casework.",
    "Foster carers value their supervising social workers.",
    "Improve the quality of supervision.",
    "Social workers send letters before proceedings.",
    "Complete personal education plans on time.",
)


@pytest.fixture(scope="module")
def weigher() -> TopicWeigher:
    """The committed weigher."""
    return open_topic_weigher()


@pytest.fixture(scope="module")
def table() -> TopicTable:
    """Five statements of which nothing was read."""
    return tabulate_topic(
        TEXTS, np.zeros((len(TEXTS), ISSUES)), np.zeros((len(TEXTS), 2), "f4"), asked=True
    )


def topic(words: str, *others: str) -> Topic:
    """Words of which nothing was read."""
    issues = np.zeros((1 + len(others), ISSUES))
    return Topic(words, others, (), np.zeros(2, np.float32), issues)


def named(words: Topic, table: TopicTable, weigher: TopicWeigher, feature: str) -> list[float]:
    """A feature of each statement."""
    values: list[float] = topic_rows(words, table, weigher.rarity)[
        :, FEATURES.index(feature)
    ].tolist()
    return values


@pytest.mark.parametrize(
    ("words", "holding"),
    [
        ("management oversight", 0),
        ("Management Oversight", 0),
        ("supervision", 2),
        ("personal education plan", 4),
    ],
)
def test_what_has_the_words_is_about_them(
    table: TopicTable, weigher: TopicWeigher, words: str, holding: int
) -> None:
    """Whatever else is read of it; no other of the five is."""
    chances = weigher.weigh(topic(words), table)
    assert [row for row, chance in enumerate(chances) if chance >= HAS_WORDS] == [holding]


def test_what_is_done_is_not_the_thing(table: TopicTable, weigher: TopicWeigher) -> None:
    """Supervising social workers look after foster carers: no supervision of staff."""
    assert named(topic("supervision"), table, weigher, "phrase") == [0, 0, 1, 0, 0]


def test_letters_stand_in_capitals(table: TopicTable, weigher: TopicWeigher) -> None:
    """ "SEND" is not what social workers do with letters."""
    assert not any(named(topic("SEND"), table, weigher, "phrase"))


def test_another_name_of_the_words_counts_as_they_do(
    table: TopicTable, weigher: TopicWeigher
) -> None:
    """What has what letters stand for is about them; one common word is no name, a rare one is."""
    known = topic("PEP", "personal education plan")
    assert named(known, table, weigher, "other_phrase") == [0, 0, 0, 0, 1]
    assert weigher.weigh(known, table)[4] >= HAS_WORDS
    assert not any(named(topic("PEP", "practice"), table, weigher, "other_phrase"))
    assert any(named(topic("PEP", "letters"), table, weigher, "other_phrase"))


def test_a_name_that_loses_words_stands_as_it_is_written(weigher: TopicWeigher) -> None:
    """What is left of "not in school" without its common words names every school."""
    texts = ["Work well with each school.", "Some children are not in school."]
    table = tabulate_topic(texts, np.zeros((2, ISSUES)), np.zeros((2, 2), "f4"), asked=True)
    words = topic("children missing education", "not in school")
    assert named(words, table, weigher, "other_phrase") == [0, 1]
    assert named(words, table, weigher, "words_shared")[0] == 0
    typed = topic("not in school")
    assert named(typed, table, weigher, "phrase") == [0, 1]


@pytest.mark.parametrize(
    ("words", "shared", "without"),
    [
        ("initial health assessments", {}, True),
        ("initial health assessments", {"objects_shared": 0.5}, False),
        ("initial health assessments", {"words_shared": 1.0}, False),
        ("how well all of our managers check what is done in health assessments", {}, False),
        ("things that went well", {}, False),
    ],
)
def test_what_names_nothing_of_a_named_thing_is_without_it(
    words: str, shared: dict[str, float], without: bool
) -> None:
    """Of a short name of something; a question in many words may be met in others."""
    row = np.array([[shared.get(name, 0.0) for name in FEATURES]])
    assert find_without_thing(topic(words), row).tolist() == [without]


@pytest.mark.parametrize(
    ("shared", "most"),
    [
        ({"issue_shared": 0.95}, 1.0),
        ({"issue_shared": 0.6}, 0.85),
        ({"issue_shared": 0.65, "words_shared": 1.0}, 0.85),
        ({"issue_shared": 0.65, "words_shared": 1.0, "cosine": 0.4}, 1.0),
        ({"issue_shared": 0.2, "words_shared": 1.0, "cosine": 0.4}, 0.85),
        ({"issue_shared": 0.2, "words_shared": 1.0}, 0.65),
        ({"issue_shared": 0.2}, 0.49),
        ({"issue_sure": 0.3}, 1.0),
    ],
)
def test_a_sentence_on_another_issue_is_held_to_what_that_is_worth(
    shared: dict[str, float], most: float
) -> None:
    """Where the issue of the words is known; never raised."""
    row = np.array([[{"issue_sure": 1.0, **shared}.get(name, 0.0) for name in FEATURES]])
    assert heed_issue(row, np.array([1.0])).tolist() == [most]
    assert heed_issue(row, np.array([0.1])).tolist() == [0.1]


def test_a_child_is_one_of_the_children(weigher: TopicWeigher) -> None:
    """The stemmer keeps the two apart; who types them does not."""
    table = tabulate_topic(
        ["Needy children in villages.", "A needy child."],
        np.zeros((2, ISSUES)),
        np.zeros((2, 2), "f4"),
        asked=True,
    )
    assert named(topic("needy child"), table, weigher, "phrase") == [1, 1]
    assert named(topic("needy children"), table, weigher, "phrase") == [1, 1]


def test_another_of_the_kind_is_not_the_one_typed(weigher: TopicWeigher) -> None:
    """Assessments of children are no age assessments, for all that both are assessments."""
    labels = [issue.label for issue in list_issues()]
    issues = np.zeros((1, len(labels)))
    issues[0, labels.index("quality of assessments")] = 0.9
    texts = ["Assessments are late.", "The age of each is assessed.", "Plans are late."]
    table = tabulate_topic(texts, np.repeat(issues, 3, axis=0), np.zeros((3, 2), "f4"), asked=True)
    words = Topic("age assessments", (), (), np.zeros(2, np.float32), issues)
    rows = topic_rows(words, table, weigher.rarity)
    assert find_others_of_kind(words, table, rows, weigher.rarity).tolist() == [True, False, False]
    whole = replace(words, words="quality of assessments")
    assert not find_others_of_kind(whole, table, rows, weigher.rarity).any()
    both = replace(words, words="age and assessments")
    assert not find_others_of_kind(both, table, rows, weigher.rarity).any()


def test_words_of_time_want_something_of_time(weigher: TopicWeigher) -> None:
    """Adoption alone is no delay in it; however it is said that it takes long, it is one."""
    issues = np.array([[0.9, 0.0, 0.0]])
    texts = ["Adoption is strong.", "Children wait too long for adoption.", "Plans drift."]
    table = tabulate_topic(texts, np.repeat(issues, 3, axis=0), np.zeros((3, 2), "f4"), asked=True)
    words = Topic("adoption delays", (), (), np.zeros(2, np.float32), issues)
    rows = topic_rows(words, table, weigher.rarity)
    chances = heed_time(words, table, rows, np.array([0.9, 0.1, 0.1]))
    assert [chance >= 0.5 for chance in chances] == [False, True, False]
    for untouched in ("adoption", "drift and delay", "waiting times"):
        same = replace(words, words=untouched)
        assert heed_time(same, table, rows, chances) is chances


def test_the_issue_that_both_are_about_raises_the_chance(weigher: TopicWeigher) -> None:
    """Of two statements without the words, that of the same issue is the likelier."""
    issues = np.array([[0.9, 0.0, 0.0], [0.0, 0.9, 0.0]])
    table = tabulate_topic(
        ["Do better.", "Do more."], issues, np.zeros((2, 2), np.float32), asked=True
    )
    words = Topic("caseloads", (), (), np.zeros(2, np.float32), np.array([[0.9, 0.0, 0.0]]))
    same, other = weigher.weigh(words, table)
    assert same > other


def test_objects_are_those_of_the_words(table: TopicTable) -> None:
    """The share of them that a statement has; none where the words name none."""
    assert share_objects(topic("management oversight"), table)[0] == 1
    assert not share_objects(topic("turnips"), table).any()


def test_words_of_every_ask_name_no_subject(weigher: TopicWeigher) -> None:
    """They stand in a fifth of all asks or more."""
    assert weigher.is_general("children")
    assert weigher.is_general("quality of care")
    assert not weigher.is_general("visits to children")
    assert not weigher.is_general("turnips")


def test_what_stands_over_and_before_a_statement_counts_as_near(weigher: TopicWeigher) -> None:
    """Under a heading with the words; the outermost of three headings is too far."""
    texts = ["It is late.", "It is late.", "It is late."]
    around = [
        join_around(["Visits", "Help", "Homes"], ""),
        join_around(["Help", "Visits", "Homes"], ""),
        join_around([], "Visits are many."),
    ]
    zeros = np.zeros((3, ISSUES)), np.zeros((3, 2), np.float32)
    table = tabulate_topic(texts, *zeros, asked=False, around=around)
    assert named(topic("visits"), table, weigher, "words_near") == [0, 1, 1]
    assert named(topic("visits"), table, weigher, "words_shared") == [0, 0, 0]
    assert named(topic("visits"), table, weigher, "asked") == [0, 0, 0]


def test_nothing_is_weighed_against_nothing(weigher: TopicWeigher) -> None:
    """A council of which nothing is held."""
    none = tabulate_topic((), np.zeros((0, ISSUES)), np.zeros((0, 2), np.float32), asked=True)
    assert weigher.weigh(topic("adoption"), none) == []


def test_how_something_is_is_no_state(weigher: TopicWeigher) -> None:
    """Permanent staff are no permanence for a child."""
    texts = ("Almost all posts have permanent staff.", "Permanency for children is planned early.")
    table = tabulate_topic(texts, np.zeros((2, ISSUES)), np.zeros((2, 2), "f4"), asked=False)
    assert named(topic("permanence"), table, weigher, "phrase") == [0, 1]


def test_a_sentence_that_has_only_the_wider_issue_of_narrow_words_is_less_likely(
    weigher: TopicWeigher,
) -> None:
    """Of words that few statements of their issue have, by those nearer in meaning than these."""
    issues = np.zeros((4, ISSUES))
    issues[:, 0] = 0.9
    vectors = np.array([[1, 0], [0.2, 0], [0.2, 0], [0.2, 0]], np.float32)
    texts = ["Staying put is offered.", "Flats are good.", "Homes are good.", "Rooms are good."]
    table = tabulate_topic(texts, issues, vectors, asked=False)
    words = Topic("staying put", (), (), np.array([1, 0], np.float32), issues[:1], 0.1)
    rows = dict(zip(NARROWNESS, said_rows(words, table, weigher.rarity).T[-3:], strict=True))
    assert rows["coverage"].tolist() == [0.25] * 4
    assert rows["label_near"].tolist() == [0.1] * 4
    assert rows["over_issue"][0] > 0 > rows["over_issue"][1]
    told, *others = weigher.weigh_said(words, table)
    assert told >= HAS_WORDS
    assert max(others) < 0.5


@pytest.mark.parametrize(
    ("shared", "issue", "founded"),
    [
        ({}, 0.0, False),
        ({}, 0.5, True),
        ({"words_shared": 1.0}, 0.0, True),
        ({"words_near": 1.0}, 0.0, False),
        ({"words_near": 1.0, "issue_shared": 0.5}, 0.0, False),
        ({"issues_shared": 0.6}, 0.0, True),
    ],
)
def test_what_has_neither_the_words_nor_their_issues_rests_on_too_little(
    shared: dict[str, float], issue: float, founded: bool
) -> None:
    """Under the words, it has to be about the issue that they name."""
    table = tabulate_topic(TEXTS[:1], np.array([[issue]]), np.zeros((1, 2), "f4"), asked=False)
    row = np.array([[shared.get(name, 0.0) for name in FEATURES]])
    assert find_unfounded(topic("management oversight"), table, row).tolist() == [not founded]


@pytest.mark.parametrize(
    ("coverage", "label_near", "founded"), [(0.1, 0.1, False), (0.5, 0.1, True), (0.1, 0.9, True)]
)
def test_the_issue_alone_is_enough_where_the_words_are_not_narrow(
    coverage: float, label_near: float, founded: bool
) -> None:
    """Where many sentences of the issue have them, or the issue has such a name."""
    table = tabulate_topic(TEXTS[:1], np.zeros((1, 1)), np.zeros((1, 2), "f4"), asked=False)
    facts = {"issues_shared": 0.9, "coverage": coverage, "label_near": label_near}
    row = np.array([[facts.get(name, 0.0) for name in (*FEATURES, *NARROWNESS)]])
    assert find_unfounded(topic("staying put"), table, row).tolist() == [not founded]


def test_an_ask_of_the_issue_that_is_named_is_possible_at_least() -> None:
    """Though it has no word of it; not where the issue is another, or its name is longer."""
    labels = [issue.label for issue in list_issues()]
    issues = np.zeros((2, len(labels)))
    issues[0, labels.index("caseloads")] = 0.7
    issues[1, labels.index("early help")] = 0.7
    asks = tabulate_topic(
        ["Capacity of teams.", "Help."], issues, np.zeros((2, 2), "f4"), asked=True
    )
    chances = np.array([0.15, 0.15])
    assert lift_named_issues(topic("caseloads"), asks, chances).tolist() == [0.35, 0.15]
    assert lift_named_issues(topic("help"), asks, chances).tolist() == [0.15, 0.15]
    assert lift_named_issues(topic("caseloads"), asks, chances / 2).tolist() == [0.075, 0.075]


def test_a_statement_in_another_sense_is_not_about_the_words(weigher: TopicWeigher) -> None:
    """Whether it is an ask or not."""
    issues = np.zeros((2, len(list_issues())))
    texts = ["Chances were missed for children.", "Find each of the missing children."]
    for asked in (True, False):
        table = tabulate_topic(texts, issues, np.zeros((2, 2), "f4"), asked=asked)
        weigh = weigher.weigh if asked else weigher.weigh_said
        words = replace(topic("missing children"), issues=issues[:1])
        other, meant = weigh(words, table)
        assert other == 0
        assert meant >= HAS_WORDS


def test_a_chance_is_lifted_and_never_lowered() -> None:
    """Only those with the words, and only where they were below."""
    rows = np.zeros((3, len(FEATURES)))
    rows[:2, FEATURES.index("phrase")] = 1
    lifted = lift_those_with_words(rows, np.array([0.2, 0.999, 0.2]))
    assert lifted.tolist() == [HAS_WORDS, 0.999, 0.2]


def test_an_artefact_of_other_features_is_refused(tmp_path: Path) -> None:
    """The message says how to make it again."""
    made = '{"command": "", "data": "", "day": "2026-01-01", "vectors": ""}'
    artefact = tmp_path / "topic.json"
    artefact.write_text(f'{{"features": ["x"], "made": {made}}}')
    with pytest.raises(ModelError, match="throughline train topic"):
        open_topic_weigher(artefact)
    with pytest.raises(ModelError, match="throughline train topic"):
        open_topic_weigher(tmp_path / "none.json")
