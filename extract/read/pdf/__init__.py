"""PDF files with a text layer -> one page, through pypdfium2: characters and their boxes, and the rules of forms; nothing else is looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from extract.errors import FormatError
from extract.model import Page, Source
from extract.read.lines import bounded
from extract.read.metadata import day
from extract.read.pdf import cells, drawn
from extract.read.pdf.forms import Sheet, chosen
from extract.read.pdf.layout import paragraphs, without_edges
from extract.read.pdf.pieces import GUESSED, Char, both, pieces
from extract.read.raw import Raw
from extract.text import without_surrogates

_SHEETS = 3000
_CHARS = 5_000_000
_PASSWORD = 4  # pdfium's FPDF_ERR_PASSWORD


def pages(raw: Raw) -> Iterator[Page]:
    """The one page of a PDF file. Raises FormatError where it is damaged, locked, or a picture of its text."""
    data = raw.whole()
    kept, edges = without_edges(chosen(_sheets(data, raw.uri)))
    text = without_surrogates("\n".join(paragraphs(kept)).replace("\x02", "-").replace("\0", "\ufffd"))
    lost = text.count("\ufffd")
    if lost * 4 > len(text):
        raise FormatError(raw.uri, "its text layer cannot be decoded; recognise the text anew (OCR)")
    if not text.strip():
        raise FormatError(raw.uri, "no text layer: a scan; recognise its text first (OCR)")
    published = next((found for line in edges if "星期" in line and (found := day(line))), None)
    notes = {key: value for key, value in (("furniture", len(edges)), ("replaced", lost)) if value}
    source = Source(raw.uri, "pdf", None, hashlib.sha256(data).hexdigest(), 0, notes)
    yield Page(source, bounded(text, raw.uri), published=published, published_from="metadata" if published else None)


def _sheets(data: bytes, uri: str) -> list[Sheet]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        what = "locked with a password; save it without" if locked else "a damaged PDF file"
        raise FormatError(uri, what) from error
    try:
        if len(document) > _SHEETS:
            raise FormatError(uri, f"more than {_SHEETS:,} pages; split it")
        return list(_read(document, uri))
    finally:
        document.close()


def _read(document: Any, uri: str) -> Iterator[Sheet]:
    import pypdfium2 as pdfium

    total = 0
    for number in range(len(document)):
        try:
            sheet = document[number]
        except pdfium.PdfiumError as error:
            raise FormatError(uri, f"page {number + 1} is damaged") from error
        try:
            layer = sheet.get_textpage()
        except pdfium.PdfiumError as error:
            sheet.close()
            raise FormatError(uri, f"page {number + 1} is damaged") from error
        try:
            total += layer.count_chars()
            if total > _CHARS:
                raise FormatError(uri, f"more than {_CHARS:,} characters; split it")
            yield _sheet(sheet, layer)
        finally:
            layer.close()
            sheet.close()


def _sheet(page: Any, layer: Any) -> Sheet:
    """The type of a page, and once more by cell where its rules are those of a form."""
    rotation = page.get_rotation()
    chars = _chars(layer.raw, layer.count_chars(), rotation)
    forms = cells.forms(_turned(box, rotation) for box in drawn.rules(page.raw))
    if not forms:
        return Sheet(pieces(chars))
    plain, celled = both(chars, [cell for form in forms for cell in form])
    return Sheet(plain, celled, forms)


def _chars(layer: Any, count: int, rotation: int) -> Iterator[Char]:
    """The characters of a page as it is held to be read, without those that pdfium adds between lines."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    size, height, last = 1.0, -1.0, None
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(layer, index)
        if code in (0x0A, 0x0D):
            continue
        if code == 0x20 and last is not None and pdfium.FPDFText_IsGenerated(layer, index) == 1:
            yield replace(last, text=GUESSED, left=last.right)
            continue
        if not pdfium.FPDFText_GetLooseCharBox(layer, index, box):
            continue
        if abs(box.top - box.bottom - height) > 0.01:
            height = box.top - box.bottom
            size = _size(pdfium.FPDFText_GetFontSize(layer, index), height)
        edges = _turned((box.left, box.right, box.bottom, box.top), rotation)
        last = Char(chr(code) if 0 < code < 0x110000 else "\ufffd", *edges, size)
        yield last


def _size(stated: float, height: float) -> float:
    """The size of type as it is seen: some files state 1 and stretch it."""
    return stated if stated * 0.5 < height < stated * 2.5 else max(height, 0.1)


def _turned(box: tuple[float, float, float, float], rotation: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = box
    if rotation == 90:
        return bottom, top, -right, -left
    if rotation == 180:
        return -right, -left, -top, -bottom
    if rotation == 270:
        return -top, -bottom, left, right
    return box
