"""Word files -> one page: paragraphs, heads and tables in the order of the document, then its notes.

Text is what a reader sees: insertions under revision count, deletions and hidden text do not; the numbers that Word
makes for lists stand at the head of their lines; footnotes and endnotes follow the body, a line each, in the order in
which it refers to them. Page heads and feet are furniture and stay out, and so do comments, tables of contents (their
lines are the heads again, with page numbers) and bullets. Macros and links are never looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from typing import Any

from extract.errors import FormatError
from extract.model import Page, Source
from extract.read.lines import bounded, table_lines
from extract.read.packed.zips import checked
from extract.read.raw import Raw
from extract.read.spans import names_rows
from extract.read.word.forms import circled
from extract.read.word.numbers import Numbers
from extract.read.word.runs import LEFT_OUT, Runs, gather
from extract.read.word.styles import PLAIN, Style, W, listed, outline, styles, value, whole
from extract.text import fold

_PARAGRAPH, _TABLE, _ROW, _CELL, _LOOK = (W + tag for tag in ("p", "tbl", "tr", "tc", "rPr"))
_NESTING = 8  # tables in cells of tables; deeper ones are read as plain lines
_SPAN = 100  # columns that a cell may span
_ENTRY = 120  # characters: what is longer is no entry of a table of contents, whatever its style
_CONTENTS = frozenset(("目录", "目次"))


@dataclass(slots=True)
class _Reading:
    """One document as it is read: its styles, its lists as far as they are counted, the notes referred to so far."""

    styles: Mapping[str, Style]
    numbers: Numbers
    notes: dict[tuple[str, str], bool] = field(default_factory=dict)


def pages(raw: Raw) -> Iterator[Page]:
    """The one page of a .docx file. Raises FormatError where it is damaged, locked, or holds no text."""
    data = raw.whole()
    document = _opened(data, raw.uri)
    try:
        lines = list(_document(document))
    except (AttributeError, KeyError, TypeError, ValueError, SyntaxError, RecursionError) as error:
        raise FormatError(raw.uri, "a damaged Word file: its text cannot be found") from error
    text = "\n".join(lines)
    if not text.strip():
        raise FormatError(raw.uri, "no text in this Word file: nothing but pictures, or empty")
    yield Page(Source(raw.uri, "docx", None, hashlib.sha256(data).hexdigest()), bounded(text, raw.uri))


def _opened(data: bytes, uri: str) -> Any:
    import docx

    with checked(data, uri) as packed:
        if "word/document.xml" not in packed.namelist() and "[Content_Types].xml" not in packed.namelist():
            raise FormatError(uri, "no Word file: it holds no document")
    try:
        return docx.Document(BytesIO(data))
    except Exception as error:  # a damaged file makes the library stumble in ever new ways
        raise FormatError(uri, "a damaged Word file; open and save it again") from error


def _part(document: Any, kind: str) -> Any:
    """The XML of the document's part of this kind, None where it has none."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            part = relation.target_part
            return part.element if hasattr(part, "element") else parse_xml(part.blob)
    return None


def _document(document: Any) -> Iterator[str]:
    known = styles(document.styles.element)
    reading = _Reading(known, Numbers(_part(document, "numbering"), known))
    yield from _lines(document.element.body, reading, 0)
    parts: dict[str, dict[str, Any]] = {}
    for count, ((kind, name), marked) in enumerate(list(reading.notes.items()), 1):
        if kind not in parts:
            part = _part(document, kind)
            parts[kind] = {str(note.get(f"{W}id")): note for note in (part if part is not None else ())}
        found = [line.strip() for line in _lines(parts[kind].get(name, ()), reading, 1)]
        yield from _note([line for line in found if line], count, marked)


def _note(lines: list[str], count: int, marked: bool) -> Iterator[str]:
    """The lines of a note, its number before the first one: no line before it goes on in a line with such a number."""
    if lines:
        yield lines[0] if marked else circled(count) + lines[0]
        yield from lines[1:]


def _lines(parent: Any, reading: _Reading, nested: int) -> Iterator[str]:
    """The lines of a body or a cell; content controls and other wrappers are looked into."""
    for element in parent:
        if element.tag == _PARAGRAPH:
            yield from _paragraph(element, reading, nested)
        elif element.tag == _TABLE:
            yield from _table(element, reading, nested + 1) if nested < _NESTING else _lines(element, reading, nested)
        elif element.tag not in LEFT_OUT and isinstance(element.tag, str):
            yield from _lines(element, reading, nested)


