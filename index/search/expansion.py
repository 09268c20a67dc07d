"""Other words for what was typed: letters spelt out, older and newer names, official words.

All from `corpus/vocabulary`; what is added is shown with the answer and can be switched off.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from corpus.vocabulary.glossary import load_everyday, load_glossary, load_people
from corpus.vocabulary.themes import load_themes

Phrase = tuple[str, ...]

_LONGEST_PHRASE = 7  # words: "not in education, employment or training" has six
# Letters that are also words: read as letters only where they are typed in capitals.
_ALSO_WORDS = frozenset(
    ("ad", "as", "can", "it", "pip", "pod", "rag", "rio", "send", "smart", "spa")
)
_SHORTEST_SMALL_LETTERS = 3  # "la" and "pa" in small letters are too often something else
_PLURALS = tuple(
    (re.compile(ending), instead)
    for ending, instead in (
        (r"(?<=\w\w)ies$", "y"),
        (r"(?<=ss|sh|ch)es$", ""),
        (r"(?<=\w\w\w[^s])s$", ""),
    )
)
# Words that only join those of a name.
_JOINING = frozenset(("a", "and", "for", "in", "of", "the"))
# Names in the wording lists that are everyday words by themselves: "home" once was
# "placement", but a question about a children's home is not about placements.
_EVERYDAY_WORDS = frozenset(
    [
        "chronologies",
        "consultation",
        "entitlements",
        "home",
        "identity",
        "investment",
        "members",
        "panel",
        "participation",
        "placement",
        "pledge",
        "prevent",
        "savings",
        "stability",
        "statement",
    ]
)


def find_other_words(text: str) -> tuple[str, ...]:
    """Other words for the terms in a text, likeliest first; none that stand in it already.

    >>> find_other_words("PLO")[0]
    'Public Law Outline'
    """
    spelt_out = list(_spell_out(text))
    added = [*spelt_out]
    for known in (text, *spelt_out):
        for phrase in _phrases_in(known):
            added += _other_names().get(phrase, ())
    for phrase in _phrases_in(text):
        added += _official_words().get(phrase, ())
    present = set(_phrases_in(text))
    return tuple(words for words in dict.fromkeys(added) if _fold(words) not in present)


def find_names_of(term: str) -> tuple[str, ...]:
    """Other names of a term as a whole: none of a part of it, none that is wider or narrower.

    >>> find_names_of("PLO")[0], find_names_of("PLO work")
    ('Public Law Outline', ())
    """
    spelt_out = tuple(_spell_out(term)) if len(_fold(term)) == 1 else ()
    known = map(_fold, (term, *spelt_out))
    letters = [name for phrase in known for name in _letters_of().get(phrase, ())]
    same = _same_words().get(_fold(term)) or _same_in_any_order().get(_unordered(term), ())
    added = dict.fromkeys((*spelt_out, *letters, *same))
    named = (words for words in added if words.lower() not in _EVERYDAY_WORDS)
    return tuple(words for words in named if _fold(words) != _fold(term))


def find_plain_name(word: str) -> str:
    """What reports call the people of an everyday word; empty of what names no people.

    >>> find_plain_name("kids"), find_plain_name("workloads")
    ('children', '')
    """
    names = _same_words().get(_fold(word), ())
    return names[0] if len(names) == 1 and _fold(names[0]) in _people() else ""


def find_loose_words(term: str) -> tuple[str, ...]:
    """Words for what is wider than a term as a whole, narrower, or near it, and what it was once
    or is now part of: what "management oversight" became is not always that.

    >>> find_loose_words("benefits")
    ('entitlements', 'local offer')
    """
    spelt_out = tuple(_spell_out(term)) if len(_fold(term)) == 1 else ()
    known = map(_fold, (term, *spelt_out))
    renamed = [name for phrase in known for name in _other_names().get(phrase, ())]
    near = dict.fromkeys((*_official_words().get(_fold(term), ()), *renamed))
    names = find_names_of(term)
    return tuple(words for words in near if words not in names)


def find_same(term: str) -> tuple[str, ...]:
    """What stands for a term wherever it stands in a longer name: letters spelt out, where they
    have one meaning, and other names of the same people. Nothing for what is theirs.

    >>> find_same("social workers")
    ('staff', 'workers', 'practitioners')
    """
    if "'" in term or "’" in term:  # children's centres are no young people at the centre
        return ()
    spelt_out = tuple(_spell_out(term)) if term.isupper() else ()
    return (*(spelt_out if len(spelt_out) == 1 else ()), *_people().get(_fold(term), ()))


def _spell_out(text: str) -> Iterator[str]:
    """What the acronyms in a text stand for, and what they are called now."""
    for word in re.findall(r"[\w&]+", text):
        small = word.islower() and (word in _ALSO_WORDS or len(word) < _SHORTEST_SMALL_LETTERS)
        if not small:
            yield from next(filter(None, map(_letters().get, _forms_of(word))), ())


def _forms_of(letters: str) -> Iterator[str]:
    """How letters may be listed: as typed, in capitals, and without the ending of several
    ("PEPs", "DoLs"), which small ones ("peps") seldom have."""
    yield letters
    if letters.endswith("s") and not letters.islower():
        yield from (letters[:-1], letters[:-1].upper())
    yield letters.upper()


@cache
def _letters() -> Mapping[str, tuple[str, ...]]:
    """Acronyms to what they stand for, and to other names of that."""
    meanings: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for term in load_glossary():
        if term.kind == "acronym":
            names = [name for expansion in term.expansions for name in _spellings(expansion)]
            for letters in (*re.split(r" / |, ", term.term), *term.variants):
                meanings[letters] += (*names, *_names_in(term.replaced_by))
    for name, others in _renamed():
        if name.isupper():
            meanings[name] += others
    return dict(meanings)


@cache
def _letters_of() -> Mapping[Phrase, tuple[str, ...]]:
    """Folded names to the letters that stand for them."""
    names: defaultdict[Phrase, tuple[str, ...]] = defaultdict(tuple)
    for letters, expansions in _letters().items():
        for expansion in expansions:
            if len(_fold(expansion)) > 1:
                names[_fold(expansion)] += (letters,)
    return dict(names)


@cache
def _other_names() -> Mapping[Phrase, tuple[str, ...]]:
    """Folded names to their letters, and to older and newer names."""
    names = defaultdict(tuple, _letters_of())
    for name, others in _renamed():
        if not name.isupper() and name.lower() not in _EVERYDAY_WORDS:
            names[_fold(name)] += others
    return dict(names)


def _renamed() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each name that has changed, and its older or newer names."""
    for theme in load_themes():
        for change in theme.wording_changes:
            older = tuple(name for printed in change.older for name in _names_in(printed))
            newer = tuple(name for printed in change.newer for name in _names_in(printed))
            yield from ((name, newer) for name in older)
            yield from ((name, older) for name in newer)


