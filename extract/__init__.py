"""Numeric targets, amounts, dates and names out of Chinese policy news, with exact offsets."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.emit import read_jsonl as read_jsonl
    from extract.errors import EncodingError as EncodingError
    from extract.errors import FormatError as FormatError
    from extract.errors import PatternError as PatternError
    from extract.errors import PolicyExtractError as PolicyExtractError
    from extract.errors import RowError as RowError
    from extract.errors import SourceError as SourceError
    from extract.errors import UsageError as UsageError
    from extract.model import Amount as Amount
    from extract.model import Article as Article
    from extract.model import Date as Date
    from extract.model import Document as Document
    from extract.model import Organisation as Organisation
    from extract.model import Person as Person
    from extract.model import Place as Place
    from extract.model import Statement as Statement
    from extract.patterns import load_rules as load_rules
    from extract.pipeline import annotate as annotate
    from extract.pipeline import articles as articles
    from extract.read.decoded import source_text as source_text
    from extract.spacy_docs import to_doc as to_doc

    from . import tables as tables

__version__ = "0.1.0"

_HOMES = {
    "extract.pipeline": ("annotate", "articles"),
    "extract.patterns": ("load_rules",),
    "extract.emit": ("read_jsonl",),
    "extract.read.decoded": ("source_text",),
    "extract.spacy_docs": ("to_doc",),
    "extract.model": ("Article", "Statement", "Amount", "Date", "Organisation", "Person", "Place", "Document"),
    "extract.errors": (
        "PolicyExtractError",
        "PatternError",
        "UsageError",
        "SourceError",
        "EncodingError",
        "FormatError",
        "RowError",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["tables", *_HOME]


def __getattr__(name: str) -> Any:
    """A public name, its room opened when it is first used: importing `extract` starts nothing."""
    if name == "tables":
        return import_module("extract.tables")
    if name not in _HOME:
        raise AttributeError(f"module 'extract' has no attribute {name!r}")
    from extract.cache import uncollected

    with uncollected():
        return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
