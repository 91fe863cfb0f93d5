"""Pattern files that were parsed before, for tests that read a copy of ours: what a file says is parsed once in a process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extract.patterns.name_tables import TABLES
from extract.patterns.nodes import Node, shown

_PARSED: dict[tuple[Any, ...], Any] = {}


def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the same name that says the same is not parsed again while the test runs."""
    read = sys.modules["extract.patterns.folder"]
    of_file, weights, names, tables = _parsers()
    monkeypatch.setattr(Node, "of_file", of_file)
    monkeypatch.setattr(read, "_weights", weights)
    monkeypatch.setattr(read, "_name_list", names)
    monkeypatch.setattr(read, "TABLES", tables)


@cache
def _parsers() -> tuple[Any, ...]:
    read = sys.modules["extract.patterns.folder"]
    tables = {name: _kept(name, parse) for name, parse in TABLES.items()}
    return _kept("nodes", Node.of_file), _kept("weights", read._weights), _kept("names", read._name_list), tables  # type: ignore[attr-defined]


def _kept(kind: str, parse: Callable[..., Any]) -> Callable[..., Any]:
    def made(file: Path, *rest: Any) -> Any:
        key = (kind, shown(file), *rest)
        if key not in _PARSED:
            _PARSED[key] = parse(file, *rest)
        return _PARSED[key]

    return made
