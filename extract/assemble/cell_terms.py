"""Tables of what a rule grants -> the indicator of a figure and its recipient: 绿色工厂奖励, 国家级绿色工厂."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.assemble.cell_names import CellNames
from extract.assemble.lexicon import Lexicon
from extract.assemble.measures.schedules import is_class, is_line
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View
from extract.grid import Figure, TableWords
from extract.model import Amount

_KIND = 2  # characters at the beginning of a head in which it names its benefit: 奖励


class Terms(NamedTuple):
    """The indicator of a figure (`named`; empty where row and column name it as in any other table) and its recipient (`whom`)."""

    named: View = NOTHING
    whom: View = NOTHING


_NONE = Terms()


class CellTerms:
    """The terms of the figures of a text's tables.

    The recipient of a figure is named by a column of its own (补助对象), by the lowest heads (支付限额 over 职工医保, the row is 高血压), by the rows (年龄要求, the row
    is 博士), or by a requirement (年营业收入 | 1亿元以上).
    """

    def __init__(self, folded: str, words: Lexicon, table: TableWords, rule: Words) -> None:
        self._folded, self._words, self._table, self._rule = folded, words, table, rule
        self._names = CellNames(folded, words, table, rule)

    def of(self, figure: Figure) -> Terms:
        """The terms of a figure; empty ones outside the table of a rule."""
        if not figure.norm:
            return _NONE
        label, heads = self._names.label(figure.label), [self._names.label(span) for span in figure.named]
        if figure.asks:
            return Terms(self._asked(figure, heads), label if is_class(label.text, self._rule) and not self._is_tier(label) else NOTHING)
        if figure.whom:
            return Terms(self._plainly_named(figure, label, heads), self._names.plain(figure.whom))
        told = self._told(figure, label, heads)
        return told if told.whom else told._replace(whom=self._bounds(figure) or self._entity(figure, label))

    def _told(self, figure: Figure, label: View, heads: Sequence[View]) -> Terms:
        """The terms of a figure by its bounds, else by its heads, else by its row."""
        return self._by_bounds(figure, label, heads) or self._by_heads(figure, label, heads) or self._by_row(figure, label, heads)

    def _entity(self, figure: Figure, label: View) -> View:
        """The label of a row as the recipient, where heads name the figures and it is no benefit, place or total: 分档名称 | 补贴额."""
        granted = self._names.is_benefit(label.text) or self._is_nobody(label.text)
        if figure.key != "entity" or not figure.heads or granted:
            return NOTHING
        return label + self._names.label(figure.kin)

    def is_level(self, figure: Figure) -> bool:
        """Whether the only head of a figure is a class of what its row names: 国家级 over 绿色工厂, 城镇 over 常住人口."""
        if len(figure.named) != 1 or figure.key not in ("name", "class"):
            return False
        head = self._names.label(figure.named[0])
        return self._is_tier(head) or any(self._rule[name].match(head.text) for name in ("schedules.class", "cells.level"))

    def is_scheduled(self, figure: Figure, amount: Amount) -> bool:
        """Whether row and column alone show that a figure is a rule's: a sum under 国家级, or the 报销比例 of 一级医院."""
        if figure.norm or figure.plan is not None or not figure.named:
            return False
        label, head = self._names.label(figure.label), self._names.label(figure.named[-1])
        lined = bool(label) and is_line(head.text, self._rule) and is_class(label.text, self._rule)
        return lined or (amount.kind == "money" and self._is_tier(head) and self.is_level(figure))

    def levelled(self, figure: Figure) -> View:
        """The label of a row with its head, a class: 国家级|绿色工厂."""
        return self._ranked(self._names.label(figure.named[0]), self._names.label(figure.label))

    def _asked(self, figure: Figure, heads: Sequence[View]) -> View:
        """The indicator of a requirement, by its lowest head; a growth alone is that of the indicator bounded before it: 研发投入 | 当年增速."""
        name, topic = heads[-1] if heads else NOTHING, self._topic(figure)
        name = self._measured(name)
        growth = self._words["cells.growth"].fullmatch(name.text)
        return topic + name.cut(growth.start("change")) if growth and topic and topic.start < name.start else name

    def _topic(self, figure: Figure) -> View:
        """The indicator that the first of the bounding cells bounds, without its time: 上年度|研发投入."""
        if not figure.bands:
            return NOTHING
        head = self._names.label(min(figure.bands))
        dated = self._words["recorded.dated"].match(head.text)
        return self._measured(head.cut(dated.end()) if dated else head)

    def _measured(self, head: View) -> View:
        """The indicator of a head without the word of requiring or reaching behind it: 年产值|首次突破, 规模|要求."""
        for asked in (self._table.asked.search(head.text), self._table.reaching.search(head.text)):
            head = head.cut(0, asked.start()) if asked and asked.start() > 1 else head
        return head

    def _by_bounds(self, figure: Figure, label: View, heads: Sequence[View]) -> Terms | None:
        """The terms by the bounds or the condition of a row whose label is empty, a tier or a benefit (第一档 | 1亿元以上 | 20万元); None for any other."""
        granted, whom = self._names.is_benefit(label.text), self._bounds(figure)
        if not whom or (label and not granted and not self._is_tier(label)):
            return None
        return Terms(label, whom) if granted else self._within(figure, heads[-1] if heads else NOTHING, whom)

    def _within(self, figure: Figure, head: View, whom: View) -> Terms:
        """The terms of a figure for a bounded recipient (`whom`), to which a head that names no benefit is added: 展览面积 | 国际性展会."""
        kind = self._kind(figure)
        if head and kind and not self._rule.benefit.search(head.text):
            return Terms(head + kind, whom + head)
        head = head or kind
        return Terms(self._topic(figure) + self._plainly(head) if self._is_bare(head) else head, whom)

    def _bounds(self, figure: Figure) -> View:
        """The cells that bound the recipient, in their order, each with its head; without such cells the condition in words."""
        whom = self._names.plain(figure.condition) if figure.condition and not figure.bands else NOTHING
        for span in sorted(set(figure.bands)):
            whom += self._names.plain(span) if self._table.is_band(self._folded[slice(*span)]) else self._names.label(span)
        return whom

    def _by_heads(self, figure: Figure, label: View, heads: Sequence[View]) -> Terms | None:
        """The terms by the lowest head (国家级 over the sum of 绿色工厂), or by the label under a head of requirement (博士 under 年龄要求), or by a class."""
        if not label or not heads:
            return None
        granted = self._names.is_benefit(label.text)
        if len(heads) > 1:
            return Terms(label + self._sideless(heads[0]), heads[-1] if granted or not self._is_tier(heads[-1]) else self._ranked(heads[-1], label))
        asked = self._table.asked.search(heads[0].text)
        if asked and asked.start() > 1:
            return Terms(heads[0].cut(0, asked.start()), label)
        return self._by_class(figure, label, heads[0], granted)

    def _plainly_named(self, figure: Figure, label: View, heads: Sequence[View]) -> View:
        """The benefit of a row for a head that only says how much of it is given (封顶, 最高金额); nothing under any other head."""
        if not heads or self._rule["cells.side"].fullmatch(heads[-1].text) is None:
            return NOTHING
        if not label:
            return kind + heads[-1] if figure.whom and (kind := self._kind(figure)) else NOTHING
        return label if self._names.is_benefit(label.text) else label + self._kind(figure)

    def _by_class(self, figure: Figure, label: View, head: View, granted: bool) -> Terms | None:
        """The terms where one of head and label is a class of the other (国家级 and 绿色工厂); None where neither is."""
        if self._is_tier(label) and not self._rule.named.search(head.text) and (kind := self._kind(figure)):
            return Terms(head + kind, self._ranked(label, head))
        if not self._is_tier(head) and not is_class(head.text, self._rule):
            return None
        return Terms(label, head) if granted else Terms(label + self._kind(figure), self._ranked(head, label))

    def _by_row(self, figure: Figure, label: View, heads: Sequence[View]) -> Terms:
        """The terms by the label of a row: a class of the label over it, a deed (新获得质量奖), or a recipient; empty where it is none of these."""
        if not label or not heads or self._is_nobody(label.text):
            return _NONE
        over, head = self._names.label(figure.over), heads[0]
        if over and self._is_tier(label):
            return Terms(over + head, label if self._names.is_benefit(over.text) else self._ranked(label, over))
        deed = self._rule["tiers.deed"].match(label.text)
        return Terms(label.cut(deed.end()) + head, label) if deed else self._by_name(figure, label, head)

    def _is_nobody(self, label: str) -> bool:
        """Whether a label names no recipient, being a place or a total; 家庭农场 is neither."""
        return (self._table.is_place(label) and not is_class(label, self._rule)) or self._table.role(label) == "total"

    def _by_name(self, figure: Figure, label: View, head: View) -> Terms:
        """The terms by a label that names a recipient, or begins with a class: 博士, 省级绿色工厂."""
        bare = self._is_bare(head) and not self._names.is_benefit(label.text)
        if named := self._plainly_named(figure, label, [head]):
            return Terms(named, label if self._is_whom(label.text) else NOTHING)
        if is_class(label.text, self._rule):
            return Terms(self._by_tier(label, head) if self._is_tier(label) else label + self._sideless(head), label) if bare else Terms(head, label)
        return Terms(label + self._sideless(head), label if self._is_whom(label.text) else NOTHING) if bare else _NONE

    def _by_tier(self, tier: View, head: View) -> View:
        """A head, behind its tier where it names only a kind of money and a side of it: A类|补贴期限, but 贷款贴息比例."""
        head = self._plainly(head)
        return head if self._rule["cells.kind"].match(head.text) is None else tier + head

    def _is_whom(self, label: str) -> bool:
        """Whether a label names a recipient, or begins with a class."""
        return is_class(label, self._rule) or self._rule["cells.levelled"].match(label) is not None

    def _ranked(self, tier: View, label: View) -> View:
        """A class (`tier`) with the label of what it is a class of: 国家级|绿色工厂, 企业组|一等奖."""
        return tier + label if self._rule["cells.level"].match(tier.text) else label + tier

    def _kind(self, figure: Figure) -> View:
        """The benefit named last by another head of the row, or by the words over the table: 补助 of 补助比例, 奖励 of 按下表给予奖励."""
        for span in (*figure.beside, *((figure.standards,) if figure.standards else ())):
            if told := list(self._rule.benefit.finditer(self._folded, *span)):
                return View.of(self._folded, *told[-1].span())
        return NOTHING

    def _is_tier(self, label: View) -> bool:
        """Whether a label is a class and nothing else: 国家级, 一等奖, 第二档."""
        return self._rule["cells.tier"].fullmatch(label.text) is not None

    def _plainly(self, head: View) -> View:
        """A head without a leading 最高."""
        most = self._rule["schedules.most"].match(head.text)
        return head.cut(most.end()) if most else head

    def _sideless(self, head: View) -> View:
        """A head without the side named behind its benefit (补助|比例); the name of a schedule's line (报销比例) stays whole."""
        head, side = self._plainly(head), self._rule["cells.sides"].search(head.text)
        return head if side is None or is_line(head.text, self._rule) else head.cut(0, len(head) - len(side[0]))

    def _is_bare(self, head: View) -> bool:
        """Whether a head does not say what its benefit is for: 奖励金额, 报销比例."""
        text = self._plainly(head).text
        return self._rule["schedules.bare"].fullmatch(text) is not None or self._rule.benefit.match(text, 0, _KIND) is not None
