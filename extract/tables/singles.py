"""The single actor that a statement is about, if its value is not that of a place: the one firm, plant, project or park that its sentence names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from extract import expressions as re
from extract.located import Gazetteer
from extract.model import Line
from extract.patterns import Rules, from_words
from extract.patterns.phrases import KIND, Phrases, phrase
from extract.text import fold

_ONE = frozenset(("company", "education", "finance", "health", "research"))  # types of organisations whose values are their own, not those of a place
_TOLD = ("singles.named", "singles.meant")  # phrases that name a single actor; the second refers to one named before
_NOTHING = re.compile("(?!)")


@from_words
def singles_words(rules: Rules) -> Phrases:
    """The phrases that name single actors, and no others: to compile all phrases takes longer than to make the rows of a table."""
    own = {rule.id: phrase(rule) for rule in rules.of(KIND) if rule.id.startswith("singles.")}
    return {**dict.fromkeys(_IDS, _NOTHING), **own}


_IDS = tuple(f"singles.{name}" for name in ("named", "meant", "one", "several", "counted", "goes_on"))


class Singles:
    """The single actors of one article."""

    def __init__(self, line: Line, known: Gazetteer, words: Phrases) -> None:
        self._line, self._known, self._words = line, known, words

    @cached_property
    def _text(self) -> str:
        return fold(self._line["text"])

    @cached_property
    def _bodies(self) -> Mapping[str, None]:
        """The names of the organisations of a type in `_ONE`, as printed (in the folded text)."""
        text = self._text
        return {text[start:end]: None for one in self._line["organisations"] if one["type"] in _ONE for start, end in one["mentions"]}

    @cached_property
    def _places(self) -> list[int]:
        """The start of each mention of a place."""
        return [start for place in self._line["places"] for start, _ in place["mentions"]]

    def of(self, record: Line) -> str | None:
        """The single actor of a statement, as its sentence names it; None where the value may be that of a place.

        >>> from extract import annotate, load_rules
        >>> from extract.located import gazetteer
        >>> line = annotate("全县产值9亿元，云坞茶厂产值3亿元。该项目产值2亿元。").as_dict()
        >>> rules = load_rules()
        >>> [Singles(line, gazetteer(rules), singles_words(rules)).of(one) for one in line["actuals"]]
        [None, '云坞茶厂', '该项目']
        """
        first, _ = self._line["sentences"][record["sentence"]]
        return self._body(record, first) or self._told(first, record["start"]) or self._before(record, first)

    def _body(self, record: Line, first: int) -> str | None:
        """The subject of a statement, if its sentence (or table row) names it, and it is one organisation or project that stands alone."""
        subject = record["subject"]
        if not subject or subject["from"] != "sentence" or not self._is_one(name := fold(subject["text"])):
            return None
        at = self._text.find(name, first)
        return None if self._words["singles.several"].match(self._text, at + len(name)) else str(subject["text"])

    def _is_one(self, name: str) -> bool:
        return name in self._bodies or self._words["singles.one"].search(name) is not None

    def _told(self, first: int, start: int) -> str | None:
        """The actor named between 全县, or else the start of the sentence (`first`), and the value (`start`); None where a place is named behind it."""
        at = max([first, *self._own(first, start)])
        told = _TOLD[:1] if self._words["singles.counted"].search(self._text, first, start) else _TOLD
        part = self._text[at:start]  # cut off: what opens a clause may stand right behind 全县
        found = next((found for name in told if (found := self._words[name].search(part))), None)
        if not found or self._places_in(at + found.end(), start):
            return None
        return max((name for name in self._bodies if name in part[: found.start()]), key=part.find, default=found["who"])  # whom 公司 refers to

    def _own(self, first: int, start: int) -> Iterator[int]:
        """The ends of words like 全县 between `first` and `start`, of each word the last."""
        return (at + len(word) for word in self._known.own if (at := self._text.rfind(word, first, start)) >= 0)

    def _places_in(self, first: int, start: int) -> bool:
        return any(first <= place < start for place in self._places)

    def _before(self, record: Line, first: int) -> str | None:
        """The actor of the sentence before, if this one continues it on the same line and names no subject or place: …厂今年产值3亿元。目前已投资|2亿元."""
        subject, at = record["subject"], record["sentence"]
        goes_on = at and self._words["singles.goes_on"].match(self._text, first)
        if not goes_on or (subject and subject["from"] == "sentence") or any(self._own(first, record["start"])) or self._places_in(first, record["start"]):
            return None
        before = self._line["sentences"][at - 1][0]
        return None if "\n" in self._text[before:first] else self._told(before, first)
