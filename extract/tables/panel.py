"""Statements -> a panel: place × indicator × period × aspect, the target beside the actual, each text and each sentence counted once.

Candidates wait in a file of their own, so that an archive of any size will do.
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
_RELATIVE = ("growth", "decrease")  # measures that are per cent of what was before, or times it
_TIMES = "x"
_SUMS = {("increase", "annual_average"): "average_increase", ("increase", "cumulative"): "cumulative_increase"}
_TURNED = {"gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}
_APART = frozenset(("money", "percent"))  # what is counted in these is counted in nothing else,
_CHANGES = (None, "percentage_point", "multiple")  # but for changes of it;
_ANY = (None, "other", "score")  # of these the catalogue does not tell a unit
_NEW_YEAR, _YEAR_END = "-01-01", "-12-31"


class Panel:
    """What statements of the catalogue's indicators say of places; reprints and twins are left out by who adds."""

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
        """Whether the statements of a copy of an article are to be added: no copy before it told its time as well.

        Of the copies of a text the first that has a day of publication counts, else the first that has a year, else the first.
        """
        rank = 0 if line["published"] else 1 if line["reference"] else 2
        self._copy += 1
        better = "INSERT INTO copies VALUES (?, ?, ?) ON CONFLICT (of) DO UPDATE SET rank = excluded.rank, best = excluded.best WHERE excluded.rank < rank"
        return self._file.execute(better, (article, rank, self._copy)).rowcount > 0

    def add(self, record: Line, article: str) -> None:
        """Take a statement, where its place, its year and its indicator are known, and its unit is one of the indicator.

        `record` is a statement of a line with what its row says besides: place, place_code, single, year, theme, dimension, evidence.
        `article` is the id of its article, of which `opens` has said that this copy counts. A panel is entered (`with`) before it takes any.
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
        """Whether a level is in a unit that its indicator cannot have: GDP of 9 个 (where 前移9个位次 was meant) or of 82 %."""
        kind, dimension = self._kinds.get((record["unit"] or "").partition("/")[0]), record["dimension"]
        apart = kind != dimension and not _APART.isdisjoint((kind, dimension))
        return apart and kind not in _CHANGES and dimension not in _ANY and aspect(record) in ("level", "increase")

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows in the order of their keys; of several values the surest stands in the row, the others are named.

        A row is keyed as the columns of the table `panel`; there is no `target…` in it where no target was taken.
        """
        order = ", ".join([*_KEY, "side", "confidence DESC", "number"])
        found = self._file.execute(f"SELECT said.* FROM said JOIN copies ON of = article AND best = copy ORDER BY {order}")
        for key, group in groupby(found, key=lambda row: row[: len(_KEY)]):
            row = dict(zip(_KEY, key, strict=True))
            for side, said in groupby(group, key=lambda one: one[len(_KEY)]):
                row |= self._side(side, [json.loads(one[-1]) for one in said], row["unit"])
            yield row

    def _side(self, side: str, said: Sequence[Line], unit: str) -> dict[str, Any]:
        """The cells of the target or of the actual: the surest statement, how many there are, and which differ.

        A bound that another value keeps (突破100亿元, 达到103.5亿元) differs from none, and the value stands in the row; of goals where
        one sentence says both, for a goal of at least 6 % is another than one of 6.5 %.
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
    """Whether a statement has a place, listed or as it is printed, an indicator of the catalogue and a period, and is no single firm's or project's."""
    return not record["single"] and bool(record["place"] and record["indicator"]["id"] and (record["period"] or {}).get("last"))


def aspect(record: Line) -> str:
    """What of its indicator a statement says: its level, its growth, yearly averages and sums of several years apart.

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
    """A year, or the first and last day of another stretch.

    >>> span("2025-01-01", "2025-12-31"), span("2021-01-01", "2025-12-31"), span("2025-01-01", "2025-03-31")
    ('2025', '2021/2025', '2025-01-01/2025-03-31')
    """
    if not last.endswith(_YEAR_END) or (first and not first.endswith((_NEW_YEAR, _YEAR_END))):
        return f"{first or ''}/{last}"
    return last[:4] if not first or first[:4] == last[:4] else f"{first[:4]}/{last[:4]}"


def _in_per_cent(record: Line) -> Line:
    """Growth that is told in times of what was before in per cent, as all growth stands in a panel: 增长1.4倍 is 140 %."""
    if record["measure"] not in _RELATIVE or record["unit"] != _TIMES:
        return record
    ends = {key: float(Decimal(str(record[key])) * 100) for key in ("value", "value_max") if record[key] is not None}
    return {**record, **ends, "unit": "%"}


def _negative(record: Line) -> dict[str, Any]:
    """A decrease as negative growth: down by at least 3 % is growth of at most -3 %."""
    ends = [-end for end in (record["value_max"], record["value"]) if end is not None]
    comparator = record["comparator"]
    return {"value": ends[0], "value_max": ends[1] if len(ends) > 1 else None, "comparator": _TURNED.get(comparator, comparator)}
