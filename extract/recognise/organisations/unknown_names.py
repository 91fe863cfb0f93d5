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
_FIRST_WORD = re.compile("(?=[\u4e00-\u9fff]{2})")


def heads(folded: str, known: Words) -> Iterator[int]:
    """Where an item begins with characters that are no common word: few enough to look at closely.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> list(heads("澄岳肉鸡养殖项目、芯澄微电子项目、新建项目", words(load_rules())))
    [0, 9]
    """
    first = _FIRST_WORD.match(folded)
    for match in chain([first] if first else [], known.item_head.finditer(folded)):
        i = match.end()
        pair = folded[i : i + 2]
        if pair not in known.common and pair not in known.places and pair[0] not in known.opening:
            yield i


def unknown(word: str, known: Words, terrain: bool = False) -> bool:
    """Whether a word may be a company's own: no common word, place or function character stands in it.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> [unknown(word, words(load_rules())) for word in ("澄岳", "企业", "佛山", "澄岳企业")]
    [True, False, False, False]
    """
    if not 2 <= len(word) <= 5 or (word[-1] in known.terrain and not terrain) or word[0] in known.opening:
        return False
    if known.regions.issuperset(word):
        return False
    return known.plain.isdisjoint(word) and _unseen(word, known)


def _unseen(word: str, known: Words) -> bool:
    pieces = (word[i : i + size] for size in (2, 3, 4, 5) for i in range(len(word) - size + 1))
    return not any(piece in known.common or piece in known.places for piece in pieces)


def named(match: Any, rule: Rule, known: Words) -> Iterator[tuple[int, int]]:
    """The spans of the unknown names in a match: its `name`, or the items of its `row`.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> rule = next(rule for rule in load_rules().of("organisation") if rule.id == "organisation.brand.row")
    >>> list(named(rule.match.match("澄岳、锦岳两个加工厂"), rule, words(load_rules())))
    [(0, 2), (3, 5)]
    """
    if "row" in rule.match.groupindex:
        start = match.start("row")
        items = [(start + item.start(), start + _without_phase(item, known)) for item in _ROW.finditer(match["row"])]
        words = [match.string[a:b] for a, b in items]
        unseen = sum(own(word, known, terrain=n > 0) for n, word in enumerate(words))
        if 2 * unseen > len(words) and not any(_said(word, known) or _kind(word, known) for word in words):
            yield from items
    elif own(match["name"], known):
        yield match.span("name")


def _without_phase(item: Any, known: Words) -> int:
    """Where an item ends without the stage of works that closes it (锦岳|技改)."""
    start, end = item.span()
    phase = known.phase.search(item[0])
    return start + phase.start() if phase and phase.start() > 1 else int(end)


def _said(word: str, known: Words) -> bool:
    """Whether a word is met elsewhere, whole or after a character that belongs to no name."""
    return word in known.common or word in known.places or word[0] in known.opening or word[-2:] in known.nouns


def _kind(word: str, known: Words) -> bool:
    """Whether a word that no trade ends is named by what it is made of (靶材)."""
    return word[-1] in known.materials and unknown(word, known, terrain=True)


def own(word: str, known: Words, terrain: bool = False) -> bool:
    """Whether a word is unknown, apart from what the company makes at its end (芯澄|微电子).

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> [own(word, words(load_rules())) for word in ("芯澄微电子", "新型微电子")], unknown("芯澄微电子", words(load_rules()))
    ([True, False], False)
    """
    for size in (4, 3, 2):
        if len(word) - size >= 2 and word[-size:] in known.product:
            return unknown(word[:-size], known, terrain)
    return unknown(word, known, terrain)


def _placed(word: str, known: Words) -> bool:
    """Whether a word is unknown, apart from the place before it (澄州|醇油坊)."""
    return own(word, known) or (word[:2] in known.places and own(word[2:], known))


def neighbours(folded: str, companies: list[tuple[int, int]], known: Words) -> Iterator[tuple[int, int]]:
    """Unknown words that stand in a row with companies (华为、锦岳等企业).

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> text = "引进华为、锦岳等企业"
    >>> [text[start:end] for start, end in neighbours(text, [(2, 4)], words(load_rules()))]
    ['锦岳']
    """
    for start, end in companies:
        if (after := _after(folded, end, known)) > end:
            yield end + 1, after
        if (before := _before(folded, start, known)) < start:
            yield before, start - 1


def _after(folded: str, end: int, known: Words) -> int:
    """Where the unknown word ends that follows a company in its row; the company's own end where none does."""
    item = _ITEM.match(folded, end + 1) if folded[end : end + 1] in known.joints else None
    if item is None:
        return end
    stop = known.item_end.search(folded, item.start() + 2, item.end())
    last = stop.start() if stop else item.end()
    behind = folded[last : last + 1]
    return last if (behind in known.row_marks or behind.isdigit()) and _placed(folded[end + 1 : last], known) else end


def _before(folded: str, start: int, known: Words) -> int:
    """Where the unknown word begins that stands before a company in its row; the company's own start where none does."""
    item = known.item_before.search(folded[max(0, start - 8) : start])
    return start - 1 - len(item["item"]) if item and own(item["item"], known) else start
