"""A table -> its figures, each with its label, unit, measure, the spans of its period and its subject; and its deadlines.

A 单位 line or cell holds until the next one; so do the heads, which may be repeated in the middle of a table.
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
NEAR = 200  # characters at most between the article's title and a table whose title it may still be
_SUMMED = re.compile(r"\s*[\[〔【].*[\]〕】]\s*$")
_OF_TITLE = ("month", "summed", "ago", "whole-year")  # roles of heads whose period follows from the period of the title
_WIDE = re.compile(r"(?:各|全)[省市州县区旗镇乡街道村]+")
_YEARLY = 3  # columns of so many years or more report year by year
_PLAN = 5  # years that a sum in brackets [16000] covers


@record
class Figure:
    """The figure in a cell, with what its table says about it.

    `start` is where the number begins, `cell` the whole cell. `label` is the cell that names its row, `over` the label of its
    group, `parent` the label of the row that it is a part of (其中), `named` the indicator names in its column's heads. `key` is the role of the
    column of the label: `name`, or `entity` and `years`, whose label is the subject, the period. `times` are the places
    where its period may stand, the nearest first; `title` those above the table. `base`: the first of several periods. `month`
    says how the period of a head follows from the title's (本月, 累计, 上年同期, 年度). `era`: a title names a
    five-year plan. `norm`: a rule grants or requires it;
    `whom` is the cell of its recipient, `bound` the role of a head that says at most or at least. `heads` are those of its column, from the top;
    `rate` is where they name a completion rate. `asks`: it is a threshold that a recipient must meet; for other figures `bands` are the cells of their
    thresholds, each after its heads, and `condition` is the cell that states a condition in words. `part`: its column is a part of the column before.
    `standards` is the line above that says the table lists what a rule grants, `beside` the lowest heads of its other columns that grant or name
    recipients. `kin` is the name cell beside the label of an entity, `basis` the cell that says of what a share is taken.
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
    """A row with a deadline cell; `row` is the span of the whole row."""

    row: Span
    cell: Span
    plan: bool | None


@record
class Figures:
    """The figures of a text by the offset of their number, its deadlines and the spans of its rows of heads, in order; `unsettled` are 单位 lines of several
    units whose table still has figures without a unit.
    """

    by_start: dict[int, Figure] = field(default_factory=dict)
    deadlines: list[Deadline] = field(default_factory=list)
    heads: list[Span] = field(default_factory=list)
    unsettled: list[Span] = field(default_factory=list)


@lru_cache(maxsize=2)  # asked for twice: for the units of amounts, and for statements
def read(folded: str, rules: Rules, title: str = "") -> Figures:
    """The figures in all tables of a folded text; `title`, the article's, is that of a first table right below it: …任务分解表(单位:万元).

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
    """Add the figures, deadlines and heads of a part to `found`."""
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
    """The columns of a part; where it has no column of units, with the units that its 单位 line lists."""
    made = columns(part.heads, part.rows(), part.words, norm=part.grants())
    return made if any(column.role == "unit" for column in made) else in_order(made, part.listed(), part.words)


def _above(block: Block, count: int, folded: str, title: str) -> tuple[str, str]:
    """The article's title as headline, if the table stands right below it, and as topic, if it is the first table and near below it; else ""."""
    if count:
        return "", ""
    first = block.titles[0] if block.titles else next(filter(None, block.rows[0]), None)
    if first is None or len(above := folded[: first.start].strip(" |\n")) > NEAR:
        return "", ""
    return "" if above else title, title


def _deadlines(part: Part, made: Sequence[Column]) -> Iterator[Deadline]:
    """The rows that have a deadline cell."""
    at = next((index for index, column in enumerate(made) if column.role == "deadline"), len(made))
    for row in part.rows():
        if at < len(row) and row[at]:
            yield Deadline((row[0].start, row[-1].end), row[at].span, part.plan(made))


