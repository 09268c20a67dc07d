"""Contact details kept out of what we show: officers print theirs on most council papers."""

from __future__ import annotations

import re

_HIDDEN_EMAIL = "[e-mail hidden]"
_HIDDEN_PHONE = "[phone number hidden]"
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# British numbers as printed: 0 or +44, an area code, then two groups of three or four
# digits. Figures of a table (0 12 34 56) have shorter groups; years do not begin with 0.
_PHONE = re.compile(
    r"(?<![\w.£])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?![\w%])"
)


def hide_contacts(text: str) -> str:
    """The text with each e-mail address and phone number replaced by words that say so.

    >>> hide_contacts("Ask Democratic Services on 01632 960 001 or at clerk@example.org.")
    'Ask Democratic Services on [phone number hidden] or at [e-mail hidden].'
    """
    return _PHONE.sub(_HIDDEN_PHONE, _EMAIL.sub(_HIDDEN_EMAIL, text))
