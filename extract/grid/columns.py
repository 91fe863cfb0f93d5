"""Heads and cells of a column -> what it holds: names, units, places, years, deadlines, or figures and what they say."""

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
    """One column: `role` is `value` for figures; `band` for bounds that ask something of somebody, or tell the rows apart (1亿元以上); `condition`
    for what is asked in words; else what its cells are (`name`, `entity`, `years` …). `named` is what its heads name; `measure` and `unit` what they give.

    `aim` says that the heads speak of a goal (True) or of what was reached (False); `rate` is where they say how far (完成率),
    `part`: they are of a part of the column before (其中:上级补助).
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
    """What each column of a table holds, from its joined heads and its cells; `norm`: it is said to be one of what a rule grants.

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
    """A column of parts that are written as fractions of one, which no unit that is said of the table is of: 补助比例 | 0.3."""
    parts = column.role == "value" and column.unit is None and column.heads and words.proportion.search(column.heads[-1].text)
    fractions = parts and cells and all(_FRACTION.fullmatch(cell.text) for cell in cells)
    return replace(column, unit=words.times) if fractions else column


def in_order(made: Sequence[Column], listed: Sequence[str], words: TableWords) -> list[Column]:
    """The columns with the units that a 单位 line lists, where it has one for each that says none: 单位:亩、吨 over 面积 | 产量.

    Per cent is no unit that comes in its turn: it is of rates and shares alone, and may be of a change (增减).

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
    """The units of the columns that say none, where as many are listed and each may be its column's; with per cent, or else without."""
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
    """Whether a column may be in a unit: per cent only for changes (增减); no indicator of sums in pieces, and none of pieces in sums."""
    if words.is_per_cent(unit):
        return column.measure == "increase"
    known = words.dimension(column.heads[-1].text) if column.heads else ""
    return not known or known == words.kind(unit) or _SUMS not in (known, words.kind(unit))


_SUMS = "money"


def _column(role: str, stack: tuple[Cell, ...], words: TableWords) -> Column:
    return replace(_figures(stack, words), role=role) if role in ("value", "band") else Column(role, stack)


def _stack(heads: Sequence[Row], index: int) -> tuple[Cell, ...]:
    """The heads of a column from the top, each once; a head that spans columns stands in the first of them only."""
    found: list[Cell] = []
    for depth, row in enumerate(heads):
        cell = _at(row, index) or _spanning(row, heads[depth + 1 :], index)
        if cell and cell.text not in [other.text for other in found]:
            found.append(cell)
    return tuple(found)


def _at(row: Row, index: int) -> Cell:
    return row[index] if index < len(row) else Cell(0, "")


def _spanning(row: Row, below: Sequence[Row], index: int) -> Cell:
    """The head to the left that reaches over a column without one: other heads stand below both of them."""
    left = next((at for at in range(min(index, len(row)) - 1, 0, -1) if row[at]), 0)
    under = [_at(other, left) for other in below if _at(other, left)]
    parted = any(cell.text != row[left].text for cell in under) and any(_at(other, index) for other in below)
    return row[left] if left and parted else Cell(0, "")


def _role(heads: Sequence[Cell], cells: Sequence[Cell], words: TableWords) -> str:
    """What the heads say that a column holds, where the cells do not belie it; else what the cells are."""
    said = next((role for head in reversed(heads) if (role := words.role(head.text))), "")
    if said in ASIDE and said != "unit":
        return said
    if said == "years" and not most(cells, lambda cell: is_time(cell.text)):
        said = ""
    if most(cells, lambda cell: words.unit(cell.text) is not None or cell.text == "%"):
        return "unit"
    return "entity" if said == "unit" else _of_cells(said, cells, words)  # 单位 is a body, too


def _of_cells(said: str, cells: Sequence[Cell], words: TableWords) -> str:
    """What a column holds by its cells: years, figures, places; else what its head says."""
    if said in ("", "years", "name", "class") and _are_years(cells):
        return "years"
    if _holds_figures(said, cells, words):
        return "value"
    return "entity" if _holds_places(said, cells, words) else said or "name"


def _are_years(cells: Sequence[Cell]) -> bool:
    return bool(cells) and all(YEAR.fullmatch(cell.text) for cell in cells)


def _holds_figures(said: str, cells: Sequence[Cell], words: TableWords) -> bool:
    """Whether a column is of figures: by its cells, or by its heads, where the cells are no prose."""
    if most(cells, lambda cell: numeric(cell, words)):
        return True
    return said in ("plain", "total", "rank") and not _prose(cells)


def _holds_places(said: str, cells: Sequence[Cell], words: TableWords) -> bool:
    """Whether the cells of a column are places: all of them, or half of them where no head says anything."""
    places = sum(words.is_place(cell.text) or words.role(cell.text) == "total" for cell in cells)
    if not cells or said not in ("", "name"):
        return False
    return places == len(cells) or (not said and 2 * places >= len(cells))


def _prose(cells: Sequence[Cell]) -> bool:
    return most(cells, lambda cell: len(cell.text) > 8 and not cell.text[:1].isdigit())


def _apart(roles: list[str], stacks: Sequence[Sequence[Cell]], words: TableWords) -> list[str]:
    """The roles, with the column of those whom the rows are for (补助对象) told from the one that names the rows: 政策名称 is no body then."""
    whom = [index for index, stack in enumerate(stacks) if any("whom" in words.roles(head.text) for head in stack)]
    apart = ["whom" if index in whom and role == "name" else role for index, role in enumerate(roles)]
    if whom and "name" not in apart:
        apart = _named_by_end(apart, stacks, words)
    return apart if "name" in apart else roles


