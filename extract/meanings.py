"""What tables, columns, keys and codes mean, in English and Chinese: the one source of the JSON Schema's descriptions, of
the codebook and of Chinese heads and values. The words themselves stand in meanings.tsv.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_suffix(".tsv")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A head in Chinese, and what it stands for in both languages."""

    head: str
    english: str
    chinese: str


@cache
def meanings() -> Mapping[str, Meaning]:
    """Key -> meaning, in the order of the file.

    >>> meanings()["basis=annual_average"].head
    '年均'
    """
    rows = (line.split("\t") for line in _FILE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {key: Meaning(*words) for key, *words in rows}


def of_record(record: type, key: str) -> Meaning:
    """What a key of a record means; of one that records share, what it means for all. KeyError where nobody says.

    >>> from extract.model import Statement
    >>> of_record(Statement, "start").head
    '起始位置'
    """
    known = meanings()
    names = [f"{one.__name__}.{key}" for one in record.__mro__]
    shared = next((known[name] for name in (*names, f"Amount.{key}") if name in known), None)
    if shared is None:
        raise KeyError(f"{record.__name__}.{key} has no meaning; enter it in {_FILE.name}")
    return shared


_AS = {"actual_status": "status", "target_comparator": "comparator", "actual_comparator": "comparator", "dimension": "kind"}
"""Columns that hold the codes of another."""


@cache
def codes(column: str) -> Mapping[str, Meaning]:
    """The codes that a column may hold.

    >>> list(codes("status"))
    ['target', 'limit', 'actual', 'estimate']
    """
    opening = f"{_AS.get(column, column)}="
    return {key.removeprefix(opening): one for key, one in meanings().items() if key.startswith(opening)}
