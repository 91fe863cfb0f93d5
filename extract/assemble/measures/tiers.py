"""Tiers with a value each: 对国家级、省级、市级X分别给予80万元、30万元、20万元 -> 国家级X, 省级X, 市级X."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from extract import expressions as re
from extract.assemble.measures.benefits import kind_of
from extract.assemble.measures.doers import acts
from extract.assemble.measures.norms import Norm, Terms
from extract.assemble.measures.provisions import Place
from extract.assemble.measures.roles import conditions
from extract.assemble.measures.words import Words, parted, unbracketed
from extract.assemble.view import NOTHING, View
from extract.model import Amount, Span
from extract.records import record


def next_tier(place: Place, before: Place, first: View, words: Words) -> View:
    """The recipient of a sum that differs from the sum before only in its class: 博士每月900元、|硕士|600元."""
    found = words["tiers.next"].fullmatch(place.text, before.behind, place.amount.start)
    if not found or words.benefit.search(found["who"]) or words.stop.match(found["who"]) or words["classes.ranked"].search(place.clause):
        return NOTHING
    who = View.of(place.text, *found.span("who"))
    return _of_age(who, first, words) or (who if _is_alike(found, place, before, first, words) else NOTHING)


def _of_age(who: View, first: View, words: Words) -> View:
    """The recipient of the tier before with another age, where only the age is named: 80周岁以上|老人|每月100元,|90周岁以上|200元."""
    aged = words["tiers.age"].search(first.text) if words["tiers.age"].fullmatch(who.text) else None
    return first.cut(0, aged.start()) + who + first.cut(aged.end()) if aged else NOTHING


def _is_alike(found: re.Match[str], place: Place, before: Place, first: View, words: Words) -> bool:
    """Whether a further tier is worded like the one before it."""
    how = words["tiers.how"].fullmatch(place.text, first.end, before.amount.start) if len(first) else None
    classed = how is not None and (_is_class(found, place, words) or _is_parallel(found["who"], first.text))
    return classed or (len(first) > 0 and _is_somebody(found, words))


def _is_parallel(who: str, first: str) -> bool:
    """Whether `who` opens like the end of `first` that is as long: 生育三孩 beside 生育二孩."""
    beside = first[-len(who) :]
    return len(who) == len(beside) and who[:2] == beside[:2]


def _is_class(found: re.Match[str], place: Place, words: Words) -> bool:
    """Whether a phrase behind 、 leads to its sum with no benefit between the two."""
    return found["mark"] == "、" and words.benefit.search(place.text, found.end("who"), place.amount.start) is None


def _is_somebody(found: re.Match[str], words: Words) -> bool:
    """Whether a further tier names somebody, or whoever does something: 租用场地办学|的."""
    return found["whoever"] is not None or words.somebody.search(found["who"]) is not None


def named_before(place: Place, count: int, words: Words) -> Sequence[View]:
    """The classes listed before as many values, each of which gets one: 一等奖1名、二等奖2名,分别奖励|5万元、3万元."""
    if not words["tiers.each"].search(place.clause):
        return ()
    runs = list[list[re.Match[str]]]()
    for found in words["tiers.counted"].finditer(place.text, place.start, place.amount.start):
        if not runs or found.start() != runs[-1][-1].end():
            runs.append([])
        runs[-1].append(found)
    named = next((run for run in reversed(runs) if len(run) == count), [])
    return [View.of(place.text, *one.span("class")) + _shared_end(one["class"], named[-1], place.text) for one in named]


def kinds_before(place: Place, count: int, words: Words) -> Sequence[View]:
    """The kinds listed before as many values, each of which gets one: 按大型、中型、小型|无人机|,分别奖励|3万元、2万元、1万元."""
    told = words["tiers.by_kind"].search(place.text, place.segment, place.amount.start)
    return tiers(View.of(place.text, *told.span("kinds")), count, words) if told else ()


def _shared_end(name: str, last: re.Match[str], text: str) -> View:
    """The ending of the last class of a list that holds for all: A、B、C|类; nothing where `name` has its own."""
    return View.of(text, last.end("class") - 1, last.end("class")) if len(last["class"]) == len(name) + 1 else NOTHING


def shared_unit(unit: str, first: str) -> str:
    """The unit of a further tier: the unit of the first tier, where that begins with its own.

    >>> shared_unit("CNY", "CNY/人/mo"), shared_unit("CNY/a", "CNY/mo")
    ('CNY/人/mo', 'CNY/a')
    """
    return first if first.startswith(unit + "/") else unit


def tiers(recipient: View, count: int, words: Words) -> Sequence[View]:
    """The recipient of each of `count` values; nothing where the recipient lists another number of things.

    Separators in brackets do not count: 区级、街道(镇)级、社区(村)级的站点.
    """
    text = unbracketed(recipient.text)
    if apart := _sorts(recipient, count, words) or _paired(recipient, count, words) or _apart(recipient, text, count, words):
        return apart
    runs = [found.span() for found in words["tiers.run"].finditer(text)]
    classes = (_some_classes(recipient, parted(text, words["tiers.and"], run), count, words) for run in runs)
    return next(filter(None, classes), ()) or _things(recipient, text, runs, count, words)


def _things(recipient: View, text: str, runs: Sequence[Span], count: int, words: Words) -> Sequence[View]:
    """The items of a list with as many as there are values, lists of classes first, each item with the words that all share."""
    for run in sorted(runs, key=lambda run: (not _is_classed(text, run, words), -run[0])):
        for mark in ("tiers.and", "tiers.comma", "tiers.joins", "tiers.last_joins"):
            parts = parted(text, words[mark], run)
            if len(parts) == count:
                return _classes(recipient, parts, words) or _shared(recipient, parts, run[1], words)
    return ()


def _sorts(recipient: View, count: int, words: Words) -> Sequence[View]:
    """The sorts of one thing, as many as there are values, each with all that follows: |新建、改建|养老机构,床位数20张以上."""
    found = words["tiers.sorts"].match(recipient.text)
    parts = parted(recipient.text, words["tiers.and"], found.span("sorts")) if found else ()
    return [recipient.cut(*part) + recipient.cut(found.end("sorts")) for part in parts] if found and len(parts) == count else ()


def _paired(recipient: View, count: int, words: Words) -> Sequence[View]:
    """The pairs of two lists of equal length, whose items share a value in turn: |国家级、省级领军人才|和|海外A类、B类人才|."""
    for mark in words["tiers.joins"].finditer(recipient.text):
        first, second = recipient.cut(0, mark.start()), recipient.cut(mark.end())
        if count > 1 and first.text.count("、") == second.text.count("、") == count - 1:
            pairs = zip(tiers(first, count, words), tiers(second, count, words), strict=False)
            return [one + recipient.cut(*mark.span()) + other for one, other in pairs]
    return ()


def _apart(recipient: View, text: str, count: int, words: Words) -> Sequence[View]:
    """The cases or ages, as many as there are values, that are each worded in full: 获得金牌的|和|参展并获奖, 45岁以下的硕士|或|35岁以下的本科生."""
    parts = parted(text, words["tiers.apart"])
    return [recipient.cut(*part) for part in parts] if len(parts) == count else ()


def _is_classed(text: str, run: tuple[int, int], words: Words) -> bool:
    """Whether the last item of a list begins with a class: 在|国家台、省级台|首播的电视剧、纪录片."""
    return words["tiers.level"].match(text[run[0] : run[1]].split("、")[-1]) is not None


def _some_classes(recipient: View, parts: Sequence[tuple[int, int]], count: int, words: Words) -> Sequence[View]:
    """The classes that end a longer list, each behind all before them (获甲奖、乙奖|一等奖、二等奖|的单位), or that open it, each before all behind (|国家级、省级|设计中心、技术中心)."""
    if len(parts) <= count:
        return ()
    return _classes(recipient, parts[-count:], words) or (_classes(recipient, parts[:count], words) if count > 1 else ())


def _shared(recipient: View, parts: Sequence[tuple[int, int]], end: int, words: Words) -> Sequence[View]:
    """Each item with the words before and behind the list; where the last item is longer, its end is shared by all."""
    head = recipient.cut(0, parts[0][0])
    last = recipient.cut(*parts[-1])
    others = [recipient.cut(*part) for part in parts[1:]]
    figure = _last_figure(recipient.cut(*parts[0]), others, words)
    size = _own_size(last, recipient, parts, words) if figure is None else re.matched(words["tiers.figure"].match(last.text)).end()
    items = [recipient.cut(*part) for part in parts[:-1]] + [last.cut(0, size)]
    at = _own_part(items, others, words) if figure is None else figure
    if not at and _objects(items, words):
        return ()
    opening, tail = items[0].cut(0, at), last.cut(size) + recipient.cut(end)
    return [head + opening + item + tail for item in (items[0].cut(at), *items[1:])]


def _last_figure(first: View, others: Sequence[View], words: Words) -> int | None:
    """The start of the figure that ends the first of a list of figures: 收入1亿元以上且增长|10%、20%、30%以上; None where the items are not such a list."""
    if not all(words["tiers.figure"].match(other.text) for other in others):
        return None
    figure = re.last(words["tiers.figure"], first.text)
    return figure.start() if figure and figure.end() == len(first) else None


def _own_size(last: View, recipient: View, parts: Sequence[tuple[int, int]], words: Words) -> int:
    """The length of what is the last item's own, before the noun that all share: 省级|示范单位."""
    level = words["tiers.level"].match(last.text) if not words["tiers.comma"].search(last.text) else None
    bare = all(words["tiers.level"].fullmatch(recipient.text[slice(*part)]) for part in parts[:-1])  # 起草|国际、国家、行业|标准
    if level and (bare or len(last) > max(b - a for a, b in parts[:-1])):
        return level.end()
    return _paper(last, recipient, parts, words)


