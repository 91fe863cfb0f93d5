"""The basis of a value: the average of several years, their sum, or the comparison with the same time a year before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract import expressions as re
from extract.assemble.bind import Bound
from extract.assemble.cells import Told
from extract.assemble.status import Verdict
from extract.assemble.view import View
from extract.model import BASES, Basis, Date, Period, Statement
from extract.patterns import Forms, Rules, from_words, one_of, phrases

_BRACKETS = re.compile(r"[\[(〔【][^\])〕】]*[\])〕】]")  # 年均增速|[累计]: the second is the basis of figures in brackets
_LENGTH = 2  # characters before a lead that hold a number of years, an amount of its own: 两年|平均增长6%
_CHANGES = ("growth", "increase", "decrease", "multiple")


class Bases:
    """The bases that an article's words give its values."""

    def __init__(self, folded: str, dates: Sequence[Date], rules: Rules) -> None:
        self._folded, self._dates, self._words = folded, dates, _words(rules)
        self._behind = phrases(rules)["basis.behind"]

    def given(self, made: Sequence[Statement], because: Sequence[tuple[Bound, Verdict]], cells: Mapping[int, Told]) -> list[Statement]:
        """The statements with their bases; `because` has the bound value of each."""
        bases = [self.of(one, said.period, cells.get(one.amount.start)) for said, (one, _) in zip(made, because, strict=True)]
        return [said if basis is None else replace(said, basis=basis) for said, basis in zip(made, bases, strict=True)]

    def of(self, one: Bound, period: Period | None, cell: Told | None = None) -> Basis | None:
        """`annual_average`, `cumulative` or `year_on_year`; None where the text gives none.

        The word nearest to the value decides; without such a word, the year with which the value is compared.
        """
        if cell is not None and cell.summed:
            return "cumulative"
        for text in self._around(one, cell):
            if (said := self._words.nearest(text)) is not None:
                return BASES.get(said)
        return self._compared(one, period)

    def _around(self, one: Bound, cell: Told | None) -> Iterator[str]:
        """The texts that may name the basis, those nearest to the value first."""
        lead, tail = one.slot.lead, one.slot.tail.text
        length = self._folded[max(lead.start - _LENGTH, 0) : lead.start] if lead else ""
        yield from (length + lead.text, one.predicate)
        yield self._words.forms.opening(self._behind.sub("", tail, count=1))
        yield one.indicator.text
        if cell is not None:
            heads = " ".join(self._folded[slice(*head)] for head in cell.heads)
            yield from (_BRACKETS.sub("", heads), heads)

    def _compared(self, one: Bound, period: Period | None) -> Basis | None:
        """The basis by the number of years from the baseline to the value's period (比2020年); None where they do not give one."""
        if one.measure not in _CHANGES or period is None or period.last is None:
            return None
        based = self._last(one.baseline)
        years = period.last.year - based.year if based else 0
        return "cumulative" if years > 1 else "year_on_year" if years == 1 else None

    def _last(self, phrase: View) -> dt.date | None:
        """The last day of the time that a phrase names."""
        return next((date.last for date in self._dates if date.start in phrase.at), None)


class _Words:
    """The words of a basis: form -> entry, and the last one in a text."""

    def __init__(self, rules: Rules) -> None:
        entries = rules.vocabularies.get("basis", ())
        self.forms = Forms(entries)
        self._any = re.compile(one_of(self.forms))

    def nearest(self, text: str) -> str | None:
        """The basis that the last such word in a text gives; an empty string for a word of no basis, None without a word."""
        said = None
        for found in self._any.finditer(text):
            said = self.forms[found[0]]["basis"]
        return said


_words = from_words(_Words)
