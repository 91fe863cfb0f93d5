"""A list of indicators -> one for each value: 城镇、农村居民人均可支配收入 -> 城镇居民人均可支配收入, 农村居民人均可支配收入."""

from __future__ import annotations

import re

from extract.assemble.lexicon import Lexicon
from extract.assemble.view import NOTHING, View, stripped

_SEPARATORS = (re.compile("[、,]"), re.compile("[、,]|以及|和|与"), re.compile("[、,]|以及|和|与|及"))
_BESIDE = re.compile("”(?=“)")  # “甲”“乙”片区
_BRACKETS = re.compile(r"[(“][^()“”]{0,30}[)”]")


def shared_out(core: View, count: int, words: Lexicon) -> list[View]:
    """`count` indicators out of one phrase, or an empty list where it does not hold that many."""
    for separator in _SEPARATORS:
        items = _items(core, separator)
        if len(items) == count:
            return _with_shared_end(_with_ordinals(items), words)
    if count == 2:
        return _halves(core, words)
    return []


def _items(core: View, separator: re.Pattern[str]) -> list[View]:
    hidden = _BRACKETS.sub(lambda m: "□" * len(m[0]), core.text)
    beside = [(m.end(), m.end()) for m in _BESIDE.finditer(core.text)]
    cuts = sorted({*((m.start(), m.end()) for m in separator.finditer(hidden)), *beside})
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(core)]
    return [item for start, end in zip(starts, ends, strict=True) if len(item := stripped(core.cut(start, end), " "))]


_ORDINAL = re.compile(r"第[一二三四五六七八九十]")
_NUMERAL = re.compile(r"[一二三四五六七八九十](?!般)")


def _with_ordinals(items: list[View]) -> list[View]:
    """第一、二、三产业 -> 第一, 第二, 第三产业."""
    if not _ORDINAL.fullmatch(items[0].text) or not all(_NUMERAL.match(item.text) for item in items[1:]):
        return items
    return [items[0], *(items[0].cut(0, 1) + item for item in items[1:])]


def _shared_end(item: View, final: View, words: Lexicon) -> View:
    """What an item lacks of the list's last one: all behind the word that stands in its place (县城|污水处理率 for 城市).

    That word is one of the nouns that the last item begins with, or what stands before a usual end (电解铜|产量); of
    several the one that is as long as the item, and ends as it does.
    """
    if _ORDINAL.fullmatch(item.text) and _ORDINAL.match(final.text):
        return final.cut(len(item))
    ends = {size for size in range(2, min(len(final), 8)) if final.text[:size] in words.nouns}
    ends |= {match.start() for match in words.tails.finditer(final.text, 1)}
    if not ends and len(item) <= _SHORT and len(final) - len(item) >= 2:
        ends = {len(item)}
    if not ends:
        return NOTHING
    size = min(ends, key=lambda end: (abs(end - len(item)), final.text[end - 1] != item.text[-1], end))
    return final.cut(size)


_SHORT = 3  # characters: an item so short stands beside a word of its own length (城市、农村|低保标准)
_ONE = "额率量值数"  # 进口、出口|额


def _with_shared_end(items: list[View], words: Lexicon) -> list[View]:
    final = items[-1]
    facet = words.facets.ending(final.text)
    made = []
    for item in items[:-1]:
        if item.text[-1] == "”" and "”" in final.text[:-1]:
            made.append(item + final.cut(final.text.rindex("”") + 1))
            continue
        complete = item.text in words.aliases or (
            words.tails.search(item.text, max(len(item) - 4, 0)) and _ends_whole(item, words)
        )
        shared = NOTHING if complete else _shared_end(item, final, words)
        if len(shared):
            made.append(item + shared)
        elif len(final) == len(item) + 1 and final.text[-1] in _ONE and item.text[-1] not in _ONE:
            made.append(item + final.cut(len(final) - 1))
        elif (
            facet
            and not item.text.endswith(facet)
            and not words.rates.search(item.text)
            and (words.shares.search(facet) or words.growths.search(facet))
        ):
            made.append(item + final.cut(len(final) - len(facet)))
        else:
            made.append(item)
    return _with_shared_opening([*made, final])


def _with_shared_opening(items: list[View]) -> list[View]:
    """签约项目开工率、投产率 -> 签约项目开工率, 签约项目投产率."""
    first = items[0]
    alike = len(first) > 4 and all(len(item) == 3 and item.text[-1] == first.text[-1] in "率数" for item in items[1:])
    return [first, *(first.cut(0, len(first) - 3) + item for item in items[1:])] if alike else items


def _ends_whole(item: View, words: Lexicon) -> bool:
    return item.text[-1] not in "类级" and any(match.end() == len(item) for match in words.tails.finditer(item.text))


def _halves(core: View, words: Lexicon) -> list[View]:
    for form in sorted(words.pairs, key=len, reverse=True):
        at = core.text.find(form)
        if at >= 0:
            place = core.cut(at, at + len(form))
            return [core.cut(0, at) + place.renamed(half) + core.cut(at + len(form)) for half in words.pairs[form]]
    return []
