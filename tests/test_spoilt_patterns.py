"""Our own pattern files, spoilt: each is refused with file and what to do, or reads as something else; none ends in a traceback.

`python tests/test_spoilt_patterns.py 200` spoils them in two hundred ways; here are forty, always the same.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import parsed
import pytest

from extract import annotate, check
from extract.errors import PatternError
from extract.patterns import Rule, folder, layers, load_rules, trials

TEXT = "3月9日，檀渡镇力争到2028年茶叶总产值突破15亿元，同比增长8.3%，陈远山出席。"
_FEW = 40
_EXAMPLES = 3
Spoil = Callable[[random.Random, bytes], bytes]


def _line(change: Callable[[random.Random, str], str]) -> Spoil:
    """One line of the file, changed."""

    def spoilt(chance: random.Random, data: bytes) -> bytes:
        lines = data.decode().split("\n")
        at = chance.choice([number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")] or [0])
        lines[at] = change(chance, lines[at])
        return "\n".join(lines).encode("utf-8", "surrogatepass")

    return spoilt


def _swapped(old: str, new: str) -> Spoil:
    """One place where something stands, with something else there."""

    def spoilt(chance: random.Random, data: bytes) -> bytes:
        text = data.decode()
        places = [place for place in range(len(text)) if text.startswith(old, place)]
        place = chance.choice(places or [0])
        return (text[:place] + new + text[place + len(old) * bool(places) :]).encode()

    return spoilt


def _inside(piece: bytes) -> Spoil:
    def spoilt(chance: random.Random, data: bytes) -> bytes:
        place = chance.randrange(len(data) + 1)
        return data[:place] + piece + data[place:]

    return spoilt


SPOILS: dict[str, Spoil] = {
    "GBK": lambda chance, data: data.decode().encode("gb18030"),
    "UTF-16": lambda chance, data: data.decode().encode("utf-16"),
    "empty": lambda chance, data: b"",
    "cut": lambda chance, data: data[: chance.randrange(len(data))],
    "gone": lambda chance, data: b"\xff gone",
    "NUL": _inside(b"\0"),
    "bell": _inside(b"\x07"),
    "half a character": _inside(b"\xe5"),
    "escape of half a pair": _swapped(": ", ': "\\ud83d" '),
    "deep brackets": _inside(b"[" * 5000),
    "deep groups": _swapped("match: '", "match: '" + "(?:" * 3000 + "x" + ")" * 3000),
    "calls itself": _swapped("match: '", "match: '(?R)?"),
    "open group": _swapped("match: '", "match: '("),
    "unbounded": _swapped("match: '", "match: '.*"),
    "slow": _swapped("match: '", "match: '(?:[0-9]|[0-9][0-9])+☂|"),
    "wide repeat": _swapped("match: '", "match: 'x{1,999999}"),
    "word for number": _swapped("weight: ", "weight: six"),
    "word for factor": _swapped("factor: ", "factor: 十"),
    "list for text": _swapped("id: ", "id: [a, b] "),
    "text for list": _swapped("forms: [", "forms: '["),
    "empty list": _swapped("forms: [", "forms: [] # ["),
    "empty word": _swapped("forms: [", "forms: ['', "),
    "no id": _swapped("- id: ", "- ids: "),
    "no examples": _swapped("finds:", "found:"),
    "day": _swapped("}", ", published: '2023-02-30'}"),
    "mark": _swapped("⟦", ""),
    "alias": _swapped("forms: [", "forms: &a [*a, "),
    "anchor": _swapped(": ", ": *nothing "),
    "tag": _swapped(": ", ": !!python/object:os.system "),
    "two documents": _inside(b"\n---\na: b\n"),
    "wide colon": _swapped(": ", "："),
    "wide comma": _swapped(", ", "，"),
    "tab": _swapped("    ", "\t"),
    "column": _swapped("kind: ", "kind: ☂"),
    "reference": _swapped("forms: [", "forms: [=nobody.home, "),
    "slot": _swapped("match: '", "match: '{nobody}"),
    "line twice": _line(lambda chance, line: f"{line}\n{line}"),
    "line gone": _line(lambda chance, line: ""),
    "line turned": _line(lambda chance, line: line[::-1]),
    "tab in a table": _line(lambda chance, line: line + "\t"),
}


def spoilt(count: int, top: Path) -> Iterator[tuple[str, Path]]:
    """A folder of our files, in which one at a time is spoilt; each way has its turn, on files by chance."""
    chance = random.Random(7)
    files = sorted(file for file in folder().rglob("*") if file.suffix in (".yaml", ".txt", ".tsv") and file.parent.name != "new")
    names, copy = [*SPOILS], top / "patterns"
    shutil.copytree(folder(), copy, copy_function=_linked)
    for number in range(count):
        way = names[number % len(names)]
        fitting = [file for file in files if file.suffix == ".yaml"] if number // len(names) % 3 < 2 else files
        file = chance.choice(fitting)
        place = copy / file.relative_to(folder())
        place.unlink()
        if way != "gone":
            place.write_bytes(SPOILS[way](chance, file.read_bytes()))
        yield f"{way} in {file.name}", copy
        place.unlink(missing_ok=True)
        _linked(str(file), str(place))


def _linked(source: str, target: str) -> None:
    Path(target).hardlink_to(source) if Path(source).stat().st_dev == Path(target).parent.stat().st_dev else shutil.copy(source, target)


def outcome(copy: Path) -> str:
    """What comes of a spoilt folder: refused, or read."""
    try:
        rules = load_rules(copy)
        annotate(TEXT, published=dt.date(2026, 3, 12), rules=rules)
        cases = check.cases(rules)
        for case in cases[:: max(1, len(cases) // _EXAMPLES)]:
            check.failures(case, rules)
    except PatternError as error:
        assert str(error).split(":")[0].split("/")[0] in ("patterns", "weights") or str(error).startswith(str(copy)), str(error)
        return "refused"
    return "read"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not spoilt is parsed and proved once, not forty times."""
    proved_already = set[tuple[str, str]]()

    def proved(rule: Rule) -> None:
        if (rule.id, rule.expression) not in proved_already:
            trials.proved(rule)
            proved_already.add((rule.id, rule.expression))

    monkeypatch.setattr(layers, "proved", proved)
    parsed.once(monkeypatch)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("quick")
def test_spoilt_files_are_refused_and_never_end_in_a_traceback(tmp_path: Path) -> None:
    came = Counter(outcome(copy) for _, copy in spoilt(_FEW, tmp_path))
    assert came["refused"] >= _FEW * 2 / 3 and came.total() == _FEW


if __name__ == "__main__":
    results: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for what, where in spoilt(int(sys.argv[1]), Path(name)):
            try:
                came_of = outcome(where)
            except BaseException as error:
                came_of = "traceback"
                print(what, type(error).__name__, str(error)[:200])
            results[came_of] += 1
    print(dict(results))
