"""Heads and cells of a column -> its role (names, units, places, years, deadlines, figures) and what its heads say of its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from extract import expressions as re
from extract.grid.asking import ASIDE, Asking, most, said
from extract.grid.rows import Cell, Row
from extract.grid.times import YEAR, is_time
from extract.grid.words import TableWords
from extract.model import Span
from extract.records import record

T = TypeVar("T")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")
_FRACTION = re.compile(r"0?\.\d+|1(?:\.0+)?")
_BARE = re.compile(r"[\s()\[\]〔〕【】±]+")
_COMPARED = re.compile(r"(?:同?比|较|与|年均|累计|占)[^比较]{0,8}$")
KEYS = ("class", "name", "entity", "years")  # columns that say what a row is about


@record
class Column:
    """One column: `role` is `value` for figures; `band` for thresholds, of recipients or to distinguish the rows (1亿元以上); `condition` for
    conditions in words; else what its cells are (`name`, `entity`, `years` …). `named`, `measure`, `unit`: the indicator name, measure and unit in its heads.

    `aim`: the heads speak of a goal (True) or of what was reached (False); `rate` is where they name a completion rate (完成率);
    `part`: the column is a part of the one before (其中:上级补助).
    """

    role: str
    heads: tuple[Cell, ...]
    named: tuple[Span, ...] = ()
    measure: str = "level"
    unit: str | None = None
    aim: bool | None = None
    says: frozenset[str] = frozenset()
    rate: Span | None = None
    part: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where its heads stand, from the top."""
        return tuple(head.span for head in self.heads)


def numeric(cell: Cell, words: TableWords) -> bool:
    """Whether a cell holds a figure, alone or with its unit and what may stand beside it: 7%, [15], ≥80, 6%左右.

    >>> from extract.patterns import load_rules
    >>> from extract.grid.words import table_words
    >>> words = table_words(load_rules())
    >>> [numeric(Cell(0, text), words) for text in ("-3.2", "[15]", "6%左右", "450亿元", "2025年", "新建绿道12公里")]
    [True, True, True, True, False, False]
    """
    text = _BARE.sub("", words.beside.sub("", cell.text))
    found = _NUMBER.match(text)
    if not found or YEAR.fullmatch(text):
        return False
    rest = text[found.end() :]
    if rest[:1] in "-—~":  # a range: 5.5%-6%
        upper = _NUMBER.match(rest[1:])
        rest = rest[1 + upper.end() :] if upper else rest
    return not rest or words.units.scaled(rest) is not None


def columns(heads: Sequence[Row], body: Sequence[Row], words: TableWords, norm: bool = False) -> list[Column]:
    """The columns of a table, from their stacked heads and their cells; `norm`: its titles say that it lists what a rule grants.

    >>> from extract.grid.words import table_words
    >>> from extract.patterns import load_rules
    >>> heads, row = (Cell(2, "指标"), Cell(7, "2027年目标(亿元)")), (Cell(22, "茶叶产值"), Cell(29, "15"))
    >>> [(one.role, one.unit, one.aim) for one in columns([heads], [row], table_words(load_rules()))]
    [('name', None, None), ('value', '亿元', True)]
    """
    wide = max((len(row) for row in (*heads, *body)), default=0)
    stacks = [_stack(heads, index) for index in range(wide)]
    cells = [[row[index] for row in body if index < len(row) and row[index]] for index in range(wide)]
    roles = [_role(stack, below, words) for stack, below in zip(stacks, cells, strict=True)]
    roles = Asking(stacks, cells, words, norm).told(roles)
    roles = _settled(_apart(roles, stacks, words), cells, words)
    made = [_column(role, stack, words) for role, stack in zip(roles, stacks, strict=True)]
    return _completed([_of_parts(column, below, words) for column, below in zip(made, cells, strict=True)])


