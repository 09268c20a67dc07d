"""Who answers for an item, by role, as the head of its paper names them. Names are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# What a role begins with, so far as it is no name: "Deputy Director of ...", "Head of ...".
_ROLE = re.compile(
    r"\b(?:(?:Interim|Acting|Deputy|Assistant|Executive|Corporate|Strategic|Service|Joint|Group"
    r"|Cabinet|Lead|Portfolio|Chief|Senior|Principal|Programme|Business|Operational|Divisional)\s+)*"
    r"(?:Director|Head|Chief Executive|Holder|Member|Leader|Officer|Manager|Lead|Chair|Commissioner"
    r"|Lawyer|Accountant|Adviser)\b"
)
# A post that a plan calls so, in a few words: "Fostering Manager", "Virtual School Head".
_POST = re.compile(
    r"(?:[A-Z][\w’'&-]+ ){1,3}(?:Manager|Head|Lead|Officer|Partner|Coordinator|Co-ordinator)"
)
# A person with the post: "Robin Birch, Interim Director".
_PERSON = re.compile(
    r"\b[A-Z][a-z]+ (?!(?:Care|Council|Help|Services?|Team|Board|Support|Health|Education)\b)"
    r"(?:[A-Z][a-z’'-]+){1,2}, (?:(?:an? |the )?[A-Z]\w+ ){0,2}"
    r"(?:Director|Head|Chief|Chair|Commissioner|Leader|Manager|Officer)\b"
)
# A body of several that one person speaks for.
_BODY = re.compile(r"\b(?:board|committee|partnership|\w*SC[BP])$", re.IGNORECASE)
_HEAD = 1_500  # characters in which a paper says who brings it
_LABEL = re.compile(
    r"^[ \t]*(?P<label>(?:Relevant )?(?:Portfolio Holder|Cabinet Member|Lead Member"
    r"|Executive Member)(?:s|\(s\))?"
    r"|Reports? (?:from|of|by)|(?:Report )?prepared by|Directors?|Lead officers?"
    r"|(?:Report )?Authors?"
    r"|(?:Contact|Report(?:ing)?) officers?)[ \t]*(?::[ \t]*|\n)"
    r"|^[ \t]*Reports? (?:from|of|by) (?=the |(?:Acting|Assistant|Chief|Corporate|Deputy|Director"
    r"|Executive|Head|Interim|Strategic)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS = re.compile(
    r"^\s*(?:to:|on:|(?:executive )?summary|purpose|recommendations?\b|reasons?\b|background"
    r"|introduction"
    r"|decision\b"
    r"|exempt\b|confidential\b|status\b|key decision|date\b|\d+\.?\s|[A-Z][\w ]{2,30}:|wards?\b)",
    re.I | re.M,
)
# A person before the role: "Councillor Ann Lee, ", "Dr Lee-Anne Ash, "; two of them in a row
# are told apart by their names.
_NAME = re.compile(r"(?:^|(?<=\n)|(?<=; )|(?<= and ))(?:[A-Z][\w.’'-]*[ \t]+){1,5}[A-Z]?[\w.’'-]*,")
# What says nothing of whom it is: the words before it were not read.
_BARE = frozenset({"Officer", "Manager", "Lead", "Head", "Member", "Director", "Adviser", "Holder"})
# What follows a role in the same line: a telephone number, the next entry, a marking of the paper.
_AFTER = re.compile(
    r"[,;.]?\s+(?:tel(?:ephone)?\b|e-?mail\b|ext\b|phone\b"
    r"|(?:(?:Contact|Key|Lead|Wards?) )?[A-Z][\w-]*:"
    r"|\(?\d{4,}|For (?:information|decision|discussion|noting)\b|Contents\b)",
)
_HANGING = re.compile(r"(?: (?:at|by|for|in|of|on|to|via))+$")  # "Officer on", before a number
_OF_COUNCIL = re.compile(r",(?: [\w’'-]+){1,5} (?:Council|Borough)$")  # whose officer it is
_SHORT_LINE = 2  # words that go on with a role: "Deputy Chief / Executive"
_LONGEST = 90  # characters of a role; what is longer was read amiss

# Who answers where no paper says it: offices that every council must have.
STATUTORY = ("the Director of Children’s Services", "the Lead Member for Children’s Services")


_CHAIR = "the chair of"
# That the holder of a post is gone, said of it; and characters in which an interim is told of.
# Before a post that is another's, or was one's once.
_OF_ANOTHER = r"(?<!Assistant )(?<!Deputy )(?<!former )(?<!previous )(?<!last )"
_LEFT = (
    r"(?: (?:has|had))? (?:left(?! the (?:meeting|room|chamber))|resigned|retired"
    r"|stepped down|stood down)\b"
)
_SOON = 120


def find_roles(text: str) -> tuple[str, ...]:
    """The roles of those who bring a paper of that text, in the order printed; none where it
    names none.

    Those who lead come before those who wrote it.
    """
    head = text[:_HEAD]
    labels = list(_LABEL.finditer(head))
    starts = [label.start() for label in labels]
    roles = (
        role
        for label, end in zip(labels, (*starts, len(head))[1:], strict=True)
        for role in _read(head[label.end() : end])
    )
    return tuple(dict.fromkeys(roles))


def _read(text: str) -> Iterator[str]:
    """The roles of one entry of the head."""
    ended = _ENDS.search(text)
    entry = _of_lines(text[: ended.start()] if ended else text)
    for part in re.split(r"\x00", _NAME.sub(_cut, entry)):
        role = name_role(" ".join(part.split()))
        if role:
            yield role


def _of_lines(text: str) -> str:
    """Its lines but for a heading after them: a line goes on where it ends in a mark or a small
    word, where it holds no role yet, or where the next has a word or two."""
    lines = text.strip().splitlines()
    kept = lines[:1]
    for line in lines[1:]:
        open_ended = re.search(r"(?:[,;&]|\b[a-z]+)\s*$", kept[-1]) or not _ROLE.search(kept[-1])
        is_heading = line.isupper() and not kept[-1].isupper()
        if is_heading or not (open_ended or len(line.split()) <= _SHORT_LINE or _NAME.match(line)):
            break
        kept.append(line)
    return "\n".join(kept)


def _cut(name: re.Match[str]) -> str:
    """A mark in place of a person's name; a role that ends in a comma is none."""
    return name[0] if _ROLE.search(name[0]) else "\x00"


