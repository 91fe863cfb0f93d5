"""`policy-extract score`: gold against a dataset."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.datasets import add_datasets, article_lines
from extract.cli.options import unwritten
from extract.cli.parser import OK
from extract.cli.telling import articles, telling
from extract.errors import UsageError

if TYPE_CHECKING:
    from extract.cli.parser import Commands


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("score", help="gold against a dataset: precision, recall, F1, errors to read")
    parser.add_argument("gold", type=Path, metavar="GOLD", help="a file of annotated rows, or a folder of *.jsonl")
    add_datasets(parser, what="what `run` made of the same rows: a folder, a part, several of them, or a glob")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show up to N missed (-) and extra (+) records a test")
    parser.add_argument("--only", default="", metavar="TEXT", help="only tests whose name holds this")
    parser.add_argument("--json", action="store_true", help="figures and errors as JSON, to keep for --against")
    parser.add_argument("--against", type=Path, metavar="FILE", help="gains and losses since what --json wrote then")
    parser.add_argument("--pin", type=Path, metavar="FILE", help="write floors a little below these figures; none sinks")
    telling(parser)
    parser.set_defaults(command=_score)


def _score(given: argparse.Namespace) -> int:
    import json

    from extract import score
    from extract.score import report

    _is_there(given)
    every = score.scores(given.gold, articles(article_lines(given.dataset), given))
    results = [one for one in every if given.only in one.name]
    if given.json:
        print(json.dumps(report.as_dict(results, given.gold), ensure_ascii=False, indent=1))
    elif given.against:
        print("\n".join(report.against(results, report.kept(given.against), given.gold)) or "no gains, no losses")
    else:
        print("\n".join(report.lines(results, score.texts(given.gold), given.errors)))
    if given.pin:
        before = report.kept(given.pin) if given.pin.is_file() else None
        _write(given.pin, json.dumps(report.pinned(every, given.gold, before), ensure_ascii=False, indent=1) + "\n")
    return OK


def _is_there(given: argparse.Namespace) -> None:
    """UsageError where there is no gold or no dataset yet, with the call that makes it."""
    dataset, gold = (shlex.quote(str(name)) for name in (given.dataset[0], given.gold))
    if not given.gold.exists():
        made = f"policy-extract gold {dataset} -o {gold} makes it, to be corrected; review apply makes it of what was reviewed"
        raise UsageError(f"{given.gold}: no gold yet; {made}")
    if not any(Path(name).exists() or "*" in name for name in given.dataset):
        made = f"policy-extract run {gold} --include '*.jsonl' --out {dataset}"
        raise UsageError(f"{given.dataset[0]}: no dataset yet; make it first of the same rows: {made}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise unwritten(path, error) from error
