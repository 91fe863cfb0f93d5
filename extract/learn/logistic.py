"""Examples -> weights: a logistic regression in plain Python, the same for the same examples in the same order."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from extract.learn.examples import Example

_ROUNDS = 30  # more do not change what is decided on passages held out
_RATE = 0.2
_DECAY = 0.003  # towards 0 at each step; of 0.001 to 0.03 the best on genres held out
_PASSAGES = 6  # in so many passages a feature must be seen: rarer ones hold in their own passages only
_SEED = 1


def fitted(examples: Sequence[Example]) -> dict[str, float]:
    """The weight of each feature; positive ones say that it holds."""
    usual = usual_features(((one.passage, name) for one in examples for name in one.features), _PASSAGES)
    rows = [(tuple(name for name in one.features if name in usual), float(one.holds)) for one in examples]
    weights, steps = dict.fromkeys(sorted(usual), 0.0), dict.fromkeys(usual, 0.01)
    order, shuffled = list(range(len(rows))), random.Random(_SEED)
    for _ in range(_ROUNDS):
        shuffled.shuffle(order)
        for index in order:
            features, goal = rows[index]
            error = goal - _share(sum(weights[name] for name in features))
            for name in features:
                slope = error - _DECAY * weights[name]
                steps[name] += slope * slope
                weights[name] += _RATE * slope / math.sqrt(steps[name])
    return {name: round(weight, 3) for name, weight in weights.items() if abs(weight) >= 0.001}


def usual_features(seen: Iterable[tuple[str, str]], least: int) -> set[str]:
    """The features that so many passages have; `seen` are passages with a feature of theirs."""
    passages = defaultdict[str, set[str]](set)
    for passage, name in seen:
        passages[name].add(passage)
    return {name for name, several in passages.items() if len(several) >= least}


def _share(total: float) -> float:
    """The logistic of a sum, kept from running over.

    >>> _share(0), round(_share(3), 2), _share(-1000) > 0
    (0.5, 0.95, True)
    """
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


Decide = Callable[[Mapping[str, float], Example], bool]


def judged(examples: Sequence[Example], held_out: Callable[[Example], str], decide: Decide) -> dict[str, tuple[int, int, int]]:
    """For each group of examples that is held out in turn: how many there are, are right by the cues, are right as learned."""
    results = {}
    for group in sorted({held_out(one) for one in examples}):
        weights = fitted([one for one in examples if held_out(one) != group])
        inside = [one for one in examples if held_out(one) == group]
        cued = sum(one.cued == one.holds for one in inside)
        results[group] = len(inside), cued, sum(decide(weights, one) == one.holds for one in inside)
    return results
