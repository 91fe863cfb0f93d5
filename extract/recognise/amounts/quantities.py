"""A match of a rule -> the quantity that it states: value, range, unit and kind.

Named parts of an expression say what they are: `number` and `upper` (of a range), `unit`, `lower` (the unit of the
first end of a range), `scale` (of a range, behind a bracket), `per`, `time` (per year, per month), `half`, `base` (of a fraction or ratio), `minor` (smaller coins), `tail` (the numeral that
an elided scale is borrowed from), `each` (so many people), `sign`, `pair` (五五折, 75折), `years`, `months`, `hours`, `minutes`, `seconds`, `hundredths`, `tenth` (九成五, 一米七五), `doubling` (翻两番).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from extract import expressions as re
from extract import numerals
from extract.numerals import EXACT, Numeral
from extract.patterns import Rule
from extract.records import record
from extract.units import Unit, Units

Parts = Mapping[str, str]

_CENT = Decimal("0.01")
_HALF = Decimal("0.5")


class Match(Protocol):
    """What is needed of a match: its text, its span, its named groups."""

    @property
    def string(self) -> str: ...

    def start(self) -> int: ...

    def end(self) -> int: ...

    def groupdict(self) -> dict[str, str | None]: ...


@record
class Quantity:
    """A quantity stated by a stretch of text, before it is settled who owns its characters."""

    start: int
    end: int
    rule: str
    kind: str
    value: Decimal
    upper: Decimal | None
    unit: str | None
    comparator: str
    approximate: bool


def read(match: Match, rule: Rule, units: Units) -> Quantity | None:
    """The quantity of a match; None where its numeral is none, or its unit begins another word.

    >>> from extract.patterns import load_rules
    >>> from extract.units import table
    >>> rule = next(rule for rule in load_rules().of("amount") if rule.id == "amount.money")
    >>> read(rule.match.match("投资1.2亿元", 2), rule, table(load_rules().vocabularies["units"]))
    Quantity(start=2, end=7, rule='amount.money', kind='money', value=Decimal('120000000'), upper=None, unit='CNY', comparator='eq', approximate=False)
    """
    parts, gives = _parts(match), rule.gives
    unit = units[parts["unit"]] if "unit" in parts else None
    number = _number(parts, gives)
    if number is None or _begins_a_word(match, parts, unit) or _unlike(parts, unit, units):
        return None
    value, upper = _in_base(number, parts, gives, unit, units)
    if upper is not None and upper <= value:
        return None
    code, kind = _named(parts, gives, unit, units)
    return Quantity(
        match.start(),
        match.end(),
        rule.id,
        kind,
        value,
        upper,
        code,
        comparator="range" if upper is not None else gives.get("comparator", number.comparator),
        approximate=number.approximate or gives.get("approximate") == "true",
    )


def _parts(match: Match) -> dict[str, str]:
    """The text of each group that takes part in a match."""
    return {name: part for name, part in match.groupdict().items() if part is not None}


def _begins_a_word(match: Match, parts: Parts, unit: Unit | None) -> bool:
    """Whether a unit is the beginning of another word: 2024元|旦, 3米|粉."""
    return unit is not None and "per" not in parts and len(unit.unless) > 0 and match.string.startswith(unit.unless, match.end())


def _unlike(parts: Parts, unit: Unit | None, units: Units) -> bool:
    """Whether the ends of a range have units that do not compare (3个百分点至91%)."""
    lower = _lower(parts, units)
    return lower is not None and unit is not None and lower.code != unit.code


def _lower(parts: Parts, units: Units) -> Unit | None:
    """The unit of the first end of a range; not the 个 of 1个至5个工作日, which is the opening of the other unit."""
    form = parts.get("lower")
    return units[form] if form and not parts["unit"].startswith(form) else None


def _clock(parts: Parts) -> Decimal:
    """Hours, minutes and seconds, in the smallest of them that is stated."""
    hours, minutes, seconds = (numerals.number(parts.get(part, "0")) or Decimal(0) for part in ("hours", "minutes", "seconds"))
    minutes += 60 * hours
    return 60 * minutes + seconds + Decimal("0." + parts.get("hundredths", "0")) if "seconds" in parts else minutes


def _named(parts: Parts, gives: Parts, unit: Unit | None, units: Units) -> tuple[str | None, str]:
    """The code of the unit and the kind of the amount: those of the rule, else those of the unit."""
    unit = _per(parts, unit, units) if unit else None
    if "base" in parts and "unit" not in gives:
        return (unit.code, unit.kind) if unit else ("%", "percent")
    if "minutes" in parts or "seconds" in parts:
        return ("s" if "seconds" in parts else "min"), "duration"
    code, kind = (unit.code, unit.kind) if unit else _without_unit(parts)
    return gives.get("unit") or code, gives.get("kind") or kind


def _without_unit(parts: Parts) -> tuple[str | None, str]:
    """The code and the kind of an amount without a unit; one with 角 or 分 is money."""
    return ("CNY" if "minor" in parts else None), "other"


def _per(parts: Parts, unit: Unit, units: Units) -> Unit:
    """The unit with what it is paid or counted per: the thing or so many people, then the time, in whatever order they are printed (每年每个)."""
    for part, more in (("per", ""), ("each", "人"), ("when", ""), ("time", "")):
        if part in parts:
            unit = units.per(unit, parts[part] + more)
    return unit


def _in_base(number: Numeral, parts: Parts, gives: Parts, unit: Unit | None, units: Units) -> tuple[Decimal, Decimal | None]:
    """Value and upper end in base units, with smaller coins and a sign."""
    factor = Decimal(gives["factor"]) if "factor" in gives else unit.factor if unit else Decimal(1)
    lower = _lower(parts, units)
    value = EXACT.multiply(number.value, lower.factor if lower else factor)
    upper = None if number.upper is None else EXACT.multiply(number.upper, factor)
    if "minor" in parts:
        value += _coins(parts["minor"])
    return (-value if "sign" in parts else value), upper


def _number(parts: Parts, gives: Parts) -> Numeral | None:
    """The number of a match's parts: plain, a range, a fraction, a ratio, a doubling, with a half or not."""
    if "value" in gives:
        return Numeral(Decimal(gives["value"]))
    for part, numeral in _SPECIAL:
        if part in parts:
            return numeral(parts)
    if "number" not in parts:
        return Numeral(Decimal(0)) if "minor" in parts else None
    if "base" in parts:
        return _share(parts, whole="unit" in parts or gives.get("unit") == "x")
    return _range(parts) if "upper" in parts else _plain(parts)