class _Walk:
    """Goes through the rows of a part from the top, and keeps what an upper row gives to lower ones: unit, group, label."""

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
        self.above: str | None = None  # the unit in brackets of a label above
        self.group: Cell | None = None
        self.kept: dict[int, Cell] = {}  # by column, the group cell that also holds for the rows below
        self.parent: Cell | None = None
        self.named: Cell | None = None  # the label above
        self.within = False  # whether the row above is a part (其中) of the parent

    def _tell_norms(self) -> None:
        """Note what the titles and heads say of grants, and whether they report what was paid."""
        self.standards = _span(self.part.standards())
        self.norm = self._is_of_norms()
        self.paid = any(self.words.paid_out.search(text) for text in (self.part.headline, *(title.text for title in self.part.titles)))
        self.granting = self.norm or any("norm" in column.says for column in self.made)
        offering = (at for at, column in enumerate(self.made) if column.heads and self._grants(column))
        self.offering = sorted(offering, key=lambda at: self.made[at].role != "whom")  # the columns of recipients, then those that grant

    def _is_of_norms(self) -> bool:
        """Whether the table lists norms: a condition column, a head or a title of norms; or titles of grants, unless it is a plan or its rows are places."""
        asked = any(column.role == "condition" for column in self.made)
        if asked or self._named_by_norms() or self.part.is_of_norms():
            return True
        placed = self.places and _of_places(self.places[0], self.part.rows(), self.words)
        return self.plan is None and not placed and self.part.grants()

    def _named_by_norms(self) -> bool:
        """Whether a head of a key column names norms: 阶梯."""
        return any("norm" in self.words.roles(head.text) for column in self.made if column.role in KEYS for head in column.heads)

    def _tell_times(self) -> None:
        """Note the years and times in the heads of the columns."""
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
        """The figures in heads that state a threshold: 10%以下 under 增速."""
        for index in self.values:
            column = self.made[index]
            if self._is_banded(index):
                first = tuple(span for at in self.bands[:1] for span in self.made[at].spans)
                figure = Figure(0, (0, 0), column.unit, column.measure, "", None, heads=column.spans[:-1], bands=first)
                yield from self._asking(column.heads[-1], figure)

    def _asking(self, cell: Cell, figure: Figure) -> Iterator[Figure]:
        """A figure for each number of a threshold cell, named by its heads."""
        for number in _NUMBER.finditer(cell.text):
            start = cell.start + number.start()
            yield replace(figure, start=start, cell=(start, cell.end), asks=True, norm=True, aim=None, named=figure.heads)

    def _enter(self, entry: Cell) -> None:
        if entry.start < 0:
            self.unit, self.above = entry.text, None
        else:
            self.group, self.above, self.within = entry, None, False

    def _keep(self, row: Row) -> None:
        """Keep the group cells that also hold for lower rows; a new one drops those to its right, which belonged to the group above."""
        for index in (index for index, cell in enumerate(row[: len(self.made)]) if cell and self._reaches_down(index, cell)):
            above = self.kept.get(index)
            if above is None or row[index].text != above.text:
                self.kept = {at: cell for at, cell in self.kept.items() if at < index}
            self.kept[index] = row[index]

    def _reaches_down(self, index: int, cell: Cell) -> bool:
        """Whether a cell may hold for its row and those below: it is in a key column, or says 合计 in the column of running numbers."""
        role = self.made[index].role
        return role in KEYS or (role == "running" and self.words.role(cell.text) == "total")

    def _of_row(self, row: Row, label: Cell | None, unit: str | None, change: str, child: bool) -> Iterator[Figure]:
        """The figures of a row; `child`: with the label of their parent."""
        parent = _span(self.parent) if child else None
        for index in (at for at in self.bands if self.granting and at < len(row) and row[at]):
            yield from self._asking(row[index], self._figure(row, index, label, unit))
        for index in self._numeric(row):
            figure = self._figure(row, index, label, unit)
            yield replace(figure, parent=parent, measure=change or figure.measure)

    def _numeric(self, row: Row) -> Iterator[int]:
        """The indices of the value columns in which a row has a figure."""
        return (
            index for index in self.values if index < len(row) and row[index] and (numeric(row[index], self.words) or row[index].text.isdecimal())
        )  # 2000 is no year there

    def _label(self, row: Row) -> Cell | None:
        """The cell that names the row; where it is empty (merged cells), the nearest key cell to its left, unless that is a bare 其中."""
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
        """The unit of a row: from its unit cell, else its label's brackets, else the rows above, else the 单位 line."""
        at = self.at.get("unit")
        own = self.words.unit(row[at].text) if at is not None and at < len(row) else None
        bracketed = self.words.bracketed(label.text) if label else None
        if own or bracketed:
            self.above = bracketed
            return own or bracketed
        return self._unit_of_line(label, self.above if self.above and self._is_below(label) else self.unit)

    def _unit_of_line(self, label: Cell | None, unit: str | None) -> str | None:
        """The unit of a row that gives none of its own: `unit`, or per cent where the label names a rate and `unit` is none of rates."""
        rate = unit is not None and label is not None and self.key == "name" and self.words.is_ratio(label.text)
        return self.rate if rate and not self.words.is_per_cent(unit) else unit

    def _is_below(self, label: Cell | None) -> bool:
        """Whether the unit of the rows above holds for a row: there is no 单位 line, or the row is a part of one above (其中)."""
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
        """Whether a label is a full indicator name by its ending, or names a sum of the rows above it."""
        bare = re.sub(r"\s*[(\[][^()]*[)\]]$", "", label.text)
        return self.words.ending.search(bare) is not None or self.words.sums.search(bare) is not None

    def _figure(self, row: Row, index: int, label: Cell | None, unit: str | None) -> Figure:
        """The figure of a cell with all that its row and column say of it, including the thresholds of its recipients."""
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
        """The lowest heads of the other columns that grant or name recipients."""
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
        """The spans of the thresholds of a figure: the threshold cells of its row, each after its heads, then the heads of its column if they state one."""
        for at in self.bands:
            if at < len(row) and row[at]:
                yield from (*self.made[at].spans, row[at].span)
        yield from self.made[index].spans if self._is_banded(index) else ()

    def _is_banded(self, index: int) -> bool:
        """Whether the lowest head of a column states a threshold."""
        heads = self.made[index].heads
        return bool(heads) and self.words.is_band(heads[-1].text)

    def _column(self, index: int, cell: Cell) -> Column:
        """The column of a cell; a sum in brackets ([16000] under 年均增长) is an increase and no growth, and heads with a threshold name nothing."""
        column = self.made[index]
        if _SUMMED.match(cell.text) and column.measure == "growth":
            return replace(column, measure="increase", unit=None)
        return replace(column, named=(), measure="level") if column.role == "value" and self._is_banded(index) else column

    def _times_of_row(self, row: Row) -> Iterator[Span]:
        """The spans of the cells that give the time of a row."""
        return (row[at].span for at in self.dated if at < len(row) and row[at])

    def _named(self, column: Column) -> tuple[Span, ...]:
        """The spans that name the figures of a column besides the row labels: in its heads, else in a title."""
        return () if self.headed else column.named or self._titled()

    def _is_norm(self, column: Column, label: Cell | None, cell: Cell, unit: str | None) -> bool:
        """Whether a figure is a norm: the table, a head or the label says so. Where titles report what was paid, only amounts per unit are (元/月).

        Without a head, only a cell that pays by the month or per person, as rules do, is one by itself: 类风湿关节炎 | 500元/月.
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
        """The measure that the heads give; else, in a table in per cent (单位：%), the one that the titles give."""
        if column.measure != "level" or column.unit or unit != "%" or self.part.unit != "%":
            return column.measure
        says = frozenset().union(*(self.words.roles(title.text) for title in self.part.titles))
        return next((role for role in ("share", "growth") if role in says), "level")

    def _titled(self) -> tuple[Span, ...]:
        """The indicator that a title names, where the rows name none: 2024年工业用电量 over 月份 | 数量."""
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
        """The spans where the period of a column may stand: its heads from the lowest; a column of change takes those of the values left of it."""
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
        """The spans of the heads that give a column's time; none for a completion rate, whose time is the plan's (完成全年任务)."""
        if self.made[index].measure == "rate":
            return ()
        heads = reversed(self.made[index].heads)
        return tuple(head.span for head in heads if says_time(head.text))

    def _due(self, row: Row) -> Span | None:
        return self._cell(row, "deadline") if self.key != "entity" else None

    def _cell(self, row: Row, role: str) -> Span | None:
        """The span of a row's cell in the column of `role`."""
        at = self.at.get(role)
        return row[at].span if at is not None and at < len(row) and row[at] else None

    def _subject(self, row: Row, index: int) -> Span | None:
        """The place that the column or the row is about; None for a total."""
        if self.headed and self.made[index].heads:
            head = self.made[index].heads[-1]
            return head.span if self.words.role(head.text) != "total" else None
        cell = next((cell for at in self.places if (cell := self._reaching_down(row, at)) and self.words.role(cell.text) != "total"), None)
        return cell.span if cell else None

    def _reaching_down(self, row: Row, at: int) -> Cell | None:
        """The cell of a row in a column; where it is empty, the group cell above that holds for it."""
        return row[at] if at < len(row) and row[at] else self.kept.get(at)


