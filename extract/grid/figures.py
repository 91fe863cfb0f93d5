"""A table -> its figures, each with its name, unit, measure, where its time stands, whose it is; and its deadlines.

A 单位 line or cell holds until the next; so do the heads, which may come again in the middle of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import lru_cache

from extract import expressions as re
from extract.grid.asking import GRANTED, said
from extract.grid.columns import KEYS, Column, columns, in_order, name_in, numeric, row_measure
from extract.grid.parts import Part, parts
from extract.grid.rows import Block, Cell, Row, blocks
from extract.grid.times import says_time
from extract.grid.words import TableWords, table_words
from extract.model import Span
from extract.patterns import Rules
from extract.records import record

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_A_YEAR = re.compile(r"(?:19|20)\d\d")
NEAR = 200  # characters between the article's title and a table that it still entitles
_SUMMED = re.compile(r"\s*[\[〔【].*[\]〕】]\s*$")
_OF_TITLE = ("month", "summed", "ago", "whole-year")  # times of heads that the title's tells
_WIDE = re.compile(r"(?:各|全)[省市州县区旗镇乡街道村]+")
_YEARLY = 3  # columns of as many years look back year by year
_PLAN = 5  # years that a [sum] is of


@record
class Figure:
    """A cell with a figure, and what its table says of it.

    `start` is where the number begins, `cell` the whole cell. `label` names it in its row, `over` is the label of its
    group, `parent` the label that it is a part of (其中), `named` what its column's heads name. `key` is the role of the
    column of the label: `name`, or `entity` and `years`, whose label is the subject, the period. `times` are the places
    where its period may stand, the nearest first; `title` those above the table. `base`: the first of several periods. `month`
    says how the time of a head is told from the title's (本月, 累计, 上年同期, 年度). `era`: under the name of a
    five-year plan. `norm`: what a rule grants
    or asks for, `whom` the cell of those whom it is for; `bound`: that its head says at most, at least. `heads` are those of its column, from the top;
    `rate` is where they say how far something was carried out. `asks`: it bounds what somebody must have; of other figures `bands` are the cells that do,
    each behind its head, and `condition` is the cell that says so in words. `part`: its column is of a part of the one before. `standards` is what stands over a table of what a rule grants, `beside`
    the heads of its other columns of figures or of what is granted. `kin` is the cell of names beside the label of an entity,
    `basis` the one that says of what a part is taken.
    """

    start: int
    cell: Span
    unit: str | None
    measure: str
    key: str
    label: Span | None
    over: Span | None = None
    group: Span | None = None
    parent: Span | None = None
    named: tuple[Span, ...] = ()
    subject: Span | None = None
    times: tuple[Span, ...] = ()
    title: tuple[Span, ...] = ()
    month: str = ""
    aim: bool | None = None
    plan: bool | None = None
    base: bool = False
    latest: bool = False
    years: int = 0
    timed: bool = False
    norm: bool = False
    era: bool = False
    bound: str = ""
    due: Span | None = None
    whom: Span | None = None
    others: tuple[Span, ...] = ()
    heads: tuple[Span, ...] = ()
    rate: Span | None = None
    asks: bool = False
    part: bool = False
    bands: tuple[Span, ...] = ()
    condition: Span | None = None
    standards: Span | None = None
    beside: tuple[Span, ...] = ()
    kin: Span | None = None
    basis: Span | None = None


@record
class Deadline:
    """A row with a cell that says until when; `row` is its extent."""

    row: Span
    cell: Span
    plan: bool | None


@record
class Figures:
    """The figures of a text by where their numbers begin, the rows that have a deadline and those of heads, in order; `unsettled` are lines of units
    that leave figures of their table without one.
    """

    by_start: dict[int, Figure] = field(default_factory=dict)
    deadlines: list[Deadline] = field(default_factory=list)
    heads: list[Span] = field(default_factory=list)
    unsettled: list[Span] = field(default_factory=list)


@lru_cache(maxsize=2)  # amounts want it for their units, statements for the rest
def read(folded: str, rules: Rules, title: str = "") -> Figures:
    """Every figure that stands in a table of the text, which may stand right below the article's title: …任务分解表(单位:万元).

    >>> from extract.patterns import load_rules
    >>> text = "| 指标 | 单位 | 2024年 |\\n| 绿道里程 | 公里 | 86 |\\n| 公园 | 个 | 12 |"
    >>> [(text[slice(*one.label)], one.unit) for one in read(text, load_rules()).by_start.values()]
    [('绿道里程', '公里'), ('公园', '个')]
    >>> [one.unit for one in read("| 项目 | 预算 |\\n| 绿道 | 86 |", load_rules(), "专项资金(单位:万元)").by_start.values()]
    ['万元']
    """
    if "|" not in folded and "\n" not in folded:
        return Figures()
    words, read_so = table_words(rules), Figures()
    for count, block in enumerate(blocks(folded, words)):
        for part in parts(block, words, *_above(block, count, folded, title)):
            _add(read_so, part)
    return read_so


def _add(found: Figures, part: Part) -> None:
    """Puts the figures of a part, its deadlines and its heads among those that were found."""
    made = _columns(part)
    if any(column.role == "person" for column in made):
        return  # marks and ages of persons are no indicators
    figures = list(_Walk(part, made).figures())
    found.by_start.update((figure.start, figure) for figure in figures)
    if any(figure.unit is None for figure in figures):
        found.unsettled.extend(title.span for title in part.titles if part.words.line_units(title.text))
    found.deadlines.extend(_deadlines(part, made))
    found.heads.extend((row[0].start, row[-1].end) for row in part.heads)


def _columns(part: Part) -> list[Column]:
    """The columns of a part, with the units of the line above it where no column of units says them."""
    made = columns(part.heads, part.rows(), part.words, norm=part.grants())
    return made if any(column.role == "unit" for column in made) else in_order(made, part.listed(), part.words)


def _above(block: Block, count: int, folded: str, title: str) -> tuple[str, str]:
    """The article's title where a table stands right below it, and where it is the first table and stands near below it."""
    if count:
        return "", ""
    first = block.titles[0] if block.titles else next(filter(None, block.rows[0]), None)
    if first is None or len(above := folded[: first.start].strip(" |\n")) > NEAR:
        return "", ""
    return "" if above else title, title


