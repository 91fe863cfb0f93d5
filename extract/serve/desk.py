"""What the server does with a dataset: show it, read bulletins into it, keep decisions, make its workbook."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from extract import archive, emit, read, report, review, tables
from extract.archive import dataset
from extract.errors import PolicyExtractError
from extract.read.kinds import suffix

UPLOADS = "uploads"
REVIEW = "review.jsonl"
_LONGEST = 80  # characters of a file's name: three bytes each, 255 bytes is what a file system takes


class Refused(PolicyExtractError):
    """What the server will not take, and why."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A dataset folder as one person works on it: `uploads/` holds the bulletins that were dropped, `review.jsonl` the decisions."""

    folder: Path

    def page(self) -> Iterator[str]:
        """The page of the dataset as it is now, with the decisions so far."""
        return report.page(self._lines(), self.folder.resolve().name, self._review().lines(), server=True)

    def workbook(self) -> Path:
        """The workbook of the dataset as it is now."""
        path = self.folder / "tables.xlsx"
        self.folder.mkdir(parents=True, exist_ok=True)
        tables.write(self._lines(), path, "xlsx")
        return path

    def take(self, files: Sequence[tuple[str, BinaryIO]]) -> dict[str, Any]:
        """Keep bulletins and read them: how many articles they hold, and what could not be read."""
        refused = [f"{shown(name)}: no kind of file that can be read" for name, _ in files if not is_known(name)]
        uploads = self.folder / UPLOADS
        uploads.mkdir(parents=True, exist_ok=True)
        for name, file in files:
            if is_known(name):
                kept(uploads, shown(name), file)
        if len(refused) == len(files):
            return {"articles": 0, "failed": refused}
        failed: list[str] = []
        summary = archive.run([uploads], self.folder, report=failed.append, settings=archive.Settings(workers=1))
        told = [line.removeprefix(f"{uploads}{os.sep}") for line in failed]
        return {"articles": summary.articles, "failed": [*refused, *told]}

    def decide(self, decision: Any) -> None:
        """Put a decision at the end of the review, on the disk before it is answered."""
        if not review.is_decision(decision):
            raise Refused("no decision of a review")
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / REVIEW).open("a", encoding="utf-8", newline="\n") as file:
            emit.append(file, decision)
            emit.settle(file)

    def _lines(self) -> Iterator[Mapping[str, Any]]:
        return emit.read_jsonl(self.folder) if dataset.is_dataset(self.folder) else iter(())

    def _review(self) -> review.Review:
        path = self.folder / REVIEW
        return review.read([path] if path.is_file() else [])


def kept(folder: Path, name: str, file: BinaryIO) -> None:
    """Keep a file; another one of the same name stays, and the new one gets a number."""
    arrived = folder / ".arrived"
    with arrived.open("wb") as copy:
        shutil.copyfileobj(file, copy)
    stem, dot, ending = name.partition(".")
    for number in count(2):
        if not (folder / name).exists() or filecmp.cmp(folder / name, arrived, shallow=False):
            arrived.replace(folder / name)
            return
        name = f"{stem} {number}{dot}{ending}"


def is_known(name: str) -> bool:
    """Whether a file of this name is of a kind that is read.

    >>> is_known("简报.DOCX"), is_known("程序.exe"), is_known("简报")
    (True, False, False)
    """
    return suffix(name) in read.READERS


def shown(name: str) -> str:
    """The name under which a file is kept: the last part of its path, without what a file system or a terminal may take amiss.

    >>> shown("..\\\\新闻/../二月 要闻.txt"), shown(".bashrc"), shown("a\\x00:b.md")
    ('二月 要闻.txt', 'bashrc', 'a_b.md')
    """
    base = name.replace("\\", "/").rpartition("/")[2]
    safe = "".join(char if char.isprintable() and char not in '<>:"|?*' else "\0" for char in base)
    parts = "_".join(part for part in safe.split("\0") if part).strip(". ")
    stem, dot, ending = parts.rpartition(".")
    return f"{(stem or ending)[:_LONGEST]}{dot}{ending}" if stem else parts[:_LONGEST] or "_"
