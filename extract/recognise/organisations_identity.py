"""Which mentions name the same body: list forms, short forms of a company, a level for its place (市发改委)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Organisation

_LEGAL = re.compile(r"(?:集团)?(?:股份|控股)?有限(?:责任)?公司$|集团(?:公司)?$|股份公司$|总公司$|公司$")
_BRACKET = re.compile(r"\([^()]{1,8}\)")
_CALLED = re.compile(r"\((?:以下)?(?:简称)?[:“‘\"]*(?P<short>[\u4e00-\u9fffA-Za-z0-9·]{2,12})[”’\"]*\)")
_LEADING = re.compile(r"(?P<head>人大常委会|人大|政协|人民政府|政府|党委|委)$")
_SAME_HEAD = {"人民政府": "政府", "党委": "委"}
_LEVEL = re.compile(r"(?:中共)?(?P<stem>.{0,12}?)(?P<level>自治区|自治州|自治县|街道|[省市县区州旗盟镇乡])?$")
_SHORTENED = ("company", "finance", "research", "association", "other", "health", "education")


@dataclass(frozen=True, slots=True)
class Found:
    """One mention: `head` is where what closes its name begins, `name` the list's full name or the function's id."""

    start: int
    end: int
    head: int
    type: str
    rule: str
    name: str | None
    evidence: str


def repeated(found: list[Found], folded: str, trade: frozenset[str]) -> list[Found]:
    """Mentions of a body by its short form: the one in brackets after it, and a company's own.

    澄岳储能科技有限公司 is 澄岳储能科技 and 澄岳储能 too, once the words of its `trade` are dropped from the right.
    """
    taken = {i for one in found for i in range(one.start, one.end)}
    again: list[Found] = []
    for one in found:
        if one.type in _SHORTENED and one.evidence not in ("list", "unknown"):
            for short in _shorts(one, folded, trade):
                for at in _free(folded, short, taken):
                    taken.update(range(at, at + len(short)))
                    full = folded[one.start : one.end]
                    again.append(Found(at, at + len(short), at + len(short), one.type, one.rule, full, "article"))
    return again


def _shorts(one: Found, folded: str, trade: frozenset[str]) -> Iterator[str]:
    full = folded[one.start : one.end]
    called = _CALLED.match(folded, one.end)
    if called and _within(called["short"], full):
        yield called["short"]
    short = _short(full)
    if one.type == "company" and full.endswith("有限公司"):
        while len(short) >= 4:
            yield short
            size = next((size for size in (4, 3, 2) if short[-size:] in trade), 0)
            if not size:
                break
            short = short[:-size]


def _within(short: str, full: str) -> bool:
    """Whether the characters of a short form stand in the full one, in order."""
    rest = iter(full)
    return all(char in rest for char in short)


def _short(full: str) -> str:
    """
    >>> _short("澄岳(瀚海)环境股份有限公司")
    '澄岳环境'
    """
    return _BRACKET.sub("", _LEGAL.sub("", full))


def _free(folded: str, short: str, taken: set[int]) -> Iterator[int]:
    at = folded.find(short)
    while at >= 0:
        end = at + len(short)
        if taken.isdisjoint(range(at, end)):
            yield at
        at = folded.find(short, end)


def merged(found: list[Found], text: str) -> list[Organisation]:
    """One record for each body, in the order of the first mentions, named by the fullest form in the article."""
    keys = [_key(one, text) for one in found]
    seats: set[tuple[str, ...]] = {key[1:] for key in keys if len(key) == 3 and key[1]}
    groups: dict[tuple[str, ...], list[Found]] = {}
    for one, key in zip(found, keys, strict=True):
        groups.setdefault(_seated(key, seats), []).append(one)
    return [_record(group, text) for group in groups.values()]


def _key(one: Found, text: str) -> tuple[str, ...]:
    """What a body is known by: what its list says, or (function, place, level), or as it is printed."""
    printed = text[one.start : one.end]
    if one.name and one.evidence in ("list", "article"):
        return (one.name,)
    if one.evidence not in ("place", "level"):
        return (printed,)
    head, before = one.name, text[one.start : one.head]
    if one.name is None:
        leading = _LEADING.search(printed)
        if leading is None:
            return (printed,)
        head, before = _SAME_HEAD.get(leading["head"], leading["head"]), printed[: leading.start()]
    place = _LEVEL.fullmatch(before)
    return (head or "", place["stem"], place["level"] or "") if place else (printed,)


def _seated(key: tuple[str, ...], seats: set[tuple[str, ...]]) -> tuple[str, ...]:
    """The key with the article's only place of that level for a bare one (市发改委 beside 瀚海市发展和改革委员会)."""
    if len(key) != 3 or key[1]:
        return key
    of_level = [stem for stem, level in sorted(seats) if level == key[2]]
    return (key[0], of_level[0], key[2]) if len(of_level) == 1 else key


def _record(group: list[Found], text: str) -> Organisation:
    forms = list(dict.fromkeys(text[one.start : one.end] for one in group))
    fullest = max(forms, key=len)
    first = group[0]
    return Organisation(
        id="",
        text=text[first.start : first.end],
        start=first.start,
        end=first.end,
        sentence=-1,
        rule=first.rule,
        name=fullest,
        type=first.type,
        aliases=tuple(form for form in forms if form != fullest),
        mentions=tuple((one.start, one.end) for one in group),
    )
