"""Which of the appendices that are not held may tell of what a line asks about."""

from __future__ import annotations

import re

from models.links.ask_text import stem_words
from models.links.lexicon import plain

_TITLE = re.compile(r"\((?P<title>.+)\)$", re.DOTALL)
# Words of titles that name no one thing: such a paper may tell of anything that was asked.
_GENERAL = frozenset(
    stem_words(
        plain(
            "action improvement plan plans update report progress performance data measures"
            " indicators dashboard scorecard response recommendations findings inspection inspect"
            " ofsted ilacs visit letter annual quarterly monthly summary full draft final strategy"
            " the of and for to a an on in since by with from at local authority council"
            " service services department directorate children childrens young people social care"
            " families continuous journey"
        )
    )
)


def may_tell_of(appendix: str, asked: str, council: str = "") -> bool:
    """True of an appendix of which no title is known, or a title that names no one thing, or one
    that shares a word with what was asked.

    >>> may_tell_of("Appendix 1 (Map of the homes)", "life-story work")
    False
    >>> may_tell_of("Appendix 1 (Life-story work in 2023)", "life-story work")
    True
    >>> may_tell_of("Appendix 2", "adoption"), may_tell_of("Appendix 1 (Action Plan)", "adoption")
    (True, True)
    """
    titled = _TITLE.search(appendix)
    named = name_stems(titled["title"]) - name_stems(council) if titled else frozenset()
    return not named or bool(named & name_stems(asked))


def names_something(title: str, council: str = "") -> bool:
    """True of a title that names one thing, and not only that it is a report on a service.

    >>> names_something("Improvement update, Wexmere, 2024", "Wexmere")
    False
    >>> names_something("Waiting times for speech therapy")
    True
    """
    return bool(name_stems(title) - name_stems(council))


def name_stems(text: str) -> frozenset[str]:
    """The words of a text that name something, as stems; numbers, and words that stand in the
    title of any paper, are none."""
    words = (word for word in plain(text).split() if not word.isdigit())
    return frozenset(stem_words(" ".join(words))) - _GENERAL
