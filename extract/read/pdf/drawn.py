"""The rules that are drawn on a page, as boxes: thin ones as they are, those of outlined shapes side by side."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_int, pointer
from typing import Any

from extract.read.pdf.cells import THIN, Box

_OBJECTS = 20_000  # of a page; one that holds more is a map or a plan
_SEGMENTS = 400  # of a path; one that holds more is a picture
_SLANT = 0.5  # points by which a line may be off the straight


def rules(page: Any) -> Iterator[Box]:
    """Each straight rule of a page, and each side of its rectangles: left, right, bottom, top."""
    import pypdfium2.raw as pdfium

    edges = [c_float() for _ in range(4)]
    places = [pointer(edge) for edge in edges]
    get, kind, path, bounds = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDFPageObj_GetBounds
    count = pdfium.FPDFPage_CountObjects(page)
    for index in range(count if count <= _OBJECTS else 0):
        drawn = get(page, index)
        if kind(drawn) != path or not bounds(drawn, *places):
            continue
        left, bottom, right, top = [edge.value for edge in edges]
        if min(right - left, top - bottom) <= THIN:
            yield left, right, bottom, top
        elif _is_outlined(drawn):
            yield from _sides(drawn)


def _is_outlined(drawn: Any) -> bool:
    """Whether the outline of a path is drawn; what is only filled is the ground behind some words."""
    import pypdfium2.raw as pdfium

    filled, outlined = c_int(), c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(drawn, filled, outlined) and outlined.value)


def _sides(drawn: Any) -> Iterator[Box]:
    """The level and the upright lines of a path."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPath_CountSegments(drawn)
    if not 0 < count <= _SEGMENTS:
        return
    here = start = None
    for index in range(count):
        part = pdfium.FPDFPath_GetPathSegment(drawn, index)
        kind, there = pdfium.FPDFPathSegment_GetType(part), _point(drawn, part)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO and here:
            yield from _line(here, there)
        if start and pdfium.FPDFPathSegment_GetClose(part):
            yield from _line(there, start)
        here = there


def _point(drawn: Any, part: Any) -> tuple[float, float]:
    """Where a segment of a path ends, on the page."""
    import pypdfium2.raw as pdfium

    x, y, matrix = c_float(), c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFPathSegment_GetPoint(part, x, y)
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f


def _line(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Box]:
    (x, y), (u, v) = one, other
    if min(abs(x - u), abs(y - v)) <= _SLANT:
        yield min(x, u), max(x, u), min(y, v), max(y, v)