def _paper(last: View, recipient: View, parts: Sequence[tuple[int, int]], words: Words) -> int:
    """The start of the paper or noun that only the last item names for all: 取得|高级工、技师|证书, 批发、零售、餐饮|企业; its length where it names none."""
    paper, noun = words["tiers.paper"].search(last.text), words["tiers.noun"].search(last.text)
    shared, own = paper or noun, words["tiers.paper"] if paper else words.recipient
    return shared.start() if shared and not any(own.search(recipient.text[slice(*part)]) for part in parts[:-1]) else len(last)


def _objects(items: Sequence[View], words: Words) -> bool:
    """Whether list items are objects of one verb, so that one subject does it to all: 提供软件、信息服务|的平台."""
    classed = any(words["tiers.class"].search(one.text) for one in items) or all(words.recipient.search(one.text) for one in items)
    return not classed and len(items[0]) > _VERB and acts(items[0].text, words) and not acts(items[-1].text, words)


_VERB = 2  # characters of a verb without an object, which is a trade: 批发、零售、餐饮|企业


def _own_part(items: Sequence[View], others: Sequence[View], words: Words) -> int:
    """The start of what is the first item's own, behind the words that all share: 收入首次突破|5000万元、1亿元; 对|国家级、省级."""
    first, last = items[0], items[-1]
    level = words["tiers.level"].match(first.text)
    at = _behind_rank(level[0], others, words) if level and len(first) > len(last) else 0
    figure = words["tiers.figure"].search(first.text, at)
    if figure:
        return figure.start()
    return at if level else max(_behind_deed(first, words), _alike(first, others[0], last))


