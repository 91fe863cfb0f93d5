"""Which mentions name the same body: list forms, short forms of a company, a level for its place (市发改委)."""

from __future__ import annotations

from collections.abc import Iterator

from extract import expressions as re
from extract.model import Organisation
from extract.passage import Passage
from extract.recognise.organisations.unknown_names import own
from extract.recognise.organisations.words import Words
from extract.records import record
from extract.text import occurrences

HAN = re.compile("[\u4e00-\u9fff]")
_BRACKET = re.compile(r"\([^()]{1,8}\)")
_TITLED = "organisation.titled"  # a name that only its place in the text shows: it is no company's by itself elsewhere
_COMPANY = "organisation.company"
_SHORTENED = ("company", "finance", "research", "association", "other", "health", "education")


@record
class Name:
    """One mention: `head` is where what closes its name begins, `name` the list's full name or the function's id."""

    start: int
    end: int
    head: int
    type: str
    rule: str
    name: str | None
    evidence: str


def repeated(found: list[Name], folded: str, known: Words) -> list[Name]:
    """Mentions of a body by its short form: the one in brackets after it, and a company's own.

    瀚海市澄岳储能科技有限公司 is 澄岳储能科技, 澄岳储能 and 澄岳 too: without its seat, and with the words of its trade
    dropped from the right.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> text, full = "瀚海市澄岳储能科技有限公司投产,澄岳储能建线2条,澄岳出资", Name(0, 13, 9, "company", "", None, "place")
    >>> [text[one.start : one.end] for one in repeated([full], text, words(load_rules()))]
    ['澄岳储能', '澄岳']
    """
    taken = {i for one in found for i in range(one.start, one.end)}
    others = _others(found, folded, known)
    again: list[Name] = []
    tried: set[tuple[str, str]] = set()
    for one in found:
        full = folded[one.start : one.end]
        if (full, one.rule) in tried or not _is_shortened(one, folded, known):
            continue
        if one.evidence == "list":
            tried.add((full, one.rule))
        for short in _shorts(one, folded, known):
            if short in others:
                continue
            for at in _free(folded, short, taken, known):
                taken.update(range(at, at + len(short)))
                again.append(Name(at, at + len(short), at + len(short), one.type, one.rule, full, "article"))
    return again


def _others(found: list[Name], folded: str, known: Words) -> set[str]:
    """The short forms that the article gives to what is no body (澄岳铁路工程(以下简称“澄岳铁路”))."""
    if not known.short_for.search(folded):
        return set()
    ends = {one.end for one in found}
    return {match["short"] for match in known.called.finditer(folded) if match.start() not in ends and known.short_for.match(match[0], 1)}


def _is_shortened(one: Name, folded: str, known: Words) -> bool:
    """Whether a name may stand in short form later: by its type, or because the article says so in brackets."""
    return one.evidence != "unknown" and (one.type in _SHORTENED or known.called.match(folded, one.end) is not None)


def _shorts(one: Name, folded: str, known: Words) -> Iterator[str]:
    full = folded[one.start : one.end]
    called = known.called.match(folded, one.end)
    if called and _within(called["short"], full):
        yield called["short"]
    if one.type == "company":
        yield from _of_company(full, one.rule, known)


def _of_company(full: str, rule: str, known: Words) -> Iterator[str]:
    if rule == _TITLED or (rule == _COMPANY and not known.form_of_law.search(full)):  # 澄岳股份
        yield full
    short = _short(full, known)
    if trade := _by_trade(full, short, known):
        yield trade
    unseated = _unseated(short, known)
    for form in dict.fromkeys((*_clipped(short, known), *_clipped(unseated, known))):
        if form != full and (_long(form, full, known) or _own(form, known)):
            yield form


def _long(form: str, full: str, known: Words) -> bool:
    """Whether a short form of a full name is long enough to tell the company, and is not the county it lies in."""
    return len(form) >= 4 and form[-1] not in known.seats and bool(known.full_form.search(full))


def _by_trade(full: str, short: str, known: Words) -> str:
    """A company by its trade alone, where it has no word of its own (云溪县|水务|有限公司 is 水务公司); else an empty string."""
    size = next((size for size in (4, 3, 2) if short[-size:] in known.trade and short[-size - 1 : -size] in known.seats), 0)
    form = known.full_form.search(full)
    return short[-size:] + form[0][-2:] if size and form else ""


def _clipped(short: str, known: Words) -> Iterator[str]:
    """A name without its legal form, and without one after another of its trades."""
    while len(short) >= 2:
        yield short
        size = next((size for size in (4, 3, 2) if short[-size:] in known.trade or short[-size:] in known.product), 0)
        if not size:
            return
        short = short[:-size]


