"""Numbers -> names of features: learned weights know the steps between which a sum lies, not the sum."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from sys import intern

SUMS = (-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0)  # between which sums of weights are told apart


BLANKS = str.maketrans({" ": "_", "\t": "_", "\n": "_"})  # so that a feature is one word in the table of weights


def step(value: float, steps: tuple[float, ...]) -> str:
    """The first step that a value does not lie above.

    >>> step(-4.5, (-4.0, 0.0, 2.0)), step(1.2, (-4.0, 0.0, 2.0)), step(6, (-4.0, 0.0, 2.0))
    ('-4', '2', 'more')
    """
    return _labels(steps)[bisect_left(steps, value)]


@cache  # there are as many as lists of steps in the code
def _labels(steps: tuple[float, ...]) -> tuple[str, ...]:
    return (*(f"{one:g}" for one in steps), "more")


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
