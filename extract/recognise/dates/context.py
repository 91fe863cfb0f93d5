"""The course of an article's dates so far, and the signs of past and future in a sentence.

A date that lacks its year, or its month, is read against the article's date and against the dates told before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from extract import calendar
from extract import expressions as re
from extract.asked import asked
from extract.calendar import Extent
from extract.model import Reference
from extract.passage import CLAUSE, clause_start, line_start
from extract.patterns import Entry, Phrases, Rules, from_words, one_of, phrases
from extract.records import record, state
from extract.text import fold

Build = Callable[[int], Extent | None]
_STOP = re.compile(r"[。!?;\n]|\Z")
_AROUND, _SURE = 240, 4.0  # characters of a paragraph; weight of words from which it leans one way
_BEGUN = 0.5  # of a stretch of time: earlier no report on it can be written
_FIGURE = re.compile(r"\d[\d.,]*")
_CLOCK = re.compile(r"\s\d{1,2}:\d\d")
_BEHIND = 12  # characters behind a figure: 增长6%左右的目标
_NEVER = -(10**6)  # days: no stretch lies so far behind its article
_YEAR = len("2026")
_SENTENCE = frozenset("。!?\n")
_EARLY = 10  # days before its end that a stretch may be counted up to
_LATEST = 11  # a month; a year's own figures are not there before December
_ENDED = 2  # a month; up to then a year's figures are estimated when it is over
_TITLE = 40  # characters of a first line that is a title
_NEXT = 1  # sentences over which the year of an undated text runs on


@record
class Reading:
    """The meaning of an expression; `source` is what filled its gaps: text, publication, context, or None (nothing did)."""

    extent: tuple[dt.date | None, dt.date | None]
    value: str
    source: str | None
    type: str = "date"
    modifier: str | None = None
    explicit: bool = False  # names its own year
    plain: bool = True  # one point in the article's course, not a plan, a range or a comparison

    @property
    def year(self) -> int | None:
        """The year that the whole reading lies in.

        >>> Reading(calendar.months(2026, 3, 5), "2026-03/2026-05", "text").year, Reading(calendar.years(2021, 2025), "2021/2025", "text").year
        (2026, None)
        """
        first, last = self.extent
        return first.year if first and last and first.year == last.year else None


@dataclass(frozen=True, eq=False, repr=False)  # words are compared and shown by nobody
class Words:
    """The words of the date vocabularies, as they are looked up."""

    kinds: Mapping[str, Mapping[str, Entry]]
    festivals: Mapping[str, Entry]
    future: re.Pattern[str]
    past: re.Pattern[str]
    done: re.Pattern[str]
    near: re.Pattern[str]
    rule: re.Pattern[str]
    aim: re.Pattern[str]
    holidays: Mapping[str, Entry]
    mood: re.Pattern[str]
    weight: Mapping[str, float]
    phrases: Phrases


@from_words
def words(rules: Rules) -> Words:
    """The date vocabularies of a rule set, form by form.

    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> known.kinds["year"]["去年"]["shift"], known.festivals["元宵节"]["lunar"], known.future.search("6月底前开工")[0]
    ('-1', '1 15', '底前')
    """
    kinds: dict[str, dict[str, Entry]] = {}
    for entry in rules.vocabularies["date_words"]:
        kinds.setdefault(entry["kind"], {}).update(dict.fromkeys(entry.forms, entry))
    festivals = {form: entry for entry in rules.vocabularies["festivals"] for form in entry.forms}
    cues = {entry.id: re.compile("|".join(map(re.escape, entry.forms))) for entry in rules.vocabularies["date_tense"]}
    weight = {word: float(value) for word, value in rules.lists["tense"].items()}
    return Words(
        kinds,
        festivals,
        cues["future"],
        re.compile(f"{cues['past'].pattern}|{cues['change'].pattern}"),
        cues["past"],
        cues["near"],
        cues["rule"],
        re.compile(rf"(?:{cues['aim'].pattern})(?!的)"),  # 完成全年任务|的71% is reported
        {entry.id: entry for entry in rules.vocabularies["holidays"]},
        re.compile(one_of(weight)),
        weight,
        phrases(rules),
    )


@state
class Context:
    """The dates of one article in their course; `told` holds the readings before the present one, with their ends."""

    folded: str
    words: Words
    reference: Extent | None
    origin: str
    told: list[tuple[int, Reading]] = field(default_factory=list)
    topic: int | None = None
    year: int | None = None
    running: tuple[int, int] | None = None
    titled: int | None = None  # the year in the title of an undated text, until another is told
    holiday: Extent | None = None
    plan: tuple[int, Extent] | None = None  # the plan last named, and where its name ends
    heads: list[tuple[int, int | None]] | None = None  # of plans, each with its year, once they are looked for
    title: str = ""

    @property
    def opening(self) -> bool:
        """Whether the article is of a year's first months, when bulletins look back on the year before.

        Where only its year is known, while it tells of the year before (2022年工作回顾 in a report of 2023).

        >>> from extract.patterns import load_rules
        >>> known = words(load_rules())
        >>> [opened("", Reference(day, "metadata"), known).opening for day in ("2026-03-12", "2026-09-12", "2026")]
        [True, False, False]
        """
        if self.reference is None:
            return False
        if self._of_a_year:
            return self.topic == self.reference[0].year - 1
        return self.reference[0] == self.reference[1] and self.reference[0].month <= 5

    @property
    def new_year(self) -> bool:
        """Whether the article is of a year's first weeks: 这一年 then is mostly the one that has just ended.

        >>> from extract.patterns import load_rules
        >>> known = words(load_rules())
        >>> [opened("", Reference(day, "metadata"), known).new_year for day in ("2026-01-20", "2026-03-12")]
        [True, False]
        """
        return self.reference is not None and self.reference[0] == self.reference[1] and self.reference[0].month <= _ENDED

    @property
    def _of_a_year(self) -> bool:
        return self.reference is not None and (self.reference[1] - self.reference[0]).days > 360

    @property
    def undated(self) -> bool:
        """Whether no day is known on which the article appeared.

        >>> from extract.patterns import load_rules
        >>> known = words(load_rules())
        >>> [opened("", Reference(day, "metadata"), known).undated for day in ("2026-03-12", "2026")]
        [False, True]
        """
        return self.reference is None or self.reference[0] != self.reference[1] or self.origin == "context"

    def sentence(self, start: int, end: int) -> str:
        """The sentence around a span, at most eighty characters of it on either side.

        >>> from extract.patterns import load_rules
        >>> opened("茶园扩到5万亩。6月底前开工,年内投产。", None, words(load_rules())).sentence(8, 11)
        '6月底前开工,年内投产'
        """
        first = clause_start(self.folded, start, max(start - 80, 0), "。!?;\n")
        stop = _STOP.search(self.folded, end, end + 80)
        return self.folded[first : stop.start() if stop else end + 80]

    def future(self, start: int, end: int) -> bool | None:
        """Whether the sentence looks ahead (True), looks back (False), or does not say.

        >>> from extract.patterns import load_rules
        >>> texts, known = ("茶博会将于12日举行", "12日已建成3座茶厂", "12日,云溪镇"), words(load_rules())
        >>> [opened(text, None, known).future(at := text.index("12日"), at + 3) for text in texts]
        [True, False, None]
        """
        if self.folded[end : end + 1] == "前" or self.folded[end : end + 2] in ("之前", "以前"):
            return True
        sentence = self._said(start, end)
        if self.words.past.search(sentence):
            return self._near(start, end)
        return True if self.words.future.search(sentence) or self._near(start, end) else None

    def rule(self, start: int, end: int) -> bool:
        """Whether the sentence lays down a rule for each case, so that its 当年 is no calendar year.

        >>> from extract.patterns import load_rules
        >>> texts, known = ("申报企业当年产值不低于3亿元", "当年新增茶园5万亩"), words(load_rules())
        >>> [opened(text, None, known).rule(at := text.index("当年"), at + 2) for text in texts]
        [True, False]
        """
        return self.words.rule.search(self.sentence(start, end)) is not None

    def _near(self, start: int, end: int) -> bool:
        """Whether the clause before the date, or what follows it at once, looks ahead (将于12日举行)."""
        clause = self.folded[clause_start(self.folded, start, max(start - 16, 0), CLAUSE + "\n") : start]
        return self.words.near.search(clause + self.folded[end : end + 2]) is not None

    def mood(self, start: int, end: int) -> float:
        """How much the paragraph around a span speaks of what is to be done (above 0) or of what was done.

        >>> from extract.patterns import load_rules
        >>> texts, known = ("全年要确保新增茶园5万亩,力争突破", "全年累计完成茶园5万亩,同比增长8%"), words(load_rules())
        >>> [opened(text, None, known).mood(0, 2) > 0 for text in texts]
        [True, False]
        """
        first = self.folded.rfind("\n", max(start - _AROUND, 0), start) + 1 or max(start - _AROUND, 0)
        last = self.folded.find("\n", end, end + _AROUND)
        said = set(self.words.mood.findall(self.folded, first, last if last >= 0 else end + _AROUND))
        return sum(self.words.weight[word] for word in sorted(said))

    def compared(self, start: int) -> bool:
        """Whether a span is what something is compared with (比上半年, 较上月).

        >>> from extract.patterns import load_rules
        >>> opened("增速比上半年快", None, words(load_rules())).compared(3)
        True
        """
        return self.folded[max(start - 1, 0) : start] in ("比", "较")

    def before(self, start: int) -> Reading | None:
        """The last reading in the same sentence.

        >>> from extract.patterns import load_rules
        >>> context = opened("2024年6月动工,12月投产。次年扩建", None, words(load_rules()))
        >>> context.tell(0, 7, Reading(calendar.months(2024, 6, 6), "2024-06", "text", explicit=True))
        >>> context.before(10).value, context.before(16)
        ('2024-06', None)
        """
        if not self.told:
            return None
        end, reading = self.told[-1]
        if start - end > 120 or any(stop in self.folded[end:start] for stop in "。!?\n"):
            return None
        return reading

    def repeats(self, word: str) -> bool:
        """Whether the reading last told was of the same word, so that 上年度 again is no year earlier.

        >>> from extract.patterns import load_rules
        >>> context = opened("上年度产值5亿元,上年度利润1亿元", None, words(load_rules()))
        >>> context.tell(0, 3, Reading(calendar.year(2024), "2024", "publication"))
        >>> context.repeats("上年度"), context.repeats("去年")
        (True, False)
        """
        return bool(self.told) and self.folded.endswith(word, 0, self.told[-1][0])

    def year_before(self, start: int) -> Reading | None:
        """The year that has just opened the paragraph, where it is long past: 2021年是…之年。一年来.

        >>> from extract.patterns import load_rules
        >>> context = opened("2023年是起步之年。一年来,茶园扩了", Reference("2026-03-12", "metadata"), words(load_rules()))
        >>> context.tell(0, 5, Reading(calendar.year(2023), "2023", "text", explicit=True))
        >>> context.year_before(11).value
        '2023'
        """
        if not self.told or self.reference is None:
            return None
        end, told = self.told[-1]
        if not told.explicit or len(told.value) != 4 or "\n" in self.folded[end:start]:
            return None
        return told if self.reference[0].year - int(told.value) in (2, 3) else None

    def alone(self, start: int, end: int) -> bool:
        """Whether a span is the whole text, as in a table cell, so that nothing hints at past or future.

        >>> from extract.patterns import load_rules
        >>> known = words(load_rules())
        >>> opened("2026年6月底", None, known).alone(0, 8), opened("2026年6月底建成茶园5万亩", None, known).alone(0, 8)
        (True, False)
        """
        if len(self.folded) > end - start + 8:
            return False
        return self.folded.strip().removesuffix("内") == self.folded[start:end].strip().removesuffix("内")

    def tell(self, start: int, end: int, reading: Reading) -> None:
        """Take a reading into the course of the article.

        >>> from extract.patterns import load_rules
        >>> context = opened("2025年,云溪镇建成茶厂3座", Reference("2026-03-12", "metadata"), words(load_rules()))
        >>> context.tell(0, 5, Reading(calendar.year(2025), "2025", "text", explicit=True))
        >>> context.topic, [reading.value for _, reading in context.told]
        (2025, ['2025'])
        """
        first, last = reading.extent
        compared = self.words.phrases["times.compared"].search(self.folded, max(start - 3, 0), start) is not None
        if not first or not last or not reading.plain or compared or self._stamps(start, end):
            return
        self.told.append((end, reading))
        if first.year == last.year:
            self._keep(start, end, first.year, reading)
            self._follow(start, first, reading)

    def _stamps(self, start: int, end: int) -> bool:
        """Whether a date is the stamp of a page, with its clock: 时间:|2025-06-18| 12:15."""
        labelled = self.words.phrases["times.stamp"].search(self.folded, max(start - 4, 0), start) is not None
        return labelled and _CLOCK.match(self.folded, end) is not None

    def _follow(self, start: int, first: dt.date, reading: Reading) -> None:
        """Follow the article to the year that it is now about: its own or the one before, or what is still to come of its own."""
        if self.reference is None:
            return
        if reading.explicit and self.reference[0].year - first.year in (0, 1):
            self._turn(start, first.year, reading.source)
        elif first > self.reference[1] and first.year == self.reference[0].year:
            self.topic = self.topic or first.year

    def _keep(self, start: int, end: int, number: int, reading: Reading) -> None:
        """Keep the year that an undated text is about: for 全年, and for the dates right behind it that have none.

        A year to come is none that is told of, and one in passing (建于1964年) says nothing of the days behind it.
        """
        if not reading.explicit or self.words.phrases["times.towards"].search(self.folded, max(start - 3, 0), start) or self.folded[end : end + 1] == "前":
            return
        if self.year is None and "\n" not in self.folded[:start].strip():
            self.titled = number if self._in_title(end) else None
        elif number != self.titled:
            self.titled = None
        self.year = number
        if len(reading.value) > _YEAR or self.words.phrases["times.opens"].search(self.folded, max(start - 6, 0), start):
            self.running = (end, number)

    def running_year(self, start: int) -> int | None:
        """The year that still holds where there is no reference: stated in the same paragraph, in this or the sentence before; else that of the title.

        >>> from extract.patterns import load_rules
        >>> context = opened("2024年3月建厂。6月投产。10月达产。", None, words(load_rules()))
        >>> context.tell(0, 7, Reading(calendar.months(2024, 3, 3), "2024-03", "text", explicit=True))
        >>> context.running_year(10), context.running_year(15)
        (2024, None)
        """
        if self.running is None:
            return self.titled
        end, number = self.running
        between = self.folded[end:start]
        return number if "\n" not in between and sum(map(between.count, "。!?")) <= _NEXT else self.titled

    def _in_title(self, end: int) -> bool:
        """Whether a date stands in a first line that is a title: short, without a mark at its end."""
        line = self.folded.lstrip().split("\n", 1)[0].rstrip()
        return len(line) <= _TITLE and line[-1:] not in "。!?;,:" and "\n" in self.folded[end:].strip()

    def _turn(self, start: int, number: int, source: str | None) -> None:
        """Make a year the current one: where it opens a sentence or head, or as 今年."""
        this = self.reference is not None and source != "text" and number == self.reference[0].year
        if this or self.words.phrases["times.opens"].search(self.folded, max(start - 6, 0), start):
            self.topic = number

    def yearless(self, build: Build, start: int, end: int) -> tuple[Extent | None, str | None]:
        """The extent of a date whose year is not said, and what filled it in.

        >>> from extract.patterns import load_rules
        >>> context = opened("11月20日，茶博会开幕", Reference("2026-03-12", "metadata"), words(load_rules()))
        >>> context.yearless(lambda year: calendar.day(year, 11, 20), 0, 6)
        ((datetime.date(2025, 11, 20), datetime.date(2025, 11, 20)), 'publication')
        """
        told = self.before(start)
        if told and self._carries(told) and told.extent[0] and (got := build(told.extent[0].year)):
            return got, told.source
        labelled = self._year_of_line(start) or self._year_of_plan(start)
        if labelled is not None and (got := build(labelled)):
            return got, "context"
        if self.reference is None:
            running = self.running_year(start)
            return (build(running), "context") if running is not None else (None, None)
        return self._nearest(build, start, end, self.reference), self.origin

    def _year_of_line(self, start: int) -> int | None:
        """The year that labels the line in which a date stands: 2026年:建房3套。|9月底|前完成."""
        line = self.words.phrases["times.line"].match(self.folded, line_start(self.folded, start))
        return int(line["year"]) if line and line.end() <= start else None

    def _year_of_plan(self, start: int) -> int | None:
        """The year that the last head of a plan names, or one to come, under which a date stands: 二、2027年工作计划⏎|6月底|前开工."""
        if self.heads is None:
            self.heads = [(one.end(), self._year_of_head(one)) for one in self.words.phrases["times.plan_of_year"].finditer(self.folded)]
        under = next((year for end, year in reversed(self.heads) if end <= start), None)
        return under if under is not None and self.reference is not None and under >= self.reference[0].year else None

    def _year_of_head(self, head: re.Match[str]) -> int | None:
        """The year of a head of what is to be done: as it names it, or as the title names that of its plan; 明年 is else that behind the year reviewed."""
        if head["year"]:
            return int(head["year"])
        planned, reviewed = (self.words.phrases[name].search(self.title) for name in ("times.plan_in_title", "times.review_in_title"))
        if planned:
            return int(planned["year"])
        return int(reviewed["year"]) + 1 if reviewed and head["next"] else None

    def _carries(self, told: Reading) -> bool:
        """Whether the year last told holds for what follows; that of 2022年度奖励项目 is none of its deadlines."""
        return told.explicit and told.plain and not self.repeats("度")

    def _nearest(self, build: Build, start: int, end: int, reference: Extent) -> Extent | None:
        """The sensible year nearest the reference: its own; the one before for what is long past and not still to come."""
        number = reference[0].year
        this, before, after = build(number), build(number - 1), build(number + 1)
        if this is None:
            return _nearest_that_has(build, number)
        ahead = self.future(start, end) or self._carried_ahead(start, reference)
        if before and self._of_last_year(ahead, (this, before), reference, (start, end)):
            return before
        if this[1] < reference[0] and after and ahead and "将" in self.folded[end : end + 30]:
            return after if (after[0] - reference[1]).days <= 60 else this
        return this

    def _of_last_year(self, ahead: bool | None, each: tuple[Extent, Extent], reference: Extent, span: tuple[int, int]) -> bool:
        """Whether a date without a year belongs to the year before the article's own."""
        this, before = each
        if self._goes_on(this, reference, span[0]):
            return False
        if self._of_a_year and self.looks_back(*span):
            return True
        if (this[1] - reference[1]).days > _EARLY and self._counts_up_to(span[0]):
            return True
        if this[0] > reference[1]:
            return self._gone(ahead, this, before, reference, span)
        return reference[1] < this[1] and self.over(this, reference, span)

    def _goes_on(self, this: Extent, reference: Extent, start: int) -> bool:
        """Whether a stretch that is not over goes on from the one told before it in its sentence: 上半年已改造120户,|下半年|再改造80户."""
        told = self.told[-1] if self.told and this[1] > reference[1] else None
        first, last = told[1].extent if told else (None, None)
        if told is None or first is None or last is None or not _SENTENCE.isdisjoint(self.folded[told[0] : start]):
            return False
        return first.year == this[0].year and last < this[0] and first <= reference[1]

    def _counts_up_to(self, start: int) -> bool:
        """Whether a span is the end of a count, and so over: 截至|12月底."""
        return self.words.phrases["times.counted"].search(self.folded, max(start - 3, 0), start) is not None

    def over(self, this: Extent, reference: Extent, span: tuple[int, int]) -> bool:
        """Whether a stretch that is still running is rather that of the year before (1月24日: 增速比上半年快).

        >>> from extract.patterns import load_rules
        >>> context, half = opened("增速比上半年快", Reference("2026-01-24", "metadata"), words(load_rules())), calendar.months(2026, 1, 6)
        >>> context.over(half, calendar.day(2026, 1, 24), (3, 6))
        True
        """
        if (this[1] - this[0]).days < 32 or self.alone(*span):
            return False
        if self.compared(span[0]):
            return True
        return (reference[0].month <= 2 and self.looks_back(*span)) or self._begun(this, reference, span)

    def _begun(self, this: Extent, reference: Extent, span: tuple[int, int]) -> bool:
        """Whether a stretch that has hardly begun has a figure already: 1月20日: 上半年新建学校4所."""
        passed = (reference[1] - this[0]).days / (this[1] - this[0]).days
        return passed < _BEGUN and self._told_of(reference, span)

    def _told_of(self, reference: Extent, span: tuple[int, int]) -> bool:
        """Whether a figure follows that nothing calls an aim: it then belongs to the last stretch of this name that is over."""
        if reference[0] != reference[1] or self.origin == "context" or self._near(*span) or self._aimed(*span) is not False:
            return False
        if self.words.phrases["times.towards"].search(self.folded, max(span[0] - 3, 0), span[0]):  # 到三季度末
            return False
        done = self.words.past.search(self.sentence(*span)) is not None
        if self.topic == reference[0].year and not (done and self.mood(*span) < _SURE):
            return False
        return self.future(*span) is not True or done

    def _said(self, start: int, end: int) -> str:
        """The sentence around a span without the aims that it only measures by (占目标任务的|105%)."""
        return self.words.phrases["times.measured"].sub("", self.sentence(start, end))

    def _aimed(self, start: int, end: int) -> bool | None:
        """Whether the words between a date and its figure, or close behind it, call the figure an aim; None without a figure."""
        sentence = self._said(start, end)
        at = sentence.find(self.folded[start:end]) + end - start
        figure = _FIGURE.search(sentence, at)
        if figure is not None and self.asked(start, end):
            return True
        return None if figure is None else self.words.aim.search(sentence, at, figure.end() + _BEHIND) is not None

    def asked(self, start: int, end: int) -> bool:
        """Whether the figure behind a span is one that somebody asks for or strives for (确保|全年), or that is to be in that time (全年|要|新签约项目80个).

        >>> from extract.patterns import load_rules
        >>> texts, known = ("会议要求,全年签约项目80个", "全年要签约项目80个", "会议要求的项目,全年已签约80个"), words(load_rules())
        >>> [opened(text, None, known).asked(at := text.index("全年"), at + 2) for text in texts]
        [True, True, False]
        """
        first = clause_start(self.folded, start, max(start - 80, 0), "。!?;\n")
        figure = _FIGURE.search(self.folded, end, end + 80)
        if figure is None or re.matched(_STOP.search(self.folded, end)).start() < figure.start():
            return False
        known = self.words.phrases
        if known["asked.strives"].search(self.folded, first, start):
            return True
        behind = known["asked.whole"].match(self.folded, end, figure.start())
        since = behind.end() if behind else asked(self.folded, (first, figure.start()), known)
        return since is not None and known["asked.done"].search(self.folded, since, figure.start()) is None

    def looks_back(self, start: int, end: int) -> bool:
        """Whether the article, or its paragraph by all its words, tells of the year before.

        >>> from extract.patterns import load_rules
        >>> text = "全年累计完成投资21亿元,实现增长8.3%,新增茶园5万亩,荣获先进"
        >>> [opened(text, Reference(day, "metadata"), words(load_rules())).looks_back(0, 2) for day in ("2026-01-24", "2026-09-24")]
        [True, False]
        """
        if not self.opening or self.reference is None or self._near(start, end):
            return False
        told = self.topic == self.reference[0].year - 1
        return told or (self.topic is None and self.mood(start, end) < -2 * _SURE)

    def _gone(self, ahead: bool | None, this: Extent, before: Extent, reference: Extent, span: tuple[int, int]) -> bool:
        """Whether a date that would still lie ahead is rather the one of the year before."""
        if self.alone(*span):
            return False
        if self.compared(span[0]) or self.folded.startswith("以来", span[1]):
            return True
        if self.opening and self.topic == reference[0].year - 1:
            return not self._near(*span)
        if self.opening and self.topic is None and self.mood(*span) < -2 * _SURE:
            return "将" not in self.folded[max(span[0] - 12, 0) : span[1] + 2]
        return ahead is not True and (reference[0] - before[1]).days <= self._patience(ahead, this, reference, span)

    def _patience(self, ahead: bool | None, this: Extent, reference: Extent, span: tuple[int, int]) -> int:
        """How many days ago a date may be that is told of without its year."""
        stretch = this[0] != this[1]
        if stretch and self.opening and self.topic == reference[0].year and ahead is not False:
            return _NEVER
        if ahead is False and self.opening:
            return 260  # eight months and a half: in spring, what the summer before has told
        return 330 if stretch and self._told_of(reference, span) else 120  # a report on a stretch; anything else, four months

    def _carried_ahead(self, start: int, reference: Extent) -> bool | None:
        """Whether the date before in this paragraph already lies ahead of the reference."""
        if not self.told or "\n" in self.folded[self.told[-1][0] : start]:
            return None
        first = self.told[-1][1].extent[0]
        return True if first and first > reference[1] else None

    def current_year(self, start: int, end: int) -> tuple[int | None, str | None]:
        """The year that 全年 or 年底 means here.

        >>> from extract.patterns import load_rules
        >>> texts = ("年底建成茶园5万亩", "确保年底建成茶园5万亩")
        >>> [opened(text, Reference("2026-01-24", "metadata"), words(load_rules())).current_year(at := text.index("年底"), at + 2) for text in texts]
        [(2025, 'publication'), (2026, 'publication')]
        """
        told = self.before(start)
        if told and told.explicit and (year := told.year):
            return year, told.source
        if self.reference is None:
            return self._of_report(start)
        number, planned = self.reference[0].year, self._year_of_plan(start)
        if planned is not None and planned != number:
            return planned, "context"
        if planned is None and self._of_year_before(start, end, number):
            return number - 1, self.origin
        return number, self.origin

    def _of_year_before(self, start: int, end: int, number: int) -> bool:
        """Whether a year's first months speak of the year before by 全年 or 年底."""
        if not self.opening or self.topic == number or self.asked(start, end):
            return False
        return self.topic is not None or not self._planned(start, end)

    def _of_report(self, start: int) -> tuple[int | None, str | None]:
        """The year of a text without a date, stated before an offset or behind it."""
        number = self.year or self._year_behind(start)
        return number, "context" if number is not None else None

    def _year_behind(self, start: int) -> int | None:
        """The year of an undated report that states it only behind `start`: with its figures (2023年,实现产值3亿元), or in the caption of a chart."""
        for name in ("times.told_later", "times.caption"):
            if found := self.words.phrases[name].search(self.folded, start):
                return int(found["year"])
        return None

    def whole_year(self, start: int, end: int) -> tuple[int | None, str | None]:
        """The year that 全年 means here; the year before where the figures of the article's own cannot be known.

        >>> from extract.patterns import load_rules
        >>> texts = ("全年新建大棚30座", "全年计划新建大棚30座")
        >>> [opened(text, Reference("2026-09-24", "metadata"), words(load_rules())).whole_year(0, 2) for text in texts]
        [(2025, 'publication'), (2026, 'publication')]
        """
        number, source = self.current_year(start, end)
        own = number is not None and self.reference is not None and source == self.origin and number == self.reference[0].year
        own = own and not self.asked(start, end)
        return (number - 1, source) if own and number and self.reference and self._counted_up(start, end, self.reference) else (number, source)

    def _counted_up(self, start: int, end: int, reference: Extent) -> bool:
        """Whether 全年 is the year before in a text of its later months: the year that a head has told, or one with a figure already.

        In September: 2024年工作总结⏎全年新增茶农30户; 全年新建大棚30座, where nothing says that it is to come.
        """
        over = self.topic == reference[0].year - 1
        if self.undated or self.opening or (reference[0].month > _LATEST and not over) or self.topic == reference[0].year:
            return False
        if over or self._under_plan(start):
            return not self._planned(start, end)
        return self.topic is None and self._told_of(reference, (start, end))

    def _to_do(self, start: int, end: int) -> bool:
        """Whether 全年 is the year that is to come: an aim not yet reached, or a paragraph of things to be done."""
        aim = self.words.phrases["times.aim"].match(self.folded, end) is not None
        if self._of_year_over(end) or (aim and self._reached(start)):
            return False
        ahead = self.future(start, end)
        return (
            aim
            or (ahead is True and not self._told_done(start, end))
            or (ahead is None and self.mood(start, end) > _SURE)
            or (self._aimed(start, end) is True and self.words.done.search(self.sentence(start, end)) is None)
        )

    def _reached(self, start: int) -> bool:
        """Whether an aim that begins here was reached: 圆满完成|全年目标."""
        return self.words.phrases["times.reached"].search(self.folded, max(start - 12, 0), start) is not None

    def accounted(self, start: int, end: int) -> bool:
        """Whether 本年 is the year before: a year's first months tell a figure of it that is no budget's and no plan's.

        >>> from extract.patterns import load_rules
        >>> texts, known = ("共有学校3所,本年毕业生300人", "本年预算收入3亿元"), words(load_rules())
        >>> [opened(text, Reference("2026-03-12", "metadata"), known).accounted(at := text.index("本年"), at + 2) for text in texts]
        [True, False]
        """
        if self.reference is None or not self.opening or self.words.phrases["times.of_budget"].match(self.folded, end):
            return False
        return not self._under_plan(start) and self._told_of(self.reference, (start, end))

    def _under_plan(self, start: int) -> bool:
        """Whether the line above a paragraph heads what is to be done: 三、下一步打算⏎全年新建公园3座."""
        line = self.folded.rfind("\n", 0, start)
        above = self.folded[self.folded.rfind("\n", 0, max(line, 0)) + 1 : max(line, 0)].strip()
        return 0 < len(above) <= _TITLE and self.words.phrases["times.plan_head"].search(above) is not None

    def _of_year_over(self, end: int) -> bool:
        """Whether a year's first months tell, by 全年|预计, how the year before has ended."""
        return self.new_year and self.words.phrases["times.estimated"].match(self.folded, end) is not None

    def _planned(self, start: int, end: int) -> bool:
        """Whether 全年 is the year that is to come, as a head above it or the words around it tell."""
        return self._under_plan(start) or self._to_do(start, end)

    def _told_done(self, start: int, end: int) -> bool:
        return not self._near(start, end) and self.mood(start, end) < -_SURE


