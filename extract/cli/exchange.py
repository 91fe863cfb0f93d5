"""`policy-extract export` and `import`: gold to annotation tools and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.options import unwritten
from extract.cli.parser import OK, complain
from extract.cli.review import write
from extract.cli.telling import articles, tell, telling
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.cli.parser import Commands

_TOOLS = ("label-studio", "doccano", "docbin", "brat")


def add(commands: Commands) -> None:
    """Put the commands into the parser."""
    parser = commands.add_parser("export", help="gold, or a dataset, for an annotation tool")
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD", help="files or folders of gold lines, or datasets")
    parser.add_argument("--to", choices=_TOOLS, required=True, help="the tool")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="the file to write (brat: the folder)")
    telling(parser)
    parser.set_defaults(command=_export)
    parser = commands.add_parser("import", help="what `export` wrote and people changed in a tool, as gold lines")
    parser.add_argument("file", type=Path, metavar="FILE", help="the tool's own export (brat: the folder)")
    parser.add_argument("--from", choices=_TOOLS, required=True, dest="tool", help="the tool")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE", help="the file of gold lines to write")
    telling(parser)
    parser.set_defaults(command=_import)


def _export(given: argparse.Namespace) -> int:
    from extract.review import exchange
    from extract.text import counted

    if path := next((path for path in given.gold if not path.exists()), None):
        raise UsageError(f"{path}: no such file or folder; name gold lines or a dataset")
    try:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        count = exchange.written(given.to, articles(exchange.gold_lines(given.gold), given), given.out)
    except OSError as error:
        raise unwritten(given.out, error) from error
    tell(given, f"{counted(count, 'text')} for {given.to}: {given.out}")
    return OK


def _import(given: argparse.Namespace) -> int:
    from extract.review import exchange
    from extract.text import counted

    notes: list[str] = []
    count = write(given.out, articles(exchange.read(given.tool, given.file, notes), given))
    for line in notes:
        complain(line)
    tell(given, f"{counted(count, 'gold line')}: {given.out}")
    return OK
