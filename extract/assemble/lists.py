"""A list of things -> one indicator for each value: 城镇、农村居民人均可支配收入 -> 城镇居民人均可支配收入, 农村居民人均可支配收入."""

from __future__ import annotations

from extract import expressions as re
from extract.assemble.lexicon import Lexicon
from extract.assemble.view import NOTHING, View, stripped

_BESIDE = re.compile("”(?=“)")  # “甲”“乙”片区
_BRACKETS = re.compile(r"[(“][^()“”]{0,30}[)”]")


def shared_out(core: View, count: int, words: Lexicon) -> list[View]:
    """Split a phrase into `count` indicators; [] where it does not hold that many.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> [view.text for view in shared_out(View.of("地区生产总值和工业增加值", 0, 12), 2, words)]
    ['地区生产总值', '工业增加值']
    """
    for separator in (words["lists.comma"], words["lists.mark"], words["lists.joint"], words["lists.any_joint"]):
        items = _items(core, separator)
        if len(items) == count > 1:
            return _with_shared_end(items, words)
    return _halves(core, count, words) or _twins(core, count, words)


def ratio(core: View, count: int, words: Lexicon) -> list[View]:
    """Split the fused name of a ratio into its things, one character each, with its side: 粮经饲比例 of three -> 粮比例, 经比例, 饲比例.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> [view.text for view in ratio(View.of("茶果菜种植比例", 0, 7), 3, lexicon(load_rules()))]
    ['茶种植比例', '果种植比例', '菜种植比例']
    """
    fused = words["lists.ratio"].fullmatch(core.text, count)
    return [core.cut(at, at + 1) + core.cut(count) for at in range(count)] if fused else []


def _items(core: View, separator: re.Pattern[str]) -> list[View]:
    hidden = _BRACKETS.sub(lambda m: "□" * len(m[0]), core.text)
    beside = [(m.end(), m.end()) for m in _BESIDE.finditer(core.text)]
    cuts = sorted({*((m.start(), m.end()) for m in separator.finditer(hidden)), *beside})
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(core)]
    return [item for start, end in zip(starts, ends, strict=True) if len(item := stripped(core.cut(start, end), " "))]


def _with_shared_end(items: list[View], words: Lexicon) -> list[View]:
    toward = _toward(items, words)
    if len(toward):
        return [toward + item for item in _with_shared_end([items[0].cut(len(toward)), *items[1:]], words)]
    final = items[-1]
    members = _members(items, words) or [*(_completed(item, final, words) for item in items[:-1]), final]
    return _with_shared_opening(members, words)


def _toward(items: list[View], words: Lexicon) -> View:
    """对 before a list of partners (对|美国、韩国出口), which only the first item has; NOTHING where it is part of a word (对外)."""
    first, *others = items
    led = first.text.startswith(words.toward) and first.text[:2] not in words.common and not any(item.text.startswith(words.toward) for item in others)
    return first.cut(0, len(words.toward)) if led else NOTHING


def _members(items: list[View], words: Lexicon) -> list[View]:
    """List items with the side they share, where the last item also names their kind (西红柿, 草莓等|优质农产品|产值); [] where it does not."""
    *others, final = items
    if of_class := words["lists.of_class"].search(final.text, 1):
        return [item + final.cut(of_class.end()) for item in (*others, final.cut(0, of_class.start()))]
    kind, side = words["lists.members"].search(final.text, 1), words.facets.ending(final.text) or _tail(final.text, words) or _last_word(final.text, words)
    own = len(final) - len(side)
    if kind is None or not side or own <= kind.end() or words.cuts_word(final.text, kind.start()):
        return []  # 高等|教育
    shared = final.cut(_measured(final.text[:own], kind.end(), words))
    return [item + shared for item in (*others, final.cut(0, kind.start()))]


def _measured(text: str, start: int, words: Lexicon) -> int:
    """The index from `start` on at which the measured side begins (3D打印设备等新产品|产量|同比增速); the end of `text` where there is none."""
    measured = words.products.search(text, start)
    return measured.start() if measured else len(text)


def _last_word(text: str, words: Lexicon) -> str:
    """The last two characters, where they are a word (升级类|消费); else ""."""
    return text[-2:] if text[-2:] in words.common else ""


def _tail(text: str, words: Lexicon) -> str:
    """The usual end of an indicator with which a text ends; "" where it has none."""
    return next((match[0] for match in words.tails.finditer(text, 1) if match.end() == len(text)), "")


def _completed(item: View, final: View, words: Lexicon) -> View:
    """The list item with the end that it shares with the last one."""
    if item.text[-1] == "”" and "”" in final.text[:-1]:
        return item + final.cut(final.text.rindex("”") + 1)
    if final.text.startswith(item.text) and len(item) < len(final):  # 工业和|工业技术改造|投资
        return item + final.cut(len(final) - len(words.facets.ending(final.text)))
    cut = _alike(item, final, words) or _shared_end(item, final, words) or _known_end(item, final, words)
    if cut:
        return item + final.cut(cut)
    facet = words.facets.ending(final.text)
    return item + final.cut(len(final) - len(facet)) if facet and _lacks(item, facet, words) else item


