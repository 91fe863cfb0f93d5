"""Two datasets of the same sources -> the records that were gained, lost and changed, with the fields that changed.

Records are matched by source and by their offset in its decoded text, so that they still match when an article is cut or
numbered otherwise; bodies, people, places and documents by their name. Where the source itself has changed, offsets mean nothing, and records
are matched by sentence, in a changed sentence by their offset there. Ids of records (a3) are not compared: they move with every change.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract import emit
from extract.archive.dataset import folder_of
from extract.archive.pages import pages
from extract.archive.sentences import Rewritten, rewritten
from extract.model import LISTS, MENTIONS, STATEMENTS, Line, led_back, sentence_at

GAINED, LOST, CHANGED = "gained", "lost", "changed"
KINDS = ("articles", "statements", *MENTIONS, "warnings")
_NAMED = {"organisations": "name", "persons": "name", "places": "name", "documents": "title"}
_OF_ARTICLES = ("title", "kicker", "subtitle", "publisher", "published", "published_from", "reference", "text")
# Numbers of records and places in the text: they move whenever anything before them does.
_NO_FIELDS = frozenset(("id", "start", "end", "sentence", "amount", "same_as", "organisation", "mentions", "period.date"))


@dataclass(frozen=True, slots=True)
class Found:
    """One record as it is compared: the key that it is matched by, and its fields, nested ones with a dot."""

    kind: str
    key: tuple[Any, ...]
    fields: Mapping[str, Any]
    line: Line = field(compare=False)
    text: str = field(compare=False)
    evidence: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """A record that was gained, lost or changed: its old and its new version."""

    change: str
    old: Found | None
    new: Found | None

    @property
    def found(self) -> Found:
        """The record as it is, or as it was."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def fields(self) -> Mapping[str, tuple[Any, Any]]:
        """Of a changed record, the fields that differ, as they were and as they are."""
        if self.old is None or self.new is None:
            return {}
        old, new = self.old.fields, self.new.fields
        return {name: (old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name)}

    def as_dict(self) -> dict[str, Any]:
        """The change as a line of JSON."""
        found = self.found
        return {
            "change": self.change,
            "record": found.kind,
            "uri": found.line["source"]["uri"],
            "article": found.line["title"],
            "text": found.text,
            "evidence": found.evidence,
            "fields": {name: {"old": old, "new": new} for name, (old, new) in self.fields.items()},
            "old": dict(self.old.fields) if self.old else None,
            "new": dict(self.new.fields) if self.new else None,
        }

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The change as rows of a table: one for each field that differs."""
        told = self.as_dict()
        head = tuple(told[key] for key in ("change", "record", "uri", "article", "text"))
        for name, (old, new) in self.fields.items() or [(None, (None, None))]:
            yield (*head, name, _cell(old), _cell(new), told["evidence"])


COLUMNS = ("change", "record", "uri", "article", "text", "field", "old", "new", "evidence")


@dataclass(slots=True)
class Counts:
    """The number of old, new and changed records of each kind, and how often each field changed."""

    old: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    changes: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in (GAINED, LOST, CHANGED)})
    fields: Counter[str] = field(default_factory=Counter)

    def see(self, before: Iterable[Found], after: Iterable[Found]) -> None:
        """Count what there was and what there is."""
        self.old.update(one.kind for one in before)
        self.new.update(one.kind for one in after)

    def add(self, change: Change) -> None:
        """Count one change in."""
        self.changes[change.change][change.found.kind] += 1
        self.fields.update(f"{change.found.kind}.{name}" for name in change.fields)

    def lines(self) -> Iterator[str]:
        """The table that a person reads."""
        heads = ("old", "new", *self.changes)
        yield f"{'':14}" + "".join(f"{head:>9}" for head in heads)
        for kind in KINDS:
            counts = (self.old[kind], self.new[kind], *(found[kind] for found in self.changes.values()))
            if any(counts):
                yield f"{kind:14}" + "".join(f"{count:>9}" for count in counts)
        if self.fields:
            yield "fields that changed: " + ", ".join(f"{name} {count}" for name, count in sorted(self.fields.items(), key=lambda item: (-item[1], item[0])))


def changes(
    old: Sequence[Path], new: Sequence[Path], counts: Counts, ignored: frozenset[str] = frozenset(), passing: Callable[[Iterable[str]], Iterable[str]] = iter
) -> Iterator[Change]:
    """Every change from one dataset to another, source by source; `counts` is filled on the way.

    `ignored` are fields that do not count as changes, such as `confidence` or `rule`; `passing` watches the sources pass.
    """
    before, after = _parts(old), _parts(new)
    for uri in passing({**before, **after}):
        for was, now in pages(before.get(uri), after.get(uri)):
            one, other = _both(was, now, ignored)
            counts.see(one, other)
            for change in _matched(one, other):
                counts.add(change)
                yield change


def _parts(paths: Sequence[Path]) -> dict[str, Path]:
    """The part of each source."""
    named: dict[Path, str] = {}
    for folder in dict.fromkeys(map(folder_of, paths)):
        if folder is not None:
            named.update({(folder / entry["part"]).absolute(): entry["uri"] for entry in emit.standing(folder) if entry.get("part")})
    return {named.get(part.absolute()) or _first(part) or str(part): part for part in emit.files(*paths)}


def _first(part: Path) -> str | None:
    """The source of a part that no manifest names, by its first line; None where it is empty."""
    line = next(emit.read_jsonl(part), None)
    return None if line is None else str(line["source"]["uri"])


def _both(was: Sequence[Line], now: Sequence[Line], ignored: frozenset[str]) -> tuple[list[Found], list[Found]]:
    """The records of a page in both datasets; where the source changed, matched by how each sentence was rewritten."""
    moved = bool(was and now) and was[0]["source"]["sha256"] != now[0]["source"]["sha256"]
    became = rewritten(*(list(_sentences(lines)) for lines in (was, now))) if moved else {}
    one, other = ([item for line in lines for item in _found(line, moved, ignored, became)] for lines in (was, now))
    return one, other


def _sentences(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        yield from (line["text"][first:last] for first, last in line["sentences"])


def _found(line: Line, moved: bool, ignored: frozenset[str], became: Mapping[str, Rewritten]) -> Iterator[Found]:
    """The article and its records, as they are compared; `became` says what its sentences are in the other version."""
    yield _article(line, moved, ignored)
    bodies = {body["id"]: body["name"] for body in line["organisations"]}
    text = line["text"]
    for name in LISTS:
        kind = "statements" if name in STATEMENTS else name
        for record in line[name]:
            first, last = _sentence(line, record)
            words = record.get("text", text[record["start"] : record["end"]])
            key = _key(kind, record, line, became if moved else None)
            yield Found(kind, key, _told(record, bodies, ignored), line, words, text[first:last])


def _article(line: Line, moved: bool, ignored: frozenset[str]) -> Found:
    """The article as it is compared: by where it begins in its source, or by its title where the source is another now."""
    fields = {key: value for key, value in _flat({key: line[key] for key in _OF_ARTICLES}).items() if key not in ignored}
    start = line["alignment"][0][1] if line["alignment"] else 0
    return Found("articles", (line["title"] if moved else start,), fields, line, line["title"] or "", "")


def _told(record: Line, bodies: Mapping[str, str], ignored: frozenset[str]) -> dict[str, Any]:
    """The fields of a record that count: other records by what they are called, not by their number in the line."""
    told = {key: value for key, value in _flat(record).items() if key not in _NO_FIELDS}
    if record.get("same_as"):
        told["same_as"] = True
    if record.get("organisation"):
        told["organisation"] = bodies.get(record["organisation"])
    return {key: value for key, value in told.items() if key not in ignored}


def _key(kind: str, record: Line, line: Line, became: Mapping[str, Rewritten] | None) -> tuple[Any, ...]:
    """The key that a record is matched by: its name, or its offset, or, in a changed source, its sentence and offset there."""
    if kind in _NAMED:
        return (record[_NAMED[kind]],)
    start, end = record["start"], record["end"]
    code = record.get("code")
    if became is not None:
        first, last = _sentence(line, record)
        text, span = line["text"][first:last], (start - first, end - first)
        now = became.get(text)
        return (now.text, *now.span(*span), code) if now else (text, *span, code)
    return led_back(line["alignment"], start), led_back(line["alignment"], max(end - 1, start)) + 1, code


def _sentence(line: Line, record: Line) -> tuple[int, int]:
    sentences = line["sentences"]
    at = record["sentence"] if "sentence" in record else sentence_at(sentences, record["start"])
    return tuple(sentences[at]) if 0 <= at < len(sentences) else (record["start"], record["end"])


def _flat(record: Line, inside: str = "") -> dict[str, Any]:
    """The fields of a record, nested ones with a dot, without the offsets of nested items.

    >>> _flat({"value": 3, "indicator": {"text": "茶叶总产值", "start": 7, "end": 12}})
    {'value': 3, 'indicator.text': '茶叶总产值'}
    """
    flat: dict[str, Any] = {}
    for key, value in record.items():
        name = f"{inside}{key}"
        if isinstance(value, dict):
            flat.update(_flat({inner: item for inner, item in value.items() if inner not in ("start", "end")}, f"{name}."))
        elif value is not None:
            flat[name] = value
    return flat


def _matched(old: Sequence[Found], new: Sequence[Found]) -> Iterator[Change]:
    """The changes among the records of a page; of records with the same key, equal ones are paired first."""
    waiting: dict[tuple[Any, ...], list[Found]] = defaultdict(list)
    for item in new:
        waiting[item.kind, item.key].append(item)
    left: list[Found] = []
    for item in old:
        alike = waiting[item.kind, item.key]
        if item in alike:
            alike.remove(item)
        else:
            left.append(item)
    for item in left:
        alike = waiting[item.kind, item.key]
        yield Change(CHANGED, item, alike.pop(0)) if alike else Change(LOST, item, None)
    for alike in waiting.values():
        yield from (Change(GAINED, None, item) for item in alike)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
