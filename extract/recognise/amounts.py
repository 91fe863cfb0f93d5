"""Amounts of a text: every quantity that it states, and every numeral that was left alone, with the reason.

The rules of patterns/amounts.yaml say what an amount looks like; this room tries them where a numeral begins, reads
number and unit, looks for comparators beside the span and settles who owns a character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import accumulate

import regex

from extract import numerals, units
from extract.model import Amount, Rejected
from extract.patterns import Rule, Rules
from extract.recognise import cells
from extract.recognise.gate import Gate

Span = tuple[int, int]
Match = regex.Match[str]
Parts = Mapping[str, str]

# A run of digits with its scale, or of characters that Chinese numerals are made of.
_RUN = re.compile(r"\d[\d.,]*[万亿千百]*|[零〇一二三四五六七八九十百千万亿两廿卅半]+")
_JOINED = re.compile(r"[\w%)-](?<![增降长落幅动为至])")  # behind these a dash joins: 3%-5%, 元-, A-3; but 增长-3.2%
_VAGUE = frozenset("上几数")  # 上百, 几十, 数千
_NOUN = re.compile(r"(?:以上|以下|以内|左右)?的?([\u4e00-\u9fffA-Za-z]{2,12})")
# What stands in the title of a document is its name: 《支持民营经济发展30条》.
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
_ONE_DIGIT = str.maketrans("0123456789", "5" * 10)  # which digit it is makes no difference to the rules of amounts
_OF = re.compile(r"(?P<word>超过|不到|不足|低于|高于|突破|约占|接近|近)[^\d,。;、:“”]{2,10}(?:总量|总数|总额|总产值|产量|规模|全国|全省|全市)的\Z")
_FAR = 18
_INCLUDED = re.compile(r"\(含[^()]{0,10}\)")  # 500万元(含500万元)以上
_CENT = Decimal("0.01")


def rejects(text: str, folded: str, rules: Rules) -> list[Rejected]:
    """Names that contain numerals (5G, 粤府〔2022〕5号, “两高四新”): no amount and no date may use their characters."""
    found: list[Rejected] = []
    machine = _machine(rules)
    end = 0
    for first, last in _sites(folded):
        # Behind a digit no other name begins; a Chinese run may hide one (在三亚 and 第三亚军).
        for start in range(max(first, end), first + 1 if folded[first].isdigit() else last):
            match, owner = None, None
            for rule in machine.rejecting(folded[start : start + 2]):
                tried = rule.match.match(folded, start)
                if tried and (match is None or tried.end() > match.end()):
                    match, owner = tried, rule
            if match and owner:
                end = match.end()
                reason = owner.gives.get("reason", owner.note)
                found.append(Rejected(text[start:end], start, end, owner.id, reason))
                break
    return found


@lru_cache(maxsize=4)
def _sites(folded: str) -> tuple[Span, ...]:
    """Where numerals may begin, and where their runs end; a sign or 上, 几, 数 before a run belongs to it."""
    sites: list[Span] = []
    for run in _RUN.finditer(folded):
        start, end = run.span()
        while folded[end - 1] in ".,":
            end -= 1
        if start:
            before = folded[start - 1]
            if before in _VAGUE and folded[start] in "十百千万亿":
                start -= 2 if before != "上" and folded[start - 2 : start - 1] == "好" else 1
            elif before == "负" or (before == "-" and (start == 1 or not _JOINED.match(folded[start - 2]))):
                start -= 1
        sites.append((start, end))
    return tuple(sites)


def find(text: str, folded: str, taken: Sequence[Span], rules: Rules) -> tuple[list[Amount], list[Rejected]]:
    """The amounts of a text that touch none of the `taken` spans, and the numerals left alone.

    >>> from extract.patterns import load_rules
    >>> found, _ = find("总投资超过1.2亿元", "总投资超过1.2亿元", [], load_rules())
    >>> found[0].text, found[0].value, found[0].unit, found[0].comparator
    ('1.2亿元', Decimal('120000000'), 'CNY', 'gt')
    """
    machine = _machine(rules)
    sites = _sites(folded)
    owned = _Owned(sorted([*taken, *(title.span() for title in _TITLE.finditer(folded))]))
    candidates = sorted(_candidates(machine, folded, sites, owned), key=_precedence)
    amounts: list[Amount] = []
    end = 0
    for amount in candidates:
        if amount.start >= end and not owned.touches(amount.start, amount.end):
            end = amount.end
            amounts.append(_worded(amount, text, folded, machine))
    return amounts, _left(text, folded, sites, taken, amounts)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    rule: str
    kind: str
    value: Decimal
    upper: Decimal | None
    unit: str | None
    comparator: str
    approximate: bool


def _precedence(found: _Candidate) -> tuple[int, int, int, str]:
    """Who begins first, then who is longer, then the more special rule (amount.count.each before amount.count)."""
    return found.start, -found.end, -found.rule.count("."), found.rule


class _Owned:
    """Spans that others own, sorted; they may overlap."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.starts = [start for start, _ in spans]
        self.ends = list(accumulate((end for _, end in spans), max))

    def touches(self, start: int, end: int) -> bool:
        place = bisect_right(self.starts, end - 1)
        return place > 0 and self.ends[place - 1] > start


