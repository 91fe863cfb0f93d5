"""Results -> lines to read, JSON to keep, gains and losses, floors of a gate, and how far each rule can be trusted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.errors import UsageError
from extract.score import Result
from extract.score.records import Record, digest

MARGIN = 1  # of a hundred: so far below today's F1 a floor is pinned
_SHOWN = ("indicator", "value", "value_max", "unit", "comparator", "measure", "status", "first", "last", "rule")


def lines(results: Sequence[Result], texts: Mapping[str, str], errors: int = 0) -> Iterator[str]:
    """One line a test, each with up to `errors` records that were missed (-) and found beside gold (+); of what neither side has none.

    >>> one = Record("云溪", 5, 8, "amounts", {"value": 50000, "unit": "mu"})
    >>> print(*lines([Result("amounts: span", (), (one,), ())], {"云溪": "云溪镇种茶5万亩。"}, errors=1), sep="\\n")
    amounts: span                   P 0.000  R 0.000  F1 0.000   gold 1  found 0
      - 云溪 云溪镇种茶⟦5万亩⟧。  value=50000 unit=mu
    """
    for one in filter(_has_any, results):
        figures = f"P {one.precision:.3f}  R {one.recall:.3f}  F1 {one.f1:.3f}"
        yield f"{one.name:<32}{figures}   gold {one.gold}  found {one.found}"
        for sign, records in (("-", one.missed), ("+", one.extra)):
            yield from (f"  {sign} {_in_text(record, texts)}" for record in records[:errors])
    nothing = dict.fromkeys(one.name.partition(":")[0] for one in results if not _has_any(one))
    if nothing:
        yield f"neither gold nor the dataset has any: {', '.join(nothing)}"


def _has_any(one: Result) -> bool:
    return bool(one.gold or one.found)


def as_dict(results: Sequence[Result], gold: Path) -> dict[str, Any]:
    """All figures, and what was missed and found beside gold, for a later run to be held against.

    >>> from tempfile import TemporaryDirectory
    >>> one = Record("云溪", 5, 8, "amounts", {"text": "5万亩"})
    >>> with TemporaryDirectory() as folder:
    ...     _ = (gold := Path(folder, "gold.jsonl")).write_text("{}", "utf-8")
    ...     as_dict([Result("amounts: span", (), (one,), ())], gold)["tests"]
    {'amounts: span': {'p': 0.0, 'r': 0.0, 'f1': 0.0, 'gold': 1, 'found': 0, 'missed': ['云溪 5-8 5万亩'], 'extra': []}}
    """
    return {"gold": digest(gold), "tests": {one.name: _figures(one) for one in results}}


def against(results: Sequence[Result], earlier: Mapping[str, Any], gold: Path) -> Iterator[str]:
    """What a run gained and lost, test by test, since an earlier one was kept. Raises UsageError where gold is another by now.

    >>> from tempfile import TemporaryDirectory
    >>> one = Record("云溪", 5, 8, "amounts", {"text": "5万亩"})
    >>> with TemporaryDirectory() as folder:
    ...     _ = (gold := Path(folder, "gold.jsonl")).write_text("{}", "utf-8")
    ...     before = as_dict([Result("amounts: span", (), (one,), ())], gold)
    ...     print(*against([Result("amounts: span", ((one, one),), (), ())], before, gold), sep="\\n")
    amounts: span                   F1 0.0000 -> 1.0000
      gain: found now: 云溪 5-8 5万亩
    """
    if earlier.get("gold") != digest(gold):
        raise UsageError("the earlier run was held against another state of gold; score that dataset again")
    for one in results:
        before, now = earlier["tests"].get(one.name), _figures(one)
        if before is None:
            continue
        moved = list(_moved(before, now))
        if moved:
            yield f"{one.name:<32}F1 {before['f1']:.4f} -> {now['f1']:.4f}"
            yield from moved


def _moved(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for better, key, what in ((True, "missed", "found now"), (True, "extra", "gone now"), (False, "missed", "lost"), (False, "extra", "new")):
        gone = Counter(before[key] if better else now[key]) - Counter(now[key] if better else before[key])
        for name in sorted(gone.elements()):
            yield f"  {'gain' if better else 'loss'}: {what}: {name}"


def _figures(one: Result) -> dict[str, Any]:
    return {
        "p": round(one.precision, 4),
        "r": round(one.recall, 4),
        "f1": round(one.f1, 4),
        "gold": one.gold,
        "found": one.found,
        "missed": [_name(record) for record in one.missed],
        "extra": [_name(record) for record in one.extra],
    }


def _name(record: Record) -> str:
    return " ".join(filter(None, (record.doc, f"{record.start}-{record.end}", record["text"], record["indicator"])))


def _in_text(record: Record, texts: Mapping[str, str]) -> str:
    text = texts[record.doc]
    around = f"{text[max(0, record.start - 24) : record.start]}⟦{text[record.start : record.end]}⟧{text[record.end : record.end + 12]}"
    says = " ".join(f"{key}={record[key]}" for key in _SHOWN if record[key] is not None)
    return f"{record.doc} {' '.join(around.split())}  {says}"


def pinned(results: Sequence[Result], gold: Path, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The floors a little below today's figures; on the same gold none is lower than it was.

    >>> from tempfile import TemporaryDirectory
    >>> one = Record("云溪", 5, 8, "amounts", {"text": "5万亩"})
    >>> with TemporaryDirectory() as folder:
    ...     _ = (gold := Path(folder, "gold.jsonl")).write_text("{}", "utf-8")
    ...     pinned([Result("amounts: span", ((one, one),), (one,), ())], gold)["floors"]
    {'amounts: span': 0.65}
    """
    old = before["floors"] if before and before.get("gold") == digest(gold) else {}
    floors = {one.name: max(int(one.f1 * 100) - MARGIN, 0) / 100 for one in results if one.gold}
    return {"gold": digest(gold), "floors": {name: max(floor, old.get(name, 0)) for name, floor in floors.items()}}


def sunk(results: Sequence[Result], floors: Mapping[str, Any], gold: Path) -> list[str]:
    """What is wrong with today's figures: those below their floor, or floors pinned for another state of gold.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = (gold := Path(folder, "gold.jsonl")).write_text("{}", "utf-8")
    ...     sunk([Result("dates: span", (), (), ())], {"gold": digest(gold), "floors": {"dates: span": 0.9}}, gold)
    ['dates: span: F1 0.0000 is below its floor 0.9']
    """
    if floors["gold"] != digest(gold):
        return [f"gold has changed since its floors were pinned; read the errors, then pin anew: score {gold} DATASET --pin FILE"]
    today = {one.name: one.f1 for one in results}
    pairs = [(name, floor, today.get(name, 0.0)) for name, floor in floors["floors"].items()]
    return [f"{name}: F1 {f1:.4f} is below its floor {floor}" for name, floor, f1 in pairs if f1 < floor]


def kept(path: Path) -> dict[str, Any]:
    """What an earlier run kept as JSON. Raises UsageError for what is none.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = (file := Path(folder, "earlier.json")).write_text('{"gold": "3f2a", "tests": {}}', "utf-8")
    ...     kept(file)
    {'gold': '3f2a', 'tests': {}}
    """
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: no figures of an earlier run; `policy-extract score … --json` writes them") from error
    return found
