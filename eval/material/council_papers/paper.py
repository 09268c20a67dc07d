"""One measuring paper: its facts, its body, and the answers planted in it.

A file has front matter between two lines "---", a body in a small Markdown, and after a line
"=== answers" one answer a line: "ask: locating words | due = March 2025".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import QueryError

DEVELOPMENT = Path(__file__).parent / "development"
FORMATS = ("pdf", "office", "untagged", "scan", "docx", "html", "text")
RECORDS = ("ask", "decision", "action", "measure", "question")
_ANSWERS = "\n=== answers"
_FIELD = re.compile(r"\s\|\s+(?=[^|=]+=)")


@dataclass(frozen=True, slots=True)
class Planted:
    """An answer: the words that locate it, and what is printed of it beside them."""

    record: str
    words: str
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        """The words that it holds: of "first … last" both."""
        return tuple(part.strip() for part in self.words.split("…") if part.strip())


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it is written; `kinds` are those that would be right."""

    name: str
    council: str
    kinds: tuple[str, ...]
    title: str
    published: date | None
    status: str
    formats: tuple[str, ...]
    header: str
    footer: str
    body: str
    answers: tuple[Planted, ...]

    def planted(self, record: str) -> tuple[Planted, ...]:
        """Its answers of one kind of record, in order."""
        return tuple(answer for answer in self.answers if answer.record == record)


def load_papers(folder: Path = DEVELOPMENT) -> tuple[Paper, ...]:
    """The papers of a folder by name. QueryError where there are none, or one is not as it should.

    Files without a number in front ("README.md") are left out.
    """
    papers = tuple(map(load_paper, sorted(folder.glob("[0-9]*.md"))))
    if not papers:
        raise QueryError(f"{folder}: no papers (files like 01-name.md). Name their folder.")
    return papers


def load_paper(path: Path) -> Paper:
    """One paper. QueryError where a part, a format or an answer is not as it should be."""
    text = path.read_text("utf-8")
    head, _, rest = text.removeprefix("---\n").partition("\n---\n")
    body, found, answers = rest.partition(_ANSWERS)
    if not found:
        raise QueryError(f"{path.name}: no line '=== answers'. Add one, with or without answers.")
    facts = {
        key.strip(): value.strip()
        for key, _, value in (line.partition(":") for line in head.splitlines())
    }
    return Paper(
        name=path.stem,
        council=facts.get("council", ""),
        kinds=_listed(facts["kind"]),
        title=facts.get("title", ""),
        published=date.fromisoformat(facts["published"]) if facts.get("published") else None,
        status=facts.get("status", ""),
        formats=tuple(_checked(path, each, FORMATS) for each in _listed(facts["formats"])),
        header=facts.get("header", ""),
        footer=facts.get("footer", ""),
        body=body,
        answers=tuple(_read_answers(path, answers)),
    )


def _read_answers(path: Path, lines: str) -> Iterator[Planted]:
    for line in filter(str.strip, lines.splitlines()):
        record, _, said = line.partition(":")
        words, *fields = _FIELD.split(said.strip())
        pairs = tuple(_pair(field) for field in fields)
        yield Planted(_checked(path, record.strip(), RECORDS), words.strip(" |"), pairs)


def _pair(field: str) -> tuple[str, str]:
    name, _, value = field.partition("=")
    return name.strip(), value.strip()


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


def _checked(path: Path, word: str, known: tuple[str, ...]) -> str:
    if word not in known:
        raise QueryError(f"{path.name}: {word}: not one of {', '.join(known)}")
    return word
