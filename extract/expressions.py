"""`re` with a cache on disk of compiled expressions: loading one costs a fiftieth of compiling it.

A thousand expressions take two seconds to compile. The compiled code is kept for each version of Python and of
`regex`, and used where the same expression is asked for.
"""

from __future__ import annotations

import atexit
import os
import pickle
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from copyreg import dispatch_table
from functools import cache
from re import Match as Match
from re import Pattern as Pattern
from re import error as error
from re import escape as escape
from re import findall as findall
from re import finditer as finditer
from re import fullmatch as fullmatch
from re import match as match
from re import search as search
from re import split as split
from re import sub as sub
from typing import Any, AnyStr

import regex

from extract import cache as disk

I, M, S = re.I, re.M, re.S  # noqa: E741

Key = tuple[str, str | bytes, int]
_MOST = 6_000  # expressions kept: our own are 1,200; beyond, those that this process did not use are dropped
_FORM = 2  # version of the format on disk
_WORD = "I"  # what `re` compiles to is a list of numbers of 32 bits


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """The expression compiled by `re`, from the cache if possible.

    >>> compile("[甲乙]方").search("由乙方").span()
    (1, 3)
    """
    found: Pattern[AnyStr] = _store().take(("re", pattern, int(flags)), _codes, _from_codes) or re.compile(pattern, flags)
    return found


def compile_regex(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """The expression compiled by `regex`, from the cache if possible.

    >>> compile_regex("(?<who>[甲乙])方").search("由乙方")["who"]
    '乙'
    """
    found: regex.Pattern[str] = _store().take(("regex", pattern, int(flags)), _parts, _from_parts) or regex.compile(pattern, flags)
    return found


def last(pattern: Pattern[str], text: str, start: int = 0, end: int | None = None) -> Match[str] | None:
    """The last match of an expression between `start` and `end` of a text; None where there is none.

    >>> last(compile("产值|税收"), "产值3亿元,税收1亿元").start()
    6
    """
    found = None
    for found in pattern.finditer(text, start, len(text) if end is None else end):  # noqa: B007
        pass
    return found


def matched(found: Match[str] | None) -> Match[str]:
    """The match itself, for an expression that cannot fail: it may match the empty string, or is known to match.

    >>> matched(compile("年?").match("茶园")).span()
    (0, 0)
    """
    assert found is not None
    return found


def keep() -> None:
    """Save what this process compiled; for forked processes, which end without `atexit`."""
    if _store().made:
        _store().keep()


class _Store:
    """Compiled code of expressions, from disk (`known`, until it is used) and from this process (`made`)."""

    def __init__(self) -> None:
        versions = f"{sys.version} {regex.__version__} {regex.__file__} {_FORM}"
        self.name = f"expressions-{disk.digest(versions.encode())}"
        self.known = self._kept()
        self.made: dict[Key, Any] = {}
        self.taken: dict[Key, Any] = {}

    def _kept(self) -> dict[Key, Any]:
        kept = disk.unpickled(self.name)
        return kept if isinstance(kept, dict) else {}

    def take(self, key: Key, make: Callable[[Any, int], Any], revive: Callable[[Any, Any], Any]) -> Any:
        """The compiled expression; None where that fails, as with another version of Python or `regex`."""
        if key not in self.taken:
            with suppress(Exception):  # what is wrong with an expression is told when it is compiled in the usual way
                self.taken[key] = revive(key[1], self.known.pop(key, None) or self._make(key, make))
        return self.taken.get(key)

    def _make(self, key: Key, make: Callable[[Any, int], Any]) -> Any:
        if not self.made:
            atexit.register(self.keep)
        self.made[key] = make(*key[1:])
        return self.made[key]

    def keep(self) -> None:
        """Write all to the disk."""
        every = {**self._kept(), **self.made}
        used = every if len(every) <= _MOST else {key: every[key] for key in self.taken if key in every}
        disk.write(self.name, pickle.dumps(used))


@cache
def _store() -> _Store:
    store = _Store()
    if hasattr(os, "register_at_fork"):  # what was compiled before a fork, the parent process saves
        os.register_at_fork(after_in_child=store.made.clear)
    return store


def _codes(pattern: str | bytes, flags: int) -> tuple[Any, ...]:
    """The code that `re` passes to its engine; it has no public interface for that."""
    parsed = re._parser.parse(pattern, flags)  # type: ignore[attr-defined]
    code = re._compiler._code(parsed, flags)  # type: ignore[attr-defined]
    groups: dict[str, int] = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    return flags | parsed.state.flags, array(_WORD, code).tobytes(), parsed.state.groups - 1, groups, tuple(names)


def _from_codes(pattern: str | bytes, kept: tuple[Any, ...]) -> Any:
    import _sre  # type: ignore[import-not-found,unused-ignore]

    flags, code, *groups = kept
    return _sre.compile(pattern, flags, array(_WORD, code).tolist(), *groups)


def _parts(pattern: str, flags: int) -> bytes:
    """What `regex` pickles, without the expression, which the key has already."""
    reduced: Any = dispatch_table[regex.Pattern](regex.compile(pattern, flags))
    make, (_, *parts) = reduced
    return pickle.dumps((make, parts))


def _from_parts(pattern: str, kept: bytes) -> Any:
    make, parts = pickle.loads(kept)
    return make(pattern, *parts)
