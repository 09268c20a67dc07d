"""What was typed, read: plain words and questions, or phrases, prefixes, AND, OR and NOT.

Anything is plain unless it has a double quote, an operator in capitals or a word that
ends in *. A plain query cannot fail, but for one without words. In a Boolean one, words
side by side must all stand in a passage; beside phrases and prefixes alone they only
help to rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import QueryError
from corpus.store.keywords import Condition, Joined, Term

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
# A prefix of one letter would stand for a tenth of all words.
_SHORTEST_PREFIX = 2
# Brackets within brackets: nobody writes more, and each takes a step of the reader's stack.
_MOST_DEEP = 20
_MOST_WORDS = 20  # in a query of which neighbouring words are looked for together
# Letters and spaces between neighbouring words: "of the", not half a sentence.
_BETWEEN = r"[^,;:.?!()\n]{1,12}?"


@dataclass(frozen=True, slots=True)
class Query:
    """A query read: its words to rank by, its text to be encoded, what must hold if anything."""

    words: tuple[str, ...]
    text: str
    condition: Condition | None = None

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
    tokens = list(_read_tokens(typed))
    kinds = {token.kind for token in tokens}
    if kinds.isdisjoint(("prefix", "phrase", "quote", *_OPERATORS)):
        return _to_query(typed, typed)
    if kinds.isdisjoint(_OPERATORS):
        required = [_to_term(token) for token in tokens if token.kind not in ("word", "(", ")")]
        condition = required[0] if len(required) == 1 else Joined("AND", tuple(required))
        return _to_query(typed, " ".join(token.text for token in tokens), condition)
    parser = _Parser(tokens)
    condition = parser.parse()
    return _to_query(typed, " ".join(_wanted(condition)), condition)


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
        parts = condition.parts[:1] if condition.operator == "NOT" else condition.parts
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
        wanted = [self._read_operand()]
        unwanted: list[Condition] = []
        while self._token.kind not in ("OR", ")", "end"):
            self._take("AND")
            (unwanted if self._take("NOT") else wanted).append(self._read_operand())
        all_ = wanted[0] if len(wanted) == 1 else Joined("AND", tuple(wanted))
        return Joined("NOT", (all_, *unwanted)) if unwanted else all_

    def _read_operand(self) -> Condition:
        token = self._token
        if self._take("("):
            return self._read_bracket(token)
        if token.kind in (*_OPERATORS, ")", "end"):  # an end never stands first
            raise QueryError(self._missing())
        self._next += 1
        return _to_term(token)

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
        if before is not None and before.kind in ("(", *_OPERATORS):
            return (
                f"nothing follows {before.kind} at character {before.position}; write a word there"
            )
        token = self._token
        return (
            f"nothing stands before {token.text} at character {token.position}; write a word there"
        )