def _paragraph(paragraph: Any, reading: _Reading, nested: int) -> Iterator[str]:
    runs = Runs(notes=reading.notes)
    gather(paragraph, runs)
    text = "".join(runs.pieces)
    properties = paragraph.find(f"{W}pPr")
    style = _style(properties, reading)
    if (style.contents and len(text) <= _ENTRY) or _heads_contents(paragraph, text, reading):
        return
    level = style.level
    if properties is not None:
        text = _numbered(text, properties, style, reading, nested)
        level = outline(properties.find(f"{W}outlineLvl")) or level
    if level and text.strip() and nested == 0:
        yield "#" * max(level, 2) + " " + " ".join(text.split())
    else:
        yield from text.split("\n")
    for box in runs.boxes:
        yield from _lines(box, reading, nested + 1)


def _style(properties: Any, reading: _Reading) -> Style:
    named = properties.find(f"{W}pStyle") if properties is not None else None
    return reading.styles.get(value(named), PLAIN) if named is not None else PLAIN


def _numbered(text: str, properties: Any, style: Style, reading: _Reading, nested: int) -> str:
    """The text behind its number in a list. A number without text counts, but is printed only in a cell: 序号."""
    number, depth = listed(properties.find(f"{W}numPr"))
    if number is None and style.number is None:
        return text
    bare = text.lstrip()
    if not bare and properties.find(f"{_LOOK}/{W}del") is not None:
        return text
    printed = reading.numbers.next(style, number, depth, bare)
    return printed + bare if printed and (bare or nested) else text


def _heads_contents(paragraph: Any, text: str, reading: _Reading) -> bool:
    """Whether a paragraph is the head of a table of contents: 目录, with an entry below it."""
    if len(text) > 8 or "".join(fold(text).split()) not in _CONTENTS:
        return False
    below = paragraph.getnext()
    entry = below if below is None or below.tag == _PARAGRAPH else next(below.iter(_PARAGRAPH), None)
    return entry is not None and _style(entry.find(f"{W}pPr"), reading).contents


def _table(table: Any, reading: _Reading, nested: int) -> Iterator[str]:
    """Rows between bars; a table of one column is there for its frame, and its lines are plain ones."""
    above: dict[int, str] = {}
    own = (row for row in table.iter(_ROW) if next(row.iterancestors(_TABLE)) is table)
    rows = [_cells(row, reading, nested, above) for row in own]
    if all(sum(map(bool, row)) < 2 for row in rows):
        yield from chain.from_iterable(chain.from_iterable(rows))
    else:
        yield from table_lines(list(filter(any, (list(map(_flat, row)) for row in rows))))


def _flat(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def _cells(row: Any, reading: _Reading, nested: int, above: dict[int, str]) -> list[list[str]]:
    """The lines of each cell of a row by column; `above` holds the text of cells that reach down, and is kept up."""
    cells: list[list[str]] = [[] for _ in range(_span(row.find(f"{W}trPr/{W}gridBefore"), 0))]
    again: dict[int, str] = {}
    for cell in _own_cells(row):
        lines = list(filter(str.strip, _lines(cell, reading, nested)))
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        if lines or _begins(merged):
            above[len(cells)] = _flat(lines) if merged is not None else ""
        else:
            again[len(cells)] = above.get(len(cells), "")
        cells.append(lines)
        cells.extend([] for _ in range(_span(cell.find(f"{W}tcPr/{W}gridSpan"), 1) - 1))
    for column, text in again.items() if any(cells) else ():
        cells[column] = [text] if names_rows(text) else []
    return cells


def _own_cells(row: Any) -> Iterator[Any]:
    """The cells of a row, and not those of tables inside them."""
    return (cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row)


def _begins(merged: Any) -> bool:
    """Whether a cell is one of its own or the first of those merged with it, and not one below that."""
    return merged is None or value(merged) == "restart"


def _span(element: Any, usual: int) -> int:
    found = whole(value(element))
    return usual if found is None else min(found, _SPAN)