def _deadlines(part: Part, made: Sequence[Column]) -> Iterator[Deadline]:
    """The rows with a cell that says until when."""
    at = next((index for index, column in enumerate(made) if column.role == "deadline"), len(made))
    for row in part.rows():
        if at < len(row) and row[at]:
            yield Deadline((row[0].start, row[-1].end), row[at].span, part.plan(made))


class _Walk:
    """The rows of a part, from the top, with what an upper row leaves to lower ones."""

    def __init__(self, part: Part, made: Sequence[Column]) -> None:
        self.part, self.made, self.words = part, made, part.words
        self.values = [index for index, column in enumerate(made) if column.role == "value"]
        self.at = _roles(made)
        self.key = _key(self.at, [made[index] for index in self.values])
        self.places = _narrowing(made, part.rows(), self.words)
        self.plan = part.plan(made)
        self.era = any(self.words.titles["era"].search(title.text) for title in part.titles) and self.plan is None
        self._tell_norms()
        self.bands = [index for index, column in enumerate(made) if column.role == "band"]
        self.headed = _placed([made[index] for index in self.values], self.words)
        self._tell_times()
        self.unit, self.rate = part.unit, self.words.per_cent(part.listed())
        self.above: str | None = None  # the unit in the brackets of the label above
        self.group: Cell | None = None
        self.kept: dict[int, Cell] = {}  # cells of groups that reach down
        self.parent: Cell | None = None
        self.named: Cell | None = None  # the label above
        self.within = False  # whether the row above is a part (其中) of the parent

    def _tell_norms(self) -> None:
        """What stands over the table and in its heads of what a rule grants, or of what was paid."""
        self.standards = _span(self.part.standards())
        self.norm = self._is_of_norms()
        self.paid = any(self.words.paid_out.search(text) for text in (self.part.headline, *(title.text for title in self.part.titles)))
        self.granting = self.norm or any("norm" in column.says for column in self.made)
        offering = (at for at, column in enumerate(self.made) if column.heads and self._grants(column))
        self.offering = sorted(offering, key=lambda at: self.made[at].role != "whom")  # the columns that say for whom, then those that grant

    def _is_of_norms(self) -> bool:
        """Whether what stands over the table says that it is one of norms, and that of no plan or of places."""
        asked = any(column.role == "condition" for column in self.made)
        if asked or self._named_by_norms() or self.part.is_of_norms():
            return True
        placed = self.places and _of_places(self.places[0], self.part.rows(), self.words)
        return self.plan is None and not placed and self.part.grants()

    def _named_by_norms(self) -> bool:
        """Whether the column that tells the rows apart is one of norms: 阶梯."""
        return any("norm" in self.words.roles(head.text) for column in self.made if column.role in KEYS for head in column.heads)

    def _tell_times(self) -> None:
        """What the heads of the columns say of time."""
        self.year = {index: year for index in self.values if (year := _year(self.made[index]))}
        self.periods = sorted(set(self.year.values()))
        self.said = tuple(head.span for at in self.values for head in self.made[at].heads if says_time(head.text))
        self.dated = [index for index, column in enumerate(self.made) if column.role == "years"][::-1]  # the month before the year
        self.when = {index: self._times(index) for index in self.values}

    def figures(self) -> Iterator[Figure]:
        yield from self._of_heads()
        for entry in self.part.body:
            if isinstance(entry, Cell):
                self._enter(entry)
                continue
            self._keep(entry)
            label = self._label(entry)
            unit = self._row_unit(entry, label)
            change = row_measure(label, unit, self.words) if label and self.key == "name" and self.named else ""
            label = self.named if change else label
            child = self._child(entry, label)
            yield from self._of_row(entry, label, unit, change, child)
            self.named = label or self.named
            if label and not child:
                self.parent = label

    def _of_heads(self) -> Iterator[Figure]:
        """The figures of heads that bound what somebody must have: 10%以下 under 增速."""
        for index in self.values:
            column = self.made[index]
            if self._is_banded(index):
                first = tuple(span for at in self.bands[:1] for span in self.made[at].spans)
                figure = Figure(0, (0, 0), column.unit, column.measure, "", None, heads=column.spans[:-1], bands=first)
                yield from self._asking(column.heads[-1], figure)

    def _asking(self, cell: Cell, figure: Figure) -> Iterator[Figure]:
        """A figure for each number of a cell that bounds; its heads name it."""
        for number in _NUMBER.finditer(cell.text):
            start = cell.start + number.start()
            yield replace(figure, start=start, cell=(start, cell.end), asks=True, norm=True, aim=None, named=figure.heads)

    def _enter(self, entry: Cell) -> None:
        if entry.start < 0:
            self.unit, self.above = entry.text, None
        else:
            self.group, self.above, self.within = entry, None, False

    def _keep(self, row: Row) -> None:
        """The cells that reach down: a new one ends those to its right, which were of the group above it."""
        for index in (index for index, cell in enumerate(row[: len(self.made)]) if cell and self._reaches_down(index, cell)):
            above = self.kept.get(index)
            if above is None or row[index].text != above.text:
                self.kept = {at: cell for at, cell in self.kept.items() if at < index}
            self.kept[index] = row[index]

    def _reaches_down(self, index: int, cell: Cell) -> bool:
        """Whether a cell may name a group of rows, its own and those below: it says what they are about, or that they sum up (合计 in the column of numbers)."""
        role = self.made[index].role
        return role in KEYS or (role == "running" and self.words.role(cell.text) == "total")

    def _of_row(self, row: Row, label: Cell | None, unit: str | None, change: str, child: bool) -> Iterator[Figure]:
        """The figures of a row; of a child with the label that it is a part of."""
        parent = _span(self.parent) if child else None
        for index in (at for at in self.bands if self.granting and at < len(row) and row[at]):
            yield from self._asking(row[index], self._figure(row, index, label, unit))
        for index in self._numeric(row):
            figure = self._figure(row, index, label, unit)
            yield replace(figure, parent=parent, measure=change or figure.measure)

    def _numeric(self, row: Row) -> Iterator[int]:
        """The columns of values in which a row has a figure."""
        return (
            index for index in self.values if index < len(row) and row[index] and (numeric(row[index], self.words) or row[index].text.isdecimal())
        )  # 2000 is no year there

    def _label(self, row: Row) -> Cell | None:
        """The cell that names the row; where merged cells left it empty and another cell tells the rows apart, the one above."""
        at = self.at.get(self.key)
        if at is None or at >= len(row):
            return None
        if row[at]:
            return row[at]
        left = [row[index] for index, column in enumerate(self.made[:at]) if column.role in KEYS and row[index]]
        return left[-1] if left and self.key == "name" and not self._is_mark(left[-1]) else None

    def _is_mark(self, cell: Cell | None) -> bool:
        """Whether a cell is nothing but 其中."""
        mark = self.words.marks.match(cell.text) if cell else None
        return mark is not None and cell is not None and mark.end() == len(cell.text)

    def _row_unit(self, row: Row, label: Cell | None) -> str | None:
        """The unit of the row's unit cell, of the brackets of its label, of the rows above, of the 单位 line."""
        at = self.at.get("unit")
        own = self.words.unit(row[at].text) if at is not None and at < len(row) else None
        bracketed = self.words.bracketed(label.text) if label else None
        if own or bracketed:
            self.above = bracketed
            return own or bracketed
        return self._unit_of_line(label, self.above if self.above and self._is_below(label) else self.unit)

    def _unit_of_line(self, label: Cell | None, unit: str | None) -> str | None:
        """A unit of sums as a row has it that names no unit: per cent, where its label names a rate."""
        rate = unit is not None and label is not None and self.key == "name" and self.words.is_ratio(label.text)
        return self.rate if rate and not self.words.is_per_cent(unit) else unit

    def _is_below(self, label: Cell | None) -> bool:
        """Whether the unit of the rows above holds for a row: no 单位 line says another, or it is a part of them (其中)."""
        part = label is not None and self.words.marks.match(label.text) is not None
        return self.unit is None or part or self.within

    def _child(self, row: Row, label: Cell | None) -> bool:
        """Whether the row is a part of the one above: 其中：城镇, and 乡村 below it."""
        if label is None or self.key != "name":
            return False
        marked = self.words.marks.match(label.text) is not None or self._is_mark(self._over(row))
        parts = self.within or (self.parent is not None and any(title.text.endswith(self.parent.text) for title in self.part.titles))
        self.within = self.parent is not None and (marked or (parts and not self._is_whole(label)))
        return self.within

    def _is_whole(self, label: Cell) -> bool:
        """Whether a label can be looked up by itself, or sums up what stands above it."""
        bare = re.sub(r"\s*[(\[][^()]*[)\]]$", "", label.text)
        return self.words.ending.search(bare) is not None or self.words.sums.search(bare) is not None

    def _figure(self, row: Row, index: int, label: Cell | None, unit: str | None) -> Figure:
        """A cell with what row and column say of it, the bounds of those whom it is for among it."""
        column, condition = self.made[index], self._cell(row, "condition")
        bare, bands = self._bare_figure(row, index, label, unit), tuple(self._bounds(row, index))
        return replace(
            bare,
            heads=column.spans,
            rate=column.rate,
            part=column.part,
            bands=bands,
            condition=condition,
            standards=self.standards,
            beside=self._beside(index),
            basis=self._cell(row, "basis"),
        )

    def _beside(self, index: int) -> tuple[Span, ...]:
        """The lowest heads of the other columns that grant or say whom that is for."""
        return tuple(self.made[at].heads[-1].span for at in self.offering if at != index)

    def _grants(self, column: Column) -> bool:
        return column.role == "whom" or (column.role != "condition" and not said(column.heads, self.words).isdisjoint(GRANTED))

    def _bare_figure(self, row: Row, index: int, label: Cell | None, unit: str | None) -> Figure:
        column, cell = self._column(index, row[index]), row[index]
        year = self.year.get(index)
        return Figure(
            start=_number(cell),
            cell=cell.span,
            unit=column.unit or unit,
            measure=self._measure(column, unit),
            key=self.key,
            label=_span(label),
            over=_span(self._over(row)),
            group=_span(self.group),
            named=self._named(column),
            subject=self._subject(row, index),
            times=(*self.when.get(index, ()), *self._times_of_row(row)),
            title=tuple(title.span for title in reversed(self.part.titles)),
            month=_said(column, _OF_TITLE),
            aim=column.aim,
            plan=self.plan,
            norm=self._is_norm(column, label, cell, column.unit or unit),
            bound=_said(column, ("most", "least")),
            era=len(self.periods) < _YEARLY and self.era,
            base=len(self.periods) > 1 and year == self.periods[0],
            latest=len(self.periods) < 2 or year in (self.periods[-1], None),
            timed=bool(self.periods or self.said),
            due=self._due(row),
            whom=self._cell(row, "whom"),
            kin=self._cell(row, "name") if self.key == "entity" else None,
            others=self.said,
            years=_PLAN if _SUMMED.match(cell.text) else 0,
        )

    def _bounds(self, row: Row, index: int) -> Iterator[Span]:
        """The cells that bound for whom a figure is, each behind its head: those of its row, and the head of its column."""
        for at in self.bands:
            if at < len(row) and row[at]:
                yield from (*self.made[at].spans, row[at].span)
        yield from self.made[index].spans if self._is_banded(index) else ()

    def _is_banded(self, index: int) -> bool:
        """Whether the lowest head of a column bounds for whom its figures are."""
        heads = self.made[index].heads
        return bool(heads) and self.words.is_band(heads[-1].text)

    def _column(self, index: int, cell: Cell) -> Column:
        """What the heads say of a cell; they say no growth of a sum ([16000] under 年均增长), nor name what is granted within a bound."""
        column = self.made[index]
        if _SUMMED.match(cell.text) and column.measure == "growth":
            return replace(column, measure="increase", unit=None)
        return replace(column, named=(), measure="level") if column.role == "value" and self._is_banded(index) else column

    def _times_of_row(self, row: Row) -> Iterator[Span]:
        """Where the cells stand that say the time of a row."""
        return (row[at].span for at in self.dated if at < len(row) and row[at])

    def _named(self, column: Column) -> tuple[Span, ...]:
        """What names the figures of a column beside the labels of their rows: its heads, else the title."""
        return () if self.headed else column.named or self._titled()

    def _is_norm(self, column: Column, label: Cell | None, cell: Cell, unit: str | None) -> bool:
        """Whether head or label name what a rule grants, or the whole table is of that; sums that were paid are none, but what is paid for each.

        Nor is a figure under no head one, unless it is paid by the month or the head, as only rules pay: 类风湿关节炎 | 500元/月.
        """
        if self.paid and "/" not in (unit or ""):
            return False
        said = column.says | (self.words.roles(label.text) if label else frozenset())
        return self.norm or "norm" in said or (not column.heads and "paid" in self.words.roles(cell.text))

    def _over(self, row: Row) -> Cell | None:
        at = self.at.get("class")
        over = self.kept.get(at) if at is not None and self.key != "class" else None
        return over if over and over != self._label(row) else None

    def _measure(self, column: Column, unit: str | None) -> str:
        """What the heads say, else, where all figures are per cent (单位：%), what the title says."""
        if column.measure != "level" or column.unit or unit != "%" or self.part.unit != "%":
            return column.measure
        says = frozenset().union(*(self.words.roles(title.text) for title in self.part.titles))
        return next((role for role in ("share", "growth") if role in says), "level")

    def _titled(self) -> tuple[Span, ...]:
        """What the title names, where neither rows nor heads do: 2024年工业用电量 over 月份 | 数量."""
        if self.key in ("name", "class", ""):
            return ()
        for title in reversed(self.part.titles):
            name = None if self.words.is_unit_line(title.text) else name_in(title, self.words)
            text = title.text[name[0] - title.start : name[1] - title.start] if name else ""
            wide = _WIDE.match(text)  # 各乡镇|粮食产量
            if name and (self.plan or self.words.ending.search(text, wide.end() if wide else 0)):
                return ((name[0] + wide.end() if wide else name[0], name[1]),)
        return ()

    def _times(self, index: int) -> tuple[Span, ...]:
        """Where the period of a column may stand: its heads from below; a column of growth takes that of the figures left of it."""
        own = self._dated(index)
        rate = self.made[index].measure == "rate"
        if own or self.made[index].measure == "level" or (self.made[index].says.intersection(_OF_TITLE) and not rate):
            return own
        for at in reversed(self.values[: self.values.index(index)]):
            column, times = self.made[at], self._dated(at)
            if "ago" not in column.says and (times or column.measure == "level"):
                return () if column.says.intersection(_OF_TITLE) else times
        return ()

    def _dated(self, index: int) -> tuple[Span, ...]:
        """Where the heads of a column say its time; that of a plan of which it tells how far (完成全年任务) is none."""
        if self.made[index].measure == "rate":
            return ()
        heads = reversed(self.made[index].heads)
        return tuple(head.span for head in heads if says_time(head.text))

    def _due(self, row: Row) -> Span | None:
        return self._cell(row, "deadline") if self.key != "entity" else None

    def _cell(self, row: Row, role: str) -> Span | None:
        """The cell of a row in the column of such a role."""
        at = self.at.get(role)
        return row[at].span if at is not None and at < len(row) and row[at] else None

    def _subject(self, row: Row, index: int) -> Span | None:
        """The place that the row, or the column, is about; a total is about the whole."""
        if self.headed and self.made[index].heads:
            head = self.made[index].heads[-1]
            return head.span if self.words.role(head.text) != "total" else None
        cell = next((cell for at in self.places if (cell := self._reaching_down(row, at)) and self.words.role(cell.text) != "total"), None)
        return cell.span if cell else None

    def _reaching_down(self, row: Row, at: int) -> Cell | None:
        """The cell of a row in a column, or the one above that reaches down to it."""
        return row[at] if at < len(row) and row[at] else self.kept.get(at)


