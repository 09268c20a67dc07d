"""What was typed, read: plain words and questions, or phrases, prefixes, AND, OR, NOT, /s.

Anything is plain unless it has a double quote, an operator in capitals, one of nearness (/s,
/p, w/5, NEAR/5, pre/5) or a word that ends in *. A plain query cannot fail, but for one
without words. In a Boolean one, words side by side must all stand in a passage; beside an
operator of nearness they are a phrase, and beside phrases and prefixes alone they only help
to rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from typing import Literal

from corpus.characters import drop_invisible
from corpus.errors import QueryError
from corpus.store.keywords import Condition, Joined, Near, Term
from index.search.matching.compound import Compound
from index.search.remarks import list_remarks

# Words of questions, not of answers. Without them BM25 by itself ranks the judged
# queries better (nDCG@10 0.50 to 0.53).
_ASKING_WORDS = """
a about after again all also am an and any anyone anything are as at be because been before being
between both but by can could did do does done during each few find for found from gave get give
given got had happen happened happens has have having he her here him his how i if in into is it
its just made make may me might more most must my no nor not of on only or other our over own said
same say saying says shall she should since so some someone something such tell than that the
their them then there these they this those to told too under until us very was we were what when
where which while who whom whose why will with would you your
"""
_ASKING = frozenset(_ASKING_WORDS.split())
_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"|(?P<sign>["()])|(?P<word>[^\s"()]+)')
_OPERATORS = ("AND", "OR", "NOT")
_NEARNESS = re.compile(
    r"(?:w?/(?P<unit>[sp])|(?:(?P<ordered>pre)|w|near|within)?/(?P<distance>\d{1,3}))|(?-i:NEAR)",
    re.IGNORECASE,
)
_UNITS: Mapping[str, Literal["sentence", "paragraph"]] = {"s": "sentence", "p": "paragraph"}
_USUAL_DISTANCE = 10  # words, of NEAR alone; as in SQLite
# A prefix of one letter would stand for a tenth of all words.
_SHORTEST_PREFIX = 2
# Brackets within brackets: nobody writes more, and each takes a step of the reader's stack.
_MOST_DEEP = 20
_MOST_WORDS = 20  # in a query of which neighbouring words are looked for together
_MOST_IN_PHRASE = 8  # words of a query that may stand somewhere just as it was typed
_ASKING_FIRST = """
are can could did do does has have how is should was were what when where which who whom whose why
will would
"""
_QUESTIONS = frozenset(_ASKING_FIRST.split())
_DENIALS = frozenset(("no", "not", "never", "without"))
# Letters and spaces between neighbouring words: "of the", not half a sentence.
_BETWEEN = r"[^,;:.?!()\n]{1,12}?"


@dataclass(frozen=True, slots=True)
class Query:
    """A query read: its words to rank by, its text to be encoded, what must hold if anything.

    `remarks` say what of it is not looked for, and what to write instead. `compounds` are
    those of its words that the library writes in more than one way, `names` other names of
    what a word names, and `wording` what of it stands somewhere word for word.
    """

    words: tuple[str, ...]
    text: str
    condition: Condition | None = None
    remarks: tuple[str, ...] = ()
    compounds: tuple[Compound, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wording: str = ""

    def forms(self, term: str) -> tuple[str, ...]:
        """A word or phrase, and what stands for it: another spelling, another name."""
        spelt = (form for compound in self.compounds for form in compound.forms_of(term))
        return tuple(dict.fromkeys((term, *spelt, *self.names.get(term, ()))))

    def reread(self) -> Query:
        """The query with the words that its text has now."""
        return replace(self, words=content_words(self.text))

    @property
    def wordings(self) -> tuple[str, ...]:
        """What of a plain query may stand word for word, small words and all, longest first.

        That is the whole of a short one that begins or ends with a small word, and what
        follows a denial: "not in education".

        >>> parse_query("in work or no recourse").wordings
        ('in work or no recourse', 'no recourse')
        """
        words = [*re.finditer(r"[\w'’]+", self.text)]
        if self.condition or len(words) > _MOST_WORDS:
            return ()
        starts = [word.start() for word in words if word[0].lower() in _DENIALS]
        ends = [word.end() for word in words]
        runs = [self.text[start:end] for start in starts for end in ends if end > start]
        whole = [self.text] if len(words) <= _MOST_IN_PHRASE else []
        tellable = dict.fromkeys(run for run in (*whole, *runs) if _is_edged(run))
        return tuple(sorted(tellable, key=len, reverse=True))

    @property
    def phrases(self) -> tuple[str, ...]:
        """Each two neighbouring words as they stand in the text, with what is between them.

        None of a long text: what is pasted is looked for word by word.

        >>> parse_query("use of Signs of Safety, and supervision").phrases
        ('use of Signs', 'Signs of Safety')
        """
        if len(self.words) > _MOST_WORDS:
            return ()
        bare = _without_possessives(self.text)
        pairs = zip(self.words, self.words[1:], strict=False)
        matches = (re.search(_neighbours(*pair), bare, re.IGNORECASE) for pair in pairs)
        return tuple(match[0] for match in matches if match)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word | prefix | phrase | ( | ) | AND | OR | NOT | end
    text: str
    position: int  # counted from 1


def parse_query(typed: str) -> Query:
    """A query as typed, read. Raises QueryError where it has no words or its syntax is broken."""
    typed = drop_invisible(typed)
    tokens = list(_read_tokens(typed))
    kinds = {token.kind for token in tokens}
    read = _parse(typed, tokens, kinds)
    return replace(read, remarks=list_remarks(typed, kinds))


def _parse(typed: str, tokens: Sequence[_Token], kinds: Set[str]) -> Query:
    if kinds.isdisjoint(("prefix", "phrase", "quote", "near", *_OPERATORS)):
        return _to_query(typed, typed)
    if kinds.isdisjoint(("near", *_OPERATORS)):
        required = [_to_term(token) for token in tokens if token.kind not in ("word", "(", ")")]
        all_: Condition = Joined("AND", tuple(required)) if len(required) > 1 else required[0]
        return _to_query(typed, " ".join(token.text for token in tokens), all_)
    parser = _Parser(tokens)
    condition = parser.parse()
    return _to_query(typed, " ".join(_wanted(condition)), condition)


def is_small(word: str) -> bool:
    """True of words of questions and of grammar, which say nothing by themselves."""
    return word.lower() in _ASKING


def _is_edged(run: str) -> bool:
    """True of words that begin or end with a small one, which no pair of neighbours holds.

    None that begin as a question does.
    """
    words = re.findall(r"[\w'’]+", run.lower())
    edges = {words[0], words[-1]} if len(words) > 1 else set()
    return any(map(is_small, edges)) and words[0] not in _QUESTIONS


def content_words(text: str) -> tuple[str, ...]:
    """The words of a text in order, once each, without those of a question.

    All of them where nothing else is left. A possessive ending is dropped.

    >>> content_words("What did inspectors say about children's homes?")
    ('inspectors', 'children', 'homes')
    """
    words = re.findall(r"\w+", _without_possessives(text))
    once = tuple({word.casefold(): word for word in words}.values())
    return tuple(word for word in once if word.lower() not in _ASKING) or once


def _to_query(typed: str, text: str, condition: Condition | None = None) -> Query:
    words = content_words(text)
    if not words:
        raise QueryError(f"{typed!r}: no words to look for; type a word or a question")
    return Query(words, text, condition)


def _wanted(condition: Condition) -> Iterator[str]:
    """The words of a condition that a passage is to have."""
    if isinstance(condition, Term):
        yield condition.text
    else:
        is_not = isinstance(condition, Joined) and condition.operator == "NOT"
        parts = condition.parts[:1] if is_not else condition.parts
        for part in parts:
            yield from _wanted(part)


def _without_possessives(text: str) -> str:
    return re.sub(r"['’](s\b)?", "", text)


def _neighbours(first: str, second: str) -> str:
    return rf"\b{re.escape(first)}\b{_BETWEEN}\b{re.escape(second)}\b"


# --- reading ---------------------------------------------------------------


def _read_tokens(typed: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(typed.replace("“", '"').replace("”", '"')):
        text, position = match[0], match.start() + 1
        if text == '"':
            yield _Token("quote", text, position)
        elif match["phrase"] is not None:
            yield _Token("phrase", match["phrase"], position)
        elif text in ("(", ")", *_OPERATORS):
            yield _Token(text, text, position)
        elif _NEARNESS.fullmatch(text):
            yield _Token("near", text, position)
        elif text.endswith("*"):
            yield _Token("prefix", text.rstrip("*"), position)
        elif re.search(r"\w", text):
            yield _Token("word", text, position)


def _to_term(token: _Token) -> Term:
    """A word, phrase or prefix as a condition. QueryError for a broken one."""
    if token.kind == "quote":
        raise QueryError(f"a quotation mark at character {token.position} has no partner; add one")
    if not re.search(r"\w", token.text):
        raise QueryError(f"nothing to look for at character {token.position}; write a word there")
    if token.kind == "prefix" and len(token.text) < _SHORTEST_PREFIX:
        raise QueryError(
            f"* at character {token.position + len(token.text)} needs at least"
            f" {_SHORTEST_PREFIX} letters before it"
        )
    return Term(token.text, token.kind == "prefix")


class _Parser:
    """Tokens to a condition: NOT binds more than AND, AND more than OR, brackets most."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self._tokens = [*tokens, _Token("end", "", 0)]
        self._next = 0
        self._depth = 0  # of open brackets

    def parse(self) -> Condition:
        """The whole as one condition. Raises QueryError saying where it is broken."""
        condition = self._read_any()
        if self._token.kind != "end":
            raise QueryError(f"a bracket at character {self._token.position} closes nothing")
        return condition

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self, *kinds: str) -> bool:
        """Step over the next token if it is one of these."""
        taken = self._token.kind in kinds
        self._next += taken
        return taken

    def _read_any(self) -> Condition:
        parts = [self._read_all()]
        while self._take("OR"):
            parts.append(self._read_all())
        return parts[0] if len(parts) == 1 else Joined("OR", tuple(parts))

    def _read_all(self) -> Condition:
        """Conditions with AND, or nothing, between them; then those after NOT taken away."""
        wanted = [self._read_near()]
        unwanted: list[Condition] = []
        while self._token.kind not in ("OR", ")", "end"):
            self._take("AND")
            (unwanted if self._take("NOT") else wanted).append(self._read_near())
        all_ = wanted[0] if len(wanted) == 1 else Joined("AND", tuple(wanted))
        return Joined("NOT", (all_, *unwanted)) if unwanted else all_

    def _read_near(self) -> Condition:
        """An operand, and those that are to stand near it: each near the one before."""
        parts = [self._read_operand()]
        signs: list[_Token] = []
        while self._token.kind == "near":
            signs.append(self._token)
            self._next += 1
            parts.append(self._read_operand())
        near = [_to_near(sign, pair) for sign, pair in zip(signs, pairwise(parts), strict=True)]
        if len({replace(each, parts=()) for each in near}) == 1:  # all in one sentence
            return replace(near[0], parts=tuple(parts))
        return Joined("AND", tuple(near)) if near else parts[0]

    def _read_operand(self) -> Condition:
        token = self._token
        words = self._words_beside_nearness()
        if len(words) > 1:
            self._next += len(words)
            return Term(" ".join(word.text for word in words))
        if self._take("("):
            return self._read_bracket(token)
        if token.kind in (*_OPERATORS, "near", ")", "end"):  # an end never stands first
            raise QueryError(self._missing())
        self._next += 1
        return _to_term(token)

    def _words_beside_nearness(self) -> list[_Token]:
        """The words from here on, where an operator of nearness stands before or after them."""
        here = self._next
        words = [*takewhile(lambda token: token.kind == "word", self._tokens[here:])]
        before = self._tokens[here - 1].kind if here else ""
        beside = "near" in (before, self._tokens[here + len(words)].kind)
        return words if beside else []

    def _read_bracket(self, opened: _Token) -> Condition:
        if self._depth == _MOST_DEEP:
            raise QueryError(
                f"the bracket at character {opened.position} stands inside {_MOST_DEEP} others;"
                " write fewer"
            )
        self._depth += 1
        condition = self._read_any()
        self._depth -= 1
        if not self._take(")"):
            raise QueryError(f"the bracket at character {opened.position} is not closed; add )")
        return condition

    def _missing(self) -> str:
        before = self._tokens[self._next - 1] if self._next else None
        if before is not None and before.kind in ("(", "near", *_OPERATORS):
            return (
                f"nothing follows {before.text} at character {before.position}; write a word there"
            )
        token = self._token
        return (
            f"nothing stands before {token.text} at character {token.position}; write a word there"
        )


def _to_near(sign: _Token, pair: tuple[Condition, Condition]) -> Near:
    """What an operator of nearness asks of two operands. QueryError where they are no words."""
    if not all(map(_is_wording, pair)):
        raise QueryError(
            f"beside {sign.text} at character {sign.position} only words, phrases and words"
            " joined by OR can stand; write the rest with AND"
        )
    match = _NEARNESS.fullmatch(sign.text)
    assert match is not None  # or the token were of another kind
    if match["unit"]:
        return Near(pair, _UNITS[match["unit"].lower()])
    distance = int(match["distance"] or _USUAL_DISTANCE)
    if not distance:
        raise QueryError(f"{sign.text} at character {sign.position}: write a number from 1 up")
    return Near(pair, "words", distance, bool(match["ordered"]))


def _is_wording(condition: Condition) -> bool:
    if isinstance(condition, Joined):
        return condition.operator == "OR" and all(map(_is_wording, condition.parts))
    return isinstance(condition, Term)
