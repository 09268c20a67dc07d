"""Who is asked to act, as the words of an ask name them."""

from __future__ import annotations

import re
from functools import cache

from corpus.document import Document, Span
from corpus.vocabulary.frameworks import load_bodies

_ACTOR = re.compile(
    r"(?:the\s+)?([^.:;]{2,140}?)\s+(?:should|must|needs?\s+to|are\s+to|is\s+to)\b", re.IGNORECASE
)
# Not a name but the beginning of a sentence.
_CLAUSE = re.compile(r"\b(?:that|which|is|are|to|so|when|where|if)\b", re.IGNORECASE)
# Who can be asked; "child protection plans need to be clear" names nobody.
ACTOR_WORD = re.compile(
    r"\b(?:leaders|managers?|workers?|authority|council|trust|boards?|LSCB|LAP|partners"
    r"|partnership|chairs?|chairpersons|officers?|commissioners|ICBs?|CCGs?|police|agencies"
    r"|members|services?|director|headteacher|panel|practitioners|staff)\b",
    re.IGNORECASE,
)


def find_actor(words: str) -> str:
    """Who "should" or "must" in the first sentence that says so; empty where nobody is named.

    >>> find_actor("The local authority and its partners should improve plans.")
    'local authority and its partners'
    """
    for sentence in re.split(r"(?<=[.?!])\s+", words):
        match = _ACTOR.match(sentence)
        if match and ACTOR_WORD.search(match[1]) and not _CLAUSE.search(match[1]):
            return " ".join(match[1].split()).strip(",")
    return ""


# --- of running text -----------------------------------------------------------

# A phrase that stands right before the verb: after a comma, a conjunction or a number, or first.
_STARTS = re.compile(r"(?:^|[,;:–]\s+|\b(?:that|but|so|20\d\d)\s+)(?=\S)")
_ARTICLE = re.compile(
    r"^(?:(?:the|all|its|both|each|every|this|these)\s+(?:new\s+)?|new\s+)", re.IGNORECASE
)
_ASIDE = re.compile(r",\s+(?:which|who)\b[^,;]*,$")
_ADVERB = re.compile(r"(?:\s+(?:also|now|therefore|still|then|urgently|clearly))+$", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"\s+(?:of|for|in|on|at|from|to|between|with|within|across|who)\b", re.I)
_CONJUNCT = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_ROLES = re.compile(
    r"(?:leaders?|leadership|managers?|workers?|authority|authorities|council|councils|trust"
    r"|boards?|partners|partnership|partnerships|chairs?|officers?|commissioners?|commissioning"
    r"|police|agencies|members?|services|director|directors|headteachers?|panels?|practitioners"
    r"|staff|teams?|committee|committees|cabinet|executive|schools|secretary|minister"
    r"|government|department|heads?|ofsted)",
    re.IGNORECASE,
)
# Bodies that can be told what is to be done to them: "the council should be directed to ...".
_CORPORATE = re.compile(
    r"(?:council|authority|trust|board|partnership|committee|cabinet|executive|commissioner)",
    re.IGNORECASE,
)
_QUALIFIERS = frozenset(
    ("political", "corporate", "strategic", "operational", "senior", "middle", "local", "national")
)
_PASSIVE = re.compile(
    r"\W*(?:(?:also|now|\w+ly)\s+)*be\s+(?:\w+ly\s+)?(?:better\s+)?\w+(?:ed|en|t)\b"
)
_AGENT = re.compile(
    r"\bby\s+(?:the\s+)?(?:whole\s+)?([^.;:()]{3,90}?)(?=,?\s+(?:not|in|to|so|at|as)\b|[.;:]|$)"
)
_ADVISED = re.compile(r"\s+that\s+(.{3,90}?)\s+(?:is|are|be|should|must)\b", re.IGNORECASE)
_COUNCIL = re.compile(r"(?:(?:whole|local) )?(?:council|authority)", re.IGNORECASE)
_LONGEST = 16  # words of a name
_NEAR = 3000  # characters before, in which a shortened name may stand in full


