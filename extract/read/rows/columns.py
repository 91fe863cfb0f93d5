"""Which column of a table is the text, the title, the day, the publisher; and the page that a row makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from extract.errors import FormatError, RowError, SourceError, UsageError
from extract.model import Page, Source
from extract.patterns import Rules
from extract.read.encoding import without_surrogates
from extract.read.lines import table_lines
from extract.read.metadata import day
from extract.read.raw import FIGURES, LINE
from extract.text import fold

ROLES = ("text", "title", "published", "publisher")
_HEAD_WITHIN = 8  # a sheet may have a title and a unit above its head
_PROSE = 150  # characters; a table of figures has no cells of this length

Cells = Iterable[tuple[int, list[Any] | RowError]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of each role's column: those that were asked for, else those that tables usually have."""

    asked: Mapping[str, str]
    usual: Mapping[str, tuple[str, ...]]
    _found: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = field(default_factory=dict, compare=False)

    def find(self, names: Iterable[str], role: str) -> tuple[str, ...]:
        """The columns among `names` that may have this role, the likeliest first."""
        key = (tuple(names), role)
        if key not in self._found:
            if len(self._found) > 1000:  # rows of ever new shapes must not fill the memory
                self._found.clear()
            self._found[key] = self._search(key[0], role)
        return self._found[key]

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
    return Columns(dict(asked or {}), {entry.id: tuple(_plain(form) for form in entry.forms) for entry in entries})


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

    def page(self, row: Mapping[str, Any], number: int, encoding: str | None, replaced: int) -> Page | RowError:
        """The row as a whole page: its text exactly as it is, all other columns as metadata."""
        candidates = self.columns.find(row, "text")
        name = next((c for c in candidates if isinstance(row[c], str) and row[c].strip()), None)
        if name is None:
            return RowError(self.uri, number, self._why_no_text(row, candidates))
        text, lone = without_surrogates(row[name])
        if len(text) > LINE:
            return RowError(self.uri, number, f"a text of more than {LINE:,} characters")
        metadata = {_clean(key): _clean(value) for key, value in row.items() if key != name}
        metadata.setdefault("row", number)
        for key, value in {**self.extra, **({"replaced": replaced + lone} if replaced + lone else {})}.items():
            metadata.setdefault(key, value)
        published = next((found for cell in self._cells(row, "published") if (found := day(cell))), None)
        return Page(
            source=Source(self.uri, self.format, encoding, self.sha256, 0, metadata),
            text=text,
            whole=True,
            title=self._string(row, "title"),
            publisher=self._string(row, "publisher"),
            published=published,
            published_from="metadata" if published else None,
        )

    def _cells(self, row: Mapping[str, Any], role: str) -> Iterator[Any]:
        return (row[name] for name in self.columns.find(row, role))

    def _string(self, row: Mapping[str, Any], role: str) -> str | None:
        strings = (cell.strip() for cell in self._cells(row, role) if isinstance(cell, str))
        return next((_clean(cell) for cell in strings if cell), None)

    def _why_no_text(self, row: Mapping[str, Any], candidates: Sequence[str]) -> str:
        if candidates:
            return f"no text: column {candidates[0]} is empty"
        if "text" in self.columns.asked:
            return f"no text: there is no column {self.columns.asked['text']}"
        return f"no text: none of the columns {_few(row)} is known to hold it; name it (text=…)"


def pages_of(rows: Cells, table: Table, encoding: str | None) -> Iterator[Page | SourceError]:
    """Row by row where a head names a column of text, else the whole as one page of `| cell |` lines."""
    rows = iter(rows)
    above: list[tuple[int, list[Any] | RowError]] = []
    for number, row in rows:
        above.append((number, row))
        if isinstance(row, RowError):
            continue
        names = [_name(cell) for cell in row]
        if table.columns.find(names, "text"):
            yield from (other for _, other in above if isinstance(other, RowError))
            yield from _row_pages(rows, _told_apart(names), table, encoding)
            return
        if len(above) >= _HEAD_WITHIN:
            break
    yield from _table_page(chain(above, rows), table, encoding)


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
    for number, row in rows:
        if isinstance(row, RowError):
            yield row
        elif any(cell not in (None, "") for cell in row):
            cells = {name: row[i] if i < len(row) else None for i, name in enumerate(head) if name}
            beyond = [cell for i, cell in enumerate(row) if cell not in (None, "") and not (i < len(head) and head[i])]
            if beyond:
                cells["beyond"] = beyond  # cells that stand under no head
            lost = sum(cell.count("\ufffd") for cell in row if isinstance(cell, str))
            yield table.page(cells, number, encoding, lost)


def _table_page(rows: Cells, table: Table, encoding: str | None) -> Iterator[Page | SourceError]:
    lines: list[list[str]] = []
    cells = prose = 0
    for _, row in rows:
        if isinstance(row, RowError):
            yield row
            continue
        cells += len(row)
        if cells > FIGURES:
            raise FormatError(table.uri, f"a table of more than {FIGURES:,} cells, and none of them text; split it")
        shown = [" ".join(_name(cell).split()) for cell in row]
        prose += sum(len(cell) > _PROSE for cell in shown)
        if any(shown):
            lines.append(shown)
    if prose and prose * 2 >= len(lines) - 1:
        raise FormatError(table.uri, f"no column is known to hold the text ({_few(lines[0])}); name it (text=…)")
    if not lines:
        return
    text = "\n".join(table_lines(lines))
    notes = {**table.extra, **({"replaced": lost} if (lost := text.count("\ufffd")) else {})}
    yield Page(Source(table.uri, table.format, encoding, table.sha256, 0, notes), text)


def _name(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _few(names: Iterable[str]) -> str:
    shown = [name for name in names if name]
    return ", ".join(shown[:6]) + (" …" if len(shown) > 6 else "")


def _clean(value: Any) -> Any:
    """The value with every lone surrogate in it replaced, so that it can be written."""
    if isinstance(value, str):
        return without_surrogates(value)[0]
    if isinstance(value, Mapping):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value
