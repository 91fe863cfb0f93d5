"""Bodies by the row they stand in: where one item of 甲、乙、丙等企业 is a body, so are the others.

The class that closes the row says how an item is read: before 企业, 银行 or 运营商 a whole item is a name, before 项目 or
基地 only what it opens with is one (盈岳|高温超导硅), the rest being what is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract import expressions as re
from extract.recognise.organisations.unknown_names import TERRAIN, unknown
from extract.recognise.organisations.words import Words, ending, place_before

_BREAK = re.compile(r"[,。;:!?\n“”《》|]")
_CLOSE = re.compile(
    r"(?:等(?:[^、]{0,20}?(?P<firm>企业|公司|集团|运营商|银行|机构|厂商|商企|车企|药企|券商|房企|央企|国企|民企|单位|巨头|供应商|客户)"
    r"|[^、]{0,24}?(?P<works>项目|基地|工程|生产线))"
    r"|(?P<pair>[两二三四五六七八九十\d]+家(?=企业|公司|集团|运营商|银行|机构|厂商|车企|药企))"
    r"|(?:先后|相继|正式|分别|已)?(?P<act>签约|落户|入驻|进驻|参展|达成|签订))"
)
_JOIN = re.compile(r"和|与|及|以及")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}")
_WORKS = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,12}")
_LEADING = frozenset("的了等各其该某多每及和与在为由将把被")
_NATIONAL = ("中国", "中华")
_MADE = ("项目", "工程", "基地", "设备", "产品", "产业", "材料", "行业", "服务")


def siblings(folded: str, companies: Iterable[tuple[int, int]], known: Words) -> Iterator[tuple[int, int]]:
    """The names in rows that hold one of these companies, apart from the companies.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> text = "引进华为、澄岳、锦芯澄等十余家企业"
    >>> [text[a:b] for a, b in siblings(text, [(2, 4)], words(load_rules()))]
    ['澄岳', '锦芯澄']
    """
    spans = sorted(companies)
    done = 0
    for start, end in spans:
        if start < done:
            continue
        low = max(
            (match.end() for match in _BREAK.finditer(folded, max(0, start - 80), start)), default=max(0, start - 80)
        )
        stop = _BREAK.search(folded, end)
        done = min(stop.start() if stop else len(folded), end + 200)
        if "、" in folded[low:done]:
            here = {a: b for a, b in spans if low <= a < done}
            yield from _rows(folded, max(low, 0), done, here, known)


def _rows(folded: str, low: int, high: int, here: dict[int, int], known: Words) -> Iterator[tuple[int, int]]:
    """Names of every row between two stops: items up to the one that a class closes."""
    items: list[tuple[int, int]] = []
    at = low
    while at < high:
        mark = folded.find("、", at, high)
        end = mark if mark >= 0 else high
        close = _CLOSE.search(folded, at + 2, end)
        if close and items:
            items += _split(folded, at, close.start())
            if _anchored(items, here):
                yield from _named(folded, items, here, known, works=bool(close["works"]))
            items = []
        elif close:
            items = []
        else:
            items.append((at, end))
        at = end + 1


def _split(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last item, or the two that 和 joins in it."""
    joint = _JOIN.search(folded, start + 2, end - 2) if end - start >= 5 else None
    return [(start, joint.start()), (joint.end(), end)] if joint else [(start, end)]


def _anchored(items: list[tuple[int, int]], here: dict[int, int]) -> bool:
    """Whether an item opens with a company, or the first one closes with it (引进|华为、…)."""
    low, high = items[0]
    return any(start in here for start, _ in items) or any(low <= start and end == high for start, end in here.items())


def _named(
    folded: str, items: list[tuple[int, int]], here: dict[int, int], known: Words, works: bool
) -> Iterator[tuple[int, int]]:
    """The items' names; what stands before the first one's is unknown, so that it gives none but what opens a project."""
    for start, end in items if works else items[1:]:
        if start in here:
            continue
        size = _brand(folded[start:end], known) if works else whole(folded[start:end], known)
        if size:
            yield start, start + size


def whole(item: str, known: Words, spare: int = 1) -> int:
    """The size of an item that is a name: some part of it, of more than `spare` characters, is no common word, or it
    opens with a place or nation."""
    if not _NAME.fullmatch(item) or item[0] in _LEADING or item in known.common or item in known.places:
        return 0
    if ending(item, len(item), known.nouns | known.generic, 4) or item.endswith(_MADE):
        return 0
    opens = item.startswith(_NATIONAL) or any(
        item[:size] in known.places or item[:size] in known.abroad for size in (2, 3)
    )
    return len(item) if opens or not _tiled(item, known, spare) else 0


def _tiled(item: str, known: Words, spare: int) -> bool:
    """Whether an item is made of common words alone (智能|装备)."""
    at = 0
    while size := next((n for n in (4, 3, 2) if at + n <= len(item) and item[at : at + n] in known.common), 0):
        at += size
    return at >= len(item) - spare


def _brand(item: str, known: Words) -> int:
    """The size of the unknown word that opens an item before what is built; with its trade where that is part of it."""
    if not _WORKS.fullmatch(item):
        return 0
    for size in (2, 3, 4):
        if not unknown(item[:size], known, terrain=True) or item[size - 1] in _ISLE:
            continue
        rest = item[size:]
        if not rest:
            return size if place_before(item, size, known) == size else 0
        word = next((n for n in (4, 3, 2) if rest[:n] in known.common and len(rest) >= n), 0)
        if word and item[-1] in TERRAIN:  # 大岭|灌区 is a place
            return 0
        if word:
            return size + word if rest[:word] in known.closing or word == len(rest) else size
        if rest[0] in _MATTER and len(rest) >= 2 and not word:  # 盛岳|磷氟煤产业
            return size
    return 0


_ISLE = frozenset("岛港镇乡村县市区湾")  # 澜岳岛|炼化 is at a place
_MATTER = frozenset("煤磷氟铜铝铁钢硅锂氢氨碳油气光钛镁锰锌镍稀盐纸纱糖茶药肽膜轴阀")  # what works make is named for it
