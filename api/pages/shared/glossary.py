"""Letters and phrases of the field explained on the page that shows them; quotations stay as
written.

Behind the first quotation with letters stands what they mean, behind later ones a button that
opens the same; and all of a page's letters and phrases stand in a list at its end. All work without
scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape

from markupsafe import Markup

from corpus.vocabulary.glossary import Phrase, Term, load_glossary, load_phrases

_TAG = re.compile(r"<[^>]+>")
_QUOTATION = re.compile(r"(?s)<blockquote.*?</blockquote>")
# Pages that explain their words themselves, or show a document as it is.
_ITS_OWN = ('class="briefing"', 'class="leaf')


@dataclass(frozen=True, slots=True)
class Explained:
    """The content of a page with its terms explained, and the terms for the list at its end."""

    content: Markup
    terms: tuple[Term, ...]


def explain(content: str) -> Explained:
    """The content with an explanation behind each quotation that has letters of the field."""
    if any(mark in content for mark in _ITS_OWN):
        return Explained(Markup(content), ())
    told: set[str] = set()
    explained = _QUOTATION.sub(lambda quoted: _add_terms(quoted[0], told), content)
    words = _words_of(content)
    return Explained(Markup(explained), (*_find_letters(words), *_find_phrases(words)))


def _words_of(markup: str) -> str:
    return unescape(_TAG.sub(" ", markup))


def _find_phrases(words: str) -> list[Term]:
    """The phrases in the words of a page, each once, in the order of the alphabet; most stand in
    none, which the loose pattern tells at a fifth of the cost."""
    lowered = words.lower()
    found = [
        each for each in load_phrases() if each.loose.search(lowered) and each.pattern.search(words)
    ]
    return sorted(map(_to_term, found), key=lambda term: term.term.lower())


def _to_term(phrase: Phrase) -> Term:
    return Term(phrase.term, "term", (), (phrase.plain,), "", "", "")


def find_terms(markup: str) -> list[Term]:
    """The terms in the words of a page or a quotation, each once, by their letters.

    >>> [term.term for term in find_terms("<p>The IRO met the iro and the <b>IRO</b>.</p>")]
    ['IRO']
    """
    return _find_letters(_words_of(markup))


def _find_letters(words: str) -> list[Term]:
    found = set(_letters().findall(words)) if any(map(str.isupper, words)) else set()
    return [_terms()[name] for name in sorted(found)]


def _add_terms(quotation: str, told: set[str]) -> str:
    parts = list(_say_terms(quotation, told))
    return f'{quotation}<p class="terms">{"; ".join(parts)}</p>' if parts else quotation


def _say_terms(quotation: str, told: set[str]) -> Iterator[Markup]:
    """What each term of a quotation means, where the page has said so a button that opens it."""
    for term in find_terms(quotation):
        first, name = term.term not in told, term.term
        told.add(name)
        if first:
            yield Markup("<b>{}</b>: {}").format(name, term.expansions[0])
        else:
            yield Markup(
                '<button type="button" class="term" popovertargetaction="show"'
                ' popovertarget="term-{}">{}<span class="unseen">: what it means</span></button>'
            ).format(identify(term), name)


def identify(term: Term) -> str:
    """A term as part of an element's id."""
    return re.sub(r"\W", "-", term.term)


@cache
def _terms() -> Mapping[str, Term]:
    """Letters that stand for one thing, which is confirmed and not one council's alone."""
    return {
        term.term: term
        for term in load_glossary()
        if term.kind == "acronym" and len(term.expansions) == 1 and not _is_doubtful(term)
    }


def _is_doubtful(term: Term) -> bool:
    return "nconfirmed" in term.note or "Medway" in f"{term.plain} {term.expansions[0]}"


@cache
def _letters() -> re.Pattern[str]:
    names = sorted(_terms(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
