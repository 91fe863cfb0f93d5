"""What the server does with a dataset: show it, read bulletins into it, keep decisions, make its workbook."""

from __future__ import annotations

import datetime as dt
import filecmp
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from extract import archive, emit, read, report, review, tables
from extract.archive import dataset
from extract.errors import PolicyExtractError
from extract.read.kinds import suffix

UPLOADS = "uploads"
DATED = "dated"
REVIEW = "review.jsonl"
_ONE_BY_ONE = archive.Settings(workers=1)
_LONGEST = 80  # characters of a file's name: three bytes each, 255 bytes is what a file system takes


class Refused(PolicyExtractError):
    """What the server will not take, and why."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A dataset folder as one person works on it: `uploads/` holds the bulletins that were dropped, `dated/DAY/` those
    that were given a day, `review.jsonl` the decisions.
    """

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
            return {"articles": 0, "failed": refused, "undated": []}
        told = self._read([uploads], _ONE_BY_ONE)
        return {**told, "failed": [*refused, *told["failed"]], "undated": self._undated()}

    def date(self, day: Any, names: Any) -> dict[str, Any]:
        """Read bulletins that have no date anew, as published on a day: what says so is the folder that they lie in from now on.

        Raises Refused where there is no such bulletin, or no day.
        """
        if not isinstance(day, str) or not isinstance(names, list) or not (set(map(str, names)) <= set(self._undated())):
            raise Refused("no bulletins without a date, and a day for them")
        uploads, dated = self.folder / UPLOADS, self.folder / DATED / _day(day)
        dated.mkdir(parents=True, exist_ok=True)
        for name in names:
            with (uploads / name).open("rb") as file:
                kept(dated, name, file)
            (uploads / name).unlink()
        pruned, rest = replace(_ONE_BY_ONE, prune=True), any(not file.name.startswith(".") for file in uploads.iterdir())
        if rest:  # they keep what they say, with no day by default
            self._read([uploads], pruned)
        folders = [dated] if rest else [uploads, dated]  # where none is left there, its bulletins are gone from the dataset as well
        return {**self._read(folders, pruned, archive.Options(published_default=day)), "undated": self._undated()}

    def _read(self, folders: Sequence[Path], settings: archive.Settings, options: archive.Options | None = None) -> dict[str, Any]:
        failed: list[str] = []
        summary = archive.run(folders, self.folder, options, settings, report=failed.append)
        return {"articles": summary.articles, "failed": [line.removeprefix(f"{folders[-1]}{os.sep}") for line in failed]}

    def _undated(self) -> list[str]:
        """The names of dropped bulletins of which some article has no date, neither in its text nor in the file's name."""
        entries = emit.standing(self.folder) if dataset.is_dataset(self.folder) else ()
        return sorted(str(entry["uri"]) for entry in entries if entry.get("undated") and (self.folder / UPLOADS / str(entry["uri"])).is_file())

    def decide(self, decision: Any) -> None:
        """Put a decision at the end of the review, on the disk before it is answered. Raises Refused for what is no decision."""
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


def _day(typed: str) -> str:
    """A day as the name of a folder. Raises Refused for what is none."""
    try:
        return dt.date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise Refused(f"{typed[:20]} is no day; write it as 2026-03-12") from error


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