@dataclass(frozen=True, slots=True)
class _Word:
    """A comparator word; not one where it is part of `unless`, or beside an amount of another kind."""

    comparator: str
    approximate: bool
    unless: tuple[str, ...]
    kinds: tuple[str, ...]


Words = dict[str, _Word]
_LONGEST = 6


@dataclass(frozen=True)
class _Machine:
    """What is computed once for a set of rules."""

    units: units.Units
    anchored: Gate
    searched: tuple[Rule, ...]
    rejecting: Gate
    left: Words
    right: Words
    item_ends: re.Pattern[str]


@cache
def _machine(rules: Rules) -> _Machine:
    amounts = rules.of("amount")
    sides: dict[str, Words] = {"left": {}, "right": {}, "item": {}}
    for entry in rules.vocabularies.get("comparators", ()):
        word = _Word(entry["comparator"], entry["approximate"] == "true", tuple(entry["unless"].split()), tuple(entry["kinds"].split()))
        sides[entry["side"]].update(dict.fromkeys(entry.forms, word))
    return _Machine(
        units.table(rules.vocabularies.get("units", ())),
        Gate(rule for rule in amounts if not rule.needs),
        tuple(rule for rule in amounts if rule.needs),
        Gate(rules.of("reject")),
        sides["left"],
        sides["right"],
        re.compile("|".join(map(re.escape, sides["item"])) or r"(?!)"),
    )


def _candidates(machine: _Machine, folded: str, sites: Sequence[Span], owned: _Owned) -> Iterator[_Candidate]:
    table = _Table(folded)
    for start, end in sites:
        if owned.touches(start, end):
            continue
        for rule in machine.anchored(folded[start : min(end, start + 24) + 1].translate(_ONE_DIGIT)):
            match = rule.match.match(folded, start)
            if match:
                candidate = _read(match, rule, machine, folded)
                if candidate and rule.gives.get("from") == "cell":
                    candidate = table.cell(candidate, machine.units)
                if candidate:
                    yield candidate
    for rule in machine.searched:
        for match in rule.matches(folded):
            candidate = _read(match, rule, machine, folded)
            if candidate:
                yield candidate