def _of_parts(column: Column, cells: Sequence[Cell], words: TableWords) -> Column:
    """The column; one of shares written as fractions of 1 gets the unit of multiples, not the table's: 补助比例 | 0.3."""
    parts = column.role == "value" and column.unit is None and column.heads and words.proportion.search(column.heads[-1].text)
    fractions = parts and cells and all(_FRACTION.fullmatch(cell.text) for cell in cells)
    return replace(column, unit=words.times) if fractions else column


def in_order(made: Sequence[Column], listed: Sequence[str], words: TableWords) -> list[Column]:
    """The columns with the units that a 单位 line lists in turn, where it has one for each column without: 单位:亩、吨 over 面积 | 产量.

    Per cent is not given out in turn: rates and shares always get it, a column of change (增减) may.

    >>> from extract.grid.words import table_words
    >>> from extract.patterns import load_rules
    >>> words, value = table_words(load_rules()), Column("value", ())
    >>> [one.unit for one in in_order([Column("name", ()), value, value], ["亩", "吨"], words)]
    [None, '亩', '吨']
    >>> [one.unit for one in in_order([value, value, Column("value", (Cell(0, "城镇化率"),))], ["亿元", "%"], words)]
    [None, None, '%']
    """
    bare = [at for at, column in enumerate(made) if (column.role, column.unit) == ("value", None)]
    rates = {at for at in bare if made[at].heads and words.is_ratio(made[at].heads[-1].text)} if listed else set()
    units = dict.fromkeys(rates, words.per_cent(listed)) | _dealt(made, [at for at in bare if at not in rates], listed, words)
    return [replace(column, unit=units.get(at, column.unit)) for at, column in enumerate(made)]


def _dealt(made: Sequence[Column], bare: Sequence[int], listed: Sequence[str], words: TableWords) -> dict[int, str]:
    """Column -> unit for the columns in `bare`, if as many units are listed, with per cent or without, and each suits its column."""
    whole = [at for at in bare if not made[at].part]
    plain = [unit for unit in listed if not words.is_per_cent(unit)]
    told = next((units for units in (listed, plain) if len(whole) == len(units) > 1 and _may_all_be(made, whole, units, words)), ())
    units = dict(zip(whole, told, strict=False))
    for part in bare if units else ():
        units.setdefault(part, units.get(part - 1, told[0]))  # 其中:早稻 has the unit of the column before it
    return units


def _may_all_be(made: Sequence[Column], whole: Sequence[int], units: Sequence[str], words: TableWords) -> bool:
    return all(_may_be(made[at], unit, words) for at, unit in zip(whole, units, strict=True))


def _may_be(column: Column, unit: str, words: TableWords) -> bool:
    """Whether a unit suits a column: per cent only a change (增减); money only an indicator of money or one unknown, and no other unit an indicator of money."""
    if words.is_per_cent(unit):
        return column.measure == "increase"
    known = words.dimension(column.heads[-1].text) if column.heads else ""
    return not known or known == words.kind(unit) or _SUMS not in (known, words.kind(unit))


_SUMS = "money"


def _column(role: str, stack: tuple[Cell, ...], words: TableWords) -> Column:
    return replace(_figures(stack, words), role=role) if role in ("value", "band") else Column(role, stack)


def _stack(heads: Sequence[Row], index: int) -> tuple[Cell, ...]:
    """The heads of a column from the top, each once; a head that spans several columns is printed in the first of them only."""
    found: list[Cell] = []
    for depth, row in enumerate(heads):
        cell = _at(row, index) or _spanning(row, heads[depth + 1 :], index)
        if cell and cell.text not in [other.text for other in found]:
            found.append(cell)
    return tuple(found)


def _at(row: Row, index: int) -> Cell:
    return row[index] if index < len(row) else Cell(0, "")


def _spanning(row: Row, below: Sequence[Row], index: int) -> Cell:
    """The head to the left that spans this column, too: both columns have heads of their own below it; else an empty cell."""
    left = next((at for at in range(min(index, len(row)) - 1, 0, -1) if row[at]), 0)
    under = [_at(other, left) for other in below if _at(other, left)]
    parted = any(cell.text != row[left].text for cell in under) and any(_at(other, index) for other in below)
    return row[left] if left and parted else Cell(0, "")


