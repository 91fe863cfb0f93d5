"""Gold as a folder of brat: a text, its spans and the labels' configuration; and back. Offsets are code points.

brat knows no span over the end of a line: such a one is written, and read, in pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extract import emit
from extract.model import Line
from extract.review.spans import LABELS, Span, spans

_GOLD = "gold.jsonl"


def write(lines: Iterable[Line], out: Path) -> int:
    """How many texts were written."""
    out.mkdir(parents=True, exist_ok=True)
    held = list(lines)
    for number, line in enumerate(held):
        _file(out, number, "txt").write_text(line["text"], "utf-8", newline="")
        rows = [_row(at, span, line["text"]) for at, span in enumerate(spans(line), 1)]
        _file(out, number, "ann").write_text("".join(rows), "utf-8", newline="")
    (out / "annotation.conf").write_text(
        "[entities]\n" + "".join(f"{label}\n" for label in LABELS) + "[relations]\n[events]\n[attributes]\n", "utf-8", newline="\n"
    )
    emit.write(out / _GOLD, held)
    return len(held)


def _file(folder: Path, number: int, ending: str) -> Path:
    return folder / f"{number:05}.{ending}"


def _row(number: int, span: Span, text: str) -> str:
    pieces = list(_pieces(span, text))
    where = ";".join(f"{start} {end}" for start, end in pieces)
    return f"T{number}\t{span.label} {where}\t{' '.join(text[start:end] for start, end in pieces)}\n"


def _pieces(span: Span, text: str) -> Iterator[tuple[int, int]]:
    """The pieces of a span that lie in one line each.

    >>> list(_pieces(Span("organisation", 0, 5), "云坞\\n镇政府"))
    [(0, 2), (3, 5)]
    """
    start = span.start
    for piece in text[span.start : span.end].split("\n"):
        if piece:
            yield start, start + len(piece)
        start += len(piece) + 1


def read(folder: Path) -> Iterator[tuple[Line, list[Span]]]:
    """The gold lines of a folder, and the spans of their texts now."""
    for number, line in enumerate(emit.read_jsonl(folder / _GOLD)):
        rows = _file(folder, number, "ann").read_text("utf-8").split("\n")
        yield line, [_span(row) for row in rows if row.startswith("T")]


def _span(row: str) -> Span:
    label, _, where = row.split("\t")[1].partition(" ")
    numbers = [int(one) for piece in where.split(";") for one in piece.split()]
    return Span(label, numbers[0], numbers[-1])
