"""Articles as the rules read them, without the blanks and breaks of typesetting, and the way back to the printed text.

Typesetters part Latin writing from Chinese (2025 年，全市 GDP 达 1.2 万亿元), and rows of a table hold texts that were cut into
lines of one width; rules are written for what stands together. Where an article has such a habit, it is read closed up, and each
record leads back to its own place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from extract import expressions as re
from extract import segment, split
from extract.model import RECORDS, STATEMENTS, Article, Indicator, Period, Printed, Reasons, Span
from extract.patterns import Rules

_HAN, _LATIN, _BLANK = r"[\u3400-\u9fff]", r"[0-9A-Za-z%]", r"[ \u00a0\u2009\u202f]"
_NUMBER = r"(?m:^[#\s]*\d{1,2}(?:\.\d{1,2})*)"  # of a section or an item, which its blank parts from the first word
_SET = re.compile(rf"{_NUMBER}{_BLANK}|(?P<blank>(?<={_HAN}){_BLANK}(?={_LATIN})|(?<={_LATIN}){_BLANK}(?={_HAN}|%))")
_CLOSE = re.compile(rf"{_HAN}(?=\d)|\d(?={_HAN})")
_FEW = 2  # blanks make a habit, of one figure at least; 2025 年 alone is an accident
_FOUND = ("reference", *RECORDS, "warnings", "pipeline")
_NAMES = (Indicator, Printed)  # are asked for by their words (R&D投入占GDP比重), whatever blanks and breaks stand in them


@dataclass(frozen=True, slots=True)
class Closed:
    """An article as printed and as the rules read it; `at` is the printed offset of each character, None where both are the same.

    >>> from extract.pipeline import annotate
    >>> article = annotate("2025 年，全镇 GDP 达 120 亿元，增长 5 %。")
    >>> [(one.indicator.text, one.value, one.unit, one.text) for one in article.actuals]
    [('GDP', Decimal('12000000000'), 'CNY', '120 亿元'), ('GDP', Decimal('5'), '%', '5 %')]
    """

    printed: Article
    article: Article
    at: tuple[int, ...] | None = None

    @classmethod
    def of(cls, article: Article, rules: Rules) -> Closed:
        """The article without the blanks around its figures and the breaks within its sentences, where these are its habit; else as it is."""
        text = article.text
        read = dict.fromkeys(_blanks(text), "")
        for start, end, instead in split.breaks(article, rules):
            read |= {**dict.fromkeys(range(start, end), ""), start: instead}
        if not read:
            return cls(article, article)
        at = tuple(place for place in range(len(text)) if read.get(place, text[place]))
        closed = replace(
            article,
            text="".join(read.get(place, text[place]) for place in at),
            sections=tuple(replace(one, start=bisect_left(at, one.start), end=bisect_left(at, one.end)) for one in article.sections),
            warnings=(),  # those of the printed article stand where they are
        )
        return cls(article, segment.sentences(closed), at)

    def opened(self, found: Article) -> Article:
        """The printed article with the records found in the closed one."""
        if self.at is None:
            return found
        moved = {kind: self._moved(getattr(found, kind)) for kind in _FOUND}
        moved["warnings"] = (*self.printed.warnings, *moved["warnings"])
        moved["sentences"] = tuple(self._span(span) for span in found.sentences)
        texts = {one.id: one.text for one in moved["dates"]}
        for kind in STATEMENTS:
            moved[kind] = tuple(replace(one, period=_as_in(texts, one.period)) for one in moved[kind])
        return replace(self.printed, **moved)

    def opened_reasons(self, reasons: Reasons) -> Reasons:
        """The reasons found in the closed article, with the spans of the printed one."""
        if self.at is None:
            return reasons
        return Reasons(self._moved(reasons.rejected), {self._span((at, at))[0]: said for at, said in reasons.evidence.items()})

    def _span(self, span: Span) -> Span:
        """The printed span of a span of the closed text: from its first character to its last, without a blank around it."""
        assert self.at is not None
        start, end = span
        first = self.at[start] if start < len(self.at) else len(self.printed.text)
        return first, self.at[end - 1] + 1 if end > start else first

    def _moved(self, value: Any) -> Any:
        """A record, or several, with each span and its text as printed."""
        if isinstance(value, tuple):
            return tuple(self._moved(one) for one in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        return replace(value, **{one.name: self._moved(getattr(value, one.name)) for one in fields(value)} | self._placed(value))

    def _placed(self, find: Any) -> dict[str, Any]:
        """The printed span of a record, and its printed text where it holds its own words; a name keeps its text."""
        placed: dict[str, Any] = {}
        if hasattr(find, "mentions"):
            placed["mentions"] = tuple(self._span(span) for span in find.mentions)
        if hasattr(find, "start"):
            start, end = self._span((find.start, find.end))
            placed |= {"start": start, "end": end}
            if not isinstance(find, _NAMES) and getattr(find, "text", None) == self.article.text[find.start : find.end]:
                placed["text"] = self.printed.text[start:end]
        return placed


def _blanks(text: str) -> list[int]:
    """The offsets of blanks between figures or Latin words and Chinese ones, if more figures stand apart from their words than close to them.

    >>> _blanks("产值 3 亿元，增长 5%"), _blanks("签约项目3个 成交额5亿元"), _blanks("4.1 棚户区改造 300 套")
    ([2, 4, 10], [], [9, 13])
    """
    blanks = [found.start("blank") for found in _SET.finditer(text) if found["blank"]]
    return blanks if len(blanks) >= _FEW and len(blanks) > len(_CLOSE.findall(text)) else []


def _as_in(texts: Mapping[str, str], period: Period | None) -> Period | None:
    """The period with the printed text of its date; `texts` maps the ids of dates to it."""
    return period and replace(period, text=texts.get(period.date or "", period.text))
