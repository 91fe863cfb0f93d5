"""Articles -> JSON lines and back. The only room that knows jsonlines.

A line is UTF-8 with `\\n` at its end and no blanks that mean nothing, so the same articles are the same bytes. A file
is written under a temporary name in its own folder, forced to the disk and renamed: what stands under its final name
is whole.
"""

from __future__ import annotations

import datetime as dt
import glob
import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields
from decimal import Decimal
from functools import cache, lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from pathlib import Path
from typing import Any, TextIO

import jsonlines

from extract.errors import RowError, SourceError, UsageError
from extract.model import SCHEMA, Article, number

Entry = dict[str, Any]
"""A line of a manifest or a journal: a source, and what became of it."""
PARTS = "articles"
MANIFEST = "manifest.jsonl"
JOURNAL = MANIFEST + ".part"
"""The manifest lines of a run that is not over yet, each source's as soon as it is done; gone at the run's end."""
_ANEW = "`policy-extract run … --force` writes anew what a run wrote"
BROKEN = f"not a JSON object; the line is broken: {_ANEW}"


def line(record: Article | Mapping[str, Any]) -> str:
    """One line of JSON, without its line feed.

    >>> line({"title": "云溪镇：新增就业１２人", "last": None})
    '{"title":"云溪镇：新增就业１２人","last":null}'
    """
    text = _article(record) if isinstance(record, Article) else _object(record)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair is no UTF-8; JSON can still spell it
        return json.dumps(json.loads(text), separators=(",", ":"))
    return text


def _article(article: Article) -> str:
    """The article's `as_dict` as JSON, written straight from its records: at half the cost, and a run writes ten
    characters for each that it read.
    """
    skip = ("tokens",) if article.tokens is None else ()
    form, get = _form(Article, skip)
    return f'{{"schema":"{SCHEMA}",{form % tuple(_values(get(article)))}'


def _values(values: Iterable[Any]) -> list[str]:
    return [_WRITERS[type(value)](value) for value in values]


@cache
def _form(record: type, skip: tuple[str, ...] = ()) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    """A record's keys with a gap for each value, up to the closing brace, and what fetches the values."""
    kept = [item for item in fields(record) if item.name not in skip]
    keys = [item.metadata.get("key", item.name) for item in kept]
    get = attrgetter(*(item.name for item in kept))
    return ",".join(f'"{key}":%s' for key in keys) + "}", get if len(kept) > 1 else lambda value: (get(value),)


def _array(values: Iterable[Any]) -> str:
    return f"[{','.join(_values(values))}]"


def _object(value: Mapping[str, Any]) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)
    except ValueError:  # NaN in a row's own columns, which are passed through
        return _object(_finite(value))


def _number(value: Decimal) -> str:
    text = str(value)
    return text if text.isdigit() else repr(number(value))


class _Writers(dict[type, Callable[[Any], str]]):
    """What writes a value, by its type; each type of record gets its writer when the first is written."""

    def __missing__(self, record: type) -> Callable[[Any], str]:
        form, get = _form(record)
        self[record] = writer = lambda value: "{" + form % tuple(_values(get(value)))
        return writer


_WRITERS = _Writers(
    {
        str: encode_basestring,
        int: int.__repr__,
        bool: {True: "true", False: "false"}.__getitem__,
        type(None): {None: "null"}.__getitem__,
        Decimal: _number,
        dt.date: lambda value: f'"{value.isoformat()}"',
        tuple: _array,
        list: _array,
        dict: _object,
    }
)


def write(path: Path, records: Iterable[Article | Mapping[str, Any]], *, settled: bool = True) -> int:
    """How many lines were written to `path`; where the records end in an error, nothing is.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "bulletins.jsonl")
    ...     write(file, [{"title": "榕江再添公园"}, {"title": "云溪镇种茶"}]), file.read_text("utf-8").splitlines()[1]
    (2, '{"title":"云溪镇种茶"}')
    """
    count = 0
    with replacing(path, settled=settled) as file:
        for record in records:
            append(file, record)
            count += 1
    return count


def append(file: TextIO, record: Article | Mapping[str, Any]) -> None:
    """Put one more line at the end of an open file.

    >>> from io import StringIO
    >>> file = StringIO()
    >>> append(file, {"title": "云溪镇种茶"})
    >>> file.getvalue()
    '{"title":"云溪镇种茶"}\\n'
    """
    jsonlines.Writer(file, dumps=line).write(record)


