"""Which date a value belongs to: when it was reached, or by when it is to be."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence

from extract import calendar
from extract import expressions as re
from extract.assemble import written
from extract.assemble.lexicon import Lexicon
from extract.model import Article, Date, Period

_COMPARED = re.compile(r"(?:比|较|与|同|相比|相较|对比|高于|低于|超过|继|自|从|由|在)$")
# 是2020年的1.8倍, 在2020年基础上翻一番: a year that a value is measured by
_AFTERWARDS = re.compile(r"的?基础上|的?水平|同期|相比|的(?:近|约)?(?:\d|[一二三四五六七八九十两])")
# 由…调整为2020年的38%: the year that a change leads to
_CHANGED_TO = re.compile("(?:提高|增加|增长|上升|下降|降低|降|升|减少|调整|扩大|发展|提升|增)(?:到|至|为)$")
# 成立于2019年, 2007年建成,: how old a thing is says nothing of its figures
_FOUNDED = re.compile("(?:成立|创办|创建|始建|建成|建镇|建乡|建村|建站|建校|建院|建厂|设立|注册|兴建|组建|创立|立项|投产|开业|修建|建设|建)于$")
_BUILT = re.compile("(?:建成|成立|创办|建立|设立|投用|开业|注册成立|建校|建厂)(?:投用|投产|使用)?[,;]")
_PLAN = re.compile("《[^《》]*?(?P<plan>第?“?(?P<nth>十[一二三四五六七]?)(?:个五年|五(?!年)”?))[^《》]*规划[^《》]*》")
# 由上年全年|下降转为增长: the time that a turn begins at
_TURNS = re.compile("[^,;。]{0,8}转(?!移|让)")
# 占该县2010年|121亿元生产总值的: the year of what a share is of
_OF = re.compile(r"占[^,;。\d]{0,6}$")
_YEARLY = 12  # characters that may stand between 年均 and its value
# 占全年|任务的60%, 完成全年|任务的60%
_TASK = re.compile(r"(?:投资|收入)?(?:目标|任务|计划|预算)[^,;。]{0,4}的")
# 近十年来|首次, 2018年以来|最高
_FIRST = re.compile(r"(?:以来)?的?(?:首次|首度|首个|最|第一|新高|新低)")
_EQUALS = ("是", "为", "到", "于", "在", "当", "的")
# 22日晚间公告称: the day on which it was said
_WITHIN = "内"
_TERM = ("为", "是")
_FIGURE = re.compile(r"(?<![\d:-])\d+(?![\d:年月日号—-])")  # no part of a date or a clock's time
_SAID = re.compile(
    r"(?:上午|下午|晚间?|傍晚|凌晨|举行的?|召开的?|在|从|,)?[^,。;:]{0,14}?(?:公告|表示|介绍|获悉|通报|透露|宣布|披露|了解到|发布消息|发布的?公告|对外发布)"
)
_SINCE = re.compile(r"[^,。;:\s将拟定划计]于$")
_NAME = re.compile(r"[“《(（]$")
_ANNOUNCES = re.compile(r"(?:目标|任务|工作|安排|回顾|如下|方面|要求|建议|实事)(?:是|为|如下)?[:。]?$")
_WIDE = 27
_YEAR_OF_WRITING = ("今年", "本年", "年初", "今年年初")
_WHOLE_YEAR = ("全年", "年内", "全年度")
_UPTO = ("截至", "截止")
_STRETCH = 2  # days from first to last: a holiday or longer
_YEAR = 366  # days
_MONTH = 28  # days; a holiday or a few days are fewer
_FIVE_YEARS = (1400, 2200)  # days of a five-year plan
_PART = (80, 190)  # days of a quarter or half year, which name their own end
_LONG_AGO = 3  # years; what a news item says of such a year is how its subject came about
_LEAD = 3  # sentences of a story that tell what it is about


class Periods:
    """The dates of an article, asked for the one that governs a value.

    The nearest date before the value in its sentence wins (never the year it is compared with); then the head under
    which it stands: a date that opens an earlier sentence of the paragraph, an earlier paragraph, the section's head.
    """

    def __init__(self, article: Article, folded: str, dates: Sequence[Date], words: Lexicon) -> None:
        self._folded = folded
        self._events, self._aims, self._estimates = words.events, words.aims, words.estimates
        self._plans = [date for date in dates if date.last and date.first and _FIVE_YEARS[0] < _days(date) < _FIVE_YEARS[1]]
        self._settled, self._words = words.settled, words
        self._founded, self._present = words.founded, words.present
        self._published = written.day(article)
        self._now = self._published or dt.date.min
        self._dates = [date for date in dates if date.last is not None and not self._compared(date)]
        self._open = [date for date in dates if date.value.startswith("XXXX") and not self._compared(date)]
        self._starts = [date.start for date in self._dates]
        self._sentences = article.sentences
        self._coming: list[Date | None] = []
        self._heads = self._governing(article)

    def _compared(self, date: Date) -> bool:
        """True for the year that something is compared with, and for a year inside a quoted name."""
        before = self._folded[max(date.start - 3, 0) : date.start]
        if before.endswith(("自", "从", "由")):
            if _TURNS.match(self._folded, date.end):
                return True
            return self._folded.startswith(("的", "末的", "底的", "初的", "期间的"), date.end)
        if _CHANGED_TO.search(before) and self._folded.startswith("的", date.end):
            return False
        built = _BUILT.match(self._folded, date.end) is not None and self._past(date)
        if _FOUNDED.search(self._folded, max(date.start - 6, 0), date.start) or built:
            return True
        if self._folded[date.end : date.end + 1].isdecimal() and _OF.search(self._folded, max(date.start - 8, 0), date.start):
            return True
        if before[-1:] in ("占", "为", "成") and _TASK.match(self._folded, date.end):
            return True
        since = date.text.endswith("来") or self._folded.startswith("以来", date.end)
        if (since and _FIRST.match(self._folded, date.end)) or (_days(date) > 300 and self._events.match(self._folded, date.end)):
            return True
        if _AFTERWARDS.match(self._folded, date.end) and before.endswith(_EQUALS):
            return True
        if date.first == date.last and _SAID.match(self._folded, date.end):
            return True
        long = _days(date) > _YEAR and self._folded.startswith(")", date.end)  # 总体规划(2018—2035年)
        named = _NAME.search(before) and "“" not in date.text and (date.text[-1:] != "年" or long)
        return bool((_COMPARED.search(before) and before[-1:] != "在") or named)

    def _governing(self, article: Article) -> list[Date | None]:
        """For each sentence the date that an earlier one left in force.

        A head (a short line, or a sentence that ends in a colon) holds until the next one; any other sentence for its
        own paragraph and the next, unless that has a day of its own. The year of a review and what a story's lead is
        about (4月份，…) hold on.
        """
        heads: list[Date | None] = []
        under: Date | None = None
        told: Date | None = None
        since, lead = 0, False
        coming: Date | None = None
        blank = len(self._folded) - len(self._folded.lstrip())
        for index, (start, end) in enumerate(self._sentences):
            opens = start <= blank or self._folded[start - 1] == "\n"
            since += opens
            if since > 1 or (opens and self._between(start, min(end, start + _WIDE))):
                told = None
            heads.append(None if told and self._present.match(self._folded, start) and _first(told) > self._now else told or under)
            self._coming.append(coming)
            opening = self._asof(start, end) or self._opening(start, end)
            if opening is None:
                continue
            coming = opening if self._published is not None and not self._past(opening) else coming
            if self._is_head(start, end):
                under, told = opening, None
            elif self._by_the_way(opening, told or under):
                continue
            # a wider time says nothing of what follows, and a look back (2023年 in the review of 2024年) is soon over
            elif not (lead and under and (self._within(under, opening) or _last(opening) < _first(under))):
                told, since = opening, 0
                if self._past(opening) and (self._reviewed(opening) or (index < _LEAD and not lead)):
                    under, lead = opening, True
        return heads

    def _by_the_way(self, date: Date, wider: Date | None) -> bool:
        """A holiday or some days inside the time that a story is about (上半年): it does not take its place."""
        return wider is not None and _days(date) < _MONTH <= _days(wider) and _first(wider) <= _first(date) <= _last(date) <= _last(wider)

    def _reviewed(self, date: Date) -> bool:
        """Whether a date is a whole year just gone by: the year of a review, which holds from paragraph to paragraph."""
        recent = self._published is None or (self._published - _last(date)).days <= 400
        return recent and self._past(date) and 300 < _days(date) < 400

    def _within(self, date: Date, wider: Date) -> bool:
        """今年 in a story about 4月 says nothing of what follows."""
        return _first(wider) <= _first(date) and _last(date) < _last(wider) and not self._past(wider)

    def _past(self, date: Date) -> bool:
        return self._published is None or _last(date) < self._published

    def _is_head(self, start: int, end: int) -> bool:
        line = self._folded[start:end].rstrip()
        return (len(line) < 40 and line[-1:] not in "。!?;,") or (
            line[-1:] in ":。" and bool(_ANNOUNCES.search(line[-24:]))
        )

    def _opening(self, start: int, end: int) -> Date | None:
        """The last stretch of three days or more in the opening of a sentence."""
        found, last = None, start
        for date in self._between(start, end):
            if date.start > start + _WIDE and self._folded[date.start - 1] not in ",:":
                break
            last = max(last, self._folded.rfind("”", last, date.start))  # “100亩地两天种完。”今年…
            if self._named(start, date.start):
                continue
            if _FIGURE.search(self._folded, last, date.start) or self._folded[date.start - 1 : date.start] in _TERM:
                break  # 年内建成道路100公里，到2025年…: of its own clause; 服务期为2023年9月至2024年9月: what is told
            last = date.end
            if date.text[-1:] == _WITHIN and not self._is_head(start, end):
                continue  # 年内建成…: of its own clause
            since = self._folded.startswith("以来", date.end) and self._folded[date.start - 1 : date.start] in ("从", "自")
            if date.first is not None and _days(date) >= _STRETCH and not since and not self._passing(date, end):
                found = date
        return found

    def _named(self, start: int, at: int) -> bool:
        """Whether a date stands in a quoted name (在“2023年专项行动”发布会上) and not in what somebody says."""
        quote = self._folded.rfind("“", start, at)
        return quote > max(start, self._folded.rfind("”", start, at)) and self._folded[quote - 1] not in ":,。\n"

    def _asof(self, start: int, end: int) -> Date | None:
        """The last day up to which a clause of the sentence counts: …93项指标,截至6月底,开工51项."""
        return next(
            (
                date
                for date in reversed(self._between(start, end))
                if self._is_upto(date) and (date.start - 2 <= start or self._folded[date.start - 3] in ",:;")
            ),
            None,
        )

    def _is_upto(self, date: Date) -> bool:
        """Whether a date is the last day that is counted: 截至|6月底."""
        return self._folded[max(date.start - 2, 0) : date.start] in _UPTO

    def _between(self, start: int, end: int) -> list[Date]:
        return self._dates[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _planned(self, start: int, offset: int) -> Period | None:
        """The five years of the plan that an aim is quoted from: 《…“十五五”规划纲要》提出,年均增长|6%."""
        if "年均" not in self._folded[max(offset - _YEARLY, start) : offset]:
            return None
        named = list(_PLAN.finditer(self._folded, start, offset))
        years = calendar.plan(calendar.reading(named[-1]["nth"]) or 0) if named else None
        if years:
            return Period(named[-1]["plan"], years[0], years[1], None)
        plan = next((one for one in reversed(self._plans) if start <= one.start and one.end <= offset), None)
        over = plan is None or any(plan.end <= one.start and one.end <= offset for one in self._between(start, offset))
        return None if plan is None or over else Period(plan.text, plan.first, plan.last, plan.id)

    def at(self, sentence: int, offset: int) -> Period | None:
        """The period of a value at `offset`, or None where the text names none."""
        start, end = self._sentences[sentence]
        plan = self._planned(start, offset)
        if plan is not None:
            return plan
        before = [one for one in self._between(start, offset) if one.end <= offset and not self._passing(one, offset)]
        date = before[-1] if before else None
        unknown = next((one for one in reversed(self._open) if start <= one.start and one.end <= offset), None)
        if unknown is not None and (date is None or date.end <= unknown.start):
            return Period(unknown.text, None, None, unknown.id)
        upto = next((one for one in before if self._is_upto(one)), None)
        if (
            upto is not None
            and date is not None
            and date.first is not None
            and upto.last is not None
            and date.first <= upto.last
        ):
            date = upto
        if date is not None and len(before) > 1 and _is_day(date) and not _is_day(before[-2]):
            date = before[-2] if upto is None else date
        if date is not None and date.text in _WHOLE_YEAR and self._is_of_head(date, sentence):
            date = self._heads[sentence]
        if date is None or (_is_day(date) and self._heads[sentence] is not None and not self._clause_has(date, offset)):
            date = self._inherited(sentence, offset) or date
        if date is None:
            after = [
                late
                for late in self._between(offset, end)
                if (
                    self._folded[late.start - 1] in "到于在至"
                    and not (self._folded[late.start - 2] in ",;" and self._counts(late, end))  # its own figure's
                )
                or (self._folded[late.start - 1] == "," and not self._counts(late, end))
                or self._folded[late.end : late.end + 2] in ("前建", "前完", "之前", "前投", "前实", "前达")
            ]
            date = after[0] if after else None
        if date is None:
            return None
        last = date.last
        if self._published is not None and self._folded.startswith("以来", date.end) and date.first is not None and not _PART[0] < _days(date) < _PART[1]:
            last = max(self._published, date.first)
            if date.text in _YEAR_OF_WRITING and date.last is not None:
                last = min(last, date.last)  # posted later than it was written
        return Period(date.text, date.first, last, date.id)

    def _is_of_head(self, date: Date, sentence: int) -> bool:
        """Whether 全年 is the year of the head above it and not that of writing: 2025年工作思路⏎…全年新增…"""
        head = self._heads[sentence]
        return head is not None and _first(date) < _first(head) and 300 < _days(head) < 400

    def _inherited(self, sentence: int, offset: int) -> Date | None:
        """The date that an earlier sentence left in force; none gone by for what one strives for (力争|增速保持在5%)."""
        date = self._heads[sentence]
        if date is None or self._published is None or _last(date) >= self._published:
            return date
        if self._estimates.search(self._folded, self._sentences[sentence][0], offset):
            return self._coming[sentence] or date
        clause = max(self._folded.rfind(mark, 0, offset) for mark in ",;:。\n") + 1
        aimed = self._aims.search(self._folded, clause, offset) or self._words.aimed(self._folded, offset, self._sentences[sentence][1])
        return self._coming[sentence] if aimed else date

    def _counts(self, date: Date, end: int) -> bool:
        """Whether a figure follows a date in its clause, which is then that figure's own: 面积120平方公里，2018年末总人口3万人."""
        stop = next((at for at in range(date.end, end) if self._folded[at] in ",;。"), end)
        return any(char.isdigit() for char in self._folded[date.end : stop])

    def _passing(self, date: Date, offset: int) -> bool:
        """Whether a date only tells since when there is something: 街道成立于2019年2月，…; its clause is over before `offset`."""
        clause = next((at for at in range(date.end, offset) if self._folded[at] in ",;。)\n"), None)
        if clause is None:
            return False
        completes = _SINCE.search(self._folded, max(date.start - 3, 0), date.start) is not None and clause == date.end
        old = self._published is not None and self._published.year - _last(date).year >= _LONG_AGO
        tells = self._settled if old else self._founded
        return completes or tells.match(self._folded, date.end, clause + 1) is not None

    def _clause_has(self, date: Date, offset: int) -> bool:
        return not any(mark in self._folded[date.end : offset] for mark in "。;")


def _first(date: Date) -> dt.date:
    return date.first or dt.date.min


def _last(date: Date) -> dt.date:
    return date.last or dt.date.max


def _days(date: Date) -> int:
    return (_last(date) - _first(date)).days


def _is_day(date: Date) -> bool:
    return date.first == date.last
