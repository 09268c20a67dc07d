"""Every string of the interface is plain: short sentences, an easy reading age, no house words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "api" / "pages" / "templates").glob("*.html"))
SPOKEN = sorted(
    [
        *(ROOT / "api" / "pages").rglob("*.py"),
        *(ROOT / "api" / "export").rglob("*.py"),
        ROOT / "api" / "cli" / "text.py",
        ROOT / "index" / "recurrence" / "wording.py",
        ROOT / "index" / "recurrence" / "follow_up.py",
        ROOT / "index" / "answers" / "records" / "subject.py",
        ROOT / "index" / "issues" / "status.py",
    ]
)
MOST_WORDS = 25  # of a sentence: `domain.md`, 2
HIGHEST_GRADE = 6.0  # read at the age of 11, the highest of `domain.md`, 2
# Words that puzzled somebody who came new to it (issue 15), and our own house words.
NEVER = (
    *("at last look", "returned after good", "touched on", "look back", "its own record"),
    *("it stands on", "closest passages", r"in 100\)", "ndcg", r"f1\b", "recall", "macro"),
    *("spoken of", "many questions", "same fault", "latest ask", "true pairs", "would teach"),
    *("raised once, or never", r"what was asked(?! for)", "a likely match", "a match can be fair"),
    *("persisting", r"cosine", "embedding", "threshold", r"\basks\b", "failed to", "ignored"),
)
# States and figures by which programs know them, put in other words before they are shown.
_BLOCKS = r"p|li|h\d|td|th|dt|dd|div|summary|label|option|button|section"
_KEYS = frozenset({"status.py", "about.py"})


def read_template(path: Path) -> str:
    """The words of a template, blocks of a paragraph or cell apart by a stop."""
    text = re.sub(r"(?s)\{#.*?#\}", "", path.read_text("utf-8"))
    text = re.sub(r"\{%.*?%\}", " ", text)
    text = re.sub(r"\{\{.*?\}\}", "X", text)
    text = re.sub(r"(?s)<(?:style|script|code).*?</(?:style|script|code)>", " ", text)
    text = re.sub(
        r"</?(?:p|li|h\d|td|th|dt|dd|div|summary|label|option|button|section)\b[^>]*>", "\n", text
    )
    return re.sub(r"<[^>]+>", "", text)


def read_strings(path: Path) -> Iterator[str]:
    """The strings of a module that are words for people: not docstrings, keys, or patterns."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values
            )
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        ):
            yield node.value


def find_sentences() -> Iterator[tuple[str, str]]:
    """Every sentence of the interface with the name of its file."""
    for path in TEMPLATES:
        for line in read_template(path).split("\n"):
            yield from ((path.name, sentence) for sentence in split(line))
    for path in SPOKEN:
        for string in read_strings(path):
            yield from ((path.name, sentence) for sentence in split(string))


def split(text: str) -> list[str]:
    """Its sentences: runs of at least four words that end in a stop."""
    found = re.split(r"(?<=[.?!:;])\s+", " ".join(text.split()))
    return [each for each in found if each.endswith((".", "?", "!")) and len(each.split()) >= 4]


def count_syllables(word: str) -> int:
    """Runs of vowels; a silent e at the end is none.

    >>> count_syllables("inspected"), count_syllables("page"), count_syllables("the")
    (3, 1, 1)
    """
    letters = word.lower()
    runs = len(re.findall(r"[aeiouy]+", letters))
    return max(1, runs - (letters.endswith("e") and not letters.endswith("le") and runs > 1))


def grade(sentences: list[str]) -> float:
    """The school grade that reads them, by Flesch and Kincaid."""
    words = [word for each in sentences for word in re.findall(r"[A-Za-z’']+", each)]
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def test_the_measure_tells_plain_from_heavy() -> None:
    """A child's sentence from a department's."""
    assert grade(["The cat sat on the mat and looked at us."]) < 3
    assert grade(["Organisational accountability necessitates multidisciplinary governance."]) > 15


def test_the_interface_reads_easily() -> None:
    """All sentences together, of templates and of modules."""
    sentences = [sentence for _, sentence in find_sentences()]
    assert len(sentences) > 200
    assert grade(sentences) <= HIGHEST_GRADE


def test_no_sentence_is_long() -> None:
    """At most 25 words each."""
    long = [
        (name, sentence)
        for name, sentence in find_sentences()
        if len(sentence.split()) > MOST_WORDS
    ]
    assert long == []


@pytest.mark.parametrize("word", NEVER)
def test_a_word_that_puzzled_is_gone(word: str) -> None:
    """From every template and from every string of the modules that speak to people."""
    shown = {path.name: read_template(path) for path in TEMPLATES}
    shown |= {
        path.name: " ".join(string for string in read_strings(path) if " " in string)
        for path in SPOKEN
        if path.name not in _KEYS
    }
    assert [name for name, text in shown.items() if re.search(word, text.lower())] == []