@contextmanager
def replacing(path: Path, *, settled: bool = True) -> Iterator[TextIO]:
    """A file to write to, which takes its name `path` only when all is written, and (`settled`) on the disk.

    Who writes many files has the disk settle for all of them, before any is entered in a journal.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with replacing(Path(folder, "bulletins.jsonl")) as file:
    ...         _ = file.write("{}\\n")
    ...         os.listdir(folder)
    ...     os.listdir(folder)
    ['.bulletins.jsonl.part']
    ['bulletins.jsonl']
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            yield file
            if settled:
                settle(file)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):  # a disk that went read-only has its own, better word
            unfinished.unlink(missing_ok=True)
        raise
    if settled:
        settle_folder(path.parent)


def settle(file: TextIO) -> None:
    """Force what was written to the disk."""
    file.flush()
    os.fsync(file.fileno())


def settle_folder(folder: Path) -> None:
    """Force a folder's names to the disk, where the system has a way to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_jsonl(*paths: Path | str) -> Iterator[dict[str, Any]]:
    """Every line of JSONL files, or of all parts of dataset folders in the order of their manifests.

    A name that holds * or ? and is no file's stands for all files and folders that match it. What is named twice is
    read once.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = write(Path(folder, "a.jsonl"), [{"title": "榕江再添公园"}])
    ...     _ = write(Path(folder, "b.jsonl"), [{"title": "云溪镇种茶"}])
    ...     [line["title"] for line in read_jsonl(f"{folder}/*.jsonl", f"{folder}/a.jsonl")]
    ['榕江再添公园', '云溪镇种茶']
    """
    for part in files(*paths):
        yield from _lines(part)


def files(*paths: Path | str) -> Iterator[Path]:
    """The files of articles that `read_jsonl` reads, each once.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = [write(Path(folder, name), []) for name in ("榕江.jsonl", "云溪.jsonl")]
    ...     [file.name for file in files(f"{folder}/榕江.jsonl", f"{folder}/*.jsonl")]
    ['榕江.jsonl', '云溪.jsonl']
    """
    given = [found for path in paths for found in matches(path)]
    seen: set[str] = set()
    for part in (part for one in given for part in parts(one)):
        if len(given) > 1:  # a manifest alone names no part twice
            known, name = len(seen), os.path.realpath(part)
            seen.add(name)
            if len(seen) == known:
                continue
        yield part


def matches(path: Path | str) -> list[Path]:
    """The path itself, or what a glob matches, by name. Raises UsageError where that is nothing.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = [Path(folder, name).write_text("") for name in ("榕江.jsonl", "云溪.jsonl")]
    ...     [path.name for path in matches(f"{folder}/*.jsonl")]
    ['云溪.jsonl', '榕江.jsonl']
    """
    path = Path(path)
    if not glob.has_magic(str(path)) or path.exists():
        return [path]
    found = [Path(name) for name in sorted(glob.glob(str(path), recursive=True))]  # noqa: PTH207 (Path.glob takes no absolute pattern)
    if not found:
        raise UsageError(f"{path}: nothing matches it")
    return found


def read_manifest(folder: Path, *, journal: bool = False) -> list[Entry]:
    """The lines of a dataset's manifest; with `journal`, those that a run which broke off left behind.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = write(Path(folder, MANIFEST), [{"uri": "新闻/榕江.txt", "part": "articles/1.jsonl"}])
    ...     read_manifest(Path(folder)), read_manifest(Path(folder), journal=True)
    ([{'uri': '新闻/榕江.txt', 'part': 'articles/1.jsonl'}], [])
    """
    path = folder / (JOURNAL if journal else MANIFEST)
    if not path.is_file():
        return []
    if not journal:
        return list(_lines(path))
    return [_entry(path, number, text) for number, text in enumerate(path.read_bytes().split(b"\n")[:-1], 1) if text.strip()]


def _entry(path: Path, number: int, text: bytes) -> Entry:
    try:
        entry: Entry = json.loads(text)
    except ValueError as error:
        raise RowError(str(path), number, BROKEN) from error
    return entry


def entries(folder: Path) -> dict[str, Entry]:
    """What a dataset says of its sources now, by their names. Raises SourceError for a line without one.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = write(Path(folder, MANIFEST), [{"uri": "新闻/榕江.txt", "part": "articles/1.jsonl"}])
    ...     entries(Path(folder))["新闻/榕江.txt"]["part"]
    'articles/1.jsonl'
    """
    found = {}
    for entry in standing(folder):
        if "uri" not in entry:
            raise SourceError(str(folder / MANIFEST), f"a line without uri; the line is broken: {_ANEW}")
        found[entry["uri"]] = compact(entry)
    return found


