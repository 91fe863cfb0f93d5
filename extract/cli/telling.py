"""What a command says while it is at work: how far it is on a terminal, a line for each source, or nothing but what fails."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from extract.cli.parser import complain

Line = TypeVar("Line", bound=Mapping[str, Any])
Thing = TypeVar("Thing")
_PATIENCE = 2.0  # seconds before a bar is worth showing


def telling(parser: argparse.ArgumentParser) -> None:
    """Options that say what is told of a command while it lasts, and at its end."""
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what fails")
    parser.add_argument("-v", "--verbose", action="store_true", help="say a line for each source")


def passing(things: Iterable[Thing], given: argparse.Namespace, unit: str, name: Callable[[Thing], str] = str) -> Iterator[Thing]:
    """The same things; on a terminal, how many have passed where that takes a while, with -v the name of each, once."""
    from tqdm import tqdm

    hidden = True if given.quiet or given.verbose else None  # None: where nobody looks on
    before = ""
    for thing in tqdm(things, unit=f" {unit}", delay=_PATIENCE, leave=False, file=sys.stderr, disable=hidden):
        if given.verbose and (named := name(thing)) != before:
            complain(named)
            before = named
        yield thing


def articles(lines: Iterable[Line], given: argparse.Namespace) -> Iterator[Line]:
    """The same lines of a dataset, or of gold, by their sources."""
    return passing(lines, given, "articles", _name)


def _name(line: Mapping[str, Any]) -> str:
    """The source of a line; of a line of gold its title or number."""
    return str(line["source"]["uri"] if "source" in line else line.get("title") or line["doc"])


def tell(given: argparse.Namespace, *said: str) -> None:
    """Say at its end what a command did, unless only what fails is to be said."""
    if not given.quiet:
        print("\n".join(said))
