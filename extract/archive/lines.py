"""Checks that a line is consistent: spans, ids, references between records, alignment. Each check yields the faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from extract.model import RECORDS, STATEMENTS, Line, alignment_fault

Faults = Iterator[str]
_PRINTED = ("indicator", "recipient", "base")
_REPEATED = ("value", "value_max")


def faults(line: Line) -> Faults:
    """What is wrong with a line that obeys its schema."""
    for check in CHECKS:
        yield from check(line)


def _spans(line: Line) -> Faults:
    """Records whose text is not the text at their span."""
    text = line["text"]
    for name, record in _records(line):
        start, end = record["start"], record["end"]
        if not 0 <= start < end <= len(text):
            yield f"{name} {record['id']}: {start}-{end} lies outside the text"
        elif text[start:end] != record["text"]:
            yield f"{name} {record['id']}: {record['text']} is said to stand at {start}-{end}, where {text[start:end]} stands"


def _inner_spans(line: Line) -> Faults:
    """Spans of indicators, recipients, mentions, warnings, sections that lie outside the text."""
    size = len(line["text"])
    for name, record in _records(line):
        places = [(item["start"], item["end"]) for key in _PRINTED if (item := record.get(key))]
        for start, end in (*places, *record.get("mentions", ())):
            if not 0 <= start <= end <= size:
                yield f"{name} {record['id']}: {start}-{end} in it lies outside the text"
    for name in ("sections", "warnings"):
        for number, item in enumerate(line[name]):
            if not 0 <= item["start"] <= item["end"] <= size:
                yield f"{name}[{number}]: {item['start']}-{item['end']} lies outside the text"


def _order(line: Line) -> Faults:
    """Sentences and tokens that overlap, go back or lie outside the text."""
    for name in ("sentences", "tokens"):
        reached = 0
        for number, (start, end, *_) in enumerate(line.get(name) or ()):
            if not reached <= start <= end <= len(line["text"]):
                yield f"{name}[{number}]: {start}-{end} overlaps or lies outside the text"
            reached = end


def _sentences(line: Line) -> Faults:
    """Records that do not begin in the sentence that they name."""
    sentences: Sequence[Sequence[int]] = line["sentences"]
    for name, record in _records(line):
        at = record["sentence"]
        if not 0 <= at < len(sentences) or not sentences[at][0] <= record["start"] < sentences[at][1]:
            yield f"{name} {record['id']}: does not begin in sentence {at}"


def _ids(line: Line) -> Faults:
    """Ids that several records have."""
    for ident, count in Counter(record["id"] for _, record in _records(line)).items():
        if count > 1:
            yield f"{count} records have the id {ident}"


def _references(line: Line) -> Faults:
    """References to amounts, dates, organisations and statements that are not in the line."""
    ids = {name: {record["id"]: record for record in line[name]} for name in RECORDS}
    statements = {**ids["targets"], **ids["actuals"]}
    for name in STATEMENTS:
        for record in line[name]:
            yield from _statement(f"{name} {record['id']}", record, ids, statements)
    for person in line["persons"]:
        if person["organisation"] is not None and person["organisation"] not in ids["organisations"]:
            yield f"persons {person['id']}: there is no organisation {person['organisation']}"


def _statement(who: str, record: Line, ids: Mapping[str, Mapping[str, Line]], statements: Mapping[str, Line]) -> Faults:
    amount = ids["amounts"].get(record["amount"])
    if amount is None:
        yield f"{who}: there is no amount {record['amount']}"
    elif not _is_of(record, amount):
        yield f"{who}: its value is not that of amount {record['amount']}"
    date = record["period"] and record["period"]["date"]
    if date is not None and date not in ids["dates"]:
        yield f"{who}: there is no date {date}"
    if record["same_as"] is not None and (record["same_as"] not in statements or record["same_as"] == record["id"]):
        yield f"{who}: there is no statement {record['same_as']} that it could repeat"


def _is_of(record: Line, amount: Line) -> bool:
    """Whether a statement has the value of its amount; its unit may add what it is per: 每张床位5000元 is CNY/张, its amount CNY."""
    unit, amounts = record["unit"] or "", amount["unit"] or ""
    return all(amount[key] == record[key] for key in _REPEATED) and (unit == amounts or unit.startswith(f"{amounts}/"))


def _alignment(line: Line) -> Faults:
    """An alignment that leaves characters out or goes back; what it leads to is checked against the source."""
    if fault := alignment_fault(line["alignment"], len(line["text"])):
        yield f"alignment: {fault}"


CHECKS: tuple[Callable[[Line], Faults], ...] = (_spans, _inner_spans, _order, _sentences, _ids, _references, _alignment)


def _records(line: Line) -> Iterator[tuple[str, Line]]:
    for name in RECORDS:
        for record in line[name]:
            yield name, record
