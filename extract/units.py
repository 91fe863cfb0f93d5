"""Printed units and classifiers -> code, kind and factor; 元/平方米 keeps both parts.

The forms come from the vocabulary `units` (patterns/units.yaml); this room only looks them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


class Row(Protocol):
    """A row of the vocabulary: the forms of one unit and its columns."""

    @property
    def forms(self) -> tuple[str, ...]: ...

    @property
    def columns(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: a value in it times `factor` is a value in `code`; before `unless` its form is another word."""

    code: str
    kind: str
    factor: Decimal = Decimal(1)
    unless: tuple[str, ...] = ()


# What one can count or pay per: 元/人, 微克/立方米, 台/万人, 吨/日. These are units only after the stroke.
PER = {"日": "d", "月": "mo", "年": "a", "天": "d", "户均": "户"}
# Kinds for the rules alone: 5分 are marks, too, 三大 and 金 count only in their own rules; in a record they are these.
_KINDS = {"coin": "money", "great": "count", "medal": "count"}
_SCALES = ("万", "千", "百", "十万", "百万", "亿")


@dataclass(frozen=True, slots=True)
class Units:
    """All units by their forms."""

    forms: Mapping[str, Unit]

    def __getitem__(self, form: str) -> Unit | None:
        return self.forms.get(form)

    def scaled(self, printed: str) -> tuple[str, Unit] | None:
        """Scale and unit of a head such as 万头, 亿千瓦时 or 元/平方米; None where it names no unit.

        >>> Units({"克": Unit("g", "mass"), "吨": Unit("t", "mass")}).scaled("万克/吨")
        ('万', Unit(code='g/t', kind='other', factor=Decimal('1'), unless=()))
        """
        for place, char in enumerate(printed):
            unit = self.forms.get(printed[place:])
            if unit is not None:
                return printed[:place], unit
            if char not in "十百千万亿":
                break
        whole, _, part = printed.partition("/")
        found = self.scaled(whole) if part != "%" and (part in PER or part.lstrip("十百千万亿") in self.forms) else None
        return (found[0], self.per(found[1], part)) if found else None

    def per(self, unit: Unit, part: str) -> Unit:
        """The unit with what it is counted per: CNY and 平方米 make CNY/m2, 台 and 万人 make 台/万人.

        >>> units = Units({"元": Unit("CNY", "money"), "平方米": Unit("m2", "area"), "人": Unit("人", "count")})
        >>> [units.per(units["元"], part).code for part in ("平方米", "月", "万人")]
        ['CNY/m2', 'CNY/mo', 'CNY/万人']
        """
        scale = next((s for s in _SCALES if part.startswith(s) and part not in self.forms), "")
        base = part.removeprefix(scale)
        known = self.forms.get(base)
        code = PER.get(base) or (known.code if known else base)
        kind = unit.kind if unit.kind in ("money", "count") else "other"
        return Unit(f"{unit.code}/{scale}{code}", kind, unit.factor)


def table(rows: Iterable[Row]) -> Units:
    """The units of a vocabulary, by form.

    >>> from types import SimpleNamespace as Entry
    >>> units = table([Entry(forms=("兆瓦", "MW"), columns={"code": "kW", "kind": "power", "factor": "1000"}),
    ...                Entry(forms=("人",), columns={"code": "人", "kind": "count"})])
    >>> units["兆瓦"].factor, units.per(units["兆瓦"], "万人").code
    (Decimal('1000'), 'kW/万人')
    """
    forms: dict[str, Unit] = {}
    for row in rows:
        columns = row.columns
        unit = Unit(
            columns["code"],
            _KINDS.get(columns["kind"], columns["kind"]),
            Decimal(columns.get("factor", "1")),
            tuple(columns.get("unless", "").split()),
        )
        for form in row.forms:
            forms.setdefault(form, unit)
    return Units(forms)
