"""The command line: `policy-extract run | table | report | serve | review | gold | export | import | verify | diff | explain | check | new | score | schema`.

Exit code 0: all well. 1: some inputs failed, each named on stderr (or a pattern example failed, or `verify` found something). 2: the call or the
pattern files are wrong, or standard output takes nothing. 3: another run is writing to the dataset. 128 and the number of a signal that ended it:
130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP. Rooms are opened by the command that needs them, so that --help answers at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from extract import __version__
from extract.cli import check, diff, exchange, explain, new, report, review, run, schema, score, serve, table, verify
from extract.cli.ending import forget, open_streams, refused, signals_as_interrupts
from extract.cli.language import LANGUAGES, speak
from extract.cli.parser import INTERRUPTED, LOCKED, OK, SOME_FAILED, WRONG_CALL, Parser, complain
from extract.errors import LockedError, PatternError, PolicyExtractError, UsageError

_COMMANDS = (run, table, report, serve, review, exchange, verify, diff, explain, check, new, score, schema)
"""In the order in which --help shows them."""
_SELDOM = 10_000
"""More things are made than let go before Python looks for garbage that reference counts leave: a report makes 1,700 such things, so a
look follows every sixth (every sixtieth holds eight megabytes more); as often as Python looks by itself, it costs a twentieth."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of one command."""
    open_streams()
    gc.set_threshold(_SELDOM)
    try:
        with signals_as_interrupts():
            return _heard(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt as error:
        return _failed(str(error) or "broken off", getattr(error, "code", INTERRUPTED))


def _heard(argv: Sequence[str]) -> int:
    """The exit code of a call, all that it says being written."""
    code = OK
    try:
        code = _called(argv)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader went away (`| head`)
        forget()
    except OSError as error:
        why = refused(error)
        if why is None:
            raise
        forget()
        return _failed(why, WRONG_CALL)
    return code


def _called(argv: Sequence[str]) -> int:
    """The exit code of what a call asks for."""
    language, words = _language(argv)
    speak(language)
    parser = _parser()
    if "_ARGCOMPLETE" in os.environ:  # the shell asks what may come next, and runs nothing
        _complete(parser)
    for empty in _empty(words):
        parser.error(empty)
    given = parser.parse_args(words)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except LockedError as error:
        return _failed(error, LOCKED)
    except (PatternError, UsageError) as error:
        return _failed(error, WRONG_CALL)
    except PolicyExtractError as error:
        return _failed(error, SOME_FAILED)


def _language(argv: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """The language that a call asks for, wherever in it, and the call without that."""
    speak(None)
    parser = Parser(prog="policy-extract", add_help=False, allow_abbrev=False)
    _lang(parser)
    found, words = argparse.ArgumentParser.parse_known_args(parser, argv)
    return found.lang, words


def _empty(words: Sequence[str]) -> Iterator[str]:
    """What is wrong with a word that is empty: as a name it would stand for this folder, or for what is usual."""
    for before, word in zip(["", *words], words, strict=False):
        if not word or (word.startswith("--") and word.endswith("=") and len(word) > len("--=")):
            behind = word or before
            yield f"nothing is named{f' behind {behind}' * bool(behind)}, where an empty variable may stand; write a name there, or leave it out"


def _lang(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, help="help in English or Chinese (default: as the locale says)")


def _complete(parser: argparse.ArgumentParser) -> None:
    """Tell the shell what may come next, where the package for that is installed (extra `completion`)."""
    with suppress(ImportError):
        import argcomplete

        argcomplete.autocomplete(parser)


def _failed(error: Exception | str, code: int) -> int:
    complain(str(error))
    return code


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="policy-extract",
        description="Numeric targets, amounts, dates and names out of Chinese policy news, with exact offsets.",
        epilog="exit code: 0 all well, 1 some inputs failed (each is named on stderr), 2 the call or the patterns are wrong, 3 another run is writing to the dataset",
    )
    parser.add_argument("-V", "--version", action="version", version=f"policy-extract {__version__}")
    _lang(parser)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(commands)
    return parser
