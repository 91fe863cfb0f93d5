"""A table -> its parts, each the rows under one set of heads: heads in the middle of a table open a new part.

A 单位 line or cell holds until the next one; a row of one cell names the group below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from extract.grid.columns import KEYS, Column, numeric
from extract.grid.rows import Block, Cell, Row
from extract.grid.times import YEAR, says_time
from extract.grid.words import TableWords
from extract.records import state
from extract.text import has_digit

_LONG = 15  # characters: a longer cell is a head only if a word in it says so


@state
class Part:
    """The rows under one set of heads. An entry of `body` is a row, or a cell with the group or the unit of the rows below it."""

    words: TableWords
    flat: bool
    titles: list[Cell]
    unit: str | None
    heads: list[Row] = field(default_factory=list)
    body: list[Row | Cell] = field(default_factory=list)
    filled: bool = False  # whether a row is in the body
    headline: str = ""  # the article's title, where the table stands right below it
    lead: Cell | None = None  # the line right above the table
    about: str = ""  # the article's title, where the table stands near below it

    def rows(self) -> list[Row]:
        """The rows of the body, without its cells for groups and units.

        >>> from extract.grid.words import table_words
        >>> from extract.patterns import load_rules
        >>> part = Part(table_words(load_rules()), False, [], None, body=[Cell(2, "工业"), (Cell(8, "产值"), Cell(13, "15"))])
        >>> [[cell.text for cell in row] for row in part.rows()]
        [['产值', '15']]
        """
        return [entry for entry in self.body if isinstance(entry, tuple)]

    def plan(self, made: Sequence[Column]) -> bool | None:
        """Whether the table is of a plan (True) or of what was reached (False); None where it does not say.

        >>> from extract.grid.words import table_words
        >>> from extract.patterns import load_rules
        >>> titles = ("云溪镇2027年主要目标", "云溪镇2025年完成情况", "云溪镇基本情况")
        >>> [Part(table_words(load_rules()), False, [Cell(0, title)], None).plan([]) for title in titles]
        [True, False, None]
        """
        text = " ".join([self.headline, *(title.text for title in self.titles)])
        if self.words.titles["report"].search(text):
            return False
        binding = any(self.words.titles["binding"].search(cell.text) for row in self.rows() for cell in row)
        planned = self.words.titles["plan"].search(text) or binding or any(column.role == "deadline" for column in made)
        return True if planned else None

    def standards(self) -> Cell | None:
        """The line above the table that says it lists what a rule grants; None where there is none.

        >>> from extract.grid.words import table_words
        >>> from extract.patterns import load_rules
        >>> Part(table_words(load_rules()), False, [Cell(0, "云溪镇补贴标准表")], None).standards().text
        '云溪镇补贴标准表'
        """
        above = [*([self.lead] if self.lead else []), *reversed(self.titles)]
        return next((cell for cell in above if self.words.standards.search(cell.text)), None)

    def grants(self) -> bool:
        """Whether the lines above the table or the article's title say that it lists what a rule grants.

        >>> from extract.grid.words import table_words
        >>> from extract.patterns import load_rules
        >>> Part(table_words(load_rules()), False, [], None, headline="云溪镇人才待遇标准").grants()
        True
        """
        above = (self.headline, self.about)
        return self.is_of_norms() or self.standards() is not None or any(self.words.standards.search(text) for text in above)

    def is_of_norms(self) -> bool:
        """Whether a title names norms: 收费标准.

        >>> from extract.grid.words import table_words
        >>> from extract.patterns import load_rules
        >>> Part(table_words(load_rules()), False, [], None, about="云溪镇停车收费标准").is_of_norms()
        True
        """
        return any("norm" in self.words.roles(text) for text in (self.headline, self.about, *(title.text for title in self.titles)))

    def listed(self) -> list[str]:
        """The units that the 单位 line above the table lists; else the only unit of the part, if any.

        >>> from extract.grid.words import table_words
        >>> from extract.patterns import load_rules
        >>> Part(table_words(load_rules()), False, [Cell(0, "单位:亿元、%")], "亿元").listed()
        ['亿元', '%']
        """
        above = (*(title.text for title in reversed(self.titles)), self.headline)
        told = next((units for title in above if (units := self.words.line_units(title))), [])
        return told or ([self.unit] if self.unit else [])

    def take(self, row: Row) -> None:
        """Add a row to the part as what it is: a unit, a title, a group, a row of heads or of figures.

        >>> from extract.grid.words import table_words
        >>> from extract.patterns import load_rules
        >>> part = Part(table_words(load_rules()), False, [], None)
        >>> for row in [(Cell(2, "单位:亿元"),), (Cell(9, "指标"), Cell(14, "2027年")), (Cell(22, "茶叶产值"), Cell(29, "15"))]:
        ...     part.take(row)
        >>> part.unit, part.heads[0][1].text, part.body[0][0].text
        ('亿元', '2027年', '茶叶产值')
        """
        full = [cell for cell in row if cell]
        alone = len({cell.text for cell in full}) == 1 and not numeric(full[0], self.words)
        unit = unit_of(full, self.words) if alone or len(full) < 3 else None
        if unit:
            self._set_unit(unit)
        elif not (alone and self._titled(full[0])):
            self._put(row, full)

    def _titled(self, cell: Cell) -> bool:
        """Add the only cell of a row as a title, or as a group once rows or heads have begun; False where it is neither."""
        begun = bool(self.body or self.heads)
        if begun or not self.flat:
            (self.body if begun else self.titles).append(cell)
        return begun or not self.flat

    def _put(self, row: Row, full: Sequence[Cell]) -> None:
        """Add a row to the heads or to the body; new heads clear the body."""
        if is_head(row, self):
            self.body.clear()
            self.heads.append(row)
        elif full:
            self.body.append(row)
            self.filled = True

    def _set_unit(self, unit: str) -> None:
        """Set the unit of the part, or, once it has rows, of the rows below."""
        if self.body:
            self.body.append(Cell(-1, unit))
        else:
            self.unit = unit

    def opened(self) -> Part:
        """The part that new heads open below this one: with the last unit of this part, and its last group as a title.

        >>> from extract.grid.words import table_words
        >>> from extract.patterns import load_rules
        >>> part = Part(table_words(load_rules()), False, [], "亿元", body=[(Cell(2, "茶叶产值"), Cell(9, "15")), Cell(14, "茶旅")])
        >>> (below := part.opened()).unit, [title.text for title in below.titles], below.body
        ('亿元', ['茶旅'], [])
        """
        cells = [entry for entry in self.body if isinstance(entry, Cell)]
        unit = next((cell.text for cell in reversed(cells) if cell.start < 0), self.unit)
        after = self.body[max((at for at, entry in enumerate(self.body) if isinstance(entry, tuple)), default=-1) + 1 :]
        titles = [cell for cell in after if isinstance(cell, Cell) and cell.start >= 0]
        return Part(self.words, self.flat, [*self.titles, *titles], unit, headline=self.headline, lead=self.lead, about=self.about)


def parts(block: Block, words: TableWords, headline: str = "", about: str = "") -> Iterator[Part]:
    """The parts of a table, each with its heads; `headline` is the article's title, where the table stands right below it, `about` where it stands near.

    >>> from extract.grid.rows import blocks
    >>> from extract.grid.words import table_words
    >>> from extract.patterns import load_rules
    >>> text, words = "| 指标 | 2027年 |\\n| 茶叶产值 | 15 |\\n| 指标 | 2028年 |\\n| 茶旅收入 | 3 |", table_words(load_rules())
    >>> [(part.heads[0][1].text, part.rows()[0][0].text) for block in blocks(text, words) for part in parts(block, words)]
    [('2027年', '茶叶产值'), ('2028年', '茶旅收入')]
    """
    titles = [title for title in block.titles if not words.role(title.text)]
    unit = next((found for title in (*[cell.text for cell in reversed(titles)], headline) if (found := words.line_unit(title))), None)
    part = Part(words, block.flat, titles, unit, headline=headline, lead=block.lead, about=about)
    for row in block.rows:
        if part.filled and not _alone(row) and is_head(row, part):
            yield part
            part = part.opened()
        part.take(row)
    yield part


def _alone(row: Row) -> bool:
    return len({cell.text for cell in row if cell}) < 2


def unit_of(cells: Sequence[Cell], words: TableWords) -> str | None:
    """The unit in a row that has no figures: 单位：万元; None where it has figures or no unit.

    >>> from extract.grid.words import table_words
    >>> from extract.patterns import load_rules
    >>> words = table_words(load_rules())
    >>> unit_of([Cell(2, "单位:万元")], words), unit_of([Cell(2, "单位:万元"), Cell(10, "15")], words)
    ('万元', None)
    """
    if any(numeric(cell, words) for cell in cells):
        return None
    return next((found for cell in cells if (found := words.line_unit(cell.text))), None)


def is_head(row: Row, part: Part) -> bool:
    """Whether a row is a row of heads: it has words of heads, and no figures except years, times and thresholds.

    >>> from extract.grid.words import table_words
    >>> from extract.patterns import load_rules
    >>> part = Part(table_words(load_rules()), False, [], None)
    >>> is_head((Cell(2, "指标"), Cell(7, "2027年")), part), is_head((Cell(2, "茶叶产值"), Cell(9, "15")), part)
    (True, False)
    """
    words, full = part.words, list(filter(None, row))
    if not full or _are_bands(row, full, part):
        return bool(full)
    if any(numeric(cell, words) for cell in full) or unit_of(full, words):
        return False
    if _are_years(row, full):
        return not part.filled or not row[0] or words.role(row[0].text) != ""
    return _goes_on(row, part) or _are_told(row, full, part)


def _are_told(row: Row, full: Sequence[Cell], part: Part) -> bool:
    """Whether the cells of a row look like heads: any in the first row of a table, more than half in a later row."""
    telling = sum(_tells(cell, part.words) for cell in full)
    if not part.heads and not part.body:
        return telling > 0 or all(map(_short, full))
    return 2 * telling > len(full) or (telling > 1 and part.words.role(row[0].text) in KEYS)


def _goes_on(row: Row, part: Part) -> bool:
    """Whether a row is a further row of the heads above it: 2024年 | 2025年 under 指标 | 目标."""
    return not part.filled and len(part.heads) > 0 and row[0].text in ("", part.heads[-1][0].text)


def _are_years(row: Row, full: Sequence[Cell]) -> bool:
    """Whether all cells of a row except its first are years, and several are."""
    years = sum(YEAR.fullmatch(cell.text) is not None and cell.start != row[0].start for cell in full)
    return years > 1 and years >= len(full) - 1


def _are_bands(row: Row, full: Sequence[Cell], part: Part) -> bool:
    """Whether a row heads its columns with thresholds, below other heads or instead of them: | 年产值 | 1亿元以下 | 1亿元以上 |."""
    first = row[0].text
    opens = first in ("", part.heads[-1][0].text) if part.heads else not part.words.is_band(first) and not has_digit(first)
    banded = [cell for cell in full if cell.start != row[0].start]
    return opens and not part.filled and len(banded) > 1 and all(part.words.is_band(cell.text) for cell in banded)


def _short(cell: Cell) -> bool:
    return len(cell.text) <= _LONG and not has_digit(cell.text)


def _tells(cell: Cell, words: TableWords) -> bool:
    """Whether a cell looks like a head: it has a known role, a unit in brackets or a time."""
    if len(cell.text) > 2 * _LONG:
        return False
    return bool(words.role(cell.text) or words.bracketed(cell.text) or (len(cell.text) < _LONG and says_time(cell.text)))
