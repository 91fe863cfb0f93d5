"""Gold as JSON lines of doccano (sequence labelling), and back. Offsets are code points; other keys of a line come back as they were.

In doccano leave "count grapheme clusters as one character" off and allow overlapping spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extract import emit
from extract.model import Line
from extract.review.spans import Span, spans


def write(lines: Iterable[Line], out: Path) -> int:
    """How many lines were written."""
    return emit.write(out, ({"text": line["text"], "label": [[span.start, span.end, span.label] for span in spans(line)], "gold": line} for line in lines))


def read(path: Path) -> Iterator[tuple[Line, list[Span]]]:
    """The gold line that each line carries, and its labels now; doccano writes them in either of two ways."""
    for line in emit.read_jsonl(path):
        gold = line["gold"] if "gold" in line else line["meta"]["gold"]
        entities = [(one["start_offset"], one["end_offset"], one["label"]) for one in line.get("entities", ())]
        yield gold, [Span(label, start, end) for start, end, label in entities or line.get("label", ())]
