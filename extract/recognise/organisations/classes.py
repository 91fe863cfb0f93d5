"""Companies by the class that closes or opens their row (炉澄记、鸿岳楼等餐饮企业; 企业有宏澜、天汀4户).

No company of the row need be known: before 等…企业 an item is a name where it is no common word, no place and no kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract import expressions as re
from extract.recognise.organisations.coordination import whole
from extract.recognise.organisations.unknown_names import own
from extract.recognise.organisations.words import Words, ending

Span = tuple[int, int]

_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,7}")
_LONGEST = 6  # characters of a short name
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z]*$")


def classed(folded: str, _companies: list[Span], known: Words) -> Iterator[Span]:
    """The items of rows that a class of companies closes or opens.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> text = "以百澄松、澄博等企业为龙头"
    >>> [text[a:b] for a, b in classed(text, [], words(load_rules()))]
    ['百澄松', '澄博']
    >>> list(classed("中小微、民营等企业贷款增长", [], words(load_rules())))
    []
    """
    for close in known.class_close.finditer(folded):
        items = _left(folded, close.start(), known)
        if len(items) == 1 and not close["firm"]:
            continue
        if _names(folded, items, known, strict=not close["firm"]):
            yield from items
    for opened in known.class_open.finditer(folded):
        if row := known.class_row.match(folded, opened.end()):
            items = [(row.start() + m.start(), row.start() + m.end()) for m in _ITEM.finditer(row[0])]
            if _names(folded, items, known, strict=False):
                yield from items


def _left(folded: str, end: int, known: Words) -> list[Span]:
    """The items of the row that ends there, from the first; none where an item is too long for a short name."""
    items: list[Span] = []
    while True:
        size = len(re.matched(_RUN.search(folded, max(0, end - 12), end))[0])
        start = end - size
        if start and folded[start - 1] == "、":
            if not 2 <= size <= _LONGEST:
                return []
            items.insert(0, (start, end))
            end = start - 1
            continue
        first = _first(folded, start, end, known)
        return [(first, end), *items] if first < end else []


def _first(folded: str, start: int, end: int, known: Words) -> int:
    """Where the first item of a row begins: at a stop, or behind the last word that a name may follow; `end` if nowhere."""
    for at in range(max(start, end - _LONGEST), end - 1):
        opens = _opened(folded, at, start, known) and not _said(folded, at, end, known)
        torn = at > start and folded[at - 1 : at + 1] in known.common  # 其|中紫鑫
        if opens and not torn and known.never_first.isdisjoint(folded[at:end]) and folded[at:end] not in known.common:
            return at
    return end


def _opened(folded: str, at: int, start: int, known: Words) -> bool:
    """Whether the first item of a row may begin there."""
    return at == start or folded[at - 1] in known.never_first or _after_word(folded, at, known)


def _said(folded: str, at: int, end: int, known: Words) -> bool:
    """Whether the sentence's verb stands there before a name (扶持|禧锦)."""
    return at + 4 <= end and folded[at : at + 2] in known.breaks


def _after_word(folded: str, at: int, known: Words) -> bool:
    """Whether a word that a name may follow ends there."""
    return ending(folded, at, known.breaks, 4) > 1 or ending(folded, at, known.nouns, 4) > 1


def _names(folded: str, items: list[Span], known: Words, strict: bool) -> bool:
    """Whether a row is of names: none a word, a place or a kind, and one unknown at least (all of them, if strict)."""
    words = [folded[start:end] for start, end in items]
    if not words or any(word[-1] in known.materials or whole(word, known, spare=0) < len(word) for word in words):
        return False
    if strict or len(words) == 1:
        return all(own(word, known, terrain=True) for word in words)
    return any(_unseen(word, known) for word in words)


def _unseen(word: str, known: Words) -> bool:
    """Whether no two characters of a word are a word or a place (智博, 三棵树)."""
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return not any(pair in known.common or pair in known.places for pair in pairs)
