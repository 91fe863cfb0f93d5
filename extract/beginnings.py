"""Whether a place's name is only the beginning or the end of another place's name (青浦|岭县, 大|荷塘区)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from extract import expressions as re
from extract.patterns import Characters, Rules, characters, from_words, phrases
from extract.records import record
from extract.text import fold

CODE = 6  # digits of a county's code; a town's has three more
_LAST = ":"  # what sorts behind every digit


@record
class Beginnings:
    """What stands behind a short name that belongs to a longer one, and the places that have their own names there."""

    names: Mapping[str, str]
    towns: Mapping[str, str]
    counties: Sequence[str]  # the codes under which the towns stand, in order
    seats: Characters
    districts: Characters
    another: re.Pattern[str]
    before: re.Pattern[str]

    def of_another(self, folded: str, start: int, end: int) -> bool:
        """Whether the name that stands there is the beginning of another place's, which ends in a level of its own.

        A place inside the one that is named may stand behind it, or be called after it.

        >>> from extract.patterns import load_rules
        >>> [beginnings(load_rules()).of_another(text, 0, 2) for text in ("青浦岭县", "青浦的县", "青浦区", "昆山花桥镇")]
        [True, False, False, False]
        """
        name = folded[start:end]
        if name not in self.names or (name[-1] in self.seats and len(name) > 2):
            return False
        behind = self.another.match(folded, end)
        if behind is None or (behind["zone"] and not self._is_district(name)):
            return False
        return not self._is_inside({folded[at : behind.end()] for at in (start, end)}, name)

    def _is_district(self, name: str) -> bool:
        """Whether a short name is a district's, which has no zone named after it as cities and counties have (昆山|高新区)."""
        return any(name + seat in self.names for seat in self.districts)

    def is_end(self, folded: str, start: int) -> bool:
        """Whether a phrase opens with one character more than the name that stands there: one that no sentence says before a place.

        >>> from extract.patterns import load_rules
        >>> [beginnings(load_rules()).is_end(text, 1) for text in ("大荷塘区", "在荷塘区", "市荷塘区")]
        [True, False, False]
        """
        return self.before.search(folded, max(start - 2, 0), start) is not None

    def _is_inside(self, longer: Collection[str], name: str) -> bool:
        """Whether the lists have one of these names as that of the place, or of one inside."""
        stems = tuple(map(code_stem, self.names[name].split("|")))
        listed = (code for one in longer for code in self.names.get(one, "").split("|"))
        return any(code.startswith(stems) for code in listed) or any(town in longer for town in self._towns(stems))

    def _towns(self, stems: tuple[str, ...]) -> Iterator[str]:
        """The full names of the towns of these places."""
        for stem in stems:
            for county in self.counties[bisect_left(self.counties, stem) : bisect_left(self.counties, stem + _LAST)]:
                yield from (town[3:] for town in fold(self.towns[county]).split(" "))


def code_stem(code: str) -> str:
    """The digits that all codes below this one begin with.

    >>> code_stem("110000"), code_stem("130600"), code_stem("130624"), code_stem("130624100")
    ('11', '1306', '130624', '130624100')
    """
    if len(code) != CODE:
        return code
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


@from_words
def beginnings(rules: Rules) -> Beginnings:
    """What these rules and lists say of longer names.

    >>> from extract.patterns import load_rules
    >>> beginnings(load_rules()).of_another("海淀屯镇力争", 0, 2)
    True
    """
    known, classes, lists = phrases(rules), characters(rules), rules.lists
    return Beginnings(
        lists["places"],
        lists["towns"],
        sorted(lists["towns"]),
        classes["places.seats"],
        classes["places.districts"],
        known["places.another"],
        known["places.opened"],
    )
