"""Which mentions name the same body: list forms, short forms of a company, a level for its place (市发改委)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract import expressions as re
from extract.model import Organisation
from extract.recognise.organisations.unknown_names import own
from extract.recognise.organisations.words import Words
from extract.text import occurrences

_LEGAL = re.compile(r"(?:集团)?(?:股份|控股)?有限(?:责任)?公司$|集团(?:公司)?$|股份公司$|总公司$|公司$")
_BRACKET = re.compile(r"\([^()]{1,8}\)")
_CALLED = re.compile(r"\((?:以下)?(?:简称)?[:“‘\"]*(?P<short>[\u4e00-\u9fffA-Za-z0-9·]{2,12})[”’\"]*\)")
_LEADING = re.compile(r"(?P<head>人大常委会|人大|政协|人民政府|政府|党委|委)$")
_SAME_HEAD = {"人民政府": "政府", "党委": "委"}
_LEVEL = re.compile(r"(?:中共)?(?P<stem>.{0,12}?)(?P<level>自治区|自治州|自治县|街道|[省市县区州旗盟镇乡])?$")
_SHORTENED = ("company", "finance", "research", "association", "other", "health", "education")


@dataclass(slots=True)  # not frozen: made so often that it would cost
class Name:
    """One mention: `head` is where what closes its name begins, `name` the list's full name or the function's id."""

    start: int
    end: int
    head: int
    type: str
    rule: str
    name: str | None
    evidence: str


_NATIONAL = ("中国", "中华", "全国", "国家", "中国国际", "世界")


def repeated(found: list[Name], folded: str, known: Words) -> list[Name]:
    """Mentions of a body by its short form: the one in brackets after it, and a company's own.

    瀚海市澄岳储能科技有限公司 is 澄岳储能科技, 澄岳储能 and 澄岳 too: without its seat, and with the words of its trade
    dropped from the right.
    """
    taken = {i for one in found for i in range(one.start, one.end)}
    again: list[Name] = []
    tried: set[tuple[str, str]] = set()
    for one in found:
        full = folded[one.start : one.end]
        if (full, one.rule) in tried or not _is_shortened(one, folded):
            continue
        if one.evidence == "list":
            tried.add((full, one.rule))
        for short in _shorts(one, folded, known):
            for at in _free(folded, short, taken, known):
                taken.update(range(at, at + len(short)))
                again.append(Name(at, at + len(short), at + len(short), one.type, one.rule, full, "article"))
    return again


def _is_shortened(one: Name, folded: str) -> bool:
    """Whether a name may stand in short form later: by its type, or because the article says so in brackets."""
    return one.evidence != "unknown" and (one.type in _SHORTENED or _CALLED.match(folded, one.end) is not None)


def _shorts(one: Name, folded: str, known: Words) -> Iterator[str]:
    full = folded[one.start : one.end]
    called = _CALLED.match(folded, one.end)
    if called and _within(called["short"], full):
        yield called["short"]
    if one.type != "company":
        return
    short = _short(full)
    unseated = _unseated(short, known)
    for form in dict.fromkeys((*_clipped(short, known), *_clipped(unseated, known))):
        if form != full and ((len(form) >= 4 and full.endswith("有限公司")) or _own(form, known)):
            yield form


def _clipped(short: str, known: Words) -> Iterator[str]:
    """A name without its legal form, and without one after another of its trades."""
    while len(short) >= 2:
        yield short
        size = next((size for size in (4, 3, 2) if short[-size:] in known.trade or short[-size:] in known.product), 0)
        if not size:
            return
        short = short[:-size]


_SEAT = re.compile(r"^[\u4e00-\u9fff]{2,4}?[省市县](?=[\u4e00-\u9fff]{2})")


def _unseated(short: str, known: Words) -> str:
    """A name without the place or 中国 that opens it."""
    if short.startswith("中国"):
        return short[2:]
    size = next((size for size in (5, 4, 3, 2) if short[:size] in known.places), 0)
    if size:
        return short[size:].removeprefix("市").removeprefix("省")
    return _SEAT.sub("", short)


def _own(form: str, known: Words) -> bool:
    """Whether a short form is a word of the company's own, that is not met elsewhere: neither 中国 nor 林草 nor a place."""
    if form in known.places or form in known.nouns or form in _NATIONAL:
        return False
    return 2 <= len(form) <= 6 and own(form, known, terrain=True)


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


def _free(folded: str, short: str, taken: set[int], known: Words) -> Iterator[int]:
    """Where a short form stands free: nothing taken, torn out of no word, and the name of no plant or place."""
    for at in occurrences(folded, short):
        end = at + len(short)
        torn = len(short) < 4 and (folded[at - 1 : at + 1] in known.common or folded[end - 1 : end + 1] in known.common)
        if taken.isdisjoint(range(at, end)) and not torn and not _PLANT.match(folded, end):
            yield at


# what bears the name of a company and is a place or a thing: 澄岳|产业园, 澄岳|大厦
_PLANT = re.compile(
    r"[^,。;:!?“”《》()\n、的和与在为]{0,6}?(?:电厂|电站|产业园|工业园|科技园|创业园|物流园|小镇|大厦|广场|机场|大桥|牌)|会(?!同|见|议)|港(?!务|口)|基地|[路桥站]"
)


def merged(found: list[Name], text: str, folded: str) -> list[Organisation]:
    """One record for each body, in the order of the first mentions, named by the fullest form in the article."""
    keys = [_key(one, folded) for one in found]
    seats: set[tuple[str, ...]] = {key[1:] for key in keys if len(key) == 3 and key[1]}
    groups: dict[tuple[str, ...], list[Name]] = {}
    for one, key in zip(found, keys, strict=True):
        groups.setdefault(_seated(key, seats), []).append(one)
    return [_record(group, text) for group in groups.values()]


def _key(one: Name, folded: str) -> tuple[str, ...]:
    """What a body is known by: what its list says, or (function, place, level), or as it is printed."""
    printed = folded[one.start : one.end]
    if one.name and one.evidence in ("list", "article"):
        return (one.name,)
    if one.evidence not in ("place", "level"):
        return (printed,)
    head, before = one.name, folded[one.start : one.head]
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


def _record(group: list[Name], text: str) -> Organisation:
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
