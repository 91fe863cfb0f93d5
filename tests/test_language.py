"""The command line in Chinese: every text of help has its translation, and the call or the locale chooses."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract import cli
from extract.cli import language

ROOM = Path(cli.__file__).parent
HAN = re.compile("[一-鿿]")


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.speak("en")


def texts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """All that the help of a parser and of its commands says."""
    yield from filter(None, (parser.description, parser.epilog, *(group.title for group in parser._action_groups)))
    for action in parser._actions:
        if action.help and action.help != argparse.SUPPRESS:
            yield action.help
        if isinstance(action, argparse._SubParsersAction):
            yield from (choice.help for choice in action._choices_actions if choice.help)
            for command in action.choices.values():
                yield from texts(command)


def spoken() -> set[str]:
    """Sentences that the code hands to `say`, and those of argparse that are known."""
    code = "".join(file.read_text("utf-8") for file in sorted(ROOM.glob("*.py")))
    return set(re.findall(r'\bsay\("((?:[^"\\]|\\.)*)"', re.sub(r">>> say\(.*", "", code))) | {"usage: "}


def test_every_text_of_help_is_in_chinese_and_no_translation_is_left_over() -> None:
    from extract.cli.parser import _OF_ARGPARSE

    known = language._translations()
    assert set(known) == {*texts(cli._parser()), *spoken(), *_OF_ARGPARSE}


def test_a_translation_fills_in_what_the_english_does() -> None:
    for english, chinese in language._translations().items():
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", chinese)), english
        assert HAN.search(chinese) or english == "the JSON Schema of a line", english


def told(call: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        cli.main(call)
    said = capsys.readouterr()
    return said.out + said.err


@pytest.mark.parametrize("call", [["--lang", "zh", "--help"], ["run", "--help", "--lang=zh"], ["table", "--lang", "zh", "--help"]], ids=" ".join)
def test_the_call_chooses(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "用法：policy-extract" in told(call, capsys)


@pytest.mark.parametrize(
    ("variables", "opening"),
    [({"LANG": "zh_CN.UTF-8"}, "用法："), ({"LANG": "zh_CN.UTF-8", "LC_ALL": "de_DE"}, "usage: "), ({"LANGUAGE": "zh_CN:en", "LANG": "en_US.UTF-8"}, "用法：")],
    ids=["LANG", "LC_ALL before LANG", "LANGUAGE before all"],
)
def test_the_locale_chooses_where_the_call_does_not(
    variables: dict[str, str], opening: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LC_ALL")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert told(["--help"], capsys).startswith(opening)
    assert told(["--lang", "en", "--help"], capsys).startswith("usage: ")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["tabel"], "没有 tabel 这个命令；是不是想用 table？"),
        (["run"], "还缺参数：INPUT"),
        (["table", "d", "--csv"], "table 没有 --csv 这个选项；是不是想用 --to csv？"),
        (["explain", "--text"], "--text 后面要有一个值"),
    ],
)
def test_a_wrong_call_is_told_in_chinese(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = told([*call, "--lang", "zh"], capsys).splitlines()
    assert first == f"policy-extract: {said}" and second.endswith("--help 有详细说明")


def test_a_language_that_is_not_there_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--lang cannot be fr; one of en, zh" in told(["run", "a", "--lang", "fr"], capsys)


def test_no_line_of_help_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = told(["run", "--help", "--lang", "zh"], capsys).splitlines()
    assert max(map(language.columns, lines)) <= 80
    assert [line for line in lines if line.strip()[:1] in "，。；：、）"] == [line for line in lines if not line.strip()]
