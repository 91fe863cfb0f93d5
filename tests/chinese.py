"""How much Chinese stands in the code, where it has no example, and what each room held when this was first asked.

Counted are the characters of string constants. Docstrings and comments are not, nor numerals and the words of the calendar
(NUMERALS, CALENDAR), nor the modules whose matter is writing itself: numerals, calendars, encodings.

    python tests/chinese.py      lowers chinese.tsv to what there is by now; raises nothing
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from budget import nodes

TOP = Path(__file__).parents[1] / "extract"
ALLOWED = Path(__file__).with_name("chinese.tsv")
HEAD = "characters\troom"

OF_WRITING = ("text", "numerals", "calendar", "read.encoding", "read.word.forms", "recognise.dates.eras")
NUMERALS = "[零〇一二三四五六七八九十百千万亿两廿卅半壹贰叁肆伍陆柒捌玖拾佰仟]"
CALENDAR = "[上下]半年|[今去明上本全]年|本月|[年月季][初末底]|时期|期间|[年季]度|学[年期]|星期|周末|工作日|[年季月旬周日天时分秒]"
_ALLOWED = re.compile(f"{CALENDAR}|{NUMERALS}")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9ffe]")


def constants(module: Path) -> Iterator[str]:
    """The texts of a module that are no docstring."""
    prose = {id(node.value) for node in nodes(module) if isinstance(node, ast.Expr)}
    for node in nodes(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def counts() -> dict[str, int]:
    """Room -> the Chinese characters in its modules, for those that have some."""
    found: dict[str, int] = {}
    for path in sorted(TOP.rglob("*.py")):
        name = ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__")
        count = sum(len(_HAN.findall(_ALLOWED.sub("", text))) for text in constants(path))
        if count and name not in OF_WRITING:
            room = name.split(".")[0]
            found[room] = found.get(room, 0) + count
    return found


def allowed() -> dict[str, int]:
    rows = (line.split("\t") for line in ALLOWED.read_text("utf-8").splitlines()[1:])
    return {room: int(count) for count, room in rows}


def main() -> None:
    here = counts()
    kept = {room: min(count, here[room]) for room, count in allowed().items() if room in here}
    ALLOWED.write_text("\n".join([HEAD, *(f"{count}\t{room}" for room, count in sorted(kept.items()))]) + "\n", "utf-8", newline="\n")
    print(f"{sum(here.values())} characters in {len(here)} rooms")


if __name__ == "__main__":
    main()