def _shared_end(item: View, final: View, words: Lexicon) -> int:
    """The index in the last item at which the end begins that `item` shares; 0 where it shares none."""
    cut = 0 if _ends_whole(item, words) and not _is_good(item, final, words) else _joint(item, final, words) or _side(item, final, words)
    if cut:
        return cut
    if _pair(item.text[-2:], final.text[:2], words) and final.text[2:] in words.facets:
        return 2
    return len(final) - 1 if _lacks_size(item, final, words) else 0


def _lacks_size(item: View, final: View, words: Lexicon) -> bool:
    """Whether an item lacks the one character more that the last one has: 进口、出口|额."""
    size = words["lists.size"]
    return len(final) == len(item) + 1 and final.text[:-1] in words.aliases and size.search(final.text) is not None and not size.search(item.text)


def _known_end(item: View, final: View, words: Lexicon) -> int:
    """The index in the last item at which an indicator of the catalogue begins, where `item` names none: 日本, 澳大利亚|进出口; else 0."""
    known = "" if _ends_whole(item, words) else words.aliases.ending(final.text)
    return len(final) - len(known) if known not in ("", final.text) else 0


def _is_good(item: View, final: View, words: Lexicon) -> bool:
    """Whether an item that is an indicator of a count is a good here, as the last item names what is measured of goods: 充电桩、无人机|产量."""
    known = words.aliases.get(item.text)
    return known is not None and known["dimension"] == "count" and not words.facets.ending(item.text) and words.products.search(final.text, 1) is not None


def _lacks(item: View, facet: str, words: Lexicon) -> bool:
    """Whether an item lacks the share or growth with which the last one ends."""
    if item.text.endswith(facet) or words.rates.search(item.text):
        return False
    return bool(words.shares.search(facet) or words.growths.search(facet))


def part_of(item: View, whole: View, words: Lexicon) -> View:
    """The part, with the side that it shares with the whole: 院校在校生规模9万人,其中|技工院校|2万人.

    >>> from extract.assemble.lexicon import lexicon
    >>> from extract.patterns import load_rules
    >>> words = lexicon(load_rules())
    >>> part_of(View.of("技工院校", 0, 4), View.of("院校在校生规模", 0, 7), words).text
    '技工院校在校生规模'
    """
    side = words.facets.ending(whole.text)
    if not side or words["lists.total"].match(side) or _ends_whole(item, words):  # a part has no total
        return item
    own = _alike(item, whole, words) or 2 * (len(item) > 2 and whole.text[:2] == item.text[-2:])
    return item + whole.cut(own) if own else item


_OWN = 6  # how many characters longer the last item's own part may be


def _alike(item: View, final: View, words: Lexicon) -> int:
    """The index behind the last item's own part, where that ends like the other item: 食品|类, 饮料|类|零售额; 第一, 第三|产业; else 0."""
    ordinal = words["lists.ordinal"]
    numeral = ordinal.match(final.text) if ordinal.fullmatch(item.text) else None
    if numeral:
        return numeral.end()
    for end in (item.text[-2:], item.text[-1:] if words["lists.class"].search(item.text) else ""):
        at = final.text.find(end, 1, len(item) + _OWN) + len(end) if len(end) and len(item) > len(end) else 0
        if 0 < len(end) < at < len(final) - 1:
            return at
    return 0


def _side(item: View, final: View, words: Lexicon) -> int:
    """The index of the last item's side, where the thing before it is about as long as the other item: 小麦, 玉米|单产; else 0."""
    own = len(final) - len(words.facets.ending(final.text))
    return own if own < len(final) and abs(own - len(item)) <= 1 < own else 0


def _joint(item: View, final: View, words: Lexicon) -> int:
    """The index in the last item at which the shared part begins: 县城|污水处理率 for 城市, 平板玻璃|产量 for 水泥; 0 where there is none.

    It never cuts a word: it begins at the side that goods and trades have; else at a word right behind as many
    characters as the item has; else at the usual end nearest to that.
    """
    text, size = final.text, len(item)
    goods = words.products.search(text, 1)
    if goods and item.text not in words.halves:
        return goods.start()
    if size > 1 and len(text) - size > 1 and not words.cuts_word(text, size) and _opens_side(text[size:], words):
        return size
    ends = (_word_start(text, match.start(), words) for match in words.tails.finditer(text, 1))
    return min(filter(None, ends), key=lambda at: (abs(at - size), at), default=0)


def _opens_side(rest: str, words: Lexicon) -> bool:
    return bool(words.opening_word(rest) or rest in words.aliases or rest in words.common or words.facets.opening(rest))


