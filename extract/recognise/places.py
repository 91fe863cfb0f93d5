"""Places of an article, with the code of each that the article leaves no doubt about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract import expressions as re
from extract.beginnings import beginnings
from extract.located import gazetteer
from extract.model import Place, Span
from extract.passage import Passage
from extract.patterns import Characters, Rule, Rules, characters, phrases
from extract.recognise.findings import Findings, Found, mentioned
from extract.recognise.gazetteer import HAN, Book, Hit, book, listed, opens, towns
from extract.recognise.organisations.unknown_names import unknown
from extract.recognise.organisations.words import words
from extract.records import record
from extract.text import fold, occurrences

_PEOPLED = frozenset(("abroad", "province", "city", "short"))
_MUNICIPALITIES = frozenset(("11", "12", "31", "50"))
_CITY, _OWN, _HOME = 4, 8, 5


@record
class _Found:
    """A hit that counts, with its code or None."""

    hit: Hit
    code: str | None
    rule: str = "place.list"


def find(passage: Passage, context: Findings, rules: Rules) -> Found[Place]:
    """The places of an article in order of first mention, each with all its mentions.

    Of a chain (佛山市南海区) the last place is meant. A place inside the name of a body or a person is no mention,
    but it is evidence for the codes of the others; a code that stays in doubt is None.

    >>> from extract.patterns import load_rules
    >>> found = find(Passage.of("佛山市南海区和佛山南海的茶卖到越南"), Findings(), load_rules()).records
    >>> [(one.text, one.name, one.code, one.mentions) for one in found]
    [('佛山市南海区', '南海区', '440605', ((0, 6), (7, 11))), ('越南', '越南', None, ((15, 17),))]
    """
    folded, lists = passage.folded, book(rules)
    hits = _whole(folded, rules)
    hits = sorted([*hits, *_town_hits(folded, hits, lists)], key=lambda hit: hit.start)
    home = _home(context, rules)
    evidence = _evidence(hits, home, lists)
    found = list(_settle(folded, hits, evidence, rules))
    found = _disjoint([*found, *_local_towns(folded, _counties(evidence, home), rules)])
    found = _disjoint([*found, *_unlisted(folded, found, rules)])
    found = [one for one in _disjoint([*found, *_heads(folded, rules), *_of_title(folded, context.title, rules)]) if not _is_street(folded, one.hit, lists)]
    inside = _Spans(mentioned(context.organisations, context.persons))
    return Found(_merged(passage.text, [link for link in _chains(found) if not inside.touch(link.hit.start, link.hit.end)]))


def _whole(folded: str, rules: Rules) -> list[Hit]:
    """Listed places, without the short names that another place's name only begins with (青浦|岭县)."""
    longer = beginnings(rules)
    return [hit for hit in listed(folded, book(rules)) if not longer.of_another(folded, hit.start, hit.end)]


class _Spans:
    """Spans in reading order, to ask quickly whether one of them is touched."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)

    def touch(self, start: int, end: int) -> bool:
        at = bisect_right(self.spans, (start, end))
        near = self.spans[max(at - 2, 0) : at + 1]
        return any(first < end and start < last for first, last in near)


def _town_hits(folded: str, hits: Sequence[Hit], lists: Book) -> Iterator[Hit]:
    covered = _Spans([(hit.start, hit.end) for hit in hits])
    for hit in towns(folded, lists, frozenset(hit.end for hit in hits)):
        if not covered.touch(hit.start, hit.end) or any(h.start == hit.start and h.end < hit.end for h in hits):
            yield hit


def _home(context: Findings, rules: Rules) -> tuple[str, ...]:
    """The codes of the home of the article's publisher, and of the places in its title."""
    publisher, title = fold(context.publisher or ""), fold(context.title or "")
    papers = rules.lists["newspapers"].items() if publisher else ()
    codes = [code for paper, code in papers if paper in publisher]
    codes += [hit.codes[0] for line in (publisher, title) for hit in _whole(line, rules) if _is_sure(hit)]
    return tuple(codes)


def _is_sure(hit: Hit) -> bool:
    """Whether a name alone decides which place it is."""
    return len(hit.codes) == 1 and hit.level not in ("word", "short")


def _evidence(hits: Sequence[Hit], home: Sequence[str], lists: Book) -> Counter[str]:
    """How often the article names each province (two digits), city (four) and county (six) beyond doubt."""
    seen: Counter[str] = Counter()
    for code in home:
        _count(seen, code, _HOME)
    for hit in hits:
        if hit.level == "province" or (hit.level in ("city", "county") and len(hit.codes) == 1):
            _count(seen, hit.codes[0], 1)
    return seen


def _count(seen: Counter[str], code: str, weight: int) -> None:
    seen[code[:2]] += weight
    if not code.endswith("0000"):
        seen[code[:4]] += weight
        if not code.endswith("00"):
            seen[code[:6]] += weight


