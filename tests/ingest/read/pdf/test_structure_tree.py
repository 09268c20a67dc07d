"""The blocks of a tagged page by its structure tree."""

from corpus.document import Box
from ingest.read.pdf.pdfium import Element, PageText, Run
from ingest.read.pdf.structure_tree import Tables, find_frames


def page_of(tree: tuple[Element, ...], words: tuple[str, ...]) -> PageText:
    """A page on which each of the words is one piece of marked content."""
    text, runs = "", []
    for content, word in enumerate(words):
        box = Box(1, 0.0, 10.0 * content, 50.0, 10.0 * content + 8)
        runs.append(Run(len(text), len(text) + len(word), content, False, box, 10.0, False, False))
        text += word
    return PageText(1, 595.0, 842.0, "1", text, tuple(runs), tree)


def test_bold_words_within_a_paragraph_are_part_of_it() -> None:
    """Some writers tag them as NonStruct, which says nothing; between blocks it opens one."""
    bold = Element("NonStruct", (Element("Span", (0,)),))
    inside = Element("P", (bold, Element("Span", (1,))))
    apart = Element("NonStruct", (Element("P", (2,)),))
    page = page_of(
        (Element("Document", (inside, apart)),), ("Settle it. ", "Appoint now.", "Next.")
    )
    frames = find_frames(page, Tables())
    assert [[run.content for run in frame.body] for frame in frames] == [[0, 1], [2]]
