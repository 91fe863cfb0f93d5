"""Files, folders, archives, rows -> pages. One reader a file; each outside package is known to one of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import FormatError, SourceError, UsageError
from extract.model import Page, Reference
from extract.patterns import Rules, load_rules
from extract.read import files, old_office
from extract.read.encoding import is_marked_utf8
from extract.read.kinds import ADVICE, kind_of, suffix
from extract.read.metadata import day_in_name, given, whole_day, year_in_name
from extract.read.raw import Raw, of_bytes, of_path
from extract.turns import Turns

if TYPE_CHECKING:
    from extract.read.rows.columns import Columns

_MARK = 3  # bytes of the mark of UTF-8
_STDIN = 1_000_000_000  # bytes that standard input is held in memory for
Found = Iterator[Page | SourceError]
Given = str | os.PathLike[str] | tuple[str, bytes] | Raw


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller asked for, on the way to the readers that need it."""

    columns: Mapping[str, str] | None
    rules: Rules | None
    turns: Turns

    def known(self) -> Rules:
        return self.rules if self.rules is not None else load_rules()

    def heads(self) -> Columns:
        """The columns that readers of rows look for."""
        from extract.read.rows import columns

        return columns.columns(self.columns, self.known())


def _text(raw: Raw, asked: _Asked) -> Found:
    from extract.read import rows, text

    if b"\t" in raw.start() and rows.is_tabbed(raw):
        return rows.tabbed(raw, asked.heads())
    return text.pages(raw)


def _html(raw: Raw, asked: _Asked) -> Found:
    from extract.read import html

    return html.pages(raw, asked.known())


def _jsonl(raw: Raw, asked: _Asked) -> Found:
    from extract.read import rows

    return rows.jsonl(raw, asked.heads())


def _json(raw: Raw, asked: _Asked) -> Found:
    from extract.read import rows

    return rows.json_array(raw, asked.heads())


def _csv(raw: Raw, asked: _Asked) -> Found:
    from extract.read import rows

    return rows.delimited(raw, asked.heads())


def _sql(raw: Raw, asked: _Asked) -> Found:
    from extract.read.rows import sql

    return sql.pages(raw, asked.heads())


def _xlsx(raw: Raw, asked: _Asked) -> Found:
    from extract.read.rows import sheets

    return sheets.pages(raw, asked.heads())


def _zip(raw: Raw, asked: _Asked) -> Found:
    from extract.read import packed

    return _members(packed.zipped(raw), raw, asked)


def _tar(raw: Raw, asked: _Asked) -> Found:
    from extract.read import packed

    return _members(packed.tarred(raw), raw, asked)


def _gz(raw: Raw, asked: _Asked) -> Found:
    from extract.read import packed

    return _read(packed.gunzipped(raw), asked)


def _warc(raw: Raw, asked: _Asked) -> Found:
    from extract.read.packed import warc

    return _members(warc.responses(raw), raw, asked)


Reader = Callable[[Raw, _Asked], Found]


def _by(module: str) -> Reader:
    """A reader that is the `pages` of a module beside this one, which is loaded when a file needs it."""

    def read(raw: Raw, asked: _Asked) -> Found:
        found: Found = import_module(f"{__name__}.{module}").pages(raw)
        return found

    return read


# Which reader reads which kind. A new reader is a row here, and its file beside this one (CONTRIBUTING.md, To add a reader).
READERS: dict[str, Reader] = {
    ".txt": _text,
    ".text": _text,
    ".md": _text,
    ".markdown": _text,
    ".html": _html,
    ".htm": _html,
    ".shtml": _html,
    ".shtm": _html,
    ".xhtml": _html,
    ".jsp": _html,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".json": _json,
    ".csv": _csv,
    ".tsv": _csv,
    ".sql": _sql,
    ".xlsx": _xlsx,
    ".xlsm": _xlsx,
    ".docx": _by("word"),
    ".docm": _by("word"),
    ".pdf": _by("pdf"),
    ".zip": _zip,
    ".tar": _tar,
    ".tgz": _tar,
    ".tar.gz": _tar,
    ".gz": _gz,
    ".warc": _warc,
    ".warc.gz": _warc,
}


def pages(
    source: Given,
    *,
    published: date | str | None = None,
    columns: Mapping[str, str] | None = None,
    rules: Rules | None = None,
    turns: Turns | None = None,
) -> Found:
    """Every page of a source (a path, `-` for standard input, an (uri, bytes) pair, or a Raw), in its order.

    A row or a member that cannot be used is yielded as the error that tells why, and the rest goes on; SourceError
    is raised where nothing of the source can be read. `published`, a day or an ISO day, month or year, overrides what
    pages say of their day; `columns` names columns of rows, such as {"text": "报道", "published": "见报日"}.

    >>> [page] = pages(("2022-06-29.txt", "清溪镇今年投入３亿元。".encode("gbk")))
    >>> page.text, page.source.encoding, page.published_from
    ('清溪镇今年投入３亿元。', 'gb18030', 'filename')
    """
    date_given = None if published is None else given(published)
    raw = _opened(source)
    for found in _read(raw, _Asked(columns, rules, turns or Turns())):
        if isinstance(found, SourceError):
            yield found
        elif date_given is not None:
            yield dated(found, date_given)
        else:
            yield _dated(found, raw)


