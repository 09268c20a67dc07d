"""A cell's value as its workbook shows it: percentages, money, days and times.

Excel keeps a number and a format. The formats that dashboards use are followed; of any other
the number is shown as it would be without one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite
from typing import Any

# Sections of a format: positive; negative; zero; text. Colours and conditions are in brackets.
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])([^\]]*)\]", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_PLACE = re.compile(r"[_*].")  # a space as wide as a sign, a sign repeated to fill the cell
_NUMBER = re.compile(r"\.?[#0?][#0?,.]*")
_DAY_PART = re.compile(
    r"yyyy|yy|y|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|am/pm|a/p", re.IGNORECASE
)
_EXACT = Context(prec=400)  # digits: the largest number of a cell has 308
_DAY_TOKEN = re.compile(f"{_QUOTED.pattern}|{_DAY_PART.pattern}", re.IGNORECASE)
_MOST_DIGITS = 10  # of a number without a format: 1/3 shows as 0.3333333333
_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


def show(value: Any, number_format: str) -> str:
    """What a cell shows; empty for an empty one.

    >>> show(0.853, "0.0%"), show(1200000, '"£"#,##0'), show(True, "General")
    ('85.3%', '£1,200,000', 'TRUE')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime | date | time):
        return _show_day(value, number_format)
    if isinstance(value, timedelta):
        return _show_span(value)
    if isinstance(value, int | float):
        return _show_number(value, number_format or "General")
    return str(value)


# --- numbers -----------------------------------------------------------------


def _show_number(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value  # the section has its own sign
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    pattern = _PLACE.sub("", _BRACKETS.sub(_currency, section))
    literal = _QUOTED.sub("", pattern)
    found = _NUMBER.search(literal)
    if literal.strip().lower() in ("general", "@", "") and not _QUOTED.search(pattern):
        return _show_plain(value)
    if "E+" in literal or "?/?" in literal or not isfinite(value):
        return _show_plain(value)
    if not found:
        return _QUOTED.sub(lambda match: match[1] or match[2] or "", pattern)
    return _fill(value, pattern)


def _currency(match: re.Match[str]) -> str:
    """A sign of money that a format names with its language: [$£-809]."""
    return f'"{match[1][1:].split("-")[0]}"' if match[1].startswith("$") else ""


def _fill(value: float, pattern: str) -> str:
    """A pattern with the number in place of its digits, literals kept."""
    texts: list[str] = []

    def keep(match: re.Match[str]) -> str:
        texts.append(match[1] if match[1] is not None else match[2])
        return "\x00"

    bare = _QUOTED.sub(keep, pattern)
    found = _NUMBER.search(bare)
    assert found is not None  # `_show_number` looked
    scaled = Decimal(repr(value)) * 100 ** bare.count("%")
    digits = "" if texts and not found[0].strip("?") else _digits(scaled, found[0])
    filled = bare[: found.start()] + digits + bare[found.end() :]
    for text in texts:
        filled = filled.replace("\x00", text, 1)
    return filled.strip()


def _digits(value: Decimal, digits: str) -> str:
    """A number with as many decimals as the digits of a format, and its thousands parted.

    A half is rounded up, as Excel does.

    >>> _digits(Decimal("1234.5"), "#,##0"), _digits(Decimal("84.5"), "0")
    ('1,235', '85')
    >>> _digits(Decimal(1200000), "0.0,,"), _digits(Decimal(7), "000")
    ('1.2', '007')
    """
    whole, _, decimals = digits.rstrip(",").partition(".")
    least, most = decimals.count("0"), len(re.sub("[^#0?]", "", decimals))
    scaled = value / 1000 ** (len(digits) - len(digits.rstrip(",")))
    rounded = abs(scaled.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, _EXACT))
    units, _, rest = f"{rounded:{',' if ',' in whole else ''}f}".partition(".")
    kept = rest[:least] + rest[least:].rstrip("0")
    sign = "-" if value < 0 and rounded else ""
    return sign + units.zfill(whole.count("0")) + (f".{kept}" if kept else "")


def _show_plain(value: float) -> str:
    """A number without a format.

    >>> _show_plain(3.0), _show_plain(0.1 + 0.2)
    ('3', '0.3')
    """
    if not isfinite(value):
        return ""
    if float(value).is_integer():
        return str(int(value))
    return f"{value:.{_MOST_DIGITS}f}".rstrip("0").rstrip(".")


# --- days ------------------------------------------------------------------


def _show_day(value: datetime | date | time, number_format: str) -> str:
    """A day or time by its format: "mmm-yy" gives "Apr-24". One of no format is written out."""
    pattern = _PLACE.sub("", _BRACKETS.sub("", number_format.split(";")[0]))
    if not re.search(r"[ymdhs]", _QUOTED.sub("", pattern), re.IGNORECASE):
        pattern = "hh:mm" if isinstance(value, time) else "d mmmm yyyy"
    tokens = _DAY_TOKEN.finditer(pattern)
    names = [match[0].lower() for match in tokens if match[1] is match[2] is None]
    places = iter(range(len(names)))

    def fill(match: re.Match[str]) -> str:
        literal = match[1] or match[2]
        return literal or ("" if match[1] == "" else _part(value, names, next(places)))

    return _DAY_TOKEN.sub(fill, pattern).strip()


def _part(value: datetime | date | time, names: list[str], index: int) -> str:
    """One part of a day or time; "m" beside hours or seconds is minutes."""
    name = names[index]
    beside = (names[index - 1] if index else "", names[index + 1] if index + 1 < len(names) else "")
    is_minute = name in ("m", "mm") and (beside[0].startswith("h") or beside[1].startswith("s"))
    if is_minute or name[0] in "hsa":
        return _time_part(value, "n" * len(name) if is_minute else name, names)
    return _day_part(value, name) if isinstance(value, date) else ""


def _day_part(value: date, name: str) -> str:
    month, weekday = _MONTHS.split()[value.month - 1], _DAYS.split()[value.weekday()]
    parts = {
        "yyyy": f"{value.year}",
        "mmmmm": month[0],
        "mmmm": month,
        "mmm": month[:3],
        "mm": f"{value.month:02}",
        "m": f"{value.month}",
        "dddd": weekday,
        "ddd": weekday[:3],
        "dd": f"{value.day:02}",
        "d": f"{value.day}",
    }
    return parts.get(name, f"{value.year % 100:02}")


def _time_part(value: datetime | date | time, name: str, names: list[str]) -> str:
    clock = value if isinstance(value, datetime | time) else time()
    if name[0] == "a":
        return "am" if clock.hour < 12 else "pm"
    halved = any(other.startswith("a") for other in names)
    hour = (clock.hour % 12 or 12) if halved else clock.hour
    number = {"h": hour, "n": clock.minute, "s": clock.second}[name[0]]
    return f"{number:0{len(name)}}"


def _show_span(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