def _stem(code: str) -> str:
    """The digits that all codes below this one begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if len(code) == 6 and code.endswith("00") else code


def _settle(folded: str, hits: Sequence[Hit], evidence: Counter[str], rules: Rules) -> Iterator[_Found]:
    lists, known, beside = book(rules), phrases(rules), characters(rules)["places.beside"]
    people, feature = known["places.people"], known["places.feature"]
    before: _Found | None = None
    for listed_hit in hits:
        hit = _with_feature(folded, listed_hit, lists, feature)
        if hit.level in _PEOPLED and people.match(folded, hit.end):
            continue
        near = _near(folded, before, hit, beside)
        code = near or _decided(hit, evidence)
        if near or _counts(folded, hit, code, evidence, lists):
            before = _Found(hit, code)
            yield before


def _with_feature(folded: str, hit: Hit, lists: Book, feature: re.Pattern[str]) -> Hit:
    """The hit, or the water or hill that it names instead of a place of the list (青海|湖)."""
    bare = hit.level in ("city", "short", "word") and (len(hit.name) == 2 or hit.name[-1] not in lists.seats)
    if not bare or not feature.match(folded, hit.end):
        return hit
    return Hit(hit.start, hit.end + 1, folded[hit.start : hit.end + 1], (), "abroad")


def _near(folded: str, before: _Found | None, hit: Hit, beside: Characters) -> str | None:
    """The code that the place right before decides: it holds this one, or stands beside it in a list."""
    if before is None or not before.code or hit.start - before.hit.end > 1:
        return None
    between = folded[before.hit.end : hit.start]
    return _only(hit, before.code, before.code[:4] if between else _stem(before.code)) if not between or between in beside else None


def _only(hit: Hit, other: str, stem: str) -> str | None:
    """The one code of a name that lies below a stem and is not the other's."""
    fits = [code for code in hit.codes if code.startswith(stem) and code != other]
    return fits[0] if len(fits) == 1 else None


def _decided(hit: Hit, evidence: Counter[str]) -> str | None:
    """The code that the article's other places leave, or None."""
    if not hit.codes or hit.level == "province":
        return hit.codes[0] if hit.codes else None
    if len(hit.codes) == 1:
        return hit.codes[0] if hit.level != "town" or _fits(hit.codes[0], evidence) else None
    return _best(_rivals(hit, evidence), evidence) or _only_city(hit)


def _rivals(hit: Hit, evidence: Counter[str]) -> list[str]:
    """The codes that a name may have: for a city's name, those of counties only where their city is named."""
    return [code for code in hit.codes if hit.level != "city" or code.endswith("00") or _city(code, evidence)]


def _best(codes: Sequence[str], evidence: Counter[str]) -> str | None:
    """The code that the article speaks for most; None where two share that."""
    scores = sorted(((_score(code, evidence), code) for code in codes), key=lambda s: (-s[0], s[1]))
    return scores[0][1] if len(scores) == 1 or scores[0][0] > scores[1][0] else None


def _only_city(hit: Hit) -> str | None:
    cities = [code for code in hit.codes if code.endswith("00")]
    return cities[0] if len(cities) == 1 and hit.level == "city" else None


def _city(code: str, evidence: Counter[str]) -> int:
    """How often the city over a county is named; of the four municipalities, the province is the city."""
    return evidence[code[:2] if code[:2] in _MUNICIPALITIES else code[:4]]


def _fits(code: str, evidence: Counter[str]) -> bool:
    return not evidence or evidence[code[:2]] > 0


def _score(code: str, evidence: Counter[str]) -> int:
    own = evidence[code[:6]] if not code.endswith("00") else 0
    city = _city(code, evidence)
    return _OWN * own + _CITY * city + evidence[code[:2]]


def _counts(folded: str, hit: Hit, code: str | None, evidence: Counter[str], lists: Book) -> bool:
    """Whether a listed name names its place here: short and common words need evidence."""
    if hit.level not in ("short", "word"):
        return True
    if code is None:
        return False
    if hit.level == "word":
        return hit.name[-1] not in lists.districts and _is_named(code, evidence)
    if _city(code, evidence) > 0 or (code in lists.city_codes and len(hit.codes) == 1):
        return True
    return evidence[code[:2]] > 0 and opens(folded, hit.start, lists)


def _is_named(code: str, evidence: Counter[str]) -> bool:
    """Whether the article names this very place elsewhere beyond doubt."""
    return evidence[code] > 0 or (code.endswith("00") and evidence[code[:4]] > 0)


def _is_street(folded: str, hit: Hit, lists: Book) -> bool:
    """Whether a listed name, short of its last character, is part of a street's or bridge's (朝阳路); 海淀区大道 is a place's."""
    full = len(hit.name) > 2 and hit.name[-1] in lists.seats  # 和县 is as short as 朝阳
    return bool(hit.codes) and not full and bool(lists.streets.match(folded, hit.end))


def _local_towns(folded: str, counties: Sequence[str], rules: Rules) -> Iterator[_Found]:
    """Towns by their short names (桂城), in articles that are at home in their counties; none that is a word as well (建设, 胜利)."""
    lists, common = book(rules), words(rules).common
    for county in counties:
        for name, code in lists.towns_of(county).items():
            for start in occurrences(folded, name) if name not in common else ():
                end = start + len(name)
                if opens(folded, start, lists) or not HAN.match(folded[end : end + 1]):
                    yield _Found(Hit(start, end, name, (code,), "town"), code, "place.town")


