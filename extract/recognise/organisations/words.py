"""The words that names are judged by: places, and what holds a name together or breaks it.

All of them come from the pattern files; they are made into sets once for each set of rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.patterns import Rules, from_words


@dataclass(frozen=True, slots=True)
class Words:
    """What an edge is judged by; `longest` bounds every look to the left."""

    places: frozenset[str]
    abroad: frozenset[str]
    trade: frozenset[str]
    generic: frozenset[str]
    breaks: frozenset[str]
    nouns: frozenset[str]
    product: frozenset[str]
    common: frozenset[str]
    runs: frozenset[str]
    closing: frozenset[str]
    provinces: frozenset[str]


@from_words
def words(rules: Rules) -> Words:
    """Places of all levels and the words of names, as sets."""
    forms = {entry.id: frozenset(entry.forms) for entry in rules.vocabularies.get("name_words", ())}
    places = set(rules.lists.get("places", {}))
    for line in rules.lists.get("towns", {}).values():
        places.update(name[3:] for name in line.split(" "))
    abroad = frozenset(rules.lists.get("countries", {}))
    trade = forms.get("trade", frozenset())
    generic = forms.get("generic", frozenset())
    breaks = forms.get("break", frozenset()) | frozenset(rules.lists.get("verbs", {}))
    nouns, product = forms.get("noun", frozenset()), forms.get("product", frozenset())
    common = breaks | trade | generic | nouns | product | frozenset(rules.lists.get("nouns", {}))
    places -= trade | forms.get("homonym", frozenset()) | (common & frozenset(rules.lists.get("place_words", {})))
    return Words(
        frozenset(places),
        abroad,
        trade,
        generic,
        breaks - trade,
        nouns,
        product,
        common,
        forms.get("run", frozenset()),
        forms.get("closing", frozenset()),
        frozenset(name for name, code in rules.lists.get("places", {}).items() if code.endswith("0000")),
    )


def place_before(folded: str, end: int, known: Words, abroad: bool = True) -> int:
    """Where the longest place that ends at `end` begins; `end` itself where none does."""
    for size in range(min(11, end), 1, -1):
        name = folded[end - size : end]
        if name in known.places or (abroad and name in known.abroad):
            return end - size
    return end


def place_after(folded: str, start: int, known: Words) -> int:
    """Where the longest place that begins at `start` ends; `start` itself where none does."""
    for size in range(5, 1, -1):
        if folded[start : start + size] in known.places:
            return start + size
    return start


def ending(folded: str, end: int, among: frozenset[str], longest: int) -> int:
    """The size of the longest of these words that ends at `end`, or 0."""
    for size in range(min(longest, end), 0, -1):
        if folded[end - size : end] in among:
            return size
    return 0


def parts(folded: str, end: int, known: Words) -> bool:
    """Whether a word ends at `end` that a name may follow (品牌|戴尔, 携手|微软), or a place."""
    return any(ending(folded, end, among, 4) > 1 for among in (known.breaks, known.nouns, known.generic)) or (
        place_before(folded, end, known) < end
    )
