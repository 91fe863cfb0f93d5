"""The records read from pattern files: examples, rules, entries of vocabularies, and Rules, which holds all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, TypeVar

import regex

from extract import expressions as re
from extract.cache import uncollected
from extract.errors import PatternError
from extract.patterns.expressions import compiled

EXAMPLES = ("finds", "leaves", "todo")

_MARKS = re.compile("([⟦⟧])")
_OF_AMOUNTS = {"value", "unit", "indicator.id"}  # fields of one amount: an example that expects them must mark its span
_GAP = re.compile(r"\{([a-z_\d]+)\}")

Span = tuple[int, int]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the spans that a rule must find in it; with no span the rule must not match."""

    text: str
    spans: tuple[Span, ...]
    expected: Mapping[str, str]
    where: str

    @classmethod
    def of(cls, marked: str, expected: Mapping[str, str], where: str) -> Example:
        """Read an example as written, with ⟦ and ⟧ around each span.

        Raises PatternError where a mark has no partner, or a field of an amount is expected and no span is marked.

        >>> Example.of("种茶⟦3亩⟧", {"unit": "亩"}, "amounts.yaml:7").spans
        ((2, 4),)
        """
        text, spans, start = "", [], None
        for piece in _MARKS.split(marked):
            if piece == "⟦":
                start = len(text)
            elif piece == "⟧":
                if start is None:
                    raise PatternError(where, "an example closes ⟧ what it never opened")
                spans.append((start, len(text)))
                start = None
            else:
                text += piece
        if start is not None:
            raise PatternError(where, "an example opens ⟦ and never closes it; write ⟧ behind the words that are meant")
        if not spans and _OF_AMOUNTS & set(expected):
            raise PatternError(where, "an example says what is to be found and not where; put the words that are meant between ⟦ and ⟧")
        return cls(text, tuple(spans), expected, where)

    def with_words(self, words: Mapping[str, str], where: str) -> Example:
        """The same example with each `{name}` in the text and in the expected fields replaced by its word.

        >>> Example.of("种茶⟦3{form}⟧", {"unit": "{code}"}, "").with_words({"form": "公顷", "code": "hm2"}, "")
        Example(text='种茶3公顷', spans=((2, 5),), expected={'unit': 'hm2'}, where='')
        """
        edges = sorted([(start, "⟦") for start, _ in self.spans] + [(end, "⟧") for _, end in self.spans], reverse=True)
        marked = self.text
        for at, mark in edges:
            marked = marked[:at] + mark + marked[at:]
        return Example.of(_filled(marked, words), {key: _filled(value, words) for key, value in self.expected.items()}, where)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: words.get(gap[1], gap[0]), text)


@dataclass(frozen=True)
class Rule:
    """One expression, matched on the folded text; `gives` are the fields of every match.

    Compiling all expressions takes longer than reading a bulletin, so each is compiled when first used.
    """

    id: str
    kind: str
    note: str
    needs: tuple[str, ...]
    expression: str
    gives: Mapping[str, str]
    finds: tuple[Example, ...]
    leaves: tuple[Example, ...]
    todo: tuple[Example, ...]
    where: str
    line: str  # file and line of its expression

    @cached_property
    def match(self) -> regex.Pattern[str]:
        """The compiled expression."""
        return compiled(self.expression, self.line)

    def __getstate__(self) -> dict[str, object]:
        """The state sent to another process, without the compiled expression: that process compiles it itself."""
        return {name: value for name, value in self.__dict__.items() if name != "match"}

    def matches(self, folded: str) -> Iterator[regex.Match[str]]:
        """All matches in a folded text; none is tried where no word of `needs` is in the text."""
        for word in self.needs or ("",):
            if word in folded:
                return self.match.finditer(folded)
        return iter(())


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a vocabulary: the forms that bulletins print for it, and its columns."""

    id: str
    forms: tuple[str, ...]
    columns: Mapping[str, str]
    finds: tuple[Example, ...]
    leaves: tuple[Example, ...]
    todo: tuple[Example, ...]
    where: str

    def __getitem__(self, column: str) -> str:
        return self.columns.get(column, "")


@dataclass(frozen=True, slots=True)
class Proof:
    """The kind of record that a vocabulary's examples show; `each` are examples run for every entry without examples of its own."""

    makes: str
    each: tuple[Example, ...] = ()


class Known(dict[str, Any]):
    """A dict of what a folder has, by name; PatternError for a name that it does not have."""

    def __init__(self, what: str, where: str, known: Mapping[str, Any]) -> None:
        super().__init__(known)
        self._what, self._where = what, where

    def __missing__(self, name: str) -> Any:
        raise PatternError(self._where, f"no {self._what} {name} in this folder; copy its file from ours, or add what is yours to ours: --add-patterns")

    def __reduce__(self) -> tuple[Any, ...]:
        return Known, (self._what, self._where, dict(self))


@dataclass(frozen=True)
class Rules:
    """All that the pattern files say. `digest` changes whenever their effect on the pipeline may."""

    digest: str
    rules: tuple[Rule, ...]
    vocabularies: Mapping[str, tuple[Entry, ...]]
    lists: Mapping[str, Mapping[str, str]]
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    origin: Path | None = field(default=None, compare=False)
    """The folder that the rules were loaded from; None for our own."""
    added: tuple[Path, ...] = field(default=(), compare=False)
    """The folders laid over `origin`."""
    _whole: Rules | None = field(default=None, repr=False, compare=False)
    _made: dict[Callable[[Rules], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        return hash((self.digest, len(self.rules)))

    def __getstate__(self) -> dict[str, Any]:
        """The state sent to another process, without the memo of `once`: that process computes it itself."""
        return {**self.__dict__, "_made": {}}

    def of(self, kind: str) -> tuple[Rule, ...]:
        """The rules of one kind, in the order of their files."""
        return _by_kind(self).get(kind, ())

    def only(self, *ids: str) -> Rules:
        """The same vocabularies, lists and weights with only the rules of these ids."""
        places = _places(self)
        kept = tuple(self.rules[place] for place in sorted(places[one] for one in {*ids} & places.keys()))
        return replace(self, digest="+".join((self.digest, *ids)), rules=kept, _whole=self.whole)

    @property
    def whole(self) -> Rules:
        """The full set of rules that `only` took these from, with the same vocabularies and lists; else itself."""
        return self._whole or self

    def once(self, make: Callable[[Rules], Made]) -> Made:
        """The result of `make` for these rules, computed once and kept with them."""
        if make not in self._made:
            with uncollected():
                self._made[make] = make(self)
        made: Made = self._made[make]
        return made


def from_rules(make: Callable[[Rules], Made]) -> Callable[[Rules], Made]:
    """Decorate `make` so that it is called once for each set of rules: the only memo of what is derived from pattern files."""

    @wraps(make)
    def known(rules: Rules) -> Made:
        return rules.once(make)

    return known


@from_rules
def _places(rules: Rules) -> dict[str, int]:
    """The index of each rule, by its id."""
    return {rule.id: place for place, rule in enumerate(rules.rules)}


def from_words(make: Callable[[Rules], Made]) -> Callable[[Rules], Made]:
    """Decorate `make`, to which subsets of the rules make no difference: called once for all sets from `only` and their `whole`."""

    @wraps(make)
    def known(rules: Rules) -> Made:
        return rules.whole.once(make)

    return known


@from_rules
def _by_kind(rules: Rules) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules.rules:
        found.setdefault(rule.kind, []).append(rule)
    return {kind: tuple(some) for kind, some in found.items()}