def _behind_rank(level: str, others: Sequence[View], words: Words) -> int:
    """The end of a rank in the first item that holds for all, as no other has one (|国家级|产业集群、示范基地); else the start of its word of class, or 0."""
    if words["tiers.ranked"].search(level) and not any(words["tiers.level"].match(other.text) for other in others):
        return len(level)
    end = words["tiers.level_end"].search(level)
    return end.start() if end else 0


def _behind_deed(first: View, words: Words) -> int:
    """The end of the verb in the first item that all share: 取得|高级工、技师证书; or 0."""
    deed = words["tiers.deed"].search(first.text)
    return deed.end() if deed else 0


def _alike(first: View, second: View, last: View) -> int:
    """The start of the part of the first item that is as long as the second, where all end alike; or 0."""
    longer = len(first) - len(second)
    return longer if longer >= 2 and first.text[-1] == second.text[-1] == last.text[-1] else 0


def _classes(recipient: View, parts: Sequence[tuple[int, int]], words: Words) -> Sequence[View]:
    """The items of a list of bare classes (首次取得|特级、一级、二级|资质的单位), each with the words before and behind them all."""
    texts = [recipient.text[slice(*part)] for part in parts]
    ends = [one for one in words["tiers.class"].finditer(texts[0]) if one.end() == len(texts[0])]
    opens = words["tiers.class"].match(texts[-1])
    if not ends or opens is None:
        return ()
    first, last = parts[0][0] + ends[0].start(), parts[-1][0] + opens.end()
    items = [recipient.cut(first, parts[0][1]), *(recipient.cut(*part) for part in parts[1:-1]), recipient.cut(parts[-1][0], last)]
    end = _common_end(items, words)
    return [recipient.cut(0, first) + item + end + recipient.cut(last) for item in items[:-1]] + [recipient.cut(0, first) + items[-1] + recipient.cut(last)]


