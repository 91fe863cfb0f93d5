"""Labels and heads of tables -> the phrase that names a figure, and its measure: 水泥 under 产量 is 水泥产量."""

from __future__ import annotations

from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.lexicon import Lexicon
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View, trimmed
from extract.grid import Figure, TableWords
from extract.model import Amount, Span

_UNIT = re.compile(r"\s*(?:\([^()]{1,12}\)|[±+-]*%)\s*$")
_SCALED = re.compile(r"\s*\([万亿千百]|[^()]*/")  # begins like a unit that is not listed
_MARK = re.compile(r"^(?:[#*]+|[一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十\d]+[)]|\d+[.、](?!\d)|[①-⑳])\s*")

# Blanks between two Chinese characters or marks (U+3000 and above); between Latin letters, digits and signs, which lie below, a blank separates words
_BROKEN = re.compile(r"(?<=[^\x00-\u2fff])\s+(?=[^\x00-\u2fff])")

_GENERIC = 4  # most characters of a label that names no indicator by itself: 增长速度
_LAPPED = 2  # characters of the word that begins both an indicator and its rate
_SIGN = 6  # characters before a figure in which its cell names a change: 同比下降, ↓ with blanks


class CellNames:
    """The indicators and measures of the figures in a text's tables."""

    def __init__(self, folded: str, words: Lexicon, table: TableWords, rule: Words) -> None:
        self._folded, self._words, self._table, self._rule = folded, words, table, rule

    def of(self, figure: Figure, amount: Amount) -> tuple[View, str]:
        """The indicator of a figure, and the measure that indicator and head give together."""
        label = self.label(figure.label) if figure.key in ("name", "class") else NOTHING
        if label and figure.over and self._generic(label) and "growth" in self._table.roles(label.text):
            return self.label(figure.over), "growth" if amount.unit == "%" else "increase"
        named = [self.plain(span) for span in figure.named]
        whole = self._completed(figure, label, named) if label else self._bounded(figure) + self._joined(named) or self.of_project(figure)
        return self.measured(whole, figure, amount)

    def of_project(self, figure: Figure) -> View:
        """The label of a row that is the indicator, as no head names one (企业技改补助 under 项目名称 | 2026年预算); empty for a place or a total."""
        label = self.label(figure.label) if figure.key == "entity" and not figure.named else NOTHING
        return NOTHING if self._table.is_place(label.text) or self._table.role(label.text) == "total" else label

    def _bounded(self, figure: Figure) -> View:
        """The bounds that distinguish the rows of a table, each behind its head (营业收入|1亿元以上); empty in the table of a rule."""
        bounds = NOTHING
        for span in sorted(set(figure.bands)):
            bounds += self.plain(span)
        return NOTHING if figure.norm or figure.asks else bounds

    def is_benefit(self, text: str) -> bool:
        """Whether a phrase ends in a kind of benefit: 茶园更新补助."""
        return any(kind.end() == len(text) for kind in self._rule.benefit.finditer(text))

    def _joined(self, named: Sequence[View]) -> View:
        """The heads of a column from the top as one phrase: 财政收入 over 税收 is 税收财政收入."""
        whole = NOTHING
        for view in named:
            whole = view if not whole else self._part_of(view, whole)
        return whole

    def _completed(self, figure: Figure, label: View, named: Sequence[View]) -> View:
        """The label, completed where it names no indicator by itself: with its whole (其中), its group, or the side that its column adds (产量)."""
        parent = self.label(figure.parent)
        if parent and self._whole(parent):
            return self._part_of(label, parent)
        if figure.part and named:
            return label + self._joined(named)
        if self._whole(label):
            return label
        if figure.over and self._generic(label):
            return self.label(figure.over) + (NOTHING if self._table.role(label.text) else label)
        return self._with_side(figure, label, named) or self._with_group(figure, label)

    def _with_side(self, figure: Figure, label: View, named: Sequence[View]) -> View:
        """The label with the side that its column or the table's title adds, where it stands in no group: 茶叶|产量."""
        side = self._joined(named) if named else self._side(figure)
        return label + side if side and side.text != label.text and not figure.group else NOTHING

    def _with_group(self, figure: Figure, label: View) -> View:
        """The label with its group, or with the label over it, where that names an indicator by itself; else the label alone."""
        for group in map(self.label, filter(None, (figure.group, figure.over))):
            if group and (self._whole(group) or self._table.herds.search(group.text)):
                return self._grouped(label, group)
        return label

    def _grouped(self, label: View, group: View) -> View:
        """The label with its group: 期末存栏 + 猪 -> 期末存栏猪; 产品产量 + 牛奶 -> 牛奶产量; 常住人口 + 城镇 -> 城镇常住人口."""
        facet = self._words.facets.ending(group.text)
        if facet:
            return label + group.cut(len(group) - len(facet))
        return group + label if self._table.herds.search(group.text) else label + group

    def _part_of(self, label: View, whole: View) -> View:
        """The label of a part with its whole (城镇 of 常住人口: 城镇常住人口, 义务教育 of 教育支出: 义务教育支出), or alone where it names an indicator by itself."""
        return label if self._whole(label) or not whole else _lapped(label, whole)

    def _whole(self, label: View) -> bool:
        """Whether a phrase names an indicator by itself."""
        text = label.text.replace(" ", "")
        if self._generic(label):
            return False
        known = text in self._words.aliases or self._table.ending.search(text) is not None or bool(self._words.facets.ending(text))
        return known or self.is_benefit(text)

    def _generic(self, label: View) -> bool:
        """Whether a label needs another one beside it: 总量, 增速, 产量."""
        text = label.text.replace(" ", "")
        if text in self._words.aliases or len(text) > _GENERIC:
            return False
        return (
            text in self._words.facets
            or text in self._words.sides
            or self._table.role(text) in ("plain", "rank")
            or bool(self._table.roles(text) & {"growth", "share"})
        )

    def _side(self, figure: Figure) -> View:
        """The side of an indicator that the table's title ends with: 主要产品|产量."""
        for start, end in figure.title[:1]:
            title = self._folded[start:end]
            facet = self._words.sides.ending(title)
            if facet:
                return View.of(self._folded, end - len(facet), end)
        return NOTHING

    def label(self, span: Span | None) -> View:
        """A label without its number, its 其中 and its unit."""
        if span is None:
            return NOTHING
        label = View.of(self._folded, *span)
        for _ in range(2):
            number = _MARK.match(label.text)
            label = label.cut(number.end()) if number else label
            mark = self._table.marks.match(label.text)
            label = label.cut(mark.end()) if mark else label
        unit = _UNIT.search(label.text)
        known = unit and (self._table.bracketed(label.text) or _SCALED.match(unit[0]))
        return _closed(trimmed(label.cut(0, unit.start()) if unit and known and unit.start() else label))

    def plain(self, span: Span) -> View:
        """The text of a cell, trimmed."""
        return _closed(trimmed(View.of(self._folded, *span)))

    def measured(self, phrase: View, figure: Figure, amount: Amount) -> tuple[View, str]:
        """The phrase and its measure: that of the head, else of the end of the phrase, else of the unit."""
        measure = figure.measure
        if measure == "rate":
            return self._rated(phrase, figure)
        if measure == "level":
            phrase, measure = self._ended(phrase, amount)
        elif measure in ("growth", "increase") and self._change(amount) == "decrease":
            return phrase, "decrease"  # 下降8.3% under 同比
        if measure == "growth" and amount.unit not in ("%", "x"):
            measure = "increase"
        if measure == "level" and amount.unit == "%" and self._words.shares.search(phrase.text):
            measure = "share"
        return phrase, measure

    def _rated(self, phrase: View, figure: Figure) -> tuple[View, str]:
        """The phrase with the head that says how far a plan is carried out, and its measure: 投资|完成率, 税收|占年度计划."""
        rate = self.plain(figure.rate) if figure.rate else NOTHING
        if not phrase or not rate or phrase.text.endswith(rate.text):
            return phrase, "level"
        phrase = phrase.cut(_LAPPED) if phrase.text.startswith(rate.text[:_LAPPED]) else phrase  # 完成投资|完成率
        return phrase + rate, "share" if self._words["cells.of_plan"].match(rate.text) else "level"

    def _ended(self, phrase: View, amount: Amount) -> tuple[View, str]:
        """The phrase without a final 增长 or 下降, unless the catalogue lists it with that, and its measure."""
        text, changes = phrase.text, self._table.changes
        ending = next((form for form in changes if text.endswith(form)), "")
        if ending and text not in self._words.aliases and len(text) - len(ending) > 1:
            phrase = phrase.cut(0, len(text) - len(ending))
            compared = self._table.compared.search(phrase.text)
            phrase = phrase.cut(0, compared.start()) if compared else phrase
        measure = changes[ending] if ending else self._change(amount)
        return (phrase, measure) if measure else self._of_phrase(phrase, amount)

    def _change(self, amount: Amount) -> str:
        """The change that a cell names before its figure (下降3%, ↓4.8%); an empty string where it names none."""
        before = self._folded[max(amount.start - _SIGN, 0) : amount.start].rpartition("|")[2]
        return next((measure for form, measure in self._table.changes.items() if form in before), "")

    def _of_phrase(self, phrase: View, amount: Amount) -> tuple[View, str]:
        """A phrase without a leading 新增, and its measure: growth, decrease or increase where it is one itself, else level."""
        text = phrase.text
        if self._words.growths.search(text) and amount.unit == "%":
            return phrase, "growth"
        if self._words.falls.search(text):
            return phrase, "decrease"
        fresh = self._table.fresh.search(text)
        if fresh and not fresh.start() and len(text) > fresh.end() + 1:
            phrase = phrase.cut(fresh.end())
        return phrase, "increase" if fresh and amount.unit not in ("%", "pp") else "level"


def _closed(phrase: View) -> View:
    """A phrase without the blanks at which a narrow cell broke it: 绿色 工厂."""
    for found in reversed(list(_BROKEN.finditer(phrase.text))):
        phrase = phrase.cut(0, found.start()) + phrase.cut(found.end())
    return phrase


def _lapped(part: View, whole: View) -> View:
    """The label of a part and its whole as one phrase; the characters that end the one and begin the other stand once."""
    lap = next((size for size in range(min(len(part), len(whole)) - 1, 1, -1) if part.text.endswith(whole.text[:size])), 0)
    return part + whole.cut(lap)
