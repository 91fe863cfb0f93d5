"""Values as one reads them: 1000亿元 beside 100000000000 CNY."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from extract.meanings import codes
from extract.patterns import Rules, from_words
from extract.units import PER

_PARTS = {short: form for form, short in reversed(PER.items()) if short.isascii()}  # what is per month has no classifier of months


@from_words
def unit_names(rules: Rules) -> Mapping[str, str]:
    """Code of a unit -> what it is called: CNY -> 元; of times, code and printed form -> that form, since 3年 and 3周岁 have one code.

    >>> from extract.patterns import load_rules
    >>> names = unit_names(load_rules())
    >>> names["CNY"], names["m2"], names["a 周岁"]
    ('元', '平方米', '周岁')
    """
    names: dict[str, str] = {}
    for entry in rules.vocabularies.get("units", ()):
        if entry["factor"] in ("", "1"):
            names.setdefault(entry["code"], entry.forms[0])
        if entry["kind"] == "duration":
            names.update({f"{entry['code']} {form}": form for form in entry.forms})
    return names


@from_words
def unit_kinds(rules: Rules) -> Mapping[str, str]:
    """Code of a unit -> what kind of quantity it counts in: CNY -> money.

    >>> from extract.patterns import load_rules
    >>> kinds = unit_kinds(load_rules())
    >>> kinds["CNY"], kinds["%"], kinds["mu"]
    ('money', 'percent', 'area')
    """
    return {entry["code"]: entry["kind"] for entry in reversed(rules.vocabularies.get("units", ()))}


BARE = "1"  # the unit of a number that has none, as a coefficient: 0.6
_LONGEST = 3  # characters of a printed unit of time: 个月, 个年头


def _printed_unit(record: Mapping[str, Any], names: Mapping[str, str]) -> str | None:
    """The unit of a time as its text has it; None of anything else."""
    text = record.get("text") or ""
    return next((names[key] for size in range(_LONGEST, 0, -1) if (key := f"{record['unit']} {text[-size:]}") in names), None)


def unit_name(code: str, names: Mapping[str, str]) -> str:
    """The unit in Chinese.

    >>> unit_name("CNY/m2", {"CNY": "元", "m2": "平方米"})
    '元/平方米'
    >>> unit_name("CNY/人/mo", {"CNY": "元", "mo": "个月"})
    '元/人/月'
    >>> unit_name("1", {}), unit_name("1/km2", {"km2": "平方公里"})
    ('', '1/平方公里')
    """
    if code == BARE:
        return ""
    whole, *parts = code.split("/")
    return "/".join([names.get(whole, whole), *(_PARTS.get(part) or names.get(part, part) for part in parts)])


def readable(record: Mapping[str, Any], names: Mapping[str, str]) -> str | None:
    """Value and unit in 亿 and 万, a range with a dash; None without a value.

    >>> readable({"value": 12_500_000_000, "value_max": None, "unit": "CNY"}, {"CNY": "元"})
    '125亿元'
    >>> readable({"value": 5.5, "value_max": 6, "unit": "%"}, {"%": "%"})
    '5.5—6%'
    >>> readable({"value": 1_800_000_000_000, "value_max": None, "unit": "CNY"}, {"CNY": "元"})
    '1.8万亿元'
    >>> readable({"value": 32296, "value_max": None, "unit": "CNY"}, {"CNY": "元"})
    '32296元'
    >>> readable({"value": 3, "value_max": None, "unit": "a", "text": "3周岁"}, {"a": "年", "a 周岁": "周岁"})
    '3周岁'
    """
    if record["value"] is None:
        return None
    ends = [Decimal(repr(end)) for end in (record["value"], record["value_max"]) if end is not None]
    scale, word = _scale(ends, record.get("text") or "")
    unit = _printed_unit(record, names) or unit_name(record["unit"] or "", names)
    figure = "—".join(_plain(end / scale) for end in ends) + word
    rank = codes("rank").get(unit)
    return rank.head.replace("N", figure) if rank else f"{figure}{unit}"


def _scale(ends: Sequence[Decimal], text: str) -> tuple[Decimal, str]:
    """The scale that the text has figures in, else the largest in which they read well."""
    scales = [one for one in _scales() if abs(ends[-1]) >= one[0]]
    printed = (one for one in scales if one[1] in text)
    return next(printed, None) or next((one for one in scales if _is_short(ends, one[0])), (Decimal(1), ""))


def _is_short(ends: Sequence[Decimal], scale: Decimal) -> bool:
    """Whether figures are easier to read in a scale: 9.5万 is, 3.2296万 is not; a million has more digits to spare."""
    decimals = max(-int((end / scale).normalize().as_tuple().exponent) for end in ends)
    return decimals <= (_DECIMALS if abs(ends[-1]) < _MILLION else _MORE_DECIMALS)


_DECIMALS, _MORE_DECIMALS, _MILLION = 2, 4, 1_000_000  # digits behind the point that read well, of small and of large figures


@cache
def _scales() -> tuple[tuple[Decimal, str], ...]:
    """The scales of numbers, the largest first, and their words."""
    return tuple((Decimal(size), one.head) for size, one in codes("scale").items())


def _plain(number: Decimal) -> str:
    """Without an exponent and without zeros that say nothing."""
    return f"{number.normalize():f}"
