"""Statements compared with one another: which repeat another one, and which contradict each other."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract import calendar, grid
from extract.assemble.clauses import PLAIN
from extract.assemble.lexicon import Lexicon, lexicon
from extract.assemble.statements import is_target
from extract.model import Article, Statement, Warning
from extract.patterns import Rules
from extract.text import fold


def linked(statements: Sequence[Statement], article: Article, rules: Rules) -> list[Statement]:
    """The statements, with `same_as` set on each that repeats another one.

    Of two that say the same, one in running text and one in a head, the latter is the repetition.
    """
    heading, words = _headings(article), lexicon(rules)
    statements = _as_told(statements, heading, words)
    kept: dict[tuple[object, ...], list[Statement]] = {}
    twins: dict[str, str] = {}
    for one in sorted(statements, key=lambda s: (heading(s), s.start)):
        rivals = kept.setdefault((one.value, one.value_max, one.unit, one.measure, is_target(one.status)), [])
        first = next((other for other in rivals if _same(one, other, words)), None)
        if first is None:
            rivals.append(one)
        else:
            twins[one.id] = first.id
    twins |= {one.id: twins.get(other.id, other.id) for one, other in _surpassed(statements, article, words)}
    return [replace(one, same_as=twins[one.id]) if one.id in twins else one for one in statements]


def _headings(article: Article) -> Callable[[Statement], bool]:
    """The test whether a statement stands in a head or a headline of an article."""
    heads = sorted((section.start, section.start + len(section.heading)) for section in article.sections)
    bare = _bare(article) if article.sentences else False

    def heading(one: Statement) -> bool:
        above = bisect_right(heads, (one.start, len(article.text))) - 1
        return (above >= 0 and one.start < heads[above][1]) or (one.sentence == 0 and bare)

    return heading


def _as_told(statements: Sequence[Statement], heading: Callable[[Statement], bool], words: Lexicon) -> list[Statement]:
    """The statements, those in heads with the status and period of their twins in the text: 全年发放3亿元⏎…,全年|将|发放3亿元."""
    told = [one for one in statements if one.status != "limit" and not heading(one)]

    def settled(one: Statement) -> Statement:
        if one.status == "limit" or not heading(one):
            return one
        twins = [other for other in told if _twins(one, other, words)]
        if not twins or any(is_target(other.status) == is_target(one.status) for other in twins):
            return one
        return replace(one, status=twins[0].status, period=twins[0].period or one.period)

    return list(map(settled, statements))


def _twins(one: Statement, other: Statement, words: Lexicon) -> bool:
    """Whether two statements give the same value of one indicator, whatever their periods and statuses."""
    key = [(each.value, each.value_max, each.unit, each.measure) for each in (one, other)]
    return key[0] == key[1] and not _of_others(one, other, words) and _alike(one, other)


def _surpassed(statements: Sequence[Statement], article: Article, words: Lexicon) -> Iterator[tuple[Statement, Statement]]:
    """Each value that was passed, with the value reached right behind it: 突破百亿大关、达到103.5亿元."""
    for one, other in pairwise(sorted(statements, key=lambda s: s.start)):
        alike = (one.indicator.text, one.unit, one.measure, is_target(one.status)) == (other.indicator.text, other.unit, other.measure, is_target(other.status))
        passed = alike and one.sentence == other.sentence and one.comparator == "gt" and other.comparator == "eq" and other.value > one.value
        if passed and words["linked.reached"].fullmatch(fold(article.text[one.end : other.start])):
            yield one, other


def _bare(article: Article) -> bool:
    """Whether the first sentence is a headline: a line of its own without a full stop."""
    end = article.sentences[0][1]
    return article.text[end - 1] not in "。!?！？" and article.text[end : end + 1] == "\n"


def _same(one: Statement, other: Statement, words: Lexicon) -> bool:
    if one.period and other.period and one.period.last != other.period.last:
        return False
    return not _told_apart(one, other) and not _of_others(one, other, words) and _alike(one, other)


def _of_others(one: Statement, other: Statement, words: Lexicon) -> bool:
    """Whether two statements have two different subjects of one kind: 安吉县 and 德清县, but not 全县 and 安吉县, 孝丰镇 and 安吉县孝丰镇."""
    if one.subject is None or other.subject is None:
        return False
    here, there = one.subject.text, other.subject.text
    if here in there or there in here or here[-1] != there[-1]:
        return False
    return not any(words["linked.general"].match(text) for text in (here, there))


def _told_apart(one: Statement, other: Statement) -> bool:
    """Whether two limits differ in recipient, subject, base, role or comparator: 一等奖, 二等奖; a grant and a threshold; 1亿元以上 and 超过1亿元."""
    if one.status != "limit" or other.status != "limit":
        return False
    told = ((one.recipient, other.recipient), (one.subject, other.subject), (one.base, other.base))
    return (one.role, one.comparator) != (other.role, other.comparator) or any(a and b and a.text != b.text for a, b in told)


_AT_LENGTH = 12  # least characters of a recipient with which two limits need not have the same indicator: one rule printed twice


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two statements have the same catalogue entry, one indicator that contains all characters of the other, or the same long recipient."""
    if one.recipient and other.recipient and len(one.recipient.text) >= _AT_LENGTH:  # it is the same, as `_told_apart` was asked before
        return True
    if one.indicator.id and other.indicator.id:
        return one.indicator.id == other.indicator.id
    short, long = sorted((one.indicator.text, other.indicator.text), key=len)
    return len(short) >= 2 and set(short) <= set(long) and 2 * len(short) >= len(long)


