"""By which words a sentence of a paper admits something, and which figures say something."""

from __future__ import annotations

import re

from corpus.vocabulary.measures import find_measure
from index.briefing.paper import CHANGED, Sentence
from models.text.quantities import Quantity, find_quantities

# Words by which a paper says that something is hard, unfinished or short of what it should be;
# and those that say so unless the sentence is read as praise.
_SURELY = re.compile(
    r"\b(?:a (?:\w+ )?challenge|(?<!and )challenges|^challenge of|difficult\w*"
    r"|(?:remains?|is|are|been|be|very|more|increasingly|particularly) challenging"
    r"|not yet|too (?:soon|early|few|many|slow|long|late)|comes late"
    r"|more (?:work )?to (?:do|be done)|in hand to"
    r"|further work (?:is|will)|needs? to (?:improve|do more)|shortfalls?|shortages?"
    r"|short (?:of|supply)|unfilled|unmanageable|insufficient|inconsistent|backlogs?"
    r"|found (?:to be )?(?:weak|poor|wanting)|cannot (?:\w+ )?be (?:given|recruited|met)"
    r"|(?:moved|slipped|put back|postponed|deferred) (?:from|to|until) (?:\w+ )?20\d\d"
    r"|(?:above|over) (?:the|its|their) (?:\w+ )?limit|phased out"
    r"|below (?:target|that of|england)|worse\w*|overspen\w+"
    r"|no (?:\w+ )?(?:audit|check|decision|evaluation|funding|review|survey|target)\b[^.;]{0,60}?"
    r" ha(?:s|ve) (?:yet )?been (?:agreed|carried out|completed|done|found|held|made|set|taken)"
    r"|posts? (?:are|is|remains?) (?:\w+ )?(?:empty|vacant)"
    r"|not (?:so |as )?(?:strong|enough))\b",
    re.IGNORECASE,
)
# What children and families say in the council's paper: "Its members asked" where it tells of whom
# these are, or that they were asked.
_SAY = (
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?:asked|told|said|says?|felt|wanted|described)\b"
)
_SPOKEN = re.compile(
    r"\b(?:children|young people|teenagers|care leavers|parents|famil(?:y|ies)|forum"
    r"|youth council)\b"
    rf"[^.;:]{{0,40}}?\b{_SAY}"
    r"|\b(?:children|young people|care leavers|parents|forum|youth council)\b[^.;:]{0,90}?"
    r"(?<!cabinet )(?<!council )(?<!committee )(?<!board )"
    r"\b(?:preferred(?! (?:provider|option|bidder|supplier|partner))|opposed|objected|disagreed)\b"
    rf"|\b(?:consult\w+|draft|young)\b.{{0,80}}?\bmembers {_SAY}",
    re.IGNORECASE | re.DOTALL,
)
# What is known of children anywhere, and what ought to be: "Research tells us that", "should".
_ANYWHERE = re.compile(
    r"(?:[\w’'-]+ ){0,3}(?:evidence|research|studies)\b|.*\b(?:must|should)\b", re.I | re.DOTALL
)
_PROFESSIONALS = re.compile(
    r"\b(?:inspectors?|ofsted|officers?|social workers?|staff)\b", re.IGNORECASE
)
# What no child should meet: of it "fewer" still tells that there is some.
_UNLAWFUL = re.compile(r"\b(?:unregistered|unregulated|unlawful\w*|illegal\w*)\b", re.IGNORECASE)
_PERHAPS = re.compile(
    r"\b(?:neutral|remain(?:s|ed)? (?:a|an|one|high|low|the)\b|delay\w*|variable|pressures?"
    r"|exceed\w*|behind|ha(?:s|ve) not (?!declin|worsen|chang|been changed)"
    r"|does not (?:yet|currently|always)"
    r"|neither|(?<!not )declin\w+|scores? lowest|fewer\b.*\bthan|(?:higher|lower) than|despite"
    r"|not show|gaps?|lack(?:s|ing)?|need to (?:\w+ ){0,3}improv\w+)\b",
    re.IGNORECASE,
)
# Spending above what was set for it.
OVERSPENT = re.compile(
    r"\boverspen\w+|\bexceed\w* (?:the |its )?budget|\bover (?:the |its )?budget", re.IGNORECASE
)
# Whom words are about: those who have left care are no children.
_LEFT_CARE = re.compile(r"\bcare leavers?\b|\bleft care\b|\bleaving care\b", re.IGNORECASE)
_CHILD = re.compile(r"\bchild(?:ren)?\b", re.IGNORECASE)
_COLOUR = re.compile(r"\b(?:red|amber)\b", re.IGNORECASE)  # a measure short of what it should be
_WEAK = frozenset({"weakness", "declining", "mixed"})
# A council's own sentence that is read as weak may just set out a rule: of 32 without such a word
# in 18 papers of eleven councils, 10 say that something is hard, and 4 of the 5 read as mixed.
_WEAK_OF_OWN = frozenset({"declining", "mixed"})
_PRAISE = frozenset({"strength", "improving"})
# Of another council, unless one's own is set beside it.
_ELSEWHERE = re.compile(
    r"\b(?:an?other|(?:a )?neighbouring|(?:a )?nearby) (?:council|borough|authority|county|city)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(r"\b(?:stands? for|(?:is|are) short for)\b", re.IGNORECASE)
_TENDER = re.compile(r"\bquality\b.{0,30}\bprice\b|\bprice\b.{0,30}\bquality\b", re.IGNORECASE)
_ON_MONEY = re.compile(r"\b(?:money|budgets?|financ\w+|costs?|spending)\b", re.IGNORECASE)
_TIME = re.compile(r"(?:working |school )?(?:hour|day|week|month|quarter|year)s?\b", re.IGNORECASE)
_PAID = re.compile(
    rf"{_TIME.pattern}|(?:posts?|staff|officers?|advis[eo]rs?|workers?|places?|sites?|clubs?)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:from \d|against|compared|more than|fewer|less than|per \d|average|r[io]se[ns]?"
    r"|f[ae]ll(?:en|s)?|increas\w+|decreas\w+|reduc\w+|dropp?\w*|of the \d)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\bfrom\b[^.;\d]{0,24}(?!(?:19|20)\d\d\b)\d[^.;]{0,24}?\bto\b[^.;\d]{0,12}\d", re.IGNORECASE
)
_MEAN = re.compile(
    r"\b(?:average|mean|median|typical\w*|waiting times?|waits? of)\b", re.IGNORECASE
)
_HANDFUL = 9  # of teams, posts, meetings: how many there are is seldom the point


# A rule that holds anywhere: "In cases of failure there is a presumption that ...".
_RULE = re.compile(
    r"(?:in (?:any |all )?cases? (?:of|where)|(?:if|when|where) an? (?:council|local authority))\b",
    re.IGNORECASE,
)


def admits(sentence: Sentence) -> bool:
    """True where a paper says of itself that something is hard, unfinished or a risk."""
    cells = sentence.quotation.cells
    words = cells[0][1] if sentence.is_risk and cells else sentence.text  # a risk by its name
    if _ELSEWHERE.search(words) or _RULE.match(words):
        return False
    weak = _WEAK if sentence.is_outside else _WEAK_OF_OWN
    is_weak = sentence.is_prose and sentence.stance in weak
    return sentence.is_risk or is_weak or find_cue(sentence) is not None


def name_whom(words: str, others: str = "children") -> str:
    """Whom some words are about, as a question may name them: young people who have left care,
    where they name these and no child.

    >>> name_whom("Homes for care leavers"), name_whom("Homes for children and care leavers")
    ('young people who have left care', 'children')
    """
    is_of_left = _LEFT_CARE.search(words) and not _CHILD.search(words)
    return "young people who have left care" if is_of_left else others


def find_cue(sentence: Sentence) -> re.Match[str] | None:
    """The word by which a sentence of prose admits something; None where it has none."""
    if not sentence.is_prose or sentence.text.rstrip().endswith("?"):
        return None
    perhaps = None if sentence.stance in _PRAISE else _PERHAPS.search(sentence.text)
    return _SURELY.search(sentence.text) or find_unlawful(sentence) or perhaps


def is_spoken(sentence: Sentence) -> bool:
    """True of prose in which the council tells what children, young people or families said."""
    words = (sentence.told_with or sentence.quotation).citation.quote
    said = _SPOKEN.search(words) if sentence.is_prose and sentence.is_own else None
    return said is not None and not (
        _PROFESSIONALS.search(said[0]) or _ANYWHERE.match(words[: said.end()])
    )


def find_unlawful(sentence: Sentence) -> re.Match[str] | None:
    """The word by which prose tells of what the law forbids; None where there is none."""
    return _UNLAWFUL.search(sentence.text) if sentence.is_prose else None


def counts(sentence: Sentence) -> bool:
    """True of a figure in prose, and of a measure that the paper marks as short, or that is short
    of its target or England, or has changed."""
    if not sentence.is_prose:
        figure = sentence.figure
        changed = figure is not None and bool(figure.before) and not figure.is_better
        stands_out = changed or (figure is not None and figure.is_short)
        return sentence.has_figure and (stands_out or bool(_COLOUR.search(sentence.text)))
    if not sentence.has_figure or _TENDER.search(sentence.text):
        return False
    if _ELSEWHERE.search(sentence.text) or _DEFINES.search(sentence.text):
        return False
    is_short = sentence.figure is not None and sentence.figure.is_short
    told = find_quantities(sentence.text)
    is_known = sentence.figure is not None and find_measure(sentence.figure.measure) is not None
    is_judged = not sentence.is_outside or is_known or bool(sentence.stance)
    is_short = is_short or bool(CHANGED.search(sentence.text))
    return is_short or any(_tells(quantity, sentence.text, is_judged) for quantity in told)


def has_change(text: str) -> bool:
    """True of words that tell how a count changed.

    >>> has_change("They fell (from a high of 62 to 31)."), has_change("It ran from 2019 to 2021.")
    (True, False)
    """
    return bool(_FROM_TO.search(text))


def is_cost(sentence: Sentence) -> bool:
    """True of prose whose figures are sums of money, and of those whom they pay for, and that
    admits nothing; and of a row of a table that stands under a heading on money."""
    if not sentence.is_prose and not sentence.is_risk:
        return bool(_ON_MONEY.search(sentence.quotation.citation.heading))
    units = [quantity.unit for quantity in find_quantities(sentence.text) if quantity.unit]
    sums = [unit for unit in units if unit.startswith("£")]
    others = [unit for unit in units if unit not in sums and not _PAID.match(unit)]
    return sentence.is_prose and bool(sums) and not others and not admits(sentence)


def _tells(quantity: Quantity, text: str, is_judged: bool) -> bool:
    """True of money; of a share of a measure, judged or set beside another, which in the council's
    own papers each is; of a count that is no handful where it has changed, or is set beside
    another; of a time where it is a mean: else it is a rule or a period."""
    if _TIME.match(quantity.unit):
        return bool(_MEAN.search(text))
    counted = bool(quantity.unit) and quantity.amount > _HANDFUL
    if quantity.unit[:1] == "£" or (is_judged and quantity.unit[:1] == "%"):
        return True
    return (counted or quantity.unit[:1] == "%") and bool(_BESIDE.search(text))