def _common_end(items: Sequence[View], words: Words) -> View:
    """The word of class that only the last item has, for all: 国家、省、市|级, 金、银、铜|牌, 一、二、三|等奖."""
    found = words["tiers.end"].search(items[-1].text)
    shared = found and not any(one.text.endswith(found[0]) for one in items[:-1])
    return items[-1].cut(found.start()) if found and shared else NOTHING


def chains(text: str, amounts: Sequence[Amount], words: Words) -> list[list[Amount]]:
    """The chains of amounts of one unit with only 、 or 和 between them: 80万元、30万元、20万元; a bracket within a chain may have amounts of its own."""
    found: list[list[Amount]] = []
    for amount in amounts:
        chain = next((one for one in reversed(found[-_NESTED:]) if _lists_on(text, one[-1], amount, words, nested=one is not found[-1])), None)
        if chain is None:
            found.append([amount])
        else:
            chain.append(amount)
    return found


@record
class Row:
    """The values of one unit in a list of `count` values, of which the first has the index `first`."""

    amounts: Sequence[Amount]
    first: int
    count: int


def rows(text: str, amounts: Sequence[Amount], words: Words) -> Iterator[Row]:
    """The chains of amounts, each with its index in a list that continues in another unit: 分别奖励|30万元、50万元|、投资额的|2%|."""
    lists = list[list[list[Amount]]]()
    for chain in chains(text, amounts, words):
        if lists and chain[0].unit != (last := lists[-1][-1][-1]).unit and words["tiers.other_unit"].fullmatch(text, last.end, chain[0].start):
            lists[-1].append(chain)
        else:
            lists.append([chain])
    for one in lists:
        firsts = accumulate(map(len, one), initial=0)
        yield from (Row(chain, first, sum(map(len, one))) for chain, first in zip(one, firsts, strict=False))


_NESTED = 8  # chains that an amount may continue: the last, or an earlier one with a bracket of other amounts behind its last value


