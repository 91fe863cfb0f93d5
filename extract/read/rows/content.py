"""What a column of a table holds by its cells, where its name does not tell: texts, titles, years, figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract import expressions as re
from extract.text import fold, has_digit

_PROSE = 150  # characters from which a cell is a text whatever its marks
_SENTENCE = 20  # characters from which a cell with a full stop is one
_NAME = 20  # characters of a column's name
_TITLE = 60  # characters of a title
_SHARE = 0.6  # of a column's cells that are texts; the others are notes and gaps
_MOST = 0.7  # of a table's characters that stand in its column of texts; else it is a table of words
_MEAN = 80  # characters of such a column's cells on average, the empty ones aside
_TELLING = 4  # Chinese characters beside a figure: below are counts (12个) and times (2023年上半年)
_FIGURE = re.compile(r"[-+]?[\d,]*\.?\d+\s?(?:%|‰)?|-+|/|…")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?|\.0)?")
_DAY = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s[\d:]+)?")
_HAN = re.compile("[㐀-鿿]")


def is_prose(cell: Any) -> bool:
    """Whether a cell is a text: long, or a sentence.

    >>> is_prose("今年新建公园8个，投资1.2亿元，惠及居民3万人。"), is_prose("新建公园"), is_prose(None)
    (True, False, False)
    """
    text = cell.strip() if isinstance(cell, str) else ""
    return len(text) > _PROSE or (len(text) >= _SENTENCE and "。" in text)


def is_figure(cell: Any) -> bool:
    """Whether a cell is a number, or the mark of a missing one.

    >>> is_figure(310.5), is_figure("1,310.5"), is_figure("5.5%"), is_figure("—"), is_figure("12个")
    (True, True, True, False, False)
    """
    if isinstance(cell, bool):
        return False
    return isinstance(cell, int | float) or (isinstance(cell, str) and _FIGURE.fullmatch(fold(cell.strip())) is not None)


def has_chinese(cell: str) -> bool:
    """Whether a cell holds Chinese characters.

    >>> has_chinese("茶园3万亩"), has_chinese("2024-03-05")
    (True, False)
    """
    return _HAN.search(cell) is not None


def is_day(cell: str) -> bool:
    """Whether a cell is a day or a year.

    >>> is_day("2023-03-05"), is_day("2023年度"), is_day("3月")
    (True, True, False)
    """
    return bool(_DAY.match(cell) or _YEAR.fullmatch(cell))


def tells(cell: str) -> bool:
    """Whether a cell says something in words and figures, as a short report does.

    >>> tells("改造老旧小区12个"), tells("固定资产投资"), tells("12个")
    (True, False, False)
    """
    return len(_HAN.findall(cell)) >= _TELLING and has_digit(cell) and not _DAY.match(cell)


@dataclass(frozen=True, slots=True)
class Guess:
    """The names of the columns, that of the text among them, and the row with which the rows begin."""

    head: list[str]
    text: str
    below: int


def guessed(rows: Sequence[list[Any]]) -> Guess | None:
    """Which column of a table with unknown heads, or none, holds texts; None where there is no such column.

    >>> text = "今年新建公园8个，投资1.2亿元，惠及居民3万人。" * 4
    >>> guessed([["甲", "乙"], ["1", text * 2]]), guessed([["2019", text], ["2020", text]]).head
    (Guess(head=['甲', '乙'], text='乙', below=1), ['年份', 'text'])
    >>> guessed([["县名", "产值"], ["榕江", "3.5"]]) is None
    True
    """
    cells = _by_column(rows)
    best = _longest(cells)
    if best is None:
        return None
    if any(map(is_prose, rows[0])):
        head = [_called(column, i == best) or f"column{i + 1}" for i, column in cells.items()]
        return Guess(head, head[best], 0)
    return _below_names([str(cell or "").strip() for cell in rows[0]], best)


def _by_column(rows: Sequence[list[Any]]) -> dict[int, list[Any]]:
    """Column -> its cells that hold something."""
    width = max(map(len, rows), default=0)
    return {i: [row[i] for row in rows if i < len(row) and row[i] not in (None, "")] for i in range(width)}


def _below_names(first: list[str], best: int) -> Guess | None:
    """The first row as heads, where its cells are short and one stands above the texts."""
    named = best < len(first) and first[best] and all(len(name) <= _NAME for name in first)
    return Guess(first, first[best], 1) if named else None


def _longest(cells: Mapping[int, list[Any]]) -> int | None:
    """The column with most of the table's characters, where its cells are texts; None where there is none."""
    size = {i: sum(len(str(cell)) for cell in column) for i, column in cells.items()}
    texts = [i for i, column in cells.items() if _is_of_texts(column)]
    best = max(texts, key=lambda i: (size[i], -i), default=None)
    if best is None or size[best] < _MOST * sum(size.values()) or size[best] < _MEAN * len(cells[best]):
        return None
    return best


def _is_of_texts(column: Sequence[Any]) -> bool:
    """Whether the cells of a column are texts, but for a head and a share of others."""
    texts = sum(map(is_prose, column))
    return texts > 0 and texts >= _SHARE * max(len(column) - 1, 1)


def _called(column: Sequence[Any], is_text: bool) -> str | None:
    """What a column without a name is to be called by its cells."""
    if is_text:
        return "text"
    shown = [str(cell).strip() for cell in column]
    kinds: dict[str, Callable[[str], object]] = {"年份": _YEAR.fullmatch, "日期": _DAY.match, "标题": _is_title}
    return next((name for name, is_kind in kinds.items() if all(map(is_kind, shown))), None) if shown else None


def _is_title(cell: str) -> bool:
    return 4 <= len(cell) <= _TITLE and _HAN.search(cell) is not None
