"""Examples -> weights: a logistic regression, as chains of a single item each; and how well it does on held-out examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from extract.learn.examples import Example
from extract.learn.field import NOTHING_BEFORE, Chain, field, kept, usual_features

_SQUARE = 1.0  # what the squares of weights cost (L2): 0.2 to 5 do the same on genres held out
_ROUNDS = 150
_PASSAGES = 6  # in so many passages a feature must be seen: rarer ones hold in their own passages only
_LEAST = 0.001  # a weight below it decides nothing


def fitted(examples: Sequence[Example], before: Mapping[str, float] = NOTHING_BEFORE) -> dict[str, float]:
    """The weight of each feature; positive ones say that an example holds. `before` are the weights that learning starts from."""
    usual = usual_features(((one.passage, name) for one in examples for name in one.features), _PASSAGES)
    chains = [Chain(one.passage, (one.features,), (one.holds,)) for one in examples]
    weights = field(chains, sorted(usual | before.keys()), before, _SQUARE, _ROUNDS)
    return kept(weights, _LEAST)


Decide = Callable[[Mapping[str, float], Example], bool]


def judged(examples: Sequence[Example], held_out: Callable[[Example], str], decide: Decide) -> dict[str, tuple[int, int, int]]:
    """For each group of examples, held out in turn: how many there are, how many are right by the cues, and by the learned weights."""
    results = {}
    for group in sorted({held_out(one) for one in examples}):
        weights = fitted([one for one in examples if held_out(one) != group])
        inside = [one for one in examples if held_out(one) == group]
        cued = sum(one.cued == one.holds for one in inside)
        results[group] = len(inside), cued, sum(decide(weights, one) == one.holds for one in inside)
    return results
