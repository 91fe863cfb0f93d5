"""The options that several commands have, and what they make of what was typed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.patterns import Rules


def reading(parser: argparse.ArgumentParser) -> None:
    """Options of every command that reads bulletins."""
    date = "as 2022-06-29 (2022-06 and 2022 will do)"
    parser.add_argument("--published", type=_day, metavar="DATE", help=f"the articles' date, {date}; overrides all others")
    without = f"the date of those articles that have none, {date}"
    parser.add_argument("--published-default", type=_day, metavar="DATE", help=without)
    parser.add_argument("--ner", metavar="NAME", help="a spaCy pipeline with an `ner`, by name or path; or lac")
    patterns(parser)
    which = "which column of rows is text, title, published or publisher, as text=报道"
    parser.add_argument("--column", type=_column, action="append", default=[], metavar="ROLE=NAME", help=which)


def patterns(parser: argparse.ArgumentParser) -> None:
    """Options of every command that knows what the pattern files say."""
    more = "a folder of your own pattern files, laid over ours: new indicators, units, rules, cues, names, or others in place of ours; may be repeated"
    parser.add_argument("--add-patterns", type=Path, action="append", default=[], metavar="DIR", help=more)
    parser.add_argument("--patterns", type=Path, metavar="DIR", help="a whole folder of pattern files to use instead of our own")


def rules(given: argparse.Namespace) -> Rules:
    """What the pattern files say: ours or those that were named, with those that were added."""
    from extract.patterns import load_rules

    return load_rules(given.patterns, add=given.add_patterns)


def _one_at_least(instead: str) -> Callable[[str], int]:
    """What makes a number of what was typed; `instead` is what it is where it is none."""

    def read(typed: str) -> int:
        """The number, one at least; ArgumentTypeError for anything else."""
        if not typed.isdecimal() or int(typed) < 1:
            raise argparse.ArgumentTypeError(f"{typed} is {instead}")
        return int(typed)

    return read


count, number = _one_at_least("no number of processes; write it as 2"), _one_at_least("no number; write it as 100")


def unwritten(path: Path, error: OSError) -> UsageError:
    """Why something cannot be written to a file or a folder, and what to name instead.

    >>> print(unwritten(Path("d"), IsADirectoryError()))
    d: a folder stands there; name a file
    """
    if isinstance(error, IsADirectoryError):
        return UsageError(f"{path}: a folder stands there; name a file")
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        return UsageError(f"{path}: a file stands there, or where a folder above it should be; name another folder")
    return UsageError(f"{error.filename or path}: cannot be written: {error.strerror or error}; name another place")


def _column(typed: str) -> tuple[str, str]:
    role, equals, name = typed.partition("=")
    if not equals or not name or role not in ("text", "title", "published", "publisher"):
        raise argparse.ArgumentTypeError(f"{typed} names no column; write it as text=报道 (or title=, published=, publisher=)")
    return role, name


def _day(typed: str) -> str:
    from extract.read.metadata import given

    try:
        return given(typed)
    except UsageError as error:
        raise argparse.ArgumentTypeError(f"{typed} is no day; write it as 2022-06-29, 2022-06 or 2022") from error
