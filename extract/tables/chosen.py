"""Rows -> those that one asks for: only of a place, a year, an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extract.errors import UsageError
from extract.tables.columns import Column

Conditions = Sequence[tuple[str, str]]
"""Column and value; a row has to have one of the values of each column that is named."""
_EXPLAINS = "codebook"


def having(columns: Mapping[str, tuple[Column, ...]], where: Conditions, only: Sequence[str]) -> dict[str, tuple[Column, ...]]:
    """The tables that have each of the columns, and the codebook; where none has, or one that was named (`only`) has not, that is said."""
    asked = {column for column, _ in where}
    made = {name: some for name, some in columns.items() if name == _EXPLAINS or asked <= {column.head for column in some}}
    if set(made) <= {_EXPLAINS} or not set(only) <= set(made):
        raise UsageError(f"no table of those asked for has a column {' and '.join(sorted(asked))}; write one of these: {_had(columns, only or ['targets'])}")
    return made


def _had(columns: Mapping[str, tuple[Column, ...]], names: Sequence[str]) -> str:
    return "; ".join(f"of {name} {', '.join(column.head for column in columns[name])}" for name in names)


def chosen(rows: Iterable[tuple[str, Any]], columns: Mapping[str, tuple[Column, ...]], where: Conditions) -> Iterator[tuple[str, Any]]:
    """The rows that say what is asked for.

    >>> panel = {"panel": (Column("place", "place", "text"), Column("year", "year", "integer"))}
    >>> rows = [("panel", ("阜平县", 2025)), ("panel", ("阜平县", 2024)), ("panel", ("曲阳县", 2025)), ("panel", ("唐县", 2025))]
    >>> [row[0] for _, row in chosen(rows, panel, [("year", "2025"), ("place", "阜平县"), ("place", "唐县")])]
    ['阜平县', '唐县']
    """
    values: dict[str, set[str]] = {}
    for column, value in where:
        values.setdefault(column, set()).add(value)
    asked = {name: [(at, values[one.head]) for at, one in enumerate(some) if one.head in values] for name, some in columns.items()}
    for name, row in rows:
        if all(_written(row[at]) in some for at, some in asked[name]):
            yield name, row


def _written(value: Any) -> str:
    """A cell as one would type it; nothing where it is empty.

    >>> _written(6.0), _written(2025), _written(None)
    ('6', '2025', '')
    """
    return "" if value is None else str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
