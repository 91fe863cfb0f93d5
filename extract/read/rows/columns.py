"""Which column of a table is the text, the title, the day, the publisher; and the page that a row makes."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any

from extract.errors import FormatError, RowError, SourceError, UsageError
from extract.model import Page, Reference, Source
from extract.patterns import Rules
from extract.read.lines import table_lines
from extract.read.metadata import moment, whole_day, year_in_name
from extract.read.raw import FIGURES, LINE
from extract.read.rows.content import guessed, has_chinese, is_day, is_figure, is_prose, tells
from extract.text import fold, without_surrogates

ROLES = ("text", "title", "published", "publisher")
_SAMPLE = 60  # rows by whose cells it is decided what a table holds
_WORD = 16  # characters; what is shorter in a column of texts is a word and no text
_TITLED = 12  # characters of the titles of papers on average; names of things are shorter
_HEAD_WITHIN = 8  # a sheet may have a title and a unit above its head
_HEADING = 80  # characters of a table's title
_SHOWN = 20  # characters of a cell that tell what is wrong with it
_PROSE = 150  # characters; a table of figures has no cells of this length
_SAYING = 12  # characters of a cell, on average, from which on it may say something: numbers of papers and marks (有, 上升) are shorter
_SHOWN_AS = {"\t": "a tab"}
_NAME_IT = "name it with --column text=NAME"

Cells = Iterable[tuple[int, list[Any] | RowError]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of each role's column: those that were asked for, else those that tables usually have."""

    asked: Mapping[str, str]
    usual: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the heads of a table of rules hold: of what is given (补助标准: `norm`), and to whom (支持对象: `whom`)."""
    _found: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = field(default_factory=dict, compare=False)

    def find(self, names: Iterable[str], role: str) -> tuple[str, ...]:
        """The columns among `names` that may have this role, the likeliest first."""
        key = (tuple(names), role)
        if key not in self._found:
            if len(self._found) > 1000:  # rows of ever new shapes must not fill the memory
                self._found.clear()
            self._found[key] = self._search(key[0], role)
        return self._found[key]

    def tells_rules(self, names: Iterable[str], *roles: str) -> bool:
        """Whether heads name a column of rules (`norm`) or of those whom they are for (`whom`): each is read with the other columns of its row."""
        return any(form in _plain(name) for name in names for role in roles for form in self.rules.get(role, ()))

    def _search(self, names: tuple[str, ...], role: str) -> tuple[str, ...]:
        if role in self.asked:
            return tuple(name for name in names if name == self.asked[role])
        plain = {_plain(name): name for name in reversed(names)}
        return tuple(plain[form] for form in self.usual.get(role, ()) if form in plain)


def columns(asked: Mapping[str, str] | None, rules: Rules) -> Columns:
    """The columns to look for: what the caller names, and the vocabulary `columns`.

    Raises UsageError for a role that is none of text, title, published, publisher.
    """
    for role in asked or {}:
        if role not in ROLES:
            raise UsageError(f"no column role {role}; one of {', '.join(ROLES)}")
    entries = rules.vocabularies.get("columns", ())
    told = {entry["role"]: entry for entry in rules.vocabularies.get("table_words", ()) if entry["role"] in ("norm", "whom")}
    usual, of_rules = ({name: tuple(map(_plain, entry.forms)) for name, entry in some} for some in (((one.id, one) for one in entries), told.items()))
    return Columns(dict(asked or {}), usual, of_rules)


def _plain(name: str) -> str:
    return fold(name).lower().translate(_GAPS)


_GAPS = {ord(char): None for char in " _-"}


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows: what all its pages share."""

    uri: str
    format: str
    sha256: str
    columns: Columns
    extra: Mapping[str, Any] = field(default_factory=dict)
    heading: str = ""
    """The title that stands alone in the first row, above the heads."""
    between: str = ""
    """What stands between the cells of a row, where it may stand in a text, too."""

    def with_text(self, name: str) -> Table:
        """The same table with a column of texts that no vocabulary knows."""
        columns = replace(self.columns, asked={**self.columns.asked, "text": name}, _found={})
        return replace(self, columns=columns, extra={**self.extra, "text_column": name})

    def holding(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The row with what stands in the one object inside it that holds its text: {"_source": {"content": …}}."""
        inner = [value for value in row.values() if isinstance(value, Mapping) and self.columns.find(value, "text")]
        return {**row, **inner[0]} if len(inner) == 1 and not self.columns.find(row, "text") else row

    def page(self, row: Mapping[str, Any], number: int, encoding: str | None, replaced: int) -> Page | RowError:
        """The row as a whole page: its text exactly as it is, all other columns as metadata."""
        candidates = self.columns.find(row, "text")
        name = next((c for c in candidates if isinstance(row[c], str) and row[c].strip()), None)
        if name is None:
            return RowError(self.uri, number, self._why_no_text(row, candidates))
        cell = _plain_text(row[name])
        text = without_surrogates(cell)
        if len(text) > LINE:
            return RowError(self.uri, number, f"a text of more than {LINE:,} characters")
        replaced += text.count("\ufffd") - cell.count("\ufffd")
        published, reference = self._dates(row)
        return Page(
            source=Source(self.uri, self.format, encoding, self.sha256, 0, self._metadata(row, name, number, replaced)),
            text=text,
            whole=True,
            title=self._string(row, "title"),
            publisher=self._string(row, "publisher"),
            published=published,
            published_from="metadata" if published else None,
            reference=reference,
        )

    def _metadata(self, row: Mapping[str, Any], text: str, number: int, replaced: int) -> dict[str, Any]:
        """All columns but that of the text; where the row stands, what was replaced in it, a date that could not be read."""
        metadata = {_clean(key): _clean(value) for key, value in row.items() if key != text}
        for key, value in (("row", number), *self.extra.items(), *([("replaced", replaced)] if replaced else [])):
            metadata.setdefault(key, value)
        if "published" in self.columns.asked and not self._moments(row, "published"):
            metadata["date_unread"] = f"{self.columns.asked['published']}: {self._unread(row)}"
        return metadata

    def _dates(self, row: Mapping[str, Any]) -> tuple[dt.date | None, Reference | None]:
        """The day of publication, and what else the row says of the time of its text: its own date, its year."""
        posted, drawn, years = (self._moments(row, role) for role in ("published", "drawn", "year"))
        day = next(filter(None, map(whole_day, posted or drawn)), None)
        rough = [found for found in posted if not whole_day(found)]
        spoken_of = (posted if "published" in self.columns.asked else None) or [*drawn, *years, *rough]
        reference = Reference(spoken_of[0], "column") if spoken_of else self.reference()
        return day, reference

    def reference(self) -> Reference | None:
        """The year that the title of the table gives, else the sheet's name."""
        if titled := year_in_name(self.heading):
            return Reference(titled, "title")
        sheet = year_in_name(str(self.extra.get("sheet") or ""))
        return Reference(sheet, "sheet") if sheet else None

    def _moments(self, row: Mapping[str, Any], role: str) -> list[str]:
        return [found for cell in self._cells(row, role) if (found := moment(cell))]

    def _unread(self, row: Mapping[str, Any]) -> str:
        """What stands where the caller says that the date is, and is none."""
        name = self.columns.asked["published"]
        return str(_clean(row[name]))[:_SHOWN] if row.get(name) not in (None, "") else "empty" if name in row else "no such column"

    def _cells(self, row: Mapping[str, Any], role: str) -> Iterator[Any]:
        return (row[name] for name in self.columns.find(row, role))

    def _string(self, row: Mapping[str, Any], role: str) -> str | None:
        strings = (" ".join(_plain_text(cell).split()) for cell in self._cells(row, role) if isinstance(cell, str))
        return next((_clean(cell) for cell in strings if cell), None)

    def _why_no_text(self, row: Mapping[str, Any], candidates: Sequence[str]) -> str:
        if candidates:
            name = next((one for one in candidates if row[one] is not None and row[one] != ""), candidates[0])
            return f"no text: column {name} {_held(row[name])}"
        if "text" in self.columns.asked:
            return f"no text: the row has no column {self.columns.asked['text']}; it has {_few(_innermost(row))}"
        return f"no text: none of the columns {_few(_innermost(row))} is known to hold it; {_NAME_IT}"


def pages_of(rows: Cells, table: Table, encoding: str | None) -> Iterator[Page | SourceError]:
    """Row by row where a head, or else what stands in the cells, shows a column of text; else the whole as one page of
    `| cell |` lines."""
    rows = iter(rows)
    sample = list(islice(rows, _SAMPLE))
    found = _begun(sample, table)
    if found is None:
        yield from _table_page(chain(sample, rows), table, encoding)
        return
    yield from (row for _, row in sample[: found.first] if isinstance(row, RowError))
    above = [row for _, row in sample[: found.first] if not isinstance(row, RowError)]
    yield from _row_pages(chain(sample[found.first :], rows), found.head, replace(found.table, heading=_heading(above)), encoding)


def _heading(rows: Sequence[Sequence[Any]]) -> str:
    """The title of a table: what stands alone in its first row; an empty string where other rows hold no more than one cell, too.

    >>> _heading([["2024年榕江县主要指标", None], ["指标", "数值"]]), _heading([["2024年新建公园8个"], ["2025年新建公园9个"]])
    ('2024年榕江县主要指标', '')
    """
    first, *others = [[name for cell in row if (name := _name(cell))] for row in rows[:_HEAD_WITHIN]] or [[]]
    alone = len(first) == 1 and len(first[0]) <= _HEADING and any(len(row) > 1 for row in others)
    return first[0] if alone else ""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A table of texts: its heads, where its rows begin in the sample, and the table with its column of text known."""

    head: list[str]
    first: int
    table: Table


def _begun(sample: Sequence[tuple[int, Any]], table: Table) -> _Begun | None:
    """Where the rows of a table of texts begin, and under which heads: found by the heads' names, else by the cells, else as a list of titles.

    None where the table holds no texts.
    """
    known = [row for _, row in sample if not isinstance(row, RowError)]
    names = [[_name(cell) for cell in row] for row in known[:_HEAD_WITHIN]]
    place = _named(names, table)
    if place is None:
        return _by_cells(sample, known, table) or _of_titles(sample, known, names, table)
    texts = table.columns.find(names[place], "text")
    if "text" in table.columns.asked:
        return _below(sample, known, names, place, table)
    if _is_rules(known[place + 1 :], texts, names[place], table.columns):
        return None
    figures = _is_figures(known[place + 1 :], texts, names[place])
    return _of_titles(sample, known, names, table) if figures else _below(sample, known, names, place, table)


def _named(names: Sequence[list[str]], table: Table) -> int | None:
    """The place of the heads that name a column of text; FormatError where the one that was asked for is not there."""
    place = next((i for i, head in enumerate(names) if table.columns.find(head, "text")), None)
    if place is None and "text" in table.columns.asked:
        shown = max(names, key=lambda head: sum(map(bool, head)), default=[])
        raise FormatError(table.uri, f"no column is called {table.columns.asked['text']}; there are {_few(shown)}")
    return place


def _by_cells(sample: Sequence[tuple[int, Any]], known: list[list[Any]], table: Table) -> _Begun | None:
    """The heads of a table whose cells show which column holds texts."""
    guess = guessed(known)
    if guess is None:
        return None
    first = _place(sample, known[guess.below]) if guess.below < len(known) else len(sample)
    return _Begun(guess.head, first, table.with_text(guess.text))


def _of_titles(sample: Sequence[tuple[int, Any]], known: list[list[Any]], names: list[list[str]], table: Table) -> _Begun | None:
    """The heads of a list of titles, each of which is the text of its row."""
    place = _list_of_titles(known, names, table.columns)
    if place is None:
        return None
    return _below(sample, known, names, place, table.with_text(table.columns.find(names[place], "title")[0]))


def _below(sample: Sequence[tuple[int, Any]], known: list[list[Any]], names: list[list[str]], place: int, table: Table) -> _Begun:
    """The rows below a row of heads."""
    return _Begun(_told_apart(names[place]), _place(sample, known[place]) + 1, table)


def _place(sample: Sequence[tuple[int, list[Any] | RowError]], row: list[Any]) -> int:
    return next(i for i, (_, one) in enumerate(sample) if one is row)


def _list_of_titles(rows: Sequence[list[Any]], names: Sequence[list[str]], columns: Columns) -> int | None:
    """The place of the head of a list of papers: it names a title, and who issued it or when; the titles say most of it."""
    place = next((place for place, head in enumerate(names) if _heads_list(head, columns)), None)
    if place is None:
        return None
    at = names[place].index(columns.find(names[place], "title")[0])
    shown = [_name(row[at]) for row in rows[place + 1 :] if at < len(row) and not _is_blank(row[at])]
    return place if shown and sum(map(len, shown)) >= _TITLED * len(shown) else None


def _heads_list(head: Sequence[str], columns: Columns) -> bool:
    """Whether heads name a title and who issued it or when, no column of texts being asked for."""
    roles = ("published", "publisher", "drawn", "year")
    return "text" not in columns.asked and bool(columns.find(head, "title")) and any(columns.find(head, role) for role in roles)


def _is_figures(rows: Sequence[list[Any]], texts: Sequence[str], head: Sequence[str]) -> bool:
    """Whether a table is one of figures although a column of it is called as texts are: most other cells are numbers."""
    columns = {i for i, name in enumerate(head) if name in texts}
    own = [_name(row[i]) for row in rows for i in sorted(columns) if i < len(row)]
    if len(own) <= 2 or any(map(is_prose, own)) or max(map(len, own)) >= _WORD:
        return False
    others = list(_others(rows, columns))
    return sum(map(is_figure, others)) * 2 > len(others) > 0


def _is_rules(rows: Sequence[list[Any]], texts: Sequence[str], head: Sequence[str], columns: Columns) -> bool:
    """Whether a table is one of rules although a column of it is called as texts are (政策内容): another says whom they are for, none the day of each, and they are short."""
    at = [index for index, name in enumerate(head) if name in texts]
    own = [_name(row[index]) for row in rows for index in at if index < len(row)]
    dated = any(columns.find(head, role) for role in ("published", "drawn"))
    return columns.tells_rules(head, "whom") and not dated and 2 * sum(len(cell) > _PROSE for cell in own) < len(own)


def _others(rows: Sequence[list[Any]], columns: Collection[int]) -> Iterator[Any]:
    """The cells of other columns."""
    return (cell for row in rows for i, cell in enumerate(row) if i not in columns and _name(cell))


def _told_apart(names: list[str]) -> list[str]:
    """The names of a head, the second of the same name as `name.2`; a column without a name stays so."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
    left = dict.fromkeys(seen, 0)
    for index, name in enumerate(names):
        left[name] += 1
        if name and left[name] > 1:
            names[index] = f"{name}.{left[name]}"
    return names


def _row_pages(rows: Cells, head: list[str], table: Table, encoding: str | None) -> Iterator[Page | SourceError]:
    told = 0  # the row of which was last said that something in it cannot be read: that it has no text follows from it
    for number, row in rows:
        if isinstance(row, RowError):
            told = number
            yield row
        elif not all(map(_is_blank, row)):
            lost = sum(cell.count("\ufffd") for cell in row if isinstance(cell, str))
            cells = _whole_cells(row, head, table, number)
            made = cells if isinstance(cells, RowError) else table.page(cells, number, encoding, lost)
            if number != told or isinstance(made, Page):
                yield made


def _whole_cells(row: list[Any], head: list[str], table: Table, number: int) -> Mapping[str, Any] | RowError:
    """The cells of a row by their heads; those of a text that has the mark between cells in it are joined again, where it is the last.

    RowError where it is not the last, and ends without a full stop: what is beyond the heads may be of it.
    """
    beyond, texts = [cell for cell in row[len(head) :] if not _is_blank(cell)], table.columns.find(head, "text")
    if not (table.between and beyond and texts):
        return _named_cells(row, head)
    last, text = len(head) - 1, _name(row[head.index(texts[0])])
    if texts[0] == head[last]:
        joined = table.between.join(map(str, row[last:])).rstrip(table.between)
        return {**_named_cells([*row[:last], joined], head), "cells_joined": len(row) - last}
    if text and unicodedata.category(text[-1]).startswith("P"):
        return _named_cells(row, head)
    return RowError(
        table.uri, number, f"{len(row)} cells under {len(head)} heads: a text that has {_SHOWN_AS.get(table.between, table.between)} in it stands in quotes"
    )


def _named_cells(row: Sequence[Any], head: list[str]) -> dict[str, Any]:
    """The cells of a row by their heads; under `beyond` those that stand under none."""
    cells = {name: row[i] if i < len(row) else None for i, name in enumerate(head) if name}
    beyond = [cell for i, cell in enumerate(row) if not _is_blank(cell) and not (i < len(head) and head[i])]
    return {**cells, "beyond": beyond} if beyond else cells


def _is_blank(cell: Any) -> bool:
    return cell in (None, "")


def _table_page(rows: Cells, table: Table, encoding: str | None) -> Iterator[Page | SourceError]:
    lines: list[list[str]] = []
    cells = 0
    for _, row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        cells += len(row)
        if cells > FIGURES:
            raise FormatError(table.uri, f"a table of more than {FIGURES:,} cells, and none of them text; split it")
        lines.append([" ".join(_name(cell).split()) for cell in row])
    prose = sum(len(cell) > _PROSE for row in lines for cell in row)
    lines = list(filter(any, lines))
    if prose and prose * 2 >= len(lines) - 1:
        raise FormatError(table.uri, f"no column is known to hold the text ({_few(lines[0])}); {_NAME_IT}")
    if lines:
        yield _page_of_lines(lines, table, encoding)


def _page_of_lines(lines: Sequence[Sequence[str]], table: Table, encoding: str | None) -> Page:
    """A table without texts as one page of `| cell |` lines."""
    text = "\n".join(table_lines(lines))
    lost = text.count("\ufffd")
    notes = {**table.extra, "table": _kind(lines), "note": _advice(lines, table.columns), **({"replaced": lost} if lost else {})}
    source = Source(table.uri, table.format, encoding, table.sha256, 0, notes)
    return Page(source, text, reference=replace(table, heading=_heading(lines)).reference())


def _name(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _kind(rows: Sequence[Sequence[str]]) -> str:
    """What a table without texts holds: figures, or words, as a list of titles or of short reports does."""
    cells = [cell for row in rows[1:] for cell in row[1:] if cell]
    told = any(sum(map(tells, column)) * 2 > len(column) for column in _columns(rows) if len(column) > 1)
    return "figures" if sum(map(is_figure, cells)) * 2 >= len(cells) and not told else "words"


def _columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The cells of each column that hold anything, without those of the first row."""
    return [[row[i] for row in rows[1:] if i < len(row) and row[i]] for i in range(max(map(len, rows), default=0))]


def _advice(rows: Sequence[Sequence[str]], columns: Columns) -> str:
    """What was made of a table without texts, and how to name its columns where it holds some; the cells of rules are no texts of their own."""
    place = max(range(min(len(rows), _HEAD_WITHIN)), key=lambda i: sum(map(bool, rows[i])))
    names = {i: name for i, name in enumerate(rows[place]) if name}
    made = f"its {len(rows) - place - 1} rows ({_few(names.values())}) are read as one table in one article, as figures and rules are kept"
    if columns.tells_rules(names.values(), "norm", "whom"):
        return f"{made}, each rule with the benefit and the recipients that its row names"
    return f"{made}; if each row is a text of its own, name its column{_asked(names, dict(enumerate(_columns(rows))))}"


def _asked(names: Mapping[int, str], columns: Mapping[int, Sequence[str]]) -> str:
    """The options that name the columns of texts and of days in a table; empty where no column holds texts."""
    days = [i for i in names if columns[i] and all(map(is_day, columns[i]))]
    worded = [i for i in names if i not in days and _may_say(columns[i])]
    text = max(worded, key=lambda i: sum(map(len, columns[i])), default=None)
    return "" if text is None else f": --column text={names[text]}" + (f" --column published={names[days[0]]}" if days else "")


def _may_say(cells: Sequence[str]) -> bool:
    """Whether a column's cells may be texts: Chinese, and longer than numbers of papers and marks are.

    >>> _may_say(["新建学校3所，惠及学生2000人。"]), _may_say(["上升", "平稳"])
    (True, False)
    """
    return sum(map(has_chinese, cells)) * 2 > len(cells) and sum(map(len, cells)) >= _SAYING * len(cells)


def _held(cell: Any) -> str:
    """What a cell without a text holds, as the end of a sentence.

    >>> _held(None), _held("　"), _held(12345), _held(["茶园3万亩。"])
    ('is empty', 'is empty', 'holds a number, not a text', 'holds a list, not a text; give each text a row of its own')
    """
    if isinstance(cell, list):
        return "holds a list, not a text; give each text a row of its own"
    if isinstance(cell, bool):
        return "holds true or false, not a text"
    if isinstance(cell, int | float):
        return "holds a number, not a text"
    return "holds an object, not a text" if isinstance(cell, Mapping) else "is empty"


def _plain_text(text: str) -> str:
    """The text of a cell; what is HTML in it is read as such."""
    if "<" not in text and "&" not in text:
        return text
    from extract.read.html.fragments import plain

    return plain(text)


def _innermost(row: Any) -> Iterator[str]:
    """The names of a row's columns; of an object inside it, or the first of a list of such, those of its own.

    >>> list(_innermost({"code": 0, "data": {"list": [{"biaoti": "甲", "neirong": "乙"}]}}))
    ['code', 'biaoti', 'neirong']
    """
    for name, value in row.items():
        inner = value[0] if isinstance(value, list) and value else value
        yield from _innermost(inner) if isinstance(inner, Mapping) else [name]


def _few(names: Iterable[str]) -> str:
    shown = [name for name in names if name]
    return ", ".join(shown[:6]) + (" …" if len(shown) > 6 else "")


def _clean(value: Any) -> Any:
    """The value with every lone surrogate in it replaced, so that it can be written."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, Mapping):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value