def name_role(text: str) -> str:
    """The role in some words, from its first word on; empty where they hold none."""
    found = _ROLE.search(text)
    role = _AFTER.split(text[found.start() :], maxsplit=1)[0].strip(" ,;.") if found else ""
    role = _HANGING.sub("", _OF_COUNCIL.sub("", role))
    return role if len(role) <= _LONGEST and role not in _BARE else ""


def name_lead(words: str) -> str:
    """The first role in a plan's column of leads; empty where it names a team or a person.

    >>> name_lead("Head of Service, Care/ Fostering Manager"), name_lead("Fostering Manager")
    ('Head of Service, Care', 'Fostering Manager')
    >>> name_lead("HR / Head of Audit"), name_lead("Performance Team")
    ('Head of Audit', '')
    """
    parts = (" ".join(part.split()) for part in words.split("/"))
    roles = (name_role(part) or (part if _POST.fullmatch(part) else "") for part in parts)
    return next(filter(None, roles), "")


def name_addressee(words: str) -> str:
    """The role to which something is put: the one named, or the chair of a board.

    >>> name_addressee("Director of Children's Services"), name_addressee("LSCB")
    ("Director of Children's Services", 'the chair of the LSCB')
    """
    return name_role(words) or (f"{_CHAIR} the {words}" if _BODY.search(words) else "")


def names_person(words: str) -> bool:
    """True where a person's name stands before a post: such words are told only where no others
    are.

    >>> names_person("It is chaired by Robin Birch, Director of Children's Services.")
    True
    >>> names_person("It is chaired by the Director, and Essex County Council helps.")
    False
    """
    return _PERSON.search(words) is not None


def is_board(addressee: str) -> bool:
    """True of the chair of a board of partners, as `name_addressee` names one."""
    return addressee.startswith(_CHAIR)


def without_gone(roles: Sequence[str], text: str) -> tuple[str, ...]:
    """The roles, each whose holder has left by the words of the paper as that of an interim where
    these speak of one, else left out.

    >>> text = "The Head of Care left in May, and an interim head has been appointed."
    >>> without_gone(("Head of Care", "Head of Audit"), text)
    ('Interim Head of Care', 'Head of Audit')
    """
    plain = " ".join(text.replace("’", "'").split())
    told: list[str] = []
    for role in roles:
        name = re.escape(role.replace("’", "'"))
        gone = re.search(rf"{_OF_ANOTHER}\b{name}{_LEFT}", plain)
        is_filled = gone and re.search(r"\binterim\b", plain[gone.end() : gone.end() + _SOON], re.I)
        if gone is None or role.startswith(("Interim", "Acting")):
            told.append(role)
        elif is_filled:
            told.append(f"Interim {role}")
    return tuple(told)


def say_roles(roles: Sequence[str], *besides: str) -> str:
    """The first two and the last, each once; of those besides who is not named so far, in more
    words or fewer."""
    own = list(roles or STATUTORY)
    told = [*own[:2], *own[2:][-1:]]
    others = [each for each in besides if not any(_is_same_post(each, role) for role in own)]
    return "; ".join(dict.fromkeys([*told, *others]))


def _is_same_post(role: str, other: str) -> bool:
    """True of "Director of People (named in the plan)" and "Director of People – Adults"."""
    short, long = sorted((_plain_post(role), _plain_post(other)), key=len)
    return long == short or long.startswith((f"{short} –", f"{short},"))


def _plain_post(role: str) -> str:
    named = re.sub(r"^(?:the |Interim |Acting )+|\s*\(.*", "", role, flags=re.DOTALL)
    return re.sub(r"\s+[-–—]\s+", " – ", named.replace("’", "'")).lower()


def is_among(role: str, roles: Sequence[str]) -> bool:
    """True of a role, with or without where it is named, that is one of some, or the start of one.

    >>> is_among("Director of People (named in the plan)", ["Director of People – Children"])
    True
    >>> is_among("Head of Service, Care", ["Head of Service"])
    False
    """
    bare = role.partition(" (")[0]
    return any(re.match(rf"{re.escape(bare)}(?!\w)", each) for each in roles)
