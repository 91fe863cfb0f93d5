"""The vocabulary `table_words`, compiled: what a head, label, cell or title says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract import expressions as re
from extract import units
from extract.grid.times import without_times
from extract.model import Span
from extract.patterns import Entry, Phrases, Rules, from_words, one_of, phrases

_GAPS = re.compile(r"\s+")
# A unit in brackets at the end of a head or label (万人), (±%), [亿元]; 单位: 万元 likewise.
_BRACKETED = re.compile(r"\s*[(\[〔]\s*(?:单位:?\s*)?[±+-]{0,3}([^()\[\]〔〕±]{1,12}?)[±+-]{0,3}\s*[)\]〕]\s*$")
_NAMED = re.compile(r"单位\s*[::]?\s*([^()|]{1,20})")
_BESIDE_UNIT = (re.compile(r"[、,; ]"), re.compile(r"[、,/; ]"))  # 万元/亩、% are two units, 元/吨 may be one or two
_PER_CENTS = frozenset({"percent", "percentage_point"})
_LOOSE = _PER_CENTS | {"count"}  # kinds of units that heads distinguish from others: 增长, 户数
_OF_CELLS = ("beside", "parts")  # roles of words in cells and labels, not in heads
_PER_CENT = re.compile(r"(?:%|[±+-]%)[±+-]?\s*$")


@dataclass(frozen=True, eq=False, repr=False)  # never compared or printed
class TableWords:
    """The role of each whole head, and the expressions for what a head, label or title may contain."""

    whole: Mapping[str, str]
    head_ends: Mapping[str, str]
    within: Mapping[str, frozenset[str]]
    scanner: re.Pattern[str]
    titles: Mapping[str, re.Pattern[str]]
    changes: Mapping[str, str]
    compared: re.Pattern[str]
    fresh: re.Pattern[str]
    herds: re.Pattern[str]
    ending: re.Pattern[str]
    place: re.Pattern[str]
    no_place: re.Pattern[str]
    ratio: re.Pattern[str]
    no_ratio: re.Pattern[str]
    beside: re.Pattern[str]
    trailing: re.Pattern[str]
    marks: re.Pattern[str]
    asked: re.Pattern[str]
    sums: re.Pattern[str]
    band: re.Pattern[str]
    standards: re.Pattern[str]
    granted: re.Pattern[str]
    most: re.Pattern[str]
    proportion: re.Pattern[str]
    told_apart: re.Pattern[str]
    benefit: re.Pattern[str]
    reaching: re.Pattern[str]
    paid_out: re.Pattern[str]
    units: units.Units
    dimensions: Mapping[str, str]

    def role(self, head: str) -> str:
        """The role of a column under this head; "" where the head is not known.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.role("计量单位"), words.role("完成时限"), words.role("粮食产量")
        ('unit', 'deadline', '')
        """
        bare = _GAPS.sub("", head)
        return self.whole.get(bare) or self.whole.get(_BRACKETED.sub("", bare), "") or self._by_end(bare)

    def _by_end(self, head: str) -> str:
        """The role of a column by the end of its head: 湿地名称, 建设地点, 申报单位; "" where none is known."""
        return next((self.head_ends[head[at:]] for at in range(1, len(head)) if head[at:] in self.head_ends), "")

    def names_what(self, head: str) -> bool:
        """Whether a head is of entities by its end alone, so that its column may name the rows instead: 政策名称.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.names_what("政策名称"), words.names_what("企业名称"), words.names_what("乡镇")
        (True, False, False)
        """
        bare = _GAPS.sub("", head)
        return bare not in self.whole and self._by_end(bare) == "entity"

    def roles(self, head: str) -> frozenset[str]:
        """The roles of the words in a head; the longest word at a place counts (增加值 is no 增加).

        >>> from extract.patterns import load_rules
        >>> sorted(table_words(load_rules()).roles("工业增加值同比增长%"))
        ['growth', 'none']
        """
        found = self.scanner.findall(_GAPS.sub("", head))
        return frozenset().union(*(self.within[form] for form in found)) if found else frozenset()

    def is_place(self, label: str) -> bool:
        """Whether a label names a place: a town, a county, a village.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> [words.is_place(label) for label in ("云溪镇", "榕江县", "茶叶产值")]
        [True, True, False]
        """
        return len(label) < 13 and self.place.search(label) is not None and not self.no_place.search(label)

    def is_band(self, cell: str) -> bool:
        """Whether a cell is a threshold or a range, and no plain amount.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> [words.is_band(cell) for cell in ("5000万元以上", "1亿元(含)至3亿元", "20万元")]
        [True, True, False]
        """
        return self.band.fullmatch(_GAPS.sub("", cell)) is not None

    def bracketed(self, head: str) -> str | None:
        """The unit in brackets at the end of a head or label, or the % that it ends in: 大牲畜(万头), 同比增长%.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.bracketed("大牲畜(万头)"), words.bracketed("比上年增减±%"), words.bracketed("乡(镇)")
        ('万头', '%', None)
        """
        found = None if _GAPS.sub("", head) in self.whole else _BRACKETED.search(head)
        if found:
            return self.unit(found[1])
        return "%" if _PER_CENT.search(head) else None

    @property
    def times(self) -> str:
        """The unit of multiples and of fractions of one, as it is printed.

        >>> from extract.patterns import load_rules
        >>> table_words(load_rules()).times
        '倍'
        """
        return next((form for form, unit in self.units.forms.items() if unit.kind == "multiple"), "")

    def unbracketed(self, head: str) -> str:
        """A head without the unit in brackets that it ends in.

        >>> from extract.patterns import load_rules
        >>> table_words(load_rules()).unbracketed("亩均税收(万元/亩)")
        '亩均税收'
        """
        return _BRACKETED.sub("", head) if self.bracketed(head) else head

    def unit(self, cell: str) -> str | None:
        """The unit in a cell, or the first that it lists, per cent last (亿元、%); None where it is no unit, or lists units of several kinds (亩、吨).

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.unit("万 元"), words.unit("%、亿元"), words.unit("万亩、万吨"), words.unit("茶叶")
        ('万元', '亿元', None, None)
        """
        bare = _GAPS.sub("", cell)
        if self.units.scaled(bare):
            return bare
        listed = self._listed(cell)
        kinds = {self.kind(part) for part in listed}
        return min(listed, key=self.is_per_cent) if listed and len(kinds - _LOOSE) < 2 else None

    def kind(self, unit: str | None) -> str:
        """The kind of a printed unit; "" where it is no unit.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.kind("亿元"), words.kind("茶叶")
        ('money', '')
        """
        found = self.units.scaled(unit) if unit else None
        return found[1].kind if found else ""

    def is_per_cent(self, unit: str | None) -> bool:
        """Whether a printed unit is per cent or percentage points: %, 个百分点.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.is_per_cent("%"), words.is_per_cent("亿元"), words.is_per_cent(None)
        (True, False, False)
        """
        return self.kind(unit) in _PER_CENTS

    def per_cent(self, listed: Iterable[str]) -> str:
        """The first unit of rates in a list; % where it has none.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.per_cent(["亿元", "‰"]), words.per_cent(["亿元"])
        ('‰', '%')
        """
        return next(filter(self.is_per_cent, listed), "%")

    def dimension(self, head: str) -> str:
        """The dimension of the indicator that a head or label names; "" where the catalogue does not have it.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.dimension("2025年固定资产投资目标(亿元)"), words.dimension("茶旅")
        ('money', '')
        """
        return self.dimensions.get(self._bare(head), "")

    def _bare(self, head: str) -> str:
        """The head without its time, its unit and a trailing word such as 目标: 固定资产投资."""
        text = self.unbracketed(head).strip()
        return text[slice(*self.trimmed(text, 0, len(text)))]

    def trimmed(self, text: str, start: int, end: int) -> Span:
        """The span of a head from `start` to `end`, without times at its ends and one trailing word such as 目标.

        >>> from extract.patterns import load_rules
        >>> table_words(load_rules()).trimmed("2024年工业产值目标", 0, 11)
        (5, 9)
        """
        start, end = without_times(text, start, end)
        tail = self.trailing.search(text, start, end)
        return start, tail.start() if tail and tail.start() > start else end

    def is_ratio(self, head: str) -> bool:
        """Whether a head or label names an indicator in per cent: a rate, a share, a pace.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> [words.is_ratio(head) for head in ("城镇化率目标", "税收占比(%)", "全员劳动生产率", "税收")]
        [True, True, False, False]
        """
        text = self._bare(head)
        return self.dimensions.get(text) == "percent" or (self.ratio.search(text) is not None and not self.no_ratio.search(text))

    def _listed(self, cell: str) -> list[str]:
        """The units that a cell lists; empty where it lists none or only one."""
        told = ([_GAPS.sub("", part) for part in beside.split(cell) if part] for beside in _BESIDE_UNIT)
        return next((parts for parts in told if len(parts) > 1 and all(map(self.units.scaled, parts))), [])

    def is_unit_line(self, line: str) -> bool:
        """Whether a line says units and nothing else.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.is_unit_line("单位:万亩、个"), words.is_unit_line("茶园面积(单位:万亩)")
        (True, False)
        """
        return _NAMED.match(line) is not None and bool(self.line_unit(line) or self.line_units(line))

    def line_units(self, line: str) -> list[str]:
        """The units that a 单位 line lists, in its order.

        >>> from extract.patterns import load_rules
        >>> table_words(load_rules()).line_units("单位:万亩、万吨")
        ['万亩', '万吨']
        """
        found = _NAMED.search(line)
        return self._listed(found[1].strip()) if found else []

    def line_unit(self, cell: str) -> str | None:
        """The unit of a 单位 line or cell, as it is printed there.

        >>> from extract.patterns import load_rules
        >>> words = table_words(load_rules())
        >>> words.line_unit("单位:万元"), words.line_unit("单位:榕江县水利局")
        ('万元', None)
        """
        found = _NAMED.search(cell)
        return self.unit(found[1].strip()) if found else None


@from_words
def table_words(rules: Rules) -> TableWords:
    """The vocabulary of one set of rules, made once.

    >>> from extract.patterns import load_rules
    >>> words = table_words(load_rules())
    >>> words.whole["完成时限"], words.titles["plan"].search("云溪镇2027年主要目标")[0]
    ('deadline', '目标')
    """
    entries, known = rules.vocabularies.get("table_words", ()), phrases(rules)
    within, whole = _within(entries), _roles(entries, "whole")
    plain = [form for form, role in whole.items() if role == "plain" and len(form) > 2]  # 值 and 总量 end names of indicators
    return TableWords(
        whole={_GAPS.sub("", form): role for form, role in whole.items() if role not in _OF_CELLS},
        head_ends=_roles(entries, "head-end"),
        within=within,
        scanner=re.compile(one_of(within)),
        titles={entry["role"]: re.compile(one_of(entry.forms)) for entry in entries if entry["at"] == "title"},
        changes=_roles(entries, "change"),
        compared=re.compile(one_of(_forms(entries, "compared")) + "$"),
        fresh=re.compile(one_of(_forms(entries, "fresh"))),
        herds=re.compile(one_of(_forms(entries, "herds"))),
        ending=re.compile(one_of(_forms(entries, "ending")) + "$"),
        place=re.compile(one_of(_forms(entries, "place")) + "$"),
        no_place=re.compile(one_of(_forms(entries, "no-place")) + "$"),
        ratio=re.compile(one_of(_forms(entries, "ratio")) + "$"),
        no_ratio=re.compile(one_of(_forms(entries, "no-ratio")) + "$"),
        beside=re.compile(one_of(_forms(entries, "beside"))),
        trailing=re.compile(one_of([*_forms(entries, "aim", "done", "due"), *plain]) + "$"),
        marks=re.compile(one_of(_forms(entries, "parts")) + r"[:\s]*"),
        asked=re.compile(one_of(_forms(entries, "asked")) + "$"),
        sums=re.compile(one_of(form for form, role in whole.items() if role == "total") + "$"),
        benefit=known["words.named"],
        **_of_rules(known),
        units=units.table(rules.vocabularies.get("units", ())),
        dimensions=_dimensions(rules.vocabularies.get("indicators", ())),
    )


def _dimensions(entries: Iterable[Entry]) -> dict[str, str]:
    """Form of an indicator -> what kind of quantity it is."""
    return {form: entry["dimension"] for entry in entries for form in entry.forms}


def _of_rules(known: Phrases) -> dict[str, re.Pattern[str]]:
    """The expressions for tables of what a rule grants."""
    return {
        "band": known["cells.band"],
        "standards": known["cells.standards"],
        "granted": known["cells.granted"],
        "most": known["cells.most"],
        "proportion": known["cells.proportion"],
        "told_apart": known["cells.told_apart"],
        "reaching": known["cells.reaching"],
        "paid_out": known["cells.paid_out"],
    }


def _roles(entries: Iterable[Entry], place: str) -> dict[str, str]:
    """Form -> role of the words for `place`; for a form in two lists (任务) the first role, which a column of figures overrules."""
    found: dict[str, str] = {}
    for entry in entries:
        for form in entry.forms if entry["at"] == place else ():
            found.setdefault(form, entry["role"])
    return found


def _within(entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for entry in entries:
        for form in entry.forms if entry["at"] == "within" else ():
            roles.setdefault(form, set()).add(entry["role"])
    return {form: frozenset(found) for form, found in roles.items()}


def _forms(entries: Iterable[Entry], *roles: str) -> list[str]:
    return [form for entry in entries if entry["role"] in roles for form in entry.forms]
