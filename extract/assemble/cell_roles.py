"""What a figure of a rule's table is to the rule: its heads say so (限额: at most; 年龄要求: what one must have), else the title, else its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract import expressions as re
from extract.assemble.lexicon import Lexicon
from extract.assemble.measures.schedules import is_line, role_of_line
from extract.assemble.measures.words import Words
from extract.grid import Figure, TableWords
from extract.model import Amount, Role

_BRACKET = re.compile(r"\s*\([^()]{1,12}\)\s*$")  # 封顶线|(万元)
_AT_MOST = ("le", "lt")
_PAID_IN: Mapping[str, Role] = {"money": "grant", "percent": "rate", "multiple": "rate"}

# Roles that a head gives to figures of one kind only: a length under 补贴期限 is the longest that is paid for, a count under 名额 says how many
# get it; sums and per cents under such heads are paid as under any other
_BY_KIND: Sequence[tuple[str, str, Role]] = (("duration", "cells.term", "cap"), ("count", "cells.quota", "quota"))


class CellRoles:
    """The roles of the figures of a text's tables."""

    def __init__(self, folded: str, words: Lexicon, table: TableWords, rule: Words) -> None:
        self._folded, self._words, self._table, self._rule = folded, words, table, rule

    def of(self, figure: Figure, amount: Amount, comparator: str) -> Role:
        """What is paid or may be paid at most, a part, or what somebody must have."""
        if figure.asks:
            return "threshold"
        told = next((told for text in self._said(figure) if (told := self._told(text, amount))), None)
        if told in (None, "grant") and amount.kind in _PAID_IN and (comparator in _AT_MOST or (told is None and self._is_treated(figure, amount))):
            return "cap"
        return told or _PAID_IN.get(amount.kind, "threshold")

    def _is_treated(self, figure: Figure, amount: Amount) -> bool:
        """Whether a sum is paid for the illness that its row names."""
        return amount.kind == "money" and figure.label is not None and self._words["cells.illness"].search(self._folded, *figure.label) is not None

    def _said(self, figure: Figure) -> Iterator[str]:
        """The heads of a figure from below, the label of its row, the titles from below."""
        spans = (*reversed(figure.heads), *((figure.label,) if figure.label else ()), *figure.title)
        return (_BRACKET.sub("", self._folded[start:end]) for start, end in spans)

    def _told(self, text: str, amount: Amount) -> Role | None:
        """What a head says that the figures below it are; None where it does not say."""
        if role := next((role for kind, phrase, role in _BY_KIND if amount.kind == kind and self._words[phrase].search(text)), None):
            return role
        if self._table.asked.search(text):
            return "threshold"
        return role_of_line(text, self._rule) if is_line(text, self._rule) else self._bound(text, amount)

    def _bound(self, text: str, amount: Amount) -> Role | None:
        """What the words of a head make of its figures: at most, at least, what is given."""
        said, paid = self._table.roles(text), amount.kind in _PAID_IN
        if paid and ("most" in said or self._table.most.search(text)):
            return "cap"
        if "least" in said:
            return "floor" if paid else "threshold"
        return _PAID_IN[amount.kind] if "giving" in said and paid else None
