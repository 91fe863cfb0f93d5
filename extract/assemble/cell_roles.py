"""What a figure of a rule's table is to the rule: its heads say so (限额: at most; 年龄要求: what one must have), else the title, else its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extract import expressions as re
from extract.assemble.lexicon import Lexicon
from extract.assemble.measures.schedules import is_line, role_of_line
from extract.assemble.measures.words import Words
from extract.grid import Figure, TableWords
from extract.model import Amount, Role

_BRACKET = re.compile(r"\s*\([^()]{1,12}\)\s*$")  # 封顶线|(万元)
_AT_MOST = ("le", "lt")
_PAID_IN: Mapping[str, Role] = {"money": "grant", "percent": "rate"}


class CellRoles:
    """The roles of the figures of a text's tables."""

    def __init__(self, folded: str, words: Lexicon, table: TableWords, rule: Words) -> None:
        self._folded, self._words, self._table, self._rule = folded, words, table, rule

    def of(self, figure: Figure, amount: Amount, comparator: str) -> Role:
        """What is paid or may be paid at most, a part, or what somebody must have."""
        if figure.asks:
            return "threshold"
        if told := next((told for text in self._said(figure) if (told := self._told(text, amount))), None):
            return "cap" if told == "grant" and comparator in _AT_MOST else told
        if amount.kind not in _PAID_IN:
            return "threshold"
        illness = amount.kind == "money" and figure.label and self._words["cells.illness"].search(self._folded, *figure.label)
        return "cap" if comparator in _AT_MOST or illness else _PAID_IN[amount.kind]

    def _said(self, figure: Figure) -> Iterator[str]:
        """The heads of a figure from below, the label of its row, the titles from below."""
        spans = (*reversed(figure.heads), *((figure.label,) if figure.label else ()), *figure.title)
        return (_BRACKET.sub("", self._folded[start:end]) for start, end in spans)

    def _told(self, text: str, amount: Amount) -> Role | None:
        """What a head says that the figures below it are; None where it does not say."""
        said, paid = self._table.roles(text), amount.kind in _PAID_IN
        if amount.kind == "duration" and self._words["cells.term"].search(text):
            return "cap"
        if amount.kind == "count" and self._words["cells.quota"].search(text):
            return "quota"
        if self._table.asked.search(text):
            return "threshold"
        if is_line(text, self._rule):
            return role_of_line(text, self._rule)
        if "most" in said and paid:
            return "cap"
        if "least" in said:
            return "floor" if paid else "threshold"
        return _PAID_IN[amount.kind] if "giving" in said and paid else None