def find_body(document: Document, span: Span, verb: re.Match[str]) -> str:
    """The body or role that is to do what `verb` says, in the words of `span` that it matches.

    Who stands right before the verb, without "However," and the like; of a passive the one
    after "by". Empty where that is no body: a service as such, "this", "they".
    """
    before, after = verb.string[: verb.start()], verb.string[verb.end() :]
    advised = _ADVISED.match(after) if verb[0].endswith("recommend") else None
    if advised:
        return _in_full(document, span, _as_name(advised[1]))
    passive = _PASSIVE.match(after)
    name = _subject(before, document.authority)
    if passive and not _is_corporate(name):
        agent = _AGENT.search(after)
        name = _as_name(agent[1]) if agent else ""
    return _in_full(document, span, name)


def _subject(before: str, authority: str) -> str:
    """The longest name of bodies that ends these words, or the authority's; empty: none does."""
    words = _ASIDE.sub("", _ADVERB.sub("", before.rstrip()))
    starts = [match.end() for match in _STARTS.finditer(words)]
    names = (
        _as_name(words[start:]) or authority * (words[start:] == authority) for start in starts
    )
    return next((name for name in names if name), "")


def _as_name(words: str) -> str:
    """The words as a name, without an article; empty where they name no body or role."""
    name = _ARTICLE.sub("", " ".join(words.split()).strip(" ,"), count=1)
    conjuncts = [part for part in _CONJUNCT.split(name) if part]
    if not conjuncts or len(name.split()) > _LONGEST:
        return ""
    *others, last = conjuncts
    if not _is_body(last):
        return ""
    return name if all(part.lower() in _QUALIFIERS or _is_body(part) for part in others) else ""


def _is_body(words: str) -> bool:
    """True of a phrase whose head is a role ("members in key roles") or a known body."""
    head = _HEAD_ENDS.split(_ARTICLE.sub("", words, count=1), maxsplit=1)[0].strip()
    if not head or _CLAUSE.search(head) or re.search(r"\b(?:has|have|will|been|not)\b", words):
        return False
    last = head.split()[-1].strip("’'")
    return _ROLES.fullmatch(last) is not None or head.lower() in _known() or _is_acronym(last)


def _is_acronym(word: str) -> bool:
    """True of a partnership's or group's letters: "MSCP", "CCGs". Of a plan's they are not.

    >>> _is_acronym("MSCP"), _is_acronym("SEND")
    (True, False)
    """
    return re.fullmatch(r"(?:[A-Z]?SC[PB]|LSCB|CCGs?|ICBs?|DfE|DFE|CQC|LGA)", word) is not None


@cache
def _known() -> frozenset[str]:
    return frozenset(name.lower() for body in load_bodies() for name in body.names)


def _is_corporate(name: str) -> bool:
    """True of a name that ends in a body's word, or is one's letters."""
    if not name:
        return False
    last = _HEAD_ENDS.split(name, maxsplit=1)[0].split()[-1]
    return _CORPORATE.fullmatch(last) is not None or _is_acronym(last)


def _in_full(document: Document, span: Span, name: str) -> str:
    """A name as the document prints it in full: "Board" by the last longer name before it."""
    own = document.authority
    if name and (_COUNCIL.fullmatch(name) or name == own):
        return f"{own} Council" if own else "council"
    if name not in ("Board", "Committee", "Partnership", "Trust", "Panel"):
        return name
    near = document.text[max(0, span.start - _NEAR) : span.end]
    printed = re.findall(rf"\b((?:[A-Z][\w’']+ (?:and )?){{1,6}}{name})\b", near)
    longer = [_ARTICLE.sub("", words, count=1) for words in printed if words != f"The {name}"]
    return longer[-1] if longer else name
