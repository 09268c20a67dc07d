"""The measuring papers: how a file is read, and that every paper is as it should be."""

from pathlib import Path

import pytest

from corpus.errors import QueryError
from eval.material.council_papers.body import read_pieces
from eval.material.council_papers.build import build_papers, to_text
from eval.material.council_papers.paper import DEVELOPMENT, load_paper, load_papers
from eval.metrics import split_words

PAPER = """---
council: Harrowmere
kind: minutes, other
title: Minutes
published: 2024-03-14
formats: docx, html, text
---
# Minutes

First line\\
second line, **bold**

| Question | Answer |
|---|---|
| Who came? | All. |

#. Wait
=== answers
question: Who came | answer = All
measure: Visits made | Q1 = 24% | Target = 20%
"""


def test_a_paper_has_facts_body_and_answers(tmp_path: Path) -> None:
    """Answers have their fields, of a measure one for each value."""
    path = tmp_path / "01-minutes.md"
    path.write_text(PAPER, "utf-8")
    paper = load_paper(path)
    assert (paper.council, paper.kinds) == ("Harrowmere", ("minutes", "other"))
    assert paper.planted("measure")[0].fields == (("Q1", "24%"), ("Target", "20%"))
    assert [piece.kind for piece in read_pieces(paper.body)] == [
        "heading", "paragraph", "table", "number"
    ]  # fmt: skip
    assert "Who came?\tAll." in to_text(paper)
    assert set(build_papers([paper], tmp_path)) == {("01-minutes", f) for f in paper.formats}


def test_a_wrong_file_says_what_is_wrong(tmp_path: Path) -> None:
    """An unknown format, no answers, no papers at all."""
    path = tmp_path / "01-minutes.md"
    path.write_text(PAPER.replace("docx,", "fax,"), "utf-8")
    with pytest.raises(QueryError, match="fax: not one of"):
        load_papers(tmp_path)
    path.write_text("---\n---\n", "utf-8")
    with pytest.raises(QueryError, match="=== answers"):
        load_papers(tmp_path)
    path.unlink()
    with pytest.raises(QueryError, match="no papers"):
        load_papers(tmp_path)


@pytest.mark.parametrize("folder", [DEVELOPMENT, DEVELOPMENT.with_name("fourth")])
def test_every_answer_stands_in_its_paper(folder: Path) -> None:
    """Word for word, and so do the values of its measures."""
    papers = load_papers(folder)
    assert len(papers) == 30
    for paper in papers:
        printed = " ".join(split_words(paper.body))
        for answer in paper.answers:
            ends = () if answer.record == "measure" else answer.ends
            values = (value for _, value in answer.fields if answer.record == "measure")
            for words in (*ends, *values):
                assert " ".join(split_words(words)) in printed, (paper.name, words)


def test_a_heading_of_several_lines_is_one() -> None:
    """As in a paragraph, a line that ends in a stroke goes on below."""
    (heading, text) = read_pieces("# Homes\\\nfor children\\\nin Wexmere\n\nThere are two.")
    assert (heading.kind, heading.lines) == ("heading", ("Homes", "for children", "in Wexmere"))
    assert text.kind == "paragraph"