def _doubled(parts: Parts) -> Numeral | None:
    times = numerals.number(parts["doubling"] or "一")
    return Numeral(Decimal(2) ** times) if times is not None else None


def _in_months(parts: Parts) -> Numeral | None:
    years, months = numerals.number(parts["years"]), numerals.number(parts["months"])
    return None if years is None or months is None else Numeral(12 * years + months)


def _plain(parts: Parts) -> Numeral | None:
    """A numeral by itself, with its tenths, the scale that it borrows, its half."""
    found = numerals.numeral(parts["number"])
    if found is None:
        return None
    if "tenth" in parts:
        return replace(found, value=found.value + _digits(parts["tenth"]).scaleb(-len(parts["tenth"])))
    if "tail" in parts and not numerals.scale_of(parts["number"]):
        scale = numerals.number("一" + numerals.scale_of(parts["tail"])) or Decimal(1)
        return replace(found, value=EXACT.multiply(found.value, scale))
    return replace(found, value=found.value + _HALF) if "half" in parts else found


def _digits(text: str) -> Decimal:
    """The number said digit by digit, 七五 and 75 alike."""
    return Decimal("".join(str(numerals.DIGITS.get(char, char)) for char in text))


def _share(parts: Parts, whole: bool) -> Numeral | None:
    """三分之二 as a percentage, 66.67; as the number itself where it is a part of a unit or a ratio."""
    low = _fraction(parts["number"], parts["base"], whole)
    high = _fraction(parts["upper"], parts["base"], whole) if "upper" in parts else None
    return None if low is None else Numeral(low, high)


def _fraction(number: str, base: str, whole: bool) -> Decimal | None:
    hundredths = base in "百千万"  # 百分之, 千分之, 万分之
    above, below = numerals.number(number), numerals.number("一" + base if hundredths else base)
    if above is None or not below:
        return None
    share = above / below * (1 if whole else 100)
    if share > 100 and not whole and not hundredths:
        return None  # a part is no more than its whole: 7/1 is a day
    rounded = share.quantize(_CENT)
    return share if _is_power_of_ten(below) or share == rounded else rounded


def _is_power_of_ten(number: Decimal) -> bool:
    digits = number.as_tuple().digits
    return digits[0] == 1 and not any(digits[1:])


def _range(parts: Parts) -> Numeral | None:
    low, high = parts["number"], parts["upper"] + parts.get("scale", "")
    first, last = numerals.numeral(low), numerals.numeral(high)
    if first is None or last is None:
        return None
    value = first.value if "lower" in parts else numerals.shared(low, high)
    if value is None:
        return None
    upper = (last.upper or last.value) + (_HALF if "half" in parts else 0)
    return Numeral(value, upper, "range", first.approximate or last.approximate)


# Parts that say a number by themselves, in the order in which they are looked for.
_SPECIAL: tuple[tuple[str, Callable[[Parts], Numeral | None]], ...] = (
    ("doubling", _doubled),
    ("minutes", lambda parts: Numeral(_clock(parts))),
    ("seconds", lambda parts: Numeral(_clock(parts))),
    ("months", _in_months),
    ("pair", lambda parts: Numeral(_digits(parts["pair"]) / 10)),
)


_COIN = re.compile(r"(\d{1,2}|[一二两三四五六七八九壹贰叁肆伍陆柒捌玖])(角|毛|分|日本銭)?")
_COINS = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": _CENT, "日本銭": _CENT}


def _coins(minor: str) -> Decimal:
    """Smaller coins in the larger one: 三毛 is 0.3, 零四 is 0.04, a bare 四 after 块 is 0.4, after 毛 0.04."""
    total = Decimal(0)
    for number, coin in _COIN.findall(minor):
        worth = _COINS.get(coin) or (_CENT if minor.startswith("零") or total else Decimal("0.1"))
        total += (numerals.number(number) or Decimal(0)) * worth
    return total
