"""Learned weights by feature, held in as little memory as their files take."""

from __future__ import annotations

from array import array
from collections.abc import Callable, ItemsView, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from extract.cache import uncollected

Made = TypeVar("Made")


class Weights(Mapping[str, float]):
    """Feature -> weight, held as one text and two sequences of numbers: as a dict, 100,000 features take five times as much.

    A table that is only iterated over, to make smaller ones, stays so; the first lookup turns it into a dict.

    >>> learned = Weights({"unit=亩": 0.5, "unit=%": -1.0, "to=达到": 0.5})
    >>> list(learned.items()), learned.get("to=达到"), learned.get("to=到")
    ([('unit=亩', 0.5), ('unit=%', -1.0), ('to=达到', 0.5)], 0.5, None)
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        places = {weight: place for place, weight in enumerate(dict.fromkeys(weights.values()))}
        self._features = "\n".join(weights)  # none has an end of line in it: each stands on a line of a file
        self._values = tuple(places)  # 100,000 features have 4,000 weights
        self._which = array("I", map(places.__getitem__, weights.values()))
        self._made: dict[Callable[..., Any], Any] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._features.split("\n") if self._which else ())

    def __len__(self) -> int:
        return len(self._which)

    def __getitem__(self, feature: str) -> float:
        return self._table[feature]

    def __getstate__(self) -> dict[str, object]:
        """What is pickled for another process: without the dict, which that makes for itself."""
        return {**{name: value for name, value in self.__dict__.items() if name not in ("_table", "get")}, "_made": {}}

    def items(self) -> ItemsView[str, float]:
        """Features with their weights, in the order of the file."""
        return _Pairs(self)

    def pairs(self) -> Iterator[tuple[str, float]]:
        """The same, to iterate over: features of equal weight share one number object."""
        return zip(self, map(self._values.__getitem__, self._which), strict=True)

    @cached_property
    def get(self) -> Callable[..., float | None]:  # type: ignore[override]
        """The `get` of the dict itself, for speed: features of every amount are looked up."""
        return self._table.get

    @cached_property
    def _table(self) -> dict[str, float]:
        return dict(self.pairs())


class _Pairs(ItemsView[str, float]):
    """The items view, which iterates without making the dict."""

    _mapping: Weights

    def __iter__(self) -> Iterator[tuple[str, float]]:
        return self._mapping.pairs()


def once(make: Callable[[Mapping[str, float]], Made]) -> Callable[[Mapping[str, float]], Made]:
    """`make`, called once for each table: all rules with that table share the result.

    >>> once(dict)(learned := Weights({"unit=亩": 0.5})) is once(dict)(learned)
    True
    """

    def known(weights: Mapping[str, float]) -> Made:
        if not isinstance(weights, Weights):
            return make(weights)
        if make not in weights._made:
            with uncollected():
                weights._made[make] = make(weights)
        made: Made = weights._made[make]
        return made

    return known
