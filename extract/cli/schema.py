"""`policy-extract schema`: the JSON Schema of a line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from extract.cli.parser import OK

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("schema", help="the JSON Schema of a line")
    parser.set_defaults(command=_schema)


def _schema(given: argparse.Namespace) -> int:
    import json

    from extract.schema import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return OK
