"""What every command shares: exit codes, the way to complain, and a parser that says what would be right."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from extract.cli.language import Formatter, say

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]

OK, SOME_FAILED, WRONG_CALL, LOCKED, INTERRUPTED = 0, 1, 2, 3, 130
_OF_ARGPARSE = (
    "the following arguments are required: {names}",
    "argument {name}: expected one argument",
    "argument {name}: expected at least one argument",
    "one of the arguments {names} is required",
)
_NEAR = 0.7  # of the letters, so that --pubished is --published and --date is not --patterns
_CHOICE = re.compile(r"argument (?P<what>.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<choices>.*)\)", re.S)


def complain(line: str) -> None:
    """Say a line on stderr."""
    with suppress(OSError):  # where nobody listens, the work goes on
        print(f"policy-extract: {line}", file=sys.stderr, flush=True)


class Parser(argparse.ArgumentParser):
    """A parser that says in a line what is wrong with a call, and in another what would be right."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**{"formatter_class": Formatter, **said})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """What argparse makes of a call; a word too many is told by the command that it stands behind."""
        found, beyond = super().parse_known_args(args, namespace)
        if beyond:
            self.error(self._beyond(beyond))
        return found, beyond

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End with a code, when all that was said is written."""
        sys.stdout.flush()
        super().exit(status, message)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Write help or a version, where argparse would keep silent if that cannot be."""
        (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        """End with the one or two lines, and the exit code of a wrong call."""
        if message.endswith("required: COMMAND"):
            message = self._no_command()
        elif wrong := _CHOICE.fullmatch(message):
            message = self._no_choice(wrong["what"], wrong["given"], re.findall(r"[^\s',]+", wrong["choices"]))
        complain(_known(message) + "\n" + say("  {program} --help tells more", program=self.prog))
        raise SystemExit(WRONG_CALL)

    def _no_command(self) -> str:
        """What to write behind the program, or behind a command that has commands of its own."""
        if " " not in self.prog:
            return say("a command is missing; run reads files, table makes a spreadsheet of what it wrote")
        own = next(action.choices or () for action in self._actions if action.metavar == "COMMAND")
        return say("{command} needs to be told what to do: {choices}", command=self.prog.rpartition(" ")[2], choices=", ".join(own))

    def _no_choice(self, what: str, given: str, choices: Sequence[str]) -> str:
        near = _near(given, choices)
        known = _meant(near) or say("one of {choices}", choices=", ".join(choices))
        if what != "COMMAND":
            return say("{what} cannot be {given}; {known}", what=what, given=given, known=known)
        return say("no command {given}; {known}", given=given, known=_instead(given) or known)

    def _options(self) -> dict[str, argparse.Action]:
        """The options that a command tells of."""
        shown = [action for action in self._actions if action.help != argparse.SUPPRESS and action.dest != "help"]
        return {option: action for action in shown for option in action.option_strings}

    def _beyond(self, words: Sequence[str]) -> str:
        wrong = next((word.partition("=")[0] for word in words if word.startswith("-")), None)
        if wrong is None:
            return say("{words}: one name too many; quote a name that has blanks in it", words=" ".join(words))
        options = self._options()
        near = _near(wrong, list(options), _NEAR) or list(filter(None, (_named_so(name, options[name], wrong) for name in options)))
        known = _meant(near) or say("it has {options}", options=", ".join(options) or "–")
        return say("{command} has no option {wrong}; {known}", command=self.prog.rpartition(" ")[2], wrong=wrong, known=known)


def _instead(given: str) -> str:
    """What to call for a file or a table that stands where a command should; an empty string for anything else."""
    from extract.tables.columns import COLUMNS

    if Path(given).exists():
        return say("to read it: policy-extract run {given}", given=given)
    return say("it is a table: policy-extract table DATASET --only {given}", given=given) if given in COLUMNS else ""


def _near(wrong: str, right: Sequence[str], least: float = 0.6) -> list[str]:
    """The name that is most like a wrong one, where one is like it."""
    from difflib import get_close_matches

    return get_close_matches(wrong, right, 1, least)


def _meant(near: Sequence[str]) -> str:
    """A question for the nearest name; nothing where none is near."""
    return say("did you mean {near}?", near=near[0]) if near else ""


def _named_so(name: str, option: argparse.Action, wrong: str) -> str:
    """The option whose help holds the word that was tried in its place: --to csv for --csv, --published for --date."""
    word = wrong.strip("-").lower()
    if word in (option.choices or ()):
        return f"{name} {word}"
    return name if word in re.findall(r"[a-z]+", f"{option.metavar} {option.help}".lower()) else ""


def _known(message: str) -> str:
    """A message of argparse itself in the language that was chosen."""
    for template in _OF_ARGPARSE:
        if found := re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(template)), message):
            return say(template, **found.groupdict())
    return message
