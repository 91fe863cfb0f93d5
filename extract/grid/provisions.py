"""A table of rules -> its cells of text that grant or require, each with the benefit that its row names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.grid.columns import numeric
from extract.grid.parts import Part, parts
from extract.grid.rows import Cell, Row, blocks
from extract.grid.words import TableWords, table_words
from extract.model import Span
from extract.patterns import Rules


@dataclass(frozen=True, slots=True)
class Provision:
    """A cell of a rule's text, and the cell of its row that names the benefit."""

    cell: Span
    label: Span | None
    giving: bool = False  # its head speaks of grants, not of conditions


def provisions(folded: str, rules: Rules) -> list[Provision]:
    """Every cell of text under a head that speaks of grants or conditions, in reading order.

    >>> from extract.patterns import load_rules
    >>> text = "| 名称 | 补贴内容 | 备注 |\\n| 新秀租房补贴 | 硕士每月600元,博士每月900元 | 按季发放 |"
    >>> [(text[slice(*one.cell)], text[slice(*one.label)]) for one in provisions(text, load_rules())]
    [('硕士每月600元,博士每月900元', '新秀租房补贴')]
    """
    if "|" not in folded:
        return []
    words = table_words(rules)
    return [one for block in blocks(folded, words) for part in parts(block, words) for one in _told(part)]


def _told(part: Part) -> Iterator[Provision]:
    words, heads = part.words, part.heads[-1] if part.heads else ()
    told = _of_norms(heads, words)
    naming = _naming(heads, told, words)
    for row in part.rows() if told else ():
        label = _at(row, naming)
        cells = [(heads[index], row[index]) for index in told if index < len(row)]
        for head, cell in cells:
            if cell and not numeric(cell, words):
                yield Provision(cell.span, label.span if label else None, "giving" in words.roles(head.text))


def _of_norms(heads: Row, words: TableWords) -> list[int]:
    """The columns whose head says that norms stand below it."""
    return [index for index, head in enumerate(heads) if "norm" in words.roles(head.text)]


def _naming(heads: Row, told: Sequence[int], words: TableWords) -> int:
    """The column that names the rows, by its head: a name, else an entity; one behind the last where none does."""
    roles = {words.role(head.text): index for index, head in enumerate(heads) if index not in told}
    return roles.get("name", roles.get("entity", len(heads)))


def _at(row: Row, index: int) -> Cell | None:
    return row[index] if index < len(row) and row[index] else None
