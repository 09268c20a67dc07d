"""Other names of what typed words name, by the vocabulary: of the whole and of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.search.expansion import (
    find_loose_words,
    find_names_of,
    find_plain_name,
    find_same,
)
from models.links.ask_text import stem_words
from models.links.lexicon import plain

_MOST_NAMES = 8  # other names, and as many variants: each is read
_MOST_OF_PART = 3  # names of a part that are tried
_MOST_WORDS = 8  # of a subject; what is longer is a recommendation, in its own words
_LONGEST_TERM = 4  # words of a part that has other names
# Words round a subject that name nothing themselves: "moving around too much", "grandparents
# bringing up children".
_AROUND = re.compile(
    r"^(?:(?:too many|a lack of|lack of|problems? with|issues? with"
    r"|numbers? of|use of|concerns? about|experiences? of|(?:help|support) for)\s+)+"
    r"|(?:\s+(?:too much|too many|too often|too long|all the time|so much|again|enough"
    r"|problems?|issues?|worries|troubles?|users?))+$"
    r"|\s+(?:who (?:are )?)?(?:caring for|raising|bringing up|looking after|taking in) "
    r"(?:the |their |young )?(?:children|grandchildren|kids|relatives|babies)$",
    re.I,
)
# Whom all of this is about: what is said of "kids" or "young people" alone narrows nothing.
_CHILDREN = r"(?:kids?|children|teenagers?|teens|young people|youngsters?|pupils)"
_OF_CHILDREN = re.compile(
    rf"^{_CHILDREN}\s+(?:who\s+|(?:are|is|being|have|getting|in|on|at)\s+)*"
    rf"|\s+(?:(?:of|for|by|among|with)\s+)?{_CHILDREN}$",
    re.I,
)
# Whom only a part of it is about: of these the rest is wider than what was typed.
_OF_SOME = re.compile(
    r"^(?:(?:children|young people|kids) (?:in care|looked after)|looked[- ]after (?:children|kids)"
    r"|care leavers?|care[- ]experienced (?:young )?(?:students|people|adults|children)|students"
    r"|disabled (?:children|kids)|foster (?:carers|children))\s+(?:who\s+)?(?:at|in|on|with)\s+",
    re.I,
)
_JOINED = re.compile(r"\s*(?:/|,|&|\band\b|\bor\b)\s*", re.I)
Run = tuple[int, int]


def find_names(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Other names of what the words name, and the words with a part of them in looser ones.

    None of words longer than a subject.

    >>> find_names("PLO")[0][0]
    'Public Law Outline'
    >>> find_names("IRO workloads")[0][0]
    'Independent Reviewing Officer workloads'
    >>> "go missing" in find_names("runaway children")[0]
    True
    """
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return (), ()
    whole = " ".join(words)
    others = dict.fromkeys(_once(_find_others(whole)))
    others.pop(whole, None)
    core = _find_core(whole).split()
    loose = {run: _find_looser(core, run) for run in _runs(len(core))}
    apart = (*find_loose_words(whole), *_find_loose_parts(whole))
    variants = dict.fromkeys(_once((*apart, *_respell_runs(core, loose))))
    looser = [name for name in variants if name != whole and name not in others]
    return tuple(others)[:_MOST_NAMES], tuple(looser[:_MOST_NAMES])


def find_part_names(text: str) -> tuple[tuple[str, ...], ...]:
    """Of each longest part of the words that the vocabulary knows, the part and its names; none
    of children, whom all reports speak of.

    >>> [names[:2] for names in find_part_names("mums with addiction")]
    [('mums', 'mothers'), ('addiction', 'substance misuse')]
    """
    words = leave_out_around(" ".join(text.split())).split()
    if len(words) > _MOST_WORDS:
        return ()
    terms = {run: _term(words, run) for run in _runs(len(words))}
    known = {
        run: (term, *find_names_of(term), *find_loose_words(term))
        for run, term in terms.items()
        if not re.fullmatch(_CHILDREN, term, re.I)
    }
    named = {run: names for run, names in known.items() if len(names) > 1}
    return tuple(named[run] for run in _longest(named))


def _find_others(whole: str) -> Iterator[str]:
    """Names of the whole, or of its core where it has none, and the core with the people in it
    or what narrows it in other words."""
    own, core = find_names_of(whole), _find_core(whole)
    words, rest = core.split(), _OF_CHILDREN.sub("", core)
    respelt = _respell_runs(words, _find_people(words))
    yield from own
    yield from (core, *find_names_of(core)) if core != whole and not own else ()
    if rest != core and not own and (of_rest := find_names_of(rest)):
        yield from (rest, *of_rest)
    yield from respelt
    yield from (name for other in respelt for name in find_names_of(other))
    yield from _respell_runs(words, _find_narrowing(words))


