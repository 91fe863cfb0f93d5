"""Gold and a dataset's lines -> records on the text of the annotated row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extract import emit
from extract.errors import SourceError, UsageError
from extract.model import STATEMENTS, Line, led_back

_LISTS = ("amounts", "dates", "organisations", *STATEMENTS)
_VALUED = ("amounts", *STATEMENTS)
_KINDS: tuple[tuple[tuple[str, ...], Any, str], ...] = (
    (("start", "end"), int, "offset"),
    (("value", "value_max"), int | float | None, "number"),
    (("indicator", "recipient", "base"), str | None, "text"),
)
"""Keys of a record of gold, what each holds, and what that is called; all but offsets where it is of a value."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of gold or of a dataset: where it stands in the row's text, which list it is of, what it says."""

    doc: str
    start: int
    end: int
    list: str
    says: Line

    def __getitem__(self, key: str) -> Any:
        return self.says.get(key)


def records(gold: Path, dataset: Iterable[Line]) -> tuple[list[Record], list[Record]]:
    """The records of gold, and those of the articles that a dataset made of the same rows.

    Raises UsageError where gold is not written as corpora/GOLD.md says, or no article was made of a row of it.

    >>> from tempfile import TemporaryDirectory
    >>> from extract import annotate
    >>> line = annotate("云溪镇扩种茶园5万亩。").as_dict() | {"source": {"metadata": {"doc": "云溪"}}}
    >>> with TemporaryDirectory() as folder:
    ...     _ = emit.write(Path(folder, "gold.jsonl"), [{"doc": "云溪", "text": line["text"], "amounts": [{"start": 7, "end": 10}]}])
    ...     [[(one.doc, one.list, one.start, one.end) for one in side] for side in records(Path(folder), [line])]
    [[('云溪', 'amounts', 7, 10)], [('云溪', 'amounts', 7, 10)]]
    """
    lines = _gold_lines(gold)
    wanted = [record for doc, line in lines.items() for record in _gold_records(doc, line)]
    found = _found(lines, dataset)
    if found is None:
        raise UsageError(f"{gold}: no article of the dataset was made of its rows; metadata names them by `doc` or `id`")
    return wanted, found


def _found(lines: Mapping[str, Line], dataset: Iterable[Line]) -> list[Record] | None:
    """What a dataset's articles have where gold speaks of them; None where it speaks of none of them.

    Gold that was made of the dataset itself names its articles, and its offsets are those of their own text.
    """
    own = {str(line["article"]): doc for doc, line in lines.items() if "article" in line}
    met: set[str] = set()
    found: list[Record] = []
    for line in dataset:
        row = _row(line)
        if row in lines:
            met.add(str(row))
            found += _judged((_carried(record, line) for record in _found_records(str(row), line)), lines[str(row)])
        elif (doc := own.get(str(line.get("id")), "")) not in met and _is_text_of(lines.get(doc), line):
            met.add(doc)
            found += _judged(_found_records(doc, line), lines[doc])
    return found if met else None


def _row(line: Line) -> str | None:
    """What the row of gold is called that an article was read from, where it was."""
    source: Line = line.get("source") or {}
    return _doc(source.get("metadata") or {})


def _is_text_of(gold: Line | None, line: Line) -> bool:
    return gold is not None and bool(gold["text"] == line["text"])


def gold_files(gold: Path) -> list[Path]:
    """The files of gold: itself, or every *.jsonl of a folder. Raises UsageError where there is none.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = [Path(folder, name).write_text("", "utf-8") for name in ("云溪.jsonl", "说明.md")]
    ...     [file.name for file in gold_files(Path(folder))]
    ['云溪.jsonl']
    """
    files = sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold]
    if not files:
        raise UsageError(f"{gold}: no gold there; name a file of JSON lines or a folder of *.jsonl")
    return files


def digest(gold: Path) -> str:
    """What tells one state of the gold files from another.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "gold.jsonl").write_text('{"doc": "云溪", "text": "云溪镇种茶5万亩。"}', "utf-8")
    ...     digest(Path(folder))
    'e96bf20b7223'
    """
    whole = hashlib.sha256()
    for file in gold_files(gold):
        whole.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return whole.hexdigest()[:12]


