"""Running text as sentences, with what of it is quoted."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from ingest.find.asks.prose import find_prose, find_quotations


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("She wrote ‘plans must be good’ and left.", ["‘plans must be good’"]),
        ('They said "it must stop." He agreed.', ['"it must stop."']),
        ("The staffs' experience and the council's plan.", []),
        ("He said 'the council's plan must change' twice.", ["'the council's plan must change'"]),
        ("It states: 'We want more. We must try", ["'We want more. We must try"]),
    ],
)
def test_quotations_are_told_from_apostrophes(words: str, quoted: list[str]) -> None:
    """One that nobody closes goes on to the end."""
    assert [span.of(words) for span in find_quotations(words)] == quoted


def test_a_sentence_knows_what_of_it_is_quoted(build_document: Callable[..., Document]) -> None:
    """A quotation that began in the sentence before goes on; a new sentence may follow it."""
    words = "They said 'Homes are few. More must be found soon.' The council agreed with them."
    document = build_document(("paragraph", words, {}))
    ((_, sentences),) = find_prose(document)
    assert [sentence.words for sentence in sentences] == [
        "They said 'Homes are few.",
        "More must be found soon.'",
        "The council agreed with them.",
    ]
    assert [sentence.is_quoted(5) for sentence in sentences] == [False, True, False]
    assert all(document.quote(sentence.span) == sentence.words for sentence in sentences)
