"""Tiers with values of their own: 对国家级、省级、市级X分别给予80万元、30万元、20万元 -> 国家级X, 省级X, 市级X."""

from __future__ import annotations

from collections.abc import Sequence

from extract import expressions as re
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.words import Words
from extract.assemble.view import NOTHING, View

# how a sum is given, between whom it is for and the sum
_HOW = r"(?:每[\u4e00-\u9fff]{1,2}?|分别|各|为|按|最高|不超过|给予|发放|一次性|补贴|补助|奖励|资助|:)*"
_NEXT = re.compile(rf"\s*(?P<mark>[、,;和及与]+)\s*(?P<who>[^、,;:。|\n\d]{{2,16}}?){_HOW}")
_SHORT = 8  # characters of a class that is known only by standing beside another


def next_tier(place: Place, before: Place, first: View, words: Words) -> View:
    """Whom a sum is for that only its class parts from the sum before: 博士每月900元、|硕士|600元."""
    found = _NEXT.fullmatch(place.text, before.behind, place.amount.start)
    if not found or before.start != place.start or words.benefit.search(found["who"]) or words.stop.match(found["who"]):
        return NOTHING
    if not len(first) or first.end > before.amount.start:
        return NOTHING
    named = words.benefit.search(place.text, found.end("who"), place.amount.start)
    alike = not named and found["mark"] == "、" and len(found["who"]) <= _SHORT and re.fullmatch(_HOW, place.text[first.end : before.amount.start])
    return View.of(place.text, *found.span("who")) if alike or words.somebody.search(found["who"]) else NOTHING


def shared_unit(unit: str, first: str) -> str:
    """The unit of a further tier: the first one's, where its own says less.

    >>> shared_unit("CNY", "CNY/人/mo"), shared_unit("CNY/a", "CNY/mo")
    ('CNY/人/mo', 'CNY/a')
    """
    return first if first.startswith(unit + "/") else unit


_AND = re.compile(r"、|和|或|及|与")


def tiers(recipient: View, count: int) -> Sequence[View]:
    """The recipient of each of `count` values; nothing where the words list another number of things."""
    text = recipient.text
    for match in re.finditer(rf"[^、,的和或及与]+(?:(?:、|和|或|及|与)[^、,的和或及与]+){{{count - 1}}}", text):
        parts, at = [], match.start()
        for mark in _AND.finditer(text, match.start(), match.end()):
            parts.append((at, mark.start()))
            at = mark.end()
        parts.append((at, match.end()))
        if len(parts) == count:
            return _shared(recipient, parts, match.end())
    return ()


_FIGURE = re.compile(r"\d[\d.]*(?:万|亿|千)?(?:元|亩|吨|家|人|个|平方米)")
_LEVEL = re.compile(r"^.{0,10}?(?:国家级?|省级?|市级?|区级?|县级?|镇级?|国际|行业|[甲乙丙丁]类|一类|二类|三类|一等|二等|三等|[A-Z一二三四五六七八九\d](?:级|等|类|星级?|A级?)|\d+(?:万|亿)?元?)")


def _shared(recipient: View, parts: Sequence[tuple[int, int]], end: int) -> Sequence[View]:
    """Each part with what stands before and behind the list; the last part's own end is shared, where it is longer."""
    head = recipient.cut(0, parts[0][0])
    last = recipient.cut(*parts[-1])
    level = _LEVEL.match(last.text)
    size = level.end() if level and len(last) > max(b - a for a, b in parts[:-1]) else len(last)
    lead = _LEVEL.match(recipient.text[slice(*parts[0])])
    first = recipient.cut(*parts[0])
    opening = first.cut(0, 0)
    if lead and len(first) > size:
        trimmed_lead = re.search(r"(?:国家级?|省级?|国际|一等奖?|[A-Z一二三\d][级等类星])$", lead[0])
        if trimmed_lead:
            opening, first = first.cut(0, trimmed_lead.start()), first.cut(trimmed_lead.start())
    second = recipient.cut(*parts[1])
    figure = _FIGURE.search(first.text)
    if figure and figure.start() and all(_FIGURE.match(recipient.text[slice(*part)]) for part in parts[1:]):
        opening, first = first.cut(0, figure.start()), first.cut(figure.start())  # 收入首次突破|5000万元、1亿元
    if not lead and not len(opening) and len(first) >= len(second) + 2 and first.text[-1] == second.text[-1] == last.text[size - 1]:
        opening, first = first.cut(0, len(first) - len(second)), first.cut(len(first) - len(second))
    tail = last.cut(size) + recipient.cut(end)
    items = [first, *[recipient.cut(*part) for part in parts[1:-1]], last.cut(0, size)]
    return [head + opening + item + tail for item in items]