def listing(inputs: files.Inputs, include: Iterable[str] = (), exclude: Iterable[str] = ()) -> files.Listing:
    """Every file that `inputs` name (files, folders, globs, `-`), in an order that is always the same.

    In folders, files of the known kinds are taken, or those that match a glob of `include`; never hidden ones, nor
    those that match `exclude`. Globs are tried on the name and on the path inside the folder. What is named itself is
    always taken. Raises UsageError for what leads to no file.
    """
    return files.listing(inputs, READERS, tuple(include), tuple(exclude))


def sources(inputs: files.Inputs, include: Iterable[str] = (), exclude: Iterable[str] = ()) -> Iterator[str]:
    """The path of every file of a listing, each once."""
    yield from dict.fromkeys(file.path for file in listing(inputs, include, exclude).files)


def _opened(source: Given) -> Raw:
    if isinstance(source, tuple):
        return of_bytes(*source)
    if isinstance(source, Raw):
        return source
    if source == "-":
        data = sys.stdin.buffer.read(_STDIN + 1)
        if len(data) > _STDIN:
            raise SourceError("-", f"more than {_STDIN // 1_000_000} MB on standard input; read it from a file")
        return of_bytes("-", data)
    if not isinstance(source, str | os.PathLike):
        raise UsageError(f"a source is a path, - or a pair of name and bytes, not {type(source).__name__}")
    return of_path(Path(source), os.fspath(source))


def _read(raw: Raw, asked: _Asked) -> Found:
    """The pages of one input: by the reader of its kind, else in today's format; FormatError where neither can be."""
    kind = kind_of(raw)
    found = READERS[kind](raw, asked) if kind in READERS else _of_old_office(raw, kind, asked)
    found = _mismarked(found) if is_marked_utf8(raw.start(_MARK)) else found
    return _counted(found, raw) if asked.turns.of == 1 else found  # a share of it may well be empty


def _mismarked(found: Found) -> Found:
    """The pages of a file that begins with the mark of UTF-8; one that is in another encoding says so."""
    for item in found:
        if isinstance(item, Page) and item.source.encoding not in (None, "utf-8"):
            notes = {**item.source.metadata, "encoding_mark": "utf-8"}
            item = replace(item, source=replace(item.source, metadata=notes))
        yield item


def _of_old_office(raw: Raw, kind: str, asked: _Asked) -> Found:
    """The pages of a kind that has no reader, where LibreOffice turns it into one that has; FormatError says what to do."""
    office = old_office.program() if kind in old_office.TURNED else None
    if office is None:
        also = ", or install LibreOffice, which it is then read with" if kind in old_office.TURNED else ""
        raise FormatError(raw.uri, ADVICE[kind] + also)
    return _turned(raw, kind, office, asked)


def _turned(raw: Raw, kind: str, office: str, asked: _Asked) -> Found:
    """The pages of an old Office file, read in today's format; its digest stays that of the file itself."""
    new, digest = old_office.turned(raw, kind, office), raw.sha256()
    for item in READERS[old_office.TURNED[kind]](new, asked):
        yield replace(item, source=replace(item.source, sha256=digest)) if isinstance(item, Page) else item


def _counted(found: Found, raw: Raw) -> Found:
    """The same pages and errors; SourceError at the end where there was neither."""
    empty = True
    for item in found:
        empty = False
        yield item
    if empty:
        raise SourceError(raw.uri, "empty: nothing to read in it")


def _members(members: Iterator[Raw | SourceError], raw: Raw, asked: _Asked) -> Found:
    """The pages of every member of an archive whose turn it is; a member that cannot be read does not stop the others."""
    turns, within = asked.turns, replace(asked, turns=Turns())
    for member in members:
        if turns.begins_member():
            yield from _member(member, turns, within)
            turns.ends_member(raw.uri)


def _member(member: Raw | SourceError, turns: Turns, within: _Asked) -> Found:
    if isinstance(member, SourceError):
        yield member
    elif suffix(member.name) in READERS or suffix(member.name) in ADVICE:
        if refused := turns.refused(member.uri):
            yield refused
            return
        try:
            yield from _read(member, within)
        except SourceError as error:
            yield error


def dated(page: Page, date_given: str) -> Page:
    """The page under the date that the caller gave: a day of publication, or only a month or year to read it against."""
    return replace(page, published=whole_day(date_given), published_from="option", reference=Reference(date_given, "option"))


def _dated(page: Page, raw: Raw) -> Page:
    """The page with the day that its file's name tells, where nothing better told one (never for a row), or the year."""
    name = raw.name + page.source.uri.removeprefix(raw.uri)
    if page.published is None and not page.whole and (found := day_in_name(name)):
        return replace(page, published=found, published_from="filename")
    if page.published is None and page.reference is None and (number := year_in_name(name)):
        return replace(page, reference=Reference(number, "filename"))
    return page
