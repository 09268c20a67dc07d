"""How probabilities and scores are written: rounded once, where they are made.

Thresholds are applied to the rounded value, which is the one that other programs read, so
"above 0.01" is true of every number printed.
"""

DIGITS = 4


def to_printed(value: float) -> float:
    """A probability or score as every answer gives it, to four decimals.

    >>> to_printed(0.0100004), to_printed(0.49997)
    (0.01, 0.5)
    """
    return round(float(value), DIGITS)


def say_probability(value: float) -> str:
    """Two decimals for a person, cut and not rounded: what is below a half never reads 0.50.

    >>> say_probability(0.4996), say_probability(0.29)
    ('0.49', '0.29')
    """
    return f"{int(to_printed(value) * 100 + 1e-6) / 100:.2f}"
