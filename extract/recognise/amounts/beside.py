"""The words beside an amount -> what they add: a comparator, vagueness, the thing counted.

The words are the vocabulary `comparators`; those on the left stand right before the number (超过, 不低于, 近),
those on the right behind the unit (以上, 左右), and 超过 may govern a number through 的 (超过全国总量的50%).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract.patterns import Entry
from extract.recognise.amounts.quantities import Quantity

_LONGEST = 6  # characters of a comparator
_FAR = 36  # characters between 超过 and the number that it governs
_OF = re.compile(
    r"(?<![不得未])(?P<word>超过|不到|不足|低于|高于|突破|约占|接近|近)"
    r"[^\d,。;、:“”]{2,10}(?:总量|总数|总额|总产值|产量|规模|全国|全省|全市)的\Z"
)
# A share or a multiple of something, behind a rule's word: 不低于出资额的1.5倍, 不足首期筹集额30%.
_SHARE = re.compile(
    r"(?P<word>不得?超过|不得?高于|不得?低于|不得?少于|不足|不到|超过)"
    r"[^,。;:“”]{2,30}?(?:的|(?<=[额价数量])|标准|面积|工资)\Z"
)
_CURRENCY = re.compile(r"人民币 ?\Z")
_INCLUDED = re.compile(r"\(含[^()]{0,10}\)")  # 500万元(含500万元)以上
_NOUN = re.compile(r"(?:以上|以下|以内|左右)?+的?+([\u4e00-\u9fffA-Za-z]{2,12})")


@dataclass(frozen=True, slots=True)
class Word:
    """A comparator word; not one where it is part of `unless`, or beside an amount of another kind."""

    comparator: str
    approximate: bool
    unless: tuple[str, ...]
    kinds: tuple[str, ...]


class Beside:
    """The vocabulary of comparators, ready to be looked up beside a span."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._sides: dict[str, dict[str, Word]] = {"left": {}, "right": {}, "item": {}}
        for entry in entries:
            word = Word(
                entry["comparator"],
                entry["approximate"] == "true",
                tuple(entry["unless"].split()),
                tuple(entry["kinds"].split()),
            )
            self._sides[entry["side"]].update(dict.fromkeys(entry.forms, word))
        self._item_ends = re.compile("|".join(map(re.escape, self._sides["item"])) or r"(?!)")

    def comparator(self, folded: str, found: Quantity) -> tuple[str, bool]:
        """Comparator and vagueness of an amount; what its own words say goes before what stands beside it."""
        comparator, approximate = found.comparator, found.approximate
        for word in (
            self._before(folded, found.start) or self._far(folded, found),
            self._after(folded, found.end, found.kind),
        ):
            if word:
                comparator = word.comparator if comparator == "eq" else comparator
                approximate = approximate or word.approximate
        return comparator, approximate

    def _before(self, folded: str, start: int) -> Word | None:
        """The word that ends where the amount begins; the longest decides."""
        words = self._sides["left"]
        if start and folded[start - 1] in " 币":
            named = _CURRENCY.search(folded, max(0, start - 4), start)
            start = named.start() if named else start - (folded[start - 1] == " ")
        if start and folded[start - 1] == "的":
            far = _OF.search(folded, max(0, start - _FAR), start)
            return words.get(far["word"]) if far else None
        for length in range(min(_LONGEST, start), 0, -1):
            word = words.get(folded[start - length : start])
            if word:
                seeming = any(folded.endswith(other, 0, start) for other in word.unless)
                return None if seeming else word
        return None

    def _far(self, folded: str, found: Quantity) -> Word | None:
        """The word that governs a share or a multiple through what it is one of."""
        if found.kind not in ("percent", "multiple"):
            return None
        words = self._sides["left"]
        far = _SHARE.search(folded, max(0, found.start - _FAR), found.start)
        return words.get(far["word"]) if far else None

    def _after(self, folded: str, end: int, kind: str) -> Word | None:
        words = self._sides["right"]
        included = _INCLUDED.match(folded, end)
        end = included.end() if included else end
        for length in range(_LONGEST, 0, -1):
            word = words.get(folded[end : end + length])
            if word and (not word.kinds or kind in word.kinds) and not folded.startswith(word.unless, end):
                return word
        return None

    def item(self, folded: str, found: Quantity) -> str | None:
        """The noun right behind a counted unit, as printed: 项目 of 29个项目; None where none follows."""
        noun = _NOUN.match(folded, found.end) if found.kind == "count" else None
        if noun is None:
            return None
        end = self._item_ends.search(folded, noun.start(1), noun.end(1))
        item = folded[noun.start(1) : end.start() if end else noun.end(1)]
        return item if 1 < len(item) < 11 else None