def _nearest_that_has(build: Build, number: int) -> Extent | None:
    """The extent in the nearest year that has such a day: 2月29日."""
    return next(filter(None, (build(number + step) for step in (-1, 1, -2, 2, -3, 3, -4, 4))), None)


def opened(folded: str, reference: Reference | None, known: Words, title: str | None = None) -> Context:
    """The context at the beginning of an article, read against a reference (an ISO day, month or year).

    What a paper lays down (`title`, or a first line that is one) is of the year in which it came out.

    >>> from extract.patterns import load_rules
    >>> known, rule = words(load_rules()), "云溪县促进茶叶消费若干措施\\n全年发放消费券"
    >>> context = opened("3月9日,云溪镇", Reference("2026-03", "metadata"), known)
    >>> calendar.edtf(context.reference), context.origin, context.told
    ('2026-03', 'publication', [])
    >>> [opened(text, Reference("2026-03-12", "metadata"), known).topic for text in (rule, "云溪镇春茶开采\\n全年发放消费券")]
    [2026, None]
    """
    extent = calendar.extent(reference.value) if reference else None
    origin = "context" if reference and reference.origin == "context" else "publication"
    named = fold(title or "") or _first_line(folded)
    ruled = extent is not None and extent[0] == extent[1] and known.phrases["times.ruling"].search(named) is not None
    return Context(folded, known, extent, origin, topic=extent[0].year if extent and ruled else None, title=named)


def _first_line(folded: str) -> str:
    """The first line, where it may be a title and more follows; else an empty string."""
    line, _, rest = folded.strip().partition("\n")
    return line.rstrip() if rest and len(line) <= _TITLE else ""
