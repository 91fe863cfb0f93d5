"""A table -> its figures, each with its name, unit, measure, where its time stands, whose it is; and its deadlines.

A 单位 line or cell holds until the next; so do the heads, which may come again in the middle of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extract.grid.columns import KEYS, Column, columns, name_in, numeric
from extract.grid.rows import YEAR, Block, Cell, Row, blocks
from extract.grid.words import TableWords, table_words
from extract.model import Span
from extract.patterns import Rules

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_SUMMED = re.compile(r"\s*[\[〔【].*[\]〕】]\s*$")
_DATED = re.compile(r"\d\s*[年月季]|[上下]半年|季度|五[”\"]?(?:时期|期间|末)?$|本月|全年|(?<![比较与占])(?:上年|去年)")
_OF_TITLE = frozenset({"month", "summed", "ago", "whole-year"})  # times of heads that the title's tells
_WIDE = re.compile(r"(?:各|全)[省市州县区旗镇乡街道村]+")
_YEARLY = 3  # columns of as many years look back year by year
_LONG = 15  # characters: no head is longer, unless a word in it says so
_PLAN = 5  # years that a [sum] is of


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell with a figure, and what its table says of it.

    `start` is where the number begins, `cell` the whole cell. `label` names it in its row, `over` is the label of its
    group, `parent` the label that it is a part of (其中), `named` what its column's heads name. `key` is the role of the
    column of the label: `name`, or `entity` and `years`, whose label is the subject, the period. `times` are the places
    where its period may stand, the nearest first; `title` those above the table. `base`: the first of several periods. `month`
    says how the time of a head is told from the title's (本月, 累计, 上年同期, 年度). `era`: under the name of a
    five-year plan. `norm`: what a rule grants
    or asks for; `bound`: that its head says at most, at least.
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
    others: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A row with a cell that says until when; `row` is its extent."""

    row: Span
    cell: Span
    plan: bool | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a text by where their numbers begin, and the rows that have a deadline, in order."""

    by_start: dict[int, Figure] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()


@lru_cache(maxsize=2)  # amounts want it for their units, statements for the rest
def read(folded: str, rules: Rules) -> Figures:
    """Every figure that stands in a table of the text.

    >>> from extract.patterns import load_rules
    >>> text = "| 指标 | 单位 | 2024年 |\\n| 绿道里程 | 公里 | 86 |\\n| 公园 | 个 | 12 |"
    >>> [(text[slice(*one.label)], one.unit) for one in read(text, load_rules()).by_start.values()]
    [('绿道里程', '公里'), ('公园', '个')]
    """
    if "|" not in folded and "\n" not in folded:
        return Figures()
    words = table_words(rules)
    found: dict[int, Figure] = {}
    due: list[Deadline] = []
    for block in blocks(folded, words):
        for part in _parts(block, words):
            found.update((figure.start, figure) for figure in part.figures())
            due.extend(part.deadlines())
    return Figures(found, tuple(due))


@dataclass(slots=True)
class _Part:
    """The rows under one set of heads. An entry of `body` is a row, or a cell that stands for a group or a unit below it."""

    words: TableWords
    flat: bool
    titles: list[Cell]
    unit: str | None
    heads: list[Row] = field(default_factory=list)
    body: list[Row | Cell] = field(default_factory=list)
    filled: bool = False  # whether a row is in the body

    def rows(self) -> list[Row]:
        return [entry for entry in self.body if isinstance(entry, tuple)]

    def figures(self) -> Iterator[Figure]:
        """The figures, row by row."""
        made = columns(self.heads, self.rows(), self.words)
        if sum(len(row) for row in self.rows()) < 2 or not any(column.role == "value" for column in made):
            return
        yield from _Walk(self, made).figures()

    def deadlines(self) -> Iterator[Deadline]:
        """The rows with a cell that says until when."""
        made = columns(self.heads, self.rows(), self.words)
        at = next((index for index, column in enumerate(made) if column.role == "deadline"), None)
        for row in self.rows() if at is not None else ():
            if at is not None and at < len(row) and row[at]:
                yield Deadline((row[0].start, row[-1].end), row[at].span, self.plan(made))

    def plan(self, made: Sequence[Column]) -> bool | None:
        """Whether the table is one of a plan (True), of what was reached (False), or does not say."""
        text = " ".join(title.text for title in self.titles)
        if self.words.titles["report"].search(text):
            return False
        binding = any(self.words.titles["binding"].search(cell.text) for row in self.rows() for cell in row)
        planned = self.words.titles["plan"].search(text) or binding or any(column.role == "deadline" for column in made)
        return True if planned else None


def _parts(block: Block, words: TableWords) -> Iterator[_Part]:
    """The table by its heads: those that come again in the middle of it open a new part."""
    titles = [title for title in block.titles if words.role(title.text) == ""]
    unit = next((found for title in reversed(titles) if (found := words.line_unit(title.text))), None)
    part = _Part(words, block.flat, titles, unit)
    for row in block.rows:
        full = [cell for cell in row if cell]
        named = next((found for cell in full if (found := words.line_unit(cell.text))), None)
        alone = len({cell.text for cell in full}) == 1 and not numeric(full[0], words)
        if named and (alone or not any(numeric(cell, words) for cell in full)) and (alone or len(full) < 3):
            part.unit = part.unit if part.body else named
            part.body += [Cell(-1, named)] if part.body else []
        elif alone and not (part.flat and not part.body and not part.heads):
            if part.body or part.heads:
                part.body.append(full[0])
            else:
                part.titles.append(full[0])
        elif _is_head(row, part, words):
            if part.filled:
                yield part
                part = _Part(words, block.flat, part.titles, _last_unit(part))
            part.body.clear()
            part.heads.append(row)
        elif full:
            part.body.append(row)
            part.filled = True
    yield part


def _last_unit(part: _Part) -> str | None:
    return next((entry.text for entry in reversed(part.body) if isinstance(entry, Cell) and entry.start < 0), part.unit)


def _is_head(row: Row, part: _Part, words: TableWords) -> bool:
    """Whether a row names columns: it has no figure but years and times, and words that heads have."""
    full = [cell for cell in row if cell]
    if not full or any(numeric(cell, words) for cell in full):
        return False
    others = [cell for cell in full if cell.start != row[0].start]
    years = len(others) > 1 and all(YEAR.fullmatch(cell.text) for cell in others)
    if years:
        return not part.filled or not row[0] or words.role(row[0].text) != ""
    telling = [cell for cell in full if _tells(cell, words)]
    if not part.heads and not part.body:
        return bool(telling) or all(len(cell.text) <= _LONG and not any(c.isdigit() for c in cell.text) for cell in full)
    if part.heads and not part.filled:
        joined = row[0].text in ("", part.heads[-1][0].text)
        return joined or 2 * len(telling) > len(full)
    return 2 * len(telling) > len(full) or (words.role(row[0].text) in KEYS and len(telling) > 1)


def _tells(cell: Cell, words: TableWords) -> bool:
    """Whether a cell says what heads say: a word of theirs, a unit in brackets, a time."""
    if len(cell.text) > 2 * _LONG:
        return False
    return bool(words.role(cell.text) or words.bracketed(cell.text) or (len(cell.text) < _LONG and _DATED.search(cell.text)))


class _Walk:
    """The rows of a part, from the top, with what an upper row leaves to lower ones."""

    def __init__(self, part: _Part, made: Sequence[Column]) -> None:
        self.part, self.made, self.words = part, made, part.words
        self.values = [index for index, column in enumerate(made) if column.role == "value"]
        self.at = {role: index for index, column in reversed(list(enumerate(made))) for role in [column.role] if role != "value"}
        self.key = next((role for role in ("name", "entity", "years", "class") if role in self.at), "")
        if self.key == "name" and "entity" in self.at and all(made[index].named for index in self.values):
            self.key = "entity"  # 项目名称 | 建设内容 | 总投资: the heads name the figures
        self.plan = part.plan(made)
        self.era = any(self.words.titles["era"].search(title.text) for title in part.titles) and self.plan is None
        self.norm = any("norm" in part.words.roles(title.text) for title in part.titles)
        self.unit = part.unit
        self.above: str | None = None  # the unit in the brackets of the label above
        self.group: Cell | None = None
        self.kept: dict[int, Cell] = {}  # cells of groups that reach down
        self.parent: Cell | None = None
        self.within = False  # whether the row above is a part (其中) of the parent
        self.headed = _placed([made[index] for index in self.values], self.words)
        self.periods = self._periods()

    def _periods(self) -> list[str]:
        """The years that the columns are of, each once, in order."""
        found: list[str] = []
        for index in self.values:
            year = next((m[0] for head in self.made[index].heads if (m := re.search(r"(?:19|20)\d\d", head.text))), None)
            if year and year not in found:
                found.append(year)
        return sorted(found)

    def figures(self) -> Iterator[Figure]:
        for entry in self.part.body:
            if isinstance(entry, Cell):
                self._enter(entry)
                continue
            self._keep(entry)
            label = self._label(entry)
            unit = self._row_unit(entry, label)
            child = self._child(entry, label)
            for index in self.values:
                if index < len(entry) and entry[index] and numeric(entry[index], self.words):
                    figure = self._figure(entry, index, label, unit)
                    yield replace(figure, parent=self.parent.span if child and self.parent else None)
            if label and not child:
                self.parent = label

    def _enter(self, entry: Cell) -> None:
        if entry.start < 0:
            self.unit, self.above = entry.text, None
        else:
            self.group, self.above, self.within = entry, None, False

    def _keep(self, row: Row) -> None:
        for index in (index for index, column in enumerate(self.made) if column.role in KEYS and index < len(row)):
            if row[index]:
                self.kept[index] = row[index]

    def _label(self, row: Row) -> Cell | None:
        """The cell that names the row; where merged cells left it empty and another cell tells the rows apart, the one above."""
        at = self.at.get(self.key)
        if at is None or at >= len(row):
            return None
        if row[at]:
            return row[at]
        left = [row[index] for index, column in enumerate(self.made) if index < at and column.role in KEYS and row[index]]
        return left[-1] if left and self.key == "name" and not self._is_mark(left[-1]) else None

    def _is_mark(self, cell: Cell | None) -> bool:
        """Whether a cell is nothing but 其中."""
        mark = self.words.marks.match(cell.text) if cell else None
        return mark is not None and cell is not None and mark.end() == len(cell.text)

    def _row_unit(self, row: Row, label: Cell | None) -> str | None:
        """The unit of the row's unit cell, of the brackets of its label, of the rows above, of the 单位 line."""
        at = self.at.get("unit")
        own = self.words.unit(row[at].text) or ("%" if row[at].text == "%" else None) if at is not None and at < len(row) else None
        bracketed = self.words.bracketed(label.text) if label else None
        if own or bracketed:
            self.above = bracketed
            return own or bracketed
        part = label is not None and self.words.marks.match(label.text) is not None
        return self.above if self.above and (self.unit is None or part or self.within) else self.unit

    def _child(self, row: Row, label: Cell | None) -> bool:
        """Whether the row is a part of the one above: 其中：城镇, and 乡村 below it."""
        if label is None or self.key != "name":
            return False
        marked = self.words.marks.match(label.text) is not None or self._is_mark(self._over(row))
        bare = re.sub(r"\s*[(\[][^()]*[)\]]$", "", label.text)
        whole = self.words.ending.search(bare) is not None
        parts = self.within or (self.parent is not None and any(title.text.endswith(self.parent.text) for title in self.part.titles))
        self.within = self.parent is not None and (marked or (parts and not whole))
        return self.within

    def _figure(self, row: Row, index: int, label: Cell | None, unit: str | None) -> Figure:
        column, cell = self.made[index], row[index]
        number = _NUMBER.search(cell.text)
        place = cell.start + (number.start() if number else 0)
        over = self._over(row)
        year_row = self.at.get("years")
        row_time = (row[year_row].span,) if year_row is not None and year_row < len(row) and row[year_row] else ()
        heads = self._times(index)
        year = next((p for p in self.periods if any(p in head.text for head in column.heads)), None)
        return Figure(
            start=place,
            cell=cell.span,
            unit=column.unit or unit,
            measure=self._measure(column, unit),
            key=self.key,
            label=label.span if label else None,
            over=over.span if over else None,
            group=self.group.span if self.group else None,
            named=() if self.headed else column.named or self._titled(),
            subject=self._subject(row, index),
            times=(*heads, *row_time) if heads else row_time,
            title=tuple(title.span for title in reversed(self.part.titles)),
            month=next((role for role in ("month", "summed", "ago", "whole-year") if role in column.says), ""),
            aim=column.aim,
            plan=self.plan,
            norm=self.norm or "norm" in column.says,
            bound=next((role for role in ("most", "least") if role in column.says), ""),
            era=len(self.periods) < _YEARLY and self.era,
            base=len(self.periods) > 1 and year == self.periods[0],
            latest=len(self.periods) < 2 or year == self.periods[-1] or year is None,
            timed=bool(self.periods) or any(_DATED.search(head.text) for at in self.values for head in self.made[at].heads),
            due=self._due(row),
            others=tuple(head.span for at in self.values for head in self.made[at].heads if _DATED.search(head.text)),
            years=_PLAN if _SUMMED.match(cell.text) else 0,
        )

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
        names = (self._bare(name_in(at, self.words)) for at in reversed(self.part.titles))
        return next(((name,) for name, at in zip(names, reversed(self.part.titles), strict=True) if name and self._ends(at, name)), ())

    def _bare(self, name: Span | None) -> Span | None:
        """What a title names, without the places that it is of: 各乡镇|粮食产量."""
        if name is None:
            return None
        text = next(title.text[name[0] - title.start : name[1] - title.start] for title in self.part.titles if title.start <= name[0] < title.end)
        wide = _WIDE.match(text)
        return (name[0] + wide.end(), name[1]) if wide and wide.end() < len(text) else name

    def _ends(self, title: Cell, name: Span) -> bool:
        """Whether what a title names can be looked up."""
        return self.words.ending.search(title.text[name[0] - title.start : name[1] - title.start]) is not None

    def _times(self, index: int) -> tuple[Span, ...]:
        """Where the period of a column may stand: its heads from below; a column of growth takes that of the figures left of it."""
        own = self._dated(index)
        if own or self.made[index].measure == "level" or self.made[index].says & _OF_TITLE:
            return own
        left = (at for at in reversed(self.values) if at < index and "ago" not in self.made[at].says)
        return next((() if self.made[at].says & _OF_TITLE else times for at in left if (times := self._dated(at)) or self.made[at].measure == "level"), ())

    def _dated(self, index: int) -> tuple[Span, ...]:
        heads = reversed(self.made[index].heads)
        return tuple(head.span for head in heads if _DATED.search(head.text) or YEAR.fullmatch(head.text))

    def _due(self, row: Row) -> Span | None:
        at = self.at.get("deadline")
        return row[at].span if at is not None and at < len(row) and row[at] and self.key != "entity" else None

    def _subject(self, row: Row, index: int) -> Span | None:
        """The place that the row, or the column, is about; a total is about the whole."""
        if self.headed and self.made[index].heads:
            head = self.made[index].heads[-1]
            return head.span if self.words.role(head.text) != "total" else None
        at = self.at.get("entity")
        cell = (row[at] if at < len(row) and row[at] else self.kept.get(at)) if at is not None else None
        return cell.span if cell and self.words.role(cell.text) != "total" else None


def _placed(made: Sequence[Column], words: TableWords) -> bool:
    """Whether the columns are of places: 指标 | 青溪镇 | 柳湾镇."""
    lowest = [column.heads[-1].text for column in made if column.heads]
    return len(lowest) > 1 and 2 * sum(words.is_place(text) for text in lowest) > len(lowest)
