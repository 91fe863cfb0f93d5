"""Gold to annotation tools and back: which tools there are, and what a file of theirs that is none comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from extract import emit
from extract.errors import SourceError
from extract.model import Line
from extract.review import brat, docbin, doccano, label_studio
from extract.review.gold import gold
from extract.review.spans import LABELS, Span, restored

# Of each tool: what writes gold lines to a file or folder, and what reads them back with the spans that they have now.
TOOLS: dict[str, tuple[Callable[[Iterable[Line], Path], int], Callable[[Path], Iterator[tuple[Line, list[Span]]]]]] = {
    "label-studio": (label_studio.write, label_studio.read),
    "doccano": (doccano.write, doccano.read),
    "docbin": (docbin.write, docbin.read),
    "brat": (brat.write, brat.read),
}


def gold_lines(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The gold lines of datasets, and of files and folders of gold."""
    for path in paths:
        folder_of_gold = path.is_dir() and not (path / emit.MANIFEST).exists() and not (path / emit.PARTS).is_dir()
        lines = emit.read_jsonl(*sorted(path.glob("*.jsonl"))) if folder_of_gold else emit.read_jsonl(path)
        for line in lines:
            yield from gold([line]) if "schema" in line else [{"doc": line["id"], **line} if "id" in line else line]


def written(tool: str, lines: Iterable[Line], out: Path) -> int:
    """How many texts were written for a tool."""
    return TOOLS[tool][0](lines, out)


def read(tool: str, path: Path, notes: list[str]) -> Iterator[dict[str, Any]]:
    """The gold lines that come back from a tool; `notes` gets what has to be completed by hand, or was left out.

    Raises SourceError for a file that is none of the tool's.
    """
    try:
        for line, found in TOOLS[tool][1](path):
            known = [span for span in found if span.label in LABELS and 0 <= span.start < span.end <= len(line["text"])]
            notes += [f"{line['doc']}: {span.label} at {span.start}-{span.end} is no span of ours; left out" for span in found if span not in known]
            back, more = restored(line, known)
            notes += more
            yield back
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise SourceError(str(path), f"no {tool} file that `policy-extract export` made ({type(error).__name__}: {error})") from error
    except OSError as error:
        raise SourceError(str(path), f"cannot be read: {error.strerror or error}") from error