def _role(heads: Sequence[Cell], cells: Sequence[Cell], words: TableWords) -> str:
    """The role of a column by its heads, unless its cells contradict them; else by its cells."""
    said = next((role for head in reversed(heads) if (role := words.role(head.text))), "")
    if said in ASIDE and said != "unit":
        return said
    if said == "years" and not most(cells, lambda cell: is_time(cell.text)):
        said = ""
    if most(cells, lambda cell: words.unit(cell.text) is not None or cell.text == "%"):
        return "unit"
    return "entity" if said == "unit" else _of_cells(said, cells, words)  # 单位 is a body, too


def _of_cells(said: str, cells: Sequence[Cell], words: TableWords) -> str:
    """The role of a column by its cells: years, value, entity; else `said`, the role of its head, or name."""
    if said in ("", "years", "name", "class") and _are_years(cells):
        return "years"
    if _holds_figures(said, cells, words):
        return "value"
    return "entity" if _holds_places(said, cells, words) else said or "name"


def _are_years(cells: Sequence[Cell]) -> bool:
    return bool(cells) and all(YEAR.fullmatch(cell.text) for cell in cells)


def _holds_figures(said: str, cells: Sequence[Cell], words: TableWords) -> bool:
    """Whether a column holds figures: by its cells, or by the role of its head where the cells are no prose."""
    if most(cells, lambda cell: numeric(cell, words)):
        return True
    return said in ("plain", "total", "rank") and not _prose(cells)


def _holds_places(said: str, cells: Sequence[Cell], words: TableWords) -> bool:
    """Whether a column holds places: in all cells, or in half of them where no head gives a role."""
    places = sum(words.is_place(cell.text) or words.role(cell.text) == "total" for cell in cells)
    if not cells or said not in ("", "name"):
        return False
    return places == len(cells) or (not said and 2 * places >= len(cells))


def _prose(cells: Sequence[Cell]) -> bool:
    return most(cells, lambda cell: len(cell.text) > 8 and not cell.text[:1].isdigit())


def _apart(roles: list[str], stacks: Sequence[Sequence[Cell]], words: TableWords) -> list[str]:
    """The roles, with the column of recipients (补助对象) as `whom`, if another can name the rows (政策名称, then no entity)."""
    whom = [index for index, stack in enumerate(stacks) if any("whom" in words.roles(head.text) for head in stack)]
    apart = ["whom" if index in whom and role == "name" else role for index, role in enumerate(roles)]
    if whom and "name" not in apart:
        apart = _named_by_end(apart, stacks, words)
    return apart if "name" in apart else roles


def _named_by_end(roles: Sequence[str], stacks: Sequence[Sequence[Cell]], words: TableWords) -> list[str]:
    """The roles, with `name` for the first entity column that is one only by the end of its head (政策名称)."""
    at = next((at for at, stack in enumerate(stacks) if roles[at] == "entity" and words.names_what(stack[-1].text)), len(roles))
    return [*roles[:at], "name", *roles[at + 1 :]] if at < len(roles) else list(roles)


def _settled(roles: list[str], cells: Sequence[Sequence[Cell]], words: TableWords) -> list[str]:
    """The roles, with a first column of running numbers recognised by its cells, and only one column left to name the rows."""
    keys = [index for index, role in enumerate(roles) if role in KEYS]
    if roles[:1] == ["value"]:
        roles = [_first_role(cells[0], bool(keys)), *roles[1:]]
    first = roles.index("value") if "value" in roles else len(roles)
    if not keys and "bodies" in roles[:first]:  # 申报单位 | 金额: nothing else says what the rows are about
        roles[roles.index("bodies")] = "entity"
    naming = _naming(_names(roles, cells), roles[:first])
    return [_role_beside(role, index, naming, first) for index, role in enumerate(roles)]


