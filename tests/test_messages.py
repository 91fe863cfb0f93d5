"""Wrong calls and mistakes in pattern files end with a line that says what is wrong, where, and what to do; none with a traceback."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import messages
import pytest

from extract.patterns import trials


@pytest.fixture(scope="module", autouse=True)
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    top = tmp_path_factory.mktemp("位")
    with contextlib.chdir(top):
        messages.place(top)
        yield


def test_there_are_as_many_as_are_told_of() -> None:
    assert len(set(messages.CALLS)) == 38 and len(set(messages.MISTAKES)) == 24


DO = re.compile(
    r"\b(?:write|name|give|put|add|leave|run|did you mean|one of|there are|takes|tells more|no such file|no file matches|stands in quotes|needs|makes|writes|hold|save|call|told what to do|no number|is one word)\b"
)
"""What a person can do next, in words."""


@pytest.mark.parametrize("call", messages.CALLS, ids=[call or "nothing" for call in messages.CALLS])
def test_a_wrong_call_says_what_to_do(call: str) -> None:
    code, told = messages.of_call(call)
    assert code == 2 and told.startswith("policy-extract: ") and len(told.splitlines()) <= 2
    assert DO.search(told) and len(told) < 500


@pytest.mark.parametrize(("file", "right", "wrong"), messages.MISTAKES, ids=[f"{number}" for number in range(len(messages.MISTAKES))])
def test_a_mistake_in_a_pattern_file_is_told_with_its_line(file: str, right: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "_SECONDS", 0.1)  # one of them takes all that it is given
    code, told = messages.of_mistake(file, right, wrong, tmp_path / "mine")
    assert code == 2 and re.match(r"policy-extract: mine/mine\.yaml:\d+: ", told) and len(told.splitlines()) == 1
    assert DO.search(told) and len(told) < 500
