"""Bodies by the row they stand in: where one item of 甲、乙、丙等企业 is a body, so are the others.

The class that closes the row says how an item is read: before 企业, 银行 or 运营商 a whole item is a name, before 项目 or
基地 only what it opens with is one (盈岳|高温超导硅), the rest being what is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract import expressions as re
from extract.recognise.organisations.unknown_names import unknown
from extract.recognise.organisations.words import Words, common_word, ending, place_before

_BREAK = re.compile(r"[,。;:!?\n“”《》|]")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}")
_WORKS = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,12}")


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
        low = max((match.end() for match in _BREAK.finditer(folded, max(0, start - 80), start)), default=max(0, start - 80))
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
        close = known.row_close.search(folded, at + 2, end)
        if close and items:
            items += _split(folded, at, close.start(), known)
            if _anchored(items, here):
                yield from _named(folded, items, here, known, works=bool(close["works"]))
            items = []
        elif close:
            items = []
        else:
            items.append((at, end))
        at = end + 1


def _split(folded: str, start: int, end: int, known: Words) -> list[tuple[int, int]]:
    """The last item, or the two that 和 joins in it."""
    joint = known.joint.search(folded, start + 2, end - 2) if end - start >= 5 else None
    return [(start, joint.start()), (joint.end(), end)] if joint else [(start, end)]


def _anchored(items: list[tuple[int, int]], here: dict[int, int]) -> bool:
    """Whether an item opens with a company, or the first one closes with it (引进|华为、…)."""
    low, high = items[0]
    return any(start in here for start, _ in items) or any(low <= start and end == high for start, end in here.items())


def _named(folded: str, items: list[tuple[int, int]], here: dict[int, int], known: Words, works: bool) -> Iterator[tuple[int, int]]:
    """The items' names; what stands before the first one's is unknown, so that it gives none but what opens a project."""
    for start, end in items if works else items[1:]:
        if start in here:
            continue
        size = _brand(folded[start:end], known) if works else whole(folded[start:end], known)
        if size:
            yield start, start + size


def whole(item: str, known: Words, spare: int = 1) -> int:
    """The size of an item that is a name: some part of it, of more than `spare` characters, is no common word, or it
    opens with a place or nation.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> [whole(item, words(load_rules())) for item in ("澄岳", "澄岳电子", "智能装备", "榕江")]
    [2, 4, 0, 0]
    """
    if not _NAME.fullmatch(item) or _is_other(item, known):
        return 0
    return len(item) if _is_placed(item, known) or not _tiled(item, known, spare) else 0


def _is_other(item: str, known: Words) -> bool:
    """Whether an item is a word or a place, or says what is made rather than who makes it."""
    if item[0] in known.never_whole or item in known.common or item in known.places:
        return True
    return bool(ending(item, len(item), known.nouns | known.generic, 4) or known.made.search(item))


def _is_placed(item: str, known: Words) -> bool:
    """Whether an item opens with a place or a nation."""
    return bool(known.chinese.match(item)) or any(item[:size] in known.places or item[:size] in known.abroad for size in (2, 3))


def _tiled(item: str, known: Words, spare: int) -> bool:
    """Whether an item is made of common words alone (智能|装备)."""
    at = 0
    while size := common_word(item, at, len(item), known):
        at += size
    return at >= len(item) - spare


def _brand(item: str, known: Words) -> int:
    """The size of the unknown word that opens an item before what is built; with its trade where that is part of it."""
    if not _WORKS.fullmatch(item):
        return 0
    sizes = (size for size in (2, 3, 4) if unknown(item[:size], known, terrain=True) and item[size - 1] not in known.islands)
    found = (_branded(item, size, known) for size in sizes)
    return next((size for size in found if size is not None), 0)


def _branded(item: str, size: int, known: Words) -> int | None:
    """The size of a name that opens with so many unknown characters, 0 for a place; None where more of them may belong to it."""
    rest = item[size:]
    if not rest or known.phase.fullmatch(rest):
        return size if place_before(item, size, known) == size else 0
    word = common_word(rest, 0, len(rest), known)
    if not word:
        return size if rest[0] in known.matter and len(rest) >= 2 else None  # 盛岳|磷氟煤产业
    if item[-1] in known.terrain:  # 大岭|灌区 is a place
        return 0
    return size + word if rest[:word] in known.closing or word == len(rest) else size
