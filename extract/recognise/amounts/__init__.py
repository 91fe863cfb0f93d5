"""The amounts of a text, and every numeral that is no amount, with the reason.

The rules of patterns/amounts.yaml say what an amount looks like; this room tries them where a numeral begins, reads
number and unit, looks for comparators beside the span and settles who owns a character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Any

from extract import expressions as re
from extract import items, numerals, units
from extract.model import COMPARATORS, Amount, Comparator, Rejected
from extract.passage import Passage
from extract.patterns import Phrases, Rule, Rules, from_rules, from_words, phrases
from extract.recognise.amounts import cells
from extract.recognise.amounts.comparators import Comparators
from extract.recognise.amounts.prefilter import Prefilter
from extract.recognise.amounts.quantities import Quantity, read
from extract.recognise.findings import Findings, Found, spans
from extract.text import fold

Span = tuple[int, int]

# A run of digits with its scale, or of characters that Chinese numerals are made of.
_RUN = re.compile(r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?[万亿千百]*|[零〇一二三四五六七八九十百千万亿两廿卅半]+")
_JOINED = re.compile(r"[\w%)-]")  # behind these a dash joins: 3%-5%, 元-, A-3, 标段-2
_MEASURED = frozenset("增降长落幅动为至温比率润利速额入数低是到达")  # the ends of what can be below zero: 增长-3.2%, 净利润-1亿元
_MARK = re.compile(r"^[ \t]*\d{1,2}(?=\.\d{1,3}[人名户家](?!民))", re.M)  # 2.4人: the second line of a list, no 2.4
_ITEM = re.compile(r"^[ \t]*(?P<nth>\d{1,2})\.(?P<figure>\d)?", re.M)  # 1.80周岁以上的⏎2.孤寡老人: items of a list
_LOADED = frozenset("减降增税担")  # 减负, 降负: a load, no sign
_PAUSE = re.compile(r"[0-9]，[0-9]{3}(?![0-9])")  # a full-width comma parts two figures; 1,234 is one, １，２３４ too
_VAGUE = frozenset("上几数")  # 上百, 几十, 数千
# What stands in the title of a document is its name: 《支持民营经济发展30条》.
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
_AND = re.compile(r"[、和与及或]|以及|或者")
_NOUN_AND = re.compile(r"[\u4e00-\u9fff]{1,8}、")  # 最高80万元场租、20万元装修费
_EACH_PER = re.compile(r"、[\u4e00-\u9fff]{0,8}每[人户亩年月日天生每]{1,4}")  # 最高为职工每人每月500元、居民每人每月250元
_GROUPED = re.compile(r"[0-9],[0-9]{3}\Z")  # 1,234，567: who has written one comma writes the next one, too
_SIGNS = frozenset("-+负")
_BOUND = 2  # characters of a bound behind a value: 以上
_BEHIND = ("ge", "le")  # what words behind a list say: 以上, 以内
_ONE_DIGIT = str.maketrans("0123456789", "5" * 10)  # which digit it is makes no difference to the rules of amounts
_WIDE = str.maketrans("()", "\uff08\uff09")
_PER = 16  # characters before a sum in which what it is paid per stands: 每台（套）设备给予|2000元
_NUMERAL = 24  # characters of a numeral that the prefilter looks at


def rejects(passage: Passage, rules: Rules) -> list[Rejected]:
    """Names that contain numerals (5G, 粤府〔2022〕5号, “两高四新”), whose characters no amount and no date may use.

    >>> from extract.patterns import load_rules
    >>> [one.text for one in rejects(Passage.of("建成5G基站120个，落实榕府〔2022〕5号文件"), load_rules())]
    ['5G', '榕府〔2022〕5号']
    """
    found: list[Rejected] = []
    machine = _machine(rules)
    text, (folded, sites) = passage.text, passage.once(_numerals)
    longest = _longest_names(machine.rejecting, folded, sites)
    end = 0
    for first, last in sites:
        for start in _openings(folded, max(first, end), first, last):
            if start in longest:
                name, rule = longest[start]
                start, end = max(_begin(name), end), name.end()
                reason = rule.gives.get("reason", rule.note)
                found.append(Rejected(text[start:end], start, end, rule.id, reason))
                break
    return found


def _openings(folded: str, start: int, first: int, last: int) -> range:
    """The offsets in a run where a name may begin: never behind a digit; a Chinese run may hide one (在三亚 and 第三亚军)."""
    return range(start, first + 1 if folded[first].isdigit() else last)


def _begin(name: Any) -> int:
    """The start of a name that was found at its numeral: the start of the group `whole` (榕府〔|2022〕5号)."""
    whole = "whole" in name.re.groupindex and name["whole"]
    return int(name.start("whole") if whole else name.start())


def _longest_names(rejecting: Prefilter, folded: str, sites: Sequence[Span]) -> dict[int, tuple[Any, Rule]]:
    """The match of the longest name and its rule, by the start of its numeral."""
    starts = (start for first, last in sites for start in _openings(folded, first, first, last))
    longest: dict[int, tuple[Any, Rule]] = {}
    for rule, places in rejecting.places((start, folded[start : start + 2], folded[start - 1 : start]) for start in starts):
        if not rule.needs or any(map(folded.__contains__, rule.needs)):
            for start, name in _names(rule, folded, places):
                if start not in longest or name.end() > longest[start][0].end():
                    longest[start] = name, rule
    return longest


def _names(rule: Rule, folded: str, places: Iterable[int]) -> Iterator[tuple[int, Any]]:
    """The offsets at which a rule matches, with the matches."""
    match = rule.match.match
    return ((start, found) for start in places if (found := match(folded, start)))


def _numerals(passage: Passage) -> tuple[str, tuple[Span, ...]]:
    """The folded text with its figures parted, and the spans of its numerals: used for names, then for amounts."""
    parted = _parted(passage.text, passage.folded)
    return parted, _sites(parted)


def _sites(folded: str) -> tuple[Span, ...]:
    """The starts of numerals and the ends of their runs; a sign or 上, 几, 数 before a run belongs to it."""
    return tuple((_opened(folded, run.start()), run.end()) for run in _RUN.finditer(folded))


def _opened(folded: str, start: int) -> int:
    """The start of a numeral whose digits begin at `start`: its sign, or the word that makes it vague (好几百)."""
    before = folded[start - 1] if start else ""
    if before in _VAGUE and folded[start] in "十百千万亿":
        return start - 2 if before != "上" and folded[start - 2 : start - 1] == "好" else start - 1
    return start - 1 if before in _SIGNS and _signs(folded, start - 1) else start


def _signs(folded: str, place: int) -> bool:
    """Whether a dash, plus or 负 is the sign of the figure behind it: 同比-3%, 增速为负2%; not 5-6%, A-3, 减负3亿元."""
    before = folded[place - 1 : place]
    if folded[place] == "负" and before in _LOADED:
        return False
    return before in _MEASURED or (folded[place] != "+" and not _JOINED.match(before))


def _parted(text: str, folded: str) -> str:
    """The folded text with a stop where a full-width comma or the mark of a list parts two figures.

    >>> _parted("￥20，300美元，共1,234元", "￥20,300美元,共1,234元")
    '￥20;300美元,共1,234元'
    """
    pauses = (pause.start() + 1 for pause in _PAUSE.finditer(text))
    places = [place for place in pauses if not _GROUPED.search(text[max(0, place - 5) : place])]
    for place in (*places, *(mark.end() for mark in _MARK.finditer(folded)), *_marks(folded)):
        folded = f"{folded[:place]};{folded[place + 1 :]}"
    return folded


def _marks(folded: str) -> Iterator[int]:
    """Where the marks of items end that a figure follows, next to an item that no figure opens.

    >>> list(_marks("1.80周岁以上的老人\\n2.孤寡老人")), list(_marks("1.8万元\\n2.6万元"))
    ([1], [])
    >>> list(_marks("1.全职到岗 2.按时参保 3.35周岁以下")), list(_marks("1.项目概况 总投资 2.5亿元"))
    ([15], [])
    """
    for one, other in pairwise(_ITEM.finditer(folded)):
        if int(other["nth"]) == int(one["nth"]) + 1 and bool(one["figure"]) != bool(other["figure"]):
            yield (one if one["figure"] else other).end("nth")
    yield from (end - 1 for _, end in items.marks(folded) if folded[end : end + 1].isdigit())


def find(passage: Passage, context: Findings, rules: Rules) -> Found[Amount]:
    """The amounts of a passage that touch no date and no name with digits, and the numerals left alone.

    >>> from extract.patterns import load_rules
    >>> found = find(Passage.of("总投资超过1.2亿元"), Findings(), load_rules()).records
    >>> found[0].text, found[0].value, found[0].unit, found[0].comparator
    ('1.2亿元', Decimal('120000000'), 'CNY', 'gt')
    """
    machine = _machine(rules)
    parted, sites = passage.once(_numerals)
    text, folded, taken = passage.text, parted, spans(context.names, context.dates)
    owned = _Owned(sorted([*taken, *(title.span() for title in _TITLE.finditer(folded))]))
    candidates = sorted(filter(_likely, _candidates(machine, folded, sites, owned, _Table(folded, rules, fold(context.title or "")))), key=_precedence)
    amounts: list[Amount] = []
    end = 0
    for amount in candidates:
        if amount.start >= end and not owned.touches(amount.start, amount.end):
            end = amount.end
            amounts.append(_worded(amount, text, folded, machine.comparators))
    return Found(_said_again(_paid_alike(_each(amounts, folded), folded, machine.known), folded), _left(passage, context, amounts))


def _likely(found: Quantity) -> bool:
    """Whether a quantity can be what it seems: no per cent is a million (140.3亿% is a misprint of 亿元)."""
    return found.kind not in ("percent", "percentage_point") or max(abs(found.value), abs(found.upper or Decimal(0))) < _PER_CENTS


_PER_CENTS = 1_000_000


def _each(amounts: list[Amount], folded: str) -> list[Amount]:
    """The amounts, a comparator beside a list holding for all of it, and so the unit that a list is paid per.

    What stands before the list is said of what follows (超过5亿元、3亿元, 每月600元和450元), what stands behind it of what
    went before (5%和3%以内).
    """
    spread: list[Amount] = []
    first = 0  # where the present list began
    for place, amount in enumerate(amounts):
        last, behind = spread[-1] if spread else None, next(iter(amounts[place + 1 : place + 2]), None)
        if not last or not _listed(last, amount, folded):
            first = place
        elif last.unit and not _AND.fullmatch(folded, last.end, amount.start):
            amount = replace(amount, comparator=last.comparator)
        else:
            amount = replace(amount, unit=_per_of(last, amount))
            if amount.comparator in _BEHIND and not _goes_on_bounded(amount, behind, folded):
                spread[first:] = [_compared(one, amount.comparator) for one in spread[first:]]
            amount = _compared(amount, last.comparator)
        spread.append(amount)
    return spread


def _goes_on_bounded(amount: Amount, behind: Amount | None, folded: str) -> bool:
    """Whether the value behind a bounded one has a bound of its own, so that neither is for those before them: 8%、|10%以上|、12%以上."""
    if behind is None or behind.comparator != amount.comparator or behind.kind != amount.kind:
        return False
    near = behind.start - amount.end <= _BOUND + 1
    return near and _AND.fullmatch(folded, behind.start - 1, behind.start) is not None


def _said_again(amounts: Sequence[Amount], folded: str) -> list[Amount]:
    """The amounts, one in brackets that repeats the last in another unit having its bound: 尿素≥28mmol/l(|80mg/dl|)."""
    spread = list(amounts[:1])
    for amount in amounts[1:]:
        last = spread[-1]
        bracketed = folded[last.end : amount.start] == "(" and folded[amount.end : amount.end + 1] == ")"
        again = bracketed and last.unit != amount.unit and last.comparator != "range"
        spread.append(_compared(amount, last.comparator) if again else amount)
    return spread


def _paid_alike(amounts: Sequence[Amount], folded: str, known: Phrases) -> list[Amount]:
    """The amounts, the unit that a sum is paid per holding for what it is raised to (由每人每月600元提高到|640元) and for its parts (其中…)."""
    spread = list(amounts[:1])
    link = ""  # how the present sum goes on from the one before
    for amount in amounts[1:]:
        last = spread[-1]
        elided = amount.unit == "CNY" and (last.unit or "").startswith("CNY/")
        links = _LINKS[link] if elided else ()
        link = next((name for name in links if known[name].fullmatch(folded, last.end, amount.start)), "")
        spread.append(replace(amount, unit=last.unit) if link else amount)
    return spread


_GOES_ON = ("amounts.raised_to", "amounts.among")
# By how a sum goes on from the one before, how the next one may: a part is followed by further ones.
_LINKS = {"": _GOES_ON, "amounts.raised_to": _GOES_ON, "amounts.among": (*_GOES_ON, "amounts.further"), "amounts.further": (*_GOES_ON, "amounts.further")}


def _compared(amount: Amount, comparator: Comparator) -> Amount:
    """The amount with the comparator, where it has none of its own."""
    return replace(amount, comparator=comparator) if amount.comparator == "eq" else amount


def _listed(last: Amount, amount: Amount, folded: str) -> bool:
    """Whether an amount stands in one list with the last and may share the words beside it."""
    if "range" in (last.comparator, amount.comparator) or last.approximate != amount.approximate:
        return False
    if _AND.fullmatch(folded, last.end, amount.start):
        # 2000万人次和20万吨以上 is one list; 3个、5亿元以上项目2个 is none
        return last.kind == amount.kind or (amount.comparator in _BEHIND and folded[last.end] in "和与及或")
    bounded = last.comparator == "le" and amount.comparator == "eq" and last.unit == amount.unit
    return bounded and any(gap.fullmatch(folded, last.end, amount.start) for gap in (_NOUN_AND, _EACH_PER))


def _per_of(last: Amount, amount: Amount) -> str | None:
    """The unit of an amount, with what the last of its list is paid per: 每月600元和|450元."""
    unit = amount.unit or ""
    elided = (last.unit or "").startswith(f"{unit}/") and "/" not in last.text and unit == "CNY"
    return last.unit if elided else amount.unit


def _precedence(found: Quantity) -> tuple[int, int, int, str]:
    """The order of quantities: by start, then by length, then the more special rule first (amount.count.each before amount.count)."""
    return found.start, -found.end, -found.rule.count("."), found.rule


class _Owned:
    """Sorted spans that others own; they may overlap."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.starts = [start for start, _ in spans]
        self.ends = list(accumulate((end for _, end in spans), max))

    def touches(self, start: int, end: int) -> bool:
        place = bisect_right(self.starts, end - 1)
        return place > 0 and self.ends[place - 1] > start


