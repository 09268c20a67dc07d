"""Stems, which threads of the server find at the same time."""

import sys
from concurrent.futures import ThreadPoolExecutor

from models.links.ask_text import stem

_WORDS = [
    f"{stem_}{end}" for stem_ in ("supervis", "plann", "manag") for end in ("ing", "ed", "ion")
]


def test_threads_stem_at_once() -> None:
    """As one alone does: nothing is written where another reads."""
    words = [f"{word}{number}ies" for number in range(150) for word in _WORDS]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = [list(pool.map(stem.__wrapped__, words)) for _ in range(2)]
    finally:
        sys.setswitchinterval(before)
    assert found == [[stem.__wrapped__(word) for word in words]] * 2
