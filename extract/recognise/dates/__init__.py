"""Calendar expressions of a text -> Date records, resolved against the article's date.

>>> from extract.patterns import load_rules
>>> from extract.text import fold
>>> text = "3月18日，云岭市提出，到2027年建成茶园5万亩。"
>>> dates, _ = find(text, fold(text), (), Reference("2022-04-02", "publication"), load_rules())
>>> [(date.text, date.value) for date in dates]
[('3月18日', '2022-03-18'), ('2027年', '2027')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from extract.model import Date, Reference, Rejected, Span
from extract.patterns import Rule, Rules, one_of
from extract.recognise.dates import eras, points, sense
from extract.recognise.dates.story import Reading, Story, Words, opened, words

_BEFORE, _AFTER = 20, 24  # how far an expression may reach around a word that its rule needs
_CELL = 40  # a text so short may be a cell that holds nothing but a date
Parts = Mapping[str, str]
FORMS: Mapping[str, Callable[[tuple[Parts, Parts], Story, Span], Reading | str]] = {
    "point": points.point,
    "whole": sense.whole,
    "year_edge": sense.year_edge,
    "month_edge": sense.month_edge,
    "quarter": sense.quarter,
    "week": sense.week,
    "same_period": sense.same_period,
    "holiday": eras.holiday,
    "first_units": sense.first_units,
    "plan": eras.plan,
    "era": eras.era,
    "centenary": eras.centenary,
    "lunar": eras.lunar,
    "season": eras.season,
    "lunar_range": eras.lunar_range,
    "run": points.run,
    "stamp": points.stamp,
    "ordinal": sense.ordinal,
    "set": sense.repeated,
    "bound": sense.bound,
}


@dataclass(frozen=True)
class Knowledge:
    """What a rule set knows of dates, made ready once; `at` names the rules to try where a needed word stands."""

    words: Words
    needed: re.Pattern[str]
    at: Mapping[str, frozenset[int]]
    rules: tuple[Rule, ...]
    cells: tuple[Rule, ...]


def find(
    text: str, folded: str, taken: Sequence[Span], reference: Reference | None, rules: Rules
) -> tuple[list[Date], list[Rejected]]:
    """The dates of a text in reading order, and the candidates that are none, with the reason.

    `taken` are names with digits, in reading order: no date may share characters with one, unless it holds the whole
    of it and more. `reference` is an ISO day, month or year. Records come without id and sentence.
    """
    known = _knowledge(rules)
    story = opened(folded, reference, known.words)
    dates: list[Date] = []
    rejected: list[Rejected] = []
    settled = 0
    for rule, match in _candidates(folded, known):
        start, end = match.span()
        if _touches(taken, start, end):
            rejected.append(Rejected(text[start:end], start, end, rule.id, "inside a name with digits"))
            continue
        if start < settled:
            continue
        reading = _read(rule, match, story)
        if isinstance(reading, str):
            rejected.append(Rejected(text[start:end], start, end, rule.id, reading))
            settled = settled if reading in points.YIELDING else end
            continue
        settled = end
        story.tell(start, end, reading)
        dates.append(_record(text, start, end, rule, reading))
    return dates, [item for item in rejected if not _within(item, dates)]


@lru_cache(maxsize=2)  # the pipeline wants it, and so do the mentions
def reference_in(text: str, folded: str, rules: Rules) -> Reference | None:
    """The date that an undated text tells of itself: its first full day, else the year that it names most.

    >>> from extract.patterns import load_rules
    >>> text = "白河镇2023年3月8日电"
    >>> reference_in(text, text, load_rules())
    Reference(value='2023-03-08', origin='context')
    """
    years: Counter[int] = Counter()
    for date in find(text, folded, (), None, rules)[0]:
        if date.resolved_from != "text" or date.first is None or date.last is None:
            continue
        if date.first == date.last and date.start <= 400:
            return Reference(date.first.isoformat(), "context")
        if folded[date.start - 1 : date.start] in ("到", "至") or folded[date.end : date.end + 1] == "前":
            continue  # a year to come is no date of the text
        if date.first.year == date.last.year and 1949 <= date.first.year <= 2100:
            years[date.first.year] += 1
    if not years:
        return None
    most = max(years.values())
    return Reference(str(max(year for year, count in years.items() if count == most)), "context")


def _record(text: str, start: int, end: int, rule: Rule, reading: Reading) -> Date:
    first, last = reading.extent
    return Date(
        id="", text=text[start:end], start=start, end=end, sentence=-1, rule=rule.id, type=reading.type,
        value=reading.value, first=first, last=last, modifier=reading.modifier, resolved_from=reading.source,
    )  # fmt: skip


def _within(item: Rejected, dates: Sequence[Date]) -> bool:
    place = bisect_right(dates, item.start, key=lambda date: date.start) - 1
    return any(date.start < item.end and item.start < date.end for date in dates[max(place, 0) : place + 2])


def _touches(taken: Sequence[Span], start: int, end: int) -> bool:
    """Whether a name with digits holds, meets or crosses a span; one well inside it (九号 of 3月九号) gives way."""
    place = bisect_right(taken, end - 1, key=lambda span: span[0]) - 1
    while place >= 0 and taken[place][0] > start - _BEFORE:
        name_start, name_end = taken[place]
        if name_end > start and not (start <= name_start and name_end <= end and name_end - name_start < end - start):
            return True
        place -= 1
    return place >= 0 and taken[place][1] > start


@cache
def _knowledge(rules: Rules) -> Knowledge:
    dated = tuple(rule for rule in rules.of("date") if "alone" not in rule.gives)
    cells = tuple(rule for rule in rules.of("date") if "alone" in rule.gives)
    needs = {need for rule in dated for need in rule.needs}
    at = {
        word: frozenset(order for order, rule in enumerate(dated) if any(need in word for need in rule.needs))
        for word in needs
    }
    return Knowledge(words(rules), re.compile(one_of(needs)), at, dated, cells)


def _candidates(folded: str, known: Knowledge) -> Iterator[tuple[Rule, Any]]:
    """All matches, the earliest and then the longest first."""
    if len(folded) <= _CELL:
        for rule in known.cells:
            yield from ((rule, match) for match in rule.match.finditer(folded))
    for start, end, orders in _windows(folded, known):
        found = [
            (match.start(), -match.end(), order, match)
            for order in orders
            for match in known.rules[order].match.finditer(folded, start, end)
        ]
        if len(found) > 1:
            found.sort(key=lambda item: item[:3])
        for _, _, order, match in found:
            yield known.rules[order], match


def _windows(folded: str, known: Knowledge) -> Iterator[tuple[int, int, set[int]]]:
    """The stretches of a text around words that some rules need, with these rules."""
    start, end, orders = 0, -1, set[int]()
    for match in known.needed.finditer(folded):
        at = match.start()
        if at - _BEFORE > end:
            if orders:
                yield start, min(end, len(folded)), orders
            start, orders = max(at - _BEFORE, 0), set()
        end = at + _AFTER
        orders |= known.at[match[0]]
    if orders:
        yield start, min(end, len(folded)), orders


def _read(rule: Rule, match: Any, story: Story) -> Reading | str:
    sides = _sides(match)
    try:
        if rule.gives["form"] == "rolling":
            return sense.rolling(sides, story, match.span(), rule.gives["sense"])
        return sense.narrowed(FORMS[rule.gives["form"]](sides, story, match.span()), sides, story, match.span())
    except OverflowError:
        return "beyond the calendar"


def _sides(match: Any) -> tuple[Parts, Parts]:
    """The groups of a match, before and after its `to`; of a group captured several times, the last."""
    groups: dict[str, list[Span]] = {name: spans for name in match.re.groupindex if (spans := match.spans(name))}
    cut = groups.pop("to", None)
    left: dict[str, str] = {}
    right: dict[str, str] = {}
    for name, spans in groups.items():
        for start, end in spans:
            if cut is None or start < cut[0][0]:
                left[name] = match.string[start:end]
            elif start >= cut[-1][1]:
                right[name] = match.string[start:end]
    return left, right