def warnings(statements: Sequence[Statement], article: Article, rules: Rules) -> Iterator[Warning]:
    """The contradictions of an article: two values of one indicator, a change that its two ends do not give, parts that exceed their whole.

    And values reported as reached although their period is not over when the text is written (`actual_ahead`).
    """
    written = calendar.extent(article.reference.value) if article.reference else None
    if written:
        yield from (Warning(f"actual_ahead:{one.id}", one.start, one.end) for one in statements if _is_ahead(one, written[1]))
    ordered = sorted(statements, key=lambda one: one.start)
    for index, one in enumerate(ordered):
        yield from _of_pairs(one, ordered[index + 1 : index + 1 + _NEAR])
        parts = _parts(ordered, index, article, lexicon(rules))
        if len(parts) > 1 and sum(part.value for part in parts) > one.value:
            yield Warning(f"parts_exceed:{one.id}", one.start, one.end)


def unsettled(article: Article, folded: str, rules: Rules) -> Iterator[Warning]:
    """The lines of units over tables that leave open which figure has which unit (`unit_unknown`): 单位：万亩、万吨 over one column.

    >>> from extract import annotate
    >>> text = "2023年粮食生产\\n单位：万亩、万吨\\n| 乡镇 | 收成 |\\n| 桃溪乡 | 3 |"
    >>> [(doubt.code, text[doubt.start : doubt.end]) for doubt in annotate(text, published="2024-03-05").warnings]
    [('unit_unknown', '单位：万亩、万吨')]
    """
    yield from (Warning("unit_unknown", *span) for span in grid.read(folded, rules, fold(article.title or "")).unsettled)


_NEAR = 11  # statements behind one with which it is compared


def _is_ahead(one: Statement, written: dt.date) -> bool:
    return one.status == "actual" and one.period is not None and one.period.last is not None and one.period.last > written


def _of_pairs(one: Statement, others: Sequence[Statement]) -> Iterator[Warning]:
    """The contradictions of a statement with those behind it (`others`): another value, or a change that its two ends do not give."""
    for other in others:
        if _two_values(one, other):
            yield Warning(f"two_values:{one.id}", other.start, other.end)
    if others and _wrong_change(one, others[0]):
        yield Warning(f"change_mismatch:{one.id}", others[0].start, others[0].end)


def _two_values(one: Statement, other: Statement) -> bool:
    """Whether two statements agree in catalogue indicator, subject, period, measure, unit, status and comparator, but not in the value."""
    if one.indicator.id is None or one.indicator.text != other.indicator.text or one.sentence == other.sentence:
        return False
    key = [(s.measure, s.unit, s.status, s.subject, s.period and (s.period.first, s.period.last), s.comparator) for s in (one, other)]
    return key[0] == key[1] and one.period is not None and one.value != other.value


def _wrong_change(one: Statement, change: Statement) -> bool:
    if change.sentence != one.sentence or change.indicator.text != one.indicator.text or change.measure not in ("increase", "decrease"):
        return False
    if one.from_value is None or (change.unit != one.unit and (change.unit, one.unit) != ("pp", "%")):
        return False
    sign = 1 if change.measure == "increase" else -1
    return not change.approximate and one.value - one.from_value != sign * change.value


def _parts(ordered: Sequence[Statement], index: int, article: Article, words: Lexicon) -> list[Statement]:
    """The parts of the statement at `index`: the values that follow it behind 其中 in its sentence and unit."""
    one, parts = ordered[index], list[Statement]()
    for other in map(ordered.__getitem__, range(index + 1, len(ordered))):
        between = article.text[(parts[-1] if parts else one).end : other.start]
        goes_on = not ("；" in between or ";" in between) if parts else words["parts.within"].search(between) is not None
        if not goes_on or not _sums_up(one, other):
            break
        parts.append(other)
    return parts


_MORE, _LESS = frozenset(("gt", "ge")), frozenset(("lt", "le"))


def _sums_up(one: Statement, part: Statement) -> bool:
    """Whether two values of one sentence can be a whole and its part: no limit of a rule, no whole that may be more, no part that may be less."""
    if "limit" in (one.status, part.status) or one.comparator in _MORE or part.comparator in _LESS:
        return False
    return (part.sentence, part.unit, part.measure) == (one.sentence, one.unit, one.measure) and one.unit not in PLAIN
