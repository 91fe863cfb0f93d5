"""The columns of a vocabulary, as the head of its file declares them: their names and the values allowed in each.

`kind: [target, actual]` allows one of these values, `weight: number` a number, `name: text` any text, `unit: =units.code` a value of
that column of another vocabulary. An entry must give every column, unless '' is among its values or its type ends in `?`
(`number?`, `text?`, `=units.code?`).
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
    """The values allowed in a column (those listed, any number or any text) and whether an entry may leave it out."""

    values: tuple[str, ...] = ()
    number: bool = False
    optional: bool = False
    other: str = ""
    """The column of another vocabulary whose values are allowed here, as `units.code`; empty for none."""

    def check(self, name: str, node: Node) -> str:
        """Return the value of `node`, the cell of column `name`; PatternError for a value that is not allowed."""
        text = node.text()
        if self.values and text not in self.values:
            raise PatternError(node.where, unknown(name, text, self.values))
        if self.number and not is_number(text):
            raise PatternError(node.where, f"{name} {text} is no number; write digits, as 1000 or 0.5")
        return text


def columns(node: Node) -> dict[str, Column]:
    """Map the name of each column to its Column, from `columns:` in the head of a vocabulary."""
    return {name: _column(name, values) for name, values in node.mapping().items()}


def of_entry(parts: Mapping[str, Node], known: Mapping[str, Column], where: str) -> dict[str, str]:
    """Return the checked value of an entry in each column; PatternError where a required column is missing."""
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