def _find_loose_parts(whole: str) -> Iterator[str]:
    """What two things typed as one are called each, and what is near a thing of children, or
    wider than a thing of some of them: for care leavers at university, university.

    >>> list(_find_loose_parts("pocket money and savings accounts"))
    ['pocket money', 'savings accounts', 'junior ISA', 'junior ISAs']
    """
    core = _find_core(whole)
    rest, wider = _OF_CHILDREN.sub("", core), _OF_SOME.sub("", core)
    yield from find_loose_words(rest) if rest != core else ()
    if wider != core and (of_wider := find_names_of(wider)):
        yield from (wider, *of_wider)
    parts = _JOINED.split(whole)
    for part in parts if len(parts) > 1 else ():
        names = find_names_of(part)
        yield from (part, *names) if names or " " in part else ()


def _find_core(whole: str) -> str:
    """What is left of words without those round them, each written as reports do where one
    everyday word is another word: "kids" are children."""
    bare = leave_out_around(whole)
    if " " not in bare:
        return bare
    return " ".join(find_plain_name(word) or word for word in bare.split())


def leave_out_around(text: str) -> str:
    """The words without those round them that name nothing themselves; at least one word.

    >>> leave_out_around("moving around too much"), leave_out_around("issues")
    ('moving around', 'issues')
    """
    return _AROUND.sub("", text).strip() or text


def _find_people(words: Sequence[str]) -> dict[Run, tuple[str, ...]]:
    """The longest parts that name people or are letters, with what stands for them anywhere."""
    same = {run: found for run in _runs(len(words)) if (found := find_same(_term(words, run)))}
    return {run: same[run] for run in _longest(same)}


def _find_narrowing(words: Sequence[str]) -> dict[Run, tuple[str, ...]]:
    """The longest parts but the last that have other names: "runaway" of "runaway children".

    What the words end in is the thing itself, whose other names are more often of another
    thing: "health checks" are no audits.
    """
    runs = [run for run in _runs(len(words)) if run[1] < len(words)]
    named = {run: found for run in runs if (found := find_names_of(_term(words, run)))}
    return {run: named[run][:_MOST_OF_PART] for run in _longest(named)}


def _find_looser(words: Sequence[str], run: Run) -> tuple[str, ...]:
    """Other names of a part of the words; of one that only narrows, where it has none, words near
    it: what the words end in is the thing itself ("young carers" are no foster carers)."""
    part = _term(words, run)
    return find_names_of(part) or (find_loose_words(part) if run[1] < len(words) else ())


# --- parts -------------------------------------------------------------------


def _runs(count: int) -> list[Run]:
    """The runs of words that may be a term: short parts of the whole."""
    return [
        (start, end)
        for start in range(count)
        for end in range(start + 1, min(count, start + _LONGEST_TERM) + 1)
        if (start, end) != (0, count)
    ]


def _longest(runs: Iterable[Run]) -> list[Run]:
    """Those that stand in no other of them."""
    every = list(runs)
    return [run for run in every if not any(_is_within(run, other) for other in every)]


def _is_within(run: Run, other: Run) -> bool:
    return run != other and other[0] <= run[0] and run[1] <= other[1]


def _term(words: Sequence[str], run: Run) -> str:
    return " ".join(words[slice(*run)])


def _respell_runs(words: Sequence[str], others: Mapping[Run, Sequence[str]]) -> list[str]:
    """The words with each run in each of its other words."""
    return [_respelt(words, run, other) for run, of_run in others.items() for other in of_run]


def _respelt(words: Sequence[str], run: Run, other: str) -> str:
    """The words with a run of them in other words."""
    return " ".join((*words[: run[0]], other, *words[run[1] :]))


def _once(names: Iterable[str]) -> Iterator[str]:
    """The names, none with a word twice, or a joining one last: of "missing children
    children" "missing children"."""
    for name in names:
        kept: list[str] = []
        seen: set[str] = set()
        for word in name.split():
            stems = set(stem_words(plain(word)))
            if not stems or not stems <= seen:
                kept.append(word)
            seen |= stems
        while kept and not stem_words(plain(kept[-1])):
            kept.pop()
        yield " ".join(kept)
