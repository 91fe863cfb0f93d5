"""Numbers -> names of features: learned weights know the steps between which a sum lies, not the sum."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from sys import intern

BLANKS = str.maketrans({" ": "_", "\t": "_", "\n": "_"})  # so that a feature is one word in the table of weights


class Steps(tuple[float, ...]):
    """Numbers in rising order, between which values are told apart.

    >>> moods = Steps((-4.0, 0.0, 2.0))
    >>> moods.of(-4.5), moods.of(1.2), moods.of(6)
    ('-4', '2', 'more')
    """

    def __init__(self, _: Iterable[float]) -> None:
        self._labels = (*(f"{one:g}" for one in self), "more")

    def of(self, value: float) -> str:
        """The first step that a value does not lie above."""
        return self._labels[bisect_left(self, value)]


SUMS = Steps((-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0))  # between which sums of weights are told apart


def summed(weights: Mapping[str, float], names: Sequence[str]) -> float:
    """What the features of some names weigh together; what was not learned weighs nothing.

    >>> summed({"bias": -1.0, "unit=%": 0.5}, ("bias", "unit=%", "unit=亩"))
    -0.5
    """
    return sum(filter(None, map(weights.get, names)))


def by_kind(weights: Mapping[str, float], mark: str = "=") -> dict[str, dict[str, float]]:
    """Kind of feature, which a mark ends -> what features of that kind say -> weight; what several kinds say is kept once.

    >>> by_kind({"w=水稻": 1.5, "w+=种植": -0.5}), by_kind({"cap|unit=亩": 0.5}, "|")
    ({'w': {'水稻': 1.5}, 'w+': {'种植': -0.5}}, {'cap': {'unit=亩': 0.5}})
    """
    kinds: dict[str, dict[str, float]] = {}
    for name, weight in weights.items():
        kind, _, said = name.partition(mark)
        kinds.setdefault(kind, {})[intern(said)] = weight
    return kinds