def _names(roles: Sequence[str], cells: Sequence[Sequence[Cell]]) -> list[int]:
    """The columns of names that are not empty."""
    return [index for index, role in enumerate(roles) if role == "name" and cells[index]]


def _role_beside(role: str, index: int, naming: int, first: int) -> str:
    """The role of a column beside the one that names the rows and the first of values: a second name is a class or an attribute."""
    if role == "name" and index != naming:
        return "class" if index < naming else "attribute"
    return "deadline" if role == "years" and naming >= 0 and index > max(first, naming) else role


def _first_role(cells: Sequence[Cell], named: bool) -> str:
    """The role of a first column of figures: running numbers beside a key column (`named`), years where there is none, else values."""
    if named:
        return "running" if _counts(cells) else "value"
    return "years" if _are_years(cells) else "value"


def _naming(names: Sequence[int], before: Sequence[str]) -> int:
    """The column that names the rows: the last one before the figures, else the first of all; -1 where there is none.

    A column behind the figures names no rows where an entity or recipient column stands before them: 病种名称 | 支付限额 | 有效期.
    """
    behind = names[0] if names and not {"entity", "whom"}.intersection(before) else -1
    return max((index for index in names if index < len(before)), default=behind)


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether cells count rows: 1, 2, 3 …, or on from a later number where a previous page left off."""
    numbers = [cell.text.rstrip(".、") for cell in cells]
    if len(numbers) < 2 or not all(text.isdecimal() and len(text) < _YEAR_DIGITS for text in numbers):
        return False
    return numbers[:2] == ["1", "2"] or all(int(one) + 1 == int(other) for one, other in pairwise(numbers))


_YEAR_DIGITS = 4  # digits of a year: numbers of so many digits count no rows


def _figures(heads: tuple[Cell, ...], words: TableWords) -> Column:
    """The column of figures that heads describe: its names, measure, unit, aim."""
    stated = _last((words.bracketed(head.text) or words.unit(head.text) for head in heads), None)
    measure = _last((_measure(head.text, stated, words) for head in heads), "level")
    unit = stated or _UNIT_OF.get(measure) if measure != "rank" else _UNIT_OF[measure]
    marked = tuple(_behind_mark(head, words) for head in heads)
    named = _named(marked, words)
    rate = _last((_rate_in(head, words) for head in heads), None) if measure == "rate" else None
    return Column("value", heads, named, measure, unit or _counted(named, heads, words), _aim(heads, words), said(heads, words), rate, marked != heads)


def _named(heads: Sequence[Cell], words: TableWords) -> tuple[Span, ...]:
    """The spans of the indicator names in heads; heads with a threshold have none."""
    return tuple(span for head in heads if not words.is_band(head.text) and (span := name_in(head, words)))


def _behind_mark(head: Cell, words: TableWords) -> Cell:
    """The head without a leading 其中."""
    mark = words.marks.match(head.text)
    return Cell(head.start + mark.end(), head.text[mark.end() :]) if mark and mark.end() < len(head.text) else head


def _rate_in(head: Cell, words: TableWords) -> Span | None:
    """The span of the completion rate in a head: 完成率 of 投资完成率(%)."""
    found = next((m for m in words.scanner.finditer(head.text) if "rate" in words.within[m[0]]), None)
    end = len(_UNIT_BEHIND.sub("", head.text) if words.bracketed(head.text) else head.text)
    return (head.start + found.start(), head.start + end) if found else None


_UNIT_OF = {"growth": "%", "share": "%", "rate": "%", "rank": "位"}


def _last(told: Iterable[T], default: T) -> T:
    """The last of `told` that is not empty, from the head nearest to the figures; else `default`."""
    return next((one for one in reversed(list(told)) if one), default)


def _measure(head: str, unit: str | None, words: TableWords) -> str:
    says = words.roles(head)
    if words.role(head) == "rank":
        return "rank"
    if "rate" in says and unit in ("%", None):
        return "rate"
    growing = "growth" if unit == "%" or (unit is None and "growth" in says) else "increase"
    measures = {"share": "share", "sum": "increase", "growth": growing, "change": growing, "fall": "decrease"}
    return next((measure for role, measure in measures.items() if role in says), "")


def row_measure(label: Cell, unit: str | None, words: TableWords) -> str:
    """The measure that a label without an indicator name gives: growth for 增长(%) below 财政收入; "" for any other label.

    >>> from extract.grid.words import table_words
    >>> from extract.patterns import load_rules
    >>> words = table_words(load_rules())
    >>> row_measure(Cell(2, "增长(%)"), "%", words), row_measure(Cell(2, "财政收入"), "亿元", words)
    ('growth', '')
    """
    return _measure(label.text, unit, words) if name_in(label, words) is None else ""


def _aim(heads: Iterable[Cell], words: TableWords) -> bool | None:
    says = frozenset().union(*(words.roles(head.text) for head in heads))
    if "rate" in says:
        return False
    return True if says & {"aim", "due"} else False if "done" in says else None


def _counted(named: Sequence[Span], heads: Sequence[Cell], words: TableWords) -> str | None:
    """The counted unit in the last head: 户 of 参保户数."""
    text = heads[-1].text if heads else ""
    return text[-2] if named and text.endswith("数") and len(text) > 1 and words.unit(text[-2]) else None


def name_in(head: Cell, words: TableWords) -> Span | None:
    """The span of the indicator name in a head: 工业产值 of 2024年工业产值目标（亿元）; None for 目标值, 增长（%）.

    >>> from extract.patterns import load_rules
    >>> from extract.grid.words import table_words
    >>> words = table_words(load_rules())
    >>> [name_in(Cell(0, text), words) for text in ("2024年工业产值目标(亿元)", "工业产值增长(%)", "目标值", "比上年增长(%)")]
    [(5, 9), (0, 4), None, None]
    """
    text = _UNIT_BEHIND.sub("", head.text) if words.bracketed(head.text) else head.text
    start, end = 0, len(text)
    for _ in range(4):  # a time, a goal, what was reached: 2024年|工业产值|预计|完成
        start, end = words.trimmed(text, start, end)
    bare = text[start : min(end, _before_change(text, start, len(text), words))].strip(" :、的")
    if words.role(bare) or words.unit(bare) or not any(char.isalpha() for char in bare):
        return None
    begin = text.index(bare, start)
    return head.start + begin, head.start + begin + len(bare)


_UNIT_BEHIND = re.compile(r"\s*(?:[(\[〔][^()\[\]〔〕]*[)\]〕]|[±+-]*%[±+-]*)\s*$")


def _before_change(text: str, start: int, end: int, words: TableWords) -> int:
    """The offset at which the words for a change begin in a head: 工业产值|比上年增长; `end` where there are none."""
    changed = next((m for m in words.scanner.finditer(text, start, end) if words.within[m[0]] & _CHANGES), None)
    if changed is None:
        return end
    compared = _COMPARED.search(text, start, changed.start())
    return compared.start() if compared else changed.start()


_CHANGES = frozenset({"growth", "share", "change", "sum", "fall", "rate"})


def _completed(found: list[Column]) -> list[Column]:
    """The columns; one of a measure only (增长, 比重, 位次) takes the indicator name and the aim of the value column left of it."""
    done: list[Column] = []
    for column in found:
        before = next((other for other in reversed(done) if other.role == "value" and not other.part), None)
        done.append(_beside(column, before) if before and column.role == "value" else column)
    return done


def _beside(column: Column, before: Column) -> Column:
    """The column with what it takes from the one before: a measure only its name and aim, a part (其中:早稻) its name in front."""
    if column.measure == "level":
        return replace(column, named=(*before.named, *column.named)) if column.part else column
    aim = before.aim if column.aim is None and not column.named else column.aim
    return replace(column, named=column.named or before.named, aim=aim)
