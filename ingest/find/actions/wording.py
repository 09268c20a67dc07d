"""How papers word what will be done: "Write to schools", "Head of Service to write to schools"."""

from __future__ import annotations

import re

NOTHING = re.compile(
    r"\W*(?:none|nil|n/?a|not applicable|no (?:further )?actions?[^.]{0,20})?\W*", re.I
)
AGREES = re.compile(
    r"\b(?:agreed|undertook|would|will|to be|asked (?:that|for|the)|requested|is to|are to)\b",
    re.IGNORECASE,
)
# Verbs with which plans, logs and minutes of the sector begin an action.
_VERB_WORDS = """
    add address adopt advertise advise agree align allocate amend analyse apply appoint approve
    arrange ask assess assign attend audit begin bid book bring build buy call carry challenge
    change chase check circulate clarify clear close co-ordinate co-produce collate collect
    commission communicate compare complete conduct confirm consider consolidate consult contact
    continue convene coordinate coproduce cost create cut deepen define deliver demonstrate
    deploy design detail determine develop devise disaggregate discuss disseminate distribute
    double draft draw drive embed employ enable encourage engage enhance ensure escalate
    establish evaluate evidence examine expand explain explore extend facilitate feed fill
    finalise find finish fix follow forward fund gather get give go grow halve have help hire
    hold host identify implement improve include increase inform initiate integrate introduce
    investigate invite involve issue join keep launch lead learn let liaise link list look
    maintain make map measure meet merge mobilise monitor move name negotiate nominate notify
    obtain offer open organise outline pay pilot place plan prepare present print prioritise
    procure produce progress promote propose protect provide publicise publish pull put raise
    realign reconvene record recruit redesign reduce refer refine refresh reinforce reintroduce
    relaunch remind remove renew replace report request require research resolve respond
    restructure retain return review revise revisit rewrite ring roll run sample schedule scope
    secure seek send set share shorten show sign simplify speak specify speed standardise start
    stop streamline strengthen submit summarise supply support survey sustain tackle take talk
    teach tell tender test tighten track train transfer trial undertake update upgrade upload
    use utilise validate verify visit widen work write
"""
_VERBS = frozenset(_VERB_WORDS.split())
# "Review of placements" names a thing, "Review placements" tells to do one.
_THING = re.compile(
    r"(?:audit|change|draft|launch|list|map|measure|pilot|plan|record|report|request|research|review"
    r"|sample|support|survey|test|transfer|trial|update|use|visit)s? (?:of|on|by|from|about) ",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.):]?\s+)?")
_LED = re.compile(
    r"(?:(?:and|then|also|further|fully|jointly|regularly|[a-z]{3,12}ly) )*(?P<verb>[a-z-]+)"
)
_TO = re.compile(r"(?:to|will|we will|we (?:are going|plan|intend) to) ", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"(?:the )?(?-i:[A-Z])[^.:;]{1,70}? (?:to|will|shall|should|must|is to|are to) (?:be |have )?"
    r"(?P<verb>[a-z-]+)",
    re.IGNORECASE,
)


def is_task(words: str) -> bool:
    """True of words that tell somebody to do something, or that somebody will.

    >>> is_task("Write to schools"), is_task("Head of SEND to write"), is_task("Written in May")
    (True, True, False)
    """
    plain = words[_NUMBER.match(words).end() :]  # type: ignore[union-attr]
    return begins_task(plain) or _SOMEBODY.match(plain) is not None


def begins_task(words: str) -> bool:
    """True of words that begin with the verb of what is to be done.

    >>> begins_task("To write to schools"), begins_task("Review of placements")
    (True, False)
    """
    if _THING.match(words):
        return False
    led = _TO.match(words)
    plain = words[led.end() :].lower() if led else words.lower()
    verb = _LED.match(plain)
    own = verb is not None and (led is not None or verb["verb"] in _VERBS)
    return own or plain.split(" ")[0] in _VERBS  # "supply" is no adverb
