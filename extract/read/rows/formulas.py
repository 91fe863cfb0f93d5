"""Formulas of a sheet that were never computed: programs that write workbooks leave the results to Excel."""

from __future__ import annotations

from collections.abc import Set
from io import BytesIO
from typing import Any

from extract import expressions as re

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def uncomputed(xml: bytes) -> Set[int]:
    """The rows of a sheet's XML with a formula that has no stored result; a result that is an empty text counts as one.

    >>> sorted(uncomputed(b'<s><row r="3"><c><f>A1</f><v></v></c></row><row r="5"><c><f>A1</f><v>2</v></c></row></s>'))
    [3]
    >>> sorted(uncomputed(b'<s><row><c t="str"><f>A1</f><v></v></c></row><row><c><f>A1</f></c></row></s>'))
    [2]
    """
    if not _FORMULA.search(xml):
        return frozenset()
    from lxml import etree

    found: set[int] = set()
    number = 0
    try:
        for _, row in etree.iterparse(BytesIO(xml), tag="{*}row", resolve_entities=False, no_network=True, huge_tree=True):
            number = _number(row, number + 1)
            if any(map(_is_uncomputed, row)):
                found.add(number)
            row.clear()
    except etree.XMLSyntaxError:  # what is damaged is told where its cells are read
        return found
    return found


def _number(row: Any, following: int) -> int:
    told = row.get("r", "")
    return int(told) if told.isascii() and told.isdigit() else following


def _is_uncomputed(cell: Any) -> bool:
    """Whether a cell has a formula and no result; `t="str"` says that a text came out, if an empty one."""
    return cell.get("t") != "str" and cell.find("{*}f") is not None and not (cell.findtext("{*}v") or "").strip()
