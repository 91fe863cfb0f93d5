"""The columns of a vocabulary: what its head says that an entry has, and which values are allowed there.

`kind: [target, actual]` is one of these, `weight: number` a number, `name: text` any text, `unit: =units.code` what entries of
another vocabulary have in that column. A column must be given; it may be left out where '' is among its values or a `?` ends its
name for them (`number?`, `text?`, `=units.code?`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from extract.errors import PatternError
from extract.patterns.nodes import Node, unknown
from extract.records import record

_TYPES = ("number", "text", "number?", "text?")


@record
class Column:
    """The values that a column may have: those listed, or all numbers, or all texts; and whether it may be missing."""

    values: tuple[str, ...] = ()
    number: bool = False
    optional: bool = False
    other: str = ""
    """`units.code`, where the values are those of another vocabulary's column."""

    def check(self, name: str, node: Node) -> str:
        """The value that stands there; PatternError where it is none of those allowed."""
        text = node.text()
        if self.values and text not in self.values:
            raise PatternError(node.where, unknown(name, text, self.values))
        if self.number and not is_number(text):
            raise PatternError(node.where, f"{name} {text} is no number; write digits, as 1000 or 0.5")
        return text


def columns(node: Node) -> dict[str, Column]:
    """Name -> column, out of the head of a vocabulary."""
    return {name: _column(name, values) for name, values in node.mapping().items()}


def of_entry(parts: Mapping[str, Node], known: Mapping[str, Column], where: str) -> dict[str, str]:
    """What an entry says in each column, checked; PatternError where one is missing."""
    for name, column in known.items():
        if name not in parts and not column.optional:
            what = f"one of {', '.join(column.values)}" if column.values else "a number" if column.number else "a text"
            raise PatternError(where, f"an entry of this vocabulary needs `{name}`: {what}")
    return {name: column.check(name, parts[name]) for name, column in known.items() if name in parts}


def _column(name: str, node: Node) -> Column:
    if node.is_sequence:
        values = tuple(item.text() for item in node.sequence())
        return Column(values, optional="" in values)
    kind = node.text()
    if kind.startswith("="):
        return Column(optional=kind.endswith("?"), other=kind.strip("=?"))
    if kind not in _TYPES:
        raise PatternError(node.where, f"column {name} is {kind}; write a list of its values, or one of {', '.join(_TYPES)}")
    return Column(number=kind.startswith("number"), optional=kind.endswith("?"))


def is_number(text: str) -> bool:
    """Whether a text is a number in digits, such as 10000 or 0.5.

    >>> is_number("0.5"), is_number("十")
    (True, False)
    """
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