@dataclass(frozen=True)
class _Machine:
    """What is computed once for a set of rules."""

    units: units.Units
    anchored: Prefilter
    searched: tuple[Rule, ...]
    rejecting: Prefilter
    comparators: Comparators
    known: Phrases


@from_words
def _units(rules: Rules) -> units.Units:
    return units.table(rules.vocabularies.get("units", ()))


@from_words
def _comparators(rules: Rules) -> Comparators:
    return Comparators(rules.vocabularies.get("comparators", ()), phrases(rules))


@from_rules
def _machine(rules: Rules) -> _Machine:
    amounts = rules.of("amount")
    return _Machine(
        _units(rules),
        Prefilter(rule for rule in amounts if not rule.needs),
        tuple(rule for rule in amounts if rule.needs),
        Prefilter(rules.of("reject")),
        _comparators(rules),
        phrases(rules),
    )


def _candidates(machine: _Machine, folded: str, sites: Sequence[Span], owned: _Owned, table: _Table) -> Iterator[Quantity]:
    """What the rules read: those that begin with a numeral where one may begin, the others where their words stand."""
    free = ((start, min(end, start + _NUMERAL)) for start, end in sites if not owned.touches(start, end))
    openings = ((start, folded[start:stop].translate(_ONE_DIGIT) + folded[stop : stop + 1], folded[start - 1 : start]) for start, stop in free)
    for rule, starts in machine.anchored.places(openings):
        match = rule.match.match
        yield from _read((found for start in starts if (found := match(folded, start))), rule, machine, table)
    for rule in machine.searched:
        yield from _read(rule.matches(folded), rule, machine, table)


