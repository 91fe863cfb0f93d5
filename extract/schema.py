"""The JSON Schema of a line, read off the records themselves, so that it cannot say anything else."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

from extract.meanings import meanings, of_record
from extract.model import SCHEMA, Amount, Article, Date, Reference, Statement

_CHOICES: dict[tuple[type, str], tuple[str | None, ...]] = {
    (Article, "published_from"): ("metadata", "filename", "text", "option", None),
    (Reference, "origin"): (
        *("document", "title", "column", "sheet", "filename", "metadata", "text", "option", "default", "context"),
    ),
    (Amount, "comparator"): ("eq", "gt", "ge", "lt", "le", "range"),
    (Amount, "kind"): (
        *("money", "percent", "percentage_point", "count", "multiple", "area", "length", "mass", "volume"),
        *("energy", "power", "duration", "rank", "score", "other"),
    ),
    (Date, "type"): ("date", "period", "duration", "set"),
    (Date, "modifier"): ("before", "after", "start", "mid", "end", "approx", None),
    (Date, "resolved_from"): ("text", "publication", "context", None),
    (Statement, "status"): ("target", "limit", "actual", "estimate"),
    (Statement, "role"): ("grant", "rate", "cap", "floor", "threshold", "quota", None),
    (Statement, "comparator"): ("eq", "gt", "ge", "lt", "le", "range"),
    (Statement, "basis"): ("annual_average", "cumulative", "year_on_year", None),
    (Statement, "measure"): ("level", "increase", "decrease", "growth", "share", "multiple", "rank"),
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
        choices = _CHOICES.get((record, item.name))
        form = {"enum": list(choices)} if choices else _of(hints[item.name], records)
        properties[key] = {**form, "description": of_record(record, key).english}
    return {
        "type": "object",
        "description": (record.__doc__ or "").split("\n")[0],
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _of(hint: Any, records: dict[str, Any]) -> dict[str, Any]:
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(part, records) for part in inner]}
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _of(inner[0], records)}
    if origin is tuple:
        parts = [_of(part, records) for part in inner]
        return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
    if origin is Mapping:
        return {"type": "object"}
    if not (isinstance(hint, type) and is_dataclass(hint)):
        raise TypeError(f"no JSON for {hint}")
    if hint.__name__ not in records:
        records[hint.__name__] = {}
        records[hint.__name__].update(_record(hint, records))
    return {"$ref": f"#/$defs/{hint.__name__}"}
