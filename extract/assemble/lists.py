"""A list of indicators -> one for each value: 城镇、农村居民人均可支配收入 -> 城镇居民人均可支配收入, 农村居民人均可支配收入."""

from __future__ import annotations

import re

from extract.assemble.lexicon import Lexicon
from extract.assemble.view import View, stripped

_SEPARATORS = (re.compile("[、,]"), re.compile("[、,]|以及|和|与"), re.compile("[、,]|以及|和|与|及"))
_BESIDE = re.compile("”(?=“)")  # “甲”“乙”片区
_BRACKETS = re.compile(r"[(“][^()“”]{0,30}[)”]")


def shared_out(core: View, count: int, words: Lexicon) -> list[View]:
    """`count` indicators out of one phrase, or an empty list where it does not hold that many."""
    for separator in _SEPARATORS:
        items = _items(core, separator)
        if len(items) == count:
            return _with_shared_end(items, words)
    if count == 2:
        return _halves(core, words)
    return []


def _items(core: View, separator: re.Pattern[str]) -> list[View]:
    hidden = _BRACKETS.sub(lambda m: "□" * len(m[0]), core.text)
    beside = [(m.end(), m.end()) for m in _BESIDE.finditer(core.text)]
    cuts = sorted({*((m.start(), m.end()) for m in separator.finditer(hidden)), *beside})
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(core)]
    return [item for start, end in zip(starts, ends, strict=True) if len(item := stripped(core.cut(start, end), " "))]


def _with_shared_end(items: list[View], words: Lexicon) -> list[View]:
    final = items[-1]
    shared = words.tails.search(final.text, 1)
    facet = words.facets.ending(final.text)
    made = []
    for item in items[:-1]:
        if item.text[-1] == "”" and "”" in final.text[:-1]:
            made.append(item + final.cut(final.text.rindex("”") + 1))
            continue
        complete = words.tails.search(item.text, max(len(item) - 4, 0)) and _ends_whole(item, words)
        if not complete and shared:
            made.append(item + final.cut(shared.start()))
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