def _unseated(short: str, known: Words) -> str:
    """A name without the place or 中国 that opens it."""
    if nation := known.china.match(short):
        return short[nation.end() :]
    size = next((size for size in (5, 4, 3, 2) if short[:size] in known.places), 0)
    return known.seat_level.sub("", short[size:]) if size else known.seat.sub("", short)


def _own(form: str, known: Words) -> bool:
    """Whether a short form is a word of the company's own, that is not met elsewhere: neither 中国 nor 林草 nor a place."""
    if form in known.places or form in known.nouns or form[-1] in known.seats or known.nationwide.fullmatch(form):
        return False
    return 2 <= len(form) <= 6 and own(form, known, terrain=True)


def _within(short: str, full: str) -> bool:
    """Whether the characters of a short form stand in the full one, in order."""
    rest = iter(full)
    return all(char in rest for char in short)


def _short(full: str, known: Words) -> str:
    """A company's name without its form of law, and without what stands in brackets.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> _short("澄岳(瀚海)环境股份有限公司", words(load_rules()))
    '澄岳环境'
    """
    return _BRACKET.sub("", known.form_of_law.sub("", full))


def _free(folded: str, short: str, taken: set[int], known: Words) -> Iterator[int]:
    """Where a short form stands free: nothing taken, torn out of no word, and the name of no plant or place."""
    for at in occurrences(folded, short):
        end = at + len(short)
        torn = len(short) < 4 and (folded[at - 1 : at + 1] in known.common or folded[end - 1 : end + 1] in known.common)
        torn = torn or (short[:2] in known.trade and not _at_head(folded, at, known))
        if taken.isdisjoint(range(at, end)) and not torn and not known.plant.match(folded, end):
            yield at


def _at_head(folded: str, at: int, known: Words) -> bool:
    """Whether a phrase begins there, and not with a word for many or other ones (其他|水务公司)."""
    before = folded[at - 1 : at]
    return not HAN.match(before) or (before in known.openers and before not in known.plain)


def merged(found: list[Name], passage: Passage, known: Words) -> list[Organisation]:
    """One record for each body, in the order of the first mentions, named by the fullest form in the article.

    >>> from extract.patterns import load_rules
    >>> from extract.recognise.organisations.words import words
    >>> named = [Name(0, 6, 3, "government", "", "水利局", "place"), Name(8, 12, 9, "government", "", "水利局", "level")]
    >>> [(body.name, body.aliases) for body in merged(named, Passage.of("榕江县水利局说，县水利局出资"), words(load_rules()))]
    [('榕江县水利局', ('县水利局',))]
    """
    keys = [_key(one, passage.folded, known) for one in found]
    seats: set[tuple[str, ...]] = {key[1:] for key in keys if len(key) == 3 and key[1]}
    groups: dict[tuple[str, ...], list[Name]] = {}
    for one, key in zip(found, keys, strict=True):
        groups.setdefault(_seated(key, seats), []).append(one)
    return [_record(group, passage.text) for group in groups.values()]


def _key(one: Name, folded: str, known: Words) -> tuple[str, ...]:
    """What a body is known by: what its list says, or (function, place, level), or as it is printed."""
    printed = folded[one.start : one.end]
    if one.name and one.evidence in ("list", "article"):
        return (one.name,)
    if one.evidence not in ("place", "level"):
        return (printed,)
    head, before = one.name, folded[one.start : one.head]
    if one.name is None:
        leading = known.leadership.search(printed)
        if leading is None:
            return (printed,)
        head, before = leading["head"], printed[: leading.start()]
    place = known.seat_and_level.fullmatch(before)
    return (head or "", place["stem"], place["level"] or "") if place else (printed,)


def _seated(key: tuple[str, ...], seats: set[tuple[str, ...]]) -> tuple[str, ...]:
    """The key with the article's only place of that level for a bare one (市发改委 beside 瀚海市发展和改革委员会)."""
    if len(key) != 3 or key[1]:
        return key
    of_level = [stem for stem, level in sorted(seats) if level == key[2]]
    return (key[0], of_level[0], key[2]) if len(of_level) == 1 else key


def _record(group: list[Name], text: str) -> Organisation:
    forms = list(dict.fromkeys(text[one.start : one.end] for one in group))
    fullest = max(forms, key=len)
    first = group[0]
    return Organisation(
        id="",
        text=text[first.start : first.end],
        start=first.start,
        end=first.end,
        sentence=-1,
        rule=first.rule,
        name=fullest,
        type=first.type,
        aliases=tuple(form for form in forms if form != fullest),
        mentions=tuple((one.start, one.end) for one in group),
    )
