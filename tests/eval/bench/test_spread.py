"""What follows from how the work of an ingest spreads. No speed is asserted."""

from eval.bench.spread import Spread


def test_the_longest_worker_and_the_one_that_writes_are_waited_for() -> None:
    """As fast as the work is to the longest share of it; what one must do alone is added."""
    spread = Spread("four", (4.0, 3.0, 2.0, 1.0), writer=2.0)
    assert spread.total == 12.0
    assert spread.say() == (
        "four: 12.0 s of processor; workers 4.0, 3.0, 2.0, 1.0; the one that writes 2.0"
    )
    assert "4 machines would read 2.50 times as fast as one" in spread.say_gain()
    assert "2.00 times" in spread.say_gain()
