"""Statements -> a panel: place × indicator × period × aspect, the target beside the actual, each text and each sentence counted once.

Statements are collected in a temporary database, so that an archive may be of any size.
"""

from __future__ import annotations

import json
import operator
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from extract.model import Line
from extract.readable import readable

_KEY = ("place_code", "place", "indicator_id", "indicator_name", "theme", "year", "period", "aspect", "unit")
_SAYS = ("value", "value_max", "comparator", "approximate", "status", "evidence", "confidence")
_RELATIVE = ("growth", "decrease")  # measures in per cent of the earlier value, or as a multiple of it
_TIMES = "x"
_SUMS = {("increase", "annual_average"): "average_increase", ("increase", "cumulative"): "cumulative_increase"}
_TURNED = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}
_APART = frozenset(("money", "percent"))  # kinds of unit that only their own dimension takes, and dimensions that take no other kind,
_CHANGES = (None, "percentage_point", "multiple")  # except for the kinds of unit of changes
_ANY = (None, "other", "score")  # and for indicators of these dimensions, whose unit the catalogue does not state
_NEW_YEAR, _YEAR_END = "-01-01", "-12-31"


class Panel:
    """Collects the statements on the catalogue's indicators by place; the caller leaves out reprints and repeated statements."""

    def __init__(self, units: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        self._units, self._kinds = units, kinds

    def __enter__(self) -> Panel:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("PRAGMA journal_mode=OFF")
        columns = ", ".join([*_KEY, "side", "confidence", "number", "copy", "article", "says"])
        self._file.execute(f"CREATE TABLE said ({columns})")
        self._file.execute("CREATE TABLE copies (of TEXT PRIMARY KEY, rank INTEGER, best INTEGER) WITHOUT ROWID")
        self._file.execute("BEGIN")
        self._number = self._copy = 0
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def opens(self, article: str, line: Line) -> bool:
        """Whether the statements of this copy of an article are to be added: no earlier copy is dated as well as it.

        Of the copies of a text the first with a day of publication counts, else the first with a reference date, else the first.
        """
        rank = 0 if line["published"] else 1 if line["reference"] else 2
        self._copy += 1
        better = "INSERT INTO copies VALUES (?, ?, ?) ON CONFLICT (of) DO UPDATE SET rank = excluded.rank, best = excluded.best WHERE excluded.rank < rank"
        return self._file.execute(better, (article, rank, self._copy)).rowcount > 0

    def add(self, record: Line, article: str) -> None:
        """Add a statement if its place, period and indicator are known and its unit fits its indicator.

        `record` is a statement with further columns of its row: place, place_code, single, year, theme, dimension, evidence.
        `article` is the id of its article, for whose copy `opens` was true. The panel has to be entered (`with`) first.
        """
        if not _is_known(record) or self._is_mixed(record):
            return
        record = _in_per_cent(record)
        indicator, period = record["indicator"], record["period"]
        says = {**{key: record[key] for key in _SAYS}, "article": article}
        if record["measure"] == "decrease":
            says |= _negative(record)
        side = "target" if record["status"] == "target" else "actual"
        key = (
            *(record["place_code"], record["place"], indicator["id"], indicator["name"], record["theme"], record["year"]),
            *(span(period["first"], period["last"]), aspect(record), record["unit"] or ""),
        )
        self._number += 1
        row = (*key, side, record["confidence"] or 0, self._number, self._copy, article, json.dumps(says))
        self._file.execute(f"INSERT INTO said VALUES ({', '.join('?' * len(row))})", row)

    def _is_mixed(self, record: Line) -> bool:
        """Whether a level or an increase is in a unit that its indicator cannot have: GDP of 9 个 (where 前移9个位次 was meant) or of 82 %."""
        kind, dimension = self._kinds.get((record["unit"] or "").partition("/")[0]), record["dimension"]
        apart = kind != dimension and not _APART.isdisjoint((kind, dimension))
        return apart and kind not in _CHANGES and dimension not in _ANY and aspect(record) in ("level", "increase")

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows in the order of their keys; of several values the row shows the one of highest confidence, and names those that differ.

        A row has the keys of the table `panel`, but no `target…` where no target was added, nor `actual…` where no actual was.
        """
        order = ", ".join([*_KEY, "side", "confidence DESC", "number"])
        found = self._file.execute(f"SELECT said.* FROM said JOIN copies ON of = article AND best = copy ORDER BY {order}")
        for key, group in groupby(found, key=lambda row: row[: len(_KEY)]):
            row = dict(zip(_KEY, key, strict=True))
            for side, said in groupby(group, key=lambda one: one[len(_KEY)]):
                row |= self._side(side, [json.loads(one[-1]) for one in said], row["unit"])
            yield row

    def _side(self, side: str, said: Sequence[Line], unit: str) -> dict[str, Any]:
        """The cells of the target or of the actual: the statement of highest confidence, how many there are, and which differ.

        A bound that another value satisfies (突破100亿元, 达到103.5亿元) is no conflict, and the row shows the value; for targets only
        where one sentence states both, since a target of at least 6 % is another than one of 6.5 %.
        """
        apart = [one for one in said if not any(_keeps(other, one) for other in said if side == "actual" or other["evidence"] == one["evidence"])]
        first = apart[0]
        shown = dict.fromkeys(readable({**one, "unit": unit}, self._units) for one in apart)
        return {
            side: first["value"],
            f"{side}_status": first["status"],
            **{f"{side}_{key}": first[key] for key in ("comparator", "approximate", "evidence", "confidence", "article")},
            **{
                f"{side}_max": first["value_max"],
                f"{side}_readable": next(iter(shown)),
                f"{side}_count": len({(one["evidence"], one["value"]) for one in said}),
            },
            f"{side}_conflict": " | ".join(map(str, shown)) if len(shown) > 1 else None,
        }


_HOLDS: Mapping[str, Callable[[float, float], bool]] = {"gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le}


def _keeps(value: Line, bound: Line) -> bool:
    """Whether a value without a bound satisfies one with a bound: 103.5 satisfies 突破100."""
    holds = _HOLDS.get(bound["comparator"])
    return holds is not None and value["comparator"] == "eq" and holds(value["value"], bound["value"])


def _is_known(record: Line) -> bool:
    """Whether a statement has a place, an indicator of the catalogue and the end of a period, and is not about a single firm or project."""
    return not record["single"] and bool(record["place"] and record["indicator"]["id"] and (record["period"] or {}).get("last"))


def aspect(record: Line) -> str:
    """The aspect of an indicator that a statement is about: level, growth and so on, with annual averages and cumulative values as aspects of their own.

    >>> aspect({"measure": "growth", "basis": "annual_average", "unit": "%"})
    'annual_average'
    >>> aspect({"measure": "level", "basis": None, "unit": "CNY"}), aspect({"measure": "growth", "basis": None, "unit": "x"})
    ('level', 'growth')
    """
    measure, basis = str(record["measure"]), record.get("basis")
    if measure in _RELATIVE and record["unit"] in ("%", _TIMES):
        return str(basis) if basis in ("annual_average", "cumulative") else "growth"
    plain = "increase" if measure in _RELATIVE else measure
    return _SUMS.get((plain, str(basis)), plain)


def span(first: str | None, last: str) -> str:
    """A period as text: a year, the first and last of several years, or else the first and last day.

    >>> span("2025-01-01", "2025-12-31"), span("2021-01-01", "2025-12-31"), span("2025-01-01", "2025-03-31")
    ('2025', '2021/2025', '2025-01-01/2025-03-31')
    """
    if not last.endswith(_YEAR_END) or (first and not first.endswith((_NEW_YEAR, _YEAR_END))):
        return f"{first or ''}/{last}"
    return last[:4] if not first or first[:4] == last[:4] else f"{first[:4]}/{last[:4]}"


def _in_per_cent(record: Line) -> Line:
    """The record with growth as a multiple (倍) converted to per cent, the unit of all growth in a panel: 增长1.4倍 is 140 %."""
    if record["measure"] not in _RELATIVE or record["unit"] != _TIMES:
        return record
    ends = {key: float(Decimal(str(record[key])) * 100) for key in ("value", "value_max") if record[key] is not None}
    return {**record, **ends, "unit": "%"}


def _negative(record: Line) -> dict[str, Any]:
    """A decrease as negative growth: down by at least 3 % is growth of at most -3 %."""
    ends = [-end for end in (record["value_max"], record["value"]) if end is not None]
    comparator = record["comparator"]
    return {"value": ends[0], "value_max": ends[1] if len(ends) > 1 else None, "comparator": _TURNED.get(comparator, comparator)}