class _Table:
    """The cells of a text, read only where some figure stands alone on its line."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.cells: dict[int, str | None] | None = None

    def cell(self, found: _Candidate, known: units.Units) -> _Candidate | None:
        """The candidate in the unit of its row or column; None where it is no cell of a table."""
        if self.cells is None:
            self.cells = cells.units(self.folded)
        if found.start not in self.cells:
            return None
        named = self.cells[found.start] or ""
        form = named.lstrip("十百千万亿")
        unit = known[form] or known[named]
        if unit is None:
            return found
        scale = numerals.number("一" + named[: len(named) - len(form)]) if known[form] and form != named else Decimal(1)
        value = numerals.EXACT.multiply(found.value, (scale or Decimal(1)) * unit.factor)
        return replace(found, value=value, unit=unit.code, kind=unit.kind)


def _read(match: Match, rule: Rule, machine: _Machine, folded: str) -> _Candidate | None:
    """What a match says; None where its numeral is none, or its unit begins another word."""
    parts, gives = {name: part for name, part in match.groupdict().items() if part is not None}, rule.gives
    unit = machine.units[parts["unit"]] if parts.get("unit") else None
    if unit is not None:
        if unit.unless and not parts.get("per") and folded.startswith(unit.unless, match.end()):
            return None
        if parts.get("per"):
            unit = machine.units.per(unit, parts["per"])
    number = _number(parts, gives)
    if number is None:
        return None
    factor = Decimal(gives["factor"]) if "factor" in gives else unit.factor if unit else Decimal(1)
    value = numerals.EXACT.multiply(number.value, factor)
    upper = None if number.upper is None else numerals.EXACT.multiply(number.upper, factor)
    if parts.get("lower"):
        lower = machine.units[parts["lower"]]
        if lower is not None and lower is not unit:
            value = numerals.EXACT.multiply(number.value, lower.factor)
    if upper is not None and upper <= value:
        return None
    if parts.get("minor"):
        value += _coins(parts["minor"])
    if parts.get("each") is not None and unit is not None:
        unit = machine.units.per(unit, parts["each"] + "人")
    code = gives.get("unit") or (unit.code if unit else "CNY" if "minor" in parts else None)
    kind = gives.get("kind") or (unit.kind if unit else "other")
    if "base" in parts and "unit" not in gives:
        code, kind = (unit.code, unit.kind) if unit else ("%", "percent")
    comparator = gives.get("comparator", number.comparator)
    return _Candidate(
        match.start(), match.end(), rule.id, kind, value, upper, code,
        "range" if upper is not None else comparator, number.approximate,
    )  # fmt: skip


def _number(parts: Parts, gives: Mapping[str, str]) -> numerals.Numeral | None:
    """The number of a match's parts: plain, a range, a fraction, a ratio, a doubling, with a half or not."""
    if "value" in gives:
        return numerals.Numeral(Decimal(gives["value"]))
    if "doubling" in parts:
        times = numerals.number(parts["doubling"] or "一")
        return numerals.Numeral(Decimal(2) ** times) if times is not None else None
    if parts.get("pair"):
        pair = numerals.DIGITS[parts["pair"][0]] + numerals.DIGITS[parts["pair"][1]] / 10
        return numerals.Numeral(pair)
    written = parts.get("number")
    if not written:
        return numerals.Numeral(Decimal(0)) if parts.get("minor") else None
    if parts.get("base"):
        return _fraction(written, parts["base"], whole=parts.get("unit") is not None or gives.get("unit") == "x")
    if parts.get("upper"):
        return _range(written, parts["upper"], shared=not parts.get("lower"), half=bool(parts.get("half")))
    found = numerals.numeral(written)
    if found is None:
        return None
    if parts.get("tail") and not numerals.scale_of(written):
        scale = numerals.number("一" + numerals.scale_of(parts["tail"]))
        return replace(found, value=numerals.EXACT.multiply(found.value, scale or Decimal(1)))
    return replace(found, value=found.value + Decimal("0.5")) if parts.get("half") else found


def _fraction(number: str, base: str, whole: bool) -> numerals.Numeral | None:
    """三分之二 is 66.67 (of a hundred), or 0.67 where it is a fraction of a unit."""
    above, below = numerals.number(number), numerals.number(base if base not in "百千万" else "一" + base)
    if above is None or not below:
        return None
    share = above / below * (1 if whole else 100)
    exact = below % 100 == 0 or share == share.quantize(_CENT)
    return numerals.Numeral(share if exact else share.quantize(_CENT))


def _range(low: str, high: str, shared: bool, half: bool) -> numerals.Numeral | None:
    first, last = numerals.numeral(low), numerals.numeral(high)
    value = numerals.shared(low, high) if shared else first.value if first else None
    if first is None or last is None or value is None:
        return None
    upper = (last.upper or last.value) + (Decimal("0.5") if half else 0)
    return numerals.Numeral(value, upper, "range", first.approximate or last.approximate)


