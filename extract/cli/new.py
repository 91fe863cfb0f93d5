"""`policy-extract new`: a pattern file to start from, with an example that proves it."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.options import unwritten
from extract.cli.parser import OK
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.cli.parser import Commands

KINDS = ("indicator", "unit", "rule", "cue", "grant")
_HERE = ("THIS-FOLDER", "本文件夹")
"""What stands in the files, in English and in Chinese, for the folder that they will lie in."""


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("new", help="write a pattern file to start from: an indicator, unit, rule, cue or kind of grant of your own")
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=f"what it is to teach: {', '.join(KINDS)}")
    where = "the folder of your own pattern files (default: my-patterns)"
    parser.add_argument("--out", type=Path, default=Path("my-patterns"), metavar="FOLDER", help=where)
    parser.set_defaults(command=_new)


def _new(given: argparse.Namespace) -> int:
    from extract.patterns import folder

    file = given.out / f"{given.kind}.yaml"
    shown = shlex.quote(str(given.out))
    text = (folder() / "new" / f"{given.kind}.yaml").read_text("utf-8")
    for here in _HERE:
        text = text.replace(here, shown)
    _written(file, text)
    print(f"{file}: edit it, then prove it and read with it:")
    print(f"  policy-extract check --add-patterns {shown}")
    print(f"  policy-extract run FILES --add-patterns {shown}")
    return OK


def _written(file: Path, text: str) -> None:
    """Write a new file; UsageError where one of that name stands already, or none can be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except OSError as error:
        if file.exists():
            raise UsageError(f"{file} stands already; edit it, rename it, or name another folder with --out") from error
        raise unwritten(file.parent, error) from error
