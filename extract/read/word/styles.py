"""What the styles of a Word file say of a paragraph: its head level, its list, whether it is an entry of a contents list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extract import expressions as re
from extract.text import fold

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = f"{W}val"
_HEAD = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_TITLES = frozenset(("title", "标题"))
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:\d|heading|标题)|table of figures|图表目录", re.I)
_BASES = 20  # styles that a style is based on, one after the other; more are a loop
MOST = 10**6  # what a number in an attribute may be


@dataclass(frozen=True, slots=True)
class Style:
    """`level` 0: no head; `number` names a list ("0": none, whatever its base says), `depth` the place in it.

    `lineage` are the ids of the style and of those that it is based on.
    """

    level: int = 0
    contents: bool = False
    number: str | None = None
    depth: int | None = None
    lineage: tuple[str, ...] = ()


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class _Own:
    """What one style says by itself."""

    base: str
    level: int | None
    contents: bool
    number: str | None
    depth: int | None


def styles(element: Any) -> dict[str, Style]:
    """The styles by id, each with what it takes over from its base."""
    own: dict[str, _Own] = {}
    for style in element.iter(f"{W}style"):
        own.setdefault(str(style.get(f"{W}styleId")), _own(style))
    return {name: _whole(name, own) for name in own}


def value(element: Any, default: str = "") -> str:
    """The `w:val` of an element that may be missing."""
    return str(element.get(_VALUE, default)) if element is not None else default


def whole(text: str, least: int = 0, most: int = MOST) -> int | None:
    """The number that an attribute holds; None where it is none, or none that a person would have set.

    >>> whole("3"), whole("-1"), whole("9" * 99), whole("")
    (3, None, None, None)
    """
    found = int(text) if text.isdecimal() and len(text) < 10 else -1
    return found if least <= found <= most else None


def outline(element: Any) -> int | None:
    """The head level of an outline level (0 where it is set to running text), None where there is none."""
    level = whole(value(element), most=9)
    return None if level is None else (level + 1) % 10


def listed(element: Any) -> tuple[str | None, int | None]:
    """The list and the depth in it that a `w:numPr` gives."""
    if element is None:
        return None, None
    number = element.find(f"{W}numId")
    return value(number) or None, whole(value(element.find(f"{W}ilvl")), most=8)


def _own(style: Any) -> _Own:
    name = fold(value(style.find(f"{W}name"))).strip()
    head = _HEAD.match(name)
    level = 1 if name.lower() in _TITLES else int(head[1]) if head else outline(style.find(f"{W}pPr/{W}outlineLvl"))
    number, depth = listed(style.find(f"{W}pPr/{W}numPr"))
    return _Own(value(style.find(f"{W}basedOn")), level, _CONTENTS.match(name) is not None, number, depth)


def _whole(name: str, own: Mapping[str, _Own]) -> Style:
    chain = list(_chain(name, own))
    level = next((one.level for _, one in chain if one.level is not None), 0)
    number = next((one.number for _, one in chain if one.number is not None), None)
    depth = next((one.depth for _, one in chain if one.depth is not None), None)
    contents = own[name].contents
    return Style(0 if contents else level, contents, number, depth, tuple(name for name, _ in chain))


def _chain(name: str, own: Mapping[str, _Own]) -> Iterator[tuple[str, _Own]]:
    """A style and its bases, the nearest first."""
    for _ in range(_BASES):
        if name not in own:
            return
        yield name, own[name]
        name = own[name].base