_COIN = re.compile(r"(\d{1,2}|[一二两三四五六七八九])(角|毛|分|日本銭)?")
_COINS = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": _CENT, "日本銭": _CENT}


def _coins(minor: str) -> Decimal:
    """Smaller coins in the larger one: 三毛 is 0.3, 零四 is 0.04, a bare 四 after 块 is 0.4."""
    total = Decimal(0)
    for number, coin in _COIN.findall(minor):
        worth = _COINS.get(coin) or (_CENT if minor.startswith("零") else Decimal("0.1"))
        total += (numerals.number(number) or Decimal(0)) * worth
    return total


def _worded(found: _Candidate, text: str, folded: str, machine: _Machine) -> Amount:
    """The amount with what the words beside it add: comparator, vagueness, the thing counted."""
    comparator, approximate = found.comparator, found.approximate
    for beside in (_before(folded, found.start, machine.left), _after(folded, found.end, found.kind, machine.right)):
        if beside:
            if comparator == "eq" and beside[0] != "eq":
                comparator = beside[0]
            approximate = approximate or beside[1]
    return Amount(
        id="", text=text[found.start : found.end], start=found.start, end=found.end, sentence=-1, rule=found.rule,
        kind=found.kind, value=found.value, value_max=found.upper, unit=found.unit,
        comparator=comparator, approximate=approximate, item=_item(folded, found, machine.item_ends),
    )  # fmt: skip


def _before(folded: str, start: int, words: Words) -> tuple[str, bool] | None:
    """The comparator that ends where the amount begins (the longest word decides)."""
    if start and folded[start - 1] == " ":
        start -= 1
    if start and folded[start - 1] == "的":  # 超过全国总量的50%
        far = _OF.search(folded, max(0, start - _FAR), start)
        word = words.get(far["word"]) if far else None
        return (word.comparator, word.approximate) if word else None
    for length in range(min(_LONGEST, start), 0, -1):
        word = words.get(folded[start - length : start])
        if word and not any(folded.startswith(other, start - len(other)) for other in word.unless if len(other) <= start):
            return word.comparator, word.approximate
    return None


def _after(folded: str, end: int, kind: str, words: Words) -> tuple[str, bool] | None:
    included = _INCLUDED.match(folded, end)
    end = included.end() if included else end
    for length in range(_LONGEST, 0, -1):
        word = words.get(folded[end : end + length])
        if word and (not word.kinds or kind in word.kinds) and not folded.startswith(word.unless, end):
            return word.comparator, word.approximate
    return None


def _item(folded: str, found: _Candidate, ends: re.Pattern[str]) -> str | None:
    """The noun right behind a counted unit, as printed: 项目 of 29个项目; None where no noun or a whole clause follows."""
    noun = _NOUN.match(folded, found.end) if found.kind == "count" else None
    if noun is None:
        return None
    end = ends.search(folded, noun.start(1), noun.end(1))
    item = folded[noun.start(1) : end.start() if end else noun.end(1)]
    return item if 1 < len(item) < 11 else None


def _left(text: str, folded: str, sites: Sequence[Span], taken: Sequence[Span], amounts: Sequence[Amount]) -> list[Rejected]:
    """Every numeral that nothing owns, with the reason why it is no amount."""
    owned = _Owned(sorted([*taken, *((a.start, a.end) for a in amounts)]))
    found: list[Rejected] = []
    for start, end in sites:
        if not owned.touches(start, end):
            found.append(Rejected(text[start:end], start, end, "amount", _why(folded, start, end)))
    return found


def _why(folded: str, start: int, end: int) -> str:
    if folded[start].isdigit() or folded[end - 1].isdigit():
        if ":" in (folded[start - 1 : start], folded[end : end + 1]):
            return "part of a time or a score"
        return "a bare figure without a unit"
    if end - start == 1 and folded[end : end + 1] in ("级", "等", "星"):
        return "a grade"
    return "a word, an article or an ordinal, not a number"