def compact(entry: Entry) -> Entry:
    """The same line in a quarter of the memory: what all lines say alike is held once, their keys among it.

    >>> one, other = (compact({"uri": name, "records": {"targets": 3}}) for name in ("榕江.txt", "云溪.txt"))
    >>> one, one["records"] is other["records"]
    ({'uri': '榕江.txt', 'records': {'targets': 3}}, True)
    """
    kept = _SharedKeys()
    for key, value in entry.items():
        setattr(kept, key, _alike(key, value))
    return kept.__dict__


class _SharedKeys:
    """Python holds the names of attributes once for all objects of a class: their dictionaries take a third of the room of others."""


def _alike(key: str, value: Any) -> Any:
    if key in ("records", "statements"):
        return _counts(tuple(value.items()))
    return sys.intern(value) if key in ("input", "status", "made") and value else value


@lru_cache(1 << 14)
def _counts(pairs: tuple[tuple[str, int], ...]) -> dict[str, int]:
    return dict(pairs)


def is_unfinished(folder: Path) -> bool:
    """Whether a run into this folder was broken off, or is not over yet: its journal is still there.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = write(Path(folder, JOURNAL), [{"uri": "新闻/榕江.txt"}])
    ...     is_unfinished(Path(folder))
    True
    """
    return (folder / JOURNAL).is_file()


def parts(path: Path) -> Iterator[Path]:
    """The files of articles of a dataset folder, in the order of its manifest; a file as it is. Raises SourceError where there is neither.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = write(Path(folder, MANIFEST), [{"uri": "新闻/榕江.txt", "part": "articles/1.jsonl"}])
    ...     [part.name for part in parts(Path(folder))]
    ['1.jsonl']
    """
    if not path.is_dir():
        yield path
        return
    if (path / MANIFEST).is_file() or is_unfinished(path):
        named = (entry.get("part") for entry in standing(path))
    elif (path / PARTS).is_dir():
        named = (f"{PARTS}/{name}" for name in sorted(file.name for file in (path / PARTS).glob("*.jsonl")))
    else:
        raise SourceError(str(path), f"no dataset; `policy-extract run` writes one, with {MANIFEST} and {PARTS}/")
    yield from (path / part for part in named if part)


def standing(folder: Path) -> Iterator[Entry]:
    """What a dataset says of its sources now, a line each: its manifest, or the journal of a run that is not over.

    A journal begins with all that was known when its run began.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = write(Path(folder, JOURNAL), [{"uri": "榕江.txt", "status": "begun"}, {"uri": "榕江.txt", "status": "done"}])
    ...     list(standing(Path(folder)))
    [{'uri': '榕江.txt', 'status': 'done'}]
    """
    if is_unfinished(folder):
        yield from {entry["uri"]: entry for entry in read_manifest(folder, journal=True)}.values()
    elif (folder / MANIFEST).is_file():
        yield from _lines(folder / MANIFEST)


def readable(folder: Path) -> Iterator[Entry]:
    """Those lines of a damaged manifest or journal that are JSON objects.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, MANIFEST).write_text('{"uri":"榕江.txt"}\\n{"uri":"云', "utf-8")
    ...     list(readable(Path(folder)))
    [{'uri': '榕江.txt'}]
    """
    for text in (folder / (JOURNAL if is_unfinished(folder) else MANIFEST)).read_bytes().split(b"\n"):
        with suppress(ValueError):
            if isinstance(entry := json.loads(text), dict):
                yield entry


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file, jsonlines.Reader(file) as reader:
            yield from reader.iter(type=dict, skip_empty=True)
    except jsonlines.InvalidLineError as error:
        raise RowError(str(path), error.lineno, BROKEN) from error
    except UnicodeDecodeError as error:
        raise SourceError(str(path), f"not UTF-8; a dataset's lines always are: {_ANEW}") from error
    except FileNotFoundError as error:
        again = "; `policy-extract run` over the same input makes it anew" if path.parent.name == PARTS else ""
        raise SourceError(str(path), f"cannot be read: it is not there{again}") from error
    except OSError as error:
        raise SourceError(str(path), f"cannot be read: {error.strerror}") from error


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value
