"""Checks a line against the JSON Schema of lines: what differs, and where.

It supports the part of JSON Schema that `schema` uses; the tests compare it with a full validator.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from extract.model import READABLE, SCHEMA
from extract.schema import schema

Faults = Iterator[str]
_Check = Callable[[Any, str], Faults]
_SINCE_2 = frozenset(("role", "recipient", "base"))  # keys of statements that schema 1 did not know
_SHOWN = 40  # characters of a value that are shown to identify it


def faults(line: Mapping[str, Any]) -> Faults:
    """Where a line differs from its schema, each fault with its place.

    >>> list(faults({"schema": "policy-extract/9"}))
    ['schema: policy-extract/9, not policy-extract/2']
    """
    said = line.get("schema")
    if said not in READABLE:
        yield f"schema: {_few(said)}, not {SCHEMA}"
        return
    yield from _checked(str(said))(line, "")


@cache
def _checked(said: str) -> _Check:
    """The check for lines of the schema `said`."""
    whole = schema()
    whole["properties"]["schema"] = {"const": said}
    if said != SCHEMA:
        statement = whole["$defs"]["Statement"]
        statement["required"] = [key for key in statement["required"] if key not in _SINCE_2]
    kinds: dict[str, _Check] = {}
    for name, form in whole["$defs"].items():
        kinds[f"#/$defs/{name}"] = _of(form, kinds)
    return _of(whole, kinds)


def _of(form: Mapping[str, Any], kinds: Mapping[str, _Check]) -> _Check:
    """The check for a value of one form of the schema."""
    if "$ref" in form:
        return lambda value, at: kinds[form["$ref"]](value, at)
    if "const" in form or "enum" in form:
        return _one_of(form.get("enum", [form.get("const")]))
    if "anyOf" in form:
        return _any_of([_of(one, kinds) for one in form["anyOf"]])
    if form.get("type") == "array":
        return _array(form, kinds)
    if form.get("type") == "object" and "properties" in form:
        return _object(form, kinds)
    return _plain(form)


def _one_of(allowed: list[Any]) -> _Check:
    def check(value: Any, at: str) -> Faults:
        if value not in allowed:
            yield f"{at}: {_few(value)}, not one of {', '.join(map(str, allowed))}"

    return check


def _any_of(checks: list[_Check]) -> _Check:
    def check(value: Any, at: str) -> Faults:
        found: list[str] = []
        for one in checks:
            said = list(one(value, at))
            if not said:
                return
            found = max(found, said, key=_depth)  # what went deepest was meant
        yield from found

    return check


def _depth(said: list[str]) -> int:
    return max((len(one.partition(": ")[0]) for one in said), default=-1)


def _array(form: Mapping[str, Any], kinds: Mapping[str, _Check]) -> _Check:
    places = [_of(one, kinds) for one in form.get("prefixItems", ())]
    each = _of(form["items"], kinds) if "items" in form else None

    def check(value: Any, at: str) -> Faults:
        if not isinstance(value, list):
            yield f"{at}: {_few(value)}, not a list"
        elif places and len(value) != len(places):
            yield f"{at}: {len(value)} values, not {len(places)}"
        else:
            for number, item in enumerate(value):
                one = places[number] if places else each
                yield from one(item, f"{at}[{number}]") if one else ()

    return check


def _object(form: Mapping[str, Any], kinds: Mapping[str, _Check]) -> _Check:
    inner = {key: _of(one, kinds) for key, one in form["properties"].items()}
    required = frozenset(form["required"])

    def check(value: Any, at: str) -> Faults:
        if not isinstance(value, dict):
            yield f"{at}: {_few(value)}, not an object"
            return
        for key in sorted(required - value.keys()):
            yield f"{_inside(at, key)}: missing"
        for key, item in value.items():
            if key in inner:
                yield from inner[key](item, _inside(at, key))
            else:
                yield f"{_inside(at, key)}: no key of {SCHEMA}"

    return check


_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "object": (dict,),
}


def _plain(form: Mapping[str, Any]) -> _Check:
    kind, is_day = form.get("type"), form.get("format") == "date"
    types = _TYPES[kind] if kind else (object,)

    def check(value: Any, at: str) -> Faults:
        if not isinstance(value, types) or _is_no_number(value, kind):
            yield f"{at}: {_few(value)}, not {'an' if kind == 'integer' else 'a'} {kind}"
        elif kind == "number" and isinstance(value, float) and value.is_integer():
            yield f"{at}: {value}, which is written {int(value)}"
        elif is_day and isinstance(value, str) and not _is_day(value):
            yield f"{at}: {_few(value)}, no day"

    return check


def _is_no_number(value: Any, kind: str | None) -> bool:
    """Whether a boolean stands where a number is required; Python would accept it."""
    return isinstance(value, bool) and kind in ("integer", "number")


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _inside(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _few(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