def _counties(evidence: Counter[str], home: Sequence[str]) -> list[str]:
    """The counties that an article is at home in: its publisher's, and those that it names most, more than once."""
    ranked = {code: n for code, n in evidence.items() if len(code) == 6 and n > 1}
    most = max(ranked.values(), default=0)
    return sorted({*(code for code in home if not code.endswith("00")), *(code for code, n in ranked.items() if n == most)})


def _unlisted(folded: str, found: Sequence[_Found], rules: Rules) -> Iterator[_Found]:
    """Names that no list has, right after a place or a word of place and motion."""
    wanted = [rule for rule in rules.of("place") if "at" not in rule.gives]
    beside = characters(rules)["places.beside"]
    starts = {m.end() for m in phrases(rules)["places.opening"].finditer(folded)}
    for one in found:
        starts.update(_next(folded, one.hit.end, beside))
    queue = sorted(starts, reverse=True)
    while queue:
        if new := _matching(folded, queue.pop(), wanted):
            yield new
            queue.extend(at for at in _next(folded, new.hit.end, beside) if at not in starts)
            starts.update(_next(folded, new.hit.end, beside))


def _matching(folded: str, start: int, rules: Sequence[Rule]) -> _Found | None:
    """The place that the first of these rules finds there."""
    for rule in rules:
        if match := rule.match.match(folded, start):
            return _Found(Hit(*match.span("name"), match["name"], (), "open"), None, rule.id)
    return None


def _heads(folded: str, rules: Rules) -> Iterator[_Found]:
    """Unlisted names at the head of a clause that tells what they do (檀渡镇力争…), and wherever else they stand."""
    wanted = [rule for rule in rules.of("place") if rule.gives.get("at") == "clause"]
    known, torn = words(rules), phrases(rules)["places.words_of_open"]
    seen: set[str] = set()
    for clause in phrases(rules)["places.clause"].finditer(folded):
        for rule in wanted:
            match = rule.match.match(folded, clause.end())
            if match and match["name"] not in seen and unknown(match["stem"], known, terrain=True):
                seen.add(match["name"])
                yield from _everywhere(folded, match["name"], rule.id, torn)


def _of_title(folded: str, title: str | None, rules: Rules) -> Iterator[_Found]:
    """The unlisted place that heads the title, wherever the text names it."""
    name = gazetteer(rules).titled(fold(title)) if title else None
    return _everywhere(folded, name, "place.title", phrases(rules)["places.words_of_open"]) if name else iter(())


def _everywhere(folded: str, name: str, rule: str, torn: re.Pattern[str]) -> Iterator[_Found]:
    """Each place where a name stands and is not part of another word: 澜江市|民, 檀渡镇|长."""
    for start in occurrences(folded, name):
        end = start + len(name)
        if not torn.match(folded, end - 1):
            yield _Found(Hit(start, end, name, (), "open"), None, rule)


def _next(folded: str, end: int, beside: Characters) -> tuple[int, ...]:
    """Where another place may begin after one that ends here: at once, or behind 、 and 和."""
    return (end, end + 1) if folded[end : end + 1] in beside else (end,)


def _disjoint(found: Sequence[_Found]) -> list[_Found]:
    """Reading order without overlaps; of two that overlap, the first in the given order of rank stays."""
    kept: list[_Found] = []
    last = 0
    for one in sorted(found, key=lambda f: (f.hit.start, -f.hit.end)):
        if one.hit.start >= last:
            kept.append(one)
            last = one.hit.end
    return kept


def _chains(found: Sequence[_Found]) -> list[_Found]:
    """Places that are printed in one go (佛山市南海区) as the last of them, over the whole stretch."""
    links: list[_Found] = []
    for one in found:
        if links and links[-1].hit.end == one.hit.start and _holds(links[-1], one):
            one = replace(one, hit=replace(one.hit, start=links.pop().hit.start))
        links.append(one)
    return links


def _holds(outer: _Found, inner: _Found) -> bool:
    if outer.code and inner.code:
        return inner.code.startswith(_stem(outer.code)) and inner.code != outer.code
    return inner.hit.level == "open" or inner.hit.level == "town" or outer.hit.level == "abroad"


def _merged(text: str, found: Sequence[_Found]) -> list[Place]:
    groups: dict[str, list[_Found]] = {}
    for one in found:
        groups.setdefault(one.code or one.hit.name, []).append(one)
    return [_place(text, group) for group in groups.values()]


def _place(text: str, group: Sequence[_Found]) -> Place:
    first = group[0]
    start, end = first.hit.start, first.hit.end
    name = max((one.hit.name for one in group), key=len)
    mentions = tuple((one.hit.start, one.hit.end) for one in group)
    return Place("", text[start:end], start, end, -1, first.rule, name, first.code, mentions)