def _lists_on(text: str, last: Amount, amount: Amount, words: Words, *, nested: bool) -> bool:
    """Whether an amount continues a list behind `last`; `nested` where a bracket with other amounts stands between them."""
    if amount.unit != last.unit:
        return False
    if nested:
        return text.startswith("(", last.end) and words["norms.listed_aside"].fullmatch(text, last.end, amount.start) is not None
    banded = amount.comparator != last.comparator and conditions(text, amount.end, words)
    return not banded and words["norms.listed"].fullmatch(text, last.end, amount.start) is not None


@record
class Bounds:
    """The thresholds that a clause lists, and their norm: 零售额达|2亿元、5亿元|的."""

    place: Place
    amounts: Sequence[Amount]
    norm: Norm

    def then(self, place: Place, amounts: Sequence[Amount], norm: Norm) -> Bounds:
        """The thresholds listed last, after others follow; a single one that all must meet leaves the list before it (达到2亿元、5亿元,且增长|10%|的)."""
        goes_on = len(amounts) == 1 < len(self.amounts) and place.segment == self.place.segment
        return self if goes_on else Bounds(place, amounts, norm)


def handed_to(place: Place, count: int, listing: Bounds | None, words: Words) -> Bounds | None:
    """The thresholds listed last, if as many values are given for them, in the same segment or right behind them."""
    if listing is None or listing.place.segment != place.segment or len(listing.amounts) != count:
        return None
    near = count > 1 and words["tiers.behind_bounds"].fullmatch(place.text, listing.amounts[-1].end, place.clause_start)
    return listing if near or words["tiers.each"].search(place.clause) else None


def reached(place: Place, bounds: Bounds | None, recipient: View, words: Words) -> Sequence[View]:
    """The recipients that reached each of the thresholds in the clause before: 零售企业零售额达2亿元、5亿元,分别奖励|10万元、20万元.

    A recipient in the clause before (对|限上企业|,零售额达…) is put in front.
    """
    if bounds is None:
        return ()
    first, last = bounds.place, bounds.amounts[-1]
    head = View.of(place.text, _subject_start(first, recipient), first.amount.start)
    if words["recipients.for"].match(head.text) or first.behind > place.clause_start:
        return ()
    end = last.end
    until = words["tiers.until"].search(place.text, end, place.clause_start)
    tail = View.of(place.text, end, until.start() if until else end)
    return [head + View.of(place.text, one.start, one.end) + tail for one in bounds.amounts]


def _subject_start(first: Place, recipient: View) -> int:
    """The start of the clause of a threshold, or of the clause before it that holds only the recipient: 专业子公司,|注册资本达到1亿元."""
    return recipient.start if len(recipient) and recipient.end == first.clause_start - 1 else first.clause_start


@record
class Handed:
    """The recipients among whom the values of a list are divided: the parts of the recipient, else those who met as many thresholds."""

    shares: Callable[[], Sequence[View]]
    met: Callable[[], Sequence[View]]
    bounds: Bounds | None


def shared_out(handed: Handed, index: int, words: Words, terms: Terms) -> Terms:
    """The terms of a value of a list, with its own recipient where the text lists as many, or as many thresholds.

    A benefit for those who met a threshold is named by the indicator of the threshold: 工业总产值达到1亿元、5亿元的,分别奖励… -> 工业总产值|奖励.
    """
    if not handed.shares():
        met, bounds = handed.met(), handed.bounds
        return replace(terms, recipient=met[index], indicator=_by_bound(terms.indicator, bounds, words), sure=True) if bounds and met else terms
    name = _by_bound(terms.indicator, handed.bounds, words) if handed.bounds else terms.indicator
    return replace(terms, recipient=handed.shares()[index], indicator=name, sure=True)


def _by_bound(name: View, bounds: Bounds, words: Words) -> View:
    """The indicator of a threshold with the kind of benefit, where the heading says no more than that kind; else `name`."""
    kind, what = kind_of(name, words), bounds.norm.terms.indicator
    return what + kind if len(kind) and len(what) and len(bounds.place.head) <= len(kind) else name
