"""Gold as tasks of Label Studio, one JSON file, and back.

Label Studio counts code points since 2022, UTF-16 units before; each region says its words too, so that the one that
fits is taken when they come back. Beside the tasks lies the labelling interface that they need.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extract.errors import SourceError
from extract.model import Line
from extract.review.spans import LABELS, Span, spans

_INTERFACE = '<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n  <Text name="text" value="$text" granularity="symbol"/>\n</View>\n'


def write(lines: Iterable[Line], out: Path) -> int:
    """How many tasks were written."""
    tasks = [_task(line) for line in lines]
    out.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    labels = "\n".join(f'    <Label value="{label}"/>' for label in LABELS)
    out.with_suffix(".xml").write_text(_INTERFACE.format(labels=labels), "utf-8", newline="\n")
    return len(tasks)


def _task(line: Line) -> dict[str, Any]:
    return {
        "data": {"text": line["text"], "doc": line["doc"], "gold": line},
        "annotations": [{"result": [_region(span, line["text"], number) for number, span in enumerate(spans(line))]}],
    }


def _region(span: Span, text: str, number: int) -> dict[str, Any]:
    value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.label]}
    return {"id": f"r{number}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def read(path: Path) -> Iterator[tuple[Line, list[Span]]]:
    """The gold line that each task carries, and its regions now: of the last annotation that was not cancelled."""
    for task in json.loads(path.read_text("utf-8")):
        line = task["data"]["gold"]
        done = [one for one in task.get("annotations") or task.get("predictions") or () if not one.get("was_cancelled")]
        regions = done[-1]["result"] if done else ()
        yield line, [_span(one["value"], line) for one in regions if one["type"] == "labels"]


def _span(value: Line, line: Line) -> Span:
    text, [label] = line["text"], value["labels"]
    for start, end in ((value["start"], value["end"]), tuple(_code_points(text, value[key]) for key in ("start", "end"))):
        if text[start:end] == value.get("text", text[start:end]):
            return Span(label, start, end)
    raise SourceError(line["doc"], f"a region at {value['start']}-{value['end']} is not {value['text']!r} there; was the text changed?")


def _code_points(text: str, units: int) -> int:
    """The code points before a position that counts UTF-16 units.

    >>> _code_points("😀到2028年", 2)
    1
    """
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
