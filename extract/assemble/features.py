"""Numbers -> names of features: learned weights know the step in which a sum lies, not the sum itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from sys import intern

BLANKS = str.maketrans({" ": "_", "\t": "_", "\n": "_"})  # so that a feature is one word in the table of weights


class Steps(tuple[float, ...]):
    """Numbers in rising order that separate the steps of a scale.

    >>> moods = Steps((-4.0, 0.0, 2.0))
    >>> moods.of(-4.5), moods.of(1.2), moods.of(6)
    ('-4', '2', 'more')
    """

    def __init__(self, _: Iterable[float]) -> None:
        self._labels = (*(f"{one:g}" for one in self), "more")

    def of(self, value: float) -> str:
        """The label of the first step that is not below `value`."""
        return self._labels[bisect_left(self, value)]


SUMS = Steps((-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0))  # the steps into which sums of weights are sorted


def summed(weights: Mapping[str, float], names: Sequence[str]) -> float:
    """The sum of the weights of the named features; those not learned weigh nothing.

    >>> summed({"bias": -1.0, "unit=%": 0.5}, ("bias", "unit=%", "unit=亩"))
    -0.5
    """
    return sum(filter(None, map(weights.get, names)))


def by_kind(weights: Mapping[str, float], mark: str = "=") -> dict[str, dict[str, float]]:
    """The weights by kind of feature, which `mark` ends, and by what follows it; the latter is kept once for several kinds.

    >>> by_kind({"w=水稻": 1.5, "w+=种植": -0.5}), by_kind({"cap|unit=亩": 0.5}, "|")
    ({'w': {'水稻': 1.5}, 'w+': {'种植': -0.5}}, {'cap': {'unit=亩': 0.5}})
    """
    kinds: dict[str, dict[str, float]] = {}
    for name, weight in weights.items():
        kind, _, said = name.partition(mark)
        kinds.setdefault(kind, {})[intern(said)] = weight
    return kinds
