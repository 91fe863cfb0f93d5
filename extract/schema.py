"""The JSON Schema of a line, read off the records themselves, so that it cannot say anything else."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from extract.meanings import meanings, of_record
from extract.model import SCHEMA, Amount, Article, Date

# Fields of few words whose types do not list them: kinds come from units.yaml, dates from the rules of dates.yaml.
_CHOICES: dict[tuple[type, str], tuple[str | None, ...]] = {
    (Amount, "kind"): (
        *("money", "percent", "percentage_point", "count", "multiple", "area", "length", "mass", "volume"),
        *("energy", "power", "duration", "rank", "score", "other"),
    ),
    (Date, "type"): ("date", "period", "duration", "set"),
    (Date, "modifier"): ("before", "after", "start", "mid", "end", "approx", None),
    (Date, "resolved_from"): ("text", "publication", "context", None),
}
_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    dt.date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
    Any: {},
}


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of output.

    >>> schema()["properties"]["schema"]
    {'const': 'policy-extract/2', 'description': 'The version of this contract'}
    """
    records: dict[str, Any] = {}
    article = _record(Article, records)
    article["properties"] = {"schema": {"const": SCHEMA, "description": meanings()["Article.schema"].english}, **article["properties"]}
    # Tokens stand in a line only where they were asked for.
    article["required"] = ["schema", *(key for key in article["required"] if key != "tokens")]
    # Lines that were written before it was known say nothing of the basis.
    records["Statement"]["required"].remove("basis")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "policy-extract article",
        **article,
        "$defs": dict(sorted(records.items())),
    }


def _record(record: type, records: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(record)
    properties = {}
    for item in fields(record):
        key = item.metadata.get("key", item.name)
        choices = _CHOICES.get((record, item.name)) or _words(hints[item.name])
        form = {"enum": list(choices)} if choices else _of(hints[item.name], records)
        properties[key] = {**form, "description": of_record(record, key).english}
    return {
        "type": "object",
        "description": (record.__doc__ or "").split("\n")[0],
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _words(hint: Any) -> list[str | None]:
    """The words that a field may have; none where it is no field of few words."""
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    known = [part for part in get_args(hint) if part is not type(None)]
    return [*get_args(known[0]), None] if len(known) == 1 and get_origin(known[0]) is Literal else []


def _of(hint: Any, records: dict[str, Any]) -> dict[str, Any]:
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(part, records) for part in inner]}
    if origin is tuple:
        return _array(inner, records)
    if origin is Mapping:
        return {"type": "object"}
    if not (isinstance(hint, type) and is_dataclass(hint)):
        raise TypeError(f"no JSON for {hint}")
    return _reference(hint, records)


def _array(parts: tuple[Any, ...], records: dict[str, Any]) -> dict[str, Any]:
    """A list of any length of one thing, or one of several in their order."""
    if parts[-1] is Ellipsis:
        return {"type": "array", "items": _of(parts[0], records)}
    forms = [_of(part, records) for part in parts]
    return {"type": "array", "prefixItems": forms, "minItems": len(forms), "maxItems": len(forms)}


def _reference(record: type, records: dict[str, Any]) -> dict[str, Any]:
    """Where a record stands that others hold; it is entered when it is first met."""
    if record.__name__ not in records:
        records[record.__name__] = {}
        records[record.__name__].update(_record(record, records))
    return {"$ref": f"#/$defs/{record.__name__}"}
