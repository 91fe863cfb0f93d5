"""Numbers that Word makes for lists -> what it prints before a paragraph: 一、 （二） 第三条 1. ① a).

The file holds only the list and the depth of a paragraph; what a reader sees is counted from the first paragraph on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from extract import expressions as re
from extract.read.word.forms import shown
from extract.read.word.styles import Style, W, value, whole

_DEPTHS = 9
_LINKS = 8  # styles of lists that refer to one another; more are a loop
_LONGEST = 60  # characters of a number; what is longer is no number
_PLACE = re.compile(r"%([1-9])")
_CLOSED = re.compile(r"[、，,：:；;。)）\]】〕》〉>是)①-⓿㉑-㊿]$")  # no blank stands behind these


@dataclass(frozen=True, slots=True)
class Level:
    """One depth of a list: how it counts and what it prints; `restart` is how many depths above it make it begin anew."""

    start: int
    form: str
    text: str
    gap: bool
    legal: bool
    restart: int
    style: str


@dataclass(frozen=True, slots=True)
class _Abstract:
    """Depths that lists share, or the style of lists that has them."""

    linked: str
    levels: Mapping[int, Level]


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the depths that it shares with others, those that it has for itself, and where it begins anew."""

    shared: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbers:
    """Counts the lists of one file, paragraph after paragraph."""

    def __init__(self, numbering: Any, styles: Mapping[str, Style]) -> None:
        shared = _by_id(numbering, "abstractNum", "abstractNumId").items()
        self._abstracts = {name: _Abstract(value(one.find(f"{W}numStyleLink")), _levels(one)) for name, one in shared}
        self._nums = _by_id(numbering, "num", "numId")
        self._styles = styles
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, style: Style, number: str | None, depth: int | None, text: str) -> str:
        """What is printed before the next paragraph, a blank behind it where its text needs one; empty without a list.

        `number` and `depth` are the paragraph's own, which come before its style's.
        """
        named = number if number is not None else style.number
        found = self._list(named) if named not in (None, "0") else None
        if found is None or named is None:
            return ""
        if depth is None:
            depth = _depth(style, found.levels) if number is None else style.depth or 0
        level = found.levels.get(depth)
        if level is None:
            return ""
        counts = self._counted(named, found, depth)
        return _spaced(_printed(found, level, depth, counts), level, text)

    def _counted(self, name: str, found: _List, depth: int) -> Mapping[int, int]:
        """The counts after one more paragraph at this depth; deeper ones begin anew."""
        counts = self._counts.setdefault(found.shared, {})
        fresh = depth in found.starts and (name, depth) not in self._begun
        self._begun.add((name, depth))
        counts[depth] = _start(found, depth) if fresh or depth not in counts else counts[depth] + 1
        for deeper in [at for at in counts if at > depth]:
            level = found.levels.get(deeper)
            if level is None or depth < level.restart:
                del counts[deeper]
        return counts

    def _list(self, name: str) -> _List | None:
        if name not in self._lists:
            self._lists[name] = self._made(name)
        return self._lists[name]

    def _made(self, name: str) -> _List | None:
        num = self._nums.get(name)
        shared = self._shared(num)
        if num is None or shared not in self._abstracts:
            return None
        levels, starts = dict(self._abstracts[shared].levels), dict[int, int]()
        for override in num.findall(f"{W}lvlOverride"):
            depth = whole(str(override.get(f"{W}ilvl", "")), most=_DEPTHS - 1)
            start = whole(value(override.find(f"{W}startOverride")))
            if depth is not None and start is not None:
                starts[depth] = start
            levels.update(_levels(override))
        return _List(shared, levels, starts)

    def _shared(self, num: Any) -> str:
        """The id of the abstract list behind a list: one that only names a style has its depths where the style says."""
        name = value(num.find(f"{W}abstractNumId")) if num is not None else ""
        for _ in range(_LINKS):
            linked = self._abstracts[name].linked if name in self._abstracts else ""
            behind = self._nums.get(self._styles[linked].number or "") if linked in self._styles else None
            if behind is None:
                break
            name = value(behind.find(f"{W}abstractNumId"))
        return name


def _depth(style: Style, levels: Mapping[int, Level]) -> int:
    """The depth that a style has in a list: where the list names it, as the style says, or where the list names its base."""
    at = {level.style: depth for depth, level in levels.items() if level.style}
    if style.depth is not None and style.lineage[0] not in at:
        return style.depth
    return next((at[name] for name in style.lineage if name in at), 0)


def _by_id(numbering: Any, tag: str, attribute: str) -> dict[str, Any]:
    if numbering is None:
        return {}
    return {str(element.get(W + attribute, "")): element for element in numbering.findall(W + tag)}


def _levels(parent: Any) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in parent.findall(f"{W}lvl"):
        depth = whole(str(element.get(f"{W}ilvl", "")), most=_DEPTHS - 1)
        if depth is not None:
            found[depth] = _level(element, depth)
    return found


def _level(element: Any, depth: int) -> Level:
    forms = [value(form) for form in element.iter(f"{W}numFmt")]  # the last one is the plain form of a custom one
    restart = whole(value(element.find(f"{W}lvlRestart")), most=_DEPTHS)
    start = whole(value(element.find(f"{W}start")))
    legal = element.find(f"{W}isLgl")
    return Level(
        start=1 if start is None else start,
        form=forms[-1] if forms else "decimal",
        text=value(element.find(f"{W}lvlText"))[:_LONGEST],
        gap=value(element.find(f"{W}suff"), "tab") != "nothing",
        legal=legal is not None and value(legal, "1") not in ("0", "false", "off"),
        restart=depth if restart is None else min(restart, depth),
        style=value(element.find(f"{W}pStyle")),
    )


def _start(found: _List, depth: int) -> int:
    level = found.levels.get(depth)
    return found.starts.get(depth, level.start if level else 1)


def _printed(found: _List, level: Level, depth: int, counts: Mapping[int, int]) -> str:
    """The text of a level with the counts filled in; a bullet is no number."""

    def count(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        if at > depth or at not in found.levels:
            return ""
        form = "decimal" if level.legal else found.levels[at].form
        return shown(counts.get(at, _start(found, at)), form)

    return "" if level.form == "bullet" else _PLACE.sub(count, level.text).strip()


def _spaced(number: str, level: Level, text: str) -> str:
    """The number, and a blank where one is seen or where digits would run together: 1. 5G基站, 1.2 亿元楼宇."""
    if not number:
        return ""
    last, digits = number[-1], any(char.isdecimal() for char in number)
    apart = last.isdecimal() or (digits and last in ".．、,，" and text[:1].isdecimal())
    return number + (" " if apart or (level.gap and not _CLOSED.search(number)) else "")
