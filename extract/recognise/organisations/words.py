"""The words that names are judged by: places, and what holds a name together or breaks it.

All of them come from the pattern files; they are made into sets once for each set of rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields
from typing import Any

from extract import expressions as re
from extract.patterns import Characters, Forms, Lookup, Rules, characters, from_words, lookup, phrases
from extract.recognise.gazetteer import counties_of
from extract.records import record


@record
class Words:
    """What a left boundary is judged by; `longest` bounds every look to the left."""

    places: Lookup
    abroad: frozenset[str]
    trade: frozenset[str]
    generic: frozenset[str]
    breaks: Lookup
    nouns: frozenset[str]
    product: frozenset[str]
    common: Lookup
    runs: frozenset[str]
    closing: frozenset[str]
    provinces: frozenset[str]
    # Words of patterns/name_words.yaml that are looked up where they end.
    zones: Forms
    levels: Forms
    wards: Forms
    national: Forms
    # Each a phrase of patterns/name_phrases.yaml: classes of characters ...
    banners: Characters
    coordination: Characters
    counted: Characters
    counties: Characters
    islands: Characters
    joints: Characters
    leading: Characters
    many: Characters
    materials: Characters
    matter: Characters
    never_first: Characters
    never_whole: Characters
    not_of_banner: Characters
    not_torn: Characters
    numerals: Characters
    of_kind: Characters
    of_no_place: Characters
    openers: Characters
    opening: Characters
    own: Characters
    plain: Characters
    regions: Characters
    row_marks: Characters
    seats: Characters
    seats_of_kinds: Characters
    sentence: Characters
    terrain: Characters
    towards: Characters
    # ... and expressions.
    affiliate: re.Pattern[str]
    autonomous: re.Pattern[str]
    bare_level: re.Pattern[str]
    beside: re.Pattern[str]
    called: re.Pattern[str]
    china: re.Pattern[str]
    chinese: re.Pattern[str]
    class_close: re.Pattern[str]
    class_open: re.Pattern[str]
    class_row: re.Pattern[str]
    each: re.Pattern[str]
    form_of_law: re.Pattern[str]
    full_form: re.Pattern[str]
    goes_on: re.Pattern[str]
    grouped: re.Pattern[str]
    international: re.Pattern[str]
    item_before: re.Pattern[str]
    item_end: re.Pattern[str]
    item_head: re.Pattern[str]
    joint: re.Pattern[str]
    large: re.Pattern[str]
    leadership: re.Pattern[str]
    legal: re.Pattern[str]
    made: re.Pattern[str]
    makers: re.Pattern[str]
    nationwide: re.Pattern[str]
    office: re.Pattern[str]
    official: re.Pattern[str]
    part: re.Pattern[str]
    party: re.Pattern[str]
    phase: re.Pattern[str]
    plant: re.Pattern[str]
    project: re.Pattern[str]
    row_close: re.Pattern[str]
    seat: re.Pattern[str]
    seat_and_level: re.Pattern[str]
    seat_level: re.Pattern[str]
    session: re.Pattern[str]
    short_for: re.Pattern[str]
    state: re.Pattern[str]
    stops: re.Pattern[str]
    term: re.Pattern[str]
    twice: re.Pattern[str]
    union: re.Pattern[str]
    within: re.Pattern[str]


CLASSES = tuple(field.name for field in fields(Words) if field.type == "Characters")
EXPRESSIONS = tuple(field.name for field in fields(Words) if field.type == "re.Pattern[str]")
_LOOKED_UP = {"zones": "zone", "levels": "level", "wards": "ward", "national": "national"}


@from_words
def words(rules: Rules) -> Words:
    """Places of all levels and the words of names, as sets.

    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> "佛山" in known.places, "越南" in known.abroad, "企业" in known.common, "科技" in known.trade
    (True, True, True, True)
    """
    entries = rules.vocabularies["name_words"]
    forms = {entry.id: frozenset(entry.forms) for entry in entries}
    common = lookup(rules.lists["verbs"], rules.lists["nouns"], *map(forms.__getitem__, ("break", "trade", "generic", "noun", "product")))
    classes, expressions = characters(rules), phrases(rules)
    named: dict[str, Any] = {name: Forms(entry for entry in entries if entry.id == of) for name, of in _LOOKED_UP.items()}
    named |= {name: classes[f"names.{name}"] for name in CLASSES}
    named |= {name: expressions[f"names.{name}"] for name in EXPRESSIONS}
    return Words(
        places=_places(rules, (*forms["trade"], *forms["homonym"]), common),
        abroad=frozenset(rules.lists["countries"]),
        trade=forms["trade"],
        generic=forms["generic"],
        breaks=lookup(forms["break"] - forms["trade"], rules.lists["verbs"].keys() - forms["trade"]),
        nouns=forms["noun"],
        product=forms["product"],
        common=common,
        runs=forms["run"],
        closing=forms["closing"],
        provinces=frozenset(name for name, code in rules.lists["places"].items() if code.endswith("0000")),
        **named,
    )


def _places(rules: Rules, others: Iterable[str], common: Lookup) -> Lookup:
    """The places of all levels, towns included, without those that are more often a word."""
    places = lookup(rules.lists["places"], counties_of(rules))
    for name in (*others, *(word for word in rules.lists["place_words"] if word in common)):
        places.pop(name, None)
    return places


def place_before(folded: str, end: int, known: Words, abroad: bool = True) -> int:
    """Where the longest place that ends at `end` begins; `end` itself where none does.

    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> place_before("来自广东省", 5, known, abroad=False)
    2
    """
    for size in range(min(11, end), 1, -1):
        name = folded[end - size : end]
        if name in known.places or (abroad and name in known.abroad):
            return end - size
    return end


def place_after(folded: str, start: int, known: Words) -> int:
    """Where the longest place that begins at `start` ends; `start` itself where none does.

    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> place_after("广东省农科院", 0, known)
    3
    """
    for size in range(5, 1, -1):
        if folded[start : start + size] in known.places:
            return start + size
    return start


def ending(folded: str, end: int, among: Collection[str], longest: int) -> int:
    """The size of the longest of these words that ends at `end`, or 0.

    >>> ending("新能源汽车", 5, ("汽车", "能源汽车"), 4), ending("新能源汽车", 3, ("汽车",), 4)
    (4, 0)
    """
    for size in range(min(longest, end), 0, -1):
        if folded[end - size : end] in among:
            return size
    return 0


def common_word(folded: str, start: int, end: int, known: Words) -> int:
    """The size of the longest common word that begins at `start` and ends by `end`, or 0.

    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> common_word("企业技术中心", 0, 6, known)
    2
    """
    for size in (4, 3, 2):
        if start + size <= end and folded[start : start + size] in known.common:
            return size
    return 0


def last(folded: str, end: int, among: Forms) -> str:
    """The longest of these words that ends at `end`, or an empty string; none is longer than nine characters.

    >>> from extract.patterns import load_rules
    >>> last("榕江高新区管委会", 5, words(load_rules()).zones)
    '高新区'
    """
    return among.ending(folded[max(end - 9, 0) : end])  # 高新技术产业开发区


def parts(folded: str, end: int, known: Words) -> bool:
    """Whether a word ends at `end` that a name may follow (品牌|戴尔, 携手|微软), or a place.

    >>> from extract.patterns import load_rules
    >>> known = words(load_rules())
    >>> parts("携手微软", 2, known), parts("佛山微软", 2, known), parts("澄岳微软", 2, known)
    (True, True, False)
    """
    return any(ending(folded, end, among, 4) > 1 for among in (known.breaks, known.nouns, known.generic)) or (place_before(folded, end, known) < end)
