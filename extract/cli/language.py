"""The command line in English or Chinese: the words stand in zh.po, which any translator's editor opens.

English is what the code says; a sentence that zh.po lacks stays English. `--lang` anywhere in a call decides, else the
locale does, as gettext reads it. Only what explains a command is translated: what a command answers stays as it is, for
other programs read that.
"""

from __future__ import annotations

import argparse
import locale
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "zh")
_CATALOGUE = Path(__file__).with_name("zh.po")
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""In the order in which gettext asks them; the first that is set decides."""
_COLUMNS = 80  # where there is no terminal
_chosen = "en"


def speak(language: str | None) -> None:
    """Choose the language of all that is said from now on; None for that of the locale."""
    global _chosen
    _chosen = language or _of_locale(os.environ)


def say(english: str, **filled: Any) -> str:
    """A sentence in the language that was chosen, its {names} filled in.

    >>> say("no command {given}; {known}", given="raed", known="did you mean read?")
    'no command raed; did you mean read?'
    """
    said = english if _chosen == "en" else _translations().get(english, english)
    return said.format(**filled) if filled else said


def _of_locale(environment: Mapping[str, str]) -> str:
    """The language of a locale; where no variable says one, as on Windows, the system's own.

    >>> _of_locale({"LANG": "zh_CN.UTF-8"}), _of_locale({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    """
    told = next((environment[name] for name in _VARIABLES if environment.get(name)), None)
    return "zh" if (told or locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


@cache
def _translations() -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    with _CATALOGUE.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id and one.string}


class Formatter(argparse.HelpFormatter):
    """Help in the language that was chosen: argparse's own words, too, and Chinese broken into lines where it may be."""

    def __init__(self, prog: str, indent_increment: int = 2, max_help_position: int = 24, width: int | None = None) -> None:
        super().__init__(prog, indent_increment, max_help_position, width or _width())

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        super().add_usage(usage, actions, groups, say("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """The head of a group of options."""
        super().start_section(say(heading) if heading else heading)

    def add_text(self, text: str | None) -> None:
        """What stands above and below the options."""
        super().add_text(say(text) if text else text)

    def _get_help_string(self, action: argparse.Action) -> str:
        return say(action.help or "")

    def _split_lines(self, text: str, width: int) -> list[str]:
        return lines(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in lines(text, width - len(indent)))


def _width() -> int:
    """The columns that help fills: all of the terminal's but two, as in argparse, which loads much to ask for them."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told) - 2
    with suppress(AttributeError, ValueError, OSError):  # no standard output, or it is none of a terminal
        return (os.get_terminal_size(sys.__stdout__.fileno()).columns or _COLUMNS) - 2  # type: ignore[union-attr]
    return _COLUMNS - 2


def lines(text: str, width: int) -> list[str]:
    """A text in lines of so many columns; a Chinese character takes two, and no line begins with a full-width comma or stop.

    >>> lines("读入文件，写出 JSONL。", 12)
    ['读入文件，写', '出 JSONL。']
    """
    made = [""]
    for piece in _pieces(text):
        if made[-1] and columns(made[-1]) + columns(piece.rstrip()) > width:
            made[-1] = made[-1].rstrip()
            made.append(piece.lstrip())
        else:
            made[-1] += piece
    return [line for line in made if line] or [""]


def _pieces(text: str) -> Sequence[str]:
    """What must not be torn apart: words with the blank behind them, characters with the marks behind them."""
    pieces: list[str] = []
    for char in " ".join(text.split()):
        before = pieces[-1][-1] if pieces else ""
        if not before or _may_part(before, char):
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def _may_part(before: str, char: str) -> bool:
    """Whether a line may end between two characters."""
    if before == " ":
        return True
    opens, mark = unicodedata.category(before) == "Ps", unicodedata.category(char)[0] == "P" and char != "`"
    return not opens and not mark and char != " " and (_is_wide(before) or _is_wide(char))


def columns(text: str) -> int:
    """How many columns of a terminal a text takes.

    >>> columns("茶园 3")
    6
    """
    return sum(1 + _is_wide(char) for char in text)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
