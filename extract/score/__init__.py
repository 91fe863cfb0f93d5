"""Gold against a dataset: precision, recall and F1 of each record type, errors to read, gains and losses.

Gold is a file (or a folder of files) of JSON lines in the annotators' form: `doc` or `id`, `text`, and for each record
type its rows with `start` and `end`. A dataset's articles are matched to it by `doc` or `id` of their metadata, and
their offsets are carried back to the row's text through the alignment, so that a wrong alignment costs points too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.model import STATEMENTS, Line
from extract.score.records import Record, records
from extract.score.records import digest as digest
from extract.score.records import gold_files as gold_files
from extract.score.records import is_reviewed as is_reviewed
from extract.score.records import texts as texts

_ONE_UNIT = {"名": "人", "位": "人"}


@dataclass(frozen=True, slots=True)
class Result:
    """What one test came to: the records of gold that were found, those that were not, and what was found beside them."""

    name: str
    pairs: tuple[tuple[Record, Record], ...]
    missed: tuple[Record, ...]
    extra: tuple[Record, ...]

    @property
    def gold(self) -> int:
        """How many records gold has."""
        return len(self.pairs) + len(self.missed)

    @property
    def found(self) -> int:
        """How many records were found."""
        return len(self.pairs) + len(self.extra)

    @property
    def precision(self) -> float:
        """Of what was found, how much gold has, from 0 to 1; 0 where nothing was found.

        >>> one = Record("榕江", 0, 5, "dates", {"text": "3月18日"})
        >>> Result("dates: span", ((one, one),), (), (one,)).precision
        0.5
        """
        return len(self.pairs) / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of what gold has, how much was found, from 0 to 1; 0 where gold has none.

        >>> one = Record("榕江", 0, 5, "dates", {"text": "3月18日"})
        >>> Result("dates: span", ((one, one),), (), (one,)).recall
        1.0
        """
        return len(self.pairs) / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, from 0 to 1.

        >>> one = Record("榕江", 0, 5, "dates", {"text": "3月18日"})
        >>> Result("dates: span", ((one, one),), (), (one,)).f1
        0.6666666666666666
        """
        return 2 * len(self.pairs) / (self.gold + self.found) if self.gold + self.found else 0.0


def scores(gold: Path, dataset: Iterable[Line]) -> list[Result]:
    """Every test of gold against a dataset's lines, in the order of TESTS.

    >>> from tempfile import TemporaryDirectory
    >>> from extract import annotate, emit
    >>> line = annotate("云溪镇扩种茶园5万亩。").as_dict() | {"source": {"metadata": {"doc": "云溪"}}}
    >>> with TemporaryDirectory() as folder:
    ...     _ = emit.write(Path(folder, "gold.jsonl"), [{"doc": "云溪", "text": line["text"], "amounts": line["amounts"]}])
    ...     [(one.name, one.gold, one.f1) for one in scores(Path(folder), [line])][:2]
    [('amounts: span', 1, 1.0), ('amounts: span, value, unit', 1, 1.0)]
    """
    wanted, found = records(gold, dataset)
    return [_result(name, [r for r in wanted if chosen(r)], [r for r in found if chosen(r)], same) for name, chosen, same in TESTS]


def overlap(gold: Record, found: Record) -> bool:
    """Whether two records share a character.

    >>> date = Record("榕江", 0, 5, "dates", {})
    >>> overlap(date, Record("榕江", 3, 8, "dates", {})), overlap(date, Record("榕江", 5, 8, "dates", {}))
    (True, False)
    """
    return gold.start < found.end and found.start < gold.end


def exact(gold: Record, found: Record) -> bool:
    """Whether two records stand on the same characters.

    >>> date = Record("榕江", 0, 5, "dates", {})
    >>> exact(date, Record("榕江", 0, 5, "dates", {})), exact(date, Record("榕江", 0, 6, "dates", {}))
    (True, False)
    """
    return gold.start == found.start and gold.end == found.end


def valued(gold: Record, found: Record) -> bool:
    """Whether two records say the same value and unit; people are counted alike by 人, 名 and 位.

    >>> gold, found = (Record("榕江", 0, 5, "amounts", {"value": 200, "unit": unit}) for unit in ("人", "名"))
    >>> valued(gold, found)
    True
    """
    units = [_ONE_UNIT.get(record["unit"], record["unit"]) for record in (gold, found)]
    return units[0] == units[1] and all(_equal(gold[key], found[key]) for key in ("value", "value_max"))


LIKE = 0.6  # of two indicators that are the same one


def likeness(one: str | None, other: str | None) -> float:
    """How much of their characters two indicators share, as an F1; one that holds the other counts at least 0.6.

    >>> likeness("茶叶总产值", "茶叶产值"), likeness("绿道里程", "绿道里程"), likeness("茶叶", None)
    (0.8888888888888888, 1.0, 0.0)
    """
    one, other = ("".join((text or "").split()) for text in (one, other))
    if not one or not other:
        return 0.0
    shorter, longer = sorted((len(one), len(other)))
    if (one in other or other in one) and shorter >= 2 and 3 * shorter >= longer:
        return max(0.6, 2 * shorter / (shorter + longer))
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (shorter + longer)


def found_as_statement(gold: Record, found: Record) -> bool:
    """Whether the value was found and bound to something.

    >>> gold = Record("榕江", 9, 14, "targets", {"value": 15, "unit": "CNY", "indicator": "茶叶产值"})
    >>> found_as_statement(gold, Record("榕江", 9, 14, "actuals", {"value": 15, "unit": "CNY", "indicator": "绿道里程"}))
    True
    """
    return overlap(gold, found) and valued(gold, found)


def bound(gold: Record, found: Record) -> bool:
    """Whether it was bound to this indicator, and told as what it is: target or actual.

    >>> said = {"value": 15, "unit": "CNY", "indicator": "茶叶总产值"}
    >>> gold, found = Record("榕江", 9, 14, "targets", said), Record("榕江", 9, 14, "targets", said | {"indicator": "茶叶产值"})
    >>> bound(gold, found), bound(gold, Record("榕江", 9, 14, "targets", said | {"indicator": "绿道里程"})), bound(gold, Record("榕江", 9, 14, "actuals", said))
    (True, False, False)
    """
    same = gold.list == found.list and found_as_statement(gold, found)
    return same and likeness(gold["indicator"], found["indicator"]) >= LIKE


def strict(gold: Record, found: Record) -> bool:
    """Whether status, comparator, measure and deadline are right as well.

    >>> said = {"value": 15, "unit": "CNY", "indicator": "茶叶总产值", "status": "target", "comparator": "gt", "measure": "level", "last": "2027-12-31"}
    >>> gold = Record("榕江", 9, 14, "targets", said)
    >>> strict(gold, Record("榕江", 9, 14, "targets", {**said})), strict(gold, Record("榕江", 9, 14, "targets", said | {"comparator": "ge"}))
    (True, False)
    """
    same = bound(gold, found) and all(gold[key] == found[key] for key in ("status", "comparator", "measure"))
    return same and gold["last"] in (None, found["last"]) and likeness(gold["indicator"], found["indicator"]) >= 0.8


def of_role(gold: Record, found: Record) -> bool:
    """Whether a limit was found, and told as what it is to the rule: grant, rate, cap, floor, threshold or quota.

    >>> said = {"value": 3, "unit": "CNY", "role": "cap"}
    >>> cap = Record("榕江", 9, 14, "targets", said)
    >>> of_role(cap, Record("榕江", 9, 14, "targets", said)), of_role(cap, Record("榕江", 9, 14, "targets", said | {"role": "grant"}))
    (True, False)
    """
    return found_as_statement(gold, found) and bool(gold["role"] == found["role"])


def words_right(key: str) -> Callable[[Record, Record], bool]:
    """Whether a limit was found, and the words of its `recipient` or `base` are right, or rightly left out.

    >>> said = {"value": 3, "unit": "CNY", "recipient": "茶农", "base": None}
    >>> gold, found = Record("榕江", 9, 14, "targets", said), Record("榕江", 9, 14, "targets", said | {"recipient": "茶厂"})
    >>> words_right("recipient")(gold, found), words_right("base")(gold, found)
    (False, True)
    """

    def same(gold: Record, found: Record) -> bool:
        alike = gold[key] is found[key] is None or likeness(gold[key], found[key]) >= 0.8
        return found_as_statement(gold, found) and alike

    return same


def _of(*lists: str, **says: str) -> Callable[[Record], bool]:
    return lambda record: record.list in lists and all(record[key] == value for key, value in says.items())


def _roled(record: Record) -> bool:
    return record.list == "targets" and bool(record["role"])


_AMOUNT, _DATE, _BODY, _STATEMENT = _of("amounts"), _of("dates"), _of("organisations"), _of(*STATEMENTS)
_LIMIT, _TARGET, _ACTUAL = _of("targets", status="limit"), _of("targets", status="target"), _of("actuals")

TESTS: tuple[tuple[str, Callable[[Record], bool], Callable[[Record, Record], bool]], ...] = (
    ("amounts: span", _AMOUNT, exact),
    ("amounts: span, value, unit", _AMOUNT, lambda g, f: exact(g, f) and valued(g, f)),
    ("amounts: … comparator", _AMOUNT, lambda g, f: exact(g, f) and valued(g, f) and g["comparator"] == f["comparator"]),
    ("dates: span", _DATE, exact),
    ("dates: span, interval", _DATE, lambda g, f: exact(g, f) and (g["first"], g["last"]) == (f["first"], f["last"])),
    ("organisations: span", _BODY, exact),
    ("organisations: overlap", _BODY, overlap),
    ("statements: value found", _STATEMENT, found_as_statement),
    ("statements: indicator, status", _STATEMENT, bound),
    ("statements: strict", _STATEMENT, strict),
    ("targets and limits: indicator", _of("targets"), bound),
    ("targets and limits: strict", _of("targets"), strict),
    ("targets: indicator", _TARGET, bound),
    ("targets: strict", _TARGET, strict),
    ("limits: indicator", _LIMIT, bound),
    ("limits: strict", _LIMIT, strict),
    ("limits: found", _roled, found_as_statement),
    ("limits: role", _roled, of_role),
    ("limits: recipient", _roled, words_right("recipient")),
    ("limits: base", _roled, words_right("base")),
    ("actuals: indicator", _ACTUAL, bound),
    ("actuals: strict", _ACTUAL, strict),
    ("deadlines", lambda r: _STATEMENT(r) and bool(r["last"]), lambda g, f: bound(g, f) and g["last"] == f["last"]),
)
"""Name of each test, the records that it is about, and when two of them are the same."""


def _result(name: str, gold: Sequence[Record], found: Sequence[Record], same: Callable[[Record, Record], bool]) -> Result:
    """One to one, each record of gold taking the first in reading order that is the same."""
    left: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(found, key=_place):
        left[record.doc].append(record)
    pairs, missed = [], []
    for record in sorted(gold, key=_place):
        best = next((one for one in left[record.doc] if same(record, one)), None)
        if best is None:
            missed.append(record)
        else:
            left[record.doc].remove(best)
            pairs.append((record, best))
    return Result(name, tuple(pairs), tuple(missed), tuple(record for rest in left.values() for record in rest))


def _place(record: Record) -> tuple[str, int, int]:
    return record.doc, record.start, record.end


def _equal(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return bool(abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other)))
