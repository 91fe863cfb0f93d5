"""Lines -> gold, the form in which passages are annotated, scored and learned from (corpora/GOLD.md says what stands in it)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extract.model import STATEMENTS, Line

STATED = ("value", "value_max", "unit", "comparator", "measure", "status")
_RULED = ("role", "recipient", "base")
_AMOUNT = ("kind", "value", "value_max", "unit", "comparator")


def gold(lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """A gold line for each text of a dataset, with all that was found in it; a text that stood before is left out."""
    met: set[str] = set()
    for line in lines:
        if line["id"] not in met:
            met.add(line["id"])
            yield {
                **passage(line),
                **{name: [statement(one) for one in line[name]] for name in STATEMENTS},
                "amounts": [_printed(one, _AMOUNT) for one in line["amounts"]],
                "dates": [_printed(one, ("first", "last")) for one in line["dates"]],
                "organisations": [
                    {"start": start, "end": end, "text": line["text"][start:end]} for one in line["organisations"] for start, end in one["mentions"]
                ],
            }


def passage(line: Line) -> dict[str, Any]:
    """What gold says of a text; `article` is the id of the article whose own text it is."""
    return {"doc": line["id"], "article": line["id"], "title": line["title"], "published": line["published"], "text": line["text"]}


def statement(record: Line) -> dict[str, Any]:
    """A statement as gold has it: its value's span, the words of its indicator, the last day of its period.

    >>> statement({"start": 4, "end": 7, "text": "3万亩", "indicator": {"text": "茶园面积"}, "value": 30000, "value_max": None, "unit": "mu",
    ...            "comparator": "eq", "measure": "level", "status": "target", "period": {"last": "2028-12-31"}})["indicator"]
    '茶园面积'
    """
    words = {key: (record.get(key) or {}).get("text") for key in ("recipient", "base")}
    ruled = {"role": record.get("role"), **words} if record["status"] == "limit" else {}
    said = {"indicator": record["indicator"]["text"], **{key: record[key] for key in STATED}, "last": (record["period"] or {}).get("last")}
    return {**_printed(record), **said, **ruled}


def judged(says: Line) -> dict[str, Any]:
    """A statement as a reviewer wrote it, with the keys of gold in their order."""
    keys = ("start", "end", "text", "indicator", *STATED, "last", *(_RULED if says.get("status") == "limit" else ()))
    return {key: says.get(key) for key in keys}


def _printed(record: Line, keys: Iterable[str] = ()) -> dict[str, Any]:
    return {key: record[key] for key in ("start", "end", "text", *keys)}