def _named_by_end(roles: Sequence[str], stacks: Sequence[Sequence[Cell]], words: TableWords) -> list[str]:
    """The roles, with the first column of names that its end alone told (政策名称) as the one that names the rows."""
    at = next((at for at, stack in enumerate(stacks) if roles[at] == "entity" and words.names_what(stack[-1].text)), len(roles))
    return [*roles[:at], "name", *roles[at + 1 :]] if at < len(roles) else list(roles)


def _settled(roles: list[str], cells: Sequence[Sequence[Cell]], words: TableWords) -> list[str]:
    """The roles, with the running number of a table without heads told, and one column only that names its rows."""
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
    """What a first column of figures is: a running number beside names, years where nothing else names the rows."""
    if named:
        return "running" if _counts(cells) else "value"
    return "years" if _are_years(cells) else "value"


def _naming(names: Sequence[int], before: Sequence[str]) -> int:
    """The column that names the rows: the last one before the figures, else the first of all; -1 where there is none.

    None behind the figures does where a column before them says what each row is of: 病种名称 | 支付限额 | 有效期.
    """
    behind = names[0] if names and not {"entity", "whom"}.intersection(before) else -1
    return max((index for index in names if index < len(before)), default=behind)


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether cells are 1, 2, 3 …, or go on so from where a page before has left off."""
    numbers = [cell.text.rstrip(".、") for cell in cells]
    if len(numbers) < 2 or not all(text.isdecimal() and len(text) < _YEAR_DIGITS for text in numbers):
        return False
    return numbers[:2] == ["1", "2"] or all(int(one) + 1 == int(other) for one, other in pairwise(numbers))


_YEAR_DIGITS = 4  # of a column of figures that goes on by one, and counts no rows


def _figures(heads: tuple[Cell, ...], words: TableWords) -> Column:
    """What the heads of a column of figures say of them."""
    stated = _last((words.bracketed(head.text) or words.unit(head.text) for head in heads), None)
    measure = _last((_measure(head.text, stated, words) for head in heads), "level")
    unit = stated or _UNIT_OF.get(measure) if measure != "rank" else _UNIT_OF[measure]
    marked = tuple(_behind_mark(head, words) for head in heads)
    named = _named(marked, words)
    rate = _last((_rate_in(head, words) for head in heads), None) if measure == "rate" else None
    return Column("value", heads, named, measure, unit or _counted(named, heads, words), _aim(heads, words), said(heads, words), rate, marked != heads)


def _named(heads: Sequence[Cell], words: TableWords) -> tuple[Span, ...]:
    """What of the heads names an indicator; bounds do not."""
    return tuple(span for head in heads if not words.is_band(head.text) and (span := name_in(head, words)))


def _behind_mark(head: Cell, words: TableWords) -> Cell:
    """A head without the 其中 that it begins with."""
    mark = words.marks.match(head.text)
    return Cell(head.start + mark.end(), head.text[mark.end() :]) if mark and mark.end() < len(head.text) else head


def _rate_in(head: Cell, words: TableWords) -> Span | None:
    """Where a head says how far something was carried out: 完成率 of 投资完成率(%)."""
    found = next((m for m in words.scanner.finditer(head.text) if "rate" in words.within[m[0]]), None)
    end = len(_UNIT_BEHIND.sub("", head.text) if words.bracketed(head.text) else head.text)
    return (head.start + found.start(), head.start + end) if found else None


_UNIT_OF = {"growth": "%", "share": "%", "rate": "%", "rank": "位"}


def _last(told: Iterable[T], default: T) -> T:
    """The last of these that says anything: what stands nearest to the figures."""
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
    """The measure that a label gives which names nothing: growth of 增长(%) below 财政收入; "" of any other.

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
    """The unit that a head counts: 户 of 参保户数."""
    text = heads[-1].text if heads else ""
    return text[-2] if named and text.endswith("数") and len(text) > 1 and words.unit(text[-2]) else None


def name_in(head: Cell, words: TableWords) -> Span | None:
    """What of a head names an indicator: 工业产值 of 2024年工业产值目标（亿元）; None of 目标值, 增长（%）.

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
    """Where a head begins to say how its indicator changes: 工业产值|比上年增长."""
    changed = next((m for m in words.scanner.finditer(text, start, end) if words.within[m[0]] & _CHANGES), None)
    if changed is None:
        return end
    compared = _COMPARED.search(text, start, changed.start())
    return compared.start() if compared else changed.start()


_CHANGES = frozenset({"growth", "share", "change", "sum", "fall", "rate"})


def _completed(found: list[Column]) -> list[Column]:
    """The columns; one that only says how much (增长, 比重, 位次) is about what the figures left of it are about, and is no less a goal or a report."""
    done: list[Column] = []
    for column in found:
        before = next((other for other in reversed(done) if other.role == "value" and not other.part), None)
        done.append(_beside(column, before) if before and column.role == "value" else column)
    return done


def _beside(column: Column, before: Column) -> Column:
    """A column of how much, or of a part (其中:早稻), with what it takes from the one before."""
    if column.measure == "level":
        return replace(column, named=(*before.named, *column.named)) if column.part else column
    aim = before.aim if column.aim is None and not column.named else column.aim
    return replace(column, named=column.named or before.named, aim=aim)
