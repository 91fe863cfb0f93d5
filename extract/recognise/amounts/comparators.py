"""The words beside an amount -> what they add: a comparator, vagueness, the thing counted.

The words are the vocabulary `comparators`; those on the left stand right before the number (超过, 不低于, 近),
those on the right behind the unit (以上, 左右), and 超过 may govern a number through 的 (超过全国总量的50%).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extract import expressions as re
from extract.patterns import Entry, Phrases, one_of
from extract.recognise.amounts.quantities import Quantity
from extract.records import record

_LONGEST = 6  # characters of a comparator
_CHAINED = 20  # characters before a number in which the bracket of the one before it stands
_VERB = 4  # characters of a verb between 至少 and its number: 至少|已持续
_FAR = 36  # characters between 超过 and the number that it governs
_CLAUSE = re.compile(r"[^,。;:!?\n]{0,20}")
_WITH = {"gt": "ge", "lt": "le"}
_CONTRARY = {"gt": "le", "lt": "ge"}
_WITHOUT = {with_: without for without, with_ in _WITH.items()}


@record
class Word:
    """A comparator word; not one where it is part of `unless`, beside another kind, or before one of `before`."""

    comparator: str
    approximate: bool
    unless: tuple[str, ...]
    kinds: tuple[str, ...]
    before: tuple[str, ...] = ()


class Comparators:
    """The vocabulary of comparators, ready to be looked up beside a span."""

    def __init__(self, entries: Iterable[Entry], known: Phrases) -> None:
        entries = tuple(entries)
        self._known = known
        self._sides: dict[str, dict[str, Word]] = {side: {} for side in ("left", "right", "item", "extreme", "extent", "helper", "not", "over")}
        for entry in entries:
            word = Word(
                entry["comparator"],
                entry["approximate"] == "true",
                tuple(entry["unless"].split()),
                tuple(entry["kinds"].split()),
                tuple(entry["before"].split()),
            )
            self._sides[entry["side"]].update(dict.fromkeys(entry.forms, word))
        self._bound = re.compile(_bounds(entries, known))
        self._not = tuple(self._sides["not"])
        self._over = re.compile(rf"(?P<word>{one_of(self._sides['over'])})[\u4e00-\u9fff]{{1,{_VERB}}}\Z")
        self._item_ends = re.compile("|".join(map(re.escape, self._sides["item"])) or r"(?!)")

    def comparator(self, folded: str, found: Quantity) -> tuple[str, bool]:
        """Comparator and vagueness of an amount; what its own words say goes before what stands beside it.

        >>> from decimal import Decimal
        >>> from extract.patterns import load_rules, phrases
        >>> words, found = load_rules().vocabularies["comparators"], Quantity(3, 6, "", "money", Decimal(500_000_000), None, "CNY", "eq", False)
        >>> Comparators(words, phrases(load_rules())).comparator("不低于5亿元左右", found)
        ('ge', True)
        """
        comparator, approximate = found.comparator, found.approximate
        for word in (
            self._before(folded, found) or self._far(folded, found),
            self._after(folded, found.end, found.kind),
        ):
            if word:
                comparator = word.comparator if comparator == "eq" else comparator
                approximate = approximate or word.approximate
        itself = self._known["amounts.itself"].match(folded, found.end)
        if itself:
            comparator = (_WITHOUT if itself["no"] else _WITH).get(comparator, comparator)
            comparator = "ge" if comparator == "eq" and self._reached(folded, found) else comparator
        return comparator, approximate

    def _reached(self, folded: str, found: Quantity) -> bool:
        """Whether a number is to be reached, and its bracket says it again or that it is meant itself: 达到500万元(含500万元)."""
        again = self._known["amounts.again"].match(folded, found.end)
        if again is None or again["number"] not in ("", folded[found.start : found.end]):
            return False
        reached = self._known["amounts.reached"].search(folded, max(found.start - _LONGEST, 0), found.start)
        return reached is not None or self._known["amounts.chained"].search(folded, max(found.start - _CHAINED, 0), found.start) is not None

    def _before(self, folded: str, found: Quantity) -> Word | None:
        """The longest word that ends where the amount begins."""
        words, start = self._sides["left"], _opening(folded, found, self._known)
        if start and self._known["amounts.whole"].match(folded, start - 1):
            far = self._known["amounts.of_whole"].search(folded, max(0, start - _FAR), start)
            if far:
                return words.get(far["word"])
        for length in range(min(_LONGEST, start), 0, -1):
            word = words.get(folded[start - length : start])
            if word and (not word.kinds or found.kind in word.kinds):
                return None if _seeming(word, folded, start, found.end) else self._denied(word, folded, start - length)
        return self._bounded(folded, start)

    def _denied(self, word: Word, folded: str, start: int) -> Word:
        """The word, or its contrary where a denial stands before it: 不应|少于 is at least."""
        denied = not word.approximate and word.comparator in _CONTRARY and folded.endswith(self._not, 0, start)
        return replace(word, comparator=_CONTRARY[word.comparator]) if denied else word

    def _bounded(self, folded: str, start: int) -> Word | None:
        """The word for the name of a bound before the number."""
        first = max(0, start - _FAR)
        window = folded[first:start]
        bound = self._bound.search(window) if self._known["amounts.bounds"].search(window) else None
        if bound:
            return _BOUNDS[bound.lastgroup or ""]
        over = self._over.search(window)
        return self._sides["over"][over["word"]] if over else None

    def _far(self, folded: str, found: Quantity) -> Word | None:
        """The word that governs a share or a multiple across the words for its whole."""
        if found.kind not in ("percent", "multiple"):
            return None
        words = self._sides["left"]
        far = self._known["amounts.of_share"].search(folded, max(0, found.start - 2 * _FAR), found.start)
        return words.get(far["word"]) if far else None

    def _after(self, folded: str, end: int, kind: str) -> Word | None:
        words = self._sides["right"]
        if self._known["amounts.may_include"].match(folded, end):
            end = re.matched(self._known["amounts.included"].match(folded, end)).end()
        blank = folded.startswith(" ", end)  # 30% 以上
        end += blank
        for length in range(_LONGEST, int(blank), -1):
            word = words.get(folded[end : end + length])
            if word and (not word.kinds or kind in word.kinds) and not folded.startswith(word.unless, end):
                return _strict(word, self._known["amounts.itself"].match(folded, end + length))
        return None

    def item(self, folded: str, found: Quantity) -> str | None:
        """The noun right behind a counted unit, as printed: 项目 of 29个项目; None where none follows.

        >>> from decimal import Decimal
        >>> from extract.patterns import load_rules, phrases
        >>> words, found = load_rules().vocabularies["comparators"], Quantity(2, 5, "", "count", Decimal(29), None, "个", "eq", False)
        >>> Comparators(words, phrases(load_rules())).item("新建29个茶旅项目", found)
        '茶旅项目'
        """
        noun = self._known["amounts.counted"].match(folded, found.end) if found.kind == "count" else None
        if noun is None:
            return None
        end = self._item_ends.search(folded, noun.start("item"), noun.end("item"))
        item = folded[noun.start("item") : end.start() if end else noun.end("item")]
        return item if 1 < len(item) < 11 else None


_BOUNDS = {"le": Word("le", False, (), ()), "ge": Word("ge", False, (), ())}


def _seeming(word: Word, folded: str, start: int, end: int) -> bool:
    """Whether a word only looks like a comparator: part of another (赶超), or the verb of what follows (突破8项技术)."""
    ahead = re.matched(_CLAUSE.match(folded, end))[0] if word.before else ""
    return any(folded.endswith(other, 0, start) for other in word.unless) or any(noun in ahead for noun in word.before)


def _bounds(entries: Iterable[Entry], known: Phrases) -> str:
    """An expression for the name of a bound before its number: 最高可获得, 最高奖励额为, 最低首付比例由30%调整至."""
    forms: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        forms.setdefault((entry["side"], entry["comparator"]), []).extend(entry.forms)
    helper = one_of(forms.get(("helper", ""), ()))
    from_to, once, raises = (known[name].pattern for name in ("amounts.from_to", "amounts.record", "amounts.raises"))
    bounds = []
    for sign in _BOUNDS:
        extreme, extent = (one_of(forms.get((side, sign), ())) for side in ("extreme", "extent"))
        named = rf"[\u4e00-\u9fff]{{0,6}}?{extent}{from_to}"
        of = rf"{helper}{{1,3}}(?!{raises})[^\d,。;:\n]{{2,8}}"  # 为总价的, 为在职人员
        bounds.append(rf"(?<!{once})(?P<{sign}>{extreme})(?:{named}(?:{of})?)?{helper}{{0,3}}[: ]?\Z")
    return "|".join(bounds)


def _opening(folded: str, found: Quantity, known: Phrases) -> int:
    """Where what may stand between a comparator and its number begins: a blank, 人民币, the 每人每月 of its unit."""
    start = found.start
    if start and known["amounts.before_currency"].match(folded, start - 1):
        named = known["amounts.currency"].search(folded, max(0, start - 6), start)
        start = named.start() if named else start - (folded[start - 1] == " ")
    per = known["amounts.paid_per"].search(folded, max(0, start - 8), start) if "/" in (found.unit or "") else None
    return per.start() if per else start


def _strict(word: Word, itself: re.Match[str] | None) -> Word:
    """The word, or the stricter one where a bracket behind it says that the number itself is not meant."""
    return replace(word, comparator=_WITHOUT.get(word.comparator, word.comparator)) if itself and itself["no"] else word
