"""Files that take their names only when they are whole, and what is written above their columns."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from extract.tables.columns import Column


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a file: what it is called there, its columns, their heads, what table and columns mean, and the words for no and yes."""

    name: str
    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    meaning: str = ""
    meanings: tuple[str, ...] = ()
    truths: tuple[str, str] = ("no", "yes")


Sheets = Mapping[str, Sheet]
"""By its key in COLUMNS, each table of a file."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Where to write a file that takes its name `path` only when it is whole; nothing of it stays where it fails.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with replacing(Path(folder, "茶园.txt")) as unfinished:
    ...         _ = unfinished.write_text("5万亩", "utf-8")
    ...     unfinished.name, Path(folder, "茶园.txt").read_text("utf-8")
    ('.茶园.txt.part', '5万亩')
    """
    with together(path.parent) as place:
        yield place(path.name)


@contextmanager
def together(folder: Path) -> Iterator[Callable[[str], Path]]:
    """Where to write the files of a folder, each by its name; they take their names when all are whole, and none does where one fails.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with together(Path(folder)) as place:
    ...         _ = [place(name).write_text("", "utf-8") for name in ("茶园.csv", "茶厂.csv")]
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['茶厂.csv', '茶园.csv']
    """
    folder.mkdir(parents=True, exist_ok=True)
    unfinished: dict[Path, Path] = {}

    def place(name: str) -> Path:
        path = folder / name
        return unfinished.setdefault(path, path.with_name(f".{name}.part"))

    try:
        yield place
        for path, file in unfinished.items():
            file.replace(path)
    except BaseException:
        for file in unfinished.values():
            with suppress(OSError):
                file.unlink(missing_ok=True)
        raise


@contextmanager
def scratch(path: Path) -> Iterator[Path]:
    """A folder for what a file is made of, beside it, where there is room; what a call that was killed has left there is gone.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with scratch(Path(folder, "茶园.xlsx")) as parts:
    ...         parts.name, parts.is_dir()
    ...     parts.exists()
    ('.茶园.xlsx.parts', True)
    False
    """
    folder = path.with_name(f".{path.name}.parts")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