def _word_start(text: str, at: int, words: Lexicon) -> int:
    """The index of the word that an end of one character closes (死亡|率: 死亡率), else `at`; 0 inside a word (分|类)."""
    if words["lists.suffix"].match(text, at):
        return next((at - size for size in (3, 2) if at - size > 0 and text[at - size : at] in words.common), 0)
    return 0 if words.cuts_word(text, at) else at


def _pair(word: str, other: str, words: Lexicon) -> bool:
    """Whether two words are of one kind: 存款, 贷款."""
    return word != other and word[-1:] == other[-1:] and word in words.common and other in words.common


_SIDE = 3  # characters of a side made of an action and its measure: 开工率


def _with_shared_opening(items: list[View], words: Lexicon) -> list[View]:
    """签约项目开工率、投产率 -> 签约项目开工率, 签约项目投产率; 第一、二产业 -> 第一产业, 第二产业."""
    first = items[0]
    marked = words["lists.ordinal_mark"]
    if marked.match(first.text) and all(words["lists.ordinal"].match(item.text) for item in items):
        return [item if marked.match(item.text) else first.cut(0, 1) + item for item in items]
    opened = [first]
    for item in items[1:]:
        opened.append(_opened(item, first, words))
        first = item if len(item) > _SIDE and opened[-1] is item else first  # 铁路客运量、货运量、公路客运量、|货运量
    return opened


def _opened(item: View, first: View, words: Lexicon) -> View:
    """The item with the opening of the first one (公路|客运量、货运量), where it is only a side."""
    holder, scope = words.holders.match(first.text), _scope(item, first, words)
    held = first.text[holder.end() :] if holder else ""
    if held in words.aliases and item.text in words.aliases and not item.text[1:].endswith(held):  # 小微企业贷款, 绿色贷款: each is whole
        return first.cut(0, len(first) - len(held)) + item
    if owner := _owner(item, first, words):
        return owner + item
    at = len(first) - len(item)
    if at > 1 and _beside(item.text, first.text[at:], words) and not words.cuts_word(first.text, at):
        return first.cut(0, at) + item
    return scope + item if len(scope) else item


def _scope(item: View, first: View, words: Lexicon) -> View:
    """The size or level that the first item opens with (限额以上, 县级以上), where the other one has none of its own."""
    scope = words["lists.scope"].match(first.text)
    has_own = words["lists.scope"].match(item.text) or words["lists.level"].match(item.text)
    return first.cut(0, scope.end()) if scope and not has_own and not _is_measured(item, words) else NOTHING


def _is_measured(item: View, words: Lexicon) -> bool:
    """Whether an item is an indicator of the catalogue that is no mere count: 规模以上工业发电量、|全社会用电量."""
    known = words.aliases.get(item.text)
    return known is not None and known["dimension"] != "count"


def _owner(item: View, first: View, words: Lexicon) -> View:
    """The thing in the first item, where another item is only a side: 火灾|起数、直接经济损失; else NOTHING."""
    side = first.text[-2:] if first.text[-2:] in words.facets else words.facets.ending(first.text) or _tail(first.text, words)
    owner = first.cut(0, len(first) - len(side))
    are_sides = side != "" and item.text in words.facets and item.text not in words.aliases
    return owner if are_sides and owner.text not in words.facets else NOTHING


def _beside(side: str, other: str, words: Lexicon) -> bool:
    """Whether two phrases are different sides of one thing: 开工率, 投产率; 收入, 支出."""
    if side == other:
        return False
    return words.counterparts >= {side, other} or (len(side) == _SIDE and side[-1] == other[-1] and words["lists.side"].search(side) is not None)


def _ends_whole(item: View, words: Lexicon) -> bool:
    """Whether an item is complete: it ends with a side, or is an indicator of the catalogue."""
    if words["lists.kind"].search(item.text):
        return False
    if words["lists.told"].search(item.text):
        return True
    return item.text in words.aliases or any(match.end() == len(item) for match in words.tails.finditer(item.text))


def _twins(core: View, count: int, words: Lexicon) -> list[View]:
    """Two things of one kind without a separator, each with the shared side: 公路|水路|货运量; else []."""
    side = core.cut(4)
    alike = count == 2 and side.text in words.facets and core.text[1] == core.text[3]
    named = alike and core.text[:2] in words.common and core.text[2:4] in words.common
    return [core.cut(0, 2) + side, core.cut(2)] if named else []


def _halves(core: View, count: int, words: Lexicon) -> list[View]:
    """The `count` parts that one word fuses (城乡低保标准, 三次产业结构比); [] where there is no such word."""
    for form in sorted((form for form, parts in words.pairs.items() if len(parts) == count), key=len, reverse=True):
        at = core.text.find(form)
        if at >= 0:
            place = core.cut(at, at + len(form))
            return [core.cut(0, at) + place.renamed(half) + core.cut(at + len(form)) for half in words.pairs[form]]
    return []
