"""Files that get their names only when they are complete, and the heads and meanings of the tables in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from extract.tables.columns import Column


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a file: its name there, its columns and their heads, the meanings of table and columns, and the words for no and yes."""

    name: str
    columns: tuple[Column, ...]
    heads: tuple[str, ...]
    meaning: str = ""
    meanings: tuple[str, ...] = ()
    truths: tuple[str, str] = ("no", "yes")


Sheets = Mapping[str, Sheet]
"""Each table of a file, by its key in COLUMNS."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield where to write a file that gets its name `path` only when it is complete; nothing of it stays if writing fails.

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
    """Yield a function from the name of a file to where it is written; the files get their names when all are complete, none if writing fails.

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
    """Yield an empty folder beside `path` for the pieces of that file; it is removed at the end, or by the next call if this one is killed.

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