def _read(matches: Iterable[Any], rule: Rule, machine: _Machine, table: _Table) -> Iterator[Quantity]:
    """The quantities of a rule's matches; a cell's in the unit of its row or column."""
    of_cell = rule.gives.get("from") == "cell"
    for match in matches:
        candidate = read(match, rule, machine.units)
        if candidate and of_cell:
            candidate = table.cell(candidate, machine.units)
        if candidate:
            yield candidate


class _Table:
    """The cells of a text, read only where some figure stands alone on its line."""

    def __init__(self, folded: str, rules: Rules, title: str) -> None:
        self.folded = folded
        self.rules = rules
        self.title = title
        self.cells: dict[int, str | None] | None = None

    def cell(self, found: Quantity, known: units.Units) -> Quantity | None:
        """The candidate in the unit of its row or column; None where it is no cell of a table."""
        if self.cells is None:
            self.cells = cells.units(self.folded, self.rules, self.title)
        if found.start not in self.cells:
            return None
        named = known.scaled(self.cells[found.start] or "")
        if named is None:
            return found if found.upper is None else None
        scale, unit = named
        factor = numerals.EXACT.multiply(numerals.number("一" + scale) or Decimal(1), unit.factor)
        value = numerals.EXACT.multiply(found.value, factor)
        upper = None if found.upper is None else numerals.EXACT.multiply(found.upper, factor)
        return replace(found, value=value, upper=upper, unit=unit.code, kind=unit.kind)


def _worded(found: Quantity, text: str, folded: str, comparators: Comparators) -> Amount:
    """The amount of a quantity, with what the words beside it add."""
    comparator, approximate = comparators.comparator(folded, found)
    printed = text[max(found.start - _PER, 0) : found.end]
    return Amount(
        id="",
        text=text[found.start : found.end],
        start=found.start,
        end=found.end,
        sentence=-1,
        rule=found.rule,
        kind=found.kind,
        value=found.value,
        value_max=found.upper,
        unit=_as_printed(found.unit, printed),
        comparator=COMPARATORS[comparator],
        approximate=approximate,
        item=comparators.item(folded, found),
    )


def _as_printed(unit: str | None, printed: str) -> str | None:
    """A unit with the brackets that are printed: 台（套）."""
    return unit.translate(_WIDE) if unit and "(" in unit and "\uff08" in printed else unit


def _left(passage: Passage, context: Findings, amounts: Sequence[Amount]) -> list[Rejected]:
    """Every numeral that no record owns, with the reason why it is no amount."""
    text, (folded, sites) = passage.text, passage.once(_numerals)
    owned = _Owned(spans(context.names, context.dates, amounts))
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
