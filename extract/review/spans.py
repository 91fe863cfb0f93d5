"""A gold line as annotation tools know it, a text with labelled spans, and back to gold.

The tools keep labels and offsets, not values and indicators. So each export carries its gold line along, and what comes
back is put together again: a span that stands where it stood keeps all that gold said of it; one that is new is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from extract import pipeline
from extract.model import STATEMENTS, Line
from extract.review.gold import gold

LISTS = {"amounts": "amount", "dates": "date", "organisations": "organisation"}
STATUSES = {"target": "targets", "limit": "targets", "actual": "actuals", "estimate": "actuals"}
LABELS = (*STATUSES, *LISTS.values())
_LIST_OF = {**STATUSES, **{label: name for name, label in LISTS.items()}}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in code points, under a label: a statement's status, or amount, date, organisation."""

    label: str
    start: int
    end: int


def spans(line: Line) -> Iterator[Span]:
    """The spans of a gold line, list by list.

    >>> line = {"targets": [{"start": 4, "end": 7, "status": "target"}], "organisations": [{"start": 0, "end": 3}]}
    >>> [(span.label, span.start) for span in spans(line)]
    [('target', 4), ('organisation', 0)]
    """
    for name in (*STATEMENTS, *LISTS):
        yield from (Span(_label(name, record), record["start"], record["end"]) for record in line.get(name, ()))


def _label(name: str, record: Line) -> str:
    return str(record["status"]) if name in STATEMENTS else LISTS[name]


def restored(line: Line, found: Iterable[Span]) -> tuple[dict[str, Any], list[str]]:
    """The gold line with the spans that came back in place of its own; and what of them has to be completed by hand.

    Records whose spans came back stay as they were and in their order; new ones follow by place.
    """
    held = list(found)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in (*STATEMENTS, *LISTS)}
    for name in rows:
        for record in line.get(name, ()):
            span = Span(_label(name, record), record["start"], record["end"])
            if span in held:
                held.remove(span)
                rows[name].append(dict(record))
    notes: list[str] = []
    reading = _Reading(line)
    for span in sorted(held, key=lambda one: (one.start, one.end, one.label)):
        record = reading.record(span)
        rows[_LIST_OF[span.label]].append(record)
        if _is_incomplete(span, record):
            notes.append(f"{line['doc']}: {span.label} at {span.start}-{span.end} ({record['text']}) is new; complete its indicator and value by hand")
    return {**line, **{name: records for name, records in rows.items() if records or name in line}}, notes


def _is_incomplete(span: Span, record: Line) -> bool:
    return span.label in STATUSES and not {"indicator", "value"} <= record.keys()


class _Reading:
    """What is known of a new span: what gold says of a record on the same characters under another label, else what the pipeline reads there."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._read: dict[str, Any] | None = None

    def record(self, span: Span) -> dict[str, Any]:
        """A gold record for the span."""
        text = self._line["text"][span.start : span.end]
        names = STATEMENTS if span.label in STATUSES else (_LIST_OF[span.label],)
        known = _at(span, self._line, names) or _at(span, self._pipeline(), names) or {}
        if not known and span.label in STATUSES:
            known = {key: value for key, value in _at(span, self._pipeline(), ("amounts",)).items() if key != "kind"}
        status = {"status": span.label} if span.label in STATUSES else {}
        return {**known, "start": span.start, "end": span.end, "text": text, **status}

    def _pipeline(self) -> Line:
        if self._read is None:
            article = pipeline.annotate(self._line["text"], published=self._line.get("published"))
            [self._read] = gold([article.as_dict()])
        return self._read


def _at(span: Span, line: Line, names: Iterable[str]) -> dict[str, Any]:
    every = (record for name in names for record in line.get(name, ()) if record["start"] < span.end and span.start < record["end"])
    return dict(max(every, key=lambda one: min(one["end"], span.end) - max(one["start"], span.start), default={}))