def _roles(made: Sequence[Column]) -> dict[str, int]:
    """The index of the column of each role: the first, but of several `class` columns the last, which is the narrowest."""
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
    """The entity columns, narrowest first: the village before its town; only the first where it does not hold places (a firm, not its project)."""
    entities = [index for index, column in enumerate(made) if column.role == "entity"]
    if not entities or not _of_places(entities[0], rows, words):
        return tuple(entities[:1])
    return tuple(reversed(entities))


def _of_places(index: int, rows: Sequence[Row], words: TableWords) -> bool:
    """Whether most cells of a column are places."""
    cells = [row[index] for row in rows if index < len(row) and row[index] and words.role(row[index].text) != "total"]
    return bool(cells) and 2 * sum(words.is_place(cell.text) for cell in cells) > len(cells)


def _number(cell: Cell) -> int:
    """The offset of the number in a cell."""
    found = _NUMBER.search(cell.text)
    return cell.start + (found.start() if found else 0)


def _year(column: Column) -> str | None:
    return next((found[0] for head in column.heads if (found := _A_YEAR.search(head.text))), None)


def _placed(made: Sequence[Column], words: TableWords) -> bool:
    """Whether most lowest heads of the columns are places: 指标 | 青溪镇 | 柳湾镇."""
    lowest = [column.heads[-1].text for column in made if column.heads]
    return len(lowest) > 1 and 2 * sum(words.is_place(text) for text in lowest) > len(lowest)


def _span(cell: Cell | None) -> Span | None:
    return cell.span if cell else None


def _said(column: Column, roles: Sequence[str]) -> str:
    """The first of `roles` that a column's heads give, "" where they give none or the column is a completion rate."""
    return "" if column.measure == "rate" else next((role for role in roles if role in column.says), "")
