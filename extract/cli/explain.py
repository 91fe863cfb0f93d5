"""`policy-extract explain`: why each record came out as it did."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extract.cli.options import reading
from extract.cli.options import rules as rules_of
from extract.cli.parser import OK, SOME_FAILED, complain
from extract.errors import SourceError, UsageError
from extract.marked import LABELS

if TYPE_CHECKING:
    from extract.cli.parser import Commands
    from extract.model import Article
    from extract.patterns import Rules


def add(commands: Commands) -> None:
    """Put the command into the parser."""
    parser = commands.add_parser("explain", help="each sentence with its records, their rules, and what was rejected")
    parser.add_argument("file", nargs="?", help="a bulletin (- for standard input)")
    parser.add_argument("--text", metavar="TEXT", help="a text to explain, in place of a file")
    parser.add_argument("--only", choices=LABELS, metavar="KIND", default="", help=f"only lines of one kind: {', '.join(LABELS)}")
    parser.add_argument("--json", action="store_true", help="as a JSON line for each article")
    parser.add_argument("--html", action="store_true", help="as a page for the browser: explain FILE --html > page.html")
    reading(parser)
    parser.set_defaults(command=_explain)


def _explain(given: argparse.Namespace) -> int:
    from extract import pipeline

    if (given.file is None) == (given.text is None):
        raise UsageError("name a file to explain, or give a text: policy-extract explain --text 到2027年，全镇茶园面积达到3万亩。")
    if given.file is not None:
        _is_there(given.file)
    rules = rules_of(given)
    code = OK
    dates = {"published": given.published, "published_default": given.published_default}
    source = given.file if given.text is None else ("text.txt", given.text.encode("utf-8", "surrogatepass"))
    for article in pipeline.articles(source, **dates, rules=rules, ner=given.ner, columns=dict(given.column)):
        if isinstance(article, SourceError):
            complain(str(article))
            code = SOME_FAILED
            continue
        print("\n".join(_told(article, given, rules)))
    return code


def _is_there(file: str) -> None:
    """SourceError where a file is none; a text may have been given in its place."""
    ending = Path(file).suffix
    if file != "-" and not (ending and ending.isascii()) and not Path(file).exists():
        raise SourceError(file, f"no such file; to explain a text: policy-extract explain --text {shlex.quote(file)}")


def _told(article: Article, given: argparse.Namespace, rules: Rules) -> Iterator[str]:
    """The explanation of an article in the form that was asked for."""
    import json

    from extract import explain, pipeline

    reasons = pipeline.reasons(article, rules, given.ner)
    if given.json:
        yield json.dumps(explain.as_dict(article, reasons, given.only), ensure_ascii=False)
    elif given.html:
        yield explain.html(article, reasons, given.only)
    else:
        yield from explain.lines(article, reasons, given.only, _in_colour())


def _in_colour() -> bool:
    """Whether somebody looks on who has not asked for plain text (NO_COLOR)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
