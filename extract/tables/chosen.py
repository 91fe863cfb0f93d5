"""Rows -> those with the values asked for, such as one place, year or indicator; columns and values in English or Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from extract.errors import UsageError
from extract.meanings import codes
from extract.tables.columns import Column

Conditions = Sequence[tuple[str, str]]
"""Pairs of column and value; a row must have, in each column named, one of the values given for it."""
NameOf = Callable[[str], str]
"""From a code of a column to its Chinese name; other values are returned as they are."""
Coded = Callable[[str, Column], NameOf | None]
"""From a table and a column of it to the function for the names of its codes; None for a column without codes."""
EXPLAINS = "codebook"
"""The table that describes the others; conditions do not filter its rows."""


def having(columns: Mapping[str, tuple[Column, ...]], where: Conditions, only: Sequence[str]) -> dict[str, tuple[Column, ...]]:
    """The tables that have all the columns asked for, and the codebook.

    Raises UsageError where no table has them, or where a table named in `only` lacks one.

    >>> tables = {"panel": (Column("year", "year", "integer"),), "dates": (Column("text", "text", "text"),), "codebook": ()}
    >>> list(having(tables, [("year", "2027")], ()))
    ['panel', 'codebook']
    """
    asked = dict.fromkeys(column for column, _ in where)
    made = {name: some for name, some in columns.items() if name == EXPLAINS or asked.keys() <= {column.head for column in some}}
    if set(made) <= {EXPLAINS} or not set(only) <= set(made):
        raise UsageError(f"no table asked for has a column {' and '.join(asked)}; write one of these: {_had(columns, only or ['targets'])}")
    return made


def _had(columns: Mapping[str, tuple[Column, ...]], names: Sequence[str]) -> str:
    return "; ".join(f"of {name} {', '.join(column.head for column in columns[name])}" for name in names)


def chosen(rows: Iterable[tuple[str, Any]], columns: Mapping[str, tuple[Column, ...]], where: Conditions, coded: Coded) -> Iterator[tuple[str, Any]]:
    """The rows with the values asked for; a value may be a code or its Chinese name (`coded`).

    >>> panel = {"panel": (Column("place", "place", "text"), Column("year", "year", "integer"))}
    >>> rows = [("panel", ("阜平县", 2025)), ("panel", ("阜平县", 2024)), ("panel", ("曲阳县", 2025)), ("panel", ("唐县", 2025))]
    >>> [row[0] for _, row in chosen(rows, panel, [("year", "2025"), ("place", "阜平县"), ("place", "唐县")], lambda *_: None)]
    ['阜平县', '唐县']
    """
    values: dict[str, set[str]] = {}
    for column, value in where:
        values.setdefault(column, set()).add(value)
    asked = {name: [(at, values[one.head], coded(name, one)) for at, one in enumerate(some) if one.head in values] for name, some in columns.items()}
    for name, row in rows:
        if all(_said(row[at], name_of) & some for at, some, name_of in asked[name]):
            yield name, row


def nothing(rows: Mapping[str, int], where: Conditions) -> list[str]:
    """A note if no table has a row that meets the conditions; else an empty list.

    >>> nothing({"codebook": 52}, [("place", "阜平"), ("year", "2025")])
    ['no row has place=阜平, year=2025; the whole cell is compared, as it stands in the table']
    """
    if not where or any(count for name, count in rows.items() if name != EXPLAINS):
        return []
    asked = ", ".join(f"{column}={value}" for column, value in where)
    return [f"no row has {asked}; the whole cell is compared, as it stands in the table"]


def _said(value: Any, name_of: NameOf | None = None) -> set[str]:
    """The values by which a cell may be asked for: its text, and the name of its code; the empty string for an empty cell.

    >>> sorted(_said("target", {"target": "目标"}.__getitem__)), _said(6.0), _said(2025), _said(None), sorted(_said(True))
    (['target', '目标'], {'6'}, {'2025'}, {''}, ['True', 'true', 'yes', '是'])
    """
    if isinstance(value, bool):
        code = "yes" if value else "no"
        return {code, codes("truth")[code].head, str(value), str(value).lower()}
    if isinstance(value, str):
        return {value, name_of(value)} if name_of else {value}
    return {"" if value is None else str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)}
