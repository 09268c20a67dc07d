"""A weigher that caches weights, and keeps them in a library."""

import ast
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.store.connection import Connection, open_store
from index.issues.readings import READING
from index.library import Library
from index.recurrence.cached_weigher import WEIGHING, CachedWeigher
from index.recurrence.trace import to_text, traced_asks
from index.worked_out import WorkedOut
from models.code_version import Code
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


# --- kept in a library -------------------------------------------------------


@pytest.fixture
def open_kept(tmp_path: Path, sample_library: Library) -> Callable[..., CachedWeigher]:
    """What opens a weigher anew over weights that a file keeps, as a new process does."""

    def open_kept(encoder: str = "one") -> CachedWeigher:
        kept = WorkedOut(lambda: db, "weights", encoder, WEIGHING)
        return CachedWeigher(sample_library.encoder, sample_library.reader, kept=kept)

    db = open_store(tmp_path / "library.db", create=True)
    return open_kept


def weigh_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever weighs a pair fail."""

    def weigh(self: Weigher, given: list[Pair]) -> list:
        assert not given
        return []

    monkeypatch.setattr(Weigher, "weigh", weigh)


def test_what_was_saved_is_not_weighed_after_a_start(
    open_kept: Callable[..., CachedWeigher], pairs: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the last digit the same; what was not saved is weighed again."""
    first = open_kept()
    weights = first.weigh(pairs)
    assert first.kept
    first.kept.save()
    weigh_none(monkeypatch)
    assert open_kept().weigh(pairs[::-1]) == weights[::-1]


def test_other_words_and_other_models_are_weighed(
    open_kept: Callable[..., CachedWeigher], pairs: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pair that says anything else; any pair where another encoder is open."""
    first = open_kept()
    first.weigh(pairs[:1])
    assert first.kept
    first.kept.save()
    weigh_none(monkeypatch)
    changed = replace(pairs[0], later=replace(pairs[0].later, framework="another"))
    for weigher, pair in ((open_kept(), changed), (open_kept("two"), pairs[0])):
        with pytest.raises(AssertionError):
            weigher.weigh([pair])


def test_a_file_that_cannot_be_used_costs_no_answer(
    tmp_path: Path, sample_library: Library, pairs: list[Pair]
) -> None:
    """Neither one that cannot be read nor one that cannot be written."""

    def missing() -> Connection:
        return open_store(tmp_path / "none.db")

    kept = WorkedOut(missing, "weights", "one", WEIGHING)
    weigher = CachedWeigher(sample_library.encoder, sample_library.reader, kept=kept)
    assert len(weigher.weigh(pairs)) == len(pairs)
    kept.save()


@pytest.mark.parametrize("code", [WEIGHING, READING])
def test_every_data_file_that_a_value_rests_on_counts(code: Code) -> None:
    """A module that comes to load another has to say so there."""
    root = Path(__file__).parents[3]
    counted = {path.name for pattern in code.data for path in root.glob(pattern)}
    ours = {path.name for top in ("corpus", "models") for path in (root / top).rglob("*.*")}
    for name in code.read_modules(root):
        for node in ast.walk(ast.parse((root / name).read_text("utf-8"))):
            if isinstance(node, ast.Constant) and str(node.value).endswith((".json", ".npz")):
                assert node.value not in ours or node.value in counted, (name, node.value)
