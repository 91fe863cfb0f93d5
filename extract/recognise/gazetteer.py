"""The lists of places as one matcher: where a listed name stands in a text, and which codes it may mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extract import expressions as re
from extract.patterns import Characters, Rules, beginning, characters, from_words, phrases
from extract.records import record
from extract.text import fold

_TOWN_STEM = 9
HAN = re.compile("[\u4e00-\u9fff]")


@record
class Hit:
    """A listed name where it stands; `codes` is empty for what has none (abroad, regions)."""

    start: int
    end: int
    name: str
    codes: tuple[str, ...]
    level: str  # province, city, county, short, word, town, abroad, open


@record
class Book:
    """All lists, and what finds them fast: a gate on two characters, then the lengths that begin with them."""

    names: Mapping[str, tuple[str, ...]]
    words: frozenset[str]
    traps: frozenset[str]
    gate: re.Pattern[str]
    lengths: Mapping[str, tuple[int, ...]]
    city_codes: frozenset[str]
    packed: Mapping[str, str]
    counties_of: Mapping[str, str | tuple[str, ...]]
    # Each a phrase of patterns/name_phrases.yaml.
    openers: Characters
    above: Characters
    seats: Characters
    counties: Characters
    districts: Characters
    short: Characters
    ending: re.Pattern[str]
    torn: re.Pattern[str]
    streets: re.Pattern[str]

    def town_codes(self, name: str) -> tuple[str, ...]:
        """Codes of a town's full name.

        >>> from extract.patterns import from_words, load_rules
        >>> book(load_rules()).town_codes("桂城街道")
        ('440605011', '441203002')
        """
        return tuple(county + item[:3] for county in _several(self.counties_of.get(name, ())) for item in self.packed[county].split(" ") if item[3:] == name)

    def towns_of(self, county: str) -> dict[str, str]:
        """Short and full names of one county's towns, with their codes.

        >>> from extract.patterns import from_words, load_rules
        >>> book(load_rules()).towns_of("440605")["桂城"]
        '440605011'
        """
        found: dict[str, str] = {}
        for item in self.packed.get(county, "").split(" ") if county in self.packed else ():
            stem = self.ending.sub("", item[3:])
            if len(stem) >= 2 and stem not in self.words and stem not in self.traps:
                found.setdefault(stem, county + item[:3])
        return found


@from_words
def counties_of(rules: Rules) -> Mapping[str, str | tuple[str, ...]]:
    """The full name of each town -> the code of its county; where several counties have one of that name, their codes.

    >>> from extract.patterns import load_rules
    >>> counties_of(load_rules())["桂城街道"]
    ('440605', '441203')
    """
    found: dict[str, str | tuple[str, ...]] = {}
    for county, line in _packed(rules).items():
        names = {item[3:] for item in line.split(" ")}
        again = {name: (*_several(found[name]), county) for name in found.keys() & names}
        found |= {**dict.fromkeys(names, county), **again}
    return found


def _several(county: str | tuple[str, ...]) -> tuple[str, ...]:
    return (county,) if isinstance(county, str) else county


@from_words
def _packed(rules: Rules) -> Mapping[str, str]:
    """The code of each county -> its towns in one line, each after the last three digits of its own code."""
    return {county: fold(names) for county, names in rules.lists["towns"].items()}


@from_words
def book(rules: Rules) -> Book:
    """The lists of these rules as one matcher, made once.

    >>> from extract.patterns import load_rules
    >>> lists = book(load_rules())
    >>> lists.names["南海区"], lists.names["朝阳区"], lists.names["越南"]
    (('440605',), ('110105', '220104'), ())
    """
    names = {name: tuple(codes.split("|")) for name, codes in rules.lists["places"].items()}
    names.update((name, ()) for name in rules.lists["countries"] if name not in names)
    traps = frozenset(rules.lists["place_traps"])
    known, classes = phrases(rules), characters(rules)
    lengths: dict[str, set[int]] = {}
    for name in (*names, *traps):
        lengths.setdefault(name[:2], set()).add(len(name))
    return Book(
        names=names,
        words=frozenset(rules.lists["place_words"]),
        traps=traps,
        gate=beginning((*names, *traps)),
        lengths={pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()},
        city_codes=frozenset(code for name, codes in names.items() if name[-1] in classes["places.cities"] for code in codes),
        packed=_packed(rules),
        counties_of=counties_of(rules),
        openers=classes["places.openers"],
        above=classes["places.above"],
        seats=classes["places.seats"],
        counties=classes["places.counties"],
        districts=classes["places.districts"],
        short=classes["places.short"],
        ending=known["places.town"],
        torn=known["places.words"],
        streets=known["places.streets"],
    )


def listed(folded: str, lists: Book) -> Iterator[Hit]:
    """Listed provinces to counties, countries and regions, leftmost and longest, none inside another.

    >>> from extract.patterns import from_words, load_rules
    >>> [(hit.name, hit.level) for hit in listed("佛山市南海区到越南，发展中国家", book(load_rules()))]
    [('佛山市', 'city'), ('南海区', 'county'), ('越南', 'abroad')]
    """
    last = 0
    for gate in lists.gate.finditer(folded):
        start = gate.start()
        if start < last:
            continue
        for length in lists.lengths.get(folded[start : start + 2], ()):
            name = folded[start : start + length]
            end = start + len(name)  # less than `length` where the text ends
            if name in lists.traps:
                last = end
                break
            if name in lists.names and _whole(folded, start, name, lists):
                last = end
                yield Hit(start, last, name, lists.names[name], _level(name, lists))
                break


def towns(folded: str, lists: Book, ends: frozenset[int]) -> Iterator[Hit]:
    """Listed towns by their full names; `ends` are where other places end, so that a name may begin there.

    >>> from extract.patterns import load_rules
    >>> [(hit.start, hit.name, hit.codes) for hit in towns("南海区桂城街道", book(load_rules()), frozenset({3}))]
    [(3, '桂城街道', ('440605011', '441203002'))]
    """
    for suffix in lists.ending.finditer(folded):
        end = suffix.end()
        for start in range(max(0, end - _TOWN_STEM), suffix.start()):
            if opens(folded, start, lists, ends):
                codes = lists.town_codes(folded[start:end])
                if codes:
                    yield Hit(start, end, folded[start:end], codes, "town")
                    break


def opens(folded: str, start: int, lists: Book, ends: frozenset[int] = frozenset()) -> bool:
    """Whether a name may begin here by what stands before: no Chinese character, a preposition, or a place.

    >>> from extract.patterns import load_rules
    >>> [opens(text, 1, book(load_rules())) for text in ("在桂城街道", ",桂城街道", "丹桂城街道")]
    [True, True, False]
    """
    return start == 0 or start in ends or folded[start - 1] in lists.openers or not HAN.match(folded[start - 1])


def _whole(folded: str, start: int, name: str, lists: Book) -> bool:
    """Whether a name stands there whole: its last character part of no other word, and one of two characters not torn out of one."""
    if lists.torn.match(folded, start + len(name) - 1):
        return False
    short_full = len(name) == 2 and name[-1] in lists.short
    return not short_full or start == 0 or folded[start - 1] in lists.above or not HAN.match(folded[start - 1])


def _level(name: str, lists: Book) -> str:
    codes = lists.names[name]
    if name in lists.words:
        return "word"
    if not codes:
        return "abroad"
    if any(code.endswith("0000") for code in codes):
        return "province"
    if any(code.endswith("00") for code in codes):
        return "city"
    if (name[-1] in lists.seats and len(name) > 2) or name[-1] in lists.counties:
        return "county"
    return "short"
