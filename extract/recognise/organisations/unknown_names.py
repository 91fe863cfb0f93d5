"""Companies by a word of their own (澄岳肉鸡养殖项目; 澄岳、锦岳两个加工厂): words that no dictionary knows.

Bulletins name local companies short. Such a name is an unknown word at the head of an item, before what the company
makes, in a row of its like, or beside companies that are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from extract import expressions as re
from extract.patterns import Rule
from extract.recognise.organisations.words import Words

_ROW = re.compile(r"[\u4e00-\u9fff]+")
_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,6}")
# 长赣|高铁, 宁东|煤化工: abbreviated places; 某某河|水库: waters, hills and villages
_REGIONS = frozenset(
    "中哈齐阿老越俄京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台穗深莞佛甬杭汉蓉沈哈长济青大成"
)
TERRAIN = frozenset(
    "村镇乡寨庄河山湖江沟岭店坪桥路岛湾溪泉坝渠滩港口岸池塘屯堡营洲川峡关线片区县市州省园馆楼院街河东西南北煤"
)
_OPENING = frozenset(
    "由据与从向被把是有因做抓以让要新零智煤绿低高多严打保上下再把将与和对为及重全各每抢谋强优深双两三五六七八九十一二四万千百亿首主老原该其被使就更最较已可未均仍只仅"
)

# what industries are named by: 光刻胶、靶材等企业 are kinds of companies, and so is 国有型
KINDS = frozenset("胶材液剂酯箔片器机件料板管车粉布纱线油菜肉药膜阀业品类型性级式化属营资链")


_ITEM_HEAD = re.compile(  # plain alternatives, no class among them, so that `re` skips to their first characters
    "(?:,|、|。|;|:|\n|—|\\)|”|推进|建成|完成|依托|引进|支持|加快|实施|抓好|走进|携手|联合|企业|由|据|与|和)(?=[\u4e00-\u9fff]{2})"
)
# 奥迪|PPE、比亚迪弗迪项目竣工: a project, or a row of them, right behind a company
PROJECT = re.compile(
    r"[A-Z]{0,6}[\u4e00-\u9fff]{0,10}?(?:、[\u4e00-\u9fffA-Za-z]{2,12}){0,6}?[\u4e00-\u9fff]{0,8}?项目(?![部库化])"
)
_FIRST_WORD = re.compile("(?=[\u4e00-\u9fff]{2})")


def heads(folded: str, known: Words) -> Iterator[int]:
    """Where an item begins with characters that are no common word: few enough to look at closely."""
    first = _FIRST_WORD.match(folded)
    for match in chain([first] if first else [], _ITEM_HEAD.finditer(folded)):
        i = match.end()
        if (
            folded[i : i + 2] not in known.common
            and folded[i : i + 2] not in known.places
            and folded[i] not in _OPENING
        ):
            yield i


def unknown(word: str, known: Words, terrain: bool = False) -> bool:
    """Whether a word may be a company's own: no common word, place or function character stands in it."""
    if not 2 <= len(word) <= 5 or (word[-1] in TERRAIN and not terrain) or word[0] in _OPENING:
        return False
    if all(char in _REGIONS for char in word):
        return False
    pieces = (word[i : i + size] for size in (2, 3, 4, 5) for i in range(len(word) - size + 1))
    return not any(piece in known.common or piece in known.places for piece in pieces)


def named(match: Any, rule: Rule, known: Words) -> Iterator[tuple[int, int]]:
    """The spans of the unknown names in a match: its `name`, or the items of its `row`."""
    if "row" in rule.match.groupindex:
        start = match.start("row")
        items = [(start + item.start(), start + item.end()) for item in _ROW.finditer(match["row"])]
        words = [match.string[a:b] for a, b in items]
        unseen = sum(own(word, known, terrain=n > 0) for n, word in enumerate(words))
        if 2 * unseen > len(words) and not any(_said(word, known) or _kind(word, known) for word in words):
            yield from items
    elif own(match["name"], known):
        yield match.span("name")


def _said(word: str, known: Words) -> bool:
    """Whether a word is met elsewhere, whole or after a character that belongs to no name."""
    return word in known.common or word in known.places or word[0] in _OPENING or word[-2:] in known.nouns


def _kind(word: str, known: Words) -> bool:
    """Whether a word that no trade ends is named by what it is made of (靶材)."""
    return word[-1] in KINDS and unknown(word, known, terrain=True)


def own(word: str, known: Words, terrain: bool = False) -> bool:
    """Whether a word is unknown, apart from what the company makes at its end (芯澄|微电子)."""
    for size in (4, 3, 2):
        if len(word) - size >= 2 and word[-size:] in known.product:
            return unknown(word[:-size], known, terrain)
    return unknown(word, known, terrain)


def _placed(word: str, known: Words) -> bool:
    """Whether a word is unknown, apart from the place before it (澄州|醇油坊)."""
    return own(word, known) or (word[:2] in known.places and own(word[2:], known))


def neighbours(folded: str, companies: list[tuple[int, int]], known: Words) -> Iterator[tuple[int, int]]:
    """Unknown words that stand in a row with companies (华为、锦岳等企业)."""
    for start, end in companies:
        if folded[end : end + 1] in ("、", "和") and (item := _ITEM.match(folded, end + 1)):
            stop = re.search(r"[和及等与在]", item[0][2:])
            word = item[0][: stop.start() + 2] if stop else item[0]
            behind = folded[end + 1 + len(word) : end + 2 + len(word)]
            if (behind in ("、", "和", "及", "等", "与") or behind.isdigit()) and _placed(word, known):
                yield end + 1, end + 1 + len(word)
        if folded[start - 1 : start] == "、" and (
            before := re.search(r"(?:^|[、,。;:])([\u4e00-\u9fff]{2,5})、$", folded[max(0, start - 8) : start])
        ):
            size = len(before[1])
            if own(before[1], known):
                yield start - 1 - size, start - 1
