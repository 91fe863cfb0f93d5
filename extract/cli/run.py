"""`policy-extract run`: bulletins -> a dataset of JSON lines."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.options import count, reading
from extract.cli.parser import OK, SOME_FAILED, complain
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("run", help="read bulletins, write a dataset of JSON lines")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a file or folder (- for standard input)")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="the dataset (default: outputs/ and the input's name)"
    )
    parser.add_argument("--tokens", action="store_true", help="put words with their part of speech into the lines")
    parser.add_argument("--include", action="append", default=[], metavar="GLOB", help="of folders, only these files")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="of folders, not these files")
    share = "processes that share the files; the dataset is the same for any number (default: 1)"
    parser.add_argument("--workers", type=count, default=1, metavar="N", help=share)
    reading(parser)
    parser.set_defaults(command=_run)


def _run(given: argparse.Namespace) -> int:
    from extract import archive, read
    from extract.patterns import load_rules

    rules = load_rules(given.patterns)
    folder = given.out or Path("outputs") / _name(given.inputs[0])
    found = read.sources(given.inputs, include=tuple(given.include), exclude=tuple(given.exclude))
    sources = [source for source in found if not _written(source, folder)]
    if not sources:
        raise UsageError(f"{' '.join(given.inputs)}: no file to read there; --include GLOB takes files of other names")
    options = archive.Options(given.published, given.published_default, given.tokens, given.ner, dict(given.column))
    settings = archive.Settings(workers=given.workers)
    summary = archive.run(sources, folder, options, settings, rules=rules, report=complain)
    for line in summary.lines():
        print(line)
    return SOME_FAILED if summary.errors else OK


def _written(source: str, folder: Path) -> bool:
    """Whether a file is what runs and tables write: where the dataset lies inside an input folder, it is no input."""
    path = Path(source).resolve()
    if not path.is_relative_to(folder.resolve()):
        return False
    return path.relative_to(folder.resolve()).parts[:1] in (("articles",), ("manifest.jsonl",), ("tables",), ("tables.xlsx",))


def _name(given: str) -> str:
    path = Path(given).resolve()
    return "stdin" if given == "-" else (path.name if path.is_dir() else path.stem) or "run"
