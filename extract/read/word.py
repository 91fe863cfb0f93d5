"""Word files -> one page: paragraphs, heads and tables in the order of the document.

Text is what a reader sees: insertions under revision count, deletions do not; numbers that Word would make for a
list are not in the file and stay out. Macros and links are never looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from extract.errors import FormatError
from extract.model import Page, Source
from extract.read.lines import bounded, table_lines
from extract.read.raw import Raw
from extract.read.zips import checked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STYLE = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.I)
_LEFT_OUT = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr", _FALLBACK))
_BREAKS = frozenset((f"{_W}br", f"{_W}cr"))
_PARAGRAPH, _TABLE, _ROW, _CELL, _TEXT = (_W + tag for tag in ("p", "tbl", "tr", "tc", "t"))
_SIGNS = {f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_NESTING = 8  # tables in cells of tables; deeper ones are read as plain lines


def pages(raw: Raw) -> Iterator[Page]:
    """The one page of a .docx file. Raises FormatError where it is damaged, locked, or holds no text."""
    data = raw.whole()
    document = _opened(data, raw.uri)
    try:
        lines = list(_lines(document.element.body, _levels(document), 0))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
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


def _levels(document: Any) -> dict[str, int]:
    """Head level by style id: what the style is called, or the outline level that it or its base has."""
    found: dict[str, int] = {}
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        named = _STYLE.match(str(name.get(f"{_W}val", ""))) if name is not None else None
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        title = name is not None and str(name.get(f"{_W}val", "")).lower() in ("title", "标题")
        level = int(named[1]) if named else _outline(outline)
        if title or level:
            found[str(style.get(f"{_W}styleId"))] = 1 if title else level
    return found


def _outline(element: Any) -> int:
    value = str(element.get(f"{_W}val", "")) if element is not None else ""
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _lines(parent: Any, levels: dict[str, int], nested: int) -> Iterator[str]:
    """The lines of a body or a cell; content controls and other wrappers are looked into."""
    for element in parent:
        if element.tag == _PARAGRAPH:
            yield from _paragraph(element, levels, nested)
        elif element.tag == _TABLE:
            yield from _table(element, levels, nested + 1) if nested < _NESTING else _lines(element, levels, nested)
        elif element.tag not in _LEFT_OUT and isinstance(element.tag, str):
            yield from _lines(element, levels, nested)


def _paragraph(paragraph: Any, levels: dict[str, int], nested: int) -> Iterator[str]:
    pieces: list[str] = []
    boxes: list[Any] = []
    _gather(paragraph, pieces, boxes)
    text = "".join(pieces)
    level = _level(paragraph, levels)
    if level and text.strip() and nested == 0:
        yield "#" * max(level, 2) + " " + " ".join(text.split())
    else:
        yield from text.split("\n")
    for box in boxes:
        yield from _lines(box, levels, nested + 1)


def _gather(element: Any, pieces: list[str], boxes: list[Any]) -> None:
    for child in element:
        if child.tag == _TEXT:
            pieces.append(child.text or "")
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        elif child.tag in _BREAKS:
            pieces.append("\n")
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            _gather(child, pieces, boxes)


def _level(paragraph: Any, levels: dict[str, int]) -> int:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    own = _outline(paragraph.find(f"{_W}pPr/{_W}outlineLvl"))
    return own or (levels.get(str(style.get(f"{_W}val")), 0) if style is not None else 0)


def _table(table: Any, levels: dict[str, int], nested: int) -> Iterator[str]:
    """Rows between bars; a table of one column is there for its frame, and its lines are plain ones."""
    rows = [_cells(row, levels, nested) for row in table.iter(_ROW) if next(row.iterancestors(_TABLE)) is table]
    if all(sum(map(bool, row)) < 2 for row in rows):
        yield from (line for row in rows for cell in row for line in cell)
    else:
        yield from table_lines(
            [flat for row in rows if any(flat := [" ".join(" ".join(cell).split()) for cell in row])]
        )


def _cells(row: Any, levels: dict[str, int], nested: int) -> list[list[str]]:
    cells: list[list[str]] = []
    for cell in row.iter(_CELL):
        if next(cell.iterancestors(_ROW)) is not row:
            continue
        cells.append([line for line in _lines(cell, levels, nested) if line.strip()])
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        wide = str(span.get(f"{_W}val", "1")) if span is not None else "1"
        cells.extend([] for _ in range(min(int(wide), 100) - 1 if wide.isdecimal() else 0))
    return cells