@cache
def _people() -> Mapping[Phrase, tuple[str, ...]]:
    """Folded names of people to the other names of the same."""
    return {
        _fold(name): tuple(other for other in group if other != name)
        for group in load_people()
        for name in group
    }


@cache
def _official_words() -> Mapping[Phrase, tuple[str, ...]]:
    """Folded everyday words to those that reports print, of one thing or near it."""
    return {
        _fold(words): (*group.written, *group.near)
        for group in load_everyday()
        for words in group.said
    }


@cache
def _same_words() -> Mapping[Phrase, tuple[str, ...]]:
    """The same of those that are names of one thing; what is written need not be the whole of
    what is said: of "health checks" initial health assessments are a part."""
    return {
        _fold(words): group.written
        for group in load_everyday()
        if group.is_same
        for words in group.said
    }


@cache
def _same_in_any_order() -> Mapping[frozenset[str], tuple[str, ...]]:
    """The same of names of two words and more, whatever their order."""
    names = {
        _unordered(words): group.written
        for group in load_everyday()
        if group.is_same
        for words in group.said
    }
    return {words: written for words, written in names.items() if len(words) > 1}


def _unordered(text: str) -> frozenset[str]:
    """The words of a name without those that join them: "shortages of homes", "home shortages"."""
    return frozenset(word for word in _fold(text) if word not in _JOINING)


def _spellings(expansion: str) -> list[str]:
    """What letters stand for: of "looked after child / children" and "initial / review health
    assessment" both are whole."""
    names = _names_in(expansion)
    if len(names) != 2:
        return names
    first, second = (name.split() for name in names)
    if len(first) == 1 and len(second) > 1:
        return [" ".join((*first, *second[1:])), names[1]]
    if len(second) == 1 and len(first) > 1:
        return [names[0], " ".join((*first[:-1], *second))]
    return names


def _names_in(printed: str) -> list[str]:
    """The names in an entry: "child sexual exploitation (CSE)" has two, "SPA / MASH" too."""
    bracketed = re.findall(r"\(([A-Z/]+)\)", printed)
    bare = re.sub(r"\([^)]*\)", "", printed)
    names = [
        *re.split(r" / ", bare),
        *(part for letters in bracketed for part in letters.split("/")),
    ]
    return [name.strip() for name in names if name.strip() and "->" not in name]


def _phrases_in(text: str) -> Iterator[Phrase]:
    """Every run of words in a text, folded, longest first at each place."""
    words = _fold(text)
    for start in range(len(words)):
        for end in range(min(len(words), start + _LONGEST_PHRASE), start, -1):
            yield words[start:end]


def _fold(text: str) -> Phrase:
    """Words without case, possessive, hyphen or plural ending, so that forms of one meet."""
    words = re.findall(r"\w+", re.sub(r"['’](s\b)?", "", text.lower()))
    return tuple(map(_to_singular, words))


@cache
def _to_singular(word: str) -> str:
    """A word without the ending of several.

    >>> _to_singular("carers"), _to_singular("families"), _to_singular("crutches")
    ('carer', 'family', 'crutch')
    """
    for ending, instead in _PLURALS:
        singular = ending.sub(instead, word)
        if singular != word:
            return singular
    return word