def texts(gold: Path) -> dict[str, str]:
    """The text of each row of gold.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = emit.write(Path(folder, "gold.jsonl"), [{"doc": "云溪", "text": "云溪镇种茶5万亩。"}])
    ...     texts(Path(folder))
    {'云溪': '云溪镇种茶5万亩。'}
    """
    return {doc: line["text"] for doc, line in _gold_lines(gold).items()}


def _gold_lines(gold: Path) -> dict[str, Line]:
    lines: dict[str, Line] = {}
    for file in gold_files(gold):
        for line in emit.read_jsonl(file):
            doc = _doc(line)
            if doc is None or "text" not in line:
                raise UsageError(f"{file}: a line without `doc` (or `id`) and `text`; that is no gold")
            if doc in lines:
                raise UsageError(f"{file}: {doc} stands in gold already; give it another `doc`")
            _check(line, f"{file}: {doc}")
            lines[doc] = line
    return lines


def _check(line: Line, where: str) -> None:
    """Raises UsageError for a record that is not written as gold is (corpora/GOLD.md), such as one of a dataset's own line."""
    for name in _LISTS:
        for row in line.get(name, ()):
            if wrong := _wrong(name, row):
                raise UsageError(
                    f"{where}: {name} has a record whose {wrong}: {row.get('text')!r}; write it as corpora/GOLD.md says "
                    "(`policy-extract gold DATASET -o FILE` makes gold of a dataset)"
                )


def _wrong(name: str, row: Line) -> str | None:
    """What a record of gold has in place of an offset, a number or a text; None where all is right.

    >>> _wrong("targets", {"start": 0, "end": 2, "indicator": {"text": "茶园"}}), _wrong("dates", {"start": 0, "end": 2, "value": "2027"})
    ('`indicator` is no text', None)
    """
    kinds = _KINDS if name in _VALUED else _KINDS[:1]
    return next((f"`{key}` is no {what}" for keys, kind, what in kinds for key in keys if not isinstance(row.get(key), kind)), None)


def _doc(line: Line) -> str | None:
    name = line.get("doc", line.get("id"))
    return None if name is None else str(name)


def _gold_records(doc: str, line: Line) -> Iterator[Record]:
    for name in _LISTS:
        for row in line.get(name, ()):
            yield Record(doc, row["start"], row["end"], name, row)


def _found_records(doc: str, line: Line) -> Iterator[Record]:
    """The records of one line; `last` of a statement is that of its period."""
    amounts = {row["id"]: row for row in line["amounts"]}
    for name in _LISTS:
        for row in line[name]:
            says, spans = row, row.get("mentions") or [(row["start"], row["end"])]
            if name in STATEMENTS:
                amount = amounts.get(row["amount"], row)
                spans = [(amount["start"], amount["end"])]
                said = {key: (row.get(key) or {}).get("text") for key in ("indicator", "recipient", "base")}
                says = {**row, **said, "last": (row["period"] or {}).get("last")}
            for start, end in spans:
                yield Record(doc, start, end, name, says)


def _judged(records: Iterable[Record], gold: Line) -> Iterator[Record]:
    """The records of which a gold line speaks: those of the lists that it has, where it was reviewed."""
    return (record for record in records if record.list in gold and is_reviewed(gold, record.start))


def is_reviewed(gold: Line, offset: int) -> bool:
    """Whether a gold line speaks of this place in its text: of all places, unless it names those that were `reviewed`.

    >>> is_reviewed({"text": "云溪镇种茶5万亩。", "reviewed": [[0, 4]]}, 5), is_reviewed({"text": "云溪镇种茶5万亩。"}, 5)
    (False, True)
    """
    spans = gold.get("reviewed")
    return spans is None or any(start <= offset < end for start, end in spans)


def _carried(record: Record, line: Line) -> Record:
    """The record with its offsets carried back to the row's text."""
    if not 0 <= record.start < record.end <= len(line["text"]):
        raise SourceError(record.doc, f"{record.list} has a span {record.start}–{record.end} outside its text; run it again")
    start, end = (led_back(line["alignment"], offset) for offset in (record.start, record.end - 1))
    return replace(record, start=start, end=end + 1)