def _roles(made: Sequence[Column]) -> dict[str, int]:
    """Where the column of each role stands: the first, of several groups the narrowest."""
    at: dict[str, int] = {}
    for index, column in enumerate(made):
        if column.role == "class":
            at["class"] = index
        elif column.role != "value":
            at.setdefault(column.role, index)
    return at


def _key(at: dict[str, int], values: Sequence[Column]) -> str:
    """The role of the column that tells what a row is about."""
    key = next((role for role in ("name", "entity", "years", "class") if role in at), "")
    named_by_heads = key == "name" and "entity" in at and all(column.named for column in values)
    return "entity" if named_by_heads else key  # 项目名称 | 建设内容 | 总投资: the heads name the figures


def _narrowing(made: Sequence[Column], rows: Sequence[Row], words: TableWords) -> tuple[int, ...]:
    """The columns of those whom the rows are about, the narrowest first: the village before its town, but of a firm and its project the firm."""
    entities = [index for index, column in enumerate(made) if column.role == "entity"]
    if not entities or not _of_places(entities[0], rows, words):
        return tuple(entities[:1])
    return tuple(reversed(entities))


def _of_places(index: int, rows: Sequence[Row], words: TableWords) -> bool:
    """Whether the cells of a column are places."""
    cells = [row[index] for row in rows if index < len(row) and row[index] and words.role(row[index].text) != "total"]
    return bool(cells) and 2 * sum(words.is_place(cell.text) for cell in cells) > len(cells)


def _number(cell: Cell) -> int:
    """Where the number of a cell begins."""
    found = _NUMBER.search(cell.text)
    return cell.start + (found.start() if found else 0)


def _year(column: Column) -> str | None:
    return next((found[0] for head in column.heads if (found := _A_YEAR.search(head.text))), None)


def _placed(made: Sequence[Column], words: TableWords) -> bool:
    """Whether the columns are of places: 指标 | 青溪镇 | 柳湾镇."""
    lowest = [column.heads[-1].text for column in made if column.heads]
    return len(lowest) > 1 and 2 * sum(words.is_place(text) for text in lowest) > len(lowest)


def _span(cell: Cell | None) -> Span | None:
    return cell.span if cell else None


def _said(column: Column, roles: Sequence[str]) -> str:
    """The first of some roles that a column's heads say, or an empty string; a plan of which they tell how far it is carried out says no time."""
    return "" if column.measure == "rate" else next((role for role in roles if role in column.says), "")
