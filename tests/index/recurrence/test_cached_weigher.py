"""A weigher that caches weights."""

import pytest

from index.library import Library
from index.recurrence.cached_weigher import CachedWeigher
from index.recurrence.trace import to_text, traced_asks
from models.links.ask_text import Pair
from models.links.weigher import Weigher, open_weigher


@pytest.fixture
def pairs(sample_library: Library) -> list[Pair]:
    """A few pairs of the sample's asks."""
    asks = [to_text(one) for one in traced_asks(sample_library, "Wexmere")]
    return [Pair(one, other) for one, other in zip(asks[:8], asks[20:28], strict=True)]


def test_it_weighs_as_the_weigher_does(sample_library: Library, pairs: list[Pair]) -> None:
    """Whatever was weighed before, in the order given, a pair given twice as well."""
    plain = open_weigher(sample_library.encoder)
    cached = CachedWeigher(sample_library.encoder, sample_library.reader, most=5)
    cached.weigh(pairs[:3])
    for given in (pairs, [*pairs[::-1], pairs[0]], []):
        ours, theirs = cached.weigh(given), plain.weigh(given)
        assert [one.same for one in ours] == pytest.approx([one.same for one in theirs])
        assert [one.related for one in ours] == pytest.approx([one.related for one in theirs])


def test_a_pair_is_weighed_once(
    sample_library: Library, pairs: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it is dropped for newer ones."""
    asked: list[Pair] = []
    weigh = Weigher.weigh

    def watched(self: Weigher, given: list[Pair]) -> list:
        asked.extend(given)
        return weigh(self, given)

    monkeypatch.setattr(Weigher, "weigh", watched)
    cached = CachedWeigher(sample_library.encoder, sample_library.reader, most=5)
    cached.weigh([*pairs[:5], *pairs[:5]])
    cached.weigh(pairs[:5])
    assert asked == pairs[:5]
    cached.weigh(pairs[5:])
    cached.weigh(pairs[:1])
    assert asked == [*pairs, pairs[0]]
